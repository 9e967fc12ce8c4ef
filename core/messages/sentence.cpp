// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/sentence.h"

#include <cmath>

#include "base/text.h"

namespace quantscope {
namespace {

class Writer
{
public:
    explicit Writer(const Wording& wording)
        : m_wording(wording)
    {
    }

    std::string write(const Message& m) const
    {
        auto sentence = body(m);
        const auto where = !m.layer.empty() ? m.layer : m.tower.empty() ? m.tower : towerName(m.tower);
        return where.empty() ? sentence : fill(message("place", {{"place", where}, {"sentence", sentence}}));
    }

private:
    std::string body(const Message& m) const
    {
        if (findMessage(m.code))
            return fill(m);
        std::string text = m.code;
        for (const auto& argument : m.arguments)
            text += ", " + argument.name + " " + valueText(argument);
        return text;
    }

    std::string phrase(std::string_view code) const
    {
        return m_wording.translate(*findMessage(code));
    }

    std::string towerName(const std::string& tower) const
    {
        const auto* row = findMessage("tower." + tower);
        return row ? m_wording.translate(*row) : tower;
    }

    // An unknown placeholder stays as it is.
    std::string fill(const Message& m) const
    {
        const auto text = phrase(m.code);
        std::string filled;
        size_t place = 0;
        for (size_t open = text.find('{'); open != std::string::npos; open = text.find('{', place)) {
            const auto close = text.find('}', open);
            const auto* argument = close == std::string::npos
                ? nullptr
                : findArgument(m, std::string_view(text).substr(open + 1, close - open - 1));
            filled += text.substr(place, open - place);
            filled += argument ? valueText(*argument) : "{";
            place = argument ? close + 1 : open + 1;
        }
        return filled + text.substr(place);
    }

    std::string valueText(const Argument& argument) const
    {
        if (const auto* number = std::get_if<Number>(&argument.value))
            return numberText(*number);
        if (const auto* integer = std::get_if<int64_t>(&argument.value))
            return std::to_string(*integer);
        if (const auto* clauses = std::get_if<std::vector<Message>>(&argument.value))
            return joined(*clauses);
        return std::get<std::string>(argument.value);
    }

    std::string numberText(const Number& number) const
    {
        if (number.format != NumberFormat::Decibels || std::isfinite(number.value))
            return m_wording.number(number);
        return phrase(number.value > 0 ? "number.no_error" : "number.no_signal");
    }

    std::string joined(const std::vector<Message>& clauses) const
    {
        std::string text;
        for (const auto& clause : clauses)
            text += (text.empty() ? "" : phrase("separator")) + write(clause);
        return text;
    }

    const Wording& m_wording;
};

}

std::string sentenceOf(const Message& m, const Wording& wording)
{
    return m.empty() ? std::string() : Writer(wording).write(m);
}

std::string englishText(const Message& m)
{
    return sentenceOf(m, {[](const MessageTemplate& row) { return std::string(row.english); }, englishNumber});
}

std::vector<std::string> englishTexts(const std::vector<Message>& messages)
{
    std::vector<std::string> texts;
    for (const auto& m : messages)
        texts.push_back(englishText(m));
    return texts;
}

std::string englishNumber(const Number& number)
{
    switch (number.format) {
    case NumberFormat::Rounded: return rounded(number.value);
    case NumberFormat::Precise: return rounded(number.value, 6);
    case NumberFormat::Percent: return percent(number.value);
    case NumberFormat::Gigabytes: return gigabytes(number.value);
    case NumberFormat::Decibels: return rounded(number.value) + " dB";
    }
    return {};
}

}

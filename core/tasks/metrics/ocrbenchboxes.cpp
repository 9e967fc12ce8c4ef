// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/metrics/ocrbenchboxes.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/pythonnumber.h"
#include "base/unicode.h"
#include "files/pythonliteral.h"
#include "tasks/dataset.h"
#include "tasks/metrics/ocrbenchtexts.h"

namespace quantscope {
namespace {

constexpr int64_t mostCoordinate = 1000;
constexpr double mostNumber = 1e9; // larger ones are no places
constexpr std::string_view anyText = "###"; // a text that nobody need read
constexpr std::string_view endSigns = "!?.:,*\"()·[]/'";

// Python's int(text).
std::optional<int64_t> wholeNumberOf(std::string_view text)
{
    text = stripped(text);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    int64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isWhole = result.ec == std::errc() && result.ptr == text.data() + text.size();
    return isWhole ? std::optional(value) : std::nullopt;
}

// A number or a text with one, cut to a whole one.
std::optional<int64_t> coordinateOf(const PythonLiteral& literal)
{
    if (literal.kind != PythonLiteral::Kind::Number)
        return wholeNumberOf(literal.text);
    const auto number = pythonFloat(literal.text);
    return number && std::abs(*number) < mostNumber ? std::optional(std::llround(std::trunc(*number))) : std::nullopt;
}

bool isSequence(const PythonLiteral& literal)
{
    return literal.kind == PythonLiteral::Kind::List || literal.kind == PythonLiteral::Kind::Tuple;
}

std::optional<TextBox> boxOf(const std::vector<PythonLiteral>& items)
{
    TextBox box{};
    if (items.size() < box.size())
        return std::nullopt;
    for (size_t i = 0; i < box.size(); ++i) {
        const auto number = coordinateOf(items[i]);
        if (!number || std::abs(*number) > static_cast<int64_t>(mostNumber))
            return std::nullopt;
        box[i] = *number;
    }
    return box;
}

std::optional<TextBox> boxIn(std::string_view text)
{
    const auto literal = parsePythonLiteral(text);
    return literal && isSequence(*literal) ? boxOf(literal->items) : std::nullopt;
}

std::string cellOf(const Question& question, std::string_view name)
{
    const auto found = question.columns.find(name);
    return found != question.columns.end() ? found->second : std::string();
}

// The parts between the signs, at most `most`; the last one has the rest.
std::vector<std::string_view> parted(std::string_view text, char sign, size_t most)
{
    std::vector<std::string_view> parts;
    while (parts.size() + 1 < most && text.find(sign) != text.npos) {
        parts.push_back(text.substr(0, text.find(sign)));
        text.remove_prefix(text.find(sign) + 1);
    }
    parts.push_back(text);
    return parts;
}

// The contents of brackets of either kind that have no brackets inside.
std::vector<std::string_view> inBrackets(std::string_view text)
{
    std::vector<std::string_view> contents;
    size_t open = text.npos;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '[' || text[i] == '(') {
            open = i;
        } else if (text[i] == ']' || text[i] == ')') {
            if (open != text.npos)
                contents.push_back(text.substr(open + 1, i - open - 1));
            open = text.npos;
        }
    }
    return contents;
}

bool isInside(const TextBox& box)
{
    return std::all_of(box.begin(), box.end(), [](int64_t c) { return c >= 0 && c <= mostCoordinate; });
}

// Digits alone: a sign makes the original look further.
std::optional<int64_t> unsignedNumber(std::string_view text)
{
    text = stripped(text);
    return text.find_first_not_of("0123456789") == text.npos ? wholeNumberOf(text) : std::nullopt;
}

// The last box of four numbers that lies in the picture.
std::optional<TextBox> lastBox(const std::string& prediction)
{
    std::optional<TextBox> last;
    for (const auto content : inBrackets(prediction)) {
        const auto parts = parted(content, ',', 5);
        TextBox box{};
        bool isBox = parts.size() == box.size();
        for (size_t i = 0; isBox && i < box.size(); ++i) {
            const auto number = unsignedNumber(parts[i]);
            isBox = number.has_value();
            box[i] = number.value_or(0);
        }
        if (isBox && isInside(box))
            last = box;
    }
    return last;
}

std::string_view withoutOuter(std::string_view text, char sign)
{
    text.remove_prefix(std::min(text.find_first_not_of(sign), text.size()));
    return text.substr(0, text.find_last_not_of(sign) + 1);
}

std::string spottedText(std::string_view text)
{
    std::string joined(text);
    std::erase(joined, '\n');
    return std::string(withoutOuter(withoutOuter(stripped(joined), '"'), '\''));
}

void addSpotted(std::vector<SpottedText>& list, const std::array<std::optional<int64_t>, 4>& numbers,
                std::string_view text)
{
    SpottedText spotted;
    for (size_t i = 0; i < numbers.size(); ++i) {
        if (!numbers[i])
            return;
        spotted.box[i] = *numbers[i];
    }
    spotted.text = spottedText(text);
    if (isInside(spotted.box) && std::find(list.begin(), list.end(), spotted) == list.end())
        list.push_back(std::move(spotted));
}

// The smallest upright box around points x1, y1, x2, y2, ….
std::optional<TextBox> boxAround(const std::vector<PythonLiteral>& coordinates)
{
    if (coordinates.size() < 4 || coordinates.size() % 2 != 0)
        return std::nullopt;
    std::array<std::vector<int64_t>, 2> values; // x, y
    for (size_t i = 0; i < coordinates.size(); ++i) {
        const auto number = coordinateOf(coordinates[i]);
        if (!number || std::abs(*number) > static_cast<int64_t>(mostNumber))
            return std::nullopt;
        values[i % 2].push_back(*number);
    }
    const auto [left, right] = std::minmax_element(values[0].begin(), values[0].end());
    const auto [top, bottom] = std::minmax_element(values[1].begin(), values[1].end());
    return TextBox{*left, *top, *right, *bottom};
}

// What is written where, of the columns bbox and content.
std::vector<SpottedText> rightTexts(const Question& question)
{
    const auto boxes = parsePythonLiteral(cellOf(question, "bbox"));
    const auto contents = parsePythonLiteral(cellOf(question, "content"));
    std::vector<SpottedText> list;
    if (!boxes || !contents || !isSequence(*boxes) || !isSequence(*contents))
        return list;
    for (size_t i = 0; i < std::min(boxes->items.size(), contents->items.size()); ++i)
        if (const auto box = boxAround(boxes->items[i].items))
            list.push_back({*box, contents->items[i].text});
    return list;
}

int64_t areaOf(const TextBox& box)
{
    return (box[2] - box[0]) * (box[3] - box[1]);
}

int64_t sharedArea(const TextBox& a, const TextBox& b)
{
    const int64_t width = std::min(a[2], b[2]) - std::max(a[0], b[0]);
    const int64_t height = std::min(a[3], b[3]) - std::max(a[1], b[1]);
    return std::max<int64_t>(0, width) * std::max<int64_t>(0, height);
}

// Equal but for case, and for a sign at either end of the right text.
bool isReadRight(const std::string& right, const std::string& given)
{
    const auto expected = toUtf32(upperCase(validUtf8(right))), text = toUtf32(upperCase(validUtf8(given)));
    if (expected == text)
        return true;
    if (expected.empty())
        return false;
    const auto signs = toUtf32(endSigns);
    const bool first = signs.find(expected.front()) != signs.npos, last = signs.find(expected.back()) != signs.npos;
    const auto without = [&](size_t begin, size_t end) {
        return begin + end <= expected.size() && expected.substr(begin, expected.size() - begin - end) == text;
    };
    return (first && without(1, 0)) || (last && without(0, 1)) || (first && last && without(1, 1));
}

// The spotted texts that lie in a place that nobody need read are left out.
std::vector<SpottedText> withoutUnread(const std::vector<SpottedText>& given, const std::vector<SpottedText>& right)
{
    std::vector<SpottedText> list;
    std::copy_if(given.begin(), given.end(), std::back_inserter(list), [&](const SpottedText& spotted) {
        return std::none_of(right.begin(), right.end(), [&](const SpottedText& place) {
            return place.text == anyText && 2 * sharedArea(place.box, spotted.box) > areaOf(spotted.box);
        });
    });
    return list;
}

// Each right text takes the first spotted one that overlaps by more than a half, rightly read or not.
int64_t countReadRight(const std::vector<SpottedText>& right, const std::vector<SpottedText>& given)
{
    std::vector<bool> isTaken(given.size());
    int64_t count = 0;
    for (const auto& place : right)
        for (size_t i = 0; i < given.size(); ++i)
            if (!isTaken[i] && overlapOf(place.box, given[i].box) > 0.5) {
                isTaken[i] = true;
                count += isReadRight(place.text, given[i].text) ? 1 : 0;
                break;
            }
    return count;
}

}

double overlapOf(const TextBox& a, const TextBox& b)
{
    const int64_t shared = sharedArea(a, b), all = areaOf(a) + areaOf(b) - shared;
    return all > 0 ? std::clamp(double(shared) / double(all), 0.0, 1.0) : 0.0;
}

double scoreGrounding(const Question& question, const std::string& prediction)
{
    const auto given = lastBox(prediction);
    TextBox right{};
    if (!given || question.answers.size() < right.size())
        return 0.0;
    for (size_t i = 0; i < right.size(); ++i) {
        const auto number = pythonFloat(question.answers[i]);
        if (!number || !(std::abs(*number) < mostNumber))
            return 0.0;
        right[i] = std::llround(std::trunc(*number));
    }
    return overlapOf(*given, right);
}

double scorePlacedReading(const Question& question, const std::string& prediction)
{
    const auto entries = dictionaryIn(prediction);
    double score = 0;
    if (const auto answer = entries.find("answer"); answer != entries.end())
        score += 0.5 * readingOf(question.answers, answer->second);
    if (const auto place = entries.find("bbox"); place != entries.end()) {
        const auto given = boxIn(place->second), right = boxIn(cellOf(question, "bbox"));
        score += given && right ? 0.5 * overlapOf(*given, *right) : 0.0;
    }
    return score;
}

std::vector<SpottedText> spottedTexts(const std::string& prediction)
{
    std::vector<SpottedText> list;
    const auto text = validUtf8(prediction);
    if (const auto literal = parsePythonLiteral(text)) {
        if (!isSequence(*literal))
            return list;
        for (const auto& item : literal->items)
            if (isSequence(item) && item.items.size() >= 5)
                addSpotted(list,
                           {wholeNumberOf(item.items[0].text), wholeNumberOf(item.items[1].text),
                            wholeNumberOf(item.items[2].text), wholeNumberOf(item.items[3].text)},
                           item.items[4].text);
        return list;
    }
    for (const auto content : inBrackets(text)) {
        const auto parts = parted(content, ',', 5);
        if (parts.size() == 5)
            addSpotted(
                list,
                {wholeNumberOf(parts[0]), wholeNumberOf(parts[1]), wholeNumberOf(parts[2]), wholeNumberOf(parts[3])},
                parts[4]);
    }
    return list;
}

double scoreSpotting(const Question& question, const std::string& prediction)
{
    const auto all = rightTexts(question);
    auto given = spottedTexts(prediction);
    std::erase_if(given, [](const SpottedText& s) { return s.box[0] >= s.box[2] || s.box[1] >= s.box[3]; });
    if (all.empty() || given.empty())
        return 0.0;
    given = withoutUnread(given, all);
    std::vector<SpottedText> right;
    std::copy_if(all.begin(), all.end(), std::back_inserter(right),
                 [](const SpottedText& place) { return place.text != anyText; });
    const auto found = static_cast<double>(countReadRight(right, given));
    const double recall = right.empty() ? 0.0 : found / static_cast<double>(right.size());
    const double precision = given.empty() ? 0.0 : found / static_cast<double>(given.size());
    return precision + recall == 0 ? 0.0 : 2 * precision * recall / (precision + recall);
}

}

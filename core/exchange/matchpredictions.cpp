// SPDX-License-Identifier: GPL-3.0-or-later
// Indices alone would match any file with any benchmark, so what else a row tells has to agree. Texts are compared
// without differences in white space, which spreadsheets and prompts change.
#include "exchange/matchpredictions.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "base/unicode.h"
#include "files/base64.h"
#include "tasks/rowindex.h"

namespace quantscope {
namespace {

constexpr size_t longestSheetText = 32767; // where spreadsheets cut texts, in units of UTF-16
constexpr size_t longestPath = 1024; // a longer image cell is the image

std::string spaced(std::string_view text)
{
    std::string joined;
    for (const auto& word : splitOnSpace(text))
        joined += (joined.empty() ? "" : " ") + word;
    return joined;
}

std::vector<std::string> sortedAnswers(const std::vector<std::string>& answers)
{
    std::vector<std::string> all;
    for (const auto& answer : answers)
        all.push_back(spaced(answer));
    std::sort(all.begin(), all.end());
    return all;
}

// What comparisons need of a question, made once.
struct KnownQuestion
{
    std::string text;
    std::vector<std::string> answers; // sorted
};

// The same of a row.
struct ToldQuestion
{
    std::string text;
    bool isPrompt = false;
    std::vector<std::string> answers; // sorted
};

ToldQuestion toldBy(const ImportedRow& row)
{
    return {spaced(row.question), row.isPrompt, sortedAnswers(row.answers)};
}

bool agreesInText(const ToldQuestion& told, const KnownQuestion& known)
{
    if (told.text.empty() || told.text == known.text)
        return true;
    if (told.isPrompt)
        return told.text.find(known.text) != std::string::npos;
    return told.text.size() + 1 >= longestSheetText && known.text.starts_with(told.text);
}

// A file may tell one accepted answer of several.
bool agreesInAnswers(const ToldQuestion& told, const KnownQuestion& known)
{
    return told.answers.empty() || told.answers == known.answers ||
        (told.answers.size() == 1 &&
         std::binary_search(known.answers.begin(), known.answers.end(), told.answers.front()));
}

class Matcher
{
public:
    Matcher(const ImportedPredictions& predictions, const Dataset& data)
        : m_predictions(predictions)
        , m_data(data)
    {
        m_result.rows.resize(data.questions.size());
        for (size_t i = 0; i < data.questions.size(); ++i) {
            const auto& question = data.questions[i];
            m_known.push_back({spaced(question.question), sortedAnswers(question.answers)});
            m_byIndex.emplace(question.index, i);
            m_byText[m_known.back().text].push_back(i);
            for (const auto& answer : m_known.back().answers)
                if (auto& list = m_byAnswer[answer]; list.empty() || list.back() != i)
                    list.push_back(i);
        }
    }

    MatchedPredictions match()
    {
        for (size_t i = 0; i < m_predictions.rows.size(); ++i)
            place(i);
        std::sort(m_result.unmatched.begin(), m_result.unmatched.end(),
                  [](const UnmatchedRow& a, const UnmatchedRow& b) { return a.row < b.row; });
        return std::move(m_result);
    }

private:
    void place(size_t number)
    {
        const auto& row = m_predictions.rows[number];
        const auto told = toldBy(row);
        if (!row.prediction)
            leave(number, message("import.no_prediction"));
        else if (const auto at = atIndex(row); at && agrees(told, *at))
            take(number, *at, m_result.byIndex);
        else if (const auto there = atPosition(row, told); there)
            take(number, *there, m_result.byPosition);
        else if (!told.text.empty())
            search(number, row, told, at);
        else if (at)
            leave(number, message("import.other_question", {{"index", row.index}}));
        else if (!row.index.empty())
            leave(number, message("import.no_such_index", {{"index", row.index}}));
        else
            leave(number, message("import.nothing_to_match"));
    }

    bool agrees(const ToldQuestion& told, size_t question) const
    {
        return agreesInText(told, m_known[question]) && agreesInAnswers(told, m_known[question]);
    }

    std::optional<size_t> atIndex(const ImportedRow& row) const
    {
        const auto found = m_byIndex.find(row.index);
        return found == m_byIndex.end() ? std::nullopt : std::optional(found->second);
    }

    // A position says nothing of the benchmark, so that something else has to.
    std::optional<size_t> atPosition(const ImportedRow& row, const ToldQuestion& told) const
    {
        const bool tells = !told.text.empty() || !told.answers.empty();
        if (!row.position || !tells || *row.position >= static_cast<int64_t>(m_known.size()))
            return std::nullopt;
        const auto question = static_cast<size_t>(*row.position);
        return agrees(told, question) ? std::optional(question) : std::nullopt;
    }

    // Those that may be meant: by the whole text, or in a prompt by an answer.
    std::vector<size_t> candidates(const ToldQuestion& told) const
    {
        if (const auto found = m_byText.find(told.text); found != m_byText.end())
            return found->second;
        if (!told.isPrompt || told.answers.empty())
            return {};
        const auto found = m_byAnswer.find(told.answers.front());
        return found == m_byAnswer.end() ? std::vector<size_t>() : found->second;
    }

    void search(size_t number, const ImportedRow& row, const ToldQuestion& told, std::optional<size_t> atIndex)
    {
        auto fitting = candidates(told);
        std::erase_if(fitting, [&](size_t question) { return !agrees(told, question); });
        if (fitting.size() > 1 && !row.image.empty())
            std::erase_if(fitting, [&](size_t question) { return !hasImage(question, row.image); });
        if (fitting.size() == 1)
            take(number, fitting.front(), m_result.byQuestion);
        else if (fitting.size() > 1)
            leave(number, message("import.ambiguous", {{"count", fitting.size()}}));
        else if (atIndex)
            leave(number, message("import.other_question", {{"index", row.index}}));
        else
            leave(number, message("import.no_such_question"));
    }

    // The image itself, or a path whose name is the index, as VLMEvalKit names the files that it writes.
    bool hasImage(size_t question, const std::string& image) const
    {
        const auto& asked = m_data.questions[question];
        if (image.size() <= longestPath && rowIndex(std::filesystem::path(image).stem().string()) == asked.index)
            return true;
        const auto bytes = decodeBase64(image);
        return bytes && asked.images.size() == 1 && *asked.images.front() == *bytes;
    }

    void take(size_t number, size_t question, int64_t& count)
    {
        auto& row = m_result.rows[question];
        if (!row) {
            row = number;
            ++count;
            return;
        }
        ++m_result.repeated;
        const bool isBetter = answerOf(*row).empty() && !answerOf(number).empty();
        const auto other = isBetter ? std::exchange(*row, number) : number;
        leave(other, message("import.repeated", {{"index", m_data.questions[question].index}}));
    }

    const std::string& answerOf(size_t number) const
    {
        return *m_predictions.rows[number].prediction;
    }

    void leave(size_t number, Message why)
    {
        m_result.unmatched.push_back({number, std::move(why)});
    }

    const ImportedPredictions& m_predictions;
    const Dataset& m_data;
    MatchedPredictions m_result;
    std::vector<KnownQuestion> m_known; // beside the questions
    std::unordered_map<std::string, size_t> m_byIndex;
    std::unordered_map<std::string, std::vector<size_t>> m_byText, m_byAnswer;
};

}

MatchedPredictions matchPredictions(const ImportedPredictions& predictions, const Dataset& data)
{
    return Matcher(predictions, data).match();
}

}

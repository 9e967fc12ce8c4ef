// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/comparability.h"

#include <algorithm>

#include <fmt/core.h>

#include "archive/leftout.h"
#include "base/text.h"
#include "quant/protocol.h"

namespace quantscope {
namespace {

using Words = std::vector<std::string>; // beside the runs; empty: not known

// "exact (A, C), mquant (B)", of those that are known.
std::string byWord(const Words& words)
{
    std::vector<std::pair<std::string, Words>> groups;
    for (size_t run = 0; run < words.size(); ++run) {
        if (words[run].empty())
            continue;
        auto it = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == words[run]; });
        if (it == groups.end())
            it = groups.insert(it, {words[run], {}});
        it->second.push_back(runLetter(run));
    }
    return listedBy(groups,
                    [](const auto& group) { return fmt::format("{} ({})", group.first, listed(group.second)); });
}

bool differ(const Words& words)
{
    const auto known = std::find_if(words.begin(), words.end(), [](const auto& word) { return !word.empty(); });
    return std::any_of(known, words.end(), [&](const auto& word) { return !word.empty() && word != *known; });
}

template <typename Word> Words wordsOf(std::span<const RunRecord> runs, Word word)
{
    Words words;
    for (const auto& run : runs)
        words.push_back(word(run));
    return words;
}

std::string promptOf(const RunRecord& run)
{
    const auto& facts = run.protocol;
    return facts.benchmark.empty() ? "" : fmt::format("{}/{}", facts.benchmark, facts.mostTiles);
}

struct NoteRow
{
    const char* code;
    std::string (*word)(const RunRecord&);
};

// Two models are no fault of a comparison, but what differs is theirs as well.
constexpr NoteRow noteTable[] = {
    {"compare.other_models", [](const RunRecord& run) { return run.model; }},
    {"compare.other_data", [](const RunRecord& run) { return run.data; }},
    {"compare.other_protocols", [](const RunRecord& run) { return std::string(protocolId(protocolOf(run.spec))); }},
    {"compare.other_images",
     [](const RunRecord& run) { return run.protocol.benchmark.empty() ? "" : run.protocol.images; }},
    {"compare.other_prompts", promptOf},
    {"compare.other_metrics", [](const RunRecord& run) { return run.protocol.metric; }},
    {"compare.other_lengths",
     [](const RunRecord& run) {
         const auto most = run.protocol.maxNewTokens;
         return most > 0 ? std::to_string(most) : std::string();
     }},
    {"compare.other_types", [](const RunRecord& run) { return run.protocol.dtype; }},
};

// Which questions count, where not all of every run's do.
void addQuestions(std::vector<Message>& notes, std::span<const RunRecord> runs, size_t common)
{
    Words counts, silent;
    bool more = false;
    for (size_t run = 0; run < runs.size(); ++run) {
        const auto scored = scoredAnswers(runs[run]);
        counts.push_back(scored > 0 ? std::to_string(scored) : std::string());
        more = more || scored > common;
        if (scored == 0)
            silent.push_back(runLetter(run));
    }
    if (!silent.empty())
        notes.push_back(message("compare.no_answers", {{"runs", listed(silent)}}));
    if (silent.size() + 1 >= runs.size())
        return; // too few are left
    if (common == 0)
        notes.push_back(message("compare.nothing_common"));
    else if (more)
        notes.push_back(message("compare.some_questions", {{"common", common}, {"counts", byWord(counts)}}));
}

}

std::string runLetter(size_t run)
{
    return {static_cast<char>('A' + run)};
}

std::vector<Message> comparisonNotes(std::span<const RunRecord> runs, const Comparison& comparison)
{
    std::vector<Message> notes;
    addQuestions(notes, runs, comparison.questions.size());
    for (const auto& row : noteTable)
        if (const auto words = wordsOf(runs, row.word); differ(words))
            notes.push_back(message(row.code, {{"values", byWord(words)}}));
    return notes;
}

ComparedRuns sideBySide(std::vector<RunRecord> records)
{
    ComparedRuns runs{std::move(records), {}, {}};
    if (runs.records.size() < 2)
        return runs;
    runs.comparison = compareRuns(runs.records);
    runs.notes = comparisonNotes(runs.records, runs.comparison);
    return runs;
}

}

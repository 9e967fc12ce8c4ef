// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/sections.h"

#include <algorithm>
#include <numeric>

#include "archive/leftout.h"
#include "base/text.h"
#include "report/reportpicture.h"

namespace quantscope {
namespace {

constexpr size_t mostPictures = 4; // of one question

// A question by its place in the predictions of each run; unset: the run was not asked it.
using Places = std::vector<std::optional<size_t>>;

Places placesOf(const ReportWork& work, const std::string& index)
{
    Places places;
    for (const auto& run : work.runs.records) {
        const auto it = std::find_if(run.predictions.begin(), run.predictions.end(),
                                     [&](const Prediction& prediction) { return prediction.index == index; });
        places.push_back(it == run.predictions.end() ? std::optional<size_t>()
                                                     : static_cast<size_t>(std::distance(run.predictions.begin(), it)));
    }
    return places;
}

bool isAsked(const Places& places)
{
    return std::any_of(places.begin(), places.end(), [](const auto& place) { return place.has_value(); });
}

std::vector<Places> namedQuestions(const ReportWork& work)
{
    std::vector<Places> chosen;
    for (const auto& index : work.input.choices.questions) {
        chosen.push_back(placesOf(work, index));
        if (!isAsked(chosen.back()))
            throw Error("question " + index + ": none of the runs answered it");
    }
    return chosen;
}

// Those that the runs disagree on most, in what is right first and then in words.
std::vector<Places> flips(const ReportWork& work)
{
    std::vector<Places> chosen;
    for (const auto& question : work.runs.comparison.questions) {
        if (chosen.size() >= work.input.choices.mostQuestions || (question.spread == 0 && question.texts < 2))
            break;
        auto& places = chosen.emplace_back();
        for (const size_t place : question.places)
            places.push_back(place == noPlace ? std::optional<size_t>() : place);
    }
    return chosen;
}

std::vector<Places> wrongOnes(const ReportWork& work)
{
    const auto& predictions = work.runs.records.front().predictions;
    std::vector<size_t> order;
    for (size_t i = 0; i < predictions.size(); ++i)
        if (predictions[i].isScored && predictions[i].score < 1)
            order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return predictions[a].score < predictions[b].score; });
    order.resize(std::min(order.size(), work.input.choices.mostQuestions));
    std::vector<Places> chosen;
    for (const auto place : order)
        chosen.push_back({place});
    return chosen;
}

ReportAnswer answerOf(const ReportWork& work, size_t run, std::optional<size_t> place)
{
    ReportAnswer answer{work.isComparison() ? runLetter(run) : std::string(), {}, {}, Verdict::Unknown};
    if (!place) {
        answer.verdictText = work.say(message("report.not_asked"));
        return answer;
    }
    const auto& prediction = work.runs.records[run].predictions[*place];
    answer.text = prediction.text;
    if (!prediction.problem.empty()) {
        answer.verdictText = prediction.problem;
    } else if (!prediction.isScored) {
        answer.verdictText = work.say(message("report.not_scored"));
    } else if (prediction.score >= 1) {
        answer.verdict = Verdict::Right;
        answer.verdictText = work.say(message("report.right"));
    } else if (prediction.score <= 0) {
        answer.verdict = Verdict::Wrong;
        answer.verdictText = work.say(message("report.wrong"));
    } else {
        answer.verdict = Verdict::Partly;
        answer.verdictText = work.say(message("report.partly", {{"score", prediction.score}}));
    }
    return answer;
}

// The benchmark's own question, when it is the one that was asked.
const Question* questionAsked(const ReportWork& work, const std::string& index, const std::string& text)
{
    if (!work.input.data)
        return nullptr;
    const auto& questions = work.input.data->questions;
    const auto it = std::find_if(questions.begin(), questions.end(), [&](const Question& question) {
        return question.index == index && question.question == text;
    });
    return it == questions.end() ? nullptr : &*it;
}

void addPictures(const ReportWork& work, ReportQuestion& block, const Question* question, const std::string& index)
{
    if (!question) {
        block.note = work.say(work.input.data ? message("report.other_benchmark") : message("report.no_benchmark"));
        return;
    }
    if (question->images.size() > mostPictures)
        block.note =
            work.say(message("report.some_pictures", {{"shown", mostPictures}, {"count", question->images.size()}}));
    for (size_t i = 0; i < std::min(question->images.size(), mostPictures); ++i)
        try {
            block.pictures.push_back(reportPicture(
                question->images[i], work.say(message("report.picture_alt", {{"index", index}, {"number", i + 1}}))));
        } catch (const Error& problem) {
            block.note = problem.what();
        }
}

ReportQuestion cardOf(const ReportWork& work, const Places& places)
{
    const auto known = static_cast<size_t>(
        std::distance(places.begin(),
                      std::find_if(places.begin(), places.end(), [](const auto& place) { return place.has_value(); })));
    const auto& run = work.runs.records[known];
    const auto place = *places[known];
    const auto asked = place < run.asked.size() ? run.asked[place] : AskedQuestion();
    const auto& index = run.predictions[place].index;
    ReportQuestion block;
    block.title = work.say(message("report.question", {{"index", index}}));
    if (!asked.category.empty())
        block.title += " · " + asked.category;
    block.question = asked.question;
    if (!asked.answers.empty())
        block.expected = work.say(message("report.expected", {{"answers", listed(asked.answers, 8)}}));
    addPictures(work, block, questionAsked(work, index, asked.question), index);
    for (size_t i = 0; i < places.size(); ++i)
        block.answers.push_back(answerOf(work, i, places[i]));
    return block;
}

}

void addQuestions(const ReportWork& work, const Progress& progress)
{
    const bool isNamed = !work.input.choices.questions.empty();
    const auto chosen = isNamed ? namedQuestions(work) : work.isComparison() ? flips(work) : wrongOnes(work);
    const bool isAnswered = std::any_of(work.runs.records.begin(), work.runs.records.end(),
                                        [](const RunRecord& run) { return !run.predictions.empty(); });
    if (!isAnswered || (!isNamed && work.input.choices.mostQuestions == 0))
        return;
    work.heading("questions", message("report.questions"));
    if (chosen.empty())
        return work.paragraph(work.isComparison() ? message("report.no_flips") : message("report.no_wrong"));
    if (!isNamed)
        work.paragraph(work.isComparison() ? message("report.flips_first") : message("report.wrong_first"), true);
    for (size_t i = 0; i < chosen.size(); ++i) {
        progress.step(static_cast<double>(i) / static_cast<double>(chosen.size()), "questions");
        work.add(cardOf(work, chosen[i]));
    }
}

}

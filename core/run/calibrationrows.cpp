// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/calibrationrows.h"

#include <algorithm>
#include <set>

#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "answering/questions.h"
#include "quant/quantize.h"
#include "quant/statistics.h"

namespace quantscope {
namespace {

std::string keyOf(const std::vector<size_t>& rows)
{
    std::string key = "rows";
    for (const size_t row : rows)
        key += fmt::format(" {}", row);
    return key;
}

}

bool needsRanges(const Plan& plan)
{
    return std::any_of(plan.schemes.begin(), plan.schemes.end(),
                       [](const Scheme& scheme) { return scheme.quantizesActivation() && scheme.activationStatic; });
}

CalibrationUse chooseRows(const Recipe& recipe, const Plan& plan, const Dataset& data, std::vector<Message>& notes)
{
    const size_t available = data.questions.size();
    const auto& wanted = recipe.calibration;
    const auto isShort = [&](int64_t count) { return static_cast<size_t>(count) > available; };
    CalibrationUse use;
    use.dataset = data.name;
    if (needsHessians(plan)) {
        use.weightRows = calibrationRows(available, wanted.weightSamples, false);
        if (isShort(wanted.weightSamples))
            notes.push_back(
                message("note.few_questions_gptq", {{"wanted", wanted.weightSamples}, {"available", available}}));
    }
    if (needsRanges(plan)) {
        use.activationRows = calibrationRows(available, wanted.activationSamples, wanted.spread);
        if (isShort(wanted.activationSamples))
            notes.push_back(
                message("note.few_questions_ranges", {{"wanted", wanted.activationSamples}, {"available", available}}));
    }
    use.errorRows = calibrationRows(available, wanted.errorSamples, true);
    return use;
}

Entry encode(const CheckedRows& checked)
{
    Entry entry;
    entry.meta["count"] = checked.count;
    return entry;
}

void decode(const Entry& entry, CheckedRows& checked)
{
    checked.count = entry.meta.at("count").get<int64_t>();
}

int64_t bytesOf(const CheckedRows&)
{
    return static_cast<int64_t>(sizeof(CheckedRows));
}

std::vector<RowProblem> dropUnusable(CalibrationUse& use, const LoadedModel& loaded, const Dataset& data, bool strict,
                                     int threads, StageCache* cache, const Progress& progress)
{
    std::set<size_t> all;
    for (const auto* rows : {&use.weightRows, &use.activationRows, &use.errorRows})
        all.insert(rows->begin(), rows->end());
    const std::vector<size_t> rows(all.begin(), all.end());
    const auto key = keyOf(rows);
    if (cache && cache->get<CheckedRows>(checkedRowsStage, key))
        return {};
    std::vector<RowProblem> problems;
    const auto usable = usableRows(loaded, data, rows, threads, problems, progress);
    if (problems.empty()) {
        if (cache)
            cache->put<CheckedRows>(checkedRowsStage, key,
                                    std::make_shared<const CheckedRows>(CheckedRows{int64_t(rows.size())}));
        return {};
    }
    if (strict)
        throw RowError(problems.front());
    for (auto* some : {&use.weightRows, &use.activationRows, &use.errorRows}) {
        const bool hadRows = !some->empty();
        std::erase_if(*some, [&](size_t row) { return !std::binary_search(usable.begin(), usable.end(), row); });
        if (hadRows && some->empty())
            throw Error(fmt::format("{}: none of the questions to calibrate with can be used; the first problem: {}",
                                    data.file.string(), describe(problems.front())));
    }
    return problems;
}

}

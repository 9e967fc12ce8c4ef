// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/chosenmetric.h"

#include "base/error.h"
#include "base/text.h"

namespace quantscope {

const Metric& metricOf(const Dataset& data)
{
    return metricOf(data, data.rules);
}

const Metric& metricOf(const Dataset& data, ScoringRules rules)
{
    if (data.chosenMetric)
        return *data.chosenMetric;
    const auto* mquants = rules == ScoringRules::MQuant ? data.benchmark->mquantMetric : nullptr;
    return mquants ? *mquants : *data.benchmark->metric;
}

Dataset withMetric(Dataset data, const std::string& id)
{
    data.chosenMetric = nullptr;
    if (id.empty())
        return data;
    data.chosenMetric = findMetric(id);
    if (data.chosenMetric)
        return data;
    throw Error("metric " + id + " is not known; there are " + listedBy(metrics(), &Metric::id));
}

Dataset askedAs(Dataset calibration, const Dataset& benchmark)
{
    calibration.benchmark = benchmark.benchmark;
    calibration.chosenMetric = benchmark.chosenMetric;
    return calibration;
}

std::optional<Message> assumptionOf(const Dataset& data)
{
    const auto& name = data.name;
    const int tiles = data.benchmark->maxTiles;
    const auto metric = message(std::string(metricOf(data).nameCode));
    switch (data.benchmark->knowledge) {
    case Knowledge::All: break;
    case Knowledge::NoMetric:
        if (!data.chosenMetric)
            return message("note.judged_benchmark", {{"data", name}, {"metric", metric}});
        break;
    case Knowledge::Choices:
        return message("note.unknown_choices", {{"data", name}, {"tiles", tiles}, {"metric", metric}});
    case Knowledge::Nothing:
        return message("note.unknown_benchmark", {{"data", name}, {"tiles", tiles}, {"metric", metric}});
    }
    return std::nullopt;
}

bool isAssumption(const Message& m)
{
    return m.code == "note.judged_benchmark" || m.code == "note.unknown_choices" || m.code == "note.unknown_benchmark";
}

Lack lackOf(const Dataset& data, std::span<const Prediction> predictions)
{
    Lack lack;
    for (const auto& prediction : predictions) {
        if (prediction.isScored || !prediction.problem.empty())
            continue;
        auto packages = lackedBy(metricOf(data), data.questions.at(prediction.row));
        if (packages.empty())
            continue;
        ++lack.questions;
        if (lack.packages.empty())
            lack.packages = std::move(packages);
    }
    return lack;
}

Message noteOf(const Lack& lack)
{
    if (lack.questions == 0)
        return {};
    return message("note.packages_missing", {{"count", lack.questions}, {"packages", lack.packages}});
}

}

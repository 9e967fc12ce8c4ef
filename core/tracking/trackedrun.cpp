// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracking/trackedrun.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <set>

#include "archive/recipefields.h"
#include "base/unicode.h"

namespace quantscope {
namespace {

int64_t millisecondsOf(const std::string& iso)
{
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    if (std::sscanf(iso.c_str(), "%d-%d-%dT%d:%d:%d", &year, &month, &day, &hour, &minute, &second) != 6)
        return 0;
    const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok())
        return 0;
    const auto time = std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
        std::chrono::seconds(second);
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

// Names that would be files of the same name get a number.
class UniqueNames
{
public:
    std::string operator()(const std::string& name)
    {
        auto unique = name;
        for (int number = 2; !m_names.insert(unique).second; ++number)
            unique = name + "_" + std::to_string(number);
        return unique;
    }

private:
    std::set<std::string> m_names;
};

class MetricList
{
public:
    void add(const std::string& name, double value)
    {
        if (std::isfinite(value))
            m_metrics.push_back({m_names(name), value, 0});
    }

    template <typename Value> void addLayers(const std::string& name, const RunRecord& run, Value value)
    {
        for (size_t i = 0; i < run.layers.size(); ++i)
            if (const auto number = value(run.layers[i]); number && std::isfinite(*number))
                m_metrics.push_back({name, *number, static_cast<int64_t>(i)});
        for (const auto tower : allTowers())
            addMean("mean_" + name + "/" + std::string(towerId(tower)), run, tower, value);
    }

    std::vector<TrackedMetric> taken()
    {
        return std::move(m_metrics);
    }

private:
    template <typename Value> void addMean(const std::string& name, const RunRecord& run, Tower tower, Value value)
    {
        double sum = 0;
        int64_t count = 0;
        for (const auto& report : run.layers)
            if (const auto number = value(report); number && report.layer.tower == tower && std::isfinite(*number)) {
                sum += *number;
                ++count;
            }
        if (count > 0)
            add(name, sum / static_cast<double>(count));
    }

    UniqueNames m_names;
    std::vector<TrackedMetric> m_metrics;
};

void addScore(MetricList& list, const Score& score)
{
    list.add("score", score.finalScore);
    if (score.total > 0)
        list.add("accuracy", 100 * score.correct / static_cast<double>(score.total));
    list.add("questions", static_cast<double>(score.total));
    for (const auto& category : score.categories)
        if (category.total > 0)
            list.add("category_accuracy/" + trackedName(category.name), percentOf(category));
    for (const auto& figure : score.figures)
        list.add("figure/" + trackedName(figure.part.empty() ? figure.name : figure.name + " " + figure.part),
                 figure.value);
}

void addErrors(MetricList& list, const RunRecord& run)
{
    using Value = std::optional<double>;
    list.addLayers("weight_sqnr_db", run, [](const LayerReport& layer) {
        return layer.weight.quantized ? Value(layer.weight.weightSqnrDb) : Value();
    });
    list.addLayers("output_sqnr_db", run, [](const LayerReport& layer) {
        return layer.measured ? Value(layer.error.isolated.sqnrDb) : Value();
    });
    list.addLayers("accumulated_sqnr_db", run, [](const LayerReport& layer) {
        return layer.measured ? Value(layer.error.accumulated.sqnrDb) : Value();
    });
}

std::vector<TrackedMetric> metricsOf(const RunRecord& run)
{
    MetricList list;
    addScore(list, run.score);
    if (run.floatScore)
        list.add("float_score", run.floatScore->finalScore);
    if (run.spec.recipe) {
        list.add("bits_per_weight", run.size.bitsPerWeight);
        list.add("model_bytes", run.size.bytes);
    }
    addErrors(list, run);
    list.add("total_seconds", run.seconds);
    for (const auto& timing : run.timings)
        list.add("seconds/" + trackedName(std::string(stageId(timing.stage))), timing.seconds);
    return list.taken();
}

std::vector<std::pair<std::string, nlohmann::json>> parametersOf(const RunRecord& run)
{
    UniqueNames unique;
    std::vector<std::pair<std::string, nlohmann::json>> list;
    const auto add = [&](const std::string& name, nlohmann::json value) {
        list.emplace_back(unique(trackedName(name)), std::move(value));
    };
    add("answers", answersId(run));
    add("model", run.model);
    add("data", run.data);
    add("metric", run.score.metric);
    add("questions", subsetText(run.spec.subset));
    if (run.spec.recipe)
        for (const auto& [key, setting] : settingsOf(*run.spec.recipe))
            add(setting.path, setting.value);
    return list;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

}

std::string trackedName(const std::string& text)
{
    constexpr size_t most = 200;
    std::string name;
    for (const char32_t c : toUtf32(validUtf8(text))) {
        const auto before = name.size();
        const bool stays = isWordCharacter(c) || c == U' ' || c == U'-' || c == U'.' || c == U':';
        appendUtf8(name, stays ? c : U'_');
        if (name.size() > most) {
            name.resize(before);
            break;
        }
    }
    return name.empty() || name == "." || name == ".." ? "_" : name;
}

TrackedRun trackedRun(const RunRecord& run, const RunSummary& summary)
{
    TrackedRun tracked;
    tracked.id = run.id;
    tracked.name = summary.name.empty() ? run.id : summary.name;
    tracked.note = summary.note;
    tracked.experiment = summary.experiment.empty() ? "QuantScope" : summary.experiment;
    tracked.state = summary.state;
    tracked.started = millisecondsOf(run.started);
    if (tracked.started > 0 && run.state != RunState::Running && run.state != RunState::Waiting)
        tracked.ended = tracked.started + static_cast<int64_t>(std::llround(1000 * run.seconds));
    tracked.parameters = parametersOf(run);
    tracked.metrics = metricsOf(run);
    tracked.tags = {{"tags", joined(summary.tags)},
                    {"protocol", summary.protocol},
                    {"parent", summary.parent},
                    {"state", std::string(runStateId(summary.state))},
                    {"problem", run.problem},
                    {"model_sha256", summary.modelHash},
                    {"data_sha256", summary.dataHash},
                    {"recipe_sha256", summary.recipeHash},
                    {"quantscope", run.environment.quantscope},
                    {"device", run.environment.device},
                    {"dtype", run.environment.dtype}};
    return tracked;
}

}

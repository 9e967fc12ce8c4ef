// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/run.h"

#include <algorithm>

namespace quantscope {

std::vector<LayerReport> plannedLayers(const ModelOutline& outline, const Plan& plan)
{
    std::vector<LayerReport> layers(outline.sites.size());
    for (size_t i = 0; i < layers.size(); ++i) {
        layers[i].site = outline.sites[i];
        layers[i].scheme = plan.schemes[i];
    }
    return layers;
}

QString reusedText(const RunOutcome& outcome)
{
    QStringList stages;
    for (const auto& stage : outcome.record.reused)
        stages << QString::fromUtf8(stageTitle(stage).data(), qsizetype(stageTitle(stage).size()));
    return stages.join(QStringLiteral(", "));
}

double hitsOf(const Answers& answers)
{
    double hits = 0;
    for (const auto& answer : answers)
        hits += answer ? answer->hit : 0;
    return hits;
}

int64_t answeredOf(const Answers& answers)
{
    return std::count_if(answers.begin(), answers.end(), [](const auto& answer) { return answer.has_value(); });
}

double LiveRun::timeLeft() const
{
    constexpr double enough = 0.02;
    const double elapsed = static_cast<double>(clock.elapsed()) / 1000;
    return fraction < enough || elapsed < 1 ? -1 : elapsed / fraction * (1 - fraction);
}

}

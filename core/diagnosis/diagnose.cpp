// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/diagnose.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "messages/sentence.h"

namespace quantscope {
namespace {

constexpr size_t window = 6;
constexpr double noticeable = 1e-2; // 20 dB
constexpr double bad = 1e-1; // 10 dB
constexpr double departs = 4, stays = 2; // 6 and 3 dB

// The accumulated relative error of the layers that have one.
struct Course
{
    std::vector<LayerIndex> layers;
    std::vector<double> noise;
};

Course courseOf(std::span<const LayerReport> layers)
{
    Course course;
    for (size_t i = 0; i < layers.size(); ++i)
        if (layers[i].measured) {
            const double noise = layers[i].error.accumulated.relativeMse;
            course.layers.push_back(static_cast<LayerIndex>(i));
            course.noise.push_back(std::isnan(noise) ? std::numeric_limits<double>::infinity() : noise);
        }
    return course;
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double medianBefore(const Course& course, size_t i)
{
    const size_t from = i > window ? i - window : 0;
    return median({course.noise.begin() + static_cast<std::ptrdiff_t>(from),
                   course.noise.begin() + static_cast<std::ptrdiff_t>(i)});
}

double medianBehind(const Course& course, size_t i)
{
    const size_t to = std::min(course.noise.size(), i + 1 + window);
    return median({course.noise.begin() + static_cast<std::ptrdiff_t>(i + 1),
                   course.noise.begin() + static_cast<std::ptrdiff_t>(to)});
}

bool leavesCourse(const Course& course, size_t i)
{
    if (i == 0)
        return false; // there is no course yet
    const double before = medianBefore(course, i);
    const bool isLast = i + 1 == course.noise.size();
    return course.noise[i] >= noticeable && course.noise[i] >= departs * before &&
        (isLast || medianBehind(course, i) >= std::max(noticeable / 2, stays * before));
}

double decibels(double noise)
{
    return noise > 0 ? -10 * std::log10(noise) : std::numeric_limits<double>::infinity();
}

// Of norm fusion that changes the function on purpose, or of a transform that should not have.
Finding runFinding(const TransformCheck& check, const CauseContext& context)
{
    const auto* broken = check.firstBroken >= 0 ? &check.streams[size_t(check.firstBroken)] : nullptr;
    const bool fusion = check.meanRemoved && broken && broken->tower == Tower::Projector;
    const Argument share("share", check.logitsError, NumberFormat::Percent), kl("kl", check.klNats);
    Finding finding;
    finding.cause = fusion ? "norm_fusion" : "transform_broken";
    finding.number = broken ? broken->deviation : check.logitsError;
    finding.severity = fusion ? std::min(1.0, check.logitsError) : 1;
    Fix fix;
    if (fusion) {
        finding.message = message("cause.norm_fusion", {share, kl});
        fix.message = message("fix.exact_fusion");
        RecipeEdit edit;
        edit.pointer = "/norm_fusion";
        edit.value = "exact";
        fix.edits.push_back(edit);
    } else {
        const auto part = broken ? broken->part : message("part.output_head");
        finding.message = message("cause.transform_broken", {{"part", part}, share, kl});
        const bool vision = broken && broken->tower != Tower::Llm;
        fix.message = vision ? message("fix.unrotated_vision") : message("fix.unrotated_llm");
        fix.edits.push_back(towerEdit(vision ? Tower::Vision : Tower::Llm, "rotate", false));
    }
    finding.fix = usableFix(context.recipe, context.outline, fix);
    return finding;
}

nlohmann::json finite(double value)
{
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
}

}

std::optional<FirstBadLayer> findFirstBadLayer(std::span<const LayerReport> layers)
{
    const auto course = courseOf(layers);
    size_t at = course.noise.size();
    for (size_t i = 0; i < course.noise.size() && at == course.noise.size(); ++i)
        if (leavesCourse(course, i))
            at = i;
    for (size_t i = 0; i < course.noise.size() && at == course.noise.size(); ++i)
        if (course.noise[i] >= bad)
            at = i;
    if (at == course.noise.size())
        return {};
    FirstBadLayer first;
    first.layer = course.layers[at];
    const auto& error = layers[static_cast<size_t>(first.layer)].error;
    first.sqnrDb = decibels(course.noise[at]);
    first.beforeDb = decibels(medianBefore(course, at));
    first.isolatedDb = error.isolated.sqnrDb;
    first.comesWithInput = error.isolated.relativeMse < course.noise[at] / 10;
    return first;
}

std::vector<TowerError> towerErrors(std::span<const LayerReport> layers)
{
    std::vector<TowerError> errors;
    for (const Tower tower : allTowers()) {
        TowerError error;
        error.tower = tower;
        for (size_t i = 0; i < layers.size(); ++i) {
            if (!layers[i].measured || layers[i].layer.tower != tower)
                continue;
            if (error.worst < 0 || layers[i].error.isolated.sqnrDb < error.worstIsolatedDb) {
                error.worst = static_cast<LayerIndex>(i);
                error.worstIsolatedDb = layers[i].error.isolated.sqnrDb;
            }
            const auto& measured = layers[i].error;
            error.lastAccumulatedDb = measured.accumulated.sqnrDb;
            error.imageDb = measured.accumulatedImage ? std::optional(measured.accumulatedImage->sqnrDb) : std::nullopt;
            error.textDb = measured.accumulatedText ? std::optional(measured.accumulatedText->sqnrDb) : std::nullopt;
        }
        if (error.worst >= 0)
            errors.push_back(error);
    }
    return errors;
}

Diagnosis diagnose(const CauseContext& context, std::span<const LayerEvidence> evidence,
                   const std::optional<TransformCheck>& check)
{
    Diagnosis diagnosis;
    std::vector<LayerReport> layers;
    for (const auto& layer : evidence) {
        layers.push_back(layer.report);
        diagnosis.layers.push_back(layer.report.layer);
        if (layer.report.measured && layer.report.error.logits)
            diagnosis.logits = layer.report.error.logits;
    }
    diagnosis.firstBad = findFirstBadLayer(layers);
    diagnosis.towers = towerErrors(layers);
    diagnosis.transforms = check;
    for (size_t i = 0; i < evidence.size(); ++i)
        for (auto& finding : findCauses(static_cast<LayerIndex>(i), evidence[i], context))
            diagnosis.findings.push_back(std::move(finding));
    const LayerIndex first = diagnosis.firstBad ? diagnosis.firstBad->layer : -1;
    std::stable_sort(diagnosis.findings.begin(), diagnosis.findings.end(), [first](const Finding& a, const Finding& b) {
        return a.layer == first && b.layer == first ? a.severity > b.severity
            : a.layer == first || b.layer == first  ? a.layer == first
                                                    : a.severity > b.severity;
    });
    if (check && !check->isWhole())
        diagnosis.findings.insert(diagnosis.findings.begin(), runFinding(*check, context));
    return diagnosis;
}

Message describe(const FirstBadLayer& first, const Layer& layer)
{
    const std::vector<Argument> levels{{"before", first.beforeDb, NumberFormat::Decibels},
                                       {"after", first.sqnrDb, NumberFormat::Decibels},
                                       {"isolated", first.isolatedDb, NumberFormat::Decibels}};
    return layerMessage(layer.name,
                        first.comesWithInput ? message("first_degraded_layer_by_input", levels)
                                             : message("first_degraded_layer", levels));
}

nlohmann::json diagnosisToJson(const Diagnosis& diagnosis)
{
    nlohmann::json json;
    if (const auto& first = diagnosis.firstBad)
        json["first_bad_layer"] = {{"name", diagnosis.layers.at(size_t(first->layer)).name},
                                   {"accumulated_sqnr_db", finite(first->sqnrDb)},
                                   {"before_db", finite(first->beforeDb)},
                                   {"isolated_sqnr_db", finite(first->isolatedDb)},
                                   {"comes_with_input", first->comesWithInput}};
    for (const auto& tower : diagnosis.towers) {
        auto& entry = json["towers"][std::string(towerId(tower.tower))];
        entry = {{"worst", diagnosis.layers.at(size_t(tower.worst)).name},
                 {"worst_isolated_sqnr_db", finite(tower.worstIsolatedDb)},
                 {"last_accumulated_sqnr_db", finite(tower.lastAccumulatedDb)}};
        if (tower.imageDb && tower.textDb) {
            entry["last_accumulated_image_sqnr_db"] = finite(*tower.imageDb);
            entry["last_accumulated_text_sqnr_db"] = finite(*tower.textDb);
        }
    }
    json["findings"] = nlohmann::json::array();
    for (const auto& finding : diagnosis.findings) {
        nlohmann::json entry{{"cause", finding.cause},
                             {"number", finite(finding.number)},
                             {"severity", finite(finding.severity)},
                             {"channels", finding.channels},
                             {"sentence", englishText(finding.message)},
                             {"layer", nullptr},
                             {"fix", nullptr}};
        if (finding.layer >= 0)
            entry["layer"] = diagnosis.layers.at(size_t(finding.layer)).name;
        if (finding.fix)
            entry["fix"] = englishText(finding.fix->message);
        json["findings"].push_back(std::move(entry));
    }
    if (const auto& logits = diagnosis.logits)
        json["logits_kl_nats"] = {{"text", logits->text}, {"prompt_end", logits->promptEnd}};
    if (const auto& check = diagnosis.transforms)
        json["transforms"] = {{"whole", check->isWhole()},
                              {"logits_relative_mse", finite(check->logitsError)},
                              {"kl_nats", finite(check->klNats)}};
    return json;
}

}

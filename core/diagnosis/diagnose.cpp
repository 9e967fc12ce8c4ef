// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/diagnose.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.h"

namespace quantscope {
namespace {

constexpr size_t window = 6;
constexpr double noticeable = 1e-2; // 20 dB
constexpr double bad = 1e-1; // 10 dB
constexpr double departs = 4, stays = 2; // 6 and 3 dB

// The accumulated relative error of the layers that have one.
struct Course
{
    std::vector<SiteIndex> sites;
    std::vector<double> noise;
};

Course courseOf(std::span<const LayerReport> layers)
{
    Course course;
    for (size_t i = 0; i < layers.size(); ++i)
        if (layers[i].measured) {
            const double noise = layers[i].error.accumulated.relativeMse;
            course.sites.push_back(static_cast<SiteIndex>(i));
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

std::string decibelText(double value)
{
    return std::isfinite(value) ? rounded(value) + " dB" : value > 0 ? "no error" : "no signal";
}

Finding runFinding(const TransformCheck& check, const CauseContext& context)
{
    const bool fusion =
        check.meanRemoved && check.firstBroken >= 0 && check.streams[size_t(check.firstBroken)].name == "projector";
    const auto where =
        check.firstBroken >= 0 ? check.streams[size_t(check.firstBroken)].name : std::string("output head");
    Finding finding;
    finding.cause = fusion ? "norm_fusion" : "transform_broken";
    finding.number = check.firstBroken >= 0 ? check.streams[size_t(check.firstBroken)].deviation : check.logitsError;
    finding.severity = fusion ? std::min(1.0, check.logitsError) : 1;
    finding.sentence = fusion
        ? "norm fusion 'mquant' changes what the float model computes, from mlp1's norm on: the logits move by "
        : "the transformed float model is not the checkpoint any more, first at the " + where + ": the logits move by ";
    finding.sentence += percent(check.logitsError) + " of their energy, KL " + rounded(check.klNats) + " nats";
    Fix fix;
    if (fusion) {
        fix.sentence = "fold the norms exactly";
        RecipeEdit edit;
        edit.pointer = "/norm_fusion";
        edit.value = "exact";
        fix.edits.push_back(edit);
    } else {
        const bool vision = where.starts_with("vision") || where.starts_with("patch") || where == "projector";
        fix.sentence = vision ? "leave the vision tower unrotated" : "leave the language model unrotated";
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
    first.site = course.sites[at];
    const auto& error = layers[static_cast<size_t>(first.site)].error;
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
            if (!layers[i].measured || layers[i].site.tower != tower)
                continue;
            if (error.worst < 0 || layers[i].error.isolated.sqnrDb < error.worstIsolatedDb) {
                error.worst = static_cast<SiteIndex>(i);
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
        diagnosis.sites.push_back(layer.report.site);
        if (layer.report.measured && layer.report.error.logits)
            diagnosis.logits = layer.report.error.logits;
    }
    diagnosis.firstBad = findFirstBadLayer(layers);
    diagnosis.towers = towerErrors(layers);
    diagnosis.transforms = check;
    for (size_t i = 0; i < evidence.size(); ++i)
        for (auto& finding : findCauses(static_cast<SiteIndex>(i), evidence[i], context))
            diagnosis.findings.push_back(std::move(finding));
    const SiteIndex first = diagnosis.firstBad ? diagnosis.firstBad->site : -1;
    std::stable_sort(diagnosis.findings.begin(), diagnosis.findings.end(), [first](const Finding& a, const Finding& b) {
        return a.site == first && b.site == first ? a.severity > b.severity
            : a.site == first || b.site == first  ? a.site == first
                                                  : a.severity > b.severity;
    });
    if (check && !check->isWhole())
        diagnosis.findings.insert(diagnosis.findings.begin(), runFinding(*check, context));
    return diagnosis;
}

std::string describe(const FirstBadLayer& first, const Site& site)
{
    std::string text = site.name + ": the accumulated SQNR falls from " + decibelText(first.beforeDb) + " to " +
        decibelText(first.sqnrDb) + "; this layer alone has " + decibelText(first.isolatedDb);
    if (first.comesWithInput)
        text += ", so most of the error comes with its input";
    return text;
}

nlohmann::json diagnosisToJson(const Diagnosis& diagnosis)
{
    nlohmann::json json;
    if (const auto& first = diagnosis.firstBad)
        json["first_bad_layer"] = {{"name", diagnosis.sites.at(size_t(first->site)).name},
                                   {"accumulated_sqnr_db", finite(first->sqnrDb)},
                                   {"before_db", finite(first->beforeDb)},
                                   {"isolated_sqnr_db", finite(first->isolatedDb)},
                                   {"comes_with_input", first->comesWithInput}};
    for (const auto& tower : diagnosis.towers) {
        auto& entry = json["towers"][std::string(towerId(tower.tower))];
        entry = {{"worst", diagnosis.sites.at(size_t(tower.worst)).name},
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
                             {"sentence", finding.sentence},
                             {"layer", nullptr},
                             {"fix", nullptr}};
        if (finding.site >= 0)
            entry["layer"] = diagnosis.sites.at(size_t(finding.site)).name;
        if (finding.fix)
            entry["fix"] = finding.fix->sentence;
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

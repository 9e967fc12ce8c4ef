// SPDX-License-Identifier: GPL-3.0-or-later
// Causes of a layer's error, each read from numbers that a run leaves behind. A cause's severity is the layer's own
// relative error times the share of it that the cause is estimated to make: weights 10^(-SQNR/10), inputs Δ²/12 and
// clipping, see layerevidence.cpp. Thresholds are those at which a layer with 30 dB of its own would begin to show.

#include "diagnosis/causes.h"

#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "diagnosis/causefixes.h"
#include "numeric/quantizers.h"

namespace quantscope {
namespace {

constexpr double worthTelling = 1e-3; // of the layer's output energy
constexpr double rmsRatio = 3; // MQuant's re-implementations split from here on
constexpr double smallestClippedShare = 1e-4;

// Shares of the noise that weights and inputs put into the layer.
struct NoiseSplit
{
    InputNoise input;
    double weight = 0;

    double total() const
    {
        return std::max(1e-30, input.rounding + input.clipping + weight);
    }
};

ChannelSpread spreadOf(const LayerEvidence& e)
{
    auto largest = e.input.channelMax;
    if (e.rmsChannel >= 0 && static_cast<size_t>(e.rmsChannel) < largest.size())
        largest.erase(largest.begin() + e.rmsChannel); // never quantized
    auto spread = channelSpread(largest);
    if (e.rmsChannel >= 0 && spread.top >= e.rmsChannel)
        ++spread.top;
    return spread;
}

NoiseSplit splitNoise(const LayerEvidence& e, const ChannelSpread& spread)
{
    NoiseSplit split;
    split.input = inputNoise(e, spread);
    if (e.report.weight.quantized)
        split.weight = std::pow(10, -e.report.weight.weightSqnrDb / 10);
    return split;
}

double ownError(const LayerEvidence& e, const NoiseSplit& split)
{
    const double error = e.report.measured ? e.report.error.isolated.relativeMse : split.total();
    return std::isfinite(error) ? std::min(error, 1.0) : 1.0;
}

std::optional<Finding> found(double number, double severity, Message m, std::optional<Fix> fix)
{
    Finding finding;
    finding.number = number;
    finding.severity = severity;
    finding.message = std::move(m);
    finding.fix = std::move(fix);
    return finding;
}

double limitOf(const GridView& grid)
{
    return std::max(std::abs(grid.level(grid.low)), std::abs(grid.level(grid.high)));
}

// Of the image rows and of the others.
struct LevelsUsed
{
    double image = 0, text = 0;
};

LevelsUsed levelsOf(const LayerEvidence& e)
{
    return {levelsUsed(e.input.image, gridOfImages(e)), levelsUsed(e.input.text, *e.grid)};
}

// Names the first channels.
Message outlierMessage(const std::vector<int64_t>& channels, double largest, double rest, double share)
{
    constexpr size_t most = 6;
    const auto shown = static_cast<ptrdiff_t>(std::min(channels.size(), most));
    const auto listed = fmt::format("{}", fmt::join(channels.begin(), channels.begin() + shown, ", "));
    const Argument named("channels", listed), served("share", share, NumberFormat::Percent);
    if (channels.size() > most)
        return message("cause.many_outlier_channels",
                       {named, served, {"more", channels.size() - most}, {"largest", largest}, {"rest", rest}});
    if (channels.size() > 1)
        return message("cause.outlier_channels", {named, served, {"largest", largest}, {"rest", rest}});
    return message("cause.outlier_channel", {named, served, {"largest", largest}, {"rest", rest}});
}

std::optional<Finding> outlierChannel(const LayerEvidence& e, const CauseContext& context)
{
    const auto spread = spreadOf(e);
    if (!e.grid || e.online || spread.outliers.empty())
        return {};
    const double reach = std::min(std::max(limitOf(*e.grid), limitOf(gridOfImages(e))), spread.largest);
    const double share = 1 - spread.rest / reach;
    const auto split = splitNoise(e, spread);
    const double severity = ownError(e, split) * split.input.rounding / split.total() * share;
    if (share < 0.5 || severity < worthTelling)
        return {};
    auto finding = found(share, severity, outlierMessage(spread.outliers, spread.largest, spread.rest, share),
                         fixOutliers(e, context));
    finding->channels = spread.outliers;
    return finding;
}

std::optional<Finding> clippedInputs(const LayerEvidence& e, const CauseContext& context)
{
    const double share = e.grid ? clippedShare(e) : 0;
    if (share < smallestClippedShare)
        return {};
    const auto spread = spreadOf(e);
    const auto split = splitNoise(e, spread);
    const double severity = ownError(e, split) * split.input.clipping / split.total();
    if (split.input.clipping < split.input.rounding || severity < worthTelling)
        return {};
    const auto& grid = e.imageGrid && e.imageGrid->clippedShare > e.grid->clippedShare ? *e.imageGrid : *e.grid;
    return found(share, severity,
                 message("cause.clipped_inputs",
                         {{"share", share, NumberFormat::Percent},
                          {"min", e.input.min},
                          {"max", e.input.max},
                          {"low", grid.level(grid.low)},
                          {"high", grid.level(grid.high)}}),
                 fixClipping(e, context));
}

std::optional<Finding> wideRange(const LayerEvidence& e, const CauseContext& context)
{
    const auto spread = spreadOf(e);
    if (!e.grid || e.grid->perToken || !spread.outliers.empty())
        return {};
    const auto used = levelsOf(e);
    const double levels = std::max(used.image, used.text);
    const auto split = splitNoise(e, spread);
    const double severity = ownError(e, split) * split.input.rounding / split.total();
    if (levels <= 0 || levels > e.grid->levels() / 8.0 || severity < worthTelling)
        return {};
    return found(levels, severity,
                 message("cause.wide_range", {{"used", std::ceil(levels)}, {"levels", e.grid->levels()}}),
                 fixWideRange(e, context));
}

std::optional<Finding> sharedScale(const LayerEvidence& e, const CauseContext& context)
{
    if (!e.grid || e.imageGrid || e.grid->perToken || e.input.image.empty() || e.input.text.empty())
        return {};
    const auto [image, text] = levelsOf(e);
    const double fewer = std::min(image, text), more = std::max(image, text);
    const auto split = splitNoise(e, spreadOf(e));
    const double severity = ownError(e, split) * split.input.rounding / split.total() * (1 - fewer / more);
    if (fewer > more / 4 || fewer > e.grid->levels() / 8.0 || severity < worthTelling)
        return {};
    const std::vector<Argument> arguments{
        {"fewer", std::ceil(fewer)}, {"levels", e.grid->levels()}, {"more", std::ceil(more)}};
    return found(fewer, severity,
                 text < image ? message("cause.shared_scale_text", arguments)
                              : message("cause.shared_scale_image", arguments),
                 fixSharedScale(e, context));
}

std::optional<Finding> weightNoise(const LayerEvidence& e, const CauseContext& context)
{
    if (!e.report.weight.quantized)
        return {};
    const auto split = splitNoise(e, spreadOf(e));
    const double severity = ownError(e, split) * split.weight / split.total();
    if (severity < 10 * worthTelling)
        return {};
    constexpr double heavyTail = 6; // a normal distribution's largest of a thousand lies near 3.3
    const double sqnr = e.report.weight.weightSqnrDb;
    const bool outliers = e.weightCrest > heavyTail;
    const int bits = e.report.scheme.weightBits;
    return found(sqnr, severity,
                 outliers ? message("cause.weight_outliers", {{"crest", e.weightCrest}, {"sqnr", sqnr}, {"bits", bits}})
                          : message("cause.weight_noise", {{"bits", bits}, {"sqnr", sqnr}}),
                 fixWeight(e, context, outliers));
}

std::optional<Finding> hadamardSpike(const LayerEvidence& e, const CauseContext& context)
{
    if (!e.online || e.rmsChannel >= 0 || e.weightColumnMax.size() < 3)
        return {};
    auto sorted = e.weightColumnMax;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
    const auto top = std::max_element(e.weightColumnMax.begin(), e.weightColumnMax.end());
    const double inWeight = sorted[sorted.size() / 2] > 0 ? double(*top / sorted[sorted.size() / 2]) : 0;
    const auto spread = channelSpread(e.input.channelMax);
    const double inInput = e.grid && !spread.outliers.empty() && spread.rest > 0 ? spread.largest / spread.rest : 0;
    const bool weight = e.report.weight.quantized && inWeight >= rmsRatio && inWeight >= inInput;
    const double ratio = weight ? inWeight : inInput;
    const int64_t channel = weight ? top - e.weightColumnMax.begin() : spread.top;
    const auto split = splitNoise(e, spread);
    const double share = (weight ? split.weight : split.input.rounding) / split.total();
    const double severity = ownError(e, split) * share * (1 - 1 / (ratio * ratio));
    if (ratio < rmsRatio || severity < worthTelling)
        return {};
    return found(ratio, severity,
                 weight ? message("cause.hadamard_spike_weight", {{"channel", channel}, {"ratio", ratio}})
                        : message("cause.hadamard_spike_input", {{"channel", channel}, {"ratio", ratio}}),
                 fixRms(e, context, channel));
}

std::optional<Finding> deadChannels(const LayerEvidence& e, const CauseContext& context)
{
    const int64_t dead = std::max(e.report.weight.deadColumns, spreadOf(e).dead);
    if (dead == 0 || (!e.report.scheme.quantizesWeight() && !e.report.scheme.quantizesActivation()))
        return {};
    const bool lost = e.report.weight.deadColumns > 0;
    const double share = double(dead) / double(std::max<int64_t>(1, e.report.layer.in));
    return found(double(dead), 0.01 * share,
                 lost ? message("cause.lost_channels", {{"dead", dead}, {"channels", e.report.layer.in}})
                      : message("cause.dead_channels", {{"dead", dead}, {"channels", e.report.layer.in}}),
                 lost ? fixCalibration(context) : std::nullopt);
}

std::optional<Finding> dampingRaised(const LayerEvidence& e, const CauseContext& context)
{
    const auto& weight = e.report.weight;
    const double planned = e.report.scheme.percdamp;
    if (!weight.quantized || weight.damping <= planned * 1.01)
        return {};
    return found(weight.damping, 0.1 * ownError(e, splitNoise(e, spreadOf(e))),
                 message("cause.damping_raised", {{"planned", planned}, {"damping", weight.damping}}),
                 fixCalibration(context));
}

std::optional<Finding> choleskyFailed(const LayerEvidence& e, const CauseContext& context)
{
    const auto& weight = e.report.weight;
    const bool gptq =
        weight.quantized && weightQuantizer(e.report.scheme.weightMethod).needs == QuantizerNeeds::Hessian;
    if (!gptq || weight.damping > 0 || weight.fallbacks.empty())
        return {};
    return found(weight.weightSqnrDb, ownError(e, splitNoise(e, spreadOf(e))), message("cause.cholesky_failed"),
                 fixCalibration(context));
}

constexpr Cause causeTable[] = {
    {"outlier_channel", "Outlier channel", "share", outlierChannel},
    {"clipped_inputs", "Clipped inputs", "share", clippedInputs},
    {"wide_range", "Range too wide", "levels", wideRange},
    {"shared_scale", "Shared scale", "levels", sharedScale},
    {"weight_noise", "Too few weight bits", "dB", weightNoise},
    {"hadamard_spike", "Hadamard spike", "times", hadamardSpike},
    {"dead_channels", "Dead channels", "channels", deadChannels},
    {"damping_raised", "Damping raised", "damping", dampingRaised},
    {"cholesky_failed", "No Cholesky factor", "dB", choleskyFailed},
};

// Found by diagnose(), from the two float models.
constexpr Cause ofTheRun[] = {
    {"transform_broken", "Transform broken", "relative error", nullptr},
    {"norm_fusion", "Norm fusion", "relative error", nullptr},
};

}

std::span<const Cause> causes()
{
    return causeTable;
}

const Cause* findCause(std::string_view id)
{
    for (const std::span<const Cause> rows : {std::span<const Cause>(causeTable), std::span<const Cause>(ofTheRun)})
        for (const auto& cause : rows)
            if (cause.id == id)
                return &cause;
    return nullptr;
}

std::vector<Finding> findCauses(LayerIndex layer, const LayerEvidence& evidence, const CauseContext& context)
{
    std::vector<Finding> findings;
    for (const auto& cause : causes())
        if (auto finding = cause.find(evidence, context)) {
            finding->layer = layer;
            finding->cause = cause.id;
            finding->message.layer = evidence.report.layer.name;
            findings.push_back(std::move(*finding));
        }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
    return findings;
}

}

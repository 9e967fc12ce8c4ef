// SPDX-License-Identifier: GPL-3.0-or-later
// Causes of a layer's error, each read from numbers that a run leaves behind. A cause's severity is the layer's own
// relative error times the share of it that the cause is estimated to make: weights 10^(-SQNR/10), inputs Δ²/12 and
// clipping, see layerevidence.cpp. Thresholds are those at which a layer with 30 dB of its own would begin to show.

#include "diagnosis/causes.h"

#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "base/text.h"
#include "diagnosis/causefixes.h"
#include "numeric/quantizers.h"

namespace quantscope {
namespace {

constexpr double worthTelling = 1e-3; // of the layer's output energy
constexpr double spikeRatio = 3; // MQuant's re-implementations split from here on
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
    if (e.splitChannel >= 0 && static_cast<size_t>(e.splitChannel) < largest.size())
        largest.erase(largest.begin() + e.splitChannel); // never rounded
    auto spread = channelSpread(largest);
    if (e.splitChannel >= 0 && spread.top >= e.splitChannel)
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

std::string place(const LayerEvidence& e)
{
    return e.report.site.name + ": ";
}

std::optional<Finding> found(double number, double severity, std::string sentence, std::optional<Fix> fix)
{
    Finding finding;
    finding.number = number;
    finding.severity = severity;
    finding.sentence = std::move(sentence);
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

// "input channel 77 reaches", "input channels 42, 5, 7 and 3 more reach".
std::string channelText(const std::vector<int64_t>& channels)
{
    constexpr size_t most = 6;
    const auto shown = std::min(channels.size(), most);
    const auto listed =
        fmt::format("{}", fmt::join(channels.begin(), channels.begin() + static_cast<ptrdiff_t>(shown), ", "));
    const auto others = channels.size() > most ? fmt::format(" and {} more", channels.size() - most) : std::string();
    return fmt::format("input channel{} {}{} reach{}", channels.size() > 1 ? "s" : "", listed, others,
                       channels.size() > 1 ? "" : "es");
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
    auto finding =
        found(share, severity,
              fmt::format("{}{} {} while all others stay within {}: {} of the range serves outliers alone", place(e),
                          channelText(spread.outliers), rounded(spread.largest), rounded(spread.rest), percent(share)),
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
                 place(e) + percent(share) + " of the inputs are clipped: they reach from " + rounded(e.input.min) +
                     " to " + rounded(e.input.max) + ", the grid from " + rounded(grid.level(grid.low)) + " to " +
                     rounded(grid.level(grid.high)),
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
                 fmt::format("{}the range is far too wide: 99.8 % of the inputs lie on {} of {} levels", place(e),
                             rounded(std::ceil(levels)), e.grid->levels()),
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
    return found(fewer, severity,
                 fmt::format("{}image and text tokens share one scale: {} tokens use {} of {} levels, the others {}",
                             place(e), text < image ? "text" : "image", rounded(std::ceil(fewer)), e.grid->levels(),
                             rounded(std::ceil(more))),
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
    const auto bits = std::to_string(e.report.scheme.weightBits);
    const auto sentence = outliers ? "weight outliers: the largest weight of a row is " + rounded(e.weightCrest) +
            " times its root mean square, which leaves " + rounded(sqnr) + " dB at " + bits + " bits"
                                   : bits + " bits leave the weight " + rounded(sqnr) + " dB";
    return found(sqnr, severity, place(e) + sentence, fixWeight(e, context, outliers));
}

std::optional<Finding> hadamardSpike(const LayerEvidence& e, const CauseContext& context)
{
    if (!e.online || e.splitChannel >= 0 || e.weightColumnMax.size() < 3)
        return {};
    auto sorted = e.weightColumnMax;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
    const auto top = std::max_element(e.weightColumnMax.begin(), e.weightColumnMax.end());
    const double inWeight = sorted[sorted.size() / 2] > 0 ? double(*top / sorted[sorted.size() / 2]) : 0;
    const auto spread = channelSpread(e.input.channelMax);
    const double inInput = e.grid && !spread.outliers.empty() && spread.rest > 0 ? spread.largest / spread.rest : 0;
    const bool weight = e.report.weight.quantized && inWeight >= spikeRatio && inWeight >= inInput;
    const double ratio = weight ? inWeight : inInput;
    const int64_t channel = weight ? top - e.weightColumnMax.begin() : spread.top;
    const auto split = splitNoise(e, spread);
    const double share = (weight ? split.weight : split.input.rounding) / split.total();
    const double severity = ownError(e, split) * share * (1 - 1 / (ratio * ratio));
    if (ratio < spikeRatio || severity < worthTelling)
        return {};
    return found(ratio, severity,
                 fmt::format("{}behind the online Hadamard channel {} of the {} is {} times as large as the usual one",
                             place(e), channel, weight ? "weight" : "input", rounded(ratio)),
                 fixSpike(e, context, channel));
}

std::optional<Finding> deadChannels(const LayerEvidence& e, const CauseContext& context)
{
    const int64_t dead = std::max(e.report.weight.deadColumns, spreadOf(e).dead);
    if (dead == 0 || (!e.report.scheme.quantizesWeight() && !e.report.scheme.quantizesActivation()))
        return {};
    const bool lost = e.report.weight.deadColumns > 0;
    const double share = double(dead) / double(std::max<int64_t>(1, e.report.site.in));
    return found(double(dead), 0.01 * share,
                 fmt::format("{}{} of {} input channels are always zero in calibration{}", place(e), dead,
                             e.report.site.in, lost ? "; GPTQ sets their weights to zero" : ""),
                 lost ? fixCalibration(context) : std::nullopt);
}

std::optional<Finding> dampingRaised(const LayerEvidence& e, const CauseContext& context)
{
    const auto& weight = e.report.weight;
    const double planned = e.report.scheme.percdamp;
    if (!weight.quantized || weight.damping <= planned * 1.01)
        return {};
    return found(weight.damping, 0.1 * ownError(e, splitNoise(e, spreadOf(e))),
                 place(e) + "the Hessian was not positive definite: damping was raised from " + rounded(planned) +
                     " to " + rounded(weight.damping),
                 fixCalibration(context));
}

std::optional<Finding> choleskyFailed(const LayerEvidence& e, const CauseContext& context)
{
    const auto& weight = e.report.weight;
    const bool gptq =
        weight.quantized && weightQuantizer(e.report.scheme.weightMethod).needs == QuantizerNeeds::Hessian;
    if (!gptq || weight.damping > 0 || weight.fallbacks.empty())
        return {};
    return found(weight.weightSqnrDb, ownError(e, splitNoise(e, spreadOf(e))),
                 place(e) +
                     "the Hessian could not be factorized with any damping, so the weight was rounded to nearest",
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

std::vector<Finding> findCauses(SiteIndex site, const LayerEvidence& evidence, const CauseContext& context)
{
    std::vector<Finding> findings;
    for (const auto& cause : causes())
        if (auto finding = cause.find(evidence, context)) {
            finding->site = site;
            finding->cause = cause.id;
            findings.push_back(std::move(*finding));
        }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
    return findings;
}

}

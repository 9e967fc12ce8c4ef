#include "quant/calibrate.h"

#include <algorithm>
#include <atomic>
#include <mutex>

#include <ATen/ATen.h>

#include "base/parallel.h"
#include "numeric/observer.h"
#include "quant/atsite.h"

namespace quantscope {
namespace {

using Observers = std::vector<std::optional<Observer>>;

bool isStatic(const Scheme& scheme)
{
    return scheme.quantizesActivation() && scheme.activationStatic;
}

Observers makeObservers(const Plan& plan)
{
    Observers observers;
    for (const auto& scheme : plan.schemes) {
        auto& slot = observers.emplace_back();
        if (isStatic(scheme))
            slot.emplace(observerInfo(scheme.observer).kind, scheme.activationBits, scheme.activationSymmetric);
    }
    return observers;
}

bool dependOnOrder(const Plan& plan)
{
    return std::any_of(plan.schemes.begin(), plan.schemes.end(), [](const Scheme& scheme) {
        return isStatic(scheme) && !observerInfo(scheme.observer).mergeable;
    });
}

Pass watchingPass(const Model& model, Observers& observers)
{
    Pass pass;
    pass.linear = [&](SiteIndex site, Chunks chunks) {
        const auto index = static_cast<size_t>(site);
        const auto& linear = model.linears[index];
        return atSite(model.sites[index], [&] {
            for (auto& chunk : chunks) {
                chunk = transformedInput(linear, chunk);
                if (observers[index])
                    observers[index]->observe(withoutSplit(linear, chunk));
                chunk = applyTransformed(linear, chunk);
            }
            return std::move(chunks);
        });
    };
    return pass;
}

void watch(const Model& model, std::span<const GenerationInput> samples, const CalibrateOptions& options, int workers,
           Observers& observers, const Progress& progress)
{
    std::atomic<int64_t> done{0};
    std::mutex merging;
    const auto count = static_cast<int64_t>(samples.size());
    const Observers fresh = observers;
    parallelFor(workers, workers, [&](int64_t worker) {
        Observers own = fresh;
        const auto pass = watchingPass(model, own);
        for (int64_t i = worker; i < count; i += workers) {
            GenerationOptions generation = options.generation;
            generation.maxNewTokens = i + 1 == count ? 1 : options.newTokens;
            generation.wholePrompt = true;
            generate(model, samples.subspan(static_cast<size_t>(i), 1), generation, pass, progress);
            const int64_t finished = ++done;
            progress.step(double(finished) / double(count), "calibrate activations");
        }
        const std::lock_guard lock(merging);
        if (workers == 1)
            observers = std::move(own);
        else
            for (size_t s = 0; s < observers.size(); ++s)
                if (observers[s] && !own[s]->empty())
                    observers[s]->merge(*own[s]);
    });
}

// Both ends of the range times the ratio: the zero point stays where it is.
StaticGrid clipped(StaticGrid grid, double ratio)
{
    const auto factor = static_cast<float>(ratio);
    grid.scale *= factor;
    grid.rangeMin *= factor;
    grid.rangeMax *= factor;
    return grid;
}

void setFormat(InputQuantizer& input, const Scheme& scheme)
{
    if (!scheme.quantizesActivation())
        return;
    input.mode = scheme.activationStatic ? ActivationMode::Static : ActivationMode::Dynamic;
    input.format = scheme.activationFormat();
}

}

CalibratedModel calibrateActivations(Model model, const Plan& plan, std::span<const GenerationInput> samples,
                                     const CalibrateOptions& options, const Progress& progress)
{
    CalibratedModel result;
    result.ranges.resize(plan.schemes.size());
    auto observers = makeObservers(plan);
    bool any = false;
    for (const auto& observer : observers)
        any = any || observer;
    if (any) {
        if (samples.empty())
            throw Error("static activation scales need calibration questions, and there are none");
        auto watching = options;
        if (dependOnOrder(plan)) {
            watching.threads = 1;
            // One batch per question, as the reference's observers see them.
            watching.generation.tilesPerChunk = 1 << 20;
        }
        watch(model, samples, watching, std::max(1, watching.threads), observers, progress);
    }
    for (size_t i = 0; i < plan.schemes.size(); ++i) {
        setFormat(model.linears[i].input, plan.schemes[i]);
        if (!observers[i])
            continue;
        if (observers[i]->empty())
            throw Error(model.sites[i].name + ": no calibration question reaches this layer, so it gets no static scale");
        result.ranges[i] = {observers[i]->min(), observers[i]->max()};
        model.linears[i].input.grid = clipped(observers[i]->grid(), plan.schemes[i].activationClipRatio);
    }
    result.model = std::move(model);
    return result;
}

std::vector<size_t> calibrationRows(size_t available, int64_t wanted, bool spread)
{
    std::vector<size_t> rows;
    const auto limit = std::min(available, static_cast<size_t>(wanted));
    const size_t step = spread && limit > 0 ? (available + limit - 1) / limit : 1;
    for (size_t row = 0; row < available && rows.size() < limit; row += step)
        rows.push_back(row);
    return rows;
}

}

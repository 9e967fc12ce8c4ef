// A preview of one layer: W is rounded with the Hessian H = 2/n · XᵀX of sampled float inputs X, and its output error is that
// of q(X) Ŵᵀ against X Wᵀ. Nothing of it depends on other layers, and X not on any bit width.

#include "analysis/previewlayer.h"

#include <ATen/ATen.h>

#include "base/error.h"
#include "numeric/hessian.h"
#include "numeric/observer.h"
#include "numeric/quantizers.h"
#include "quant/calibrate.h"

namespace quantscope {
namespace {

at::Tensor hessianOf(const at::Tensor& rows)
{
    HessianAccumulator sum(rows.size(1), rows.device());
    sum.add(rows, 1);
    return sum.matrix();
}

InputQuantizer inputQuantizer(const Scheme& scheme, const InputProfile& profile, const at::Tensor& rows)
{
    InputQuantizer input;
    if (!scheme.quantizesActivation())
        return input;
    input.mode = scheme.activationStatic ? ActivationMode::Static : ActivationMode::Dynamic;
    input.format = scheme.activationFormat();
    if (!scheme.activationStatic)
        return input;
    auto range = batchRange(rows);
    range.min = profile.min;
    range.max = profile.max;
    Observer observer(observerInfo(scheme.observer).kind, scheme.activationBits, scheme.activationSymmetric);
    observer.observe(range, rows.scalar_type());
    if (observerInfo(scheme.observer).kind == ObserverKind::Omse)
        observer.setLastBatch(rows);
    input.grid = clippedGrid(observer.grid(), scheme.activationClipRatio);
    return input;
}

}

LayerPreview previewLayer(const Linear& reference, const Scheme& scheme, const InputProfile& profile, const at::Tensor& rows,
                          int threads, const Progress& progress)
{
    if (!rows.defined() || rows.size(0) == 0)
        throw Error("a preview needs inputs of the layer, and no calibration question has reached it");
    LayerPreview preview;
    preview.linear = reference;
    preview.linear.patchKernel = 0; // the rows are patches already
    if (scheme.quantizesWeight()) {
        const bool needs = weightQuantizer(scheme.weightMethod).needsHessian;
        const auto hessian = needs ? hessianOf(withoutSplit(reference, rows)) : at::Tensor();
        auto rounded = roundLayer(preview.linear, scheme, hessian, threads, progress);
        preview.weight = std::move(rounded.outcome);
        preview.linear = withWeight(std::move(preview.linear), rounded.weight);
    }
    progress.check();
    preview.linear.input = inputQuantizer(scheme, profile, withoutSplit(reference, rows));
    auto plain = reference;
    plain.patchKernel = 0;
    preview.isolated = compareTensors(applyTransformed(plain, rows),
                                      applyTransformed(preview.linear, quantizedInput(preview.linear, rows)));
    preview.linear.patchKernel = reference.patchKernel;
    return preview;
}

}

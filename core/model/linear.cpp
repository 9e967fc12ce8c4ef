#include "model/linear.h"

#include <ATen/ATen.h>

#include "numeric/hessian.h"

namespace quantscope {
namespace {

at::Tensor product(const Linear& linear, const at::Tensor& rows)
{
    const auto weight = linear.weight.scalar_type() == rows.scalar_type() ? linear.weight
                                                                          : linear.weight.to(rows.scalar_type());
    const auto bias = linear.bias.defined() ? linear.bias.to(rows.scalar_type()) : at::Tensor();
    const auto flat = rows.reshape({-1, rows.size(-1)});
    const auto y = bias.defined() ? at::addmm(bias, flat, weight.t()) : at::mm(flat, weight.t());
    auto shape = rows.sizes().vec();
    shape.back() = weight.size(0);
    return y.view(shape);
}

at::Tensor rounded(const InputQuantizer& quantizer, const at::Tensor& x)
{
    return quantizer.mode == ActivationMode::Static ? fakeQuantizeStatic(x, quantizer.grid)
                                                    : fakeQuantizeDynamic(x, quantizer.format);
}

}

at::Tensor transformedInput(const Linear& linear, const at::Tensor& x)
{
    return linear.online ? hadamardTransform(*linear.online, x, false, !linear.onlineInFloat32) : x;
}

at::Tensor weightRows(const Linear& linear, const at::Tensor& transformed)
{
    if (linear.patchKernel == 0)
        return transformed;
    const int64_t k = linear.patchKernel;
    return patchRows(transformed, k, k, k, k, 0, 0, 1, 1);
}

at::Tensor quantizedInput(const Linear& linear, const at::Tensor& transformed)
{
    if (linear.input.mode == ActivationMode::Float)
        return transformed;
    if (linear.splitChannel < 0)
        return rounded(linear.input, transformed);
    // With the split channel at zero, no range that includes zero depends on it.
    const auto spike = transformed.select(-1, linear.splitChannel);
    auto rest = transformed.clone();
    rest.select(-1, linear.splitChannel).zero_();
    rest = rounded(linear.input, rest);
    rest.select(-1, linear.splitChannel).copy_(spike);
    return rest;
}

at::Tensor applyLinear(const Linear& linear, const at::Tensor& x)
{
    const auto transformed = transformedInput(linear, x);
    // Groups run along the patch; one group of an image row would mix patches and need not divide the width.
    const bool grouped = linear.input.mode == ActivationMode::Dynamic &&
                         linear.input.format.granularity == ActivationGranularity::Group;
    if (linear.patchKernel > 0 && grouped)
        return product(linear, quantizedInput(linear, weightRows(linear, transformed)));
    return product(linear, weightRows(linear, quantizedInput(linear, transformed)));
}

at::Tensor applyTransformed(const Linear& linear, const at::Tensor& transformed)
{
    return product(linear, weightRows(linear, transformed));
}

at::Tensor withoutSplit(const Linear& linear, const at::Tensor& matrix)
{
    const int64_t c = linear.splitChannel;
    if (c < 0)
        return matrix;
    const int64_t last = matrix.dim() - 1;
    return at::cat({matrix.narrow(last, 0, c), matrix.narrow(last, c + 1, matrix.size(last) - c - 1)}, last);
}

at::Tensor withSplit(const Linear& linear, const at::Tensor& rest)
{
    const int64_t c = linear.splitChannel;
    if (c < 0)
        return rest;
    return at::cat({rest.narrow(1, 0, c), linear.weight.narrow(1, c, 1), rest.narrow(1, c, rest.size(1) - c)}, 1);
}

}

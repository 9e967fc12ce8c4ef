// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace quantscope {

// H = 2/n · Σ XᵀX over n samples, as GPTQ of the MQuant reference weights it: a batch [b, t, c] counts b samples, a
// matrix [t, c] counts one whatever t is. The plain sum is kept and scaled at the end.
class HessianAccumulator
{
public:
    explicit HessianAccumulator(int64_t columns, at::Device device = at::kCPU);

    // x [..., columns], any floating dtype; multiplied in float32. Throws Error when the last axis differs.
    void add(const at::Tensor& x, int64_t samples);
    void merge(const HessianAccumulator& other);

    // Symmetric float32 [columns, columns]; zeros before the first sample.
    at::Tensor matrix() const;
    int64_t samples() const;

private:
    at::Tensor m_sum; // on the CPU only the tiles on and above the diagonal are kept
    int64_t m_samples = 0;
};

// Rows of a convolution as a matrix product: images [n, c, h, w] -> [n, patches, c·kernelH·kernelW], channel first,
// then kernel row, then kernel column; padding is zero.
at::Tensor patchRows(const at::Tensor& images, int64_t kernelH, int64_t kernelW, int64_t strideH, int64_t strideW,
                     int64_t padH, int64_t padW, int64_t dilH, int64_t dilW);

}

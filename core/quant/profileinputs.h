// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "model/forward.h"
#include "model/generate.h"
#include "quant/layerinputs.h"

namespace quantscope {

// Sums up what enters one layer.
class InputWatcher
{
public:
    // Of every input, at most this many rows, evenly spaced, are kept.
    explicit InputWatcher(int64_t rowsKept = 0)
        : m_rowsKept(rowsKept)
    {
    }

    // x: the transformed input of the layer; `packed` unset outside the decoder.
    void add(const Linear&, const at::Tensor& x, const Packed* packed);
    void merge(const InputWatcher&);
    InputProfile profile() const;
    // At most `limit` of the kept rows, evenly spaced, bfloat16; undefined without any.
    at::Tensor rows(int64_t limit) const;
    at::Tensor rowIsImage(int64_t limit) const; // of the same rows, uint8 [n]

private:
    void keepRows(const at::Tensor& flat, const Packed* packed);

    int64_t m_rowsKept;
    HistogramAccumulator m_image, m_text;
    at::Tensor m_channelMax;
    std::vector<at::Tensor> m_rows, m_rowIsImage;
};

struct ProfileOptions
{
    int threads = 1;
    int64_t imageToken = -1;
    int64_t tilesPerChunk = 4;
    int64_t rowBytes = int64_t(48) << 20; // of all rows that are kept as samples of the inputs; 0: none
};

// The inputs of every layer of a model over the prompts; parallel to Model::layers, the same for any number of threads.
LayerInputs profileInputs(const Model&, std::span<const GenerationInput> samples, const ProfileOptions&,
                          const Progress& = {});

}

#pragma once

#include <ATen/core/Tensor.h>

#include "model/forward.h"
#include "model/generate.h"
#include "quant/inputprofile.h"

namespace quantscope {

// Sums up what enters one layer.
class InputWatcher
{
public:
    // x: the transformed input of the layer; `packed` unset outside the decoder.
    void add(const Linear&, const at::Tensor& x, const Packed* packed);
    void merge(const InputWatcher&);
    InputProfile profile() const;

private:
    HistogramAccumulator m_image, m_text;
    at::Tensor m_channelMax;
};

struct ProfileOptions
{
    int threads = 1;
    int64_t imageToken = -1;
    int64_t tilesPerChunk = 4;
};

// The inputs of every layer of a model over the prompts; parallel to Model::sites, the same for any number of threads.
std::vector<InputProfile> profileInputs(const Model&, std::span<const GenerationInput> samples, const ProfileOptions&,
                                        const Progress& = {});

}

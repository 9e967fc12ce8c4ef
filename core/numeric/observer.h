// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <ATen/core/Tensor.h>

#include "numeric/activationquantizer.h"

namespace quantscope {

enum class ObserverKind { MinMax, Percentile, Ema, Omse };

struct ObserverInfo
{
    ObserverKind kind = ObserverKind::MinMax;
    std::string_view id; // as written in recipes
    std::string_view title;
    bool mergeable = false; // the order of batches does not matter
    bool channelWise = false; // can keep one range per channel
};

std::span<const ObserverInfo> observers();

// Throws Error for an unknown id.
const ObserverInfo& observerInfo(std::string_view id);
const ObserverInfo& observerInfo(ObserverKind kind);

// What an observer needs to know of one batch: its extremes and its 99.999 % quantiles, as float32 whatever the dtype.
struct BatchRange
{
    float min = 0, max = 0;
    float low = 0, high = 0;
};

// x of any shape, floating dtype and device. Throws Error when it is empty.
BatchRange batchRange(const at::Tensor& x);

// Range of an activation over calibration batches, and the static grid made of it.
// Symmetric means signed codes [-2^(b-1), 2^(b-1) - 1], else unsigned [0, 2^b - 1]; bits 2 … 20.
class Observer
{
public:
    // Throws Error for channelWise with an observer that cannot, or other bit widths.
    Observer(ObserverKind kind, int bits, bool symmetric, bool channelWise = false);

    // x of any shape, floating dtype and device; channels are its last axis. The mean-squared-error search keeps a copy
    // of the last batch.
    void observe(const at::Tensor& x);

    // The same for a batch that is known by its range alone, in the dtype that it had; equal bit by bit to observing
    // it. The mean-squared-error search also needs the last batch, see setLastBatch. Throws Error when channelWise.
    void observe(const BatchRange& range, at::ScalarType dtype);
    void setLastBatch(const at::Tensor& x);

    // Adds what another observer of the same kind saw. Throws Error when the kind depends on the order.
    void merge(const Observer& other);

    bool empty() const;
    // Range so far; of all channels when channelWise. Throws Error when nothing was observed.
    float min() const;
    float max() const;
    const at::Tensor& minimum() const; // [1] or [channels], in the dtype of the data (percentile: float32)
    const at::Tensor& maximum() const;

    // Throws Error when empty or channelWise.
    StaticGrid grid() const;
    // Throws Error when empty or not channelWise.
    ChannelGrid channelGrid() const;

private:
    void take(const at::Tensor& low, const at::Tensor& high);
    StaticGrid unitGrid() const;
    StaticGrid searchGrid() const;
    ChannelGrid tensorGrid() const;

    ObserverKind m_kind;
    int m_bits;
    bool m_symmetric;
    bool m_channelWise;
    at::Tensor m_min, m_max;
    at::Tensor m_last; // Omse: the last batch
};

}

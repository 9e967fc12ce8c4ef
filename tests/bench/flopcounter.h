// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

#include <ATen/record_function.h>

namespace quantscope {

// Counts the multiplications and additions of all matrix products of the process while it lives.
class FlopCounter
{
public:
    FlopCounter();
    ~FlopCounter();
    FlopCounter(const FlopCounter&) = delete;
    FlopCounter& operator=(const FlopCounter&) = delete;

    double operations() const;

private:
    at::CallbackHandle m_handle;
};

// Of float32 products like those of the demo, on this many threads at once. Median of some.
double measuredOperationsPerSecond(int threads);

}

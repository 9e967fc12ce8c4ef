// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <c10/core/Device.h>

#include "base/progress.h"

namespace quantscope {

// Calls fn(0) … fn(count - 1) on up to `threads` threads, each with one ATen and BLAS thread inside; the calling thread
// is one of them, the others are kept for the next call.
// Every index runs exactly once; the first exception stops the rest and is rethrown. The result must not
// depend on the order of calls: with that, it does not depend on the number of threads either.
void parallelFor(int64_t count, int threads, const std::function<void(int64_t)>& fn);

// How many threads should give work to a device: `threads` for the CPU; one for a GPU, which takes one thing at a time.
int workersOn(c10::Device, int threads);

// The BLAS library behind matrix products, as far as it says.
std::string blasName();

// Sets the threads that one ATen or BLAS operation of the calling thread may use, and restores them.
// Small operations lose more by waiting for each other than they win: parallelFor over whole chunks first.
class OperationThreads
{
public:
    explicit OperationThreads(int threads);
    ~OperationThreads();
    OperationThreads(const OperationThreads&) = delete;
    OperationThreads& operator=(const OperationThreads&) = delete;

private:
    int m_aten = 1;
    int m_blas = 1;
};

}

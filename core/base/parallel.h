// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <c10/core/Device.h>

#include "base/progress.h"

namespace quantscope {

// Calls fn(0) … fn(count - 1) on up to `threads` threads, each with one ATen and BLAS thread inside; the calling thread
// is one of them, the others are kept for the next call.
// Every index runs exactly once; the first exception stops the rest and is rethrown. The result must not
// depend on the order of calls: with that, it does not depend on the number of threads either.
void parallelFor(int64_t count, int threads, const std::function<void(int64_t)>& fn);

// The same, and the indices that are too few for all threads share them between them, see SplitThreads.
void parallelForShared(int64_t count, int threads, const std::function<void(int64_t)>& fn);

// Rows of a matrix that one thread takes at a time where several share a product: a multiple of the blocks of common
// BLAS kernels, so that a row's bits do not depend on the split, and the last part is not a small one with another
// kernel.
struct RowPart
{
    int64_t from = 0, count = 0;
};
std::vector<RowPart> rowParts(int64_t rows, int64_t each = 480);

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

// Lets the calling thread's work be split over so many threads from within: splitThreads() says how many. ATen and BLAS
// keep to one, as OpenMP's idle threads spin and a product would depend on their number. For few large pieces of work,
// which would leave threads of parallelFor idle; a loop of one index passes them on.
class SplitThreads
{
public:
    explicit SplitThreads(int threads);
    ~SplitThreads();
    SplitThreads(const SplitThreads&) = delete;
    SplitThreads& operator=(const SplitThreads&) = delete;

private:
    OperationThreads m_operations;
    int m_before;
};

// 1 unless a SplitThreads of this thread says more.
int splitThreads();

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>
#include <dlfcn.h>

#include "base/blasguest.h"

namespace quantscope {
namespace {

// at::set_num_threads would also rebuild a thread pool of ATen's mobile kernels on every call, and its idle threads
// spin. The count that ATen reads is OpenMP's, one per thread; it is set directly.
void setAtenThreads(int threads)
{
    static const auto set = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "omp_set_num_threads"));
    at::get_num_threads(); // the first call in a thread sets a default, which must not come later
    if (set)
        set(threads);
    else
        at::set_num_threads(threads);
}

// OpenBLAS keeps its own thread count, which ATen does not set; absent with another BLAS.
struct BlasThreads
{
    void (*set)(int) = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    int (*get)() = reinterpret_cast<int (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_num_threads"));
};

const BlasThreads& blasThreads()
{
    static const BlasThreads functions;
    return functions;
}

thread_local bool isGuest = false;
thread_local int split = 1; // see SplitThreads

// Threads that sleep until a loop needs helpers. A loop has helpers of its own, also inside another loop and beside
// one: the pool grows to as many threads as have worked at once. No loop waits for a helper that has not begun.
class Pool
{
public:
    ~Pool()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ending = true;
        }
        m_wake.notify_all();
        for (auto& thread : m_threads)
            thread.join();
    }

    // Calls work() here and on `helpers` other threads, as far as they come before this call is over. It must not
    // throw.
    void run(int helpers, const std::function<void()>& work)
    {
        Loop loop{work, helpers};
        {
            const std::lock_guard lock(m_mutex);
            for (; m_free < m_wanted + helpers; ++m_free)
                m_threads.emplace_back([this] { serve(); });
            m_wanted += helpers;
            m_loops.push_back(&loop);
        }
        for (int i = 0; i < helpers; ++i)
            m_wake.notify_one();
        work();
        std::unique_lock lock(m_mutex);
        std::erase(m_loops, &loop);
        m_wanted -= loop.wanted;
        loop.ended.wait(lock, [&] { return loop.working == 0; });
    }

private:
    struct Loop
    {
        const std::function<void()>& work;
        int wanted; // helpers that have not begun
        int working = 0; // helpers that have not ended
        std::condition_variable ended = {};
    };

    void serve()
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_wake.wait(lock, [this] { return m_ending || !m_loops.empty(); });
            if (m_loops.empty())
                return;
            auto& loop = *m_loops.front();
            if (--loop.wanted == 0)
                m_loops.pop_front();
            ++loop.working;
            --m_wanted;
            --m_free;
            lock.unlock();
            loop.work();
            lock.lock();
            ++m_free;
            if (--loop.working == 0)
                loop.ended.notify_one(); // under the lock: the loop is gone when its owner has it
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Loop*> m_loops; // that want helpers, the oldest first
    std::vector<std::thread> m_threads;
    int m_free = 0; // threads without a loop
    int m_wanted = 0; // helpers of all loops
    bool m_ending = false;
};

Pool& pool()
{
    static Pool threads;
    return threads;
}

}

BlasGuest::BlasGuest()
    : m_before(isGuest)
{
    isGuest = true;
}

BlasGuest::~BlasGuest()
{
    isGuest = m_before;
}

std::string blasName()
{
    const auto config = reinterpret_cast<char* (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_config"));
    return config ? config() : at::hasMKL() ? "MKL" : "unknown";
}

OperationThreads::OperationThreads(int threads)
    : m_aten(at::get_num_threads())
{
    setAtenThreads(threads);
    if (const auto& blas = blasThreads(); !isGuest && blas.set && blas.get) {
        m_blas = blas.get();
        if (m_blas != threads)
            blas.set(threads);
    }
}

OperationThreads::~OperationThreads()
{
    setAtenThreads(m_aten);
    if (const auto& blas = blasThreads(); !isGuest && blas.set && blas.get && blas.get() != m_blas)
        blas.set(m_blas);
}

SplitThreads::SplitThreads(int threads)
    : m_operations(1)
    , m_before(std::exchange(split, threads))
{
}

SplitThreads::~SplitThreads()
{
    split = m_before;
}

int splitThreads()
{
    return split;
}

std::vector<RowPart> rowParts(int64_t rows, int64_t each)
{
    std::vector<RowPart> parts;
    for (int64_t from = 0; from < rows; from += each)
        parts.push_back({from, std::min(each, rows - from)});
    if (parts.size() > 1 && parts.back().count < each / 4) {
        parts[parts.size() - 2].count += parts.back().count;
        parts.pop_back();
    }
    return parts;
}

int workersOn(c10::Device device, int threads)
{
    return device.is_cpu() ? threads : 1;
}

void parallelFor(int64_t count, int threads, const std::function<void(int64_t)>& fn)
{
    const int workers = static_cast<int>(std::min<int64_t>(threads, count));
    const SplitThreads inside(workers <= 1 ? split : 1);
    if (workers <= 1) {
        for (int64_t i = 0; i < count; ++i)
            fn(i);
        return;
    }
    std::atomic<int64_t> next{0};
    std::exception_ptr failure;
    std::mutex failureMutex;
    const auto work = [&, guest = isGuest] {
        const c10::InferenceMode inference;
        isGuest = guest;
        setAtenThreads(1);
        try {
            for (int64_t i = next++; i < count; i = next++)
                fn(i);
        } catch (...) {
            next = count;
            const std::lock_guard lock(failureMutex);
            if (!failure)
                failure = std::current_exception();
        }
    };
    pool().run(workers - 1, work);
    if (failure)
        std::rethrow_exception(failure);
}

void parallelForShared(int64_t count, int threads, const std::function<void(int64_t)>& fn)
{
    const int64_t left = threads > 1 ? count % threads : 0;
    parallelFor(count - left, threads, fn);
    parallelFor(left, threads, [&](int64_t i) {
        const SplitThreads inside(static_cast<int>(threads / left));
        fn(count - left + i);
    });
}

}

#include "base/parallel.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
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

int workersOn(c10::Device device, int threads)
{
    return device.is_cpu() ? threads : 1;
}

void parallelFor(int64_t count, int threads, const std::function<void(int64_t)>& fn)
{
    const OperationThreads single(1);
    const int workers = static_cast<int>(std::min<int64_t>(threads, count));
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
    std::vector<std::thread> pool;
    for (int i = 1; i < workers; ++i)
        pool.emplace_back(work);
    work();
    for (auto& thread : pool)
        thread.join();
    if (failure)
        std::rethrow_exception(failure);
}

}

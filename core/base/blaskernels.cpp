// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/blaskernels.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include <dlfcn.h>
#include <unistd.h>

namespace quantscope {
namespace {

constexpr const char* variable = "OPENBLAS_CORETYPE";

// OpenBLAS's kernels from before AVX2.
constexpr std::array<std::string_view, 13> oldKernels{"Generic", "Katmai",      "Coppermine", "Northwood",  "Prescott",
                                                      "Banias",  "Core2",       "Penryn",     "Dunnington", "Nehalem",
                                                      "Atom",    "Sandybridge", "Bulldozer"};

ProcessorFeatures featuresHere()
{
    ProcessorFeatures features;
#ifdef __x86_64__
    __builtin_cpu_init();
    features.avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    features.avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#endif
    return features;
}

}

std::string_view betterKernels(std::string_view chosen, ProcessorFeatures features)
{
    if (std::find(oldKernels.begin(), oldKernels.end(), chosen) == oldKernels.end())
        return {};
    return features.avx512 ? "SkylakeX" : features.avx2 ? "Haswell" : "";
}

void startWithFastKernels(char** argv)
{
    const auto name = reinterpret_cast<char* (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
    if (!name || std::getenv(variable))
        return;
    const std::string better(betterKernels(name(), featuresHere()));
    if (better.empty() || setenv(variable, better.c_str(), 1) != 0)
        return;
    execv("/proc/self/exe", argv); // comes back only when it fails; then the program is slower, not wrong
    unsetenv(variable);
}

}

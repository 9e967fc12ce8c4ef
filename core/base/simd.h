#pragma once

// Compiles a plain kernel for AVX2 and FMA beside the baseline and picks one at load time.
// Only for free functions over raw pointers: what such a function calls must inline into each clone.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__)
#define QUANTSCOPE_SIMD_CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define QUANTSCOPE_SIMD_CLONES
#endif

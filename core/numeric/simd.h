// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Kernels are compiled for plain x86-64 and once more for AVX2 with FMA; the loader picks at start-up.
// Mark plain functions over raw pointers only: lambdas and std:: calls inside them would stay baseline code.
// Sanitizers run before the loader's choice is possible, so they get the plain version.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&               \
    !defined(__SANITIZE_THREAD__)
#define QUANTSCOPE_CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define QUANTSCOPE_CLONES
#endif

namespace quantscope {

// Eight floats or integers. Load and store through Float8At, which allows any alignment; spell the type out, since
// auto and templates drop the alignment.
typedef float Float8 __attribute__((vector_size(32)));
typedef int Int8 __attribute__((vector_size(32)));
typedef float Float8At __attribute__((vector_size(32), aligned(4), may_alias));

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace quantscope {

struct ProcessorFeatures
{
    bool avx2 = false; // with FMA
    bool avx512 = false; // F, CD, BW, DQ and VL
};

// The kernels that OpenBLAS should use where it has `chosen` and the processor can do more; empty: they are right.
std::string_view betterKernels(std::string_view chosen, ProcessorFeatures);

// The first thing that a program does: OpenBLAS 0.3.21 to 0.3.24 know no processor that is newer than they are and take
// SSE3 kernels there, at a quarter of the speed. Its choice is made when it is loaded, so the program starts itself
// anew with OPENBLAS_CORETYPE set. Returns where there is nothing to do or the user has set it.
void startWithFastKernels(char** argv);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/allocator.h"
#include "base/blaskernels.h"
#include "cli/commands.h"

int main(int argc, char** argv)
{
    quantscope::startWithFastKernels(argv);
    quantscope::keepFreedMemory();
    return quantscope::cli::runProgram({argv + 1, argv + argc});
}

#include "cli/commands.h"

int main(int argc, char** argv)
{
    return quantscope::cli::runProgram({argv + 1, argv + argc});
}

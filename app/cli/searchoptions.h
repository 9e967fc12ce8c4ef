// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace quantscope::cli {

// Options of sensitivity, search and sweep alone.
struct SearchOptions
{
    std::vector<std::string> measures{"kurtosis", "hessian_trace", "output_error", "kl"};
    std::string measure = "kl"; // search
    std::vector<int> bits{2, 3, 4, 5, 6, 8};
    int64_t questions = 8; // of the calibration data, that walk
    double averageBits = 0, megabytes = 0; // 0: not given
    bool run = false, compareUniform = false, keepOverrides = false;
    std::vector<int> fitBits; // uniform runs that tell the hits of a cost
    std::filesystem::path grid;
    std::vector<std::string> recipes;
};

}

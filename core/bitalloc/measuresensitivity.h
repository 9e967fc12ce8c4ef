// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "base/progress.h"
#include "bitalloc/sensitivity.h"
#include "cache/stagecache.h"
#include "checkpoint/loadedmodel.h"
#include "tasks/dataset.h"

namespace quantscope {

inline constexpr StageKind sensitivityStage{"sensitivity", 1};

struct SensitivityOptions
{
    int threads = 1;
    std::vector<int> bits{2, 3, 4, 5, 6, 8};
    std::vector<std::string> measures{"kurtosis", "hessian_trace", "output_error", "kl"};
    int64_t questions = 8; // that walk, spread over the calibration data
    StageCache* cache = nullptr; // keeps every group's row as soon as it is cached
    std::function<void(const SensitivityTable&)> updated; // after each group, from the thread of the work
};

// Scores of every group of layers that `recipe` rounds, at each of the bits, after the recipe's transforms, quantized
// by the layers' own methods with Hessians of sampled float inputs. Nothing depends on the recipe's bits. Error for a
// recipe that rounds no weights, for unknown measures and for bits out of 2 … 8.
SensitivityTable measureSensitivity(const LoadedModel&, const Recipe&, const Dataset& calibration,
                                    const SensitivityOptions&, const Progress& = {});

// One group's scores of one measure, as the cache keeps them.
struct SensitivityRow
{
    std::vector<double> scores;
    double floatCorrect = -1;
};

Entry encode(const SensitivityRow&);
void decode(const Entry&, SensitivityRow&);
int64_t bytesOf(const SensitivityRow&);

}

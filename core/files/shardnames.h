// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

namespace quantscope {

struct WeightFiles
{
    std::vector<std::string> names; // of all that belong together, also of those that are not there; sorted
    std::string instead; // without any: what lies there, as the end of a sentence; empty: nothing of the kind
};

// Which files of a folder hold its weights where no index says so: all of NAME-00001-of-0000N.safetensors, else the
// only
// *.safetensors file.
WeightFiles chooseWeightFiles(std::span<const std::string> filesOfFolder);

}

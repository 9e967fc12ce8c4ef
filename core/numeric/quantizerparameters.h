// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/field.h"

namespace quantscope {

// What weight quantizers can be reported besides the format; each reads the parameters that its row in quantizers.cpp
// names. A new one is a member here and a field of the quantizer that reads it: files and editors loop over the fields.
struct QuantizerParameters
{
    bool actOrder = false; // columns by descending Hessian diagonal
    bool staticGroups = false; // group grids from the original weight, groups of original neighbours
    double percdamp = 0.01; // of the mean Hessian diagonal, added to the diagonal

    bool operator==(const QuantizerParameters&) const = default;
};

using QuantizerField = Field<QuantizerParameters>;

}

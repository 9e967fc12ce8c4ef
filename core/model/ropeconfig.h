// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/config.h"

namespace quantscope {

class JsonFields;

// The rotary embedding of a language model's configuration: rope_parameters as transformers 5 writes it, or rope_theta
// and rope_scaling as before. `originalPositions`: the default of a class that has that field, else 0. Needs the model
// type, the head size and the positions of `d`. Error for a kind or a key that is not known: it might change the
// function.
RopeConfig parseRope(const JsonFields&, const DecoderConfig& d, int64_t originalPositions);

}

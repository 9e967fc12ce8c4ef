// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "model/model.h"

namespace quantscope {

// Of which layers: of all, or of those that the decoder's input depends on.
enum class DigestPart { All, VisionAndProjector };

// What the weight stage has made, by content: codes, scales and zero points of all quantized layers. Equal for models
// of one transform key only when their weights are equal. 64 hexadecimal digits.
std::string weightsDigest(const Model&, DigestPart = DigestPart::All);

// One layer's part of it.
std::string weightDigest(const QuantizedWeight&);

// How the inputs of all layers are quantized, by content. Equal digests round alike.
std::string inputsDigest(const Model&, DigestPart = DigestPart::All);

}

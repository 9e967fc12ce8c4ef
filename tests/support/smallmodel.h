// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <QTemporaryDir>

#include "run/runspec.h"

namespace quantscope {
struct SynthShape;
}

namespace quantscope::test {

// Widths of 64 and tiles of 56 pixels; family and template as config.json names them.
SynthShape smallShape(const std::string& family, const std::string& chatTemplate, int64_t visionBlocks,
                      int64_t decoderBlocks);

// A synthetic checkpoint with the demo's layers, six blocks in each tower, at a small part of its cost: a run of the
// whole pipeline takes a tenth of a second. Nothing was trained, its answers mean nothing.
class SmallModel
{
public:
    SmallModel();

    std::filesystem::path model() const;
    std::filesystem::path data() const; // 60 questions
    std::filesystem::path calibration() const; // 12, about other pictures
    Sources sources() const;

private:
    QTemporaryDir m_folder;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "base/message.h"
#include "session/sessioncontents.h"

namespace quantscope {

struct SessionOptions
{
    SessionImages images = SessionImages::Small;
    int longestSide = 512; // of a small image, in pixels
    double mostLayerBytes = 64e6; // of all layers' distributions together; 0: none
};

// What a session has, in bytes, and what it does not have.
struct SessionSize
{
    double runBytes = 0, imageBytes = 0, layerBytes = 0;
    int64_t runs = 0, images = 0, layers = 0;
    std::vector<Message> leftOut;

    double total() const
    {
        return runBytes + imageBytes + layerBytes;
    }
};

// Before it is written; small images from a sample of them, all else to about a tenth.
SessionSize estimateSession(const SessionContents&, const SessionOptions&, const Progress& = {});

// The file appears complete or not at all. Of layers that do not all fit, those with the largest errors are taken.
// Error for a session without runs; Error, Cancelled.
SessionSize saveSession(const std::filesystem::path& file, const SessionContents&, const SessionOptions&,
                        const Progress& = {});

}

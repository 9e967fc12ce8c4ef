// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace quantscope {

struct Question;

// Left, top, right, bottom.
using TextBox = std::array<int64_t, 4>;

// Intersection over union; 0 where both are empty.
double overlapOf(const TextBox&, const TextBox&);

// The rules of OCRBench v2 for places, coordinates from 0 to 1000.

// The overlap of the last box in the prediction, (x1, y1, x2, y2) or [x1, y1, x2, y2], with the answers' four numbers.
double scoreGrounding(const Question&, const std::string& prediction);

// A dictionary with "answer" and "bbox": half the score is the text's, half the overlap with the column bbox.
double scorePlacedReading(const Question&, const std::string& prediction);

// The harmonic mean of precision and recall of texts at their places, as ICDAR's end-to-end evaluation: a text counts
// when its box overlaps by more than a half and its characters are right but for case and signs at its ends; columns
// bbox and content have the right ones, "###" stands for text that nobody need read.
double scoreSpotting(const Question&, const std::string& prediction);

// A text with its place, as models write them: [x1, y1, x2, y2, text].
struct SpottedText
{
    TextBox box{};
    std::string text;

    bool operator==(const SpottedText&) const = default;
};

std::vector<SpottedText> spottedTexts(const std::string& prediction);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "layerview/exercises.h"

namespace quantscope {

// The rows of exercises(). Facts and results in the order in which their texts count them.

// Facts: bits, largest |w| of the layer's sample, highest code, a weight. Answer: its code. Results: the scale, w / s.
std::optional<Exercise> exerciseCode(const LessonData&);
// Facts: bits before and after, largest |w| of a row. Options: weights of it. Answer: the one whose code becomes 0.
// Results: the step afterwards, half of it.
std::optional<Exercise> exerciseFlip(const LessonData&);
// Facts: channels, tokens. Answer: the channel with the largest |x|. Results: that, the median of the channels, ratio.
std::optional<Exercise> exerciseOutlier(const LessonData&);
// Facts: bits, lowest and highest input, highest code. Answer: the zero point. Results: the scale.
std::optional<Exercise> exerciseZero(const LessonData&);
// Facts: bits, group, bits of a scale, bits of a zero point. Answer: bits per weight. Results: weights, bytes of them.
std::optional<Exercise> exerciseGroups(const LessonData&);
// Facts: weights, group, bits of a scale, bytes. Answer: the most bits. Results: bytes with them and with one more.
std::optional<Exercise> exerciseBudget(const LessonData&);
// Facts: tokens, channels. Options: recipes. Answer: from the lowest SQNR to the highest.
std::optional<Exercise> exerciseOrder(const LessonData&);
// Facts: group. Options: formats. Answer: the one with the highest SQNR.
std::optional<Exercise> exerciseFormat(const LessonData&);
// Facts: an outlier, the channels that one Hadamard matrix mixes. Answer: its share of each. Results: largest |x| and
// RMS of that token, and its largest |x| and RMS when it is rotated.
std::optional<Exercise> exerciseRotation(const LessonData&);
// Facts: bits, calibrated range, range of a token. Answer: static over dynamic step. Results: SQNR of the token with
// both, and what the ratio is in dB.
std::optional<Exercise> exerciseStatic(const LessonData&);

// To as many significant digits as the texts show.
double asShown(double);
// A number that differs from layer to layer and from task to task.
size_t exerciseSeed(const LessonData&, std::string_view task);

}

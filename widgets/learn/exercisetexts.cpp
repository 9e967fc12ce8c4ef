// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/exercisetexts.h"

#include <QCoreApplication>

#include <cmath>

#include "common/numbertext.h"

namespace quantscope {

std::span<const ExerciseText> exerciseTexts()
{
    static const ExerciseText table[] = {
        {"code",
         QT_TRANSLATE_NOOP("Exercises", "The code of a weight"),
         QT_TRANSLATE_NOOP("Exercises",
                           "The layer's largest weight has the size %2. All weights get one symmetric scale of %1 bits "
                           "that reaches it: the highest code is %3. Which code does the weight %4 get?"),
         QT_TRANSLATE_NOOP("Exercises", "The scale is the largest size over the highest code; q = round(w / s)."),
         QT_TRANSLATE_NOOP("Exercises", "s = %2 / %3 = %5 and w / s = %6, which rounds to %7."),
         {},
         nullptr,
         "grid"},
        {"flip",
         QT_TRANSLATE_NOOP("Exercises", "The weight that flips to zero"),
         QT_TRANSLATE_NOOP(
             "Exercises",
             "An output channel has a symmetric scale of its own; the largest of its weights has the size "
             "%3. At %1 bits none of these four weights is 0. Which one becomes 0 at %2 bits?"),
         QT_TRANSLATE_NOOP("Exercises",
                           "At %2 bits the highest code is 2<sup>%2−1</sup> − 1. What is smaller than half "
                           "a step becomes 0."),
         QT_TRANSLATE_NOOP("Exercises", "The step is %4, half of it %5: only one of the four is smaller."),
         {QT_TRANSLATE_NOOP("Exercises", "%1")},
         QT_TRANSLATE_NOOP("Exercises", "code %1"),
         "grid"},
        {"outlier",
         QT_TRANSLATE_NOOP("Exercises", "The outlier channel"),
         QT_TRANSLATE_NOOP("Exercises",
                           "The picture shows the largest |x| of each of the %1 input channels over %2 tokens. Which "
                           "channel (counted from 0) sets the scale of the whole tensor?"),
         QT_TRANSLATE_NOOP("Exercises",
                           "Look for the highest stick. The mouse tells its channel; + and − zoom, arrows "
                           "move, Ctrl+C copies the picture's numbers."),
         QT_TRANSLATE_NOOP("Exercises", "Channel %6 reaches %3, %5 times the median of all channels, which is %4."),
         {},
         nullptr,
         "rotation"},
        {"zero",
         QT_TRANSLATE_NOOP("Exercises", "A zero point"),
         QT_TRANSLATE_NOOP("Exercises",
                           "The layer's inputs lie between %2 and %3. An asymmetric grid of %1 bits, codes 0 to %4, "
                           "shall hold them all. What is its zero point?"),
         QT_TRANSLATE_NOOP("Exercises",
                           "s = (max − min) / %4, and the zero point is the code of 0: z = round(−min / s)."),
         QT_TRANSLATE_NOOP("Exercises", "s = (%3 − %2) / %4 = %5, and −min / s rounds to %6."),
         {},
         nullptr,
         "zero"},
        {"groups",
         QT_TRANSLATE_NOOP("Exercises", "Bits per weight"),
         QT_TRANSLATE_NOOP(
             "Exercises",
             "Weights get codes of %1 bits. Every group of %2 neighbours has a scale of %3 bits and a zero "
             "point of %4 bits. How many bits does a weight take, all in all?"),
         QT_TRANSLATE_NOOP("Exercises",
                           "The bits of a scale and of a zero point are shared by the weights of a group."),
         QT_TRANSLATE_NOOP("Exercises", "%1 + (%3 + %4) / %2 = %7 bits. The layer's %5 weights take %6 bytes."),
         {},
         nullptr,
         "scale"},
        {"budget",
         QT_TRANSLATE_NOOP("Exercises", "Bits under a budget"),
         QT_TRANSLATE_NOOP("Exercises",
                           "This layer has %1 weights, in groups of %2 that share a scale of %3 bits. It may take %4 "
                           "bytes. How many bits can a code have at most?"),
         QT_TRANSLATE_NOOP("Exercises",
                           "Bits per weight = 8 · bytes / weights. Take off what a scale costs each weight, "
                           "and round down."),
         QT_TRANSLATE_NOOP("Exercises", "With %7 bits the layer takes %5 bytes, with one more it would take %6."),
         {},
         nullptr,
         "bytes"},
        {"order",
         QT_TRANSLATE_NOOP("Exercises", "Four recipes in order"),
         QT_TRANSLATE_NOOP("Exercises",
                           "The inputs of this layer (%1 tokens, %2 channels) are rounded by four recipes, all "
                           "symmetric. Put them in order, from the lowest SQNR to the highest."),
         QT_TRANSLATE_NOOP("Exercises",
                           "A bit is worth 6 dB. What a scale per token or a rotation is worth depends on "
                           "the outliers: the pages on scales and on rotation show it for this layer."),
         QT_TRANSLATE_NOOP("Exercises", "This is what was measured on the layer's inputs:"),
         {QT_TRANSLATE_NOOP("Exercises", "%1 bits, one scale for all"),
          QT_TRANSLATE_NOOP("Exercises", "%1 bits, a scale per token"),
          QT_TRANSLATE_NOOP("Exercises", "%1 bits, rotated, a scale per token")},
         QT_TRANSLATE_NOOP("Exercises", "%1 dB"),
         "granularity"},
        {"format",
         QT_TRANSLATE_NOOP("Exercises", "The format that fits"),
         QT_TRANSLATE_NOOP(
             "Exercises",
             "The layer's weights get 4 bits, with a free scale for each group of %1 neighbours of a row. "
             "Which format has the highest SQNR?"),
         QT_TRANSLATE_NOOP("Exercises",
                           "How are the weights of a group spread: evenly, like a bell, with a few large "
                           "ones? The page on number formats can be set to this group."),
         QT_TRANSLATE_NOOP("Exercises", "This is what was measured on the layer's weights:"),
         {QT_TRANSLATE_NOOP("Exercises", "INT4, evenly spaced"), QT_TRANSLATE_NOOP("Exercises", "FP4 E2M1"),
          QT_TRANSLATE_NOOP("Exercises", "NF4, quantiles of normal values")},
         QT_TRANSLATE_NOOP("Exercises", "%1 dB"),
         "formats"},
        {"rotation",
         QT_TRANSLATE_NOOP("Exercises", "An outlier, rotated"),
         QT_TRANSLATE_NOOP("Exercises",
                           "The largest entry of a token has the size %1. A Hadamard matrix mixes it with the other "
                           "channels of its block, %2 in all. How large is its share in each of them?"),
         QT_TRANSLATE_NOOP("Exercises", "Every entry of the orthonormal matrix is ±1/√n."),
         QT_TRANSLATE_NOOP("Exercises",
                           "%1 / √%2 = %7. The token's largest value was %3 and is %5 after the rotation; its "
                           "RMS was %4 and is %6: a rotation changes the largest value, not the length."),
         {},
         nullptr,
         "rotation"},
        {"static",
         QT_TRANSLATE_NOOP("Exercises", "Static or dynamic"),
         QT_TRANSLATE_NOOP("Exercises",
                           "Calibration has seen values up to %2. This token reaches %3. Both a static and a dynamic "
                           "scale are symmetric and have %1 bits. How many times larger is the static step?"),
         QT_TRANSLATE_NOOP("Exercises", "A step is the range over the highest code, which is the same for both."),
         QT_TRANSLATE_NOOP("Exercises",
                           "%2 / %3 = %7, or %6 dB. The token's SQNR is %4 dB with the static scale and %5 dB "
                           "with its own."),
         {},
         nullptr,
         "static"},
    };
    return table;
}

QString exerciseNumber(double value)
{
    if (value == std::round(value) && std::abs(value) < 1e15)
        return QString::number(value + 0.0, 'f', 0); // no -0
    return shortNumber(value, 4);
}

QString exerciseSentence(const char* text, const std::vector<double>& numbers)
{
    auto sentence = QCoreApplication::translate("Exercises", text);
    for (size_t i = numbers.size(); i > 0; --i)
        sentence.replace(QLatin1Char('%') + QString::number(i), exerciseNumber(numbers[i - 1]));
    return sentence;
}

QString optionText(const ExerciseText& text, const ExerciseOption& option)
{
    return exerciseSentence(text.options[static_cast<size_t>(option.text)], {option.value});
}

}

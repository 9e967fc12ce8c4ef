// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <string_view>
#include <vector>

#include "layerview/exercises.h"

namespace quantscope::test {

// 40 tokens, image and text, with a loud channel 11; 24 output channels.
inline LessonData exerciseLayer(const char* name, int64_t channels = 64)
{
    LessonData lesson;
    lesson.layer.name = name;
    lesson.layer.tower = Tower::Llm;
    lesson.layer.role = Role::MlpDown;
    lesson.layer.in = channels;
    lesson.layer.out = 96;
    lesson.channels = channels;
    std::mt19937 generator(7);
    std::normal_distribution<float> normal;
    for (int token = 0; token < 40; ++token) {
        lesson.isImage.push_back(token < 20);
        for (int64_t i = 0; i < channels; ++i)
            lesson.inputs.push_back(normal(generator) * (token < 20 ? 2.0f : 0.5f) * (i == 11 ? 30.0f : 1.0f));
    }
    for (int64_t i = 0; i < 24 * channels; ++i)
        lesson.weight.push_back(0.05f * normal(generator));
    lesson.rotation = pathToHadamard(channels);
    return lesson;
}

}

// Answers the exercises as a student would: from the numbers in the question and the layer's own values, with formulas
// written out here. It reads no answer and calls none of the functions that made it.
namespace quantscope::test {

inline double largestOf(const std::vector<float>& x)
{
    double most = 0;
    for (const float value : x)
        most = std::max(most, std::abs(double(value)));
    return most;
}

inline double decibelsBetween(const std::vector<float>& x, const std::vector<double>& y)
{
    double signal = 0, noise = 0;
    for (size_t i = 0; i < x.size(); ++i) {
        signal += double(x[i]) * x[i];
        noise += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return noise > 0 ? 10 * std::log10(signal / noise) : std::numeric_limits<double>::infinity();
}

// Rounded to integers of `bits` on one scale per `group` neighbours.
inline double integerDecibels(const std::vector<float>& x, size_t group, int bits)
{
    std::vector<double> y(x.size());
    const double top = std::pow(2, bits - 1) - 1;
    for (size_t from = 0; from < x.size(); from += group) {
        const size_t to = std::min(x.size(), from + group);
        double most = 0;
        for (size_t i = from; i < to; ++i)
            most = std::max(most, std::abs(double(x[i])));
        const double step = most > 0 ? most / top : 1;
        for (size_t i = from; i < to; ++i)
            y[i] = std::max(-top - 1, std::min(top, std::nearbyint(x[i] / step))) * step;
    }
    return decibelsBetween(x, y);
}

// By looking at every level for every value.
inline double tableDecibels(const std::vector<float>& x, size_t group, const std::vector<double>& levels)
{
    std::vector<double> y(x.size());
    for (size_t from = 0; from < x.size(); from += group) {
        const size_t to = std::min(x.size(), from + group);
        double most = 0;
        for (size_t i = from; i < to; ++i)
            most = std::max(most, std::abs(double(x[i])));
        const double scale = most > 0 ? most / levels.back() : 1;
        for (size_t i = from; i < to; ++i) {
            double best = levels.front();
            for (const double level : levels)
                if (std::abs(level - x[i] / scale) < std::abs(best - x[i] / scale))
                    best = level;
            y[i] = best * scale;
        }
    }
    return decibelsBetween(x, y);
}

inline int bestFormat(const LessonData& lesson, size_t group)
{
    const std::vector<double> e2m1{-6, -4, -3, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 4, 6};
    const std::vector<double> nf4{-1.0,      -0.696193, -0.525073, -0.394917, -0.284441, -0.184773, -0.0910500, 0.0,
                                  0.0795803, 0.160930,  0.246112,  0.337915,  0.440710,  0.562617,  0.722957,   1.0};
    // Groups end with their row.
    const auto width = static_cast<size_t>(lesson.channels);
    double noise[3] = {};
    for (size_t row = 0; row < lesson.weight.size(); row += width) {
        const std::vector<float> x(lesson.weight.begin() + static_cast<long>(row),
                                   lesson.weight.begin() + static_cast<long>(row + width));
        double signal = 0;
        for (const float value : x)
            signal += double(value) * value;
        const double db[] = {integerDecibels(x, group, 4), tableDecibels(x, group, e2m1), tableDecibels(x, group, nf4)};
        for (int i = 0; i < 3; ++i)
            noise[i] += std::isfinite(db[i]) ? signal / std::pow(10, db[i] / 10) : 0;
    }
    return static_cast<int>(std::min_element(noise, noise + 3) - noise);
}

// What the text of an option says: 0 one scale for all, 1 one for each token, 2 the same behind a rotation.
inline double recipeDecibels(const LessonData& lesson, const ExerciseOption& option)
{
    auto x = lesson.inputs;
    const auto width = static_cast<size_t>(lesson.channels);
    if (option.text == 2)
        rotateRows(lesson.rotation, 1, std::span(x));
    return integerDecibels(x, option.text == 0 ? x.size() : width, static_cast<int>(option.value));
}

inline std::vector<int> orderByDecibels(const LessonData& lesson, const std::vector<ExerciseOption>& options)
{
    std::vector<double> db;
    for (const auto& option : options)
        db.push_back(recipeDecibels(lesson, option));
    std::vector<int> order(options.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int a, int b) { return db[size_t(a)] < db[size_t(b)]; });
    return order;
}

inline int loudestChannel(const LessonData& lesson)
{
    const double most = largestOf(lesson.inputs);
    for (size_t i = 0; i < lesson.inputs.size(); ++i)
        if (std::abs(double(lesson.inputs[i])) == most)
            return static_cast<int>(i % static_cast<size_t>(lesson.channels));
    return -1;
}

// The option whose size is under half a step of `facts[2]` over the highest code of `facts[1]` bits.
inline int flippingOption(const Exercise& exercise)
{
    const double step = exercise.facts[2] / (std::pow(2, exercise.facts[1] - 1) - 1);
    for (size_t i = 0; i < exercise.options.size(); ++i)
        if (std::abs(exercise.options[i].value) < step / 2)
            return static_cast<int>(i);
    return -1;
}

inline double mostBits(const std::vector<double>& facts)
{
    int bits = 1;
    while (facts[0] * (bits + 1 + facts[2] / facts[1]) / 8 <= facts[3])
        ++bits;
    return bits;
}

inline ExerciseAnswer solved(std::string_view id, const Exercise& exercise, const LessonData& lesson)
{
    const auto& f = exercise.facts;
    ExerciseAnswer answer;
    if (id == "code")
        answer.number = std::round(f[3] / (f[1] / f[2]));
    if (id == "flip")
        answer.choice = flippingOption(exercise);
    if (id == "outlier")
        answer.number = loudestChannel(lesson);
    if (id == "zero")
        answer.number = std::round(-f[1] / ((f[2] - f[1]) / f[3]));
    if (id == "groups")
        answer.number = f[0] + f[2] / f[1] + f[3] / f[1];
    if (id == "budget")
        answer.number = mostBits(f);
    if (id == "order")
        answer.order = orderByDecibels(lesson, exercise.options);
    if (id == "format")
        answer.choice = bestFormat(lesson, static_cast<size_t>(f[0]));
    if (id == "rotation")
        answer.number = f[0] / std::sqrt(f[1]);
    if (id == "static")
        answer.number = f[1] / f[2];
    return answer;
}

// An answer of the right kind that is not it.
inline ExerciseAnswer wronglySolved(const Exercise& exercise)
{
    ExerciseAnswer answer;
    answer.number = exercise.answer + 3 + 3 * exercise.tolerance;
    answer.choice = exercise.choice == 0 ? 1 : 0;
    answer.order = exercise.order;
    std::reverse(answer.order.begin(), answer.order.end());
    return answer;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
// Exercises on a layer's weight: codes, flips, groups, a budget, formats.
#include "layerview/exercisetasks.h"

#include <algorithm>
#include <cmath>

#include "layerview/valueformats.h"
#include "numeric/smallgrid.h"

namespace quantscope {
namespace {

constexpr int codeBits = 4;
constexpr double clearOfTheMiddle = 0.15; // of a step, between a value and where its code changes
constexpr int flipFrom = 8, flipTo = 3;
constexpr size_t flipOptions = 4;
constexpr int taskScaleBits = 16;
constexpr double clearDecibels = 0.1;

double weightsOf(const LessonData& lesson)
{
    const auto& layer = lesson.layer;
    return layer.in > 0 && layer.out > 0 ? double(layer.in) * double(layer.out) : double(lesson.weight.size());
}

// One of 32, 64 and 128, of those that a row has room for.
int64_t taskGroup(const LessonData& lesson, size_t seed)
{
    const int64_t most = std::min<int64_t>(128, lesson.channels);
    const int64_t group = int64_t(32) << (seed % 3);
    return std::max<int64_t>(1, std::min(group, most));
}

std::span<const float> rowOf(const LessonData& lesson, size_t row)
{
    const auto width = static_cast<size_t>(lesson.channels);
    return std::span(lesson.weight).subspan(row * width, width);
}

// Small and large weights of one row on a grid of few bits: what becomes 0 and what clearly does not.
struct FlipRow
{
    double reach = 0;
    std::vector<double> small, large;
};

FlipRow flipRow(std::span<const float> row)
{
    FlipRow found;
    found.reach = asShown(largest(row));
    const double step = symmetricGrid(found.reach, flipTo).scale, before = symmetricGrid(found.reach, flipFrom).scale;
    for (const float w : row) {
        const double shown = asShown(w), size = std::abs(shown);
        auto& kind = size < step / 2 ? found.small : found.large;
        const bool isClear = size > 1.5 * before && std::abs(size - step / 2) > clearOfTheMiddle * step;
        if (isClear && std::find(kind.begin(), kind.end(), shown) == kind.end())
            kind.push_back(shown);
    }
    return found;
}

}

std::optional<Exercise> exerciseCode(const LessonData& lesson)
{
    const double reach = asShown(largest(lesson.weight));
    if (!(reach > 0))
        return {};
    const auto grid = symmetricGrid(reach, codeBits);
    const size_t n = lesson.weight.size(), first = exerciseSeed(lesson, "code") % n;
    for (size_t i = 0; i < n; ++i) {
        const double w = asShown(lesson.weight[(first + i) % n]), place = w / grid.scale;
        const double code = std::nearbyint(place);
        if (std::abs(code) < 1 || std::abs(code) > grid.high - 1 || std::abs(place - code) > 0.5 - clearOfTheMiddle)
            continue;
        Exercise exercise;
        exercise.facts = {codeBits, reach, double(grid.high), w};
        exercise.answer = code;
        exercise.results = {asShown(grid.scale), asShown(place)};
        return exercise;
    }
    return {};
}

std::optional<Exercise> exerciseFlip(const LessonData& lesson)
{
    const auto rows = static_cast<size_t>(lesson.outputs());
    const size_t seed = exerciseSeed(lesson, "flip");
    for (size_t i = 0; i < rows; ++i) {
        const auto row = flipRow(rowOf(lesson, (seed + i) % rows));
        if (row.small.empty() || row.large.size() < flipOptions - 1)
            continue;
        Exercise exercise;
        exercise.kind = AnswerKind::Choice;
        exercise.choice = static_cast<int>(seed / rows % flipOptions);
        const auto grid = symmetricGrid(row.reach, flipTo);
        exercise.facts = {flipFrom, flipTo, row.reach};
        exercise.results = {asShown(grid.scale), asShown(grid.scale / 2)};
        size_t other = seed;
        for (size_t option = 0; option < flipOptions; ++option) {
            const bool flips = static_cast<int>(option) == exercise.choice;
            const double w = flips ? row.small[seed % row.small.size()] : row.large[other++ % row.large.size()];
            exercise.options.push_back({0, w, std::nearbyint(w / grid.scale)});
        }
        return exercise;
    }
    return {};
}

std::optional<Exercise> exerciseGroups(const LessonData& lesson)
{
    if (lesson.weight.empty())
        return {};
    const size_t seed = exerciseSeed(lesson, "groups");
    const int bits = 3 + static_cast<int>(seed / 3 % 3);
    const auto group = taskGroup(lesson, seed);
    Exercise exercise;
    exercise.facts = {double(bits), double(group), taskScaleBits, double(bits)};
    exercise.answer = bits + double(taskScaleBits + bits) / double(group);
    exercise.tolerance = 0.01;
    exercise.results = {weightsOf(lesson), std::round(exercise.answer * weightsOf(lesson) / 8)};
    return exercise;
}

std::optional<Exercise> exerciseBudget(const LessonData& lesson)
{
    if (lesson.weight.empty())
        return {};
    const size_t seed = exerciseSeed(lesson, "budget");
    const auto group = static_cast<double>(taskGroup(lesson, seed));
    const double count = weightsOf(lesson);
    const int bits = 3 + static_cast<int>(seed / 3 % 4);
    const auto bytes = [&](int b) { return std::round(count * (b + taskScaleBits / group) / 8); };
    Exercise exercise;
    // Half a bit above what it takes, so that rounding changes nothing.
    exercise.facts = {count, group, taskScaleBits, asShown(bytes(bits) + count / 16)};
    exercise.answer = bits;
    exercise.results = {bytes(bits), bytes(bits + 1)};
    return exercise;
}

std::optional<Exercise> exerciseFormat(const LessonData& lesson)
{
    if (!(largest(lesson.weight) > 0))
        return {};
    constexpr std::string_view formats[] = {"int4", "e2m1", "nf4"};
    for (const int64_t group : {32, 64, 16, 128, 8}) {
        if (group > lesson.channels)
            continue;
        Exercise exercise;
        exercise.kind = AnswerKind::Choice;
        exercise.facts = {double(group)};
        std::vector<double> order;
        for (int i = 0; i < static_cast<int>(std::size(formats)); ++i) {
            const auto error = formatError(lesson.weight, lesson.channels, valueFormat(formats[i]), {group, false});
            exercise.options.push_back({i, 0, error.sqnrDb});
            order.push_back(error.sqnrDb);
        }
        exercise.choice = static_cast<int>(std::max_element(order.begin(), order.end()) - order.begin());
        std::sort(order.rbegin(), order.rend());
        if (order[0] - order[1] >= clearDecibels)
            return exercise;
    }
    return {};
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
// Exercises on what enters a layer: an outlier channel, a zero point, recipes in order, rotation, static scales.
#include "layerview/exercisetasks.h"

#include <algorithm>
#include <cmath>

#include "numeric/smallgrid.h"

namespace quantscope {
namespace {

constexpr int inputBits = 8;
constexpr double clearGap = 0.5; // dB between two recipes
constexpr size_t orderedRecipes = 4;

std::span<const float> tokenOf(const LessonData& lesson, size_t token)
{
    const auto width = static_cast<size_t>(lesson.channels);
    return std::span(lesson.inputs).subspan(token * width, width);
}

bool hasInputs(const LessonData& lesson)
{
    return lesson.channels > 0 && lesson.tokens() > 0 && largest(lesson.inputs) > 0;
}

double rmsOf(std::span<const float> x)
{
    double sum = 0;
    for (const float value : x)
        sum += double(value) * value;
    return std::sqrt(sum / double(std::max<size_t>(1, x.size())));
}

// A way to round inputs; its text is counted from 0 by `text`.
struct InputRecipe
{
    int text;
    int bits;
    Sharing sharing;
    bool rotated;
};

// The first four that are clearly apart are asked for.
constexpr InputRecipe inputRecipes[] = {
    {1, 4, Sharing::Row, false},    {0, 8, Sharing::Tensor, false}, {2, 4, Sharing::Row, true},
    {0, 4, Sharing::Tensor, false}, {1, 8, Sharing::Row, false},    {2, 3, Sharing::Row, true},
    {0, 6, Sharing::Tensor, false}, {2, 6, Sharing::Row, true},     {1, 5, Sharing::Row, false},
};

std::vector<ExerciseOption> clearRecipes(const LessonData& lesson)
{
    auto turned = lesson.inputs;
    const bool turns = lesson.rotation.size == lesson.channels;
    if (turns)
        rotateRows(lesson.rotation, 1, std::span(turned));
    std::vector<ExerciseOption> clear;
    for (const auto& recipe : inputRecipes) {
        if (clear.size() == orderedRecipes || (recipe.rotated && !turns))
            continue;
        const auto& x = recipe.rotated ? turned : lesson.inputs;
        const double db = sharingError(x, lesson.channels, recipe.sharing, recipe.bits, 1).sqnrDb;
        const auto isNear = [&](const ExerciseOption& other) { return !(std::abs(other.outcome - db) >= clearGap); };
        if (std::isfinite(db) && std::none_of(clear.begin(), clear.end(), isNear))
            clear.push_back({recipe.text, double(recipe.bits), db});
    }
    return clear;
}

// The token in the middle of the order of their largest values.
size_t middleToken(const std::vector<float>& reaches)
{
    std::vector<size_t> tokens(reaches.size());
    for (size_t i = 0; i < tokens.size(); ++i)
        tokens[i] = i;
    const auto middle = tokens.begin() + static_cast<int64_t>(tokens.size() / 2);
    std::nth_element(tokens.begin(), middle, tokens.end(),
                     [&](size_t a, size_t b) { return std::pair(reaches[a], a) < std::pair(reaches[b], b); });
    return *middle;
}

}

std::optional<Exercise> exerciseOutlier(const LessonData& lesson)
{
    if (!hasInputs(lesson))
        return {};
    const auto maxima = columnMaxima(lesson.inputs, lesson.channels);
    const auto most = std::max_element(maxima.begin(), maxima.end());
    if (std::count(maxima.begin(), maxima.end(), *most) > 1)
        return {};
    auto sorted = maxima;
    const auto middle = sorted.begin() + static_cast<int64_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    Exercise exercise;
    exercise.picture = ExercisePicture::InputChannels;
    exercise.facts = {double(lesson.channels), double(lesson.tokens())};
    exercise.answer = double(most - maxima.begin());
    exercise.results = {asShown(*most), asShown(*middle), asShown(*middle > 0 ? *most / *middle : 0)};
    return exercise;
}

std::optional<Exercise> exerciseZero(const LessonData& lesson)
{
    if (!hasInputs(lesson))
        return {};
    const auto [low, high] = std::minmax_element(lesson.inputs.begin(), lesson.inputs.end());
    const double from = asShown(std::min(0.0f, *low)), to = asShown(std::max(0.0f, *high));
    const auto grid = asymmetricGrid(from, to, inputBits);
    Exercise exercise;
    exercise.picture = ExercisePicture::Tokens;
    exercise.facts = {inputBits, from, to, double(grid.high)};
    exercise.answer = grid.zero;
    exercise.tolerance = 1; // who rounds the scale on the way is told right too
    exercise.results = {asShown(grid.scale)};
    return exercise;
}

std::optional<Exercise> exerciseOrder(const LessonData& lesson)
{
    if (!hasInputs(lesson))
        return {};
    Exercise exercise;
    exercise.kind = AnswerKind::Order;
    exercise.picture = ExercisePicture::InputChannels;
    exercise.facts = {double(lesson.tokens()), double(lesson.channels)};
    exercise.options = clearRecipes(lesson);
    if (exercise.options.size() < orderedRecipes)
        return {};
    for (size_t i = 0; i < orderedRecipes; ++i)
        exercise.order.push_back(static_cast<int>(i));
    std::sort(exercise.order.begin(), exercise.order.end(), [&](int a, int b) {
        return exercise.options[static_cast<size_t>(a)].outcome < exercise.options[static_cast<size_t>(b)].outcome;
    });
    return exercise;
}

std::optional<Exercise> exerciseRotation(const LessonData& lesson)
{
    if (!hasInputs(lesson) || lesson.rotation.size != lesson.channels)
        return {};
    const auto reaches = rowMaxima(lesson.inputs, lesson.channels);
    const auto token = static_cast<size_t>(std::max_element(reaches.begin(), reaches.end()) - reaches.begin());
    const auto x = tokenOf(lesson, token);
    const auto place = static_cast<size_t>(
        std::max_element(x.begin(), x.end(), [](float a, float b) { return std::abs(a) < std::abs(b); }) - x.begin());
    // A matrix of the whole order may not be known; then each block of channels has one.
    std::vector<double> unit(x.size());
    unit[place] = 1;
    rotateRows(lesson.rotation, 1, std::span(unit));
    double share = 0;
    for (const double value : unit)
        share = std::max(share, std::abs(value));
    std::vector<float> turned(x.begin(), x.end());
    rotateRows(lesson.rotation, 1, std::span(turned));
    Exercise exercise;
    exercise.picture = ExercisePicture::InputChannels;
    const double outlier = asShown(std::abs(x[place])), mixed = std::round(1 / (share * share));
    exercise.facts = {outlier, mixed};
    exercise.answer = outlier / std::sqrt(mixed);
    exercise.tolerance = 0.02 * exercise.answer;
    exercise.results = {outlier, asShown(rmsOf(x)), asShown(largest(turned)), asShown(rmsOf(turned))};
    return exercise;
}

std::optional<Exercise> exerciseStatic(const LessonData& lesson)
{
    if (!hasInputs(lesson))
        return {};
    const auto reaches = rowMaxima(lesson.inputs, lesson.channels);
    const auto token = middleToken(reaches);
    const double all = asShown(largest(lesson.inputs)), own = asShown(reaches[token]);
    if (!(own > 0))
        return {};
    const auto db = [&](double reach) {
        return gridError(tokenOf(lesson, token), symmetricGrid(reach, inputBits)).sqnrDb();
    };
    Exercise exercise;
    exercise.picture = ExercisePicture::Tokens;
    exercise.facts = {inputBits, all, own};
    exercise.answer = all / own;
    exercise.tolerance = 0.02 * exercise.answer;
    exercise.results = {asShown(db(all)), asShown(db(own)), asShown(20 * std::log10(exercise.answer))};
    return exercise;
}

}

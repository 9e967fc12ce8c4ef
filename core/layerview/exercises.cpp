// SPDX-License-Identifier: GPL-3.0-or-later
#include "layerview/exercises.h"

#include <charconv>
#include <cmath>

#include <fmt/core.h>

#include "layerview/exercisetasks.h"

namespace quantscope {

std::span<const ExerciseRow> exercises()
{
    static constexpr ExerciseRow table[] = {
        {"code", exerciseCode},     {"flip", exerciseFlip},     {"outlier", exerciseOutlier},
        {"zero", exerciseZero},     {"groups", exerciseGroups}, {"budget", exerciseBudget},
        {"order", exerciseOrder},   {"format", exerciseFormat}, {"rotation", exerciseRotation},
        {"static", exerciseStatic},
    };
    return table;
}

bool isRight(const Exercise& exercise, const ExerciseAnswer& answer)
{
    switch (exercise.kind) {
    case AnswerKind::Number: return std::abs(answer.number - exercise.answer) <= exercise.tolerance + 1e-9;
    case AnswerKind::Choice: return answer.choice == exercise.choice;
    case AnswerKind::Order: return answer.order == exercise.order;
    }
    return false;
}

double asShown(double x)
{
    const auto text = fmt::format("{:.4g}", x);
    double shown = x;
    std::from_chars(text.data(), text.data() + text.size(), shown);
    return shown;
}

// FNV-1a.
size_t exerciseSeed(const LessonData& lesson, std::string_view task)
{
    uint64_t hash = 14695981039346656037ULL;
    for (const auto text : {std::string_view(lesson.layer.name), task})
        for (const char c : text)
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return static_cast<size_t>(hash >> 16);
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>
#include <string_view>
#include <vector>

#include "layerview/exercises.h"

namespace quantscope {

// What an exercise says, in context "Exercises". %1 … are its facts, then its results, then its answer, as the headers
// of the core count them; a question and a hint name facts alone.
struct ExerciseText
{
    const char* id; // of the core's row
    const char* title;
    const char* question; // HTML, as hint and explanation
    const char* hint;
    const char* explanation;
    std::vector<const char*> options; // by ExerciseOption::text, %1 its value
    const char* outcome; // what is told of an option afterwards, %1; null: nothing
    const char* page; // the lesson that it belongs to
};

// One for each row of exercises(), in its order.
std::span<const ExerciseText> exerciseTexts();

// A text of these, translated, with its numbers.
QString exerciseSentence(const char* text, const std::vector<double>& numbers);
QString exerciseNumber(double); // whole numbers whole, others with four digits
QString optionText(const ExerciseText&, const ExerciseOption&);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "layerview/lessondata.h"

namespace quantscope {

enum class AnswerKind {
    Number,
    Choice, // one of the options
    Order, // of all options
};

// A possible answer: which text, with which number in it, and what is told about it afterwards.
struct ExerciseOption
{
    int text = 0; // place in the texts of the exercise's options
    double value = 0;
    double outcome = 0; // told when the exercise is solved: a code, an SQNR
};

// What the picture beside an exercise draws.
enum class ExercisePicture { Weights, InputChannels, Tokens };

// One exercise on one layer. Numbers that the question names are rounded to four digits before the answer is computed,
// so that who computes with what is written finds it.
struct Exercise
{
    AnswerKind kind = AnswerKind::Number;
    ExercisePicture picture = ExercisePicture::Weights;
    std::vector<double> facts; // the numbers in the question, and in the explanation
    std::vector<double> results; // more numbers of the explanation
    std::vector<ExerciseOption> options;
    double answer = 0, tolerance = 0; // a number, and how far from it an answer may be
    int choice = -1; // the right option
    std::vector<int> order; // the options as they should stand
};

// What somebody answers, by the exercise's kind.
struct ExerciseAnswer
{
    double number = 0;
    int choice = -1;
    std::vector<int> order;
};

bool isRight(const Exercise&, const ExerciseAnswer&);

struct ExerciseRow
{
    std::string_view id;
    // The same for the same layer; none where the layer has too little to show.
    std::optional<Exercise> (*make)(const LessonData&);
};

std::span<const ExerciseRow> exercises();

}

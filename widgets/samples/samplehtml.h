// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>

#include <optional>
#include <string>
#include <vector>

#include "common/scoremeaning.h"
#include "samples/textdiff.h"
#include "tasks/prediction.h"

namespace quantscope {

struct SampleContent;

// The texts of one question for reading: question, accepted answers, both predictions, outcome.
QString sampleHtml(const SampleContent&, const QPalette&);

// Parts of it, for views of more answers: question and accepted answers, one answer with its name, the meaning of
// its score and what differs in it, the category.
QString questionHtml(const std::string& question, const std::vector<std::string>& answers, const QPalette&);
QString answerHtml(const QString& name, const std::optional<Prediction>&, const std::vector<DiffSpan>&, const QPalette&,
                   const ScoreMeaning& = {});
QString categoryHtml(const std::string& category, const QPalette&);
// As answerHtml() writes it; none of none.
std::optional<QString> answerText(const std::optional<Prediction>&);

}

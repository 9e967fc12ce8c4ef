// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/scoremeaning.h"
#include "compare/questionmatrix.h"
#include "samples/questionview.h"
#include "tasks/dataset.h"

namespace quantscope {

// One question large with the answers of all runs below each other; what differs from the reference's is marked.
class ComparedQuestionView : public QuestionView
{
    Q_OBJECT

public:
    explicit ComparedQuestionView(QWidget* parent = nullptr);

    // The open benchmark and the question's row in it; null and -1: it is not open, and there is no image.
    void setQuestion(const QuestionMatrix&, int question, std::shared_ptr<const Dataset>, int row);

protected:
    QString html() const override;

private:
    struct Answer
    {
        QString name;
        Prediction prediction;
        ScoreMeaning meaning;
    };

    AskedQuestion m_asked;
    std::vector<Answer> m_answers; // the reference's first
};

}

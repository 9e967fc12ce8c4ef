// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparedquestionview.h"

#include <QTextBrowser>

#include "compare/comparetables.h"
#include "run/protocolfacts.h"
#include "samples/samplehtml.h"

namespace quantscope {

ComparedQuestionView::ComparedQuestionView(QWidget* parent)
    : QuestionView(parent)
{
    text()->setAccessibleName(tr("Question, accepted answers and the answers of all runs"));
    addFitButtons();
}

void ComparedQuestionView::setQuestion(const QuestionMatrix& matrix, int question,
                                       std::shared_ptr<const Dataset> dataset, int row)
{
    const auto& runs = *matrix.runs();
    m_asked = matrix.asked(question);
    m_answers.clear();
    for (size_t run = 0; run < runs.records.size(); ++run)
        if (const auto* answer = matrix.prediction(question, run)) {
            const auto place = run == matrix.reference() ? m_answers.begin() : m_answers.end();
            m_answers.insert(place, {runHead(runs, run), *answer, scoreMeaning(runs.records[run].protocol)});
        }
    if (dataset && row >= 0) {
        setImages(dataset->questions.at(static_cast<size_t>(row)).images,
                  imageRouteOf(protocolOf(runs.records[matrix.reference()].spec)));
    } else {
        setNoImage(tr("The image is shown while the benchmark %1 is open.")
                       .arg(QString::fromStdString(runs.records.front().data)));
    }
    updateText();
}

QString ComparedQuestionView::html() const
{
    if (m_answers.empty())
        return {};
    auto html = questionHtml(m_asked.question, m_asked.answers, palette());
    const auto first = answerText(m_answers.front().prediction);
    for (const auto& answer : m_answers)
        html += answerHtml(answer.name, answer.prediction, diffAnswers(first, answerText(answer.prediction)).after,
                           palette(), answer.meaning);
    return html + categoryHtml(m_asked.category, palette());
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
// GPTQ on a small part of the layer's weight, one column at a time.

#include "learn/learnpages.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QPushButton>
#include <QSlider>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "common/numbertext.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"
#include "numeric/gptqsteps.h"

namespace quantscope {
namespace {

class GptqPage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(GptqPage)

public:
    explicit GptqPage(QWidget* parent)
        : LearnPage(parent)
    {
        m_step =
            addSlider(QStringLiteral("step"), tr("Columns done"), 0, 8, 0, [](int n) { return QString::number(n); });
        m_bits = addBits(2, 8, 3);
        addButton(QStringLiteral("previousColumn"), tr("Previous column"),
                  [this] { m_step->setValue(m_step->value() - 1); });
        addButton(QStringLiteral("nextColumn"), tr("Next column"), [this] { m_step->setValue(m_step->value() + 1); });
        m_actOrder = addCheck(QStringLiteral("actOrder"), tr("Act-order: largest inputs first"), false);
        m_matrices = new LessonPlot(QStringLiteral("gptq-columns"), tr("The weight and what is passed on"), this);
        m_losses = new LessonPlot(QStringLiteral("gptq-loss"), tr("Error of the outputs"), this);
        addPlot(m_matrices, 3);
        addPlot(m_losses, 1);
    }

    QString text() const override
    {
        return tr(
            "<h3>GPTQ, column by column</h3>"
            "<p>Rounding to nearest looks at each weight alone. What counts is the error of the layer's <i>output</i>, "
            "tr(<i>D H D</i><sup>T</sup>), where <i>D</i> is the change of the weight and "
            "<i>H</i> = 2/n <i>X</i><sup>T</sup><i>X</i> says which inputs come together.</p>"
            "<p>GPTQ rounds one input channel (a column) at a time. Its error "
            "<i>e</i> = (<i>w</i> − <i>q</i>)/<i>U<sub>ii</sub></i> is passed on to the columns that are still free, "
            "<i>w<sub>j</sub></i> −= <i>e U<sub>ij</sub></i>, which move so as to cancel what it did to the output; "
            "<i>U</i> is the Cholesky factor of <i>H</i><sup>−1</sup>.</p>"
            "<p>Step through the columns: left the weight (settled columns have a bar below), right what this step "
            "passes on. <i>Act-order</i> rounds the columns with the largest inputs first, while there are still many "
            "others to make up for them.</p>");
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        const auto& small = lesson.small;
        GptqWalk walk;
        try {
            walk = walkGptq(small.weight, small.hessian, small.columns, {m_bits->value(), m_actOrder->isChecked()});
        } catch (const Error& problem) {
            setNote(tr("This part of the layer cannot be shown: %1").arg(QString::fromUtf8(problem.what())));
            return;
        }
        setNote({});
        m_step->setMaximum(static_cast<int>(small.columns));
        const auto at = static_cast<size_t>(m_step->value());
        drawMatrices(small, walk, at);
        drawLosses(walk, at);
        const auto& now = walk.steps[at];
        setValues(tableHtml(
            {{tr("Column"), tr("Output error so far"), tr("At the end"), tr("Rounding to nearest"), tr("Ratio")},
             {now.column < 0 ? tr("none yet") : QString::number(small.channels[static_cast<size_t>(now.column)]),
              shortNumber(now.loss), shortNumber(walk.steps.back().loss), shortNumber(walk.nearestLoss),
              walk.nearestLoss > 0 ? shortNumber(walk.steps.back().loss / walk.nearestLoss, 2)
                                   : QStringLiteral("–")}}));
    }

private:
    void drawMatrices(const SmallWeight& small, const GptqWalk& walk, size_t at)
    {
        const auto& step = walk.steps[at];
        LessonMatrix weight;
        weight.title = tr("Weight now");
        weight.rows = static_cast<int>(small.rows);
        weight.columns = static_cast<int>(small.columns);
        weight.values = step.weight;
        weight.framedColumn = static_cast<int>(step.column);
        weight.reach = std::max(1e-12, double(largest(small.weight)));
        weight.done.resize(small.channels.size());
        for (size_t i = 0; i < at; ++i)
            weight.done[static_cast<size_t>(walk.order[i])] = 1;
        for (const auto channel : small.channels)
            weight.columnNames << QString::number(channel);
        auto passed = weight;
        passed.title = tr("Passed on in this step");
        passed.values = step.passed;
        passed.done.clear();
        const auto widest = std::max_element(step.passed.begin(), step.passed.end(),
                                             [](double a, double b) { return std::abs(a) < std::abs(b); });
        passed.reach = std::max(1e-12, std::abs(*widest));
        LessonPicture picture;
        picture.matrices = {weight, passed};
        m_matrices->setPicture(picture);
    }

    void drawLosses(const GptqWalk& walk, size_t at)
    {
        LessonSeries loss{tr("GPTQ"), LessonSeries::Look::Line, LessonColor::After, {}, {}};
        for (size_t i = 0; i < walk.steps.size(); ++i) {
            loss.x.push_back(static_cast<double>(i));
            loss.y.push_back(walk.steps[i].loss);
        }
        LessonPicture picture;
        picture.series = {loss,
                          {tr("nearest"),
                           LessonSeries::Look::Dashed,
                           LessonColor::Worse,
                           {0, double(walk.steps.size() - 1)},
                           {walk.nearestLoss, walk.nearestLoss}}};
        picture.xTitle = tr("Columns done");
        picture.yTitle = tr("Output error");
        picture.verticals = {static_cast<double>(at)};
        m_losses->setPicture(picture);
    }

    QSlider* m_step = nullptr;
    QSlider* m_bits = nullptr;
    QCheckBox* m_actOrder = nullptr;
    LessonPlot* m_matrices = nullptr;
    LessonPlot* m_losses = nullptr;
};

}

LearnPage* createGptqPage(QWidget* parent)
{
    return new GptqPage(parent);
}

}

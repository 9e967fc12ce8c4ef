// SPDX-License-Identifier: GPL-3.0-or-later
// y = x Wᵀ = (xH)(WH)ᵀ: the transform at run time changes nothing but what is quantized.

#include "learn/learnpages.h"

#include <QCoreApplication>
#include <QSlider>

#include <algorithm>
#include <cmath>

#include "common/numbertext.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"

namespace quantscope {
namespace {

constexpr int64_t productBudget = 800'000; // multiplications for one product

class OnlineHadamardPage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(OnlineHadamardPage)

public:
    explicit OnlineHadamardPage(QWidget* parent)
        : LearnPage(parent)
    {
        m_turn =
            addSlider(QStringLiteral("turn"), tr("Rotation"), 0, 100, 100, [](int t) { return tr("%1 %").arg(t); });
        m_bits = addBits(2, 8, 6);
        m_outputs =
            new LessonPlot(QStringLiteral("outputs"), tr("Outputs with the transform against those without"), this);
        m_bars = new LessonPlot(QStringLiteral("output-sqnr"), tr("SQNR of the outputs"), this);
        addPlot(m_outputs);
        addPlot(m_bars);
    }

    QString text() const override
    {
        return tr(
            "<h3>Why the online Hadamard is exact</h3>"
            "<p>In front of a down projection no weight can absorb a rotation: the activation function lies between. "
            "So "
            "the input is transformed while the model runs, <i>x</i> → <i>xH</i>, and the weight once beforehand, "
            "<i>W</i> → <i>WH</i>. As <i>HH</i><sup>T</sup> = 1,</p>"
            "<p align='center'><i>y</i> = <i>xW</i><sup>T</sup> = (<i>xH</i>)(<i>WH</i>)<sup>T</sup>.</p>"
            "<p>The left picture compares the outputs of this layer both ways: they lie on the diagonal for every "
            "rotation, and the relative difference is that of float32 arithmetic. Only rounding sees the "
            "difference: the right picture rounds inputs and weights before the product, without and with the "
            "transform. A fast Hadamard transform costs n·log n additions, little beside the product.</p>");
    }

    LessonWish wish() const override
    {
        return {Tower::Llm, Role::MlpDown};
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        const auto n = lesson.channels;
        const auto side = std::max<int64_t>(4, static_cast<int64_t>(std::sqrt(double(productBudget) / double(n))));
        const auto tokens = std::min(side, lesson.tokens()), outputs = std::min(side, lesson.outputs());
        const auto x = everyRow(lesson.inputs, n, tokens), w = everyRow(lesson.weight, n, outputs);
        auto xTurned = x, wTurned = w;
        const double t = m_turn->value() / 100.0;
        rotateRows(lesson.rotation, t, std::span(xTurned));
        rotateRows(lesson.rotation, t, std::span(wTurned));
        const auto y = productWith(x, w, n), yTurned = productWith(xTurned, wTurned, n);
        const double plain = sqnrDb(y, roundedProduct(x, w, n)),
                     turned = sqnrDb(y, roundedProduct(xTurned, wTurned, n));
        drawOutputs(y, yTurned);
        drawBars(plain, turned);
        const double exactness = sqnrDb(y, yTurned);
        const double difference = std::isfinite(exactness) ? std::pow(10, -exactness / 20) : 0;
        setValues(tableHtml({{tr("‖y − y'‖ / ‖y‖"), tr("Largest input, before"), tr("turned"),
                              tr("SQNR quantized, before"), tr("turned")},
                             {QString::number(difference, 'e', 1), shortNumber(largest(x)),
                              shortNumber(largest(xTurned)), decibels(plain), decibels(turned)}}));
    }

private:
    static std::vector<float> everyRow(const std::vector<float>& values, int64_t width, int64_t count)
    {
        const auto rows = static_cast<int64_t>(values.size()) / width;
        std::vector<float> some;
        for (int64_t i = 0; i < count; ++i) {
            const auto from = values.begin() + i * rows / count * width;
            some.insert(some.end(), from, from + width);
        }
        return some;
    }

    std::vector<float> roundedProduct(const std::vector<float>& x, const std::vector<float>& w, int64_t n) const
    {
        const auto ofInput = symmetricGrid(largest(x), m_bits->value());
        std::vector<float> wRounded;
        for (size_t row = 0; row < w.size(); row += static_cast<size_t>(n)) {
            const auto values = std::span(w).subspan(row, static_cast<size_t>(n));
            const auto part = rounded(values, symmetricGrid(largest(values), m_bits->value()));
            wRounded.insert(wRounded.end(), part.begin(), part.end());
        }
        return productWith(rounded(x, ofInput), wRounded, n);
    }

    void drawOutputs(const std::vector<float>& y, const std::vector<float>& turned)
    {
        LessonPicture picture;
        const double reach = largest(y);
        picture.series = {
            {tr("y = y'"), LessonSeries::Look::Line, LessonColor::Before, {-reach, reach}, {-reach, reach}},
            {tr("outputs"), LessonSeries::Look::Points, LessonColor::After, {}, {}}};
        auto& points = picture.series.back();
        points.x.assign(y.begin(), y.end());
        points.y.assign(turned.begin(), turned.end());
        picture.xTitle = tr("y = x Wᵀ");
        picture.yTitle = tr("y' = (xH)(WH)ᵀ");
        m_outputs->setPicture(picture);
    }

    void drawBars(double plain, double turned)
    {
        LessonPicture picture;
        picture.series = {{{}, LessonSeries::Look::Bars, LessonColor::After, {0, 1}, {plain, turned}}};
        picture.barNames = {tr("before"), tr("turned")};
        picture.yTitle = tr("Output SQNR (dB)");
        m_bars->setPicture(picture);
    }

    QSlider* m_turn = nullptr;
    QSlider* m_bits = nullptr;
    LessonPlot* m_outputs = nullptr;
    LessonPlot* m_bars = nullptr;
};

}

LearnPage* createOnlineHadamardPage(QWidget* parent)
{
    return new OnlineHadamardPage(parent);
}

}

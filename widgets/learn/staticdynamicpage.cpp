// SPDX-License-Identifier: GPL-3.0-or-later
// A range from calibration against a range found for every token at run time.

#include "learn/learnpages.h"

#include <QCoreApplication>
#include <QSlider>

#include <algorithm>

#include "common/numbertext.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"

namespace quantscope {
namespace {

constexpr int mostBeforeInfinity = 120; // dB: where a token without error is drawn

class StaticDynamicPage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(StaticDynamicPage)

public:
    explicit StaticDynamicPage(QWidget* parent)
        : LearnPage(parent)
    {
        m_calibrated = addSlider(QStringLiteral("calibrated"), tr("Tokens for calibration"), 1, 50, 25,
                                 [](int percent) { return tr("%1 %").arg(percent); });
        m_bits = addBits(2, 8, 8);
        m_plot = new LessonPlot(QStringLiteral("static-dynamic"), tr("SQNR of every token, static and dynamic"), this);
        addPlot(m_plot);
    }

    QString text() const override
    {
        return tr(
            "<h3>Static against dynamic</h3>"
            "<p><b>Dynamic</b>: every token looks for its own largest value while the model runs. It always fits, but "
            "the search costs time, and every product must wait for it.</p>"
            "<p><b>Static</b>: one range, measured once on calibration questions. Nothing is computed at run time. But "
            "tokens that calibration has not seen may reach further (they are clipped), and quiet tokens get the "
            "coarse step of the loudest.</p>"
            "<p>Each token that calibration did not see is drawn twice, at its own largest value. Fewer tokens for "
            "calibration make the static range less certain. MQuant reports 1.25 s for dynamic and 1.02 s for static "
            "scales in the linear layers of one prefill (arXiv 2502.00425, table 10), and loses half of TextVQA with a "
            "single static scale: the next page shows why.</p>");
    }

    LessonWish wish() const override
    {
        return {Tower::Llm, {}};
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        const auto n = static_cast<size_t>(lesson.channels);
        const auto token = [&](size_t i) { return std::span(lesson.inputs).subspan(i * n, n); };
        const auto count = static_cast<size_t>(lesson.tokens());
        const auto wanted = std::max<size_t>(1, count * static_cast<size_t>(m_calibrated->value()) / 100);
        std::vector<char> seen(count);
        float reach = 0;
        for (size_t i = 0; i < wanted; ++i) {
            const size_t place = i * count / wanted;
            seen[place] = 1;
            reach = std::max(reach, largest(token(place)));
        }
        const auto grid = symmetricGrid(reach, m_bits->value());
        LessonSeries fixed{tr("static"), LessonSeries::Look::Points, LessonColor::Text, {}, {}};
        LessonSeries free{tr("dynamic"), LessonSeries::Look::Points, LessonColor::Image, {}, {}};
        Sums sums;
        for (size_t i = 0; i < count; ++i) {
            if (seen[i])
                continue;
            const float own = largest(token(i));
            add(fixed, own, gridError(token(i), grid), sums.fixed);
            add(free, own, gridError(token(i), symmetricGrid(own, m_bits->value())), sums.free);
            sums.beyond += own > reach;
            ++sums.tokens;
        }
        LessonPicture picture;
        picture.series = {free, fixed};
        picture.verticals = {reach};
        picture.logX = true;
        picture.xTitle = tr("Largest value of the token (dotted: the calibrated range)");
        picture.yTitle = tr("SQNR (dB)");
        m_plot->setPicture(picture);
        setNote(sums.tokens > 0 ? QString() : tr("Too few tokens of this layer are at hand."));
        setValues(tableHtml({{tr("Calibrated on"), tr("Range"), tr("Unseen tokens"), tr("Beyond the range"),
                              tr("Mean SQNR, static"), tr("dynamic")},
                             {tr("%1 tokens").arg(wanted), shortNumber(reach), QString::number(sums.tokens),
                              QString::number(sums.beyond), decibels(sums.fixed / std::max(1, sums.tokens)),
                              decibels(sums.free / std::max(1, sums.tokens))}}));
    }

private:
    struct Sums
    {
        double fixed = 0, free = 0;
        int tokens = 0, beyond = 0;
    };

    static void add(LessonSeries& series, float own, const GridError& error, double& sum)
    {
        const double db = std::min<double>(error.sqnrDb(), mostBeforeInfinity);
        series.x.push_back(own);
        series.y.push_back(db);
        sum += db;
    }

    QSlider* m_calibrated = nullptr;
    QSlider* m_bits = nullptr;
    LessonPlot* m_plot = nullptr;
};

}

LearnPage* createStaticDynamicPage(QWidget* parent)
{
    return new StaticDynamicPage(parent);
}

}

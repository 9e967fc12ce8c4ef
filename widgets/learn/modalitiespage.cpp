// SPDX-License-Identifier: GPL-3.0-or-later
// Image tokens and text tokens on one static scale, or on one each (MQuant's modality-specific scales).

#include "learn/learnpages.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QSlider>

#include <algorithm>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"
#include "plots/histogramplot.h"

namespace quantscope {
namespace {

class ModalitiesPage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(ModalitiesPage)

public:
    explicit ModalitiesPage(QWidget* parent)
        : LearnPage(parent)
    {
        m_scales = addChoice(QStringLiteral("scales"), tr("Grid drawn"),
                             {tr("one for both"), tr("the image tokens' own"), tr("the text tokens' own")});
        m_bits = addBits(2, 8, 4);
        m_histogram = new HistogramPlot(this);
        m_bars = new LessonPlot(QStringLiteral("modalities"), tr("SQNR of image and text tokens"), this);
        addPlot(m_histogram, 3);
        addPlot(m_bars, 2);
    }

    QString text() const override
    {
        return tr(
            "<h3>Two modalities, one scale or two</h3>"
            "<p>In the language model, image tokens and text tokens go through the same layers, yet their values "
            "differ: "
            "in the models of the MQuant paper images reach from −20 to 10 and text stays within ±0.5. On one static "
            "8-bit scale text then has about 7 of 255 levels.</p>"
            "<p><b>Modality-specific static scales</b> keep one calibrated scale for each kind of token. The weights "
            "are shared. Moving all image tokens to the front (and their positions and mask with them) makes each kind "
            "one block, so that the integer products stay as fast as with one scale.</p>"
            "<p>Compare the bars: the modality with the smaller range gains, the other stays as it was.</p>");
    }

    LessonWish wish() const override
    {
        return {Tower::Llm, Role::MlpDown};
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        const auto image = lesson.rowsOf(true), text = lesson.rowsOf(false);
        const bool both = !image.empty() && !text.empty();
        setNote(both ? QString()
                     : tr("Only one kind of token enters this layer: one scale is all it needs. Layers of the language "
                          "model "
                          "have both."));
        const int bits = m_bits->value();
        const auto shared = symmetricGrid(std::max(largest(image), largest(text)), bits);
        const auto ofImage = symmetricGrid(largest(image), bits), ofText = symmetricGrid(largest(text), bits);
        m_histogram->setSeries({{tr("image tokens"), HistogramSeries::Look::After, histogramOf(image)},
                                {tr("text tokens"), HistogramSeries::Look::Text, histogramOf(text)}},
                               towerColor(lesson.layer.tower), tr("Input"));
        const auto& drawn = m_scales->currentIndex() == 0 ? shared : m_scales->currentIndex() == 1 ? ofImage : ofText;
        m_histogram->setGrid(gridView(drawn, gridError(lesson.inputs, drawn)), false);
        drawBars(image, text, shared, ofImage, ofText);
    }

private:
    void drawBars(const std::vector<float>& image, const std::vector<float>& text, const SmallGrid& shared,
                  const SmallGrid& ofImage, const SmallGrid& ofText)
    {
        LessonPicture picture;
        LessonSeries one{tr("one scale"), LessonSeries::Look::Bars, LessonColor::Before, {}, {}};
        LessonSeries two{tr("two scales"), LessonSeries::Look::Bars, LessonColor::After, {}, {}};
        QList<QStringList> rows{{tr("Tokens"), tr("Largest value"), tr("Levels used, one scale"), tr("two scales"),
                                 tr("SQNR, one scale"), tr("two scales")}};
        const auto add = [&](const QString& name, const std::vector<float>& values, const SmallGrid& own) {
            if (values.empty())
                return;
            const auto together = gridError(values, shared), apart = gridError(values, own);
            one.x.push_back(static_cast<double>(picture.barNames.size()));
            one.y.push_back(together.sqnrDb());
            picture.barNames << name + '\n' + tr("one");
            two.x.push_back(static_cast<double>(picture.barNames.size()));
            two.y.push_back(apart.sqnrDb());
            picture.barNames << name + '\n' + tr("two");
            rows << QStringList{name,
                                shortNumber(largest(values)),
                                QString::number(together.levelsUsed),
                                QString::number(apart.levelsUsed),
                                decibels(together.sqnrDb()),
                                decibels(apart.sqnrDb())};
        };
        add(tr("image"), image, ofImage);
        add(tr("text"), text, ofText);
        picture.series = {one, two};
        picture.yTitle = tr("SQNR (dB)");
        m_bars->setPicture(picture);
        setValues(tableHtml(rows));
    }

    QComboBox* m_scales = nullptr;
    QSlider* m_bits = nullptr;
    HistogramPlot* m_histogram = nullptr;
    LessonPlot* m_bars = nullptr;
};

}

LearnPage* createModalitiesPage(QWidget* parent)
{
    return new ModalitiesPage(parent);
}

}

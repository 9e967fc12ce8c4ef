// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/sampleview.h"

#include <QTextBrowser>
#include <QToolButton>

#include "samples/imageview.h"
#include "samples/samplehtml.h"

namespace quantscope {

SampleView::SampleView(QWidget* parent)
    : QuestionView(parent)
{
    text()->setAccessibleName(tr("Question, accepted answers and predictions"));
    text()->setPlaceholderText(tr("Question, accepted answers and both predictions"));
    m_flips = addButton(tr("▼ Flips only"), tr("Step through flips only (F)"), true);
    m_tiles = addButton(tr("Tiles"), tr("Outline the tiles that the model sees (T)"), true);
    auto* trace = addButton(tr("Trace"), tr("Both models on this question, token by token (Ctrl+T)"));
    addKey(Qt::Key_F, m_flips);
    addKey(Qt::Key_T, m_tiles);
    addFitButtons();
    connect(m_flips, &QToolButton::clicked, this, &SampleView::flipsOnlyToggled);
    connect(trace, &QToolButton::clicked, this, &SampleView::traceRequested);
    connect(m_tiles, &QToolButton::toggled, imageView(), &ImageView::setTilesShown);
}

void SampleView::setSample(const SampleContent& sample)
{
    const bool same = sample.dataset == m_sample.dataset && sample.row == m_sample.row;
    m_sample = sample;
    if (!same) {
        setImages(sample.dataset->questions.at(static_cast<size_t>(sample.row)).images, sample.dataset->images);
    }
    updateText();
}

void SampleView::clear()
{
    m_sample = {};
    QuestionView::clear();
}

void SampleView::setTiling(std::optional<Tiling> tiling)
{
    m_tiles->setEnabled(tiling.has_value());
    imageView()->setTiling(std::move(tiling));
}

void SampleView::setFlipsOnly(bool only)
{
    m_flips->setChecked(only);
}

void SampleView::setTilesShown(bool shown)
{
    m_tiles->setChecked(shown);
}

QString SampleView::html() const
{
    return m_sample.dataset && m_sample.row >= 0 ? sampleHtml(m_sample, palette()) : QString();
}

}

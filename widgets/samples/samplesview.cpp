// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/samplesview.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include "base/error.h"
#include "samples/imageview.h"
#include "samples/samplespanel.h"
#include "samples/sampleview.h"

namespace quantscope {

SamplesView::SamplesView(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_model(new SampleListModel(this))
    , m_panel(new SamplesPanel(m_model, saveAs))
    , m_large(new SampleView)
    , m_stack(new QStackedWidget)
{
    m_large->imageView()->setSaveAs(std::move(saveAs));
    m_stack->addWidget(m_panel);
    m_stack->addWidget(m_large);
    setFocusProxy(m_panel);
    connect(m_stack, &QStackedWidget::currentChanged, this, [this] { setFocusProxy(m_stack->currentWidget()); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_panel, &SamplesPanel::sampleSelected, this, &SamplesView::sampleSelected);
    connect(m_panel, &SamplesPanel::sampleOpened, this, &SamplesView::openSample);
    connect(m_large, &SampleView::closed, this, &SamplesView::showList);
    connect(m_large, &SampleView::previousRequested, this, [this] { step(-1); });
    connect(m_large, &SampleView::nextRequested, this, [this] { step(1); });
    connect(m_large, &SampleView::flipsOnlyToggled, this, &SamplesView::setFlipsOnly);
    connect(m_panel, &SamplesPanel::traceRequested, this, &SamplesView::traceRequested);
    connect(m_panel, &SamplesPanel::playgroundRequested, this, &SamplesView::playgroundRequested);
    connect(m_large, &SampleView::traceRequested, this, &SamplesView::traceRequested);
    connect(m_large, &SampleView::playgroundRequested, this, &SamplesView::playgroundRequested);
    connect(m_large, &SampleView::imageShown, this, &SamplesView::updateTiling);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        showList();
        m_large->clear();
        m_shown = -1;
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &SamplesView::updateLarge);
    connect(m_model, &QAbstractItemModel::headerDataChanged, this, &SamplesView::updateLarge);
}

SampleListModel* SamplesView::model() const
{
    return m_model;
}

SamplesPanel* SamplesView::panel() const
{
    return m_panel;
}

SampleView* SamplesView::largeView() const
{
    return m_large;
}

void SamplesView::setTilingFor(TilingFor tilingFor)
{
    m_tilingFor = std::move(tilingFor);
    updateTiling();
}

void SamplesView::setRunning(bool running)
{
    m_panel->setRunning(running);
}

void SamplesView::settleOrder()
{
    m_panel->settleOrder();
    updateLarge();
}

void SamplesView::setSelectedSample(int row)
{
    m_panel->setSelectedSample(row);
    if (isLarge() && row >= 0 && row < m_model->rowCount()) {
        m_shown = row;
        updateLarge();
    }
}

void SamplesView::openSample(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    m_shown = row;
    m_stack->setCurrentWidget(m_large);
    updateLarge();
    m_large->setFocus(Qt::OtherFocusReason);
    if (row != m_panel->selectedSample()) {
        m_panel->setSelectedSample(row);
        emit sampleSelected(row);
    }
}

bool SamplesView::openNextFlip()
{
    const int flip = m_panel->filter()->nextFlip(m_panel->selectedSample(), 1);
    openSample(flip);
    return flip >= 0;
}

void SamplesView::showList()
{
    if (!isLarge())
        return;
    m_stack->setCurrentWidget(m_panel);
    m_panel->focusList();
}

bool SamplesView::isLarge() const
{
    return m_stack->currentWidget() == m_large;
}

void SamplesView::focusSearch()
{
    showList();
    m_panel->focusSearch();
}

void SamplesView::step(int direction)
{
    const int next = m_panel->filter()->neighbour(m_shown, direction);
    if (next >= 0)
        openSample(next);
}

void SamplesView::setFlipsOnly(bool only)
{
    m_panel->setFlipsOnly(only);
    const auto* filter = m_panel->filter();
    if (only && filter->shownRow(m_shown) < 0) {
        const int flip = filter->nextFlip(m_shown, 1);
        if (flip >= 0)
            openSample(flip);
    }
    updateLarge();
}

void SamplesView::updateLarge()
{
    if (!isLarge())
        return;
    m_large->setSample({m_model->dataset(), m_shown, m_model->baseline(m_shown), m_model->baselineName(),
                        m_model->current(m_shown), m_model->currentName(), m_model->isStale(m_shown),
                        m_model->baselineMeaning(), m_model->currentMeaning()});
    const auto* filter = m_panel->filter();
    const int shown = filter->shownRow(m_shown);
    const auto number = QString::fromStdString(m_model->question(m_shown).index);
    const auto position = shown < 0 ? tr("#%1 · not in the filter").arg(number)
                                    : tr("#%1 · %2 of %3").arg(number).arg(shown + 1).arg(filter->rowCount());
    m_large->setPosition(position);
    m_large->setSteps(filter->neighbour(m_shown, -1) >= 0, filter->neighbour(m_shown, 1) >= 0);
    m_large->setFlipsOnly(m_panel->flipsOnly());
}

void SamplesView::updateTiling()
{
    const auto& image = m_large->imageView()->image();
    std::optional<Tiling> tiling;
    try {
        if (m_tilingFor && !image.isNull() && m_shown >= 0)
            tiling = m_tilingFor(image.width(), image.height(), m_model->question(m_shown).images.size());
    } catch (const Error&) {
        // An image that the model cannot take has no tiles; running it says why.
    }
    m_large->setTiling(std::move(tiling));
}

}

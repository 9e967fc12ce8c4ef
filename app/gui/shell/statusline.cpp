// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/statusline.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "common/textof.h"
#include "gui/document/document.h"

namespace quantscope {

StatusLine::StatusLine(Document& document, RunList& runs, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_runs(runs)
    , m_size(new QLabel(this))
    , m_stage(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_left(new QLabel(this))
    , m_stop(new QToolButton(this))
{
    m_size->setObjectName(QStringLiteral("sizeLabel"));
    m_size->setAccessibleName(tr("Planned size, and what a run needs"));
    m_stage->setAccessibleName(tr("Stage under way"));
    m_stage->setMinimumWidth(60);
    m_bar->setRange(0, 1000);
    m_bar->setFixedWidth(160);
    m_bar->setTextVisible(true);
    m_bar->setAccessibleName(tr("Progress of the run"));
    m_left->setAccessibleName(tr("Time left"));
    m_stop->setText(QStringLiteral("✕"));
    m_stop->setToolTip(tr("Stop (Esc)"));
    m_stop->setAccessibleName(tr("Stop the run"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 0, 6, 0);
    layout->addWidget(m_size);
    layout->addStretch(1);
    layout->addWidget(m_stage);
    layout->addWidget(m_bar);
    layout->addWidget(m_left);
    layout->addWidget(m_stop);
    connect(m_stop, &QToolButton::clicked, &document, &Document::stop);
    for (const auto signal : {&Document::recipeChanged, &Document::workspaceChanged, &Document::limitChanged})
        connect(&document, signal, this, &StatusLine::updateSize);
    for (const auto signal : {&Document::openingChanged, &Document::recipeChanged})
        connect(&document, signal, this, &StatusLine::updateProgress);
    for (const auto signal : {&RunList::progressChanged, &RunList::liveChanged, &RunList::shownChanged})
        connect(&runs, signal, this, &StatusLine::updateProgress);
    updateSize();
    updateProgress();
}

QString StatusLine::sizeText() const
{
    return m_size->text();
}

QString StatusLine::progressText() const
{
    return m_stage->text();
}

void StatusLine::updateSize()
{
    if (!m_document.isOpen())
        return m_size->clear();
    const auto& size = m_document.planned().size;
    const auto& found = m_document.planned().preflight;
    auto text = tr("%1 bits per weight · %2 of %3 · %4×")
                    .arg(size.bitsPerWeight, 0, 'f', 2)
                    .arg(bytesText(size.bytes), bytesText(size.floatBytes))
                    .arg(size.compression(), 0, 'f', 2);
    if (!m_document.hasModel()) {
        m_size->setText(text);
        return m_size->setToolTip(tr("Size of the model as planned: all weights, the quantized ones packed with their "
                                     "scales."));
    }
    text += found.fits
        ? tr(" · a run: %1, %2").arg(bytesText(found.estimate.memoryBytes), secondsText(found.estimate.seconds))
        : tr(" · ⚠ a run does not fit: %1").arg(bytesText(found.estimate.memoryBytes));
    m_size->setText(text);
    m_size->setToolTip(tr("Size of the model as planned: all weights, the quantized ones packed with their scales.\n"
                          "A run of all stages, nothing taken from the cache, by estimate:\n%1")
                           .arg(textOf(describe(found)).trimmed()));
}

QString StatusLine::readyText() const
{
    const auto& record = m_runs.shown().record;
    return record.reused.empty()
        ? tr("Ready")
        : tr("Ready · %1 · stages from the cache: %2").arg(secondsText(record.seconds)).arg(record.reused.size());
}

void StatusLine::updateProgress()
{
    const auto* live = m_runs.live();
    m_bar->setVisible(live);
    m_stop->setVisible(live);
    m_left->setVisible(live);
    if (!live) {
        m_stage->setText(m_document.isOpening()             ? tr("Opening…")
                             : m_document.hasPendingStart() ? tr("Starting…")
                             : m_document.outOfDate()
                             ? tr("The recipe has changed: run it to see what it does (Ctrl+R)")
                             : readyText());
        m_stage->setToolTip(reusedText(m_runs.shown().record));
        return;
    }
    const QString what = live->what.isEmpty() || live->what == live->stage ? live->stage : live->what;
    m_stage->setText(tr("%1: %2 %").arg(what).arg(int(100 * live->stageFraction)));
    m_bar->setValue(int(1000 * live->fraction));
    m_bar->setFormat(tr("%1 % in all").arg(int(100 * live->fraction)));
    const double left = live->timeLeft();
    m_left->setText(left < 0 ? tr("…") : tr("%1 left").arg(secondsText(left)));
}

}

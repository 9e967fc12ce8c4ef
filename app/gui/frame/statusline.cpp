// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/frame/statusline.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "common/textof.h"
#include "common/worktext.h"
#include "gui/document/document.h"
#include "gui/document/tasklist.h"
#include "gui/frame/tasksbutton.h"
#include "recipe/controls.h"

namespace quantscope {
namespace {

constexpr double longestTime = 59 * 60 + 59; // seconds; what takes hours has fewer letters

}

StatusLine::StatusLine(Document& document, RunList& runs, TaskList& tasks, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_runs(runs)
    , m_tasks(tasks)
    , m_size(new ElidedLabel(this))
    , m_stage(new ElidedLabel(this))
    , m_bar(new QProgressBar(this))
    , m_left(new QLabel(this))
    , m_stop(new QToolButton(this))
    , m_tasksButton(new TasksButton(tasks, this))
{
    m_size->setObjectName(QStringLiteral("sizeLabel"));
    m_size->setAccessibleName(tr("Planned size, and what a run needs"));
    m_stage->setObjectName(QStringLiteral("stage"));
    m_stage->setAccessibleName(tr("What goes on"));
    m_bar->setRange(0, 1000);
    m_bar->setFixedWidth(120);
    m_bar->setAccessibleName(tr("Progress"));
    m_left->setAccessibleName(tr("Time left"));
    m_left->setFixedWidth(fontMetrics().horizontalAdvance(tr("%1 left").arg(secondsText(longestTime))) + 4);
    m_stop->setText(QStringLiteral("✕"));
    m_stop->setAutoRaise(true);
    m_stop->setToolTip(tr("Stop (Esc)"));
    m_stop->setAccessibleName(tr("Stop what goes on"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 0, 6, 0);
    layout->addWidget(m_size, 5);
    layout->addWidget(m_stage, 4);
    for (auto* widget : std::initializer_list<QWidget*>{m_bar, m_left, m_stop, m_tasksButton}) {
        layout->addWidget(widget);
        auto policy = widget->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        widget->setSizePolicy(policy);
    }
    connect(m_stop, &QToolButton::clicked, this, &StatusLine::stopRequested);
    for (const auto signal : {&Document::recipeChanged, &Document::workspaceChanged, &Document::subsetChanged})
        connect(&document, signal, this, &StatusLine::updateSize);
    for (const auto signal : {&Document::openingChanged, &Document::recipeChanged})
        connect(&document, signal, this, &StatusLine::updateProgress);
    for (const auto signal : {&RunList::progressChanged, &RunList::liveChanged, &RunList::shownChanged})
        connect(&runs, signal, this, &StatusLine::updateProgress);
    connect(&runs, &RunList::liveChanged, this, &StatusLine::updateSize);
    connect(&tasks, &TaskList::changed, this, &StatusLine::updateProgress);
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
    const auto memory = bytesText(found.estimate.memoryBytes);
    if (!found.fits)
        text += tr(" · ⚠ a run does not fit: %1").arg(memory);
    else if (m_runs.isRunning()) // its own time is beside it
        text += tr(" · a run: %1").arg(memory);
    else
        text += tr(" · a run: %1, %2").arg(memory, secondsText(found.estimate.seconds));
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

QString StatusLine::idleText() const
{
    return m_document.isOpening()      ? tr("Opening…")
        : m_document.hasPendingStart() ? tr("Starting…")
        : m_document.outOfDate()       ? tr("The recipe has changed: run it to see what it does (Ctrl+R)")
                                       : readyText();
}

// The run under way, else the task that somebody asked for first.
void StatusLine::updateProgress()
{
    const auto* live = m_runs.live();
    const auto* task = m_tasks.current();
    const bool showsRun = live && (live->id != 0 || !task || !task->isAsked);
    QString text = idleText(), tip = reusedText(m_runs.shown().record);
    double fraction = -1;
    std::optional<SecondsRange> left;
    if (showsRun) {
        const QString what = live->what.isEmpty() || live->what == live->stage ? live->stage : live->what;
        text = what.isEmpty() ? tr("Starting…") : workText(what);
        tip = what.isEmpty() ? QString() : tr("%1: %2 %").arg(text).arg(int(100 * live->stageFraction));
        fraction = live->fraction;
        left = live->timeLeft();
    } else if (task) {
        text = task->what.isEmpty() ? task->title : tr("%1: %2").arg(task->title, workText(task->what));
        fraction = task->fraction;
        left = task->left;
    }
    const bool busy = showsRun || task;
    m_stage->setText(text);
    m_stage->setToolTip(showsRun && !tip.isEmpty() ? tip : busy || tip.isEmpty() ? text : text + '\n' + tip);
    m_bar->setVisible(busy);
    m_bar->setTextVisible(fraction >= 0);
    m_bar->setValue(fraction < 0 ? 0 : int(1000 * fraction));
    m_bar->setFormat(tr("%1 % in all").arg(int(100 * fraction)));
    m_left->setText(left ? tr("%1 left").arg(secondsText(*left)) : QString());
    m_stop->setVisible(busy);
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/frame/compareline.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QToolButton>

#include "gui/document/document.h"
#include "recipe/controls.h"

namespace quantscope {
namespace {

// Its text does not make it wider; what does not fit is cut, and whole in the tool tip.
class PartButton : public QToolButton
{
public:
    explicit PartButton(QWidget* parent)
        : QToolButton(parent)
    {
        setAutoRaise(true);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        auto bold = font();
        bold.setBold(true);
        setFont(bold);
    }

private:
    QSize sizeHint() const override
    {
        constexpr int aboveAndBelow = 8; // pixels
        return {0, fontMetrics().height() + aboveAndBelow};
    }

    void paintEvent(QPaintEvent*) override
    {
        constexpr int margin = 6; // pixels
        QStylePainter painter(this);
        QStyleOptionToolButton option;
        initStyleOption(&option);
        option.text.clear();
        painter.drawComplexControl(QStyle::CC_ToolButton, option);
        const auto room = rect().adjusted(margin, 0, -margin, 0);
        painter.drawItemText(room, Qt::AlignLeft | Qt::AlignVCenter, palette(), isEnabled(),
                             fontMetrics().elidedText(text(), Qt::ElideRight, room.width()), QPalette::ButtonText);
    }
};

QLabel* wordBefore(QWidget* part, const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setBuddy(part);
    return label;
}

// Questions that both have answered.
int64_t commonOf(const Run& a, const Run& b)
{
    int64_t common = 0;
    for (size_t row = 0; row < a.answers.size() && row < b.answers.size(); ++row)
        common += a.answers[row] && b.answers[row];
    return common;
}

}

CompareLine::CompareLine(const Document& document, RunList& runs, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_runs(runs)
    , m_shown(new PartButton(this))
    , m_baseline(new ElidedComboBox(this))
    , m_questions(new PartButton(this))
    , m_rebuild(new QToolButton(this))
{
    setObjectName(QStringLiteral("compareLine"));
    setAccessibleName(tr("What is compared"));
    m_shown->setObjectName(QStringLiteral("shownRun"));
    m_baseline->setObjectName(QStringLiteral("pinBox"));
    m_baseline->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_baseline->setAccessibleName(tr("Run that everything is compared with"));
    m_baseline->setToolTip(tr("Run that everything is compared with"));
    m_questions->setObjectName(QStringLiteral("comparedQuestions"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 1, 6, 1);
    layout->addWidget(wordBefore(m_shown, tr("Shown"), this));
    layout->addWidget(m_shown, 4);
    layout->addWidget(wordBefore(m_baseline, tr("a&gainst"), this));
    layout->addWidget(m_baseline, 4);
    layout->addWidget(wordBefore(m_questions, tr("on"), this));
    layout->addWidget(m_questions, 3);
    layout->addWidget(m_rebuild);
    m_rebuild->setFocusPolicy(Qt::StrongFocus);
    m_rebuild->hide();
    connect(m_shown, &QToolButton::clicked, this, &CompareLine::shownClicked);
    connect(m_questions, &QToolButton::clicked, this, &CompareLine::questionsClicked);
    connect(m_baseline, &QComboBox::activated, this,
            [this](int index) { m_runs.pin(m_baseline->itemData(index).toInt()); });
    connect(&runs, &RunList::runsChanged, this, &CompareLine::fillBaselines);
    for (const auto signal : {&RunList::shownChanged, &RunList::liveChanged, &RunList::runsChanged})
        connect(&runs, signal, this, &CompareLine::showRuns);
    connect(&runs, &RunList::answersArrived, this, &CompareLine::showQuestions);
    connect(&document, &Document::workspaceChanged, this, &CompareLine::showRuns);
    fillBaselines();
    showRuns();
}

void CompareLine::setRebuild(QAction* action)
{
    m_rebuild->setDefaultAction(action);
    const auto show = [this, action] { m_rebuild->setVisible(action->isEnabled()); };
    connect(action, &QAction::changed, this, show);
    show();
}

QString CompareLine::shownText() const
{
    return m_shown->text();
}

QString CompareLine::questionsText() const
{
    return m_questions->text();
}

void CompareLine::fillBaselines()
{
    const QSignalBlocker blocker(m_baseline);
    m_baseline->clear();
    for (const auto& run : m_runs.all())
        if (isComplete(run) || run.id == 0)
            m_baseline->addItem(nameOf(run), run.id);
    m_baseline->setCurrentIndex(m_baseline->findData(m_runs.pinned().id));
}

// Views show what the run under way has found so far.
void CompareLine::showRuns()
{
    const bool running = m_runs.isRunning();
    const auto name = nameOf(running ? *m_runs.find(m_runs.live()->id) : m_runs.shown());
    m_shown->setText(running ? tr("%1 (under way)").arg(name) : name);
    m_shown->setAccessibleName(tr("Shown run: %1").arg(m_shown->text()));
    m_shown->setToolTip(
        tr("%1\nThe run whose results all views show. Click for the list of runs.").arg(m_shown->text()));
    showQuestions();
}

void CompareLine::showQuestions()
{
    QString text, why;
    if (m_document.isOpen()) {
        const auto& shown = m_runs.isRunning() ? *m_runs.find(m_runs.live()->id) : m_runs.shown();
        const auto& pinned = m_runs.pinned();
        const auto all = m_document.opened().data->questions.size();
        if (imagesOf(shown) != imagesOf(pinned)) {
            text = tr("other images: not comparable");
            why = tr("The two runs' models got images on different routes.");
        } else {
            const auto common = commonOf(shown, pinned);
            text = tr("%1 of %2 questions").arg(common).arg(all);
            why = tr("Questions that both runs have answered: %1. The shown run has answered %2, the baseline %3.")
                      .arg(common)
                      .arg(answeredOf(shown.answers))
                      .arg(answeredOf(pinned.answers));
        }
    }
    m_questions->setText(text);
    m_questions->setAccessibleName(tr("Compared on: %1").arg(text));
    m_questions->setToolTip((why + '\n' + tr("Click to set how many questions a run answers.")).trimmed());
}

}

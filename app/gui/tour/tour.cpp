// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tour/tour.h"

#include <utility>

#include "common/coretext.h"
#include "common/numbertext.h"
#include "experiments/demotour.h"
#include "gui/tour/tourbar.h"

namespace quantscope {
namespace {

constexpr int timeToLook = 3000; // milliseconds

int recipeSteps()
{
    return static_cast<int>(tourSteps().size());
}

const TourStep& stepOf(int step)
{
    return tourSteps()[static_cast<size_t>(step)];
}

}

Tour::Tour(TourBar* bar, Session& session, Window window, QObject* parent)
    : QObject(parent)
    , m_bar(bar)
    , m_session(session)
    , m_window(std::move(window))
    , m_switch(new Spotlight(m_window.itself))
    , m_number(new Spotlight(m_window.itself))
{
    m_bar->setLeads({{"model", tr("Open your model"), tr("A checkpoint folder instead of the demo")},
                     {"compare", tr("Compare"), tr("The runs of the first steps beside each other")},
                     {"why", tr("Why"), tr("What breaks the answers of the shown run")},
                     {"learn", tr("Learn"), tr("How it works, on the layers of the demo")}});
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] { take(m_step + 1); });
    connect(m_bar, &TourBar::playToggled, this, &Tour::play);
    connect(m_bar, &TourBar::stepChosen, this, [this](int step) {
        m_bar->setPlaying(false);
        take(step);
    });
    connect(m_bar, &TourBar::dismissed, this, &Tour::end);
    connect(m_bar, &TourBar::leadChosen, this, [this](const QString& lead) {
        end();
        m_bar->hide();
        m_window.leadOn(lead);
    });
    connect(&session.document, &Document::workspaceChanged, this, &Tour::opened);
    for (const auto signal : {&RunList::shownChanged, &RunList::liveChanged, &RunList::runsChanged,
                              &RunList::progressChanged, &RunList::ended})
        connect(&session.runs, signal, this, &Tour::look);
    connect(&session.runs, &RunList::answersArrived, this, &Tour::look);
    connect(&session.document, &Document::subsetChanged, this, &Tour::look);
    connect(&session.document, &Document::problem, this, [this] {
        m_hasRun = true;
        look();
    });
}

Tour::~Tour()
{
    delete m_switch;
    delete m_number;
}

bool Tour::isDemo() const
{
    const auto& document = m_session.document;
    return document.hasModel() && document.opened().sources == demoSources();
}

void Tour::begin()
{
    m_active = true;
    m_sawFlips = false;
    m_step = -1;
    QList<TourBar::Step> steps;
    for (const auto& step : tourSteps())
        steps << TourBar::Step{coreText(step.title), coreText(step.why)};
    steps << TourBar::Step{tr("Flips"), tr("A question whose answer the last step has changed, large.")};
    m_bar->showSteps(QString(), steps);
    m_bar->setFocus();
    // At the first start the window is about to open something.
    if (m_session.document.isOpen() && !isDemo())
        m_window.openDemo();
    else if (isDemo() || !m_session.document.isOpen())
        takeQuestions();
    look();
}

void Tour::end()
{
    m_bar->setPlaying(false);
    m_active = false;
    m_switch->pointAt({});
    m_number->pointAt({});
    giveQuestionsBack();
}

const QuestionSubset& Tour::questions() const
{
    const auto& current = m_session.document.subset();
    return m_before && current == tourQuestions() ? *m_before : current;
}

// Not instead of those that the user has chosen.
void Tour::takeQuestions()
{
    auto& document = m_session.document;
    if (m_before || !asksAll(document.subset()))
        return;
    m_before = document.subset();
    document.setSubset(tourQuestions());
}

void Tour::giveQuestionsBack()
{
    const auto before = std::exchange(m_before, {});
    if (before && m_session.document.subset() == tourQuestions())
        m_session.document.setSubset(*before);
}

// Its steps mean nothing to another model.
void Tour::opened()
{
    if (!m_active)
        return;
    if (isDemo())
        return takeQuestions();
    end();
    m_bar->hide();
}

void Tour::take(int step)
{
    m_step = step;
    m_hasRun = false;
    const bool hadKeys = m_bar->hasKeys();
    if (step == recipeSteps()) {
        showFlips();
    } else {
        m_window.setMode(QStringLiteral("tune"));
        const auto recipe = tourRecipe(static_cast<size_t>(step));
        m_session.document.editRecipe(recipe, coreText(stepOf(step).run));
        m_session.document.start();
    }
    look();
    if (hadKeys && step == recipeSteps())
        m_bar->giveKeysToLeads();
    else if (hadKeys)
        m_bar->setFocus();
}

void Tour::showFlips()
{
    m_sawFlips = true;
    m_window.setMode(QStringLiteral("questions"));
    m_session.selection.askForQuestions(QString(), true);
}

const Run* Tour::runOf(int step) const
{
    return m_session.runs.findLike(tourRecipe(static_cast<size_t>(step)), m_session.document.subset());
}

// For its result, which may also come from the store.
bool Tour::isWaiting() const
{
    if (m_step < 0 || isDone(m_step))
        return false;
    return !m_hasRun || m_session.document.hasPendingStart() || m_session.runs.isRunning();
}

bool Tour::isDone(int step) const
{
    return step == recipeSteps() ? m_sawFlips : runOf(step) != nullptr;
}

void Tour::look()
{
    if (!m_active)
        return;
    m_hasRun = m_hasRun || m_session.runs.isRunning();
    const bool waits = isWaiting();
    bool open = isDemo();
    for (int step = 0; step <= recipeSteps(); ++step) {
        const bool done = isDone(step);
        m_bar->setStep(step, done ? TourBar::Done : open ? TourBar::Next : TourBar::Later, (done || open) && !waits);
        open = open && done;
    }
    m_bar->setCurrent(m_step);
    m_bar->showLeads(m_sawFlips);
    m_bar->say(sentence());
    point();
    playOn();
}

void Tour::play(bool on)
{
    m_playing = on;
    m_pause.stop();
    look();
}

// The next step, once there was time to look at this one's result; what was stopped is not begun again.
void Tour::playOn()
{
    if (!m_playing || !isDemo() || m_pause.isActive() || isWaiting())
        return;
    if (m_step == recipeSteps() || (m_step >= 0 && !isDone(m_step)))
        m_bar->setPlaying(false);
    else
        m_pause.start(m_step < 0 ? 0 : timeToLook);
}

// At what the step has changed, and at what has moved once it is known.
void Tour::point()
{
    const bool isStep = m_step >= 0 && m_step < recipeSteps();
    m_switch->pointAt(isStep ? m_window.switchOf(stepOf(m_step).setting.data()) : QList<QWidget*>());
    m_number->pointAt(isStep && isDone(m_step) ? QList<QWidget*>{m_window.score()} : QList<QWidget*>());
}

QString Tour::floatText() const
{
    if (!isDemo())
        return tr("The demo is being opened.");
    const auto& document = m_session.document;
    const auto& answers = m_session.runs.all().front().answers;
    Answers asked;
    for (const size_t row : rowsOf(document.subset(), *document.opened().data))
        asked.push_back(answers[row]);
    if (answeredOf(asked) < static_cast<int64_t>(asked.size()))
        return tr("Float answers first: %1 of %2. Step 1 breaks it; it can be chosen now.")
            .arg(answeredOf(asked))
            .arg(asked.size());
    return tr("Float: %1. A few channels were made large after training. Step 1 breaks it.")
        .arg(correctText(correctOf(asked), scoredOf(asked)));
}

// "Rotation: 55 / 60 (91.7 %), before 30 / 60 (50 %). …", on the questions of both.
QString Tour::resultText(int step) const
{
    const auto* run = runOf(step);
    const auto* before = step > 0 ? runOf(step - 1) : nullptr;
    const auto& answers = before ? before->answers : m_session.runs.all().front().answers;
    const auto common = commonScore(run->answers, answers);
    const auto title = coreText(stepOf(step).title);
    const auto why = coreText(stepOf(step).why);
    if (common.questions == 0)
        return tr("%1: %2. %3").arg(title, correctText(correctOf(run->answers), scoredOf(run->answers)), why);
    return tr("%1: %2, before %3. %4")
        .arg(title, correctText(common.first, common.questions), correctText(common.second, common.questions), why);
}

QString Tour::sentence() const
{
    if (m_step < 0)
        return floatText();
    if (m_step == recipeSteps())
        return tr("It broke, it healed, and this answer has changed. Where next?");
    if (isDone(m_step))
        return resultText(m_step);
    const auto title = coreText(stepOf(m_step).title);
    const auto& runs = m_session.runs;
    if (!runs.isRunning())
        return isWaiting() ? tr("%1 starts.").arg(title) : tr("%1 was stopped. Choose it again.").arg(title);
    const auto& document = m_session.document;
    return tr("%1: %2; %3 of %4 questions")
        .arg(title, workText(*runs.live()))
        .arg(answeredOf(runs.answers()))
        .arg(countOf(document.subset(), *document.opened().data));
}

}

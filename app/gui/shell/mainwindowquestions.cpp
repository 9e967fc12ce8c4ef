// SPDX-License-Identifier: GPL-3.0-or-later
// Which questions runs answer, kept for each benchmark; lists of questions; the first steps.

#include "gui/shell/mainwindow.h"

#include <QDockWidget>
#include <QInputDialog>
#include <QLabel>
#include <QToolBar>

#include <utility>

#include "base/error.h"
#include "common/textof.h"
#include "gui/tour/questionsfield.h"
#include "gui/tour/tour.h"
#include "gui/tour/tourbar.h"
#include "log/log.h"
#include "recipe/recipematrix.h"
#include "samples/samplespanel.h"
#include "samples/samplesview.h"

namespace quantscope {
namespace {

const QString firstStepsKey = QStringLiteral("firstStepsSeen");

// Of the open benchmark by its content, wherever it lies.
QString subsetKey(const WorkspaceInfo& opened)
{
    return QStringLiteral("questions/") + textOf(opened.dataHash);
}

QString listsKey(const WorkspaceInfo& opened)
{
    return QStringLiteral("lists/") + textOf(opened.dataHash);
}

QString asText(const nlohmann::json& json)
{
    return QString::fromStdString(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

QString textOfSubset(const QuestionSubset& subset)
{
    nlohmann::json json = nlohmann::json::object();
    putSubset(subset, json);
    return asText(json);
}

// A setting is somebody's file: what it has wrong is left out.
std::vector<QuestionSubset> subsetsOf(const QString& text)
{
    std::vector<QuestionSubset> subsets;
    const auto json = nlohmann::json::parse(text.toStdString(), nullptr, false);
    try {
        for (const auto& each : json.is_array() ? json : nlohmann::json::array({json}))
            subsets.push_back(takeSubset(each, "settings"));
    } catch (const Error& problem) {
        logWarning(problem.what());
    }
    return subsets;
}

QuestionSubset allQuestions()
{
    return stratifiedQuestions(-1);
}

}

void MainWindow::createQuestionsField(QToolBar* bar)
{
    auto* title = new QLabel(tr(" &Questions "), bar);
    m_questions = new QuestionsField(bar);
    title->setBuddy(m_questions->count());
    m_questions->setSubset(m_session.document.subset());
    connect(m_questions, &QuestionsField::chosen, &m_session.document, &Document::setSubset);
    connect(&m_session.document, &Document::subsetChanged, m_parts,
            [this] { m_questions->setSubset(m_session.document.subset()); });
    connect(&m_session.document, &Document::workspaceChanged, m_parts, [this] { restoreQuestions(); });
    bar->addWidget(title);
    bar->addWidget(m_questions);
}

void MainWindow::askQuestions(const QuestionSubset& subset)
{
    m_asked = true;
    m_session.document.setSubset(subset);
}

// Those that were chosen for this benchmark the last time.
void MainWindow::restoreQuestions()
{
    if (!m_session.document.isOpen())
        return;
    const auto& opened = m_session.document.opened();
    m_questions->setChoices(*opened.data, questionLists());
    const bool isTour = m_tour->isActive() && opened.sources == demoSources();
    const auto before = std::exchange(m_benchmark, opened.dataHash);
    if (before == opened.dataHash || std::exchange(m_asked, false) || isTour)
        return;
    const auto kept = subsetsOf(m_settings.value(subsetKey(opened)).toString());
    if (m_settings.contains(subsetKey(opened)) && !kept.empty() && countOf(kept.front(), *opened.data) > 0)
        m_session.document.setSubset(kept.front());
    else if (!before.empty() || countOf(m_session.document.subset(), *opened.data) == 0) // others' questions
        m_session.document.setSubset(allQuestions());
}

void MainWindow::keepQuestions()
{
    if (!m_session.document.hasModel())
        return;
    const auto key = subsetKey(m_session.document.opened());
    if (const auto text = textOfSubset(m_tour->questions()); m_settings.value(key) != text)
        m_settings.setValue(key, text);
}

std::vector<QuestionSubset> MainWindow::questionLists() const
{
    const auto key = listsKey(m_session.document.opened());
    return m_settings.contains(key) ? subsetsOf(m_settings.value(key).toString()) : std::vector<QuestionSubset>();
}

void MainWindow::nameQuestionList()
{
    if (!m_session.document.isOpen())
        return;
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("List of the questions in view"));
    dialog->setLabelText(tr("Name of the list; one of this name is replaced:"));
    connect(dialog, &QInputDialog::textValueSelected, this, &MainWindow::addQuestionList);
    dialog->open();
}

// What the filter of the questions lets pass, as a subset that runs can answer.
void MainWindow::addQuestionList(const QString& name)
{
    auto* samples = qobject_cast<SamplesView*>(dock("samples")->widget());
    if (!samples || !m_session.document.isOpen() || name.trimmed().isEmpty())
        return;
    QuestionSubset list{QuestionSubset::Rule::Listed, -1, 0, name.trimmed().toStdString()};
    const auto& opened = m_session.document.opened();
    const auto* filter = samples->panel()->filter();
    for (int row = 0; row < filter->rowCount(); ++row) {
        const auto question = static_cast<size_t>(filter->mapToSource(filter->index(row, 0)).row());
        list.indexes.push_back(opened.data->questions.at(question).index);
    }
    if (list.indexes.empty())
        return showMessage(true, tr("No question is in view: there is nothing to make a list of."));
    auto lists = questionLists();
    std::erase_if(lists, [&](const QuestionSubset& each) { return each.name == list.name; });
    lists.push_back(list);
    auto json = nlohmann::json::array();
    for (const auto& each : lists) {
        nlohmann::json entry = nlohmann::json::object();
        putSubset(each, entry);
        json.push_back(std::move(entry));
    }
    m_settings.setValue(listsKey(opened), asText(json));
    m_questions->setChoices(*opened.data, lists);
    m_session.document.setSubset(list);
}

void MainWindow::createTour()
{
    m_tourBar = new TourBar;
    Tour::Window window;
    window.itself = this;
    window.openDemo = [this] { openDemo(); };
    window.setMode = [this](const QString& mode) { setMode(mode); };
    window.switchOf = [this](const char* setting) {
        QList<QWidget*> cells;
        if (const auto* matrix = dock("recipe")->widget()->findChild<RecipeMatrix*>())
            for (const Tower tower : allTowers())
                cells << matrix->cell(setting, tower);
        return cells;
    };
    window.score = [this] { return dock("scores")->widget()->findChild<QLabel*>("scoreTotal"); };
    window.leadOn = [this](const QString& lead) { leadOn(lead); };
    m_tour = new Tour(m_tourBar, m_session, window, m_parts);
    connect(m_tourBar, &TourBar::dismissed, this, [this] { m_settings.setValue(firstStepsKey, true); });
}

void MainWindow::leadOn(const QString& lead)
{
    m_settings.setValue(firstStepsKey, true);
    if (lead == QLatin1String("model"))
        return openModelDialog();
    if (lead == QLatin1String("learn"))
        return showLessonsLarge(true);
    if (lead == QLatin1String("compare")) {
        QStringList ids;
        for (const auto& run : m_session.runs.all())
            if (isComplete(run) || run.id == 0)
                ids << textOf(run.record.id);
        m_session.selection.setComparedRuns(ids);
    }
    setMode(lead);
}

void MainWindow::showFirstSteps()
{
    m_tour->begin();
}

void MainWindow::offerFirstSteps()
{
    if (!m_settings.value(firstStepsKey, false).toBool())
        showFirstSteps();
}

}

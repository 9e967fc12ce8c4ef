// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with the selected runs.

#include "runs/runspanel.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>

#include <algorithm>

#include "runs/buttonrow.h"
#include "runs/runcolumns.h"
#include "runs/runfielddialog.h"
#include "runs/runtags.h"

namespace quantscope {

struct RunsPanel::ActionRow
{
    const char* title;
    const char* button; // what its button says; null: it has none
    const char* help;
    QKeySequence key;
    bool startsGroup;
    bool (*fits)(const Chosen&);
    void (*act)(RunsPanel&);
};

const std::array<RunsPanel::ActionRow, RunsPanel::actionCount>& RunsPanel::actionRows()
{
    using Panel = RunsPanel;
    const auto one = [](const Chosen& runs) { return runs.size() == 1; };
    const auto any = [](const Chosen& runs) { return !runs.isEmpty(); };
    static const std::array<ActionRow, actionCount> table{{
        {QT_TR_NOOP("Show"),
         QT_TR_NOOP("Show"),
         QT_TR_NOOP("Show this run in all views (Enter)"),
         {},
         false,
         [](const Chosen& runs) { return runs.size() == 1 && !runs[0]->current; },
         [](Panel& p) { p.showRun(); }},
        {QT_TR_NOOP("Compare"), QT_TR_NOOP("Compare"), QT_TR_NOOP("Compare the selected runs, 2 to 8 of them"),
         Qt::CTRL | Qt::Key_Return, false, [](const Chosen& runs) { return canCompare(runs.size()); },
         [](Panel& p) { p.compare(); }},
        {QT_TR_NOOP("Pin as baseline"),
         QT_TR_NOOP("Pin"),
         QT_TR_NOOP("Compare everything with this run"),
         {},
         false,
         [](const Chosen& runs) {
             return runs.size() == 1 && phaseOf(*runs[0]) == RunState::Complete && !runs[0]->pinned;
         },
         [](Panel& p) { p.act(&Panel::pinRequested); }},
        {QT_TR_NOOP("Apply recipe"),
         QT_TR_NOOP("Apply"),
         QT_TR_NOOP("Take this run's recipe for the next run"),
         {},
         false,
         one,
         [](Panel& p) { p.act(&Panel::applyRequested); }},
        {QT_TR_NOOP("Rename"), QT_TR_NOOP("Rename"), QT_TR_NOOP("Change the run's name"), Qt::Key_F2, true,
         [](const Chosen& runs) { return runs.size() == 1 && !runs[0]->isBaseline; }, [](Panel& p) { p.rename(); }},
        {QT_TR_NOOP("Note…"),
         nullptr,
         QT_TR_NOOP("Write down what you want to remember of the run"),
         {},
         false,
         one,
         [](Panel& p) { p.editNote(); }},
        {QT_TR_NOOP("Tags…"),
         nullptr,
         QT_TR_NOOP("Give the selected runs your own words, to find them by"),
         {},
         false,
         any,
         [](Panel& p) { p.editTags(); }},
        {QT_TR_NOOP("Experiment…"),
         nullptr,
         QT_TR_NOOP("Put the selected runs together into a folder of runs"),
         {},
         false,
         any,
         [](Panel& p) { p.editExperiment(); }},
        {QT_TR_NOOP("Continue"),
         nullptr,
         QT_TR_NOOP("Go on with a run that has not come to its end"),
         {},
         true,
         [](const Chosen& runs) { return runs.size() == 1 && canContinue(*runs[0]); },
         [](Panel& p) { p.act(&Panel::continueRequested); }},
        {QT_TR_NOOP("Export…"),
         nullptr,
         QT_TR_NOOP("Write recipe, report, answers and layers of the run into a folder"),
         {},
         false,
         one,
         [](Panel& p) { p.act(&Panel::exportRequested); }},
        {QT_TR_NOOP("Delete"), QT_TR_NOOP("Delete"), QT_TR_NOOP("Remove the selected runs from the list"),
         QKeySequence::Delete, false,
         [](const Chosen& runs) {
             return std::any_of(runs.begin(), runs.end(), [](const RunRow* run) { return !run->isBaseline; });
         },
         [](Panel& p) { p.remove(); }},
    }};
    return table;
}

void RunsPanel::createActions()
{
    const auto separate = [this] {
        auto* separator = new QAction(m_view);
        separator->setSeparator(true);
        m_view->addAction(separator);
    };
    const auto& rows = actionRows();
    for (size_t i = 0; i < rows.size(); ++i) {
        const auto& row = rows[i];
        if (row.startsGroup)
            separate();
        auto* action = new QAction(tr(row.title), m_view);
        if (row.button)
            action->setIconText(tr(row.button));
        action->setToolTip(row.key.isEmpty()
                               ? tr(row.help)
                               : tr("%1 (%2)").arg(tr(row.help), row.key.toString(QKeySequence::NativeText)));
        action->setShortcut(row.key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, perform = row.act] { perform(*this); });
        m_view->addAction(action);
        m_actions[i] = action;
    }
    separate();
    m_view->addAction(m_columns->choice()->menuAction());
    m_view->addAction(m_columns->sorting()->menuAction());
    separate();
}

QMenu* RunsPanel::createMenu()
{
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    menu->addActions(m_view->actions());
    return menu;
}

QWidget* RunsPanel::createButtons()
{
    auto* row = new ButtonRow(createMenu(), this);
    for (size_t i = 0; i < m_actions.size(); ++i)
        if (actionRows()[i].button)
            row->add(m_actions[i]);
    return row;
}

RunsPanel::Chosen RunsPanel::chosen() const
{
    Chosen runs;
    for (const int row : rowsOf(true))
        runs << m_model->row(row);
    return runs;
}

// "“MQuant W8A8”" or "3 runs"
QString RunsPanel::chosenTitle() const
{
    const auto runs = chosen();
    return runs.size() == 1 ? tr("“%1”").arg(runs[0]->name) : tr("%1 runs").arg(runs.size());
}

void RunsPanel::updateActions()
{
    const auto runs = chosen();
    for (size_t i = 0; i < m_actions.size(); ++i)
        m_actions[i]->setEnabled(actionRows()[i].fits(runs));
}

void RunsPanel::act(void (RunsPanel::*signal)(QString))
{
    if (const auto ids = selectedIds(); ids.size() == 1)
        emit(this->*signal)(ids.constFirst());
}

void RunsPanel::showRun()
{
    if (actionRows()[0].fits(chosen()))
        act(&RunsPanel::showRequested);
}

void RunsPanel::compare()
{
    emit compareRequested(selectedIds());
}

void RunsPanel::remove()
{
    QStringList ids;
    for (const auto* run : chosen())
        if (!run->isBaseline)
            ids << run->id;
    emit deleteRequested(ids);
}

void RunsPanel::edit(int column)
{
    const auto ids = selectedIds();
    if (ids.size() != 1)
        return;
    const auto index = m_model->index(m_model->rowOfId(ids.constFirst()), column);
    if (index.flags() & Qt::ItemIsEditable) {
        m_view->setCurrentIndex(index);
        m_view->edit(index);
    }
}

void RunsPanel::rename()
{
    edit(RunTableModel::Name);
}

QLineEdit* RunsPanel::ask(const QString& title, const QString& label, const QString& help, const QString& value,
                          const std::function<void(const QString&)>& entered)
{
    auto* dialog = new RunFieldDialog(title, label, help, value, this);
    connect(dialog, &RunFieldDialog::entered, this, entered);
    dialog->open();
    return dialog->field();
}

void RunsPanel::editNote()
{
    const auto runs = chosen();
    if (runs.size() != 1)
        return;
    ask(tr("Note on %1").arg(chosenTitle()), tr("Note"), tr("What you want to remember of the run."), runs[0]->note,
        [this, id = runs[0]->id, old = runs[0]->note](const QString& note) {
            if (note != old)
                emit noteEdited(id, note);
        });
}

// Of several runs the tags that all of them have; what is added or taken away there is so for each.
void RunsPanel::editTags()
{
    const auto runs = chosen();
    if (runs.isEmpty())
        return;
    QStringList common = runs[0]->tags;
    QList<std::pair<QString, QStringList>> old;
    for (const auto* run : runs) {
        common.removeIf([&](const QString& tag) { return !run->tags.contains(tag); });
        old.append({run->id, run->tags});
    }
    const QString help = runs.size() == 1
        ? tr("Commas stand between tags.")
        : tr("Commas stand between tags. Here are those that all the selected runs have; the others stay.");
    auto* field = ask(tr("Tags of %1").arg(chosenTitle()), tr("Tags"), help, tagsText(common),
                      [this, old, common](const QString& text) {
                          const auto wanted = tagsIn(text);
                          for (const auto& [id, tags] : old) {
                              auto all = wanted;
                              for (const auto& tag : tags)
                                  if (!common.contains(tag))
                                      all << tag;
                              all = tagsIn(tagsText(all));
                              if (all != tagsIn(tagsText(tags)))
                                  emit tagsEdited(id, all);
                          }
                      });
    completeTags(field, m_model->choices().tags);
}

void RunsPanel::editExperiment()
{
    const auto runs = chosen();
    if (runs.isEmpty())
        return;
    const bool same = std::all_of(runs.begin(), runs.end(),
                                  [&](const RunRow* run) { return run->experiment == runs[0]->experiment; });
    QList<std::pair<QString, QString>> old;
    for (const auto* run : runs)
        old.append({run->id, run->experiment});
    const QString help = same ? tr("Runs with the same word here belong together. Leave it empty to take them out.")
                              : tr("Runs with the same word here belong together. The selected ones are apart now.");
    auto* field = ask(tr("Experiment of %1").arg(chosenTitle()), tr("Experiment"), help,
                      same ? runs[0]->experiment : QString(), [this, old, same](const QString& text) {
                          if (!same && text.isEmpty()) // nothing was written
                              return;
                          for (const auto& [id, experiment] : old)
                              if (experiment != text)
                                  emit experimentEdited(id, text);
                      });
    completeWord(field, m_model->choices().experiments);
}

}

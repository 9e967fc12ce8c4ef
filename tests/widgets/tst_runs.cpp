// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

#include "guitest.h"
#include "runs/runsfilterbar.h"
#include "runs/runsmime.h"
#include "runs/runspanel.h"
#include "runsdata.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

using Column = RunTableModel::Column;

QAction* action(const RunsPanel& panel, const QString& title)
{
    for (auto* one : panel.view()->actions())
        if (one->text() == title)
            return one;
    return nullptr;
}

void activate(RunsPanel& panel)
{
    panel.show();
    panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.view()->setFocus();
}

std::vector<RunRow> manyRuns(int count)
{
    std::vector<RunRow> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(madeUpRun(i, QStringLiteral("run %1").arg(i), i % 400));
    return rows;
}

QString shownIds(const RunsPanel& panel)
{
    QStringList numbers;
    const auto* model = panel.view()->model();
    for (int row = 0; row < model->rowCount(); ++row)
        numbers << QString::number(
            model->index(row, 0).data(RunTableModel::IdRole).toString().toULongLong(nullptr, 16));
    return numbers.join(' ');
}

QString countText(const RunsPanel& panel)
{
    for (const auto* label : panel.findChild<RunsFilterBar*>()->findChildren<QLabel*>())
        if (label->accessibleName().contains("listed"))
            return label->accessibleName();
    return {};
}

}

class RunsTest : public QObject
{
    Q_OBJECT

private slots:
    void progressKeepsRowsAndEditor();
    void selectionFollowsTheRun();
    void selectionSurvivesFilters();
    void listStaysWhereItIs();
    void selectionCanBeSet();
    void floatRunKeepsNameAndPlace();
    void actionsFitTheSelection();
    void keysAndButtonsTellIntents();
    void renamesInPlace();
    void editsTagsOfSeveral();
    void tagsAreCompleted();
    void editsExperimentAndNote();
    void searchNarrowsTheList();
    void filtersFoldAway();
    void filterIsAValue();
    void chosenValueOutlivesItsRuns();
    void headerSorts();
    void columnsSurviveARestart();
    void oddStateChangesNothing();
    void columnsByKeyboard();
    void copiesWhatIsShown();
    void dropComparesRuns();
    void fitsANarrowColumn();
    void everythingHasANameAndATip();
    void emptyListSaysWhatToDo();
};

void RunsTest::progressKeepsRowsAndEditor()
{
    RunsPanel panel({});
    auto rows = threeRuns();
    panel.setRows(rows);
    activate(panel);
    panel.view()->selectRow(2);
    const QSignalSpy resets(panel.view()->model(), &QAbstractItemModel::modelReset);
    QTest::keyClick(panel.view(), Qt::Key_F2);
    auto* editor = panel.view()->findChild<QLineEdit*>();
    QVERIFY(editor);
    QTest::keyClicks(editor, "half typed");
    rows[2].state = "running 60 %";
    panel.setRows(rows);
    rows.insert(rows.begin(), madeUpRun(9, "from another window", 1));
    panel.setRows(rows);
    rows[3].state = "running 61 %";
    panel.updateRow(rows[3]);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(editor->text(), QString("half typed"));
    QCOMPARE(panel.view()->model()->index(3, Column::Correct).data().toString(), QString("running 61 %"));
    QSignalSpy renamed(&panel, &RunsPanel::renamed);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(renamed.count(), 1);
    QCOMPARE(renamed[0], QVariantList({runId(2), "half typed"}));
}

void RunsTest::selectionFollowsTheRun()
{
    RunsPanel panel({});
    auto rows = threeRuns();
    panel.setRows(rows);
    panel.show();
    panel.view()->selectRow(2);
    rows.erase(rows.begin() + 1);
    panel.setRows(rows);
    QCOMPARE(panel.selectedIds(), QStringList{runId(2)});
    rows.insert(rows.begin(), madeUpRun(9, "new", 1));
    panel.setRows(rows);
    QCOMPARE(panel.selectedIds(), QStringList{runId(2)});
    QSignalSpy told(&panel, &RunsPanel::selectionChanged);
    rows.pop_back();
    panel.setRows(rows);
    QCOMPARE(panel.selectedIds(), QStringList()); // not the neighbour
    QCOMPARE(told.count(), 1);
    QVERIFY(!action(panel, "Delete")->isEnabled());
}

void RunsTest::selectionSurvivesFilters()
{
    RunsPanel panel({});
    const auto rows = manyRuns(200);
    panel.setRows(rows);
    panel.show();
    panel.select({runId(17), runId(4)});
    RunsFilter filter;
    filter.text = "run 17"; // 17, 117, 170 to 179
    panel.setFilter(filter);
    QCOMPARE(panel.view()->model()->rowCount(), 12);
    QCOMPARE(panel.selectedIds(), QStringList{runId(17)});
    panel.setFilter({});
    QCOMPARE(panel.selectedIds(), QStringList({runId(4), runId(17)}));
    panel.view()->sortByColumn(Column::Name, Qt::DescendingOrder);
    QCOMPARE(panel.selectedIds(), QStringList({runId(17), runId(4)}));
}

void RunsTest::listStaysWhereItIs()
{
    RunsPanel panel({});
    auto rows = manyRuns(300);
    panel.resize(600, 300);
    panel.setRows(rows);
    panel.show();
    auto* view = panel.view();
    const auto topRun = [&] { return view->indexAt({5, 5}).data(RunTableModel::IdRole).toString(); };
    rows.insert(rows.begin(), madeUpRun(900, "new", 1));
    panel.setRows(rows);
    QCOMPARE(topRun(), runId(900)); // at the top the newest one is seen
    view->setCurrentIndex(view->model()->index(150, Column::Bits));
    view->verticalScrollBar()->setValue(101);
    QCOMPARE(topRun(), runId(100));
    rows.insert(rows.begin(), madeUpRun(901, "newer", 1));
    rows.erase(rows.begin() + 5);
    rows.erase(rows.begin() + 20);
    panel.setRows(rows);
    QCOMPARE(topRun(), runId(100));
    QCOMPARE(view->currentIndex().data(RunTableModel::IdRole).toString(), runId(149));
    QCOMPARE(view->currentIndex().column(), int(Column::Bits));
    for (int i = 0; i < 60; ++i) // with a reset
        rows.erase(rows.begin() + 2 + i);
    panel.setRows(rows);
    QCOMPARE(panel.selectedIds(), QStringList{runId(149)});
    QCOMPARE(view->currentIndex().data(RunTableModel::IdRole).toString(), runId(149));
}

void RunsTest::selectionCanBeSet()
{
    RunsPanel panel({});
    QSignalSpy told(&panel, &RunsPanel::selectionChanged);
    panel.select({runId(1), runId(2)}); // before the store has been read
    QCOMPARE(panel.selectedIds(), QStringList());
    panel.setRows(threeRuns());
    QCOMPARE(panel.selectedIds(), QStringList({runId(1), runId(2)}));
    QCOMPARE(told.count(), 1);
    QCOMPARE(told[0][0].toStringList(), QStringList({runId(1), runId(2)}));
}

void RunsTest::floatRunKeepsNameAndPlace()
{
    RunsPanel panel({});
    panel.setRows(threeRuns());
    panel.view()->selectRow(0);
    QVERIFY(!action(panel, "Delete")->isEnabled());
    QVERIFY(!action(panel, "Rename")->isEnabled());
    QVERIFY(!action(panel, "Pin as baseline")->isEnabled()); // it is pinned
    QVERIFY(action(panel, "Show")->isEnabled());
    const auto* model = panel.view()->model();
    QVERIFY(!(model->index(0, Column::Name).flags() & Qt::ItemIsEditable));
    QVERIFY(model->index(0, Column::Note).flags() & Qt::ItemIsEditable);
    QSignalSpy deleted(&panel, &RunsPanel::deleteRequested);
    panel.view()->selectAll();
    action(panel, "Delete")->trigger();
    QCOMPARE(deleted[0][0].toStringList(), QStringList({runId(1), runId(2)}));
}

void RunsTest::actionsFitTheSelection()
{
    RunsPanel panel({});
    panel.setRows(manyKinds());
    const auto enabled = [&](const QStringList& ids) {
        panel.select(ids);
        QStringList names;
        for (const auto* one : panel.view()->actions())
            if (one->isEnabled() && !one->isSeparator() && !one->menu() && !one->text().contains("CSV") &&
                !one->text().contains("table") && one->text() != "Copy rows")
                names << one->text();
        return names.join(' ');
    };
    QCOMPARE(enabled({}), QString());
    QCOMPARE(enabled({runId(3)}),
             QString("Show Pin as baseline Apply recipe Rename Note… Tags… Experiment… Export… Delete"));
    QCOMPARE(enabled({runId(1)}), // it is shown
             QString("Pin as baseline Apply recipe Rename Note… Tags… Experiment… Export… Delete"));
    QCOMPARE(enabled({runId(2)}), QString("Show Apply recipe Rename Note… Tags… Experiment… Export… Delete"));
    for (const int stopped : {4, 5, 6})
        QVERIFY(enabled({runId(stopped)}).contains("Continue"));
    QVERIFY(!enabled({runId(7)}).contains("Continue"));
    QCOMPARE(enabled({runId(1), runId(3)}), QString("Compare Tags… Experiment… Delete"));
    auto nine = manyRuns(9);
    panel.setRows(nine);
    panel.view()->selectAll();
    QVERIFY(!action(panel, "Compare")->isEnabled());
}

void RunsTest::keysAndButtonsTellIntents()
{
    RunsPanel panel({});
    panel.setRows(threeRuns());
    panel.resize(900, 300);
    activate(panel);
    QSignalSpy pinned(&panel, &RunsPanel::pinRequested), shown(&panel, &RunsPanel::showRequested),
        applied(&panel, &RunsPanel::applyRequested), deleted(&panel, &RunsPanel::deleteRequested),
        compared(&panel, &RunsPanel::compareRequested), exported(&panel, &RunsPanel::exportRequested);
    panel.view()->selectRow(1);
    named<QToolButton>(panel, "Pin as baseline")->click();
    named<QToolButton>(panel, "Apply recipe")->click();
    action(panel, "Export…")->trigger();
    QTest::keyClick(panel.view(), Qt::Key_Delete);
    QCOMPARE(pinned.value(0).value(0).toString(), runId(1));
    QCOMPARE(applied.value(0).value(0).toString(), runId(1));
    QCOMPARE(exported.value(0).value(0).toString(), runId(1));
    QCOMPARE(deleted.value(0).value(0).toStringList(), QStringList{runId(1)});
    QTest::keyClick(panel.view(), Qt::Key_Return); // it is the one shown
    QCOMPARE(shown.count(), 0);
    QTest::keyClick(panel.view(), Qt::Key_Down);
    QTest::keyClick(panel.view(), Qt::Key_Return);
    QCOMPARE(shown.value(0).value(0).toString(), runId(2));
    QTest::keyClick(panel.view(), Qt::Key_Return, Qt::ControlModifier); // one alone
    QCOMPARE(compared.count(), 0);
    QTest::keyClick(panel.view(), Qt::Key_Up, Qt::ShiftModifier);
    QTest::keyClick(panel.view(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(compared.value(0).value(0).toStringList(), QStringList({runId(1), runId(2)}));
    QCOMPARE(shown.count(), 1);
    panel.select({runId(2)});
    const auto cell = panel.view()->visualRect(panel.view()->model()->index(0, Column::Name)).center();
    QTest::mouseClick(panel.view()->viewport(), Qt::LeftButton, {}, cell);
    QTest::mouseDClick(panel.view()->viewport(), Qt::LeftButton, {}, cell);
    QCOMPARE(shown.value(1).value(0).toString(), runId(0));
}

void RunsTest::renamesInPlace()
{
    RunsPanel panel({});
    panel.setRows(threeRuns());
    activate(panel);
    QSignalSpy renamed(&panel, &RunsPanel::renamed), noted(&panel, &RunsPanel::noteEdited),
        shown(&panel, &RunsPanel::showRequested);
    panel.view()->selectRow(1);
    QTest::keyClick(panel.view(), Qt::Key_F2);
    auto* editor = panel.view()->findChild<QLineEdit*>();
    QVERIFY(editor);
    QCOMPARE(editor->text(), QString("Naive"));
    QTest::keyClicks(editor, "Better");
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(renamed.count(), 1);
    QCOMPARE(renamed[0], QVariantList({runId(1), "Better"}));
    panel.view()->setCurrentIndex(panel.view()->model()->index(1, Column::Note));
    QTest::keyClick(panel.view(), Qt::Key_Return);
    QTRY_COMPARE(panel.view()->findChildren<QLineEdit*>().size(), 1);
    editor = panel.view()->findChild<QLineEdit*>();
    QTest::keyClicks(editor, "!");
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(noted.count(), 1);
    QCOMPARE(shown.count(), 0);
}

void RunsTest::editsTagsOfSeveral()
{
    RunsPanel panel({});
    auto rows = threeRuns();
    rows[0].tags = QStringList{"good", "paper"};
    rows[1].tags = QStringList{"bad", "paper"};
    panel.setRows(rows);
    activate(panel);
    panel.select({runId(0), runId(1)});
    QSignalSpy edited(&panel, &RunsPanel::tagsEdited);
    action(panel, "Tags…")->trigger();
    auto* dialog = panel.findChild<QDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    auto* field = named<QLineEdit>(*dialog, "Tags");
    QCOMPARE(field->text(), QString("paper")); // what both have
    field->setText("new, good");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(edited.count(), 2);
    QCOMPARE(edited[0], QVariantList({runId(0), QStringList({"good", "new"})}));
    QCOMPARE(edited[1], QVariantList({runId(1), QStringList({"bad", "good", "new"})}));
    QTRY_VERIFY(!panel.findChild<QDialog*>());
    action(panel, "Tags…")->trigger();
    dialog = panel.findChild<QDialog*>();
    QTest::keyClick(named<QLineEdit>(*dialog, "Tags"), Qt::Key_Return); // nothing changed
    QTRY_VERIFY(!panel.findChild<QDialog*>());
    action(panel, "Tags…")->trigger();
    dialog = panel.findChild<QDialog*>();
    named<QLineEdit>(*dialog, "Tags")->setText("given up");
    QTest::keyClick(dialog, Qt::Key_Escape);
    QCOMPARE(edited.count(), 2);
}

void RunsTest::tagsAreCompleted()
{
    RunsPanel panel({});
    auto rows = threeRuns();
    rows[0].tags = QStringList{"good", "paper"};
    rows[2].tags = QStringList{"old"};
    panel.setRows(rows);
    activate(panel);
    panel.select({runId(1)});
    action(panel, "Tags…")->trigger();
    auto* field = named<QLineEdit>(*panel.findChild<QDialog*>(), "Tags");
    QTest::keyClicks(field, "mine, PA");
    auto* completer = field->completer();
    QVERIFY(completer);
    QCOMPARE(completer->completionCount(), 1);
    QCOMPARE(completer->currentCompletion(), QString("mine, paper"));
    completer->setCompletionPrefix("");
    QCOMPARE(completer->completionCount(), 3); // all that are in use
}

void RunsTest::editsExperimentAndNote()
{
    RunsPanel panel({});
    auto rows = threeRuns();
    rows[0].experiment = "one";
    panel.setRows(rows);
    activate(panel);
    QSignalSpy put(&panel, &RunsPanel::experimentEdited), noted(&panel, &RunsPanel::noteEdited);
    panel.view()->selectAll();
    action(panel, "Experiment…")->trigger();
    auto* field = named<QLineEdit>(*panel.findChild<QDialog*>(), "Experiment");
    QCOMPARE(field->text(), QString()); // they are apart
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(!panel.findChild<QDialog*>());
    QCOMPARE(put.count(), 0);
    action(panel, "Experiment…")->trigger();
    field = named<QLineEdit>(*panel.findChild<QDialog*>(), "Experiment");
    field->setText("one");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(put.count(), 2);
    QCOMPARE(put[0], QVariantList({runId(1), "one"}));
    QCOMPARE(put[1], QVariantList({runId(2), "one"}));
    QTRY_VERIFY(!panel.findChild<QDialog*>());
    panel.select({runId(1)});
    action(panel, "Note…")->trigger();
    field = named<QLineEdit>(*panel.findChild<QDialog*>(), "Note");
    QCOMPARE(field->text(), QString("breaks"));
    field->setText("  heals  ");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(noted.value(0), QVariantList({runId(1), "heals"}));
}

void RunsTest::searchNarrowsTheList()
{
    RunsPanel panel({});
    panel.setRows(manyKinds());
    activate(panel);
    QSignalSpy changed(&panel, &RunsPanel::filterChanged);
    auto* search = named<QLineEdit>(panel, "Search runs");
    QCOMPARE(search->objectName(), QString("search")); // where Ctrl+F goes
    auto* clear = named<QToolButton>(panel, "Clear search and filters");
    QVERIFY(!clear->isVisible());
    QCOMPARE(countText(panel), QString("8 of 9 runs are listed"));
    QTest::keyClicks(search, "gptq");
    QCOMPARE(shownIds(panel), QString("5 6"));
    QCOMPARE(countText(panel), QString("2 of 9 runs are listed"));
    QCOMPARE(changed.count(), 4);
    QVERIFY(clear->isVisible());
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(panel.view()->hasFocus());
    QCOMPARE(panel.selectedIds(), QStringList{runId(5)});
    clear->click();
    QCOMPARE(shownIds(panel), QString("0 1 2 3 4 5 6 7"));
    QCOMPARE(search->text(), QString());
    QCOMPARE(panel.filter(), RunsFilter());
}

void RunsTest::filtersFoldAway()
{
    RunsPanel panel({});
    panel.setRows(manyKinds());
    activate(panel);
    auto* model = named<QComboBox>(panel, "Model");
    auto* fold = named<QToolButton>(panel, "Filters, none in use");
    QVERIFY(!model->isVisible());
    QTest::keyClick(fold, Qt::Key_Space);
    QVERIFY(model->isVisible());
    // Only others than the open one are chosen by it, so all runs are looked at.
    model->setFocus();
    QTest::keyClicks(model, "InternVL2-8B");
    QTest::keyClick(model, Qt::Key_Return);
    QCOMPARE(model->currentText(), QString("InternVL2-8B"));
    QTRY_COMPARE(shownIds(panel), QString("8"));
    QVERIFY(panel.filter().everywhere);
    QCOMPARE(fold->accessibleName(), QString("Filters, 1 in use"));
    named<QDoubleSpinBox>(panel, "Lowest score in per cent")->setValue(71);
    QCOMPARE(fold->text(), QString("Filters: 2"));
    QCOMPARE(shownIds(panel), QString());
    fold->click();
    QVERIFY(!model->isVisible());
    QCOMPARE(fold->text(), QString("Filters: 2")); // the mark stays
}

void RunsTest::filterIsAValue()
{
    RunsPanel panel({});
    panel.setRows(manyKinds());
    QSignalSpy changed(&panel, &RunsPanel::filterChanged);
    RunsFilter filter;
    filter.text = "naive";
    filter.everywhere = true;
    filter.tag = "paper";
    filter.experiment = "Down projections";
    filter.state = RunState::Complete;
    filter.lowestScore = 2.5;
    panel.setFilter(filter);
    QCOMPARE(panel.filter(), filter);
    QCOMPARE(shownIds(panel), QString("1"));
    QCOMPARE(named<QLineEdit>(panel, "Search runs")->text(), QString("naive"));
    QCOMPARE(named<QComboBox>(panel, "Whose runs")->currentText(), QString("All runs"));
    QCOMPARE(named<QComboBox>(panel, "Tag")->currentText(), QString("paper"));
    QCOMPARE(named<QComboBox>(panel, "State")->currentText(), QString("Complete"));
    QCOMPARE(named<QDoubleSpinBox>(panel, "Lowest score in per cent")->value(), 2.5);
    QCOMPARE(changed.count(), 0); // the owner knows
}

void RunsTest::chosenValueOutlivesItsRuns()
{
    RunsPanel panel({});
    RunsFilter filter;
    filter.tag = "paper";
    panel.setFilter(filter); // as after a restart, before the store has been read
    auto rows = manyKinds();
    panel.setRows(rows);
    QCOMPARE(shownIds(panel), QString("1 3"));
    auto* tags = named<QComboBox>(panel, "Tag");
    QCOMPARE(tags->count(), 3); // any, bad, paper
    for (auto& row : rows)
        row.tags.clear();
    panel.setRows(rows);
    QCOMPARE(tags->currentText(), QString("paper"));
    QCOMPARE(panel.filter(), filter);
}

void RunsTest::headerSorts()
{
    RunsPanel panel({});
    panel.setRows(manyKinds());
    panel.resize(900, 300);
    activate(panel);
    auto* header = panel.view()->horizontalHeader();
    const auto click = [&] {
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          {header->sectionViewportPosition(Column::Correct) + 20, header->height() / 2});
        return shownIds(panel);
    };
    QCOMPARE(click(), QString("1 3 0 2 4 5 6 7"));
    QCOMPARE(click(), QString("0 3 1 2 4 5 6 7"));
    QCOMPARE(click(), QString("0 1 2 3 4 5 6 7")); // as they came
}

void RunsTest::columnsSurviveARestart()
{
    QByteArray state;
    {
        RunsPanel panel({});
        panel.setRows(manyKinds());
        panel.resize(900, 300);
        panel.show();
        QSignalSpy changed(&panel, &RunsPanel::viewStateChanged);
        auto* header = panel.view()->horizontalHeader();
        header->moveSection(header->visualIndex(Column::Bits), 2);
        header->resizeSection(Column::Name, 77);
        panel.view()->setColumnHidden(Column::Protocol, true);
        panel.view()->setColumnHidden(Column::Started, false);
        panel.view()->sortByColumn(Column::Correct, Qt::DescendingOrder);
        state = panel.viewState();
        QTRY_COMPARE(changed.count(), 1); // for all of it
    }
    RunsPanel panel({});
    panel.setRows(manyKinds());
    QVERIFY(panel.viewState() != state);
    QVERIFY(panel.setViewState(state));
    QCOMPARE(panel.viewState(), state);
    auto* header = panel.view()->horizontalHeader();
    QCOMPARE(header->logicalIndex(2), int(Column::Bits));
    QCOMPARE(header->sectionSize(Column::Name), 77);
    QVERIFY(panel.view()->isColumnHidden(Column::Protocol));
    QVERIFY(!panel.view()->isColumnHidden(Column::Started));
    QCOMPARE(shownIds(panel), QString("0 3 1 2 4 5 6 7"));
}

void RunsTest::oddStateChangesNothing()
{
    RunsPanel panel({});
    const auto before = panel.viewState();
    for (const auto* odd : {"", "x", "[]", "{}", R"({"version":9,"columns":[]})", R"({"version":1,"columns":3})"})
        QVERIFY(!panel.setViewState(odd));
    QCOMPARE(panel.viewState(), before);
    // What a later version writes, or a careless hand.
    QVERIFY(panel.setViewState(R"({"version":1,"columns":[{"id":"colour"},3,{"id":"name","shown":false,"width":-7},
        {"id":"name","width":1e9},{"id":"time","shown":true}],"sortedBy":"colour"})"));
    QVERIFY(!panel.view()->isColumnHidden(Column::Name));
    QVERIFY(panel.view()->columnWidth(Column::Name) < 1000);
    QCOMPARE(panel.view()->horizontalHeader()->logicalIndex(1), int(Column::Time));
}

void RunsTest::columnsByKeyboard()
{
    RunsPanel panel({});
    panel.setRows(manyKinds());
    activate(panel);
    const auto find = [](const QMenu* menu, const QString& title) {
        for (auto* one : menu->actions())
            if (one->text() == title)
                return one;
        return static_cast<QAction*>(nullptr);
    };
    // The same menus at the button, which the keyboard opens, and at the list.
    const auto* more = named<QToolButton>(panel, "More actions")->menu();
    QVERIFY(more && named<QToolButton>(panel, "More actions")->focusPolicy() & Qt::TabFocus);
    auto* columns = find(more, "Columns");
    QVERIFY(columns && columns == action(panel, "Columns"));
    QVERIFY(panel.view()->isColumnHidden(Column::Model));
    find(columns->menu(), "Model")->trigger();
    QVERIFY(!panel.view()->isColumnHidden(Column::Model));
    QVERIFY(!find(columns->menu(), "Run")->isEnabled());
    QCOMPARE(panel.view()->horizontalHeader()->actions(), columns->menu()->actions());
    const auto* sorting = find(more, "Sort by")->menu();
    find(sorting, "Correct")->trigger();
    QCOMPARE(shownIds(panel), QString("1 3 0 2 4 5 6 7"));
    find(sorting, "Correct")->trigger();
    QCOMPARE(shownIds(panel), QString("0 3 1 2 4 5 6 7"));
    QVERIFY(find(sorting, "Correct")->isChecked());
}

void RunsTest::copiesWhatIsShown()
{
    RunsPanel panel({});
    panel.setRows(threeRuns());
    activate(panel);
    for (int column = 0; column < Column::ColumnCount; ++column)
        panel.view()->setColumnHidden(column, column != Column::Name && column != Column::Correct);
    panel.select({runId(1)});
    QTest::keyClick(panel.view(), Qt::Key_C, Qt::ControlModifier);
    auto* clipboard = QGuiApplication::clipboard();
    QCOMPARE(clipboard->text(), QString("Run\tCorrect\n⚠ Naive\t20 / 400 (5.0 %)\n"));
    action(panel, "Copy rows as CSV")->trigger();
    QCOMPARE(clipboard->text().count("\r\n"), 2);
    QVERIFY(clipboard->text().contains(runId(1) + ",Naive,complete,20,400,5,-334,"));
    action(panel, "Copy table as CSV")->trigger();
    QCOMPARE(clipboard->text().count("\r\n"), 4);
}

void RunsTest::dropComparesRuns()
{
    RunsPanel panel({});
    panel.setRows(manyRuns(4));
    panel.resize(600, 300);
    panel.show();
    auto* view = panel.view();
    QVERIFY(view->dragEnabled());
    panel.select({runId(0), runId(2)});
    // Holding the mouse down on a selected run keeps the others selected, for all of them are dragged.
    QTest::mousePress(view->viewport(), Qt::LeftButton, {},
                      view->visualRect(view->model()->index(2, Column::Name)).center());
    QCOMPARE(panel.selectedIds(), QStringList({runId(0), runId(2)}));
    QTest::mouseRelease(view->viewport(), Qt::LeftButton, {},
                        view->visualRect(view->model()->index(2, Column::Name)).center());
    panel.select({runId(0), runId(2)});
    QMimeData data;
    data.setData(runsMimeType(), runsMimeData(panel.selectedIds()));
    QSignalSpy compared(&panel, &RunsPanel::compareRequested);
    const auto drop = [&](const QPoint& at) {
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(view->viewport(), &enter);
        QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(view->viewport(), &move);
        QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(view->viewport(), &event);
        return move.isAccepted();
    };
    QVERIFY(drop(view->visualRect(view->model()->index(3, Column::Correct)).center()));
    QCOMPARE(compared.count(), 1);
    QCOMPARE(compared[0][0].toStringList(), QStringList({runId(0), runId(2), runId(3)}));
    // On the border between two rows it is one of them.
    QVERIFY(drop(view->visualRect(view->model()->index(3, Column::Correct)).topLeft() + QPoint(5, 0)));
    QCOMPARE(compared.count(), 2);
    drop({20, view->viewport()->height() - 3}); // below all rows
    QCOMPARE(compared.count(), 2);
    QCOMPARE(view->model()->rowCount(), 4); // nothing is moved away
}

void RunsTest::fitsANarrowColumn()
{
    RunsPanel panel({});
    panel.setRows(manyKinds());
    panel.findChild<RunsFilterBar*>()->setUnfolded(true);
    panel.resize(320, 260);
    panel.show();
    QCOMPARE(panel.width(), 320);
    for (const auto* child : panel.findChildren<QWidget*>()) {
        const bool control = qobject_cast<const QAbstractButton*>(child) || qobject_cast<const QComboBox*>(child) ||
            qobject_cast<const QLineEdit*>(child) || qobject_cast<const QLabel*>(child);
        if (control && child->isVisible())
            QVERIFY2(panel.rect().contains({child->mapTo(&panel, QPoint()), child->size()}),
                     qPrintable(child->accessibleName()));
    }
    QVERIFY(named<QToolButton>(panel, "More actions")->isVisible());
    QVERIFY(!named<QToolButton>(panel, "Delete")->isVisible()); // in the menu
    panel.findChild<RunsFilterBar*>()->setUnfolded(false);
    QCoreApplication::sendPostedEvents();
    const auto* view = panel.view();
    // Name and score stand beside each other.
    QVERIFY(view->visualRect(view->model()->index(0, Column::Correct)).right() <= view->viewport()->width());
    QVERIFY(view->columnWidth(Column::Name) >= 80);
    savePicture(panel, "runs_320");
    panel.resize(1000, 400);
    QVERIFY(named<QToolButton>(panel, "Delete")->isVisible());
    QVERIFY(view->columnWidth(Column::Name) > 120);
    savePicture(panel, "runs_1000");
}

void RunsTest::everythingHasANameAndATip()
{
    RunsPanel panel({});
    panel.setRows(manyKinds());
    int controls = 0;
    for (const auto* child : panel.findChildren<QWidget*>()) {
        if (child->objectName().startsWith("qt_") || qobject_cast<QAbstractItemView*>(child->parentWidget()) ||
            qobject_cast<QLineEdit*>(child->parentWidget()) || qobject_cast<QComboBox*>(child->parentWidget()))
            continue;
        if (!qobject_cast<const QAbstractButton*>(child) && !qobject_cast<const QComboBox*>(child) &&
            !qobject_cast<const QLineEdit*>(child) && !qobject_cast<const QDoubleSpinBox*>(child))
            continue;
        ++controls;
        const auto* button = qobject_cast<const QAbstractButton*>(child);
        QVERIFY(!child->accessibleName().isEmpty() || (button && !button->text().isEmpty()));
        QVERIFY2(!child->toolTip().isEmpty(), qPrintable(child->accessibleName()));
        QVERIFY2(child->focusPolicy() & Qt::TabFocus, qPrintable(child->accessibleName()));
    }
    QVERIFY(controls >= 18);
    for (const auto* one : panel.view()->actions())
        QVERIFY(one->isSeparator() || !one->toolTip().isEmpty());
}

void RunsTest::emptyListSaysWhatToDo()
{
    RunsPanel panel({});
    panel.show();
    QVERIFY(!panel.view()->isVisible());
    const auto says = [&](const QString& part) {
        for (const auto* label : panel.findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(part))
                return true;
        return false;
    };
    QVERIFY(says("Press Run to make the first one"));
    const auto rows = manyKinds();
    panel.setRows({rows[8]}); // of another model
    QVERIFY(says("No run belongs to what is open."));
    auto* everywhere = panel.findChild<QPushButton*>("everywhere");
    QVERIFY(everywhere && everywhere->isVisible());
    QCOMPARE(everywhere->text(), QString("Look in all runs (1)"));
    everywhere->click();
    QCOMPARE(shownIds(panel), QString("8"));
    QVERIFY(panel.view()->isVisible());
    panel.setFilter({});
    panel.setRows(rows);
    QVERIFY(panel.view()->isVisible());
    QTest::keyClicks(named<QLineEdit>(panel, "Search runs"), "nonsense");
    QVERIFY(says("No run matches the search and filters."));
    QVERIFY(!everywhere->isVisible()); // there is none elsewhere either
    named<QPushButton>(panel, "Clear them: list runs again")->click();
    QCOMPARE(shownIds(panel), QString("0 1 2 3 4 5 6 7"));
}

QUANTSCOPE_TEST(RunsTest)
#include "tst_runs.moc"

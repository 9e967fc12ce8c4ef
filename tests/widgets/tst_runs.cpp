// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

#include "runs/runspanel.h"
#include "testmain.h"

using namespace quantscope;

namespace {

std::vector<RunRow> threeRuns()
{
    std::vector<RunRow> rows(3);
    rows[0] = {0, "Float", "", "complete", true, true, false, 354, 400, 16, 15.7e6, 42, "today", {}};
    rows[1] = {1, "Naive", "breaks", "complete", true, false, true, 20, 400, 8.1, 8.2e6, 51, "", {"llm.0: damped"}};
    rows[2] = {2, "Next", "", "running 40 %", false, false, false, {}, 400, 0, 0, 0, "", {}};
    return rows;
}

QToolButton* button(const RunsPanel& panel, const QString& name)
{
    for (auto* one : panel.findChildren<QToolButton*>())
        if (one->accessibleName() == name)
            return one;
    return nullptr;
}

}

class RunsTest : public QObject
{
    Q_OBJECT

private slots:
    void modelShowsRuns();
    void differenceNeedsTheSameQuestions();
    void progressKeepsRowsAndEditor();
    void selectionFollowsTheRun();
    void floatRunKeepsNameAndPlace();
    void keysAndButtonsTellIntents();
    void renamesInPlace();
    void saysWhatWillAppear();
};

void RunsTest::modelShowsRuns()
{
    RunTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(threeRuns());
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, RunTableModel::Correct), QString("354 / 400"));
    QCOMPARE(text(0, RunTableModel::Difference), QString("pinned"));
    QCOMPARE(text(1, RunTableModel::Difference), QString("▼ 334"));
    QCOMPARE(text(1, RunTableModel::Name), QString("⚠ Naive"));
    QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains("llm.0: damped"));
    QCOMPARE(model.index(1, RunTableModel::Difference).data(Qt::AccessibleTextRole).toString(),
             QString("334 worse than the pinned run"));
    QCOMPARE(text(2, RunTableModel::Correct), QString("running 40 %"));
    auto meant = threeRuns();
    meant[1].protocol = "as published";
    meant[1].facts = QStringList{"images re-encoded as JPEG"};
    model.setRows(meant);
    QCOMPARE(text(1, RunTableModel::Protocol), QString("as published"));
    QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains("images re-encoded as JPEG"));
    auto rows = threeRuns();
    rows.erase(rows.begin() + 1);
    model.setRows(rows);
    QCOMPARE(model.rowCount(), 2);
}

void RunsTest::differenceNeedsTheSameQuestions()
{
    RunTableModel model;
    auto rows = threeRuns();
    rows[1].total = 20;
    model.setRows(rows);
    QCOMPARE(model.index(1, RunTableModel::Difference).data().toString(), QString("–"));
    rows[1].total = 400;
    std::swap(rows[0].pinned, rows[1].pinned);
    model.setRows(rows);
    QCOMPARE(model.index(0, RunTableModel::Difference).data().toString(), QString("▲ 334"));
}

void RunsTest::progressKeepsRowsAndEditor()
{
    RunsPanel panel({});
    auto rows = threeRuns();
    panel.setRows(rows);
    panel.show();
    panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.view()->setFocus();
    panel.view()->selectRow(2);
    const QSignalSpy resets(panel.view()->model(), &QAbstractItemModel::modelReset);
    QTest::keyClick(panel.view(), Qt::Key_F2);
    auto* editor = panel.view()->findChild<QLineEdit*>();
    QVERIFY(editor);
    QTest::keyClicks(editor, "half typed");
    rows[2].state = "running 60 %";
    panel.setRows(rows);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(editor->text(), QString("half typed"));
    QCOMPARE(panel.view()->model()->index(2, RunTableModel::Correct).data().toString(), QString("running 60 %"));
}

void RunsTest::selectionFollowsTheRun()
{
    RunsPanel panel({});
    auto rows = threeRuns();
    panel.setRows(rows);
    panel.view()->selectRow(2);
    rows.erase(rows.begin() + 1);
    panel.setRows(rows);
    QCOMPARE(panel.selectedId(), 2);
    rows.pop_back();
    panel.setRows(rows);
    QCOMPARE(panel.selectedId(), -1);
    QVERIFY(!button(panel, "Delete")->isEnabled());
}

void RunsTest::floatRunKeepsNameAndPlace()
{
    RunsPanel panel({});
    panel.setRows(threeRuns());
    panel.view()->selectRow(0);
    QVERIFY(!button(panel, "Delete")->isEnabled());
    QVERIFY(!button(panel, "Rename")->isEnabled());
    QVERIFY(!button(panel, "Pin as baseline")->isEnabled()); // it is pinned
    QVERIFY(button(panel, "Show")->isEnabled());
    const auto* model = panel.view()->model();
    QVERIFY(!(model->index(0, RunTableModel::Name).flags() & Qt::ItemIsEditable));
    QVERIFY(model->index(0, RunTableModel::Note).flags() & Qt::ItemIsEditable);
}

void RunsTest::keysAndButtonsTellIntents()
{
    RunsPanel panel({});
    panel.setRows(threeRuns());
    panel.show();
    panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.view()->setFocus();
    QSignalSpy pinned(&panel, &RunsPanel::pinRequested), shown(&panel, &RunsPanel::showRequested),
        applied(&panel, &RunsPanel::applyRequested), deleted(&panel, &RunsPanel::deleteRequested);
    panel.view()->selectRow(1);
    button(panel, "Pin as baseline")->click();
    button(panel, "Apply recipe")->click();
    QTest::keyClick(panel.view(), Qt::Key_Delete);
    QCOMPARE(pinned.value(0).value(0).toInt(), 1);
    QCOMPARE(applied.value(0).value(0).toInt(), 1);
    QCOMPARE(deleted.value(0).value(0).toInt(), 1);
    QTest::keyClick(panel.view(), Qt::Key_Return); // it is the one shown
    QCOMPARE(shown.count(), 0);
    panel.view()->selectRow(2);
    QTest::keyClick(panel.view(), Qt::Key_Return);
    QCOMPARE(shown.value(0).value(0).toInt(), 2);
}

void RunsTest::renamesInPlace()
{
    RunsPanel panel({});
    panel.setRows(threeRuns());
    panel.show();
    panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.view()->setFocus();
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
    QCOMPARE(renamed[0], QVariantList({1, "Better"}));
    panel.view()->setCurrentIndex(panel.view()->model()->index(1, RunTableModel::Note));
    QTest::keyClick(panel.view(), Qt::Key_Return);
    QTRY_COMPARE(panel.view()->findChildren<QLineEdit*>().size(), 1);
    editor = panel.view()->findChild<QLineEdit*>();
    QTest::keyClicks(editor, "!");
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(noted.count(), 1);
    QCOMPARE(shown.count(), 0);
}

void RunsTest::saysWhatWillAppear()
{
    RunsPanel panel({});
    panel.show();
    QVERIFY(!panel.view()->isVisible());
    QVERIFY(panel.findChild<QLabel*>()->isVisible());
    panel.setRows(threeRuns());
    QVERIFY(panel.view()->isVisible());
}

QUANTSCOPE_TEST(RunsTest)
#include "tst_runs.moc"

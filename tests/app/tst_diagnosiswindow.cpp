// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDockWidget>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>

#include "diagnosisview/causesview.h"
#include "diagnosisview/checkview.h"
#include "diagnosisview/diagnosispanel.h"
#include "diagnosisview/errormapplot.h"
#include "diagnosisview/fixesview.h"
#include "diagnosisview/traceview.h"
#include "guitest.h"
#include "smallmodel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

DiagnosisPanel* panelOf(WindowBench& bench)
{
    bench.window.showDock("diagnosis");
    return qobject_cast<DiagnosisPanel*>(bench.window.dock("diagnosis")->widget());
}

int rows(const QTableView* table)
{
    return table->model()->rowCount();
}

}

// Why an answer broke, in the real window over the demo.
class TestDiagnosisWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("warning");
    }

    void findingsAppearAndAFixIsUndone()
    {
        WindowBench bench(8, m_small.sources());
        auto* panel = panelOf(bench);
        bench.window.showDock("diagnosis");
        QVERIFY(panel);
        QVERIFY(!panel->causes()->table()->isVisible());
        QVERIFY(!named<QPushButton>(*panel, "Start check")->isEnabled());
        QVERIFY(bench.run(quick("naive-static-w8a8")));
        QVERIFY(QTest::qWaitFor([&] { return rows(panel->causes()->table()) > 0; }, longWait));
        const auto* protocol = named<QLabel>(*panel, "Protocol of the scores");
        QCOMPARE(protocol->text(), QString("exact"));
        QVERIFY(protocol->toolTip().startsWith("protocol exact\n"));
        auto* table = panel->causes()->table();
        QVERIFY(table->isVisible());
        auto* apply = named<QPushButton>(*panel, "Apply the fix to the recipe");
        for (int row = 0; row < rows(table) && !apply->isVisible(); ++row)
            table->selectRow(row);
        QVERIFY(apply->isVisible());
        bench.window.showDock("diagnosis");
        savePicture(bench.window, "causes");
        const auto before = bench.session.document.recipe();
        const int undos = bench.session.document.undoStack().count();
        QTest::mouseClick(apply, Qt::LeftButton);
        QVERIFY(!(bench.session.document.recipe() == before));
        QCOMPARE(bench.session.document.undoStack().count(), undos + 1);
        bench.session.document.undoStack().undo();
        QVERIFY(bench.session.document.recipe() == before);
        // What the protocol of the recipe overrules by now is said and not done.
        auto ruled = before;
        ruled.protocol = Protocol::MQuant;
        ruled.vision.fuseNorms = ruled.projector.fuseNorms = true;
        bench.session.document.editRecipe(ruled, "protocol");
        Fix fusion{message("fix.exact_fusion"), {}};
        fusion.edits.emplace_back().pointer = "/norm_fusion";
        fusion.edits.back().value = "exact";
        QSignalSpy notices(&bench.session.document, &Document::notice);
        Q_EMIT panel->causes()->fixRequested(fusion);
        QCOMPARE(notices.size(), 1);
        QVERIFY(notices.front().front().toString().contains("protocol overrules it"));
        QVERIFY(sameRecipe(bench.session.document.recipe(), ruled));
        ruled.normFusion = NormFusion::MQuant;
        ruled.protocol = Protocol::Exact;
        bench.session.document.editRecipe(ruled, "exact");
        Q_EMIT panel->causes()->fixRequested(fusion);
        QCOMPARE(notices.size(), 1);
        QVERIFY(bench.session.document.recipe().normFusion == NormFusion::Exact);
        bench.session.document.editRecipe(before, "before");
        // A cause of one layer leads the other views to it.
        bench.session.selection.selectLayer(0);
        for (int row = 0; row < rows(table) && bench.session.selection.layer() == 0; ++row)
            table->selectRow(row);
        QVERIFY(bench.session.selection.layer() != 0);
        // The float model has none.
        bench.session.runs.show(0);
        QVERIFY(QTest::qWaitFor([&] { return rows(table) == 0; }, longWait));
    }

    void aQuestionIsTraced()
    {
        WindowBench bench(8, m_small.sources());
        auto* panel = panelOf(bench);
        bench.window.showDock("diagnosis");
        QVERIFY(bench.run(quick("naive-static-w8a8")));
        panel->setCurrentWidget(panel->trace());
        auto* start = named<QPushButton>(*panel, "Trace question");
        QVERIFY(!start->isEnabled());
        bench.session.selection.selectQuestion(2);
        QVERIFY(start->isEnabled());
        start->click();
        QVERIFY(QTest::qWaitFor([&] { return rows(panel->trace()->tokens()) > 0; }, longWait));
        QVERIFY(rows(panel->trace()->swaps()) >= 5 + 12);
        QVERIFY(!panel->trace()->map()->csv().isEmpty());
        bench.window.showDock("diagnosis");
        savePicture(bench.window, "trace");
        QVERIFY(QTest::qWaitFor([&] { return start->isEnabled(); }, longWait));
        // What was found stays in another language.
        const int found = rows(panel->trace()->swaps());
        QVERIFY(bench.speak("zh"));
        QVERIFY(bench.speak("en"));
        panel = panelOf(bench);
        QVERIFY(rows(panel->trace()->tokens()) > 0);
        QCOMPARE(rows(panel->trace()->swaps()), found);
        // By the settings: no block by itself, that is the five of the towers and at most two single layers.
        bench.settings.setValue("trace/blocks", false);
        named<QPushButton>(*panel, "Trace question")->click();
        QVERIFY(QTest::qWaitFor([&] { return rows(panel->trace()->swaps()) != found; }, longWait));
        QVERIFY(QTest::qWaitFor([&] { return rows(panel->trace()->tokens()) > 0; }, longWait));
        QVERIFY(rows(panel->trace()->swaps()) >= 5 && rows(panel->trace()->swaps()) <= 7);
    }

    void aTraceWaitsForItsTurn()
    {
        WindowBench bench(4, m_small.sources());
        auto* panel = panelOf(bench);
        bench.window.showDock("diagnosis");
        QVERIFY(bench.run(quick("naive-static-w8a8")));
        QVERIFY(bench.waitForBaseline());
        panel->setCurrentWidget(panel->trace());
        bench.session.selection.selectQuestion(1);
        auto* start = named<QPushButton>(*panel, "Trace question");
        auto* stop = named<QPushButton>(*panel, "Stop tracing");
        auto* state = named<QLabel>(*panel, "State of the trace");
        auto* tokens = panel->trace()->tokens();
        const auto waits = [&] { return state->isVisible() && state->text().contains("waits"); };
        {
            Gate gate(bench.session.local.engine());
            start->click();
            QVERIFY(QTest::qWaitFor(waits, longWait));
            QVERIFY(!start->isEnabled());
            QVERIFY(stop->isVisible());
            stop->click(); // given up before its turn
            QVERIFY(start->isEnabled());
            QVERIFY(!waits());
            start->click();
            QVERIFY(QTest::qWaitFor(waits, longWait));
            QCOMPARE(rows(tokens), 0);
            gate.open();
        }
        QVERIFY(QTest::qWaitFor([&] { return rows(tokens) > 0; }, longWait));
        QVERIFY(start->isEnabled());
        QVERIFY(!waits());
    }

    void aTraceWaitsForARunAndIsOfTheRunThenShown()
    {
        WindowBench bench(4, m_small.sources());
        auto* panel = panelOf(bench);
        bench.window.showDock("diagnosis");
        QVERIFY(bench.run(quick("naive-static-w8a8")));
        QVERIFY(bench.waitForBaseline());
        panel->setCurrentWidget(panel->trace());
        bench.session.selection.selectQuestion(1);
        auto* start = named<QPushButton>(*panel, "Trace question");
        auto* state = named<QLabel>(*panel, "State of the trace");
        const int before = bench.session.runs.shown().id;
        Gate gate(bench.session.local.engine()); // the run cannot end before the trace is asked for
        bench.session.document.editRecipe(quick("dynamic-w8a8"), "another");
        bench.session.document.start();
        QVERIFY(bench.session.runs.isRunning());
        start->click();
        QVERIFY(state->isVisible() && state->text().contains("waits"));
        gate.open();
        QVERIFY(bench.waitForRun());
        QVERIFY(bench.session.runs.shown().id != before);
        QVERIFY(QTest::qWaitFor([&] { return rows(panel->trace()->tokens()) > 0; }, longWait));
        QVERIFY(start->isEnabled());
    }

    void theGuidedCheckRunsAndStops()
    {
        // Every step also compares the logits of eight questions, or of all that there are.
        auto sources = demoSources();
        const QTemporaryDir folder;
        QFile all(QString::fromStdString(sources.data.string())), few(folder.filePath("ocrbench_few.tsv"));
        QVERIFY(all.open(QIODevice::ReadOnly) && few.open(QIODevice::WriteOnly));
        for (int line = 0; line < 1 + 3; ++line)
            few.write(all.readLine());
        few.close();
        sources.data = few.fileName().toStdString();
        WindowBench bench(3, sources);
        auto* panel = panelOf(bench);
        bench.window.showDock("diagnosis");
        QVERIFY(bench.run(quick("naive-static-w8a8")));
        QVERIFY(bench.waitForBaseline());
        panel->setCurrentWidget(panel->check());
        auto* start = named<QPushButton>(*panel, "Start check");
        QVERIFY(QTest::qWaitFor([&] { return start->isEnabled(); }, longWait));
        named<QSpinBox>(*panel, "Questions of every step")->setValue(3);
        start->click();
        auto* table = panel->check()->table();
        QVERIFY(QTest::qWaitFor([&] { return rows(table) > 3; }, longWait));
        auto* stop = named<QPushButton>(*panel, "Stop the check");
        QVERIFY(stop->isVisible());
        stop->click();
        QVERIFY(QTest::qWaitFor([&] { return start->isEnabled(); }, longWait));
        QVERIFY(rows(table) > 3); // evidence stays
        start->click();
        auto* apply = named<QPushButton>(*panel, "Apply what the check suggests");
        QVERIFY(QTest::qWaitFor([&] { return start->isEnabled(); }, longWait));
        QVERIFY(rows(table) > 20);
        bench.window.showDock("diagnosis");
        savePicture(bench.window, "check");
        QVERIFY(apply->isVisible());
    }

    // From the list of fixes to a run beside the old one, and back to the list without a wait.
    void aChangeIsTriedAndRun()
    {
        WindowBench bench(4, m_small.sources());
        auto* panel = panelOf(bench);
        bench.window.showDock("diagnosis");
        QVERIFY(bench.run(quick("naive-static-w8a8")));
        QVERIFY(bench.waitForBaseline());
        panel->setCurrentWidget(panel->fixes());
        auto* start = named<QPushButton>(*panel, "Try changes");
        QVERIFY(QTest::qWaitFor([&] { return start->isEnabled(); }, longWait));
        named<QSpinBox>(*panel, "Questions of every change")->setValue(3);
        start->click();
        auto* table = panel->fixes()->table();
        QVERIFY(QTest::qWaitFor([&] { return rows(table) > 2; }, longWait));
        const auto tasks = bench.session.tasks.tasks();
        QVERIFY(std::any_of(tasks.begin(), tasks.end(), [](const Task& task) { return task.id == "fixes"; }));
        named<QPushButton>(*panel, "Stop trying changes")->click();
        QVERIFY(QTest::qWaitFor([&] { return start->isEnabled(); }, longWait));
        QVERIFY(rows(table) > 2); // what was tried stays
        start->click();
        QVERIFY(QTest::qWaitFor([&] { return !start->isEnabled(); }, longWait));
        QVERIFY(QTest::qWaitFor([&] { return start->isEnabled(); }, longWait));
        savePicture(bench.window, "fixes");
        QVERIFY(rows(table) > 8);
        // The editor has gone on meanwhile: the change is one of the run that it was tried on.
        const int before = bench.session.runs.shown().id;
        bench.session.document.editRecipe(quick("w4a16-rtn"), "another");
        table->selectRow(1);
        auto* run = named<QPushButton>(*panel, "Run the recipe with the selected change");
        QVERIFY(run->isEnabled());
        run->click();
        QVERIFY(bench.waitForRun());
        QVERIFY(bench.session.runs.shown().id != before);
        QCOMPARE(bench.session.document.recipe().llm.scheme.weightBits, 8); // not w4a16
    }

private:
    SmallModel m_small;
};

QUANTSCOPE_TEST(TestDiagnosisWindow)
#include "tst_diagnosiswindow.moc"

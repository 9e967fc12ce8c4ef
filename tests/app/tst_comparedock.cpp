// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QTableWidget>

#include "archive/runarchive.h"
#include "compare/axisplot.h"
#include "compare/axisview.h"
#include "compare/comparepanel.h"
#include "compare/questionsview.h"
#include "compare/runlegend.h"
#include "gui/docks/docks.h"
#include "guitest.h"
#include "runsamples.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr int compareWait = 20000; // milliseconds; the store is looked at every 0.7 s

RunRecord runWithBits(const char* id, int bits)
{
    auto record = sampleRun(60, 4, static_cast<unsigned>(bits));
    record.id = id;
    record.name = "W" + std::to_string(bits);
    record.spec.recipe->llm.scheme.weightBits = bits;
    return record;
}

// A session without a model, its store with three runs, and the dock.
struct DockBench
{
    QTemporaryDir folder;
    std::filesystem::path store;
    QSettings settings;
    std::unique_ptr<RunArchive> archive; // of another window
    std::unique_ptr<LocalSession> session;
    QObject work;
    std::unique_ptr<QWidget> dock;

    explicit DockBench(bool isKept = true)
        : store(isKept ? folder.filePath("runs.sqlite").toStdString() : std::string())
        , settings(folder.filePath("settings.ini"), QSettings::IniFormat)
    {
        if (!isKept)
            return;
        archive = std::make_unique<RunArchive>(store);
        for (const auto& record : {runWithBits("w3", 3), runWithBits("w4", 4), runWithBits("w8", 8)})
            archive->finish(record);
    }

    ComparePanel* open()
    {
        dock.reset();
        session = std::make_unique<LocalSession>(OpenSettings{.cache = {}, .threads = 2}, store);
        auto& s = *session;
        const DockContext context{s.backend,        s.document,  s.library, s.runs,           s.selection,
                                  s.rebuild,        s.inspector, settings,  [](auto&&...) {}, [](auto&&...) {},
                                  [](auto&&...) {}, s.tasks,     work};
        dock.reset(createCompareDock(context, nullptr));
        dock->resize(620, 370);
        dock->show();
        return qobject_cast<ComparePanel*>(dock.get());
    }
};

int shownRuns(const ComparePanel& panel)
{
    return panel.legend()->table()->rowCount();
}

}

class CompareDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chosenRunsAreReadAndCompared()
    {
        DockBench bench;
        auto* panel = bench.open();
        QVERIFY(panel);
        bench.session->selection.compareRuns({"w4", "w8"});
        QTRY_COMPARE_WITH_TIMEOUT(shownRuns(*panel), 2, compareWait);
        const auto* scores = panel->table(ComparePanel::Scores)->model();
        QCOMPARE(scores->headerData(2, Qt::Horizontal).toString(), QString("A  W4"));
        QCOMPARE(scores->rowCount(), 4); // two categories, the total and its interval
        QCOMPARE(scores->index(2, 1).data().toInt(), 59); // one question has no score
        QCOMPARE(panel->table(ComparePanel::Recipe)->model()->index(0, 0).data().toString(),
                 QString("LLM: Weight bits"));
        QCOMPARE(panel->questions()->matrix()->rowCount(), 59);
        panel->addRuns({"w3"});
        QTRY_COMPARE_WITH_TIMEOUT(shownRuns(*panel), 3, compareWait);
        QCOMPARE(bench.session->selection.comparedRuns(), QStringList({"w4", "w8", "w3"}));
    }

    void whatOthersDoToTheStoreIsFollowed()
    {
        DockBench bench;
        auto* panel = bench.open();
        bench.session->selection.compareRuns({"w3", "w4", "w8"});
        QTRY_COMPARE_WITH_TIMEOUT(shownRuns(*panel), 3, compareWait);
        bench.archive->rename("w4", "four bits");
        const auto name = [&](int row) { return panel->legend()->table()->item(row, RunLegend::Name)->text(); };
        QTRY_COMPARE_WITH_TIMEOUT(name(1), QString("four bits"), compareWait);
        bench.archive->remove("w3");
        QTRY_COMPARE_WITH_TIMEOUT(panel->runs(), QStringList({"w4", "w8"}), compareWait);
        QTRY_COMPARE_WITH_TIMEOUT(shownRuns(*panel), 2, compareWait);
        QCOMPARE(name(0), QString("four bits"));
    }

    void theChoiceComesBack()
    {
        DockBench bench;
        auto* panel = bench.open();
        bench.session->selection.compareRuns({"w8", "w3"});
        QTRY_COMPARE_WITH_TIMEOUT(shownRuns(*panel), 2, compareWait);
        panel->axis()->setPath("llm.weight_bits");
        panel->showTab(ComparePanel::Axis);
        QTRY_COMPARE_WITH_TIMEOUT(panel->axis()->table()->model()->rowCount(), 3, compareWait);
        panel = bench.open();
        QTRY_COMPARE_WITH_TIMEOUT(shownRuns(*panel), 2, compareWait);
        QCOMPARE(panel->runs(), QStringList({"w8", "w3"}));
        QCOMPARE(panel->axis()->path(), QString("llm.weight_bits"));
    }

    void anAxisFollowsTheStore()
    {
        DockBench bench;
        auto* panel = bench.open();
        panel->showTab(ComparePanel::Axis);
        panel->axis()->setPath("llm.weight_bits");
        const auto* table = panel->axis()->table()->model();
        QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 3, compareWait);
        QCOMPARE(table->index(0, 1).data().toString(), QString("3"));
        QCOMPARE(table->index(2, 4).data().toString(), QString("W8"));
        bench.archive->finish(runWithBits("w6", 6));
        QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 4, compareWait);
        panel->axis()->setPath("seed");
        QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 0, compareWait);
        waitForPlots(*panel);
        savePicture(*panel, "compare-dock");
    }

    // No file can be made where the store should be: runs are compared as the window holds them.
    void withoutAStoreRunsAreComparedInMemory()
    {
        DockBench bench(false);
        QVERIFY(QDir(bench.folder.path()).mkdir("folder"));
        bench.store = bench.folder.filePath("folder").toStdString();
        bench.settings.setValue("compare/runs", QStringList{"gone"});
        auto* panel = bench.open();
        auto& session = *bench.session;
        session.document.setSubset(firstQuestions(4));
        session.document.open(demoSources());
        QVERIFY(QTest::qWaitFor([&] { return session.document.isOpen() && !session.runs.live(); }, longWait));
        QVERIFY(!session.library.isKept());
        QStringList ids;
        for (const int bits : {4, 8}) {
            auto recipe = quick("dynamic-w8a8");
            recipe.llm.scheme.weightBits = bits;
            session.document.editRecipe(recipe, "test");
            session.document.start();
            QVERIFY(
                QTest::qWaitFor([&] { return !session.runs.live() && !session.document.hasPendingStart(); }, longWait));
            ids << QString::fromStdString(session.runs.shown().record.id);
        }
        // The one of before is nowhere; what the other views compare is offered, and nobody has chosen it.
        const QStringList offered{QString::fromStdString(session.runs.pinned().record.id), ids.last()};
        QTRY_COMPARE_WITH_TIMEOUT(shownRuns(*panel), 2, compareWait);
        QCOMPARE(panel->runs(), offered);
        QCOMPARE(session.selection.comparedRuns(), QStringList());
        QVERIFY(!bench.settings.value("compare/runs").toStringList().contains(offered.first()));
        session.runs.show(session.runs.findRecord(ids.first().toStdString())->id);
        QTRY_COMPARE_WITH_TIMEOUT(panel->runs(), QStringList({offered.first(), ids.first()}), compareWait);
        session.selection.compareRuns(ids);
        QTRY_COMPARE_WITH_TIMEOUT(shownRuns(*panel), 2, compareWait);
        QCOMPARE(panel->questions()->matrix()->rowCount(), 4);
        QTRY_COMPARE_WITH_TIMEOUT(panel->table(ComparePanel::Recipe)->model()->index(0, 0).data().toString(),
                                  QString("LLM: Weight bits"), compareWait);
        session.runs.rename(session.runs.findRecord(ids.last().toStdString())->id, "eight");
        QTRY_COMPARE_WITH_TIMEOUT(panel->legend()->table()->item(1, RunLegend::Name)->text(), QString("eight"),
                                  compareWait);
        panel->showTab(ComparePanel::Axis);
        panel->axis()->setPath("llm.weight_bits");
        const auto* table = panel->axis()->table()->model();
        QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 2, compareWait);
        QCOMPARE(table->index(0, 1).data().toString(), QString("4"));
        QCOMPARE(table->index(1, 4).data().toString(), QString("eight"));
        session.runs.remove(session.runs.findRecord(ids.last().toStdString())->id);
        QTRY_COMPARE_WITH_TIMEOUT(panel->runs(), ids.mid(0, 1), compareWait);
    }

    void withoutAStoreNothingIsThere()
    {
        DockBench bench(false);
        auto* panel = bench.open();
        bench.session->selection.compareRuns({"w3", "w4"});
        QTRY_COMPARE_WITH_TIMEOUT(panel->runs(), QStringList(), compareWait);
        panel->showTab(ComparePanel::Axis);
        QCOMPARE(panel->axis()->plot()->csv().count("\r\n"), 1);
        QCOMPARE(panel->axis()->path(), QString());
    }
};

QUANTSCOPE_TEST(CompareDockTest)
#include "tst_comparedock.moc"

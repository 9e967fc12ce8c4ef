// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDockWidget>
#include <QProgressBar>
#include <QTreeWidget>

#include "diagnosisview/diagnosispanel.h"
#include "diagnosisview/traceview.h"
#include "gui/frame/messagestack.h"
#include "gui/frame/statusline.h"
#include "gui/frame/tasksbutton.h"
#include "gui/frame/taskspopup.h"
#include "guitest.h"
#include "smallmodel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

Task task(const QString& id, const QString& group = {}, bool isRunning = true, double fraction = -1)
{
    Task made;
    made.id = id;
    made.group = group;
    made.title = "task " + id;
    made.isRunning = isRunning;
    made.fraction = fraction;
    return made;
}

QStringList idsOf(const TaskList& list)
{
    QStringList ids;
    for (const auto& each : list.tasks())
        ids << each.id;
    return ids;
}

QStringList titlesOf(const TaskList& list)
{
    QStringList titles;
    for (const auto& each : list.tasks())
        titles << each.title;
    return titles;
}

Recipe recipeOfBits(const char* name, int bits)
{
    auto recipe = quick("w4a16-rtn");
    recipe.name = name;
    recipe.llm.scheme.weightBits = bits;
    return recipe;
}

}

class TestTasks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("warning");
    }

    void sourcesAreAskedInOrder()
    {
        TaskList list;
        QObject stays;
        auto goes = std::make_unique<QObject>();
        std::vector<Task> first{task("a")}, second{task("b"), task("c")};
        list.addSource(&stays, [&] { return first; });
        list.addSource(goes.get(), [&] { return second; });
        QSignalSpy changed(&list, &TaskList::changed);
        QTRY_COMPARE(idsOf(list), QStringList({"a", "b", "c"}));
        QVERIFY(!changed.isEmpty());
        goes.reset();
        list.look();
        QCOMPARE(idsOf(list), QStringList{"a"});
        first.clear();
        QTRY_VERIFY(list.tasks().empty()); // by itself, while there is something
        QVERIFY(!list.current());
    }

    void whatSomebodyAskedForComesFirst()
    {
        TaskList list;
        QObject owner;
        auto filler = task("float");
        filler.isAsked = false;
        std::vector<Task> tasks{filler, task("waits", {}, false)};
        list.addSource(&owner, [&] { return tasks; });
        list.look();
        QCOMPARE(list.current()->id, QString("float"));
        tasks.push_back(task("check"));
        list.look();
        QCOMPARE(list.current()->id, QString("check"));
    }

    void cancelAndMoveReachTheOwner()
    {
        TaskList list;
        QObject owner;
        QStringList heard;
        std::vector<Task> tasks{task("a"), task("b", {}, false)};
        tasks[0].cancel = [&] {
            heard << "cancel a";
            tasks.erase(tasks.begin());
        };
        tasks[1].move = [&](bool earlier) { heard << (earlier ? "b earlier" : "b later"); };
        list.addSource(&owner, [&] { return tasks; });
        list.look();
        list.cancel("b"); // cannot be
        list.cancel("nothing");
        list.move("b", true);
        list.move("a", true); // has no place
        list.cancel("a");
        QCOMPARE(heard, QStringList({"b earlier", "cancel a"}));
        QCOMPARE(idsOf(list), QStringList{"b"});
    }

    void endsAreTold()
    {
        TaskList list;
        QObject owner;
        std::vector<Task> tasks{task("one"), task("s1", "sweep"), task("s2", "sweep", false)};
        list.addSource(&owner, [&] { return tasks; });
        QSignalSpy ended(&list, &TaskList::ended);
        list.look();
        QTest::qWait(120);
        tasks.erase(tasks.begin());
        list.look();
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended[0][0].toString(), QString("task one"));
        QCOMPARE(ended[0][1].toInt(), 1);
        QVERIFY(ended[0][2].toDouble() >= 0.1);
        tasks = {task("s2", "sweep")}; // the group's next
        list.look();
        QCOMPARE(ended.size(), 1);
        tasks.clear();
        list.look();
        QCOMPARE(ended.size(), 2);
        QCOMPARE(ended[1][0].toString(), QString("task s2"));
        QCOMPARE(ended[1][1].toInt(), 2);
    }

    // 1 s for a quarter: 3 s are left.
    void timeLeftIsEstimated()
    {
        TaskList list;
        QObject owner;
        std::vector<Task> tasks{task("a", {}, true, 0.25), task("own", {}, true, 0.5), task("w", {}, false)};
        tasks[1].left = SecondsRange{77, 77};
        list.addSource(&owner, [&] { return tasks; });
        list.look();
        QVERIFY(!list.find("a")->left); // too early
        QTest::qWait(1100);
        list.look();
        const auto left = list.find("a")->left;
        QVERIFY(left);
        QVERIFY2(left->from >= 3 && left->to < 6, qPrintable(QString::number(left->to)));
        QCOMPARE(list.find("own")->left->to, 77.0);
        QVERIFY(!list.find("w")->left);
    }

    void runsAreListedMovedAndCancelled()
    {
        const SmallModel small;
        WindowBench bench(4, small.sources());
        QVERIFY(bench.waitForBaseline());
        auto& tasks = bench.session.tasks;
        QTRY_VERIFY(tasks.tasks().empty());
        auto* line = bench.window.findChild<StatusLine*>();
        auto* button = line->tasksButton();
        QCOMPARE(button->text(), QString("No tasks ▴"));
        const auto place = button->geometry(), bar = line->findChild<QProgressBar*>()->geometry();
        QVERIFY(!line->findChild<QProgressBar*>()->isVisible());
        Gate gate(bench.session.local.engine());
        auto& runs = bench.session.runs;
        runs.enqueue(recipeOfBits("first", 3), firstQuestions(4), "sweep");
        runs.enqueue(recipeOfBits("second", 4), firstQuestions(4), "sweep");
        runs.enqueue(recipeOfBits("third", 5), firstQuestions(4), "sweep");
        QTRY_COMPARE(titlesOf(tasks), QStringList({"first", "second", "third"}));
        QVERIFY(tasks.tasks()[0].isRunning && !tasks.tasks()[1].isRunning);
        QTRY_COMPARE(button->text(), QString("3 tasks ▴"));
        QTRY_COMPARE(button->geometry(), place);
        QVERIFY(line->findChild<QProgressBar*>()->isVisible());
        QCOMPARE(line->findChild<QProgressBar*>()->geometry(), bar);
        // The list by keys.
        QTest::keyClick(&bench.window, Qt::Key_J, Qt::ControlModifier);
        auto* popup = button->popup();
        QVERIFY(popup->isVisible());
        auto* list = popup->list();
        QCOMPARE(list->topLevelItemCount(), 3);
        list->setCurrentItem(list->topLevelItem(2));
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(titlesOf(tasks), QStringList({"first", "third", "second"}));
        QCOMPARE(list->currentItem()->text(0), QString("third"));
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier); // nothing waits before it
        QCOMPARE(titlesOf(tasks), QStringList({"first", "third", "second"}));
        savePicture(*popup, "tasks");
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(titlesOf(tasks), QStringList({"first", "second"}));
        // The one under way goes, and the next of its group has its turn.
        list->setCurrentItem(list->topLevelItem(0));
        QTest::keyClick(list, Qt::Key_Delete);
        QTRY_COMPARE(titlesOf(tasks), QStringList{"second"});
        QVERIFY(tasks.tasks()[0].isRunning);
        QTest::keyClick(list, Qt::Key_Delete);
        gate.open();
        QTRY_VERIFY(!runs.isBusy());
        QTRY_COMPARE(list->topLevelItemCount(), 0);
    }

    // Esc stops it, and the line names it while it goes on.
    void aTraceIsListed()
    {
        const SmallModel small;
        WindowBench bench(4, small.sources());
        QVERIFY(bench.run(quick("naive-static-w8a8")));
        QVERIFY(bench.waitForBaseline());
        bench.session.selection.selectQuestion(1);
        QTRY_VERIFY(bench.session.tasks.tasks().empty());
        QVERIFY(!bench.window.findChild<QAction*>("stop")->isEnabled());
        Gate gate(bench.session.local.engine());
        auto* panel = qobject_cast<DiagnosisPanel*>(bench.window.dock("diagnosis")->widget());
        Q_EMIT panel->trace()->traceRequested();
        QTRY_COMPARE(idsOf(bench.session.tasks), QStringList{"trace"});
        gate.open();
        QTRY_VERIFY(bench.session.tasks.tasks().empty() || bench.session.tasks.current());
        auto* line = bench.window.findChild<StatusLine*>();
        if (bench.session.tasks.current()) {
            QVERIFY2(line->progressText().startsWith("Trace"), qPrintable(line->progressText()));
            QVERIFY(bench.window.findChild<QAction*>("stop")->isEnabled());
            bench.window.findChild<QAction*>("stop")->trigger();
        }
        QTRY_VERIFY(bench.session.tasks.tasks().empty());
        QVERIFY(!line->progressText().startsWith("Trace"));
    }

    void longTasksAreToldToWhoIsElsewhere()
    {
        const SmallModel small;
        WindowBench bench(2, small.sources());
        auto* stack = bench.window.findChild<MessageStack*>();
        stack->showMessage(MessageStack::Note, {});
        bench.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        Q_EMIT bench.session.tasks.ended("Sweep", 3, 60);
        QCOMPARE(stack->count(), 0); // its user is there
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        Q_EMIT bench.session.tasks.ended("Short", 1, 9);
        QCOMPARE(stack->count(), 0);
        Q_EMIT bench.session.tasks.ended("Long", 1, 75);
        QCOMPARE(stack->text(), QString("Long: ended after 1 min 15 s."));
        Q_EMIT bench.session.tasks.ended("Last", 3, 75);
        QCOMPARE(stack->text(), QString("3 tasks ended after 1 min 15 s, the last of them Last."));
    }
};

QUANTSCOPE_TEST(TestTasks)
#include "tst_tasks.moc"

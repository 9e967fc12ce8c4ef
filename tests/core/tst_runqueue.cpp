// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runqueue.h"
#include "testmain.h"

using namespace quantscope;

namespace {

RunSpec specWith(int bits)
{
    RunSpec spec;
    spec.recipe.emplace();
    spec.recipe->llm.scheme.weightBits = bits;
    return spec;
}

// The names in the order of their turns, with those that do not wait in brackets.
std::string order(const RunQueue& queue)
{
    std::string text;
    for (const auto& run : queue.runs())
        text += run.state == RunState::Waiting ? run.name : "[" + run.name + "]";
    return text;
}

}

class TestRunQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAfterTheOther()
    {
        RunQueue queue;
        const auto a = queue.add(specWith(2), "a"), b = queue.add(specWith(3), "b");
        QVERIFY(a != b && a.size() == 16);
        QVERIFY(!queue.running());
        const auto* first = queue.startNext();
        QVERIFY(first);
        QCOMPARE(first->id, a);
        QCOMPARE(first->spec.recipe->llm.scheme.weightBits, 2);
        QVERIFY(!queue.startNext()); // one at a time
        queue.finish(b, RunState::Complete); // it does not run
        QCOMPARE(queue.running()->id, a);
        queue.finish(a, RunState::Failed, "why");
        QCOMPARE(queue.find(a)->problem, std::string("why"));
        QCOMPARE(queue.startNext()->id, b);
        queue.finish(b, RunState::Complete);
        QVERIFY(!queue.startNext());
        QVERIFY(!queue.find("nothing"));
    }

    void waitingOnesChangePlaces()
    {
        RunQueue queue;
        const auto a = queue.add({}, "a"), b = queue.add({}, "b"), c = queue.add({}, "c"), d = queue.add({}, "d");
        queue.startNext();
        queue.cancel(c);
        QCOMPARE(order(queue), std::string("[a]b[c]d"));
        QVERIFY(queue.move(d, true)); // before b: c does not wait
        QCOMPARE(order(queue), std::string("[a]d[c]b"));
        QVERIFY(!queue.move(d, true)); // a runs
        QVERIFY(!queue.move(b, false));
        QVERIFY(!queue.move(a, false));
        QVERIFY(!queue.move(c, true));
        QVERIFY(!queue.move("nothing", true));
        QVERIFY(queue.move(d, false));
        QCOMPARE(order(queue), std::string("[a]b[c]d"));
        queue.finish(a, RunState::Complete);
        QCOMPARE(queue.startNext()->name, std::string("b"));
    }

    void ownRunsGoFirst()
    {
        RunQueue queue;
        queue.add({}, "a", "sweep");
        queue.add({}, "b", "sweep");
        queue.startNext();
        queue.addFirst({}, "c");
        queue.addFirst({}, "d");
        QCOMPARE(order(queue), std::string("[a]dcb"));
    }

    void cancelledRunsHaveNoTurnUntilTheyAreRestarted()
    {
        RunQueue queue;
        const auto a = queue.add({}, "a", "sweep"), b = queue.add({}, "b", "sweep"), c = queue.add({}, "c");
        queue.startNext();
        QVERIFY(queue.isWaiting("sweep"));
        queue.cancelGroup("sweep");
        QVERIFY(!queue.isWaiting("sweep") && queue.isWaiting(""));
        QCOMPARE(queue.find(a)->state, RunState::Cancelled);
        queue.finish(a, RunState::Complete); // too late
        QCOMPARE(queue.find(a)->state, RunState::Cancelled);
        queue.restart(c); // it waits already
        queue.restart(a);
        QCOMPARE(order(queue), std::string("[b]ca"));
        QCOMPARE(queue.startNext()->id, c);
        queue.cancel(c);
        QVERIFY(!queue.running());
        QCOMPARE(queue.startNext()->id, a);
        queue.remove(a);
        QVERIFY(queue.find(a)); // it runs
        queue.remove(b);
        QVERIFY(!queue.find(b));
    }
};

QUANTSCOPE_TEST(TestRunQueue)
#include "tst_runqueue.moc"

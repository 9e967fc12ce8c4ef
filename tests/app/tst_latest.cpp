// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>

#include "base/error.h"
#include "engine/feed.h"
#include "engine/latest.h"
#include "testmain.h"

using namespace quantscope;

namespace {

constexpr int soon = 20000; // milliseconds, against waiting for ever

struct Letters : JobStatus
{
    std::string letters;
};

}

// One question after the other to one background thread, and the news of a job.
class TestLatest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aValueArrives()
    {
        Engine engine;
        int heard = 0, values = 0;
        Latest<int> latest([&] { ++heard; });
        QVERIFY(!latest.isBusy() && !latest.value() && latest.problem().isEmpty());
        latest.start(answering(engine, 7), [&] { ++values; });
        QVERIFY(latest.isBusy());
        QCOMPARE(heard, 1);
        QVERIFY(QTest::qWaitFor([&] { return !latest.isBusy(); }, soon));
        QCOMPARE(*latest.value(), 7);
        QCOMPARE(heard, 2);
        QCOMPARE(values, 1);
    }

    void startingTheNextDropsTheOneBefore()
    {
        Engine engine;
        std::vector<int> values;
        Latest<int> latest;
        std::atomic<bool> ended = false;
        // It does not listen to being cancelled, so that its value is made and has to be ignored.
        latest.start(asking(engine,
                            [&ended](const Progress&) {
                                ended = true;
                                return 1;
                            }),
                     [&] { values.push_back(*latest.value()); });
        while (!ended)
            QThread::msleep(1);
        latest.start(answering(engine, 2), [&] { values.push_back(*latest.value()); });
        QVERIFY(QTest::qWaitFor([&] { return !latest.isBusy(); }, soon));
        QCOMPARE(values, std::vector<int>{2});
    }

    void theOneBeforeIsAskedToStop()
    {
        Engine engine;
        Latest<int> latest;
        latest.start(forEver(engine));
        latest.start(answering(engine, 3)); // on the same thread
        QVERIFY(QTest::qWaitFor([&] { return !latest.isBusy(); }, soon));
        QCOMPARE(*latest.value(), 3);
    }

    void aFailureIsSaidAndTheValueStays()
    {
        Engine engine;
        Latest<int> latest;
        latest.start(answering(engine, 4));
        QVERIFY(QTest::qWaitFor([&] { return !latest.isBusy(); }, soon));
        latest.start(asking(engine, [](const Progress&) -> int { throw Error("layer 3: not a number"); }));
        QVERIFY(latest.problem().isEmpty());
        QVERIFY(QTest::qWaitFor([&] { return !latest.isBusy(); }, soon));
        QCOMPARE(latest.problem(), QString("layer 3: not a number"));
        QCOMPARE(*latest.value(), 4);
        latest.start(answering(engine, 5));
        QVERIFY(latest.problem().isEmpty());
        latest.clear();
        QVERIFY(!latest.isBusy() && !latest.value());
    }

    void cancellingIsSilent()
    {
        Engine engine;
        int heard = 0;
        Latest<int> latest([&] { ++heard; });
        latest.start(forEver(engine));
        latest.cancel();
        QVERIFY(!latest.isBusy());
        bool behind = false;
        Latest<int> other;
        other.start(answering(engine, 6), [&] { behind = true; });
        QVERIFY(QTest::qWaitFor([&] { return behind; }, soon));
        QCOMPARE(heard, 1); // that it began
        latest.fail("nothing to ask");
        QCOMPARE(heard, 2);
        QCOMPARE(latest.problem(), QString("nothing to ask"));
        QVERIFY(!latest.value());
    }

    void whoIsGoneHearsNothing()
    {
        Engine engine;
        int heard = 0;
        {
            Latest<int> latest([&] { ++heard; });
            latest.start(answering(engine, 1));
        }
        Latest<int> other;
        other.start(answering(engine, 2));
        QVERIFY(QTest::qWaitFor([&] { return !other.isBusy(); }, soon));
        QCOMPARE(heard, 1);
    }

    void newsAreHandedOutOnceAndTheStatusStays()
    {
        Feed<Letters> feed;
        QVERIFY(!feed.take().began);
        const auto progress = feed.progress({});
        progress.step(0.5, "reading");
        feed.put([](Letters& news) { news.letters += "ab"; });
        feed.put([](Letters& news) { news.letters += "c"; });
        auto news = feed.take();
        QVERIFY(news.began);
        QCOMPARE(news.letters, std::string("abc"));
        QCOMPARE(news.fraction, 0.5);
        progress.step(0.25, "writing");
        news = feed.take();
        QVERIFY(news.began && news.letters.empty());
        QCOMPARE(news.fraction, 0.5); // it never falls
        QCOMPARE(news.what, std::string("writing"));
    }

    void aFeedHearsOfBeingCancelled()
    {
        Feed<JobStatus> feed;
        Progress outer;
        outer.cancelled = [] { return true; };
        QVERIFY_EXCEPTION_THROWN(feed.progress(outer).check(), Cancelled);
    }

private:
    static Call<int> asking(Engine& engine, const std::function<int(const Progress&)>& work)
    {
        return [&engine, work](QObject* receiver, JobEnd<int> end) {
            return engine.submit<int>(Engine::Short, receiver, work, std::move(end));
        };
    }

    static Call<int> answering(Engine& engine, int value)
    {
        return asking(engine, [value](const Progress&) { return value; });
    }

    static Call<int> forEver(Engine& engine)
    {
        return asking(engine, [](const Progress& progress) -> int {
            for (;; QThread::msleep(1))
                progress.check();
        });
    }
};

QUANTSCOPE_TEST(TestLatest)
#include "tst_latest.moc"

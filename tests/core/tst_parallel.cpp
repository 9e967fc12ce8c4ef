// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <barrier>
#include <mutex>
#include <set>
#include <thread>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/rand.h>
#include <c10/core/InferenceMode.h>

#include "base/blasguest.h"
#include "base/error.h"
#include "base/parallel.h"
#include "testmain.h"

using namespace quantscope;

namespace {

// How often each index was called.
std::vector<int> calls(int64_t count, int threads)
{
    std::vector<std::atomic<int>> seen(static_cast<size_t>(count));
    parallelFor(count, threads, [&](int64_t i) { ++seen[static_cast<size_t>(i)]; });
    return {seen.begin(), seen.end()};
}

// A number that no other thread has or gets, as a thread's id may be that of one that has ended.
int ownNumber()
{
    static std::atomic<int> next = 0;
    thread_local const int number = next++;
    return number;
}

// Threads that take part in loops.
class Threads
{
public:
    void note()
    {
        const std::lock_guard lock(m_mutex);
        m_seen.insert(ownNumber());
    }
    size_t count() const
    {
        return m_seen.size();
    }

private:
    std::mutex m_mutex;
    std::set<int> m_seen;
};

}

class TestParallel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // First: later cases leave more threads behind.
    void threadsAreKept()
    {
        Threads threads;
        for (int round = 0; round < 1000; ++round)
            parallelFor(8, 3, [&](int64_t) { threads.note(); });
        QVERIFY2(threads.count() <= 3, qPrintable(QString::number(threads.count())));
    }

    void everyIndexOnce_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("threads");
        for (const int count : {0, 1, 2, 3, 7, 1000})
            for (const int threads : {0, 1, 2, 3, 8, 32})
                QTest::addRow("%d by %d", count, threads) << count << threads;
    }

    void everyIndexOnce()
    {
        QFETCH(int, count);
        QFETCH(int, threads);
        for (int round = 0; round < 5; ++round)
            QCOMPARE(calls(count, threads), std::vector<int>(static_cast<size_t>(count), 1));
    }

    // A loop over as many items as threads has each of them, however many there were before.
    void allThreadsWorkAtOnce()
    {
        for (const int count : {2, 6, 3, 9, 2}) {
            std::barrier all(count);
            Threads threads;
            parallelFor(count, count, [&](int64_t) {
                all.arrive_and_wait();
                threads.note();
            });
            QCOMPARE(threads.count(), static_cast<size_t>(count));
        }
    }

    void noMoreThreadsThanItems()
    {
        Threads threads;
        parallelFor(2, 32, [&](int64_t) { threads.note(); });
        QVERIFY(threads.count() <= 2);
    }

    void theFirstExceptionStopsTheRest()
    {
        for (int round = 0; round < 50; ++round) {
            std::atomic<int> done = 0;
            std::atomic<bool> thrown = false;
            try {
                parallelFor(100000, 4, [&](int64_t i) {
                    if (i == 5) {
                        thrown = true;
                        throw Error("item 5");
                    }
                    // Nobody may be through with all the others before the exception has its turn.
                    if (i > 5)
                        std::this_thread::sleep_for(std::chrono::microseconds(thrown ? 20 : 200));
                    ++done;
                });
                QFAIL("nothing was thrown");
            } catch (const Error& problem) {
                QCOMPARE(problem.what(), "item 5");
            }
            QVERIFY(done < 100000 - 1);
        }
        QVERIFY_EXCEPTION_THROWN(parallelFor(8, 4, [](int64_t) { throw Cancelled(); }), Cancelled);
        QCOMPARE(calls(100, 4), std::vector<int>(100, 1)); // the threads live on
    }

    void loopsInsideLoops()
    {
        std::atomic<int> inner = 0;
        for (int round = 0; round < 20; ++round)
            parallelFor(6, 3, [&](int64_t) {
                parallelFor(5, 3, [&](int64_t) { parallelFor(4, 2, [&](int64_t) { ++inner; }); });
            });
        QCOMPARE(inner.load(), 20 * 6 * 5 * 4);
        // Those inside have helpers of their own while those outside wait.
        std::barrier all(4);
        parallelFor(2, 2, [&](int64_t) { parallelFor(2, 2, [&](int64_t) { all.arrive_and_wait(); }); });
        QVERIFY_EXCEPTION_THROWN(
            parallelFor(3, 3, [](int64_t) { parallelFor(3, 3, [](int64_t) { throw Error("inside"); }); }), Error);
    }

    void loopsBesideEachOther()
    {
        std::barrier all(4);
        std::atomic<int> done = 0;
        const auto caller = [&] {
            parallelFor(2, 2, [&](int64_t) { all.arrive_and_wait(); }); // none waits for the other's end
            for (int round = 0; round < 200; ++round)
                parallelFor(7, 3, [&](int64_t) { ++done; });
        };
        std::thread other(caller);
        caller();
        other.join();
        QCOMPARE(done.load(), 2 * 200 * 7);
    }

    void everyThreadIsSetUpAnew()
    {
        const OperationThreads three(3);
        std::atomic<int> wrong = 0;
        for (int round = 0; round < 50; ++round) {
            std::barrier all(4);
            parallelFor(4, 4, [&](int64_t) {
                all.arrive_and_wait();
                wrong += at::get_num_threads() != 1;
                wrong += std::this_thread::get_id() != m_main && !c10::InferenceMode::is_enabled();
                at::set_num_threads(2); // what an item leaves behind is not the next loop's
            });
        }
        at::set_num_threads(3);
        QCOMPARE(wrong.load(), 0);
    }

    void theCallersThreadCountComesBack()
    {
        const OperationThreads three(3);
        parallelFor(4, 2, [](int64_t) {});
        QCOMPARE(at::get_num_threads(), 3);
        try {
            parallelFor(4, 2, [](int64_t) { throw Error("no"); });
        } catch (const Error&) {
        }
        QCOMPARE(at::get_num_threads(), 3);
    }

    // Helpers of a guest are guests, and in the next loop they are not.
    void productsAreTheSameOnAnyThread()
    {
        const c10::InferenceMode inference;
        const auto a = at::rand({65, 130}), b = at::rand({130, 70});
        at::Tensor expected;
        {
            const OperationThreads one(1);
            expected = at::mm(a, b);
        }
        std::atomic<int> other = 0;
        const auto compare = [&](int64_t) { other += !at::equal(at::mm(a, b), expected); };
        for (int round = 0; round < 10; ++round) {
            parallelFor(16, 4, compare);
            const OperationThreads one(1);
            const BlasGuest guest;
            parallelFor(16, 4, compare);
        }
        QCOMPARE(other.load(), 0);
    }

private:
    const std::thread::id m_main = std::this_thread::get_id();
};

QUANTSCOPE_TEST(TestParallel)
#include "tst_parallel.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// A product or an attention that several threads share is bit for bit the one of a single thread.

#include <array>
#include <atomic>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/randn.h>
#include <c10/core/InferenceMode.h>

#include "base/parallel.h"
#include "model/attention.h"
#include "model/linear.h"
#include "numeric/quantizers.h"
#include "testmain.h"

using namespace quantscope;

namespace {

at::Tensor shared(int threads, const std::function<at::Tensor()>& work)
{
    const SplitThreads split(threads);
    return work();
}

bool sameOnAnyThreads(const std::function<at::Tensor()>& work)
{
    const auto alone = shared(1, work);
    for (const int threads : {2, 3, 5})
        if (!at::equal(shared(threads, work), alone))
            return false;
    return true;
}

}

class TestSplitThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void productsDoNotDependOnThreads_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("in");
        QTest::addColumn<int>("out");
        QTest::addColumn<bool>("bias");
        QTest::newRow("prompt, down") << 1800 << 4864 << 896 << false;
        QTest::newRow("prompt, up") << 777 << 896 << 4864 << false;
        QTest::newRow("prompt, keys") << 1800 << 896 << 128 << true;
        QTest::newRow("tiles, qkv") << 4100 << 256 << 3072 << true;
        for (const int odd : {481, 500, 599, 600, 961, 1025, 1441})
            QTest::newRow(qPrintable(QString("%1 rows").arg(odd))) << odd << 320 << 1100 << false;
        QTest::newRow("one token, up") << 1 << 896 << 4864 << false;
        QTest::newRow("one token, down") << 1 << 4864 << 896 << true;
        QTest::newRow("three tokens, head") << 3 << 896 << 20011 << false;
        QTest::newRow("too small to share") << 9 << 64 << 64 << true;
    }

    void productsDoNotDependOnThreads()
    {
        QFETCH(int, rows);
        QFETCH(int, in);
        QFETCH(int, out);
        QFETCH(bool, bias);
        const c10::InferenceMode inference;
        Linear linear;
        linear.weight = at::randn({out, in});
        if (bias)
            linear.bias = at::randn({out});
        const auto x = at::randn({rows, in});
        QVERIFY(sameOnAnyThreads([&] { return applyLinear(linear, x); }));

        // Codes alone, whose dense weights are made part by part.
        WeightFormat format;
        format.bits = 4;
        installQuantized(linear, roundToNearest(linear.weight, format), true);
        QVERIFY(!linear.weight.defined());
        QVERIFY(sameOnAnyThreads([&] { return applyLinear(linear, x); }));
    }

    void attentionDoesNotDependOnThreads()
    {
        const c10::InferenceMode inference;
        const auto q = at::randn({2, 700, 512}), k = at::randn({2, 700, 512}), v = at::randn({2, 700, 512});
        QVERIFY(sameOnAnyThreads([&] { return attendFull(q, k, v, 8); }));
    }

    void indicesThatAreLeftShareTheThreads()
    {
        std::array<std::atomic<int>, 8> inside{};
        parallelForShared(7, 4, [&](int64_t i) { inside[size_t(i)] = splitThreads(); });
        for (size_t i = 0; i < 7; ++i)
            QCOMPARE(inside[i].load(), 1); // three are left for four threads
        parallelForShared(6, 4, [&](int64_t i) { inside[size_t(i)] = splitThreads(); });
        QCOMPARE(inside[3].load(), 1);
        QCOMPARE(inside[4].load(), 2);
        parallelForShared(1, 4, [&](int64_t i) { inside[size_t(i)] = splitThreads(); });
        QCOMPARE(inside[0].load(), 4);
    }

    void threadsAreGivenBack()
    {
        const int before = at::get_num_threads();
        {
            const SplitThreads split(3);
            QCOMPARE(splitThreads(), 3);
            // A loop of one index passes them on, one of several uses them up.
            parallelFor(1, 2, [](int64_t) { QCOMPARE(splitThreads(), 3); });
            QCOMPARE(at::get_num_threads(), 1);
            std::atomic<int> most = 0;
            parallelFor(4, 2, [&](int64_t) { most = std::max<int>(most, splitThreads()); });
            QCOMPARE(most.load(), 1);
            QCOMPARE(splitThreads(), 3);
        }
        QCOMPARE(splitThreads(), 1);
        QCOMPARE(at::get_num_threads(), before);
    }
};

QUANTSCOPE_TEST(TestSplitThreads)
#include "tst_splitthreads.moc"

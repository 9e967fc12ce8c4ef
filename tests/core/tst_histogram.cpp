// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include "base/error.h"
#include "numeric/histogram.h"
#include "tasks/bootstrap.h"
#include "testmain.h"

using namespace quantscope;

class TestHistogram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsEveryValueOnce()
    {
        HistogramAccumulator sum;
        sum.add(at::tensor({-1.5f, -0.1f, 0.0f, 0.1f, 1.5f, 3.9f}));
        QCOMPARE(sum.count(), 6.0);
        QCOMPARE(sum.histogram().total(), 6.0);
        QCOMPARE(sum.min(), -1.5f);
        QCOMPARE(sum.max(), 3.9f);
        QCOMPARE(sum.histogram().high, 4.0);
        QCOMPARE(sum.histogram().low, -4.0);
    }

    void valuesLandInTheirBins()
    {
        HistogramAccumulator sum;
        sum.add(at::tensor({0.75f, 0.75f, -0.3f}));
        const auto& h = sum.histogram();
        for (const float value : {0.75f, -0.3f}) {
            const auto bin = static_cast<size_t>((value - h.low) / h.binWidth());
            QCOMPARE(h.counts[bin], value > 0 ? 2.0 : 1.0);
        }
    }

    void neitherPiecesNorOrderMatter()
    {
        const auto x = at::randn({4000}, at::kFloat) * at::linspace(0.01, 30, 4000);
        HistogramAccumulator whole, forward, backward, left, right;
        whole.add(x);
        const auto parts = x.split(700);
        for (const auto& part : parts)
            forward.add(part);
        for (auto part = parts.rbegin(); part != parts.rend(); ++part)
            backward.add(*part);
        left.add(x.narrow(0, 0, 1000));
        right.add(x.narrow(0, 1000, 3000));
        left.merge(right);
        for (const auto* other : {&forward, &backward, &left}) {
            QCOMPARE(other->histogram().high, whole.histogram().high);
            QCOMPARE(other->histogram().counts, whole.histogram().counts);
            QCOMPARE(other->count(), whole.count());
            QCOMPARE(other->max(), whole.max());
            QCOMPARE(other->min(), whole.min());
        }
    }

    void shareOutsideAndCoarser()
    {
        HistogramAccumulator sum;
        sum.add(at::linspace(-0.999, 0.999, 20000));
        const auto& h = sum.histogram();
        QVERIFY(std::abs(h.shareOutside(-0.5, 0.5) - 0.5) < 1e-3);
        QCOMPARE(h.shareOutside(-1, 1), 0.0);
        const auto coarse = h.coarser(64);
        QCOMPARE(coarse.counts.size(), size_t(64));
        QCOMPARE(coarse.total(), h.total());
        QVERIFY(std::abs(coarse.shareOutside(-0.5, 0.5) - 0.5) < 1e-3);
    }

    void refusesWhatIsNotFinite()
    {
        HistogramAccumulator sum;
        QVERIFY_EXCEPTION_THROWN(sum.add(at::tensor({1.0f, std::numeric_limits<float>::quiet_NaN()})), Error);
        QVERIFY_EXCEPTION_THROWN(sum.add(at::tensor({std::numeric_limits<float>::infinity()})), Error);
        sum.add(at::zeros({3}));
        QCOMPARE(sum.count(), 3.0);
    }

    void bootstrapOfCorrect()
    {
        std::vector<double> correct(400, 0.0);
        std::fill_n(correct.begin(), 300, 1.0);
        const auto interval = bootstrapSum(correct);
        // Standard deviation of a binomial count: sqrt(400 · 0.75 · 0.25) = 8.66, so 95 % reach 17 to either side.
        QVERIFY(std::abs(interval.low - 283) < 3);
        QVERIFY(std::abs(interval.high - 317) < 3);
        const auto again = bootstrapSum(correct);
        QCOMPARE(again.low, interval.low);
        QCOMPARE(again.high, interval.high);
        QCOMPARE(bootstrapSum(std::vector<double>(10, 1.0)).low, 10.0);
        QCOMPARE(bootstrapSum({}).high, 0.0);
    }
};

QUANTSCOPE_TEST(TestHistogram)
#include "tst_histogram.moc"

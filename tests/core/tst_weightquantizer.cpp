// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/logspace.h>
#include <ATen/ops/round.h>

#include "base/error.h"
#include "base/parallel.h"
#include "cases.h"
#include "numeric/metrics.h"
#include "numeric/weightquantizer.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

WeightFormat gridFormat(int bits, bool symmetric, bool search, int64_t group)
{
    WeightFormat format;
    format.bits = bits;
    format.symmetric = symmetric;
    format.clipSearch = search;
    format.groupSize = group;
    return format;
}

// What the search minimizes, in float64, for one row and step.
double searchError(const at::Tensor& row, const WeightFormat& format, int step)
{
    const CodeRange range = codeRange(format.bits, format.symmetric);
    const float p = static_cast<float>(1 - static_cast<double>(step) / format.clipGrid);
    const float min = p * std::min(0.f, row.min().item<float>()), max = p * std::max(0.f, row.max().item<float>());
    const float scale = (format.symmetric ? std::max(-min, max) : max - min) / static_cast<float>(range.high);
    const float zero = format.symmetric ? 0 : std::nearbyint(-min / scale);
    const at::Tensor codes = (at::round(row / scale) + zero).clamp(range.low, range.high);
    return (scale * (codes - zero) - row).to(at::kDouble).abs().pow(format.clipNorm).sum().item<double>();
}

}

class TestWeightQuantizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFormat_data()
    {
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("symmetric");
        QTest::addColumn<bool>("search");
        QTest::addColumn<int>("group");
        for (int bits = 2; bits <= 8; ++bits) {
            for (const bool symmetric : {true, false}) {
                for (const bool search : {true, false}) {
                    for (const int group : {-1, 32, 48, 1000})
                        QTest::addRow("%d bits%s%s group %d", bits, symmetric ? " symmetric" : "",
                                      search ? " search" : "", group)
                            << bits << symmetric << search << group;
                }
            }
        }
    }
    void everyFormat()
    {
        QFETCH(int, bits);
        QFETCH(bool, symmetric);
        QFETCH(bool, search);
        QFETCH(int, group);
        const WeightFormat format = gridFormat(bits, symmetric, search, group);
        const CodeRange range = codeRange(bits, symmetric);
        for (const auto dtype : {at::kFloat, at::kBFloat16, at::kDouble}) {
            const at::Tensor w = normal({24, 112}, 5).to(dtype), before = w.clone();
            const QuantizedWeight q = roundToNearest(w, format);
            QVERIFY(at::equal(w, before));
            QCOMPARE(q.dequantized.scalar_type(), dtype);
            QVERIFY(at::equal(dequantize(q), q.dequantized));
            QVERIFY(q.codes.min().item<int>() >= range.low && q.codes.max().item<int>() <= range.high);
            QCOMPARE(q.scale.size(1), group == 32 ? 4 : group == 48 ? 3 : 1);
            QCOMPARE(q.groupOf.defined(), group == 32 || group == 48);
            const double sqnr = compareTensors(w, q.dequantized).sqnrDb;
            QVERIFY2(sqnr > 6.02 * bits - 10, qPrintable(QString::number(sqnr)));
            if (bits < 8) {
                WeightFormat finer = format;
                ++finer.bits;
                QVERIFY(compareTensors(w, roundToNearest(w, finer).dequantized).sqnrDb > sqnr);
            }
        }
    }

    void searchFindsTheLeastError_data()
    {
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("symmetric");
        QTest::addColumn<double>("norm");
        for (const int bits : {2, 3, 4, 8}) {
            for (const bool symmetric : {true, false}) {
                for (const double norm : {2.4, 2.0, 1.0, 3.7})
                    QTest::addRow("%d bits %d norm %g", bits, symmetric, norm) << bits << symmetric << norm;
            }
        }
    }
    void searchFindsTheLeastError()
    {
        QFETCH(int, bits);
        QFETCH(bool, symmetric);
        QFETCH(double, norm);
        WeightFormat format = gridFormat(bits, symmetric, true, -1);
        format.clipNorm = norm;
        // Very different magnitudes must not matter, down to the floor of the range.
        const at::Tensor w = normal({12, 301}, 5) * at::logspace(-4, 8, 12, 10, at::kFloat).unsqueeze(1);
        const at::Tensor steps = findWeightGrid(w, format).clipStep;
        for (int64_t row = 0; row < w.size(0); ++row) {
            double least = std::numeric_limits<double>::infinity();
            for (int step = 0; step < 80; ++step)
                least = std::min(least, searchError(w[row], format, step));
            const double ours = searchError(w[row], format, steps[row].item<int>());
            QVERIFY2(ours <= least * (1 + 3e-6),
                     qPrintable(QStringLiteral("row %1: %2 > %3").arg(row).arg(ours).arg(least)));
        }
    }

    void threadsDoNotChangeBits()
    {
        const at::Tensor w = normal({600, 300}, 5);
        const WeightFormat format = gridFormat(4, true, true, -1);
        const OperationThreads one(1);
        const QuantizedWeight a = roundToNearest(w, format);
        const OperationThreads three(3);
        const QuantizedWeight b = roundToNearest(w, format);
        QVERIFY(at::equal(a.codes, b.codes));
        QVERIFY(at::equal(a.scale, b.scale));
    }

    void stridedRowsAreReadRight()
    {
        const at::Tensor wide = normal({10, 64}, 5);
        const at::Tensor part = wide.slice(1, 16, 40);
        for (const bool search : {false, true}) {
            const WeightFormat format = gridFormat(4, false, search, -1);
            QVERIFY(at::equal(findWeightGrid(part, format).scale, findWeightGrid(part.contiguous(), format).scale));
            QVERIFY(
                at::equal(findWeightGrid(part.t(), format).scale, findWeightGrid(part.t().contiguous(), format).scale));
        }
    }

    void sixteenBitsPassThrough()
    {
        const at::Tensor w = normal({3, 4}, 5);
        const QuantizedWeight q = roundToNearest(w, WeightFormat{});
        QVERIFY(!q.codes.defined());
        QVERIFY(at::equal(q.dequantized, w));
        QVERIFY(at::equal(dequantize(q), w));
    }

    void badFormatsThrow()
    {
        const at::Tensor w = normal({3, 4}, 5);
        for (const int bits : {-1, 0, 1, 9, 15, 32})
            QVERIFY_EXCEPTION_THROWN(roundToNearest(w, gridFormat(bits, true, false, -1)), Error);
        QVERIFY_EXCEPTION_THROWN(roundToNearest(w, gridFormat(4, true, false, 0)), Error);
        QVERIFY_EXCEPTION_THROWN(findWeightGrid(w.flatten(), gridFormat(4, true, false, -1)), Error);
        WeightFormat format = gridFormat(4, true, true, -1);
        format.clipGrid = 0;
        QVERIFY_EXCEPTION_THROWN(findWeightGrid(w, format), Error);
    }
};

QUANTSCOPE_TEST(TestWeightQuantizer)
#include "tst_weightquantizer.moc"

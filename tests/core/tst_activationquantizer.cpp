// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/randperm.h>
#include <ATen/ops/round.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include "base/error.h"
#include "base/parallel.h"
#include "cases.h"
#include "numeric/activationquantizer.h"
#include "numeric/metrics.h"
#include "numeric/observer.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

}

class TestActivationQuantizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDynamicFormat_data()
    {
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("symmetric");
        QTest::addColumn<int>("granularity");
        for (int bits = 2; bits <= 8; ++bits) {
            for (const bool symmetric : {true, false}) {
                for (int granularity = 0; granularity < 3; ++granularity)
                    QTest::addRow("%d %d %d", bits, symmetric, granularity) << bits << symmetric << granularity;
            }
        }
    }
    void everyDynamicFormat()
    {
        QFETCH(int, bits);
        QFETCH(bool, symmetric);
        QFETCH(int, granularity);
        ActivationFormat format;
        format.bits = bits;
        format.symmetric = symmetric;
        format.granularity = static_cast<ActivationGranularity>(granularity);
        format.groupSize = 16;
        const at::Tensor x = normal({2, 70, 96}), y = fakeQuantizeDynamic(x, format);
        const double sqnr = compareTensors(x, y).sqnrDb;
        QVERIFY2(sqnr > 6.02 * bits - 13, qPrintable(QString::number(sqnr)));
        if (bits < 8) {
            ActivationFormat finer = format;
            ++finer.bits;
            QVERIFY(compareTensors(x, fakeQuantizeDynamic(x, finer)).sqnrDb > sqnr);
        }
        // The fused kernel and the formula by tensors agree bit by bit.
        const ActivationGrid grid = findActivationGrid(x, format);
        const auto spread = [&](const at::Tensor& t) { return granularity == 1 ? t.repeat_interleave(16, -1) : t; };
        const at::Tensor codes = activationCodes(x, format);
        QVERIFY(at::equal(y, spread(grid.scale) * (codes - spread(grid.zero))));
        QCOMPARE(codes.min().item<int>() >= (symmetric ? -(1 << (bits - 1)) : 0), true);
        QCOMPARE(codes.max().item<int>() < (symmetric ? 1 << (bits - 1) : 1 << bits), true);
    }

    void threadsDoNotChangeBits()
    {
        ActivationFormat format;
        format.bits = 4;
        const at::Tensor x = normal({900, 500});
        const StaticGrid grid{8, true, 0.03f, 0, -128, 127, 0, 0};
        const OperationThreads one(1);
        const at::Tensor a = fakeQuantizeDynamic(x, format), b = fakeQuantizeStatic(x, grid);
        Observer first(ObserverKind::Omse, 4, true);
        first.observe(x);
        const StaticGrid found = first.grid();
        const OperationThreads three(3);
        QVERIFY(at::equal(a, fakeQuantizeDynamic(x, format)));
        QVERIFY(at::equal(b, fakeQuantizeStatic(x, grid)));
        QCOMPARE(first.grid().scale, found.scale);
        const at::Tensor formula = (at::round(x / grid.scale + grid.zero).clamp(-128, 127) - grid.zero) * grid.scale;
        QVERIFY(at::equal(b, formula));
    }

    void passesSixteenBitsThrough()
    {
        const at::Tensor x = normal({3, 4});
        QVERIFY(at::equal(fakeQuantizeDynamic(x, ActivationFormat{}), x));
    }

    void badFormatsThrow()
    {
        const at::Tensor x = normal({3, 10});
        ActivationFormat format;
        for (const int bits : {0, 1, 9, 12}) {
            format.bits = bits;
            QVERIFY_EXCEPTION_THROWN(fakeQuantizeDynamic(x, format), Error);
        }
        format.bits = 4;
        format.granularity = ActivationGranularity::Group;
        for (const int64_t group : {-1, 0, 3, 20}) {
            format.groupSize = group;
            QVERIFY_EXCEPTION_THROWN(fakeQuantizeDynamic(x, format), Error);
        }
        format.groupSize = 5;
        QVERIFY_EXCEPTION_THROWN(fakeQuantizeDynamic(at::empty({0, 10}), format), Error);
    }

    void everyObserver_data()
    {
        QTest::addColumn<QString>("id");
        for (const ObserverInfo& info : observers())
            QTest::newRow(info.id.data()) << QString::fromUtf8(info.id.data());
    }
    void everyObserver()
    {
        QFETCH(QString, id);
        const ObserverInfo& info = observerInfo(id.toStdString());
        const at::Tensor x = normal({4, 33, 40}), y = normal({4, 33, 40}, 2) * 2;
        double last = 0;
        for (int bits = 2; bits <= 8; ++bits) {
            for (const bool symmetric : {true, false}) {
                Observer observer(info.kind, bits, symmetric);
                QVERIFY(observer.empty());
                QVERIFY_EXCEPTION_THROWN(observer.grid(), Error);
                observer.observe(x);
                observer.observe(y);
                QVERIFY(observer.min() < 0 && observer.max() > 0);
                const StaticGrid grid = observer.grid();
                QCOMPARE(grid.qmin, symmetric ? -(1 << (bits - 1)) : 0);
                QVERIFY(grid.scale > 0 && grid.zero >= static_cast<float>(grid.qmin));
                if (symmetric)
                    continue;
                const double sqnr = compareTensors(x, fakeQuantizeStatic(x, grid)).sqnrDb;
                QVERIFY2(sqnr > last, qPrintable(QStringLiteral("%1 bits: %2").arg(bits).arg(sqnr)));
                last = sqnr;
            }
        }
        checkMerge(info, x, y);
        QCOMPARE(observerInfo(info.kind).id, info.id);
        if (!info.channelWise)
            QVERIFY_EXCEPTION_THROWN(Observer(info.kind, 8, true, true), Error);
        QVERIFY_EXCEPTION_THROWN(Observer(info.kind, 1, true), Error);
        QVERIFY_EXCEPTION_THROWN(observerInfo("none"), Error);
    }

    void searchBeatsPlainRange()
    {
        at::Tensor x = normal({5000});
        x[0] = 40;
        Observer search(ObserverKind::Omse, 4, true), plain(ObserverKind::MinMax, 4, true);
        search.observe(x);
        plain.observe(x);
        QVERIFY(compareTensors(x, fakeQuantizeStatic(x, search.grid())).mse <
                compareTensors(x, fakeQuantizeStatic(x, plain.grid())).mse);
        QVERIFY(search.grid().rangeMax < 40);
        QCOMPARE(search.max(), 40.f);
    }

    void quantilesInterpolate()
    {
        // 300 001 values: the position 0.99999 · 300 000 lies between order statistics 3 and 4 from the end.
        const at::Tensor x = at::randperm(300001, at::detail::createCPUGenerator(3), at::kFloat) - 100000;
        Observer observer(ObserverKind::Percentile, 8, true);
        observer.observe(x);
        const at::Tensor sorted = std::get<0>(x.sort());
        const float position = 0.99999f * 300000.f;
        const auto below = static_cast<int64_t>(position);
        const float weight = position - static_cast<float>(below);
        const float expected = sorted[below].item<float>() + weight;
        QVERIFY(std::abs(observer.max() - expected) < 0.02f);
        QVERIFY(observer.min() > -100000.f && observer.min() < -99995.f);
    }

    void metricsOfKnownTensors()
    {
        const at::Tensor a = at::tensor({3.f, 4.f}), b = at::tensor({3.f, 3.f});
        const ErrorMetrics m = compareTensors(a, b);
        QVERIFY(std::abs(m.sqnrDb - 10 * std::log10(25.0)) < 1e-9);
        QVERIFY(std::abs(m.mse - 0.5) < 1e-12 && std::abs(m.relativeMse - 0.04) < 1e-12);
        QVERIFY(std::abs(m.cosine - 21 / (5 * std::sqrt(18.0))) < 1e-9);
        QCOMPARE(m.maxAbs, 1.0);
        QVERIFY(std::isinf(compareTensors(a, a).sqnrDb));
        QCOMPARE(compareTensors(a, a).cosine, 1.0);
        QCOMPARE(compareTensors(a, at::zeros({2})).cosine, 0.0);
        QVERIFY(std::isnan(compareTensors(a, a / 0 - a / 0).sqnrDb));
        QVERIFY_EXCEPTION_THROWN(compareTensors(a, at::zeros({3})), Error);
    }

    void metricsInPieces()
    {
        const at::Tensor a = normal({700, 501}), b = a + normal({700, 501}, 2) * 0.01;
        const ErrorMetrics whole = compareTensors(a, b), exact = compareTensors(a.to(at::kDouble), b.to(at::kDouble));
        ErrorAccumulator pieces, rest;
        pieces.add(a.slice(0, 0, 100), b.slice(0, 0, 100));
        rest.add(a.slice(0, 100), b.slice(0, 100));
        pieces.merge(rest);
        QCOMPARE(pieces.count(), a.numel());
        for (const ErrorMetrics& m : {whole, pieces.metrics()}) {
            QVERIFY(std::abs(m.sqnrDb - exact.sqnrDb) < 1e-5);
            QVERIFY(std::abs(m.cosine - exact.cosine) < 1e-7);
            QVERIFY(std::abs(m.mse / exact.mse - 1) < 1e-6);
            QVERIFY(std::abs(m.maxAbs - exact.maxAbs) < 1e-7);
        }
    }

private:
    void checkMerge(const ObserverInfo& info, const at::Tensor& x, const at::Tensor& y)
    {
        Observer first(info.kind, 8, true), second(info.kind, 8, true), both(info.kind, 8, true);
        first.observe(x);
        second.observe(y);
        both.observe(x);
        both.observe(y);
        if (!info.mergeable) {
            QVERIFY_EXCEPTION_THROWN(first.merge(second), Error);
            return;
        }
        first.merge(second);
        QCOMPARE(first.min(), both.min());
        QCOMPARE(first.max(), both.max());
    }
};

QUANTSCOPE_TEST(TestActivationQuantizer)
#include "tst_activationquantizer.moc"

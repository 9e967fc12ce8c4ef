// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/sum.h>

#include "base/error.h"
#include "base/parallel.h"
#include "cases.h"
#include "numeric/choleskyfactor.h"
#include "numeric/gptqparts.h"
#include "numeric/hessian.h"
#include "numeric/quantizers.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

// Correlated inputs with very different scales.
at::Tensor hessianOf(int64_t columns, uint64_t seed = 2)
{
    const OperationThreads single(1);
    const at::Tensor x = at::matmul(normal({3 * columns, columns}, seed), normal({columns, columns}, seed + 1) * 0.1) +
        normal({3 * columns, columns}, seed + 2) * at::linspace(0.2, 3, columns);
    HessianAccumulator hessian(columns);
    hessian.add(x, 4);
    return hessian.matrix();
}

WeightFormat fourBits(int64_t group = -1)
{
    WeightFormat format;
    format.bits = 4;
    format.groupSize = group;
    return format;
}

// With the GPU's column loop where asked for.
GptqParts partsOf(bool tensorPath)
{
    auto parts = gptqParts(at::kCPU);
    if (tensorPath)
        parts.quantizeColumns = quantizeColumnsByTensors;
    return parts;
}

double lossOf(const at::Tensor& w, const at::Tensor& q, const at::Tensor& h)
{
    const at::Tensor d = (w - q).to(at::kDouble);
    return (at::matmul(d, h.to(at::kDouble)) * d).sum().item<double>();
}

}

class TestGptq : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void identityHessianIsRounding_data()
    {
        QTest::addColumn<int>("group");
        QTest::addColumn<bool>("actOrder");
        QTest::addColumn<bool>("tensorPath");
        for (const int group : {-1, 32}) {
            for (const bool actOrder : {false, true}) {
                for (const bool tensorPath : {false, true})
                    QTest::addRow("group %d %d %d", group, actOrder, tensorPath) << group << actOrder << tensorPath;
            }
        }
    }
    void identityHessianIsRounding()
    {
        QFETCH(int, group);
        QFETCH(bool, actOrder);
        QFETCH(bool, tensorPath);
        const at::Tensor w = normal({37, 200}, 1);
        GptqOptions options;
        options.actOrder = actOrder;
        const GptqResult result = quantizeGptq(w, at::eye(200), fourBits(group), options, partsOf(tensorPath));
        const QuantizedWeight plain = roundToNearest(w, fourBits(group));
        QVERIFY(at::equal(result.weight.codes, plain.codes));
        QVERIFY(at::equal(result.weight.scale, plain.scale));
        QVERIFY(at::equal(result.weight.dequantized, plain.dequantized));
        QVERIFY(std::abs(result.loss - lossOf(w, plain.dequantized, at::eye(200))) < 1e-3 * result.loss);
    }

    void everyVariant_data()
    {
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("symmetric");
        QTest::addColumn<int>("group");
        QTest::addColumn<bool>("actOrder");
        QTest::addColumn<bool>("staticGroups");
        for (const int bits : {2, 4, 8}) {
            for (const bool symmetric : {true, false}) {
                for (const int group : {-1, 24, 150, 300}) {
                    for (const bool actOrder : {false, true}) {
                        for (const bool fixed : {false, true})
                            QTest::addRow("%d %d g%d %d %d", bits, symmetric, group, actOrder, fixed)
                                << bits << symmetric << group << actOrder << fixed;
                    }
                }
            }
        }
    }
    void everyVariant()
    {
        QFETCH(int, bits);
        QFETCH(bool, symmetric);
        QFETCH(int, group);
        QFETCH(bool, actOrder);
        QFETCH(bool, staticGroups);
        WeightFormat format = fourBits(group);
        format.bits = bits;
        format.symmetric = symmetric;
        GptqOptions options;
        options.actOrder = actOrder;
        options.staticGroups = staticGroups;
        const at::Tensor w = normal({50, 300}, 3), h = hessianOf(300), before = w.clone(), beforeH = h.clone();
        const GptqResult one = quantizeGptq(w, h, format, options);
        QVERIFY(at::equal(w, before) && at::equal(h, beforeH));
        QVERIFY(at::equal(dequantize(one.weight), one.weight.dequantized));
        const CodeRange range = codeRange(bits, symmetric);
        QVERIFY(one.weight.codes.min().item<int>() >= range.low && one.weight.codes.max().item<int>() <= range.high);
        const double loss = lossOf(w, one.weight.dequantized, h);
        QVERIFY2(std::abs(one.loss - loss) < 5e-3 * loss, qPrintable(QStringLiteral("%1 %2").arg(one.loss).arg(loss)));
        QVERIFY(loss < lossOf(w, roundToNearest(w, format).dequantized, h));

        options.threads = 3;
        const GptqResult three = quantizeGptq(w, h, format, options);
        QVERIFY(at::equal(one.weight.codes, three.weight.codes));
        QVERIFY(at::equal(one.weight.scale, three.weight.scale));
        QCOMPARE(one.loss, three.loss);
        options.threads = 1;
        const GptqResult tensors = quantizeGptq(w, h, format, options, partsOf(true));
        QVERIFY(at::sum(tensors.weight.codes != one.weight.codes).item<int64_t>() <= 0.005 * w.numel());
        QVERIFY(std::abs(tensors.loss - one.loss) < 0.01 * one.loss);
    }

    void manyTilesAndThreads()
    {
        const at::Tensor h = hessianOf(700), w = normal({300, 700}, 9);
        GptqOptions options;
        options.actOrder = true;
        const GptqResult one = quantizeGptq(w, h, fourBits(), options);
        options.threads = 4;
        QVERIFY(at::equal(one.weight.codes, quantizeGptq(w, h, fourBits(), options).weight.codes));
        at::Tensor factor = (h + at::eye(700)).clone();
        QVERIFY(reverseCholesky(factor, 2));
        const at::Tensor r = factor.triu().to(at::kDouble);
        QVERIFY(relativeDifference(at::matmul(r, r.t()), h.to(at::kDouble) + at::eye(700, at::kDouble)) < 1e-6);
        at::Tensor indefinite = h - at::eye(700) * h.diagonal().max();
        QVERIFY(!reverseCholesky(indefinite, 1));
    }

    void failedFactorizations_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<double>("damping");
        QTest::newRow("none") << 0 << 0.01;
        QTest::newRow("one") << 1 << 0.1;
        QTest::newRow("two") << 2 << 1.0;
        QTest::newRow("all") << 3 << 0.0;
    }
    void failedFactorizations()
    {
        QFETCH(int, failures);
        QFETCH(double, damping);
        const at::Tensor w = normal({20, 96}, 4), h = hessianOf(96);
        GptqOptions options;
        options.actOrder = true;
        auto parts = gptqParts(at::kCPU);
        int left = failures;
        parts.factorize = [&left](at::Tensor& hessian, int threads) {
            return left-- <= 0 && reverseCholesky(hessian, threads);
        };
        const GptqResult result = quantizeGptq(w, h, fourBits(), options, parts);
        QVERIFY(std::abs(result.damping - damping) < 1e-9);
        QCOMPARE(static_cast<int>(result.fallbacks.size()), failures);
        if (failures < 3) {
            options.percdamp = damping;
            QVERIFY(at::equal(result.weight.codes, quantizeGptq(w, h, fourBits(), options).weight.codes));
        } else {
            QVERIFY(at::equal(result.weight.dequantized, roundToNearest(w, fourBits()).dequantized));
            QVERIFY(std::abs(result.loss - lossOf(w, result.weight.dequantized, h)) < 1e-4 * result.loss);
        }
    }

    void realFailureRaisesTheDamping()
    {
        at::Tensor h = hessianOf(64);
        h[5][6] += h.diagonal().max() * 1.02;
        h[6][5].copy_(h[5][6]);
        GptqOptions options;
        options.percdamp = 0;
        const GptqResult result = quantizeGptq(normal({8, 64}, 6), h, fourBits(), options);
        QVERIFY(!result.fallbacks.empty());
        QVERIFY(at::isfinite(result.weight.dequantized).all().item<bool>());
    }

    void deadColumnsBecomeZero()
    {
        at::Tensor h = hessianOf(64);
        for (const int64_t column : {3, 40}) {
            h[column].zero_();
            h.select(1, column).zero_();
        }
        const at::Tensor w = normal({16, 64}, 7);
        const GptqResult result = quantizeGptq(w, h, fourBits(), {});
        QCOMPARE(result.deadColumns, int64_t(2));
        QVERIFY(result.weight.dequantized.select(1, 3).abs().max().item<float>() == 0);
        QVERIFY(result.weight.dequantized.select(1, 40).abs().max().item<float>() == 0);
        QVERIFY(at::equal(result.initialScale, findWeightGrid(w, fourBits()).scale));
    }

    void stopsWhenCancelled()
    {
        int calls = 0;
        const Progress progress{[&calls] { return ++calls > 3; }, {}};
        QVERIFY_EXCEPTION_THROWN(quantizeGptq(normal({8, 600}, 1), hessianOf(600), fourBits(), {}, progress),
                                 Cancelled);
    }

    void reportsProgress()
    {
        double last = -1;
        const Progress progress{{}, [&last](double fraction, std::string_view) {
                                    QVERIFY(fraction >= last && fraction <= 1);
                                    last = fraction;
                                }};
        quantizeGptq(normal({8, 300}, 1), hessianOf(300), fourBits(), {}, progress);
        QCOMPARE(last, 1.0);
    }

    void badInputsThrow()
    {
        const at::Tensor w = normal({4, 8}, 1);
        QVERIFY_EXCEPTION_THROWN(quantizeGptq(w, at::eye(7), fourBits(), {}), Error);
        QVERIFY_EXCEPTION_THROWN(quantizeGptq(w.flatten(), at::eye(32), fourBits(), {}), Error);
        GptqOptions options;
        options.blockSize = 0;
        QVERIFY_EXCEPTION_THROWN(quantizeGptq(w, at::eye(8), fourBits(), options), Error);
        HessianAccumulator hessian(8);
        QVERIFY_EXCEPTION_THROWN(hessian.add(normal({3, 7}, 1), 1), Error);
    }

    void hessiansAddUp()
    {
        const at::Tensor x = normal({2, 30, 600}, 8);
        HessianAccumulator whole(600), first(600), second(600);
        whole.add(x, 2);
        first.add(x[0], 1);
        second.add(x[1], 1);
        first.merge(second);
        QCOMPARE(first.samples(), int64_t(2));
        const at::Tensor rows = x.flatten(0, 1).to(at::kDouble);
        const at::Tensor exact = at::matmul(rows.t(), rows);
        QVERIFY(relativeDifference(whole.matrix(), exact) < 1e-6);
        QVERIFY(relativeDifference(first.matrix(), exact) < 1e-6);
        QVERIFY(at::equal(whole.matrix(), whole.matrix().t()));
        const OperationThreads threads(3);
        HessianAccumulator again(600);
        again.add(x, 2);
        QVERIFY(at::equal(again.matrix(), whole.matrix()));
    }

    void everyQuantizerInTheTable()
    {
        const at::Tensor w = normal({24, 128}, 10), h = hessianOf(128);
        QVERIFY(weightQuantizers().size() >= 2);
        for (const WeightQuantizer& quantizer : weightQuantizers()) {
            QCOMPARE(&weightQuantizer(quantizer.id), &quantizer);
            LayerStatistics statistics;
            statistics.hessian = h;
            double last = std::numeric_limits<double>::infinity();
            for (const int bits : {2, 3, 4, 6, 8}) {
                WeightFormat format;
                format.bits = bits;
                const auto result = quantizer.quantize(w, statistics, {format, {}}, {});
                QVERIFY(at::equal(dequantize(result.weight), result.weight.dequantized));
                QVERIFY(result.loss < last && result.loss > 0);
                last = result.loss;
            }
            QVERIFY(at::equal(quantizer.quantize(w, statistics, {}, {}).weight.dequantized, w));
        }
        QVERIFY_EXCEPTION_THROWN(weightQuantizer("none"), Error);
    }

    // What a row names it reads, and nothing else.
    void quantizersReadTheirParameters()
    {
        const at::Tensor w = normal({24, 128}, 10), h = hessianOf(128);
        const auto fields = quantizerFields();
        QVERIFY(!fields.empty());
        for (const WeightQuantizer& quantizer : weightQuantizers()) {
            LayerStatistics statistics;
            statistics.hessian = h;
            const auto codes = [&](const QuantizerParameters& parameters) {
                return quantizer.quantize(w, statistics, {fourBits(32), parameters}, {}).weight.codes;
            };
            for (const auto& field : fields) {
                // Static groups differ only where the columns are reordered.
                QuantizerParameters plain, other;
                plain.actOrder = other.actOrder = field.id == "static_groups";
                const bool isSwitch = fieldValue(plain, field).is_boolean();
                setFieldValue(other, field, isSwitch ? nlohmann::json(true) : nlohmann::json(field.max), "test");
                QVERIFY(!(other == plain));
                const bool reads = std::any_of(quantizer.parameters.begin(), quantizer.parameters.end(),
                                               [&](const auto& own) { return own.id == field.id; });
                QCOMPARE(!at::equal(codes(plain), codes(other)), reads);
            }
        }
    }

    void statisticsAreThoseThatAreNeeded()
    {
        const at::Tensor x = normal({2, 30, 40}, 11);
        StatisticsAccumulator nothing(QuantizerNeeds::Nothing, 40), hessian(QuantizerNeeds::Hessian, 40),
            channels(QuantizerNeeds::ChannelStatistics, 40);
        for (auto* sum : {&nothing, &hessian, &channels}) {
            sum->add(x, 2);
            sum->add(x[0] * 3, 1);
            QCOMPARE(sum->statistics().samples, int64_t(3));
        }
        const at::Tensor rows = at::cat({x.flatten(0, 1), x[0] * 3}).abs();
        QVERIFY(!nothing.statistics().hessian.defined() && !nothing.statistics().channelMean.defined());
        HessianAccumulator expected(40);
        expected.add(x, 2);
        expected.add(x[0] * 3, 1);
        QVERIFY(at::equal(hessian.statistics().hessian, expected.matrix()));
        QVERIFY(!hessian.statistics().channelMean.defined());
        const auto found = channels.statistics();
        QVERIFY(!found.hessian.defined());
        QVERIFY(at::equal(found.channelMax, rows.amax(0)));
        QVERIFY(relativeDifference(found.channelMean, rows.to(at::kDouble).mean(0)) < 1e-6);
        QVERIFY_EXCEPTION_THROWN(channels.add(normal({3, 7}, 1), 1), Error);
        QVERIFY_EXCEPTION_THROWN(StatisticsAccumulator(QuantizerNeeds::Gradients, 40), Error);
    }
};

QUANTSCOPE_TEST(TestGptq)
#include "tst_gptq.moc"

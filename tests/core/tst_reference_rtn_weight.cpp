// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>

#include "cases.h"
#include "numeric/weightquantizer.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr char fileName[] = "quant/rtn_weight.safetensors";

WeightFormat formatOf(const nlohmann::json& parameters)
{
    WeightFormat format;
    format.bits = parameters.value("bits", 16);
    format.symmetric = parameters.value("sym", true);
    format.clipSearch = parameters.value("mse", false);
    format.perChannel = parameters.value("perchannel", true);
    format.clipNorm = parameters.value("norm", 2.4);
    format.clipGrid = parameters.value("grid", 100);
    format.clipMaxShrink = parameters.value("maxshrink", 0.8);
    return format;
}

double rowError(const at::Tensor& quantized, const at::Tensor& w, double norm)
{
    return (quantized.to(at::kDouble) - w.to(at::kDouble)).abs().pow(norm).sum().item<double>();
}

}

class TestReferenceRtnWeight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QUANTSCOPE_REQUIRE_CASES(fileName);
    }

    void rounds_data()
    {
        addCaseRows(fileName);
    }

    void rounds()
    {
        QFETCH(QString, id);
        const CaseFile file(fileName);
        const std::string name = id.toStdString();
        const WeightFormat format = formatOf(file.parameters(name));
        const std::string input = file.parameters(name).at("weight");
        const at::Tensor w = file.tensor(input).flatten(1);
        const at::Tensor expected = file.tensor(name + ".dequant").flatten(1);
        const QuantizedWeight weight = roundToNearest(w, format);
        QCOMPARE(weight.dequantized.scalar_type(), w.scalar_type());
        if (format.bits == 16) {
            QVERIFY(at::equal(weight.dequantized, expected));
            QVERIFY(at::equal(findWeightGrid(w, format).scale, file.tensor(name + ".scale")));
            return;
        }
        const at::Tensor scale = file.tensor(name + ".scale").reshape({-1, 1});
        const at::Tensor zero = file.tensor(name + ".zero").reshape({-1, 1});
        QVERIFY(at::equal(dequantize(weight), weight.dequantized));
        if (format.clipSearch) {
            checkSearched(file, name, format, w, weight);
            return;
        }
        QVERIFY(differingShare(weight.scale, scale, 1.2e-7, 0) == 0);
        QVERIFY(at::equal(weight.zero, zero));
        QVERIFY(at::equal(weight.dequantized, expected));
        if (file.has(name + ".codes"))
            QVERIFY(at::equal(weight.codes.to(at::kInt), file.tensor(name + ".codes").flatten(1).to(at::kInt)));
    }

private:
    // Stable rows pick the recorded step; the others must reach at least the recorded error.
    void checkSearched(const CaseFile& file, const std::string& name, const WeightFormat& format, const at::Tensor& w,
                       const QuantizedWeight& weight)
    {
        const at::Tensor steps = findWeightGrid(w, format).clipStep;
        const at::Tensor expectedSteps = file.tensor(name + ".clip_step");
        const at::Tensor stable = file.tensor(name + ".row_stable");
        const at::Tensor expected = file.tensor(name + ".dequant").flatten(1);
        const at::Tensor scale = file.tensor(name + ".scale").reshape({-1, 1});
        QCOMPARE(steps.sizes(), expectedSteps.sizes());
        for (int64_t row = 0; row < w.size(0); ++row) {
            const int64_t at = format.perChannel ? row : 0;
            if (stable[at].item<int>() == 0) {
                const double ours = rowError(weight.dequantized[row], w[row], format.clipNorm);
                const double theirs = rowError(expected[row], w[row], format.clipNorm);
                QVERIFY2(!format.perChannel || ours <= theirs * (1 + 1e-5) + 1e-30, qPrintable(QString::number(row)));
                continue;
            }
            QCOMPARE(steps[at].item<int>(), expectedSteps[at].item<int>());
            QVERIFY(differingShare(weight.scale[row], scale[row], 2.4e-7, 0) == 0);
            const double tolerance = w.scalar_type() == at::kBFloat16 ? 4e-3 : 1e-6;
            QVERIFY2(differingShare(weight.dequantized[row], expected[row], tolerance, 1e-12) == 0,
                     qPrintable(QString::number(row)));
        }
    }
};

QUANTSCOPE_TEST(TestReferenceRtnWeight)
#include "tst_reference_rtn_weight.moc"

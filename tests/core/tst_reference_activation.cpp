// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/round.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>

#include "cases.h"
#include "numeric/activationquantizer.h"
#include "numeric/observer.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr char dynamicFile[] = "quant/act_quantizer.safetensors";
constexpr char staticFile[] = "quant/act_static_observers.safetensors";

ActivationFormat formatOf(const nlohmann::json& parameters)
{
    ActivationFormat format;
    format.bits = parameters.at("bits");
    format.symmetric = parameters.at("sym");
    format.groupSize = parameters.at("groupsize");
    format.clipRatio = parameters.at("clip_ratio");
    if (format.groupSize > 0)
        format.granularity = ActivationGranularity::Group;
    else if (parameters.at("act_per_tensor").get<bool>())
        format.granularity = ActivationGranularity::Tensor;
    return format;
}

// The expectation where it is finite, ours elsewhere.
at::Tensor whereFinite(const at::Tensor& expected, const at::Tensor& ours)
{
    return at::where(at::isfinite(expected), expected, ours);
}

struct ObserverSpec
{
    std::string observer;
    int bits = 8;
    bool symmetric = true;
    bool channelWise = false;
};

ObserverSpec specOf(const nlohmann::json& parameters)
{
    ObserverSpec spec;
    spec.observer = parameters.at("observer");
    spec.channelWise = parameters.value("calibration_mode", "") == "channel_wise";
    if (parameters.contains("bit_type")) {
        const std::string type = parameters.at("bit_type");
        spec.symmetric = type[0] != 'u';
        spec.bits = std::stoi(type.substr(type.find("int") + 3));
    } else {
        spec.bits = parameters.at("bits");
    }
    return spec;
}

float eps(const at::Tensor& t)
{
    return t.scalar_type() == at::kBFloat16 ? 4e-3f : 3e-7f;
}

}

class TestReferenceActivation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QUANTSCOPE_REQUIRE_CASES(dynamicFile);
        QUANTSCOPE_REQUIRE_CASES(staticFile);
    }

    void dynamic_data()
    {
        addCaseRows(dynamicFile);
    }
    void dynamic()
    {
        QFETCH(QString, id);
        const CaseFile file(dynamicFile);
        const std::string name = id.toStdString();
        const nlohmann::json parameters = file.parameters(name);
        const ActivationFormat format = formatOf(parameters);
        const at::Tensor x = file.tensor(name + ".x"), before = x.clone();
        const at::Tensor y = fakeQuantizeDynamic(x, format);
        QCOMPARE(y.scalar_type(), x.scalar_type());
        QVERIFY(at::equal(x, before));
        QVERIFY(at::isfinite(y).all().item<bool>());
        if (parameters.contains("error")) {
            QVERIFY(at::equal(y, at::zeros_like(x)));
            return;
        }
        const ActivationGrid grid = findActivationGrid(x, format);
        const at::Tensor scale = file.tensor(name + ".scale"), zero = file.tensor(name + ".zero");
        const at::Tensor expected = file.tensor(name + ".y");
        QCOMPARE(grid.scale.scalar_type(), scale.scalar_type());
        QCOMPARE(grid.scale.sizes(), scale.sizes());
        if (parameters.value("nonfinite_outputs", 0) == 0) {
            QVERIFY(at::equal(grid.scale, scale));
            QVERIFY(at::equal(grid.zero, zero));
            QVERIFY(at::equal(y, expected));
            QVERIFY(at::equal(activationCodes(x, format), file.tensor(name + ".codes")));
            return;
        }
        // Constant groups: the reference divides by zero, we reproduce the constant.
        QVERIFY(at::equal(y, whereFinite(expected, y)));
        QVERIFY(at::equal(at::where(at::isfinite(expected), x, y), x));
    }

    void observers_data()
    {
        addCaseRows(staticFile);
    }
    void observers()
    {
        QFETCH(QString, id);
        const CaseFile file(staticFile);
        const std::string name = id.toStdString();
        const nlohmann::json parameters = file.parameters(name);
        const ObserverSpec spec = specOf(parameters);
        const ObserverKind kind = observerInfo(spec.observer).kind;
        Observer observer(kind, spec.bits, spec.symmetric, spec.channelWise);
        const int batches = parameters.at("n_batches");
        const bool traced = file.has(name + ".min_trace");
        for (int batch = 0; batch < batches; ++batch) {
            observer.observe(file.tensor(name + ".x" + std::to_string(batch)));
            const bool searched = kind == ObserverKind::Omse && batch + 1 == batches;
            if (traced && !searched) {
                QVERIFY(close(observer.minimum(), file.tensor(name + ".min_trace")[batch]));
                QVERIFY(close(observer.maximum(), file.tensor(name + ".max_trace")[batch]));
            }
        }
        if (!traced && file.has(name + ".min")) {
            QVERIFY(close(observer.minimum(), file.tensor(name + ".min")));
            QVERIFY(close(observer.maximum(), file.tensor(name + ".max")));
        }
        if (spec.channelWise)
            checkChannels(file, name, observer.channelGrid());
        else
            checkGrid(file, name, kind, traced, spec, observer.grid());
    }

private:
    static bool close(const at::Tensor& ours, const at::Tensor& expected)
    {
        return ours.scalar_type() == expected.scalar_type() && ours.sizes() == expected.sizes() &&
            differingShare(ours, expected, eps(expected) / 2, 1e-30) == 0;
    }

    void checkChannels(const CaseFile& file, const std::string& name, const ChannelGrid& grid)
    {
        const at::Tensor test = file.tensor(name + ".test");
        QVERIFY(differingShare(grid.scale, file.tensor(name + ".scale"), 2e-7, 1e-30) == 0);
        QVERIFY(at::equal(activationCodes(test, grid), file.tensor(name + ".codes")));
        QVERIFY(relativeDifference(fakeQuantizeStatic(test, grid), file.tensor(name + ".y")) < 1e-6);
    }

    void checkGrid(const CaseFile& file, const std::string& name, ObserverKind kind, bool traced,
                   const ObserverSpec& spec, const StaticGrid& grid)
    {
        QCOMPARE(grid.bits, spec.bits);
        QCOMPARE(grid.qmax - grid.qmin, (1 << spec.bits) - 1);
        const at::Tensor test = file.tensor(name + ".test");
        const at::Tensor y = fakeQuantizeStatic(test, grid);
        QCOMPARE(y.scalar_type(), test.scalar_type());
        if (!file.has(name + ".scale"))
            return checkMissingType(test, y, grid);
        const at::Tensor scale = file.tensor(name + ".scale");
        QVERIFY(std::abs(grid.scale - scale.item<float>()) <= 2e-7f * scale.item<float>());
        QCOMPARE(grid.zero, file.tensor(name + ".zero").item<float>());
        QVERIFY(at::equal(activationCodes(test, grid), file.tensor(name + ".codes")));
        const double tolerance = test.scalar_type() == at::kBFloat16 ? 4e-3 : 1e-6;
        QVERIFY(relativeDifference(y, file.tensor(name + ".y")) < tolerance);
        at::Tensor inPlace = test.clone();
        fakeQuantizeStaticInPlace(inPlace, grid);
        QVERIFY(at::equal(inPlace, y));
        if (kind == ObserverKind::Omse && traced) {
            QVERIFY(std::abs(grid.rangeMin - file.tensor(name + ".min_trace")[-1].item<float>()) < 1e-6f);
            QVERIFY(std::abs(grid.rangeMax - file.tensor(name + ".max_trace")[-1].item<float>()) < 1e-6f);
        }
    }

    // Signed types of few bits, which the reference lacks: same formulas.
    void checkMissingType(const at::Tensor& test, const at::Tensor& y, const StaticGrid& grid)
    {
        QCOMPARE(grid.qmin, -(1 << (grid.bits - 1)));
        const float expected = std::max(std::abs(grid.rangeMin / static_cast<float>(grid.qmin)),
                                        std::abs(grid.rangeMax / static_cast<float>(grid.qmax)));
        QVERIFY(std::abs(grid.scale - expected) <= 2e-7f * expected);
        const at::Tensor codes = at::round(test / grid.scale).clamp(grid.qmin, grid.qmax);
        QVERIFY(at::equal(y, codes * grid.scale));
    }
};

QUANTSCOPE_TEST(TestReferenceActivation)
#include "tst_reference_activation.moc"

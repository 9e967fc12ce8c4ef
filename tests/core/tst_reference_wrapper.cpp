// SPDX-License-Identifier: GPL-3.0-or-later
#include <c10/core/InferenceMode.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>

#include "base/error.h"
#include "model/linear.h"
#include "numeric/observer.h"
#include "referencemodel.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr char wrapperFile[] = "quant/act_wrapper.safetensors";
constexpr char tablesFile[] = "quant/hadamard_tables.safetensors";

ActivationFormat formatOf(const nlohmann::json& act)
{
    ActivationFormat format;
    format.bits = act.at("bits");
    format.symmetric = act.at("sym");
    format.groupSize = act.value("groupsize", -1);
    format.clipRatio = act.value("clip_ratio", 1.0);
    if (format.groupSize > 0)
        format.granularity = ActivationGranularity::Group;
    else if (act.value("act_per_tensor", false))
        format.granularity = ActivationGranularity::Tensor;
    return format;
}

// Names that a convolution shares with the others of its file, or a linear layer's own.
struct Names
{
    bool conv = false;
    std::string id;

    std::string operator()(const std::string& tensor) const
    {
        return conv ? "conv_" + tensor : id + "." + tensor;
    }
};

at::Tensor alongHeads(const at::Tensor& x, int64_t headSize, int64_t order)
{
    const int64_t heads = x.size(-1) / headSize;
    const auto view = x.unflatten(-1, {heads, headSize}).transpose(-1, -2).contiguous();
    return hadamardTransform(referenceHadamard(heads, order), view).transpose(-1, -2).reshape(x.sizes());
}

// A row may differ where one of its inputs sits on a rounding boundary: by one step times a weight.
bool closeRows(const at::Tensor& ours, const at::Tensor& expected, double tolerance, double step, int64_t flips)
{
    if (ours.sizes() != expected.sizes())
        return false;
    const auto difference = (ours.to(at::kDouble) - expected.to(at::kDouble)).abs().reshape({-1, ours.size(-1)});
    const double limit = tolerance * expected.to(at::kDouble).abs().max().item<double>();
    const auto worst = std::get<0>(difference.max(1));
    return worst.gt(limit).sum().item<int64_t>() <= flips && worst.max().item<double>() <= limit + step;
}

}

// A layer behind its input quantizer: transform, rounding, product, rounding of the output.
class TestReferenceWrapper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QUANTSCOPE_REQUIRE_CASES(wrapperFile);
        QUANTSCOPE_REQUIRE_CASES(tablesFile);
    }

    void cases_data()
    {
        addCaseRows(wrapperFile);
    }
    void cases()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const CaseFile file(wrapperFile);
        const std::string name = id.toStdString();
        const auto parameters = file.parameters(name);
        if (parameters.at("op") == "split_weights")
            splitWeights(file, name);
        else
            layer(file, name, parameters);
    }

private:
    void splitWeights(const CaseFile& file, const std::string& name)
    {
        Linear linear;
        linear.weight = file.tensor(name + ".weight");
        linear.bias = file.tensor(name + ".bias");
        linear.rmsChannel = 0;
        const auto rest = withoutRms(linear, linear.weight);
        QVERIFY(at::equal(rest, file.tensor(name + ".L2_weight")));
        QVERIFY(at::equal(linear.weight.narrow(1, 0, 1), file.tensor(name + ".L1_weight")));
        QVERIFY(at::equal(linear.bias, file.tensor(name + ".L2_bias")));
        const auto completed = [&](const at::Tensor& values) {
            Linear other = linear;
            QuantizedWeight weight;
            weight.dequantized = values;
            installQuantized(other, weight, false);
            return other.weight;
        };
        QVERIFY(at::equal(completed(rest), linear.weight));
        const auto changed = completed(rest + 1);
        QVERIFY(at::equal(changed.narrow(1, 0, 1), linear.weight.narrow(1, 0, 1)));
        QVERIFY(at::equal(withoutRms(linear, changed), rest + 1));
    }

    void layer(const CaseFile& file, const std::string& name, const nlohmann::json& parameters)
    {
        const Names names{parameters.at("op") == "ActQuantWrapper(Conv2d)", name};
        Linear linear;
        linear.weight = file.tensor(names("weight")).flatten(1);
        if (file.has(names("bias")))
            linear.bias = file.tensor(names("bias"));
        linear.patchKernel = parameters.value("kernel", 0);
        QCOMPARE(parameters.value("stride", int64_t(0)), linear.patchKernel);
        linear.rmsChannel = parameters.value("split", false) ? 0 : -1;
        std::function<at::Tensor(const at::Tensor&)> before = [](const at::Tensor& x) { return x; };
        const auto hadamard = parameters.value("hadamard", nlohmann::json());
        if (!hadamard.is_null()) {
            const int64_t order = parameters.at("K");
            if (hadamard.at("kind") == "full") {
                linear.online = referenceHadamard(linear.weight.size(1), order);
                linear.onlineInFloat32 = hadamard.at("fp32");
            } else {
                const int64_t headSize = hadamard.at("had_dim");
                before = [=](const at::Tensor& x) { return alongHeads(x, headSize, order); };
            }
        }
        const auto act = parameters.value("act", nlohmann::json());
        if (!act.is_null())
            quantizer(file, names, act, before, linear);
        if (!QTest::currentTestFailed())
            outputs(file, names, parameters, before, linear);
    }

    void quantizer(const CaseFile& file, const Names& names, const nlohmann::json& act,
                   const std::function<at::Tensor(const at::Tensor&)>& before, Linear& linear)
    {
        linear.input.format = formatOf(act);
        if (!act.value("static", false)) {
            linear.input.mode = ActivationMode::Dynamic;
            return;
        }
        Observer observer(observerInfo(act.value("observer_type", "minmax")).kind, act.at("bits"), act.at("sym"));
        int batches = 0;
        for (; file.has(names("calib" + std::to_string(batches))); ++batches) {
            const auto x = before(file.tensor(names("calib" + std::to_string(batches))));
            const auto transformed = transformedInput(linear, x);
            observer.observe(withoutRms(linear, transformed));
            if (const auto last = names.id + ".y_calib_last";
                file.has(last) && !file.has(names("calib" + std::to_string(batches + 1)))) {
                const double tolerance = x.scalar_type() == at::kBFloat16 ? 8e-3 : 2e-6;
                QVERIFY(relativeDifference(applyTransformed(linear, transformed), file.tensor(last)) < tolerance);
            }
        }
        QVERIFY(batches > 0);
        linear.input.mode = ActivationMode::Static;
        linear.input.grid = observer.grid();
        const float scale = file.tensor(names.id + ".scale").item<float>();
        const bool bf16 = file.tensor(names.id + ".scale").scalar_type() == at::kBFloat16;
        const float tolerance = bf16 ? 0x1p-7f : 1e-6f;
        QVERIFY(std::abs(linear.input.grid.scale - scale) <= tolerance * scale);
        if (file.has(names.id + ".min")) {
            const float low = file.tensor(names.id + ".min").item<float>(),
                        high = file.tensor(names.id + ".max").item<float>();
            const float size = std::max(std::abs(low), std::abs(high));
            QVERIFY(std::abs(observer.min() - low) <= tolerance * size);
            QVERIFY(std::abs(observer.max() - high) <= tolerance * size);
        }
    }

    // The largest step of the input grid times the largest weight: what one flipped code can change.
    static double flipEffect(const Linear& linear, const at::Tensor& transformed)
    {
        if (linear.input.mode == ActivationMode::Float)
            return 0;
        const double weight = withoutRms(linear, linear.weight).abs().max().item<double>();
        if (linear.input.mode == ActivationMode::Static)
            return 1.01 * static_cast<double>(linear.input.grid.scale) * weight;
        return 1.01 * findActivationGrid(transformed, linear.input.format).scale.max().item<double>() * weight;
    }

    void outputs(const CaseFile& file, const Names& names, const nlohmann::json& parameters,
                 const std::function<at::Tensor(const at::Tensor&)>& before, const Linear& linear)
    {
        const auto original = file.tensor(names("x"));
        const auto copy = original.clone();
        const auto x = before(original);
        auto y = applyLinear(linear, x);
        QCOMPARE(y.scalar_type(), original.scalar_type());
        // The reference may write rounded values into its caller's tensor; we never do.
        QVERIFY(at::equal(original, copy));
        if (file.has(names.id + ".x_after_call")) {
            const auto mutated = file.tensor(names.id + ".x_after_call");
            QVERIFY(parameters.at("input_mutated_in_place").get<bool>());
            QVERIFY(!at::equal(mutated, original));
            QVERIFY(relativeDifference(quantizedInput(linear, transformedInput(linear, x)), mutated) < 1e-6);
        }
        auto expected = file.tensor(names.id + ".y");
        if (names.conv)
            expected = expected.flatten(2).transpose(1, 2);

        const bool bf16 = original.scalar_type() == at::kBFloat16;
        const bool transformed = !parameters.value("hadamard", nlohmann::json()).is_null();
        const auto out = parameters.value("out_quantizer", nlohmann::json());
        const int64_t flips = transformed || !out.is_null() ? std::max<int64_t>(1, original.numel() / 1000) : 0;
        double step = flipEffect(linear, transformedInput(linear, x));
        if (!out.is_null()) {
            const auto format = formatOf(out);
            step += 1.01 * findActivationGrid(y, format).scale.max().item<double>();
            y = fakeQuantizeDynamic(y, format);
        }
        if (bf16 && transformed && !linear.onlineInFloat32)
            QVERIFY(relativeDifference(y, expected) < 2e-2);
        else
            QVERIFY(closeRows(y, expected, bf16 ? 8e-3 : 2e-6, step, flips));

        if (!file.has(names.id + ".y_float_reference"))
            return;
        Linear plain = linear;
        plain.online.reset();
        plain.input.mode = ActivationMode::Float;
        const auto expectedFloat = file.tensor(names.id + ".y_float_reference");
        QVERIFY(relativeDifference(applyLinear(plain, original), expectedFloat) < (bf16 ? 8e-3 : 2e-6));
        if (!parameters.at("act").is_null() || transformed)
            QVERIFY(relativeDifference(y, expectedFloat) > 1e-4);
    }
};

QUANTSCOPE_TEST(TestReferenceWrapper)
#include "tst_reference_wrapper.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <c10/core/InferenceMode.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/gelu.h>

#include "cases.h"
#include "model/linear.h"
#include "model/norm.h"
#include "quant/transforms.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr char fusionFile[] = "quant/ln_fusion.safetensors";

bool narrow(const at::Tensor& t)
{
    return t.scalar_type() == at::kBFloat16;
}

// One unit in the last place.
double weightTolerance(const at::Tensor& t)
{
    return narrow(t) ? 0x1p-7 : 0x1p-23;
}

double outputTolerance(const at::Tensor& t)
{
    return narrow(t) ? 3e-2 : 2e-5;
}

bool sameWeight(const at::Tensor& ours, const at::Tensor& expected)
{
    return ours.scalar_type() == expected.scalar_type() &&
        differingShare(ours, expected, weightTolerance(expected), 1e-6) == 0;
}

bool sameOutput(const at::Tensor& ours, const at::Tensor& expected)
{
    return maxDifference(ours, expected) < outputTolerance(ours);
}

at::Tensor optional(const CaseFile& file, const std::string& name)
{
    return file.has(name) ? file.tensor(name) : at::Tensor();
}

std::string blockName(size_t i)
{
    return std::string("b").append(std::to_string(i));
}

Linear layer(const at::Tensor& weight, const at::Tensor& bias)
{
    Linear linear;
    linear.weight = weight.flatten(1);
    linear.bias = bias;
    return linear;
}

}

class TestReferenceFusion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QUANTSCOPE_REQUIRE_CASES(fusionFile);
    }

    void cases_data()
    {
        addCaseRows(fusionFile);
    }
    void cases()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const CaseFile file(fusionFile);
        const std::string name = id.toStdString();
        const auto parameters = file.parameters(name);
        const std::string operation = parameters.at("op");
        if (operation == "fuse_ln_linear")
            fuse(file, name, parameters);
        else if (operation == "bake_mean_into_linear" || operation == "bake_mean_into_conv")
            bake(file, name, parameters);
        else if (operation == "RMSN")
            rmsNormWithoutWeight(file, name, parameters);
        else if (operation == "chain")
            chain(file, name, parameters);
        else
            QFAIL(("unknown operation " + operation).c_str());
    }

private:
    void fuse(const CaseFile& file, const std::string& name, const nlohmann::json& parameters)
    {
        Norm norm;
        norm.kind = parameters.at("norm") == "ln" ? NormKind::Layer : NormKind::Rms;
        norm.weight = file.tensor(name + ".norm_weight");
        norm.bias = optional(file, name + ".norm_bias");
        norm.eps = parameters.at("eps");
        const Norm plain{norm.kind, {}, {}, norm.eps};
        const auto x = file.tensor(name + ".x");
        const size_t layers = parameters.at("linear_bias").size();
        QVERIFY(layers > 0);
        for (size_t i = 0; i < layers; ++i) {
            const auto n = std::to_string(i);
            auto linear = layer(file.tensor(name + ".w" + n), optional(file, name + ".b" + n));
            QCOMPARE(linear.bias.defined(), parameters.at("linear_bias")[i].get<bool>());
            QVERIFY(sameOutput(applyLinear(linear, applyNorm(norm, x)), file.tensor(name + ".y" + n + "_before")));
            const auto before = linear.weight.clone();
            const auto original = linear;
            fuseNormInto(norm, linear);
            QVERIFY(at::equal(original.weight, before));
            QVERIFY(sameWeight(linear.weight, file.tensor(name + ".new_w" + n)));
            QCOMPARE(linear.bias.defined(), file.has(name + ".new_b" + n));
            if (linear.bias.defined())
                QVERIFY(sameWeight(linear.bias, file.tensor(name + ".new_b" + n)));
            QVERIFY(sameOutput(applyLinear(linear, applyNorm(plain, x)), file.tensor(name + ".y" + n + "_after")));
        }
    }

    void bake(const CaseFile& file, const std::string& name, const nlohmann::json& parameters)
    {
        auto linear = layer(file.tensor(name + ".w"), optional(file, name + ".b"));
        linear.patchKernel = parameters.value("kernel", 0);
        QCOMPARE(parameters.value("stride", 0), parameters.value("kernel", 0));
        const double eps = parameters.at("eps");
        const auto x = file.tensor(name + ".x");
        const auto rows = [&](const std::string& output) {
            const auto y = file.tensor(name + output);
            return linear.patchKernel > 0 ? y.flatten(2).transpose(1, 2) : y;
        };
        const auto before = applyLinear(linear, x);
        QVERIFY(sameOutput(before, rows(".out_before")));
        const auto layerNorm = applyNorm({NormKind::Layer, {}, {}, eps}, before.to(at::kFloat));
        removeMean(linear);
        QVERIFY(sameWeight(linear.weight, file.tensor(name + ".new_w").flatten(1)));
        QCOMPARE(linear.bias.defined(), file.has(name + ".new_b"));
        if (linear.bias.defined())
            QVERIFY(sameWeight(linear.bias, file.tensor(name + ".new_b")));
        const auto after = applyLinear(linear, x);
        QVERIFY(sameOutput(after, rows(".out_after")));
        const auto bare = applyNorm({NormKind::RmsNormWithoutWeight, {}, {}, eps}, after);
        QVERIFY(sameOutput(bare, file.tensor(name + ".y_rmsn")));
        QVERIFY(maxDifference(layerNorm, file.tensor(name + ".y_layernorm")) < outputTolerance(x));
        QVERIFY(maxDifference(layerNorm, bare) < outputTolerance(x));
        // Without the mean baked in, dividing alone is another function.
        QVERIFY(maxDifference(layerNorm, applyNorm({NormKind::RmsNormWithoutWeight, {}, {}, eps}, before)) >
                outputTolerance(x));
    }

    void rmsNormWithoutWeight(const CaseFile& file, const std::string& name, const nlohmann::json& parameters)
    {
        const auto x = file.tensor(name + ".x"), expected = file.tensor(name + ".y");
        const double eps = parameters.at("eps");
        const int64_t width = x.size(-1), divisor = parameters.value("mean_dim", width);
        const auto ours = applyNorm({NormKind::RmsNormWithoutWeight, {}, {}, eps}, x);
        QCOMPARE(ours.scalar_type(), x.scalar_type());
        if (divisor != width) {
            // The reference divides by whatever it is reported; ours always by the width.
            QVERIFY(maxDifference(ours, expected) > 1e-2);
            const double factor = static_cast<double>(divisor) / static_cast<double>(width);
            const auto scaled =
                applyNorm({NormKind::RmsNormWithoutWeight, {}, {}, eps * factor}, x) * std::sqrt(factor);
            QVERIFY(relativeDifference(scaled, expected) < 1e-6);
            return;
        }
        if (x.scalar_type() == at::kFloat) {
            QVERIFY(relativeDifference(ours, expected) < 1e-6);
            return;
        }
        QVERIFY(at::equal(ours, expected) ||
                (x.scalar_type() == at::kHalf && differingShare(ours, expected, 0x1p-10, 1e-6) == 0));
        if (narrow(x)) {
            const auto inFloat =
                applyNorm({NormKind::RmsNormWithoutWeight, {}, {}, eps}, x.to(at::kFloat)).to(x.scalar_type());
            QVERIFY(!at::equal(inFloat, expected));
        }
    }

    struct Chain
    {
        Linear embedding, head;
        Norm finalNorm;
        std::vector<Norm> norms;
        std::vector<Linear> up, down;
    };

    static at::Tensor run(const Chain& chain, const at::Tensor& input)
    {
        auto x = applyLinear(chain.embedding, input);
        for (size_t i = 0; i < chain.norms.size(); ++i) {
            const auto h = at::gelu(applyLinear(chain.up[i], applyNorm(chain.norms[i], x)));
            x = x + applyLinear(chain.down[i], h);
        }
        return applyLinear(chain.head, applyNorm(chain.finalNorm, x));
    }

    void chain(const CaseFile& file, const std::string& name, const nlohmann::json& parameters)
    {
        const double eps = parameters.at("eps");
        const auto read = [&](const std::string& part) {
            return layer(file.tensor(name + "." + part + "_w"), optional(file, name + "." + part + "_b"));
        };
        const auto readNorm = [&](const std::string& part) {
            return Norm{NormKind::Layer, file.tensor(name + "." + part + "_w"), file.tensor(name + "." + part + "_b"),
                        eps};
        };
        Chain net{read("emb"), read("head"), readNorm("fin"), {}, {}, {}};
        for (size_t i = 0; file.has(name + "." + blockName(i) + "_n_w"); ++i) {
            const auto block = blockName(i);
            net.norms.push_back(readNorm(block + "_n"));
            net.up.push_back(read(block + "_up"));
            net.down.push_back(read(block + "_dn"));
        }
        QVERIFY(!net.norms.empty());
        const auto x = file.tensor(name + ".x");
        QVERIFY(sameOutput(run(net, x), file.tensor(name + ".y_before")));

        const Norm bare{NormKind::RmsNormWithoutWeight, {}, {}, eps};
        removeMean(net.embedding);
        for (size_t i = 0; i < net.norms.size(); ++i) {
            fuseNormInto(net.norms[i], net.up[i]);
            removeMean(net.down[i]);
            net.norms[i] = bare;
        }
        fuseNormInto(net.finalNorm, net.head);
        net.finalNorm = bare;
        const auto same = [&](const std::string& part, const Linear& linear) {
            const std::string at = name + ".new_" + part;
            return sameWeight(linear.weight, file.tensor(at + "_w")) && linear.bias.defined() == file.has(at + "_b") &&
                (!linear.bias.defined() || sameWeight(linear.bias, file.tensor(at + "_b")));
        };
        QVERIFY(same("emb", net.embedding));
        QVERIFY(same("head", net.head));
        for (size_t i = 0; i < net.norms.size(); ++i) {
            const auto block = blockName(i);
            QVERIFY(same(block + "_up", net.up[i]));
            QVERIFY(same(block + "_dn", net.down[i]));
        }
        QVERIFY(sameOutput(run(net, x), file.tensor(name + ".y_after")));
        QVERIFY(sameOutput(run(net, x), file.tensor(name + ".y_before")));
    }
};

QUANTSCOPE_TEST(TestReferenceFusion)
#include "tst_reference_fusion.moc"

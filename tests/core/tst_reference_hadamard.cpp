// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>

#include "cases.h"
#include "numeric/hadamard.h"
#include "reference.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr char tablesFile[] = "quant/hadamard_tables.safetensors";
constexpr char transformFile[] = "quant/hadamard_transform.safetensors";
constexpr char randomFile[] = "quant/hadamard_random.safetensors";
constexpr char linearFile[] = "quant/hadamard_linear.safetensors";
constexpr char sizesFile[] = "quant/hadamard_sizes.json";

// The transform with the base matrix that the reference uses for the case.
Hadamard referenceTransform(int64_t n, int64_t order)
{
    if (order == 1)
        return hadamardWithBase(n, at::ones({1, 1}));
    const CaseFile tables(tablesFile);
    return hadamardWithBase(n, tables.tensor("had" + std::to_string(order) + ".table").to(at::kFloat));
}

bool isHadamard(const at::Tensor& h)
{
    const at::Tensor product = at::matmul(h, h.t());
    return h.dim() == 2 && h.abs().eq(1).all().item<bool>() &&
        at::equal(product, at::eye(h.size(0), h.options()) * static_cast<double>(h.size(0)));
}

at::Tensor alongFirst(const at::Tensor& x, const std::function<at::Tensor(const at::Tensor&)>& f)
{
    return x.dim() == 1 ? f(x) : f(x.t().contiguous()).t();
}

}

class TestReferenceHadamard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QUANTSCOPE_REQUIRE_CASES(tablesFile);
        QUANTSCOPE_REQUIRE_CASES(transformFile);
        QUANTSCOPE_REQUIRE_CASES(randomFile);
        QUANTSCOPE_REQUIRE_CASES(linearFile);
        QUANTSCOPE_REQUIRE_CASES(sizesFile);
    }

    void tables_data()
    {
        addCaseRows(tablesFile);
    }
    void tables()
    {
        QFETCH(QString, id);
        const CaseFile file(tablesFile);
        const at::Tensor table = file.tensor(id.toStdString() + ".table").to(at::kFloat);
        QCOMPARE(table.size(0), file.parameters(id.toStdString()).at("K").get<int64_t>());
        QVERIFY(isHadamard(table));
        const at::Tensor ours = hadamardMatrix(table.size(0));
        QCOMPARE(ours.sizes(), table.sizes());
        QVERIFY(isHadamard(ours));
    }

    void transform_data()
    {
        addCaseRows(transformFile);
    }
    void transform()
    {
        QFETCH(QString, id);
        const CaseFile file(transformFile);
        const std::string name = id.toStdString();
        const nlohmann::json parameters = file.parameters(name);
        const Hadamard h = referenceTransform(parameters.at("n"), parameters.at("K"));
        const at::Tensor x = file.tensor(name + ".x");
        const at::Tensor y = hadamardTransform(h, x);
        QVERIFY(maxDifference(y, file.tensor(name + ".y")) < 5e-6);
        QVERIFY(maxDifference(y, file.tensor(name + ".y_kernel")) < 5e-6);
        QVERIFY(maxDifference(hadamardTransform(h, x, true), file.tensor(name + ".y_transpose")) < 5e-6);
        QVERIFY(maxDifference(hadamardTransform(h, y, true), x) < 5e-6);
        const at::Tensor exact = hadamardTransform(h, x.to(at::kDouble));
        QCOMPARE(exact.scalar_type(), at::kDouble);
        // The reference takes the square root in float32 there.
        QVERIFY(relativeDifference(exact, file.tensor(name + ".y_f64")) < 1e-7);
        const at::Tensor dense = at::matmul(x.to(at::kDouble), hadamardRotation(h).t());
        QVERIFY(maxDifference(dense, exact) < 1e-12);
        at::Tensor inPlace = x.clone();
        hadamardRowsInPlace(h, inPlace.data_ptr<float>(), x.numel() / x.size(-1));
        QVERIFY(at::equal(inPlace, y));
    }

    void random_data()
    {
        addCaseRows(randomFile);
    }
    void random()
    {
        QFETCH(QString, id);
        const CaseFile file(randomFile);
        const std::string name = id.toStdString();
        const nlohmann::json parameters = file.parameters(name);
        if (parameters.contains("seed")) {
            at::Generator generator = at::detail::createCPUGenerator(parameters.at("seed").get<uint64_t>());
            QVERIFY(at::equal(drawSigns(64, generator), file.tensor(name + ".signs64")));
            QVERIFY(at::equal(drawSigns(16, generator), file.tensor(name + ".signs16")));
            return;
        }
        const Hadamard h = referenceTransform(parameters.at("n"), parameters.at("K"));
        const at::Tensor q = randomHadamard(h, file.tensor(name + ".signs"));
        if (!file.has(name + ".v")) {
            QVERIFY(maxDifference(q, file.tensor(name + ".Q")) < 1e-7);
            return;
        }
        const at::Tensor v = file.tensor(name + ".v");
        QVERIFY(relativeDifference(at::matmul(v, q), file.tensor(name + ".vQ")) < 1e-7);
        QVERIFY(relativeDifference(at::matmul(v, q.t()), file.tensor(name + ".vQt")) < 1e-7);
        const at::Tensor rows = at::tensor(parameters.at("rows").get<std::vector<int64_t>>());
        QVERIFY(maxDifference(q.index_select(0, rows), file.tensor(name + ".Q_rows")) < 1e-7);
    }

    // Rotating a linear layer exactly: weight rows (input side), or weight columns and the bias (output side).
    void linear_data()
    {
        addCaseRows(linearFile);
    }
    void linear()
    {
        QFETCH(QString, id);
        const CaseFile file(linearFile);
        const std::string name = id.toStdString();
        const nlohmann::json parameters = file.parameters(name);
        const bool output = parameters.at("output");
        const at::Tensor w = file.tensor(name + ".weight");
        const int64_t full = output ? w.size(0) : w.size(1);
        const int64_t part = parameters.at("had_dim").get<int64_t>();
        const int64_t order = parameters.at("K").get<int64_t>();
        const Hadamard h = referenceTransform(part > 0 ? part : full, part > 0 ? 1 : order);
        const auto rotate = [&](const at::Tensor& x) {
            return hadamardTransform(h, x.to(at::kFloat).reshape({-1, h.size})).reshape(x.sizes()).to(w.scalar_type());
        };
        const double tolerance = w.scalar_type() == at::kBFloat16 ? 8e-3 : 2e-6;
        const at::Tensor rotated = output ? alongFirst(w, rotate) : rotate(w);
        QVERIFY(differingShare(rotated, file.tensor(name + ".new_weight"), tolerance, 1) == 0);
        at::Tensor bias;
        if (file.has(name + ".bias")) {
            bias = file.tensor(name + ".bias");
            if (output)
                bias = rotate(bias);
            QVERIFY(differingShare(bias, file.tensor(name + ".new_bias"), tolerance, 1) == 0);
        }
        const at::Tensor x = file.tensor(name + ".x");
        const at::Tensor in = output ? x : rotate(x);
        const at::Tensor y =
            at::linear(in.to(at::kFloat), rotated.to(at::kFloat), bias.defined() ? bias.to(at::kFloat) : at::Tensor());
        const double loose = w.scalar_type() == at::kBFloat16 ? 2e-2 : 5e-6;
        QVERIFY(maxDifference(y, file.tensor(name + ".y_after")) < loose);
        const at::Tensor before = file.tensor(name + ".y_before");
        QVERIFY(maxDifference(y, output ? rotate(before) : before) < loose);
    }

    void sizes()
    {
        const nlohmann::json sizes = readJson(referenceFile(sizesFile));
        for (const auto& [size, order] : sizes.at("supported").items()) {
            const Hadamard h = hadamardOfSize(std::stoll(size));
            QCOMPARE(h.blocks, int64_t(1));
            QCOMPARE(h.base.size(0) * h.sylvester, h.size);
            QVERIFY2(h.base.size(0) <= order.get<int64_t>(), size.c_str());
        }
        for (const auto& refused : sizes.at("refused_examples")) {
            const Hadamard h = hadamardOfSize(refused);
            QCOMPARE(h.blocks * h.base.size(0) * h.sylvester, refused.get<int64_t>());
        }
    }
};

QUANTSCOPE_TEST(TestReferenceHadamard)
#include "tst_reference_hadamard.moc"

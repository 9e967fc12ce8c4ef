// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/argsort.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/matmul.h>

#include "cases.h"
#include "numeric/gptqparts.h"
#include "numeric/hessian.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr char linearFile[] = "quant/gptq_linear.safetensors";
constexpr char convFile[] = "quant/gptq_conv.safetensors";

struct Convolution
{
    std::vector<int64_t> kernel, stride{1, 1}, padding{0, 0}, dilation{1, 1};
};

// "Conv2d(3, 16, kernel_size=(14, 14), stride=(14, 14))": the values of one argument, or nothing.
std::vector<int64_t> pairOf(const std::string& module, const std::string& argument, std::vector<int64_t> otherwise)
{
    const auto start = module.find(argument + "=(");
    if (start == std::string::npos)
        return otherwise;
    const QString inside =
        QString::fromStdString(module.substr(start + argument.size() + 2)).section(QLatin1Char(')'), 0, 0);
    return {inside.section(QLatin1Char(','), 0, 0).toLongLong(), inside.section(QLatin1Char(','), 1, 1).toLongLong()};
}

Convolution convolutionOf(const std::string& module)
{
    return {pairOf(module, "kernel_size", {1, 1}), pairOf(module, "stride", {1, 1}), pairOf(module, "padding", {0, 0}),
            pairOf(module, "dilation", {1, 1})};
}

at::Tensor hessianOf(const CaseFile& file, const std::string& problem, bool conv)
{
    const nlohmann::json parameters = file.parameters(problem);
    const at::Tensor weight = file.tensor(problem + ".weight").flatten(1);
    HessianAccumulator hessian(weight.size(1));
    for (int batch = 0; batch < parameters.at("n_batches").get<int>(); ++batch) {
        at::Tensor x = file.tensor(problem + ".x" + std::to_string(batch)).to(at::kFloat);
        const int64_t samples = x.dim() == 2 ? 1 : x.size(0);
        if (conv) {
            const Convolution c = convolutionOf(parameters.at("module"));
            x = patchRows(x, c.kernel[0], c.kernel[1], c.stride[0], c.stride[1], c.padding[0], c.padding[1],
                          c.dilation[0], c.dilation[1]);
        }
        hessian.add(x, samples);
    }
    return hessian.samples() == parameters.at("nsamples").get<int64_t>() ? hessian.matrix() : at::Tensor();
}

WeightFormat formatOf(const nlohmann::json& parameters)
{
    WeightFormat format;
    format.bits = parameters.at("bits");
    format.symmetric = parameters.at("sym");
    format.clipSearch = parameters.at("mse");
    format.groupSize = parameters.at("groupsize");
    return format;
}

at::Tensor rowLoss(const at::Tensor& w, const at::Tensor& quantized, const at::Tensor& hessian)
{
    const at::Tensor d = w.to(at::kDouble) - quantized.to(at::kDouble);
    return (at::matmul(d, hessian.to(at::kDouble)) * d).sum(1);
}

}

class TestReferenceGptq : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QUANTSCOPE_REQUIRE_CASES(linearFile);
        QUANTSCOPE_REQUIRE_CASES(convFile);
    }

    void linearHessian_data()
    {
        problems(linearFile);
    }
    void linearHessian()
    {
        checkHessian(linearFile, false);
    }
    void convHessian_data()
    {
        problems(convFile);
    }
    void convHessian()
    {
        checkHessian(convFile, true);
    }
    void linear_data()
    {
        addCaseRows(linearFile);
    }
    void linear()
    {
        checkCase(linearFile, false);
    }
    void conv_data()
    {
        addCaseRows(convFile);
    }
    void conv()
    {
        checkCase(convFile, false);
    }
    void tensorPath_data()
    {
        addCaseRows(linearFile);
    }
    void tensorPath()
    {
        checkCase(linearFile, true);
    }

private:
    void problems(const char* fileName)
    {
        QTest::addColumn<QString>("id");
        if (!CaseFile::exists(fileName))
            return;
        const CaseFile file(fileName);
        QSet<QString> names;
        for (const auto& name : file.cases())
            names.insert(QString::fromStdString(file.parameters(name).at("problem")));
        for (const QString& name : names)
            QTest::newRow(qPrintable(name)) << name;
    }

    void checkHessian(const char* fileName, bool conv)
    {
        QFETCH(QString, id);
        const CaseFile file(fileName);
        const at::Tensor hessian = hessianOf(file, id.toStdString(), conv);
        QVERIFY(hessian.defined());
        const double difference = relativeDifference(hessian, file.tensor(id.toStdString() + ".H"));
        QVERIFY2(difference < 1e-6, qPrintable(QString::number(difference)));
    }

    void checkCase(const char* fileName, bool tensorPath)
    {
        QFETCH(QString, id);
        const CaseFile file(fileName);
        const std::string name = id.toStdString();
        const nlohmann::json parameters = file.parameters(name);
        const std::string problem = parameters.at("problem");
        const at::Tensor w = file.tensor(problem + ".weight").flatten(1), h = file.tensor(problem + ".H");
        const WeightFormat format = formatOf(parameters);
        GptqOptions options;
        options.actOrder = parameters.at("act_order");
        options.staticGroups = parameters.at("static_groups");
        options.percdamp = parameters.at("percdamp");
        options.blockSize = parameters.at("blocksize");
        options.threads = tensorPath ? 1 : 2;
        const bool fallback = parameters.value("injected_cholesky_failure", false);
        auto parts = gptqParts(w.device());
        if (tensorPath)
            parts.quantizeColumns = quantizeColumnsByTensors;
        if (fallback)
            parts.factorize = [](at::Tensor&, int) { return false; };
        at::Tensor permutation;
        if (options.actOrder) {
            permutation = file.tensor(name + ".perm").to(at::kLong).contiguous();
            parts.columnOrder = [permutation](const at::Tensor&) { return permutation; };
        }
        const GptqResult result = quantizeGptq(w, h, format, options, parts);
        const at::Tensor ours = result.weight.dequantized;

        at::Tensor expected = file.tensor(name + ".wq").flatten(1);
        double expectedLoss = file.tensor(name + ".row_loss").sum().item<double>();
        if (fallback && options.actOrder) {
            // The reference forgets to undo the permutation; we do not.
            expected = expected.index_select(1, at::argsort(permutation));
            expectedLoss = rowLoss(w, expected, h).sum().item<double>();
        }
        // Group grids come from updated weights: float32 rounding of the reference alone moves them by 1.2e-6.
        const bool updatedGrids = format.groupSize > 0 && !options.staticGroups;
        const double share = differingShare(ours, expected, updatedGrids ? 5e-6 : 1e-6, 1e-7);
        const double loss = rowLoss(w, ours, h).sum().item<double>();
        const QString figures =
            QStringLiteral("differing %1, loss %2 instead of %3").arg(share).arg(loss).arg(expectedLoss);
        QVERIFY2(share <= allowedShare(parameters), qPrintable(figures));
        QVERIFY2(std::abs(loss - expectedLoss) <= 0.01 * expectedLoss, qPrintable(figures));
        QVERIFY2(std::abs(result.loss - loss) <= 0.01 * loss, qPrintable(QString::number(result.loss) + figures));
        QCOMPARE(result.fallbacks.empty(), !fallback);
        checkGrids(file, name, format, options, result);
    }

    static double allowedShare(const nlohmann::json& parameters)
    {
        return std::max(0.005, 1.5 * parameters.value("flip_fraction_under_H_noise_3e7", 0.0));
    }

    void checkGrids(const CaseFile& file, const std::string& name, const WeightFormat& format,
                    const GptqOptions& options, const GptqResult& result)
    {
        QVERIFY(relativeDifference(result.initialScale, file.tensor(name + ".initial_scale")) < 1e-6);
        QVERIFY(at::equal(result.initialZero, file.tensor(name + ".initial_zero")));
        QVERIFY(at::equal(dequantize(result.weight), result.weight.dequantized));
        const CodeRange range = codeRange(format.bits, format.symmetric);
        QVERIFY(result.weight.codes.min().item<int>() >= range.low);
        QVERIFY(result.weight.codes.max().item<int>() <= range.high);
        const bool fallback = !result.fallbacks.empty();
        QCOMPARE(result.damping > 0, !fallback);
        if (file.has(name + ".group_scale")) {
            // A flipped code moves the later groups a little.
            QVERIFY(differingShare(result.weight.scale, file.tensor(name + ".group_scale"), 1e-4, 0) <= 0.02);
            QCOMPARE(result.weight.scale.size(1), file.tensor(name + ".group_scale").size(1));
        } else if (!options.staticGroups) {
            QVERIFY(relativeDifference(result.weight.scale, file.tensor(name + ".scale")) < 1e-6);
        }
    }
};

QUANTSCOPE_TEST(TestReferenceGptq)
#include "tst_reference_gptq.moc"

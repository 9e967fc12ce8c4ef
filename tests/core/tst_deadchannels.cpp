// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of zeros, columns that nothing enters and values too small for a step: every quantizer gives numbers, and zeros
// stay zeros.
#include <filesystem>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include "base/error.h"
#include "cases.h"
#include "experiments/presets.h"
#include "files/safetensors.h"
#include "numeric/activationquantizer.h"
#include "numeric/observer.h"
#include "numeric/quantizers.h"
#include "reference.h"
#include "run/execute.h"
#include "testmain.h"
#include "tinymodel.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr int64_t rows = 12, columns = 16;
constexpr float tiny = 1e-44f; // a few of the smallest steps of float32

bool allFinite(const at::Tensor& x)
{
    return at::isfinite(x.to(at::kFloat)).all().item<bool>();
}

// Rows 0 and 1 are zeros, 2 holds one tiny value, column 3 is zeros.
at::Tensor weightWithDeadParts(uint64_t seed)
{
    auto weight = normal({rows, columns}, seed);
    weight.slice(0, 0, 3).zero_();
    weight.select(1, 3).zero_();
    weight[2][5] = tiny;
    return weight;
}

// Inputs whose columns 0 and 7 are always zero.
at::Tensor inputsWithDeadColumns()
{
    auto x = normal({40, columns}, 9);
    x.select(1, 0).zero_();
    x.select(1, 7).zero_();
    return x;
}

LayerStatistics statisticsOf(const at::Tensor& inputs, QuantizerNeeds needs)
{
    StatisticsAccumulator accumulator(needs, columns);
    accumulator.add(inputs, 1);
    return accumulator.statistics();
}

std::vector<WeightFormat> weightFormats()
{
    std::vector<WeightFormat> formats;
    for (const int bits : {2, 3, 4, 8})
        for (const bool symmetric : {true, false})
            for (const int64_t group : {-1, 4})
                for (const bool search : {false, true})
                    for (const bool perChannel : {true, false}) {
                        WeightFormat format;
                        format.bits = bits;
                        format.symmetric = symmetric;
                        format.groupSize = group;
                        format.clipSearch = search;
                        format.perChannel = perChannel;
                        formats.push_back(format);
                    }
    return formats;
}

std::string textOf(const WeightFormat& f)
{
    return std::to_string(f.bits) + " bits" + (f.symmetric ? "" : " asymmetric") + (f.groupSize > 0 ? " groups" : "") +
        (f.clipSearch ? " search" : "") + (f.perChannel ? "" : " per tensor");
}

}

class TestDeadChannels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void weights_data()
    {
        QTest::addColumn<QString>("quantizer");
        for (const auto& quantizer : weightQuantizers())
            QTest::newRow(quantizer.id.data())
                << QString::fromUtf8(quantizer.id.data(), qsizetype(quantizer.id.size()));
    }

    void weights()
    {
        QFETCH(QString, quantizer);
        const auto& row = weightQuantizer(quantizer.toStdString());
        const at::Tensor inputs[] = {normal({40, columns}, 8), inputsWithDeadColumns(), at::zeros({40, columns})};
        const at::Tensor weights[] = {weightWithDeadParts(4), weightWithDeadParts(5).abs(), at::zeros({rows, columns}),
                                      at::zeros({rows, columns}).fill_(tiny)};
        for (const auto& input : inputs)
            for (const auto& weight : weights)
                for (const auto& format : weightFormats()) {
                    QuantizerOptions options;
                    options.format = format;
                    const auto result = row.quantize(weight, statisticsOf(input, row.needs), options, {});
                    const auto& q = result.weight;
                    QVERIFY2(allFinite(q.dequantized) && allFinite(q.scale) && allFinite(q.zero),
                             textOf(format).c_str());
                    const auto range = codeRange(format.bits, format.symmetric);
                    QVERIFY2(q.codes.min().item<int>() >= range.low && q.codes.max().item<int>() <= range.high,
                             textOf(format).c_str());
                    // A zero lies on every grid.
                    QVERIFY2(q.dequantized.slice(0, 0, 2)
                                     .masked_select(weight.slice(0, 0, 2) == 0)
                                     .abs()
                                     .sum()
                                     .item<float>() == 0,
                             textOf(format).c_str());
                    QVERIFY(std::isfinite(result.loss));
                }
    }

    void activations()
    {
        auto x = normal({6, columns}, 3);
        x[1].zero_();
        x[2].fill_(tiny);
        x[3].fill_(-tiny);
        x[4].zero_()[5] = tiny;
        for (const auto& input : {x, at::zeros({6, columns}), at::zeros({6, columns}).fill_(tiny)})
            for (const int bits : {2, 4, 8})
                for (const bool symmetric : {true, false})
                    for (const auto granularity :
                         {ActivationGranularity::Token, ActivationGranularity::Group, ActivationGranularity::Tensor}) {
                        ActivationFormat format;
                        format.bits = bits;
                        format.symmetric = symmetric;
                        format.granularity = granularity;
                        format.groupSize = 4;
                        for (const auto type : {at::kFloat, at::kBFloat16, at::kDouble}) {
                            const auto typed = input.to(type);
                            const auto rounded = fakeQuantizeDynamic(typed, format);
                            QVERIFY(allFinite(rounded));
                            QCOMPARE(rounded.masked_select(typed == 0).abs().sum().item<float>(), 0.f);
                            QVERIFY(allFinite(findActivationGrid(typed, format).scale));
                        }
                    }
    }

    void observedRanges()
    {
        for (const auto& info : observers())
            for (const float value : {0.f, tiny, -tiny})
                for (const bool symmetric : {true, false}) {
                    Observer observer(info.kind, 8, symmetric);
                    observer.observe(at::zeros({3, columns}).fill_(value));
                    const auto grid = observer.grid();
                    QVERIFY2(std::isfinite(grid.scale) && grid.scale > 0 && std::isfinite(grid.zero), info.id.data());
                    QVERIFY(allFinite(fakeQuantizeStatic(normal({2, columns}, 2), grid)));
                    QCOMPARE(fakeQuantizeStatic(at::zeros({2, columns}), grid).abs().sum().item<float>(), 0.f);
                }
    }

    void runs_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<bool>("dead"); // parts of the model
        for (const auto& preset : presets())
            for (const bool dead : {false, true})
                QTest::addRow("%s, %s", std::string(preset.id).c_str(), dead ? "dead channels" : "as it is")
                    << QString::fromStdString(std::string(preset.id)) << dead;
    }

    // All presets on a model with dead channels, calibrated on one question alone.
    void runs()
    {
        QFETCH(QString, preset);
        QFETCH(bool, dead);
        const c10::InferenceMode inference;
        QTemporaryDir folder;
        const std::filesystem::path model = folder.path().toStdString();
        copyTinyModel(model);
        if (dead)
            killChannels(model / "model.safetensors");
        Workspace workspace;
        workspace.sources = {model, model / "q.tsv", {}};
        workspace.loaded = loadModel(model, at::kFloat, at::kCPU);
        auto data = loadDataset(model / "q.tsv");
        workspace.data = std::make_shared<const Dataset>(data);
        data.questions.resize(1);
        workspace.calibration = std::make_shared<const Dataset>(std::move(data));
        workspace.threads = testThreads;
        RunSpec spec;
        spec.sources = workspace.sources;
        spec.recipe = findPreset(preset.toStdString())->make();
        spec.maxNewTokens = 4;
        const auto result = execute(workspace, spec, {}, {});
        QCOMPARE(result.record.predictions.size(), size_t(2));
        for (size_t i = 0; i < result.models.model.linears.size(); ++i) {
            const auto& linear = result.models.model.linears[i];
            const auto name = result.models.model.layers[i].name;
            QVERIFY2(allFinite(denseWeight(linear, at::kFloat)), name.c_str());
            QVERIFY2(std::isfinite(linear.input.grid.scale) && linear.input.grid.scale > 0, name.c_str());
        }
        for (const auto& layer : result.record.layers)
            QVERIFY2(std::isfinite(layer.error.isolated.mse), layer.layer.name.c_str());
    }

private:
    // A gain of zero in every norm, a row and a column of zeros in every matrix.
    static void killChannels(const std::filesystem::path& file)
    {
        NamedTensors tensors;
        {
            const auto read = SafeTensors::open(file);
            for (const auto& name : read.names())
                tensors.emplace_back(name, read.tensor(name).clone());
        }
        for (auto& [name, tensor] : tensors) {
            tensor.select(0, 0).zero_();
            if (tensor.dim() >= 2 && tensor.size(0) > 1)
                tensor.select(1, tensor.size(1) - 1).zero_();
        }
        saveSafeTensors(file, tensors);
    }
};

QUANTSCOPE_TEST(TestDeadChannels)
#include "tst_deadchannels.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include "answering/questions.h"
#include "files/resources.h"
#include "layerview/previewlayer.h"
#include "layerview/viewlayer.h"
#include "messages/sentence.h"
#include "model/outline.h"
#include "numeric/rows.h"
#include "quant/modeldigest.h"
#include "quant/profileinputs.h"
#include "quant/stagecodec.h"
#include "quant/statistics.h"
#include "record/report.h"
#include "reference.h"
#include "run/pipeline.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

at::Tensor maskOf(const std::string& pattern)
{
    auto mask = at::zeros({static_cast<int64_t>(pattern.size())}, at::kBool);
    for (size_t i = 0; i < pattern.size(); ++i)
        mask[static_cast<int64_t>(i)] = pattern[i] == 'i';
    return mask;
}

StaticGrid gridOf(float scale)
{
    return {8, true, scale, 0, -128, 127, -128 * scale, 127 * scale};
}

bool same(const std::vector<BatchRange>& a, const std::vector<BatchRange>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const BatchRange& x, const BatchRange& y) {
        return x.min == y.min && x.max == y.max && x.low == y.low && x.high == y.high;
    });
}

}

class TestModalities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_loaded.emplace(loadModel(demoFiles().model, at::kFloat, at::kCPU));
        m_data = loadDataset(demoFiles().calibration);
        m_data.questions.resize(6);
        m_outline = outlineOf(m_loaded->model);
    }

    // Rounding to nearest, no rotation, static, two scales in the language model.
    static Recipe recipe(bool msq, const std::string& observer = "minmax")
    {
        Recipe recipe;
        for (const Tower tower : allTowers()) {
            auto& scheme = recipe.tower(tower).scheme;
            scheme.weightBits = scheme.activationBits = 8;
            scheme.weightMethod = "rtn";
            scheme.activationStatic = true;
            scheme.observer = observer;
        }
        recipe.llm.scheme.msq = msq;
        recipe.calibration.activationSamples = 3;
        recipe.calibration.newTokens = 3;
        recipe.calibration.errorSamples = 3;
        return recipe;
    }

    RunResult run(const Recipe& recipe, bool profile = false)
    {
        const c10::InferenceMode inference;
        PipelineOptions options;
        options.threads = testThreads;
        options.profileInputs = profile;
        return runPipeline(*m_loaded, recipe, m_data, options);
    }

    std::vector<GenerationInput> samples(size_t count, bool images) const
    {
        std::vector<size_t> rows(count);
        std::iota(rows.begin(), rows.end(), size_t(0));
        auto inputs = prepareQuestions(*m_loaded, m_data, rows, testThreads);
        if (!images)
            for (auto& input : inputs) {
                std::erase(input.ids, m_loaded->generation.imageToken);
                input.pixels = at::Tensor();
            }
        return inputs;
    }

    CalibrateOptions calibrateOptions(int64_t together = 1) const
    {
        CalibrateOptions options;
        options.threads = testThreads;
        options.generation = m_loaded->generation;
        options.newTokens = 3;
        options.together = together;
        return options;
    }

    void runsOfRows_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<int>("runs");
        QTest::newRow("empty") << "" << 0;
        QTest::newRow("text") << "tttt" << 0;
        QTest::newRow("image") << "iiii" << 1;
        QTest::newRow("one run") << "tiit" << 1;
        QTest::newRow("ends") << "itti" << 2;
        QTest::newRow("alternating") << "ititit" << 3;
    }

    void runsOfRows()
    {
        QFETCH(QString, pattern);
        QFETCH(int, runs);
        const auto mask = maskOf(pattern.toStdString());
        const auto image = imageRuns(mask);
        QCOMPARE(int(image.size()), runs);
        const auto text = textRuns(image, mask.numel());
        int64_t total = 0;
        for (const auto& run : text) {
            QVERIFY(run.count > 0);
            QVERIFY(!mask.narrow(0, run.from, run.count).any().item<bool>());
            total += run.count;
        }
        for (const auto& run : image) {
            QVERIFY(mask.narrow(0, run.from, run.count).all().item<bool>());
            total += run.count;
        }
        QCOMPARE(total, mask.numel());
        const auto x = at::arange(2 * mask.numel(), at::kFloat).view({-1, 2});
        const auto ofImage = rowsOfModality(x, image, Modality::Image),
                   ofText = rowsOfModality(x, image, Modality::Text);
        QCOMPARE(ofImage.defined(), runs > 0);
        if (ofImage.defined())
            QVERIFY(at::equal(ofImage, rowsWhere(x, mask)));
        if (ofText.defined())
            QVERIFY(at::equal(ofText, rowsWhere(x, mask.logical_not())));
        for (int64_t from = 0; from < mask.numel(); ++from)
            QCOMPARE(imageRowsWithin(image, from, 3),
                     imageRuns(mask.narrow(0, from, std::min<int64_t>(3, mask.numel() - from))));
        QVERIFY(imageRuns({}).empty());
        QVERIFY(imageRowsOf({image}, 1).empty());
        QCOMPARE(imageRowsOf({image}, 0).size(), image.size());
    }

    // Every row has its modality's grid, in whatever order the rows are; bfloat16 alike.
    void rowsHaveTheirOwnGrids_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("bfloat16");
        for (const char* pattern : {"tttttt", "iiiiii", "tiiitt", "ititti"})
            for (const bool half : {false, true})
                QTest::newRow((std::string(pattern) + (half ? " bfloat16" : "")).c_str()) << QString(pattern) << half;
    }

    void rowsHaveTheirOwnGrids()
    {
        QFETCH(QString, pattern);
        QFETCH(bool, bfloat16);
        at::manual_seed(4);
        const auto x = (at::randn({pattern.size(), 16}) * 3).to(bfloat16 ? at::kBFloat16 : at::kFloat);
        Linear linear;
        linear.weight = at::randn({8, 16}).to(x.scalar_type());
        linear.input.mode = ActivationMode::Static;
        linear.input.grid = gridOf(0.01f);
        linear.input.imageGrid = gridOf(0.2f);
        const auto mask = maskOf(pattern.toStdString());
        const auto before = x.clone();
        const auto q = quantizedInput(linear, x, imageRuns(mask));
        const auto expected = at::where(mask.unsqueeze(1), fakeQuantizeStatic(x, *linear.input.imageGrid),
                                        fakeQuantizeStatic(x, linear.input.grid));
        QVERIFY(at::equal(q, expected));
        QVERIFY(at::equal(x, before));
        QVERIFY(at::equal(quantizedInput(linear, x), fakeQuantizeStatic(x, linear.input.grid)));
        QVERIFY(at::equal(applyLinear(linear, x, imageRuns(mask)), applyTransformed(linear, expected)));
        linear.input.imageGrid.reset();
        QVERIFY(at::equal(quantizedInput(linear, x, imageRuns(mask)), fakeQuantizeStatic(x, linear.input.grid)));
    }

    // The range of all rows is that of both modalities; the one scale is the larger of the two.
    void statisticsTellModalitiesApart()
    {
        const c10::InferenceMode inference;
        const auto inputs = samples(3, true);
        const auto statistics = collectStatistics(m_loaded->model, inputs, calibrateOptions());
        for (size_t i = 0; i < statistics.size(); ++i) {
            const auto& rows = statistics[i];
            const auto& layer = m_loaded->model.layers[i];
            QVERIFY(statistics[i].rms.empty());
            if (layer.tower != Tower::Llm) {
                QVERIFY2(rows.image.empty() && rows.text.empty() && rows.batches.size() == 3, layer.name.c_str());
                continue;
            }
            QCOMPARE(rows.image.size(), layer.role == Role::Head ? size_t(0) : size_t(3));
            QCOMPARE(rows.text.size(), rows.batches.size());
            const auto widest = [](const std::vector<BatchRange>& ranges) {
                float largest = 0;
                for (const auto& range : ranges)
                    largest = std::max({largest, -range.min, range.max});
                return largest;
            };
            QCOMPARE(std::max(widest(rows.image), widest(rows.text)), widest(rows.batches));
        }
        const auto together = collectStatistics(m_loaded->model, inputs, calibrateOptions(2));
        for (size_t i = 0; i < statistics.size(); ++i) {
            QCOMPARE(together[i].image.size(), statistics[i].image.size());
            for (size_t b = 0; b < together[i].image.size(); ++b)
                QVERIFY(std::abs(together[i].image[b].max - statistics[i].image[b].max) <
                        1e-3f * (1 + std::abs(statistics[i].image[b].max)));
        }
    }

    void statisticsAreKept()
    {
        const c10::InferenceMode inference;
        auto model = m_loaded->model;
        for (size_t i = 0; i < model.layers.size(); ++i)
            if (model.layers[i].role == Role::MlpDown)
                model.linears[i].rmsChannel = 1;
        const auto inputs = samples(2, true);
        const auto statistics = collectStatistics(model, inputs, calibrateOptions());
        auto entry = encode(statistics);
        ActivationStatistics back;
        decode(entry, back);
        QCOMPARE(back.size(), statistics.size());
        for (size_t i = 0; i < back.size(); ++i) {
            for (const auto part : rangeParts)
                QVERIFY(same(back[i].*part, statistics[i].*part));
            QCOMPARE(back[i].rms.empty(), model.linears[i].rmsChannel < 0);
        }
        for (auto& [name, tensor] : entry.tensors) {
            auto broken = entry;
            broken.tensors[name] = tensor.narrow(0, 0, tensor.size(0) - 1);
            ActivationStatistics none;
            QVERIFY_EXCEPTION_THROWN(decode(broken, none), Error);
        }
    }

    void everyObserver_data()
    {
        QTest::addColumn<QString>("observer");
        for (const auto& observer : observers())
            QTest::newRow(std::string(observer.id).c_str()) << QString::fromStdString(std::string(observer.id));
    }

    void everyObserver()
    {
        QFETCH(QString, observer);
        const auto one = run(recipe(false, observer.toStdString())), two = run(recipe(true, observer.toStdString()));
        double gain = 0;
        int layers = 0;
        for (size_t i = 0; i < one.record.layers.size(); ++i) {
            const auto& a = one.record.layers[i];
            const auto& b = two.record.layers[i];
            QVERIFY(!a.imageGrid && !a.imageRange);
            const bool apart = a.layer.tower == Tower::Llm && b.scheme.quantizesActivation();
            QCOMPARE(b.imageGrid.has_value(), apart);
            QCOMPARE(b.imageRange.has_value(), apart);
            if (!apart) {
                QCOMPARE(b.grid.scale, a.grid.scale);
                continue;
            }
            QVERIFY(b.grid.scale > 0 && b.imageGrid->scale > 0);
            QCOMPARE(two.models.model.linears[i].input.imageGrid->scale, b.imageGrid->scale);
            if (observer == "minmax")
                QCOMPARE(std::max(b.grid.scale, b.imageGrid->scale), a.grid.scale);
            gain += b.error.isolated.sqnrDb - a.error.isolated.sqnrDb;
            ++layers;
        }
        QVERIFY(layers > 20);
        QVERIFY2(gain / layers > 0, qPrintable(QString::number(gain / layers)));
        QVERIFY(two.record.fallbacks.size() == one.record.fallbacks.size());
        QVERIFY(inputsDigest(one.models.model) != inputsDigest(two.models.model));
        QVERIFY(one.models.outputKey != two.models.outputKey);
        QCOMPARE(one.models.visionKey, two.models.visionKey);
    }

    // A modality that calibration has not seen gets no scale of its own, and the report says so.
    void unseenModalityIsSaid_data()
    {
        QTest::addColumn<QString>("observer");
        QTest::newRow("minmax") << "minmax";
        QTest::newRow("omse") << "omse";
    }

    void unseenModalityIsSaid()
    {
        QFETCH(QString, observer);
        const c10::InferenceMode inference;
        const auto msq = recipe(true, observer.toStdString());
        const auto plan = resolve(msq, m_loaded->model.layers);
        auto model = m_loaded->model;
        auto llmOnly = plan;
        for (size_t i = 0; i < llmOnly.schemes.size(); ++i)
            if (model.layers[i].tower != Tower::Llm)
                llmOnly.schemes[i] = {};
        const auto inputs = samples(2, false);
        const auto calibrated = calibrateActivations(model, llmOnly, inputs, calibrateOptions());
        int reported = 0;
        for (size_t i = 0; i < llmOnly.schemes.size(); ++i) {
            QVERIFY(!calibrated.model.linears[i].input.imageGrid);
            const bool expected = llmOnly.schemes[i].quantizesActivation();
            QCOMPARE(calibrated.fallbacks[i].size(), size_t(expected));
            if (expected)
                QCOMPARE(calibrated.fallbacks[i].front().code, std::string("fallback.one_scale_no_image"));
            reported += expected;
        }
        QVERIFY(reported > 20);
        llmOnly.schemes.assign(llmOnly.schemes.size(), {});
        const auto none = calibrateActivations(model, llmOnly, {}, calibrateOptions());
        for (const auto& texts : none.fallbacks)
            QVERIFY(texts.empty());
    }

    // The searching observer needs rows of both in the last question.
    void lastQuestionWithoutImageIsSaid()
    {
        const c10::InferenceMode inference;
        const auto plan = resolve(recipe(true, "omse"), m_loaded->model.layers);
        auto inputs = samples(2, true);
        std::erase(inputs.back().ids, m_loaded->generation.imageToken);
        inputs.back().pixels = at::Tensor();
        auto llmOnly = plan;
        for (size_t i = 0; i < llmOnly.schemes.size(); ++i)
            if (m_loaded->model.layers[i].tower != Tower::Llm)
                llmOnly.schemes[i] = {};
        const auto calibrated = calibrateActivations(m_loaded->model, llmOnly, inputs, calibrateOptions());
        for (size_t i = 0; i < llmOnly.schemes.size(); ++i)
            if (llmOnly.schemes[i].quantizesActivation()) {
                QVERIFY(!calibrated.model.linears[i].input.imageGrid);
                QCOMPARE(calibrated.fallbacks[i].size(), size_t(1));
            }
    }

    void issues_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << 0 << QString();
        QTest::newRow("dynamic") << 1 << QString("llm: modality scales are static");
        QTest::newRow("vision") << 2 << QString("vision: all of its tokens");
        QTest::newRow("projector") << 3 << QString("projector: all of its tokens");
        QTest::newRow("switched for nothing") << 4 << QString("llm: switching puts image tokens");
    }

    void issues()
    {
        QFETCH(int, which);
        QFETCH(QString, text);
        auto changed = recipe(true);
        changed.llm.aifs = true;
        switch (which) {
        case 1: changed.llm.scheme.activationStatic = changed.llm.aifs = false; break;
        case 2: changed.vision.scheme.msq = true; break;
        case 3: changed.projector.scheme.msq = true; break;
        case 4: changed.llm.scheme.msq = false; break;
        default: break;
        }
        const auto found = validate(changed, resolve(changed, m_outline.layers), m_outline);
        QCOMPARE(found.size(), which == 0 ? size_t(0) : size_t(1));
        if (which > 0) {
            QVERIFY(found.front().severity == Severity::Warning);
            const auto said = QString::fromStdString(englishText(found.front().message));
            QVERIFY2(said.startsWith(text), qPrintable(said));
        }
    }

    void viewsAndReports()
    {
        const c10::InferenceMode inference;
        const auto result = run(recipe(true), true);
        int both = 0;
        const auto csv = QString::fromStdString(layersToCsv(result.record.layers)).split('\n');
        const auto columns = csv.first().split(',');
        const auto scale = columns.indexOf("image_activation_scale");
        QVERIFY(scale > 0);
        for (size_t i = 0; i < result.record.layers.size(); ++i) {
            const auto& layer = result.record.layers[i];
            const auto view = viewInput(result.models.inputsBefore->profiles[i], result.models.inputsAfter->profiles[i],
                                        result.models.model.linears[i]);
            QCOMPARE(view.imageGrid.has_value(), layer.imageGrid.has_value());
            const auto fields = csv.at(int(i) + 1).split(',');
            QCOMPARE(fields.size(), columns.size());
            QCOMPARE(fields.at(scale).isEmpty(), !layer.imageGrid);
            if (!layer.imageGrid)
                continue;
            ++both;
            QCOMPARE(view.grid->scale, double(layer.grid.scale));
            QCOMPARE(view.imageGrid->scale, double(layer.imageGrid->scale));
            // Calibrated on these questions and more: almost nothing of either lies outside its own grid.
            QVERIFY(view.grid->clippedShare < 0.01 && view.imageGrid->clippedShare < 0.01);
            QVERIFY(std::abs(fields.at(scale).toDouble() - double(layer.imageGrid->scale)) < 1e-6);
        }
        QVERIFY(both > 20);
    }

    void previewHasBothScales()
    {
        const c10::InferenceMode inference;
        const auto result = run(recipe(true), true);
        int seen = 0;
        for (size_t i = 0; i < result.record.layers.size(); i += 5) {
            const auto& layer = result.record.layers[i];
            const auto& fromImage = result.models.inputsAfter->rowIsImage[i];
            QVERIFY(fromImage.all().item<bool>() || layer.layer.tower == Tower::Llm);
            if (!layer.imageGrid)
                continue;
            QCOMPARE(fromImage.size(0), result.models.inputsAfter->rows[i].size(0));
            QVERIFY(fromImage.any().item<bool>() && !fromImage.all().item<bool>());
            const auto preview =
                previewLayer(result.models.reference.linears[i], layer.scheme, result.models.inputsAfter->profiles[i],
                             result.models.inputsAfter->rows[i], testThreads, {}, fromImage);
            QVERIFY(preview.linear.input.imageGrid);
            QVERIFY(std::abs(preview.isolated->sqnrDb - layer.error.isolated.sqnrDb) < 3);
            const auto one =
                previewLayer(result.models.reference.linears[i], layer.scheme, result.models.inputsAfter->profiles[i],
                             result.models.inputsAfter->rows[i], testThreads);
            QVERIFY(!one.linear.input.imageGrid);
            ++seen;
        }
        QVERIFY(seen > 3);
    }

    void cancelled()
    {
        const c10::InferenceMode inference;
        Progress progress;
        progress.cancelled = [] { return true; };
        const auto inputs = samples(1, true);
        QVERIFY_EXCEPTION_THROWN(collectStatistics(m_loaded->model, inputs, calibrateOptions(), progress), Cancelled);
    }

private:
    std::optional<LoadedModel> m_loaded;
    Dataset m_data;
    ModelOutline m_outline;
};

QUANTSCOPE_TEST(TestModalities)
#include "tst_modalities.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <c10/core/InferenceMode.h>

#include "answering/evaluate.h"
#include "answering/questions.h"
#include "base/error.h"
#include "files/atomicfile.h"
#include "files/offloadstore.h"
#include "files/safetensors.h"
#include "files/spool.h"
#include "layerview/layerview.h"
#include "layerview/viewlayer.h"
#include "quant/transforms.h"
#include "run/pipeline.h"
#include "smallmodel.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

Recipe quickRecipe(bool rotate, bool rtn)
{
    Recipe recipe;
    for (const Tower tower : allTowers()) {
        auto& part = recipe.tower(tower);
        part.fuseNorms = part.onlineHadamard = rotate;
        part.rotate = rotate && tower != Tower::Projector;
        part.scheme.weightBits = 4;
        part.scheme.activationBits = 8;
        part.scheme.actOrder = true;
        part.scheme.weightMethod = rtn ? "rtn" : "gptq";
        part.scheme.weightSymmetric = !rtn;
        part.scheme.weightGroupSize = rtn ? 64 : -1;
        part.scheme.rms = tower != Tower::Projector;
        part.scheme.activationStatic = tower != Tower::Llm;
    }
    recipe.calibration.weightSamples = recipe.calibration.activationSamples = 3;
    recipe.calibration.errorSamples = 2;
    recipe.calibration.newTokens = 2;
    return recipe;
}

void compareModels(const Model& a, const Model& b)
{
    for (size_t i = 0; i < a.linears.size(); ++i) {
        QVERIFY(at::equal(denseWeight(a.linears[i], at::kFloat), denseWeight(b.linears[i], at::kFloat)));
        QCOMPARE(a.linears[i].input.grid.scale, b.linears[i].input.grid.scale);
        QCOMPARE(a.linears[i].quantized.has_value(), b.linears[i].quantized.has_value());
    }
    QVERIFY(at::equal(a.embedding.to(at::kFloat), b.embedding.to(at::kFloat)));
}

void compareErrors(const ErrorMetrics& a, const ErrorMetrics& b)
{
    QCOMPARE(a.sqnrDb, b.sqnrDb);
    QCOMPARE(a.mse, b.mse);
    QCOMPARE(a.maxAbs, b.maxAbs);
    QCOMPARE(a.cosine, b.cosine);
}

}

class TestLowMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_offload = std::make_shared<const OffloadStore>((m_folder.path() + "/spool").toStdString());
        m_wide.emplace(loadModel(m_files.model(), at::kFloat, at::kCPU));
        m_saving.emplace(loadModel(m_files.model(), at::kFloat, at::kCPU, m_offload));
        m_calibration = loadDataset(m_files.calibration());
        m_calibration.questions.resize(6);
        m_data = loadDataset(m_files.data());
    }

    void weightsStayAsTheyAreStored()
    {
        const auto& model = m_saving->model;
        QVERIFY(model.dtype() == at::kFloat);
        QVERIFY(model.embedding.scalar_type() == at::kBFloat16);
        for (const auto& linear : model.linears)
            QVERIFY(linear.weight.scalar_type() == at::kBFloat16);
        for (const auto& block : model.decoderBlocks)
            QVERIFY(block.attentionNorm.weight.scalar_type() == at::kFloat);
    }

    void floatAnswersAreTheSame()
    {
        compareAnswers(m_wide->model, m_saving->model);
    }

    void runsAreTheSame_data()
    {
        QTest::addColumn<bool>("rotate");
        QTest::addColumn<bool>("rtn");
        QTest::newRow("GPTQ of rotated weights") << true << false;
        QTest::newRow("round to nearest of rotated weights") << true << true;
        QTest::newRow("GPTQ") << false << false;
        QTest::newRow("round to nearest") << false << true;
    }

    void runsAreTheSame()
    {
        QFETCH(bool, rotate);
        QFETCH(bool, rtn);
        const c10::InferenceMode inference;
        const auto recipe = quickRecipe(rotate, rtn);
        PipelineOptions options;
        options.threads = 2;
        const auto wide = runPipeline(*m_wide, recipe, m_calibration, options);
        const auto saving = runPipeline(*m_saving, recipe, m_calibration, options);
        compareModels(wide.models.reference, saving.models.reference);
        compareModels(wide.models.model, saving.models.model);
        for (size_t i = 0; i < wide.record.layers.size(); ++i) {
            const auto& a = wide.record.layers[i];
            const auto& b = saving.record.layers[i];
            QCOMPARE(a.weight.weightSqnrDb, b.weight.weightSqnrDb);
            QCOMPARE(a.weight.hessianLoss, b.weight.hessianLoss);
            compareErrors(a.error.isolated, b.error.isolated);
            compareErrors(a.error.accumulated, b.error.accumulated);
            QCOMPARE(wide.models.model.linears[i].weight.defined(), true);
            QCOMPARE(saving.models.model.linears[i].weight.defined(), !b.weight.quantized);
        }
        compareAnswers(wide.models.model, saving.models.model);
        const auto down = static_cast<size_t>(saving.models.model.decoderBlocks.back().mlpOutput);
        const auto viewA = viewWeight(m_wide->model.linears[down], wide.models.reference.linears[down],
                                      wide.models.model.linears[down], -1);
        const auto viewB = viewWeight(m_saving->model.linears[down], saving.models.reference.linears[down],
                                      saving.models.model.linears[down], -1);
        QCOMPARE(viewA.error->cells, viewB.error->cells);
        QCOMPARE(viewA.columnMaxBefore, viewB.columnMaxBefore);
    }

    void savedWeightsServeBoth()
    {
        const c10::InferenceMode inference;
        const auto recipe = quickRecipe(true, true);
        PipelineOptions options;
        options.measureErrors = false;
        options.dumpWeights = (m_folder.path() + "/weights.safetensors").toStdString();
        const auto wide = runPipeline(*m_wide, recipe, m_calibration, options);
        std::swap(options.dumpWeights, options.loadWeights);
        compareModels(wide.models.model, runPipeline(*m_saving, recipe, m_calibration, options).models.model);
    }

    void savedCodesMustFitTheirBits()
    {
        const c10::InferenceMode inference;
        const auto recipe = quickRecipe(true, true);
        const auto file = (m_folder.path() + "/weights.safetensors").toStdString();
        NamedTensors tensors;
        std::map<std::string, std::string> metadata;
        {
            const auto source = SafeTensors::open(file);
            metadata = source.metadata();
            for (const auto& name : source.names())
                tensors.emplace_back(name, source.tensor(name).clone());
        }
        for (auto& [name, tensor] : tensors)
            if (name.ends_with("mlp.down_proj.codes"))
                tensor[0][0] = 16;
        saveSafeTensors(file, tensors, metadata);
        PipelineOptions options;
        options.loadWeights = file;
        QVERIFY_EXCEPTION_THROWN(runPipeline(*m_saving, recipe, m_calibration, options), Error);
    }

    void waitingActivationsGoToTheDisk()
    {
        const c10::InferenceMode inference;
        const auto recipe = quickRecipe(false, false);
        const auto plan = resolve(recipe, m_saving->model.layers);
        const std::vector<size_t> rows{0, 1, 2};
        QuantizeOptions options;
        options.imageToken = m_saving->generation.imageToken;
        options.tilesPerChunk = 1;
        options.tokensPerChunk = 20;
        const auto quantized = [&](const LoadedModel& loaded, int64_t inMemory) {
            options.chunksInMemory = inMemory;
            auto model = markRmsChannels(foldLayerScale(loaded.model), plan);
            const auto samples = prepareQuestions(loaded, m_calibration, rows, 2);
            return quantizeWeights(std::move(model), plan, samples, options);
        };
        const auto wide = quantized(*m_wide, 4);
        compareModels(wide.model, quantized(*m_saving, 0).model);
        compareModels(wide.model, quantized(*m_saving, 1).model);
        QVERIFY(m_offload->peak() > 0);
    }

    // Weights stay in memory, and of what waits a part goes to the disk: all of it, some, and none for want of room.
    void manyActivationsWaitOnTheDiskBesideWeightsInMemory()
    {
        const c10::InferenceMode inference;
        const auto recipe = quickRecipe(true, false);
        PipelineOptions options;
        options.threads = 2;
        const auto wide = runPipeline(*m_wide, recipe, m_calibration, options);
        const auto folder = (m_folder.path() + "/waiting").toStdString();
        const auto room = int64_t(1) << 30;
        for (const auto& limits : {SpoolLimits{0, room}, SpoolLimits{1 << 18, room}, SpoolLimits{0, 0}}) {
            auto loaded = *m_wide;
            const auto spool = std::make_shared<const Spool>(folder, limits);
            loaded.model.spool = spool;
            const auto run = runPipeline(loaded, recipe, m_calibration, options);
            compareModels(wide.models.model, run.models.model);
            for (const auto& linear : run.models.model.linears)
                QVERIFY(linear.weight.defined());
            QCOMPARE(spool->files().peak() > 0, limits.onDisk > 0);
            QVERIFY(spool->files().peak() <= limits.onDisk);
        }
        // A folder that cannot be written: they wait in memory.
        auto loaded = *m_wide;
        loaded.model.spool = std::make_shared<const Spool>("/proc/nowhere", SpoolLimits{0, room});
        compareModels(wide.models.model, runPipeline(loaded, recipe, m_calibration, options).models.model);
    }

    void nothingIsLeftBehind()
    {
        const c10::InferenceMode inference;
        const auto before = m_offload->bytes();
        PipelineOptions options;
        Progress progress;
        int steps = 0;
        progress.cancelled = [&] { return ++steps > 40; };
        QVERIFY_EXCEPTION_THROWN(runPipeline(*m_saving, quickRecipe(true, false), m_calibration, options, progress),
                                 Cancelled);
        QCOMPARE(m_offload->bytes(), before);
    }

    void aFullDiskStopsTheRun()
    {
        const c10::InferenceMode inference;
        auto loaded = *m_saving;
        loaded.model.offload =
            std::make_shared<const OffloadStore>((m_folder.path() + "/small").toStdString(), 1 << 20);
        QVERIFY_EXCEPTION_THROWN(runPipeline(loaded, quickRecipe(true, true), m_calibration, {}), WriteError);
    }

private:
    void compareAnswers(const Model& a, const Model& b)
    {
        const c10::InferenceMode inference;
        EvaluateOptions options;
        options.threads = 2;
        options.limit = 6;
        options.maxNewTokens = 8;
        const auto one = evaluate(*m_wide, a, m_data, options);
        const auto other = evaluate(*m_saving, b, m_data, options);
        for (size_t i = 0; i < one.predictions.size(); ++i) {
            QCOMPARE(one.predictions[i].text, other.predictions[i].text);
            QCOMPARE(one.predictions[i].score, other.predictions[i].score);
        }
    }

    SmallModel m_files;
    QTemporaryDir m_folder;
    std::shared_ptr<const OffloadStore> m_offload;
    std::optional<LoadedModel> m_wide, m_saving;
    Dataset m_calibration, m_data;
};

QUANTSCOPE_TEST(TestLowMemory)

#include "tst_lowmemory.moc"

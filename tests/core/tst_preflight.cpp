// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>

#include "answering/evaluate.h"
#include "base/allocator.h"
#include "files/resources.h"
#include "messages/sentence.h"
#include "model/outline.h"
#include "run/openmodel.h"
#include "run/pipeline.h"
#include "testmain.h"

using namespace quantscope;

namespace {

constexpr double gigabyte = 1e9;

Recipe w4a8(bool rtn)
{
    Recipe recipe;
    for (const Tower tower : allTowers()) {
        auto& part = recipe.tower(tower);
        part.fuseNorms = true;
        part.scheme.weightBits = 4;
        part.scheme.activationBits = 8;
        part.scheme.weightMethod = rtn ? "rtn" : "gptq";
    }
    recipe.vision.rotate = recipe.llm.rotate = true;
    recipe.projector.onlineHadamard = recipe.llm.onlineHadamard = true;
    return recipe;
}

double residentBytes(const std::string& field)
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == field) {
            double kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1024;
        }
    return 0;
}

double part(const std::vector<SizedPart>& parts, const std::string& name)
{
    for (const auto& one : parts)
        if (one.name == name)
            return one.bytes;
    return 0;
}

bool hasPart(const std::vector<Message>& list, const std::string& text)
{
    return std::any_of(list.begin(), list.end(),
                       [&](const Message& one) { return englishText(one).find(text) != std::string::npos; });
}

bool suggests(const Preflight& found, const std::string& option)
{
    return std::any_of(found.suggestions.begin(), found.suggestions.end(), [&](const Suggestion& one) {
        return one.option.find(option) != std::string::npos && !one.message.empty();
    });
}

}

class TestPreflight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        keepFreedMemory();
        m_loaded.emplace(loadModel(demoFiles().model, at::kFloat, at::kCPU));
        m_calibration = loadDataset(demoFiles().calibration);
        m_data = loadDataset(demoFiles().data);
    }

    // First: later runs would start from this one's peak.
    void estimateIsCloseToTheDemosPeak()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("the memory of a process with a sanitizer is mostly the sanitizer's");
#endif
        const c10::InferenceMode inference;
        auto workload = demoSketch(w4a8(false));
        workload.questions = 40;
        const auto estimate = estimateRun(workload);
        PipelineOptions options;
        options.threads = 2;
        const auto result = runPipeline(*m_loaded, workload.recipe, m_calibration, options);
        EvaluateOptions answers;
        answers.threads = 2;
        answers.limit = 40;
        evaluate(*m_loaded, result.models.model, m_data, answers);
        const double peak = residentBytes("VmHWM:");
        qInfo("peak %.0f MB, estimate %.0f MB", peak / 1e6, estimate.memoryBytes / 1e6);
        QVERIFY(estimate.memoryBytes < 1.35 * peak);
        QVERIFY(estimate.memoryBytes > peak / 1.35);
    }

    void tilesAreThoseOfTheImages()
    {
        const auto all = countTiles(m_loaded->model.config, m_data, {}, 1 << 20);
        QVERIFY(all.mean >= 1 && all.mean <= double(all.largest));
        const auto few = countTiles(m_loaded->model.config, m_data, firstQuestions(3));
        QVERIFY(few.largest <= all.largest);
        QCOMPARE(countTiles(m_loaded->model.config, {}).largest, int64_t(0));
    }

    void everyOnlineHadamardIsCounted()
    {
        const auto transformed = [&](const Recipe& recipe) {
            return part(estimateRun(demoSketch(recipe)).memory, "transformed weights");
        };
        for (const Tower tower : {Tower::Projector, Tower::Llm}) {
            Recipe plain, online;
            plain.tower(tower).scheme.weightBits = 4;
            online = plain;
            online.tower(tower).onlineHadamard = true;
            double elements = 0;
            for (const auto& layer : m_loaded->model.layers)
                if (layer.tower == tower && takesOnlineHadamard(layer))
                    elements += double(layer.in) * double(layer.out);
            QVERIFY(elements > 0);
            QCOMPARE(transformed(online) - transformed(plain), 4 * elements);
        }
    }

    void lowMemoryNeedsLessMemoryAndSomeDisk()
    {
        auto workload = realSketch(w4a8(false));
        const auto normal = estimateRun(workload);
        workload.lowMemory = true;
        const auto saving = estimateRun(workload);
        QVERIFY(saving.memoryBytes < 0.5 * normal.memoryBytes);
        QVERIFY(normal.memoryBytes > 10 * gigabyte);
        QVERIFY(saving.memoryBytes < 6 * gigabyte);
        QCOMPARE(normal.diskBytes, 0.0);
        QVERIFY(part(saving.disk, "transformed weights") > 3 * gigabyte);
        QVERIFY(part(saving.disk, "activations that wait") > gigabyte);
        QVERIFY(saving.seconds > 0);
    }

    void memoryThatIsSavedDoesNotGrowWithTheSamples()
    {
        auto workload = realSketch(w4a8(false));
        workload.lowMemory = true;
        workload.recipe.calibration.weightSamples = 16;
        const auto few = estimateRun(workload);
        workload.recipe.calibration.weightSamples = 128;
        const auto many = estimateRun(workload);
        QCOMPARE(few.memoryBytes, many.memoryBytes);
        QVERIFY(few.diskBytes < many.diskBytes);
        QVERIFY(few.seconds < many.seconds);
    }

    void aTinyMachineIsRefused()
    {
        const auto workload = realSketch(w4a8(false));
        const auto small = preflight(workload, {1 * gigabyte, 1000 * gigabyte, "/tmp"});
        QVERIFY(!small.fits);
        QVERIFY(hasPart(small.problems, "of memory"));
        QVERIFY(small.suggestions.empty()); // nothing helps
        const auto laptop = preflight(workload, {8 * gigabyte, 1000 * gigabyte, "/tmp"});
        QVERIFY(!laptop.fits);
        QVERIFY(suggests(laptop, "--low_memory on"));
        QVERIFY(preflight(workload, {100 * gigabyte, 1000 * gigabyte, "/tmp"}).fits);
    }

    void aFullDiskIsRefused()
    {
        auto workload = realSketch(w4a8(false));
        workload.lowMemory = true;
        const auto full = preflight(workload, {14 * gigabyte, 0.5 * gigabyte, "/tmp/spool"});
        QVERIFY(!full.fits);
        QVERIFY(hasPart(full.problems, "/tmp/spool"));
        QVERIFY(QString::fromStdString(describe(full)).contains("does not fit"));
        const auto some = preflight(workload, {14 * gigabyte, 6 * gigabyte, "/tmp/spool"});
        QVERIFY(!some.fits);
        QVERIFY(suggests(some, "--nsamples"));
        QVERIFY(suggests(some, "--visual_w_rtn"));
    }

    void memoryIsSavedOnlyWhereItIsShort()
    {
        const auto workload = realSketch(w4a8(true));
        QVERIFY(wantsLowMemory(workload, {14 * gigabyte, 100 * gigabyte, "/tmp"}));
        QVERIFY(!wantsLowMemory(workload, {64 * gigabyte, 100 * gigabyte, "/tmp"}));
        QVERIFY(!wantsLowMemory(demoSketch(w4a8(true)), {8 * gigabyte, 100 * gigabyte, "/tmp"}));
    }

    // What GPTQ lets wait goes to the disk before the weights do: a 1B model runs in memory where 22 GB are free.
    void whatWaitsIsNoReasonToSaveMemory()
    {
        auto workload = realSketch(w4a8(false));
        const Resources resources{22 * gigabyte, 100 * gigabyte, "/tmp"};
        QVERIFY(wantsLowMemory(workload, resources));
        workload.spool = SpoolLimits{int64_t(0.03 * resources.memory), int64_t(0.8 * resources.disk)};
        QVERIFY(!wantsLowMemory(workload, resources));
        const auto estimate = estimateRun(workload);
        QVERIFY(estimate.diskBytes > 10 * gigabyte && estimate.diskBytes < resources.disk);
        // No room on the disk: in memory as before.
        workload.spool->onDisk = 0;
        QCOMPARE(estimateRun(workload).diskBytes, 0.0);
        QVERIFY(wantsLowMemory(workload, resources));
    }

    // The demo is small: in memory at once, unless asked otherwise.
    void aModelIsOpenedAsItsSizeAsksFor()
    {
        int asked = 0;
        const auto workload = [&](const LoadedModel& loaded) {
            ++asked;
            return workloadOf(loaded, m_data, firstQuestions(10), 2);
        };
        const QTemporaryDir folder;
        const auto open = [&](LowMemory wish) {
            return openModel(demoFiles().model, at::kFloat, availableResources(folder.path().toStdString()), wish,
                             workload);
        };
        const auto normal = open(LowMemory::Auto);
        QVERIFY(!normal.loaded.model.offload);
        QVERIFY(!normal.workload.lowMemory);
        QCOMPARE(normal.workload.questions, int64_t(10));
        QCOMPARE(asked, 1);
        const auto saving = open(LowMemory::On);
        QVERIFY(saving.loaded.model.offload);
        QVERIFY(saving.workload.lowMemory);
        QVERIFY(!open(LowMemory::Off).loaded.model.offload);
        QCOMPARE(saving.workload.storedBytes, normal.workload.storedBytes);
    }

    void wishesForMemoryHaveNames()
    {
        QCOMPARE(lowMemoryFrom("on"), std::optional(LowMemory::On));
        QCOMPARE(lowMemoryFrom("off"), std::optional(LowMemory::Off));
        QCOMPARE(lowMemoryFrom("auto"), std::optional(LowMemory::Auto));
        QVERIFY(!lowMemoryFrom("maybe"));
    }

    void findsOutWhatThereIs()
    {
        const auto found = availableResources("/tmp/not/there/yet");
        QVERIFY(found.memory > 0 && found.memory < 1e15);
        QVERIFY(found.disk >= 0);
        QCOMPARE(availableResources("/tmp/not/there/yet", 1e6).memory, 1e6);
        QVERIFY(measureGflops(1) > 0.1);
    }

private:
    RunWorkload demoSketch(const Recipe& recipe) const
    {
        auto s = workloadOf(*m_loaded, m_data, {}, 2);
        addRecipe(s, resolve(recipe, s.outline.layers), countTiles(s.outline.config, m_calibration),
                  static_cast<int64_t>(m_calibration.questions.size()));
        s.gflops = 100;
        return s;
    }

    // The shapes of InternVL2-1B, without its weights.
    RunWorkload realSketch(Recipe recipe) const
    {
        auto s = demoSketch(recipe);
        auto& c = s.outline.config;
        c.tileSize = 448;
        c.vision.patchSize = 14;
        c.vision.width = 1024;
        c.vision.mlpWidth = 4096;
        c.vision.blocks = 24;
        c.vision.heads = 16;
        c.decoder.width = 896;
        c.decoder.mlpWidth = 4864;
        c.decoder.blocks = 24;
        c.decoder.heads = 14;
        c.decoder.kvHeads = 2;
        c.decoder.headSize = 64;
        c.decoder.vocabulary = 151655;
        s.outline.layers.clear();
        s.outline.elements = 2.0 * 151655 * 896;
        const auto add = [&](Tower tower, int block, Role role, int64_t in, int64_t out) {
            s.outline.layers.push_back(
                {"layer" + std::to_string(s.outline.layers.size()), tower, block, role, in, out});
            if (role != Role::Head)
                s.outline.elements += double(in) * double(out);
        };
        for (int b = 0; b < 24; ++b) {
            add(Tower::Vision, b, Role::AttentionInput, 1024, 3072);
            add(Tower::Vision, b, Role::AttentionOutput, 1024, 1024);
            add(Tower::Vision, b, Role::MlpUp, 1024, 4096);
            add(Tower::Vision, b, Role::MlpDown, 4096, 1024);
        }
        for (int b = 0; b < 24; ++b) {
            add(Tower::Llm, b, Role::AttentionInput, 896, 1152);
            add(Tower::Llm, b, Role::AttentionOutput, 896, 896);
            add(Tower::Llm, b, Role::MlpGate, 896, 4864);
            add(Tower::Llm, b, Role::MlpUp, 896, 4864);
            add(Tower::Llm, b, Role::MlpDown, 4864, 896);
        }
        add(Tower::Llm, -1, Role::Head, 896, 151655);
        recipe.calibration.weightSamples = 128;
        s.recipe = recipe;
        s.plan = resolve(recipe, s.outline.layers);
        s.storedBytes = 2;
        s.calibrationTiles = s.tiles = {7, 7};
        s.calibrationQuestions = 200;
        s.questions = 200;
        return s;
    }

    std::optional<LoadedModel> m_loaded;
    Dataset m_calibration, m_data;
};

QUANTSCOPE_TEST(TestPreflight)

#include "tst_preflight.moc"

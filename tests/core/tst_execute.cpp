// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <limits>

#include <c10/core/InferenceMode.h>

#include "answering/evaluate.h"
#include "experiments/presets.h"
#include "record/recordjson.h"
#include "record/report.h"
#include "reference.h"
#include "run/execute.h"
#include "tasks/chosenmetric.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

class TestExecute : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto sources = demoSources();
        m_workspace.sources = sources;
        m_workspace.loaded = loadModel(sources.model, at::kFloat, at::kCPU);
        m_workspace.data = std::make_shared<const Dataset>(loadDataset(sources.data));
        m_workspace.calibration = std::make_shared<const Dataset>(loadDataset(sources.calibration));
        m_workspace.threads = testThreads;
    }

    RunSpec quickSpec() const
    {
        RunSpec spec;
        spec.sources = m_workspace.sources;
        spec.recipe = findPreset("mquant-w8a8-w4a8")->make();
        spec.recipe->calibration.weightSamples = spec.recipe->calibration.activationSamples = 2;
        spec.recipe->calibration.newTokens = 2;
        spec.recipe->calibration.errorSamples = 1;
        spec.recipe->llm.scheme.msq = true;
        spec.subset.count = 5;
        return spec;
    }

    const RunResult& done()
    {
        const c10::InferenceMode inference;
        if (!m_done) {
            RunEvents events;
            events.weightQuantized = [this](LayerIndex, const WeightOutcome&) { ++m_weights; };
            events.layerMeasured = [this](LayerIndex, const LayerError&) { ++m_errors; };
            events.answered = [this](const std::vector<Prediction>& batch) { m_answers += int(batch.size()); };
            events.modelsChanged = [this](const RunModels&) { ++m_models; };
            events.stageProgress = [this](Stage stage, double) { m_last = stage; };
            m_done = execute(m_workspace, quickSpec(), events, {});
        }
        return *m_done;
    }

    void aRunIsRecordedWhole()
    {
        const auto& record = done().record;
        QCOMPARE(record.state, RunState::Complete);
        QVERIFY(record.spec == quickSpec());
        QCOMPARE(record.name, record.spec.recipe->name);
        QCOMPARE(record.predictions.size(), size_t(5));
        QCOMPARE(record.asked.size(), size_t(5));
        QCOMPARE(record.asked[2].question, m_workspace.data->questions[2].question);
        QCOMPARE(record.score.total, int64_t(5));
        QCOMPARE(record.layers.size(), m_workspace.loaded.model.layers.size());
        QVERIFY(record.size.bytes > 0 && record.size.bytes < record.size.floatBytes);
        QCOMPARE(record.timings.back().stage, Stage::Answer);
        QVERIFY(record.environment.peakResidentBytes > 0 && record.environment.threads == testThreads);
        QCOMPARE(record.started.size(), size_t(20));
        // What watches it hears of everything.
        QCOMPARE(m_answers, 5);
        QCOMPARE(size_t(m_errors), record.layers.size());
        QCOMPARE(size_t(m_weights), record.layers.size() - 1); // all but the head
        QVERIFY(m_models >= 3);
        QCOMPARE(m_last.load(), Stage::Answer);
    }

    void theAnswersAreThoseOfItsModel()
    {
        const c10::InferenceMode inference;
        EvaluateOptions options;
        options.limit = 5;
        const auto answers = evaluate(m_workspace.loaded, done().models.model, *m_workspace.data, options);
        for (size_t i = 0; i < 5; ++i)
            QCOMPARE(done().record.predictions[i].text, answers.predictions[i].text);
    }

    void theFloatModelIsAnOrdinaryRun()
    {
        const c10::InferenceMode inference;
        auto spec = quickSpec();
        spec.recipe.reset();
        ExecuteOptions options;
        options.profileInputs = true;
        options.profileSamples = 1;
        const auto plain = execute(m_workspace, spec, {}, options);
        QCOMPARE(plain.record.state, RunState::Complete);
        QVERIFY(isFloatRun(plain.record.spec));
        QVERIFY(plain.record.calibrationFile.file.empty());
        QCOMPARE(plain.record.predictions.size(), size_t(5));
        QVERIFY(plain.models.inputsBefore && plain.models.inputsBefore == plain.models.inputsAfter);
        QCOMPARE(plain.record.timings.size(), size_t(2));
        QCOMPARE(plain.record.timings.front().stage, Stage::ProfileInputs);
        const auto report = reportToJson(plain.record);
        QCOMPARE(report.at("command"), "eval");
        QVERIFY(!report.contains("calibration"));
    }

    // Of a run that was interrupted: a batch that is known whole is not asked again, one that is not is.
    void knownAnswersAreNotAskedAgain()
    {
        const c10::InferenceMode inference;
        auto spec = quickSpec();
        spec.recipe.reset();
        const auto first = execute(m_workspace, spec, {}, {}).record;
        ExecuteOptions options;
        options.known = first.predictions;
        for (auto& prediction : options.known)
            prediction.text = "from before";
        int heard = 0;
        RunEvents events;
        events.answered = [&](const std::vector<Prediction>& batch) { heard += int(batch.size()); };
        const auto again = execute(m_workspace, spec, events, options).record;
        for (const auto& prediction : again.predictions)
            QCOMPARE(prediction.text, std::string("from before"));
        QCOMPARE(heard, 5);
        options.known = {first.predictions.front()};
        const auto rest = execute(m_workspace, spec, {}, options).record;
        QCOMPARE(predictionsToJsonLines(rest), predictionsToJsonLines(first));
    }

    // Whatever a report says, a record that was stored and read again says too.
    void reportsReadNothingButTheRecord()
    {
        const auto json = recordToJson(done().record);
        const auto again = recordFromJson(nlohmann::json::parse(json.dump()), "record");
        QCOMPARE(recordToJson(again).dump(), json.dump());
        QCOMPARE(reportToJson(again).dump(), reportToJson(done().record).dump());
        QCOMPARE(predictionsToJsonLines(again), predictionsToJsonLines(done().record));
        QCOMPARE(layersToCsv(again.layers), layersToCsv(done().record.layers));
        QVERIFY(again.spec == done().record.spec);
        QVERIFY(again.environment == done().record.environment);
    }

    void everyNumberComesBack()
    {
        auto record = done().record;
        record.layers[0].error.isolated.sqnrDb = std::numeric_limits<double>::infinity();
        record.layers[1].error.isolated.sqnrDb = -std::numeric_limits<double>::infinity();
        record.layers[2].weight.hessianLoss = 0.1 + 0.2;
        record.layers[3].grid.scale = 0.1f;
        record.score.unscored = 3;
        record.score.splits = {{"test_human", 1.5, 2}};
        record.score.figures = {{"F1", "", 66.5}, {"accuracy+", "OCR", 100}};
        record.floatScore = record.score;
        const auto again = recordFromJson(nlohmann::json::parse(recordToJson(record).dump()), "record");
        QCOMPARE(again.layers[0].error.isolated.sqnrDb, record.layers[0].error.isolated.sqnrDb);
        QCOMPARE(again.layers[1].error.isolated.sqnrDb, record.layers[1].error.isolated.sqnrDb);
        QCOMPARE(again.layers[2].weight.hessianLoss, record.layers[2].weight.hessianLoss);
        QCOMPARE(again.layers[3].grid.scale, record.layers[3].grid.scale);
        QCOMPARE(again.floatScore->correct, record.score.correct);
        QCOMPARE(again.score.metric, std::string("ocrbench"));
        QCOMPARE(again.score.unscored, int64_t(3));
        QVERIFY(again.score.splits == record.score.splits);
        QVERIFY(again.score.figures == record.score.figures);
        const auto report = reportToJson(again).at("score");
        QCOMPARE(report.at("metric"), "ocrbench");
        QCOMPARE(report.at("figures").at(1).at("part"), "OCR");
    }

    void aChosenMetricIsPartOfTheSpec()
    {
        auto spec = quickSpec();
        spec.sources.metric = "relaxed";
        const auto again = specFromJson(nlohmann::json::parse(specToJson(spec).dump()), "spec");
        QVERIFY(again == spec);
        QVERIFY(!(again == quickSpec()));
        QVERIFY(specFromJson({{"data", "a.tsv"}}, "spec").sources.metric.empty());
    }

    // The float model's answers to a table of one's own: what is assumed of it stands in the record.
    void anUnknownTableIsSaid()
    {
        const c10::InferenceMode inference;
        auto own = m_workspace;
        auto data = *m_workspace.data;
        data.name = "receipts";
        data.benchmark = &defaultBenchmark();
        own.data = std::make_shared<const Dataset>(data);
        auto spec = quickSpec();
        spec.recipe.reset();
        spec.subset.count = 2;
        const auto record = execute(own, spec, {}, {}).record;
        QCOMPARE(record.score.metric, std::string("exact"));
        QCOMPARE(record.warnings.size(), size_t(1));
        QCOMPARE(record.warnings.front().code, std::string("note.unknown_benchmark"));
        own.data = std::make_shared<const Dataset>(withMetric(data, "contains"));
        QCOMPARE(execute(own, spec, {}, {}).record.score.metric, std::string("contains"));
        QVERIFY(done().record.warnings.empty() || done().record.warnings.front().code != "note.unknown_benchmark");
    }

    // A value of another type in any place is an error that names the place, not a crash and not a default.
    void wrongTypesAreNamed()
    {
        auto record = done().record;
        record.layers.resize(2);
        record.predictions.resize(1);
        record.asked.resize(1);
        const auto json = recordToJson(record);
        int tried = 0;
        const auto flat = json.flatten();
        for (const auto& [pointer, value] : flat.items()) {
            if (value.is_null() || (value.is_object() && value.empty()) || (value.is_array() && value.empty()))
                continue;
            auto bad = json;
            bad[nlohmann::json::json_pointer(pointer)] = {{"x", nlohmann::json::array()}};
            try {
                recordFromJson(bad, "file.json");
                QFAIL(pointer.c_str());
            } catch (const Error& problem) {
                QVERIFY2(std::string(problem.what()).starts_with("file.json"), problem.what());
            }
            ++tried;
        }
        QVERIFY(tried > 200);
        for (const char* text : {"[]", "3", R"({"schema": 2})", R"({"schema": 1, "state": "lost"})",
                                 R"({"schema": 1, "predictions": [{}]})"})
            QVERIFY_EXCEPTION_THROWN(recordFromJson(nlohmann::json::parse(text), "f"), Error);
        QCOMPARE(recordFromJson({{"schema", 1}}, "f").state, RunState::Waiting); // what is not there keeps its default
    }

    void whatCannotRunIsAnError()
    {
        const c10::InferenceMode inference;
        auto spec = quickSpec();
        spec.recipe->llm.fuseNorms = false;
        QVERIFY_EXCEPTION_THROWN(execute(m_workspace, spec, {}, {}), Error);
        auto blind = m_workspace;
        blind.calibration.reset();
        QVERIFY_EXCEPTION_THROWN(execute(blind, quickSpec(), {}, {}), Error);
    }

    void itStops()
    {
        const c10::InferenceMode inference;
        std::atomic<bool> stop = false;
        Progress progress;
        progress.cancelled = [&] { return stop.load(); };
        RunEvents events;
        events.stageProgress = [&](Stage stage, double) { stop = stage == Stage::CalibrateActivations; };
        QVERIFY_EXCEPTION_THROWN(execute(m_workspace, quickSpec(), events, {}, progress), Cancelled);
    }

private:
    Workspace m_workspace;
    std::optional<RunResult> m_done;
    std::atomic<int> m_weights = 0, m_errors = 0, m_answers = 0, m_models = 0;
    std::atomic<Stage> m_last = Stage::Transform;
};

QUANTSCOPE_TEST(TestExecute)
#include "tst_execute.moc"

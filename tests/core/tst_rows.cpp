// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that cannot be asked or scored, and questions about several images, with the demo model.

#include <optional>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>

#include "answering/evaluate.h"
#include "answering/questions.h"
#include "base/error.h"
#include "files/resources.h"
#include "model/architectures/architecture.h"
#include "record/report.h"
#include "run/calibrationrows.h"
#include "run/execute.h"
#include "run/runestimate.h"
#include "tasks/benchmarks/ocrbench.h"
#include "testmain.h"

using namespace quantscope;

namespace {

const std::string tooLong = [] {
    std::string text;
    for (int i = 0; i < 7500; ++i)
        text += "word ";
    return text;
}();

EncodedImage cutShort(const EncodedImage& image)
{
    return std::make_shared<const std::vector<uint8_t>>(image->begin(), image->end() - 20);
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

}

class TestRows : public QObject
{
    Q_OBJECT

    Dataset questions(size_t count) const
    {
        auto data = m_data;
        data.questions.resize(count);
        return data;
    }

    // Rows 1, 2 and 4 cannot be asked, row 3 has no answer.
    Dataset damaged() const
    {
        auto data = questions(6);
        data.questions[1].question = "what does <IMG_CONTEXT> mean?";
        data.questions[2].images = {cutShort(data.questions[2].images.at(0))};
        data.questions[3].answers.clear();
        data.questions[4].question = tooLong;
        return data;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_loaded.emplace(loadModel(demoFiles().model, at::kFloat, at::kCPU));
        m_data = loadDataset(demoFiles().data);
        QCOMPARE(m_loaded->model.config.decoder.maxPositions, int64_t(4096));
    }

    void badRowsAreSkipped()
    {
        const c10::InferenceMode inference;
        const auto whole = evaluate(*m_loaded, m_loaded->model, questions(6), {});
        const auto data = damaged();
        const auto result = evaluate(*m_loaded, m_loaded->model, data, {});
        QCOMPARE(result.predictions.size(), size_t(6));
        for (const size_t row : {0, 3, 5}) {
            QCOMPARE(result.predictions[row].text, whole.predictions[row].text);
            QVERIFY(result.predictions[row].problem.empty());
            QCOMPARE(result.predictions[row].isScored, row != 3);
        }
        QVERIFY(contains(result.predictions[1].problem, "the question itself contains <IMG_CONTEXT>"));
        QVERIFY(contains(result.predictions[2].problem, "the image: "));
        QVERIFY(contains(result.predictions[4].problem, "the model has positions for 4096"));
        QCOMPARE(result.score.total, int64_t(2));
        QCOMPARE(result.score.correct, whole.predictions[0].score + whole.predictions[5].score);
        QCOMPARE(result.score.unscored, int64_t(1));
        QCOMPARE(result.score.failed, int64_t(3));
        QCOMPARE(result.problems.size(), size_t(3));
        QCOMPARE(result.problems[1].line, data.questions[2].line);
        QCOMPARE(result.problems[1].index, data.questions[2].index);
    }

    // An answer that was kept before its rule or its package was there.
    void keptAnswersAreScoredLater()
    {
        const c10::InferenceMode inference;
        const auto data = questions(2);
        EvaluateOptions options;
        options.lookup = [&](std::span<const size_t> rows) {
            std::vector<Prediction> batch;
            for (const size_t row : rows)
                batch.push_back({row, data.questions[row].index, data.questions[row].answers.front(), 1, 0, {}, false});
            return batch;
        };
        const auto result = evaluate(*m_loaded, m_loaded->model, data, options);
        QCOMPARE(result.score.correct, 2.0);
        QCOMPARE(result.score.unscored, int64_t(0));
    }

    // A folder's own template is asked for the prompt before anything counts its tokens.
    void badRowsOfTheHuggingFaceLayout()
    {
        const c10::InferenceMode inference;
        const auto folder = std::filesystem::path(QUANTSCOPE_SOURCE_DIR) / "tests/data/families/qwen2/hf";
        const auto loaded = loadModel(folder, at::kFloat, at::kCPU);
        auto data = loadDataset(folder / "OCRBench.tsv");
        EvaluateOptions options;
        options.maxNewTokens = 12;
        const auto whole = evaluate(loaded, loaded.model, data, options);
        data.questions[1].question = "what does <IMG_CONTEXT> mean?";
        QCOMPARE(workloadOf(loaded, data, {}, 1).questions, int64_t(3));
        const auto result = evaluate(loaded, loaded.model, data, options);
        for (const size_t row : {0, 2}) {
            QVERIFY(!result.predictions[row].text.empty());
            QCOMPARE(result.predictions[row].text, whole.predictions[row].text);
        }
        QVERIFY(contains(result.predictions[1].problem, "the question itself contains <IMG_CONTEXT>"));
        QCOMPARE(result.problems.size(), size_t(1));
        QCOMPARE(result.score.failed, int64_t(1));
    }

    void strictStopsAtTheFirst()
    {
        const c10::InferenceMode inference;
        EvaluateOptions options;
        options.strict = true;
        QCOMPARE(evaluate(*m_loaded, m_loaded->model, questions(2), options).score.failed, int64_t(0));
        try {
            evaluate(*m_loaded, m_loaded->model, damaged(), options);
            QFAIL("no row was refused");
        } catch (const RowError& error) {
            QCOMPARE(error.problem().line, m_data.questions[1].line);
        }
    }

    // A limit leaves out what lies behind it.
    void rowsThatDidNotLoadCount()
    {
        const c10::InferenceMode inference;
        auto data = questions(4);
        data.problems = {{data.questions[1].line, "a", "first"}, {data.questions[3].line, "b", "second"}};
        EvaluateOptions options;
        options.limit = 2;
        const auto some = evaluate(*m_loaded, m_loaded->model, data, options);
        QCOMPARE(some.score.failed, int64_t(1));
        QCOMPARE(some.problems.at(0).message, std::string("first"));
        QCOMPARE(scoreOf(data, std::vector<Prediction>(4)).failed, int64_t(2));
    }

    void recordsNameThem()
    {
        const c10::InferenceMode inference;
        Workspace workspace;
        workspace.loaded = *m_loaded;
        auto data = damaged();
        data.withoutImage = 7;
        workspace.data = std::make_shared<const Dataset>(std::move(data));
        const auto record = execute(workspace, {}, {}, {}).record;
        QCOMPARE(record.predictions.size(), size_t(6));
        QCOMPARE(record.problems.size(), size_t(3));
        QStringList notes;
        for (const auto& note : record.warnings)
            notes << QString::fromStdString(note.code);
        QCOMPARE(notes, (QStringList{"note.rows_failed", "note.rows_unscored", "note.rows_without_image"}));
        const auto report = reportToJson(record);
        QCOMPARE(report.at("score").at("failed"), 3);
        QCOMPARE(report.at("score").at("unscored"), 1);
        QCOMPARE(report.at("rows_without_image"), 7);
        QCOMPARE(report.at("failed_rows").size(), size_t(3));
    }

    // Files of plain tables stay as they were, byte for byte.
    void predictionsAreWritten()
    {
        RunRecord record;
        record.predictions = {{0, "7", "p", 3, 1.0}, {1, "12-0", "", 0, 0.0, "broken", false}, {2, "007", "x", 1, 0.0}};
        record.predictions[2].isScored = false;
        record.asked = {{"c", "q", {"a"}}, {"c", "q", {"a"}}, {"c", "q", {}}};
        QCOMPARE(QString::fromStdString(predictionsToJsonLines(record)),
                 QString("{\"answers\":[\"a\"],\"category\":\"c\",\"hit\":1.0,\"index\":7,\"prediction\":\"p\","
                         "\"question\":\"q\",\"tokens\":3}\n"
                         "{\"answers\":[\"a\"],\"category\":\"c\",\"hit\":null,\"index\":\"12-0\",\"prediction\":\"\","
                         "\"problem\":\"broken\",\"question\":\"q\",\"tokens\":0}\n"
                         "{\"answers\":[],\"category\":\"c\",\"hit\":null,\"index\":\"007\",\"prediction\":\"x\","
                         "\"question\":\"q\",\"tokens\":1}\n"));
    }

    // As VLMEvalKit's adapter of InternVL2 writes them.
    void promptsOfSeveralImages()
    {
        const auto& config = m_loaded->model.config;
        const auto userPart = [&](const std::string& question, const std::vector<int64_t>& images) {
            const auto text = buildPrompt(config, *m_loaded->chatTemplate, question, images);
            const std::string start = "<|im_start|>user\n";
            const auto at = text.find(start) + start.size();
            return QString::fromStdString(text.substr(at, text.find("<|im_end|>", at) - at));
        };
        QCOMPARE(userPart("Why?", {}), QString("Why?"));
        QCOMPARE(userPart("Why?", {2}), QString("<img><IMG_CONTEXT><IMG_CONTEXT></img>\nWhy?"));
        QCOMPARE(userPart("Why?", {1, 2}),
                 QString("Image-1: <img><IMG_CONTEXT></img>\n"
                         "Image-2: <img><IMG_CONTEXT><IMG_CONTEXT></img>\nWhy?"));
        QCOMPARE(userPart("A<Image-1><Image-2>B <Image-2>", {1, 1}),
                 QString("Image-1: <img><IMG_CONTEXT></img>\nImage-2: <img><IMG_CONTEXT></img>\nAB <Image-2>"));
    }

    void imagesShareTheTiles()
    {
        const auto& config = m_loaded->model.config;
        const std::vector<std::pair<size_t, int>> most{{0, 24}, {1, 24}, {2, 24}, {3, 21}, {10, 6}, {64, 1}, {100, 1}};
        for (const auto& [images, tiles] : most)
            QCOMPARE(tilingFor(config, ocrBench, images).mostTiles, tiles);
    }

    void severalImagesAreAsked()
    {
        const c10::InferenceMode inference;
        auto data = questions(3);
        data.questions[0].images.push_back(data.questions[1].images.at(0));
        const auto both = prepareQuestion(*m_loaded, *data.benchmark, data.questions[0]);
        const auto first = prepareQuestion(*m_loaded, *data.benchmark, m_data.questions[0]);
        const auto second = prepareQuestion(*m_loaded, *data.benchmark, data.questions[1]);
        QCOMPARE(both.pixels.size(0), first.pixels.size(0) + second.pixels.size(0));
        const auto token = m_loaded->generation.imageToken;
        QCOMPARE(std::count(both.ids.begin(), both.ids.end(), token),
                 std::count(first.ids.begin(), first.ids.end(), token) +
                     std::count(second.ids.begin(), second.ids.end(), token));
        const auto answers = evaluate(*m_loaded, m_loaded->model, data, {});
        QVERIFY(answers.predictions[0].problem.empty());
        QCOMPARE(answers.predictions[2].text,
                 evaluate(*m_loaded, m_loaded->model, questions(3), {}).predictions[2].text);
        data.questions[0].images[1] = cutShort(data.questions[0].images[1]);
        try {
            prepareQuestion(*m_loaded, *data.benchmark, data.questions[0]);
            QFAIL("a damaged image was taken");
        } catch (const RowError& error) {
            QVERIFY2(contains(error.what(), "image 2: "), error.what());
        }
    }

    void calibrationGoesOnWithoutThem()
    {
        const auto data = damaged();
        CalibrationUse use;
        use.weightRows = {0, 1, 3};
        use.activationRows = {2, 5};
        const auto problems = dropUnusable(use, *m_loaded, data, false, 2, nullptr);
        QCOMPARE(use.weightRows, (std::vector<size_t>{0, 3}));
        QCOMPARE(use.activationRows, (std::vector<size_t>{5}));
        QCOMPARE(problems.size(), size_t(2));
        use.weightRows = {1};
        QVERIFY_EXCEPTION_THROWN(dropUnusable(use, *m_loaded, data, false, 2, nullptr), Error);
        use.weightRows = {1};
        QVERIFY_EXCEPTION_THROWN(dropUnusable(use, *m_loaded, data, true, 2, nullptr), RowError);
    }

    void preflightCountsText()
    {
        auto data = questions(5);
        const auto usual = countText(*m_loaded, data);
        QVERIFY(usual.longest >= static_cast<int64_t>(usual.mean) && usual.longest < 200);
        data.questions[2].question = tooLong.substr(0, 5 * 3000);
        data.questions[4].question = tooLong; // is not asked
        const auto longer = countText(*m_loaded, data);
        QVERIFY(longer.longest >= 3000 && longer.longest <= 4096);
        RunWorkload workload = workloadOf(*m_loaded, data, {}, 1);
        const double needed = estimateRun(workload).memoryBytes;
        workload.text = usual;
        // Scores of attention alone: heads x 3000 x 3000 numbers of 4 bytes.
        const auto heads = static_cast<double>(m_loaded->model.config.decoder.heads);
        QVERIFY(needed - estimateRun(workload).memoryBytes > heads * 3000 * 3000 * 4);
    }

private:
    std::optional<LoadedModel> m_loaded;
    Dataset m_data;
};

QUANTSCOPE_TEST(TestRows)
#include "tst_rows.moc"

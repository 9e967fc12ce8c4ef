// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstring>
#include <thread>

#include <c10/core/InferenceMode.h>

#include "answering/evaluate.h"
#include "files/resources.h"
#include "reference.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr char suffix[] = "_predictions_fp32.json";
constexpr int64_t maxNewTokens = 32;

std::vector<std::string> datasetNames()
{
    std::vector<std::string> names;
    const auto folder = referenceFile("demo");
    if (std::filesystem::is_directory(folder))
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (const auto name = entry.path().filename().string(); name.ends_with(suffix))
                names.push_back(name.substr(0, name.size() - std::strlen(suffix)));
    std::sort(names.begin(), names.end());
    return names;
}

}

// Every answer of the demo model against the answers of a plain PyTorch program.
class TestReferenceDemo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (datasetNames().empty())
            QSKIP("a reference file of this test is absent");
    }

    void answers_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto& name : datasetNames())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void answers()
    {
        QFETCH(QString, name);
        const c10::InferenceMode inference;
        const auto expected = readJson(referenceFile("demo/" + name.toStdString() + suffix));
        const auto loaded = loadModel(findResource("demo/internvl2-ocr-mini"), at::kFloat, at::kCPU);
        const auto data = loadDataset(findResource("demo/" + name.toStdString() + ".tsv"));
        EvaluateOptions options;
        options.maxNewTokens = maxNewTokens;
        options.threads = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 4u));
        const auto result = evaluate(loaded, loaded.model, data, options);

        const auto& recorded = expected.at("predictions");
        QCOMPARE(result.predictions.size(), recorded.size());
        QCOMPARE(data.questions.size(), recorded.size());
        size_t same = 0;
        double correct = 0;
        for (size_t i = 0; i < recorded.size(); ++i) {
            QCOMPARE(result.predictions[i].index, std::to_string(recorded[i].at("index").get<int64_t>()));
            QCOMPARE(data.questions[i].category, recorded[i].at("category").get<std::string>());
            const auto text = recorded[i].at("prediction").get<std::string>();
            same += result.predictions[i].text == text;
            correct += recorded[i].at("hit").get<double>();
            if (result.predictions[i].text == text)
                QCOMPARE(result.predictions[i].score, recorded[i].at("hit").get<double>());
        }
        QVERIFY2(static_cast<double>(same) >= 0.995 * static_cast<double>(recorded.size()),
                 qPrintable(QString("%1 of %2 answers are the same").arg(same).arg(recorded.size())));
        QVERIFY(std::abs(result.score.correct - correct) <= 2);
        for (const auto& category : result.score.categories)
            if (category.total > 0)
                QCOMPARE(category.total, expected.at("score").at(category.name).at("total").get<int64_t>());
    }

    // Rewritten in Hugging Face's layout, tensor by tensor, the demo answers as it does.
    void theOtherLayoutAnswersTheSame()
    {
        const auto script = referenceFile("interop/to_hf.py");
        if (!std::filesystem::exists(script))
            QSKIP("the program that rewrites a folder is absent");
        const c10::InferenceMode inference;
        const QTemporaryDir parent;
        const auto demo = findResource("demo/internvl2-ocr-mini");
        const auto target = parent.filePath("hf");
        QProcess python;
        python.start("python3", {script.c_str(), demo.c_str(), target});
        QVERIFY(python.waitForFinished());
        QCOMPARE(python.exitCode(), 0);
        const auto own = loadModel(demo, at::kFloat, at::kCPU),
                   other = loadModel(target.toStdString(), at::kFloat, at::kCPU);
        QVERIFY(own.model.config.architecture != other.model.config.architecture);
        const auto data = loadDataset(findResource("demo/ocrbench_mini.tsv"));
        EvaluateOptions options;
        options.maxNewTokens = maxNewTokens;
        options.threads = 2;
        options.limit = 60; // all 400 are the same, too
        const auto expected = evaluate(own, own.model, data, options).predictions;
        const auto found = evaluate(other, other.model, data, options).predictions;
        for (size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(found[i].text, expected[i].text);
        QCOMPARE(found.size(), size_t(60));
    }
};

QUANTSCOPE_TEST(TestReferenceDemo)
#include "tst_reference_demo.moc"

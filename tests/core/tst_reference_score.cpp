// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <map>

#include "reference.h"
#include "tasks/benchmarks/ocrbench.h"
#include "tasks/dataset.h"
#include "tasks/metrics/ocrbenchmetric.h"
#include "testmain.h"

using namespace quantscope;
using nlohmann::json;
using test::readJson;
using test::referenceFile;

namespace {

Question recordedQuestion(const json& recorded)
{
    Question question;
    question.category = recorded.at("category").get<std::string>();
    question.answers = recorded.at("answers").get<std::vector<std::string>>();
    return question;
}

}

class TestReferenceScore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void ocrBenchRows();
    void ocrBenchAggregate();
    void demoPredictions_data();
    void demoPredictions();
};

void TestReferenceScore::initTestCase()
{
    if (!std::filesystem::exists(referenceFile("quant/ocrbench_scoring.json")))
        QSKIP("the reference files are not here");
}

void TestReferenceScore::ocrBenchRows()
{
    const auto file = readJson(referenceFile("quant/ocrbench_scoring.json"));
    QVERIFY(!file.at("cases").empty());
    for (const auto& c : file.at("cases")) {
        const double score = ocrBenchMetric.score(recordedQuestion(c), c.at("prediction"));
        QVERIFY2(score == (c.at("hit") == 1 ? 1.0 : 0.0), c.dump().c_str());
    }
}

void TestReferenceScore::ocrBenchAggregate()
{
    const auto file = readJson(referenceFile("quant/ocrbench_scoring.json"));
    std::vector<Question> questions;
    for (const auto& c : file.at("cases"))
        questions.push_back(recordedQuestion(c));
    std::vector<ScoredAnswer> answers;
    for (size_t i = 0; i < questions.size(); ++i)
        answers.push_back({&questions[i], ocrBenchMetric.score(questions[i], file.at("cases")[i].at("prediction"))});
    // Cases with empty answers are counted there, so all go in.
    const auto score = ocrBenchMetric.summarize(answers);

    QCOMPARE(score.total, file.at("n_rows").get<int64_t>());
    QCOMPARE(score.categories.size(), file.at("categories").size());
    for (size_t i = 0; i < score.categories.size(); ++i) {
        QCOMPARE(score.categories[i].name, file.at("categories")[i].get<std::string>());
        QCOMPARE(score.categories[i].correct, file.at("per_category_hits").at(score.categories[i].name).get<double>());
    }
    const auto& aggregate = file.at("aggregate");
    QCOMPARE(score.groups.size() + 2, aggregate.size());
    for (const auto& group : score.groups)
        QCOMPARE(group.correct, aggregate.at(group.name).get<double>());
    QCOMPARE(score.finalScore, aggregate.at("Final Score").get<double>());
    QCOMPARE(score.finalScoreNorm, aggregate.at("Final Score Norm").get<double>());
    QCOMPARE(score.correct, score.finalScore);
}

void TestReferenceScore::demoPredictions_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("evaluation") << "ocrbench_mini";
    QTest::newRow("calibration") << "ocrbench_mini_calib";
}

// The benchmark read from its TSV and the published predictions give the published hits.
void TestReferenceScore::demoPredictions()
{
    QFETCH(QString, name);
    const auto tsv = test::referenceDir() / "../demo" / (name.toStdString() + ".tsv");
    if (!std::filesystem::exists(tsv))
        QSKIP("the demo benchmark is not here");
    const auto dataset = loadDataset(tsv);
    QCOMPARE(dataset.benchmark, &ocrBench);
    const auto file = readJson(referenceFile("demo/" + name.toStdString() + "_predictions_fp32.json"));
    std::map<std::string, json> predictions;
    for (const auto& p : file.at("predictions"))
        predictions[std::to_string(p.at("index").get<int64_t>())] = p;
    QCOMPARE(dataset.questions.size(), predictions.size());
    std::vector<ScoredAnswer> answers;
    for (const auto& question : dataset.questions) {
        const auto& p = predictions.at(question.index);
        QCOMPARE(question.category, p.at("category").get<std::string>());
        QVERIFY2(question.answers == p.at("answer").get<std::vector<std::string>>(), p.dump().c_str());
        QVERIFY(question.images.size() == 1 && !question.images.front()->empty());
        const double score = dataset.benchmark->metric->score(question, p.at("prediction"));
        QVERIFY2(score == p.at("hit").get<double>(), p.dump().c_str());
        answers.push_back({&question, score});
    }
    const auto score = summarize(*dataset.benchmark->metric, answers);
    for (const auto& category : score.categories) {
        QCOMPARE(category.correct, file.at("score").at(category.name).at("hits").get<double>());
        QCOMPARE(category.total, file.at("score").at(category.name).at("total").get<int64_t>());
    }
}

QUANTSCOPE_TEST(TestReferenceScore)
#include "tst_reference_score.moc"

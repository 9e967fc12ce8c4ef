// SPDX-License-Identifier: GPL-3.0-or-later
// Rules that every row of the table of benchmarks keeps; a new row wants a file that it matches in benchmarkSamples().
#include <filesystem>
#include <set>

#include <QTemporaryDir>

#include "base/unicode.h"
#include "files/atomicfile.h"
#include "tasks/benchmarks.h"
#include "tasks/dataset.h"
#include "testmain.h"

using namespace quantscope;

namespace {

// A file with one question, and what its row does.
struct BenchmarkSample
{
    std::string name, category, benchmark;
    int maxTiles;
    double nearMiss; // the score of "cat" where "cats" is right
    double minority; // of "yes" where three of ten say so
};

const std::vector<BenchmarkSample>& benchmarkSamples()
{
    static const std::vector<BenchmarkSample> list{
        {"OCRBench", "", "ocrbench", 24, 0, 1},
        {"ocrbench_mini", "animals", "ocrbench", 24, 0, 1},
        {"TextVQA_VAL", "Regular Text Recognition", "textvqa", 6, 0, 0.9},
        {"DocVQA_VAL", "", "docvqa", 18, 0.75, 1},
        {"InfoVQA_TEST", "", "infovqa", 6, 0.75, 1},
        {"ChartQA_TEST", "", "chartqa", 12, 0, 0.9},
        {"mine", "Scene Text-centric VQA", "ocrbench_renamed", 6, 0, 1},
        {"my_OCRBench", "Regular Text Recognition", "ocrbench_renamed", 6, 0, 1},
        {"maths", "Handwritten Mathematical Expression Recognition", "ocrbench_renamed", 6, 0, 1},
        {"mine", "Doc-oriented VQA", "other", 6, 0, 0.9},
        {"mine", "", "other", 6, 0, 0.9},
        {"VQA", "animals", "other", 6, 0, 0.9},
    };
    return list;
}

std::string sampleName(size_t row)
{
    return std::to_string(row) + " " + benchmarkSamples()[row].name;
}

// A question that every row can ask and score.
Question plainQuestion()
{
    Question question;
    question.category = "Doc-oriented VQA";
    question.question = "What is written?";
    question.answers.assign(10, "station");
    return question;
}

std::vector<std::string> nastyPredictions()
{
    return {"",
            " ",
            "\n\t",
            "station",
            "stations",
            "\xff\xfe",
            std::string("a\0b", 3),
            "\u0130\u00df\u3000",
            std::string(20000, 'x'),
            ". . . , , ,",
            "[]",
            "9999999999999999999999"};
}

}

class TestBenchmarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows_data();
    void idsAreUniqueAndAllRowsHaveSamples();
    void rows();
    void perfectAndWrongAnswers_data();
    void perfectAndWrongAnswers();
    void summaries_data();
    void summaries();
    void files_data();
    void files();
    void lastRowMatchesEveryFile();

private:
    void eachBenchmark()
    {
        QTest::addColumn<const Benchmark*>("benchmark");
        for (const auto* benchmark : benchmarks())
            QTest::newRow(std::string(benchmark->id).c_str()) << benchmark;
    }
};

void TestBenchmarks::idsAreUniqueAndAllRowsHaveSamples()
{
    std::set<std::string, std::less<>> ids, sampled;
    for (const auto& sample : benchmarkSamples())
        sampled.insert(sample.benchmark);
    for (const auto* benchmark : benchmarks()) {
        QVERIFY2(!benchmark->id.empty() && ids.emplace(benchmark->id).second, std::string(benchmark->id).c_str());
        QVERIFY2(benchmark->matches && benchmark->prompt && benchmark->score && benchmark->summarize,
                 std::string(benchmark->id).c_str());
    }
    QVERIFY(ids == sampled);
}

void TestBenchmarks::rows_data()
{
    eachBenchmark();
}

void TestBenchmarks::rows()
{
    QFETCH(const Benchmark*, benchmark);
    QVERIFY(benchmark->maxTiles >= 1 && benchmark->maxTiles <= 64);
    auto question = plainQuestion();
    QVERIFY(benchmark->prompt(question).find(question.question) != std::string::npos);
    for (const auto& answers : std::vector<std::vector<std::string>>{{}, {""}, {"station"}, {"\xff", "a"}}) {
        question.answers = answers;
        for (const auto& prediction : nastyPredictions()) {
            const double score = benchmark->score(question, prediction);
            QVERIFY2(score >= 0.0 && score <= 1.0, validUtf8(prediction.substr(0, 40)).c_str());
        }
    }
}

void TestBenchmarks::perfectAndWrongAnswers_data()
{
    eachBenchmark();
}

void TestBenchmarks::perfectAndWrongAnswers()
{
    QFETCH(const Benchmark*, benchmark);
    const auto question = plainQuestion();
    QCOMPARE(benchmark->score(question, question.answers.front()), 1.0);
    QCOMPARE(benchmark->score(question, "elephant"), 0.0);
    auto unanswerable = question;
    unanswerable.answers.clear();
    QCOMPARE(benchmark->score(unanswerable, "station"), 0.0);
}

void TestBenchmarks::summaries_data()
{
    eachBenchmark();
}

// Sums over the categories are the sums of all, and better answers have a better final score.
void TestBenchmarks::summaries()
{
    QFETCH(const Benchmark*, benchmark);
    std::vector<Question> questions(6, plainQuestion());
    questions[1].category = "Regular Text Recognition";
    questions[2].category = "";
    questions[3].category = "animals";
    const auto scoredAlike = [&](double score) {
        std::vector<ScoredAnswer> answers;
        for (const auto& question : questions)
            answers.push_back({&question, score});
        return benchmark->summarize(answers);
    };
    const auto none = benchmark->summarize({});
    QCOMPARE(none.total, int64_t(0));
    QVERIFY(none.correct == 0 && none.finalScore == 0 && none.finalScoreNorm == 0);
    const auto half = scoredAlike(0.5), all = scoredAlike(1.0);
    for (const auto* score : {&half, &all}) {
        double correct = 0;
        int64_t total = 0;
        std::set<std::string> names;
        for (const auto& category : score->categories) {
            correct += category.correct;
            total += category.total;
            QVERIFY2(names.insert(category.name).second, category.name.c_str());
        }
        QCOMPARE(correct, score->correct);
        QCOMPARE(total, score->total);
        QCOMPARE(total, int64_t(questions.size()));
        for (const auto& group : score->groups)
            QVERIFY2(group.correct <= double(group.total) && group.total <= total, group.name.c_str());
    }
    QCOMPARE(half.correct, 3.0);
    QVERIFY(half.finalScore > 0 && half.finalScore < all.finalScore);
    QVERIFY(half.finalScoreNorm > 0 && half.finalScoreNorm < all.finalScoreNorm);
}

void TestBenchmarks::files_data()
{
    QTest::addColumn<size_t>("sample");
    for (size_t row = 0; row < benchmarkSamples().size(); ++row)
        QTest::newRow(sampleName(row).c_str()) << row;
}

// The row of a file that is loaded, by name and categories, cuts and scores as it should.
void TestBenchmarks::files()
{
    QFETCH(size_t, sample);
    const auto& expected = benchmarkSamples()[sample];
    const QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / (expected.name + ".tsv");
    writeAtomically(file,
                    "index\timage\tquestion\tanswer\tcategory\n1\tiVBORw0KGgo=\tq\ta\t" + expected.category + "\n");
    const auto dataset = loadDataset(file);
    QCOMPARE(std::string(dataset.benchmark->id), expected.benchmark);
    QCOMPARE(dataset.benchmark->maxTiles, expected.maxTiles);
    Question question;
    question.answers = {"cats"};
    QCOMPARE(dataset.benchmark->score(question, "cat"), expected.nearMiss);
    question.answers.assign(3, "yes");
    question.answers.insert(question.answers.end(), 7, "no");
    QCOMPARE(dataset.benchmark->score(question, "yes"), expected.minority);
}

void TestBenchmarks::lastRowMatchesEveryFile()
{
    const auto rows = benchmarks();
    QVERIFY(rows.back()->matches({}));
    QCOMPARE(rows.back(), &defaultBenchmark());
    QCOMPARE(Dataset().benchmark, &defaultBenchmark());
    QCOMPARE(&benchmarkFor({}), &defaultBenchmark());
    // Rows behind one that matches everything could never be reached.
    for (const auto* row : rows.first(rows.size() - 1))
        QVERIFY2(!row->matches({}), std::string(row->id).c_str());
}

QUANTSCOPE_TEST(TestBenchmarks)
#include "tst_benchmarks.moc"

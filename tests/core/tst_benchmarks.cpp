// SPDX-License-Identifier: GPL-3.0-or-later
// Rules that every row of the tables of benchmarks and of metrics keeps; a new benchmark wants a file that it takes in
// benchmarkSamples(), a new metric a question that it can score in questionFor().
#include <filesystem>
#include <set>

#include <QTemporaryDir>

#include "base/error.h"
#include "base/unicode.h"
#include "files/atomicfile.h"
#include "image/preprocess.h"
#include "messages/sentence.h"
#include "tasks/benchmarks.h"
#include "tasks/chosenmetric.h"
#include "tasks/dataset.h"
#include "testmain.h"

using namespace quantscope;

namespace {

// A file with one question, and what its row does; tiles as VLMEvalKit's set_max_num() says.
struct BenchmarkSample
{
    std::string name, category, columns, benchmark, metric;
    int maxTiles;
};

const std::vector<BenchmarkSample>& benchmarkSamples()
{
    static const std::vector<BenchmarkSample> list{
        {"OCRBench", "", "", "ocrbench", "ocrbench", 24},
        {"ocrbench_mini", "animals", "", "ocrbench", "ocrbench", 24},
        {"my_OCRBench_copy", "", "", "ocrbench", "ocrbench", 24},
        {"mine", "Scene Text-centric VQA", "", "ocrbench", "ocrbench", 24},
        {"maths", "Handwritten Mathematical Expression Recognition", "", "ocrbench", "ocrbench", 24},
        {"OCRBench_v2", "", "", "ocrbench_v2", "ocrbench_v2", 24},
        {"OCRBench_v2", "Regular Text Recognition", "", "ocrbench_v2", "ocrbench_v2", 24},
        {"mine", "text counting en", "", "ocrbench_v2", "ocrbench_v2", 24},
        {"TextVQA_VAL", "Regular Text Recognition", "", "textvqa", "vqa", 6},
        {"VizWiz", "", "", "vizwiz", "vqa", 6},
        {"DocVQA_VAL", "", "", "docvqa", "anls", 18},
        {"DocVQA_TEST", "", "", "docvqa", "anls", 18},
        {"InfoVQA_VAL", "", "", "infovqa", "anls", 24},
        {"InfoVQA_TEST", "", "", "infovqa", "anls", 24},
        {"ChartQA_TEST", "", "", "chartqa", "relaxed", 12},
        {"OCRVQA_TESTCORE", "", "", "ocrvqa", "exact_text", 12},
        {"GQA_TestDev_Balanced", "", "", "gqa", "exact_text", 6},
        {"MME", "", "", "mme", "mme", 6},
        {"copy", "code_reasoning", "", "mme", "mme", 6},
        {"POPE", "", "", "pope", "pope", 6},
        {"copy", "adversarial,popular,random", "", "pope", "pope", 6},
        {"HallusionBench", "", "", "hallusionbench", "hallusionbench", 6},
        {"copy", "VD", "l2-category", "hallusionbench", "hallusionbench", 6},
        {"MMBench_DEV_EN_V11", "", "A\tB", "mmbench", "choice_circular", 6},
        {"CCBench", "", "A\tB", "mmbench", "choice_circular", 6},
        {"MMMU_DEV_VAL", "", "A\tB", "mmmu", "choice", 12},
        {"HRBench4K", "", "A\tB", "hrbench", "choice", 24},
        {"MMStar", "", "A\tB", "mmstar", "choice", 6},
        {"AI2D_TEST", "", "A\tB", "ai2d", "choice", 6},
        {"ScienceQA_VAL", "", "A\tB", "scienceqa", "choice", 6},
        {"SEEDBench_IMG", "", "A\tB", "seedbench", "choice", 6},
        {"RealWorldQA", "", "A\tB", "realworldqa", "choice", 6},
        {"BLINK", "", "A\tB", "blink", "choice", 6},
        {"MathVista_MINI", "", "", "mathvista", "exact", 6},
        {"MathVision", "", "", "mathvision", "exact", 6},
        {"MathVerse_MINI", "", "", "mathverse", "exact", 6},
        {"MMVet", "", "", "mmvet", "exact", 6},
        {"LLaVABench", "", "", "llavabench", "exact", 6},
        {"MTVQA_TEST", "", "", "mtvqa", "contains", 6},
        {"VCR_EN_EASY", "", "", "vcr", "exact", 12},
        {"DUDE", "", "", "dude", "exact", 18},
        {"SLIDEVQA", "", "", "slidevqa", "exact", 18},
        {"mine", "", "A\tB\tC", "other_choices", "choice", 6},
        {"MME-RealWorld", "", "A\tB", "other_choices", "choice", 6},
        {"MMBench-Video", "", "", "other", "exact", 6},
        {"mine", "", "A", "other", "exact", 6},
        {"mine", "Doc-oriented VQA", "", "other", "exact", 6},
        {"mine", "color", "", "other", "exact", 6},
        {"mine", "random", "", "other", "exact", 6},
        {"VQA", "animals", "", "other", "exact", 6},
        {"summer", "", "", "other", "exact", 6},
        {"ChartQAPro", "", "", "other", "exact", 6},
        {"chart", "", "", "other", "exact", 6},
    };
    return list;
}

std::string sampleName(size_t row)
{
    return std::to_string(row) + " " + benchmarkSamples()[row].name;
}

// A question that the metric can score, its right answer, and a wrong one.
struct MetricSample
{
    Question question;
    std::string right, wrong;
};

MetricSample sampleFor(const Metric& metric)
{
    MetricSample sample{{}, "station", "elephant"};
    sample.question.category = metric.id == "ocrbench_v2" ? "text recognition en" : "Doc-oriented VQA";
    sample.question.question = "What is written?";
    sample.question.answers.assign(10, "station");
    if (metric.id.starts_with("choice"))
        sample.question.columns = {{"A", "elephant"}, {"B", "station"}};
    if (metric.id == "yes_no" || metric.id == "mme" || metric.id == "pope" || metric.id == "hallusionbench") {
        sample.question.category = metric.id == "mme" ? "OCR" : "adversarial";
        sample.question.answers = {"Yes"};
        sample.right = "yes.";
        sample.wrong = "no";
    }
    return sample;
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
            "{{{",
            "9999999999999999999999"};
}

std::filesystem::path written(const QTemporaryDir& folder, const std::string& name, const std::string& text)
{
    const auto file = std::filesystem::path(folder.path().toStdString()) / (name + ".tsv");
    writeAtomically(file, text);
    return file;
}

constexpr auto pixel = "iVBORw0KGgo=";

}

class TestBenchmarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreUniqueAndAllRowsHaveSamples();
    void rows();
    void metricRows_data();
    void metricRows();
    void summaries_data();
    void summaries();
    void files_data();
    void files();
    void lastRowTakesEveryFile();
    void perfectOcrBench();
    void chosenMetric();
    void calibrationIsAskedAsTheBenchmark();
    void assumptions();
    void tilesOfWideImages();

private:
    void eachMetric()
    {
        QTest::addColumn<const Metric*>("metric");
        for (const auto* metric : metrics())
            QTest::newRow(std::string(metric->id).c_str()) << metric;
    }
};

void TestBenchmarks::idsAreUniqueAndAllRowsHaveSamples()
{
    std::set<std::string, std::less<>> ids, sampled, metricIds;
    for (const auto& sample : benchmarkSamples())
        sampled.insert(sample.benchmark);
    for (const auto* benchmark : benchmarks()) {
        QVERIFY2(!benchmark->id.empty() && ids.emplace(benchmark->id).second, std::string(benchmark->id).c_str());
        QVERIFY2(benchmark->prompt && benchmark->metric, std::string(benchmark->id).c_str());
        QCOMPARE(findMetric(benchmark->metric->id), benchmark->metric);
    }
    QVERIFY(ids == sampled);
    for (const auto* metric : metrics()) {
        QVERIFY2(!metric->id.empty() && metricIds.emplace(metric->id).second, std::string(metric->id).c_str());
        QVERIFY2(metric->score && metric->summarize, std::string(metric->id).c_str());
        QCOMPARE(std::string(metric->nameCode), "metric." + std::string(metric->id));
    }
    for (const char* id : {"ocrbench", "vqa", "anls", "relaxed", "exact", "yes_no", "choice", "contains"})
        QVERIFY2(findMetric(id), id);
    QVERIFY(!findMetric("") && !findMetric("EXACT"));
}

void TestBenchmarks::rows()
{
    const auto question = sampleFor(*findMetric("exact")).question;
    for (const auto* benchmark : benchmarks()) {
        QVERIFY(benchmark->maxTiles >= 1 && benchmark->maxTiles <= 64);
        QVERIFY(benchmark->prompt(question).find(question.question) != std::string::npos);
        QVERIFY(benchmark->prompt({}).size() < 200);
    }
}

void TestBenchmarks::metricRows_data()
{
    eachMetric();
}

void TestBenchmarks::metricRows()
{
    QFETCH(const Metric*, metric);
    auto [question, right, wrong] = sampleFor(*metric);
    QVERIFY(canScore(*metric, question));
    QCOMPARE(metric->score(question, right), 1.0);
    QCOMPARE(metric->score(question, wrong), 0.0);
    for (const auto& answers : std::vector<std::vector<std::string>>{{}, {""}, {"station"}, {"\xff", "a"}, {"["}}) {
        question.answers = answers;
        for (const auto& prediction : nastyPredictions()) {
            const double score = metric->score(question, prediction);
            QVERIFY2(score >= 0.0 && score <= 1.0, validUtf8(prediction.substr(0, 40)).c_str());
        }
    }
    question.answers.clear();
    QVERIFY(!canScore(*metric, question));
    QCOMPARE(metric->score(question, right), 0.0);
}

void TestBenchmarks::summaries_data()
{
    eachMetric();
}

// Sums over the categories are the sums of all, and better answers have a better final score.
void TestBenchmarks::summaries()
{
    QFETCH(const Metric*, metric);
    const auto sample = sampleFor(*metric);
    std::vector<Question> questions(6, sample.question);
    for (size_t i = 0; i < questions.size(); ++i)
        questions[i].columns["g_index"] = std::to_string(i);
    if (!metric->scores) {
        questions[1].category = "Regular Text Recognition";
        questions[2].category = "";
        questions[3].category = "animals";
    }
    const auto answered = [&](size_t rightOnes) {
        std::vector<ScoredAnswer> answers;
        for (size_t i = 0; i < questions.size(); ++i) {
            const auto& text = i < rightOnes ? sample.right : sample.wrong;
            answers.push_back({&questions[i], metric->score(questions[i], text), text});
        }
        return summarize(*metric, answers);
    };
    const auto none = summarize(*metric, {});
    QCOMPARE(none.total, int64_t(0));
    QVERIFY(none.correct == 0 && none.finalScore == 0 && none.finalScoreNorm == 0);
    const auto half = answered(3), all = answered(6);
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
        QCOMPARE(score->unscored, int64_t(0));
        QCOMPARE(score->metric, std::string(metric->id));
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

// The row of a file that is loaded, by name, columns and categories, cuts and scores as it should.
void TestBenchmarks::files()
{
    QFETCH(size_t, sample);
    const auto& expected = benchmarkSamples()[sample];
    const QTemporaryDir folder;
    const auto columns = expected.columns.empty() ? "" : "\t" + expected.columns;
    const auto file = written(folder, expected.name,
                              "index\timage\tquestion\tanswer\tcategory" + columns + "\n1\t" + pixel + "\tq\ta\t" +
                                  expected.category + "\n");
    const auto dataset = loadDataset(file);
    QCOMPARE(std::string(dataset.benchmark->id), expected.benchmark);
    QCOMPARE(std::string(metricOf(dataset).id), expected.metric);
    QCOMPARE(dataset.benchmark->maxTiles, expected.maxTiles);
    QCOMPARE(dataset.benchmark->doublesImage, expected.benchmark == "mmmu");
}

void TestBenchmarks::lastRowTakesEveryFile()
{
    const auto rows = benchmarks();
    QCOMPARE(rows.back(), &defaultBenchmark());
    QCOMPARE(Dataset().benchmark, &defaultBenchmark());
    QCOMPARE(&benchmarkFor({}), &defaultBenchmark());
    for (const auto* row : rows)
        QVERIFY2(!row->recognizes || !row->recognizes({}), std::string(row->id).c_str());
}

// The ten categories with as many questions as the public file has: 1000 perfect answers score 1000.
void TestBenchmarks::perfectOcrBench()
{
    const std::vector<std::pair<std::string, int>> counts{
        {"Regular Text Recognition", 50},    {"Irregular Text Recognition", 50},
        {"Artistic Text Recognition", 50},   {"Handwriting Recognition", 50},
        {"Digit String Recognition", 50},    {"Non-Semantic Text Recognition", 50},
        {"Scene Text-centric VQA", 200},     {"Doc-oriented VQA", 200},
        {"Key Information Extraction", 200}, {"Handwritten Mathematical Expression Recognition", 100}};
    std::string text = "index\timage\tquestion\tanswer\tcategory\n";
    int index = 0;
    for (const auto& [category, count] : counts)
        for (int i = 0; i < count; ++i, ++index)
            text += std::to_string(index) + "\t" + (index == 0 ? pixel : "0") + "\twhat?\t['Word " +
                std::to_string(index) + "', '\\frac {1} {2}']\t" + category + "\n";
    const QTemporaryDir folder;
    const auto data = loadDataset(written(folder, "mine", text));
    QCOMPARE(data.questions.size(), size_t(1000));
    QCOMPARE(std::string(data.benchmark->id), std::string("ocrbench"));
    std::vector<ScoredAnswer> answers;
    for (const auto& question : data.questions)
        answers.push_back({&question, metricOf(data).score(question, question.answers.front())});
    auto score = summarize(metricOf(data), answers);
    QCOMPARE(score.finalScore, 1000.0);
    QCOMPARE(score.finalScoreNorm, 100.0);
    QCOMPARE(score.groups.front().total, int64_t(300));
    for (auto& answer : answers)
        answer.score = metricOf(data).score(*answer.question, "elephant");
    QCOMPARE(summarize(metricOf(data), answers).finalScore, 0.0);
}

// A table of one's own with one plain answer a row scores as a person would.
void TestBenchmarks::chosenMetric()
{
    const QTemporaryDir folder;
    const auto file = written(folder, "receipts",
                              std::string("index\timage\tquestion\tanswer\n1\t") + pixel +
                                  "\tHow much?\t12.50\n2\t1\tWhere?\tCorner Shop\n");
    const auto plain = loadDataset(file);
    QCOMPARE(std::string(metricOf(plain).id), std::string("exact"));
    QCOMPARE(metricOf(plain).score(plain.questions[0], "12.50"), 1.0);
    QCOMPARE(metricOf(plain).score(plain.questions[1], "the corner shop."), 1.0);
    QCOMPARE(metricOf(plain).score(plain.questions[1], "at the corner shop"), 0.0);
    const auto loose = withMetric(plain, "contains");
    QCOMPARE(loose.benchmark, plain.benchmark);
    QCOMPARE(metricOf(loose).score(loose.questions[1], "at the corner shop"), 1.0);
    QCOMPARE(&metricOf(withMetric(loose, "")), &metricOf(plain));
    try {
        withMetric(plain, "best");
        QFAIL("accepted");
    } catch (const Error& error) {
        const std::string text = error.what();
        QVERIFY2(text.find("best") != text.npos && text.find("relaxed") != text.npos, error.what());
    }
}

void TestBenchmarks::calibrationIsAskedAsTheBenchmark()
{
    const QTemporaryDir folder;
    const std::string text = std::string("index\timage\tquestion\tanswer\n1\t") + pixel + "\tq\ta\n";
    const auto evaluated = withMetric(loadDataset(written(folder, "OCRBench", text)), "contains");
    const auto own = loadDataset(written(folder, "calib", text));
    QCOMPARE(own.benchmark->maxTiles, 6);
    const auto calibration = askedAs(own, evaluated);
    QCOMPARE(calibration.name, std::string("calib"));
    QCOMPARE(calibration.benchmark->maxTiles, 24);
    QCOMPARE(&metricOf(calibration), &metricOf(evaluated));
    QCOMPARE(calibration.questions.size(), size_t(1));
}

void TestBenchmarks::assumptions()
{
    const auto assumed = [](const std::string& name, const DatasetTraits& traits, const std::string& metric = {}) {
        Dataset data;
        data.name = name;
        data.benchmark = &benchmarkFor(traits);
        const auto said = assumptionOf(withMetric(data, metric));
        return said ? englishText(*said) : std::string();
    };
    QCOMPARE(assumed("OCRBench", {"ocrbench", {}, {}}), std::string());
    QCOMPARE(assumed("MMBench", {"mmbench", {}, {}}, "exact"), std::string());
    const auto unknown = assumed("mine", {"mine", {}, {}});
    for (const char* part : {"mine", "6 tiles", "but for punctuation"})
        QVERIFY2(unknown.find(part) != unknown.npos, unknown.c_str());
    const auto chosen = assumed("mine", {"mine", {}, {}}, "anls");
    QVERIFY2(chosen.find("ANLS") != chosen.npos, chosen.c_str());
    const auto choices = assumed("mine", {"mine", {"A", "B"}, {}});
    QVERIFY2(choices.find("letter") != choices.npos, choices.c_str());
    QCOMPARE(assumed("VizWiz", {"vizwiz", {}, {}}), std::string());
    const auto judged = assumed("MMVet", {"mmvet", {}, {}});
    QVERIFY2(judged.find("judge") != judged.npos, judged.c_str());
    QCOMPARE(assumed("MMVet", {"mmvet", {}, {}}, "contains"), std::string());
}

// An image of 4480 x 448 pixels: ten tiles and the thumbnail where 24 are allowed, whatever the copy is called.
void TestBenchmarks::tilesOfWideImages()
{
    const auto tiles = [](const std::string& name, const std::set<std::string, std::less<>>& categories = {}) {
        const auto& row = benchmarkFor({name, {}, categories});
        TilingOptions options;
        options.maxTiles = row.maxTiles;
        options.upscale = row.doublesImage;
        return chooseTiling(4480, 448, options).count();
    };
    QCOMPARE(tiles("infovqa_val"), 11);
    QCOMPARE(tiles("ocrbench"), 11);
    QCOMPARE(tiles("mine", {"Regular Text Recognition"}), 11);
    QCOMPARE(tiles("docvqa_val"), 11);
    QCOMPARE(tiles("textvqa_val"), 7);
    QCOMPARE(tiles("mine"), 7);
}

QUANTSCOPE_TEST(TestBenchmarks)
#include "tst_benchmarks.moc"

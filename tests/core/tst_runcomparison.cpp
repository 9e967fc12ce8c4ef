// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/comparability.h"
#include "archive/comparison.h"
#include "archive/comparisonjson.h"
#include "archive/leftout.h"
#include "base/error.h"
#include "messages/sentence.h"
#include "runsamples.h"
#include "testmain.h"

using namespace quantscope;
using quantscope::test::sampleRun;

namespace {

// A run that answers questions 0, 1, 2, … with these scores.
RunRecord scored(const std::vector<double>& scores, const char* category = "Text")
{
    RunRecord run;
    run.id = newRunId();
    run.data = "OCRBench";
    for (size_t i = 0; i < scores.size(); ++i) {
        Prediction prediction;
        prediction.row = i;
        test::setIndex(prediction.index, i);
        prediction.score = scores[i];
        prediction.text = scores[i] == 1 ? "right" : "wrong";
        run.predictions.push_back(prediction);
        run.asked.push_back({category, "question " + std::to_string(i), {"right"}});
    }
    return run;
}

// `onlyLeft` questions that the left run alone answers right, and so on.
std::pair<std::vector<double>, std::vector<double>> table(int onlyLeft, int onlyRight, int both, int none)
{
    std::pair<std::vector<double>, std::vector<double>> scores;
    const auto add = [&](int count, double left, double right) {
        scores.first.insert(scores.first.end(), size_t(count), left);
        scores.second.insert(scores.second.end(), size_t(count), right);
    };
    add(onlyLeft, 1, 0);
    add(onlyRight, 0, 1);
    add(both, 1, 1);
    add(none, 0, 0);
    return scores;
}

bool near(double value, double expected, double relative)
{
    return std::abs(value - expected) <= relative * std::abs(expected);
}

}

class TestRunComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Values of statsmodels 0.15.0, stats.contingency_tables.mcnemar(table, exact=True); the same by scipy 1.17.1's
    // binomtest, and by sums of exact fractions.
    void mcnemar_data()
    {
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("right");
        QTest::addColumn<double>("expected");
        const auto row = [](int left, int right, double expected) {
            QTest::addRow("%d %d", left, right) << left << right << expected;
        };
        row(0, 0, 1);
        row(0, 1, 1);
        row(1, 5, 0.21875);
        row(3, 6, 0.5078125);
        row(7, 10, 0.629058837890625);
        row(10, 7, 0.629058837890625);
        row(0, 12, 0.00048828125);
        row(25, 48, 0.009542211425865475);
        row(118, 84, 0.02001241306353368);
        row(400, 500, 0.0009564441369189461);
        row(1000, 1000, 1);
        row(4900, 5100, 0.04658552770494739);
        row(2, 350, 1.354459068927316e-101);
    }

    void mcnemar()
    {
        QFETCH(int, left);
        QFETCH(int, right);
        QFETCH(double, expected);
        QVERIFY2(near(mcnemarExact(left, right), expected, 1e-10),
                 qPrintable(QString::number(mcnemarExact(left, right), 'g', 17)));
    }

    // Values of statsmodels 0.15.0, stats.multitest.multipletests(p, method='holm').
    void holm()
    {
        const auto check = [](const std::vector<double>& p, const std::vector<double>& expected) {
            const auto adjusted = holmAdjusted(p);
            QCOMPARE(adjusted.size(), expected.size());
            for (size_t i = 0; i < p.size(); ++i)
                QVERIFY2(near(adjusted[i], expected[i], 1e-12), qPrintable(QString::number(adjusted[i])));
        };
        check({0.01, 0.04, 0.03, 0.005}, {0.03, 0.06, 0.06, 0.02});
        check({0.5, 0.5, 0.5}, {1, 1, 1});
        check({0.02, 0.001, 0.6, 0.02, 0.049}, {0.08, 0.005, 0.6, 0.08, 0.098});
        check({}, {});
    }

    // numpy's generator with 200,000 resamples of these differences gives [6, 40] and a deviation of 8.48; 2,000
    // resamples leave the ends within a question or two.
    void pairedBootstrap()
    {
        const auto [left, right] = table(25, 48, 300, 27);
        const auto test = testPair(left, right);
        QCOMPARE(test.difference, 23.0);
        QCOMPARE(test.leftBetter, 25);
        QCOMPARE(test.rightBetter, 48);
        QVERIFY(near(test.pValue, 0.009542211425865475, 1e-10));
        QVERIFY2(std::abs(test.interval.low - 6) <= 2, qPrintable(QString::number(test.interval.low)));
        QVERIFY2(std::abs(test.interval.high - 40) <= 2, qPrintable(QString::number(test.interval.high)));
        const auto turned = testPair(right, left);
        QCOMPARE(turned.difference, -23.0);
        QCOMPARE(turned.pValue, test.pValue);
        QVERIFY_EXCEPTION_THROWN(testPair(std::vector<double>{1}, {}), Error);
        QCOMPARE(testPair({}, {}).pValue, 1.0);
    }

    // Three more right answers, and as many questions lost as a coin would lose: no evidence of better.
    void flipsBothWaysAreCounted()
    {
        const auto [left, right] = table(20, 23, 300, 57);
        const std::vector runs{scored(left), scored(right)};
        const auto comparison = compareRuns(runs);
        QCOMPARE(comparison.pairs.size(), size_t(1));
        const auto& test = comparison.pairs[0].test;
        QCOMPARE(test.difference, 3.0);
        QVERIFY(test.interval.low < 0 && test.interval.high > 0);
        QVERIFY(test.pValue > 0.7);
        QCOMPARE(comparison.total.total, 400);
        QCOMPARE(comparison.total.correct, (std::vector<double>{320, 323}));
    }

    // Shares of a question (VQA): which run is better counts, not by how much.
    void sharesAreCompared()
    {
        const auto test = testPair(std::vector<double>{1.0 / 3, 1, 0.6, 0}, std::vector<double>{1, 1, 0.3, 0.3});
        QVERIFY(near(test.difference, 2.0 / 3 - 0.3 + 0.3, 1e-12));
        QCOMPARE(test.leftBetter, 1);
        QCOMPARE(test.rightBetter, 2);
        QCOMPARE(test.pValue, 1.0); // 1 of 3: 2 · (1 + 3) / 8
    }

    void severalRunsAreCorrected()
    {
        const auto [left, right] = table(25, 48, 300, 27);
        const std::vector runs{scored(left), scored(right), scored(left)};
        const auto comparison = compareRuns(runs);
        QCOMPARE(comparison.pairs.size(), size_t(3));
        // p = 0.00954, 1, 0.00954: the first two times 3 and 2, and never below.
        QVERIFY(near(comparison.pairs[0].adjusted, 3 * 0.009542211425865475, 1e-9));
        QCOMPARE(comparison.pairs[1].adjusted, 1.0);
        QVERIFY(near(comparison.pairs[2].adjusted, 3 * 0.009542211425865475, 1e-9));
        QVERIFY(comparison.pairs[1].left == 0 && comparison.pairs[1].right == 2);
    }

    void onlyCommonQuestionsCount()
    {
        auto a = scored({1, 1, 0, 0, 1}), b = scored({0, 1, 0, 1, 1, 1, 1});
        b.predictions.erase(b.predictions.begin()); // the places shift
        b.asked.erase(b.asked.begin());
        b.asked[0].answers = {"another answer"}; // of question 1: no longer the same
        const std::vector runs{a, b};
        const auto comparison = compareRuns(runs);
        QCOMPARE(comparison.questions.size(), size_t(3)); // 2, 3 and 4
        QCOMPARE(comparison.total.correct, (std::vector<double>{1, 2}));
        const auto& first = comparison.questions[0]; // 3, on which they disagree
        QCOMPARE(first.places, (std::vector<size_t>{3, 2}));
        QCOMPARE(first.spread, 1.0);
        auto other = b;
        other.data = "TextVQA_VAL";
        QVERIFY(compareRuns(std::vector{a, other}).questions.empty());
        QVERIFY_EXCEPTION_THROWN(compareRuns(std::span(runs).first(1)), Error);
        QVERIFY_EXCEPTION_THROWN(compareRuns(std::vector<RunRecord>(9, a)), Error);
    }

    void questionsAreSortedByDisagreement()
    {
        auto a = scored({1, 1, 0, 0, 0.5}), b = scored({1, 0, 0, 0, 0.75});
        b.predictions[3].text = "another wrong one";
        const auto questions = compareRuns(std::vector{a, b}).questions;
        std::vector<size_t> order;
        for (const auto& question : questions)
            order.push_back(question.places[0]);
        // Right against wrong, a share against another, two texts that are wrong, then those that are alike.
        QCOMPARE(order, (std::vector<size_t>{1, 4, 3, 0, 2}));
        QCOMPARE(questions[2].texts, size_t(2));
        QCOMPARE(questions[3].texts, size_t(1));
    }

    void categoriesStandApart()
    {
        auto a = scored({1, 0, 1, 1}), b = scored({1, 1, 0, 0});
        for (auto* run : {&a, &b})
            run->asked[2].category = run->asked[3].category = "Formula";
        const auto comparison = compareRuns(std::vector{a, b});
        QCOMPARE(comparison.categories.size(), size_t(2));
        QCOMPARE(comparison.categories[0].name, std::string("Text"));
        QCOMPARE(comparison.categories[0].correct, (std::vector<double>{1, 2}));
        QCOMPARE(comparison.categories[1].name, std::string("Formula"));
        QCOMPARE(comparison.categories[1].total, 2);
        QCOMPARE(comparison.categories[1].correct, (std::vector<double>{2, 0}));
    }

    void recipesAndLayersStandBesideEachOther()
    {
        auto a = sampleRun(5, 3), b = sampleRun(5, 4, 2);
        b.spec.recipe->llm.scheme.weightBits = 8;
        b.layers[0].error.isolated.sqnrDb = 20;
        auto plain = scored({1});
        const std::vector runs{a, b};
        const auto comparison = compareRuns(runs);
        QCOMPARE(comparison.recipe.size(), size_t(1));
        QCOMPARE(comparison.recipe[0].path, std::string("llm.weight_bits"));
        QVERIFY(comparison.recipe[0].values == (std::vector<nlohmann::json>{4, 8}));
        const auto& curves = comparison.curves;
        QCOMPARE(curves.layers.size(), size_t(4));
        QVERIFY(std::isinf(*curves.isolatedDb[0][0]));
        QCOMPARE(*curves.isolatedDb[1][0], 20.0);
        QVERIFY(!curves.isolatedDb[0][1]); // not measured
        QVERIFY(!curves.isolatedDb[0][3] && curves.isolatedDb[1][3]); // not in the first run
        const auto json = comparisonToJson(comparison, runs);
        QCOMPARE(json.at("curves").at("isolated_sqnr_db").at(0).at(0), "inf");
        QVERIFY(json.at("curves").at("isolated_sqnr_db").at(0).at(1).is_null());
        QCOMPARE(json.at("questions").size(), size_t(4)); // one has no score
        QVERIFY(json.at("pairs").at(0).at("left") == a.id && json.at("pairs").at(0).at("right") == b.id);
    }

    // Resampled right and wrong answers are binomially distributed: the exact quantiles are 309 and 340, 334 and 361
    // (by sums of the distribution). 2,000 resamples leave the ends within some questions.
    void totalsHaveIntervals()
    {
        const auto [left, right] = table(25, 48, 300, 27);
        const auto comparison = compareRuns(std::vector{scored(left), scored(right)});
        QCOMPARE(comparison.intervals.size(), size_t(2));
        const auto near2 = [](double value, double expected) { return std::abs(value - expected) <= 2; };
        QVERIFY(near2(comparison.intervals[0].low, 309) && near2(comparison.intervals[0].high, 340));
        QVERIFY(near2(comparison.intervals[1].low, 334) && near2(comparison.intervals[1].high, 361));
    }

    void notesNameWhatIsNotAlike()
    {
        const auto notes = [](const std::vector<RunRecord>& runs) {
            std::vector<std::string> sentences;
            for (const auto& note : sideBySide(runs).notes)
                sentences.push_back(englishText(note));
            return sentences;
        };
        auto a = scored({1, 1, 0}), b = scored({1, 0, 0}), c = scored({1, 1, 1, 1});
        for (auto* run : {&a, &b, &c}) {
            run->model = "one";
            run->protocol.benchmark = "ocrbench";
            run->protocol.images = "stored";
        }
        QVERIFY(notes({a, b}).empty());
        QVERIFY(notes({a}).empty()); // of one run nothing is said
        QCOMPARE(notes({a, b, c}),
                 std::vector<std::string>{
                     "3 questions count, which all runs have answered; scored answers: 3 (A, B), 4 (C)"});
        b.model = "two";
        b.spec.protocol = Protocol::Published;
        b.protocol.images = "jpeg75";
        b.protocol.mostTiles = 12;
        b.protocol.metric = "anls";
        a.protocol.dtype = "Float"; // of b it is not known: no difference
        QCOMPARE(
            notes({a, b}),
            (std::vector<std::string>{"other models: one (A), two (B)",
                                      "other protocols, under which scores mean other things: exact (A), published (B)",
                                      "other images: stored (A), jpeg75 (B)",
                                      "other prompts or numbers of tiles: ocrbench/0 (A), ocrbench/12 (B)"}));
        a.protocol.metric = "ocrbench";
        b.protocol.dtype = "BFloat16";
        QCOMPARE(notes({a, b}).size(), size_t(6));
        auto other = scored({1});
        other.data = "TextVQA_VAL";
        QCOMPARE(notes({scored({1}), other}),
                 (std::vector<std::string>{"no question was answered and scored by all of these runs",
                                           "other benchmarks: OCRBench (A), TextVQA_VAL (B)"}));
        QCOMPARE(notes({scored({1}), scored({})}),
                 std::vector<std::string>{"left out, since without scored answers: B"});
    }

    // One that was interrupted at once, beside two that have ended.
    void aRunWithoutAnswersIsLeftOut()
    {
        auto silent = scored({}), unscored = scored({1, 1, 1});
        for (auto& prediction : unscored.predictions)
            prediction.isScored = false;
        silent.spec.recipe = unscored.spec.recipe = Recipe();
        silent.spec.recipe->llm.scheme.weightBits = 3;
        const std::vector runs{silent, scored({1, 1, 0}), unscored, scored({1, 0, 0, 1})};
        const auto both = sideBySide(runs);
        const auto& comparison = both.comparison;
        QCOMPARE(comparison.questions.size(), size_t(3));
        QCOMPARE(comparison.questions[0].places, (std::vector<size_t>{noPlace, 1, noPlace, 1})); // they disagree
        QCOMPARE(comparison.questions[0].spread, 1.0);
        QCOMPARE(comparison.questions[0].texts, size_t(2));
        for (const size_t run : {0, 2})
            QVERIFY(isLeftOut(comparison, run) && std::isnan(comparison.categories[0].correct[run]) &&
                    std::isnan(comparison.intervals[run].low));
        for (const size_t run : {1, 3})
            QVERIFY(!isLeftOut(comparison, run));
        QVERIFY(comparison.total.correct[1] == 2 && comparison.total.correct[3] == 1);
        QCOMPARE(comparison.pairs.size(), size_t(1));
        QVERIFY(comparison.pairs[0].left == 1 && comparison.pairs[0].right == 3);
        QCOMPARE(comparison.pairs[0].adjusted, comparison.pairs[0].test.pValue); // one test alone
        QCOMPARE(comparison.recipe.size(), size_t(1)); // what it was to do is known
        QCOMPARE(comparison.recipe[0].values.size(), size_t(4));
        std::vector<std::string> notes;
        for (const auto& note : both.notes)
            notes.push_back(englishText(note));
        QCOMPARE(notes,
                 (std::vector<std::string>{
                     "left out, since without scored answers: A, C",
                     "3 questions count, which all runs have answered; scored answers: 3 (B), 4 (D)"}));
        const auto json = comparisonToJson(comparison, runs);
        QVERIFY(json.at("questions").at(0).at("predictions").at(0).is_null());
        QCOMPARE(json.at("questions").at(0).at("index"), "1");
        const auto text = json.dump();
        QVERIFY(text.find("nan") == std::string::npos);
        QVERIFY(compareRuns(std::vector{scored({}), scored({1})}).questions.empty());
    }

    // A subset is asked in the order of the file, a benchmark reports in its own.
    void categoriesStandInTheBenchmarksOrder()
    {
        auto a = scored({1, 1, 0, 1}), b = scored({1, 0, 0, 1});
        const char* const names[] = {"Documents", "Scenes", "Other", "Letters"};
        for (auto* run : {&a, &b})
            for (size_t i = 0; i < 4; ++i)
                run->asked[i].category = names[i];
        b.score.categories = {{"Letters", 1, 1}, {"Formulas", 0, 0}, {"Scenes", 0, 1}, {"Documents", 1, 1}};
        std::vector<std::string> order;
        for (const auto& category : compareRuns(std::vector{a, b}).categories)
            order.push_back(category.name);
        QCOMPARE(order, (std::vector<std::string>{"Letters", "Scenes", "Documents", "Other"}));
    }
};

QUANTSCOPE_TEST(TestRunComparison)
#include "tst_runcomparison.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Questions for yes or no. The extractions were checked by a Python program that has VLMEvalKit's rules, the sums by
// hand.
#include <cmath>

#include "rows.h"
#include "tasks/dataset.h"
#include "tasks/metrics/yesno.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

// A question with its answer and what was said.
struct Asked
{
    std::string category, image, answer, said;
    std::map<std::string, std::string, std::less<>> columns = {};
    std::string index = {};
};

Score scoreOf(const Metric& metric, const std::vector<Asked>& list)
{
    std::vector<Question> questions;
    for (const auto& asked : list) {
        Question question;
        question.category = asked.category;
        question.answers = {asked.answer};
        question.columns = asked.columns;
        question.images = {std::make_shared<const std::vector<uint8_t>>(asked.image.begin(), asked.image.end())};
        question.index = asked.index;
        questions.push_back(std::move(question));
    }
    std::vector<ScoredAnswer> answers;
    for (size_t i = 0; i < list.size(); ++i)
        answers.push_back({&questions[i], metric.score(questions[i], list[i].said), list[i].said});
    return summarize(metric, answers);
}

}

class TestYesNo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data();
    void words();
    void mmePairs();
    void mmeSums();
    void popeFigures();
    void hallusionFigures();
};

void TestYesNo::words_data()
{
    auto row = addColumns<QString, QString>("text", "expected");
    row("Yes", "Yes");
    row("yes.", "Yes");
    row("YES!", "Yes");
    row("(yes)", "Yes");
    row("Yes\n", "Yes");
    row("Yes,there is", "Yes");
    row("The answer is yes", "Yes");
    row("No", "No");
    row("no, it is not", "No");
    row("\"No\"", "No");
    row("no-one", "No");
    row("", "Unknown");
    row("Yes and no", "Unknown");
    row("yes/no", "Unknown");
    row("yes.no", "Unknown");
    row("Yes:", "Unknown");
    row("nope", "Unknown");
    row("not", "Unknown");
    row("noyes", "Unknown");
    row("It is not there", "Unknown");
}

void TestYesNo::words()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto found = yesNoOf(text.toStdString());
    QCOMPARE(QString(found == YesNo::Yes ? "Yes" : found == YesNo::No ? "No" : "Unknown"), expected);
    for (const char* answer : {"Yes", "No", "yes"})
        QCOMPARE(scoreOf(yesNoMetric, {{"c", "i", answer, text.toStdString()}}).correct,
                 expected.toLower() == QString(answer).toLower() ? 1.0 : 0.0);
}

void TestYesNo::mmePairs()
{
    const auto both = scoreOf(mmeMetric, {{"count", "1", "Yes", "Yes."}, {"count", "1", "No", "No"}});
    QCOMPARE(figureOf(both, "accuracy+", "count"), 100.0);
    QCOMPARE(figureOf(both, "score", "count"), 200.0);
    QCOMPARE(both.finalScore, 200.0);
    QCOMPARE(both.finalScoreNorm, 100.0);
    QCOMPARE(both.correct, 2.0);
    const auto one = scoreOf(mmeMetric, {{"count", "1", "Yes", "Yes"}, {"count", "1", "No", "Yes"}});
    QCOMPARE(figureOf(one, "accuracy+", "count"), 0.0);
    QCOMPARE(one.finalScore, 50.0);
    // Pairs belong to images, not to neighbours.
    const auto mixed = scoreOf(
        mmeMetric,
        {{"OCR", "1", "Yes", "Yes"}, {"OCR", "2", "Yes", "No"}, {"OCR", "2", "No", "No"}, {"OCR", "1", "No", "No"}});
    QCOMPARE(figureOf(mixed, "accuracy+", "OCR"), 50.0);
    QCOMPARE(mixed.finalScore, 125.0);
    // A run that stops inside of a pair.
    const auto half =
        scoreOf(mmeMetric, {{"OCR", "1", "Yes", "Yes"}, {"OCR", "1", "No", "No"}, {"OCR", "2", "Yes", "No"}});
    QCOMPARE(figureOf(half, "accuracy+", "OCR"), 100.0);
    QVERIFY(isNear(half.finalScore, 200.0 / 3 + 100));
    const auto none = scoreOf(mmeMetric, {});
    QCOMPARE(none.finalScore, 0.0);
    QCOMPARE(none.finalScoreNorm, 0.0);
}

void TestYesNo::mmeSums()
{
    const auto score = scoreOf(mmeMetric,
                               {{"color", "1", "Yes", "yes"},
                                {"color", "1", "No", "no"},
                                {"code_reasoning", "2", "Yes", "yes"},
                                {"code_reasoning", "2", "No", "I do not know"},
                                {"posters", "3", "Yes", "no"},
                                {"posters", "3", "No", "yes"},
                                {"my own", "4", "Yes", "yes"}});
    QCOMPARE(figureOf(score, "perception"), 200.0);
    QCOMPARE(figureOf(score, "reasoning"), 50.0);
    QCOMPARE(score.finalScore, 250.0);
    QVERIFY(isNear(score.finalScoreNorm, 100.0 * 250 / 600));
    QCOMPARE(score.total, int64_t(7));
    QCOMPARE(score.correct, 4.0);
}

// Yes is right three times: said twice; said once where No is right; once nothing is said.
void TestYesNo::popeFigures()
{
    const auto score = scoreOf(popeMetric,
                               {{"adversarial,popular", "1", "Yes", "Yes"},
                                {"popular", "1", "Yes", "yes, there is"},
                                {"popular", "2", "Yes", "No"},
                                {"adversarial", "2", "No", "Yes"},
                                {"adversarial", "3", "No", "maybe"}});
    QCOMPARE(score.correct, 2.0);
    QCOMPARE(score.total, int64_t(5));
    const std::vector<CategoryScore> groups{{"adversarial", 1, 3}, {"popular", 2, 3}};
    QVERIFY(score.groups == groups);
    // Counted once for each part: Yes right 3 times, wrong 1, missing 1.
    QVERIFY(isNear(figureOf(score, "precision"), 75.0));
    QVERIFY(isNear(figureOf(score, "recall"), 75.0));
    QVERIFY(isNear(figureOf(score, "F1"), 75.0));
    QVERIFY(isNear(figureOf(score, "precision", "adversarial"), 50.0));
    QVERIFY(isNear(figureOf(score, "recall", "adversarial"), 100.0));
    QVERIFY(isNear(figureOf(score, "F1", "adversarial"), 100.0 * 2 / 3));
    QVERIFY(isNear(figureOf(score, "precision", "popular"), 100.0));
    QVERIFY(isNear(figureOf(score, "recall", "popular"), 100.0 * 2 / 3));
    QVERIFY(isNear(score.finalScore, 75.0));
    QCOMPARE(scoreOf(popeMetric, {{"random", "1", "No", "No"}}).finalScore, 0.0);
}

// Set 0 has figures 0 and 1 and questions 0 and 1, set 1 one of each.
void TestYesNo::hallusionFigures()
{
    const auto place = [](const char* kind, const char* set, const char* figure, const char* question) {
        return std::map<std::string, std::string, std::less<>>{
            {"l2-category", kind}, {"set_id", set}, {"figure_id", figure}, {"question_id", question}};
    };
    const auto score = scoreOf(hallusionMetric,
                               {{"VD", "1", "Yes", "Yes", place("illusion", "0", "0", "0")},
                                {"VD", "1", "No", "No", place("illusion", "0", "0", "1")},
                                {"VD", "2", "Yes", "Yes", place("illusion", "0", "1", "0")},
                                {"VD", "2", "No", "Yes", place("illusion", "0", "1", "1")},
                                {"VS", "3", "Yes", "Yes", place("map", "1", "0", "0")}});
    QVERIFY(isNear(figureOf(score, "aAcc"), 80.0));
    QVERIFY(isNear(figureOf(score, "fAcc"), 100.0 * 2 / 3));
    QVERIFY(isNear(figureOf(score, "qAcc"), 100.0 * 2 / 3));
    QVERIFY(isNear(score.finalScore, (80.0 + 400.0 / 3) / 3));
    QVERIFY(isNear(figureOf(score, "aAcc", "VD"), 75.0));
    QVERIFY(isNear(figureOf(score, "fAcc", "VD"), 50.0));
    QVERIFY(isNear(figureOf(score, "qAcc", "illusion"), 50.0));
    QVERIFY(isNear(figureOf(score, "qAcc", "map"), 100.0));
    // In the index, as VLMEvalKit's file has them.
    const std::map<std::string, std::string, std::less<>> illusion{{"l2-category", "illusion"}};
    const auto indexed = scoreOf(hallusionMetric,
                                 {{"VD", "1", "Yes", "Yes", illusion, "VD_illusion_1_0_0_0"},
                                  {"VD", "1", "No", "No", illusion, "VD_illusion_1_0_0_1"},
                                  {"VD", "2", "Yes", "Yes", illusion, "VD_illusion_2_0_1_0"},
                                  {"VD", "2", "No", "Yes", illusion, "VD_illusion_2_0_1_1"},
                                  {"VS", "3", "Yes", "Yes", {{"l2-category", "map"}}, "VS_map_1_1_0_0"}});
    QVERIFY(indexed.figures == score.figures);
    // Without these numbers there are no shares of figures.
    const auto plain = scoreOf(hallusionMetric, {{"VD", "1", "Yes", "Yes"}, {"VD", "1", "Yes", "No"}});
    QVERIFY(isNear(plain.finalScore, 50.0));
    QCOMPARE(figureOf(plain, "fAcc"), -1.0);
    QCOMPARE(scoreOf(hallusionMetric, {}).finalScore, 0.0);
}

QUANTSCOPE_TEST(TestYesNo)
#include "tst_yesno.moc"

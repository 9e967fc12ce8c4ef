// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "tasks/dataset.h"
#include "tasks/metrics/ocrbenchmetric.h"
#include "tasks/metrics/textanswers.h"
#include "testmain.h"
#include "words/vqanormalize.h"

using namespace quantscope;

namespace {

const std::string scene = "Scene Text-centric VQA";
const std::string math = "Handwritten Mathematical Expression Recognition";

std::vector<std::string> repeated(int count, const std::string& text, int others, const std::string& other)
{
    std::vector<std::string> answers(static_cast<size_t>(count), text);
    answers.insert(answers.end(), static_cast<size_t>(others), other);
    return answers;
}

Question questionOf(const std::string& category, const std::vector<std::string>& answers)
{
    Question question;
    question.category = category;
    question.answers = answers;
    return question;
}

// The summary of answers with these categories and scores.
Score summaryOf(const Metric& metric, const std::vector<std::pair<std::string, double>>& answers)
{
    std::vector<Question> questions;
    for (const auto& [category, ignored] : answers)
        questions.push_back(questionOf(category, {"x"}));
    std::vector<ScoredAnswer> scored;
    for (size_t i = 0; i < answers.size(); ++i)
        scored.push_back({&questions[i], answers[i].second});
    return summarize(metric, scored);
}

bool isClose(double a, double b)
{
    return std::abs(a - b) < 1e-12;
}

}

class TestScore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ocrBenchCorrect_data();
    void ocrBenchCorrect();
    void vqaNormalization_data();
    void vqaNormalization();
    void vqaAccuracies();
    void anlsValues_data();
    void anlsValues();
    void containedAnswers();
    void ocrBenchSummary();
    void unknownCategory();
    void otherSummary();
    void splitsAndGroups();
    void unscoredQuestions();
};

void TestScore::ocrBenchCorrect_data()
{
    QTest::addColumn<QString>("category");
    QTest::addColumn<QStringList>("answers");
    QTest::addColumn<QString>("prediction");
    QTest::addColumn<bool>("score");
    const auto row = [](const char* name, const std::string& category, const QStringList& answers,
                        const char* prediction, bool score) {
        QTest::newRow(name) << QString::fromStdString(category) << answers << QString(prediction) << score;
    };
    row("case", scene, {"CENTRE"}, "the Centre.", true);
    row("part of a word", scene, {"ten"}, "often", true);
    row("second answer", scene, {"x", "y"}, "y", true);
    row("no answer", scene, {}, "y", false);
    row("empty answer", scene, {""}, "y", true);
    row("inner space", scene, {"a b"}, "ab", false);
    row("line end", scene, {"a b"}, "a\nb", true);
    row("tab", scene, {"a b"}, "a\tb", false);
    row("outer space", scene, {"  a\n"}, "a", true);
    row("no-break space outside", scene, {"\u00a0a\u3000"}, "a", true);
    row("final sigma", scene, {"ΟΔΟΣ"}, "οδος", true);
    row("dotted I", scene, {"İ"}, "i\u0307", true);
    row("sharp s", scene, {"STRASSE"}, "straße", false);
    row("maths case", math, {"X"}, "x", false);
    row("maths spaces", math, {"x + y"}, " x+ y\n", true);
    row("maths tab", math, {"xy"}, "x\ty", false);
    row("maths line end", math, {"xy"}, "x\ny", true);
}

void TestScore::ocrBenchCorrect()
{
    QFETCH(QString, category);
    QFETCH(QStringList, answers);
    QFETCH(QString, prediction);
    QFETCH(bool, score);
    std::vector<std::string> list;
    for (const auto& answer : answers)
        list.push_back(answer.toStdString());
    QCOMPARE(ocrBenchMetric.score(questionOf(category.toStdString(), list), prediction.toStdString()),
             score ? 1.0 : 0.0);
}

// The expectations were computed by a Python program with the published rules.
void TestScore::vqaNormalization_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* text, const char* expected) {
        QTest::newRow(text) << QString(text) << QString(expected);
    };
    row("The  cat", "cat");
    row("1,000", "1000");
    row("1,000 - a", "1000");
    row("a-b", "b");
    row("c -d", "c d");
    row("c-d", "c d");
    row("3.5", "3.5");
    row("3.", "3");
    row("U.S.A.", "usa");
    row("p.m. 3.14.", "pm 3.14");
    row("dont", "don't");
    row("couldnt've", "couldn't've");
    row("somebody'd", "somebodyd");
    row("Ten", "10");
    row("ten o'clock", "10 o'clock");
    row("none", "0");
    row("what ?", "what");
    row("\"hi\"", "hi");
    row("É É", "é é");
    row("1.５", "1.５");
    row("one/two", "1 2");
    row("x.y", "xy");
    row("........................................a", "........a");
    row("l.2,3", "l.23");
    row("  a  an the ", "");
    row("\tTab\nnl", "tab nl");
    row("ΑΣ.", "ας");
    row("100 % (x)", "100 % x");
}

void TestScore::vqaNormalization()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(vqaNormalized(text.toStdString())), expected);
}

void TestScore::vqaAccuracies()
{
    QVERIFY(isClose(vqaAccuracy(repeated(10, "yes", 0, ""), "Yes."), 1.0));
    QVERIFY(isClose(vqaAccuracy(repeated(4, "yes", 6, "no"), "yes"), 1.0));
    QVERIFY(isClose(vqaAccuracy(repeated(3, "yes", 7, "no"), "yes"), 0.9));
    QVERIFY(isClose(vqaAccuracy(repeated(2, "yes", 8, "no"), "the yes"), 0.6));
    QVERIFY(isClose(vqaAccuracy(repeated(1, "yes", 9, "no"), "yes"), 0.3));
    QVERIFY(isClose(vqaAccuracy(repeated(2, "yes", 8, "no"), "maybe"), 0.0));
    QVERIFY(isClose(vqaAccuracy({"x"}, "x"), 1.0)); // there is nothing to leave out
    QVERIFY(isClose(vqaAccuracy({"x"}, "y"), 0.0));
    QVERIFY(isClose(vqaAccuracy({}, "x"), 0.0));
}

void TestScore::anlsValues_data()
{
    QTest::addColumn<QStringList>("answers");
    QTest::addColumn<QString>("prediction");
    QTest::addColumn<double>("expected");
    const auto row = [](const QStringList& answers, const char* prediction, double expected) {
        QTest::newRow((answers.join("|") + " / " + prediction).toUtf8()) << answers << QString(prediction) << expected;
    };
    row({"hello"}, "hello", 1.0);
    row({"Hello  World"}, " hello world ", 1.0);
    row({"a  b"}, "a c", 0.75);
    row({"hello"}, "hallo", 0.8);
    row({"hello"}, "xyz", 0.0);
    row({"ab"}, "a", 0.5);
    row({"abc"}, "a", 0.0);
    row({"x", "hello"}, "helo", 0.8);
    row({""}, "", 1.0);
    row({""}, "a", 0.0);
    row({"ÄÖ"}, "äö", 1.0);
    row({"ß"}, "ss", 0.0);
    row({"İ"}, "i", 0.0); // two characters in lower case, one as it is
    row({}, "a", 0.0);
}

void TestScore::anlsValues()
{
    QFETCH(QStringList, answers);
    QFETCH(QString, prediction);
    QFETCH(double, expected);
    std::vector<std::string> list;
    for (const auto& answer : answers)
        list.push_back(answer.toStdString());
    QVERIFY(isClose(anls(list, prediction.toStdString()), expected));
}

void TestScore::containedAnswers()
{
    QVERIFY(containsAnswer({"cat"}, "a Cat"));
    QVERIFY(containsAnswer({"dog", " cat "}, "a\ncat"));
    QVERIFY(containsAnswer({""}, ""));
    QVERIFY(!containsAnswer({"dog"}, "a cat"));
    QVERIFY(!containsAnswer({}, "a cat"));
}

void TestScore::ocrBenchSummary()
{
    const auto score = summaryOf(ocrBenchMetric, {{scene, 1}, {scene, 0}, {"Handwriting Recognition", 1}, {math, 1}});
    QCOMPARE(score.categories.size(), size_t(10));
    QCOMPARE(score.groups.size(), size_t(5));
    QCOMPARE(score.groups[0].name, std::string("Text Recognition"));
    QCOMPARE(score.groups[0].correct, 1.0);
    QCOMPARE(score.groups[0].total, 1);
    QCOMPARE(score.groups[1].correct, 1.0);
    QCOMPARE(score.groups[1].total, 2);
    QCOMPARE(score.correct, 3.0);
    QCOMPARE(score.total, 4);
    QCOMPARE(score.finalScore, 3.0);
    QCOMPARE(score.finalScoreNorm, 0.3);
}

void TestScore::unknownCategory()
{
    const auto score = summaryOf(ocrBenchMetric, {{"Other", 1}, {scene, 1}, {"Other", 0}});
    QCOMPARE(score.categories.size(), size_t(11));
    QCOMPARE(score.categories.back().name, std::string("Other"));
    QCOMPARE(score.categories.back().correct, 1.0);
    QCOMPARE(score.categories.back().total, 2);
    QCOMPARE(score.groups.size(), size_t(5));
    QCOMPARE(score.total, 3);
    QCOMPARE(score.finalScore, 2.0);
}

void TestScore::otherSummary()
{
    const auto score = summaryOf(exactMetric, {{"b", 0.5}, {"a", 1.0}, {"b", 0.0}});
    QCOMPARE(score.categories.size(), size_t(2));
    QCOMPARE(score.categories[0].name, std::string("b"));
    QCOMPARE(score.categories[0].correct, 0.5);
    QVERIFY(score.groups.empty());
    QCOMPARE(score.finalScore, 50.0);
    QCOMPARE(score.finalScoreNorm, 50.0);
    QCOMPARE(summaryOf(exactMetric, {}).finalScore, 0.0);
}

// ChartQA's halves, as in its file.
void TestScore::splitsAndGroups()
{
    std::vector<Question> questions(4, questionOf("", {"1"}));
    const char* splits[] = {"test_human", "test_augmented", "test_human", "test_human"};
    std::vector<ScoredAnswer> answers;
    for (size_t i = 0; i < questions.size(); ++i) {
        questions[i].columns["split"] = splits[i];
        answers.push_back({&questions[i], relaxedMetric.score(questions[i], i < 3 ? "1.04" : "2")});
    }
    const auto score = summarize(relaxedMetric, answers);
    const std::vector<CategoryScore> expected{{"test_human", 2, 3}, {"test_augmented", 1, 1}};
    QVERIFY(score.splits == expected);
    QVERIFY(score.groups.empty() && score.figures.empty());
    QCOMPARE(score.metric, std::string("relaxed"));
    QCOMPARE(score.finalScore, 75.0);
}

void TestScore::unscoredQuestions()
{
    const std::vector<Question> questions{questionOf("a", {"x"}), questionOf("a", {}), questionOf("b", {"", " \n"}),
                                          questionOf("b", {"", "x"})};
    std::vector<ScoredAnswer> answers;
    for (const auto& question : questions)
        answers.push_back({&question, 1});
    const auto score = summarize(exactMetric, answers);
    QCOMPARE(score.total, int64_t(2));
    QCOMPARE(score.unscored, int64_t(2));
    QCOMPARE(score.correct, 2.0);
    const auto none = summarize(ocrBenchMetric, std::span(answers).subspan(1, 2));
    QCOMPARE(none.total, int64_t(0));
    QCOMPARE(none.unscored, int64_t(2));
    QCOMPARE(none.finalScore, 0.0);
}

QUANTSCOPE_TEST(TestScore)
#include "tst_score.moc"

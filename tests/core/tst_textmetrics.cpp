// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that are compared as text. The expectations were worked out by hand and by a Python program that has
// VLMEvalKit's rules.
#include <cmath>
#include <limits>

#include "base/pythonnumber.h"
#include "rows.h"
#include "tasks/dataset.h"
#include "tasks/metrics/textanswers.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr double tiny = 1e-12;

double scoreBy(const char* metric, const std::vector<std::string>& answers, const std::string& prediction)
{
    Question question;
    question.answers = answers;
    return findMetric(metric)->score(question, prediction);
}

}

class TestTextMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAnswer_data();
    void oneAnswer();
    void severalAnswers();
    void relaxed_data();
    void relaxed();
    void punctuationRules_data();
    void punctuationRules();
    void rawLengths_data();
    void rawLengths();
    void numbers_data();
    void numbers();
};

void TestTextMetrics::oneAnswer_data()
{
    auto row = addColumns<QString, QString, QString, double>("metric", "answer", "prediction", "expected");
    row("exact", "14", "14", 1);
    row("exact", "14", "14.", 1);
    row("exact", "14", "15", 0);
    row("exact", "1,000", "1000", 1);
    row("exact", "1,000", "1.000", 0);
    row("exact", "The Cat", " cat!", 1);
    row("exact", "two", "2", 1);
    row("exact", "dont", "don't", 1);
    row("exact", "$5.20", "5.20", 0);
    row("exact", "A", "a", 1);
    row("exact", "A", "A.", 1);
    row("exact", "A", "the", 0);
    row("exact", "a", "an", 0);
    row("exact", "receipt no. 7", "Receipt No 7", 1);
    row("exact", "Zürich", "zürich", 1);
    row("exact", "北京", "北京", 1);
    row("exact", "北京", "北京市", 0);
    row("exact", "x", "", 0);
    row("exact_text", "Yes", " yes\n", 1);
    row("exact_text", "Yes", "yes.", 0);
    row("exact_text", "the cat", "cat", 0);
    row("exact_text", "1,000", "1000", 0);
    row("exact_text", "ΟΔΟΣ", "οδος", 1);
    row("contains", "14", "it is 14 or so", 1);
    row("contains", "14", "1 4", 0);
    row("vqa", "14", "14", 1); // a single answer cannot be left out
    row("vqa", "14", "14.", 1);
    row("vqa", "14", "15", 0);
    row("vqa_2025", "14", "14", 1);
    row("vqa_2025", "14", "14.", 0);
    row("anls", "14", "14", 1);
    row("anls", "14", "15", 0.5);
    row("relaxed", "14", "14", 1);
    row("relaxed", "14", " 14.5 ", 1);
    row("relaxed", "14", "15", 0);
}

void TestTextMetrics::oneAnswer()
{
    QFETCH(QString, metric);
    QFETCH(QString, answer);
    QFETCH(QString, prediction);
    QFETCH(double, expected);
    QCOMPARE(scoreBy(metric.toUtf8(), {answer.toStdString()}, prediction.toStdString()), expected);
}

void TestTextMetrics::severalAnswers()
{
    QCOMPARE(scoreBy("exact", {"x", "y"}, "Y."), 1.0);
    QCOMPARE(scoreBy("exact_text", {"x", "y"}, "Y"), 1.0);
    QCOMPARE(scoreBy("relaxed", {"10", "100"}, "97"), 1.0);
    QCOMPARE(scoreBy("relaxed", {"10", "100"}, "50"), 0.0);
    // Leaving out one of two equal answers leaves one: a third.
    QVERIFY(std::abs(scoreBy("vqa", {"x", "x"}, "x") - 1.0 / 3) < tiny);
    // Two of three: twice 1/3, once 2/3.
    QVERIFY(std::abs(scoreBy("vqa", {"x", "x", "y"}, "x") - 4.0 / 9) < tiny);
    for (const auto* metric : metrics())
        QCOMPARE(scoreBy(std::string(metric->id).c_str(), {}, "x"), 0.0);
}

void TestTextMetrics::relaxed_data()
{
    auto row = addColumns<QString, QString, bool>("answer", "prediction", "matches");
    row("0.57", "0.58", true);
    row("23%", "0.23", true);
    row("0.23", "23%", true);
    row("5%%", "0.05", true);
    row("Yes", "yes", true);
    row("1,000", "1000", false);
    row("0", "0.0", false); // the answer 0 compares as text
    row("0%", "0", false);
    row("0", "0", true);
    row("100", "95", true);
    row("95", "100", false);
    row("100", "105", true);
    row("100", "105.01", false);
    row("-5", "-5.25", true);
    row("-5", "5", false);
    row("nan", "nan", false);
    row("inf", "inf", false);
    row("Infinity", "infinity", false);
    row("1e3", "1000", true);
    row("1_000", "1000", true);
    row("1__000", "1000", false);
    row(" 14 ", "14", true);
    row("+3", "3", true);
    row(".5", "0.5", true);
    row("5.", "5", true);
    row("1e400", "1e999", false);
    row("%", "%", true);
    row("", "", true);
    row("14", "fourteen", false);
    row("2019", "2025", true);
    row("Zürich", "ZÜRICH", true);
}

void TestTextMetrics::relaxed()
{
    QFETCH(QString, answer);
    QFETCH(QString, prediction);
    QFETCH(bool, matches);
    QCOMPARE(isRelaxedMatch(answer.toStdString(), prediction.toStdString()), matches);
    QCOMPARE(scoreBy("relaxed_swapped", {prediction.trimmed().toStdString()}, answer.toStdString()),
             isRelaxedMatch(answer.trimmed().toStdString(), prediction.trimmed().toStdString()) ? 1.0 : 0.0);
}

void TestTextMetrics::punctuationRules_data()
{
    auto row = addColumns<QString, QString, QString>("text", "until", "since");
    row("5.", "5", "5.");
    row("35.?", "35", "35.");
    row("3.14.", "3.14", "3.14.");
    row("No. 5.", "no 5", "no 5.");
    row("a.b.", "ab", "ab");
    row("5.a", "5a", "5.a");
    row("٥.", "٥", "٥.");
    row("7..", "7", "7.");
}

void TestTextMetrics::punctuationRules()
{
    QFETCH(QString, text);
    QFETCH(QString, until);
    QFETCH(QString, since);
    const auto plain = text.toStdString();
    QCOMPARE(QString::fromStdString(vqaNormalized(plain)), until);
    QCOMPARE(QString::fromStdString(vqaNormalized(plain, PunctuationRule::UntilMay2025)), until);
    QCOMPARE(QString::fromStdString(vqaNormalized(plain, PunctuationRule::SinceMay2025)), since);
}

void TestTextMetrics::rawLengths_data()
{
    auto row = addColumns<QString, QString, double>("answer", "prediction", "expected");
    row("a  b", "a c", 0.75); // one of four
    row("Sept  1, 1998", "Sept 2, 1998", 12.0 / 13);
    row("Sept 2, 1998", "Sept  1, 1998", 12.0 / 13);
    row("a\tb", "a b", 1);
    row("  x  ", "x", 1);
    row("ß", "ß", 1);
    row("abß", "ab", 0.75); // ABSS has four characters
}

void TestTextMetrics::rawLengths()
{
    QFETCH(QString, answer);
    QFETCH(QString, prediction);
    QFETCH(double, expected);
    QVERIFY(std::abs(anls({answer.toStdString()}, prediction.toStdString()) - expected) < tiny);
}

void TestTextMetrics::numbers_data()
{
    const double infinity = std::numeric_limits<double>::infinity(), none = std::nan("");
    auto row = addColumns<QString, double>("text", "expected"); // NaN: no number
    row("1", 1);
    row(" -1.5e2\n", -150);
    row("+.5", 0.5);
    row("5.", 5);
    row("1_0.0_1", 10.01);
    row("inf", infinity);
    row("-INFINITY", -infinity);
    row("1e999", infinity);
    row("-1e999", -infinity);
    row("1e-999", 0);
    row("", none);
    row(".", none);
    row("-", none);
    row("--1", none);
    row("+-1", none);
    row("1_", none);
    row("_1", none);
    row("1__0", none);
    row("1._0", none);
    row("0x10", none);
    row("1 000", none);
    row("1,5", none);
    row("1e", none);
    row("e5", none);
    row("infinit", none);
    row("5%", none);
}

void TestTextMetrics::numbers()
{
    QFETCH(QString, text);
    QFETCH(double, expected);
    const auto value = pythonFloat(text.toStdString());
    QCOMPARE(value.has_value(), !std::isnan(expected));
    if (value)
        QCOMPARE(*value, expected);
    QVERIFY(std::isnan(pythonFloat("nan").value()) && std::isnan(pythonFloat(" -NaN ").value()));
}

QUANTSCOPE_TEST(TestTextMetrics)
#include "tst_textmetrics.moc"

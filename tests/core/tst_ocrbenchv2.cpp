// SPDX-License-Identifier: GPL-3.0-or-later
// OCRBench v2's rules. The expectations were worked out by hand and by a Python program that has VLMEvalKit's rules;
// those of tables, charts and documents by the libraries of the original, see tests/data/ocrbenchv2/make_cases.py.
#include <cmath>

#include "answering/evaluate.h"
#include "messages/sentence.h"
#include "reference.h"
#include "rows.h"
#include "tasks/chosenmetric.h"
#include "tasks/dataset.h"
#include "tasks/metrics/ocrbenchboxes.h"
#include "tasks/metrics/ocrbenchtexts.h"
#include "tasks/metrics/ocrbenchv2.h"
#include "testmain.h"
#include "words/installedwords.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

Question questionOf(const std::string& category, const std::vector<std::string>& answers,
                    const std::map<std::string, std::string, std::less<>>& columns = {})
{
    Question question;
    question.category = category;
    question.question = "q";
    question.answers = answers;
    question.columns = columns;
    return question;
}

double scoreOf(const Question& question, const std::string& prediction)
{
    return ocrBenchV2Metric.score(question, prediction);
}

QString written(const std::map<std::string, std::string>& entries)
{
    QStringList list;
    for (const auto& [key, value] : entries)
        list << QString::fromStdString(key + "=" + value);
    return list.join('|');
}

}

class TestOcrBenchV2 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void dictionaries_data();
    void dictionaries();
    void entries_data();
    void entries();
    void boxes_data();
    void boxes();
    void placedReading();
    void spotting_data();
    void spotting();
    void spottedTextsOf();
    void trees_data();
    void trees();
    void treesAreRight();
    void hugeTablesEnd();
    void pages();
    void packagesThatLack();
    void whatIsNotScored();
    void summary();
};

void TestOcrBenchV2::texts_data()
{
    auto row = addColumns<QString, QStringList, QString, QString, double>("category", "answers", "eval", "prediction",
                                                                          "expected");
    row("text recognition en", {"Hello"}, "", "the hello world", 1);
    row("text recognition en", {"Hello"}, "", "help", 0);
    row("text recognition en", {"Hello"}, "without eval", "HELLO", 1);
    row("text recognition en", {"Hello"}, "case sensitive", "hello", 0);
    row("text recognition en", {"Hello"}, "case sensitive", "say Hello", 1);
    row("reasoning VQA en", {"a b c d e"}, "", "a b c d f", 8.0 / 9);
    row("reasoning VQA en", {"a b c d e"}, "", "x", 0);
    row("reasoning VQA en", {"one two three four five"}, "", "one two three four", 18.0 / 23);
    row("science QA en", {"B"}, "multiple choice", "B", 1);
    row("science QA en", {"B"}, "multiple choice", "(B).", 1);
    row("science QA en", {"B"}, "multiple choice", "B blue", 0);
    row("science QA en", {"B"}, "multiple choice", "b", 0);
    row("cognition VQA cn", {"北京"}, "", "答案 是 北 京", 1);
    row("cognition VQA cn", {"甲,乙,丙,丁"}, "", "甲,乙,丙,戊", 6.0 / 7);
    row("cognition VQA cn", {"甲,乙,丙"}, "", "甲乙丙", 0);
    row("reasoning VQA cn", {"C"}, "multiple choice", "C。", 1);
    row("text counting en", {"10"}, "regression", "There are 9 words.", 0.9);
    row("text counting en", {"10"}, "regression", "11 of 12", 0.9);
    row("text counting en", {"10"}, "regression", "5", 0);
    row("text counting en", {"10"}, "regression", "6", 0.6);
    row("text counting en", {"10"}, "regression", "20", 0);
    row("text counting en", {"10"}, "regression", "0", 0);
    row("text counting en", {"10"}, "regression", "ten", 0);
    row("text counting en", {"10"}, "regression", "99999999999999999999999", 0);
    row("text counting en", {"10"}, "exact match", "110", 1);
    row("text counting en", {"10"}, "exact match", "1 0", 0);
    row("formula recognition en", {"x^2 + y"}, "", "$x^2+y$", 1);
    row("formula recognition en", {"x^2 + y"}, "", "X^2+y", 0);
    row("formula recognition cn", {"\\text{速度}=v"}, "", "速度 = v", 1);
    row("formula recognition cn", {"速度"}, "", "\\text{速度}", 1);
    row("formula recognition cn", {"a"}, "", "\\text{{a}}", 1);
    row("formula recognition cn", {"{a}b"}, "", "\\text{{a}b}", 1);
    row("handwritten answer extraction cn", {"AC"}, "", "答案：A、C", 1);
    row("handwritten answer extraction cn", {"AC"}, "", "A和C", 1);
    row("handwritten answer extraction cn", {"AC"}, "", "A; C", 1);
    row("handwritten answer extraction cn", {"AC"}, "", "C A", 0);
    row("handwritten answer extraction cn", {"A"}, "", "a", 0);
}

void TestOcrBenchV2::texts()
{
    QFETCH(QString, category);
    QFETCH(QStringList, answers);
    QFETCH(QString, eval);
    QFETCH(QString, prediction);
    QFETCH(double, expected);
    std::vector<std::string> list;
    for (const auto& answer : answers)
        list.push_back(answer.toStdString());
    auto question = questionOf(category.toStdString(), list);
    if (!eval.isEmpty())
        question.columns["eval"] = eval.toStdString();
    const double score = scoreOf(question, prediction.toStdString());
    QVERIFY2(isNear(score, expected), std::to_string(score).c_str());
    QVERIFY(canScore(ocrBenchV2Metric, question));
}

void TestOcrBenchV2::dictionaries_data()
{
    auto row = addColumns<QString, QString, double>("answer", "prediction", "expected");
    row(R"({"company": ["ACME Inc", "ACME"], "total": "6"})", R"({"company": "acme inc", "total": "5"})", 0.5);
    row(R"({"company": ["ACME Inc", "ACME"], "total": "6"})", R"({"total": "6", "company": "Acme"})", 1);
    row(R"({"company": ["ACME"]})", R"({"company": "ACME", "extra": "x"})", 0.5);
    row(R"({"company": ["ACME"]})", "nothing", 0);
    row(R"({"company": ["ACME"]})", "", 0);
    row(R"({"company": ["A C M E"]})", "company: acme", 1);
    row(R"({"company": []})", "company: acme", 0);
    row("{'company': ['ACME']}", "```json\n{\"company\": \"ACME\"}\n```", 1);
    row("\"{'company': 'ACME'}\"", "{'company': 'acme'}", 1);
    row("no dictionary", "{'company': 'acme'}", 0);
    row("{}", "", 0);
}

void TestOcrBenchV2::dictionaries()
{
    QFETCH(QString, answer);
    QFETCH(QString, prediction);
    QFETCH(double, expected);
    for (const char* category :
         {"key information extraction en", "key information mapping en", "key information extraction cn"}) {
        const double score = scoreOf(questionOf(category, {answer.toStdString()}), prediction.toStdString());
        QVERIFY2(isNear(score, expected), std::to_string(score).c_str());
    }
}

void TestOcrBenchV2::entries_data()
{
    auto row = addColumns<QString, QString>("text", "expected");
    row(R"({"a": "1", "b": 2})", "a=1|b=2");
    row("```json\n{\"a\": \"x\"}\n```", "a=x");
    row("Here it is:\n```Python\n{'a': ' x '}\n```\nend", "a=x");
    row("{'a': 'x', 'b': None}", "a=x|b=None");
    row("a: x\nb = \"y z\", c: 'q'", "a=x|b=y z|c=q");
    row("company: ACME\ntotal: 12.50", "company=ACME|total=12.50");
    row("[1,2]", "");
    row("\"text\"", "");
    row("", "");
    row(R"({"a": true})", "a=True");
    row(R"(Here: {"a": "1")", "Here=|a=1");
    row("name : \"John Smith\"", "name=John Smith");
    row("key words here: value : more", "key words here=value : more");
}

void TestOcrBenchV2::entries()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(written(dictionaryIn(text.toStdString())), expected);
    // Nobody answers like that, and it must not take for ever.
    QVERIFY(dictionaryIn(std::string(200000, 'a')).empty());
}

void TestOcrBenchV2::boxes_data()
{
    auto row = addColumns<QString, double>("prediction", "expected");
    row("(50, 50, 150, 150)", 1);
    row("[60, 60, 140, 140]", 0.64); // 80 * 80 of 100 * 100
    row("(0, 0, 1, 1) and then [100, 50, 200, 150]", 1.0 / 3); // 50 * 100 of 15000
    row("[50, 50, 150, 150] (0,0,1,1) [50, 50, 150, 150]", 1);
    row("((50,50,150,150))", 1);
    row("(50, 50, 150)", 0);
    row("(50, 50, 150, 1001)", 0);
    row("(-50, 50, 150, 150)", 0);
    row("(50.5, 50, 150, 150)", 0);
    row("[50, 50, 150, 150, 1]", 0);
    row("(50, 50, 150, 150", 0);
    row("50, 50, 150, 150", 0);
    row("(7, 7, 7, 7)", 0);
    row("(99999999999999999999, 1, 2, 3)", 0);
    row("", 0);
}

void TestOcrBenchV2::boxes()
{
    QFETCH(QString, prediction);
    QFETCH(double, expected);
    const auto question = questionOf("text grounding en", {"50", "50", "150", "150"});
    const double score = scoreOf(question, prediction.toStdString());
    QVERIFY2(isNear(score, expected), std::to_string(score).c_str());
    QCOMPARE(scoreOf(questionOf("text grounding en", {"50", "50"}), prediction.toStdString()), 0.0);
    QCOMPARE(scoreOf(questionOf("text grounding en", {"1e300", "nan", "x", ""}), prediction.toStdString()), 0.0);
}

void TestOcrBenchV2::placedReading()
{
    const auto question = questionOf("VQA with position en", {"Hello Buddies"}, {{"bbox", "[50, 50, 150, 150]"}});
    const auto scored = [&](const char* prediction) { return scoreOf(question, prediction); };
    QVERIFY(isNear(scored("{'answer': 'hello buddies!', 'bbox': [60, 60, 140, 140]}"), 0.82));
    QVERIFY(isNear(scored("{'answer': 'hello buddies!'}"), 0.5));
    QVERIFY(isNear(scored("{'answer': 'bye', 'bbox': '(50, 50, 150, 150)'}"), 0.5));
    QVERIFY(isNear(scored("{\"answer\": \"bye\", \"bbox\": [50, 50, 150, 150]}"), 0.5));
    QVERIFY(isNear(scored("{'bbox': [50, 50]}"), 0.0));
    QVERIFY(isNear(scored("hello buddies"), 0.0));
    const auto without = questionOf("VQA with position en", {"x"}, {{"bbox", "without bbox"}});
    QVERIFY(isNear(scoreOf(without, "{'answer': 'x', 'bbox': [50, 50, 150, 150]}"), 0.5));
}

void TestOcrBenchV2::spotting_data()
{
    auto row = addColumns<QString, double>("prediction", "expected");
    // Two right texts, one place that nobody need read.
    row("[[0, 0, 100, 100, 'STOP'], [200, 0, 300, 100, 'go!']]", 1);
    row("[[0, 0, 100, 100, 'stop']]", 2.0 / 3); // precision 1, recall 1/2
    row("[[0, 0, 100, 100, 'stop'], [500, 500, 600, 600, 'blurred']]", 2.0 / 3);
    row("[[0, 0, 100, 100, 'stop'], [700, 700, 800, 800, 'more']]", 0.5);
    row("[[0, 0, 100, 100, 'halt'], [0, 0, 100, 99, 'stop']]", 0); // the first one takes the place
    row("[[0, 0, 100, 50, 'stop']]", 0); // a half is not more than a half
    row("[[0, 0, 100, 51, 'stop']]", 2.0 / 3);
    row("[[200, 0, 300, 100, 'go']]", 2.0 / 3); // a sign at the right text's end may lack
    row("[[0, 0, 100, 100, 'stop!']]", 0); // one more may not be there
    row("(0, 0, 100, 100, stop) (200, 0, 300, 100, \"GO!\")", 1);
    row("[[0, 0, 100, 100, 'stop'], [0, 0, 100, 100, 'stop']]", 2.0 / 3); // twice the same is once
    row("[[100, 0, 0, 100, 'stop']]", 0);
    row("[[0, 0, 1001, 100, 'stop']]", 0);
    row("[0, 0, 100, 100, 'stop']", 0);
    row("stop", 0);
    row("", 0);
}

void TestOcrBenchV2::spotting()
{
    QFETCH(QString, prediction);
    QFETCH(double, expected);
    const auto question = questionOf("text spotting en", {"x"},
                                     {{"bbox",
                                       "[[0, 0, 100, 0, 100, 100, 0, 100], [200, 0, 300, 0, 300, 100, 200, 100], "
                                       "[500, 500, 600, 500, 600, 600, 500, 600]]"},
                                      {"content", "['Stop', 'Go!', '###']"}});
    const double score = scoreOf(question, prediction.toStdString());
    QVERIFY2(isNear(score, expected), std::to_string(score).c_str());
    const auto bare = questionOf("text spotting en", {"x"}, {{"bbox", "without bbox"}, {"content", "[1"}});
    QCOMPARE(scoreOf(bare, prediction.toStdString()), 0.0);
}

void TestOcrBenchV2::spottedTextsOf()
{
    const std::vector<SpottedText> expected{{{1, 2, 3, 4}, "a, b"}, {{5, 6, 7, 8}, "c"}};
    QVERIFY(spottedTexts("[(1, 2, 3, 4, 'a, b'), ('5', ' 6', 7, 8, \"'c'\"), (1, 2, 3), (9, 9, 9.5, 9, 'd')]") ==
            expected);
    QVERIFY(spottedTexts("Sure: [1, 2, 3, 4, a, b], [5,6,7,8, \"c\"] [x,1,2,3,d]") == expected);
}

void TestOcrBenchV2::trees_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("prediction");
    QTest::addColumn<double>("expected");
    int count = 0;
    const auto text = [](const nlohmann::json& value) { return QString::fromStdString(value.get<std::string>()); };
    for (const auto& c : readJson(std::filesystem::path(QUANTSCOPE_SOURCE_DIR) / "tests/data/ocrbenchv2/trees.json"))
        QTest::addRow("%d %s", ++count, c.at("rule").get<std::string>().c_str())
            << text(c.at("rule")) << text(c.at("answer")) << text(c.at("prediction")) << c.at("score").get<double>();
    QCOMPARE(count, 58);
}

void TestOcrBenchV2::trees()
{
    QFETCH(QString, rule);
    QFETCH(QString, answer);
    QFETCH(QString, prediction);
    QFETCH(double, expected);
    const std::map<QString, std::vector<std::pair<std::string, std::string>>> asked{
        {"html", {{"table parsing en", "Give the table in HTML."}, {"table parsing cn", "q"}}},
        {"markdown", {{"table parsing en", "Give the table in Markdown."}}},
        {"chart", {{"chart parsing en", "q"}}},
        {"document", {{"document parsing en", "q"}, {"document parsing cn", "q"}}}};
    for (const auto& [category, text] : asked.at(rule)) {
        auto question = questionOf(category, {answer.toStdString()});
        question.question = text;
        QVERIFY(canScore(ocrBenchV2Metric, question));
        const double score = scoreOf(question, prediction.toStdString());
        QVERIFY2(isNear(score, expected), (category + ": " + std::to_string(score)).c_str());
    }
}

// By hand: of five elements one cell has another character of two, or another span.
void TestOcrBenchV2::treesAreRight()
{
    const std::string table = "<table><tr><td>a</td><td>bc</td></tr><tr><td colspan=2>d</td></tr></table>";
    const auto question = questionOf("table parsing cn", {table});
    QVERIFY(isNear(scoreOf(question, "<table><tr><td>a<td>bd<tr><td colspan=2>d"), 1 - 0.5 / 5));
    QVERIFY(isNear(scoreOf(question, "<table><tr><td>a<td>bc<tr><td>d"), 1 - 1.0 / 5));
    QVERIFY(isNear(scoreOf(question, ""), 0));
    // A blank line is like nothing, not even like itself: 1 of ROOT, TITLE and three lines.
    QVERIFY(isNear(scoreOf(questionOf("document parsing en", {"x\n\ny"}), "z\n\nw"), 1 - 1.0 / 5));
    QVERIFY(isNear(scoreOf(questionOf("document parsing en", {"x"}), ""), 0));
    // Not a dictionary: nothing to compare with.
    QVERIFY(isNear(scoreOf(questionOf("chart parsing en", {"Sales"}), "{'a': 1}"), 0));
}

// A model that repeats itself must not take the memory or the time of all others.
void TestOcrBenchV2::hugeTablesEnd()
{
    std::string cells = "<table>", lines, nested;
    for (int i = 0; i < 3000; ++i) {
        cells += "<tr><td>x</td></tr>";
        lines += "# t\nx\n";
        nested += "<table><tr><td>";
    }
    for (const auto& text : {cells, lines, nested, std::string(100000, '<'), std::string(100000, '|')})
        for (const auto& [category, answer] :
             {std::pair("table parsing cn", cells), std::pair("table parsing en", cells),
              std::pair("document parsing en", lines)}) {
            auto question = questionOf(category, {answer});
            question.question = "in markdown";
            const double score = scoreOf(question, text);
            QVERIFY(score >= 0 && score <= 1);
        }
}

// By hand: five of six words are right, in one chunk; of 26 characters two differ.
void TestOcrBenchV2::pages()
{
    QVERIFY2(installedWords().missing.empty(), ("install " + installedWords().missing).c_str());
    const double bleu = std::pow(5.0 / 6 * 4 / 5 * 3 / 4 * 2 / 3, 0.25), meteor = (1 - 0.5 / 125) * 5 / 6;
    const double mean = (bleu + meteor + 5.0 / 6 + 1 - 2.0 / 26) / 4;
    for (const char* category : {"full-page OCR en", "full-page OCR cn", "fine-grained text recognition en",
                                 "text translation cn", "handwritten answer extraction cn"}) {
        auto question = questionOf(category, {"xx two three four five six", "other"});
        question.question = "请识别简答题";
        QVERIFY2(canScore(ocrBenchV2Metric, question), category);
        QVERIFY(lackedBy(ocrBenchV2Metric, question).empty());
        const double score = scoreOf(question, "qy two three four five six");
        QVERIFY2(isNear(score, mean), std::to_string(score).c_str());
        QCOMPARE(scoreOf(question, ""), 0.0);
        QVERIFY(scoreOf(question, "xx two three four five six") > 0.99);
        QVERIFY(isNear(scoreOf(question, " "), (1 - 25.0 / 26) / 4)); // no words, one right character
        QVERIFY(!canScore(ocrBenchV2Metric, questionOf(category, {""})));
    }
    // A Chinese character in either text: by jieba's words.
    QVERIFY(isNear(scoreOf(questionOf("text translation cn", {"中国"}), "中国"), (1 - 0.5 + 1 + 1) / 4));
}

// Of three answers one has a rule whose package is not there, and one could not be asked.
void TestOcrBenchV2::packagesThatLack()
{
    static const Metric metric{
        .id = "planted",
        .nameCode = "metric.exact",
        .score = [](const Question&, const std::string&) { return 1.0; },
        .lacks = [](const Question& q) { return std::string(q.category == "far" ? "pkg" : ""); }};
    Dataset data;
    data.chosenMetric = &metric;
    data.questions = {questionOf("near", {"x"}), questionOf("far", {"x"}), questionOf("far", {"x"}),
                      questionOf("far", {})};
    std::vector<Prediction> predictions(4);
    for (size_t row = 0; row < 4; ++row)
        predictions[row] = {row, std::to_string(row), "x", 1, 0, row == 2 ? "broken" : "", false};
    for (auto& prediction : predictions)
        scoreAnswer(data, prediction);
    QVERIFY(predictions[0].isScored && !predictions[1].isScored && !predictions[2].isScored);
    const auto lack = lackOf(data, predictions);
    QCOMPARE(lack.questions, int64_t(1));
    QCOMPARE(lack.packages, std::string("pkg"));
    QCOMPARE(englishText(noteOf(lack)),
             std::string("1 questions are answered, not scored: their metric wants the words of packages that are not "
                         "installed: pkg"));
    QVERIFY(noteOf(lackOf(data, std::span(predictions).first(1))).empty());
    QCOMPARE(scoreOf(data, predictions).unscored, int64_t(2));
}

void TestOcrBenchV2::whatIsNotScored()
{
    QVERIFY(!canScore(ocrBenchV2Metric, questionOf("other", {"x"})));
    // VLMEvalKit knows no rule for a table in a format that the question does not name.
    QVERIFY(!canScore(ocrBenchV2Metric, questionOf("table parsing en", {"x"})));
    QVERIFY(canScore(ocrBenchV2Metric, questionOf("handwritten answer extraction cn", {"A"})));
    QVERIFY(!canScore(ocrBenchV2Metric, questionOf("text recognition en", {})));
}

// English: text recognition 1/2, knowledge reasoning 1 of 1; Chinese: understanding 3/4. The table counts nowhere.
void TestOcrBenchV2::summary()
{
    const std::vector<Question> questions{
        questionOf("text recognition en", {"x"}), questionOf("text recognition en", {"x"}),
        questionOf("APP agent en", {"x"}),        questionOf("cognition VQA cn", {"x"}),
        questionOf("table parsing en", {"x"}),    questionOf("science QA en", {})};
    const double scores[] = {1, 0, 1, 0.75, 1, 1};
    std::vector<ScoredAnswer> answers;
    for (size_t i = 0; i < questions.size(); ++i)
        answers.push_back({&questions[i], scores[i]});
    const auto score = summarize(ocrBenchV2Metric, answers);
    QCOMPARE(score.total, int64_t(4));
    QCOMPARE(score.unscored, int64_t(2));
    QCOMPARE(score.groups.size(), size_t(13));
    const std::vector<Figure> figures{{"English", "", 75.0}, {"Chinese", "", 75.0}};
    QVERIFY(score.figures == figures);
    QCOMPARE(score.finalScore, 75.0);
    const auto english = summarize(ocrBenchV2Metric, std::span(answers).first(2));
    QCOMPARE(english.figures.size(), size_t(1));
    QCOMPARE(english.finalScore, 50.0);
    QCOMPARE(summarize(ocrBenchV2Metric, {}).finalScore, 0.0);
}

QUANTSCOPE_TEST(TestOcrBenchV2)
#include "tst_ocrbenchv2.moc"

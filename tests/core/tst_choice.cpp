// SPDX-License-Identifier: GPL-3.0-or-later
// Questions with options. The letters were found by a Python program that has VLMEvalKit's rules.
#include <filesystem>

#include <QTemporaryDir>

#include "files/atomicfile.h"
#include "rows.h"
#include "tasks/dataset.h"
#include "tasks/metrics/choice.h"
#include "tasks/prompts.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

const Options options{{'A', "red car"}, {'B', "blue bus"}, {'C', "green tree"}, {'D', "None of the above"}};

Question questionWith(const Options& list, const std::string& answer)
{
    Question question;
    question.question = "What is it?";
    question.answers = {answer};
    for (const auto& [letter, text] : list)
        question.columns.emplace(std::string(1, letter), text);
    return question;
}

}

class TestChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letters_data();
    void letters();
    void rightAnswers_data();
    void rightAnswers();
    void openQuestions();
    void prompts();
    void reasoning();
    void finalAnswers_data();
    void finalAnswers();
    void circularGroups();
    void groupsByColumn();
    void loadedFile();
};

void TestChoice::letters_data()
{
    auto row = addColumns<QString, QString>("text", "letter");
    row("A", "A");
    row("B.", "B");
    row("(C)", "C");
    row("**D**", "D");
    row(" B\n", "B");
    row("Option\nB", "B");
    row("The answer is B", "B");
    row("The answer is b", "B");
    row("answer is **c**.", "C");
    row("Answer: D", "D");
    row("B. blue bus", "B");
    row("I pick A", "A");
    row("It is a blue bus", "B");
    row("BLUE BUS!", "B");
    row("A blue bus", "A");
    row("None of the above", "D");
    row("答案是 B", "B");
    row("The correct answer  is A, B and C are wrong", "A");
    row("the answer is a dog that sits in the garden and looks at all of us now", "A");
    row("A or B", "Z");
    row("C D", "Z");
    row("b", "Z");
    row("B。", "Z");
    row("Z", "Z");
    row("I think Z", "Z");
    row("The letter is E", "Z");
    row("blue", "Z");
    row("a red car and a blue bus", "Z");
    row("A is what I see", "Z"); // the letter stands in front of the last four words
    row("B is the right one because of the colour here", "Z");
    row(QString(200, 'x') + " blue bus", "Z"); // longer than all options twice
    row("Cannot determine the answer", "Z");
    row("Sorry, I can't help with images of people yet. A", "Z");
    row("", "Z");
}

void TestChoice::letters()
{
    QFETCH(QString, text);
    QFETCH(QString, letter);
    QCOMPARE(QString(QChar(chosenLetter(text.toStdString(), options))), letter);
}

void TestChoice::rightAnswers_data()
{
    auto row = addColumns<QString, QString, double>("answer", "prediction", "expected");
    row("B", "B", 1);
    row("B", "C", 0);
    row("B", "a blue bus", 1);
    row("b", "B", 1);
    row(" B ", "B", 1);
    row("Blue bus", "B", 1); // a table of one's own that repeats the option
    row("Blue bus", "A", 0);
    row("E", "E", 0); // no option
    row("yellow", "yellow", 0);
    row("B", "Z", 0);
    row("B", "", 0);
}

void TestChoice::rightAnswers()
{
    QFETCH(QString, answer);
    QFETCH(QString, prediction);
    QFETCH(double, expected);
    QCOMPARE(choiceMetric.score(questionWith(options, answer.toStdString()), prediction.toStdString()), expected);
    QCOMPARE(choiceCircularMetric.score(questionWith(options, answer.toStdString()), prediction.toStdString()),
             expected);
}

// MMMU's questions without options: the answer is A, "Other Answers" are B.
void TestChoice::openQuestions()
{
    const auto open = questionWith({}, "24/7");
    QCOMPARE(choiceMetric.score(open, "24/7"), 1.0);
    QCOMPARE(choiceMetric.score(open, "It is 24/7."), 1.0);
    QCOMPARE(choiceMetric.score(open, "A"), 1.0);
    QCOMPARE(choiceMetric.score(open, "B"), 0.0);
    QCOMPARE(choiceMetric.score(open, "other answers, not 24/7"), 0.0);
    QCOMPARE(choiceMetric.score(open, "3.4"), 0.0);
}

void TestChoice::prompts()
{
    auto question = questionWith({{'A', "red"}, {'B', "1.5"}, {'D', "x"}}, "A");
    QCOMPARE(choicePrompt(question),
             std::string("What is it?\nA. red\nB. 1.5\nD. x\n"
                         "Answer with the option's letter from the given choices directly."));
    question.columns["hint"] = "Look at the colour.";
    QVERIFY(choicePrompt(question).starts_with("Look at the colour.\nWhat is it?\nA. red\n"));
    question.columns["B"] = "红";
    QVERIFY(choicePrompt(question).ends_with("\nB. 红\nD. x\n请直接回答选项字母。"));
    const auto open = questionWith({}, "A");
    QCOMPARE(choicePrompt(open), std::string("What is it?\nAnswer the question directly."));
    auto chinese = open;
    chinese.question = "这是什么?";
    QCOMPARE(choicePrompt(chinese), std::string("这是什么?\n请直接回答问题。"));
    chinese.question = "ひらがな?"; // no ideograph
    QVERIFY(choicePrompt(chinese).ends_with("Answer the question directly."));
    QCOMPARE(barePrompt(open), std::string("What is it?"));
    QCOMPARE(shortAnswerPrompt(open), std::string("What is it?\nAnswer the question using a single word or phrase."));
    QCOMPARE(shortAnswerAfterBlankPrompt(open),
             std::string("What is it? Answer the question using a single word or phrase."));
    QCOMPARE(yesOrNoPrompt(open),
             std::string("What is it? Please answer yes or no. Answer the question using a single word or phrase."));
    QCOMPARE(detailPrompt(open), std::string("What is it?\nAnswer this question in detail."));
}

void TestChoice::reasoning()
{
    const std::string start = "Your task is to answer the question below. Give step by step reasoning before you "
                              "answer, and when you're ready to answer, please use the format \"Final answer: ..\""
                              "\n\nQuestion:\n\n";
    QCOMPARE(reasoningPrompt(questionWith({}, "x")), start + "What is it?");
    QCOMPARE(reasoningPrompt(questionWith({{'A', "red"}, {'B', "blue"}}, "A")), start + "What is it?\nA. red\nB. blue");
    for (const char* name : {"InternVL2_5-8B-MPO", "InternVL2_5-1B-MPO", "InternVL2-8B-MPO-CoT"})
        QVERIFY2(isReasoningModel(name), name);
    for (const char* name : {"InternVL2-8B-MPO", "InternVL2_5-8B", "InternVL3-8B", "", "MPO"})
        QVERIFY2(!isReasoningModel(name), name);
}

void TestChoice::finalAnswers_data()
{
    auto row = addColumns<QString, QString>("text", "expected");
    row("Red. Final answer: B", "B");
    row("Red.\nfinal ANSWER:\n\n B. blue \nMore.", "B. blue");
    row("Answer: A. Final answer: B", "A. Final answer: B");
    row(" B ", "B");
    row("Final answer:", "");
    row("", "");
}

void TestChoice::finalAnswers()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(finalAnswerOf(text.toStdString())), expected);
}

// Two questions, the first asked four times, the second twice; by g_index.
void TestChoice::circularGroups()
{
    std::vector<Question> questions(6, questionWith(options, "A"));
    std::vector<ScoredAnswer> answers;
    const double scores[] = {1, 1, 0, 1, 1, 1};
    for (size_t i = 0; i < questions.size(); ++i) {
        questions[i].category = i < 4 ? "colours" : "shapes";
        questions[i].columns["l2-category"] = "perception";
        questions[i].columns["g_index"] = i < 4 ? "7" : "8";
        answers.push_back({&questions[i], scores[i]});
    }
    const auto score = summarize(choiceCircularMetric, answers);
    QCOMPARE(score.metric, std::string("choice_circular"));
    QCOMPARE(score.correct, 5.0);
    QCOMPARE(score.total, int64_t(6));
    QCOMPARE(figureOf(score, "circular accuracy"), 50.0);
    QCOMPARE(figureOf(score, "circular accuracy", "colours"), 0.0);
    QCOMPARE(figureOf(score, "circular accuracy", "shapes"), 100.0);
    QCOMPARE(figureOf(score, "circular accuracy", "perception"), 50.0);
    QCOMPARE(score.finalScore, 50.0);
    QCOMPARE(score.finalScoreNorm, 50.0);
    QCOMPARE(summarize(choiceMetric, answers).finalScore, 100.0 * 5 / 6);
    // Without groups of several rows the accuracy is all there is.
    for (auto& question : questions)
        question.columns.erase("g_index");
    for (size_t i = 0; i < questions.size(); ++i)
        questions[i].columns["g_index"] = std::to_string(i);
    const auto plain = summarize(choiceCircularMetric, answers);
    QVERIFY(plain.figures.empty());
    QCOMPARE(plain.finalScore, 100.0 * 5 / 6);
}

void TestChoice::groupsByColumn()
{
    std::vector<Question> questions(3, questionWith(options, "A"));
    questions[0].columns["l2-category"] = questions[2].columns["l2-category"] = "logic";
    questions[1].columns["l2-category"] = "sight";
    questions[0].columns["split"] = "dev";
    questions[1].columns["split"] = questions[2].columns["split"] = "test";
    const std::vector<ScoredAnswer> answers{{&questions[0], 1}, {&questions[1], 0}, {&questions[2], 1}};
    const auto score = summarize(choiceMetric, answers);
    const std::vector<CategoryScore> groups{{"logic", 2, 2}, {"sight", 0, 1}}, splits{{"dev", 1, 1}, {"test", 1, 2}};
    QVERIFY(score.groups == groups);
    QVERIFY(score.splits == splits);
}

// Index modulo a million, as MMBench's files have it.
void TestChoice::loadedFile()
{
    const QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "MMBench_DEV_EN.tsv";
    std::string text = "index\timage\tquestion\thint\tA\tB\tC\tanswer\tcategory\n";
    text += "5\tiVBORw0KGgo=\tq\th\tred\tblue\t\tA\tx\n";
    text += "1000005\t5\tq\th\tblue\tred\t\tB\tx\n";
    text += "6\t5\tq\t\tred\tblue\tgrey\tC\tx\n";
    writeAtomically(file, text);
    const auto data = loadDataset(file);
    QCOMPARE(std::string(data.benchmark->id), std::string("mmbench"));
    QCOMPARE(data.benchmark->prompt(data.questions[0]),
             std::string("h\nq\nA. red\nB. blue\n"
                         "Answer with the option's letter from the given choices directly."));
    QVERIFY(data.benchmark->prompt(data.questions[2]).starts_with("q\nA. red\nB. blue\nC. grey\n"));
    std::vector<ScoredAnswer> answers;
    for (const auto& question : data.questions)
        answers.push_back({&question, data.benchmark->metric->score(question, "A")});
    const auto score = summarize(*data.benchmark->metric, answers);
    QCOMPARE(score.correct, 1.0);
    QCOMPARE(figureOf(score, "circular accuracy"), 0.0);
    answers[1].score = 1;
    QCOMPARE(figureOf(summarize(*data.benchmark->metric, answers), "circular accuracy"), 50.0);
}

QUANTSCOPE_TEST(TestChoice)
#include "tst_choice.moc"

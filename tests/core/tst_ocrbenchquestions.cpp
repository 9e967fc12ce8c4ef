// SPDX-License-Identifier: GPL-3.0-or-later
// OCRBench's public questions, with answers that people and models give. Numbers of right answers are those that
// tests/data/ocrbench/make_predictions.py counts with OCRBench's rule in Python, or counted by hand.
#include <algorithm>
#include <cctype>

#include <QTemporaryDir>

#include "exchange/importedrun.h"
#include "files/sha256.h"
#include "ocrbenchquestions.h"
#include "tasks/chosenmetric.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

struct ChangedAnswer
{
    size_t row;
    const char* text;
    bool isRight;
};

const ChangedAnswer changedAnswers[] = {
    {0, "center", false}, // CENTRE
    {1, "My friend.", true}, // FRIEND
    {2, "CHA IN", false}, // CHAIN
    {50, "", false},
    {75, "The sign says: SHOWS", true}, // show
    {83, "thls", false}, // this
    {100, "MARILYN MONROE", true}, // marilyn
    {111, " news\nagency\n", true}, // NEWS AGENCY
    {113, "Playing", false}, // Playin'
    {150, "community", false}, // communities
    {180, "MacLeod", true}, // MACLEOD
    {200, "5,743", false}, // 5743
    {218, "10 0972", false}, // 100972
    {249, "The number is 280272.", true}, // 280272
    {250, "sept", false}, // espt
    {261, "fuzz", false}, // Fzzu
    {300, "Chatswood and Epping", false}, // Chatswood Epping; Chatswood, Epping
    {301, "AIR FRANCE", true}, // Air france
    {308, "5th Av", false}, // 5 Av
    {325, "www.shutterstock.com", false}, // with a number behind it
    {439, "F - PRPR", false}, // F-PRPR
    {440, "DROITS RÉSERVÉS OLIVIER CABARET", true}, // Droits réservés Olivier CABARET
    {500, "506 million", false}, // $506 million
    {504, "$137 001.88", true}, // the third one
    {532, "Sublicensees", false}, // "Sublicensees", in quotes
    {554, "2,829.4", false}, // 2,829.38
    {600, "0.080", true}, // 0.08
    {641, "In 10/2020", false}, // October
    {703, "LOT TC007 & 008", false}, // the whole address
    {757, "25/03/18", false}, // 25-03-18
    {827, "01/01/1994", false}, // 01/01/94
    {866, "7.9 G", true}, // 7.9 g
    {900, "y_{2}=-1", true}, // y _ { 2 } = - 1
    {901, "\\frac{-2+2\\sqrt{2}}{2}", false}, // of x_1
    {921, "9x+g=3x+g", false}, // 9 x + G = 3 x + G: letters keep their case
    {937, "$\\angle EBF=\\frac{1}{2}70^\\circ=35^\\circ$", true},
    {961, "OB = 3m\nBC = 4cm", true}, // O B = 3 m B C = 4 c m
};

std::string asciiMapped(std::string text, int (*f)(int))
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [f](char c) { return static_cast<unsigned char>(c) < 128 ? static_cast<char>(f(c)) : c; });
    return text;
}

std::string spacesErased(std::string text)
{
    std::erase(text, ' ');
    return text;
}

using TextChange = std::string (*)(const std::string&);

// Right answers of each type in OCRBench's order, then the score.
QList<double> rightOfEachType(const Score& score)
{
    QList<double> numbers;
    for (const auto& category : score.categories)
        numbers << category.correct;
    return numbers << score.finalScore;
}

}

class TestOcrBenchQuestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_public = ocrBenchQuestions();
        QCOMPARE(m_public.size(), size_t(1000));
        const auto file = std::filesystem::path(m_folder.path().toStdString()) / "OCRBench.tsv";
        std::ofstream(file, std::ios::binary) << ocrBenchTable(m_public);
        // The table that pandas writes of these questions.
        QCOMPARE(sha256OfFile(file), "fec7052c070edf610607ff95901feff186dd9a8d6cdf196088b8cd089653c3a8");
        m_data = loadDataset(file);
        QCOMPARE(m_data.questions.size(), m_public.size());
    }

    void everyRowLoadsByteForByte()
    {
        QVERIFY(m_data.problems.empty());
        QCOMPARE(m_data.withoutImage, 0);
        QCOMPARE(m_data.benchmark->id, std::string_view("ocrbench"));
        size_t answers = 0;
        for (size_t i = 0; i < m_public.size(); ++i) {
            const auto& loaded = m_data.questions[i];
            QCOMPARE(loaded.index, std::to_string(i));
            QCOMPARE(loaded.question, m_public[i].question);
            QCOMPARE(loaded.category, m_public[i].type);
            QVERIFY2(loaded.answers == m_public[i].answers, loaded.index.c_str());
            QCOMPARE(loaded.images.size(), size_t(1));
            QCOMPARE(loaded.category == "Handwritten Mathematical Expression Recognition",
                     m_public[i].dataset == "HME100k");
            answers += loaded.answers.size();
        }
        QCOMPARE(answers, size_t(1187));
        // Some, as a reader of the public file sees them.
        QCOMPARE(m_data.questions[440].answers.back(), "Droits r\xc3\xa9serv\xc3\xa9s Olivier CABARET");
        QCOMPARE(m_data.questions[507].question, "What type of \"announcements\" are communicated in the document?");
        QCOMPARE(m_data.questions[671].answers, (std::vector<std::string>{"60\" x 39\"", "60\"x39\""}));
        QCOMPARE(m_data.questions[903].answers.back(), "3 2 + 5 = \\boxed3 \\boxed7\n");
    }

    void perfectPredictionsScoreAThousand()
    {
        const auto score = scored([](const Question& question) { return question.answers.front(); });
        QCOMPARE(rightOfEachType(score), (QList<double>{50, 50, 50, 50, 50, 50, 200, 200, 200, 100, 1000}));
        QCOMPARE(score.finalScoreNorm, 100.0);
        QCOMPARE(score.total, 1000);
        QList<double> groups;
        for (const auto& group : score.groups)
            groups << group.correct;
        QCOMPARE(groups, (QList<double>{300, 200, 200, 200, 100}));
    }

    void everyAcceptedAnswerIsRight()
    {
        const auto& metric = metricOf(m_data);
        for (const auto& question : m_data.questions)
            for (const auto& answer : question.answers) {
                QVERIFY2(metric.score(question, answer) == 1, (question.index + ": " + answer).c_str());
                QVERIFY2(metric.score(question, "It is: " + answer) == 1, (question.index + ": " + answer).c_str());
            }
    }

    // Expressions are compared without spaces and with their case, all else the other way round.
    void changesCountAsUpstream_data()
    {
        QTest::addColumn<TextChange>("change");
        QTest::addColumn<QList<double>>("right");
        QTest::newRow("lower case") << TextChange([](const std::string& text) {
            return asciiMapped(text, std::tolower);
        }) << QList<double>{50, 50, 50, 50, 50, 50, 200, 200, 200, 66, 966};
        QTest::newRow("upper case") << TextChange([](const std::string& text) {
            return asciiMapped(text, std::toupper);
        }) << QList<double>{50, 50, 50, 50, 50, 50, 200, 200, 200, 3, 903};
        QTest::newRow("without spaces") << TextChange([](const std::string& text) { return spacesErased(text); })
                                        << QList<double>{50, 50, 50, 50, 50, 50, 113, 132, 125, 100, 770};
        QTest::newRow("without the last letter")
            << TextChange([](const std::string& text) { return text.substr(0, text.find_last_not_of(" \n")); })
            << QList<double>{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    }

    void changesCountAsUpstream()
    {
        QFETCH(TextChange, change);
        QFETCH(QList<double>, right);
        QCOMPARE(rightOfEachType(scored([&](const Question& q) { return change(q.answers.front()); })), right);
    }

    void changedAnswersAreScoredOneByOne()
    {
        std::map<std::string, std::string> texts;
        for (const auto& [row, text, isRight] : changedAnswers) {
            texts.emplace(std::to_string(row), text);
            QVERIFY2(metricOf(m_data).score(m_data.questions[row], text) == (isRight ? 1 : 0), text);
        }
        QCOMPARE(texts.size(), size_t(37));
        const auto score = scored([&](const Question& question) {
            const auto found = texts.find(question.index);
            return found == texts.end() ? question.answers.front() : found->second;
        });
        QCOMPARE(rightOfEachType(score), (QList<double>{48, 48, 49, 49, 48, 48, 196, 196, 197, 98, 977}));
    }

    // As openpyxl wrote them, with a line end behind each expression.
    void aWorkbookOfThemIsMatchedAndScored()
    {
        const auto predictions = readPredictions(ocrBenchFile("Perfect-1B_OCRBench.xlsx"));
        const auto matched = matchPredictions(predictions, m_data);
        QCOMPARE(matched.byIndex, 1000);
        QVERIFY(matched.unmatched.empty());
        const auto record = importedRun(predictions, matched, m_data);
        QCOMPARE(record.score.finalScore, 1000.0);
        QCOMPARE(record.score.total, 1000);
        QCOMPARE(record.model, std::string("Perfect-1B"));
        for (size_t i = 0; i < m_public.size(); ++i)
            QCOMPARE(record.predictions[i].text, m_public[i].answers.front());
    }

private:
    template <typename F> Score scored(F answerTo) const
    {
        const auto& metric = metricOf(m_data);
        std::vector<ScoredAnswer> answers;
        for (const auto& question : m_data.questions)
            answers.push_back({&question, metric.score(question, answerTo(question))});
        return summarize(metric, answers);
    }

    QTemporaryDir m_folder;
    std::vector<PublicQuestion> m_public;
    Dataset m_data;
};

QUANTSCOPE_TEST(TestOcrBenchQuestions)
#include "tst_ocrbenchquestions.moc"

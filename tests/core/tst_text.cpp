// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/text.h"
#include "testmain.h"

using namespace quantscope;

class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scores_data()
    {
        QTest::addColumn<double>("correct");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<QString>("expected");
        QTest::newRow("the demo") << 354.0 << qint64(400) << "354 / 400 (88.5 %)";
        QTest::newRow("all") << 40.0 << qint64(40) << "40 / 40 (100.0 %)";
        QTest::newRow("shares of a question") << 17.5 << qint64(50) << "17.5 / 50 (35.0 %)";
        QTest::newRow("nothing asked") << 0.0 << qint64(0) << "0 / 0";
    }

    void scores()
    {
        QFETCH(double, correct);
        QFETCH(qint64, total);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(scoreText(correct, total)), expected);
    }

    void lists()
    {
        const std::vector<std::string> words{"a", "b", "c"};
        QCOMPARE(listed({}), std::string());
        QCOMPARE(listed(words), std::string("a, b, c"));
        QCOMPARE(listed(words, 2), std::string("a, b, …"));
    }

    // Of a sentence that quotes a file at length the middle is left out, between characters.
    void longSentences()
    {
        QCOMPARE(std::string(Error("config.json: short").what()), std::string("config.json: short"));
        std::string text = "config.json: ";
        for (int i = 0; i < 3000; ++i)
            text += i % 2 ? "é" : "模";
        const std::string sentence = Error(text + ", a number is expected").what();
        QVERIFY(sentence.size() < 1600);
        QVERIFY(sentence.starts_with("config.json: 模é") && sentence.ends_with("é, a number is expected"));
        QVERIFY(sentence.find(" … ") != std::string::npos);
        QCOMPARE(QString::fromStdString(sentence).toUtf8().toStdString(), sentence); // no character is cut
    }
};

QUANTSCOPE_TEST(TestText)
#include "tst_text.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// BLEU, METEOR and what OCRBench v2 makes of them: by hand, and nltk's own values of tests/data/ocrbenchv2/pages.json.
#include <cmath>

#include "base/unicode.h"
#include "reference.h"
#include "rows.h"
#include "similarity/bleu.h"
#include "similarity/meteor.h"
#include "similarity/textmeasures.h"
#include "testmain.h"
#include "words/installedwords.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

double bleuOf(const char* right, const char* given)
{
    return bleu(splitOnSpace(right), splitOnSpace(given));
}

// With begin, start and commence as each other's only synonyms.
double meteorOf(const char* right, const char* given)
{
    return meteor(splitOnSpace(right), splitOnSpace(given), [](const std::string& stem) {
        const std::set<std::string> words{"begin", "start", "commenc"};
        return words.contains(stem) ? words : std::set<std::string>();
    });
}

}

class TestTextMeasures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bleuByHand()
    {
        QVERIFY(isNear(bleuOf("a b c d e", "a b c d e"), 1));
        QVERIFY(isNear(bleuOf("a b c d e", "a b c d"), std::exp(-0.25))); // brevity: 1 - 5/4
        QVERIFY(isNear(bleuOf("a b c d e", "a b c d x"), std::pow(4.0 / 5 * 3 / 4 * 2 / 3 * 1 / 2, 0.25)));
        QVERIFY(
            isNear(bleuOf("a b c d", "a b c d a b c d"), std::pow(4.0 / 8 * 3 / 7 * 2 / 6 * 1 / 5, 0.25))); // clipped
        QVERIFY(bleuOf("a b c", "a b c") > 0 && bleuOf("a b c", "a b c") < 1e-70); // no four words in a row
        QCOMPARE(bleuOf("a b c", "x y z"), 0.0);
        QCOMPARE(bleuOf("A", "a"), 0.0);
        QCOMPARE(bleuOf("", "a"), 0.0);
        QCOMPARE(bleuOf("a", ""), 0.0);
    }

    void meteorByHand()
    {
        QVERIFY(isNear(meteorOf("a b c d", "A B C D"), 1 - 0.5 / 64)); // one chunk of four words
        QVERIFY(isNear(meteorOf("a b c d", "a b"), (1 - 0.5 / 8) * 0.5 / (0.9 + 0.05))); // precision 1, recall 1/2
        QVERIFY(isNear(meteorOf("a b", "a b c d"), (1 - 0.5 / 8) * 0.5 / (0.45 + 0.1)));
        QVERIFY(isNear(meteorOf("the cat sat on the mat", "on the mat sat the cat"), 0.5)); // six chunks of six
        QVERIFY(isNear(meteorOf("relational cats", "relate cat"), 1 - 0.5 / 8)); // by stems
        QVERIFY(isNear(meteorOf("start here", "Begins here"), 1 - 0.5 / 8)); // by synonyms of the stem
        QVERIFY(isNear(meteorOf("start begin", "commence commencing"), 1 - 0.5 / 8));
        QCOMPARE(meteorOf("a", "b"), 0.0);
        QCOMPARE(meteorOf("", ""), 0.0);
    }

    void pages_data()
    {
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("given");
        QTest::addColumn<QList<double>>("expected");
        const auto table = readJson(std::filesystem::path(QUANTSCOPE_SOURCE_DIR) / "tests/data/ocrbenchv2/pages.json");
        int count = 0;
        for (const auto& row : table.at("pairs"))
            QTest::addRow("%d", ++count) << QString::fromStdString(row.at(0).get<std::string>())
                                         << QString::fromStdString(row.at(1).get<std::string>())
                                         << QList<double>{row.at(2).get<double>(), row.at(3).get<double>(),
                                                          row.at(4).get<double>(), row.at(5).get<double>()};
        QCOMPARE(count, 440);
    }

    void pages()
    {
        QFETCH(QString, right);
        QFETCH(QString, given);
        QFETCH(QList<double>, expected);
        const auto& words = installedWords();
        QVERIFY2(words.wordNet && words.chinese, ("install " + words.missing).c_str());
        const auto measures = compareTexts(right.toStdString(), given.toStdString(), *words.wordNet, *words.chinese);
        QVERIFY2(isNear(measures.bleu, expected[0]), std::to_string(measures.bleu).c_str());
        QVERIFY2(isNear(measures.meteor, expected[1]), std::to_string(measures.meteor).c_str());
        QVERIFY2(isNear(measures.fMeasure, expected[2]), std::to_string(measures.fMeasure).c_str());
        QVERIFY2(isNear(measures.editDistance, expected[3]), std::to_string(measures.editDistance).c_str());
        QVERIFY(isNear(meanOf(measures), (expected[0] + expected[1] + expected[2] + 1 - expected[3]) / 4));
    }
};

QUANTSCOPE_TEST(TestTextMeasures)
#include "tst_textmeasures.moc"

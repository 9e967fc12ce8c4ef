// SPDX-License-Identifier: GPL-3.0-or-later
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
};

QUANTSCOPE_TEST(TestText)
#include "tst_text.moc"

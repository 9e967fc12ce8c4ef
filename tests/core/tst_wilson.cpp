// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>

#include "archive/significance.h"
#include "testmain.h"

using namespace quantscope;

class TestWilson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Ends found by bisection of |hits / n - p| = z sqrt(p (1 - p) / n) in 40 decimal digits.
    void endsSolveTheScoreEquation_data()
    {
        QTest::addColumn<int>("hits");
        QTest::addColumn<int>("total");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("19 of 20") << 19 << 20 << 0.7638688066 << 0.9911185512;
        QTest::newRow("349 of 400") << 349 << 400 << 0.8362345299 << 0.9016788108;
        QTest::newRow("22 of 400") << 22 << 400 << 0.0365984941 << 0.0818674478;
        QTest::newRow("none of 10") << 0 << 10 << 0.0 << 0.2775327999;
        QTest::newRow("all of 10") << 10 << 10 << 0.7224672001 << 1.0;
        QTest::newRow("the only one") << 1 << 1 << 0.2065493144 << 1.0;
        QTest::newRow("no questions") << 0 << 0 << 0.0 << 1.0;
    }
    void endsSolveTheScoreEquation()
    {
        QFETCH(int, hits);
        QFETCH(int, total);
        QFETCH(double, low);
        QFETCH(double, high);
        const auto interval = wilsonInterval(hits, total);
        QVERIFY2(std::abs(interval.low - low) < 1e-9, qPrintable(QString::number(interval.low, 'g', 12)));
        QVERIFY2(std::abs(interval.high - high) < 1e-9, qPrintable(QString::number(interval.high, 'g', 12)));
    }
};

QUANTSCOPE_TEST(TestWilson)
#include "tst_wilson.moc"

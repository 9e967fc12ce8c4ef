// SPDX-License-Identifier: GPL-3.0-or-later
// The time left of a run learns from its stages, and does not rise for long.

#include "run/timeleft.h"
#include "testmain.h"

using namespace quantscope;

namespace {

const std::vector<StageTiming> planned{
    {Stage::Transform, 10}, {Stage::ProfileInputs, 20}, {Stage::MeasureLayerErrors, 30}, {Stage::Answer, 140}};

// A run whose stages take `times` as long as planned, reported ten times a stage; calls `look(now, truly left)`.
template <typename F> void run(TimeLeft& time, double times, const F& look)
{
    double now = 0, whole = 0;
    for (const auto& stage : planned)
        whole += times * stage.seconds;
    for (const auto& stage : planned)
        for (int i = 0; i < 10; ++i) {
            time.report(stage.stage, i / 10.0, now);
            look(now, whole - now);
            now += times * stage.seconds / 10;
        }
}

}

class TestTimeLeft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingPlannedIsNotKnown()
    {
        TimeLeft time;
        time.report(Stage::Answer, 0.5, 10);
        QVERIFY(!time.left(10));
        QCOMPARE(time.done(10), 0.0);
    }

    void beginsWithThePlan()
    {
        const TimeLeft time(planned);
        const auto left = time.left(0);
        QVERIFY(std::abs(left->middle() - 200) < 1e-9);
        QVERIFY(left->from < 130 && left->to > 300); // estimates from shapes are rough
    }

    void aStageThatTookLongerTeachesThoseToCome_data()
    {
        QTest::addColumn<double>("times");
        for (const double times : {0.3, 1.0, 3.0, 8.0})
            QTest::newRow(qPrintable(QString::number(times))) << times;
    }

    void aStageThatTookLongerTeachesThoseToCome()
    {
        QFETCH(double, times);
        TimeLeft time(planned);
        double last = 1e9, risen = 0, done = 0;
        run(time, times, [&](double now, double truth) {
            const auto left = time.left(now);
            if (now >= times * 60) // after profiles and half of the errors
                QVERIFY2(left->middle() > 0.75 * truth && left->middle() < 1.3 * truth,
                         qPrintable(QString("at %1: %2, truly %3").arg(now).arg(left->middle()).arg(truth)));
            if (now >= times * 60)
                QVERIFY(left->to < 1.5 * left->from); // and says so
            risen = left->middle() > last ? risen + 1 : 0;
            QVERIFY2(risen < 9, qPrintable(QString("rises for long at %1").arg(now)));
            last = left->middle();
            QVERIFY(time.done(now) >= 0 && time.done(now) <= 1);
            done = time.done(now);
        });
        QVERIFY(done > 0.9);
    }

    void aStageWithoutReportsIsNotOverTooSoon()
    {
        TimeLeft time(planned);
        time.report(Stage::Answer, 0, 0);
        QVERIFY(std::abs(time.left(70)->middle() - 70) < 1e-9);
        QVERIFY(time.left(1000)->middle() > 90); // far later than planned: a tenth of what has passed
        QVERIFY(time.done(1000) < 0.95);
    }

    void stagesFromTheCacheCountNothing()
    {
        TimeLeft time(planned);
        time.report(Stage::Answer, 0, 0.1);
        QVERIFY(std::abs(time.left(0.1)->middle() - 140) < 1e-9);
    }

    // Answers may come from a cache and weights need no pass: neither says how fast the model is.
    void onlyCalibrationPassesTeach()
    {
        TimeLeft time({{Stage::AnswerFloat, 100}, {Stage::QuantizeWeights, 10}, {Stage::MeasureLayerErrors, 100}});
        time.report(Stage::AnswerFloat, 0, 0);
        time.report(Stage::AnswerFloat, 1, 0.1);
        time.report(Stage::QuantizeWeights, 0, 0.1);
        time.report(Stage::QuantizeWeights, 1, 50);
        QCOMPARE(time.pace(50), 1.0);
        time.report(Stage::MeasureLayerErrors, 0, 50);
        QVERIFY(std::abs(time.left(50)->middle() - 100) < 1e-9);
        time.report(Stage::MeasureLayerErrors, 0.5, 150);
        QVERIFY(std::abs(time.pace(150) - 101.0 / 51) < 1e-9);
        QVERIFY(std::abs(time.left(150)->middle() - 100) < 1e-9); // its own pace
    }

    void aStageThatHasToldLittleHasTaughtLittle()
    {
        TimeLeft time({{Stage::MeasureLayerErrors, 100}, {Stage::Answer, 100}});
        time.report(Stage::MeasureLayerErrors, 0, 0);
        time.report(Stage::MeasureLayerErrors, 0.01, 5);
        const auto left = time.left(150); // overdue
        QVERIFY(left->to > 2 * left->from);
    }

    void stagesThatAreNotPlannedAreLeftOut()
    {
        TimeLeft time({{Stage::Answer, 10}});
        time.report(Stage::Transform, 0.5, 5);
        QVERIFY(std::abs(time.left(5)->middle() - 10) < 1e-9);
    }
};

QUANTSCOPE_TEST(TestTimeLeft)
#include "tst_timeleft.moc"

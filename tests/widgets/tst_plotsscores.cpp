// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QTableView>
#include <QTextDocumentFragment>

#include <qcustomplot.h>

#include "base/text.h"
#include "guitest.h"
#include "plots/scoreplot.h"
#include "scores/scorespanel.h"
#include "scores/scoretablemodel.h"
#include "testmain.h"

using namespace quantscope;

namespace {

std::vector<ScoreRow> scoreRows(qint64 answered)
{
    return {{QStringLiteral("Regular"), 20, answered / 2, 18, 17, 18, Interval{-1, 2}, ScoreRow::Category},
            {QStringLiteral("Digits"), 20, answered / 2, 9, 8, 7.5, Interval{-3, 0}, ScoreRow::Category},
            {QStringLiteral("Text"), 40, answered, 27, 25, 25.5, std::nullopt, ScoreRow::Group},
            {QStringLiteral("Total"), 40, answered, 27, 25, 25.5, Interval{-3, 2}, ScoreRow::Total}};
}

QString plain(const QLabel& label)
{
    return QTextDocumentFragment::fromHtml(label.text()).toPlainText().replace(QChar::Nbsp, ' ');
}

}

class TestPlotsScores : public QObject
{
    Q_OBJECT

private slots:
    void texts()
    {
        QCOMPARE(correctText(349.0), QStringLiteral("349"));
        QCOMPARE(correctText(17.5), QStringLiteral("17.5"));
        QCOMPARE(correctText(332.975), QStringLiteral("333")); // the end of an interval
        QCOMPARE(correctText(std::nullopt), QStringLiteral("–"));
        QCOMPARE(changeText(-5.0), QStringLiteral("▼ −5"));
        QCOMPARE(changeText(-0.04), QStringLiteral("0"));
        for (const auto& [correct, total] : {std::pair(349, 400), {1, 60}, {0, 3}, {9, 9}}) // as the core writes it
            QCOMPARE(correctText(correct, total), QString::fromStdString(scoreText(correct, total)));
        QCOMPARE(changeText(2.0), QStringLiteral("▲ +2"));
        QCOMPARE(changeText(0.0), QStringLiteral("0"));
        QCOMPARE(intervalText(Interval{-9, 1}, true), QStringLiteral("−9 … +1"));
    }

    void tableHasAPinnedColumnOnlyWhenPinned()
    {
        ScoreTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto rows = scoreRows(40);
        for (auto& row : rows)
            row.pinnedCorrect.reset();
        model.setRows(rows, {});
        QCOMPARE(model.columnCount(), 8);
        const auto text = [&model](int row, ScoreTableModel::Column column) {
            return model.index(row, static_cast<int>(model.columns().indexOf(column))).data().toString();
        };
        QCOMPARE(text(1, ScoreTableModel::Difference), QStringLiteral("▼ −1.5"));
        model.setRows(scoreRows(10), QStringLiteral("W4A8"));
        QCOMPARE(model.columnCount(), 9);
        QCOMPARE(model.headerData(6, Qt::Horizontal).toString(), QStringLiteral("W4A8"));
        QCOMPARE(text(0, ScoreTableModel::Difference), QStringLiteral("▲ +1"));
        QCOMPARE(text(0, ScoreTableModel::Questions), QStringLiteral("5 of 20"));
        QCOMPARE(text(2, ScoreTableModel::DifferenceInterval), QStringLiteral("–"));
        model.setRows({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    // Splits and what a benchmark reports besides stand in the table alone.
    void figuresAndSplitsHaveRows()
    {
        auto rows = scoreRows(40);
        rows.insert(rows.begin() + 3,
                    {{QStringLiteral("test_human"), 40, 40, 27, 25, 26, std::nullopt, ScoreRow::Split},
                     {QStringLiteral("F1"), 0, 0, 75, std::nullopt, 66.5, std::nullopt, ScoreRow::Figure}});
        ScoreTableModel model;
        model.setRows(rows, {});
        const auto text = [&model](int row, ScoreTableModel::Column column) {
            return model.index(row, static_cast<int>(model.columns().indexOf(column))).data().toString();
        };
        QCOMPARE(text(3, ScoreTableModel::Questions), QStringLiteral("40"));
        QCOMPARE(text(4, ScoreTableModel::Questions), QString());
        QCOMPARE(text(4, ScoreTableModel::Now), QStringLiteral("66.5"));
        QCOMPARE(text(4, ScoreTableModel::Difference), QStringLiteral("▼ −8.5"));
        ScorePlot view;
        view.setRows(rows, QStringLiteral("float"), std::nullopt);
        view.resize(380, 400);
        view.show();
        test::waitForPlots(view);
        auto* plot = view.findChild<QCustomPlot*>();
        QCOMPARE(qobject_cast<QCPBars*>(plot->plottable(1))->dataCount(), 3);
    }

    void barsAreSharesOfWhatWasAnswered()
    {
        ScorePlot view;
        view.setRows(scoreRows(40), QStringLiteral("pinned"), Interval{22, 29});
        view.resize(380, 400);
        view.show();
        test::waitForPlots(view);
        auto* plot = view.findChild<QCustomPlot*>();
        QCOMPARE(plot->plottableCount(), 2);
        auto* now = qobject_cast<QCPBars*>(plot->plottable(1));
        QCOMPARE(now->dataCount(), 3); // no groups
        QCOMPARE(now->data()->at(0)->value, 90.0);
        QCOMPARE(qobject_cast<QCPBars*>(plot->plottable(0))->data()->at(0)->value, 85.0);
        QCPItemLine* whisker = nullptr;
        for (int i = 0; i < plot->itemCount() && !whisker; ++i)
            whisker = qobject_cast<QCPItemLine*>(plot->item(i));
        QVERIFY(whisker);
        QCOMPARE(whisker->start->coords().x(), 55.0);
        QVERIFY(view.csv().startsWith(QStringLiteral("Category,Questions,pinned,Now\r\nRegular,20,17,18\r\n")));
    }

    void panelTellsTheTotal()
    {
        ScoresPanel panel({});
        panel.resize(380, 700);
        panel.show();
        QVERIFY(!panel.table()->isVisible());
        auto* total = test::named<QLabel>(panel, "Total score");
        QVERIFY(!total->isVisible());
        auto rows = scoreRows(40);
        rows.back().interval = Interval{20, 30};
        rows.back().nowCorrect = 26;
        panel.setRows(rows, {});
        QVERIFY(panel.table()->isVisible());
        QVERIFY2(plain(*total).startsWith(QStringLiteral("25 → 26 of 40 (65.0 %)")), qPrintable(plain(*total)));
        const auto details = plain(*test::named<QLabel>(panel, "About the total score"));
        QVERIFY2(details.contains(QStringLiteral("95 % interval 50.0 … 75.0 %")), qPrintable(details));
        rows = scoreRows(10);
        panel.setRows(rows, {});
        QVERIFY(plain(*test::named<QLabel>(panel, "About the total score")).contains("10 of 40 questions answered"));
        rows = scoreRows(0);
        for (auto& row : rows)
            row.nowCorrect.reset();
        panel.setRows(rows, {});
        QCOMPARE(plain(*total).trimmed(), QStringLiteral("25 of 40 (62.5 %)"));
    }

    void panelTellsWhatTheScoreMeans()
    {
        ScoresPanel panel({});
        panel.show();
        QLabel* facts = nullptr;
        for (auto* label : panel.findChildren<QLabel*>())
            if (label->accessibleName() == "What the score means")
                facts = label;
        QVERIFY(facts && !facts->isVisible());
        panel.setFacts({"protocol exact", "prompt and metric of <b>", "images as they are stored", "at most 24 tiles",
                        "norms not folded"});
        QVERIFY(facts->isVisible());
        QCOMPARE(plain(*facts),
                 QString("Protocol exact · prompt and metric of <b> · images as they are stored · at most 24 tiles"));
        QVERIFY(facts->toolTip().endsWith("\nnorms not folded"));
        panel.setFacts({});
        QVERIFY(!facts->isVisible());
    }
};

QUANTSCOPE_TEST(TestPlotsScores)
#include "tst_plotsscores.moc"

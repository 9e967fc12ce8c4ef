// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>

#include <cmath>

#include "common/bardelegate.h"
#include "guitest.h"
#include "plots/scoreplot.h"
#include "scores/scoreorder.h"
#include "scores/scorerows.h"
#include "scores/scorespanel.h"
#include "scores/scoretablemodel.h"
#include "tasks/metric.h"
#include "testmain.h"

using namespace quantscope;

namespace {

using Answers = ScoreSource::Answers;

// Four questions of “Digits”, two of “Words”.
Dataset sixQuestions()
{
    Dataset data;
    for (int i = 0; i < 6; ++i) {
        Question question;
        question.index = std::to_string(i);
        question.category = i < 4 ? "Digits" : "Words";
        question.answers = {"x"};
        data.questions.push_back(question);
    }
    return data;
}

// A negative score: not answered.
Answers answersOf(const std::vector<double>& scores)
{
    Answers answers(scores.size());
    for (size_t i = 0; i < scores.size(); ++i)
        if (scores[i] >= 0) {
            answers[i] = Prediction{};
            answers[i]->row = i;
            answers[i]->score = scores[i];
        }
    return answers;
}

const ScoreRow& named(const std::vector<ScoreRow>& rows, const QString& name)
{
    for (const auto& row : rows)
        if (row.name == name)
            return row;
    qFatal("no such row");
}

ScoreRow category(const QString& name, double before, double now, qint64 questions)
{
    ScoreRow row;
    row.name = name;
    row.total = row.answered = questions;
    row.floatCorrect = before;
    row.nowCorrect = now;
    row.paired = PairedScore{questions, before, now, 0, 0};
    row.difference = Interval{now - before, now - before};
    return row;
}

// Losses of 1, 6 and 0, a group between them and the total.
std::vector<ScoreRow> threeCategories()
{
    std::vector<ScoreRow> rows{category("Alpha", 9, 8, 10), category("Beta", 10, 4, 10), category("Gamma", 5, 5, 10),
                               category("Text", 24, 17, 30), category("Total", 24, 17, 30)};
    rows[3].kind = ScoreRow::Group;
    rows[4].kind = ScoreRow::Total;
    return rows;
}

QString told(QSignalSpy& spy)
{
    return spy.isEmpty() ? QStringLiteral("nothing") : spy.takeFirst().first().toString();
}

QStringList namesIn(const QTableView& table)
{
    QStringList names;
    for (int row = 0; row < table.model()->rowCount(); ++row)
        names << table.model()->index(row, 0).data().toString();
    return names;
}

int columnOf(const QTableView& table, const QString& title)
{
    for (int column = 0; column < table.model()->columnCount(); ++column)
        if (table.model()->headerData(column, Qt::Horizontal).toString() == title)
            return column;
    return -1;
}

}

class TestScoreTable : public QObject
{
    Q_OBJECT

private slots:
    void differencesCountTheQuestionsOfBoth()
    {
        const auto data = sixQuestions();
        const auto now = answersOf({1, 0, 1, -1, 1, 0}), before = answersOf({1, 1, -1, 1, 0, 0});
        const auto rows = scoreRows({&data, &now, &before, nullptr, {0, 1, 2, 3, 4, 5}}, "Total");
        QCOMPARE(rows.size(), size_t(3));
        const auto& digits = named(rows, "Digits");
        QCOMPARE(digits.total, 4);
        QCOMPARE(digits.answered, 3);
        QCOMPARE(*digits.nowCorrect, 2.0);
        QCOMPARE(digits.paired->questions, 2);
        QCOMPARE(digits.paired->baseline, 2.0);
        QCOMPARE(digits.paired->now, 1.0);
        QCOMPARE(*digits.change(), -1.0);
        QCOMPARE(digits.paired->lost, 1);
        QCOMPARE(digits.paired->won, 0);
        QCOMPARE(*digits.floatCorrect, 2.0);
        QCOMPARE(*digits.floatQuestions, 2);
        QCOMPARE(named(rows, "Words").paired->won, 1);
        const auto& total = rows.back();
        QCOMPARE(total.kind, ScoreRow::Total);
        QCOMPARE(total.answered, 5);
        QCOMPARE(total.paired->questions, 4);
        QCOMPARE(*total.change(), 0.0);
        QCOMPARE(total.paired->lost, 1);
        QCOMPARE(total.paired->won, 1);
    }

    // OCRBench groups its categories; the group "Doc-oriented VQA" has the one of that name alone.
    void aGroupOfOneCategoryIsNotSaidTwice()
    {
        auto data = sixQuestions();
        data.chosenMetric = findMetric("ocrbench");
        QVERIFY(data.chosenMetric);
        for (size_t i = 0; i < 6; ++i)
            data.questions[i].category = i < 2 ? "Doc-oriented VQA"
                : i < 4                        ? "Regular Text Recognition"
                                               : "Irregular Text Recognition";
        const auto now = answersOf({1, 0, 1, 0, 1, 1});
        QStringList names;
        for (const auto& row : scoreRows({&data, &now, nullptr, nullptr, {0, 1, 2, 3, 4, 5}}, "Total"))
            names << row.name;
        QCOMPARE(names.count("Doc-oriented VQA"), 1);
        QCOMPARE(names.count("Text Recognition"), 1);
        QCOMPARE(names.size(), 5);
    }

    // 2 of 3 and 3 of 5 by bisection of the score equation.
    void intervalsAreWilsons()
    {
        const auto data = sixQuestions();
        const auto now = answersOf({1, 0, 1, -1, 1, 0});
        const auto rows = scoreRows({&data, &now, nullptr, nullptr, {0, 1, 2, 3, 4, 5}}, "Total");
        const auto near = [](double a, double b) { return std::abs(a - b) < 1e-6; };
        QVERIFY(near(named(rows, "Digits").interval->low, 0.6229788) &&
                near(named(rows, "Digits").interval->high, 2.8155242));
        QVERIFY(near(rows.back().interval->low, 1.1536214) && near(rows.back().interval->high, 4.4118961));
        QVERIFY(!rows.back().paired && !rows.back().change());
    }

    void halfRightAnswersHaveABootstrap()
    {
        const auto data = sixQuestions();
        const auto now = answersOf({-1, -1, -1, -1, 0.5, -1});
        const auto rows = scoreRows({&data, &now, nullptr, nullptr, {4}}, "Total");
        QCOMPARE(rows.back().interval->low, 0.5); // one value drawn again and again
        QCOMPARE(rows.back().interval->high, 0.5);
    }

    void thePinnedRunIsTheBaseline()
    {
        const auto data = sixQuestions();
        const auto now = answersOf({1, 1, 1, 1, 1, 1}), floats = answersOf({1, 1, 1, 1, 1, 1});
        const auto pinned = answersOf({0, 0, 1, 1, 1, -1});
        const auto rows = scoreRows({&data, &now, &floats, &pinned, {0, 1, 2, 3, 4, 5}}, "Total");
        QCOMPARE(*rows.back().change(), 2.0);
        QCOMPARE(rows.back().paired->questions, 5);
        QCOMPARE(*rows.back().floatCorrect, 6.0);
        QCOMPARE(*rows.back().pinnedCorrect, 3.0);
        QVERIFY(scoreRows({&data, &pinned, nullptr, nullptr, {}}, "Total").size() == 3);
        const auto none = answersOf({-1, -1, -1, -1, -1, -1});
        QVERIFY(scoreRows({&data, &none, &floats, nullptr, {0}}, "Total").empty());
    }

    void cellsSayOfHowMany()
    {
        auto rows = threeCategories();
        rows[0].paired->questions = 8;
        rows[0].floatQuestions = 8;
        rows[0].interval = Interval{4.9, 9.43};
        ScoreTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(rows, {});
        const auto text = [&model](int row, ScoreTableModel::Column column) {
            return model.index(row, static_cast<int>(model.columns().indexOf(column))).data().toString();
        };
        QCOMPARE(text(0, ScoreTableModel::Now), QString("8 / 10 (80.0 %)"));
        QCOMPARE(text(0, ScoreTableModel::Float), QString("9 of 8"));
        QCOMPARE(text(0, ScoreTableModel::Difference), QString("▼ −1 of 8"));
        QCOMPARE(text(1, ScoreTableModel::Difference), QString("▼ −6"));
        QCOMPARE(text(0, ScoreTableModel::NowInterval), QString("49.0 … 94.3 %"));
        const auto bar = model.index(1, 1).data(BarDelegate::Role).value<CellBar>();
        QCOMPARE(bar.to, 0.4);
        QCOMPARE(*bar.mark, 1.0);
        QVERIFY(!bar.pale);
        model.setStale(true);
        QVERIFY(model.index(1, 1).data(BarDelegate::Role).value<CellBar>().pale);
        const auto csv = model.csvRows({1});
        QCOMPARE(csv[0].mid(0, 5), (QStringList{"Category", "Questions", "Answered", "Shown", "Shown (%)"}));
        QCOMPARE(csv[1].mid(0, 5), (QStringList{"Beta", "10", "10", "4", "40"}));
    }

    void theWorstLossComesFirstAndTheTotalLast()
    {
        ScoresPanel panel({});
        panel.setRows(threeCategories(), {});
        auto* table = panel.table();
        const int change = columnOf(*table, "Δ");
        table->sortByColumn(change, Qt::AscendingOrder);
        QCOMPARE(namesIn(*table), (QStringList{"Beta", "Alpha", "Gamma", "Text", "Total"}));
        table->sortByColumn(change, Qt::DescendingOrder);
        QCOMPARE(namesIn(*table), (QStringList{"Gamma", "Alpha", "Beta", "Text", "Total"}));
        table->sortByColumn(0, Qt::AscendingOrder);
        QCOMPARE(namesIn(*table), (QStringList{"Alpha", "Beta", "Gamma", "Text", "Total"}));
    }

    void categoriesAreChosenByMouseAndKeys()
    {
        ScoresPanel panel({});
        panel.resize(420, 500);
        panel.setRows(threeCategories(), {});
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto* table = panel.table();
        QSignalSpy chosen(&panel, &ScoresPanel::categoryChosen), opened(&panel, &ScoresPanel::categoryOpened);
        const auto click = [table](int row) {
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                              table->visualRect(table->model()->index(row, 1)).center());
        };
        click(1);
        QCOMPARE(told(chosen), QString("Beta"));
        click(3); // a group holds several categories
        QCOMPARE(chosen.count(), 0);
        click(4);
        QCOMPARE(told(chosen), QString());
        QCOMPARE(opened.count(), 0);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(told(chosen), QString("Alpha"));
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(told(opened), QString("Beta"));
        click(2); // the first of the two
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {},
                           table->visualRect(table->model()->index(2, 1)).center());
        QCOMPARE(told(opened), QString("Gamma"));
    }

    void narrowTablesKeepTheTellingColumns()
    {
        ScoresPanel panel({});
        panel.setRows(threeCategories(), {});
        panel.resize(240, 400);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto* table = panel.table();
        const auto hidden = [table](const QString& title) { return table->isColumnHidden(columnOf(*table, title)); };
        QVERIFY(!hidden("Category") && !hidden("Shown") && !hidden("Δ"));
        QVERIFY(hidden("95 % interval"));
        QVERIFY(table->horizontalHeader()->length() <= table->viewport()->width());
        const auto shown = [table] { return table->model()->index(0, columnOf(*table, "Shown")).data().toString(); };
        QCOMPARE(shown(), QString("8 / 10")); // the share is in the tool tip
        QVERIFY(table->model()->index(0, 0).data(Qt::ToolTipRole).toString().contains("8 / 10 (80.0 %)"));
        for (int row = 0; row < table->model()->rowCount(); ++row) // no figure takes a second line
            QVERIFY(table->rowHeight(row) < 2 * table->fontMetrics().lineSpacing());
        panel.resize(1200, 400);
        QCOMPARE(shown(), QString("8 / 10 (80.0 %)"));
        for (const auto* title : {"Float", "Flips", "Questions", "95 % interval", "95 % interval of Δ"})
            QVERIFY2(!hidden(title), title);
    }

    void theRunHasItsNameAndWhatIsAwaitedIsSaid()
    {
        ScoresPanel panel({});
        panel.show();
        panel.setAwaited("“W4” has not answered a question yet");
        QVERIFY(test::named<QLabel>(panel, "Why there is no score")->isVisible());
        QCOMPARE(test::named<QLabel>(panel, "Why there is no score")->text(),
                 QString("“W4” has not answered a question yet"));
        panel.setAwaited({});
        panel.setShownName("Naive + rotation");
        panel.setRows(threeCategories(), {});
        auto* details = test::named<QLabel>(panel, "About the total score");
        QVERIFY2(details->text().contains("Naive + rotation against Float"), qPrintable(details->text()));
        QVERIFY(!test::named<QLabel>(panel, "Why there is no score")->isVisible());
    }

    void picturesOfTheScoresNeedNoChartOnTheScreen()
    {
        ScoresPanel panel({});
        panel.setRows(threeCategories(), {});
        panel.show();
        QVERIFY(!panel.plot()->isVisible());
        const auto picture = QImage::fromData(panel.plot()->pngBytes(), "PNG");
        QCOMPARE(picture.size(), panel.plot()->size() * 2);
        QVERIFY(picture.width() > 600);
    }
};

QUANTSCOPE_TEST(TestScoreTable)
#include "tst_scoretable.moc"

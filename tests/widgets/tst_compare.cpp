// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDropEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTextBrowser>
#include <QToolButton>

#include <qcustomplot.h>

#include "common/tableexport.h"
#include "compare/axisplot.h"
#include "compare/axisview.h"
#include "compare/comparedquestionview.h"
#include "compare/comparepanel.h"
#include "compare/comparetables.h"
#include "compare/curvesplot.h"
#include "compare/questionsview.h"
#include "compare/recipefieldtext.h"
#include "compare/runlegend.h"
#include "comparedata.h"
#include "guitest.h"
#include "runs/runsmime.h"
#include "samples/imageview.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;
using comparedata::compared;
using comparedata::threeRuns;
using comparedata::twoRuns;

namespace {

QStringList textsOf(const TextRow& row)
{
    QStringList texts;
    for (const auto& cell : row.cells)
        texts << cell.text;
    return texts;
}

QString cell(const QAbstractItemModel* model, int row, int column, int role = Qt::DisplayRole)
{
    return model->index(row, column).data(role).toString();
}

// The questions that are shown, by their place in the benchmark.
QList<int> shownPlaces(const QuestionsView& view)
{
    QList<int> places;
    for (int row = 0; row < view.filter()->rowCount(); ++row)
        places << static_cast<int>(view.matrix()->place(view.filter()->questionAt(row)));
    return places;
}

AxisPoint point(const char* id, const nlohmann::json& value, double correct)
{
    return {id, std::string("run ") + id, value, correct, 400, {correct - 15, correct + 15}};
}

RunAxis twoLines()
{
    RunAxis axis;
    axis.path = "llm.weight_bits";
    axis.choices = {{"llm.weight_bits", 5}, {"seed", 2}};
    axis.lines = {{"one", "OCRBench", {point("a", 3, 250), point("b", 4, 340), point("c", 8, 354)}},
                  {"two", "OCRBench", {point("d", 3, 200), point("e", 8, 330)}}};
    return axis;
}

}

class CompareTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_saved.clear();
        m_panel = std::make_unique<ComparePanel>([this](const QString& name, const QString&, auto) { m_saved = name; });
        m_panel->resize(620, 370);
    }

    void scoresByCategoryAndRun()
    {
        const auto runs = compared(threeRuns());
        const auto table = scoreTable(*runs, 0);
        QCOMPARE(table.titles,
                 QStringList(
                     {"Category", "Questions", "A  Naive static W8A8", "B  MQuant W8A8", "B − A", "C  W3", "C − A"}));
        QCOMPARE(table.rows.size(), size_t(5));
        QCOMPARE(textsOf(table.rows[0]),
                 QStringList({"Regular Text Recognition", "4", "3 (75.0 %)", "3 (75.0 %)", "0", "1 (25.0 %)", "▼ −2"}));
        QCOMPARE(textsOf(table.rows[2]),
                 QStringList({"Doc-oriented VQA", "4", "2 (50.0 %)", "3 (75.0 %)", "▲ +1", "1 (25.0 %)", "▼ −1"}));
        QCOMPARE(textsOf(table.rows[3]),
                 QStringList({"Total", "12", "8 (66.7 %)", "9 (75.0 %)", "▲ +1", "3 (25.0 %)", "▼ −5"}));
        QVERIFY(table.rows[3].cells[2].bold);
        QCOMPARE(table.rows[3].cells[4].tone, TextCell::Better);
        QCOMPARE(table.rows[3].cells[6].tone, TextCell::Worse);
        QCOMPARE(table.rows[4].cells[0].text, QString("95 % interval"));
        // 12 answers of which 3 are right: the exact quantiles of the binomial distribution are 0 and 6.
        QCOMPARE(table.rows[4].cells[5].text, QString("0 … 6"));
    }

    void anotherReferenceTurnsDifferences()
    {
        const auto runs = compared(threeRuns());
        const auto table = scoreTable(*runs, 2);
        QCOMPARE(table.titles.mid(2),
                 QStringList({"A  Naive static W8A8", "A − C", "B  MQuant W8A8", "B − C", "C  W3"}));
        QCOMPARE(table.rows[3].cells[3].text, QString("▲ +5"));
        QCOMPARE(table.rows[3].cells[5].text, QString("▲ +6"));
        // C minus A was tested from -8 to -2: A minus C is turned.
        const auto interval = runs->comparison.pairs[1].test.interval;
        QCOMPARE(table.rows[4].cells[3].text, QString("+%1 … +%2").arg(-interval.high).arg(-interval.low));
    }

    // p-values as statsmodels and sums of exact fractions have them, see tst_runcomparison.
    void pairsSayWhatTheTestsShow()
    {
        auto runs = twoRuns(25, 48, 300, 27);
        runs.push_back(runs[0]);
        auto table = pairTable(*compared(runs));
        QCOMPARE(table.rows.size(), size_t(3));
        auto texts = textsOf(table.rows[0]);
        QCOMPARE(texts[0], QString("A, B"));
        QCOMPARE(texts.mid(1, 2), QStringList({"B is better", "▲ +23"}));
        QCOMPARE(texts.mid(4), QStringList({"25 right only in A, 48 only in B", "0.00954", "0.0286"}));
        QCOMPARE(textsOf(table.rows[1]).mid(4), QStringList({"0 right only in A, 0 only in C", "1", "1"}));
        QCOMPARE(table.rows[1].cells[1].text, QString("no difference shown"));
        QCOMPARE(textsOf(table.rows[2]).mid(4), QStringList({"48 right only in B, 25 only in C", "0.00954", "0.0286"}));
        QCOMPARE(table.rows[2].cells[1].text, QString("B is better"));
        // Three more are right, and it could as well be chance.
        table = pairTable(*compared(twoRuns(20, 23, 300, 57)));
        texts = textsOf(table.rows[0]);
        QCOMPARE(texts.mid(1, 2), QStringList({"no difference shown", "▲ +3"}));
        QCOMPARE(texts.mid(4), QStringList({"20 right only in A, 23 only in B", "0.761", "0.761"}));
        QVERIFY(!table.rows[0].cells[1].bold);
        const auto shares = std::vector{comparedata::run("a", "one", {0.5, 1}), comparedata::run("b", "two", {0.3, 1})};
        QCOMPARE(textsOf(pairTable(*compared(shares)).rows[0])[4], QString("1 better in A, 0 in B"));
    }

    // The pair's own interval leaves zero out, so the verdict says what it depends on.
    void holmDecidesNotTheSingleTest()
    {
        // 0.03125 alone, and 3 · 0.03125 among three pairs.
        const auto table = pairTable(*compared(threeRuns()));
        QCOMPARE(textsOf(table.rows[2]),
                 QStringList({"B, C", "not shown, with 3 pairs tested", "▼ −6", table.rows[2].cells[3].text,
                              "6 right only in B, 0 only in C", "0.0313", "0.0938"}));
        QCOMPARE(table.titles[2], QString("Second − first"));
        const auto certain = pairTable(*compared(twoRuns(0, 60, 20, 20)));
        QCOMPARE(textsOf(certain.rows[0]).mid(5), QStringList({"< 0.0001", "< 0.0001"}));
        QVERIFY(certain.rows[0].cells[5].value.toDouble() > 0); // programs get all digits
    }

    void aRunWithoutAnswersEmptiesNothing()
    {
        auto runs = threeRuns();
        runs[0].predictions.clear();
        runs[0].asked.clear();
        const auto all = compared(runs);
        const auto table = scoreTable(*all, 1);
        QCOMPARE(textsOf(table.rows[3]), QStringList({"Total", "12", "–", "–", "9 (75.0 %)", "3 (25.0 %)", "▼ −6"}));
        QCOMPARE(table.rows[4].cells[2].text, QString("–"));
        QCOMPARE(pairTable(*all).rows.size(), size_t(1));
        m_panel->setRuns({"a", "b", "c"});
        m_panel->setComparison(all);
        for (const auto tab : {ComparePanel::Scores, ComparePanel::Pairs})
            QVERIFY(m_panel->table(tab)->model()->rowCount() > 0);
        QCOMPARE(m_panel->legend()->table()->item(1, RunLegend::Against)->text(), QString("◉")); // A has none
        auto* questions = m_panel->questions();
        QCOMPARE(questions->filter()->rowCount(), 12);
        questions->findChild<QLineEdit*>("search")->setText("something else");
        QCOMPARE(questions->filter()->rowCount(), 1);
        const auto cell = questions->filter()->index(0, QuestionMatrix::FirstRun);
        QCOMPARE(cell.data().toString(), QString("–"));
        QVERIFY(cell.data(Qt::ToolTipRole).toString().contains("left out"));
        questions->openQuestion(questions->filter()->questionAt(0));
        QVERIFY(questions->isLarge());
        QVERIFY(!questions->largeView()->text()->toPlainText().contains("Naive static W8A8"));
        QVERIFY(questions->largeView()->text()->toPlainText().contains("something else"));
    }

    void onlyFieldsThatDifferAreShown()
    {
        const auto table = recipeTable(*compared(threeRuns()), 0);
        QList<QStringList> rows;
        for (const auto& row : table.rows)
            rows << textsOf(row);
        QCOMPARE(rows,
                 QList<QStringList>({{"LLM: Norm folding", "off", "on", "off"},
                                     {"LLM: Rotation", "off", "on", "off"},
                                     {"LLM: Weight bits", "16", "16", "3"}}));
        QCOMPARE(table.rows[2].cells[0].toolTip, QString("llm.weight_bits"));
        QVERIFY(table.rows[0].cells[2].toolTip.startsWith("Bold: another value"));
        QVERIFY(table.rows[0].cells[2].bold && !table.rows[0].cells[3].bold);
        auto runs = threeRuns();
        runs[1].spec.recipe.reset();
        runs[2].spec.recipe->llm.scheme.weightMethod = "rtn";
        for (const auto& row : recipeTable(*compared({runs[1], runs[2]}), 0).rows)
            if (row.cells[0].toolTip == "llm.weight_method") {
                QCOMPARE(row.cells[1].text, QString("–")); // at 16 bits it rounds by no method
                QVERIFY(row.cells[1].toolTip.contains("GPTQ") && row.cells[2].text.contains("nearest"));
                rows.clear();
            }
        QVERIFY(rows.isEmpty());
        QCOMPARE(recipeFieldTitle("llm.3.down_proj.weight_bits"), QString("llm.3.down_proj: Weight bits"));
        QCOMPARE(recipeFieldTitle("a.b"), QString("a.b"));
        QCOMPARE(recipeValueText(nullptr), QString("–"));
        QCOMPARE(recipeValueText("gptq"), QString("gptq"));
        QCOMPARE(recipeValueText(0.01), QString("0.01"));
    }

    void matrixMarksAnswers()
    {
        QuestionMatrix matrix;
        const QAbstractItemModelTester tester(&matrix, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto runs = threeRuns();
        runs[1].predictions[4].score = 0.25;
        matrix.setRuns(compared(runs));
        QCOMPARE(matrix.rowCount(), 12);
        QCOMPARE(matrix.columnCount(), 6);
        QCOMPARE(matrix.headerData(4, Qt::Horizontal).toString(), QString("B"));
        QVERIFY(matrix.headerData(4, Qt::Horizontal, Qt::ToolTipRole).toString().startsWith("B  MQuant W8A8\n"));
        QVERIFY(modelToCsv(matrix).contains(",B  MQuant W8A8,")); // a file has no legend
        // Those that are right in one run and wrong in another in the file's order, then 11, of which a text differs,
        // and those that are alike.
        QList<size_t> order;
        for (int row = 0; row < matrix.rowCount(); ++row)
            order << matrix.place(row);
        QCOMPARE(order, QList<size_t>({3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2}));
        QCOMPARE(cell(&matrix, 1, 0), QString("104"));
        QCOMPARE(cell(&matrix, 1, 3), QString("✓"));
        QCOMPARE(cell(&matrix, 1, 4), QString("0.25"));
        QCOMPARE(cell(&matrix, 1, 5), QString("✗ ≠"));
        QCOMPARE(cell(&matrix, 8, 5), QString("✗ ≠"));
        QCOMPARE(cell(&matrix, 8, 4), QString("✗"));
        QCOMPARE(cell(&matrix, 1, 5, Qt::AccessibleTextRole), QString("wrong, another text than A"));
        QCOMPARE(cell(&matrix, 1, 4, Qt::AccessibleTextRole), QString("partly right, 0.25"));
        QVERIFY(cell(&matrix, 8, 5, Qt::ToolTipRole).contains("something else"));
        matrix.setReference(2);
        QCOMPARE(cell(&matrix, 8, 3), QString("✗ ≠"));
        QCOMPARE(cell(&matrix, 8, 5), QString("✗"));
        matrix.setRuns(nullptr);
        QCOMPARE(matrix.rowCount(), 0);
    }

    void questionsAreFilteredAndSorted()
    {
        QuestionsView view({});
        const QAbstractItemModelTester tester(view.filter(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        view.setRuns(compared(threeRuns()));
        QCOMPARE(shownPlaces(view), QList<int>({3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2}));
        auto* show = named<QComboBox>(view, "Which questions are shown");
        auto* count = named<QLabel>(view, "Number of questions shown");
        QCOMPARE(count->text(), QString("12 of 12"));
        show->setCurrentIndex(1);
        QCOMPARE(shownPlaces(view), QList<int>({3, 4, 5, 6, 7, 8, 9, 10}));
        QCOMPARE(count->text(), QString("8 of 12"));
        show->setCurrentIndex(2);
        QCOMPARE(shownPlaces(view), QList<int>({3, 4, 5, 6, 7, 8, 9, 10, 11}));
        auto* order = named<QComboBox>(view, "Order of the questions");
        show->setCurrentIndex(0);
        order->setCurrentIndex(1);
        QCOMPARE(shownPlaces(view), QList<int>({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
        order->setCurrentIndex(2); // Doc-oriented, Handwriting, Regular; in each by disagreement
        QCOMPARE(shownPlaces(view), QList<int>({5, 8, 11, 2, 4, 7, 10, 1, 3, 6, 9, 0}));
        auto* search = named<QLineEdit>(view, "Search in questions and answers");
        search->setText("SOMETHING else");
        QCOMPARE(shownPlaces(view), QList<int>({11}));
        search->setText("Handwriting");
        QCOMPARE(shownPlaces(view), QList<int>({4, 7, 10, 1}));
        search->setText("word 10"); // an accepted answer, right in B
        QCOMPARE(shownPlaces(view), QList<int>({10}));
        search->setText("not there");
        QCOMPARE(count->text(), QString("0 of 12"));
    }

    void aQuestionOpensWithAllAnswers()
    {
        QuestionsView view({});
        view.resize(620, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy chosen(&view, &QuestionsView::questionChosen);
        view.setRuns(compared(threeRuns()));
        view.table()->setFocus();
        QTest::keyClick(view.table(), Qt::Key_Return);
        QVERIFY(view.isLarge());
        auto* large = view.largeView();
        const auto text = large->text()->toPlainText();
        for (const auto* part :
             {"what is written in the image?", "Word 3", "Naive static W8A8", "MQuant W8A8", "word 3", "ward 3"})
            QVERIFY2(text.contains(part), part);
        QCOMPARE(chosen.count(), 0); // the benchmark is not open
        QVERIFY(large->imageView()->image().isNull());
        QTest::keyClick(large->imageView(), Qt::Key_N);
        QVERIFY(large->text()->toPlainText().contains("word 4"));
        QTest::keyClick(large->imageView(), Qt::Key_P);
        QVERIFY(large->text()->toPlainText().contains("word 3"));
        QTest::keyClick(large->imageView(), Qt::Key_P); // it is the first one
        QVERIFY(large->text()->toPlainText().contains("word 3"));
        view.setDataset(samplesdata::dataset(12));
        QTRY_COMPARE(large->imageView()->image().size(), QSize(60, 40));
        QTest::keyClick(large->imageView(), Qt::Key_N);
        QCOMPARE(chosen.value(0).value(0).toInt(), 4);
        auto other = std::make_shared<Dataset>(*samplesdata::dataset(12));
        other->questions[4].question = "another question of this index";
        view.setDataset(other);
        QVERIFY(large->imageView()->image().isNull());
        QTest::keyClick(large->imageView(), Qt::Key_Escape);
        QVERIFY(!view.isLarge());
        QCOMPARE(view.table()->currentIndex().row(), 1);
    }

    void curvesLieOverEachOther()
    {
        auto runs = threeRuns();
        comparedata::measure(runs[1], 42, 35, 3); // a block more than the others have
        runs[0].layers[1].error.accumulated.sqnrDb = std::numeric_limits<double>::infinity();
        runs[2].layers[2].measured = false;
        CurvesPlot plot;
        plot.resize(600, 220);
        plot.show();
        plot.setRuns(compared(runs));
        waitForPlots(plot);
        const auto lines = plot.csv().split("\r\n");
        QCOMPARE(lines[0], QString("Layer,A  Naive static W8A8,B  MQuant W8A8,C  W3"));
        QCOMPARE(lines[1], QString("vision_model.embeddings.patch_embedding,30,35,10"));
        QVERIFY(lines[2].endsWith(",inf,34,9"));
        QVERIFY(lines[3].endsWith(",28,33,"));
        QVERIFY(lines[26].startsWith("language_model.model.layers.2.self_attn.q_proj,,"));
        QVERIFY(lines[33].startsWith("language_model.lm_head,")); // behind all blocks
        plot.setAccumulated(false);
        QVERIFY(plot.csv().contains("patch_embedding,40,42,25"));
        QTest::keyClick(&plot, Qt::Key_B);
        QVERIFY(plot.isHidden(1) && !plot.isHidden(0));
        QTest::keyClick(&plot, Qt::Key_B);
        QVERIFY(!plot.isHidden(1));
        QTest::keyClick(&plot, Qt::Key_D); // there is no run D
        QVERIFY(!plot.isHidden(3));
        waitForPlots(plot);
        QVERIFY(plot.pngBytes().startsWith("\x89PNG"));
    }

    void aClickOnTheLegendHidesARun()
    {
        CurvesPlot plot;
        plot.resize(600, 400);
        plot.show();
        plot.setRuns(compared(threeRuns()));
        waitForPlots(plot);
        auto* inner = plot.findChild<QCustomPlot*>();
        QVERIFY(inner);
        const auto entry = inner->legend->item(2)->outerRect().center();
        QTest::mouseClick(inner, Qt::LeftButton, {}, entry);
        QVERIFY(plot.isHidden(2));
        waitForPlots(plot);
        QTest::mouseClick(inner, Qt::LeftButton, {}, inner->legend->item(2)->outerRect().center());
        QVERIFY(!plot.isHidden(2));
        plot.setHidden(1, true);
        plot.setRuns(compared(threeRuns())); // others: all are shown
        QVERIFY(!plot.isHidden(1));
    }

    void runsAlongAField()
    {
        AxisView view({});
        view.resize(620, 260);
        QSignalSpy asked(&view, &AxisView::axisRequested), shown(&view, &AxisView::showRunRequested);
        view.show();
        QCOMPARE(asked.count(), 1); // nothing is known until it is seen
        view.setAxis(twoLines());
        waitForPlots(view);
        const auto* model = view.table()->model();
        QCOMPARE(model->rowCount(), 5);
        QCOMPARE(cell(model, 1, 1), QString("4"));
        QCOMPARE(cell(model, 1, 2), QString("340 (85.0 %)"));
        QCOMPARE(cell(model, 1, 3), QString("325 … 355"));
        QCOMPARE(cell(model, 3, 0), QString("2"));
        view.table()->setCurrentIndex(model->index(3, 1));
        QCOMPARE(view.plot()->selected(), 3);
        QTest::keyClick(view.table(), Qt::Key_Return);
        QCOMPARE(shown.value(0).value(0).toString(), QString("d"));
        view.plot()->setFocus();
        QTest::keyClick(view.plot(), Qt::Key_Right);
        QCOMPARE(view.table()->currentIndex().row(), 4);
        QTest::keyClick(view.plot(), Qt::Key_Right); // the last one
        QTest::keyClick(view.plot(), Qt::Key_Return);
        QCOMPARE(shown.value(1).value(0).toString(), QString("e"));
        QVERIFY(view.plot()->csv().contains("1,4,run b,340,400,325,355"));
        auto* field = named<QComboBox>(view, "Field of the axis");
        QCOMPARE(field->count(), 2);
        QCOMPARE(field->itemText(0), QString("LLM: Weight bits (5 runs)"));
        QCOMPARE(field->itemData(0).toString(), QString("llm.weight_bits"));
        QCOMPARE(model->headerData(1, Qt::Horizontal).toString(), QString("LLM: Weight bits"));
        QVERIFY(modelToCsv(*model).contains(",llm.weight_bits,"));
        field->setFocus();
        for (const char* typed : {"LLM: Weight bits (5 runs)", "LLM: Weight bits", "llm.weight_bits"}) {
            field->lineEdit()->setText(typed);
            QTest::keyClick(field->lineEdit(), Qt::Key_Return);
            QCOMPARE(asked.last()[0].toString(), QString("llm.weight_bits"));
        }
        field->lineEdit()->setText("vision.weight_bits");
        QTest::keyClick(field->lineEdit(), Qt::Key_Return);
        QCOMPARE(asked.last()[0].toString(), QString("vision.weight_bits"));
        RunAxis none;
        none.path = "vision.weight_bits";
        none.choices = twoLines().choices;
        view.setAxis(none);
        QVERIFY(!view.table()->isVisible());
        QCOMPARE(view.path(), QString("vision.weight_bits"));
    }

    void anAxisIsReadInWords()
    {
        RunAxis axis;
        axis.path = "llm.weight_method";
        axis.choices = {{"llm.weight_method", 2}};
        axis.lines = {{"one", "OCRBench", {point("a", 4, 340), point("b", 4, 350)}}};
        axis.lines[0].points[0].value = "gptq";
        axis.lines[0].points[1].value = "rtn";
        const auto table = axisTable(axis);
        QCOMPARE(table.titles[1], recipeFieldTitle(axis.path));
        QVERIFY(table.titles[1].startsWith("LLM: "));
        QCOMPARE(table.rows[0].cells[1].text, recipeFieldValue(axis.path, "gptq"));
        QCOMPARE(table.rows[0].cells[1].value.toString(), QString("gptq"));
        AxisPlot plot;
        plot.resize(500, 300);
        plot.show();
        plot.setAxis(axis);
        waitForPlots(plot);
        QCOMPARE(plot.findChild<QCustomPlot*>()->xAxis->label(), table.titles[1]);
        QVERIFY(plot.csv().contains(",llm.weight_method,") && plot.csv().contains(",gptq,"));
    }

    void aDoubleClickOnAPointShowsItsRun()
    {
        AxisPlot plot;
        plot.resize(500, 300);
        plot.show();
        plot.setAxis(twoLines());
        waitForPlots(plot);
        QSignalSpy chosen(&plot, &AxisPlot::pointChosen), activated(&plot, &AxisPlot::pointActivated);
        auto* inner = plot.findChild<QCustomPlot*>();
        // The middle one of three values, of the first line, which stands a bit to the left.
        const QPoint at(static_cast<int>(inner->xAxis->coordToPixel(0.85)),
                        static_cast<int>(inner->yAxis->coordToPixel(85)));
        QTest::mouseClick(inner, Qt::LeftButton, {}, at);
        QCOMPARE(chosen.value(0).value(0).toInt(), 1);
        QTest::mouseDClick(inner, Qt::LeftButton, {}, at);
        QCOMPARE(activated.value(0).value(0).toInt(), 1);
    }

    void runsAreChosenAndOrdered()
    {
        QSignalSpy changed(m_panel.get(), &ComparePanel::runsChanged),
            shown(m_panel.get(), &ComparePanel::showRunRequested);
        m_panel->setRuns({"a", "b", "a", "c"});
        QCOMPARE(m_panel->runs(), QStringList({"a", "b", "c"}));
        m_panel->setRuns({"a", "b", "c"});
        QCOMPARE(changed.count(), 1);
        m_panel->setComparison(compared(threeRuns()));
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        auto* table = m_panel->legend()->table();
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(table->item(1, RunLegend::Letter)->text(), QString("B"));
        QCOMPARE(table->item(1, RunLegend::Name)->text(), QString("MQuant W8A8"));
        QCOMPARE(table->item(1, RunLegend::Protocol)->text(), QString("exact"));
        QCOMPARE(table->item(1, RunLegend::Score)->text(), QString("9 / 12 (75.0 %)"));
        QCOMPARE(table->item(0, RunLegend::Against)->text(), QString("◉"));
        table->setFocus();
        table->selectRow(1);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(shown.value(0).value(0).toString(), QString("b"));
        QTest::keyClick(table, Qt::Key_Space); // against it
        QCOMPARE(table->item(1, RunLegend::Against)->text(), QString("◉"));
        QCOMPARE(cell(m_panel->table(ComparePanel::Scores)->model(), 3, 3), QString("▼ −1")); // A − B
        QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_panel->runs(), QStringList({"b", "a", "c"}));
        const auto runs = threeRuns();
        m_panel->setComparison(compared({runs[1], runs[0], runs[2]}));
        QCOMPARE(table->item(0, RunLegend::Against)->text(), QString("◉")); // the reference moved with its run
        QCOMPARE(table->currentRow(), 0);
        auto* remove = named<QToolButton>(*m_panel, "Remove W3 from the comparison");
        remove->click();
        QCOMPARE(m_panel->runs(), QStringList({"b", "a"}));
        m_panel->setComparison(compared({runs[1], runs[0]}));
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(m_panel->runs(), QStringList({"a"}));
    }

    void droppedRunsAreAdded()
    {
        m_panel->setRuns({"a"});
        QSignalSpy changed(m_panel.get(), &ComparePanel::runsChanged);
        QMimeData mime;
        mime.setText("no runs");
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        enter.setAccepted(false);
        QCoreApplication::sendEvent(m_panel.get(), &enter);
        QVERIFY(!enter.isAccepted());
        mime.setData(runsMimeType(), "b\na\nc\n");
        QDragEnterEvent again({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_panel.get(), &again);
        QVERIFY(again.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_panel.get(), &drop);
        QCOMPARE(changed.value(0).value(0).toStringList(), QStringList({"a", "b", "c"}));
        m_panel->addRuns({"d", "e", "f", "g", "h", "i"});
        QCOMPARE(m_panel->runs(), QStringList({"a", "b", "c", "d", "e", "f", "g", "h"}));
        QCOMPARE(named<QLabel>(*m_panel, "What to know about the comparison")->text(),
                 QString("⚠ At most 8 runs are compared; the first ones of 9 are."));
    }

    void whatIsMissingIsSaid()
    {
        m_panel->show();
        QVERIFY(hint(ComparePanel::Scores).startsWith("Two to eight runs side by side"));
        QVERIFY(!m_panel->legend()->isVisible());
        m_panel->setRuns({"a"});
        m_panel->setComparison(compared({threeRuns()[0]}));
        QVERIFY(hint(ComparePanel::Recipe).startsWith("One run is chosen."));
        QVERIFY(m_panel->legend()->isVisible());
        m_panel->setBusy(true);
        QCOMPARE(hint(ComparePanel::Questions), QString("Reading the runs…"));
        m_panel->setBusy(false);
        auto runs = threeRuns();
        m_panel->setRuns({"a", "b"});
        m_panel->setComparison(compared({runs[0], runs[0]}));
        QCOMPARE(hint(ComparePanel::Recipe), QString("The recipes of these runs differ in nothing."));
        QCOMPARE(hint(ComparePanel::Scores), QString());
        runs[1].data = "another";
        m_panel->setComparison(compared({runs[0], runs[1]}));
        for (const auto tab : {ComparePanel::Scores, ComparePanel::Pairs, ComparePanel::Questions})
            QCOMPARE(hint(tab), QString("No question was answered and scored by all of these runs."));
        QCOMPARE(hint(ComparePanel::Recipe), QString());
        auto* notes = named<QLabel>(*m_panel, "What to know about the comparison");
        QVERIFY(notes->text().contains("other benchmarks: Invented (A), another (B)"));
        auto silent = runs[0];
        silent.predictions.clear();
        silent.asked.clear();
        silent.layers.clear();
        m_panel->setComparison(compared({runs[0], silent}));
        QVERIFY(notes->text().contains("left out, since without scored answers: B"));
        QCOMPARE(m_panel->legend()->table()->item(1, RunLegend::Score)->text(), QString("no answers"));
        m_panel->setProblem("the store cannot be read");
        QVERIFY(notes->text().contains("the store cannot be read"));
        QCOMPARE(hint(ComparePanel::Axis), QString()); // needs no chosen runs
    }

    void tablesAreCopiedAndSaved()
    {
        m_panel->setRuns({"a", "b", "c"});
        m_panel->setComparison(compared(threeRuns()));
        const auto csv = modelToCsv(*m_panel->table(ComparePanel::Recipe)->model());
        QCOMPARE(csv.split("\r\n")[3], QString("llm.weight_bits,16,16,3"));
        QVERIFY(modelToCsv(*m_panel->questions()->filter()).contains("103,Regular Text Recognition,"));
        for (const auto tab : {ComparePanel::Scores, ComparePanel::Pairs, ComparePanel::Recipe})
            QVERIFY(m_panel->table(tab)->findChild<QAction*>("exportView"));
        m_panel->questions()->table()->findChild<QAction*>("exportView")->trigger();
        QCOMPARE(m_saved, QString("compared-questions.csv"));
    }

    // One name holds the other.
    void aCategoryOpensItsQuestions()
    {
        auto runs = threeRuns();
        for (auto& run : runs)
            for (size_t i = 0; i < run.asked.size(); ++i)
                run.asked[i].category = i % 3 == 0 ? "Regular Text Recognition"
                    : i % 3 == 1                   ? "Irregular Text Recognition"
                                                   : "Other";
        m_panel->setRuns({"a", "b", "c"});
        m_panel->setComparison(compared(runs));
        auto* scores = m_panel->table(ComparePanel::Scores);
        const auto open = [&](const QString& name) {
            for (int row = 0; row < scores->model()->rowCount(); ++row)
                if (scores->model()->index(row, 0).data().toString() == name)
                    emit scores->activated(scores->model()->index(row, 0));
            auto places = shownPlaces(*m_panel->questions());
            std::sort(places.begin(), places.end());
            return places;
        };
        const auto* tabs = m_panel->findChild<QTabWidget*>();
        QCOMPARE(open("Regular Text Recognition"), QList<int>({0, 3, 6, 9}));
        QCOMPARE(tabs->currentIndex(), int(ComparePanel::Questions));
        QCOMPARE(named<QComboBox>(*m_panel, "Category of the questions")->currentText(),
                 QString("Regular Text Recognition"));
        QCOMPARE(open("Irregular Text Recognition"), QList<int>({1, 4, 7, 10}));
        QCOMPARE(open("95 % interval"), QList<int>({1, 4, 7, 10})); // is no category
        QCOMPARE(open("Total").size(), qsizetype(12));
        // The category stays with other runs that have it, and goes with those that have not.
        open("Other");
        m_panel->setComparison(compared({runs[0], runs[1]}));
        QCOMPARE(shownPlaces(*m_panel->questions()).size(), qsizetype(4));
        m_panel->setComparison(compared(threeRuns()));
        QCOMPARE(shownPlaces(*m_panel->questions()).size(), qsizetype(12));
    }

    void everyControlHasANameAndATip()
    {
        m_panel->setRuns({"a", "b", "c"});
        m_panel->setComparison(compared(threeRuns()));
        for (auto* button : m_panel->findChildren<QToolButton*>())
            if (button->objectName().isEmpty() && !button->text().isEmpty()) {
                QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->text()));
                QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->text()));
            }
        for (auto* view : m_panel->findChildren<QTableView*>())
            QVERIFY(!view->accessibleName().isEmpty());
        QVERIFY(m_panel->minimumSizeHint().width() <= 620 && m_panel->minimumSizeHint().height() <= 370);
    }

    void pictures()
    {
        m_panel->setRuns({"a", "b", "c"});
        m_panel->setComparison(compared(threeRuns()));
        m_panel->axis()->setAxis(twoLines());
        m_panel->show();
        auto* tabs = m_panel->findChild<QTabWidget*>();
        QCOMPARE(tabs->count(), int(ComparePanel::TabCount));
        for (int tab = 0; tab < tabs->count(); ++tab) {
            m_panel->showTab(static_cast<ComparePanel::Tab>(tab));
            savePicture(*m_panel, "compare-" + QString::number(tab));
        }
    }

    // On a low screen too: each head shows its whole text in the lines that it has.
    void longNamesInTheHeadsWrap()
    {
        for (const size_t count : {2, 8}) {
            std::vector<RunRecord> runs;
            for (size_t i = 0; i < count; ++i) {
                runs.push_back(comparedata::run("r" + std::to_string(i),
                                                "MQuant W8A8 + W4A8, llm.3.down_proj W" + std::to_string(i + 1),
                                                {1, 1, 0, 1, double(i % 2), 1}));
                runs.back().spec.recipe->llm.scheme.weightBits = static_cast<int>(i + 1);
            }
            ComparePanel panel({});
            panel.resize(620, 370); // of a window of 1366 × 768
            panel.show();
            panel.setComparison(comparedata::compared(std::move(runs)));
            const auto* table = panel.table(ComparePanel::Scores);
            const auto* header = table->horizontalHeader();
            QVERIFY(header->height() > 2 * header->fontMetrics().height());
            for (int column = 0; column < table->model()->columnCount(); ++column) {
                const auto text = table->model()->headerData(column, Qt::Horizontal).toString();
                const QRect room(0, 0, header->sectionSize(column), header->height());
                const auto needed = header->fontMetrics().boundingRect(room, Qt::TextWordWrap | Qt::AlignCenter, text);
                QVERIFY2(room.contains(needed), qPrintable(text));
                QVERIFY(header->sectionSize(column) < 300);
            }
            savePicture(panel, count == 2 ? "compare-heads-2" : "compare-heads-8");
        }
    }

private:
    // What stands in place of the tab's content; empty: nothing does.
    QString hint(ComparePanel::Tab tab)
    {
        m_panel->showTab(tab);
        auto* page = m_panel->findChild<QTabWidget*>()->currentWidget();
        for (auto* label : page->findChildren<QLabel*>(Qt::FindDirectChildrenOnly))
            if (label->isVisible())
                return label->text();
        return {};
    }

    std::unique_ptr<ComparePanel> m_panel;
    QString m_saved;
};

QUANTSCOPE_TEST(CompareTest)
#include "tst_compare.moc"

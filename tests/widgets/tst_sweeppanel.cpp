// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

#include <qcustomplot.h>

#include "cuttext.h"
#include "guitest.h"
#include "plots/segmented.h"
#include "sweep/paretoplot.h"
#include "sweep/sweeppanel.h"
#include "sweep/sweeptablemodel.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

SweepRow row(const char* name, double megabytes, std::optional<double> correct, int run = -1)
{
    SweepRow r;
    r.run = run;
    r.waiting = run < 0;
    r.name = name;
    r.state = run < 0 ? "waiting" : "complete";
    r.bytes = megabytes * 1e6;
    r.averageBits = 4.1;
    r.correct = correct;
    r.total = 400;
    r.sqnrDb = 21.3;
    r.seconds = run < 0 ? 0 : 62;
    return r;
}

std::vector<SweepRow> someRows()
{
    return {row("llm.weight_bits 3", 4.4, 251, 1), row("llm.weight_bits 4", 5.2, 349, 2),
            row("llm.weight_bits 4, clipped", 5.3, 340, 4), row("llm.weight_bits 8", 8.4, 354, 3),
            row("llm.weight_bits 6", 0, {})};
}

QPushButton* button(const QWidget& parent, const QString& text)
{
    for (auto* one : parent.findChildren<QPushButton*>())
        if (one->text().remove('&') == text)
            return one;
    return nullptr;
}

}

class SweepPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_panel = std::make_unique<SweepPanel>([](auto&&...) {});
        m_panel->resize(620, 700);
    }

    void anEmptyQueueStartsNothing()
    {
        QVERIFY(!button(*m_panel, "Start")->isEnabled());
        QVERIFY(!button(*m_panel, "Stop")->isEnabled());
        QVERIFY(!button(*m_panel, "Open run")->isEnabled());
        QVERIFY(!button(*m_panel, "Clear")->isEnabled());
        QVERIFY(button(*m_panel, "Add to queue")->isEnabled());
    }

    // A box of values waits for its field, and says what it is for.
    void noBoxIsEmptyWithoutAWord()
    {
        for (int i = 1; i <= 3; ++i) {
            auto* path = named<QComboBox>(*m_panel, QString("Field %1").arg(i));
            auto* values = named<QLineEdit>(*m_panel, QString("Values of field %1").arg(i));
            QVERIFY(!values->placeholderText().isEmpty());
            QCOMPARE(values->isEnabled(), i == 1);
            path->setCurrentIndex(2);
            QVERIFY(values->isEnabled());
            path->setCurrentIndex(0);
            QVERIFY(!values->isEnabled());
        }
        m_panel->show();
        QCOMPARE(describe(cutTexts(*m_panel)), QString());
    }

    // The front's line and the ring around the selected point have no name of their own.
    void theLegendNamesPointsAlone()
    {
        ParetoPlot plot;
        plot.resize(500, 400);
        plot.setRows(someRows());
        plot.setSelected(1);
        plot.show();
        waitForPlots(plot);
        const auto* drawn = plot.findChild<QCustomPlot*>();
        QStringList names;
        for (int i = 0; i < drawn->legend->itemCount(); ++i)
            if (const auto* item = qobject_cast<const QCPPlottableLegendItem*>(drawn->legend->item(i)))
                names << const_cast<QCPPlottableLegendItem*>(item)->plottable()->name();
        names.sort();
        QCOMPARE(names, QStringList({"a smaller one is as good", "no smaller one is as good"}));
    }

    void fieldsAreReadAsTyped()
    {
        m_panel->setField(0, "llm.weight_bits", "3, 4,8 ,");
        m_panel->setField(1, "towers.weight_method", "rtn, gptq");
        m_panel->setField(2, "vision.rotate", "true,false");
        const auto fields = m_panel->fields();
        QCOMPARE(fields.size(), size_t(3));
        QCOMPARE(fields[0].path, std::string("llm.weight_bits"));
        QVERIFY(fields[0].values == std::vector<nlohmann::json>({3, 4, 8}));
        QVERIFY(fields[1].values == std::vector<nlohmann::json>({"rtn", "gptq"}));
        QVERIFY(fields[2].values == std::vector<nlohmann::json>({true, false}));
        m_panel->setField(1, "no such field", "1");
        QCOMPARE(m_panel->fields().size(), size_t(2));
        m_panel->setField(0, "llm.weight_bits", " ");
        QVERIFY(m_panel->fields()[0].values.empty());
        QVERIFY(expandGrid({}, {m_panel->fields()[1]}).size() == 2);
    }

    void everyOfferedFieldIsOneOfARecipe()
    {
        auto* path = named<QComboBox>(*m_panel, "Field 1");
        const Recipe recipe;
        const auto json = recipeToJson(recipe);
        for (int i = 1; i < path->count(); ++i) {
            const auto id = path->itemData(i).toString().toStdString();
            const auto dot = id.find('.');
            const auto value = dot == std::string::npos ? json.at(id)
                : id.starts_with("towers")              ? json.at("towers").at("llm").at(id.substr(dot + 1))
                                                        : (towerFromId(id.substr(0, dot)) ? json.at("towers") : json)
                                                 .at(id.substr(0, dot))
                                                 .at(id.substr(dot + 1));
            if (id == "projector.rotate" || id == "towers.rotate")
                continue; // only its false value
            QVERIFY2(expandGrid(recipe, {{id, {value}}}).size() == 1, id.c_str());
        }
    }

    void gridAndListAreAdded()
    {
        QSignalSpy grid(m_panel.get(), &SweepPanel::gridAdded), list(m_panel.get(), &SweepPanel::listAdded),
            current(m_panel.get(), &SweepPanel::currentAdded);
        QTest::keyClick(named<QLineEdit>(*m_panel, "Values of field 1"), Qt::Key_Return);
        button(*m_panel, "Add to queue")->click();
        QCOMPARE(grid.count(), 2);
        m_panel->setChoices({{"a", "A"}, {"b", "B"}, {"own:c", "C"}});
        auto* mode = m_panel->findChild<SegmentedButtons*>();
        const auto buttons = mode->findChildren<QAbstractButton*>();
        QCOMPARE(buttons.size(), 2);
        buttons[1]->click();
        auto* choices = named<QListWidget>(*m_panel, "Recipes to run");
        choices->item(0)->setCheckState(Qt::Checked);
        choices->item(2)->setCheckState(Qt::Checked);
        button(*m_panel, "Add to queue")->click();
        QCOMPARE(list.value(0).value(0).toStringList(), QStringList({"a", "own:c"}));
        button(*m_panel, "Add current recipe")->click();
        QCOMPARE(current.count(), 1);
    }

    void problemsAreShown()
    {
        m_panel->show();
        auto* label = named<QLabel>(*m_panel, "Problem of the sweep");
        QVERIFY(!label->isVisible());
        m_panel->setProblem("llm.weight_bits: no");
        QVERIFY(label->isVisible() && label->text().contains("llm.weight_bits: no"));
        m_panel->setProblem({});
        QVERIFY(!label->isVisible());
    }

    void rowsInTheTable()
    {
        auto* table = named<QTableView>(*m_panel, "Queue of the sweep");
        const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_panel->setRows(someRows());
        const auto text = [&](int r, int c) { return table->model()->index(r, c).data().toString(); };
        QCOMPARE(text(0, SweepTableModel::Correct), QString("251 / 400 (62.8 %)"));
        QCOMPARE(text(1, SweepTableModel::Front), QString("★"));
        QCOMPARE(text(2, SweepTableModel::Front), QString());
        QCOMPARE(text(4, SweepTableModel::State), QString("waiting"));
        auto rows = someRows();
        rows[4].state = "running 40 %";
        m_panel->setRows(rows);
        QCOMPARE(text(4, SweepTableModel::State), QString("running 40 %"));
        rows.pop_back();
        m_panel->setRows(rows);
        QCOMPARE(table->model()->rowCount(), 4);
        m_panel->setRows({});
        QCOMPARE(table->model()->rowCount(), 0);
    }

    void scoresSayTheirProtocol()
    {
        auto rows = someRows();
        for (auto& each : rows)
            each.meaning = scoreMeaning(Protocol::MQuant);
        rows[1].meaning.facts = {"protocol mquant", "at most 6 tiles"};
        m_panel->setRows(rows);
        const auto* model = named<QTableView>(*m_panel, "Queue of the sweep")->model();
        QCOMPARE(model->index(4, SweepTableModel::Protocol).data().toString(), QString("as MQuant's code"));
        const auto tip = model->index(1, SweepTableModel::Correct).data(Qt::ToolTipRole).toString();
        QCOMPARE(tip, QString("llm.weight_bits 4\ncomplete\nprotocol mquant\nat most 6 tiles"));
        auto* plot = named<ParetoPlot>(*m_panel, "Size against accuracy");
        const auto* axis = plot->findChild<QCustomPlot*>()->yAxis;
        m_panel->show();
        waitForPlots(*m_panel);
        QCOMPARE(axis->label(), QString("Correct (%) on 400 questions, as MQuant's code"));
        QVERIFY(plot->csv().contains("llm.weight_bits 3,4.4,251,400,yes,as MQuant's code\r\n"));
        // Of points under different protocols nobody can say which is better.
        rows[4].meaning = scoreMeaning(Protocol::Published); // has no score yet
        m_panel->setRows(rows);
        waitForPlots(*m_panel);
        QCOMPARE(axis->label(), QString("Correct (%) on 400 questions, as MQuant's code"));
        rows[0].meaning = scoreMeaning(Protocol::Exact);
        m_panel->setRows(rows);
        waitForPlots(*m_panel);
        QCOMPARE(axis->label(), QString("Correct (%) on 400 questions, under different protocols"));
        savePicture(*m_panel, "sweep-protocols");
    }

    // Scores of other questions stand beside each other; nobody can say which is better.
    void withoutCommonQuestionsThereIsNoFront()
    {
        auto rows = someRows();
        rows[1].total = 100;
        for (auto& each : rows)
            each.isComparable = false;
        m_panel->setRows(rows);
        m_panel->show();
        waitForPlots(*m_panel);
        auto* plot = named<ParetoPlot>(*m_panel, "Size against accuracy");
        QCOMPARE(plot->findChild<QCustomPlot*>()->yAxis->label(), QString("Correct (%), each of its own questions"));
        QVERIFY(!plot->csv().contains(",yes"));
        QCOMPARE(shareOf(rows[0]), std::optional(62.75)); // 251 of 400
    }

    void namesTakeTheFreeRoomAndKeepTheirEnds()
    {
        auto* table = named<QTableView>(*m_panel, "Queue of the sweep");
        auto rows = someRows();
        rows[0].name = "Naive static W8A8, llm.weight_bits 3, vision.weight_bits 4";
        m_panel->setRows(rows);
        m_panel->show();
        for (const int width : {760, 1280}) {
            m_panel->resize(width, 700);
            QTRY_COMPARE(table->horizontalHeader()->length(), table->viewport()->width());
        }
        QVERIFY(table->columnWidth(0) > table->fontMetrics().horizontalAdvance(QString::fromStdString(rows[0].name)));
        QCOMPARE(table->textElideMode(), Qt::ElideMiddle);
    }

    void columnsGrowWithTheirTexts()
    {
        auto rows = someRows();
        rows[4].state = "waiting";
        m_panel->setRows(rows);
        m_panel->resize(900, 500);
        m_panel->show();
        rows[4].state = "running 100 %";
        m_panel->setRows(rows);
        QCOMPARE(describe(cutTexts(*m_panel)), QString());
    }

    void everyPointOpensItsRun()
    {
        m_panel->setRows(someRows());
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        QSignalSpy opened(m_panel.get(), &SweepPanel::openRequested);
        auto* plot = named<ParetoPlot>(*m_panel, "Size against accuracy");
        plot->setFocus();
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(plot, Qt::Key_Right);
        QCOMPARE(opened.count(), 5);
        QCOMPARE(opened[0][0].toInt(), 0); // by size
        QCOMPARE(opened[2][0].toInt(), 2);
        QCOMPARE(opened[3][0].toInt(), 3);
        QCOMPARE(opened[4][0].toInt(), 3); // the last one
        QCOMPARE(plot->selected(), 3);
        auto* table = named<QTableView>(*m_panel, "Queue of the sweep");
        QCOMPARE(table->selectionModel()->selectedRows().value(0).row(), 3);
        table->selectRow(1);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(opened.last()[0].toInt(), 1);
        table->selectRow(4); // has no run yet
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(opened.count(), 6);
    }

    void pictureAndData()
    {
        auto* plot = named<ParetoPlot>(*m_panel, "Size against accuracy");
        m_panel->setRows(someRows());
        QCOMPARE(plot->csv().count("\r\n"), 5); // what has no hits yet is no point
        QVERIFY(plot->csv().contains("llm.weight_bits 3,4.4,251,400,yes"));
        QVERIFY(plot->svgBytes().contains("<svg"));
    }

    void aRunningQueueIsNotChanged()
    {
        m_panel->setRows(someRows());
        named<QTableView>(*m_panel, "Queue of the sweep")->selectRow(4);
        QVERIFY(button(*m_panel, "Remove")->isEnabled());
        QVERIFY(button(*m_panel, "Start")->isEnabled());
        QSignalSpy removed(m_panel.get(), &SweepPanel::removeRequested),
            stopped(m_panel.get(), &SweepPanel::stopRequested);
        QTest::keyClick(named<QTableView>(*m_panel, "Queue of the sweep"), Qt::Key_Delete);
        QCOMPARE(removed.value(0).value(0).toInt(), 4);
        m_panel->setRunning(true);
        for (const char* name : {"Remove", "Start", "Clear"})
            QVERIFY2(!button(*m_panel, name)->isEnabled(), name);
        button(*m_panel, "Stop")->click();
        QCOMPARE(stopped.count(), 1);
    }

private:
    std::unique_ptr<SweepPanel> m_panel;
};

QUANTSCOPE_TEST(SweepPanelTest)
#include "tst_sweeppanel.moc"

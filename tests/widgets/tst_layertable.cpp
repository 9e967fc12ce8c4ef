// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTreeView>
#include <QWheelEvent>

#include <memory>

#include <qcustomplot.h>

#include "common/bardelegate.h"
#include "guitest.h"
#include "layers/layerblocksmodel.h"
#include "layers/layerfilter.h"
#include "layers/layerspanel.h"
#include "layers/layertablemodel.h"
#include "layers/overviewstrip.h"
#include "plots/layerplot.h"
#include "plots/layerscale.h"
#include "plotsfakes.h"
#include "testmain.h"

using namespace quantscope;

namespace {

void setDecibels(LayerRow& row, double isolated, double accumulated)
{
    row.report.error.isolated.sqnrDb = isolated;
    row.report.error.accumulated.sqnrDb = accumulated;
    row.report.error.accumulated.relativeMse = std::pow(10, -accumulated / 10);
}

QString cell(const QAbstractItemModel& model, const QModelIndex& row, int column)
{
    return model.sibling(row.row(), column, row).data().toString();
}

int rowsWithChildren(const QAbstractItemModel& model)
{
    int blocks = 0;
    for (int row = 0; row < model.rowCount(); ++row)
        blocks += model.rowCount(model.index(row, 0)) > 0;
    return blocks;
}

// The middle of a layer's bar; a click there selects it.
QPoint middleOf(const OverviewStrip& strip, int layer)
{
    QPoint at(0, strip.height() / 2);
    for (int x = 0, first = -1; x < strip.width(); ++x) {
        if (strip.layerAt(x) == layer && first < 0)
            first = x;
        if (first >= 0 && strip.layerAt(x) == layer)
            at.setX((first + x) / 2);
    }
    return at;
}

void wheel(QWidget& widget, QPoint at, int steps)
{
    QWheelEvent event(at, widget.mapToGlobal(at), {}, QPoint(0, 120 * steps), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

}

class TestLayerTable : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_panel = std::make_unique<LayersPanel>(SaveAs());
        m_panel->resize(900, 420);
        m_panel->setLayers(manyRows(), {}, {});
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    void cleanup()
    {
        m_panel.reset();
    }

    void scalesOfMetrics()
    {
        const auto* sqnr = findLayerMetric("output_sqnr");
        const auto below = layerScale(*sqnr, std::vector<double>{-10, 30});
        QCOMPARE(below.zero(), 0.25);
        QCOMPARE(below.place(10), 0.5);
        QCOMPARE(layerScale(*sqnr, std::vector<double>{20, 40}).place(20), 0.5); // from 0 on
        const auto error = layerScale(*findLayerMetric("relative_mse"), std::vector<double>{0.002, 0.5});
        QCOMPARE(error.low, 0.001);
        QCOMPARE(error.high, 1.0);
        QVERIFY(qAbs(error.place(0.1) - 2.0 / 3) < 1e-9);
    }

    void manyLayersStandInTheirBlocks()
    {
        const auto& model = *m_panel->table()->model();
        QCOMPARE(model.rowCount(), 21); // the projector and twenty blocks
        QCOMPARE(rowsWithChildren(model), 21);
        QCOMPARE(cell(model, model.index(0, 0), LayerTableModel::Layer), QString("Projector (2 layers)"));
        QCOMPARE(cell(model, model.index(3, 0), LayerTableModel::Layer), QString("llm.2 (4 layers)"));
        auto few = manyRows();
        few.resize(LayersPanel::mostUngrouped);
        m_panel->setLayers(few, {}, {});
        QCOMPARE(model.rowCount(), 60);
        QCOMPARE(rowsWithChildren(model), 0);
    }

    // Layers 10 to 13 are block 2; the worst of each measure is another one.
    void aBlockSaysItsWorstAndWhichItIs()
    {
        auto rows = manyRows();
        setDecibels(rows[10], 30, 41);
        setDecibels(rows[11], 50, 39.5);
        setDecibels(rows[12], 50, 42);
        setDecibels(rows[13], 50, 48);
        rows[12].report.scheme.weightBits = 8;
        m_panel->setLayers(rows, {}, {});
        const auto& model = *m_panel->table()->model();
        const auto block = model.index(3, 0);
        QCOMPARE(cell(model, block, LayerTableModel::Accumulated), QString("39.5"));
        QCOMPARE(cell(model, block, LayerTableModel::Isolated), QString("30.0"));
        QVERIFY(cell(model, block, LayerTableModel::Remark).contains("worst: llm.2.o_proj"));
        QCOMPARE(cell(model, block, LayerTableModel::WeightBits), QString("mixed"));
        QCOMPARE(cell(model, block, LayerTableModel::ActivationBits), QString("8 dynamic"));
        // 64 · 64 · 4, twice, 64 · 128 · 8 and 128 · 64 · 4 bits, with a scale of 16 for each of 64, 64, 128 and 64
        // rows and a zero point of as many bits as the weights have where they are not symmetric.
        double bits = 2 * 64 * 64 * 4 + 64 * 128 * 8 + 128 * 64 * 4 + 16 * (64 + 64 + 128 + 64);
        QCOMPARE(model.sibling(3, LayerTableModel::Size, block).data(Qt::UserRole).toDouble(), bits);
        // It follows its layers.
        auto better = rows[11];
        setDecibels(better, 50, 55);
        m_panel->updateLayer(11, better);
        QCOMPARE(cell(model, block, LayerTableModel::Accumulated), QString("41.0"));
    }

    void keysOpenABlockAndChooseALayer()
    {
        auto* table = m_panel->table();
        QSignalSpy chosen(m_panel.get(), &LayersPanel::layerSelected);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Down);
        QCOMPARE(chosen.count(), 0); // a block is no layer
        QTest::keyClick(table, Qt::Key_Right);
        QVERIFY(table->isExpanded(table->currentIndex()));
        QTest::keyClick(table, Qt::Key_Down);
        QCOMPARE(chosen.takeFirst().first().toInt(), 2);
        QCOMPARE(m_panel->strip()->selectedLayer(), 2);
        // A layer that another view selects opens its block.
        m_panel->setSelectedLayer(50);
        QCOMPARE(m_panel->filter()->layerAt(table->currentIndex()), 50);
        QVERIFY(table->isExpanded(table->currentIndex().parent()));
        QCOMPARE(chosen.count(), 0);
    }

    void sortingLooksAtAllLayers()
    {
        auto* table = m_panel->table();
        m_panel->setSelectedLayer(50);
        table->sortByColumn(LayerTableModel::Accumulated, Qt::AscendingOrder);
        QCOMPARE(table->model()->rowCount(), 82);
        QCOMPARE(m_panel->filter()->layers().mid(0, 3), (QList<int>{81, 80, 79}));
        QCOMPARE(m_panel->filter()->layerAt(table->currentIndex()), 50);
        table->sortByColumn(LayerTableModel::Layer, Qt::AscendingOrder);
        QCOMPARE(table->model()->rowCount(), 21);
    }

    void searchFindsNamesAndRoles()
    {
        auto* search = test::named<QLineEdit>(*m_panel, "Search layers");
        search->setFocus();
        QTest::keyClicks(search, "DOWN_proj");
        QCOMPARE(m_panel->filter()->layers().size(), 20);
        QCOMPARE(m_panel->table()->model()->rowCount(), 20);
        QVERIFY(m_panel->statusText().contains("“DOWN_proj” is in 20 of 82 layers"));
        search->setText("layers.7.mlp"); // of the full name
        QCOMPARE(m_panel->filter()->layers(), (QList<int>{32, 33}));
        search->setText("attention output");
        QCOMPARE(m_panel->filter()->layers().size(), 20);
        QTest::keyClick(search, Qt::Key_Escape);
        QCOMPARE(search->text(), QString());
        QCOMPARE(m_panel->table()->model()->rowCount(), 21);
    }

    void theWindowZoomsTheTableAndSaysSo()
    {
        auto* strip = m_panel->strip();
        QSignalSpy chosen(m_panel.get(), &LayersPanel::layerSelected);
        m_panel->setSelectedLayer(40);
        wheel(*strip, middleOf(*strip, 40), 3);
        QVERIFY(strip->isZoomed());
        const int first = strip->firstShown(), last = strip->lastShown();
        QCOMPARE(last - first + 1, 24); // 82 / 1.5³
        QVERIFY(first <= 40 && 40 <= last);
        QCOMPARE(m_panel->filter()->layers().size(), 24);
        QCOMPARE(rowsWithChildren(*m_panel->table()->model()), 0);
        QVERIFY2(m_panel->statusText().contains(QString("Layers %1 to %2 of 82").arg(first + 1).arg(last + 1)),
                 qPrintable(m_panel->statusText()));
        QVERIFY(m_panel->statusText().contains("Esc"));
        m_panel->table()->setFocus();
        QTest::keyClick(m_panel->table(), Qt::Key_Escape);
        QVERIFY(!strip->isZoomed());
        QCOMPARE(m_panel->table()->model()->rowCount(), 21);
        QCOMPARE(strip->selectedLayer(), 40);
        QCOMPARE(chosen.count(), 0);
    }

    void aDoubleClickShowsAllAndLeavesTheSelection()
    {
        auto* strip = m_panel->strip();
        m_panel->setSelectedLayer(40);
        strip->setFocus();
        QTest::keyClick(strip, Qt::Key_Plus);
        QVERIFY(strip->isZoomed());
        const QPoint elsewhere = middleOf(*strip, 70);
        QTest::mouseClick(strip, Qt::LeftButton, {}, elsewhere);
        QCOMPARE(strip->selectedLayer(), 70);
        m_panel->setSelectedLayer(40);
        QTest::mouseClick(strip, Qt::LeftButton, {}, elsewhere); // the first of the two
        QCOMPARE(strip->selectedLayer(), 70);
        QTest::mouseDClick(strip, Qt::LeftButton, {}, elsewhere);
        QVERIFY(!strip->isZoomed());
        QCOMPARE(strip->selectedLayer(), 40);
    }

    void draggingMarksAndMovesTheWindow()
    {
        auto* strip = m_panel->strip();
        const auto drag = [strip](int from, int to) {
            QTest::mousePress(strip, Qt::LeftButton, {}, middleOf(*strip, from));
            QMouseEvent move(QEvent::MouseMove, middleOf(*strip, to), strip->mapToGlobal(middleOf(*strip, to)),
                             Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(strip, &move);
            QTest::mouseRelease(strip, Qt::LeftButton, {}, middleOf(*strip, to));
        };
        drag(20, 29);
        QCOMPARE(strip->firstShown(), 20);
        QCOMPARE(strip->lastShown(), 29);
        QCOMPARE(strip->selectedLayer(), -1);
        drag(25, 35);
        QCOMPARE(strip->firstShown(), 30);
        QCOMPARE(strip->lastShown(), 39);
        QCOMPARE(m_panel->filter()->layers().size(), 10);
    }

    void plotAndTableShareTheWindow()
    {
        auto* strip = m_panel->strip();
        strip->setFocus();
        m_panel->setSelectedLayer(40);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(strip, Qt::Key_Plus);
        const int first = strip->firstShown(), last = strip->lastShown();
        m_panel->setView(LayersPanel::View::Bars);
        test::waitForPlots(*m_panel);
        auto* axis = m_panel->plot()->findChild<QCustomPlot*>()->xAxis;
        QCOMPARE(axis->range().lower, first - 0.5);
        QCOMPARE(axis->range().upper, last + 0.5);
        QTest::keyClick(m_panel->plot(), Qt::Key_Escape);
        test::waitForPlots(*m_panel);
        QVERIFY(!strip->isZoomed());
        QCOMPARE(m_panel->plot()->selectedLayer(), 40);
    }

    // 60 dB falls to 5 at layer 30; another layer is below 0.
    void badLayersAreMarked()
    {
        auto rows = manyRows();
        for (size_t i = 30; i < rows.size(); ++i)
            setDecibels(rows[i], 40, 5);
        setDecibels(rows[60], 40, -2);
        m_panel->setLayers(rows, {}, {});
        QVERIFY(m_panel->statusText().contains("first degraded: llm.7.q_proj"));
        QVERIFY(m_panel->statusText().contains("1 below 0 dB"));
        m_panel->table()->sortByColumn(LayerTableModel::Accumulated, Qt::AscendingOrder);
        const auto& model = *m_panel->table()->model();
        QCOMPARE(cell(model, model.index(0, 0), LayerTableModel::Layer), QString("llm.14.up_proj"));
        QCOMPARE(cell(model, model.index(0, 0), LayerTableModel::Remark), QString("below 0 dB"));
        const auto bar = model.index(0, LayerTableModel::Accumulated).data(BarDelegate::Role).value<CellBar>();
        QVERIFY(bar.from > 0);
        QCOMPARE(bar.to, 0.0); // the lowest value there is
        rows[30].errorStale = true; // of the run before: nothing is said of this one
        m_panel->updateLayer(30, rows[30]);
        QVERIFY(!m_panel->statusText().contains("llm.7.q_proj"));
    }

    void onlyStaleBarsArePale()
    {
        auto rows = manyRows();
        rows[5].errorStale = true;
        LayerTableModel model;
        model.setLayers(rows, {}, {});
        const auto pale = [&](int row, int column) {
            return model.index(row, column).data(BarDelegate::Role).value<CellBar>().pale;
        };
        QVERIFY(pale(5, LayerTableModel::Accumulated) && !pale(5, LayerTableModel::WeightSqnr));
        QVERIFY(!pale(4, LayerTableModel::Accumulated));
    }

    void theLineSaysWhatIsAwaitedAndOnHowManyQuestions()
    {
        m_panel->setAwaited("“W4” has measured no layer yet");
        m_panel->setErrorQuestions(8);
        QVERIFY(m_panel->statusText().startsWith("“W4” has measured no layer yet · 82 layers"));
        QVERIFY(m_panel->statusText().contains("errors over 8 questions"));
        auto* line = test::named<QLabel>(*m_panel, "What is shown of the layers");
        m_panel->resize(300, 420);
        QTRY_VERIFY(line->fontMetrics().horizontalAdvance(line->text()) <= m_panel->width());
        QCOMPARE(line->toolTip(), m_panel->statusText());
    }

    // A dock gets its height when the layer has been selected long ago.
    void theSelectedLayerStaysInSight()
    {
        const auto isSeen = [this] {
            const auto* table = m_panel->table();
            return table->viewport()->rect().contains(table->visualRect(table->currentIndex()).center());
        };
        m_panel->setSelectedLayer(70);
        QVERIFY(isSeen());
        m_panel->resize(700, 300);
        QTRY_VERIFY(isSeen());
        m_panel->resize(700, 520);
        QTRY_VERIFY(isSeen());
        m_panel->resize(700, 300);
        QTRY_VERIFY(isSeen());
        // Who looks at others meanwhile goes on looking at them.
        m_panel->table()->verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMinimum);
        QVERIFY(!isSeen());
        m_panel->resize(700, 310);
        QTest::qWait(20);
        QVERIFY(!isSeen());
    }

    void aPlotIsItsOwnOverview()
    {
        QVERIFY(m_panel->strip()->isVisible());
        for (const auto view : {LayersPanel::View::Bars, LayersPanel::View::Line}) {
            m_panel->setView(view);
            QVERIFY(!m_panel->strip()->isVisible());
        }
        m_panel->setView(LayersPanel::View::Table);
        QVERIFY(m_panel->strip()->isVisible());
    }

    // Five rows at least, with all that belongs to them, on little room.
    void aSmallTableHasRows()
    {
        QVERIFY2(m_panel->minimumSizeHint().width() <= 330,
                 qPrintable(QString::number(m_panel->minimumSizeHint().width())));
        for (int i = 0; i < 2; ++i) { // folded, it is higher
            m_panel->resize(330, m_panel->minimumSizeHint().height());
            QTest::qWait(20);
        }
        QVERIFY2(m_panel->height() < 330, qPrintable(QString::number(m_panel->height())));
        const auto* table = m_panel->table();
        QVERIFY2(table->viewport()->height() >= 5 * table->visualRect(table->model()->index(0, 0)).height(),
                 qPrintable(QString::number(table->viewport()->height())));
        for (const auto* each : m_panel->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
            if (each->isVisible())
                QVERIFY2(m_panel->rect().contains(each->geometry()), each->metaObject()->className());
    }

    void anEmptyOverviewSaysWhy()
    {
        auto rows = manyRows();
        for (auto& row : rows)
            row.report.measured = false;
        m_panel->setLayers(rows, {}, {});
        m_panel->setSelectedLayer(40);
        m_panel->resize(330, 420);
        const auto picture = [this] { return m_panel->strip()->grab().toImage(); };
        const auto blank = picture();
        m_panel->setPlaceholder(QString("Nothing is known of these layers yet, said in more words than there is room "
                                        "for in a strip as narrow and low as this one: ")
                                    .repeated(3));
        const auto told = picture();
        QVERIFY(told != blank);
        // Neither the selection nor the edge lies over it.
        m_panel->setSelectedLayer(10);
        QCOMPARE(picture(), told);
        for (int y = 0; y < told.height(); ++y)
            for (const int x : {0, 1, told.width() - 2, told.width() - 1})
                QCOMPARE(told.pixel(x, y), blank.pixel(x, y));
    }

    void csvHasAllLayersAndFullNumbers()
    {
        auto rows = manyRows();
        setDecibels(rows[1], 1.0 / 3, 2);
        LayerTableModel model;
        model.setLayers(rows, {}, {});
        const auto csv = model.csvRows({1});
        const auto column = csv[0].indexOf("Isolated (dB)");
        QVERIFY(column > 0);
        QVERIFY(qAbs(csv[1][column].toDouble() - 1.0 / 3) < 1e-15);
        QCOMPARE(csv[1].mid(4, 3), (QStringList{"64", "64", "4"})); // out, in and bits, each by itself
        QCOMPARE(m_panel->filter()->layers().size(), 82);
    }

    void modelsKeepTheirRules()
    {
        LayerTableModel layers;
        LayerBlocksModel blocks(&layers);
        LayerFilter filter(&blocks);
        QAbstractItemModelTester blocksTester(&blocks, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        layers.setLayers(manyRows(), {}, {});
        blocks.setGrouped(true);
        QCOMPARE(blocks.rowCount(), 21);
        filter.setRange(4, 30);
        filter.setSearch("up");
        QCOMPARE(filter.layers().size(), 7);
        layers.updateLayer(4, manyRows()[5]);
        layers.setLayers(plotRows(), {}, {});
        QCOMPARE(blocks.rowCount(), 6);
        layers.setLayers({}, {}, {});
        QCOMPARE(filter.rowCount(), 0);
    }

private:
    std::unique_ptr<LayersPanel> m_panel;
};

QUANTSCOPE_TEST(TestLayerTable)
#include "tst_layertable.moc"

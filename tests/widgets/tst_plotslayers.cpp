// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTreeView>

#include <qcustomplot.h>

#include "base/error.h"
#include "common/appearance.h"
#include "guitest.h"
#include "layers/layerspanel.h"
#include "layers/layertablemodel.h"
#include "layers/overviewstrip.h"
#include "plots/layeraxis.h"
#include "plots/layerplot.h"
#include "plots/missinglastproxy.h"
#include "plots/segmented.h"
#include "plotsfakes.h"
#include "testmain.h"

using namespace quantscope;

namespace {

QPoint pixelOf(const QCustomPlot& plot, double layer)
{
    return {static_cast<int>(plot.xAxis->coordToPixel(layer)), plot.axisRect()->center().y()};
}

void showAndWait(QWidget& widget)
{
    widget.resize(900, 480);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    test::waitForPlots(widget);
}

QCustomPlot& customPlot(QWidget& view)
{
    return *view.findChild<QCustomPlot*>();
}

QImage pngOf(PlotView& view)
{
    return QImage::fromData(view.pngBytes(), "PNG");
}

}

class TestPlotsLayers : public QObject
{
    Q_OBJECT

private slots:
    void labelsAndGroups()
    {
        const auto labels = layerLabels(plotLayers());
        QCOMPARE(labels[0].name, QStringLiteral("patch"));
        QCOMPARE(labels[1].name, QStringLiteral("0.qkv"));
        QCOMPARE(labels[9].name, QStringLiteral("1"));
        const auto groups = layerGroups(labels);
        QCOMPARE(groups.size(), size_t{6});
        QCOMPARE(groups[1].first, 1);
        QCOMPARE(groups[1].last, 4);
        QCOMPARE(groups[3].tower, Tower::Projector);
        QCOMPARE(groups[3].last, 10);
    }

    void tickLabelsNameBlocksAndTowers()
    {
        LayerPlot view;
        view.setLayers(plotRows(), {}, {});
        showAndWait(view);
        auto& plot = customPlot(view);
        QVector<double> ticks;
        QVector<QString> texts;
        plot.axisRect()
            ->axis(QCPAxis::atBottom, 1)
            ->ticker()
            ->generate(plot.xAxis->range(), {}, 'g', 3, ticks, nullptr, &texts);
        QCOMPARE(texts,
                 (QVector<QString>{towerTitle(Tower::Vision), towerTitle(Tower::Projector), towerTitle(Tower::Llm)}));
        QVector<double> borders;
        plot.xAxis->ticker()->generate(plot.xAxis->range(), {}, 'g', 3, ticks, &borders, &texts);
        QVERIFY(texts.contains(QStringLiteral("0")) || texts.contains(QStringLiteral("0.qkv")));
        QCOMPARE(borders, (QVector<double>{0.5, 4.5, 8.5, 10.5, 12.5}));
    }

    void drawsOneBarPerLayerAtItsHeight()
    {
        LayerPlot view;
        auto rows = plotRows();
        rows[3].report.measured = false;
        rows[4].report.error.accumulated.sqnrDb = infinity;
        view.setLayers(rows, plotBaseline(10), QStringLiteral("pinned"));
        showAndWait(view);
        auto& plot = customPlot(view);
        int bars = 0;
        double first = 0;
        for (int i = 0; i < plot.plottableCount(); ++i)
            if (auto* series = qobject_cast<QCPBars*>(plot.plottable(i)); series && series->name() != "pinned") {
                bars += series->dataCount();
                if (series->name() == towerTitle(Tower::Vision))
                    first = series->baseValue() + series->data()->constBegin()->value;
            }
        QCOMPARE(bars, static_cast<int>(rows.size()) - 2); // a gap, and a sign at the top
        QCOMPARE(first, 17.0);
        int signs = 0;
        for (int i = 0; i < plot.itemCount(); ++i)
            if (auto* text = qobject_cast<QCPItemText*>(plot.item(i)); text && text->text() == QStringLiteral("∞"))
                ++signs;
        QCOMPARE(signs, 1);
    }

    void clickAndKeysSelect()
    {
        LayerPlot view;
        view.setLayers(plotRows(), {}, {});
        showAndWait(view);
        QSignalSpy spy(&view, &LayerPlot::layerSelected);
        view.setSelectedLayer(2);
        QCOMPARE(spy.count(), 0);
        QTest::mouseClick(&customPlot(view), Qt::LeftButton, {}, pixelOf(customPlot(view), 5));
        QCOMPARE(spy.takeFirst().first().toInt(), 5);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(spy.takeFirst().first().toInt(), 6);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(spy.takeFirst().first().toInt(), 5);
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(spy.takeFirst().first().toInt(), 14);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(spy.count(), 0);
    }

    void keysZoomAndEscapeShowsAll()
    {
        LayerPlot view;
        view.setLayers(plotRows(), {}, {});
        showAndWait(view);
        const double all = customPlot(view).xAxis->range().size();
        QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(view.isZoomed());
        QVERIFY(customPlot(view).xAxis->range().size() < all);
        view.setSelectedLayer(14);
        QVERIFY(customPlot(view).xAxis->range().contains(14));
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(!view.isZoomed());
        QTest::keyClick(&view, Qt::Key_Minus);
        QCOMPARE(customPlot(view).xAxis->range().size(), all); // not farther than all
    }

    void draggingARectangleZooms()
    {
        LayerPlot view;
        view.setLayers(plotRows(), {}, {});
        showAndWait(view);
        auto& plot = customPlot(view);
        const QPoint from = plot.axisRect()->center() - QPoint(100, 40);
        const QPoint to = plot.axisRect()->center() + QPoint(100, 40);
        QTest::mousePress(&plot, Qt::LeftButton, Qt::ShiftModifier, from);
        QTest::mouseMove(&plot, to);
        QMouseEvent move(QEvent::MouseMove, to, plot.mapToGlobal(to), Qt::LeftButton, Qt::LeftButton,
                         Qt::ShiftModifier);
        QApplication::sendEvent(&plot, &move);
        QTest::mouseRelease(&plot, Qt::LeftButton, Qt::ShiftModifier, to);
        QVERIFY(view.isZoomed());
        QTest::mouseDClick(&plot, Qt::LeftButton, {}, from);
        QVERIFY(!view.isZoomed());
    }

    void savesPicturesAndData()
    {
        QTemporaryDir folder;
        FakeSaveAs files;
        LayerPlot view;
        view.setSaveAs(files.callback());
        auto rows = plotRows();
        for (const size_t unmeasured : {size_t{0}, size_t{6}, rows.size() - 1})
            rows[unmeasured].report.measured = false;
        auto baseline = plotBaseline(10);
        baseline.back().measured = false;
        view.setLayers(rows, baseline, QStringLiteral("pinned"));
        showAndWait(view);
        const auto saved = [&](const char* name) {
            return view.pictureBytes(pictureFormat(QString::fromLatin1(name)));
        };
        QCOMPARE(QImage::fromData(saved("a.png"), "PNG").size(), view.size() * 2);
        QVERIFY(QSvgRenderer(saved("a.svg")).isValid());
        QVERIFY(!saved("a.svg").contains("nan"));
        view.setStyle(LayerPlot::Style::Line);
        QVERIFY(!saved("b.svg").contains("nan"));
        QCOMPARE(QString::fromUtf8(saved("b.svg")).count(towerTitle(Tower::Vision)), 2); // legend and axis
        const QByteArray pdf = saved("a.pdf");
        QVERIFY(pdf.startsWith("%PDF") && pdf.size() > 4000);
        QVERIFY_THROWS_EXCEPTION(Error, saved("a.bmp"));
        files.file = folder.filePath(QStringLiteral("a.csv"));
        view.saveData();
        QCOMPARE(files.suggested, QStringLiteral("layers.csv"));
        const QStringList lines = view.csv().split(QStringLiteral("\r\n"));
        QCOMPARE(lines[0], QStringLiteral("Layer,Output SQNR (dB),pinned"));
        QCOMPARE(lines[1], QStringLiteral("vision_model.embeddings.patch_embedding,,7"));
        QVERIFY(QFile::exists(files.file));
        view.copyData();
        QCOMPARE(QGuiApplication::clipboard()->text().count('\n'), 16);
    }

    // The same colour as in the strip and in the table, and the unit where the title has no room.
    void whatIsBelowZeroIsMarked()
    {
        auto rows = plotRows();
        rows[4].report.error.accumulated.sqnrDb = -6;
        for (const auto style : {LayerPlot::Style::Bars, LayerPlot::Style::Line}) {
            LayerPlot view;
            view.setStyle(style);
            view.setLayers(rows, {}, {});
            showAndWait(view);
            const auto worse = worseColor(view.palette());
            QStringList marked;
            auto& plot = customPlot(view);
            for (int i = 0; i < plot.plottableCount(); ++i) {
                const auto* graph = qobject_cast<QCPGraph*>(plot.plottable(i));
                const auto color = graph ? graph->scatterStyle().brush().color() : plot.plottable(i)->brush().color();
                const bool hasIt = graph ? graph->data()->size() == 1 : plot.plottable(i)->name().startsWith("below");
                if (color == worse && hasIt)
                    marked << plot.plottable(i)->name();
            }
            QCOMPARE(marked, QStringList{"below 0 dB"});
            QCOMPARE(plot.yAxis->label(), QString("Output SQNR (dB)"));
            view.resize(420, 150);
            test::waitForPlots(view);
            QCOMPARE(plot.yAxis->label(), QString("dB"));
            QVERIFY(plot.yAxis->labelColor().alpha() > 0);
        }
    }

    void picturesAreLightFromDarkWindows()
    {
        LayerPlot view;
        QPalette dark;
        dark.setColor(QPalette::Base, QColor("#101010"));
        dark.setColor(QPalette::Text, Qt::white);
        dark.setColor(QPalette::Window, Qt::black);
        view.setPalette(dark);
        view.setLayers(plotRows(), {}, {});
        showAndWait(view);
        QCOMPARE(view.grab().toImage().pixelColor(3, view.height() - 3), QColor("#101010"));
        QCOMPARE(pngOf(view).pixelColor(2, 2), QColor(Qt::white));
        test::waitForPlots(view);
        QCOMPARE(view.grab().toImage().pixelColor(3, view.height() - 3), QColor("#101010"));
    }

    void streamsCostOneDrawing()
    {
        LayerPlot view;
        view.setLayers(plotRows(), {}, {});
        showAndWait(view);
        QSignalSpy replots(&customPlot(view), &QCustomPlot::afterReplot);
        const auto rows = plotRows(25);
        for (int i = 0; i < 15; ++i)
            view.updateLayer(i, rows[static_cast<size_t>(i)]);
        test::waitForPlots(view);
        QVERIFY2(replots.count() >= 1 && replots.count() <= 3, qPrintable(QString::number(replots.count())));
    }

    void tableSortsNumbersWithMissingLast()
    {
        LayerTableModel model;
        MissingLastProxy proxy;
        QAbstractItemModelTester modelTester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester proxyTester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.setSourceModel(&model);
        auto rows = plotRows(5);
        rows[7].report.measured = false;
        rows[2].report.error.isolated.sqnrDb = infinity;
        model.setLayers(rows, plotBaseline(8), QStringLiteral("pinned"));
        const auto layers = [&proxy] {
            QList<int> list;
            for (int i = 0; i < proxy.rowCount(); ++i)
                list << proxy.mapToSource(proxy.index(i, 0)).row();
            return list;
        };
        proxy.sort(LayerTableModel::Isolated, Qt::AscendingOrder);
        QCOMPARE(layers().first(), 0);
        QCOMPARE(layers().last(), 7);
        QCOMPARE(layers()[13], 2);
        proxy.sort(LayerTableModel::Isolated, Qt::DescendingOrder);
        QCOMPARE(layers().first(), 2);
        QCOMPARE(layers().last(), 7);
        model.updateLayer(0, {plotReport(plotLayers()[0], 99), false, true});
        QCOMPARE(layers()[1], 0);
        model.setLayers({}, {}, {});
        QCOMPARE(proxy.rowCount(), 0);
    }

    void tableShowsDifferences()
    {
        LayerTableModel model;
        model.setLayers(plotRows(20), plotBaseline(22), QStringLiteral("pinned"));
        const auto text = [&model](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(LayerTableModel::Difference), QStringLiteral("▼ −2.0"));
        QCOMPARE(text(LayerTableModel::Shape), QStringLiteral("32 × 48"));
        QCOMPARE(text(LayerTableModel::WeightBits), QStringLiteral("4"));
        QCOMPARE(text(LayerTableModel::Method), QStringLiteral("GPTQ"));
        QCOMPARE(text(LayerTableModel::ActivationBits), QStringLiteral("8 dynamic"));
        model.setMetric(*findLayerMetric("relative_mse"), ErrorScope::Isolated);
        QCOMPARE(text(LayerTableModel::Difference), QStringLiteral("▼ ×1.58"));
        model.setLayers(plotRows(20), {}, {});
        QCOMPARE(text(LayerTableModel::Difference), QStringLiteral("–"));
    }

    void panelKeepsPlotAndTableTogether()
    {
        LayersPanel panel({});
        panel.setLayers(plotRows(), plotBaseline(10), QStringLiteral("pinned"));
        showAndWait(panel);
        QSignalSpy spy(&panel, &LayersPanel::layerSelected);
        panel.setSelectedLayer(3);
        QCOMPARE(panel.plot()->selectedLayer(), 3);
        QCOMPARE(panel.table()->currentIndex().row(), 3);
        QCOMPARE(spy.count(), 0);
        QTest::keyClick(panel.table(), Qt::Key_Down);
        QCOMPARE(spy.takeFirst().first().toInt(), 4);
        QCOMPARE(panel.plot()->selectedLayer(), 4);
        QTest::keyClick(panel.strip(), Qt::Key_Right);
        QCOMPARE(spy.takeFirst().first().toInt(), 5);
        QCOMPARE(panel.table()->currentIndex().row(), 5);
        panel.table()->sortByColumn(LayerTableModel::Isolated, Qt::DescendingOrder);
        panel.setLayers(plotRows(30), {}, {});
        QCOMPARE(panel.plot()->selectedLayer(), 5);
        QCOMPARE(spy.count(), 0);
    }

    void panelRemembersItsState()
    {
        LayersPanel first({});
        auto* metric = first.findChild<QComboBox*>();
        metric->setCurrentIndex(metric->findData(QStringLiteral("weight_sqnr")));
        const auto segments = first.findChildren<SegmentedButtons*>();
        QVERIFY(!segments[0]->isEnabled()); // not scoped
        LayersPanel second({});
        second.restoreState(first.state());
        QCOMPARE(second.findChild<QComboBox*>()->currentData().toString(), QStringLiteral("weight_sqnr"));
        QCOMPARE(second.state().value(QStringLiteral("scope")), first.state().value(QStringLiteral("scope")));
        second.restoreState({{QStringLiteral("metric"), QStringLiteral("no such metric")}});
        QCOMPARE(second.state().value(QStringLiteral("metric")).toString(), QStringLiteral("weight_sqnr"));
    }
};

QUANTSCOPE_TEST(TestPlotsLayers)
#include "tst_plotslayers.moc"

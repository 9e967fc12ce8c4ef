// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include <qcustomplot.h>

#include "guitest.h"
#include "plots/channelplot.h"
#include "plots/distributionpanel.h"
#include "plots/heatmapplot.h"
#include "plots/histogramplot.h"
#include "plotsfakes.h"
#include "testmain.h"

using namespace quantscope;

namespace {

Histogram bell(double reach, double sigma)
{
    Histogram histogram{-reach, reach, std::vector<double>(4096, 0.0)};
    for (size_t i = 0; i < histogram.counts.size(); ++i) {
        const double x = -reach + (static_cast<double>(i) + 0.5) * histogram.binWidth();
        histogram.counts[i] = std::floor(1e5 * histogram.binWidth() / sigma * std::exp(-0.5 * x * x / (sigma * sigma)));
    }
    return histogram;
}

std::shared_ptr<LayerView> viewOf(const Layer& layer, int bits, int64_t row = -1)
{
    auto view = std::make_shared<LayerView>();
    view->layer = layer;
    view->scheme.weightBits = bits;
    view->weight.rows = layer.out;
    view->weight.row = row;
    view->weight.before = bell(1, 0.1);
    view->weight.after = bell(0.5, 0.08);
    const int largest = (1 << (bits - 1)) - 1;
    view->weight.grid = GridView{0.3 / largest, 0, -largest, largest, 0.0002, row < 0 ? layer.out : 1, false};
    view->weight.columnMaxBefore.assign(static_cast<size_t>(layer.in), 0.5f);
    view->weight.columnMaxBefore[7] = 9;
    view->weight.columnMaxAfter.assign(static_cast<size_t>(layer.in), 0.6f);
    view->weight.error = HeatMap{layer.out, layer.in, 4, 8, std::vector<float>(32, 0.5f)};
    return view;
}

QCPGraph* graphNamed(QWidget& view, const QString& start)
{
    auto* plot = view.findChild<QCustomPlot*>();
    for (int i = 0; i < plot->graphCount(); ++i)
        if (plot->graph(i)->name().startsWith(start))
            return plot->graph(i);
    return nullptr;
}

// What encloses the points of the picture's long lines and fills: the graphs.
QRectF extentOfGraphs(const QByteArray& svg)
{
    static const QRegularExpression shape(QStringLiteral("(?: d|points)=\"([^\"]*)\"")),
        point(QStringLiteral("(-?[0-9.]+),(-?[0-9.]+)"));
    QRectF extent;
    for (auto shapes = shape.globalMatch(QString::fromUtf8(svg)); shapes.hasNext();) {
        QPolygonF polygon;
        for (auto points = point.globalMatch(shapes.next().captured(1)); points.hasNext();) {
            const auto found = points.next();
            polygon << QPointF(found.captured(1).toDouble(), found.captured(2).toDouble());
        }
        if (polygon.size() > 20)
            extent = extent.isNull() ? polygon.boundingRect() : extent.united(polygon.boundingRect());
    }
    return extent;
}

void showAndWait(QWidget& widget, const QSize& size = {900, 420})
{
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    test::waitForPlots(widget);
}

}

class TestPlotsDistribution : public QObject
{
    Q_OBJECT

private slots:
    void binsAreAsWideAsThePlotCanShow()
    {
        HistogramPlot view;
        view.setSeries({{QStringLiteral("before"), HistogramSeries::Look::Before, bell(1, 0.1)},
                        {QStringLiteral("after"), HistogramSeries::Look::After, bell(0.5, 0.08)},
                        {QStringLiteral("none"), HistogramSeries::Look::Text, Histogram{}}},
                       Qt::blue, QStringLiteral("Weight"));
        showAndWait(view);
        auto* plot = view.findChild<QCustomPlot*>();
        QVERIFY(plot->xAxis->range().upper < 0.6); // empty bins are left out
        auto* before = graphNamed(view, QStringLiteral("before"));
        auto* after = graphNamed(view, QStringLiteral("after"));
        QVERIFY(before && after && !graphNamed(view, QStringLiteral("none")));
        const auto width = [](QCPGraph* graph) { return graph->data()->at(1)->key - graph->data()->at(0)->key; };
        QCOMPARE(width(before), width(after));
        const double coarse = width(after);
        const auto whole = view.grab().toImage();
        view.zoom(8);
        test::waitForPlots(view);
        QVERIFY(width(graphNamed(view, QStringLiteral("after"))) < coarse);
        // A mark in the corner says how to leave the zoom; pictures for elsewhere are without it.
        const auto corner = QRect(view.width() - 60, 6, 50, 12);
        QVERIFY(view.grab().toImage().copy(corner) != whole.copy(corner));
        view.resetView();
        test::waitForPlots(view);
        QCOMPARE(view.grab().toImage().copy(corner), whole.copy(corner));
    }

    void fewLevelsAreLinesAndManyATickStrip()
    {
        HistogramPlot view;
        view.setSeries({{QStringLiteral("w"), HistogramSeries::Look::After, bell(1, 0.2)}}, Qt::blue, {});
        view.setGrid(GridView{0.05, 0, -7, 7, 0.0002, 32, false}, false);
        showAndWait(view);
        const auto highest = [&view] { return graphNamed(view, QStringLiteral("grid"))->data()->at(1)->value; };
        QCOMPARE(highest(), 1.0);
        QCOMPARE(graphNamed(view, QStringLiteral("grid"))->data()->size(), 45);
        QVERIFY(!view.svgBytes().contains("nan"));
        QCOMPARE(view.caption(),
                 (QStringList{QStringLiteral("15 levels"), QStringLiteral("step 0.05"),
                              QStringLiteral("clipped 0.02 %"), QStringLiteral("median of 32 grids")}));
        // Values beyond the median grid may lie in their own row's: that is not called clipped.
        QStringList names;
        for (int i = 0; i < view.findChild<QCustomPlot*>()->graphCount(); ++i)
            names << view.findChild<QCustomPlot*>()->graph(i)->name();
        QVERIFY2(graphNamed(view, QStringLiteral("outside the median grid")), qPrintable(names.join('|')));
        QVERIFY(!graphNamed(view, QStringLiteral("clipped")));
        view.setGrid(GridView{0.003, 128, 0, 255, 0, 1, true}, false);
        test::waitForPlots(view);
        QVERIFY(highest() < 0.2);
        QVERIFY(view.caption().last().contains(QStringLiteral("token")));
        QVERIFY(graphNamed(view, QStringLiteral("clipped by"))); // the data reach farther
        view.setGrid(std::nullopt, false);
        test::waitForPlots(view);
        QVERIFY(!graphNamed(view, QStringLiteral("grid")));
    }

    // Each modality's grid has its own half of the height, so that neither hides the other.
    void twoModalitiesHaveTheirOwnLevels()
    {
        HistogramPlot view;
        view.setSeries({{QStringLiteral("image"), HistogramSeries::Look::After, bell(4, 1)},
                        {QStringLiteral("text"), HistogramSeries::Look::Text, bell(0.5, 0.08)}},
                       Qt::blue, {});
        const GridView text{0.05, 0, -7, 7, 0.0002, 1, false}, image{0.5, 0, -7, 7, 0, 1, false};
        view.setGrid(text, false, image);
        showAndWait(view);
        const auto reach = [&](const char* name) {
            const auto* graph = graphNamed(view, QString(name));
            return std::pair{graph->data()->at(0)->value, graph->data()->at(1)->value};
        };
        QCOMPARE(reach("grid levels, image"), (std::pair{0.0, 0.5}));
        QCOMPARE(reach("grid levels, text").first, 0.5);
        QCOMPARE(view.caption(),
                 (QStringList{QStringLiteral("image tokens: 15 levels, step 0.5, clipped 0 %"),
                              QStringLiteral("text tokens: 15 levels, step 0.05, clipped 0.02 %")}));
        QVERIFY(graphNamed(view, QStringLiteral("clipped by"))); // the text grid ends inside
        view.setGrid(text, false);
        test::waitForPlots(view);
        QVERIFY(!graphNamed(view, QStringLiteral("grid levels, image")));
        QVERIFY(graphNamed(view, QStringLiteral("grid levels")));
        view.setGrid(std::nullopt, false, image);
        test::waitForPlots(view);
        QVERIFY(!graphNamed(view, QStringLiteral("grid")));
    }

    void outliersAreFound()
    {
        std::vector<float> values(100, 1);
        values[37] = 7;
        values[12] = 50;
        values[5] = 6; // not more than six times the median
        QCOMPARE(outlierChannels(values), (std::vector<int>{12, 37}));
        QVERIFY(outlierChannels({}).empty());
        QVERIFY(outlierChannels(std::vector<float>(8, 0)).empty());
    }

    // 14 against a median of 2.5 is 5.6 times: no outlier by the rule of 6, but seen, and so it is told.
    void theLargestChannelIsTold()
    {
        std::vector<float> before(20, 2.5f), after(20, 2.5f);
        before[3] = 25;
        after[0] = 14;
        ChannelPlot view;
        view.resize(900, 400);
        view.setChannels(before, after, Qt::blue, QStringLiteral("max"));
        showAndWait(view);
        const auto text = view.findChild<QCustomPlot*>()->xAxis->label().simplified();
        QVERIFY2(text.contains("outliers before: 3"), qPrintable(text));
        QVERIFY2(text.contains("outliers after: none above 6 × the median; largest: channel 0, 5.6 ×"),
                 qPrintable(text));
    }

    void channelsInOrderAndSorted()
    {
        ChannelPlot view;
        view.setChannels({1, 9, 2, 3}, {1, 1, 2, 1}, Qt::blue, QStringLiteral("max"));
        showAndWait(view);
        const auto first = [&view] { return graphNamed(view, QStringLiteral("before"))->data()->at(0)->value; };
        QCOMPARE(first(), 1.0);
        view.setSorted(true);
        test::waitForPlots(view);
        QCOMPARE(first(), 9.0);
        view.setLog(true);
        test::waitForPlots(view);
        QVERIFY(view.findChild<QCustomPlot*>()->yAxis->range().lower > 0);
        QVERIFY(view.csv().contains(QStringLiteral("1,9,1\r\n")));
    }

    // Qt 6.4 writes an SVG without clipping.
    void picturesStayInsideTheirAxes_data()
    {
        QTest::addColumn<bool>("log");
        QTest::addColumn<bool>("zoomed");
        for (const bool log : {false, true})
            for (const bool zoomed : {false, true})
                QTest::addRow("%s%s", log ? "logarithmic" : "linear", zoomed ? ", zoomed" : "") << log << zoomed;
    }
    void picturesStayInsideTheirAxes()
    {
        QFETCH(bool, log);
        QFETCH(bool, zoomed);
        HistogramPlot histogram;
        histogram.setLogCounts(log);
        histogram.setSeries({{QStringLiteral("before"), HistogramSeries::Look::Before, bell(1, 0.1)},
                             {QStringLiteral("after"), HistogramSeries::Look::After, bell(0.5, 0.08)}},
                            Qt::blue, QStringLiteral("Weight"));
        ChannelPlot channels;
        channels.setLog(log);
        std::vector<float> values(128, 0.5f);
        values[3] = 0;
        values[7] = 9;
        channels.setChannels(values, values, Qt::blue, QStringLiteral("Largest |w|"));
        for (PlotView* view : {static_cast<PlotView*>(&histogram), static_cast<PlotView*>(&channels)}) {
            showAndWait(*view);
            if (zoomed)
                view->zoom(2);
            test::waitForPlots(*view);
            const auto extent = extentOfGraphs(view->svgBytes());
            QVERIFY(extent.width() > 200 && extent.height() > 5);
            const auto room = QRectF(view->findChild<QCustomPlot*>()->axisRect()->rect()).adjusted(-2, -2, 2, 2);
            QVERIFY2(room.contains(extent),
                     qPrintable(QString("%1 … %2 of %3 … %4, %5 … %6 of %7 … %8")
                                    .arg(extent.left())
                                    .arg(extent.right())
                                    .arg(room.left())
                                    .arg(room.right())
                                    .arg(extent.top())
                                    .arg(extent.bottom())
                                    .arg(room.top())
                                    .arg(room.bottom())));
        }
    }

    void captionsAreAsWideAsThePlot_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("words") << QStringLiteral("a long name of several words that has no room on one line");
        QTest::newRow("Chinese") << QString(60, QChar(0x5c42));
    }
    void captionsAreAsWideAsThePlot()
    {
        QFETCH(QString, name);
        struct Caption : HistogramPlot
        {
            using HistogramPlot::plotWidth;
            using HistogramPlot::wrappedCaption;
        } caption;
        showAndWait(caption, {300, 260});
        const auto lines = caption.wrappedCaption({name, QStringLiteral("short")}).split('\n');
        QVERIFY(lines.size() > 1);
        for (const auto& line : lines)
            QVERIFY2(caption.fontMetrics().horizontalAdvance(line) <= caption.plotWidth(), qPrintable(line));
        QCOMPARE(QString(lines.join(' ')).remove(' ').remove(QChar(0xb7)), QString(name + "short").remove(' '));
    }

    void aGridThatIsNotKnownIsNoFloatWeight()
    {
        DistributionPanel panel({});
        auto view = viewOf(plotLayers().back(), 8);
        view->weight.grid.reset();
        panel.setView(view);
        QCOMPARE(panel.histogram()->caption(), QStringList{"the grid is not known yet"});
        view->scheme.weightBits = 16;
        panel.setView(view);
        QCOMPARE(panel.histogram()->caption(), QStringList{"not quantized"});
    }

    // As much of it as there is room for is seen at once; the rest is a tab away, not below the edge.
    void itFitsItsPlace_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("asTabs");
        QTest::newRow("a small window's") << QSize(570, 330) << true;
        QTest::newRow("wide and low") << QSize(610, 330) << false;
        QTest::newRow("high") << QSize(400, 620) << false;
    }
    void itFitsItsPlace()
    {
        QFETCH(QSize, size);
        QFETCH(bool, asTabs);
        QWidget dock;
        DistributionPanel panel({}, &dock);
        panel.setView(viewOf(plotLayers().back(), 8));
        panel.resize(900, 620); // and back from there
        showAndWait(dock, {1000, 700});
        QVERIFY(panel.minimumSizeHint().width() <= size.width() && panel.minimumSizeHint().height() <= size.height());
        panel.resize(size);
        test::waitForPlots(panel);
        auto* tabs = panel.findChild<QTabWidget*>();
        QCOMPARE(panel.size(), size);
        QCOMPARE(tabs->count(), asTabs ? 3 : 2);
        QVERIFY(panel.histogram()->isVisible());
        QVERIFY2(panel.histogram()->height() >= 150, qPrintable(QString::number(panel.histogram()->height())));
        for (const auto* each : panel.findChildren<QWidget*>())
            if (each->isVisible())
                QVERIFY2(panel.rect().contains(QRect(each->mapTo(&panel, QPoint()), each->size())),
                         each->metaObject()->className());
        for (int i = 0; i < tabs->count(); ++i)
            QVERIFY(tabs->tabBar()->rect().contains(tabs->tabBar()->tabRect(i)));
        tabs->setCurrentIndex(tabs->count() - 1);
        QVERIFY(panel.heatMap()->isVisible());
    }

    void heatMapShowsItsCells()
    {
        HeatMapPlot view;
        HeatMap map{8, 16, 2, 4, {0, 1, 2, 3, 4, 5, 6, 7}};
        view.setMap(map);
        showAndWait(view);
        auto* plot = view.findChild<QCustomPlot*>();
        auto* colors = qobject_cast<QCPColorMap*>(plot->plottable(0));
        QVERIFY(colors);
        QCOMPARE(colors->data()->data(1, 5), 4.0); // input channel 1, output channel 5
        QCOMPARE(colors->data()->data(15, 0), 3.0);
        QCOMPARE(colors->dataRange().upper, 7.0);
        QVERIFY(view.csv().contains(QStringLiteral("4,12,7\r\n")));
        view.setMap(std::nullopt);
        test::waitForPlots(view);
        QCOMPARE(plot->plottableCount(), 0);
    }

    void rowsAreAskedForAndNotTurnedBack()
    {
        DistributionPanel panel({});
        const Layer layer = plotLayers().back();
        panel.setView(viewOf(layer, 4));
        showAndWait(panel);
        auto* box = panel.findChild<QSpinBox*>();
        QCOMPARE(box->value(), -1);
        QCOMPARE(box->maximum(), static_cast<int>(layer.out) - 1);
        QSignalSpy spy(&panel, &DistributionPanel::weightRowRequested);
        QTest::keyClick(box, Qt::Key_Up);
        QTest::keyClick(box, Qt::Key_Up);
        QCOMPARE(spy.count(), 2);
        QCOMPARE(spy.last().first().toLongLong(), 1);
        panel.setView(viewOf(layer, 4, 0)); // the late answer to the first step
        QCOMPARE(box->value(), 1);
        panel.setView(viewOf(layer, 4, 1));
        QCOMPARE(box->value(), 1);
        panel.setView(viewOf(plotLayers().front(), 8));
        QCOMPARE(box->value(), -1);
        QCOMPARE(spy.count(), 2);
    }

    void inputsWithoutCalibrationSaySo()
    {
        DistributionPanel panel({});
        panel.setView(viewOf(plotLayers().back(), 4));
        showAndWait(panel);
        QVERIFY(graphNamed(*panel.histogram(), QStringLiteral("before")));
        for (auto* button : panel.findChildren<QToolButton*>())
            if (button->accessibleName().contains(QStringLiteral("Input")))
                QTest::mouseClick(button, Qt::LeftButton);
        test::waitForPlots(panel);
        QVERIFY(!graphNamed(*panel.histogram(), QStringLiteral("before")));
        auto view = viewOf(plotLayers().back(), 4);
        view->input =
            InputView{bell(64, 1), bell(8, 1), bell(4, 0.5), GridView{0.1, 128, 0, 255, 0.01, 1, false}, {}, {}, {}};
        panel.setView(view);
        test::waitForPlots(panel);
        QVERIFY(graphNamed(*panel.histogram(), QStringLiteral("after, text")));
        QVERIFY(graphNamed(*panel.histogram(), QStringLiteral("after, image")));
        panel.setView(nullptr);
        test::waitForPlots(panel);
        QVERIFY(!graphNamed(*panel.histogram(), QStringLiteral("after")));
    }
};

QUANTSCOPE_TEST(TestPlotsDistribution)
#include "tst_plotsdistribution.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTableView>
#include <QTemporaryDir>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/tableexport.h"
#include "common/tabletext.h"
#include "figures/figuredialog.h"
#include "guitest.h"
#include "layers/layertablemodel.h"
#include "plots/histogramplot.h"
#include "plots/layerplot.h"
#include "plots/scoreplot.h"
#include "plotsfakes.h"
#include "scores/scoretablemodel.h"
#include "testmain.h"

using namespace quantscope;

namespace {

const QString caption = QStringLiteral("MQuant W8A8 + W4A8 · OCRBench · Output SQNR (dB)");

FigureSettings column()
{
    return {85, 55, 8, true, QStringLiteral("pdf")};
}

// The page's size in millimetres, from the file itself.
QSizeF pageOf(const QByteArray& pdf)
{
    static const QRegularExpression box(QStringLiteral("/MediaBox \\[0(?:\\.\\d+)? 0(?:\\.\\d+)? ([\\d.]+) ([\\d.]+)"));
    const auto match = box.match(QString::fromLatin1(pdf));
    return QSizeF(match.captured(1).toDouble(), match.captured(2).toDouble()) * (25.4 / 72);
}

bool isAbout(double value, double wanted, double slack)
{
    return std::abs(value - wanted) <= slack;
}

bool hasColor(const QImage& image, const QColor& color)
{
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == color)
                return true;
    return false;
}

void fillWindow(QWidget& widget)
{
    widget.resize(658, 155); // lower than the axis title is long
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    test::waitForPlots(widget);
}

// Remembers what is asked for; the dialog's settings live here.
struct FakeFiles
{
    QString folder, suggested, filters, written;
    QVariantMap settings;

    SaveAs saver()
    {
        const SaveAs ask([this](const QString& name, const QString& kinds, const SaveAs::Write& write) {
            suggested = name;
            filters = kinds;
            written = folder + '/' + name;
            write(written);
        });
        return ask.about([] {
                      return SaveSubject{"MQuant W8A8 + W4A8", "OCRBench"};
                  })
            .remembering([this] { return settings; }, [this](const QVariantMap& map) { settings = map; });
    }

    QByteArray content() const
    {
        QFile file(written);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

}

class TestFigures : public QObject
{
    Q_OBJECT

private slots:
    void pagesHaveTheirSize()
    {
        LayerPlot view;
        view.setLayers(plotRows(), {}, {});
        fillWindow(view);
        for (const double width : {85.0, 178.0, 120.5}) {
            auto settings = column();
            settings.width = width;
            const auto page = pageOf(view.figureBytes(settings, caption, PictureFormat::Pdf));
            QVERIFY2(isAbout(page.width(), width, 0.2) && isAbout(page.height(), 55, 0.2),
                     qPrintable(QString("%1 x %2").arg(page.width()).arg(page.height())));
            const auto svg = QString::fromUtf8(view.figureBytes(settings, caption, PictureFormat::Svg));
            QVERIFY(svg.contains(QString("width=\"%1mm\" height=\"55mm\"").arg(width)));
            QVERIFY(QSvgRenderer(svg.toUtf8()).isValid());
            const auto png = QImage::fromData(view.figureBytes(settings, caption, PictureFormat::Png), "PNG");
            QVERIFY(isAbout(png.width(), width / 25.4 * 300, 1)); // 300 dots per inch
            QCOMPARE(qRound(png.dotsPerMeterX() * 0.0254), 300);
        }
    }

    void textsHaveTheirSizeAndTheAxisItsTitle()
    {
        LayerPlot view;
        view.setLayers(plotRows(), {}, {});
        fillWindow(view);
        const auto svg = QString::fromUtf8(view.figureBytes(column(), caption, PictureFormat::Svg));
        static const QRegularExpression sizes(QStringLiteral("<text[^>]* font-size=\"([\\d.]+)\""));
        auto it = sizes.globalMatch(svg);
        QVERIFY(it.hasNext());
        while (it.hasNext()) { // in pixels of the view box, 96 of which are an inch
            const double pixels = it.next().captured(1).toDouble();
            QVERIFY2(isAbout(pixels, 8 * 96.0 / 72, 0.1), qPrintable(QString::number(pixels)));
        }
        QVERIFY(svg.contains("SQNR"));
        for (const char* text : {"MQuant", "OCRBench"})
            QVERIFY(svg.contains(text));
        QVERIFY(!QString::fromUtf8(view.figureBytes(column(), {}, PictureFormat::Svg)).contains("OCRBench"));
    }

    // Black windows, a selection and highlighted layers leave no trace in the figure.
    void figuresAreLightAndPlain()
    {
        LayerPlot view;
        QPalette dark;
        dark.setColor(QPalette::Base, QColor("#101010"));
        dark.setColor(QPalette::Text, Qt::white);
        view.setPalette(dark);
        view.setLayers(plotRows(), {}, {});
        fillWindow(view);
        const auto plain = view.figureBytes(column(), {}, PictureFormat::Png);
        view.setSelectedLayer(3);
        view.setHighlightedLayers({5, 6});
        test::waitForPlots(view);
        QCOMPARE(view.figureBytes(column(), {}, PictureFormat::Png), plain);
        const auto image = QImage::fromData(plain, "PNG");
        QCOMPARE(image.pixelColor(2, 2), QColor(Qt::white));
        QVERIFY(hasColor(image, towerColor(Tower::Llm)));
        QVERIFY(!hasColor(image, QColor("#101010")));
    }

    void theWindowStaysAsItWas()
    {
        LayerPlot view;
        view.setLayers(plotRows(), {}, {});
        fillWindow(view);
        auto& plot = *view.findChild<QCustomPlot*>();
        const auto before = view.grab().toImage();
        const auto font = view.font();
        auto settings = column();
        settings.fontSize = 20;
        view.figureBytes(settings, caption, PictureFormat::Png);
        QCOMPARE(view.font(), font);
        QVERIFY(!view.testAttribute(Qt::WA_SetFont)); // still its parent's
        QCOMPARE(plot.viewport(), plot.rect());
        test::waitForPlots(view);
        QCOMPARE(view.grab().toImage(), before);
    }

    void projectorLayersKeepApart()
    {
        LayerPlot view;
        view.setLayers(plotRows(), {}, {});
        fillWindow(view);
        const auto labels = [&view](double width) {
            auto settings = column();
            settings.width = width;
            view.figureBytes(settings, {}, PictureFormat::Png);
            const auto svg = QString::fromUtf8(view.figureBytes(settings, {}, PictureFormat::Svg));
            return svg.count(QRegularExpression(QStringLiteral(">\\s*3\\s*</text>")));
        };
        QCOMPARE(labels(leastFigure + 5), 0); // no room for "1" and "3" beside each other: neither is written
        QCOMPARE(labels(170), 1);
    }

    void dialogRemembersAndNames()
    {
        QTemporaryDir folder;
        FakeFiles files;
        files.folder = folder.path();
        LayerPlot view;
        view.setSaveAs(files.saver());
        view.setLayers(plotRows(), {}, {});
        fillWindow(view);
        view.exportFigure();
        auto* dialog = view.findChild<FigureDialog*>();
        QVERIFY(dialog);
        QVERIFY(dialog->sizeHint().height() < 700); // of a screen of 768
        QVERIFY(dialog->caption().startsWith("MQuant W8A8 + W4A8 · OCRBench · Output SQNR (dB)"));
        for (auto* widget : dialog->findChildren<QWidget*>())
            if (widget->focusPolicy() & Qt::TabFocus && !qobject_cast<QLineEdit*>(widget)) {
                QVERIFY2(!widget->toolTip().isEmpty() || qobject_cast<QPushButton*>(widget),
                         widget->metaObject()->className());
            }
        dialog->findChildren<QDoubleSpinBox*>().at(0)->setValue(178);
        dialog->findChild<QComboBox*>()->setCurrentIndex(1); // SVG
        dialog->findChild<QCheckBox*>()->setChecked(false);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QTest::keyClick(dialog->findChildren<QDoubleSpinBox*>().at(0), Qt::Key_Return); // saves
        QCOMPARE(files.suggested, QString("MQuant-W8A8-W4A8-layers.svg"));
        QVERIFY(files.filters.startsWith("SVG (*.svg);;"));
        QVERIFY(files.content().contains("width=\"178mm\""));
        QVERIFY(!files.content().contains("OCRBench"));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        view.exportFigure();
        dialog = view.findChild<FigureDialog*>();
        QCOMPARE(dialog->settings(), (FigureSettings{178, 55, 8, false, "svg"}));
    }

    void foreignSettingsDoNoHarm()
    {
        QCOMPARE(figureSettingsFrom({{"width", 1e9}, {"height", "x"}, {"font", -1}, {"format", "exe"}}),
                 FigureSettings());
        QCOMPARE(figureSettingsFrom(toMap({100, 60, 9.5, false, "png"})), (FigureSettings{100, 60, 9.5, false, "png"}));
    }

    void filesAreNamedAfterTheirRun_data()
    {
        QTest::addColumn<QString>("run");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "MQuant W8A8 + W4A8, llm.3.down_proj W8"
                               << "MQuant-W8A8-W4A8-llm.3.down_proj-W8-layers.csv";
        QTest::newRow("chinese") << "我的 运行"
                                 << "我的-运行-layers.csv";
        QTest::newRow("path") << "../../etc/passwd"
                              << "etc-passwd-layers.csv";
        QTest::newRow("none") << ""
                              << "layers.csv";
        QTest::newRow("signs") << "///"
                               << "layers.csv";
    }

    void filesAreNamedAfterTheirRun()
    {
        QFETCH(QString, run);
        QFETCH(QString, name);
        QCOMPARE(fileNameFor(run, "layers.csv"), name);
    }

    // Layer 1: 32 inputs, 96 outputs, 1/3 dB, no baseline.
    void layersHaveColumnsAndDigits()
    {
        LayerTableModel model;
        auto rows = plotRows();
        rows[1].report.error.isolated.sqnrDb = 100.0 / 3;
        rows[1].report.scheme.weightMethod = "gptq";
        model.setLayers(rows, {}, {});
        const auto csv = model.csvRows({0, 1});
        const auto head = csv[0], cells = csv[2];
        QCOMPARE(head.mid(0, 9),
                 (QStringList{"Layer", "Tower", "Block", "Role", "Out", "In", "W bits", "Method", "A bits"}));
        QCOMPARE(cells.size(), head.size());
        QCOMPARE(cells.mid(0, 9),
                 (QStringList{"vision_model.encoder.layers.0.attn.qkv", "Vision", "0", "Attention input (q, k, v)",
                              "96", "32", "4", "GPTQ", "8"}));
        QCOMPARE(cells.at(head.indexOf("Isolated (dB)")), QString("33.333333333333336"));
        QCOMPARE(csv[1].at(2), QString()); // the first layer is in no block
        QCOMPARE(cells.at(head.indexOf("Difference")), QString());
        for (const auto& row : csv)
            QVERIFY(!row.join(' ').contains(QStringLiteral("–")));
    }

    void scoresHaveColumns()
    {
        ScoreTableModel model;
        ScoreRow row;
        row.name = "Scene, text";
        row.total = 100;
        row.answered = 30;
        row.floatCorrect = 20;
        row.nowCorrect = 17.25;
        row.difference = Interval{-5, 1};
        model.setRows({row}, {});
        const auto csv = model.csvRows({0});
        const auto at = [&](const char* title) { return csv[1].value(csv[0].indexOf(QString::fromUtf8(title))); };
        QCOMPARE(at("Category"), QString("Scene, text"));
        QCOMPARE(at("Questions"), QString("100"));
        QCOMPARE(at("Answered"), QString("30"));
        QCOMPARE(at("Shown"), QString("17.25"));
        QCOMPARE(at("Shown (%)"), QString("57.5")); // of 30
        QCOMPARE(at("Float"), QString("20"));
        QCOMPARE(at("Δ"), QString("-2.75"));
        QCOMPARE(at("Δ, low"), QString("-5"));
        QCOMPARE(at("Δ, high"), QString("1"));
        QCOMPARE(at("Repaired"), QString()); // not known
    }

    void tablesAreForPapersToo()
    {
        const QList<QStringList> rows{{"Layer", "SQNR (dB)"}, {"q_proj", "−3.5"}, {"k & v", "–"}};
        QCOMPARE(latexTable(rows),
                 QString("\\begin{tabular}{lr}\n\\toprule\nLayer & SQNR (dB) \\\\\n\\midrule\n"
                         "q\\_proj & $-$3.5 \\\\\nk \\& v & -- \\\\\n\\bottomrule\n\\end{tabular}\n"));
        QCOMPARE(markdownTable(rows),
                 QString("| Layer | SQNR \\(dB\\) |\n|---|---:|\n| q\\_proj | −3.5 |\n| k \\& v | – |\n"));
    }

    void chineseTablesSayWhatTheyWant()
    {
        const auto latex = latexTable({{"层", "误差（dB）"}, {"q_proj → 50 %", "▲ −3.5"}, {"[x]", "≥ 2"}});
        QCOMPARE(latex.section("\n", 1),
                 QString("\\begin{tabular}{ll}\n\\toprule\n层 & 误差（dB） \\\\\n\\midrule\n"
                         "q\\_proj $\\to$ 50 \\% & $-$3.5 \\\\\n{[}x] & $\\geq$ 2 \\\\\n"
                         "\\bottomrule\n\\end{tabular}\n"));
        QVERIFY(latex.section("\n", 0, 0).startsWith("%") && latex.section("\n", 0, 0).contains("xeCJK"));
    }

    void tablesAreSavedByTheirSuffix()
    {
        QTemporaryDir folder;
        QString target = folder.filePath("a.tex");
        LayerTableModel model;
        model.setLayers(plotRows(), {}, {});
        QTableView view;
        view.setModel(&model);
        addTableExport(&view, "layers",
                       [&target](const QString&, const QString&, const SaveAs::Write& write) { write(target); });
        const auto saved = [&](const QString& name) {
            target = folder.filePath(name);
            view.findChild<QAction*>("exportView")->trigger();
            QFile file(target);
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        };
        QVERIFY(saved("a.tex").startsWith("\\begin{tabular}{"));
        QVERIFY(saved("a.md").startsWith("| Layer |"));
        QVERIFY(saved("a.csv").startsWith("Layer,"));
        view.selectRow(2);
        for (auto* action : view.actions())
            if (action->shortcut() == QKeySequence::Copy)
                action->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text().count('\n'), 2); // head and row
    }

    // For the eyes: QUANTSCOPE_PICTURES keeps them.
    void picturesToLookAt()
    {
        LayerPlot layers;
        layers.setLayers(plotRows(), plotBaseline(10), "Naive static W8A8");
        layers.setSelectedLayer(8);
        ScorePlot scores;
        ScoreRow row;
        row.name = "Regular Text Recognition";
        row.total = 100;
        row.floatCorrect = 80;
        row.nowCorrect = 60;
        auto other = row;
        other.name = "Handwritten Mathematical Expression Recognition";
        scores.setRows({row, other}, {}, {});
        const auto pictures = qEnvironmentVariable("QUANTSCOPE_PICTURES");
        for (PlotView* view : {static_cast<PlotView*>(&layers), static_cast<PlotView*>(&scores)}) {
            fillWindow(*view);
            const auto picture = QImage::fromData(view->figureBytes(column(), caption, PictureFormat::Png), "PNG");
            QVERIFY(!picture.isNull());
            QVERIFY(hasColor(picture, QColor(Qt::white)));
            if (!pictures.isEmpty())
                picture.save(pictures + "/figure-" + view->metaObject()->className() + ".png");
        }
    }
};

QUANTSCOPE_TEST(TestFigures)
#include "tst_figures.moc"

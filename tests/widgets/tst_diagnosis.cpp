// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

#include <qcustomplot.h>

#include "common/tableexport.h"
#include "common/texttable.h"
#include "cuttext.h"
#include "diagnosisview/causesview.h"
#include "diagnosisview/checkview.h"
#include "diagnosisview/diagnosispanel.h"
#include "diagnosisview/errormapplot.h"
#include "diagnosisview/fixesview.h"
#include "diagnosisview/traceview.h"
#include "guitest.h"
#include "madeupmodel.h"
#include "messages/sentence.h"
#include "samplesdata.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::samplesdata;
using namespace quantscope::test;

namespace {

std::shared_ptr<const Diagnosis> diagnosis()
{
    const auto outline = madeUpModel();
    auto d = std::make_shared<Diagnosis>();
    d->layers = outline->layers;
    const int bad = layerNamed(*outline, "language_model.model.layers.1.mlp.down_proj");
    d->firstBad = FirstBadLayer{bad, 6.2, 31.5, 7.1, false};
    Finding clipped;
    clipped.layer = bad;
    clipped.cause = "clipped_inputs";
    clipped.number = 0.081;
    clipped.severity = 0.19;
    clipped.message = message("cause.clipped_inputs", {{"share", 0.081, NumberFormat::Percent}});
    clipped.fix = Fix{message("fix.no_clip_ratio"), {layerEdit(d->layers[size_t(bad)], "activation_clip_ratio", 1.0)}};
    Finding dead;
    dead.layer = 3;
    dead.cause = "dead_channels";
    dead.number = 2;
    dead.severity = 1e-4;
    dead.message = message("cause.dead_channels", {{"dead", 2}, {"channels", 64}});
    d->findings = {clipped, dead};
    return d;
}

std::shared_ptr<const SampleTrace> trace()
{
    auto t = std::make_shared<SampleTrace>();
    t->row = 4;
    t->index = "17";
    t->floatAnswer = "42";
    t->quantizedAnswer = "47";
    for (const char* text : {"4", "2", "<end>"}) {
        TracedToken token;
        token.text = text;
        token.floatProbability = 0.9;
        token.quantizedProbability = token.text == "2" ? 0.3 : 0.8;
        token.flips = token.text == "2";
        token.floatTop = {{text, 0.9}};
        token.quantizedTop = {{token.flips ? "7" : text, 0.6}};
        t->tokens.push_back(std::move(token));
    }
    t->flip = FirstFlip{1, "2", "7", 2.5, 0.69};
    t->swaps = {
        {"float", message("swap.float"), {}, "42", 1, -0.3},
        {"quantized", message("swap.quantized"), {}, "47", 0, -1.6},
        {"float_layer", message("swap.part", {{"part", message("part.layer", {{"layer", "x"}})}}), {3}, "42", 1, -0.4}};
    ErrorMap map;
    map.tiling = chooseTiling(896, 448, {1, 12, 448, true, false});
    map.side = 4;
    for (int tile = 0; tile < map.tiling.count(); ++tile) {
        map.tiles.emplace_back(16, 0.01 * (tile + 1));
        map.shares.push_back(1.0 / map.tiling.count());
    }
    map.tiles.front()[5] = 0.4;
    t->maps = {map};
    return t;
}

void saveIfAsked(QWidget& widget, const char* name)
{
    if (const auto folder = qEnvironmentVariable("QUANTSCOPE_GRAB"); !folder.isEmpty()) {
        waitForPlots(widget);
        widget.grab().save(folder + '/' + QLatin1String(name));
    }
}

}

class TestDiagnosis : public QObject
{
    Q_OBJECT

private slots:
    void rowsGrowWithoutLosingTheSelection()
    {
        TextTableModel model({"A", "B"});
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QWidget parent;
        auto* table = makeTextTable(&model, "rows", "rows", {}, &parent);
        const auto row = [](const QString& text, int key) {
            TextRow r;
            r.cells = {{text, TextCell::Worse, true, false, 0.5, {}}};
            r.key = key;
            return r;
        };
        model.setRows({row("one", 1), row("two", 2)});
        table->setCurrentIndex(model.index(1, 0));
        model.setRows({row("one", 1), row("two!", 2), row("three", 3)});
        QCOMPARE(table->currentIndex().row(), 1);
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("two!"));
        QVERIFY(!model.index(1, 1).data().isValid());
        QCOMPARE(model.keyOf(2), 3);
        QCOMPARE(model.index(0, 0).data(TextTableModel::BarRole).toDouble(), 0.5);
        const auto before = model.index(0, 0).data(Qt::ForegroundRole);
        model.setStale(true);
        QVERIFY(model.index(0, 0).data(Qt::ForegroundRole) != before);
        QCOMPARE(modelToCsv(model), QStringLiteral("A,B\r\none,\r\ntwo!,\r\nthree,\r\n"));
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.keyOf(0), -1);
    }

    void causesAreListedAndApplied()
    {
        CausesView view({});
        view.resize(620, 330);
        view.show();
        view.setPlaceholder("Run first");
        QVERIFY(!view.table()->isVisible());
        view.setDiagnosis(diagnosis());
        QVERIFY(view.table()->isVisible());
        QCOMPARE(view.table()->model()->rowCount(), 2);
        QVERIFY(named<QLabel>(view, "First degraded layer")->text().contains("falls from 31.5 dB to 6.2 dB"));
        QSignalSpy layers(&view, &CausesView::layerSelected), fixes(&view, &CausesView::fixRequested);
        named<QPushButton>(view, "Show the first degraded layer")->click();
        QCOMPARE(layers.takeFirst().front().toInt(), diagnosis()->firstBad->layer);
        view.table()->selectRow(0);
        QCOMPARE(layers.takeFirst().front().toInt(), diagnosis()->firstBad->layer);
        auto* apply = named<QPushButton>(view, "Apply the fix to the recipe");
        QVERIFY(apply->isVisible());
        apply->click();
        QCOMPARE(fixes.size(), 1);
        QCOMPARE(fixes.front().front().value<Fix>(), *diagnosis()->findings.front().fix);
        saveIfAsked(view, "causes.png");
        view.table()->selectRow(1);
        QVERIFY(!apply->isVisible());
        QCOMPARE(layers.takeFirst().front().toInt(), 3);
        // Other views lead the list without being led back.
        view.setSelectedLayer(diagnosis()->firstBad->layer);
        QCOMPARE(view.table()->currentIndex().row(), 0);
        view.setSelectedLayer(0);
        QVERIFY(!view.table()->selectionModel()->hasSelection());
        QVERIFY(layers.isEmpty());
    }

    // Three dozen rows that say the same are one, which opens.
    void alikeCausesAreOneRowThatOpens()
    {
        auto many = std::make_shared<Diagnosis>(*diagnosis());
        for (int layer = 4; layer < 7; ++layer) {
            auto other = many->findings.front();
            other.layer = layer;
            other.severity = 0.1;
            other.fix->edits = {layerEdit(many->layers[size_t(layer)], "activation_clip_ratio", 1.0)};
            many->findings.push_back(other);
        }
        CausesView view({});
        view.resize(620, 330);
        view.show();
        view.setDiagnosis(many);
        const auto* model = view.table()->model();
        QCOMPARE(model->rowCount(), 2);
        QVERIFY(model->index(0, 0).data().toString().startsWith(QStringLiteral("▸ ")));
        QVERIFY(model->index(0, 1).data().toString().startsWith(QStringLiteral("4 layers")));
        view.table()->selectRow(0);
        QVERIFY(named<QLabel>(view, "The selected cause")->text().startsWith("Worst: "));
        QVERIFY(!named<QLabel>(view, "Layers of the selected cause")->text().isEmpty());
        QVERIFY(named<QLabel>(view, "Suggested fix")->text().contains("the same for 4 layers"));
        QSignalSpy layers(&view, &CausesView::layerSelected), fixes(&view, &CausesView::fixRequested);
        named<QPushButton>(view, "Apply the fix to the recipe")->click();
        QCOMPARE(fixes.takeFirst().front().value<Fix>().edits.size(), size_t(4));
        named<QPushButton>(view, "List layers")->click();
        QCOMPARE(model->rowCount(), 6);
        QCOMPARE(view.table()->currentIndex().row(), 0);
        QVERIFY(model->index(0, 0).data().toString().startsWith(QStringLiteral("▾ ")));
        // A layer's own row wins over its group's, and has a fix for itself alone.
        view.setSelectedLayer(5);
        QCOMPARE(view.table()->currentIndex().row(), 3);
        named<QPushButton>(view, "Apply the fix to the recipe")->click();
        QCOMPARE(fixes.takeFirst().front().value<Fix>().edits.size(), size_t(1));
        QVERIFY(!named<QLabel>(view, "Layers of the selected cause")->isVisible());
        // By key as well, and still open for another run.
        view.setDiagnosis(std::make_shared<Diagnosis>(*many));
        QCOMPARE(model->rowCount(), 6);
        view.table()->selectRow(0);
        QTest::keyClick(view.table(), Qt::Key_Return);
        QCOMPARE(model->rowCount(), 2);
        view.setSelectedLayer(5);
        QCOMPARE(view.table()->currentIndex().row(), 0);
    }

    void changesAreRankedAndRun()
    {
        FixesView view({});
        view.resize(660, 400);
        view.show();
        QSignalSpy starts(&view, &FixesView::startRequested), runs(&view, &FixesView::runRequested);
        auto* start = named<QPushButton>(view, "Try changes");
        view.setAvailable(false, "Run first");
        QVERIFY(!start->isEnabled() && !view.table()->isVisible());
        view.setAvailable(true, {});
        named<QSpinBox>(view, "Questions of every change")->setValue(20);
        start->click();
        QCOMPARE(starts.takeFirst().front().toInt(), 20);
        view.setRunning(true, 0.25, "quantize");
        QVERIFY(!start->isEnabled() && named<QPushButton>(view, "Stop trying changes")->isVisible());

        const auto change = [](const char* observer, double kl, double correct, int64_t questions) {
            TriedFix tried;
            tried.candidate.kind = "observer";
            RecipeEdit edit;
            edit.pointer = "/towers/llm/observer";
            edit.value = observer;
            tried.candidate.fix = {message("change.observer", {{"observer", observer}}), {edit}};
            tried.klNats = kl;
            tried.correct = correct;
            tried.questions = questions;
            return tried;
        };
        FixTrials trials;
        trials.floatCorrect = 18;
        trials.correct = 1;
        trials.klNats = 3.2;
        trials.questions = 20;
        trials.klQuestions = 8;
        trials.waiting = 3;
        trials.tried = {change("ema", 0.4, 15, 20), change("omse", 4, 0, 0)};
        auto failed = change("minmax", 0, 0, 0);
        failed.problem = "it does not fit";
        trials.tried.push_back(failed);
        view.setTrials(std::make_shared<FixTrials>(trials));
        const auto* model = view.table()->model();
        const auto text = [&](int row, int column) { return model->index(row, column).data().toString(); };
        QCOMPARE(model->rowCount(), 4);
        QCOMPARE(text(0, 1), "1 / 20 (5.0 %)");
        QCOMPARE(text(1, 0), "observer: ema");
        QCOMPARE(text(1, 2), QStringLiteral("▲ +14"));
        QCOMPARE(text(1, 3), QStringLiteral("10.6 … 17.8")); // Wilson: 0.531 … 0.888 of 20
        QCOMPARE(text(2, 1), QStringLiteral("–"));
        QCOMPARE(text(3, 1), "failed");
        const auto* summary = named<QLabel>(view, "What the trials have found");
        QVERIFY(summary->text().contains("18 / 20") && summary->text().contains("To be tried yet: 3"));

        // What is read stays selected while better ones come above it.
        view.table()->selectRow(1);
        trials.tried.insert(trials.tried.begin(), change("percentile", 0.2, 17, 20));
        trials.waiting = 0;
        view.setTrials(std::make_shared<FixTrials>(trials));
        view.setRunning(false);
        QCOMPARE(view.table()->selectionModel()->selectedRows().constFirst().row(), 2);
        QVERIFY(!summary->text().contains("tried"));
        auto* run = named<QPushButton>(view, "Run the recipe with the selected change");
        run->click();
        QCOMPARE(runs.takeFirst().front().value<Fix>(), trials.tried[1].candidate.fix);
        view.table()->selectRow(0);
        QVERIFY(!run->isEnabled());
        view.table()->selectRow(4);
        QVERIFY(!run->isEnabled());
        QCOMPARE(named<QLabel>(view, "The selected change")->text(), "it does not fit");
        saveIfAsked(view, "fixes.png");
        trials.lossless = true;
        trials.tried.clear();
        view.setTrials(std::make_shared<FixTrials>(trials));
        QVERIFY(summary->text().contains("nothing to heal"));
        view.setTrials(nullptr);
        QVERIFY(!view.table()->isVisible());
    }

    // The list of causes estimates; what the check has measured stands above it.
    void causesShowWhatTheCheckFound()
    {
        CausesView view({});
        view.resize(620, 330);
        view.show();
        const auto* found = named<QLabel>(view, "What the guided check has found");
        QVERIFY(!found->isVisible());
        view.setDiagnosis(diagnosis());
        QVERIFY(found->text().contains("The guided check measures"));
        QSignalSpy asked(&view, &CausesView::checkRequested);
        named<QPushButton>(view, "Show the guided check")->click();
        QCOMPARE(asked.size(), 1);
        auto check = std::make_shared<GuidedCheck>();
        const auto layer = message("part.layer", {{"layer", "mlp1.3"}});
        const auto loss = message("loss.hits", {{"lost", 33.0}, {"hits", 36.0}, {"kl", 1.25}});
        check->steps = {
            {"parts",
             message("step.parts"),
             {{message("part.checkpoint"), 36, 40, 0, -1, false}, {message("part.quantized"), 3, 40, 1.25, -1, true}},
             message("verdict.quantization", {{"loss", loss}}),
             {}},
            {"layers",
             message("step.layers"),
             {{layer, 4, 40, 1.1, 9, true}},
             message("verdict.worst", {{"part", layer}, {"loss", loss}}),
             {}}};
        view.setCheck(check);
        const auto path = QString::fromStdString(englishText(message("part.quantized"))) + " → " +
            QString::fromStdString(englishText(layer));
        QVERIFY2(found->text().contains(path), qPrintable(found->text()));
        QVERIFY2(found->text().contains("33 of 36"), qPrintable(found->text()));
        QCOMPARE(describe(cutTexts(view)), QString());
        view.setCheck(nullptr);
        QVERIFY(!found->text().contains("33 of 36"));
    }

    void aSoundRunSaysSo()
    {
        CausesView view({});
        view.resize(620, 330);
        view.show();
        view.setDiagnosis(std::make_shared<const Diagnosis>());
        QVERIFY(!view.table()->isVisible());
        bool said = false;
        for (const auto* label : view.findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text().contains("No known cause"));
        QVERIFY(said);
    }

    void theCheckFillsWhileItRuns()
    {
        CheckView view({});
        view.resize(620, 330);
        view.show();
        QSignalSpy starts(&view, &CheckView::startRequested), stops(&view, &CheckView::stopRequested);
        auto* start = named<QPushButton>(view, "Start check");
        view.setAvailable(false, "Run first");
        QVERIFY(!start->isEnabled());
        view.setAvailable(true, {});
        named<QSpinBox>(view, "Questions of every step")->setValue(12);
        QVERIFY(start->isEnabled());
        start->click();
        QCOMPARE(starts.front().front().toInt(), 12);
        auto check = std::make_shared<GuidedCheck>();
        const auto loss = message("loss.hits", {{"lost", 33.0}, {"hits", 36.0}, {"kl", 1.25}});
        check->steps = {
            {"float",
             message("step.float"),
             {{message("part.checkpoint"), 36, 40, 0, -1, false}, {message("part.quantized"), 3, 40, 1.25, -1, true}},
             message("verdict.quantization", {{"loss", loss}}),
             message("next.parts")},
            {"layers",
             message("step.layers"),
             {{message("part.layer", {{"layer", "llm.1.down"}}), 4, 40, 1.1, 9, true}},
             {},
             {}}};
        view.setMeaning({"as MQuant's code", {"protocol mquant", "norms not folded"}});
        view.setCheck(check);
        view.setRunning(true, 0.4, "answer questions");
        const auto* protocol = named<QLabel>(view, "Protocol of the scores");
        QVERIFY(protocol->isVisible());
        QCOMPARE(protocol->text(), "as MQuant's code");
        QCOMPARE(protocol->toolTip(), "protocol mquant\nnorms not folded");
        QVERIFY(view.table()->isVisible());
        QCOMPARE(view.table()->model()->rowCount(), 7);
        QCOMPARE(view.table()->model()->index(3, 0).data().toString(),
                 QStringLiteral(
                     "→ Float and transformed model agree; quantization loses 33 of 36 correct answers, KL 1.25 nats. "
                     "Tell weights from activations."));
        QVERIFY(named<QPushButton>(view, "Stop the check")->isVisible());
        QCOMPARE(named<QProgressBar>(view, "Progress of the check")->value(), 400);
        saveIfAsked(view, "check.png");
        named<QPushButton>(view, "Stop the check")->click();
        QCOMPARE(stops.size(), 1);
        view.setRunning(false);
        QVERIFY(view.table()->model()->index(6, 0).data().toString().contains("Stopped"));
        QSignalSpy layers(&view, &CheckView::layerSelected), fixes(&view, &CheckView::fixRequested);
        view.table()->setCurrentIndex(view.table()->model()->index(5, 1));
        QCOMPARE(layers.front().front().toInt(), 9);
        check = std::make_shared<GuidedCheck>(*check);
        check->fix = diagnosis()->findings.front().fix;
        view.setCheck(check);
        auto* apply = named<QPushButton>(view, "Apply what the check suggests");
        QVERIFY(apply->isVisible());
        apply->click();
        QCOMPARE(fixes.size(), 1);
    }

    void aTraceShowsTheFlip()
    {
        TraceView view({});
        view.resize(620, 330);
        view.show();
        view.setTraceable(false, "Select a question");
        QVERIFY(!named<QPushButton>(view, "Trace question")->isEnabled());
        view.setLayers(madeUpModel()->layers);
        view.setTraceable(true, "Trace it");
        view.setTrace(trace(), {}, ImageRoute::Stored, {"as MQuant's code", {"one fact", "another"}});
        QCOMPARE(view.tokens()->model()->rowCount(), 3);
        // On little room the tables are as wide as the view, and the map lies below them.
        QTRY_VERIFY(view.map()->mapTo(&view, QPoint()).y() > view.swaps()->mapTo(&view, QPoint()).y());
        for (const auto* table : {view.tokens(), view.swaps()}) {
            QVERIFY(table->width() >= view.width() - 20);
            QVERIFY(table->horizontalHeader()->length() <= table->viewport()->width());
        }
        QVERIFY(view.tokens()->model()->index(1, 0).data().toString().startsWith(QStringLiteral("✗")));
        QCOMPARE(view.tokens()->model()->index(1, 3).data().toString(), QStringLiteral("7"));
        QCOMPARE(view.tokens()->model()->index(1, 2).data(TextTableModel::BarRole).toDouble(), 0.3);
        QVERIFY(named<QLabel>(view, "First diverging token")->text().contains("token 2"));
        // By the number that all views have.
        QVERIFY(named<QLabel>(view, "First diverging token")->text().startsWith("Question #17."));
        QSignalSpy tried(&view, &TraceView::playgroundRequested);
        for (auto* button : view.findChildren<QPushButton*>())
            if (button->text() == "Use in Playground")
                button->click();
        QCOMPARE(tried.size(), 1);
        QCOMPARE(tried.front().front().toInt(), 4);
        QCOMPARE(view.swaps()->model()->rowCount(), 3);
        // What ✓ and ✗ mean stands above them.
        const auto* swaps = view.swaps()->model();
        QCOMPARE(swaps->headerData(1, Qt::Horizontal).toString(), QString("Correct, as MQuant's code"));
        QCOMPARE(swaps->headerData(1, Qt::Horizontal, Qt::ToolTipRole).toString(), QString("one fact\nanother"));
        QVERIFY(swaps->index(0, 1).data(Qt::ToolTipRole).toString().contains("as MQuant's code\none fact"));
        QSignalSpy layers(&view, &TraceView::layerSelected);
        view.swaps()->setCurrentIndex(view.swaps()->model()->index(2, 0));
        QCOMPARE(layers.front().front().toInt(), 3);
        saveIfAsked(view, "trace.png");
        auto* state = named<QLabel>(view, "State of the trace");
        view.setRunning(true);
        const auto* progress = named<QProgressBar>(view, "Progress of the trace");
        QVERIFY(progress->isVisible());
        view.setProgress(0.25, "swap 100 % of it");
        QCOMPARE(progress->value(), 250);
        QCOMPARE(progress->text(), QString("swap 100 % of it, 25 %"));
        QVERIFY(named<QPushButton>(view, "Stop tracing")->isVisible());
        QVERIFY(!state->isVisible());
        view.setRunning(true, true);
        QVERIFY(named<QPushButton>(view, "Stop tracing")->isVisible());
        QVERIFY(state->isVisible() && state->text().contains("waits"));
        view.setRunning(false);
        view.clear();
        QCOMPARE(view.tokens()->model()->rowCount(), 0);
    }

    void theMapIsDrawnOverTheImage()
    {
        ErrorMapPlot view;
        view.resize(360, 260);
        view.show();
        QImage image(640, 320, QImage::Format_RGB32);
        image.fill(Qt::lightGray);
        view.setMap(trace()->maps.front());
        view.setImage(image);
        waitForPlots(view);
        auto* plot = view.findChild<QCustomPlot*>();
        QCOMPARE(plot->plottableCount(), 1);
        auto* colors = qobject_cast<QCPColorMap*>(plot->plottable(0));
        QCOMPARE(colors->data()->keySize(), 8);
        QCOMPARE(colors->data()->valueSize(), 4);
        QCOMPARE(colors->data()->cell(1, 1), 0.4);
        QCOMPARE(plot->itemCount(), 1 + 2 * 2);
        // The image keeps its shape.
        const double across = plot->xAxis->coordToPixel(2) - plot->xAxis->coordToPixel(0);
        const double down = std::abs(plot->yAxis->coordToPixel(1) - plot->yAxis->coordToPixel(0));
        QVERIFY(std::abs(across / down - 2) < 0.05);
        QCOMPARE(view.csv().count('\n'), 1 + 3 * 16);
        QVERIFY(view.pngBytes().startsWith("\x89PNG"));
        saveIfAsked(view, "map.png");
        view.setMap(std::nullopt);
        QCOMPARE(view.csv().count('\n'), 1);
    }

    // Of two images the second has 3/4 of the error, in a tile of its own.
    void everyImageHasItsMap()
    {
        auto both = std::make_shared<SampleTrace>(*trace());
        both->maps.front().share = 0.25;
        ErrorMap second;
        second.side = 2;
        second.tiles = {{0.1, 0.2, 0.3, 0.7}};
        second.shares = {1};
        second.share = 0.75;
        both->maps.push_back(second);
        TraceView view({});
        view.resize(700, 360);
        view.show();
        view.setLayers(madeUpModel()->layers);
        view.setTrace(both, {picture(640, 320), picture(50, 50, Qt::red)}, ImageRoute::Jpeg75, {});
        auto* plot = view.map()->findChild<QCustomPlot*>();
        const auto pixmap = [&]() -> QPixmap {
            for (int i = 0; i < plot->itemCount(); ++i)
                if (auto* item = qobject_cast<QCPItemPixmap*>(plot->item(i)))
                    return item->pixmap();
            return {};
        };
        auto* position = named<QLabel>(view, "Image of the question");
        QCOMPARE(position->text(), QString("image 1 of 2"));
        waitForPlots(view);
        QVERIFY(plot->xAxis->label().contains("25 %"));
        QCOMPARE(qobject_cast<QCPColorMap*>(plot->plottable(0))->data()->keySize(), 8);
        view.tokens()->setFocus();
        QTest::keyClick(view.tokens(), Qt::Key_I);
        QCOMPARE(position->text(), QString("image 2 of 2"));
        QTRY_COMPARE(pixmap().size(), QSize(50, 50));
        QCOMPARE(pixmap().toImage().pixelColor(20, 20), QColor(254, 0, 0)); // as JPEG, by Pillow
        waitForPlots(view);
        const auto* colors = qobject_cast<QCPColorMap*>(plot->plottable(0));
        QCOMPARE(colors->data()->keySize(), 2);
        QCOMPARE(colors->data()->cell(1, 1), 0.7);
        QVERIFY(plot->xAxis->label().contains("75 %"));
        savePicture(view, "trace-images");
        view.setTrace(trace(), {picture(640, 320)}, ImageRoute::Stored, {});
        QVERIFY(!position->isVisible());
        waitForPlots(view);
        QVERIFY(!plot->xAxis->label().contains("question's"));
    }

    void tilesNeedNotBeSquare()
    {
        ErrorMap map;
        map.side = 3;
        map.tiles = {{0.1, 0.2, 0.3, 0.4, 0.5, 0.6}};
        map.shares = {1};
        ErrorMapPlot view;
        view.resize(360, 260);
        view.show();
        view.setMap(map);
        waitForPlots(view);
        auto* plot = view.findChild<QCustomPlot*>();
        auto* colors = qobject_cast<QCPColorMap*>(plot->plottable(0));
        QCOMPARE(colors->data()->keySize(), 3);
        QCOMPARE(colors->data()->valueSize(), 2);
        QCOMPARE(colors->data()->cell(2, 1), 0.6);
    }

    void thePanelIsNeverEmpty()
    {
        DiagnosisPanel panel({});
        panel.resize(620, 360);
        panel.show();
        QCOMPARE(panel.count(), 4);
        for (int i = 0; i < panel.count(); ++i) {
            panel.setCurrentIndex(i);
            for (auto* control : panel.currentWidget()->findChildren<QPushButton*>())
                QVERIFY(!control->text().isEmpty());
        }
    }
};

QUANTSCOPE_TEST(TestDiagnosis)
#include "tst_diagnosis.moc"

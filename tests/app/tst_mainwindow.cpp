// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QProgressBar>
#include <QStatusBar>
#include <QTableView>
#include <QTextBrowser>
#include <QTreeView>

#include "gui/docks/docks.h"
#include "gui/frame/messagestack.h"
#include "gui/frame/statusline.h"
#include "gui/tour/tourbar.h"
#include "guitest.h"
#include "layers/layerfilter.h"
#include "layers/layerspanel.h"
#include "logview/logpanel.h"
#include "plots/distributionpanel.h"
#include "plots/layerplot.h"
#include "recipe/recipeview.h"
#include "runs/runspanel.h"
#include "samples/samplelistmodel.h"
#include "samples/samplespanel.h"
#include "samples/samplesview.h"
#include "samples/trypanel.h"
#include "scores/scorespanel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

template <typename T> T* view(const WindowBench& bench, const char* dock)
{
    return bench.window.dock(dock)->findChild<T*>();
}

int layerNamed(const Session& session, const QString& part)
{
    const auto& layers = session.document.opened().outline->layers;
    for (size_t i = 0; i < layers.size(); ++i)
        if (QString::fromStdString(layers[i].name).contains(part))
            return static_cast<int>(i);
    return -1;
}

// The row of a layer in the tree, as the proxy shows it.
QModelIndex treeRow(RecipeView& recipe, int layer)
{
    recipe.setSelectedLayer(layer);
    return recipe.tree()->view()->currentIndex().siblingAtColumn(0);
}

int boldCells(const QAbstractItemModel& model, const QModelIndex& parent = {})
{
    int count = 0;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        for (int column = 1; column < model.columnCount(parent); ++column)
            count += model.index(row, column, parent).data(Qt::FontRole).value<QFont>().bold();
        count += boldCells(model, model.index(row, 0, parent));
    }
    return count;
}

QString cellText(const QTableView& table, int row, const QString& header)
{
    const auto* model = table.model();
    for (int column = 0; column < model->columnCount(); ++column)
        if (model->headerData(column, Qt::Horizontal).toString() == header)
            return model->index(row, column).data().toString();
    return {};
}

}

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("info");
        m_bench = std::make_unique<WindowBench>();
        QVERIFY(m_bench->session.document.isOpen());
    }

    void cleanupTestCase()
    {
        m_bench.reset();
    }

    void cleanup()
    {
        if (m_bench->session.runs.isRunning())
            m_bench->session.document.stop();
        m_bench->session.document.undoStack().clear();
    }

    void everythingHasAName()
    {
        QStringList nameless;
        for (const auto* widget : m_bench->window.findChildren<QWidget*>()) {
            const bool control = qobject_cast<const QAbstractButton*>(widget) ||
                qobject_cast<const QComboBox*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
                qobject_cast<const QAbstractSpinBox*>(widget) || qobject_cast<const QAbstractItemView*>(widget);
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool inner = QByteArray(widget->metaObject()->className()).startsWith("QComboBoxListView") ||
                widget->objectName().startsWith("qt_") || qobject_cast<QComboBox*>(widget->parentWidget()) ||
                qobject_cast<QAbstractSpinBox*>(widget->parentWidget()) ||
                qobject_cast<QAbstractItemView*>(widget->parentWidget()) ||
                qobject_cast<QTabBar*>(widget->parentWidget()) || qobject_cast<QLineEdit*>(widget->parentWidget());
            if (control && !inner && widget->accessibleName().isEmpty() && !(button && !button->text().isEmpty()))
                nameless << widget->metaObject()->className() + QStringLiteral(" ") + widget->objectName() + " in " +
                        widget->parentWidget()->metaObject()->className();
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join("; ")));
    }

    void aPresetRunsAndScoresArrive()
    {
        auto& session = m_bench->session;
        QVERIFY(m_bench->waitForBaseline());
        auto* presets = named<QComboBox>(*view<RecipeView>(*m_bench, "recipe"), "Preset");
        QVERIFY(presets);
        const int naive = presets->findText("Naive static W8A8");
        QVERIFY(naive >= 0);
        QVERIFY(presets->currentIndex() != naive);
        presets->setFocus();
        QTest::keyClicks(presets, "Naive");
        QCOMPARE(presets->currentIndex(), naive);
        QVERIFY(sameRecipe(session.document.recipe(), findPreset("naive-static-w8a8")->make()));
        QVERIFY(m_bench->run(quick("naive-static-w8a8")));
        QCOMPARE(session.runs.shown().record.state, RunState::Complete);
        auto* scores = view<ScoresPanel>(*m_bench, "scores")->table();
        const int total = scores->model()->rowCount() - 1;
        const auto correct = QString::number(correctOf(session.runs.shown().answers));
        QTRY_VERIFY(cellText(*scores, total, "Shown").startsWith(correct + " / 20"));
        QCOMPARE(cellText(*scores, total, "Float"), QString::number(correctOf(session.runs.all().front().answers)));
        QCOMPARE(view<LayersPanel>(*m_bench, "layers")->filter()->layers().size(),
                 qsizetype(session.document.opened().outline->layers.size()));
        auto* runs = view<RunsPanel>(*m_bench, "runs")->view()->model();
        QCOMPARE(runs->rowCount(), int(session.runs.all().size()));
    }

    void oneLayerOverriddenAndOnlyItsCellIsBold()
    {
        auto& session = m_bench->session;
        session.document.editRecipe(quick("mquant-w8a8-w4a8"), "start");
        auto* recipe = view<RecipeView>(*m_bench, "recipe");
        auto* tree = recipe->tree()->view();
        auto* model = tree->model();
        QCOMPARE(boldCells(*model), 0);
        const int layer = layerNamed(session, "layers.1.mlp.down_proj");
        const auto row = treeRow(*recipe, layer);
        QVERIFY(row.isValid());
        int bits = -1;
        for (int column = 0; column < model->columnCount(); ++column)
            if (model->headerData(column, Qt::Horizontal).toString() == "W bits")
                bits = column;
        QVERIFY(bits > 0);
        QVERIFY(model->setData(row.siblingAtColumn(bits), 6, Qt::EditRole));
        QCOMPARE(session.document.planned().plan.schemes[size_t(layer)].weightBits, 6);
        QCOMPARE(boldCells(*model), 1);
        QVERIFY(treeRow(*recipe, layer).siblingAtColumn(bits).data(Qt::FontRole).value<QFont>().bold());
        const double with = session.document.planned().size.bitsPerWeight;
        m_bench->window.findChild<QAction*>("undo")->trigger();
        QCOMPARE(session.document.planned().plan.schemes[size_t(layer)].weightBits, 4);
        QCOMPARE(boldCells(*model), 0);
        QVERIFY(session.document.planned().size.bitsPerWeight < with);
        m_bench->window.findChild<QAction*>("redo")->trigger();
        QCOMPARE(session.document.planned().plan.schemes[size_t(layer)].weightBits, 6);
        QCOMPARE(boldCells(*model), 1);
    }

    void sizeAndCommandLineFollowTheRecipe()
    {
        auto& session = m_bench->session;
        auto* line = m_bench->window.findChild<StatusLine*>();
        session.document.editRecipe({}, "float");
        QVERIFY(line->sizeText().contains("16.00 bits per weight"));
        session.document.editRecipe(findPreset("mquant-w8a8-w4a8")->make(), "published");
        QVERIFY(!line->sizeText().contains("16.00"));
        const auto command = m_bench->window.commandLine();
        QVERIFY(command.startsWith("quantscope-cli run --demo --eval_num 20 --rotate"));
        QVERIFY(command.contains("--llm_w_bits 4"));
        m_bench->window.findChild<QAction*>("copyCommand")->trigger();
        QCOMPARE(QApplication::clipboard()->text(), command);
    }

    void selectingALayerSelectsItEverywhere()
    {
        auto& session = m_bench->session;
        auto* layers = view<LayersPanel>(*m_bench, "layers");
        auto* recipe = view<RecipeView>(*m_bench, "recipe");
        const int fromTable = layerNamed(session, "layers.2.mlp.fc1");
        const auto* rows = layers->table()->model();
        const auto found =
            rows->match(rows->index(0, 0), Qt::DisplayRole, "vision.2.fc1", 1, Qt::MatchExactly | Qt::MatchRecursive);
        QCOMPARE(found.size(), 1);
        layers->table()->setCurrentIndex(found.first());
        QCOMPARE(session.selection.layer(), fromTable);
        QVERIFY(recipe->tree()->view()->currentIndex().siblingAtColumn(0).data().toString().contains("fc1"));
        QVERIFY(QTest::qWaitFor([&] { return !session.inspector.view().isBusy(); }, longWait));
        QCOMPARE(session.inspector.view().value()->layer.name,
                 session.document.opened().outline->layers[size_t(fromTable)].name);
        // And the other way round, from the tree.
        const int fromTree = layerNamed(session, "layers.0.self_attn.q_proj");
        emit recipe->layerSelected(fromTree);
        QCOMPARE(session.selection.layer(), fromTree);
        const auto current = layers->table()->selectionModel()->selectedRows();
        QCOMPARE(current.size(), 1);
        QCOMPARE(current.front().siblingAtColumn(0).data().toString(), QString("llm.0.q_proj"));
        QVERIFY(QTest::qWaitFor(
            [&] { return session.inspector.view().value()->layer.name.find("q_proj") != std::string::npos; },
            longWait));
        QVERIFY(session.inspector.view().value()->input);
    }

    void flipsAreFiltered()
    {
        auto& session = m_bench->session;
        QVERIFY(m_bench->run(quick("naive-static-w8a8")));
        QVERIFY(m_bench->waitForBaseline());
        auto* samples = view<SamplesView>(*m_bench, "samples");
        int flips = 0;
        const auto& before = session.runs.all().front().answers;
        for (size_t row = 0; row < 20; ++row)
            flips += before[row]->score >= 0.5 && session.runs.answers()[row]->score < 0.5;
        QVERIFY(flips > 3);
        samples->panel()->setFlipsOnly(true);
        QCOMPARE(samples->panel()->filter()->rowCount(), flips);
        samples->panel()->setFlipsOnly(false);
        QCOMPARE(samples->panel()->filter()->rowCount(), 400);
        // They come first, until the user wants another order, which is kept.
        const auto* filter = samples->panel()->filter();
        for (int row = 0; row < flips; ++row)
            QCOMPARE(samples->model()->outcome(filter->sampleAt(row)), Outcome::Flip);
        samples->panel()->setOrder(SampleFilterModel::Order::Index);
        QCOMPARE(filter->sampleAt(0), 0);
        QCOMPARE(m_bench->settings.value("samples/order").toInt(), int(SampleFilterModel::Order::Index));
        samples->panel()->setOrder(SampleFilterModel::Order::Changed);
    }

    void aCategoryLeadsToItsQuestions()
    {
        auto& session = m_bench->session;
        QVERIFY(m_bench->run(quick("naive-static-w8a8")));
        QVERIFY(m_bench->waitForBaseline());
        auto* scores = view<ScoresPanel>(*m_bench, "scores")->table();
        auto* samples = view<SamplesView>(*m_bench, "samples");
        QTRY_VERIFY(scores->model()->rowCount() > 1);
        scores->setCurrentIndex(scores->model()->index(0, 0));
        const auto category = scores->model()->index(0, 0).data().toString();
        QTest::keyClick(scores, Qt::Key_Return);
        QCOMPARE(samples->panel()->filter()->category(), category);
        const auto& questions = session.document.opened().data->questions;
        QCOMPARE(samples->panel()->filter()->rowCount(),
                 int(std::count_if(questions.begin(), questions.end(),
                                   [&](const Question& q) { return q.category == category.toStdString(); })));
        QVERIFY(!samples->isLarge());
        scores->setCurrentIndex(scores->model()->index(scores->model()->rowCount() - 1, 0)); // the total
        QTest::keyClick(scores, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(samples->isLarge());
        const auto row = size_t(session.selection.question());
        QVERIFY(session.runs.all().front().answers[row]->score >= 0.5 && session.runs.answers()[row]->score < 0.5);
        samples->showList();
        QCOMPARE(samples->panel()->filter()->rowCount(), int(questions.size()));
    }

    void cancelKeepsTheLastResult()
    {
        auto& session = m_bench->session;
        QVERIFY(m_bench->run(quick("naive-static-w8a8")));
        const int good = session.runs.shown().id;
        auto* scores = view<ScoresPanel>(*m_bench, "scores")->table();
        const auto before = cellText(*scores, scores->model()->rowCount() - 1, "Shown");
        session.document.setSubset({});
        session.document.editRecipe(findPreset("mquant-w8a8-w4a8")->make(), "slow");
        m_bench->window.findChild<QAction*>("run")->trigger();
        QVERIFY(QTest::qWaitFor([&] { return session.runs.live() && session.runs.live()->stage == "quantize weights"; },
                                longWait));
        QVERIFY(m_bench->window.statusBar()->findChild<QProgressBar*>()->isVisible());
        m_bench->window.findChild<QAction*>("stop")->trigger();
        QVERIFY(!session.runs.isRunning());
        QCOMPARE(session.runs.shown().id, good);
        QTRY_COMPARE(cellText(*scores, scores->model()->rowCount() - 1, "Shown"), before);
        session.document.setSubset(firstQuestions(20));
    }

    void aBadFolderDropped()
    {
        QTemporaryDir folder;
        QFile config(folder.filePath("config.json"));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("{\"architectures\": [\"Other\"]}");
        config.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(folder.path())});
        QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_bench->window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_bench->window, &drop);
        auto* bar = m_bench->window.findChild<MessageStack*>();
        QVERIFY2(QTest::qWaitFor([&] { return bar->isVisible() && bar->text().contains(folder.path()); }, longWait),
                 qPrintable(bar->text()));
        QCOMPARE(QString::fromStdString(m_bench->session.document.opened().outline->name),
                 QString("internvl2-ocr-mini"));
        m_bench->window.openPath("/no/such/place");
        QVERIFY(bar->text().contains("/no/such/place"));
        m_bench->window.openPath(folder.filePath("config.json"));
        QVERIFY(bar->text().contains("config.json"));
    }

    void aDropWithoutFiles()
    {
        QMimeData empty, web, file;
        file.setUrls({QUrl::fromLocalFile(QDir::tempPath())});
        empty.setData("text/uri-list", QByteArray());
        web.setUrls({QUrl("https://example.org/model"), QUrl("file://")});
        for (const auto* data : {&empty, &web}) {
            QDragEnterEvent enter({5, 5}, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
            enter.ignore();
            QApplication::sendEvent(&m_bench->window, &enter);
            QVERIFY(!enter.isAccepted());
            // A drop reaches the window behind something that it takes.
            QDragEnterEvent good({5, 5}, Qt::CopyAction, &file, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&m_bench->window, &good);
            QVERIFY(good.isAccepted());
            QDropEvent drop({5, 5}, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
            drop.ignore();
            QApplication::sendEvent(&m_bench->window, &drop);
            QVERIFY(!drop.isAccepted());
        }
    }

    // The demo model leaves questions alone that are not its own; they wait for the model that is opened next.
    void questionsWaitForTheirModel()
    {
        QTemporaryDir folder;
        const auto tsv = folder.filePath("Fragen 问题.tsv"), model = folder.filePath("Modell 模型");
        const QString tiny = QUANTSCOPE_SOURCE_DIR "/tests/data/tinymodel";
        QVERIFY(QFile::copy(tiny + "/q.tsv", tsv) && QDir().mkpath(model));
        for (const auto& name : QDir(tiny).entryList(QDir::Files))
            QVERIFY(QFile::copy(tiny + '/' + name, model + '/' + name));
        WindowBench bench(2);
        const auto drop = [&](const QStringList& paths) {
            QMimeData data;
            QList<QUrl> urls;
            for (const auto& path : paths)
                urls << QUrl::fromLocalFile(path);
            data.setUrls(urls);
            QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&bench.window, &enter); // without it the drop has no target
            QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&bench.window, &event);
        };
        const auto openedName = [&] { return QString::fromStdString(bench.session.document.opened().outline->name); };
        const auto openedData = [&] { return QString::fromStdString(bench.session.document.opened().data->name); };
        drop({tsv});
        QVERIFY(bench.window.findChild<MessageStack*>()->text().contains(tsv));
        QCOMPARE(openedData(), QString("ocrbench_mini"));
        drop({model});
        QVERIFY(QTest::qWaitFor([&] { return openedName() == "Modell 模型"; }, longWait));
        QCOMPARE(openedData(), QString("Fragen 问题"));
        bench.window.openDemo();
        QVERIFY(QTest::qWaitFor([&] { return openedData() == "ocrbench_mini"; }, longWait));
        drop({tsv, model + "/model.safetensors", model}); // both at once, questions first
        QVERIFY(
            QTest::qWaitFor([&] { return openedName() == "Modell 模型" && openedData() == "Fragen 问题"; }, longWait));
        QVERIFY(bench.waitForBaseline());
    }

    void aQuestionOfOnesOwn()
    {
        auto* panel = m_bench->window.findChild<TryPanel*>();
        m_bench->window.showDock("try");
        auto* answers = panel->findChild<QTextBrowser*>();
        QVERIFY(answers->toPlainText().isEmpty());
        auto* ask = [panel] {
            for (auto* button : panel->findChildren<QAbstractButton*>())
                if (button->text().remove('&') == "Ask")
                    return button;
            return static_cast<QAbstractButton*>(nullptr);
        }();
        QVERIFY(ask);
        QTRY_VERIFY(ask->isEnabled()); // once the text is drawn
        ask->click();
        QVERIFY(QTest::qWaitFor([&] { return !answers->toPlainText().isEmpty(); }, longWait));
        QVERIFY(!answers->toPlainText().contains("(empty)"));
    }

    // The shown run's images: as JPEG under the published protocol, as they are in an exact run. Red is (254, 0, 0)
    // behind Pillow's JPEG.
    void thePlaygroundTakesTheRouteOfTheShownRun()
    {
        auto* panel = m_bench->window.findChild<TryPanel*>();
        auto* samples = view<SamplesView>(*m_bench, "samples");
        const auto* word = named<QLabel>(*samples, "Protocol of the answers' scores");
        QImage red(16, 16, QImage::Format_RGB32);
        red.fill(Qt::red);
        auto recipe = quick("w4a16-rtn");
        recipe.protocol = Protocol::Published;
        QVERIFY(m_bench->run(recipe));
        QVERIFY(m_bench->waitForBaseline());
        panel->setImage(red, "red.png");
        QCOMPARE(panel->image().pixelColor(7, 7), QColor(254, 0, 0));
        QCOMPARE(word->text(), QString("as published"));
        QVERIFY2(word->toolTip().contains("re-encoded as JPEG"), qPrintable(word->toolTip()));
        recipe.protocol = Protocol::Exact;
        QVERIFY(m_bench->run(recipe));
        QVERIFY(m_bench->waitForBaseline());
        QCOMPARE(panel->image().pixelColor(7, 7), QColor(255, 0, 0));
        QCOMPARE(word->text(), QString("exact"));
    }

    void docksAreRestored()
    {
        auto& window = m_bench->window;
        window.setMode("tune");
        window.findChild<TourBar*>()->showSteps("try",
                                                {{"a", "first"}, {"b", "second"}, {"c", "third"}, {"d", "fourth"}});
        const auto before = window.size();
        window.resize(1024, 600);
        QTest::qWait(200); // until the layout fits the window's size
        window.resetLayout();
        QTRY_VERIFY2(window.minimumSizeHint().height() <= 600,
                     qPrintable(QString::number(window.minimumSizeHint().height())));
        QTRY_VERIFY2(window.minimumSizeHint().width() <= 1024,
                     qPrintable(QString::number(window.minimumSizeHint().width())));
        window.resize(before);
        QTest::qWait(200);
        const QStringList tune{"recipe", "layers", "distribution", "scores", "runs", "log"};
        for (const auto& id : {"recipe", "log", "scores"})
            window.dock(id)->hide();
        window.resetLayout();
        for (const auto& row : dockRows())
            QVERIFY2(window.dock(row.id)->isHidden() != tune.contains(row.id), row.id);
    }

    void recipesTravelThroughFiles()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath("mine.json");
        auto recipe = quick("mquant-w4a8-w4a8");
        recipe.name.clear();
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(QByteArray::fromStdString(recipeToJson(recipe).dump()));
        out.close();
        m_bench->window.openPath(file);
        QVERIFY(sameRecipe(m_bench->session.document.recipe(), recipe));
        QCOMPARE(QString::fromStdString(m_bench->session.document.recipe().name), QString("mine"));
    }

    void ownPresetsAreKept()
    {
        auto* recipe = view<RecipeView>(*m_bench, "recipe");
        m_bench->session.document.editRecipe(quick("quarot"), "mine");
        emit recipe->ownPresetSaveRequested("my / own: ä");
        m_bench->session.document.editRecipe({}, "float");
        emit recipe->ownPresetChosen("my / own: ä");
        QVERIFY(sameRecipe(m_bench->session.document.recipe(), quick("quarot")));
        emit recipe->ownPresetDeleteRequested("my / own: ä");
        m_bench->session.document.editRecipe({}, "float");
        emit recipe->ownPresetChosen("my / own: ä");
        QVERIFY(isFloat(m_bench->session.document.recipe()));
    }

    void aReportIsWritten()
    {
        QVERIFY(m_bench->run(quick("naive-static-w8a8")));
        QTemporaryDir folder;
        QSignalSpy notices(&m_bench->session.document, &Document::notice);
        m_bench->session.runs.write(m_bench->session.runs.shown().id, folder.filePath("out"));
        QVERIFY(QTest::qWaitFor([&] { return !notices.isEmpty(); }, longWait));
        for (const char* name : {"report.json", "recipe.json", "predictions.jsonl", "layers.csv"})
            QVERIFY2(QFile::exists(folder.filePath(QString("out/") + name)), name);
    }

    void closeDuringARun()
    {
        auto other = std::make_unique<WindowBench>();
        other->session.document.setSubset({});
        other->session.document.editRecipe(findPreset("mquant-w8a8-w4a8")->make(), "slow");
        other->session.document.start();
        QVERIFY(other->session.runs.isRunning());
        const auto feed = other->session.runs.live()->feed;
        QVERIFY(QTest::qWaitFor([&] { return stageOf(*feed) == "quantize weights"; }, longWait));
        QVERIFY(other->session.runs.isRunning());
        const auto before = other->settings.value("layouts/tune/small").toMap();
        other->window.dock("log")->hide();
        other->window.close();
        QVERIFY(!other->window.isVisible());
        const auto kept = other->settings.value("layouts/tune/small").toMap();
        QVERIFY(!kept["state"].toByteArray().isEmpty() && kept != before); // what was done just before counts
        other.reset();
        QCOMPARE(stageOf(*feed), QString("quantize weights")); // it was not waited for
    }

private:
    std::unique_ptr<WindowBench> m_bench;
};

QUANTSCOPE_TEST(TestMainWindow)
#include "tst_mainwindow.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The six jobs, each from its beginning to its result with the keys alone, which go where a keyboard sends them: to the
// window in front, and there to what has the focus.
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QFileDialog>
#include <QHeaderView>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>
#include <QWindow>

#include "compare/comparepanel.h"
#include "compare/curvesplot.h"
#include "compare/questionfilter.h"
#include "compare/questionmatrix.h"
#include "compare/questionsview.h"
#include "diagnosisview/traceview.h"
#include "gui/tour/tourbar.h"
#include "guitest.h"
#include "learn/learnpanel.h"
#include "recipe/recipetreemodel.h"
#include "recipe/recipeview.h"
#include "runs/runspanel.h"
#include "samples/samplelistmodel.h"
#include "samples/samplespanel.h"
#include "samples/samplesview.h"
#include "samples/sampleview.h"
#include "smallmodel.h"
#include "testmain.h"
#include "windowdesk.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr int keysSoon = 5000; // milliseconds

// False: no window of the program has the keys.
bool pressKey(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
{
    if (!QTest::qWaitFor([] { return QGuiApplication::focusWindow() != nullptr; }, keysSoon))
        return false;
    QTest::keyClick(QGuiApplication::focusWindow(), key, modifiers);
    QCoreApplication::processEvents();
    return true;
}

bool typeText(const QString& text)
{
    for (const QChar letter : text) {
        if (!QGuiApplication::focusWindow())
            return false;
        QTest::keyClick(QGuiApplication::focusWindow(), letter.toLatin1());
        QCoreApplication::processEvents();
    }
    return true;
}

bool takesKeys(const QWidget* widget)
{
    if (QTest::qWaitFor([&] { return QApplication::focusWidget() == widget; }, keysSoon))
        return true;
    for (const auto* has = QApplication::focusWidget(); has; has = has->parentWidget())
        qWarning("the keys go to %s %s", has->metaObject()->className(), qPrintable(has->objectName()));
    return false;
}

// A dialog that has the keys now.
template <typename Dialog> bool isInFront()
{
    return QTest::qWaitFor(
        [] {
            return qobject_cast<Dialog*>(QApplication::activeWindow()) && QApplication::focusWidget() &&
                QApplication::focusWidget()->window() == QApplication::activeWindow();
        },
        keysSoon);
}

// A path into the file dialog in front, from the clipboard as people do.
bool enterPath(const QString& path)
{
    QApplication::clipboard()->setText(path);
    return isInFront<QFileDialog>() && pressKey(Qt::Key_A, Qt::ControlModifier) &&
        pressKey(Qt::Key_V, Qt::ControlModifier) && pressKey(Qt::Key_Return);
}

int columnTitled(const QAbstractItemModel& model, const QString& title)
{
    for (int column = 0; column < model.columnCount(); ++column)
        if (model.headerData(column, Qt::Horizontal).toString() == title)
            return column;
    return -1;
}

bool bringToFront(QWidget& window)
{
    window.activateWindow();
    return QTest::qWaitForWindowActive(&window);
}

}

class TestKeyboardJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("error");
    }

    // 1: the first minute: it breaks, it heals, an answer that has changed is large.
    void theFirstMinute()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
        Theme theme;
        LocalSession session(OpenSettings{.cache = {}, .threads = 2});
        MainWindow window(session, theme, settings);
        window.resize(1366, 768);
        window.show();
        QVERIFY(bringToFront(window));
        window.openDemo();
        const auto* bar = window.findChild<TourBar*>();
        const auto* samples = qobject_cast<SamplesView*>(window.dock("samples")->widget());
        for (int run = 0; run < 3; ++run) {
            QVERIFY(QTest::qWaitFor([] { return qobject_cast<QToolButton*>(QApplication::focusWidget()); }, longWait));
            QVERIFY(bar->isAncestorOf(QApplication::focusWidget()));
            QVERIFY(pressKey(Qt::Key_Space));
            QVERIFY(QTest::qWaitFor([&] { return session.runs.isRunning(); }, longWait));
            QVERIFY(QTest::qWaitFor([&] { return !session.runs.isRunning(); }, longWait));
            QCOMPARE(session.runs.all().size(), size_t(2 + run));
        }
        QVERIFY(QTest::qWaitFor([] { return qobject_cast<QToolButton*>(QApplication::focusWidget()); }, longWait));
        QVERIFY(pressKey(Qt::Key_Space));
        QTRY_VERIFY(samples->isVisible() && samples->isLarge());
        const auto row = static_cast<size_t>(samples->panel()->selectedSample());
        const auto& runs = session.runs;
        QVERIFY(isRight(*runs.shown().answers.at(row)) != isRight(*runs.pinned().answers.at(row)));
        const auto* learn = window.findChild<QToolButton*>("lead-learn");
        for (int i = 0; QApplication::focusWidget() != learn && i < 6; ++i)
            QVERIFY(pressKey(Qt::Key_Tab));
        QVERIFY(takesKeys(learn) && pressKey(Qt::Key_Space));
        QCOMPARE(window.mode(), QString("learn"));
        QVERIFY(!bar->isVisible());
        session.document.stop();
    }

    // 2: three recipes on some of the questions, side by side; the questions of a category; a figure.
    void theResearcher()
    {
        const SmallModel small;
        WindowBench bench(6, small.sources());
        auto& session = bench.session;
        QVERIFY(bringToFront(bench.window));
        QVERIFY(bench.waitForBaseline());

        QVERIFY(pressKey(Qt::Key_Q, Qt::AltModifier) && typeText("4") && pressKey(Qt::Key_Return));
        QCOMPARE(session.document.subset().count, int64_t(4));
        QVERIFY(choosePreset(bench, 'm', "mquant-w8a8-w4a8"));
        QVERIFY(pressKey(Qt::Key_R, Qt::ControlModifier) && bench.waitForRun());

        // A layer of the language model gets 8 bits.
        QVERIFY(pressKey(Qt::Key_F, Qt::ControlModifier) && typeText("down_proj"));
        auto* tree = bench.window.dock("recipe")->findChild<RecipeView*>()->tree()->view();
        for (int i = 0; QApplication::focusWidget() != tree && i < 6; ++i)
            QVERIFY(pressKey(Qt::Key_Tab));
        QVERIFY(takesKeys(tree));
        const auto layerHere = [&] { return tree->currentIndex().data(RecipeTreeModel::LayerRole).toInt(); };
        QVERIFY(pressKey(Qt::Key_End)); // the last block's
        const int layer = layerHere();
        QVERIFY(layer >= 0 && session.document.planned().plan.schemes[size_t(layer)].weightBits == 4);
        const int bits = columnTitled(*tree->model(), "W bits");
        for (int i = 0; tree->currentIndex().column() != bits && i < 12; ++i)
            QVERIFY(pressKey(Qt::Key_Right));
        QCOMPARE(tree->currentIndex().column(), bits);
        QVERIFY(typeText("8"));
        QCOMPARE(session.document.planned().plan.schemes[size_t(layer)].weightBits, 8);
        QVERIFY(pressKey(Qt::Key_R, Qt::ControlModifier) && bench.waitForRun());

        QVERIFY(choosePreset(bench, 'q', "quarot"));
        QVERIFY(pressKey(Qt::Key_R, Qt::ControlModifier) && bench.waitForRun());
        QCOMPARE(session.runs.all().size(), size_t(4));

        QVERIFY(pressKey(Qt::Key_2, Qt::ControlModifier));
        QVERIFY(takesKeys(bench.window.dock("runs")->findChild<RunsPanel*>()->view()));
        QVERIFY(pressKey(Qt::Key_A, Qt::ControlModifier) && pressKey(Qt::Key_Return, Qt::ControlModifier));
        QCOMPARE(session.selection.comparedRuns().size(), qsizetype(4));
        auto* panel = bench.window.dock("compare")->findChild<ComparePanel*>();
        auto* scores = panel->table(ComparePanel::Scores);
        QTRY_VERIFY_WITH_TIMEOUT(scores->model()->rowCount() > 2 && scores->isVisible(), longWait);
        for (int i = 0; QApplication::focusWidget() != scores && i < 6; ++i)
            QVERIFY(pressKey(Qt::Key_Tab));
        QVERIFY(takesKeys(scores));
        QVERIFY(pressKey(Qt::Key_Return));
        auto* questions = panel->questions();
        QVERIFY(takesKeys(questions->table()));
        const auto category = scores->model()->index(0, 0).data().toString();
        const int asked = scores->model()->index(0, 1).data().toInt();
        QCOMPARE(questions->filter()->rowCount(), asked);
        for (int row = 0; row < asked; ++row)
            QCOMPARE(questions->filter()->index(row, QuestionMatrix::CategoryColumn).data().toString(), category);

        QVERIFY(saveFigure(bench, *panel));
    }

    // 3: the lessons large, for a class.
    void theTeacher()
    {
        const SmallModel small;
        WindowBench bench(2, small.sources());
        auto& window = bench.window;
        QVERIFY(bringToFront(window));
        auto* lessons = qobject_cast<LearnPanel*>(window.dock("learn")->widget());
        const double letters = lessons->font().pointSizeF();
        const auto bars = window.findChildren<QToolBar*>(Qt::FindDirectChildrenOnly);
        QVERIFY(bars.size() >= 3);
        QVERIFY(pressKey(Qt::Key_F5));
        QCOMPARE(window.mode(), QString("learn"));
        QTRY_VERIFY(window.isFullScreen());
        QCOMPARE(lessons->font().pointSizeF(), 1.5 * letters);
        QCOMPARE(lessons->pageWidget(0)->font().pointSizeF(), 1.5 * letters);
        for (const auto* bar : bars)
            QVERIFY2(!bar->isVisible(), qPrintable(bar->objectName()));
        window.keepLayout(); // as every few seconds
        QVERIFY(pressKey(Qt::Key_PageDown));
        QCOMPARE(lessons->page(), 1);

        QVERIFY(pressKey(Qt::Key_F5));
        QCOMPARE(window.mode(), QString("tune"));
        QTRY_VERIFY(!window.isFullScreen());
        QCOMPARE(lessons->font().pointSizeF(), letters);
        for (const auto* bar : bars)
            QVERIFY2(bar->isVisible(), qPrintable(bar->objectName()));
        // Another mode ends it too, and the lessons' own layout has its tools.
        QVERIFY(pressKey(Qt::Key_F5) && pressKey(Qt::Key_4, Qt::ControlModifier));
        QCOMPARE(window.mode(), QString("why"));
        QTRY_VERIFY(!window.isFullScreen());
        QVERIFY(pressKey(Qt::Key_6, Qt::ControlModifier));
        for (const auto* bar : bars)
            QVERIFY2(bar->isVisible(), qPrintable(bar->objectName()));
        QCOMPARE(lessons->font().pointSizeF(), letters);
    }

    // 4: a flip large with its tiles, and its trace.
    void theInspector()
    {
        WindowBench bench(12);
        QVERIFY(bringToFront(bench.window));
        QVERIFY(bench.waitForBaseline());
        QVERIFY(bench.run(quick("naive-static-w8a8")));
        QVERIFY(bench.waitForBaseline());
        auto* samples = qobject_cast<SamplesView*>(bench.window.dock("samples")->widget());
        QVERIFY(pressKey(Qt::Key_F8));
        QCOMPARE(bench.window.mode(), QString("questions"));
        QVERIFY(samples->isLarge());
        const int flip = bench.session.selection.question();
        QVERIFY(flip >= 0);
        QCOMPARE(samples->model()->outcome(flip), Outcome::Flip);
        auto* tiles = named<QToolButton>(*samples, "Outline the tiles that the model sees (T)");
        QTRY_VERIFY_WITH_TIMEOUT(tiles->isEnabled(), keysSoon); // the image is there
        QVERIFY(pressKey(Qt::Key_T));
        QVERIFY(tiles->isChecked());
        QVERIFY(pressKey(Qt::Key_T, Qt::ControlModifier));
        auto* trace = bench.window.dock("diagnosis")->findChild<TraceView*>();
        QTRY_VERIFY(!trace->visibleRegion().isEmpty());
        QVERIFY(QTest::qWaitFor([&] { return trace->tokens()->model()->rowCount() > 0; }, longWait));
        QCOMPARE(bench.window.mode(), QString("questions"));
        // The keys are still the question's: on to the next.
        const int before = bench.session.selection.question();
        QVERIFY(pressKey(Qt::Key_N));
        QVERIFY(bench.session.selection.question() != before);
        QVERIFY(samples->isLarge());
    }

    // 5: a model with questions beside it, in one dialog.
    void theOwnModel()
    {
        const SmallModel small;
        WindowBench bench(1);
        QVERIFY(bringToFront(bench.window));
        QVERIFY(pressKey(Qt::Key_O, Qt::ControlModifier));
        QVERIFY(enterPath(QString::fromStdString(small.model().string())));
        const auto& document = bench.session.document;
        QVERIFY(QTest::qWaitFor([&] { return document.opened().sources.model == small.model(); }, longWait));
        QVERIFY(bench.waitForBaseline());
        QCOMPARE(document.opened().sources.data, small.data());
        QCOMPARE(document.opened().sources.calibration, small.calibration());
        // What the user has chosen stays with the next model.
        bench.window.openPath(QUANTSCOPE_SOURCE_DIR "/tests/data/tinymodel");
        QVERIFY(QTest::qWaitFor([&] { return document.opened().outline->name == "tinymodel"; }, longWait));
        QCOMPARE(document.opened().sources.data, small.data());
    }

    // 6: the window is gone from one moment to the next; nothing has to be pressed to have all back.
    void theRecovery()
    {
        const Disk disk;
        std::string first, second;
        Recipe recipe;
        {
            Desk desk(disk, 3);
            QVERIFY(desk.idle());
            for (const char* preset : {"naive-static-w8a8", "dynamic-w8a8"}) {
                desk.session.document.editRecipe(quick(preset), "test");
                QVERIFY(pressKey(Qt::Key_R, Qt::ControlModifier));
                QVERIFY(desk.idle());
                first = std::exchange(second, desk.session.runs.shown().record.id);
            }
            recipe = desk.session.document.recipe();
            desk.keeper.keep(); // as every few seconds; the window is not closed
        }
        Desk desk(disk, 3);
        QVERIFY(bringToFront(desk.window));
        QVERIFY(desk.idle());
        QVERIFY(QTest::qWaitFor([&] { return desk.session.runs.shown().record.id == second; }, longWait));
        QVERIFY(sameRecipe(desk.session.document.recipe(), recipe));
        // And the earlier one with the keys.
        QVERIFY(pressKey(Qt::Key_2, Qt::ControlModifier));
        auto* runs = desk.window.dock("runs")->findChild<RunsPanel*>();
        QVERIFY(takesKeys(runs->view()));
        QTRY_COMPARE_WITH_TIMEOUT(runs->view()->model()->rowCount(), 3, keysSoon);
        QVERIFY(pressKey(Qt::Key_Home, Qt::ControlModifier));
        for (int i = 0; runs->selectedIds() != QStringList{QString::fromStdString(first)} && i < 3; ++i)
            QVERIFY(pressKey(Qt::Key_Down));
        QVERIFY(pressKey(Qt::Key_Return));
        QVERIFY(QTest::qWaitFor([&] { return desk.session.runs.shown().record.id == first; }, longWait));
    }

private:
    static bool choosePreset(WindowBench& bench, char letter, const char* id)
    {
        const auto* presets = named<QComboBox>(*bench.window.dock("recipe"), "Preset");
        return pressKey(Qt::Key_P, Qt::AltModifier) && takesKeys(presets) && typeText(QString(QLatin1Char(letter))) &&
            sameRecipe(bench.session.document.recipe(), findPreset(id)->make());
    }

    // Of the layers' errors, one column of a paper wide.
    static bool saveFigure(WindowBench& bench, ComparePanel& panel)
    {
        const auto* layers = panel.findChild<QTabWidget*>();
        const auto control = Qt::ControlModifier | Qt::ShiftModifier;
        for (int i = 0; layers->currentIndex() != ComparePanel::Layers && i < ComparePanel::TabCount; ++i)
            if (!pressKey(Qt::Key_Backtab, control))
                return false;
        const auto* save = panel.findChild<CurvesPlot*>()->findChild<QAction*>("exportView");
        if (!QTest::qWaitFor([&] { return save->isEnabled(); }, longWait))
            return false;
        const auto file = bench.folder.filePath("errors.pdf");
        if (!pressKey(Qt::Key_E, Qt::ControlModifier) || !isInFront<QDialog>() || !pressKey(Qt::Key_Return) ||
            !enterPath(file))
            return false;
        if (!QTest::qWaitFor([&] { return QFileInfo(file).size() > 0; }, keysSoon))
            return false;
        QFile figure(file);
        return figure.open(QIODevice::ReadOnly) && figure.readAll().startsWith("%PDF-");
    }
};

QUANTSCOPE_TEST(TestKeyboardJobs)
#include "tst_keyboardjobs.moc"

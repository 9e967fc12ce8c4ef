// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QMouseEvent>
#include <QScrollArea>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>

#include <set>

#include "gui/docks/docks.h"
#include "gui/frame/compareline.h"
#include "gui/shell/modelayouts.h"
#include "gui/shell/modes.h"
#include "guitest.h"
#include "smallmodel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

// A window that comes back with the same settings.
struct Restarts
{
    QTemporaryDir folder;
    Theme theme;
    std::unique_ptr<QSettings> settings;
    std::unique_ptr<LocalSession> session;
    std::unique_ptr<MainWindow> window;

    MainWindow& start(const QSize& size = {})
    {
        stop();
        settings = std::make_unique<QSettings>(folder.filePath("s.ini"), QSettings::IniFormat);
        session = std::make_unique<LocalSession>(OpenSettings{.cache = {}, .threads = 1});
        window = std::make_unique<MainWindow>(*session, theme, *settings);
        if (!size.isEmpty())
            window->resize(size);
        window->show();
        settle();
        return *window;
    }
    void stop()
    {
        if (window)
            window->close();
        window.reset();
        session.reset();
        settings.reset();
    }
    // Until the layout fits the window's size, also on a machine that has other things to do.
    static void settle()
    {
        QTest::qWait(190);
        for (int same = 0, tries = 0; same < 3 && tries < 40; ++tries) {
            const auto before = places();
            QTest::qWait(60);
            same = places() == before ? same + 1 : 0;
        }
    }
    static QList<QRect> places()
    {
        QList<QRect> list;
        for (const auto* top : QApplication::topLevelWidgets())
            for (const auto* dock : top->findChildren<QDockWidget*>())
                list.append(dock->geometry());
        return list;
    }
    ~Restarts()
    {
        stop();
    }
};

// Sorted; behind tabs too.
QStringList docksOf(const MainWindow& window)
{
    QStringList ids;
    for (const auto& row : dockRows())
        if (!window.dock(row.id)->isHidden())
            ids << row.id;
    ids.sort();
    return ids;
}

// What the shown docks need at least.
QString needsOf(const MainWindow& window)
{
    QString text = QString("%1x%2:").arg(window.minimumSizeHint().width()).arg(window.minimumSizeHint().height());
    for (const auto& id : docksOf(window)) {
        const auto needs = window.dock(id)->minimumSizeHint();
        text += QString(" %1 %2x%3").arg(id).arg(needs.width()).arg(needs.height());
    }
    return text;
}

// The columns of Tune.
QList<int> widthsOf(const MainWindow& window)
{
    return {window.dock("recipe")->width(), window.dock("layers")->width(), window.dock("scores")->width()};
}

bool isNear(const QList<int>& a, const QList<int>& b, int pixels = 3)
{
    bool all = a.size() == b.size();
    for (qsizetype i = 0; all && i < a.size(); ++i)
        all = std::abs(a[i] - b[i]) <= pixels;
    return all;
}

QByteArray widthsText(const QList<int>& a, const QList<int>& b)
{
    QStringList texts;
    for (const auto* list : {&a, &b})
        for (const int width : *list)
            texts << QString::number(width);
    return texts.join(' ').toLatin1();
}

void resizeTo(MainWindow& window, const QSize& size)
{
    window.resize(size);
    Restarts::settle();
}

// Of what separates two columns.
void dragBehind(MainWindow& window, const char* dock, int by)
{
    const auto place = window.dock(dock)->geometry();
    const QPoint from(place.right() + 3, place.center().y());
    QTest::mousePress(&window, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, from + QPoint(by, 0), window.mapToGlobal(from + QPoint(by, 0)), Qt::NoButton,
                     Qt::LeftButton, {});
    QApplication::sendEvent(&window, &move);
    QTest::qWait(20); // docks follow the mouse later
    QTest::mouseRelease(&window, Qt::LeftButton, {}, from + QPoint(by, 0));
    QTest::qWait(450); // until the layout is noted
}

void press(MainWindow& window, int digit)
{
    QTest::keyClick(&window, static_cast<Qt::Key>(Qt::Key_0 + digit), Qt::ControlModifier);
}

}

class TestModes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("warning");
    }

    void keysSwitchModes_data()
    {
        QTest::addColumn<int>("digit");
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QStringList>("small");
        QTest::addColumn<QStringList>("large");
        const auto row = [](int digit, const char* mode, const QStringList& small, const QStringList& large) {
            QTest::newRow(mode) << digit << QString(mode) << small << large;
        };
        const QStringList tune{"distribution", "layers", "log", "recipe", "runs", "scores"};
        row(1, "tune", tune, tune);
        row(2, "compare", {"compare", "runs"}, {"compare", "runs"});
        row(3, "questions", {"diagnosis", "samples", "try"}, {"diagnosis", "samples", "scores", "try"});
        row(4, "why", {"diagnosis", "distribution", "layers"}, {"diagnosis", "distribution", "layers"});
        row(5, "bits", {"search", "sweep"}, {"search", "sweep"});
        row(6, "learn", {"learn"}, {"learn"});
    }
    void keysSwitchModes()
    {
        QFETCH(int, digit);
        QFETCH(QString, mode);
        QFETCH(QStringList, small);
        QFETCH(QStringList, large);
        if (!m_restarts.window) {
            m_restarts.start({1366, 768});
            QCOMPARE(m_restarts.window->mode(), QString("tune")); // at the first start
        }
        auto& window = *m_restarts.window;
        window.resize(1366, 768);
        Restarts::settle();
        press(window, digit);
        QCOMPARE(window.mode(), mode);
        QCOMPARE(docksOf(window), small);
        QVERIFY(window.findChild<QAction*>("mode-" + mode)->isChecked());
        QVERIFY(window.focusWidget() && window.focusWidget()->isVisible());
        const auto* bar = window.findChild<QToolBar*>("modes");
        QCOMPARE(bar->findChildren<QToolButton*>(Qt::FindDirectChildrenOnly).size() >= 6, true);
        for (const auto& size : {QSize(1366, 768), QSize(1024, 600)}) {
            window.resize(size);
            Restarts::settle();
            QCOMPARE(window.size(), size);
            const auto least = window.minimumSizeHint();
            // The least window has an arrangement of its own.
            const auto room =
                size.width() == 1024 ? size : QSize(ModeLayouts::mostLeastWidth, ModeLayouts::mostLeastHeight);
            QVERIFY2(least.width() <= room.width() && least.height() <= room.height(), qPrintable(needsOf(window)));
            for (const auto& id : docksOf(window))
                if (const auto* dock = window.dock(id); !dock->visibleRegion().isEmpty())
                    QVERIFY2(window.rect().contains(dock->geometry()), qPrintable(id));
            savePicture(window, QString("mode-%1-%2").arg(mode).arg(size.width()));
        }
        window.resize(1920, 1040);
        Restarts::settle();
        QCOMPARE(docksOf(window), large);
        savePicture(window, QString("mode-%1-1920").arg(mode));
    }

    void layoutsComeBack()
    {
        m_restarts.stop();
        Restarts restarts;
        auto* window = &restarts.start({1300, 760});
        window->dock("distribution")->hide();
        window->dock("log")->hide();
        press(*window, 4);
        window->dock("layers")->hide();
        QVERIFY(!window->dock("distribution")->isHidden()); // another mode's
        window = &restarts.start({1300, 760});
        QCOMPARE(window->mode(), QString("why"));
        QCOMPARE(docksOf(*window), QStringList({"diagnosis", "distribution"}));
        press(*window, 1);
        QCOMPARE(docksOf(*window), QStringList({"layers", "recipe", "runs", "scores"}));
        window->findChild<QAction*>("resetLayout")->trigger();
        QCOMPARE(docksOf(*window), QStringList({"distribution", "layers", "log", "recipe", "runs", "scores"}));
        press(*window, 4);
        QCOMPARE(docksOf(*window), QStringList({"diagnosis", "distribution"}));
        window = &restarts.start({1300, 760});
        press(*window, 1);
        QVERIFY(!window->dock("distribution")->isHidden());
    }

    void smallAndLargeAreApart()
    {
        Restarts restarts;
        auto* window = &restarts.start({1300, 760});
        press(*window, 3);
        window->resize(1700, 900);
        Restarts::settle();
        QVERIFY(!window->dock("scores")->isHidden());
        window->dock("try")->hide();
        window->resize(1300, 760);
        Restarts::settle();
        QVERIFY(window->dock("scores")->isHidden());
        QVERIFY(!window->dock("try")->isHidden());
        window->resize(1700, 900);
        Restarts::settle();
        QVERIFY(window->dock("try")->isHidden());
    }

    // A window that was another size for a while looks as if it had not been.
    void sizesOfTheWindowChangeNoLayout_data()
    {
        QTest::addColumn<QSize>("other");
        QTest::newRow("large") << QSize(1920, 1040);
        QTest::newRow("narrower") << QSize(1180, 700);
        QTest::newRow("least") << QSize(1024, 600);
    }
    void sizesOfTheWindowChangeNoLayout()
    {
        QFETCH(QSize, other);
        Restarts restarts;
        auto* window = &restarts.start({1366, 768});
        const auto fresh = widthsOf(*window);
        resizeTo(*window, other);
        press(*window, 4);
        press(*window, 1); // the modes are kept when one leaves them
        QTest::qWait(450);
        Restarts::settle();
        resizeTo(*window, {1366, 768});
        QVERIFY2(isNear(widthsOf(*window), fresh), widthsText(widthsOf(*window), fresh));
        resizeTo(*window, other);
        window = &restarts.start({1366, 768});
        QVERIFY2(isNear(widthsOf(*window), fresh), widthsText(widthsOf(*window), fresh));
        // Nor does a tab that is raised while the docks are narrower than they want.
        resizeTo(*window, other);
        window->dock("log")->raise();
        QTest::qWait(450);
        Restarts::settle();
        resizeTo(*window, {1366, 768});
        QVERIFY2(isNear(widthsOf(*window), fresh), widthsText(widthsOf(*window), fresh));
    }

    void whatWasDraggedStays()
    {
        Restarts restarts;
        auto* window = &restarts.start({1366, 768});
        const auto fresh = widthsOf(*window);
        dragBehind(*window, "layers", -90);
        const auto dragged = widthsOf(*window);
        QVERIFY2(isNear(dragged, {fresh[0], fresh[1] - 90, fresh[2] + 90}, 6), widthsText(fresh, dragged));
        for (const auto& size : {QSize(1920, 1040), QSize(1100, 700)}) {
            resizeTo(*window, size);
            QVERIFY(!isNear(widthsOf(*window), dragged));
            resizeTo(*window, {1366, 768});
            QVERIFY2(isNear(widthsOf(*window), dragged), widthsText(widthsOf(*window), dragged));
        }
        // Narrower, the columns keep their shares as far as each has the room that it needs.
        resizeTo(*window, {1300, 768});
        const double share = double(dragged[1]) / dragged[2];
        QVERIFY(std::abs(double(window->dock("layers")->width()) / window->dock("scores")->width() - share) < 0.05);
        window = &restarts.start({1366, 768});
        QVERIFY2(isNear(widthsOf(*window), dragged), widthsText(widthsOf(*window), dragged));
        window->findChild<QAction*>("resetLayout")->trigger();
        Restarts::settle();
        QVERIFY2(isNear(widthsOf(*window), fresh), widthsText(widthsOf(*window), fresh));
    }

    // Nothing scrolls inside what scrolls, and tables have rows.
    void smallWindowsShowTables()
    {
        const SmallModel small;
        WindowBench bench(2, small.sources());
        QVERIFY(bench.waitForBaseline());
        auto& window = bench.window;
        for (const auto& size : {QSize(1024, 600), QSize(1280, 720), QSize(1366, 768)})
            for (const int digit : {1, 4}) {
                resizeTo(window, size);
                press(window, digit);
                Restarts::settle();
                for (const auto* id : {"layers", "distribution", "scores", "runs", "log"})
                    QVERIFY2(!qobject_cast<QScrollArea*>(window.dock(id)->widget()), id);
                QVERIFY(!window.dock("layers")->visibleRegion().isEmpty());
                const auto* table = window.dock("layers")->findChild<QTreeView*>();
                const int row = table->visualRect(table->model()->index(0, 0)).height();
                const auto text = QString("%1 of %2 at %3").arg(table->viewport()->height()).arg(row).arg(size.width());
                QVERIFY2(row > 0 && table->viewport()->height() >= 5 * row, qPrintable(text));
            }
        press(window, 1);
    }

    void aDamagedLayoutIsNone()
    {
        Restarts restarts;
        restarts.settings = std::make_unique<QSettings>(restarts.folder.filePath("s.ini"), QSettings::IniFormat);
        restarts.settings->setValue("layouts/mode", "no such mode");
        restarts.settings->setValue("layouts/tune/small", QByteArray("\x00\x00\x00\xff damaged", 12));
        restarts.settings->setValue("window/geometry", QByteArray("damaged"));
        restarts.settings->sync();
        auto& window = restarts.start({1300, 760});
        QCOMPARE(window.mode(), QString("tune"));
        QCOMPARE(docksOf(window), QStringList({"distribution", "layers", "log", "recipe", "runs", "scores"}));
    }

    // Wherever somebody is, a dock that is asked for is seen.
    void everyDockIsReached()
    {
        Restarts restarts;
        auto& window = restarts.start({1300, 760});
        std::set<QString> keys;
        for (const auto* action : window.findChildren<QAction*>())
            for (const auto& shortcut : action->shortcuts())
                if (action->property("group").isValid())
                    QVERIFY2(keys.insert(shortcut.toString()).second, qPrintable(shortcut.toString()));
        for (const auto& row : dockRows()) {
            const auto* action = window.findChild<QAction*>(QString("show-") + row.id);
            QVERIFY2(!action->shortcut().isEmpty(), row.id);
            QVERIFY2(!homeModeOf(row.id).isEmpty(), row.id);
            for (const auto* from : {"tune", "learn"}) {
                window.setMode(from);
                window.findChild<QAction*>(QString("show-") + row.id)->trigger();
                QTRY_VERIFY2(!window.dock(row.id)->visibleRegion().isEmpty(), row.id);
            }
        }
        QTest::keyClick(&window, Qt::Key_2, Qt::AltModifier); // the second of the View menu
        QCOMPARE(window.mode(), QString("tune"));
        QVERIFY(!window.dock("layers")->visibleRegion().isEmpty());
        // A dock that is in this mode is shown in it.
        window.setMode("why");
        window.showDock("layers");
        QCOMPARE(window.mode(), QString("why"));
    }

    void theSelectionSurvives()
    {
        const SmallModel small;
        WindowBench bench(4, small.sources());
        QVERIFY(bench.run(quick("naive-static-w8a8")));
        auto& session = bench.session;
        const int run = session.runs.shown().id;
        QVERIFY(run != 0);
        session.selection.selectLayer(3);
        session.selection.selectQuestion(2);
        const QStringList compared{QString::fromStdString(session.runs.shown().record.id)};
        session.selection.setComparedRuns(compared);
        for (int digit : {2, 3, 4, 5, 6, 1}) {
            press(bench.window, digit);
            QCoreApplication::processEvents();
            QCOMPARE(session.selection.layer(), 3);
            QCOMPARE(session.selection.question(), 2);
            QCOMPARE(session.selection.comparedRuns(), compared);
            QCOMPARE(session.runs.shown().id, run);
        }
    }

    void theLineSaysWhatIsCompared()
    {
        const SmallModel small;
        WindowBench bench(4, small.sources());
        QVERIFY(bench.waitForBaseline());
        auto* line = bench.window.findChild<CompareLine*>();
        const auto all = bench.session.document.opened().data->questions.size();
        QCOMPARE(line->shownText(), QString("Float"));
        QCOMPARE(line->questionsText(), QString("4 of %1 questions").arg(all));
        auto* baseline = bench.window.findChild<QComboBox*>("pinBox");
        const auto place = baseline->geometry();
        QVERIFY(bench.run(quick("naive-static-w8a8")));
        QCOMPARE(line->shownText(), QString("naive-static-w8a8"));
        const int run = bench.session.runs.shown().id;
        // Another recipe on two questions: two are common to both.
        bench.session.document.setSubset(firstQuestions(2));
        QVERIFY(bench.run(quick("w4a16-rtn")));
        QVERIFY(bench.waitForBaseline());
        baseline->setCurrentIndex(baseline->findData(run));
        Q_EMIT baseline->activated(baseline->currentIndex());
        QCOMPARE(bench.session.runs.pinned().id, run);
        QCOMPARE(line->questionsText(), QString("2 of %1 questions").arg(all));
        QCOMPARE(baseline->geometry(), place); // whatever stands in it
        QTest::mouseClick(bench.window.findChild<QToolButton*>("shownRun"), Qt::LeftButton);
        QVERIFY(!bench.window.dock("runs")->visibleRegion().isEmpty());
        QTest::mouseClick(bench.window.findChild<QToolButton*>("comparedQuestions"), Qt::LeftButton);
        QCOMPARE(bench.window.focusWidget()->accessibleName(), QString("Questions to answer"));
    }

    // Nothing moves while one aims.
    void theToolsKeepTheirPlaces()
    {
        const SmallModel small;
        WindowBench bench(2, small.sources());
        const auto places = [&] {
            QList<QRect> rects;
            for (const char* bar : {"tools", "modes", "compared"})
                for (const auto* child : bench.window.findChild<QToolBar*>(bar)->findChildren<QWidget*>())
                    if (child->isVisible())
                        rects << QRect(child->mapTo(&bench.window, QPoint()), child->size());
            return rects;
        };
        QVERIFY(bench.waitForBaseline()); // what the first steps show is gone: this is not their model
        const auto before = places();
        QVERIFY(before.size() > 14);
        bench.session.document.editRecipe(quick("mquant-w8a8-w4a8"), "a change with quite a long name of its own");
        QTest::qWait(50);
        QVERIFY(bench.window.findChild<QAction*>("undo")->toolTip().contains("quite a long name"));
        QCOMPARE(places(), before);
        bench.session.document.start();
        QTest::qWait(50);
        QCOMPARE(places(), before);
        QVERIFY(bench.waitForRun());
        QCOMPARE(places(), before);
    }

    void theWindowFitsTheScreen()
    {
        Restarts restarts;
        auto& window = restarts.start();
        const auto screen = window.screen()->availableGeometry();
        QVERIFY(window.width() <= std::max(screen.width(), 900) && window.height() <= std::max(screen.height(), 520));
        QVERIFY(window.minimumWidth() <= 1024 && window.minimumHeight() <= 560);
    }

private:
    Restarts m_restarts; // one window for all modes
};

QUANTSCOPE_TEST(TestModes)
#include "tst_modes.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What a screen reader is told: the walk through all modes, their pages and the dialogs, and the way of the Tab key.
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <set>

#include "gui/shell/modes.h"
#include "guitest.h"
#include "plots/plotview.h"
#include "samples/imageview.h"
#include "samples/samplesview.h"
#include "smallmodel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr int mostTabs = 120; // presses once round a mode

// A part of another control, which speaks for it.
bool isInner(const QWidget& widget)
{
    const auto* parent = widget.parentWidget();
    return widget.objectName().startsWith(QLatin1String("qt_")) || widget.focusProxy() ||
        qobject_cast<const QComboBox*>(parent) || qobject_cast<const QAbstractSpinBox*>(parent) ||
        qobject_cast<const QLineEdit*>(parent) || qobject_cast<const QTabBar*>(parent) ||
        qobject_cast<const QMenuBar*>(parent) || qobject_cast<const QHeaderView*>(&widget) ||
        widget.inherits("QComboBoxPrivateContainer");
}

bool isTold(const QWidget& widget)
{
    const auto* label = qobject_cast<const QLabel*>(&widget);
    return widget.focusPolicy() != Qt::NoFocus || qobject_cast<const QAbstractButton*>(&widget) ||
        qobject_cast<const QTabBar*>(&widget) || qobject_cast<const PlotView*>(&widget) ||
        qobject_cast<const ImageView*>(&widget) || (label && !label->pixmap(Qt::ReturnByValue).isNull());
}

// What is wrong with a name; empty: nothing.
QString faultOf(const QString& name, const QString& className)
{
    if (name.trimmed().isEmpty())
        return "has no name";
    if (name == className || name == className.section("::", -1) || name.contains("quantscope::"))
        return "has the name of its class, " + name;
    if (std::none_of(name.begin(), name.end(), [](QChar c) { return c.isLetter(); }))
        return "has a name without a letter, " + name;
    if (QRegularExpression("&\\w").match(name).hasMatch())
        return "has the mark of a key in its name, " + name;
    return {};
}

QString placeOf(const QWidget& widget)
{
    QStringList path;
    for (const auto* each = &widget; each && path.size() < 4; each = each->parentWidget())
        path << QString(each->metaObject()->className()).section("::", -1) +
                (each->objectName().isEmpty() ? QString() : "#" + each->objectName());
    return path.join(" in ");
}

QString toldName(QObject* object)
{
    auto* told = QAccessible::queryAccessibleInterface(object);
    return told ? told->text(QAccessible::Name) : QString();
}

// Beside its value, which is no name.
QString nameOnly(QWidget& widget)
{
    const auto* box = qobject_cast<QComboBox*>(&widget);
    const auto name = toldName(&widget);
    if (!box || box->currentText().isEmpty())
        return name;
    return name.endsWith(": " + box->currentText()) ? name.chopped(box->currentText().size() + 2) : QString();
}

// Columns need a head, tabs a name.
QStringList partFaults(QWidget& widget)
{
    QStringList faults;
    if (const auto* tabs = qobject_cast<QTabBar*>(&widget))
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->tabText(i).isEmpty() && tabs->accessibleTabName(i).isEmpty())
                faults << QString("tab %1 of %2 has no name").arg(i).arg(placeOf(widget));
    const auto* table = qobject_cast<QTableView*>(&widget);
    const auto* tree = qobject_cast<QTreeView*>(&widget);
    const auto* header = table ? table->horizontalHeader() : tree ? tree->header() : nullptr;
    if (header && header->model() && !header->isHidden())
        for (int i = 0; i < header->count(); ++i)
            if (!header->isSectionHidden(i) &&
                header->model()->headerData(i, Qt::Horizontal).toString().trimmed().isEmpty() &&
                header->model()->headerData(i, Qt::Horizontal, Qt::AccessibleTextRole).toString().isEmpty())
                faults << QString("column %1 of %2 has no head").arg(i).arg(placeOf(widget));
    return faults;
}

QStringList faultsOf(QWidget& root)
{
    QStringList faults;
    for (auto* widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible() || isInner(*widget))
            continue;
        faults << partFaults(*widget);
        if (!isTold(*widget) || qobject_cast<QDockWidget*>(widget) || widget->inherits("QDockWidgetTitleButton"))
            continue;
        if (qobject_cast<QTabBar*>(widget) && qobject_cast<QMainWindow*>(widget->parentWidget()))
            continue; // of docks: Qt tells the tab in front, whatever its name
        if (const auto fault = faultOf(nameOnly(*widget), widget->metaObject()->className()); !fault.isEmpty())
            faults << placeOf(*widget) + ' ' + fault;
    }
    return faults;
}

// Of every page of every tab that is shown.
QStringList faultsOfAllPages(QWidget& root)
{
    auto faults = faultsOf(root);
    for (auto* tabs : root.findChildren<QTabWidget*>()) {
        const int before = tabs->currentIndex();
        for (int page = 0; tabs->isVisible() && page < tabs->count(); ++page) {
            tabs->setCurrentIndex(page);
            faults << faultsOf(*tabs);
        }
        tabs->setCurrentIndex(before);
    }
    faults.removeDuplicates();
    return faults;
}

const QDockWidget* dockOf(const QWidget* widget)
{
    while (widget && !qobject_cast<const QDockWidget*>(widget))
        widget = widget->parentWidget();
    return qobject_cast<const QDockWidget*>(widget);
}

}

class TestAccessible : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("error");
        m_bench = std::make_unique<WindowBench>(4, m_small.sources());
        m_bench->window.resize(1366, 768);
        QVERIFY(m_bench->run(quick("naive-static-w8a8")));
        QVERIFY(m_bench->run(quick("w4a16-rtn")));
        auto& session = m_bench->session;
        QStringList ids;
        for (const auto& run : session.runs.all())
            ids << QString::fromStdString(run.record.id);
        session.selection.setComparedRuns(ids);
        session.selection.selectQuestion(1);
    }

    void cleanupTestCase()
    {
        m_bench.reset();
    }

    // The walk can fail.
    void faultsAreSeen()
    {
        QWidget root;
        new QToolButton(&root);
        (new QToolButton(&root))->setText("✕");
        (new QToolButton(&root))->setAccessibleName("QToolButton");
        (new QLineEdit(&root))->setAccessibleName("&Name");
        auto* tabs = new QTabBar(&root);
        tabs->addTab({});
        auto* good = new QToolButton(&root);
        good->setText("&Good");
        root.show();
        const auto faults = faultsOf(root);
        QCOMPARE(faults.size(), 6);
        QCOMPARE(faults.filter("has no name").size(), 3); // the empty button, the tabs and one of them
        QCOMPARE(faults.filter("without a letter").size(), 1);
        QCOMPARE(faults.filter("name of its class").size(), 1);
        QCOMPARE(faults.filter("mark of a key").size(), 1);
    }

    void everyModeIsTold_data()
    {
        QTest::addColumn<QString>("mode");
        for (const auto& row : modeRows())
            QTest::newRow(row.id) << QString(row.id);
    }
    void everyModeIsTold()
    {
        QFETCH(QString, mode);
        auto& window = m_bench->window;
        window.setMode(mode);
        QTRY_VERIFY(!window.focusWidget() || window.focusWidget()->isVisible());
        QCoreApplication::processEvents();
        auto faults = faultsOfAllPages(window);
        if (mode == "questions") {
            qobject_cast<SamplesView*>(window.dock("samples")->widget())->openSample(0);
            faults << faultsOf(*window.dock("samples"));
            qobject_cast<SamplesView*>(window.dock("samples")->widget())->showList();
        }
        QVERIFY2(faults.isEmpty(), qPrintable('\n' + faults.join('\n')));
    }

    void everyMenuIsTold()
    {
        QStringList faults;
        const auto walk = [&](const auto& self, const QMenu& menu) -> void {
            for (const auto* action : menu.actions()) {
                if (action->isSeparator())
                    continue;
                const auto text = QString(action->text()).remove('&').section('\t', 0, 0);
                if (std::none_of(text.begin(), text.end(), [](QChar c) { return c.isLetterOrNumber(); }))
                    faults << "an entry of " + menu.title();
                if (action->menu())
                    self(self, *action->menu());
            }
        };
        for (const auto* action : m_bench->window.menuBar()->actions())
            walk(walk, *action->menu());
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join('\n')));
    }

    void everyDialogIsTold_data()
    {
        QTest::addColumn<QString>("action");
        for (const char* action : {"report", "manual", "tasks", "about", "saveSession"})
            QTest::newRow(action) << QString(action);
    }
    void everyDialogIsTold()
    {
        QFETCH(QString, action);
        auto& window = m_bench->window;
        window.setMode("tune");
        const auto before = QApplication::topLevelWidgets();
        window.findChild<QAction*>(action)->trigger();
        const auto opened = [&]() -> QWidget* {
            for (auto* each : QApplication::topLevelWidgets())
                if (each->isVisible() && each != &window && (!before.contains(each) || !each->inherits("QMenu")))
                    return each;
            return nullptr;
        };
        if (action == "saveSession" && !window.findChild<QAction*>(action)->isEnabled())
            QSKIP("without a store there is nothing to share");
        QTRY_VERIFY(opened());
        auto* dialog = opened();
        QVERIFY(!dialog->windowTitle().isEmpty() || !dialog->accessibleName().isEmpty());
        const auto faults = faultsOfAllPages(*dialog);
        dialog->close();
        QVERIFY2(faults.isEmpty(), qPrintable('\n' + faults.join('\n')));
    }

    // Tab goes once round the window: each dock that is in front is entered, and nothing holds the focus.
    void tabGoesRound_data()
    {
        everyModeIsTold_data();
    }
    void tabGoesRound()
    {
        QFETCH(QString, mode);
        auto& window = m_bench->window;
        window.setMode(mode);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTRY_VERIFY(window.focusWidget());
        std::set<const QDockWidget*> wanted, entered;
        for (const auto* dock : window.findChildren<QDockWidget*>())
            if (dock->isVisible() && !dock->visibleRegion().isEmpty())
                wanted.insert(dock);
        const QWidget* first = nullptr;
        int presses = 0;
        for (; presses < mostTabs; ++presses) {
            auto* focus = QApplication::focusWidget();
            QVERIFY2(focus, qPrintable(QString("nothing has the focus after %1 presses").arg(presses)));
            QVERIFY2(focus->isVisible(), qPrintable(placeOf(*focus)));
            entered.insert(dockOf(focus));
            if (focus == first)
                break;
            if (presses == 2) // from a place that Tab comes back to
                first = focus;
            QTest::keyClick(focus, Qt::Key_Tab);
            QVERIFY2(QApplication::focusWidget() != focus, qPrintable(placeOf(*focus) + " holds the focus"));
        }
        QVERIFY2(presses < mostTabs, "Tab does not come round");
        for (const auto* dock : wanted)
            QVERIFY2(entered.count(dock), qPrintable(dock->objectName()));
    }

private:
    const SmallModel m_small;
    std::unique_ptr<WindowBench> m_bench;
};

QUANTSCOPE_TEST(TestAccessible)
#include "tst_accessible.moc"

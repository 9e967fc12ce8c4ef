// SPDX-License-Identifier: GPL-3.0-or-later
// The walk that looks for cut texts finds each kind of them, and nothing where there is room.

#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QTableWidget>
#include <QToolButton>

#include "cuttext.h"
#include "testmain.h"

using namespace quantscope::test;

namespace {

const QString words = QStringLiteral("Words that need some room");

// The kinds that are found in the widget at this size.
QStringList kindsOf(QWidget& widget, const QSize& size)
{
    widget.setFixedSize(size);
    widget.show();
    QTest::qWait(1);
    QStringList kinds;
    for (const auto& cut : cutTexts(widget))
        kinds << cut.kind;
    kinds.removeDuplicates();
    return kinds;
}

}

class TestCutTextWalk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void controls_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QSharedPointer<QWidget>>("widget");
        const auto row = [](const char* kind, QWidget* widget) {
            QTest::newRow(widget->metaObject()->className()) << QString(kind) << QSharedPointer<QWidget>(widget);
        };
        row("label", new QLabel(words));
        row("button", new QPushButton(words));
        row("button", new QCheckBox(words));
        auto* tool = new QToolButton;
        tool->setText(words);
        row("button", tool);
        auto* box = new QComboBox;
        box->addItem(words);
        row("box", box);
        auto* field = new QLineEdit;
        field->setPlaceholderText(words);
        row("field", field);
        row("group", new QGroupBox(words));
        auto* tabs = new QTabBar;
        tabs->setElideMode(Qt::ElideRight);
        tabs->setUsesScrollButtons(false);
        tabs->addTab(words);
        row("tab", tabs);
    }
    void controls()
    {
        QFETCH(QString, kind);
        QFETCH(QSharedPointer<QWidget>, widget);
        QCOMPARE(kindsOf(*widget, {400, 40}), QStringList());
        const auto found = kindsOf(*widget, {70, 40});
        QVERIFY2(found.contains(kind), qPrintable(found.join(", ")));
        const auto cut = cutTexts(*widget).front();
        QVERIFY(cut.has < cut.needs);
        QVERIFY(cutTexts(*widget, {{QString(), QString(), "all may be"}}).isEmpty());
    }

    void docks()
    {
        QMainWindow window;
        auto* dock = new QDockWidget(words);
        auto* inside = new QWidget;
        inside->setMinimumWidth(40);
        dock->setWidget(inside);
        window.setCentralWidget(new QWidget);
        window.addDockWidget(Qt::LeftDockWidgetArea, dock);
        dock->setFixedWidth(350);
        QCOMPARE(kindsOf(window, {800, 300}), QStringList());
        dock->setFixedWidth(90);
        QCOMPARE(kindsOf(window, {800, 301}), QStringList("dock"));
    }

    void wrappedLabels()
    {
        QLabel label(words);
        label.setWordWrap(true);
        const int line = label.fontMetrics().lineSpacing();
        QCOMPARE(kindsOf(label, {90, 4 * line}), QStringList());
        QCOMPARE(kindsOf(label, {90, line}), QStringList("label"));
    }

    void headersAndCells()
    {
        QTableWidget table(1, 2);
        table.setHorizontalHeaderLabels({"A", words});
        table.setItem(0, 0, new QTableWidgetItem(words));
        table.setItem(0, 1, new QTableWidgetItem("1"));
        table.setWordWrap(false);
        table.setColumnWidth(0, 60);
        table.setColumnWidth(1, 60);
        auto found = kindsOf(table, {600, 200});
        found.sort();
        QCOMPARE(found, QStringList({"cell", "header"}));
        table.resizeColumnsToContents();
        QCOMPARE(kindsOf(table, {600, 200}), QStringList());
        table.hideColumn(1);
        table.setColumnWidth(0, 60);
        QCOMPARE(kindsOf(table, {600, 200}), QStringList("cell"));
    }

    // A button that one has to scroll to, sideways.
    void whatAnEdgeCuts()
    {
        QScrollArea area;
        auto* inside = new QWidget;
        auto* button = new QPushButton(words, inside);
        inside->setFixedSize(500, 60);
        button->setGeometry(250, 0, 240, 40);
        area.setWidget(inside);
        QCOMPARE(kindsOf(area, {520, 80}), QStringList());
        QCOMPARE(kindsOf(area, {400, 90}), QStringList("button at an edge"));
        QCOMPARE(kindsOf(area, {200, 90}), QStringList("button out of sight"));
    }
};

QUANTSCOPE_TEST(TestCutTextWalk)
#include "tst_cuttextwalk.moc"

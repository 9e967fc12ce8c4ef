// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>

#include "logview/logpanel.h"
#include "testmain.h"

using namespace quantscope;

namespace {

LogLine line(int level, const QString& text)
{
    return {QDateTime(QDate(2024, 5, 2), QTime(10, 11, 12, 13)), level, text};
}

void press(const QWidget& root, const QString& text)
{
    for (auto* button : root.findChildren<QToolButton*>())
        if (button->text() == text)
            button->click();
}

}

class LogTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheNewest();
    void levelHasSignAndWord();
    void filtersByLevelAndText();
    void followsUnlessScrolledUp();
    void copiesAndSavesWhatIsShown();
};

void LogTest::keepsTheNewest()
{
    LogModel model;
    for (int i = 0; i < LogModel::capacity - 1; ++i)
        model.append(line(1, QString::number(i)));
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 4; ++i)
        model.append(line(1, QString("late %1").arg(i)));
    QCOMPARE(model.rowCount(), LogModel::capacity);
    QCOMPARE(model.index(0, LogModel::Text).data().toString(), QString("3"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void LogTest::levelHasSignAndWord()
{
    LogModel model;
    model.append(line(2, "two\nlines"));
    model.append(line(3, "bad"));
    QCOMPARE(model.index(0, LogModel::Level).data().toString(), QString("⚠ warning"));
    QCOMPARE(model.index(1, LogModel::Level).data().toString(), QString("✖ error"));
    QCOMPARE(model.index(0, LogModel::Text).data().toString(), QString("two ⏎ lines"));
    QCOMPARE(model.index(0, LogModel::Time).data().toString(), QString("10:11:12.013"));
}

void LogTest::filtersByLevelAndText()
{
    LogPanel panel({});
    panel.show();
    auto* view = panel.findChild<QTableView*>();
    QVERIFY(!view->isVisible());
    for (int level = 0; level < 4; ++level)
        panel.append(line(level, QString("line of level %1").arg(level)));
    QVERIFY(view->isVisible());
    QCOMPARE(view->model()->rowCount(), 3);
    auto* level = panel.findChild<QComboBox*>();
    level->setCurrentIndex(0);
    QCOMPARE(view->model()->rowCount(), 4);
    level->setCurrentIndex(3);
    QCOMPARE(view->model()->rowCount(), 1);
    level->setCurrentIndex(0);
    QTest::keyClicks(panel.findChild<QLineEdit*>(), "LEVEL 2");
    QCOMPARE(view->model()->rowCount(), 1);
    QTest::keyClicks(panel.findChild<QLineEdit*>(), "x");
    QVERIFY(!view->isVisible());
}

void LogTest::followsUnlessScrolledUp()
{
    LogPanel panel({});
    panel.resize(500, 200);
    panel.show();
    for (int i = 0; i < 100; ++i)
        panel.append(line(1, QString::number(i)));
    auto* bar = panel.findChild<QTableView*>()->verticalScrollBar();
    QVERIFY(bar->maximum() > 0);
    QCOMPARE(bar->value(), bar->maximum());
    bar->setValue(10);
    panel.append(line(1, "one more"));
    QCOMPARE(bar->value(), 10);
}

void LogTest::copiesAndSavesWhatIsShown()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("a.log");
    const SaveAs saveAs = [&](const QString&, const QString&, const auto& write) { write(file); };
    LogPanel panel(saveAs);
    panel.append(line(0, "hidden"));
    panel.append(line(3, "bad"));
    const QString expected = "2024-05-02T10:11:12.013 error bad\n";
    press(panel, "Copy");
    QCOMPARE(QGuiApplication::clipboard()->text(), expected);
    press(panel, "Save…");
    QFile saved(file);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(saved.readAll()), expected);
    press(panel, "Clear");
    QCOMPARE(panel.findChild<QTableView*>()->model()->rowCount(), 0);
}

QUANTSCOPE_TEST(LogTest)
#include "tst_log.moc"

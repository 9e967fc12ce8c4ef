// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QMenu>

#include "gui/frame/messagestack.h"
#include "scores/scorespanel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

// Twelve receipts, each with one plain answer: questions of the demo without category, in a file of another name.
QString writeReceipts(const QTemporaryDir& folder)
{
    QFile from(QString::fromStdString(demoSources().data.string()));
    QFile to(folder.filePath("receipts.tsv"));
    if (!from.open(QIODevice::ReadOnly) || !to.open(QIODevice::WriteOnly))
        return {};
    for (int i = 0; i <= 12; ++i) {
        const auto line = from.readLine().trimmed();
        to.write(line.left(line.lastIndexOf('\t')) + "\n");
    }
    return to.fileName();
}

}

// A table of one's own is scored as a person would, and another metric can be chosen.
class TestMetricMenu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void receiptsAreScored()
    {
        QTemporaryDir folder;
        WindowBench bench;
        auto& document = bench.session.document;
        Sources sources{demoSources().model, writeReceipts(folder).toStdString(), {}};
        QVERIFY(!sources.data.empty());
        document.open(sources);
        QVERIFY(
            QTest::qWaitFor([&] { return document.isOpen() && document.opened().data->name == "receipts"; }, longWait));
        const auto* bar = bench.window.findChild<MessageStack*>();
        QVERIFY2(bar && bar->text().contains("no known benchmark") && bar->text().contains("Metric"),
                 qPrintable(bar->text()));
        QVERIFY(bench.waitForBaseline());
        const auto& answers = bench.session.runs.all().front().answers;
        QCOMPARE(answeredOf(answers), 12);
        QVERIFY2(correctOf(answers) >= 9, qPrintable(QString::number(correctOf(answers))));

        auto* menu = bench.window.findChild<QMenu*>("metrics");
        QVERIFY(menu);
        Q_EMIT menu->aboutToShow();
        auto* chosen = menu->findChild<QAction*>("metric-contains");
        auto* own = menu->findChild<QAction*>("metric-");
        QVERIFY(chosen && own && own->isChecked() && !chosen->isChecked());
        chosen->trigger();
        QVERIFY(QTest::qWaitFor([&] { return document.isOpen() && document.opened().sources.metric == "contains"; },
                                longWait));
        QVERIFY(bench.waitForBaseline());
        QVERIFY(correctOf(bench.session.runs.all().front().answers) >= 9);
        QVERIFY2(bench.window.commandLine().contains("--metric contains"), qPrintable(bench.window.commandLine()));
        Q_EMIT menu->aboutToShow();
        QVERIFY(menu->findChild<QAction*>("metric-contains")->isChecked());
    }
};

QUANTSCOPE_TEST(TestMetricMenu)
#include "tst_metricmenu.moc"

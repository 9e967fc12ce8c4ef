// SPDX-License-Identifier: GPL-3.0-or-later
// No text is cut in any mode as it is at first, at the sizes that screens have, in both languages.

#include <QDockWidget>
#include <QSet>

#include <cstdio>

#include "cuttext.h"
#include "gui/docks/docks.h"
#include "gui/settings/language.h"
#include "gui/shell/modelayouts.h"
#include "gui/shell/modes.h"
#include "guitest.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

// At 150 % a screen of 1920 x 1080 has 1280 x 720 of the window's pixels.
constexpr QSize screens[] = {{1280, 720}, {1366, 768}, {1440, 900}, {1920, 1080}};

constexpr const char* nameBesideScore =
    "a narrow list shows the score beside a piece of the name, whose tip has all of it";
const std::vector<MayBeCut> inANarrowList{{"cell", "Runs > Runs > Run", nameBesideScore},
                                          {"cell", "运行 > 运行 > 运行", nameBesideScore}};

QStringList docksOf(const DockArrangement& arrangement)
{
    QStringList ids;
    for (const auto& column : arrangement)
        for (const auto& stack : column.stacks)
            ids << stack.docks;
    return ids;
}

}

class TestCutText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("warning");
    }

    void cleanup()
    {
        m_bench.reset();
    }

    void noTextIsCut_data()
    {
        QTest::addColumn<QString>("language");
        for (const char* language : {"en", "zh"})
            QTest::newRow(language) << QString(language);
    }
    // All docks of all modes, also those behind others.
    void noTextIsCut()
    {
        QFETCH(QString, language);
        Language words;
        words.set(language);
        m_bench = std::make_unique<WindowBench>(6);
        auto& window = m_bench->window;
        QVERIFY(m_bench->waitForBaseline());
        QVERIFY(m_bench->run(quick("mquant-w8a8-w4a8")));
        m_bench->session.selection.selectLayer(3);
        QString cuts;
        for (const auto& size : screens) {
            window.resize(size);
            for (const auto& mode : modeRows()) {
                window.setMode(mode.id);
                window.resetLayout();
                QTest::qWait(200); // until the layout fits the window's size
                QSet<QString> found;
                for (const auto& dock :
                     docksOf(size.width() <= ModeLayouts::mostSmallWidth ? mode.small : mode.large)) {
                    window.showDock(dock);
                    waitForPlots(window);
                    for (const auto& cut : cutTexts(
                             window,
                             size.width() == 1280 || size.width() == 1440 ? inANarrowList : std::vector<MayBeCut>()))
                        found.insert(describe({cut}));
                }
                for (const auto& line : found)
                    cuts +=
                        QString("%1x%2 %3 %4: %5").arg(size.width()).arg(size.height()).arg(language, mode.id, line);
                savePicture(window, QString("cut-%1-%2-%3").arg(language, mode.id).arg(size.width()));
            }
        }
        if (!cuts.isEmpty())
            std::fputs(qPrintable(cuts), stderr); // Qt Test shows the beginning alone
        QVERIFY2(cuts.isEmpty(), "texts are cut, see above");
    }

private:
    std::unique_ptr<WindowBench> m_bench;
};

QUANTSCOPE_TEST(TestCutText)
#include "tst_cuttext.moc"

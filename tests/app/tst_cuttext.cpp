// SPDX-License-Identifier: GPL-3.0-or-later
// No text is cut in any mode as it is at first, at the sizes that screens have, in both languages.

#include <QDockWidget>

#include <cstdio>

#include "cuttext.h"
#include "gui/docks/docks.h"
#include "gui/shell/language.h"
#include "gui/shell/modes.h"
#include "guitest.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

struct Screen
{
    QSize size;
    double scale; // of the display
};

constexpr Screen screens[] = {
    {{1280, 720}, 1}, {{1366, 768}, 1}, {{1440, 900}, 1}, {{1920, 1080}, 1}, {{1920, 1080}, 1.5}};

const std::vector<MayBeCut> allowed{};

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
        for (const auto& screen : screens) {
            m_bench->theme.setScale(screen.scale);
            window.resize(screen.size);
            for (const auto& mode : modeRows()) {
                window.setMode(mode.id);
                window.resetLayout();
                QTest::qWait(200); // until the layout fits the window's size
                for (const auto& column : window.width() <= 1400 ? mode.small : mode.large)
                    for (const auto& stack : column.stacks)
                        for (const auto& dock : stack.docks) {
                            window.showDock(dock);
                            waitForPlots(*window.dock(dock));
                            const auto found = describe(cutTexts(*window.dock(dock), allowed));
                            if (!found.isEmpty())
                                cuts += QString("%1x%2 at %3 in %4:\n%5")
                                            .arg(window.width())
                                            .arg(window.height())
                                            .arg(screen.scale)
                                            .arg(mode.id, found);
                        }
                savePicture(
                    window,
                    QString("cut-%1-%2-%3-%4").arg(language, mode.id).arg(screen.size.width()).arg(screen.scale));
            }
        }
        m_bench->theme.setScale(1);
        if (!cuts.isEmpty())
            std::fputs(qPrintable(cuts), stderr); // Qt Test shows the beginning alone
        QVERIFY2(cuts.isEmpty(), "texts are cut, see above");
    }

private:
    std::unique_ptr<WindowBench> m_bench;
};

QUANTSCOPE_TEST(TestCutText)
#include "tst_cuttext.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include "palette/commandpalette.h"
#include "palette/fuzzymatch.h"
#include "palette/palettemodel.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

PaletteEntry entryOf(const QString& id, const QString& text, const QString& hint = {})
{
    return {id, "Command", text, hint, [] {}, {}};
}

QStringList shownTexts(const PaletteModel& model)
{
    QStringList texts;
    for (int i = 0; i < model.rowCount(); ++i)
        texts << model.index(i, 0).data().toString();
    return texts;
}

}

class TestPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lettersHaveToComeInTheirOrder()
    {
        const auto text = fuzzyText("Run automatically after each change");
        QVERIFY(fuzzyScore("raec", text));
        QVERIFY(fuzzyScore("RUN", text));
        QVERIFY(!fuzzyScore("rz", text));
        QVERIFY(!fuzzyScore("nur", fuzzyText("run")));
        QCOMPARE(fuzzyScore("", text).value(), 0);
        // Words of the query in any order, all of them wanted.
        QVERIFY(fuzzyScore("change run", text));
        QVERIFY(!fuzzyScore("change dark", text));
    }

    // Worked out by hand with the points of fuzzymatch.cpp: r 1 + 8 + 4, a 1 + 8.
    void pointsOfAMatch()
    {
        QCOMPARE(fuzzyScore("r", fuzzyText("Run all")).value(), 13);
        QCOMPARE(fuzzyScore("ra", fuzzyText("Run all")).value(), 22);
        QCOMPARE(fuzzyScore("u", fuzzyText("Run all")).value(), 1);
        QCOMPARE(fuzzyScore("un", fuzzyText("Run all")).value(), 1 + 1 + 6);
        QCOMPARE(fuzzyScore("run", fuzzyText("Run all")).value(), 13 + 7 + 7 + 10);
    }

    void wordStartsComeFirst()
    {
        PaletteModel model;
        model.setEntries({entryOf("a", "Undo pruning"), entryOf("b", "Report uneven numbers"), entryOf("c", "Run")},
                         {});
        model.setQuery("run");
        QCOMPARE(shownTexts(model), QStringList({"Run", "Report uneven numbers", "Undo pruning"}));
        model.setQuery("runx");
        QCOMPARE(model.rowCount(), 0);
        model.setQuery("ru");
        QCOMPARE(model.rowCount(), 3);
    }

    void keysAndPlacesAreFoundToo()
    {
        PaletteModel model;
        model.setEntries({entryOf("a", "Undo", "Recipe   Ctrl+Z"), entryOf("b", "Dark", "View › Colours")}, {});
        model.setQuery("ctrl+z");
        QCOMPARE(shownTexts(model), QStringList{"Undo"});
        model.setQuery("colours");
        QCOMPARE(shownTexts(model), QStringList{"Dark"});
    }

    void theLastUsedComeFirst()
    {
        PaletteModel model;
        model.setEntries({entryOf("a", "One"), entryOf("b", "Two"), entryOf("c", "Three")}, {"c", "b", "gone"});
        QCOMPARE(shownTexts(model), QStringList({"Three", "Two", "One"}));
    }

    void theNumberOfAQuestionFindsIt()
    {
        PaletteModel model;
        std::vector<PaletteEntry> entries;
        for (int i = 0; i < 300; ++i)
            entries.push_back(entryOf(QString::number(i), QStringLiteral("%1 · What is 17 and %1?").arg(i)));
        model.setEntries(std::move(entries), {});
        model.setQuery("231");
        QCOMPARE(model.index(0, 0).data().toString(), QString("231 · What is 17 and 231?"));
    }

    void manyEntriesKeepUpWithTyping()
    {
        std::vector<PaletteEntry> entries;
        for (int i = 0; i < 2000; ++i)
            entries.push_back(entryOf(QStringLiteral("l%1").arg(i), QStringLiteral("llm.%1.down_proj").arg(i),
                                      "Language model · MLP down"));
        for (int i = 0; i < 10000; ++i)
            entries.push_back(entryOf(QStringLiteral("q%1").arg(i),
                                      QStringLiteral("%1 · What is written on the sign in the picture?").arg(i),
                                      "Regular Text Recognition"));
        PaletteModel model;
        model.setEntries(std::move(entries), {});
        const QString typed = "what sign picture 77";
        QList<qint64> times;
        for (int length = 1; length <= typed.size(); ++length) {
            QElapsedTimer clock;
            clock.start();
            model.setQuery(typed.left(length));
            times << clock.nsecsElapsed() / 1000;
        }
        QVERIFY(model.rowCount() > 0);
        std::sort(times.begin(), times.end());
        const auto median = times[times.size() / 2];
        qInfo("a key takes %lld us (median), %lld us (most)", static_cast<long long>(median),
              static_cast<long long>(times.last()));
        // The machine of the tests may be busy; a quiet one stays below 30 ms.
        QVERIFY2(median < 100000, qPrintable(QString::number(median)));
    }

    void theKeyboardIsEnough()
    {
        QWidget window;
        QVBoxLayout layout(&window);
        QPushButton before("before"), other("other");
        layout.addWidget(&before);
        layout.addWidget(&other);
        window.resize(800, 600);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        before.setFocus();
        CommandPalette palette(&window);
        QStringList done, used;
        connect(&palette, &CommandPalette::used, this, [&](const QString& id) { used << id; });
        const auto entries = [&] {
            return std::vector<PaletteEntry>{
                {"a", "Command", "Alpha", {}, [&] { done << "a"; }, {}},
                {"b", "Command", "Beta", {}, [&] { done << "b"; }, "Beta cannot be done now."},
                {"c", "Command", "Gamma", {}, [&] { done << "c"; }, {}}};
        };
        palette.open(entries(), {}, "Search");
        auto* search = palette.findChild<QLineEdit*>();
        QVERIFY(search->hasFocus());
        QTest::keyClick(search, Qt::Key_Down);
        QTest::keyClick(search, Qt::Key_Return); // Beta is blocked
        QVERIFY(palette.isVisible());
        QVERIFY(done.isEmpty());
        QVERIFY(search->accessibleDescription().contains("Beta cannot be done now."));
        QTest::keyClick(search, Qt::Key_Up);
        QTest::keyClick(search, Qt::Key_Up); // round to the last
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(done, QStringList{"c"});
        QCOMPARE(used, QStringList{"c"});
        QVERIFY(!palette.isVisible());
        QVERIFY(before.hasFocus());
        palette.open(entries(), {}, "Search");
        QTest::keyClicks(search, "zzz");
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(palette.isVisible());
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
        QVERIFY(before.hasFocus());
        palette.open(entries(), {}, "Search");
        other.setFocus();
        QVERIFY(!palette.isVisible());
        QCOMPARE(done.size(), 1);
    }
};

QUANTSCOPE_TEST(TestPalette)
#include "tst_palette.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRandomGenerator>

#include "smallmodel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

// One random switch: the kind of thing that an impatient hand does.
Recipe toggled(Recipe recipe, QRandomGenerator& random)
{
    auto& tower = recipe.tower(allTowers()[random.bounded(3)]);
    switch (random.bounded(8)) {
    case 0: tower.scheme.weightBits = 3 + random.bounded(6); break;
    case 1: tower.scheme.activationBits = random.bounded(2) ? 8 : 16; break;
    case 2: tower.scheme.activationStatic = !tower.scheme.activationStatic; break;
    case 3: tower.scheme.weightMethod = tower.scheme.weightMethod == "rtn" ? "gptq" : "rtn"; break;
    case 4: tower.scheme.weightClip = !tower.scheme.weightClip; break;
    case 5: tower.onlineHadamard = !tower.onlineHadamard; break;
    case 6:
        for (const Tower each : allTowers())
            recipe.tower(each).fuseNorms = true;
        recipe.llm.rotate = !recipe.llm.rotate;
        break;
    default: tower.scheme.rms = !tower.scheme.rms;
    }
    return recipe;
}

}

// A hundred toggles while runs go on: nothing breaks, and the end is what a fresh run of the last recipe gives.
class TestToggles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHundredToggles()
    {
        setUpLog("error");
        QRandomGenerator random(20261123);
        const SmallModel small;
        WindowBench bench(8, small.sources());
        bench.session.document.setAutoRun(true);
        auto recipe = quick("mquant-w8a8-w4a8");
        bench.session.document.editRecipe(recipe, "start");
        bench.session.document.start();
        for (int i = 0; i < 100; ++i) {
            recipe = toggled(recipe, random);
            bench.session.document.editRecipe(recipe, "toggle");
            if (i % 10 == 3)
                bench.session.document.undoStack().undo();
            if (i % 10 == 6)
                bench.session.document.undoStack().redo();
            if (i % 10 == 7)
                bench.session.selection.selectLayer(random.bounded(40));
            if (i % 25 == 20)
                bench.session.document.stop();
            recipe = bench.session.document.recipe();
            QTest::qWait(random.bounded(60)); // into another stage of the run each time
        }
        bench.session.document.start();
        QVERIFY(bench.waitForRun());
        QVERIFY(bench.waitForBaseline());
        const auto& shown = bench.session.runs.shown();
        QVERIFY(sameRecipe(recipeOf(shown), recipe));

        LocalSession fresh(OpenSettings{.cache = {}, .threads = 2});
        fresh.document.setSubset(firstQuestions(8));
        fresh.document.open(small.sources());
        QVERIFY(QTest::qWaitFor([&] { return fresh.document.isOpen(); }, longWait));
        fresh.document.editRecipe(recipe, "fresh");
        fresh.document.start();
        QVERIFY(QTest::qWaitFor([&] { return !fresh.runs.isRunning(); }, longWait));
        const auto& again = fresh.runs.shown();
        QCOMPARE(correctOf(again.answers), correctOf(shown.answers));
        for (size_t row = 0; row < 8; ++row)
            QCOMPARE(again.answers[row]->text, shown.answers[row]->text);
        for (size_t i = 0; i < again.record.layers.size(); ++i) {
            const auto &a = again.record.layers[i], &b = shown.record.layers[i];
            QCOMPARE(a.error.accumulated.sqnrDb, b.error.accumulated.sqnrDb);
            QCOMPARE(a.weight.weightSqnrDb, b.weight.weightSqnrDb);
        }
    }
};

QUANTSCOPE_TEST(TestToggles)
#include "tst_toggles.moc"

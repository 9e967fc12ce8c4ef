// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

#include "guitest.h"
#include "search/searchpanel.h"
#include "smallmodel.h"
#include "sweep/sweeppanel.h"
#include "sweep/sweeptablemodel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

// Only the first decoder block is quantized, so that measuring takes seconds.
Recipe oneBlock()
{
    auto recipe = quick("w4a16-rtn");
    recipe.vision.scheme.weightBits = recipe.projector.scheme.weightBits = 16;
    Override entry;
    entry.match.tower = Tower::Llm;
    entry.match.firstBlock = 1;
    entry.match.lastBlock = 100;
    entry.fields["weight_bits"] = 16;
    recipe.overrides.push_back(entry);
    return recipe;
}

QPushButton* button(const QWidget& parent, const QString& text)
{
    for (auto* one : parent.findChildren<QPushButton*>())
        if (one->text().remove('&') == text)
            return one;
    return nullptr;
}

template <typename T> T* child(const QWidget& parent, const QString& name)
{
    for (auto* one : parent.findChildren<T*>())
        if (one->accessibleName() == name)
            return one;
    return nullptr;
}

}

// The search and the sweep in the real window.
class TestSearchWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("error");
    }

    void measureSearchAndRun()
    {
        WindowBench bench(8, m_small.sources());
        bench.session.document.editRecipe(oneBlock(), "test");
        auto* panel = bench.window.dock("search")->findChild<SearchPanel*>();
        QVERIFY(panel);
        child<QSpinBox>(*panel, "Calibration questions")->setValue(2);
        QVERIFY(!panel->assignment());
        button(*panel, "Measure")->click(); // waits for the float model's answers
        QVERIFY(QTest::qWaitFor([&] { return panel->assignment().has_value(); }, longWait));
        auto* budget = child<QDoubleSpinBox>(*panel, "Budget as a number");
        budget->setValue(5);
        const auto low = *panel->assignment();
        QVERIFY(low.averageBits <= 5 + 1e-9);
        button(*panel, "Run it")->click();
        QVERIFY(bench.session.runs.isRunning());
        QVERIFY(bench.waitForRun());
        const auto plan =
            resolve(recipeOf(bench.session.runs.shown()), bench.session.document.opened().outline->layers);
        double bits = 0, weights = 0;
        for (size_t i = 0; i < plan.schemes.size(); ++i)
            if (plan.schemes[i].quantizesWeight()) {
                const auto& layer = bench.session.document.opened().outline->layers[i];
                weights += double(layer.in * layer.out);
                bits += double(layer.in * layer.out) * plan.schemes[i].weightBits;
            }
        QCOMPARE(bits / weights, low.averageBits);
        QVERIFY(panel->assignment()); // the new bits leave the scores as they are
        const auto* result = child<QLabel>(*panel, "Result of the search");
        QTRY_VERIFY(result->text().contains("measured accuracy"));
        QVERIFY2(result->text().contains("%), exact, "), qPrintable(result->text()));
        QVERIFY(result->toolTip().startsWith("protocol exact\n"));
        bench.window.showDock("search");
        savePicture(bench.window, "search");
        budget->setValue(8);
        QVERIFY(panel->assignment()->bits != low.bits);
        button(*panel, "Use as recipe")->click();
        QCOMPARE(bench.session.document.undoStack().undoText().contains("Search"), true);
        bench.session.document.undoStack().undo();
        QCOMPARE(bench.session.document.recipe().name, recipeOf(bench.session.runs.shown()).name);

        auto other = bench.session.document.recipe();
        other.llm.scheme.weightClip = true;
        bench.session.document.editRecipe(other, "other method");
        QVERIFY(!panel->assignment());
        bench.session.document.undoStack().undo();
        QVERIFY(panel->assignment());
        const auto assigned = panel->assignment()->bits;
        QVERIFY(bench.speak("zh"));
        panel = bench.window.dock("search")->findChild<SearchPanel*>();
        QVERIFY(panel->assignment()); // the scores and the budget stay
        QCOMPARE(panel->assignment()->bits, assigned);
    }

    void aRunGoesBeforeTheMeasuring()
    {
        WindowBench bench(4);
        QVERIFY(bench.waitForBaseline());
        bench.session.document.editRecipe(quick("w4a16-rtn"), "test");
        auto* panel = bench.window.dock("search")->findChild<SearchPanel*>();
        child<QSpinBox>(*panel, "Calibration questions")->setValue(2);
        button(*panel, "Measure")->click();
        auto* stop = button(*panel, "Stop");
        auto* progress = child<QProgressBar>(*panel, "Progress of the measuring");
        QVERIFY(QTest::qWaitFor([&] { return progress->value() > 0; }, longWait)); // it has begun
        QVERIFY(stop->isEnabled());
        auto recipe = bench.session.document.recipe();
        recipe.llm.scheme.weightBits = 8;
        bench.session.document.editRecipe(recipe, "other bits");
        bench.session.document.start();
        QVERIFY(bench.waitForRun());
        QVERIFY(bench.speak("zh"));
        QVERIFY(bench.speak("en"));
        panel = bench.window.dock("search")->findChild<SearchPanel*>();
        stop = button(*panel, "Stop");
        QVERIFY(stop->isEnabled()); // it goes on
        stop->click();
        QVERIFY(button(*panel, "Measure")->isEnabled());
        QVERIFY(!panel->assignment());
    }

    void aSweepFillsTheFront()
    {
        WindowBench bench(4, m_small.sources());
        QVERIFY(bench.waitForBaseline());
        const auto own = quick("w4a16-rtn");
        bench.session.document.editRecipe(own, "test");
        auto* panel = bench.window.dock("sweep")->findChild<SweepPanel*>();
        QVERIFY(panel);
        panel->setField(0, "towers.weight_bits", "3, 8");
        button(*panel, "Add to queue")->click();
        button(*panel, "Add current recipe")->click();
        auto* table = child<QTableView>(*panel, "Queue of the sweep");
        QCOMPARE(table->model()->rowCount(), 3);
        button(*panel, "Start")->click();
        QVERIFY(QTest::qWaitFor([&] { return button(*panel, "Clear")->isEnabled(); }, longWait));
        QCOMPARE(bench.session.runs.all().size(), size_t(4));
        for (int row = 0; row < 3; ++row)
            QVERIFY(table->model()->index(row, 2).data().toString().contains(" / 4 ("));
        QCOMPARE(table->model()->index(0, SweepTableModel::Protocol).data().toString(), QString("exact"));
        const auto tip = table->model()->index(0, SweepTableModel::Correct).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains("\nprotocol exact\n") && tip.contains("\nimages as they are stored\n"), qPrintable(tip));
        QVERIFY(bench.session.document.recipe() == own);
        QCOMPARE(recipeOf(bench.session.runs.all()[1]).llm.scheme.weightBits, 3);
        bench.window.showDock("sweep");
        savePicture(bench.window, "sweep");
        table->selectRow(1);
        button(*panel, "Open run")->click();
        QCOMPARE(bench.session.runs.shown().id, bench.session.runs.all()[2].id);
        QCOMPARE(bench.session.document.recipe().vision.scheme.weightBits, 8);
        panel->setField(0, "llm.weight_bits", "99");
        button(*panel, "Add to queue")->click();
        QVERIFY(child<QLabel>(*panel, "Problem of the sweep")->text().contains("weight_bits"));
        QCOMPARE(table->model()->rowCount(), 3);
        QVERIFY(bench.speak("zh"));
        QVERIFY(bench.speak("en"));
        table = child<QTableView>(*bench.window.dock("sweep"), "Queue of the sweep");
        QCOMPARE(table->model()->rowCount(), 3);
        QVERIFY(table->model()->index(2, 2).data().toString().contains(" / 4 ("));
    }

    // A sweep goes on behind: the recipe in the editor and its undo stack are the user's alone.
    void aSweepLeavesTheEditorAlone()
    {
        WindowBench bench(4, m_small.sources());
        QVERIFY(bench.waitForBaseline());
        auto& session = bench.session;
        session.document.editRecipe(quick("mquant-w8a8-w4a8"), "test");
        auto* panel = bench.window.dock("sweep")->findChild<SweepPanel*>();
        panel->setField(0, "llm.weight_bits", "3, 4, 5");
        button(*panel, "Add to queue")->click();
        const int edits = session.document.undoStack().count(), shown = session.runs.shown().id;
        button(*panel, "Start")->click();
        QVERIFY(session.runs.isBusy() && !session.runs.isRunning());
        const auto mine = quick("w4a16-rtn");
        session.document.editRecipe(mine, "mine");
        QVERIFY(!session.document.hasPendingStart());
        QVERIFY(session.runs.isBusy()); // editing stops nothing
        QCOMPARE(session.runs.shown().id, shown);
        session.document.start(); // has its turn at once
        QVERIFY(session.runs.isRunning());
        QVERIFY(bench.waitForRun());
        QVERIFY(sameRecipe(recipeOf(session.runs.shown()), mine));
        const int own = session.runs.shown().id;
        QVERIFY(QTest::qWaitFor([&] { return button(*panel, "Clear")->isEnabled(); }, longWait));
        auto* table = child<QTableView>(*panel, "Queue of the sweep");
        for (int row = 0; row < 3; ++row)
            QCOMPARE(table->model()->index(row, 1).data().toString(), QString("complete"));
        QCOMPARE(session.runs.shown().id, own);
        QVERIFY(session.document.recipe() == mine);
        QCOMPARE(session.document.undoStack().count(), edits + 1);
        QCOMPARE(session.runs.all().size(), size_t(5));
    }

    void aStoppedSweepIsTakenUpAgain()
    {
        WindowBench bench(4, m_small.sources());
        QVERIFY(bench.waitForBaseline());
        bench.session.document.editRecipe(quick("mquant-w8a8-w4a8"), "test");
        auto* panel = bench.window.dock("sweep")->findChild<SweepPanel*>();
        panel->setField(0, "llm.weight_bits", "3, 4");
        button(*panel, "Add to queue")->click();
        button(*panel, "Start")->click();
        QVERIFY(bench.session.runs.isBusy());
        button(*panel, "Stop")->click();
        QVERIFY(!bench.session.runs.isBusy());
        auto* table = child<QTableView>(*panel, "Queue of the sweep");
        QCOMPARE(table->model()->index(1, 1).data().toString(), QString("cancelled"));
        button(*panel, "Start")->click();
        QVERIFY(QTest::qWaitFor([&] { return button(*panel, "Clear")->isEnabled(); }, longWait));
        for (int row = 0; row < 2; ++row)
            QCOMPARE(table->model()->index(row, 1).data().toString(), QString("complete"));
    }

    void aRecipeThatCannotRunIsSkipped()
    {
        WindowBench bench(4, m_small.sources());
        QVERIFY(bench.waitForBaseline());
        auto recipe = quick("w4a16-rtn");
        bench.session.document.editRecipe(recipe, "test");
        auto* panel = bench.window.dock("sweep")->findChild<SweepPanel*>();
        panel->setField(0, "llm.rotate", "true, false"); // a rotation needs folded norms
        button(*panel, "Add to queue")->click();
        button(*panel, "Start")->click();
        QVERIFY(QTest::qWaitFor([&] { return button(*panel, "Clear")->isEnabled(); }, longWait));
        auto* table = child<QTableView>(*panel, "Queue of the sweep");
        const auto state = table->model()->index(0, 1).data().toString();
        QVERIFY2(state.startsWith("failed"), qPrintable(state));
        QCOMPARE(table->model()->index(1, 1).data().toString(), QString("complete"));
    }

private:
    SmallModel m_small;
};

QUANTSCOPE_TEST(TestSearchWindow)
#include "tst_searchwindow.moc"

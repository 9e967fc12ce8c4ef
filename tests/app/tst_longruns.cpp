// SPDX-License-Identifier: GPL-3.0-or-later
// What takes long does not start by itself, is not ended by a click on a switch, and offers a first look.

#include <QAction>
#include <QSignalSpy>
#include <QToolButton>

#include "gui/frame/messagestack.h"
#include "guitest.h"
#include "smallmodel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

// A window whose model is large: everything takes longer than what may start unasked.
struct LargeModel
{
    SmallModel small;
    QTemporaryDir folder;
    QSettings settings{folder.filePath("settings.ini"), QSettings::IniFormat};
    Theme theme;
    LocalSession session{OpenSettings{.cache = {}, .threads = 2}};
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<QSignalSpy> held;

    LargeModel()
    {
        settings.setValue("firstStepsSeen", true);
        window = std::make_unique<MainWindow>(session, theme, settings);
        session.document.setUnaskedLimit(0);
        held = std::make_unique<QSignalSpy>(&session.document, &Document::longRunHeld);
        window->show();
        session.document.open(small.sources());
    }

    bool comes(const std::function<bool()>& ready) const
    {
        return QTest::qWaitFor(ready, longWait);
    }

    bool idle() const
    {
        return comes([this] { return !session.document.hasPendingStart() && !session.runs.live(); });
    }

    QToolButton* offer(const QString& beginning) const
    {
        for (auto* button : window->findChildren<QToolButton*>("offer"))
            if (button->isVisible() && button->text().remove('&').startsWith(beginning))
                return button;
        return nullptr;
    }
};

}

class TestLongRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("error");
    }

    void nothingStartsByItself()
    {
        LargeModel large;
        auto& document = large.session.document;
        QVERIFY(large.comes([&] { return large.held->size() == 1; })); // the float model's answers
        QVERIFY(large.held->at(0)[1].toBool() && large.held->at(0)[0].toDouble() > 0);
        QVERIFY(!large.session.runs.live());
        QCOMPARE(answeredOf(large.session.runs.all().front().answers), int64_t(0));
        QVERIFY(large.offer("Quick look") && large.offer("Answer all"));

        document.setAutoRun(true);
        document.editRecipe(quick("naive-static-w8a8"), "test");
        QCOMPARE(large.held->size(), 2);
        QVERIFY(!large.held->at(1)[1].toBool());
        QVERIFY(!document.hasPendingStart() && !large.session.runs.live());
        QTRY_VERIFY(large.offer("Run"));
        QVERIFY(!large.offer("Answer all")); // one card, the newest
        savePicture(*large.window, "longrun");

        // Asked for, it runs; with it the float model answers.
        QTest::mouseClick(large.offer("Run"), Qt::LeftButton);
        QVERIFY(large.session.runs.isRunning());
        QTRY_VERIFY(!large.offer("Run"));
        QVERIFY(large.idle());
        QCOMPARE(large.session.runs.all().size(), size_t(2));
        QVERIFY(isComplete(large.session.runs.shown()));

        // What has run is shown, as it costs nothing.
        document.editRecipe({}, "float");
        QVERIFY(large.comes([&] { return large.session.runs.shown().id == 0; }));
        document.editRecipe(quick("naive-static-w8a8"), "again");
        QVERIFY(large.comes([&] { return large.session.runs.shown().id == 1; }));
        QCOMPARE(large.session.runs.all().size(), size_t(2));
    }

    void anEditDoesNotEndALongRun()
    {
        LargeModel large;
        auto& document = large.session.document;
        QVERIFY(large.comes([&] { return document.isOpen(); }));
        document.setAutoRun(true);
        document.editRecipe(quick("naive-static-w8a8"), "test");
        Gate gate(large.session.local.engine()); // it cannot end before the edit
        document.start();
        QVERIFY(large.session.runs.isRunning());
        const auto id = large.session.runs.all().back().record.id;
        document.editRecipe(quick("dynamic-w8a8"), "other");
        QVERIFY(!document.hasPendingStart() && large.session.runs.isRunning());
        QVERIFY(large.window->findChild<MessageStack*>()->text().startsWith("The run under way goes on"));
        gate.open();
        QVERIFY(large.idle());
        QCOMPARE(large.session.runs.shown().record.id, id);
        QVERIFY(isComplete(large.session.runs.shown()));
        QVERIFY(document.outOfDate());
    }

    void weightsComeWithoutARun()
    {
        LargeModel large;
        auto& session = large.session;
        QVERIFY(large.comes([&] { return session.document.isOpen(); }));
        session.document.setAutoRun(true);
        session.document.editRecipe(quick("w4a16-gptq"), "test");
        QVERIFY(!session.weights.isBusy()); // longer than what may start unasked
        QTRY_VERIFY(large.offer("Only weights"));
        QTest::mouseClick(large.offer("Only weights"), Qt::LeftButton);
        QVERIFY(large.comes([&] { return !session.weights.isBusy(); }));
        QCOMPARE(session.runs.all().size(), size_t(1)); // no run
        const auto& schemes = session.document.planned().plan.schemes;
        int quantized = 0;
        for (size_t i = 0; i < schemes.size(); ++i) {
            const auto row = session.inspector.layer(static_cast<LayerIndex>(i));
            QCOMPARE(row.weightPreview, schemes[i].quantizesWeight());
            QVERIFY(!row.errorPreview);
            if (row.weightPreview)
                QVERIFY(row.report.weight.weightSqnrDb > 5);
            quantized += row.weightPreview;
        }
        QVERIFY(quantized > 20);
        QVERIFY(large.comes([&] { return !session.inspector.view().isBusy(); }));
        const auto view = session.inspector.view().value();
        QVERIFY(view && view->preview && view->preview->nearest && !view->preview->isolated && view->weight.grid);
        savePicture(*large.window, "weights");

        // Other bits in one place: the rest is still known.
        auto recipe = session.document.recipe();
        recipe.vision.scheme.weightBits = 3;
        session.document.editRecipe(recipe, "bits");
        QVERIFY(!session.inspector.layer(0).weightPreview);
        QVERIFY(session.inspector.layer(static_cast<LayerIndex>(schemes.size() - 2)).weightPreview);

        // A run brings its own.
        session.document.start();
        QVERIFY(large.idle());
        QVERIFY(!session.inspector.layer(0).weightPreview);
        QCOMPARE(session.inspector.layer(0).report.scheme.weightBits, 3);
    }

    void weightsComeByThemselvesWhereTheyTakeNotLong()
    {
        LargeModel large;
        auto& session = large.session;
        QVERIFY(large.comes([&] { return session.document.isOpen(); }));
        session.document.setAutoRun(true);
        session.document.setUnaskedLimit(1e-6);
        session.document.editRecipe(quick("w4a16-rtn"), "test");
        const double limit = session.weights.seconds();
        QVERIFY(limit > 0 && limit < session.document.planned().preflight.estimate.seconds);
        session.document.setUnaskedLimit(1.5 * limit);
        session.document.editRecipe(quick("w4a16-gptq"), "test");
        QVERIFY(session.weights.isBusy() && !session.runs.live());
        // Another recipe ends it, and has its own turn.
        session.document.editRecipe(quick("naive-static-w8a8"), "other");
        QVERIFY(large.comes([&] { return !session.weights.isBusy(); }));
        QCOMPARE(session.inspector.layer(0).report.scheme.weightBits, 8);
        QVERIFY(session.inspector.layer(0).weightPreview);
        // What is under way can be stopped like any task.
        session.document.editRecipe(quick("quarot"), "rotated");
        session.weights.start();
        QVERIFY(session.weights.isBusy());
        session.tasks.look();
        QVERIFY(session.tasks.find("weights"));
        session.tasks.cancel("weights");
        QVERIFY(!session.weights.isBusy());
    }

    void theQuickLookAsksFewQuestions()
    {
        LargeModel large;
        auto& document = large.session.document;
        QVERIFY(large.comes([&] { return document.isOpen(); }));
        document.setAutoRun(false);
        document.editRecipe(*presetRecipe("naive-static-w8a8"), "test");
        QVERIFY(document.quickLookSeconds() < document.planned().preflight.estimate.seconds);
        document.startQuickLook();
        QVERIFY(large.session.runs.isRunning());
        QVERIFY(document.subset() == stratifiedQuestions(10));
        QCOMPARE(document.recipe().calibration.activationSamples, int64_t(4));
        QVERIFY(large.idle());
        QCOMPARE(answeredOf(large.session.runs.shown().answers), countOf(document.subset(), *document.opened().data));
        QVERIFY(isComplete(large.session.runs.shown()));
    }
};

QUANTSCOPE_TEST(TestLongRuns)
#include "tst_longruns.moc"

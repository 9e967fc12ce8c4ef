// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/floatturn.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

// What passes the border between window and computation: values and ids of runs.
class TestBackend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("error");
    }

    void init()
    {
        m_backend = std::make_unique<LocalBackend>(OpenSettings{.cache = {}, .threads = 2});
        QVERIFY(come(m_opened, m_backend->open(demoSources())));
        const auto& layers = m_opened.value()->outline->layers;
        const auto found =
            std::find_if(layers.begin(), layers.end(), [](const Layer& s) { return s.tower == Tower::Llm; });
        QVERIFY(found != layers.end());
        m_layer = static_cast<LayerIndex>(found - layers.begin());
    }

    void cleanup()
    {
        m_opened.clear();
        m_backend.reset();
    }

    // By hand: 10 of 100 in 10 s are 100 s in all, 20 of them 50 s.
    void theFloatModelsTurnEnds()
    {
        const FloatTurn turn;
        QVERIFY(turn.goesOn(0, 0, 100));
        QVERIFY(turn.goesOn(9.9, 0, 100));
        QVERIFY(turn.goesOn(59.9, 0, 100)); // a first batch may take long
        QVERIFY(!turn.goesOn(60, 0, 100));
        QVERIFY(!turn.goesOn(10, 10, 100));
        QVERIFY(turn.goesOn(10, 20, 100));
        QVERIFY(turn.goesOn(59.9, 100, 100));
        QVERIFY(!turn.goesOn(60, 99, 100));
    }

    void whatIsOpenIsAValue()
    {
        QCOMPARE(m_opened.value()->outline->name, std::string("internvl2-ocr-mini"));
        QVERIFY(m_opened.value()->sources == demoSources());
        const auto held = m_backend->held(0);
        QVERIFY(held.any && !held.profiled);
        QCOMPARE(held.lessons, 0);
        QVERIFY(m_backend->held(1) == HeldModels());
    }

    void aRunAnswersForItsLayersUntilItIsDropped()
    {
        QVERIFY(run(1, quick("w4a16-rtn")));
        const auto held = m_backend->held(1);
        QVERIFY(held.any && held.profiled);
        QVERIFY(held.lessons != 0);
        Latest<LayerView> view;
        QVERIFY(come(view, m_backend->layerView(1, m_layer, -1)));
        QCOMPARE(view.value()->scheme.weightBits, 4);
        QCOMPARE(view.value()->layer.name, m_opened.value()->outline->layers[size_t(m_layer)].name);
        QVERIFY(!view.value()->preview);
        auto recipe = quick("w4a16-rtn");
        recipe.llm.scheme.weightBits = 3;
        const auto plan = resolve(recipe, m_opened.value()->outline->layers);
        QVERIFY(come(view, m_backend->preview(1, plan, m_layer, -1)));
        QCOMPARE(view.value()->scheme.weightBits, 3);
        QVERIFY(view.value()->preview);

        const auto asked = m_backend->layerView(1, m_layer, -1);
        m_backend->drop(1);
        QVERIFY(m_backend->held(1) == HeldModels());
        QVERIFY(come(view, asked)); // asked before
        QVERIFY(!come(view, m_backend->layerView(1, m_layer, -1)));
        QVERIFY2(view.problem().contains("run 1"), qPrintable(view.problem()));
        QVERIFY(m_backend->held(0).any);
    }

    void lessonsAreCountedByTheirInputs()
    {
        auto recipe = quick("w4a16-rtn");
        QVERIFY(run(1, recipe));
        recipe.llm.scheme.weightBits = 3;
        QVERIFY(run(2, recipe));
        QCOMPARE(m_backend->held(2).lessons, m_backend->held(1).lessons); // the same questions through the same layers
        recipe.calibration.errorSamples += 1;
        QVERIFY(run(3, recipe));
        QVERIFY(m_backend->held(3).lessons != m_backend->held(1).lessons);
        Latest<LessonData> lesson;
        QVERIFY(come(lesson, m_backend->lesson(3, m_layer)));
        QCOMPARE(lesson.value()->layer.name, m_opened.value()->outline->layers[size_t(m_layer)].name);
        QVERIFY(!come(lesson, m_backend->lesson(0, m_layer))); // nothing has passed the float model yet
        QVERIFY(!lesson.problem().isEmpty());
    }

    void anOpeningThatWasGivenUpChangesNothing()
    {
        QVERIFY(run(1, quick("w4a16-rtn")));
        Latest<WorkspaceInfo> again;
        again.start(m_backend->open(demoSources()));
        // Behind it on the same thread: once this has run, the opening has ended and its result is on its way.
        std::atomic<bool> ended = false;
        Latest<bool> mark;
        mark.start([&](QObject* receiver, JobEnd<bool> end) {
            return m_backend->engine().submit<bool>(
                Engine::Short, receiver, [&ended](const Progress&) { return ended = true; }, std::move(end));
        });
        for (const QDeadlineTimer limit(longWait); !ended; QThread::msleep(1))
            QVERIFY(!limit.hasExpired());
        again.cancel();
        QVERIFY(QTest::qWaitFor([&] { return !mark.isBusy(); }, longWait)); // news come in the order of their sending
        QVERIFY(!again.value());
        QVERIFY(m_backend->held(1).any);
        QVERIFY(come(again, m_backend->open(demoSources())));
        QVERIFY(m_backend->held(1) == HeldModels()); // ids belong to what is open
    }

private:
    // True when it ends well.
    template <typename R> static bool come(Latest<R>& latest, const Call<R>& call)
    {
        latest.start(call);
        return QTest::qWaitFor([&] { return !latest.isBusy(); }, longWait) && latest.problem().isEmpty();
    }

    bool run(int id, const Recipe& recipe)
    {
        Latest<RunRecord> record;
        RunSpec spec;
        spec.recipe = recipe;
        spec.subset.count = 2;
        return come(record, m_backend->startRun(id, {.spec = spec, .profileSamples = 0}, std::make_shared<RunFeed>()));
    }

    std::unique_ptr<LocalBackend> m_backend;
    Latest<WorkspaceInfo> m_opened;
    LayerIndex m_layer = -1; // of the language model
};

QUANTSCOPE_TEST(TestBackend)
#include "tst_backend.moc"

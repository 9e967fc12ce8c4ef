// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>

#include "smallmodel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

// The document and its runs, without a window.
class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("warning");
    }

    // Where nothing hangs on what a model has learned, nor on the time that its runs take, the small one is open.
    void init()
    {
        if (m_session)
            return;
        static const QByteArrayList withDemo{"theBaselineComesByItself",
                                             "aRunStreamsAndEndsAsTheShownOne",
                                             "cancelInEachStage",
                                             "aRunThatDoesNotFitIsExplained",
                                             "anEditDuringARunStartsAgain",
                                             "closingDuringARunDoesNotWaitForItsEnd",
                                             "aProtocolReachesTheFloatModelToo"};
        const QByteArray name = QTest::currentTestFunction();
        m_sources = withDemo.contains(name) ? demoSources() : m_small.sources();
        // Cancelled in one stage after the other, runs go on from what the ones before have kept.
        CacheFolder cache;
        if (name == "cancelInEachStage")
            cache.root = m_cache.path().toStdString();
        open({.cache = cache, .threads = 2});
    }

    void cleanup()
    {
        const bool goesOn = QByteArray(QTest::currentTestFunction()) == "cancelInEachStage" &&
            QByteArray(QTest::currentDataTag()) != lastStage && !QTest::currentTestFailed();
        if (!goesOn)
            m_session.reset();
    }

    void theBaselineComesByItself()
    {
        QSignalSpy arrived(&m_session->runs, &RunList::answersArrived);
        QVERIFY(QTest::qWaitFor([this] { return !m_session->runs.live(); }, longWait));
        QCOMPARE(answeredOf(m_session->runs.all().front().answers), 12);
        QVERIFY(correctOf(m_session->runs.all().front().answers) > 8);
        QVERIFY(!arrived.isEmpty());
    }

    void aRunStreamsAndEndsAsTheShownOne()
    {
        QSignalSpy layers(&m_session->runs, &RunList::layersArrived);
        m_session->document.editRecipe(quick("mquant-w8a8-w4a8"), "test");
        m_session->document.start();
        QVERIFY(m_session->runs.isRunning());
        QVERIFY(m_session->inspector.layer(0).weightStale);
        QVERIFY(QTest::qWaitFor([this] { return !m_session->runs.isRunning(); }, longWait));
        QVERIFY(layers.size() > 1);
        const auto& run = m_session->runs.shown();
        QCOMPARE(run.record.state, RunState::Complete);
        QVERIFY(run.id != 0);
        QCOMPARE(answeredOf(run.answers), 12);
        for (const auto& row : m_session->inspector.layers()) {
            QVERIFY(!row.weightStale && !row.errorStale);
            QVERIFY(row.report.measured);
        }
        QVERIFY(QTest::qWaitFor([this] { return !m_session->inspector.view().isBusy(); }, longWait));
        QVERIFY(m_session->inspector.view().value()->weight.grid);
        QVERIFY(m_session->inspector.view().value()->input->grid);
    }

    void cancelInEachStage_data()
    {
        QTest::addColumn<QString>("stage");
        QTest::addColumn<int>("bits"); // of the run that follows, another one each time
        int bits = 9;
        for (const char* stage : {"", "transform", "profile inputs", "quantize weights", "calibrate activations",
                                  "measure layer errors", lastStage})
            QTest::newRow(*stage ? stage : "at once") << stage << --bits;
    }

    // In one session, with the run of the row before to go back to.
    void cancelInEachStage()
    {
        QFETCH(QString, stage);
        QFETCH(int, bits);
        QVERIFY(QTest::qWaitFor([&] { return !m_session->runs.live(); }, longWait));
        if (m_session->runs.shown().id == 0) {
            m_session->document.editRecipe(quick("naive-static-w8a8"), "good");
            m_session->document.start();
            QVERIFY(QTest::qWaitFor([this] { return !m_session->runs.isRunning(); }, longWait));
        }
        const int good = m_session->runs.shown().id;
        QVERIFY(good != 0);
        auto recipe = findPreset("mquant-w8a8-w4a8")->make();
        recipe.calibration.weightSamples = recipe.calibration.activationSamples = 32;
        recipe.calibration.errorSamples = 40;
        m_session->document.editRecipe(recipe, "slow");
        m_session->document.setSubset({});
        m_session->document.start();
        QVERIFY(m_session->runs.isRunning());
        const auto feed = m_session->runs.live()->feed;
        for (const QDeadlineTimer limit(longWait); !stage.isEmpty() && stageOf(*feed) != stage; QThread::usleep(100))
            QVERIFY2(!limit.hasExpired(), "the stage was not seen");
        m_session->document.stop();
        QVERIFY(!m_session->runs.isRunning());
        QCOMPARE(m_session->runs.shown().id, good);
        QCOMPARE(m_session->runs.all().back().record.state, RunState::Cancelled);
        QVERIFY(m_session->inspector.layer(0).report.measured);
        // The engine is free for the next run, and the one before has not gone to its end for that.
        m_session->document.setSubset(firstQuestions(4));
        auto next = quick("dynamic-w8a8");
        next.llm.scheme.weightBits = bits;
        m_session->document.editRecipe(next, "next");
        m_session->document.start();
        QVERIFY(m_session->runs.isRunning());
        QVERIFY(QTest::qWaitFor([this] { return !m_session->runs.isRunning(); }, longWait));
        QCOMPARE(m_session->runs.shown().record.state, RunState::Complete);
        QVERIFY2(fractionOf(*feed) < 1, qPrintable(QString::number(fractionOf(*feed))));
    }

    // The same answers from weights that stay in their files.
    void savingMemoryChangesNoAnswer()
    {
        const auto answers = [this] {
            m_session->document.editRecipe(quick("mquant-w8a8-w4a8"), "test");
            m_session->document.start();
            if (!QTest::qWaitFor([this] { return !m_session->runs.isRunning(); }, longWait))
                return QStringList();
            QStringList texts;
            for (const auto& answer : m_session->runs.shown().answers)
                texts << (answer ? QString::fromStdString(answer->text) : QString());
            return texts;
        };
        const auto normal = answers();
        QVERIFY(!m_session->document.opened().workload.lowMemory);
        QVERIFY(m_session->document.planned().preflight.fits);
        open({.cache = {}, .lowMemory = LowMemory::On, .threads = 2});
        QVERIFY(m_session->document.opened().workload.lowMemory);
        QCOMPARE(answers(), normal);
        QVERIFY(QTest::qWaitFor([this] { return !m_session->inspector.view().isBusy(); }, longWait));
        QVERIFY(m_session->inspector.view().value()->weight.grid);
    }

    void aRunThatDoesNotFitIsExplained()
    {
        m_session = std::make_unique<LocalSession>(OpenSettings{.cache = {}, .threads = 2, .memoryLimit = 50e6});
        m_session->document.setSubset(firstQuestions(4));
        QSignalSpy problems(&m_session->document, &Document::problem);
        m_session->document.open(demoSources());
        QVERIFY(QTest::qWaitFor([this] { return m_session->document.isOpen(); }, longWait));
        QVERIFY(m_session->document.opened().workload.lowMemory); // tried before anything is refused
        QCOMPARE(problems.size(), 1); // nor do the float model's answers fit
        m_session->document.editRecipe(quick("mquant-w8a8-w4a8"), "test");
        QVERIFY(!m_session->document.planned().preflight.fits);
        m_session->document.start();
        QVERIFY(!m_session->runs.isRunning());
        QCOMPARE(problems.size(), 2);
        QVERIFY(problems.last().first().toString().contains("memory"));
        m_session->document.start(true);
        QVERIFY(m_session->runs.isRunning());
        QVERIFY(QTest::qWaitFor([this] { return !m_session->runs.isRunning(); }, longWait));
        QCOMPARE(m_session->runs.shown().record.state, RunState::Complete);
    }

    void anEditDuringARunStartsAgain()
    {
        m_session->document.editRecipe(quick("mquant-w8a8-w4a8"), "first");
        m_session->document.start();
        auto other = quick("mquant-w8a8-w4a8");
        other.llm.scheme.weightBits = 3;
        m_session->document.editRecipe(other, "second");
        QVERIFY(m_session->document.hasPendingStart());
        QVERIFY(QTest::qWaitFor(
            [this] { return !m_session->runs.isRunning() && !m_session->document.hasPendingStart(); }, longWait));
        QCOMPARE(m_session->runs.all().size(), size_t(2)); // float and the last one
        QVERIFY(sameRecipe(recipeOf(m_session->runs.shown()), other));
    }

    void anEarlierRecipeIsShownAtOnce()
    {
        const auto a = quick("naive-static-w8a8"), b = quick("dynamic-w8a8");
        for (const auto& recipe : {a, b}) {
            m_session->document.editRecipe(recipe, "test");
            m_session->document.start();
            QVERIFY(QTest::qWaitFor([this] { return !m_session->runs.isRunning(); }, longWait));
        }
        QSignalSpy notices(&m_session->document, &Document::notice);
        m_session->document.undoStack().undo();
        m_session->document.start();
        QVERIFY(!m_session->runs.isRunning());
        QVERIFY(sameRecipe(recipeOf(m_session->runs.shown()), a));
        QCOMPARE(m_session->runs.all().size(), size_t(3));
        QCOMPARE(notices.size(), 1); // why there is no new run
        // By itself it is shown without a word.
        m_session->document.setAutoRun(true);
        m_session->document.undoStack().redo();
        QTRY_VERIFY(sameRecipe(recipeOf(m_session->runs.shown()), b));
        QCOMPARE(notices.size(), 1);
    }

    void anEditShowsAPreviewAndARunTheExactLayer()
    {
        auto recipe = quick("w4a16-gptq");
        m_session->document.editRecipe(recipe, "test");
        m_session->document.start();
        QVERIFY(QTest::qWaitFor([this] { return !m_session->runs.isRunning(); }, longWait));
        QVERIFY(QTest::qWaitFor([this] { return !m_session->inspector.view().isBusy(); }, longWait));
        QVERIFY(!m_session->inspector.view().value()->preview);
        const int layer = m_session->selection.layer();
        const auto before = m_session->inspector.layer(layer);
        QVERIFY(!before.errorPreview);

        recipe.llm.scheme.weightBits = 2;
        m_session->document.editRecipe(recipe, "fewer bits");
        QVERIFY(QTest::qWaitFor([this] { return m_session->inspector.view().value()->preview.has_value(); }, longWait));
        QCOMPARE(m_session->inspector.view().value()->scheme.weightBits, 2);
        QCOMPARE(m_session->inspector.view().value()->weight.grid->levels(), 4);
        const auto previewed = m_session->inspector.layer(layer);
        QVERIFY(previewed.errorPreview && previewed.weightPreview && previewed.errorStale);
        QVERIFY(previewed.report.error.isolated.sqnrDb < before.report.error.isolated.sqnrDb - 3);
        QVERIFY(!m_session->inspector.layer(0).errorPreview);

        m_session->document.undoStack().undo();
        QVERIFY(QTest::qWaitFor([this] { return !m_session->inspector.view().value()->preview; }, longWait));
        QCOMPARE(m_session->inspector.layer(layer).report.error.isolated.sqnrDb, before.report.error.isolated.sqnrDb);

        m_session->document.undoStack().redo();
        m_session->document.start();
        QVERIFY(QTest::qWaitFor(
            [this] { return !m_session->runs.isRunning() && !m_session->inspector.view().isBusy(); }, longWait));
        QVERIFY(!m_session->inspector.view().value()->preview);
        QVERIFY(std::abs(m_session->inspector.layer(layer).report.error.isolated.sqnrDb -
                         previewed.report.error.isolated.sqnrDb) < 3);
        QVERIFY(m_session->runs.shown().record.reused.size() >= 2); // the transforms and the profiles
    }

    void whatCannotRunIsSaid()
    {
        QSignalSpy problems(&m_session->document, &Document::problem);
        auto recipe = quick("mquant-w8a8-w4a8");
        recipe.llm.fuseNorms = false;
        m_session->document.editRecipe(recipe, "test");
        QVERIFY(!m_session->document.planned().issues.empty());
        m_session->document.start();
        QVERIFY(!m_session->runs.isRunning());
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems[0][0].toString().contains("norms"));
    }

    void aBadFolderLeavesWhatIsOpen()
    {
        QSignalSpy problems(&m_session->document, &Document::problem);
        auto sources = m_sources;
        QTemporaryDir empty;
        sources.model = empty.path().toStdString();
        m_session->document.open(sources);
        QVERIFY(QTest::qWaitFor([&] { return !problems.isEmpty(); }, longWait));
        QVERIFY(problems[0][0].toString().contains(empty.path()));
        QVERIFY(m_session->document.isOpen());
        QVERIFY(m_session->document.opened().sources == m_sources);
    }

    void aFailureNamesItsCauseAndTheProgramLivesOn()
    {
        // Questions to calibrate with of which none has an image.
        QTemporaryDir folder;
        QFile table(folder.filePath("broken.tsv"));
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write("index\timage\tquestion\tanswer\n0\t" + QByteArray(200, 'A') + "\twhat?\tthat\n");
        table.close();

        QSignalSpy problems(&m_session->document, &Document::problem);
        auto sources = m_sources;
        sources.calibration = table.fileName().toStdString();
        m_session->document.open(sources);
        QVERIFY(QTest::qWaitFor([&] { return m_session->document.opened().sources == sources; }, longWait));
        QVERIFY(QTest::qWaitFor([&] { return !m_session->runs.live(); }, longWait));
        m_session->document.editRecipe(quick("mquant-w8a8-w4a8"), "test");
        m_session->document.start();
        QVERIFY(QTest::qWaitFor([this] { return !m_session->runs.isRunning(); }, longWait));
        QVERIFY(!problems.isEmpty());
        QVERIFY2(problems.last()[0].toString().contains("broken.tsv"), qPrintable(problems.last()[0].toString()));
        QCOMPARE(m_session->runs.all().back().record.state, RunState::Failed);
        m_session->document.open(m_sources);
        QVERIFY(QTest::qWaitFor([&] { return m_session->document.opened().sources == m_sources; }, longWait));
        m_session->document.start();
        QVERIFY(QTest::qWaitFor([this] { return !m_session->runs.isRunning(); }, longWait));
        QCOMPARE(m_session->runs.shown().record.state, RunState::Complete);
    }

    void pinRenameNoteRemove()
    {
        m_session->document.editRecipe(quick("naive-static-w8a8"), "test");
        m_session->document.start();
        QVERIFY(QTest::qWaitFor([this] { return !m_session->runs.isRunning(); }, longWait));
        const int id = m_session->runs.shown().id;
        m_session->runs.pin(id);
        QCOMPARE(m_session->runs.pinned().id, id);
        m_session->runs.rename(id, " broken ");
        QCOMPARE(nameOf(m_session->runs.shown()), QString("broken"));
        m_session->runs.rename(0, "nothing");
        QCOMPARE(nameOf(m_session->runs.all().front()), QString("Float"));
        m_session->runs.setNote(id, "for the talk");
        QCOMPARE(m_session->runs.find(id)->record.note, std::string("for the talk"));
        m_session->document.editRecipe({}, "float");
        m_session->document.applyRecipeOf(id);
        QVERIFY(sameRecipe(m_session->document.recipe(), quick("naive-static-w8a8")));
        m_session->runs.remove(id);
        QCOMPARE(m_session->runs.pinned().id, 0);
        QCOMPARE(m_session->runs.shown().id, 0);
        m_session->runs.remove(0);
        QCOMPARE(m_session->runs.all().size(), size_t(1));
    }

    // The float model answers on the images of the run, so that both can be compared; an earlier run keeps its own.
    void aProtocolReachesTheFloatModelToo()
    {
        const auto idle = [this] { return !m_session->runs.live() && !m_session->document.hasPendingStart(); };
        QVERIFY(QTest::qWaitFor(idle, longWait));
        const auto plain = [this]() -> const Run& { return m_session->runs.all().front(); };
        QCOMPARE(imagesOf(plain()), ImageRoute::Stored);
        auto recipe = quick("naive-static-w8a8");
        recipe.calibration.activationSamples = 4;
        m_session->document.editRecipe(recipe, "exact");
        m_session->document.start();
        QVERIFY(QTest::qWaitFor(idle, longWait));
        const int exact = m_session->runs.shown().id;
        recipe.protocol = Protocol::Published;
        m_session->document.editRecipe(recipe, "published");
        QVERIFY(m_session->document.outOfDate());
        m_session->document.start();
        QVERIFY(QTest::qWaitFor(idle, longWait));
        const auto& run = m_session->runs.shown();
        QVERIFY(run.id != exact);
        QCOMPARE(run.record.protocol.images, std::string("jpeg75"));
        QCOMPARE(run.record.protocol.normFusion, std::string("none"));
        QCOMPARE(run.record.protocol.calibration, m_sources.data.stem().string()); // the evaluated questions
        QCOMPARE(imagesOf(plain()), ImageRoute::Jpeg75);
        QCOMPARE(answeredOf(plain().answers), 12);
        const auto* before = m_session->runs.find(exact);
        QCOMPARE(before->record.protocol.images, std::string("stored"));
        QCOMPARE(before->record.protocol.calibration, m_sources.calibration.stem().string());
        QVERIFY(imagesOf(*before) != imagesOf(plain()));
    }

    void tryingAQuestion()
    {
        const auto& question = m_session->document.opened().data->questions.front();
        Latest<TriedAnswers> answers;
        answers.start(m_session->backend.tryQuestion(0, *question.images.front(), question.question));
        QVERIFY(QTest::qWaitFor([&] { return !answers.isBusy(); }, longWait));
        QVERIFY(answers.value());
        QVERIFY(!answers.value()->floatAnswer.empty());
        QVERIFY(!answers.value()->quantizedAnswer);
        answers.start(m_session->backend.tryQuestion(0, {1, 2, 3}, "what?"));
        QVERIFY(QTest::qWaitFor([&] { return !answers.isBusy(); }, longWait));
        QVERIFY(!answers.problem().isEmpty());
    }

    void closingDuringARunDoesNotWaitForItsEnd()
    {
        m_session->document.setSubset({});
        m_session->document.editRecipe(findPreset("mquant-w8a8-w4a8")->make(), "test");
        m_session->document.start();
        QVERIFY(m_session->runs.isRunning());
        const auto feed = m_session->runs.live()->feed;
        QVERIFY(QTest::qWaitFor([&] { return stageOf(*feed) == "quantize weights"; }, longWait));
        QVERIFY(m_session->runs.isRunning());
        m_session.reset();
        QCOMPARE(stageOf(*feed), QString("quantize weights"));
        QVERIFY(fractionOf(*feed) < 1);
    }

private:
    static constexpr const char* lastStage = "answer questions";

    void open(const OpenSettings& settings)
    {
        m_session = std::make_unique<LocalSession>(settings);
        m_session->document.setSubset(firstQuestions(12));
        m_session->document.open(m_sources);
        QVERIFY(QTest::qWaitFor([this] { return m_session->document.isOpen(); }, longWait));
    }

    SmallModel m_small;
    Sources m_sources;
    QTemporaryDir m_cache;
    std::unique_ptr<LocalSession> m_session;
};

QUANTSCOPE_TEST(TestSession)
#include "tst_session.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QRegularExpression>

#include <mutex>
#include <set>

#include "archive/runarchive.h"
#include "gui/docks/runrows.h"
#include "gui/document/presetrecipe.h"
#include "gui/work/keptsweep.h"
#include "gui/work/sweepqueue.h"
#include "record/recordjson.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr int64_t asked = 6, several = 100, many = 240;

QStringList textsOf(const Run& run)
{
    QStringList texts;
    for (const auto& answer : run.answers)
        if (answer)
            texts << QString::fromStdString(answer->text) + QString::number(answer->score);
    return texts;
}

// Rotation of the language model, with what it needs.
Recipe rotated(Recipe recipe)
{
    recipe.llm.rotate = recipe.llm.fuseNorms = true;
    return recipe;
}

}

// The document and its runs over a store: what lasts, and under which name.
class TestKeptRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("error");
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        start();
    }

    void cleanup()
    {
        m_session.reset();
    }

    // The rows of the titles that the tour had wrong.
    void aRecipeIsCalledByWhatItIs()
    {
        auto& document = m_session->document;
        document.setAutoRun(false);
        document.editRecipe(*presetRecipe("naive-static-w8a8"), "preset");
        QCOMPARE(document.title(), std::string("Naive static W8A8"));
        document.editRecipe(rotated(document.recipe()), "rotate");
        QCOMPARE(document.title(), std::string("Naive static W8A8 + llm rotation"));
        QVERIFY(document.recipe().name.empty());
        document.undoStack().undo();
        QCOMPARE(document.title(), std::string("Naive static W8A8"));
        auto own = document.recipe();
        own.name = "mine";
        document.editRecipe(own, "own");
        document.editRecipe(rotated(document.recipe()), "rotate");
        QCOMPARE(document.title(), std::string("Naive static W8A8 + llm rotation"));
    }

    void aRunIsKeptWithItsParent()
    {
        QVERIFY(run(quick("naive-static-w8a8")));
        const auto parent = m_session->runs.shown().record.id;
        QVERIFY(run(rotated(m_session->document.recipe())));
        const auto child = m_session->runs.shown().record.id;
        QCOMPARE(nameOf(m_session->runs.shown()), QString("naive-static-w8a8 + llm rotation"));
        RunArchive archive(store());
        const auto summary = archive.summary(child);
        QCOMPARE(summary.parent, parent);
        QCOMPARE(summary.name, std::string("naive-static-w8a8 + llm rotation"));
        QCOMPARE(summary.state, RunState::Complete);
        QCOMPARE(summary.answered, asked);
        const auto record = archive.load(child);
        QCOMPARE(record.spec.recipe->name, summary.name);
        const auto kept = recordToJson(record), shown = recordToJson(m_session->runs.shown().record);
        QVERIFY(!kept["predictions"].empty() && !kept["layers"].empty());
        for (const char* part : {"predictions", "layers", "score", "spec", "timings"})
            QVERIFY2(kept[part] == shown[part], part);
    }

    void afterARestartTheRunIsThereAndNotMadeAgain()
    {
        QVERIFY(run(quick("naive-static-w8a8")));
        const auto id = m_session->runs.shown().record.id;
        const auto answers = textsOf(m_session->runs.shown());
        m_session->runs.setNote(m_session->runs.shown().id, "for the talk");
        start();
        QVERIFY(come([this] { return m_session->library.all().size() == 2; })); // with the float model's
        QCOMPARE(m_session->library.find(id)->note, std::string("for the talk"));
        QCOMPARE(m_session->runs.all().size(), size_t(1));
        QSignalSpy notices(&m_session->document, &Document::notice);
        m_session->document.editRecipe(quick("naive-static-w8a8"), "again");
        m_session->document.start();
        QVERIFY(come([&] { return m_session->runs.shown().record.id == id; }));
        QVERIFY(notices.last()[0].toString().contains("naive-static-w8a8"));
        QCOMPARE(textsOf(m_session->runs.shown()), answers);
        QCOMPARE(RunArchive(store()).list().size(), size_t(2));
    }

    // Runs that nobody has shown yet are read from the store, and compared with whatever is pinned.
    void storedRunsStandAgainstThePinnedOne()
    {
        QVERIFY(run(quick("naive-static-w8a8")));
        const auto shown = m_session->runs.shown();
        const auto common = commonScore(shown.answers, m_session->runs.all().front().answers);
        start();
        QVERIFY(idle() && come([this] { return m_session->library.all().size() == 2; }));
        m_session->runs.pin(0);
        QVERIFY(!m_session->runs.findRecord(shown.record.id));
        StoredScores* made = nullptr;
        StoredScores scores(m_session->document, m_session->runs, m_session->library, [&made] {
            if (made)
                made->update();
        });
        made = &scores;
        const auto row = [&] {
            for (const auto& each : runRows(m_session->document, m_session->runs, m_session->library, &scores))
                if (each.id.toStdString() == shown.record.id)
                    return each;
            return RunRow();
        };
        QVERIFY(!row().paired);
        scores.update();
        QVERIFY(come([&] { return row().paired.has_value(); }));
        QCOMPARE(row().paired->questions, qint64(common.questions));
        QCOMPARE(row().paired->difference, common.first - common.second);
        bool fetched = false;
        m_session->runs.fetch(shown.record.id, [&](int id) {
            m_session->runs.pin(id);
            fetched = true;
        });
        QVERIFY(come([&] { return fetched; }));
        QVERIFY(!scores.againstPinned(*m_session->library.find(shown.record.id))); // in memory now
    }

    void theFloatModelsAnswersComeBack()
    {
        const auto before = m_session->runs.all().front();
        QCOMPARE(answeredOf(before.answers), asked);
        start();
        QVERIFY(idle());
        QCOMPARE(m_session->runs.all().front().record.id, before.record.id);
        QCOMPARE(textsOf(m_session->runs.all().front()), textsOf(before));
        // More questions go into the same record.
        m_session->document.setSubset(firstQuestions(asked + 3));
        m_session->document.start();
        QVERIFY(come([this] { return answeredOf(m_session->runs.all().front().answers) == asked + 3; }) && idle());
        QVERIFY(come([&] { return RunArchive(store()).summary(before.record.id).state == RunState::Complete; }));
        QCOMPARE(RunArchive(store()).load(before.record.id).predictions.size(), size_t(asked + 3));
        // Fewer do not take any away.
        m_session->document.setSubset(firstQuestions(2));
        start(2);
        QVERIFY(idle());
        QCOMPARE(RunArchive(store()).load(before.record.id).predictions.size(), size_t(asked + 3));
    }

    // What the others are compared with is there before them, on the same questions.
    void theFloatModelGoesFirst()
    {
        m_session->document.setSubset(firstQuestions(12));
        QStringList order;
        const QObject listener;
        connect(&m_session->runs, &RunList::answersArrived, &listener, [&](const QList<int>&, bool baseline) {
            if (order.isEmpty() || order.last() != (baseline ? "float" : "run"))
                order << (baseline ? "float" : "run");
            if (!baseline && answeredOf(m_session->runs.all().front().answers) != 12)
                order << "too early";
        });
        auto recipe = quick("naive-static-w8a8");
        recipe.llm.scheme.weightBits = ++m_bits;
        m_session->document.editRecipe(recipe, "test");
        m_session->document.start();
        QVERIFY(come([this] { return m_session->runs.isRunning(); }));
        const auto& plain = m_session->runs.all().front();
        auto row = runRow(plain, m_session->document, m_session->runs, m_session->library);
        QCOMPARE(row.phase, RunState::Complete); // its six answers count
        QVERIFY2(row.state.contains("of 400 answered"), qPrintable(row.state));
        QVERIFY(idle());
        QCOMPARE(order.mid(0, 2), QStringList({"float", "run"}));
        QVERIFY2(!order.contains("too early"), qPrintable(order.join(' ')));
        QCOMPARE(answeredOf(plain.answers), int64_t(12));
        RunArchive archive(store());
        QCOMPARE(archive.load(plain.record.id).predictions.size(), size_t(12));
        QCOMPARE(archive.list().size(), size_t(2));
    }

    // An edit that comes while the float model has its turn takes nothing of it away.
    void editsDoNotStarveTheFloatModel()
    {
        m_session = nullptr;
        auto own = settings();
        own.cache.root = m_folder->filePath("cache").toStdString(); // nothing is known
        m_session = std::make_unique<LocalSession>(own, store());
        open(2);
        m_session->document.setSubset(firstQuestions(40));
        const auto answered = [this] { return answeredOf(m_session->runs.all().front().answers); };
        int64_t before = answered();
        for (int seed = 1; seed <= 3 && before < 40; ++seed) {
            auto recipe = quick("naive-static-w8a8");
            recipe.seed = static_cast<uint64_t>(seed);
            m_session->document.editRecipe(recipe, "test");
            if (seed == 1)
                m_session->document.start();
            QVERIFY(come([&] { return answered() > before; })); // in its turn before the run
            QVERIFY(m_session->runs.isRunning() || m_session->document.hasPendingStart());
            QVERIFY(answeredOf(m_session->runs.answers()) == 0);
            before = answered();
        }
        QVERIFY(come([&] { return answeredOf(m_session->runs.answers()) > 0; }));
        QVERIFY(answered() >= before);
        QVERIFY(idle());
        QCOMPARE(answered(), int64_t(40));
        QCOMPARE(RunArchive(store()).list().size(), size_t(2));
    }

    // MQuant's copy of VLMEvalKit scores ChartQA by another rule: the float model's scores are not the same under it.
    void theFloatModelFollowsTheMetricOfAProtocol()
    {
        const auto& opened = m_session->document.opened();
        QVERIFY(haveSameFloatAnswers(Protocol::Exact, Protocol::MQuant, opened));
        QVERIFY(!haveSameFloatAnswers(Protocol::Exact, Protocol::Published, opened)); // other images
        QVERIFY(!haveSameFloatInputs(Protocol::Exact, Protocol::MQuant, opened)); // the demo's own questions give way
        openFiles(demoSources().model, tableOf("ChartQA_TEST.tsv", 5));
        QVERIFY(!haveSameFloatAnswers(Protocol::Exact, Protocol::MQuant, opened));
        QVERIFY(haveSameFloatAnswers(Protocol::MQuant, Protocol::MQuant, opened));
        QVERIFY(haveSameFloatInputs(Protocol::Exact, Protocol::MQuant, opened));
        // The list may move its runs when one comes.
        const auto plain = [this]() -> const Run& { return m_session->runs.all().front(); };
        QCOMPARE(plain().record.protocol.metric, std::string("relaxed"));
        const auto exact = plain().record.id;
        auto recipe = quick("dynamic-w8a8");
        recipe.protocol = Protocol::MQuant;
        QVERIFY(run(recipe));
        QVERIFY(plain().record.id != exact);
        QCOMPARE(answeredOf(plain().answers), int64_t(4));
        QCOMPARE(plain().record.protocol.metric, std::string("relaxed_swapped"));
        QVERIFY(areComparable(plain(), m_session->runs.shown(), *opened.data));
        // Back again, the answers of before come from the store.
        recipe.protocol = Protocol::Exact;
        QVERIFY(run(recipe));
        QCOMPARE(plain().record.id, exact);
        QCOMPARE(plain().record.protocol.metric, std::string("relaxed"));
    }

    void theLogSaysWhatAScoreMeans()
    {
        QStringList lines;
        std::mutex mutex;
        setUpLog("info");
        listenToLog([&](LogLevel, const std::string& text) {
            const std::lock_guard lock(mutex);
            lines << QString::fromStdString(text);
        });
        auto recipe = quick("dynamic-w8a8");
        recipe.protocol = Protocol::MQuant;
        const bool ended = run(recipe);
        stopListeningToLog();
        setUpLog("error");
        QVERIFY(ended);
        QCOMPARE(
            lines.filter(QRegularExpression("^dynamic-w8a8: \\d+ / 6 \\([0-9.]+ %\\), as MQuant's code correct in "))
                .size(),
            1);
    }

    void shownAndPinnedComeBackWithTheirWeights()
    {
        QVERIFY(run(quick("naive-static-w8a8")));
        const auto first = m_session->runs.shown().record.id;
        m_session->runs.pin(m_session->runs.shown().id);
        QVERIFY(run(quick("dynamic-w8a8")));
        const auto second = m_session->runs.shown().record.id;
        m_session = nullptr;
        m_session = std::make_unique<LocalSession>(settings(), store());
        m_session->runs.remember(second, first);
        m_session->document.restoreRecipe(quick("dynamic-w8a8"), {});
        open();
        QVERIFY(come([&] { return m_session->runs.shown().record.id == second; }));
        QCOMPARE(m_session->runs.pinned().record.id, first);
        QVERIFY(come([this] { return !m_session->rebuild.isNeeded() && !m_session->rebuild.isBusy(); }));
        m_session->selection.selectLayer(3);
        QVERIFY(come([this] { return !m_session->inspector.view().isBusy(); }));
        QVERIFY(m_session->inspector.view().problem().isEmpty());
        QVERIFY(m_session->inspector.view().value()->weight.grid);
        m_session->runs.show(m_session->runs.pinned().id);
        QVERIFY(come([this] { return !m_session->rebuild.isNeeded(); }));
    }

    void anEditLeavesNothingOfTheRunBeforeIt()
    {
        const Gate gate(m_session->local.engine());
        m_session->document.editRecipe(quick("naive-static-w8a8"), "one");
        m_session->document.start();
        m_session->document.editRecipe(quick("dynamic-w8a8"), "two");
        QVERIFY(come([this] { return m_session->runs.isRunning(); }));
        const auto second = m_session->runs.all().back().record.id;
        const_cast<Gate&>(gate).open();
        QVERIFY(idle());
        std::vector<std::string> quantized;
        for (const auto& each : RunArchive(store()).list())
            if (!each.recipeHash.empty())
                quantized.push_back(each.id);
        QCOMPARE(quantized, std::vector<std::string>{second});
    }

    void aStoppedRunIsCancelledAndCanGoOn()
    {
        const auto id = stopWhile([this] { return answeredOf(m_session->runs.answers()) > 0; },
                                  [this] { m_session->document.stop(); });
        QVERIFY(come([&] { return RunArchive(store()).summary(id).state == RunState::Cancelled; }));
        goOn(id);
    }

    void aRunIsInterruptedByClosingAndCanGoOn()
    {
        const auto id = stopWhile([this] { return answeredOf(m_session->runs.answers()) > 0; },
                                  [this] { m_session->document.close(); });
        start();
        const auto summary = RunArchive(store()).summary(id);
        QCOMPARE(summary.state, RunState::Interrupted);
        QVERIFY(summary.answered > 0);
        goOn(id);
    }

    void anotherModelAndBack()
    {
        QVERIFY(run(quick("naive-static-w8a8")));
        const auto id = m_session->runs.shown().record.id;
        const std::filesystem::path tiny = QUANTSCOPE_SOURCE_DIR "/tests/data/tinymodel";
        m_session->document.open({tiny, tiny / "q.tsv", {}});
        QVERIFY(come([&] { return m_session->document.opened().sources.model == tiny; }) && idle());
        QCOMPARE(m_session->runs.shown().id, 0);
        m_session->document.showRun(id);
        QVERIFY(come([&] { return m_session->runs.shown().record.id == id; }));
        QVERIFY(m_session->document.opened().sources == demoSources());
        QVERIFY(idle());
    }

    // The name of a table says how its questions are asked: a copy under another name is another benchmark, and one in
    // another folder is not.
    void copiesOfABenchmarkAndMovedModels()
    {
        const auto table = tableOf("OCRBench.tsv", 5), copy = m_folder->filePath("ChartQA_TEST.tsv");
        QVERIFY(QFile::copy(table, copy) && QDir(m_folder->path()).mkdir("elsewhere"));
        const auto moved = m_folder->filePath("elsewhere/OCRBench.tsv"), model = m_folder->filePath("model");
        QVERIFY(QFile::copy(table, moved));
        std::filesystem::copy(demoSources().model, model.toStdString(), std::filesystem::copy_options::recursive);
        openFiles(demoSources().model, table);
        QVERIFY(run(quick("naive-static-w8a8")));
        const auto id = m_session->runs.shown().record.id, plain = m_session->runs.all().front().record.id;

        // A name that tells nothing leaves it to the table's categories: the same benchmark.
        const auto mine = m_folder->filePath("mine.tsv");
        QVERIFY(QFile::copy(table, mine));
        openFiles(demoSources().model, mine);
        QCOMPARE(m_session->runs.all().front().record.id, plain);

        openFiles(demoSources().model, copy);
        QVERIFY(m_session->document.opened().dataHash == RunArchive(store()).summary(id).dataHash);
        QVERIFY(m_session->runs.all().front().record.id != plain); // asked otherwise
        QVERIFY(run(quick("naive-static-w8a8")));
        QVERIFY(m_session->runs.shown().record.id != id);
        m_session->document.showRun(id); // opens the table under its other name
        QVERIFY(come([&] { return m_session->runs.shown().record.id == id; }));
        QCOMPARE(m_session->document.opened().sources.data, std::filesystem::path(table.toStdString()));
        QVERIFY(idle());

        openFiles(model.toStdString(), moved);
        QCOMPARE(m_session->runs.all().front().record.id, plain);
        m_session->document.editRecipe(quick("naive-static-w8a8"), "again");
        m_session->document.start();
        QVERIFY(come([&] { return m_session->runs.shown().record.id == id; }));
        QVERIFY(QFile::remove(table) && idle());
        openFiles(model.toStdString(), copy);
        m_session->document.showRun(id); // its own table is gone; nothing of what is open is lost
        QSignalSpy problems(&m_session->document, &Document::problem);
        QVERIFY(come([&] { return !problems.isEmpty(); }));
        QVERIFY2(problems[0][0].toString().contains("OCRBench.tsv"), qPrintable(problems[0][0].toString()));
        QVERIFY(idle());
    }

    void aBenchmarkThatWasEditedIsAnother()
    {
        const auto table = tableOf("OCRBench.tsv", 5);
        openFiles(demoSources().model, table);
        QVERIFY(run(quick("naive-static-w8a8")));
        const auto id = m_session->runs.shown().record.id;
        QVERIFY(tableOf("OCRBench.tsv", 4) == table);
        openFiles(demoSources().model, table);
        QCOMPARE(m_session->document.opened().data->questions.size(), size_t(3));
        QVERIFY(!isOnOpenedFiles(RunArchive(store()).summary(id), m_session->document.opened()));
        QSignalSpy problems(&m_session->document, &Document::problem);
        m_session->document.showRun(id);
        QVERIFY(come([&] { return !problems.isEmpty(); }));
        QVERIFY2(problems[0][0].toString().contains("other files"), qPrintable(problems[0][0].toString()));
        QVERIFY(idle());
        QVERIFY(tableOf("OCRBench.tsv", 5) == table); // as it was
        m_session->document.showRun(id);
        QVERIFY(come([&] { return m_session->runs.shown().record.id == id; }) && idle());
    }

    // What of a sweep has not run when the window closes is offered again, and runs when it is asked for.
    void waitingRunsOfASweepComeBack()
    {
        QSettings kept(m_folder->filePath("settings.ini"), QSettings::IniFormat);
        std::vector<Recipe> recipes;
        for (const int bits : {5, 6, 7}) {
            auto recipe = quick("dynamic-w8a8");
            recipe.name = "W" + std::to_string(bits);
            recipe.llm.scheme.weightBits = bits;
            recipes.push_back(recipe);
        }
        std::string begun;
        m_session->document.setSubset(firstQuestions(several)); // more than are answered before the window closes
        QVERIFY(idle());
        {
            SweepQueue queue(m_session->document, m_session->runs, m_session->library, kept);
            queue.add(recipes);
            queue.start();
            QVERIFY(come([&] { return queue.stateOf(queue.entries()[0]) == RunState::Complete; }));
            QVERIFY(come([&] { return m_session->runs.live() && queue.runOf(queue.entries()[1]); }));
            begun = queue.entries()[1].queued;
            QVERIFY(come([&] { return m_session->library.find(begun) != nullptr; })); // the float model's turn is over
            m_session->document.close();
        }
        m_session = nullptr;
        m_session = std::make_unique<LocalSession>(settings(), store());
        SweepQueue queue(m_session->document, m_session->runs, m_session->library, kept);
        QSignalSpy notices(&m_session->document, &Document::notice);
        open(several);
        QCOMPARE(queue.entries().size(), size_t(3));
        for (size_t i = 0; i < 3; ++i)
            QCOMPARE(queue.entries()[i].recipe, recipes[i]);
        QVERIFY(come([&] { return queue.runOf(queue.entries()[0]); })); // from the store
        QCOMPARE(queue.stateOf(queue.entries()[0]), RunState::Complete);
        QVERIFY(isComplete(*queue.runOf(queue.entries()[0])));
        QVERIFY(recipeOf(*queue.runOf(queue.entries()[0])).llm.scheme.weightBits == 5);
        QVERIFY(come([&] { return !notices.isEmpty(); }));
        QVERIFY2(notices.last()[0].toString().contains("2 run"), qPrintable(notices.last()[0].toString()));
        QVERIFY(!queue.isRunning() && m_session->runs.all().size() == 2); // nothing unasked
        QVERIFY(come([&] { return m_session->library.find(begun) != nullptr; }));
        queue.start();
        QVERIFY(come([&] { return !queue.isRunning(); }) && idle());
        for (const auto& entry : queue.entries())
            QCOMPARE(queue.stateOf(entry), RunState::Complete);
        QCOMPARE(queue.runOf(queue.entries()[1])->record.id, begun); // went on
        QCOMPARE(keptSweep(kept, m_session->document.opened().modelHash, m_session->document.opened().dataHash).size(),
                 size_t(3));
        QCOMPARE(RunArchive(store()).list().size(), size_t(4)); // three and the float model's

        const auto& opened = m_session->document.opened();
        keepSweep(kept, opened.modelHash, opened.dataHash, {{recipes[0], "abc"}});
        QVERIFY(keptSweep(kept, "other", opened.dataHash).empty());
        QCOMPARE(keptSweep(kept, opened.modelHash, opened.dataHash),
                 (std::vector<KeptSweepEntry>{{recipes[0], "abc"}}));
        kept.setValue(kept.allKeys().filter("sweeps/").front(), "[{\"recipe\": 3}]");
        QVERIFY_EXCEPTION_THROWN(keptSweep(kept, opened.modelHash, opened.dataHash), Error);
    }

    // A file of another program: a run beside the others, which has no layers.
    void predictionsAreImported()
    {
        const auto& data = *m_session->document.opened().data;
        QFile file(m_folder->filePath("Model-2B_ocrbench_mini.tsv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("index\tquestion\tanswer\tprediction\n");
        for (size_t i = 0; i < 5; ++i) {
            const auto& question = data.questions[i];
            const auto answer = i < 3 ? question.answers.front() : std::string("something else");
            file.write(QByteArray::fromStdString(question.index + "\t" + question.question + "\t" +
                                                 question.answers.front() + "\t" + answer + "\n"));
        }
        file.write("99999\tno such question\tx\tx\n");
        file.close();
        QSignalSpy notices(&m_session->document, &Document::notice);
        m_session->document.importPredictions(file.fileName());
        QVERIFY(come([this] { return m_session->runs.shown().record.imported.has_value(); }));
        const auto said = notices.front().front().toString();
        QVERIFY2(said.contains("5 of 6 rows") && said.contains("3 / 5"), qPrintable(said));
        QCOMPARE(correctOf(m_session->runs.shown().answers), 3.0);
        const auto row = runRow(m_session->runs.shown(), m_session->document, m_session->runs, m_session->library);
        QVERIFY(row.bytes == 0 && row.bitsPerWeight == 0); // of a model that nobody has seen
        m_session->selection.selectLayer(0);
        QVERIFY2(m_session->inspector.view().problem().contains("imported"),
                 qPrintable(m_session->inspector.view().problem()));
        QVERIFY(!m_session->rebuild.isNeeded());
        QVERIFY(idle());
    }

    // For seconds, or as long as $QUANTSCOPE_STORE_SECONDS says.
    void twoWindowsAndACommandLineShareAStore()
    {
        LocalSession other(settings(), store());
        other.document.setSubset(firstQuestions(asked));
        other.document.open(demoSources());
        QVERIFY(isIdle(other));
        const int wanted = qEnvironmentVariableIntValue("QUANTSCOPE_STORE_SECONDS");
        const qint64 milliseconds = 1000 * (wanted > 0 ? wanted : 3);
        QProcess program;
        std::set<std::string> begun;
        size_t fromOutside = 0;
        int changes = 0;
        for (QElapsedTimer clock = started(); clock.elapsed() < milliseconds;) {
            if (program.state() == QProcess::NotRunning) {
                fromOutside += program.exitStatus() == QProcess::NormalExit && !program.program().isEmpty() ? 1 : 0;
                program.start(QUANTSCOPE_CLI,
                              {"run", "--demo", "--preset", "dynamic-w8a8", "--eval_num", "4", "--store",
                               QString::fromStdString(store().string())});
            }
            for (auto* session : {static_cast<Session*>(m_session.get()), static_cast<Session*>(&other)}) {
                auto recipe = quick("dynamic-w8a8");
                recipe.calibration.errorSamples = 1;
                recipe.seed = ++changes;
                session->document.editRecipe(recipe, "other");
                session->document.start();
            }
            QVERIFY(idle() && isIdle(other));
            begun.insert(m_session->runs.shown().record.id);
            begun.insert(other.runs.shown().record.id);
        }
        QVERIFY(program.state() == QProcess::NotRunning || program.waitForFinished(longWait));
        QCOMPARE(program.exitCode(), 0);
        ++fromOutside;
        QVERIFY(begun.size() >= 2);
        const auto all = begun.size() + fromOutside + 1; // with the float model's
        for (auto* session : {static_cast<Session*>(m_session.get()), static_cast<Session*>(&other)})
            QTRY_COMPARE_WITH_TIMEOUT(session->library.all().size(), all, 20000);
        RunArchive archive(store());
        for (const auto& each : archive.list()) {
            QCOMPARE(each.state, RunState::Complete);
            const size_t answers = each.recipeHash.empty() || begun.contains(each.id) ? asked : 4;
            QCOMPARE(archive.load(each.id).predictions.size(), answers);
        }
        QVERIFY(archive.complaints().empty());
        qInfo("%zu runs of two windows, %zu of the command line", begun.size(), fromOutside);
    }

    void withoutAStoreTheWindowGoesOn()
    {
        const auto file = m_folder->filePath("folder");
        QVERIFY(QDir().mkdir(file)); // no file can be made in its place
        m_session = nullptr;
        m_session = std::make_unique<LocalSession>(settings(), file.toStdString());
        QSignalSpy problems(&m_session->document, &Document::problem);
        open();
        QVERIFY(!problems.isEmpty());
        QVERIFY2(problems[0][0].toString().contains(file), qPrintable(problems[0][0].toString()));
        QVERIFY(run(quick("naive-static-w8a8")));
        QCOMPARE(m_session->runs.shown().record.state, RunState::Complete);
        QVERIFY(problems.size() <= 3);
    }

private:
    std::filesystem::path store() const
    {
        return m_folder->filePath("runs.sqlite").toStdString();
    }

    OpenSettings settings() const
    {
        OpenSettings all{.cache = {}, .threads = 2};
        all.cache.root = m_cache.path().toStdString();
        return all;
    }

    static bool come(const std::function<bool()>& what)
    {
        return QTest::qWaitFor(what, longWait);
    }

    static bool isIdle(Session& session)
    {
        return come([&session] {
            return session.document.isOpen() && !session.runs.live() && !session.document.hasPendingStart();
        });
    }

    bool idle()
    {
        return isIdle(*m_session);
    }

    static QElapsedTimer started()
    {
        QElapsedTimer clock;
        clock.start();
        return clock;
    }

    void open(int64_t limit = asked)
    {
        m_session->document.setSubset(firstQuestions(limit));
        m_session->document.open(demoSources());
        QVERIFY(idle());
    }

    void start(int64_t limit = asked)
    {
        m_session = nullptr; // the old one ends first
        m_session = std::make_unique<LocalSession>(settings(), store());
        open(limit);
    }

    // The head and the first rows of the demo's.
    QString tableOf(const QString& name, int lines) const
    {
        QFile from(QString::fromStdString(demoSources().data.string())), to(m_folder->filePath(name));
        if (!from.open(QIODevice::ReadOnly) || !to.open(QIODevice::WriteOnly))
            qFatal("no table");
        for (int line = 0; line < lines; ++line)
            to.write(from.readLine());
        return to.fileName();
    }

    void openFiles(const std::filesystem::path& model, const QString& data)
    {
        QSignalSpy ready(&m_session->document, &Document::workspaceReady);
        m_session->document.open({model, data.toStdString(), {}});
        QVERIFY(come([&] { return !ready.isEmpty(); }) && idle());
    }

    bool run(const Recipe& recipe)
    {
        m_session->document.editRecipe(recipe, "test");
        m_session->document.start();
        return idle();
    }

    // Of all questions, without the caches' help. Returns the record's id.
    std::string stopWhile(const std::function<bool()>& found, const std::function<void()>& stop)
    {
        m_session->document.setSubset(firstQuestions(many));
        auto recipe = quick("naive-static-w8a8");
        recipe.llm.scheme.weightBits = ++m_bits;
        m_session->document.editRecipe(recipe, "long");
        m_session->document.start();
        const auto id = m_session->runs.all().back().record.id;
        if (!come([&] { return found() || !m_session->runs.isRunning(); }) || !m_session->runs.isRunning())
            QTest::qFail("the run was over before it could be stopped", __FILE__, __LINE__);
        stop();
        return id;
    }

    void goOn(const std::string& id)
    {
        QVERIFY(idle());
        m_session->document.setSubset(firstQuestions(many));
        QVERIFY(idle());
        std::optional<int> run;
        m_session->runs.fetch(id, [&](int found) { run = found; });
        QVERIFY(come([&] { return run.has_value(); }));
        m_session->runs.goOn(*run);
        QVERIFY(idle());
        QCOMPARE(m_session->runs.shown().record.id, id);
        QCOMPARE(m_session->runs.shown().record.predictions.size(), size_t(many));
        const auto summary = RunArchive(store()).summary(id);
        QCOMPARE(summary.state, RunState::Complete);
        QCOMPARE(summary.answered, many);
    }

    QTemporaryDir m_cache;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalSession> m_session;
    int m_bits = 4;
};

QUANTSCOPE_TEST(TestKeptRuns)
#include "tst_keptruns.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>

#include "archive/runkeeper.h"
#include "record/recordjson.h"
#include "runsamples.h"
#include "testmain.h"

using namespace quantscope;
using quantscope::test::sampleRun;

namespace {

std::shared_ptr<const Dataset> datasetOf(const RunRecord& run)
{
    auto data = std::make_shared<Dataset>();
    data->name = run.data;
    for (const auto& asked : run.asked) {
        Question question;
        question.category = asked.category;
        question.question = asked.question;
        question.answers = asked.answers;
        data->questions.push_back(question);
    }
    return data;
}

// As it is planned.
RunRecord planned(const RunRecord& run)
{
    RunRecord start;
    start.id = run.id;
    start.spec = run.spec;
    start.name = "its true name";
    start.started = "2026-11-27T00:00:00Z";
    start.data = run.data;
    start.dataFile = run.dataFile;
    start.modelFiles = run.modelFiles;
    for (const auto& layer : run.layers) {
        start.layers.emplace_back();
        start.layers.back().layer = layer.layer;
        start.layers.back().scheme = layer.scheme;
    }
    return start;
}

std::vector<Prediction> batchOf(const RunRecord& run, size_t from, size_t count)
{
    const auto first = run.predictions.begin() + static_cast<std::ptrdiff_t>(from);
    return {first, first + static_cast<std::ptrdiff_t>(count)};
}

// What execute() gives: under another id, and without the hashes that it does not make.
RunRecord executed(RunRecord run)
{
    run.id = "another";
    run.dataFile.sha256.clear();
    for (auto& file : run.modelFiles)
        file.sha256.clear();
    return run;
}

// And what is kept of it.
std::string kept(RunRecord run)
{
    run.name = "its true name";
    run.started = "2026-11-27T00:00:00Z";
    run.note.clear(); // begun without one
    return recordToJson(run).dump(1);
}

}

class TestRunKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath("runs.sqlite").toStdString();
    }

    void aRunIsFollowedToItsEnd()
    {
        const auto run = sampleRun(12, 3);
        RunKeeper keeper(m_file, planned(run), datasetOf(run), {"", "", 12, {}}, {});
        RunArchive window(m_file);
        keeper.weightQuantized(1, run.layers[1].weight);
        QCOMPARE(window.load(run.id).layers.at(1).weight.weightSqnrDb, run.layers[1].weight.weightSqnrDb);
        QVERIFY(!window.load(run.id).layers.at(2).weight.quantized);
        keeper.layerMeasured(2, run.layers[2].error);
        QVERIFY(window.load(run.id).layers.at(2).measured);
        QCOMPARE(window.load(run.id).layers.at(1).weight.weightSqnrDb, run.layers[1].weight.weightSqnrDb);
        keeper.answered(batchOf(run, 4, 4));
        const auto soFar = window.load(run.id);
        QCOMPARE(soFar.predictions.size(), size_t(4));
        QCOMPARE(soFar.asked[0].question, run.asked[4].question);
        QCOMPARE(soFar.name, std::string("its true name"));
        const auto record = keeper.finish(executed(run));
        QCOMPARE(record.id, run.id);
        QCOMPARE(recordToJson(window.load(run.id)).dump(1), kept(run));
    }

    void aRunGoesOnAfterItsProcess()
    {
        const auto run = sampleRun(12, 3);
        {
            RunKeeper keeper(m_file, planned(run), datasetOf(run), {"", "", 12, {}}, {});
            keeper.layerMeasured(0, run.layers[0].error);
            keeper.answered(batchOf(run, 0, 4));
        }
        RunKeeper keeper(m_file, planned(run), datasetOf(run), {}, {});
        QCOMPARE(keeper.record().predictions.size(), size_t(4));
        QVERIFY(keeper.record().layers.at(0).measured);
        QVERIFY_EXCEPTION_THROWN(RunKeeper(m_file, planned(run), datasetOf(run), {}, {}), Error); // under way
        keeper.finish(executed(run));
        QCOMPARE(recordToJson(RunArchive(m_file).load(run.id)).dump(1), kept(run));
    }

    void aFailedRunSaysWhy()
    {
        const auto run = sampleRun(12, 3);
        RunKeeper keeper(m_file, planned(run), datasetOf(run), {"", "", 12, {}}, {});
        keeper.answered(batchOf(run, 0, 4));
        keeper.fail("out of memory");
        RunArchive archive(m_file);
        const auto failed = archive.load(run.id);
        QCOMPARE(failed.state, RunState::Failed);
        QCOMPARE(failed.problem, std::string("out of memory"));
        QCOMPARE(failed.predictions.size(), size_t(4));
        QCOMPARE(archive.resume(run.id).predictions.size(), size_t(4)); // and can go on
    }

    // Trouble is told once, the run does not stop, and its end brings everything.
    void troubleOnTheWayIsToldOnce()
    {
        const auto run = sampleRun(3000, 3);
        const auto child = ::fork();
        if (child == 0) {
            std::signal(SIGXFSZ, SIG_IGN);
            int told = 0;
            RunKeeper keeper(m_file, planned(run), datasetOf(run), {"", "", 3000, {}},
                             [&](const std::string&) { ++told; });
            rlimit before{}, limit{};
            ::getrlimit(RLIMIT_FSIZE, &before);
            limit = before;
            limit.rlim_cur = 200000;
            ::setrlimit(RLIMIT_FSIZE, &limit);
            for (size_t at = 0; at < 3000; at += 50)
                keeper.answered(batchOf(run, at, 50));
            bool refused = false;
            try {
                keeper.finish(executed(run)); // still full
            } catch (const DatabaseError&) {
                refused = true;
            }
            ::setrlimit(RLIMIT_FSIZE, &before);
            keeper.finish(executed(run));
            ::_exit(refused && told == 1 ? 0 : 1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
        QCOMPARE(recordToJson(RunArchive(m_file).load(run.id)).dump(1), kept(run));
    }

    void aStoreThatCannotBeWrittenIsRefusedAtOnce()
    {
        const auto run = sampleRun(3, 1);
        QVERIFY_EXCEPTION_THROWN(RunKeeper("/proc/none/runs.sqlite", planned(run), datasetOf(run), {}, {}),
                                 DatabaseError);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_file;
};

QUANTSCOPE_TEST(TestRunKeeper)
#include "tst_runkeeper.moc"

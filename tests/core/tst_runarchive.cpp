// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>

#include "archive/runarchive.h"
#include "archive/runfolder.h"
#include "archive/runlisting.h"
#include "archive/schema.h"
#include "record/recordjson.h"
#include "record/report.h"
#include "runsamples.h"
#include "testmain.h"

using namespace quantscope;
using quantscope::test::sampleRun;

namespace {

std::string textOf(const RunRecord& record)
{
    return recordToJson(record).dump(1);
}

// Of a process of its own, which does nothing but this; its exit code. A failure ends it with 99.
pid_t inChild(const std::function<int()>& work)
{
    const auto child = ::fork();
    if (child != 0)
        return child;
    int code = 99;
    try {
        code = work();
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
    }
    ::_exit(code);
}

int exitOf(pid_t child)
{
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::span<const Prediction> part(const RunRecord& run, size_t from, size_t count)
{
    return std::span(run.predictions).subspan(from, count);
}

std::span<const AskedQuestion> askedPart(const RunRecord& run, size_t from, size_t count)
{
    return std::span(run.asked).subspan(from, count);
}

// What it is before its first answer.
RunRecord beginning(RunRecord run)
{
    run.state = RunState::Running;
    run.predictions.clear();
    run.asked.clear();
    run.score = {};
    run.seconds = 0;
    return run;
}

std::vector<std::string> namesOf(const std::vector<RunSummary>& runs)
{
    std::vector<std::string> names;
    for (const auto& run : runs)
        names.push_back(run.name);
    return names;
}

using Names = std::vector<std::string>;

constexpr size_t batch = 4;

}

class TestRunArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = std::filesystem::path(m_folder->path().toStdString()) / "deep" / "runs.sqlite";
    }

    // SQLite's locks belong to the process, and go away when any handle of the file is closed in it: then another
    // process takes itself for the last one, removes the log, and the file is damaged.
    void openingAnArchiveLeavesTheLocksOfOthers()
    {
        const auto run = sampleRun(4, 2);
        RunArchive first(m_file);
        first.finish(run);
        QCOMPARE(first.list().size(), size_t(1));
        const int watcher = ::open(m_file.c_str(), O_RDWR | O_CLOEXEC); // closed after all others
        const auto isLocked = [watcher] {
            struct flock lock = {};
            lock.l_type = F_WRLCK;
            lock.l_whence = SEEK_SET;
            lock.l_start = 0x40000002; // of those who use it, sqlite.org/src/file/src/os.h
            lock.l_len = 510;
            return ::fcntl(watcher, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
        };
        const bool before = isLocked();
        {
            RunArchive second(m_file);
            QCOMPARE(second.list().size(), size_t(1));
        }
        const bool after = isLocked();
        QVERIFY(before && after);
        m_watcher = watcher;
    }

    void cleanup()
    {
        if (m_watcher >= 0)
            ::close(std::exchange(m_watcher, -1));
    }

    void recordsComeBackEqual_data()
    {
        QTest::addColumn<int>("questions");
        QTest::addColumn<int>("layers");
        QTest::newRow("whole") << 50 << 6;
        QTest::newRow("without answers") << 0 << 3;
        QTest::newRow("without layers") << 3 << 0;
    }

    void recordsComeBackEqual()
    {
        QFETCH(int, questions);
        QFETCH(int, layers);
        const auto run = sampleRun(size_t(questions), size_t(layers));
        RunArchive(m_file).finish(run);
        RunArchive archive(m_file);
        const auto again = archive.load(run.id);
        QCOMPARE(textOf(again), textOf(run));
        QVERIFY(again.spec == run.spec);
        QVERIFY(again.environment == run.environment);
        if (questions > 1)
            QCOMPARE(again.predictions[1].text.size(), size_t(3)); // with the zero in it
        if (layers > 0)
            QVERIFY(std::signbit(again.layers[0].error.accumulated.sqnrDb));
    }

    void floatRunsComeBackEqual()
    {
        auto run = sampleRun(5, 0);
        run.spec.recipe.reset();
        run.floatScore.reset();
        run.state = RunState::Failed;
        run.problem = "it did not fit";
        RunArchive archive(m_file);
        archive.finish(run);
        QCOMPARE(textOf(archive.load(run.id)), textOf(run));
        QVERIFY(archive.summary(run.id).recipeHash.empty());
    }

    void resultsAreThereAsTheyCome()
    {
        const auto run = sampleRun(10, 3);
        RunArchive archive(m_file);
        RunArchive other(m_file); // another window
        const auto before = other.version();
        archive.begin(beginning(run), {"", "exp", 10, {"b", "a"}});
        QVERIFY(other.version() != before);
        archive.addPredictions(run.id, part(run, 4, 2), askedPart(run, 4, 2));
        archive.addPredictions(run.id, part(run, 0, 4), askedPart(run, 0, 4));
        archive.addPredictions(run.id, part(run, 0, 4), askedPart(run, 0, 4)); // once more
        auto changed = run.layers[1];
        changed.error.isolated.sqnrDb = 12.5;
        archive.setLayer(run.id, 1, changed);
        const auto summary = other.summary(run.id);
        QCOMPARE(summary.state, RunState::Running);
        QCOMPARE(summary.answered, 6);
        QCOMPARE(summary.wanted, 10);
        double correct = 0;
        for (size_t i = 0; i < 6; ++i)
            correct += run.predictions[i].score;
        QVERIFY(std::abs(summary.correct - correct) < 1e-12);
        QCOMPARE(summary.experiment, std::string("exp"));
        QCOMPARE(summary.tags, (Names{"a", "b"}));
        const auto soFar = other.load(run.id);
        QCOMPARE(soFar.predictions.size(), size_t(6));
        QCOMPARE(soFar.predictions[5].text, run.predictions[5].text);
        QCOMPARE(soFar.layers[1].error.isolated.sqnrDb, 12.5);
        QVERIFY(std::abs(soFar.score.correct - correct) < 1e-12);
        other.rename(run.id, "mine");
        other.setNote(run.id, "my note");
        archive.finish(run);
        auto expected = run;
        expected.name = "mine"; // the user's, who had changed them meanwhile
        expected.note = "my note";
        QCOMPARE(textOf(other.load(run.id)), textOf(expected));
        QCOMPARE(other.summary(run.id).state, RunState::Complete);
    }

    void runsThatAreNotThereAreNamed()
    {
        RunArchive archive(m_file);
        const auto run = sampleRun(2, 1);
        QVERIFY_EXCEPTION_THROWN(archive.load("0123"), Error);
        QVERIFY_EXCEPTION_THROWN(archive.addPredictions(run.id, run.predictions, run.asked), Error);
        QVERIFY_EXCEPTION_THROWN(archive.setLayer(run.id, 0, {}), Error);
        QVERIFY_EXCEPTION_THROWN(archive.rename(run.id, "x"), Error);
        QVERIFY_EXCEPTION_THROWN(archive.remove(run.id), Error);
        archive.begin(run);
        QVERIFY_EXCEPTION_THROWN(archive.begin(run), Error);
        QVERIFY_EXCEPTION_THROWN(archive.addPredictions(run.id, run.predictions, {}), Error);
        QCOMPARE(archive.summary(run.id).answered, 0);
    }

    // A run belongs to whoever began it, as long as that one lives.
    void runsWithoutAnOwnerWereInterrupted()
    {
        const auto run = sampleRun(8, 2);
        auto archive = std::make_unique<RunArchive>(m_file);
        archive->begin(beginning(run), {"", "", 8, {}});
        archive->addPredictions(run.id, part(run, 0, 3), askedPart(run, 0, 3));
        RunArchive other(m_file);
        QCOMPARE(other.summary(run.id).state, RunState::Running);
        QVERIFY_EXCEPTION_THROWN(other.resume(run.id), Error);
        QVERIFY_EXCEPTION_THROWN(other.remove(run.id), Error);
        archive.reset();
        const auto summary = other.summary(run.id);
        QCOMPARE(summary.state, RunState::Interrupted);
        QCOMPARE(summary.answered, 3);
        QCOMPARE(summary.wanted, 8);
        RunFilter interrupted;
        interrupted.state = RunState::Interrupted;
        QCOMPARE(other.list(interrupted).size(), size_t(1));

        const auto rest = other.resume(run.id);
        QCOMPARE(rest.predictions.size(), size_t(3));
        QCOMPARE(rest.asked[2].question, run.asked[2].question);
        QCOMPARE(rest.state, RunState::Running);
        QCOMPARE(RunArchive(m_file).summary(run.id).state, RunState::Running);
        other.addPredictions(run.id, part(run, 3, 5), askedPart(run, 3, 5));
        other.finish(run);
        QCOMPARE(textOf(other.load(run.id)), textOf(run));
        QVERIFY_EXCEPTION_THROWN(other.resume(run.id), Error); // complete
    }

    // Each child writes batches of answers and layers until it is killed; what it has been told to be written is there.
    void killedWritersLeaveWholeBatches()
    {
        std::mt19937 random(7);
        size_t most = 0;
        for (int round = 0; round < 20; ++round) {
            const auto run = sampleRun(4000, 3, unsigned(round));
            int pipe[2] = {};
            QVERIFY(::pipe(pipe) == 0);
            const auto child = inChild([&] {
                RunArchive archive(m_file);
                archive.begin(beginning(run), {"", "", 4000, {}});
                for (uint32_t done = 0; done < 4000 / batch; ++done) {
                    archive.addPredictions(run.id, part(run, done * batch, batch), askedPart(run, done * batch, batch));
                    archive.setLayer(run.id, LayerIndex(done % 3), run.layers[done % 3]);
                    const auto told = done + 1;
                    if (::write(pipe[1], &told, sizeof told) != sizeof told)
                        return 1;
                }
                ::pause();
                return 0;
            });
            ::close(pipe[1]);
            uint32_t told = 0, next = 0;
            if (round % 4 != 0) // else also while the file is opened and the run begins
                QVERIFY(::read(pipe[0], &told, sizeof told) == sizeof told);
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 60000));
            ::kill(child, SIGKILL);
            QCOMPARE(exitOf(child), -SIGKILL);
            while (::read(pipe[0], &next, sizeof next) == sizeof next)
                told = next;
            ::close(pipe[0]);

            RunArchive archive(m_file);
            QVERIFY(archive.complaints().empty());
            if (!archive.contains(run.id)) {
                QCOMPARE(told, 0u);
                continue;
            }
            const auto again = archive.load(run.id);
            most = std::max(most, again.predictions.size());
            QCOMPARE(again.state, RunState::Interrupted);
            QVERIFY(again.predictions.size() >= told * batch);
            QVERIFY(again.predictions.size() <= (told + 1) * batch); // one more was under way
            QCOMPARE(again.predictions.size() % batch, size_t(0));
            QCOMPARE(archive.summary(run.id).answered, int64_t(again.predictions.size()));
            for (size_t i = 0; i < again.predictions.size(); ++i) {
                QCOMPARE(again.predictions[i].text, run.predictions[i].text);
                QCOMPARE(again.predictions[i].score, run.predictions[i].score);
                QCOMPARE(again.asked[i].question, run.asked[i].question);
            }
            QCOMPARE(layersToCsv(again.layers), layersToCsv(run.layers));
        }
        QVERIFY(most > batch); // some of them had got somewhere
    }

    void writersDoNotLoseEachOthersRuns()
    {
        constexpr int writers = 3, runsEach = 8;
        std::vector<pid_t> children;
        for (int writer = 0; writer < writers; ++writer)
            children.push_back(inChild([&] {
                RunArchive archive(m_file); // all three make the file
                for (int i = 0; i < runsEach; ++i) {
                    const auto run = sampleRun(20, 2, unsigned(100 * writer + i));
                    archive.begin(beginning(run), {"", "", 20, {}});
                    for (size_t at = 0; at < 20; at += batch)
                        archive.addPredictions(run.id, part(run, at, batch), askedPart(run, at, batch));
                    archive.finish(run);
                }
                return 0;
            }));
        while (!std::filesystem::exists(m_file))
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        RunArchive reader(m_file);
        size_t seen = 0;
        for (int i = 0; i < 20; ++i) { // reads beside them, and never less than before
            const auto count = reader.list().size();
            QVERIFY(count >= seen);
            seen = count;
        }
        for (const auto child : children)
            QCOMPARE(exitOf(child), 0);
        const auto runs = reader.list();
        QCOMPARE(runs.size(), size_t(writers * runsEach));
        for (const auto& summary : runs) {
            const auto seed = unsigned(std::stoul(summary.name.substr(4)));
            auto expected = sampleRun(20, 2, seed);
            expected.id = summary.id;
            QCOMPARE(textOf(reader.load(summary.id)), textOf(expected));
        }
        QVERIFY(reader.complaints().empty());
    }

    // The limit for files of the process stands for a disk that is full; the same process goes on when there is room.
    void aFullDiskLosesNothing()
    {
        const auto run = sampleRun(3000, 3), first = sampleRun(5, 1, 2);
        RunArchive(m_file).finish(first);
        const auto child = inChild([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            RunArchive archive(m_file);
            archive.begin(beginning(run));
            rlimit limit{};
            ::getrlimit(RLIMIT_FSIZE, &limit);
            const auto before = limit;
            limit.rlim_cur = 200000;
            ::setrlimit(RLIMIT_FSIZE, &limit);
            size_t at = 0;
            bool refused = false;
            try {
                for (; at < 3000; at += 50)
                    archive.addPredictions(run.id, part(run, at, 50), askedPart(run, at, 50));
            } catch (const DatabaseError& problem) {
                refused = problem.isRefusal() && std::string(problem.what()).starts_with(m_file.string());
            }
            if (!refused || at == 0 || archive.load(run.id).predictions.size() != at)
                return 2;
            ::setrlimit(RLIMIT_FSIZE, &before);
            archive.finish(run);
            return 0;
        });
        QCOMPARE(exitOf(child), 0);
        RunArchive archive(m_file);
        QVERIFY(archive.complaints().empty());
        QCOMPARE(textOf(archive.load(run.id)), textOf(run));
        QCOMPARE(textOf(archive.load(first.id)), textOf(first));
    }

    void foldersThatCannotBeWrittenAreNamed()
    {
        try {
            RunArchive("/proc/quantscope/runs.sqlite");
            QFAIL("it was opened");
        } catch (const DatabaseError& problem) {
            QVERIFY2(std::string(problem.what()).starts_with("/proc/quantscope"), problem.what());
            QVERIFY(problem.isRefusal() && !problem.isDamage());
        }
    }

    // As a user who may not write there: a list is shown, nothing is written.
    void readOnlyFoldersAreRead()
    {
        const auto run = sampleRun(5, 1);
        RunArchive(m_file).finish(run);
        namespace fs = std::filesystem;
        for (const auto& folder : {m_file.parent_path().parent_path(), m_file.parent_path()})
            fs::permissions(folder,
                            fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec |
                                fs::perms::group_read | fs::perms::others_read);
        fs::permissions(m_file, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
        fs::permissions(m_file.parent_path(),
                        fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read |
                            fs::perms::others_exec);
        const auto child = inChild([&] {
            if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
                return 3;
            RunArchive archive(m_file);
            if (!archive.isReadOnly() || textOf(archive.load(run.id)) != textOf(run) || archive.list().size() != 1)
                return 2;
            try {
                archive.rename(run.id, "x");
            } catch (const DatabaseError& problem) {
                return problem.isRefusal() ? 0 : 4;
            }
            return 5;
        });
        const int code = exitOf(child);
        fs::permissions(m_file.parent_path(), fs::perms::owner_all);
        QCOMPARE(code, 0);
        QCOMPARE(RunArchive(m_file).load(run.id).name, run.name);
    }

    void damageIsFound()
    {
        const auto run = sampleRun(2000, 3);
        RunArchive(m_file).finish(run);
        const auto size = std::filesystem::file_size(m_file);
        {
            std::fstream file(m_file, std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(static_cast<std::streamoff>(size / 2));
            file << std::string(20000, 'x');
        }
        RunArchive archive(m_file);
        QVERIFY(!archive.complaints().empty());
        try {
            archive.load(run.id);
            QFAIL("it was read");
        } catch (const DatabaseError& problem) {
            QVERIFY2(problem.isDamage(), problem.what());
            QVERIFY2(std::string(problem.what()).find("its check says: ") != std::string::npos, problem.what());
        }
    }

    void foreignFilesAreLeftAlone()
    {
        std::filesystem::create_directories(m_file.parent_path());
        std::ofstream(m_file) << "this is a text and no database at all, and long enough to be taken for one "
                              << std::string(2000, '-');
        QVERIFY_EXCEPTION_THROWN(RunArchive{m_file}, DatabaseError);
        std::filesystem::remove(m_file);
        {
            Database other(m_file);
            other.execute("CREATE TABLE things (x)");
        }
        QVERIFY_EXCEPTION_THROWN(RunArchive{m_file}, Error);
        Database other(m_file);
        QCOMPARE(other.integer("SELECT count(*) FROM sqlite_master"), 1);
        QVERIFY(!std::filesystem::exists(m_file.string() + "-wal"));
    }

    void laterVersionsAreRefused()
    {
        RunArchive{m_file};
        Database(m_file).execute("PRAGMA user_version = 99");
        try {
            RunArchive{m_file};
            QFAIL("it was opened");
        } catch (const Error& problem) {
            QVERIFY2(std::string(problem.what()).find("schema 99") != std::string::npos, problem.what());
        }
    }

    // The files in tests/data/runs were made with Python's sqlite3 from the statements of their schemas.
    void filesOfEarlierVersionsAreBroughtUpToDate_data()
    {
        QTest::addColumn<int>("schema");
        QTest::addColumn<QString>("protocol"); // of the first run
        QTest::newRow("1") << 1 << "exact";
        QTest::newRow("2") << 2 << "mquant";
        QCOMPARE(archiveSchema, 3);
    }

    void filesOfEarlierVersionsAreBroughtUpToDate()
    {
        QFETCH(int, schema);
        QFETCH(QString, protocol);
        const auto name = "v" + std::to_string(schema) + ".sqlite";
        const std::filesystem::path old = QUANTSCOPE_SOURCE_DIR "/tests/data/runs/" + name;
        std::filesystem::create_directories(m_file.parent_path());
        std::filesystem::copy_file(old, m_file);
        std::filesystem::permissions(m_file, std::filesystem::perms::owner_all);
        {
            RunArchive archive(m_file);
            const auto runs = archive.list();
            QCOMPARE(runs.size(), size_t(2));
            const auto run = archive.load("00000000000000a1");
            QCOMPARE(run.name, std::string("Float"));
            QCOMPARE(run.note, std::string("a note"));
            QCOMPARE(run.state, RunState::Complete);
            QCOMPARE(run.seconds, 7.25);
            QCOMPARE(run.predictions.size(), size_t(3));
            QCOMPARE(run.predictions[1].text, std::string("no"));
            QCOMPARE(run.predictions[2].score, 1.0);
            QCOMPARE(run.asked[2].answers, (Names{"answer 2"}));
            QCOMPARE(run.layers.at(0).error.isolated.sqnrDb, 31.5);
            QCOMPARE(archive.summary("00000000000000a1").protocol, protocol.toStdString());
            const auto killed = archive.summary("00000000000000a2");
            QCOMPARE(killed.state, RunState::Interrupted);
            QCOMPARE(killed.answered, 1);
            QVERIFY(killed.parent.empty() && killed.tags.empty() && !killed.deleted);
            archive.setTags("00000000000000a1", {"new"});
            const auto rest = archive.resume("00000000000000a2");
            QCOMPARE(rest.predictions.size(), size_t(1));
            QVERIFY(archive.complaints().empty());
        }
        QCOMPARE(Database(m_file).integer("PRAGMA user_version"), archiveSchema);
        Database copy(m_file.string() + ".schema" + std::to_string(schema));
        QCOMPARE(copy.integer("PRAGMA user_version"), schema);
        QCOMPARE(copy.integer("SELECT count(*) FROM predictions"), 4);
        size_t files = 0;
        for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(m_file.parent_path()))
            files += entry.path().string().find(".copy-") != std::string::npos ? 1 : 0;
        QCOMPARE(files, size_t(0));
    }

    void severalProcessesBringOneFileUpToDate()
    {
        std::filesystem::create_directories(m_file.parent_path());
        std::filesystem::copy_file(QUANTSCOPE_SOURCE_DIR "/tests/data/runs/v1.sqlite", m_file);
        std::filesystem::permissions(m_file, std::filesystem::perms::owner_all);
        std::vector<pid_t> children;
        for (int i = 0; i < 4; ++i)
            children.push_back(inChild([&] { return RunArchive(m_file).list().size() == 2 ? 0 : 1; }));
        for (const auto child : children)
            QCOMPARE(exitOf(child), 0);
        QCOMPARE(Database(m_file.string() + ".schema1").integer("PRAGMA user_version"), 1);
        QVERIFY(RunArchive(m_file).complaints().empty());
    }

    void listsAreFilteredAndSorted()
    {
        RunArchive archive(m_file);
        const auto put = [&](const char* name, const char* started, double score, const char* model, const char* note,
                             const Names& tags) {
            auto run = sampleRun(1, 0);
            run.name = name;
            run.started = started;
            run.score.finalScore = score;
            run.model = model;
            run.note = note;
            archive.finish(run, {"", std::string(model) + " runs", 1, tags});
            return run.id;
        };
        const auto a = put("alpha", "2026-01-03T00:00:00Z", 50, "one", "100 % sure", {"good", "paper"});
        const auto b = put("Beta", "2026-01-01T00:00:00Z", 70, "two", "", {"paper"});
        const auto c = put("gamma_x", "2026-01-02T00:00:00Z", 60, "one", "中文", {});
        const auto names = [&](const RunFilter& filter) { return namesOf(archive.list(filter)); };
        RunFilter filter;
        QCOMPARE(names(filter), (Names{"alpha", "gamma_x", "Beta"})); // the latest first
        filter.sortBy = "score";
        QCOMPARE(names(filter), (Names{"Beta", "gamma_x", "alpha"}));
        filter.sortBy = "name";
        filter.ascending = true;
        QCOMPARE(names(filter), (Names{"alpha", "Beta", "gamma_x"}));
        filter.most = 1;
        filter.skipped = 1;
        QCOMPARE(names(filter), Names{"Beta"});
        filter.sortBy = "nonsense; DROP TABLE runs";
        QVERIFY_EXCEPTION_THROWN(archive.list(filter), Error);
        for (const auto sort : runSorts()) {
            filter = {};
            filter.sortBy = sort;
            QCOMPARE(archive.list(filter).size(), size_t(3));
        }
        const auto searched = [&](const char* text) {
            RunFilter search;
            search.text = text;
            search.sortBy = "name";
            search.ascending = true;
            return names(search);
        };
        QCOMPARE(searched("ALPHA"), Names{"alpha"});
        QCOMPARE(searched("paper"), (Names{"alpha", "Beta"})); // a tag
        QCOMPARE(searched("paper one"), Names{"alpha"}); // both words
        QCOMPARE(searched("中文"), Names{"gamma_x"});
        QCOMPARE(searched("100 %"), Names{"alpha"}); // no pattern
        QCOMPARE(searched("a_x"), Names{"gamma_x"});
        QCOMPARE(searched("a_p"), Names{});
        QCOMPARE(searched("' OR 1"), Names{});
        const auto only = [&](auto set) {
            RunFilter one;
            one.sortBy = "name";
            one.ascending = true;
            set(one);
            return names(one);
        };
        QCOMPARE(only([](RunFilter& f) { f.model = "one"; }), (Names{"alpha", "gamma_x"}));
        QCOMPARE(only([](RunFilter& f) { f.tag = "good"; }), Names{"alpha"});
        QCOMPARE(only([](RunFilter& f) { f.experiment = "two runs"; }), Names{"Beta"});
        QCOMPARE(only([](RunFilter& f) { f.leastScore = 60; }), (Names{"Beta", "gamma_x"}));
        QCOMPARE(only([](RunFilter& f) { f.mostScore = 55; }), Names{"alpha"});
        QCOMPARE(only([](RunFilter& f) { f.state = RunState::Failed; }), Names{});
        QCOMPARE(only([](RunFilter& f) { f.data = "dd"; }).size(), size_t(3)); // by its hash
        QCOMPARE(archive.tags(), (Names{"good", "paper"}));
        QCOMPARE(archive.experiments(), (Names{"one runs", "two runs"}));
        QCOMPARE(archive.find("gamma_x"), c);
        QCOMPARE(archive.find(a.substr(0, 12)), a);
        QCOMPARE(archive.find(b), b);
        QVERIFY_EXCEPTION_THROWN(archive.find("delta"), Error);
        QVERIFY_EXCEPTION_THROWN(archive.find(""), Error);
        archive.rename(b, "alpha");
        QVERIFY_EXCEPTION_THROWN(archive.find("alpha"), Error); // which one
    }

    void deletedRunsCanComeBack()
    {
        RunArchive archive(m_file);
        const auto run = sampleRun(5, 2), other = sampleRun(5, 2, 2);
        archive.finish(run, {"", "", 5, {"tag"}});
        archive.finish(other);
        archive.remove(run.id);
        QCOMPARE(namesOf(archive.list()), Names{other.name});
        RunFilter deleted;
        deleted.deleted = true;
        QCOMPARE(namesOf(archive.list(deleted)), Names{run.name});
        QVERIFY(archive.tags().empty());
        archive.restore(run.id);
        QCOMPARE(archive.list().size(), size_t(2));
        QCOMPARE(textOf(archive.load(run.id)), textOf(run));
        archive.remove(run.id);
        QCOMPARE(archive.purge("2000-01-01T00:00:00Z"), 0);
        QCOMPARE(archive.purge("9999-01-01T00:00:00Z"), 1);
        QVERIFY(!archive.contains(run.id));
        QCOMPARE(textOf(archive.load(other.id)), textOf(other));
        QCOMPARE(Database(m_file).integer("SELECT count(*) FROM predictions"), 5);
        QCOMPARE(Database(m_file).integer("SELECT count(*) FROM layers"), 2);
        QVERIFY_EXCEPTION_THROWN(archive.setTags(other.id, {"a\nb"}), Error);
    }

    void questionsAreStoredOnce()
    {
        RunArchive archive(m_file);
        for (unsigned seed = 0; seed < 5; ++seed)
            archive.finish(sampleRun(10, 0, seed));
        auto otherData = sampleRun(10, 0);
        otherData.data = "TextVQA_VAL";
        archive.finish(otherData);
        QCOMPARE(Database(m_file).integer("SELECT count(*) FROM questions"), 20);
        QCOMPARE(Database(m_file).integer("SELECT count(*) FROM predictions"), 60);
    }

    void exportedRunsComeBackEqual()
    {
        const std::filesystem::path folder = m_file.parent_path() / "out";
        auto run = sampleRun(6, 3);
        run.predictions[1].text = "plain";
        {
            RunArchive archive(m_file);
            archive.finish(run, {"parent", "exp", 9, {"x", "y"}});
            exportRun(archive, run.id, folder);
            QVERIFY_EXCEPTION_THROWN(importRun(archive, folder), Error); // it is there
        }
        for (const char* name : {"recipe.json", "report.json", "predictions.jsonl", "layers.csv", "record.json"})
            QVERIFY2(std::filesystem::exists(folder / name), name);
        RunArchive other(m_file.parent_path() / "other.sqlite");
        QCOMPARE(importRun(other, folder), run.id);
        QCOMPARE(textOf(other.load(run.id)), textOf(run));
        const auto summary = other.summary(run.id);
        QCOMPARE(summary.parent, std::string("parent"));
        QCOMPARE(summary.experiment, std::string("exp"));
        QCOMPARE(summary.wanted, 9);
        QCOMPARE(summary.tags, (Names{"x", "y"}));
        // Of an earlier version, which left no record.
        std::filesystem::remove(folder / "record.json");
        const auto again = importRun(other, folder);
        const auto read = other.load(again);
        QCOMPARE(read.predictions.size(), size_t(6));
        QCOMPARE(read.score.correct, run.score.correct);
    }

    void brokenFoldersAreNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("named");
        QTest::newRow("no JSON") << "{"
                                 << "record.json";
        QTest::newRow("no record") << "{}"
                                   << "'record'";
        QTest::newRow("no id") << R"({"record": {"schema": 1}})"
                               << "'id'";
        QTest::newRow("tags") << R"({"record": {"schema": 1, "id": "a"}, "tags": 3})"
                              << "'tags'";
        QTest::newRow("later") << R"({"record": {"schema": 9, "id": "a"}})"
                               << "'schema'";
        QTest::newRow("tag") << R"({"record": {"schema": 1, "id": "a"}, "tags": [""]})"
                             << "tag";
    }

    void brokenFoldersAreNamed()
    {
        QFETCH(QString, text);
        QFETCH(QString, named);
        RunArchive archive(m_file);
        const auto folder = m_file.parent_path();
        std::ofstream(folder / "record.json") << text.toStdString();
        try {
            importRun(archive, folder);
            QFAIL("it was imported");
        } catch (const Error& problem) {
            QVERIFY2(QString(problem.what()).contains(named), problem.what());
        }
        QVERIFY(archive.list().empty()); // nothing of it
    }

    void theUsersArchive()
    {
        qunsetenv("QUANTSCOPE_STORE");
        qputenv("XDG_DATA_HOME", "/data/home");
        QCOMPARE(defaultArchive(), std::filesystem::path("/data/home/quantscope/runs.sqlite"));
        qputenv("XDG_DATA_HOME", "relative"); // to be ignored
        qputenv("HOME", "/home/me");
        QCOMPARE(defaultArchive(), std::filesystem::path("/home/me/.local/share/quantscope/runs.sqlite"));
        qputenv("QUANTSCOPE_STORE", "/else/runs.sqlite");
        QCOMPARE(defaultArchive(), std::filesystem::path("/else/runs.sqlite"));
        qunsetenv("QUANTSCOPE_STORE");
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_watcher = -1;
    std::filesystem::path m_file;
};

QUANTSCOPE_TEST(TestRunArchive)
#include "tst_runarchive.moc"

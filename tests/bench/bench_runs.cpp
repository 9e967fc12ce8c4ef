// SPDX-License-Identifier: GPL-3.0-or-later
// An archive of many runs: opening it with its list, filters, and comparisons; the targets stand beside the times. The
// file is made below the folder for temporary files: eight runs by the archive itself, all others as copies of them
// with names, recipes, scores and tags of their own. Two numbers in the environment make another one:
//   QUANTSCOPE_BENCH_RUNS=10000 QUANTSCOPE_BENCH_QUESTIONS=1000 bench_runs
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

#include <benchmark/benchmark.h>

#include "archive/comparison.h"
#include "archive/runarchive.h"
#include "archive/runaxis.h"
#include "runsamples.h"

using namespace quantscope;

namespace {

constexpr int originals = 8;
constexpr size_t layers = 100;

int64_t numberFrom(const char* variable, int64_t absent)
{
    const char* text = std::getenv(variable);
    return text ? std::atoll(text) : absent;
}

class ManyRuns
{
public:
    ManyRuns()
        : m_file(std::filesystem::temp_directory_path() / ("bench_runs-" + std::to_string(::getpid())) / "runs.sqlite")
    {
        const auto count = numberFrom("QUANTSCOPE_BENCH_RUNS", 10000);
        const auto questions = numberFrom("QUANTSCOPE_BENCH_QUESTIONS", 1000);
        RunArchive archive(m_file);
        for (int i = 0; i < originals; ++i) {
            auto run = test::sampleRun(static_cast<size_t>(questions), layers, static_cast<unsigned>(i));
            run.spec.recipe->seed = static_cast<uint64_t>(i);
            m_ids.push_back(run.id);
            archive.finish(run, {"", "made", questions, {"original"}});
        }
        copy(count);
    }

    ~ManyRuns()
    {
        std::filesystem::remove_all(m_file.parent_path());
    }

    const std::filesystem::path& file() const
    {
        return m_file;
    }
    const std::vector<std::string>& ids() const
    {
        return m_ids;
    }

private:
    void copy(int64_t count)
    {
        Database database(m_file);
        Transaction transaction(database);
        Statement run(
            database,
            "INSERT INTO runs (record_id, name, note, state, created, updated, model, model_hash, data, "
            "data_hash, recipe_hash, wanted, answered, correct, final_score, seconds, bytes, bits, parent, "
            "experiment) SELECT printf('%016x', ?1), printf('copy %d of %s', ?1, name), note, state, "
            "printf('2026-%02d-01T00:00:00Z', 1 + ?1 % 12), updated, printf('model %d', ?1 % 7), model_hash, "
            "data, data_hash, printf('%064x', ?1), wanted, answered, correct, ?1 % 1000 / 10.0, ?1 % 313, bytes, "
            "bits, parent, experiment FROM runs WHERE id = ?2");
        // Two fields and the seed make every recipe another one.
        Statement record(database,
                         "INSERT INTO records SELECT ?1, json_set(record, '$.spec.recipe.seed', 100 + ?1 / 20, "
                         "'$.spec.recipe.towers.llm.weight_bits', 3 + ?1 % 5, "
                         "'$.spec.recipe.calibration.weight_samples', 1 + ?1 % 4) FROM records WHERE run = ?2");
        Statement predictions(database,
                              "INSERT INTO predictions SELECT ?1, row, question, text, tokens, score, rest "
                              "FROM predictions WHERE run = ?2");
        Statement reports(
            database, "INSERT INTO layers (run, layer, report) SELECT ?1, layer, report FROM layers WHERE run = ?2");
        Statement tag(database, "INSERT INTO tags VALUES (?1, printf('tag %d', ?2))");
        for (int64_t i = originals + 1; i <= count; ++i) {
            const int64_t original = 1 + i % originals;
            run.bindAll(i, original).run();
            record.bindAll(i, original).run();
            predictions.bindAll(i, original).run();
            reports.bindAll(i, original).run();
            tag.bindAll(i, i % 50).run();
        }
        transaction.commit();
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    std::filesystem::path m_file;
    std::vector<std::string> m_ids;
};

ManyRuns& manyRuns()
{
    static ManyRuns runs;
    return runs;
}

void target(benchmark::State& state, double milliseconds)
{
    state.counters["target_ms"] = milliseconds;
}

// Opened, and all runs listed, as a window does when it starts.
void start(benchmark::State& state)
{
    const auto& file = manyRuns().file();
    for (auto _ : state) {
        RunArchive archive(file);
        const auto runs = archive.list();
        state.counters["runs"] = static_cast<double>(runs.size());
    }
    state.counters["file_mb"] = static_cast<double>(std::filesystem::file_size(file)) / 1e6;
    target(state, 2000);
}

struct Filtering
{
    const char* name;
    RunFilter filter;
};

std::vector<Filtering> filterings()
{
    std::vector<Filtering> list(7);
    list[0].name = "text";
    list[0].filter.text = "copy 77";
    list[1].name = "tag";
    list[1].filter.tag = "tag 7";
    list[2].name = "model_and_score";
    list[2].filter.model = "model 3";
    list[2].filter.leastScore = 50;
    list[2].filter.sortBy = "score";
    list[3].name = "interrupted";
    list[3].filter.state = RunState::Interrupted;
    list[4].name = "all_by_name";
    list[4].filter.sortBy = "name";
    list[5].name = "page_by_score";
    list[5].filter.sortBy = "score";
    list[5].filter.most = 100;
    list[6].name = "text_that_is_nowhere";
    list[6].filter.text = "nowhere at all";
    return list;
}

void filtered(benchmark::State& state)
{
    const auto filtering = filterings().at(static_cast<size_t>(state.range(0)));
    RunArchive archive(manyRuns().file());
    state.SetLabel(filtering.name);
    for (auto _ : state)
        state.counters["runs"] = static_cast<double>(archive.list(filtering.filter).size());
    target(state, 100);
}

// Read from the file and compared.
void compared(benchmark::State& state)
{
    RunArchive archive(manyRuns().file());
    for (auto _ : state) {
        std::vector<RunRecord> runs;
        for (int64_t i = 0; i < state.range(0); ++i)
            runs.push_back(archive.load(manyRuns().ids()[static_cast<size_t>(i)]));
        const auto comparison = compareRuns(runs);
        state.counters["questions"] = static_cast<double>(comparison.questions.size());
    }
    target(state, state.range(0) == 2 ? 500 : 2000);
}

// Along a field, where all recipes differ: the choices, the lines, and the scores of the runs that are drawn.
void axis(benchmark::State& state)
{
    RunArchive archive(manyRuns().file());
    for (auto _ : state) {
        const auto found = axisOf(archive, "llm.weight_bits");
        state.counters["choices"] = static_cast<double>(found.choices.size());
        state.counters["lines"] = static_cast<double>(found.lines.size());
        state.counters["left_out"] = static_cast<double>(found.leftOut);
    }
    target(state, 500);
}

// One batch of answers and one layer, as they come.
void writeBatch(benchmark::State& state)
{
    RunArchive archive(manyRuns().file());
    auto run = test::sampleRun(1000, 1, 99);
    const auto whole = run;
    run.predictions.clear();
    run.asked.clear();
    archive.begin(run);
    size_t at = 0;
    for (auto _ : state) {
        archive.addPredictions(run.id, std::span(whole.predictions).subspan(at % 992, 8),
                               std::span(whole.asked).subspan(at % 992, 8));
        archive.setLayer(run.id, 0, whole.layers[0]);
        at += 8;
    }
    archive.finish(whole);
}

BENCHMARK(start)->Unit(benchmark::kMillisecond);
BENCHMARK(filtered)->DenseRange(0, 6)->Unit(benchmark::kMillisecond);
BENCHMARK(compared)->Arg(2)->Arg(8)->Unit(benchmark::kMillisecond);
BENCHMARK(axis)->Unit(benchmark::kMillisecond);
BENCHMARK(writeBatch)->Unit(benchmark::kMicrosecond);

}

BENCHMARK_MAIN();

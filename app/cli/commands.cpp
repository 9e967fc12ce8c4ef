// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>
#include <fmt/core.h>

#include "answering/answercache.h"
#include "cli/ablation.h"
#include "cli/console.h"
#include "cli/diagnose.h"
#include "cli/keeping.h"
#include "cli/msq.h"
#include "cli/opening.h"
#include "cli/protocollines.h"
#include "cli/runscommand.h"
#include "cli/searchcommands.h"
#include "cli/sources.h"
#include "cli/workbench.h"
#include "log/log.h"
#include "messages/sentence.h"
#include "quant/protocol.h"
#include "record/report.h"
#include "run/devicememory.h"
#include "synth/synth.h"
#include "tasks/chosenmetric.h"

namespace quantscope::cli {
namespace {

constexpr size_t mostProblems = 20; // that are told one by one

std::string fixed(double seconds)
{
    return fmt::format("{:.2f}", seconds);
}

at::Device mainDevice(const Options& o)
{
    return parseDevices(o.device).front();
}

void noteCacheUse(const Caches& caches)
{
    const auto s = caches.store->statistics();
    if (s.correct + s.saved > 0)
        logInfo(fmt::format("cache: {} results read, {} kept, {} s", s.correct, s.saved,
                            fixed(s.loadSeconds + s.saveSeconds)));
}

std::string_view severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Note: return "protocol";
    }
    return {};
}

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void finish(const Options& o, const RunRecord& record, std::ostream& out)
{
    const Score* beside = record.floatScore ? &*record.floatScore : nullptr;
    out << scoreTable(record.score, record.spec.recipe ? "quantized" : "float", beside, "float")
        << factsLine(record.protocol) << "\n";
    for (const auto* list : {&record.warnings, &record.fallbacks})
        for (const auto& m : *list)
            if (!isAssumption(m)) // said when the benchmark was opened
                logWarning(englishText(m));
    for (const auto* problems : {&record.problems, &record.calibrationProblems})
        for (size_t i = 0; i < problems->size(); ++i) {
            if (i == mostProblems) {
                logWarning(fmt::format("and {} rows more", problems->size() - i));
                break;
            }
            logWarning(describe((*problems)[i]));
        }
    // MQuant's protocols calibrate on the evaluated questions.
    if (record.calibrationOverlap > 0 && protocolOf(record.spec) == Protocol::Exact)
        logWarning(fmt::format("{} of the calibration questions are also evaluated; give others with --calib_data",
                               record.calibrationOverlap));
    for (const auto& timing : record.timings)
        logInfo(std::string(stageId(timing.stage)) + ": " + fixed(timing.seconds) + " s");
    if (record.environment.peakDeviceBytes > 0)
        logInfo("most GPU memory in use: " + fixed(double(record.environment.peakDeviceBytes) / 1e9) + " GB");
    if (o.out.empty())
        return;
    writeRun(o.out, record);
    logInfo("written to " + o.out.string());
}

// What it has found stands on the screen and in --out by then.
void refuseLost(bool kept)
{
    if (!kept)
        throw Error("--store: the run could not be kept");
}

void eval(const Options& o, std::ostream& out)
{
    if (!o.out.empty())
        prepareOutputFolder(o.out);
    const auto workspace = openWorkspace(o, nullptr);
    ProgressLine line;
    const auto protocol = protocolFromId(o.mquant.protocol).value_or(Protocol::Exact);
    const auto run = executeKept(o, workspace, floatSpec(o, workspace, protocol), optionsOf(o), line.progress());
    line.clear();
    noteCacheUse(workspace.caches);
    finish(o, run.record, out);
    refuseLost(run.kept);
}

void run(const Options& o, std::ostream& out)
{
    const auto recipe = chosenRecipe(o);
    sayProtocol(o, recipe);
    if (!o.out.empty())
        prepareOutputFolder(o.out);
    const auto workspace = openWorkspace(o, &recipe);
    auto options = optionsOf(o);
    options.dumpWeights = o.dumpGptq;
    ProgressLine line;
    auto [record, kept] = executeKept(o, workspace, specOf(o, workspace, recipe), options,
                                      partOf(line.progress(), 0, o.withFloat ? 0.75 : 1));
    if (o.withFloat) {
        const auto plain = answerFloat(o, workspace, recipe.protocol, partOf(line.progress(), 0.75, 1));
        record.floatScore = plain.score;
        record.timings.push_back({Stage::AnswerFloat, secondsOf(plain)});
        record.environment.peakDeviceBytes =
            std::max(record.environment.peakDeviceBytes, plain.environment.peakDeviceBytes);
        kept = keepChanged(o, record);
    }
    line.clear();
    noteCacheUse(workspace.caches);
    finish(o, record, out);
    refuseLost(kept);
}

void resume(const Options& o, std::ostream& out)
{
    if (!o.out.empty())
        prepareOutputFolder(o.out);
    auto options = o;
    options.store = storeOf(o);
    ProgressLine line;
    const auto record = continueRun(options, o.runs.run, line.progress());
    line.clear();
    finish(o, record, out);
}

void preflight(const Options& o, std::ostream& out)
{
    const auto recipe = chosenRecipe(o);
    const auto sources = chooseSources(o, true);
    const auto data = withMetric(loadDataset(sources.data), sources.metric);
    const auto calibration = sources.calibration.empty() ? data : askedAs(loadDataset(sources.calibration), data);
    const auto opened = openModel(o, sources.model, {data, &calibration, &recipe});
    if (opened.preflight.estimate.memory.empty())
        throw Error("--device " + o.device + ": only runs on the CPU are estimated");
    out << describe(opened.preflight);
}

std::string megabytes(int64_t bytes)
{
    return fixed(double(bytes) / 1e6) + " MB";
}

void cache(const Options& o, std::ostream& out)
{
    Store store({o.cache.empty() ? defaultCacheRoot() : o.cache, cacheOptions(o).diskLimit}, logWarning);
    if (o.cacheAction == "clear") {
        out << megabytes(store.clear()) << " freed\n";
    } else if (o.cacheAction == "verify") {
        ProgressLine line;
        const auto report = store.verify(line.progress());
        line.clear();
        out << report.good << " good, " << report.damaged << " damaged and removed, " << report.unreadable
            << " unreadable, " << megabytes(report.bytes) << "\n";
    } else {
        std::map<std::string, std::pair<int64_t, int64_t>> stages;
        int64_t bytes = 0;
        for (const auto& entry : store.list()) {
            auto& [count, sum] = stages[entry.stage];
            ++count;
            sum += entry.bytes;
            bytes += entry.bytes;
        }
        out << store.options().root.string() << "\n";
        for (const auto& [stage, sums] : stages)
            out << "  " << stage << ": " << sums.first << " results, " << megabytes(sums.second) << "\n";
        out << megabytes(bytes) << " of at most " << megabytes(store.options().diskLimit) << "\n";
    }
}

void inspect(const Options& o, std::ostream& out)
{
    const auto sources = chooseSources(o, false);
    const auto loaded = loadModel(sources.model, parseType(o.dtype), mainDevice(o));
    const auto recipe = chosenRecipe(o);
    const auto plan = resolve(recipe, loaded.model.layers);
    const auto size = estimateSize(plan, outlineOf(loaded.model));
    constexpr auto row = "{:<52} {:<10} {:>5} {:<17} {:>13} {:>9} {:>6} {:>6}\n";
    out << loaded.name << "\n"
        << fmt::format(row, "layer", "tower", "block", "role", "shape", "weights", "w bits", "a bits");
    int64_t total = 0;
    for (size_t i = 0; i < loaded.model.layers.size(); ++i) {
        const auto& layer = loaded.model.layers[i];
        out << fmt::format(row, layer.name, towerId(layer.tower), layer.block < 0 ? "-" : std::to_string(layer.block),
                           roleId(layer.role), fmt::format("{}x{}", layer.out, layer.in), layer.in * layer.out,
                           plan.schemes[i].weightBits, plan.schemes[i].activationBits);
        total += layer.in * layer.out;
    }
    out << fmt::format("{} layers, {} weights; {:.2f} MB at 16 bits, {:.2f} MB as planned, {:.2f} bits per weight, "
                       "{:.2f} times smaller\n",
                       loaded.model.layers.size(), total, size.floatBytes / 1e6, size.bytes / 1e6, size.bitsPerWeight,
                       size.compression());
    for (const auto& issue : validate(recipe, plan, outlineOf(loaded.model)))
        out << severityWord(issue.severity) << ": " << englishText(issue.message) << "\n";
}

void synth(const Options& o, std::ostream& out)
{
    SynthOptions options;
    options.seed = o.synthSeed;
    options.questions = o.questions;
    options.threads = threadCount(o);
    const auto start = std::chrono::steady_clock::now();
    {
        ProgressLine line;
        writeSynthetic(synthPreset(o.shape), o.out, options, line.progress());
    }
    logInfo("write: " + fixed(secondsSince(start)) + " s");
    out << "written to " << o.out.string() << "; try: quantscope-cli eval --model " << o.out.string() << " --data "
        << (o.out / "ocrbench_synth.tsv").string() << " --eval_num 1\n";
}

}

void execute(const Options& o, std::ostream& out)
{
    const c10::InferenceMode inference;
    setUpLog(o.logLevel);
    switch (o.command) {
    case Command::Run: return run(o, out);
    case Command::Eval: return eval(o, out);
    case Command::Inspect: return inspect(o, out);
    case Command::Preflight: return preflight(o, out);
    case Command::Recipe: out << recipeToJson(underProtocol(chosenRecipe(o))).dump(2) << "\n"; return;
    case Command::Synth: return synth(o, out);
    case Command::Ablation: return ablation(o, out);
    case Command::Cache: return cache(o, out);
    case Command::Msq: return msq(o, out);
    case Command::Sensitivity: return sensitivity(o, out);
    case Command::Search: return search(o, out);
    case Command::Sweep: return sweep(o, out);
    case Command::Diagnose: return diagnose(o, out);
    case Command::Runs: return o.runs.action == "continue" ? resume(o, out) : runsCommand(o, out);
    }
}

int runProgram(const std::vector<std::string>& words)
{
    const auto parsed = parseOptions(words);
    if (!parsed.goOn) {
        (parsed.exitCode == 0 ? std::cout : std::cerr) << parsed.message;
        return parsed.exitCode;
    }
    try {
        execute(parsed.options, std::cout);
        std::cout.flush();
        return 0;
    } catch (const Cancelled&) {
        std::cerr << (parsed.options.store.empty() ? "interrupted; nothing was written\n"
                                                   : "interrupted; what was answered is in the store\n");
        return 130;
    } catch (const Error& problem) {
        std::cerr << "quantscope-cli: " << problem.what() << "\n";
        return 2;
    } catch (const c10::Error& problem) {
        std::cerr << "quantscope-cli: unexpected failure: " << problem.what_without_backtrace() << "\n";
    } catch (const std::exception& problem) {
        std::cerr << "quantscope-cli: unexpected failure: " << problem.what() << "\n";
    }
    return 1;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/options.h"

#include <algorithm>
#include <sstream>

#include <CLI/CLI.hpp>

#include "bitalloc/sensitivity.h"
#include "experiments/presets.h"
#include "synth/synth.h"
#include "tasks/metric.h"

namespace quantscope::cli {
namespace {

constexpr int usageError = 2;

// --llm-w-bits and --llm_w_bits are the same option; values behind '=' stay as they are.
std::string withUnderscores(const std::string& word)
{
    if (!word.starts_with("--"))
        return word;
    const auto end = word.find('=');
    std::string name = word.substr(2, end == std::string::npos ? std::string::npos : end - 2);
    std::replace(name.begin(), name.end(), '-', '_');
    return "--" + name + (end == std::string::npos ? "" : word.substr(end));
}

std::string checkedNumber(const std::string& word, std::string_view wordForAuto)
{
    if (word.empty() || word.find_first_not_of("0123456789") != std::string::npos)
        throw CLI::ValidationError("expected " + std::string(wordForAuto) + " or a number from 0, found " + word);
    return word;
}

CLI::Option* addMQuantOption(CLI::App& app, const MQuantOption& row, bool& value)
{
    return app.add_flag("--" + std::string(row.name), value, std::string(row.help));
}

CLI::Option* addMQuantOption(CLI::App& app, const MQuantOption& row, std::vector<std::string>& value)
{
    return app.add_option("--" + std::string(row.name), value, std::string(row.help))->expected(1, -1);
}

template <typename T> CLI::Option* addMQuantOption(CLI::App& app, const MQuantOption& row, T& value)
{
    auto* option = app.add_option("--" + std::string(row.name), value, std::string(row.help));
    if (!row.choices.empty())
        option->check(CLI::IsMember(row.choices));
    if (!row.wordForAuto.empty())
        option->type_name(std::string(row.wordForAuto) + "|N")->transform([&row](const std::string& word) {
            return word == row.wordForAuto ? std::to_string(autoRms) : checkedNumber(word, row.wordForAuto);
        });
    return option;
}

void addMQuantOptions(CLI::App& app, MQuantOptions& values)
{
    for (const auto& row : mquantOptions())
        std::visit([&](auto member) { addMQuantOption(app, row, values.*member)->group(std::string(row.group)); },
                   row.member);
}

std::vector<std::string> metricIds()
{
    std::vector<std::string> ids;
    for (const auto* metric : metrics())
        ids.emplace_back(metric->id);
    return ids;
}

void addProtocol(CLI::App& app, Options& o)
{
    const auto& row = mquantOption("protocol");
    addMQuantOption(app, row, o.mquant.protocol)->group(std::string(row.group));
}

void addSources(CLI::App& app, Options& o)
{
    app.add_flag("--demo", o.demo, "The demo model, with its two data files where --data names no other");
    app.add_option("--model", o.model,
                   "Model folder as published on Hugging Face; without it the demo model with its own data");
    app.add_option("--data", o.data, "Benchmark, a TSV file as VLMEvalKit ships it");
    app.add_option("--dataset_name", o.datasetName, "Benchmark NAME.tsv in $LMUData or ~/LMUData");
    app.add_option("--metric", o.metric, "Metric instead of the benchmark's; a table of one's own has exact")
        ->check(CLI::IsMember(metricIds()));
    app.add_option("--device", o.device,
                   "cpu, cuda, cuda:N, or several: cuda:0,cuda:1 or cuda:all; the first quantizes, all answer");
    app.add_option("--dtype", o.dtype, "Type that the model computes in")
        ->check(CLI::IsMember({"float32", "bfloat16"}));
    app.add_option("--threads", o.threads, "Worker threads; 0: one per core")->check(CLI::Range(0, 1024));
    app.add_option("--log_level", o.logLevel, "trace, debug, info, warn, error or off")
        ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}));
}

void addSubset(CLI::App& app, Options& o)
{
    auto* first = app.add_option("--eval_num", o.evalNum, "Only the first questions")
                      ->check(CLI::Range(int64_t(1), int64_t(1) << 40));
    app.add_option("--subset", o.subset,
                   "Only these questions: first:N, stratified:N (by category) or stratified:N:SEED, category:NAME, "
                   "list:FILE with an index on each line")
        ->excludes(first);
}

void addEvaluation(CLI::App& app, Options& o)
{
    app.add_option("--out", o.out, "Folder for report.json, predictions.jsonl, layers.csv and recipe.json");
    addSubset(app, o);
    app.add_flag("--strict", o.strict,
                 "Stop at the first row that cannot be read or asked; without it such rows are skipped");
    app.add_option("--max_new_tokens", o.maxNewTokens, "Longest answer")
        ->check(CLI::Range(int64_t(1), int64_t(1) << 20));
}

void addRecipe(CLI::App& app, Options& o)
{
    std::vector<std::string> ids;
    for (const auto& preset : presets())
        ids.emplace_back(preset.id);
    auto* recipe = app.add_option("--recipe", o.recipe, "Recipe file instead of rotation and quantization options");
    app.add_option("--preset", o.preset, "One of the window's presets instead of them")
        ->check(CLI::IsMember(ids))
        ->excludes(recipe);
    addMQuantOptions(app, o.mquant);
}

void addCacheFolder(CLI::App& app, Options& o)
{
    app.add_option("--cache", o.cache, "Folder that keeps results of earlier runs");
    app.add_option("--cache_limit", o.cacheLimit, "GB that it may take; the least recently used results go first")
        ->check(CLI::Range(0.001, 1e6));
}

void addCacheUse(CLI::App& app, Options& o)
{
    addCacheFolder(app, o);
    app.add_flag("--no_cache", o.noCache, "Compute everything, keep nothing");
}

void addMemory(CLI::App& app, Options& o)
{
    app.add_option("--low_memory", o.lowMemory,
                   "Weights and what waits stay on the disk; auto: when memory is short. Same results")
        ->check(CLI::IsMember({"auto", "on", "off"}));
    app.add_option("--memory_limit", o.memoryLimit, "Memory that a run may take, in GB, where it is less than there is")
        ->check(CLI::PositiveNumber);
    app.add_flag("--force", o.force, "Run although the estimate says that memory or disk do not suffice");
}

void addRun(CLI::App& app, Options& o)
{
    addSources(app, o);
    addEvaluation(app, o);
    app.add_option("--calib_data", o.calibrationData, "Calibration questions; without it the benchmark itself");
    app.add_option("--dump_gptq", o.dumpGptq, "Write the quantized weights to this file");
    app.add_option("--load_gptq", o.loadGptq, "Read quantized weights from this file instead of quantizing");
    app.add_flag("--float", o.withFloat, "Score the float model too");
    addRecipe(app, o);
    addCacheUse(app, o);
    addMemory(app, o);
}

void addSynth(CLI::App& app, Options& o)
{
    app.add_option("--preset", o.shape, "Shape of the checkpoint")->required()->check(CLI::IsMember(synthPresets()));
    app.add_option("--out", o.out, "New or empty folder for model and question files")->required();
    app.add_option("--seed", o.synthSeed, "Seed of weights, outliers and pictures");
    app.add_option("--questions", o.questions, "Questions in ocrbench_synth.tsv")->check(CLI::Range(1, 100000));
    app.add_option("--threads", o.threads, "Worker threads; 0: one per core")->check(CLI::Range(0, 1024));
    app.add_option("--log_level", o.logLevel, "trace, debug, info, warn, error or off")
        ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}));
}

void addMsq(CLI::App& app, Options& o)
{
    addSources(app, o);
    app.add_option("--out", o.out, "Folder for msq.csv");
    addSubset(app, o);
    app.add_flag("--strict", o.strict,
                 "Stop at the first row that cannot be read or asked; without it such rows are skipped");
    app.add_option("--max_new_tokens", o.maxNewTokens, "Longest answer")
        ->check(CLI::Range(int64_t(1), int64_t(1) << 20));
    app.add_option("--calib_data", o.calibrationData, "Calibration questions; without it the benchmark itself");
    const auto bits = CLI::IsMember({2, 3, 4, 5, 6, 7, 8, 16});
    app.add_option("--llm_w_bits", o.scaleBits.llmWeights, "Weight bits of the language model")->check(bits);
    app.add_option("--llm_a_bits", o.scaleBits.llmActivations, "Activation bits of the language model")->check(bits);
    app.add_option("--visual_w_bits", o.scaleBits.visionWeights, "Weight bits of vision tower and projector; 16: float")
        ->check(bits);
    app.add_option("--visual_a_bits", o.scaleBits.visionActivations, "Activation bits of vision tower and projector")
        ->check(bits);
    app.add_option("--nsamples", o.scaleBits.weightSamples, "Questions for GPTQ")->check(CLI::Range(1, 1 << 20));
    app.add_option("--calib_num", o.scaleBits.activationSamples, "Questions for static ranges")
        ->check(CLI::Range(1, 1 << 20));
    addCacheUse(app, o);
    addMemory(app, o);
}

std::vector<std::string> measureIds()
{
    std::vector<std::string> ids;
    for (const auto& measure : sensitivityMeasures())
        ids.emplace_back(measure.id);
    return ids;
}

void addWorkbench(CLI::App& app, Options& o)
{
    addSources(app, o);
    addEvaluation(app, o);
    app.add_option("--calib_data", o.calibrationData, "Calibration questions; without it the benchmark itself");
    addCacheUse(app, o);
    addMemory(app, o);
}

void addAblation(CLI::App& app, Options& o)
{
    addWorkbench(app, o);
    app.add_option("--calib_num", o.ablationSamples, "Calibration questions of every step")
        ->check(CLI::Range(1, 1000000));
    app.add_option("--steps", o.steps, "Only the first steps")->check(CLI::Range(1, 1000));
    app.add_flag("--ladder", o.ladder,
                 "What breaks the demo and what heals it, instead of the published recipe's parts");
}

void addMeasuring(CLI::App& app, Options& o)
{
    addWorkbench(app, o);
    addRecipe(app, o);
    app.add_option("--bits", o.search.bits, "Widths to measure, ascending")->expected(1, 7)->check(CLI::Range(2, 8));
    app.add_option("--questions", o.search.questions, "Calibration questions that the measures kl and hits ask")
        ->check(CLI::Range(1, 1 << 20));
}

void addSensitivity(CLI::App& app, Options& o)
{
    addMeasuring(app, o);
    app.add_option("--measures", o.search.measures, "kurtosis, hessian_trace, output_error, kl, hits")
        ->expected(1, -1)
        ->check(CLI::IsMember(measureIds()));
}

void addSearch(CLI::App& app, Options& o)
{
    addMeasuring(app, o);
    app.add_option("--measure", o.search.measure, "What the search adds up")->check(CLI::IsMember(measureIds()));
    auto* average =
        app.add_option("--average_bits", o.search.averageBits,
                       "Budget: bits of the codes, on average over the weights that are quantized; scales come "
                       "on top");
    auto* megabytes =
        app.add_option("--megabytes", o.search.megabytes, "Budget: 10^6 bytes of the whole model, scales included");
    average->check(CLI::Range(1.0, 16.0))->excludes(megabytes);
    megabytes->check(CLI::PositiveNumber);
    app.add_flag("--keep_overrides", o.search.keepOverrides, "Layers whose bits the recipe overrides keep them");
    app.add_flag("--run", o.search.run, "Score the recipe that is found");
    app.add_flag("--compare_uniform", o.search.compareUniform, "Score it and the most uniform bits of the same size");
    app.add_option("--fit_bits", o.search.fitBits,
                   "Score these uniform bits to predict the score of the recipe that is found")
        ->expected(2, 7)
        ->check(CLI::Range(2, 8));
}

void addSweep(CLI::App& app, Options& o)
{
    addWorkbench(app, o);
    auto* grid =
        app.add_option("--grid", o.search.grid,
                       R"(JSON file: {"base": preset or recipe file, "grid": {"llm.weight_bits": [3, 4, 8]}})");
    app.add_option("--recipes", o.search.recipes, "Recipe files and presets")->expected(1, -1)->excludes(grid);
}

void addStore(CLI::App& app, Options& o)
{
    auto* store = app.add_option("--store", o.store, "Keep runs in this file, see 'runs'; made when it is missing");
    app.add_option("--experiment", o.experiment, "Folder of the store that they lie in")->needs(store);
}

// `runs continue` takes up what is left of a run.
void addContinue(CLI::App& runs, Options& o)
{
    auto* action = runs.add_subcommand("continue", "Answer the rest of a run that was interrupted or failed");
    action->add_option("run", o.runs.run, "Its id, the beginning of it, or its name")->required();
    action->add_option("--store", o.store, "File of the store; without it your own");
    action->add_option("--threads", o.threads, "Worker threads; 0: one per core")->check(CLI::Range(0, 1024));
    action->add_option("--out", o.out, "Folder for report.json, predictions.jsonl, layers.csv and recipe.json");
    addCacheUse(*action, o);
    addMemory(*action, o);
    action->callback([&o] { o.runs.action = "continue"; });
}

void addDiagnose(CLI::App& app, Options& o)
{
    addRun(app, o);
    app.add_flag("--guided", o.guided, "Also the guided check: which part, tower, block and layer does the harm");
    app.add_flag("--fixes", o.fixes, "Also tries single changes of the recipe and the best pairs, and ranks them");
    app.add_option("--check_questions", o.checkQuestions,
                   "Questions that each step of the guided check and each change is asked, stratified by category")
        ->check(CLI::Range(int64_t(1), int64_t(1) << 40));
    app.add_option("--sample", o.sample,
                   "Also one question, by its row from 0: tokens, first diverging token and component swaps")
        ->check(CLI::Range(int64_t(0), int64_t(1) << 40));
}

// MQuant's options beside --recipe or --preset would be ignored, so they are refused.
void refuseBoth(const CLI::App& app, const Options& o)
{
    if (o.recipe.empty() && o.preset.empty())
        return;
    const std::string whole = o.recipe.empty() ? "--preset" : "--recipe";
    for (const auto& row : mquantOptions())
        if (const auto* option = app.get_option_no_throw("--" + std::string(row.name));
            option && option->count() > 0 && row.name != "protocol")
            throw CLI::ValidationError(option->get_name() + ": " + whole + " already says this; use one or the other");
}

}

Parsed parseOptions(std::vector<std::string> words)
{
    Parsed parsed;
    Options& o = parsed.options;
    CLI::App app("Quantize InternVL2 checkpoints and score them on OCRBench.", "quantscope-cli");
    app.set_version_flag("--version", QUANTSCOPE_VERSION);
    app.require_subcommand(1);
    auto* run = app.add_subcommand("run", "Quantize as the options or the recipe say, then score");
    addRun(*run, o);
    auto* preflight = app.add_subcommand("preflight", "Estimate memory, disk and time of a run with these options");
    addRun(*preflight, o);
    auto* diagnose =
        app.add_subcommand("diagnose", "Quantize as for run, then name what breaks the answers and suggest fixes");
    addDiagnose(*diagnose, o);
    auto* eval = app.add_subcommand("eval", "Score the float model");
    addSources(*eval, o);
    addEvaluation(*eval, o);
    addProtocol(*eval, o);
    addCacheUse(*eval, o);
    addMemory(*eval, o);
    auto* cache = app.add_subcommand("cache", "List, verify or clear the results of earlier runs");
    addCacheFolder(*cache, o);
    cache->add_option("action", o.cacheAction, "list, verify or clear")
        ->check(CLI::IsMember({"list", "verify", "clear"}));
    auto* inspect = app.add_subcommand("inspect", "List layers, shapes and sizes");
    addSources(*inspect, o);
    addRecipe(*inspect, o);
    auto* recipe = app.add_subcommand("recipe", "Print the recipe that the options mean");
    addRecipe(*recipe, o);
    auto* synth =
        app.add_subcommand("synth", "Write a model of a published shape with random weights, and questions for it");
    addSynth(*synth, o);
    auto* msq =
        app.add_subcommand("msq", "Compare one static scale, modality scales and dynamic scales in the language model");
    addMsq(*msq, o);
    auto* sensitivity = app.add_subcommand("sensitivity", "Score how much each layer suffers at several bits");
    addSensitivity(*sensitivity, o);
    auto* search =
        app.add_subcommand("search", "Mixed-precision search: choose bits per layer for a budget, from those scores");
    addSearch(*search, o);
    auto* sweep = app.add_subcommand("sweep", "Run the recipes of a grid or a list, compare size and accuracy");
    addSweep(*sweep, o);
    auto* ablation = app.add_subcommand(
        "ablation", "Run the published recipe step by step, or the demo's ladder, and score every step");
    addAblation(*ablation, o);
    for (auto* running : {run, eval, sweep, ablation})
        addStore(*running, o);
    auto* runs = app.add_subcommand("runs", "List, compare and edit the runs of a store");
    addRuns(*runs, o.runs, o.store);
    addContinue(*runs, o);
    std::transform(words.begin(), words.end(), words.begin(), withUnderscores);
    std::reverse(words.begin(), words.end());
    try {
        app.parse(words);
        o.command = *run   ? Command::Run
            : *eval        ? Command::Eval
            : *inspect     ? Command::Inspect
            : *synth       ? Command::Synth
            : *cache       ? Command::Cache
            : *ablation    ? Command::Ablation
            : *preflight   ? Command::Preflight
            : *msq         ? Command::Msq
            : *sensitivity ? Command::Sensitivity
            : *search      ? Command::Search
            : *sweep       ? Command::Sweep
            : *diagnose    ? Command::Diagnose
            : *runs        ? Command::Runs
                           : Command::Recipe;
        const auto& chosen = *app.get_subcommands().front();
        refuseBoth(chosen, o);
        const auto* protocol = chosen.get_option_no_throw("--protocol");
        o.gaveProtocol = protocol && protocol->count() > 0;
    } catch (const CLI::ParseError& problem) {
        std::ostringstream text;
        app.exit(problem, text, text);
        parsed.exitCode = problem.get_exit_code() == 0 ? 0 : usageError;
        parsed.message = text.str();
        return parsed;
    }
    parsed.goOn = true;
    return parsed;
}

}

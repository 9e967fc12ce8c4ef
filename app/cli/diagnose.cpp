// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/diagnose.h"

#include <ostream>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/text.h"
#include "cli/console.h"
#include "cli/protocollines.h"
#include "cli/workbench.h"
#include "diagnosis/diagnoserun.h"
#include "diagnosis/findinggroups.h"
#include "diagnosis/fixtrials.h"
#include "diagnosis/guidedcheck.h"
#include "diagnosis/tracesample.h"
#include "files/atomicfile.h"
#include "log/log.h"
#include "messages/sentence.h"
#include "model/outline.h"
#include "quant/protocol.h"
#include "record/report.h"
#include "run/pipeline.h"
#include "run/protocolworkspace.h"

namespace quantscope::cli {
namespace {

constexpr size_t printedCauses = 12;

// What the parts of the command share.
struct Work
{
    const Options& options;
    const Workspace& workspace;
    const Recipe& recipe;
    const ModelOutline& outline;
    const RunResult& run;

    CauseContext context() const
    {
        return {recipe, run.models.plan, outline};
    }
};

Diagnosis findings(const Work& work, const Progress& progress)
{
    const auto& w = work.workspace;
    const auto& models = work.run.models;
    return diagnoseRun({w.loaded, *w.calibration, models.reference, models.model, work.run.record.layers,
                        models.inputsAfter.get(), work.context(), w.threads},
                       progress);
}

CheckedRun checkedRun(const Work& work, const Diagnosis& diagnosis)
{
    const auto& models = work.run.models;
    const auto key = work.options.loadGptq.empty() ? models.outputKey : std::string(); // weights of a file have no key
    return {work.workspace.loaded, models.reference, models.model, key, work.context(), diagnosis};
}

GuidedCheck guidedCheck(const Work& work, const Diagnosis& diagnosis, const Progress& progress)
{
    GuidedCheckOptions options;
    useWorkspace(options, work.workspace, work.options.checkQuestions);
    return runGuidedCheck(checkedRun(work, diagnosis), *work.workspace.data, options, progress);
}

FixTrials fixTrials(const Work& work, const Diagnosis& diagnosis, const Progress& progress)
{
    FixTrialOptions options;
    useWorkspace(options, work.workspace, work.options.checkQuestions);
    return tryFixes(checkedRun(work, diagnosis), work.run.record.layers, *work.workspace.data, options, progress);
}

SampleTrace trace(const Work& work, const Diagnosis& diagnosis, const Progress& progress)
{
    TraceOptions options;
    if (diagnosis.firstBad)
        options.layers.push_back(diagnosis.firstBad->layer);
    return traceSample(work.workspace.loaded, work.run.models.reference, work.run.models.model, *work.workspace.data,
                       static_cast<size_t>(work.options.sample), options, progress);
}

void print(const FindingGroup& group, const Diagnosis& diagnosis, size_t number, std::ostream& out)
{
    const auto& worst = diagnosis.findings[group.findings.front()];
    const auto more = group.findings.size() - 1;
    out << "  " << number << ". " << findCause(group.cause)->title << ": " << englishText(worst.message)
        << (more > 0 ? fmt::format(" (and {} more like it)", more) : std::string()) << "\n";
    if (group.fix)
        out << "     suggested fix: " << englishText(group.fix->message) << "\n";
}

void print(const Diagnosis& diagnosis, std::ostream& out)
{
    out << "First degraded layer: "
        << (diagnosis.firstBad
                ? englishText(describe(*diagnosis.firstBad, diagnosis.layers.at(size_t(diagnosis.firstBad->layer))))
                : std::string("none, the accumulated error stays on its course"))
        << "\n";
    for (const auto& tower : diagnosis.towers)
        out << "  " << towerId(tower.tower) << ": worst layer " << diagnosis.layers.at(size_t(tower.worst)).name << ", "
            << rounded(tower.worstIsolatedDb) << " dB alone; accumulated at its end "
            << rounded(tower.lastAccumulatedDb) << " dB"
            << (tower.imageDb && tower.textDb
                    ? " (image tokens " + rounded(*tower.imageDb) + ", text tokens " + rounded(*tower.textDb) + ")"
                    : std::string())
            << "\n";
    if (diagnosis.logits)
        out << "  KL of the logits: " << rounded(diagnosis.logits->promptEnd) << " nats at the prompts' ends, "
            << rounded(diagnosis.logits->text) << " over all text tokens\n";
    const auto groups = groupFindings(diagnosis);
    out << "Causes:" << (groups.empty() ? " none found\n" : "\n");
    for (size_t i = 0; i < groups.size() && i < printedCauses; ++i)
        print(groups[i], diagnosis, i + 1, out);
    if (groups.size() > printedCauses)
        out << "  and " << groups.size() - printedCauses << " more, see diagnosis.json of --out\n";
}

void print(const GuidedCheck& check, std::ostream& out)
{
    out << "Guided check:\n";
    for (const auto& step : check.steps) {
        out << "  " << englishText(step.title) << "\n";
        for (const auto& row : step.evidence)
            out << fmt::format("    {} {:<52} {:>18}   KL {}\n", row.worst ? '>' : ' ', englishText(row.part),
                               scoreText(row.correct, row.questions), rounded(row.klNats));
        out << "    " << englishText(step.verdict) << " " << englishText(step.next) << "\n";
    }
}

void print(const TriedFix& tried, size_t number, std::ostream& out)
{
    const auto text = englishText(tried.candidate.fix.message);
    if (!tried.problem.empty()) {
        out << fmt::format("  --. {}: {}\n", text, tried.problem);
        return;
    }
    const auto score = tried.questions > 0 ? scoreText(tried.correct, tried.questions) : std::string("no better");
    out << fmt::format("  {:>2}. {:<76} {:>18}   KL {}\n", number, text, score, rounded(tried.klNats));
}

void print(const FixTrials& trials, std::ostream& out)
{
    out << fmt::format(
        "Changes tried, each alone and the best by two; on {} questions the float model answers {} right, "
        "KL over {} answers:\n",
        trials.questions, rounded(trials.floatCorrect), trials.klQuestions);
    if (trials.lossless)
        out << "  none: this run answers as the float model does\n";
    out << fmt::format("   0. {:<76} {:>18}   KL {}\n", "the run as it is", scoreText(trials.correct, trials.questions),
                       rounded(trials.klNats));
    for (size_t i = 0; i < trials.tried.size(); ++i)
        print(trials.tried[i], i + 1, out);
}

void print(const SampleTrace& trace, std::ostream& out)
{
    out << "Question #" << trace.index << ": float \"" << trace.floatAnswer << "\" (" << rounded(trace.floatScore)
        << "), quantized \"" << trace.quantizedAnswer << "\" (" << rounded(trace.quantizedScore) << ")\n";
    for (size_t i = 0; i < trace.tokens.size(); ++i) {
        const auto& token = trace.tokens[i];
        out << fmt::format("  {} {:<20} float {:.4f}   quantized {:.4f}\n",
                           trace.flip && trace.flip->token == i ? '>' : ' ', token.text, token.floatProbability,
                           token.quantizedProbability);
    }
    if (const auto& flip = trace.flip)
        out << "  first diverging token " << flip->token + 1 << ": \"" << flip->floatText << "\" becomes \""
            << flip->quantizedText << "\", margin " << rounded(flip->floatMargin) << " nats for it, "
            << rounded(flip->quantizedMargin) << " against it\n";
    for (const auto& swap : trace.swaps)
        out << fmt::format("  {:<52} ln p {:>8.3f}  correct {}  {}\n", englishText(swap.name), swap.logProbability,
                           rounded(swap.score), swap.answer);
}

void write(const std::filesystem::path& folder, const nlohmann::json& json)
{
    writeAtomically(folder / "diagnosis.json", json.dump(2) + "\n");
    logInfo("written to " + (folder / "diagnosis.json").string());
}

void report(const Work& work, ProgressLine& line, std::ostream& out)
{
    const auto& o = work.options;
    const auto diagnosis = findings(work, partOf(line.progress(), 0.4, 0.5));
    std::optional<GuidedCheck> check;
    std::optional<FixTrials> trials;
    std::optional<SampleTrace> traced;
    if (o.guided)
        check = guidedCheck(work, diagnosis, partOf(line.progress(), 0.5, o.fixes ? 0.6 : 0.9));
    if (o.fixes)
        trials = fixTrials(work, diagnosis, partOf(line.progress(), o.guided ? 0.6 : 0.5, 0.9));
    if (o.sample >= 0)
        traced = trace(work, diagnosis, partOf(line.progress(), 0.9, 1));
    line.clear();
    print(diagnosis, out);
    auto json = diagnosisToJson(diagnosis);
    if (check) {
        print(*check, out);
        json["guided_check"] = guidedCheckToJson(*check, diagnosis.layers);
    }
    if (trials) {
        print(*trials, out);
        json["fixes"] = fixTrialsToJson(*trials);
    }
    if (traced) {
        print(*traced, out);
        json["sample"] = traceToJson(*traced);
    }
    if (!o.out.empty())
        write(o.out, json);
}

}

void diagnose(const Options& o, std::ostream& out)
{
    const auto chosen = chosenRecipe(o);
    sayProtocol(o, chosen);
    const auto recipe = underProtocol(chosen);
    if (!o.out.empty())
        prepareOutputFolder(o.out);
    const auto w = underProtocol(openWorkspace(o, &recipe), recipe.protocol);
    if (o.sample >= static_cast<int64_t>(w.data->questions.size()))
        throw Error(
            fmt::format("--sample {}: {} has {} questions, from 0", o.sample, w.data->name, w.data->questions.size()));
    const auto outline = outlineOf(w.loaded.model, w.loaded.name);
    PipelineOptions options;
    options.threads = w.threads;
    options.dumpWeights = o.dumpGptq;
    options.loadWeights = o.loadGptq;
    options.profileInputs = true;
    options.cache = w.caches.stages.get();
    ProgressLine line;
    const auto run = runPipeline(w.loaded, recipe, *w.calibration, options, partOf(line.progress(), 0, 0.4));
    report({o, w, recipe, outline, run}, line, out);
}

}

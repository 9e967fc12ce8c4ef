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
#include "diagnosis/guidedcheck.h"
#include "diagnosis/tracesample.h"
#include "files/atomicfile.h"
#include "log/log.h"
#include "messages/sentence.h"
#include "model/outline.h"
#include "quant/protocol.h"
#include "run/pipeline.h"
#include "run/protocolworkspace.h"
#include "run/report.h"

namespace quantscope::cli {
namespace {

constexpr size_t printedFindings = 12;

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

GuidedCheck guidedCheck(const Work& work, const Diagnosis& diagnosis, const Progress& progress)
{
    GuidedCheckOptions options;
    options.threads = work.workspace.threads;
    options.questions = work.options.checkQuestions;
    options.answers = work.workspace.caches.answers;
    options.floatAnswers = work.workspace.caches.floatAnswers;
    options.makeModel = [&](const Recipe& recipe, const Progress& part) {
        return quantizedModel(work.workspace.loaded, recipe, *work.workspace.calibration,
                              work.workspace.caches.stages.get(), options.threads, part);
    };
    const auto key =
        work.options.loadGptq.empty() ? work.run.models.outputKey : std::string(); // weights of a file have no key
    return runGuidedCheck(
        {work.workspace.loaded, work.run.models.reference, work.run.models.model, key, work.context(), diagnosis},
        *work.workspace.data, options, progress);
}

SampleTrace trace(const Work& work, const Diagnosis& diagnosis, const Progress& progress)
{
    TraceOptions options;
    if (diagnosis.firstBad)
        options.layers.push_back(diagnosis.firstBad->layer);
    return traceSample(work.workspace.loaded, work.run.models.reference, work.run.models.model, *work.workspace.data,
                       static_cast<size_t>(work.options.sample), options, progress);
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
    out << "Causes:" << (diagnosis.findings.empty() ? " none found\n" : "\n");
    for (size_t i = 0; i < diagnosis.findings.size() && i < printedFindings; ++i) {
        const auto& finding = diagnosis.findings[i];
        out << "  " << i + 1 << ". " << findCause(finding.cause)->title << ": " << englishText(finding.message) << "\n";
        if (finding.fix)
            out << "     suggested fix: " << englishText(finding.fix->message) << "\n";
    }
    if (diagnosis.findings.size() > printedFindings)
        out << "  and " << diagnosis.findings.size() - printedFindings << " more, see diagnosis.json of --out\n";
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
    std::optional<SampleTrace> traced;
    if (o.guided)
        check = guidedCheck(work, diagnosis, partOf(line.progress(), 0.5, 0.9));
    if (o.sample >= 0)
        traced = trace(work, diagnosis, partOf(line.progress(), 0.9, 1));
    line.clear();
    print(diagnosis, out);
    auto json = diagnosisToJson(diagnosis);
    if (check) {
        print(*check, out);
        json["guided_check"] = guidedCheckToJson(*check, diagnosis.layers);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "mquant/runcommand.h"

#include <utility>

#include "base/error.h"
#include "mquant/optionline.h"
#include "quant/protocol.h"

namespace quantscope {
namespace {

std::string sourceWords(Sources sources)
{
    std::string words;
    const auto metric = std::exchange(sources.metric, {});
    bool isDemo = false;
    try {
        isDemo = sources == demoSources();
    } catch (const Error&) {
        // Without the bundled files nothing can be the demo.
    }
    if (isDemo) {
        words = " --demo";
    } else {
        words = " --model " + shellWord(sources.model) + " --data " + shellWord(sources.data);
        if (!sources.calibration.empty())
            words += " --calib_data " + shellWord(sources.calibration);
    }
    return metric.empty() ? words : words + " --metric " + metric;
}

// A list stands in a file of its name.
std::string subsetWords(const QuestionSubset& subset)
{
    if (asksAll(subset))
        return {};
    if (subset.rule == QuestionSubset::Rule::First)
        return " --eval_num " + std::to_string(subset.count);
    const auto text = subsetText(subset) + (subset.rule == QuestionSubset::Rule::Listed ? ".txt" : "");
    return " --subset " + shellWord(text);
}

}

std::string shellWord(const std::filesystem::path& path)
{
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+-:";
    const auto text = path.string();
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos)
        return text;
    std::string word = "'";
    for (const char c : text)
        word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

std::string runCommand(const RunSpec& spec, const std::string& recipeFile)
{
    auto line = std::string("quantscope-cli ") + (spec.recipe ? "run" : "eval") + sourceWords(spec.sources);
    line += subsetWords(spec.subset);
    if (spec.maxNewTokens > 0)
        line += " --max_new_tokens " + std::to_string(spec.maxNewTokens);
    if (!spec.loadWeights.empty())
        line += " --load_gptq " + shellWord(spec.loadWeights);
    if (!spec.recipe)
        return spec.protocol == Protocol::Exact ? line : line + " --protocol " + std::string(protocolId(spec.protocol));
    const auto options = optionLine(*spec.recipe);
    const auto words = options.complete ? options.text : "--recipe " + recipeFile;
    return words.empty() ? line : line + " " + words;
}

std::string runCommand(const RunRecord& run, const std::string& recipeFile)
{
    if (!run.imported)
        return runCommand(run.spec, recipeFile);
    auto line = "quantscope-cli runs import " + shellWord(run.imported->file.file) + " --data " +
        shellWord(run.spec.sources.data.empty() ? run.dataFile.file : run.spec.sources.data);
    return run.spec.sources.metric.empty() ? line : line + " --metric " + run.spec.sources.metric;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/answercache.h"

#include <algorithm>
#include <atomic>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "tasks/rowindex.h"

namespace quantscope {
namespace {

std::string rowsText(std::span<const size_t> rows)
{
    std::string text = "\nrows";
    for (const size_t row : rows)
        text += fmt::format(" {}", row);
    return text;
}

std::string describe(const std::string& model, int64_t maxNewTokens, std::span<const size_t> rows)
{
    return fmt::format("{}\nnew tokens {}{}", model, maxNewTokens, rowsText(rows));
}

// A bad row may be mended outside of the table, in a file of its own: it is tried again.
bool allAsked(const std::vector<Prediction>& batch)
{
    return std::all_of(batch.begin(), batch.end(), [](const Prediction& p) { return p.problem.empty(); });
}

}

Entry encode(const std::vector<Prediction>& predictions)
{
    Entry entry;
    entry.meta["answers"] = nlohmann::json::array();
    for (const auto& p : predictions)
        entry.meta["answers"].push_back({p.row, indexToJson(p.index), p.text, p.tokens, p.score, p.isScored});
    return entry;
}

void decode(const Entry& entry, std::vector<Prediction>& predictions)
{
    for (const auto& p : entry.meta.at("answers"))
        predictions.push_back({p.at(0).get<size_t>(),
                               indexFromJson(p.at(1), "a kept answer"),
                               p.at(2).get<std::string>(),
                               p.at(3).get<int64_t>(),
                               p.at(4).get<double>(),
                               {},
                               p.at(5).get<bool>()});
}

int64_t bytesOf(const std::vector<Prediction>& predictions)
{
    int64_t bytes = 0;
    for (const auto& p : predictions)
        bytes += static_cast<int64_t>(sizeof(Prediction) + p.text.size());
    return bytes;
}

void keepAnswers(EvaluateOptions& options, std::shared_ptr<StageCache> cache, const std::string& model)
{
    const int64_t tokens = options.maxNewTokens;
    options.lookup = [cache, model,
                      tokens](std::span<const size_t> rows) -> std::shared_ptr<const std::vector<Prediction>> {
        auto cached = cache->get<std::vector<Prediction>>(answersStage, describe(model, tokens, rows));
        return cached && cached->size() == rows.size() ? cached : nullptr;
    };
    options.batchDone = [cache, model, tokens, reported = options.batchDone](const std::vector<Prediction>& batch,
                                                                             bool cached) {
        std::vector<size_t> rows;
        for (const auto& prediction : batch)
            rows.push_back(prediction.row);
        if (!cached && allAsked(batch))
            cache->put<std::vector<Prediction>>(answersStage, describe(model, tokens, rows),
                                                std::make_shared<const std::vector<Prediction>>(batch));
        if (reported)
            reported(batch, cached);
    };
}

int64_t bytesOf(const VisualTokens& visual)
{
    return static_cast<int64_t>(visual.tokens.nbytes());
}

void keepVisualTokens(EvaluateOptions& options, std::shared_ptr<StageCache> cache, const std::string& vision,
                      int64_t limit)
{
    options.lookupVisual = [cache, vision](std::span<const size_t> rows) {
        const auto cached = cache->get<VisualTokens>(visualStage, vision + rowsText(rows));
        return cached ? cached->tokens : at::Tensor();
    };
    options.visualDone = [cache, vision, left = std::make_shared<std::atomic<int64_t>>(limit)](
                             std::span<const size_t> rows, const at::Tensor& tokens) {
        if ((*left -= static_cast<int64_t>(tokens.nbytes())) >= 0)
            cache->put<VisualTokens>(visualStage, vision + rowsText(rows),
                                     std::make_shared<const VisualTokens>(VisualTokens{tokens}));
    };
}

}

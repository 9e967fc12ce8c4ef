// SPDX-License-Identifier: GPL-3.0-or-later
#include "answering/answercache.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>

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

// Of one model, by block. What another process puts into a block at the same time may be lost and is asked again.
class KeptAnswers
{
public:
    KeptAnswers(std::shared_ptr<StageCache> cache, std::string model, int64_t maxNewTokens)
        : m_cache(std::move(cache))
        , m_description(fmt::format("{}\nnew tokens {}", model, maxNewTokens))
    {
    }

    std::vector<Prediction> find(std::span<const size_t> rows)
    {
        const std::lock_guard lock(m_mutex);
        std::vector<Prediction> found;
        for (const size_t row : rows) {
            const auto& answers = block(row / answerBlock).byRow;
            if (const auto it = answers.find(row); it != answers.end())
                found.push_back(it->second);
        }
        return found;
    }

    // A bad row may be mended outside of the table, in a file of its own: it is tried again.
    void add(const std::vector<Prediction>& batch)
    {
        const std::lock_guard lock(m_mutex);
        std::set<size_t> changed;
        for (const auto& prediction : batch)
            if (prediction.problem.empty()) {
                const size_t number = prediction.row / answerBlock;
                block(number).byRow.insert_or_assign(prediction.row, prediction);
                changed.insert(number);
            }
        for (const size_t number : changed)
            m_cache->put<AnswerBlock>(answersStage, describe(number),
                                      std::make_shared<const AnswerBlock>(m_blocks.at(number)));
    }

private:
    std::string describe(size_t number) const
    {
        return fmt::format("{}\nblock {}", m_description, number);
    }

    AnswerBlock& block(size_t number)
    {
        const auto [it, added] = m_blocks.try_emplace(number);
        if (added)
            if (const auto cached = m_cache->get<AnswerBlock>(answersStage, describe(number)))
                it->second = *cached;
        return it->second;
    }

    std::shared_ptr<StageCache> m_cache;
    std::string m_description;
    std::mutex m_mutex;
    std::map<size_t, AnswerBlock> m_blocks; // that were asked for
};

}

Entry encode(const AnswerBlock& block)
{
    Entry entry;
    entry.meta["answers"] = nlohmann::json::array();
    for (const auto& [row, p] : block.byRow)
        entry.meta["answers"].push_back({row, indexToJson(p.index), p.text, p.tokens, p.score, p.isScored});
    return entry;
}

void decode(const Entry& entry, AnswerBlock& block)
{
    for (const auto& p : entry.meta.at("answers")) {
        const auto row = p.at(0).get<size_t>();
        block.byRow[row] = {row,
                            indexFromJson(p.at(1), "a kept answer"),
                            p.at(2).get<std::string>(),
                            p.at(3).get<int64_t>(),
                            p.at(4).get<double>(),
                            {},
                            p.at(5).get<bool>()};
    }
}

int64_t bytesOf(const AnswerBlock& block)
{
    int64_t bytes = 0;
    for (const auto& [row, p] : block.byRow)
        bytes += static_cast<int64_t>(sizeof(Prediction) + p.text.size());
    return bytes;
}

void keepAnswers(EvaluateOptions& options, std::shared_ptr<StageCache> cache, const std::string& model)
{
    const auto kept = std::make_shared<KeptAnswers>(std::move(cache), model, options.maxNewTokens);
    options.lookup = [kept](std::span<const size_t> rows) { return kept->find(rows); };
    options.batchDone = [kept, reported = options.batchDone](const std::vector<Prediction>& batch, bool cached) {
        if (!cached)
            kept->add(batch);
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

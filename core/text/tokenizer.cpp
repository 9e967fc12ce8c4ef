// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/tokenizer.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/core.h>

#include "base/error.h"
#include "files/jsonfile.h"
#include "files/mappedfile.h"
#include "text/addedtokens.h"
#include "text/bytelevelbpe.h"
#include "text/regexsplitter.h"
#include "text/sentencepiecemodel.h"
#include "text/tokenizerfiles.h"

namespace quantscope {
namespace {

// A SplitStep with its pattern compiled.
struct Splitter
{
    std::optional<RegexSplitter> regex;
    bool keepGaps = true;
    bool prefixSpace = false;
};

std::vector<std::string> applied(const Splitter& splitter, const std::vector<std::string>& words)
{
    std::vector<std::string> result;
    for (const auto& word : words) {
        const auto text = splitter.prefixSpace && !word.starts_with(' ') ? " " + word : word;
        if (!splitter.regex) {
            result.push_back(text);
            continue;
        }
        for (const auto piece : splitter.regex->split(text, splitter.keepGaps))
            result.emplace_back(piece);
    }
    return result;
}

}

struct Tokenizer::State
{
    // Exactly one of the two models is set.
    std::optional<ByteLevelBpe> bpe;
    std::optional<SentencePieceModel> pieces;
    std::vector<Normalization> normalizers;
    std::vector<Splitter> splitters;
    AddedTokenFinder rawFinder;
    AddedTokenFinder normalizedFinder;
    std::unordered_map<int64_t, AddedToken> added;
    std::unordered_map<std::string, int64_t> addedIds;
    std::vector<std::string> texts; // by id, byte-level BPE only; empty where there is none
    std::optional<int64_t> bos;
    int64_t size = 0;

    static State fromBpe(BpeDescription description, const std::filesystem::path& file);
    static State fromSentencePiece(const std::filesystem::path& folder);

    std::string normalize(std::string_view text) const
    {
        std::string result(text);
        for (const auto form : normalizers)
            result = normalized(result, form);
        return result;
    }

    void addTokens(const std::vector<AddedToken>& tokens)
    {
        for (const auto& token : tokens) {
            if (token.content.empty() || !added.emplace(token.id, token).second)
                continue;
            addedIds[token.content] = token.id;
            size = std::max(size, token.id + 1);
            auto searched = token;
            if (token.normalized)
                searched.content = normalize(token.content);
            (token.normalized ? normalizedFinder : rawFinder).add(searched);
        }
    }

    void encodeText(std::string_view text, std::vector<int64_t>& ids) const
    {
        if (pieces) {
            pieces->encode(text, ids);
            return;
        }
        std::vector<std::string> words = {std::string(text)};
        for (const auto& splitter : splitters)
            words = applied(splitter, words);
        for (const auto& word : words)
            bpe->encodeWord(word, ids);
    }

    std::string decodeRun(std::span<const int64_t> ids) const
    {
        if (pieces)
            return pieces->decode(ids);
        std::string bytes;
        for (const auto id : ids)
            bytes += byteLevelBytes(texts[static_cast<size_t>(id)]);
        return bytes;
    }

    bool isVocabularyId(int64_t id) const
    {
        if (pieces)
            return id >= 0 && id < pieces->size();
        return id >= 0 && id < static_cast<int64_t>(texts.size()) && !texts[static_cast<size_t>(id)].empty();
    }
};

Tokenizer::State Tokenizer::State::fromBpe(BpeDescription description, const std::filesystem::path& file)
{
    State state;
    const auto name = file.string();
    state.normalizers = description.normalizers;
    for (const auto& step : description.splits) {
        Splitter splitter{std::nullopt, step.keepGaps, step.prefixSpace};
        if (step.pattern)
            splitter.regex.emplace(*step.pattern, name + ": pre_tokenizer");
        state.splitters.push_back(std::move(splitter));
    }
    for (const auto& [token, id] : description.vocabulary)
        state.size = std::max(state.size, id + 1);
    state.texts.resize(static_cast<size_t>(state.size));
    for (const auto& [token, id] : description.vocabulary)
        state.texts[static_cast<size_t>(id)] = token;
    state.bpe.emplace(std::move(description.vocabulary), description.merges, description.options, name);
    state.addTokens(description.addedTokens);
    if (description.bosToken) {
        const auto found = state.addedIds.find(*description.bosToken);
        if (found == state.addedIds.end())
            throw Error(name + ": the post-processor's token " + *description.bosToken + " is not in added_tokens");
        state.bos = found->second;
    }
    return state;
}

Tokenizer::State Tokenizer::State::fromSentencePiece(const std::filesystem::path& folder)
{
    State state;
    state.pieces = SentencePieceModel::open(folder / "tokenizer.model");
    state.size = state.pieces->size();
    state.addTokens(readAddedTokens(folder));
    state.addTokens(state.pieces->controlTokens());
    const auto configFile = folder / "tokenizer_config.json";
    const auto config = isPresent(configFile) ? readJsonObject(configFile) : nlohmann::json::object();
    // InternLM2's and Llama's Python tokenizers prepend it unless reported otherwise.
    const auto wanted = config.find("add_bos_token");
    if (wanted != config.end() && !wanted->is_boolean())
        throw Error(configFile.string() + ": add_bos_token is not true or false");
    if (wanted != config.end() && !wanted->get<bool>())
        return state;
    auto bos = config.value("bos_token", nlohmann::json());
    if (bos.is_object())
        bos = bos.value("content", nlohmann::json());
    const auto content = bos.is_string() ? bos.get<std::string>() : "<s>";
    const auto found = state.addedIds.find(content);
    state.bos = found != state.addedIds.end() ? found->second : state.pieces->pieceId(content);
    return state;
}

Tokenizer Tokenizer::load(const std::filesystem::path& modelFolder)
{
    const auto jsonFile = modelFolder / "tokenizer.json";
    const bool hasModel = isPresent(modelFolder / "tokenizer.model");
    Tokenizer tokenizer;
    if (isPresent(jsonFile)) {
        const auto json = readJsonObject(jsonFile);
        if (!hasModel || isByteLevelBpe(json)) {
            tokenizer.m_state =
                std::make_shared<State>(State::fromBpe(describeTokenizerJson(json, jsonFile), jsonFile));
            return tokenizer;
        }
    }
    if (isPresent(modelFolder / "vocab.json") && isPresent(modelFolder / "merges.txt"))
        tokenizer.m_state =
            std::make_shared<State>(State::fromBpe(describeVocabAndMerges(modelFolder), modelFolder / "merges.txt"));
    else if (hasModel)
        tokenizer.m_state = std::make_shared<State>(State::fromSentencePiece(modelFolder));
    else
        throw Error(modelFolder.string() +
                    ": has no tokenizer, tokenizer.json, vocab.json with merges.txt or "
                    "tokenizer.model is expected");
    return tokenizer;
}

std::vector<int64_t> Tokenizer::encode(std::string_view utf8) const
{
    const auto& state = *m_state;
    const auto valid = validUtf8(utf8);
    std::vector<int64_t> ids;
    if (state.bos)
        ids.push_back(*state.bos);
    for (const auto& raw : state.rawFinder.split(valid)) {
        if (raw.id >= 0) {
            ids.push_back(raw.id);
            continue;
        }
        const auto text = state.normalize(raw.text);
        for (const auto& segment : state.normalizedFinder.split(text)) {
            if (segment.id >= 0)
                ids.push_back(segment.id);
            else
                state.encodeText(segment.text, ids);
        }
    }
    return ids;
}

std::string Tokenizer::decode(std::span<const int64_t> ids, bool skipSpecialTokens) const
{
    const auto& state = *m_state;
    std::string text;
    std::vector<int64_t> run;
    const auto flush = [&] {
        if (!run.empty())
            text += state.decodeRun(run);
        run.clear();
    };
    for (const auto id : ids) {
        const auto added = state.added.find(id);
        if (added == state.added.end()) {
            if (state.isVocabularyId(id))
                run.push_back(id);
        } else if (!(skipSpecialTokens && added->second.special)) {
            flush();
            text += added->second.content;
        }
    }
    flush();
    return validUtf8(text);
}

std::optional<int64_t> Tokenizer::tokenId(std::string_view token) const
{
    const std::string key(token);
    const auto added = m_state->addedIds.find(key);
    if (added != m_state->addedIds.end())
        return added->second;
    if (m_state->pieces)
        return m_state->pieces->pieceId(token);
    const auto found = m_state->bpe->vocabulary().find(key);
    if (found == m_state->bpe->vocabulary().end())
        return std::nullopt;
    return found->second;
}

std::string Tokenizer::token(int64_t id) const
{
    const auto added = m_state->added.find(id);
    if (added != m_state->added.end())
        return added->second.content;
    if (!m_state->isVocabularyId(id))
        throw Error(fmt::format("the tokenizer has no token with the id {}", id));
    return m_state->pieces ? m_state->pieces->piece(id) : m_state->texts[static_cast<size_t>(id)];
}

int64_t Tokenizer::size() const
{
    return m_state->size;
}

std::optional<int64_t> Tokenizer::bosToken() const
{
    return m_state->bos;
}

}

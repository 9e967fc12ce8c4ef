// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/tokenizer.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <fmt/core.h>

#include "base/error.h"
#include "files/jsonfile.h"
#include "files/mappedfile.h"
#include "text/addedtokens.h"
#include "text/bytelevelbpe.h"
#include "text/characterbpe.h"
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

std::string replaced(const std::string& text, const std::string& from, const std::string& to)
{
    std::string result;
    for (size_t at = 0; at < text.size();) {
        const size_t found = std::min(text.find(from, at), text.size());
        result += text.substr(at, found - at);
        if (found < text.size())
            result += to;
        at = found + from.size();
    }
    return result;
}

// Blanks in front of signs and around apostrophes, as InternLM2's tokenizer takes them out of what it decodes.
std::string withoutStrayBlanks(std::string text)
{
    constexpr std::array<std::array<const char*, 2>, 10> rows{{{" .", "."},
                                                               {" ?", "?"},
                                                               {" !", "!"},
                                                               {" ,", ","},
                                                               {" ' ", "'"},
                                                               {" n't", "n't"},
                                                               {" 'm", "'m"},
                                                               {" 's", "'s"},
                                                               {" 've", "'ve"},
                                                               {" 're", "'re"}}};
    for (const auto& [from, to] : rows)
        text = replaced(text, from, to);
    return text;
}

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
    // Exactly one of the three models is set.
    std::optional<ByteLevelBpe> bpe;
    std::optional<CharacterBpe> characters;
    std::optional<SentencePieceModel> pieces;
    std::vector<NormalizerStep> normalizers;
    std::vector<Splitter> splitters;
    AddedTokenFinder rawFinder;
    AddedTokenFinder normalizedFinder;
    std::unordered_map<int64_t, AddedToken> added;
    std::unordered_map<std::string, int64_t> addedIds;
    std::vector<std::string> texts; // by id, BPE only; empty where there is none
    bool replacesSpaces = false;
    SpacePrefix spacePrefix = SpacePrefix::Always; // over characters where spaces are replaced; of sentencepiece
    int64_t strippedSpaces = 0;
    bool cleansBlanks = false;
    std::optional<int64_t> bos;
    bool bosOnce = false; // a text that begins with it has it already
    int64_t size = 0;

    static State fromBpe(BpeDescription description, const std::filesystem::path& file);
    static State fromSentencePiece(const std::filesystem::path& folder, TokenizerFiles files);
    static State fromJson(const nlohmann::json& json, const std::filesystem::path& folder, TokenizerFiles files);
    void applyLlama(const nlohmann::json& config);
    void applyClass(const nlohmann::json& config, TokenizerFiles files, const std::string& where);

    std::string normalize(std::string_view text) const
    {
        std::string result(text);
        for (const auto& step : normalizers) {
            if (step.form)
                result = normalized(result, *step.form);
            if (!step.from.empty())
                result = replaced(result, step.from, step.to);
            if (!result.empty())
                result = step.prefix + result;
        }
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

    // `isFirst`: no token stands in front of it.
    void encodeText(std::string_view text, bool isFirst, std::vector<int64_t>& ids) const
    {
        const bool prefix = spacePrefix == SpacePrefix::Always || (spacePrefix == SpacePrefix::First && isFirst);
        if (pieces)
            pieces->encode(text, ids, prefix);
        else if (characters)
            characters->encode(replacesSpaces ? withWrittenSpaces(text, prefix) : std::string(text), ids);
        else
            encodeWords(text, ids);
    }

    static std::string withWrittenSpaces(std::string_view text, bool prefix)
    {
        constexpr auto space = "\xe2\x96\x81";
        const auto written = replaced(std::string(text), " ", space);
        return prefix && !written.starts_with(space) ? space + written : written;
    }

    void encodeWords(std::string_view text, std::vector<int64_t>& ids) const
    {
        std::vector<std::string> words = {std::string(text)};
        for (const auto& splitter : splitters)
            words = applied(splitter, words);
        for (const auto& word : words)
            bpe->encodeWord(word, ids);
    }

    std::string decodeRun(std::span<const int64_t> ids) const
    {
        if (pieces)
            return cleansBlanks ? withoutStrayBlanks(pieces->decode(ids)) : pieces->decode(ids);
        if (characters)
            return characters->decode(ids, texts);
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
    state.replacesSpaces = description.replacesSpaces;
    state.spacePrefix = description.spacePrefix;
    state.strippedSpaces = description.strippedSpaces;
    if (description.overCharacters)
        state.characters.emplace(std::move(description.vocabulary), description.merges, description.options, name);
    else
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

// The classes differ in what they do around the model: Llama's puts a space in front of every text between tokens, or,
// unless it is "legacy", of the first alone; InternLM2's cleans what it decodes.
void Tokenizer::State::applyClass(const nlohmann::json& config, TokenizerFiles files, const std::string& where)
{
    const auto name = config.value("tokenizer_class", nlohmann::json());
    const auto id = name.is_string() ? name.get<std::string>() : std::string();
    cleansBlanks = id.starts_with("InternLM2Tokenizer");
    const auto legacy = config.value("legacy", nlohmann::json(files == TokenizerFiles::Python));
    if (!legacy.is_boolean() && !legacy.is_null())
        throw Error(where + ": legacy is not true or false");
    if (id.starts_with("LlamaTokenizer") && legacy == false)
        spacePrefix = SpacePrefix::First;
}

Tokenizer::State Tokenizer::State::fromSentencePiece(const std::filesystem::path& folder, TokenizerFiles files)
{
    State state;
    state.pieces = SentencePieceModel::open(folder / "tokenizer.model");
    state.size = state.pieces->size();
    auto added = readAddedTokens(folder);
    const auto control = state.pieces->controlTokens();
    for (auto& token : added)
        token.special = token.special || std::any_of(control.begin(), control.end(), [&](const AddedToken& other) {
                            return other.content == token.content;
                        });
    state.addTokens(added);
    state.addTokens(control);
    const auto configFile = folder / "tokenizer_config.json";
    const auto config = isPresent(configFile) ? readJsonObject(configFile) : nlohmann::json::object();
    state.applyClass(config, files, configFile.string());
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

// transformers 5 builds Llama's tokenizers anew from the vocabulary and the merges; what tokenizer.json says about
// spaces does not count.
void Tokenizer::State::applyLlama(const nlohmann::json& config)
{
    const auto name = config.value("tokenizer_class", nlohmann::json());
    if (!characters || !name.is_string() || !name.get<std::string>().starts_with("LlamaTokenizer"))
        return;
    const bool prefix = config.value("add_prefix_space", nlohmann::json()) != false;
    const bool legacy = config.value("legacy", nlohmann::json()) == true;
    normalizers.clear();
    replacesSpaces = true;
    spacePrefix = !prefix ? SpacePrefix::Never : legacy ? SpacePrefix::Always : SpacePrefix::First;
    strippedSpaces = prefix ? 1 : 0;
}

Tokenizer::State Tokenizer::State::fromJson(const nlohmann::json& json, const std::filesystem::path& folder,
                                            TokenizerFiles files)
{
    const auto file = folder / "tokenizer.json", configFile = folder / "tokenizer_config.json";
    auto state = fromBpe(describeTokenizerJson(json, file), file);
    state.bosOnce = files == TokenizerFiles::Library;
    if (files == TokenizerFiles::Library) {
        if (isPresent(configFile))
            state.applyLlama(readJsonObject(configFile));
        return state;
    }
    if (!isPresent(folder / "vocab.json") || !isPresent(folder / "merges.txt"))
        return state;
    for (const auto& token : readAddedTokens(folder))
        if (const auto found = state.added.find(token.id); found != state.added.end())
            found->second.special = token.special;
    return state;
}

Tokenizer Tokenizer::load(const std::filesystem::path& modelFolder, TokenizerFiles files)
{
    const bool hasModel = isPresent(modelFolder / "tokenizer.model");
    Tokenizer tokenizer;
    if (isPresent(modelFolder / "tokenizer.json")) {
        const auto json = readJsonObject(modelFolder / "tokenizer.json");
        if (!hasModel || files == TokenizerFiles::Library || isByteLevelBpe(json)) {
            tokenizer.m_state = std::make_shared<State>(State::fromJson(json, modelFolder, files));
            return tokenizer;
        }
    }
    if (isPresent(modelFolder / "vocab.json") && isPresent(modelFolder / "merges.txt"))
        tokenizer.m_state =
            std::make_shared<State>(State::fromBpe(describeVocabAndMerges(modelFolder), modelFolder / "merges.txt"));
    else if (hasModel)
        tokenizer.m_state = std::make_shared<State>(State::fromSentencePiece(modelFolder, files));
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
    if (state.bos && !(state.bosOnce && valid.starts_with(token(*state.bos))))
        ids.push_back(*state.bos);
    for (const auto& raw : state.rawFinder.split(valid)) {
        if (raw.id >= 0) {
            ids.push_back(raw.id);
            continue;
        }
        const auto text = state.normalize(raw.text);
        const bool starts = raw.text.data() == valid.data();
        for (const auto& segment : state.normalizedFinder.split(text)) {
            if (segment.id >= 0)
                ids.push_back(segment.id);
            else
                state.encodeText(segment.text, starts && segment.text.data() == text.data(), ids);
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
    const auto blanks = std::min(std::min(text.find_first_not_of(' '), text.size()),
                                 static_cast<size_t>(std::max<int64_t>(state.strippedSpaces, 0)));
    return validUtf8(std::string_view(text).substr(blanks));
}

std::optional<int64_t> Tokenizer::tokenId(std::string_view token) const
{
    const std::string key(token);
    const auto added = m_state->addedIds.find(key);
    if (added != m_state->addedIds.end())
        return added->second;
    if (m_state->pieces)
        return m_state->pieces->pieceId(token);
    const auto& vocabulary = m_state->bpe ? m_state->bpe->vocabulary() : m_state->characters->vocabulary();
    const auto found = vocabulary.find(key);
    if (found == vocabulary.end())
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/tokenizerfiles.h"

#include <map>
#include <set>

#include <fmt/core.h>

#include "base/error.h"
#include "files/foreigncontent.h"
#include "files/jsonfile.h"
#include "files/mappedfile.h"

namespace quantscope {
namespace {

using nlohmann::json;

constexpr int64_t maxTokenId = 2'000'000;

// Qwen2's words: contractions, letters with one leading sign, single digits, signs, line ends, spaces.
constexpr auto qwenPattern = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*)"
                             R"(|\s*[\r\n]+|\s+(?!\S)|\s+)";
// The words of GPT-2, which ByteLevel uses when it splits by itself.
constexpr auto gptPattern = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& sentence)
{
    throw Error(file.string() + ": " + sentence);
}

// A member, or null when absent.
const json& member(const json& object, const char* key)
{
    static const json null;
    if (!object.is_object())
        return null;
    const auto found = object.find(key);
    return found == object.end() ? null : *found;
}

std::string text(const json& value)
{
    return value.is_string() ? value.get<std::string>() : std::string();
}

bool flag(const json& object, const char* key, bool fallback = false)
{
    const auto& value = member(object, key);
    return value.is_boolean() ? value.get<bool>() : fallback;
}

int64_t tokenIdFrom(const json& value, const std::string& token, const std::filesystem::path& file)
{
    const int64_t id = value.is_number_integer() ? value.get<int64_t>() : -1;
    if (id < 0 || id > maxTokenId)
        fail(file, "the id of token " + token + " is not an integer from 0 to 2 million");
    return id;
}

// Items of a Sequence, or the one item itself; nothing for null.
std::vector<json> itemsOf(const json& value, const char* listKey)
{
    if (value.is_null())
        return {};
    if (text(member(value, "type")) != "Sequence")
        return {value};
    const auto& list = member(value, listKey);
    return list.is_array() ? list.get<std::vector<json>>() : std::vector<json>();
}

ByteLevelBpe::Vocabulary parseVocabulary(const json& value, const std::filesystem::path& file)
{
    if (!value.is_object() || value.empty())
        fail(file, "has no vocabulary, an object of token to id is expected");
    ByteLevelBpe::Vocabulary vocabulary;
    vocabulary.reserve(value.size());
    for (const auto& [token, id] : value.items())
        vocabulary.emplace(token, tokenIdFrom(id, token, file));
    return vocabulary;
}

ByteLevelBpe::Merge parseMergeLine(std::string_view line, const std::filesystem::path& file)
{
    const size_t space = line.find(' ');
    if (space == std::string_view::npos || line.find(' ', space + 1) != std::string_view::npos || space == 0 ||
        space + 1 == line.size())
        fail(file, "the merge \"" + std::string(line.substr(0, 60)) + "\" is not two tokens with a space between");
    return {std::string(line.substr(0, space)), std::string(line.substr(space + 1))};
}

std::vector<ByteLevelBpe::Merge> parseMerges(const json& value, const std::filesystem::path& file)
{
    if (!value.is_array())
        fail(file, "model.merges is a JSON " + std::string(value.type_name()) + ", an array is expected");
    std::vector<ByteLevelBpe::Merge> merges;
    merges.reserve(value.size());
    for (const auto& merge : value) {
        if (merge.is_string())
            merges.push_back(parseMergeLine(merge.get_ref<const std::string&>(), file));
        else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
            merges.emplace_back(merge[0].get<std::string>(), merge[1].get<std::string>());
        else
            fail(file, fmt::format("merge {} is neither \"a b\" nor [\"a\", \"b\"]", merges.size()));
    }
    return merges;
}

NormalizerStep parseNormalizer(const json& item, const std::filesystem::path& file)
{
    static const std::map<std::string, Normalization> forms = {{"NFC", Normalization::Nfc},
                                                               {"NFD", Normalization::Nfd},
                                                               {"NFKC", Normalization::Nfkc},
                                                               {"NFKD", Normalization::Nfkd}};
    const auto type = text(member(item, "type"));
    NormalizerStep step;
    if (const auto form = forms.find(type); form != forms.end())
        step.form = form->second;
    else if (type == "Prepend")
        step.prefix = text(member(item, "prepend"));
    else if (type == "Replace" && member(member(item, "pattern"), "String").is_string())
        step = {{}, {}, text(member(member(item, "pattern"), "String")), text(member(item, "content"))};
    else
        fail(file,
             "the normalizer \"" + type +
                 "\" is not supported, only NFC, NFD, NFKC, NFKD, Prepend and Replace of a String are");
    return step;
}

std::vector<NormalizerStep> parseNormalizers(const json& value, const std::filesystem::path& file)
{
    std::vector<NormalizerStep> steps;
    for (const auto& item : itemsOf(value, "normalizers"))
        steps.push_back(parseNormalizer(item, file));
    return steps;
}

SplitStep parseSplit(const json& item, const std::filesystem::path& file)
{
    const auto& pattern = member(item, "pattern");
    const auto behavior = text(member(item, "behavior"));
    const bool invert = flag(item, "invert");
    SplitStep step;
    if (member(pattern, "Regex").is_string())
        step.pattern = text(member(pattern, "Regex"));
    else if (member(pattern, "String").is_string())
        step.pattern = "\\Q" + text(member(pattern, "String")) + "\\E";
    else
        fail(file, "a Split pre-tokenizer has no pattern, Regex or String is expected");
    if (!(behavior == "Isolated" && !invert) && !(behavior == "Removed" && invert))
        fail(file, "the Split behavior \"" + behavior + "\" is not supported, Isolated is expected");
    step.keepGaps = behavior == "Isolated";
    return step;
}

std::vector<SplitStep> parseSplits(const json& value, const std::filesystem::path& file)
{
    std::vector<SplitStep> steps;
    for (const auto& item : itemsOf(value, "pretokenizers")) {
        const auto type = text(member(item, "type"));
        if (type == "Split") {
            steps.push_back(parseSplit(item, file));
        } else if (type == "ByteLevel") {
            SplitStep step;
            step.prefixSpace = flag(item, "add_prefix_space", true);
            if (flag(item, "use_regex", true))
                step.pattern = gptPattern;
            steps.push_back(step);
        } else {
            fail(file, "the pre-tokenizer \"" + type + "\" is not supported, only Split and ByteLevel are");
        }
    }
    return steps;
}

constexpr auto metaspace = "\xe2\x96\x81";

void parseMetaspace(const json& value, BpeDescription& description, const std::filesystem::path& file)
{
    if (value.is_null())
        return;
    const auto scheme = text(member(value, "prepend_scheme"));
    const std::string usual = flag(value, "add_prefix_space", true) ? "always" : "never";
    const auto wanted = scheme.empty() ? usual : scheme;
    if (text(member(value, "type")) != "Metaspace" || text(member(value, "replacement")) != metaspace ||
        flag(value, "split", true) || (wanted != "always" && wanted != "first" && wanted != "never"))
        fail(file, "the pre-tokenizer of a BPE model over characters is not a Metaspace that keeps the text whole");
    description.replacesSpaces = true;
    description.spacePrefix = wanted == "always" ? SpacePrefix::Always
        : wanted == "first"                      ? SpacePrefix::First
                                                 : SpacePrefix::Never;
}

// What a decoder does beyond spaces and bytes: it takes blanks off the front.
int64_t parseStrip(const json& value, const std::filesystem::path& file)
{
    static const std::set<std::string> usual = {"Replace", "ByteFallback", "Fuse"};
    int64_t spaces = 0;
    for (const auto& item : itemsOf(value, "decoders")) {
        const auto type = text(member(item, "type"));
        const auto& start = member(item, "start");
        if (type == "Strip" && text(member(item, "content")) == " " && start.is_number_integer() &&
            member(item, "stop") == 0)
            spaces = start.get<int64_t>();
        else if (type == "Metaspace")
            spaces = text(member(item, "prepend_scheme")) != "never" && flag(item, "add_prefix_space", true) ? 1 : 0;
        else if (!usual.count(type))
            fail(file, "the decoder \"" + type + "\" is not supported beside a BPE model over characters");
    }
    return spaces;
}

// Converted sentencepiece models write spaces as "▁" themselves.
bool isCharacterBpe(const json& tokenizerJson)
{
    if (text(member(member(tokenizerJson, "model"), "type")) != "BPE")
        return false;
    if (text(member(member(tokenizerJson, "pre_tokenizer"), "type")) == "Metaspace")
        return true;
    for (const auto& item : itemsOf(member(tokenizerJson, "normalizer"), "normalizers"))
        if (text(member(item, "type")) == "Replace" && text(member(item, "content")) == metaspace)
            return member(tokenizerJson, "pre_tokenizer").is_null();
    return false;
}

// The token that a TemplateProcessing post-processor puts in front, if any.
std::optional<std::string> parseBos(const json& value, const std::filesystem::path& file)
{
    std::optional<std::string> bos;
    for (const auto& item : itemsOf(value, "processors")) {
        if (text(member(item, "type")) == "ByteLevel")
            continue;
        const auto& single = member(item, "single");
        const auto isSequence = [](const json& part) { return part.is_object() && part.contains("Sequence"); };
        if (single.is_array() && single.size() == 1 && isSequence(single[0]))
            continue;
        if (!single.is_array() || single.size() != 2 || !isSequence(single[1]) || bos)
            fail(file, "the post-processor is not supported, one token before the text is");
        bos = text(member(member(single[0], "SpecialToken"), "id"));
    }
    return bos;
}

std::vector<AddedToken> parseAddedTokens(const json& value, const std::filesystem::path& file)
{
    std::vector<AddedToken> tokens;
    if (!value.is_array() && !value.is_null())
        fail(file, "added_tokens is a JSON " + std::string(value.type_name()) + ", an array is expected");
    for (const auto& item : value) {
        const auto content = text(member(item, "content"));
        tokens.push_back({tokenIdFrom(member(item, "id"), content, file), content, flag(item, "lstrip"),
                          flag(item, "rstrip"), flag(item, "single_word"), flag(item, "normalized"),
                          flag(item, "special")});
    }
    return tokens;
}

json optionalObject(const std::filesystem::path& file)
{
    return isPresent(file) ? readJsonObject(file) : json::object();
}

// Every token that special_tokens_map.json or tokenizer_config.json gives a role, such as eos_token.
std::set<std::string> specialContents(const json& object)
{
    std::set<std::string> contents;
    const auto add = [&](const json& value) {
        contents.insert(value.is_object() ? text(member(value, "content")) : text(value));
    };
    for (const char* role :
         {"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"})
        add(member(object, role));
    for (const char* list : {"additional_special_tokens", "extra_special_tokens"})
        for (const auto& other : member(object, list))
            add(other);
    contents.erase("");
    return contents;
}

std::vector<ByteLevelBpe::Merge> readMergeLines(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file, 256u << 20);
    refuseForeignContent(mapped.text(), file);
    auto rest = mapped.text();
    std::vector<ByteLevelBpe::Merge> merges;
    for (bool first = true; !rest.empty(); first = false) {
        const size_t end = std::min(rest.find('\n'), rest.size());
        auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        if (!line.empty() && !(first && line.starts_with("#version")))
            merges.push_back(parseMergeLine(line, file));
    }
    return merges;
}

}

bool isByteLevelBpe(const nlohmann::json& tokenizerJson)
{
    if (text(member(member(tokenizerJson, "model"), "type")) != "BPE")
        return false;
    for (const auto& item : itemsOf(member(tokenizerJson, "pre_tokenizer"), "pretokenizers"))
        if (text(member(item, "type")) == "ByteLevel")
            return true;
    return false;
}

BpeDescription describeTokenizerJson(const nlohmann::json& json, const std::filesystem::path& file)
{
    const bool overCharacters = isCharacterBpe(json);
    if (!overCharacters && !isByteLevelBpe(json))
        fail(file,
             "is neither a BPE model with a ByteLevel pre-tokenizer nor one made from a sentencepiece model, which are "
             "the supported kinds");
    const auto& model = member(json, "model");
    for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"})
        if (!text(member(model, key)).empty())
            fail(file, std::string("model.") + key + " is not supported, an empty one is expected");
    BpeDescription description;
    description.vocabulary = parseVocabulary(member(model, "vocab"), file);
    description.merges = parseMerges(member(model, "merges"), file);
    if (member(model, "unk_token").is_string())
        description.options.unknownToken = text(member(model, "unk_token"));
    description.options.fuseUnknown = flag(model, "fuse_unk");
    description.options.ignoreMerges = flag(model, "ignore_merges");
    description.normalizers = parseNormalizers(member(json, "normalizer"), file);
    description.overCharacters = overCharacters;
    description.options.byteFallback = flag(model, "byte_fallback");
    if (overCharacters) {
        parseMetaspace(member(json, "pre_tokenizer"), description, file);
        description.strippedSpaces = parseStrip(member(json, "decoder"), file);
    } else {
        description.splits = parseSplits(member(json, "pre_tokenizer"), file);
    }
    description.bosToken = parseBos(member(json, "post_processor"), file);
    description.addedTokens = parseAddedTokens(member(json, "added_tokens"), file);
    return description;
}

BpeDescription describeVocabAndMerges(const std::filesystem::path& folder)
{
    BpeDescription description;
    description.vocabulary = parseVocabulary(readJsonFile(folder / "vocab.json"), folder / "vocab.json");
    description.merges = readMergeLines(folder / "merges.txt");
    description.normalizers = {NormalizerStep{Normalization::Nfc, {}, {}, {}}};
    description.splits = {SplitStep{qwenPattern, true, false}};
    description.addedTokens = readAddedTokens(folder);
    return description;
}

std::vector<AddedToken> readAddedTokens(const std::filesystem::path& folder)
{
    const auto plainFile = folder / "added_tokens.json";
    const auto configFile = folder / "tokenizer_config.json";
    const auto config = optionalObject(configFile);
    auto special = specialContents(config);
    special.merge(specialContents(optionalObject(folder / "special_tokens_map.json")));
    std::map<int64_t, AddedToken> tokens;
    const auto plain = optionalObject(plainFile);
    for (const auto& [content, value] : plain.items()) {
        const auto id = tokenIdFrom(value, content, plainFile);
        tokens[id] = {id, content, false, false, false, false, special.count(content) > 0};
    }
    const auto& decoder = member(config, "added_tokens_decoder");
    if (!decoder.is_object() && !decoder.is_null())
        fail(configFile,
             "added_tokens_decoder is a JSON " + std::string(decoder.type_name()) + ", an object is expected");
    for (const auto& [key, item] : decoder.items()) {
        const bool isNumber =
            !key.empty() && key.size() <= 8 && key.find_first_not_of("0123456789") == std::string::npos;
        const auto content = text(member(item, "content"));
        const auto id = tokenIdFrom(isNumber ? json(std::stoll(key)) : json(), content, configFile);
        tokens[id] = {id,
                      content,
                      flag(item, "lstrip"),
                      flag(item, "rstrip"),
                      flag(item, "single_word"),
                      flag(item, "normalized"),
                      special.count(content) > 0};
    }
    std::vector<AddedToken> sorted;
    for (auto& [id, token] : tokens)
        sorted.push_back(std::move(token));
    return sorted;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
// The text files of a synthetic checkpoint.
//
// tokenizer.json holds a byte-level BPE without merges: every byte is a token, so that prompts get somewhat longer than
// with the published tokenizers. All other ids have no text; decoding leaves them out. The special tokens stand where
// the published files have them: at the end of the vocabulary, <unk>, <s> and </s> of InternLM2 in front.

#include "synth/synthfiles.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/error.h"
#include "base/unicode.h"
#include "model/families/family.h"
#include "text/bytelevelbpe.h"

namespace quantscope {
namespace {

using nlohmann::json;

constexpr int64_t madeAnswerTokens = 16;
constexpr auto systemMessage = "You read the text in images.";

const std::vector<std::string> imageTokens = {"<img>", "</img>", "<IMG_CONTEXT>", "<quad>", "</quad>",
                                              "<ref>", "</ref>", "<box>",         "</box>"};

// The tokens of a family's published vocabularies that a prompt needs.
struct Layout
{
    std::string_view family;
    std::vector<std::string> front, back; // before the bytes, and at the end of the vocabulary
    std::string bos;
    std::string turnEnd;
    std::vector<std::string> ends;
};

const std::vector<std::string> controlTokens = {"<unk>", "<s>", "</s>"};
const std::vector<std::string> qwenTokens = {"<|endoftext|>", "<|im_start|>", "<|im_end|>"};
const std::vector<std::string> internlmTokens = {"<|plugin|>",       "<|interpreter|>", "<|action_end|>",
                                                 "<|action_start|>", "<|im_end|>",      "<|im_start|>"};
const std::vector<Layout> layouts = {
    {"qwen2", {}, qwenTokens, "", "<|im_end|>", {"<|im_start|>", "<|im_end|>"}},
    {"qwen3", {}, qwenTokens, "", "<|im_end|>", {"<|im_start|>", "<|im_end|>"}},
    {"llama", controlTokens, {"<|im_start|>", "<|im_end|>"}, "<s>", "<|im_end|>", {"</s>", "<|im_end|>"}},
    {"phi3",
     controlTokens,
     {"<|endoftext|>", "<|assistant|>", "<|system|>", "<|end|>", "<|user|>"},
     "<s>",
     "<|end|>",
     {"</s>", "<|end|>"}},
    {"internlm2", controlTokens, internlmTokens, "<s>", "<|im_end|>", {"</s>", "<|im_end|>"}},
    {"internlm3", controlTokens, internlmTokens, "<s>", "<|im_end|>", {"</s>", "<|im_end|>"}},
};

Layout layoutOf(const DecoderConfig& decoder)
{
    auto found = std::find_if(layouts.begin(), layouts.end(),
                              [&](const Layout& layout) { return layout.family == decoder.modelType; });
    auto layout = found == layouts.end() ? layouts.back() : *found;
    layout.back.insert(layout.back.end(), imageTokens.begin(), imageTokens.end());
    return layout;
}

json visionJson(const VisionConfig& v)
{
    return {{"architectures", {"InternVisionModel"}},
            {"model_type", "intern_vit_6b"},
            {"hidden_act", v.mlp == MlpKind::GeluTanh ? "gelu_pytorch_tanh" : "gelu"},
            {"hidden_size", v.width},
            {"image_size", v.imageSize},
            {"intermediate_size", v.mlpWidth},
            {"layer_norm_eps", v.normEps},
            {"norm_type", v.norm == NormKind::Rms ? "rms_norm" : "layer_norm"},
            {"num_attention_heads", v.heads},
            {"num_channels", v.channels},
            {"num_hidden_layers", v.blocks},
            {"patch_size", v.patchSize},
            {"qk_normalization", v.qkNorm},
            {"qkv_bias", v.qkvBias},
            {"torch_dtype", "bfloat16"}};
}

json ropeJson(const RopeConfig& rope)
{
    switch (rope.kind) {
    case RopeKind::Default: break;
    case RopeKind::Linear: return {{"type", "linear"}, {"factor", rope.factor}};
    case RopeKind::Dynamic: return {{"type", "dynamic"}, {"factor", rope.factor}};
    case RopeKind::Llama3:
        return {{"rope_type", "llama3"},
                {"factor", rope.factor},
                {"low_freq_factor", rope.lowFrequencyFactor},
                {"high_freq_factor", rope.highFrequencyFactor},
                {"original_max_position_embeddings", rope.originalPositions}};
    case RopeKind::Long:
        return {{"type", "longrope"}, {"short_factor", rope.shortFactors}, {"long_factor", rope.longFactors}};
    case RopeKind::Yarn:
        return {{"type", "yarn"},
                {"factor", rope.factor},
                {"beta_fast", rope.fastTurns},
                {"beta_slow", rope.slowTurns},
                {"truncate", rope.wholeChannels},
                {"attention_factor", rope.attentionFactor},
                {"original_max_position_embeddings", rope.originalPositions}};
    }
    return nullptr;
}

json decoderJson(const DecoderConfig& d)
{
    const auto* family = findDecoderFamily(d.modelType);
    json result{{"architectures", {std::string(family ? family->className : "")}},
                {"model_type", d.modelType},
                {"hidden_act", "silu"},
                {"hidden_size", d.width},
                {"head_dim", d.headSize},
                {"intermediate_size", d.mlpWidth},
                {"max_position_embeddings", d.maxPositions},
                {"num_attention_heads", d.heads},
                {"num_hidden_layers", d.blocks},
                {"num_key_value_heads", d.kvHeads},
                {"rms_norm_eps", d.normEps},
                {"rope_theta", d.rope.base},
                {"rope_scaling", ropeJson(d.rope)},
                {"tie_word_embeddings", d.tiedHead},
                {"torch_dtype", "bfloat16"},
                {"use_cache", true},
                {"vocab_size", d.vocabulary}};
    if (d.rope.kind == RopeKind::Long)
        result["original_max_position_embeddings"] = d.rope.originalPositions;
    if (d.modelType == "internlm2")
        result["bias"] = false;
    return result;
}

}

SynthTokens synthTokens(const DecoderConfig& decoder)
{
    const auto layout = layoutOf(decoder);
    SynthTokens tokens;
    for (const auto& text : layout.front)
        tokens.special.push_back({static_cast<int64_t>(tokens.special.size()), text});
    for (int byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        tokens.bytes.push_back({0, byteLevelToken({&c, 1})});
    }
    std::sort(tokens.bytes.begin(), tokens.bytes.end(),
              [](const SynthToken& a, const SynthToken& b) { return firstCodePoint(a.text) < firstCodePoint(b.text); });
    int64_t next = static_cast<int64_t>(layout.front.size());
    for (auto& token : tokens.bytes)
        token.id = next++;
    const int64_t back = decoder.vocabulary - static_cast<int64_t>(layout.back.size());
    if (back < next)
        throw Error(fmt::format("a vocabulary of {} is too small, {} tokens are needed", decoder.vocabulary,
                                next + static_cast<int64_t>(layout.back.size())));
    for (size_t i = 0; i < layout.back.size(); ++i)
        tokens.special.push_back({back + static_cast<int64_t>(i), layout.back[i]});
    tokens.bos = layout.bos;
    const auto idOf = [](const std::vector<SynthToken>& list, const std::string& text) {
        return std::find_if(list.begin(), list.end(), [&](const SynthToken& t) { return t.text == text; })->id;
    };
    for (const auto& text : layout.ends)
        tokens.ends.push_back(idOf(tokens.special, text));
    tokens.digit = idOf(tokens.bytes, "0");
    tokens.turnEnd = idOf(tokens.special, layout.turnEnd);
    return tokens;
}

nlohmann::json synthConfigJson(const SynthShape& shape)
{
    const auto& c = shape.config;
    return {{"architectures", {"InternVLChatModel"}},
            {"model_type", "internvl_chat"},
            {"downsample_ratio", c.downsampleRatio},
            {"dynamic_image_size", c.dynamicTiles},
            {"force_image_size", c.tileSize},
            {"min_dynamic_patch", c.minTiles},
            {"max_dynamic_patch", c.maxTiles},
            {"ps_version", c.pixelShuffleV2 ? "v2" : "v1"},
            {"select_layer", c.selectLayer},
            {"template", c.chatTemplate},
            {"system_message", systemMessage},
            {"use_thumbnail", c.useThumbnail},
            {"torch_dtype", "bfloat16"},
            {"vision_config", visionJson(c.vision)},
            {"llm_config", decoderJson(c.decoder)}};
}

nlohmann::json synthGenerationJson(const SynthTokens& tokens)
{
    return {{"do_sample", false}, {"max_new_tokens", madeAnswerTokens}, {"eos_token_id", tokens.ends}};
}

nlohmann::json synthTokenizerJson(const SynthTokens& tokens)
{
    json vocabulary = json::object(), added = json::array();
    for (const auto& token : tokens.bytes)
        vocabulary[token.text] = token.id;
    for (const auto& token : tokens.special)
        added.push_back({{"id", token.id},
                         {"content", token.text},
                         {"single_word", false},
                         {"lstrip", false},
                         {"rstrip", false},
                         {"normalized", false},
                         {"special", true}});
    json result{
        {"version", "1.0"},
        {"truncation", nullptr},
        {"padding", nullptr},
        {"added_tokens", added},
        {"normalizer", {{"type", "NFC"}}},
        {"pre_tokenizer",
         {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", false}}},
        {"post_processor", nullptr},
        {"decoder", {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}}},
        {"model",
         {{"type", "BPE"},
          {"dropout", nullptr},
          {"unk_token", nullptr},
          {"continuing_subword_prefix", nullptr},
          {"end_of_word_suffix", nullptr},
          {"fuse_unk", false},
          {"byte_fallback", false},
          {"ignore_merges", false},
          {"vocab", vocabulary},
          {"merges", json::array()}}}};
    if (!tokens.bos.empty()) {
        const json bos{{"SpecialToken", {{"id", tokens.bos}, {"type_id", 0}}}};
        const json first{{"Sequence", {{"id", "A"}, {"type_id", 0}}}};
        const json second{{"Sequence", {{"id", "B"}, {"type_id", 1}}}};
        const auto found = std::find_if(tokens.special.begin(), tokens.special.end(),
                                        [&](const SynthToken& t) { return t.text == tokens.bos; });
        result["post_processor"] = {
            {"type", "TemplateProcessing"},
            {"single", json::array({bos, first})},
            {"pair", json::array({bos, first, second})},
            {"special_tokens", {{tokens.bos, {{"id", tokens.bos}, {"ids", {found->id}}, {"tokens", {tokens.bos}}}}}}};
    }
    return result;
}

nlohmann::json synthTokenizerConfigJson(const SynthTokens& tokens, const DecoderConfig& decoder)
{
    json special = json::array();
    for (const auto& token : tokens.special)
        special.push_back(token.text);
    return {{"tokenizer_class", "PreTrainedTokenizerFast"},
            {"model_max_length", decoder.maxPositions},
            {"bos_token", tokens.bos.empty() ? json() : json(tokens.bos)},
            {"eos_token", layoutOf(decoder).turnEnd},
            {"add_prefix_space", false},
            {"clean_up_tokenization_spaces", false},
            {"additional_special_tokens", special}};
}

}

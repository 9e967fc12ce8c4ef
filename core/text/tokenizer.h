// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope {

// Whose reading of a folder's files counts where they leave a choice: that of Python's own tokenizers, which InternVL's
// code asks for, or that of the tokenizers library alone, which transformers 5 uses.
enum class TokenizerFiles { Python, Library };

// Byte-level BPE (tokenizer.json, or vocab.json with merges.txt), BPE over characters (tokenizer.json) or sentencepiece
// (tokenizer.model), with added tokens on top. Copies share their state; every function may be called from several
// threads at once.
class Tokenizer
{
public:
    // Takes the first kind found in the order above; Python's tokenizers read a tokenizer.model rather than a
    // tokenizer.json that is not byte-level, and take for special only what has a role in the configuration. The
    // library follows tokenizer.json, but for spaces in Llama's. Throws Error naming the file and the field.
    static Tokenizer load(const std::filesystem::path& modelFolder, TokenizerFiles = TokenizerFiles::Python);

    // Added tokens in the text become their ids. Ill-formed UTF-8 is read as U+FFFD. Starts with bosToken() if any;
    // as transformers tokenizes prompts, TokenizerFiles::Library does not repeat one that stands there already.
    std::vector<int64_t> encode(std::string_view utf8) const;

    // Valid UTF-8, ill-formed sequences replaced by U+FFFD; unknown ids are skipped.
    std::string decode(std::span<const int64_t> ids, bool skipSpecialTokens = true) const;

    std::optional<int64_t> tokenId(std::string_view token) const;
    // The token as the vocabulary spells it. Throws Error for an unknown id.
    std::string token(int64_t id) const;
    // The highest id plus one: the rows an embedding needs at least.
    int64_t size() const;
    // Set when encode() prepends it.
    std::optional<int64_t> bosToken() const;

private:
    struct State;
    std::shared_ptr<const State> m_state;
};

}

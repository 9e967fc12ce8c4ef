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

#include "text/addedtokens.h"

namespace quantscope {

// A sentencepiece tokenizer.model (BPE or unigram, with byte fallback if the model has it); copies share it.
// libsentencepiece itself is not used: it exports its own protobuf, which crashes LibTorch's in the same process.
class SentencePieceModel
{
public:
    // Throws Error naming the file when it is missing or not a BPE or unigram model.
    static SentencePieceModel open(const std::filesystem::path& file);

    // Appends the ids of valid UTF-8; `prefix`: with the space that the model puts in front, if it does.
    void encode(std::string_view utf8, std::vector<int64_t>& ids, bool prefix = true) const;
    // Joins the pieces, "▁" as space, without the space that encoding put first. All ids must be below size().
    std::string decode(std::span<const int64_t> ids) const;
    int64_t size() const;
    std::string piece(int64_t id) const;
    std::optional<int64_t> pieceId(std::string_view piece) const;
    // The model's unknown, begin, end and padding pieces.
    std::vector<AddedToken> controlTokens() const;

private:
    struct Contents;
    std::shared_ptr<const Contents> m_contents;
};

}

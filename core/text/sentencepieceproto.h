// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope {

// The parts of a sentencepiece tokenizer.model (a protocol buffer, "ModelProto") that encoding and decoding need.
struct SentencePieceProto
{
    enum class Type { Normal = 1, Unknown, Control, UserDefined, Unused, Byte };
    enum class Algorithm { Unigram = 1, Bpe };

    struct Piece
    {
        std::string text;
        float score = 0;
        Type type = Type::Normal;
    };

    std::vector<Piece> pieces; // by id
    Algorithm algorithm = Algorithm::Unigram;
    bool byteFallback = false;
    bool spaceIsSuffix = false;
    std::string unknownSurface = " \xe2\x81\x87 ";
    std::string bosPiece = "<s>";
    std::string eosPiece = "</s>";
    std::string padPiece = "<pad>";
    std::string characterMap; // compiled normalization rules; empty: none
    bool addDummyPrefix = true;
    bool removeExtraSpaces = true;
    bool escapeSpaces = true;
};

// Throws Error beginning with `what` when the bytes are no such model or a kind other than BPE and unigram.
SentencePieceProto parseSentencePieceProto(std::string_view bytes, const std::string& what);

}

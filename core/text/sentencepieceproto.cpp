// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/sentencepieceproto.h"

#include <cstring>

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

// One field of a protocol buffer: a number, or the bytes of a string or message.
struct ProtoField
{
    uint32_t number = 0;
    uint64_t value = 0;
    std::string_view bytes;

    float asFloat() const
    {
        const auto bits = static_cast<uint32_t>(value);
        float result = 0;
        std::memcpy(&result, &bits, sizeof result);
        return result;
    }
};

class FieldReader
{
public:
    FieldReader(std::string_view bytes, const std::string& what)
        : m_rest(bytes)
        , m_what(what)
    {
    }

    // False at the end.
    bool next(ProtoField& field)
    {
        if (m_rest.empty())
            return false;
        const uint64_t tag = varint();
        field = {static_cast<uint32_t>(tag >> 3), 0, {}};
        if (field.number == 0)
            fail();
        switch (tag & 7) {
        case 0: field.value = varint(); break;
        case 1: field.value = fixed(8); break;
        case 2: field.bytes = take(varint()); break;
        case 5: field.value = fixed(4); break;
        default: fail();
        }
        return true;
    }

private:
    [[noreturn]] void fail() const
    {
        throw Error(m_what + ": is not a sentencepiece model or is damaged");
    }

    std::string_view take(uint64_t size)
    {
        if (size > m_rest.size())
            fail();
        const auto taken = m_rest.substr(0, static_cast<size_t>(size));
        m_rest.remove_prefix(static_cast<size_t>(size));
        return taken;
    }

    uint64_t varint()
    {
        uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const auto byte = static_cast<uint8_t>(take(1)[0]);
            value |= static_cast<uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
        fail();
    }

    uint64_t fixed(size_t size)
    {
        const auto bytes = take(size);
        uint64_t value = 0;
        for (size_t i = size; i-- > 0;)
            value = value << 8 | static_cast<uint8_t>(bytes[i]);
        return value;
    }

    std::string_view m_rest;
    const std::string& m_what;
};

SentencePieceProto::Piece parsePiece(std::string_view bytes, const std::string& what)
{
    SentencePieceProto::Piece piece;
    FieldReader reader(bytes, what);
    for (ProtoField field; reader.next(field);) {
        if (field.number == 1)
            piece.text = field.bytes;
        else if (field.number == 2)
            piece.score = field.asFloat();
        else if (field.number == 3 && field.value >= 1 && field.value <= 6)
            piece.type = static_cast<SentencePieceProto::Type>(field.value);
        else if (field.number == 3)
            throw Error(fmt::format("{}: the piece {} has the unknown type {}", what, piece.text, field.value));
    }
    return piece;
}

void parseTrainerSpec(std::string_view bytes, SentencePieceProto& proto, const std::string& what)
{
    FieldReader reader(bytes, what);
    for (ProtoField field; reader.next(field);) {
        switch (field.number) {
        case 3:
            if (field.value != 1 && field.value != 2)
                throw Error(what + ": is a word or character model, BPE or unigram is expected");
            proto.algorithm = static_cast<SentencePieceProto::Algorithm>(field.value);
            break;
        case 24: proto.spaceIsSuffix = field.value != 0; break;
        case 35: proto.byteFallback = field.value != 0; break;
        case 44: proto.unknownSurface = field.bytes; break;
        case 46: proto.bosPiece = field.bytes; break;
        case 47: proto.eosPiece = field.bytes; break;
        case 48: proto.padPiece = field.bytes; break;
        default: break;
        }
    }
}

void parseNormalizerSpec(std::string_view bytes, SentencePieceProto& proto, const std::string& what)
{
    FieldReader reader(bytes, what);
    for (ProtoField field; reader.next(field);) {
        switch (field.number) {
        case 2: proto.characterMap = field.bytes; break;
        case 3: proto.addDummyPrefix = field.value != 0; break;
        case 4: proto.removeExtraSpaces = field.value != 0; break;
        case 5: proto.escapeSpaces = field.value != 0; break;
        default: break;
        }
    }
}

}

SentencePieceProto parseSentencePieceProto(std::string_view bytes, const std::string& what)
{
    SentencePieceProto proto;
    FieldReader reader(bytes, what);
    for (ProtoField field; reader.next(field);) {
        if (field.number == 1)
            proto.pieces.push_back(parsePiece(field.bytes, what));
        else if (field.number == 2)
            parseTrainerSpec(field.bytes, proto, what);
        else if (field.number == 3)
            parseNormalizerSpec(field.bytes, proto, what);
    }
    if (proto.pieces.empty() || proto.pieces.size() > 10'000'000)
        throw Error(fmt::format("{}: holds {} pieces, from 1 to 10 million are expected", what, proto.pieces.size()));
    return proto;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/sentencepiecemodel.h"

#include <algorithm>
#include <array>
#include <limits>
#include <queue>
#include <unordered_map>

#include <fmt/core.h>

#include "base/error.h"
#include "base/unicode.h"
#include "files/foreigncontent.h"
#include "files/mappedfile.h"
#include "text/characterbpe.h"
#include "text/sentencepiecenormalizer.h"
#include "text/sentencepieceproto.h"

namespace quantscope {
namespace {

using Type = SentencePieceProto::Type;

constexpr std::string_view spaceSymbol = "\xe2\x96\x81";
constexpr float unknownPenalty = 10.0f;

// A stretch of the normalized text.
struct Symbol
{
    size_t begin = 0;
    size_t size = 0; // 0: merged away
    int32_t previous = -1;
    int32_t next = -1;
    bool isFrozen = false; // a user-defined piece is never merged
};

struct Candidate
{
    float score = 0;
    int32_t left = 0;
    int32_t right = 0;
    size_t size = 0;

    // The best score first, then the leftmost.
    bool operator<(const Candidate& other) const
    {
        return score < other.score || (score == other.score && left > other.left);
    }
};

}

struct SentencePieceModel::Contents
{
    SentencePieceProto proto;
    std::unordered_map<std::string, int32_t> textIds; // pieces that text can become
    std::unordered_map<std::string, int32_t> reservedIds; // unknown, control and byte pieces
    std::array<int32_t, 256> byteIds = {};
    std::unordered_map<int32_t, uint8_t> byteOfId;
    int32_t unknownId = -1;
    size_t longestPiece = 0;
    // Of normal pieces. The original starts its maximum at the smallest positive float, above all usual scores.
    float minScore = std::numeric_limits<float>::max();
    float maxScore = std::numeric_limits<float>::min();
    PrefixSet userDefined;
    std::optional<SentencePieceNormalizer> normalizer;

    void indexPieces(const std::string& what);
    std::vector<Symbol> symbolsOf(std::string_view text) const;
    std::vector<std::string_view> splitBpe(std::string_view text) const;
    std::vector<std::string_view> splitUnigram(std::string_view text) const;
    void resegment(std::string_view piece, const std::unordered_map<std::string, size_t>& unused,
                   std::vector<std::string_view>& out) const;

    Type typeOf(int64_t id) const
    {
        return proto.pieces[static_cast<size_t>(id)].type;
    }

    int32_t findText(std::string_view text) const
    {
        const auto found = textIds.find(std::string(text));
        return found == textIds.end() ? -1 : found->second;
    }
};

void SentencePieceModel::Contents::indexPieces(const std::string& what)
{
    byteIds.fill(-1);
    for (size_t i = 0; i < proto.pieces.size(); ++i) {
        const auto& piece = proto.pieces[i];
        const auto id = static_cast<int32_t>(i);
        const bool isReserved = piece.type == Type::Unknown || piece.type == Type::Control || piece.type == Type::Byte;
        if (piece.text.empty() || !(isReserved ? reservedIds : textIds).emplace(piece.text, id).second)
            throw Error(fmt::format("{}: piece {} is empty or occurs twice", what, i));
        if (piece.type == Type::Unknown)
            unknownId = id;
        if (piece.type == Type::UserDefined)
            userDefined.insert(piece.text);
        if (piece.type == Type::Normal) {
            minScore = std::min(minScore, piece.score);
            maxScore = std::max(maxScore, piece.score);
        }
        if (!isReserved)
            longestPiece = std::max(longestPiece, piece.text.size());
    }
    constexpr auto digits = "0123456789ABCDEF";
    for (size_t byte = 0; byte < 256; ++byte) {
        const auto found = reservedIds.find(std::string("<0x") + digits[byte >> 4] + digits[byte & 15] + ">");
        if (found == reservedIds.end() || typeOf(found->second) != Type::Byte)
            continue;
        byteIds[byte] = found->second;
        byteOfId[found->second] = static_cast<uint8_t>(byte);
    }
    if (unknownId < 0)
        throw Error(what + ": has no unknown piece");
    if (proto.byteFallback && byteOfId.size() != 256)
        throw Error(what + ": uses byte fallback but lacks some of the pieces <0x00> to <0xFF>");
}

// A piece marked unused is cut again where it was merged last.
void SentencePieceModel::Contents::resegment(std::string_view piece,
                                             const std::unordered_map<std::string, size_t>& unused,
                                             std::vector<std::string_view>& out) const
{
    std::vector<std::string_view> pending = {piece};
    while (!pending.empty()) {
        const auto part = pending.back();
        pending.pop_back();
        const auto cut = unused.find(std::string(part));
        if (cut == unused.end()) {
            out.push_back(part);
            continue;
        }
        pending.push_back(part.substr(cut->second));
        pending.push_back(part.substr(0, cut->second));
    }
}

// Characters and user-defined pieces.
std::vector<Symbol> SentencePieceModel::Contents::symbolsOf(std::string_view text) const
{
    std::vector<Symbol> symbols;
    for (size_t at = 0; at < text.size();) {
        const size_t user = userDefined.longestAt(text.substr(at));
        const size_t size = user > 0 ? user : utf8Length(text.substr(at));
        const auto index = static_cast<int32_t>(symbols.size());
        symbols.push_back({at, size, index - 1, at + size < text.size() ? index + 1 : -1, user > 0});
        at += size;
    }
    return symbols;
}

std::vector<std::string_view> SentencePieceModel::Contents::splitBpe(std::string_view text) const
{
    auto symbols = symbolsOf(text);
    std::priority_queue<Candidate> queue;
    std::unordered_map<std::string, size_t> unused; // piece to the size of its left part
    const auto symbol = [&](int32_t index) -> Symbol& { return symbols[static_cast<size_t>(index)]; };
    const auto propose = [&](int32_t left) {
        const int32_t right = left < 0 ? -1 : symbol(left).next;
        if (right < 0 || symbol(left).isFrozen || symbol(right).isFrozen)
            return;
        const size_t size = symbol(left).size + symbol(right).size;
        if (size > longestPiece)
            return;
        const auto piece = text.substr(symbol(left).begin, size);
        const int32_t id = findText(piece);
        if (id < 0)
            return;
        queue.push({proto.pieces[static_cast<size_t>(id)].score, left, right, size});
        if (typeOf(id) == Type::Unused)
            unused.insert_or_assign(std::string(piece), symbol(left).size);
    };
    for (size_t i = 0; i < symbols.size(); ++i)
        propose(static_cast<int32_t>(i));
    while (!queue.empty()) {
        const auto best = queue.top();
        queue.pop();
        auto& left = symbol(best.left);
        auto& right = symbol(best.right);
        if (left.size == 0 || right.size == 0 || left.size + right.size != best.size)
            continue;
        left.size = best.size;
        left.next = right.next;
        if (right.next >= 0)
            symbol(right.next).previous = best.left;
        right.size = 0;
        propose(left.previous);
        propose(best.left);
    }
    std::vector<std::string_view> pieces;
    for (const auto& s : symbols)
        if (s.size > 0)
            resegment(text.substr(s.begin, s.size), unused, pieces);
    return pieces;
}

// The cut with the highest sum of scores, left to right.
std::vector<std::string_view> SentencePieceModel::Contents::splitUnigram(std::string_view text) const
{
    struct Node
    {
        float score = 0;
        size_t begin = SIZE_MAX; // of the piece that ends here
    };
    std::vector<Node> ends(text.size() + 1);
    const auto offer = [&](size_t begin, size_t size, float score) {
        auto& end = ends[begin + size];
        if (end.begin == SIZE_MAX || score > end.score)
            end = {score, begin};
    };
    for (size_t begin = 0; begin < text.size(); begin += utf8Length(text.substr(begin))) {
        const auto rest = text.substr(begin);
        const size_t character = utf8Length(rest);
        const float score = ends[begin].score;
        bool hasSingle = false;
        for (size_t size = 1; size <= std::min(longestPiece, rest.size()); ++size) {
            const int32_t id = findText(rest.substr(0, size));
            if (id < 0 || typeOf(id) == Type::Unused)
                continue;
            const bool isUser = typeOf(id) == Type::UserDefined;
            offer(begin, size,
                  score +
                      (isUser ? static_cast<float>(static_cast<double>(static_cast<float>(size) * maxScore) - 0.1)
                              : proto.pieces[static_cast<size_t>(id)].score));
            hasSingle = hasSingle || size == character;
        }
        if (!hasSingle)
            offer(begin, character, score + (minScore - unknownPenalty));
    }
    std::vector<std::string_view> pieces;
    for (size_t end = text.size(); end > 0; end = ends[end].begin)
        pieces.push_back(text.substr(ends[end].begin, end - ends[end].begin));
    std::reverse(pieces.begin(), pieces.end());
    return pieces;
}

SentencePieceModel SentencePieceModel::open(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file, 256u << 20);
    refuseForeignContent(mapped.text(), file);
    auto contents = std::make_shared<Contents>();
    contents->proto = parseSentencePieceProto(mapped.text(), file.string());
    contents->indexPieces(file.string());
    contents->normalizer.emplace(contents->proto, contents->userDefined, file.string());
    SentencePieceModel model;
    model.m_contents = std::move(contents);
    return model;
}

void SentencePieceModel::encode(std::string_view utf8, std::vector<int64_t>& ids, bool prefix) const
{
    const auto& model = *m_contents;
    // The map's own targets are not checked: make the result valid before it is cut into characters.
    const auto text = validUtf8(model.normalizer->normalize(utf8, prefix));
    if (text.size() > (size_t(1) << 30))
        throw Error(fmt::format("a text of {} bytes is too long to tokenize", text.size()));
    const bool isBpe = model.proto.algorithm == SentencePieceProto::Algorithm::Bpe;
    bool afterUnknown = false;
    for (const auto piece : isBpe ? model.splitBpe(text) : model.splitUnigram(text)) {
        const int32_t id = model.findText(piece);
        if (id >= 0)
            ids.push_back(id);
        else if (model.proto.byteFallback)
            for (const char c : piece)
                ids.push_back(model.byteIds[static_cast<uint8_t>(c)]);
        else if (!afterUnknown)
            ids.push_back(model.unknownId);
        afterUnknown = id < 0;
    }
}

std::string SentencePieceModel::decode(std::span<const int64_t> ids) const
{
    const auto& model = *m_contents;
    std::string text;
    std::string bytes;
    bool isStart = true;
    bool tookSpace = false;
    const auto flushBytes = [&] {
        text += textOfBytes(bytes);
        bytes.clear();
    };
    for (const auto id : ids) {
        if (model.typeOf(id) == Type::Byte) {
            const auto found = model.byteOfId.find(static_cast<int32_t>(id));
            bytes += found == model.byteOfId.end() ? '?' : static_cast<char>(found->second);
            continue;
        }
        flushBytes();
        isStart = isStart && !tookSpace && text.empty();
        tookSpace = false;
        std::string_view piece = model.proto.pieces[static_cast<size_t>(id)].text;
        if (model.typeOf(id) == Type::Control)
            continue;
        if (model.typeOf(id) == Type::Unknown) {
            text += model.proto.unknownSurface;
            continue;
        }
        if (isStart && (model.proto.addDummyPrefix || model.proto.removeExtraSpaces) &&
            piece.starts_with(spaceSymbol)) {
            piece.remove_prefix(spaceSymbol.size());
            tookSpace = !model.proto.removeExtraSpaces;
        }
        text += withSpaces(piece);
    }
    flushBytes();
    return text;
}

int64_t SentencePieceModel::size() const
{
    return static_cast<int64_t>(m_contents->proto.pieces.size());
}

std::string SentencePieceModel::piece(int64_t id) const
{
    return m_contents->proto.pieces[static_cast<size_t>(id)].text;
}

std::optional<int64_t> SentencePieceModel::pieceId(std::string_view piece) const
{
    const std::string key(piece);
    for (const auto* map : {&m_contents->reservedIds, &m_contents->textIds})
        if (const auto found = map->find(key); found != map->end())
            return found->second;
    return std::nullopt;
}

std::vector<AddedToken> SentencePieceModel::controlTokens() const
{
    const auto& proto = m_contents->proto;
    std::vector<AddedToken> tokens = {
        {m_contents->unknownId, piece(m_contents->unknownId), false, false, false, false, true}};
    for (const auto& name : {proto.bosPiece, proto.eosPiece, proto.padPiece})
        if (const auto found = m_contents->reservedIds.find(name); found != m_contents->reservedIds.end())
            if (m_contents->typeOf(found->second) == Type::Control)
                tokens.push_back({found->second, name, false, false, false, false, true});
    return tokens;
}

}

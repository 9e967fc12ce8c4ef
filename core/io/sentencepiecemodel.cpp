#include "io/sentencepiecemodel.h"

#include <sentencepiece_processor.h>

#include "base/error.h"
#include "io/mappedfile.h"

namespace quantscope {

struct SentencePieceModel::Processor
{
    sentencepiece::SentencePieceProcessor pieces;
};

SentencePieceModel SentencePieceModel::open(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file, 256u << 20);
    auto processor = std::make_shared<Processor>();
    const auto status = processor->pieces.LoadFromSerializedProto(mapped.text());
    if (!status.ok() || processor->pieces.GetPieceSize() <= 0)
        throw Error(file.string() + ": is not a sentencepiece model");
    SentencePieceModel model;
    model.m_processor = std::move(processor);
    return model;
}

void SentencePieceModel::encode(std::string_view utf8, std::vector<int64_t>& ids) const
{
    std::vector<int> pieces;
    const auto status = m_processor->pieces.Encode(utf8, &pieces);
    if (!status.ok())
        throw Error("sentencepiece cannot encode a text: " + status.ToString());
    ids.insert(ids.end(), pieces.begin(), pieces.end());
}

std::string SentencePieceModel::decode(std::span<const int64_t> ids) const
{
    const std::vector<int> pieces(ids.begin(), ids.end());
    std::string text;
    const auto status = m_processor->pieces.Decode(pieces, &text);
    if (!status.ok())
        throw Error("sentencepiece cannot decode token ids: " + status.ToString());
    return text;
}

int64_t SentencePieceModel::size() const
{
    return m_processor->pieces.GetPieceSize();
}

std::string SentencePieceModel::piece(int64_t id) const
{
    return m_processor->pieces.IdToPiece(static_cast<int>(id));
}

std::optional<int64_t> SentencePieceModel::pieceId(std::string_view piece) const
{
    // Every unknown piece has the id of the unknown piece.
    const int id = m_processor->pieces.PieceToId(piece);
    if (id < 0 || m_processor->pieces.IdToPiece(id) != piece)
        return std::nullopt;
    return id;
}

std::vector<AddedToken> SentencePieceModel::controlTokens() const
{
    const auto& pieces = m_processor->pieces;
    std::vector<AddedToken> tokens;
    for (const int id : {pieces.unk_id(), pieces.bos_id(), pieces.eos_id(), pieces.pad_id()})
        if (id >= 0)
            tokens.push_back({id, pieces.IdToPiece(id), false, false, false, false, true});
    return tokens;
}

}

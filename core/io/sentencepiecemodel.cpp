#include "io/sentencepiecemodel.h"

#include "base/error.h"

namespace quantscope {

struct SentencePieceModel::Processor
{
};

SentencePieceModel SentencePieceModel::open(const std::filesystem::path& file)
{
    throw Error(file.string() + ": sentencepiece models are not supported yet");
}

void SentencePieceModel::encode(std::string_view, std::vector<int64_t>&) const
{
}

std::string SentencePieceModel::decode(std::span<const int64_t>) const
{
    return {};
}

int64_t SentencePieceModel::size() const
{
    return 0;
}

std::string SentencePieceModel::piece(int64_t) const
{
    return {};
}

std::optional<int64_t> SentencePieceModel::pieceId(std::string_view) const
{
    return std::nullopt;
}

std::vector<AddedToken> SentencePieceModel::controlTokens() const
{
    return {};
}

}

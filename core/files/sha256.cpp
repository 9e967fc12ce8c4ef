// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/sha256.h"

#include <algorithm>
#include <array>
#include <memory>

#include <openssl/evp.h>

#include "base/error.h"
#include "files/mappedfile.h"

namespace quantscope {
namespace {

constexpr size_t pieceBytes = size_t(16) << 20;

void require(int result)
{
    if (result != 1)
        throw Error("SHA-256 is not available in the installed libcrypto");
}

std::string hashInPieces(std::span<const uint8_t> bytes, const Progress& progress, const std::string& what)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    require(EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr));
    for (size_t done = 0; done < bytes.size(); done += pieceBytes) {
        progress.step(static_cast<double>(done) / static_cast<double>(bytes.size()), what);
        const auto piece = bytes.subspan(done, std::min(pieceBytes, bytes.size() - done));
        require(EVP_DigestUpdate(context.get(), piece.data(), piece.size()));
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest = {};
    unsigned int size = 0;
    require(EVP_DigestFinal_ex(context.get(), digest.data(), &size));
    constexpr auto digits = "0123456789abcdef";
    std::string hex;
    for (unsigned int i = 0; i < size; ++i) {
        hex += digits[digest[i] >> 4];
        hex += digits[digest[i] & 15];
    }
    return hex;
}

}

std::string sha256Hex(std::span<const uint8_t> bytes)
{
    return hashInPieces(bytes, {}, {});
}

std::string sha256OfFile(const std::filesystem::path& file)
{
    return sha256OfFile(file, {});
}

std::string sha256OfFile(const std::filesystem::path& file, const Progress& progress)
{
    return hashInPieces(MappedFile::open(file).bytes(), progress, "Reading " + file.filename().string());
}

}

#include "io/sha256.h"

#include <array>

#include <openssl/evp.h>

#include "base/error.h"
#include "io/mappedfile.h"

namespace quantscope {

std::string sha256Hex(std::span<const uint8_t> bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest = {};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw Error("SHA-256 is not available in the installed libcrypto");
    constexpr auto digits = "0123456789abcdef";
    std::string hex;
    for (unsigned int i = 0; i < size; ++i) {
        hex += digits[digest[i] >> 4];
        hex += digits[digest[i] & 15];
    }
    return hex;
}

std::string sha256OfFile(const std::filesystem::path& file)
{
    return sha256Hex(MappedFile::open(file).bytes());
}

}

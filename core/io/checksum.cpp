// XXH64, a published non-cryptographic 64-bit hash, with seed 0. Four lanes each take 8 bytes of every 32-byte stripe;
// the lanes, the total size and the last 0 to 31 bytes are then mixed into one number. All words are little-endian.
#include "io/checksum.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace quantscope {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr uint64_t prime1 = 0x9e3779b185ebca87u;
constexpr uint64_t prime2 = 0xc2b2ae3d27d4eb4fu;
constexpr uint64_t prime3 = 0x165667b19e3779f9u;
constexpr uint64_t prime4 = 0x85ebca77c2b2ae63u;
constexpr uint64_t prime5 = 0x27d4eb2f165667c5u;

template <class Word> uint64_t wordAt(const uint8_t* bytes)
{
    Word word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

uint64_t stirred(uint64_t lane, uint64_t input)
{
    return std::rotl(lane + input * prime2, 31) * prime1;
}

void addStripes(std::array<uint64_t, 4>& lanes, const uint8_t* bytes, size_t stripes)
{
    auto [a, b, c, d] = lanes;
    for (; stripes > 0; --stripes, bytes += 32) {
        a = stirred(a, wordAt<uint64_t>(bytes));
        b = stirred(b, wordAt<uint64_t>(bytes + 8));
        c = stirred(c, wordAt<uint64_t>(bytes + 16));
        d = stirred(d, wordAt<uint64_t>(bytes + 24));
    }
    lanes = {a, b, c, d};
}

}

void Checksum::add(const void* data, size_t size)
{
    const auto* next = static_cast<const uint8_t*>(data);
    const auto pending = static_cast<size_t>(m_size % m_pending.size());
    m_size += size;
    if (pending > 0 && size > 0) {
        const auto taken = std::min(size, m_pending.size() - pending);
        std::memcpy(m_pending.data() + pending, next, taken);
        next += taken;
        size -= taken;
        if (pending + taken < m_pending.size())
            return;
        addStripes(m_lanes, m_pending.data(), 1);
    }
    addStripes(m_lanes, next, size / 32);
    if (size % 32 > 0)
        std::memcpy(m_pending.data(), next + size / 32 * 32, size % 32);
}

uint64_t Checksum::value() const
{
    const auto& l = m_lanes;
    uint64_t sum = prime5;
    if (m_size >= 32) {
        sum = std::rotl(l[0], 1) + std::rotl(l[1], 7) + std::rotl(l[2], 12) + std::rotl(l[3], 18);
        for (const auto lane : l)
            sum = (sum ^ stirred(0, lane)) * prime1 + prime4;
    }
    sum += m_size;
    const auto* next = m_pending.data();
    const auto* end = next + m_size % m_pending.size();
    for (; end - next >= 8; next += 8)
        sum = std::rotl(sum ^ stirred(0, wordAt<uint64_t>(next)), 27) * prime1 + prime4;
    for (; end - next >= 4; next += 4)
        sum = std::rotl(sum ^ wordAt<uint32_t>(next) * prime1, 23) * prime2 + prime3;
    for (; next < end; ++next)
        sum = std::rotl(sum ^ *next * prime5, 11) * prime1;
    sum = (sum ^ sum >> 33) * prime2;
    sum = (sum ^ sum >> 29) * prime3;
    return sum ^ sum >> 32;
}

}

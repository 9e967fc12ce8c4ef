// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace quantscope {

// Random bits by position instead of by order: word n of a key is the same whoever asks, and when. The mixing steps are
// those of SplitMix64.
inline uint64_t randomWord(uint64_t key, uint64_t n)
{
    uint64_t z = key + (n + 1) * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

// A key of its own for everything that has a name (FNV-1a over the name).
inline uint64_t randomKey(uint64_t seed, std::string_view name)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : name)
        hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3u;
    return randomWord(seed, hash);
}

// The same words one after the other.
class RandomStream
{
public:
    explicit RandomStream(uint64_t key)
        : m_key(key)
    {
    }

    // From 0 to below - 1.
    int64_t number(int64_t below)
    {
        return static_cast<int64_t>(randomWord(m_key, m_next++) % static_cast<uint64_t>(below));
    }

private:
    uint64_t m_key;
    uint64_t m_next = 0;
};

}

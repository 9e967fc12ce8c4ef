#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace quantscope {

// XXH64 with seed 0 of bytes given piece by piece: notices damage at memory speed, does not withstand an attacker.
class Checksum
{
public:
    void add(const void* data, size_t size);
    // Of everything added so far.
    uint64_t value() const;

private:
    std::array<uint64_t, 4> m_lanes = {0x60ea27eeadc0b5d6u, 0xc2b2ae3d27d4eb4fu, 0u, 0x61c8864e7a143579u};
    std::array<uint8_t, 32> m_pending = {};
    uint64_t m_size = 0;
};

}

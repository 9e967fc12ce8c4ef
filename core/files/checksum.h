// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

struct XXH64_state_s;

namespace quantscope {

// XXH64 with seed 0 of bytes given piece by piece: notices damage at memory speed, does not withstand an attacker.
class Checksum
{
public:
    Checksum();
    void add(const void* data, size_t size);
    // Of everything added so far.
    uint64_t value() const;

private:
    struct Free
    {
        void operator()(XXH64_state_s*) const;
    };
    std::unique_ptr<XXH64_state_s, Free> m_state;
};

}

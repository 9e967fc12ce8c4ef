// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/checksum.h"

#include <new>

#include <xxhash.h>

namespace quantscope {

void Checksum::Free::operator()(XXH64_state_s* state) const
{
    XXH64_freeState(state);
}

Checksum::Checksum()
    : m_state(XXH64_createState())
{
    if (!m_state)
        throw std::bad_alloc();
    XXH64_reset(m_state.get(), 0);
}

void Checksum::add(const void* data, size_t size)
{
    if (size > 0)
        XXH64_update(m_state.get(), data, size);
}

uint64_t Checksum::value() const
{
    return XXH64_digest(m_state.get());
}

}

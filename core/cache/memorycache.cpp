// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/memorycache.h"

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {

MemoryCache::MemoryCache(int64_t budget)
    : m_budget(budget)
{
}

std::shared_ptr<const void> MemoryCache::find(const std::string& key, std::type_index type)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byKey.find(key);
    if (found == m_byKey.end() || found->second->type != type)
        return nullptr;
    m_slots.splice(m_slots.begin(), m_slots, found->second);
    return found->second->value;
}

void MemoryCache::insert(Slot slot)
{
    if (slot.bytes < 0)
        throw Error(fmt::format("a value in memory cannot have {} bytes", slot.bytes));
    // Destroyed after the mutex is free: a large value takes its time, and it may use the cache itself.
    std::list<Slot> dropped;
    const std::lock_guard lock(m_mutex);
    const auto drop = [&](std::list<Slot>::iterator it) {
        m_bytes -= it->bytes;
        m_byKey.erase(it->key);
        dropped.splice(dropped.end(), m_slots, it);
    };
    if (const auto found = m_byKey.find(slot.key); found != m_byKey.end())
        drop(found->second);
    m_bytes += slot.bytes;
    m_slots.push_front(std::move(slot));
    m_byKey[m_slots.front().key] = m_slots.begin();
    while (m_bytes > m_budget && m_slots.size() > 1)
        drop(std::prev(m_slots.end()));
}

void MemoryCache::clear()
{
    std::list<Slot> dropped;
    const std::lock_guard lock(m_mutex);
    m_byKey.clear();
    m_bytes = 0;
    dropped.swap(m_slots);
}

int64_t MemoryCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

}

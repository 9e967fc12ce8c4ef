// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cache/memorycache.h"
#include "cache/store.h"

namespace quantscope {

// A kind of result: its name in keys and on disk, and the version of the method that makes it. A change of the method
// that changes results needs a new version here.
struct StageKind
{
    std::string_view name;
    int version = 1;
    bool onDisk = true;
};

// A kind of result comes with bytesOf(), which says what it keeps in memory, and where it goes to disk with encode()
// and decode(), which throws Error when an entry does not fit; all are declared beside its StageKind.
//
// Results of stages, first in memory, then on disk. `basis` tells what all of them depend on besides the recipe: the
// checkpoint and the calibration questions by content, dtype and device. Safe to use from several threads.
class StageCache
{
public:
    StageCache(std::string basis, std::shared_ptr<MemoryCache> memory, std::shared_ptr<Store> store)
        : m_basis(std::move(basis))
        , m_memory(std::move(memory))
        , m_store(std::move(store))
    {
    }

    template <typename T> std::shared_ptr<const T> get(const StageKind& stage, const std::string& description)
    {
        static_assert(
            requires(const T& t) { bytesOf(t); }, "include the header that says how this result is stored");
        const auto key = keyOf(stage, description);
        if (auto value = m_memory->get<T>(key))
            return value;
        if constexpr (requires(T & t, const Entry& e) { decode(e, t); })
            if (stage.onDisk && m_store)
                if (const auto entry = m_store->load(stage.name, key)) {
                    auto value = decoded<T>(*entry);
                    if (value)
                        m_memory->put<T>(key, value, bytesOf(*value));
                    return value;
                }
        return nullptr;
    }

    template <typename T>
    void put(const StageKind& stage, const std::string& description, const std::shared_ptr<const T>& value)
    {
        const auto key = keyOf(stage, description);
        m_memory->put<T>(key, value, bytesOf(*value));
        if constexpr (requires(const T& t) { encode(t); })
            if (stage.onDisk && m_store)
                m_store->save(stage.name, key, encode(*value));
    }

    // The same cache for results that depend on something more than the basis says.
    std::shared_ptr<StageCache> with(const std::string& more) const
    {
        return std::make_shared<StageCache>(m_basis + more, m_memory, m_store);
    }

    const std::string& basis() const
    {
        return m_basis;
    }
    Store* store() const
    {
        return m_store.get();
    }

private:
    // Null when a whole entry does not hold what this version expects: it is made again and replaced.
    template <typename T> static std::shared_ptr<const T> decoded(const Entry& entry)
    {
        try {
            auto value = std::make_shared<T>();
            decode(entry, *value);
            return value;
        } catch (const std::exception&) {
            return nullptr;
        }
    }

    std::string keyOf(const StageKind& stage, const std::string& description) const
    {
        return cacheKey(stage.name, stage.version, m_basis + "\n" + description);
    }

    std::string m_basis;
    std::shared_ptr<MemoryCache> m_memory;
    std::shared_ptr<Store> m_store;
};

}

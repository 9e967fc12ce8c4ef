// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <typeindex>
#include <unordered_map>

namespace quantscope {

// Values of any type by key, shared with whoever uses them. Beyond the budget of bytes the least recently used are
// dropped; the newest one always stays, even when it alone is larger. Safe to use from several threads.
class MemoryCache
{
public:
    explicit MemoryCache(int64_t budget);

    // Null when absent, dropped, or put as another type.
    template <class T> std::shared_ptr<const T> get(const std::string& key)
    {
        return std::static_pointer_cast<const T>(find(key, typeid(T)));
    }

    // Replaces a value of the same key. `bytes` is what the value keeps in memory; Error when negative.
    template <class T> void put(const std::string& key, std::shared_ptr<const T> value, int64_t bytes)
    {
        insert({key, typeid(T), std::move(value), bytes});
    }

    void clear();
    // Of all values now held.
    int64_t bytes() const;

private:
    struct Slot
    {
        std::string key;
        std::type_index type;
        std::shared_ptr<const void> value;
        int64_t bytes = 0;
    };

    std::shared_ptr<const void> find(const std::string& key, std::type_index);
    void insert(Slot);

    const int64_t m_budget;
    mutable std::mutex m_mutex; // guards what follows
    std::list<Slot> m_slots; // last used first
    std::unordered_map<std::string, std::list<Slot>::iterator> m_byKey;
    int64_t m_bytes = 0;
};

}

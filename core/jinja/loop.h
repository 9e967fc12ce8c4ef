// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "jinjavalues/value.h"

namespace quantscope::jinja {

// What the name "loop" means in a for loop. The filter of the loop (`for x in y if z`) is asked as late as in Jinja:
// for the next item only, or for all that are left once the template wants loop.length.
class Loop : public Object
{
public:
    using Accept = std::function<bool(const Value&)>;
    using Recurse = std::function<Value(const Value& items, int level)>;

    // `level` counts recursive calls; `recurse` is empty for a loop that is not recursive.
    Loop(std::vector<Value> items, Accept accept, Recurse recurse, int level);

    // The next item, or none at the end.
    std::optional<Value> next();
    std::string typeName() const override;
    std::optional<Value> attribute(const std::string& name, Meter& meter) override;
    // loop(items) of a recursive loop.
    Value call(const Arguments& arguments) override;
    int depth() const override
    {
        return m_depth;
    }

private:
    const std::optional<Value>& peek();
    std::optional<Value> pull();
    int64_t length();

    std::deque<Value> m_raw;
    std::deque<Value> m_accepted; // asked already
    Accept m_accept;
    Recurse m_recurse;
    int m_level;
    int m_depth;
    int64_t m_index0 = -1;
    std::optional<int64_t> m_length;
    std::optional<Value> m_before;
    std::optional<Value> m_current;
    std::optional<Value> m_after;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/loop.h"

#include <algorithm>

namespace quantscope::jinja {

Loop::Loop(std::vector<Value> items, Accept accept, Recurse recurse, int level)
    : m_raw(items.begin(), items.end())
    , m_accept(std::move(accept))
    , m_recurse(std::move(recurse))
    , m_level(level)
    , m_depth(1)
{
    for (const auto& item : items)
        m_depth = std::max(m_depth, 1 + depthOf(item));
    if (!m_accept)
        m_length = static_cast<int64_t>(items.size());
}

std::optional<Value> Loop::pull()
{
    if (!m_accepted.empty()) {
        auto item = std::move(m_accepted.front());
        m_accepted.pop_front();
        return item;
    }
    while (!m_raw.empty()) {
        auto item = std::move(m_raw.front());
        m_raw.pop_front();
        if (!m_accept || m_accept(item))
            return item;
    }
    return {};
}

const std::optional<Value>& Loop::peek()
{
    if (!m_after)
        m_after = pull();
    return m_after;
}

std::optional<Value> Loop::next()
{
    auto item = peek();
    m_after.reset();
    if (item) {
        ++m_index0;
        m_before = std::move(m_current);
        m_current = item;
    }
    return item;
}

int64_t Loop::length()
{
    if (!m_length) {
        std::deque<Value> rest;
        while (auto item = pull())
            rest.push_back(std::move(*item));
        m_accepted = std::move(rest);
        m_length = m_index0 + 1 + (m_after ? 1 : 0) + static_cast<int64_t>(m_accepted.size());
    }
    return *m_length;
}

std::optional<Value> Loop::attribute(const std::string& name, Meter& meter)
{
    if (name == "index")
        return Value{m_index0 + 1};
    if (name == "index0")
        return Value{m_index0};
    if (name == "first")
        return Value{m_index0 == 0};
    if (name == "last")
        return Value{!peek()};
    if (name == "length")
        return Value{length()};
    if (name == "revindex")
        return Value{length() - m_index0};
    if (name == "revindex0")
        return Value{length() - m_index0 - 1};
    if (name == "depth")
        return Value{int64_t(m_level) + 1};
    if (name == "depth0")
        return Value{int64_t(m_level)};
    if (name == "previtem")
        return m_index0 == 0 || !m_before ? undefined("there is no previous item") : *m_before;
    if (name == "nextitem")
        return peek() ? *peek() : undefined("there is no next item");
    if (name == "cycle") {
        const auto index = m_index0;
        return Value{std::make_shared<const Function>(
            Function{"loop.cycle", [index, &meter](const Arguments& arguments) -> Value {
                         meter.charge();
                         if (arguments.positional.empty() || !arguments.named.empty())
                             throw Error("loop.cycle: values are expected, and no names");
                         return arguments.positional[static_cast<size_t>(index) % arguments.positional.size()];
                     }})};
    }
    if (name == "changed")
        throw Error("loop." + name + " is not supported");
    return {};
}

std::string Loop::typeName() const
{
    return "LoopContext";
}

Value Loop::call(const Arguments& arguments)
{
    if (!m_recurse)
        throw Error("a loop is called that is not marked 'recursive'");
    if (arguments.positional.size() != 1 || !arguments.named.empty())
        throw Error("loop(): one argument is expected");
    return m_recurse(arguments.positional[0], m_level + 1);
}

}

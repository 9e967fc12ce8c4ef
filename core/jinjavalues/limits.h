// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {

// What a template may use at most: bytes of UTF-8, steps (one per evaluated node, item and 16 bytes of made text), and
// how deep expressions, statements, calls and values may nest.
struct TemplateLimits
{
    size_t templateBytes = 1u << 20;
    size_t outputBytes = 16u << 20;
    uint64_t steps = 2'000'000;
    int depth = 150;
};

}

namespace quantscope::jinja {

// Counts the steps of one rendering; throws Error beyond the limit.
class Meter
{
public:
    explicit Meter(const TemplateLimits& limits)
        : m_limits(limits)
        , m_left(limits.steps)
    {
    }

    void charge(uint64_t steps = 1)
    {
        if (steps > m_left)
            throw Error(fmt::format("the template needs more than {} steps", m_limits.steps));
        m_left -= steps;
    }

    void chargeText(size_t bytes)
    {
        charge(1 + bytes / 16);
    }

    const TemplateLimits& limits() const
    {
        return m_limits;
    }

private:
    TemplateLimits m_limits;
    uint64_t m_left;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>

#include "base/error.h"

namespace quantscope {

// How long work talks to its caller. Default-constructed it is silent and never cancelled.
// Called from the thread that does the work; `report` may be called from several threads at once.
struct Progress
{
    std::function<bool()> cancelled;
    std::function<void(double fraction, std::string_view what)> report;

    // Throws Cancelled when asked to stop.
    void check() const
    {
        if (cancelled && cancelled())
            throw Cancelled();
    }

    // `fraction` in [0, 1] of this piece of work.
    void step(double fraction, std::string_view what) const
    {
        check();
        if (report)
            report(fraction, what);
    }
};

// The same listener for one part of a larger piece of work: 0 … 1 become from … to.
inline Progress partOf(const Progress& whole, double from, double to)
{
    Progress part;
    part.cancelled = whole.cancelled;
    if (whole.report)
        part.report = [report = whole.report, from, to](double fraction, std::string_view what) {
            report(from + (to - from) * fraction, what);
        };
    return part;
}

}

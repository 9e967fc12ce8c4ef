// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <optional>
#include <vector>

#include "run/stage.h"

namespace quantscope {

// Seconds, from … to.
struct SecondsRange
{
    double from = 0, to = 0;

    double middle() const // as many times above the one as below the other
    {
        return std::sqrt(from * to);
    }
};

// What an estimate from shapes alone is good for.
SecondsRange roughly(double seconds);

// How much longer a run takes. It begins with planned times of the stages (see RunEstimate::stages) and learns from
// what they take: a stage under way counts by its own pace, those to come by that of the forward passes so far. All
// times in seconds since the run began.
class TimeLeft
{
public:
    TimeLeft() = default;
    // In the order in which they run; a stage that is left out or not planned counts nothing.
    explicit TimeLeft(std::vector<StageTiming> planned);

    void report(Stage, double fraction, double now);
    // Unset where nothing is planned.
    std::optional<SecondsRange> left(double now) const;
    // Of the whole run, 0 … 1.
    double done(double now) const;
    // Measured by planned time of the forward passes so far; 1: as planned, or too little is known.
    double pace(double now) const;

private:
    struct Measured
    {
        double taken = 0, planned = 0;
    };
    Measured measured(double now) const;
    double currentLeft(double now) const;

    std::vector<StageTiming> m_planned;
    int m_current = -1; // of m_planned
    double m_began = 0, m_reported = 0, m_fraction = 0; // of the current stage
    double m_taken = 0, m_plannedTaken = 0; // forward passes that have ended, as measured and as planned
};

}

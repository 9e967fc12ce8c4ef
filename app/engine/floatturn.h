// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace quantscope {

// How long the float model may go on answering while a run waits for it, so that comparisons have their baseline and
// nobody waits for minutes: until there are first new answers and for some seconds in any case, then as long as its
// pace takes it to the end within a minute; never longer. What is missing then is answered after the run.
struct FloatTurn
{
    double always = 10, most = 60; // seconds

    // `answered` of the `wanted` questions, those with answers from before not counted, are there after so many
    // seconds.
    bool goesOn(double seconds, int64_t answered, int64_t wanted) const;
};

}

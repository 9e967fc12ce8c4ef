// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace quantscope {

// How long the float model may go on answering while a run waits for it, so that comparisons have their baseline and
// nobody waits for minutes: for some seconds in any case, and as long as its pace takes it to the end within a minute.
// What is missing then is answered after the run.
struct FloatTurn
{
    double always = 10, most = 60; // seconds

    // `answered` of `wanted` questions are there after so many seconds.
    bool goesOn(double seconds, int64_t answered, int64_t wanted) const;
};

}

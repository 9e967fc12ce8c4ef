// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/runarchive.h"

namespace quantscope {

struct AdoptedRuns
{
    int64_t taken = 0, known = 0; // known: the archive had a run of this id, which stays as it is
};

// Copies the runs of a session with tags, experiment and parent into an archive; a run that was under way counts as
// interrupted.
AdoptedRuns adoptSession(RunArchive& session, RunArchive& into);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/adoptsession.h"

namespace quantscope {

AdoptedRuns adoptSession(RunArchive& session, RunArchive& into)
{
    AdoptedRuns adopted;
    RunFilter oldestFirst;
    oldestFirst.ascending = true;
    for (const auto& summary : session.list(oldestFirst)) {
        if (into.contains(summary.id)) {
            ++adopted.known;
            continue;
        }
        into.finish(session.load(summary.id), originOf(summary));
        ++adopted.taken;
    }
    return adopted;
}

}

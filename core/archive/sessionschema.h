// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "archive/database.h"

namespace quantscope {

// A session is a file to be given away: the tables of an archive with some runs, and beside them what views want that
// have neither model nor benchmark. It is read as a foreign file.

inline constexpr int sessionSchema = 1; // of the tables beside the archive's

// The file calls itself a session, whatever else it holds. False also when it cannot be read.
bool isSession(const std::filesystem::path& file);

// Error unless it does: why the file is none.
void requireSession(const std::filesystem::path& file);

// Refuses everything but whole tables of a session, with exactly their columns and without anything that SQL could
// execute, and lists that are longer than a run has. One of an earlier version goes on as a copy in memory. Error with
// the cause.
void checkSession(Database&);

// An archive of this version, which no one else has open, becomes a session: one file without a log.
void makeSession(Database&);

}

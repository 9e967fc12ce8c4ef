// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/database.h"

namespace quantscope {

inline constexpr int archiveSchema = 3;

// Makes the tables of a new file, or brings those of an earlier version up to this one; a whole copy of the file is
// kept before, as FILE.schema1 and so on. Error for a later version's file and for one that is no archive of runs;
// DatabaseError when the file may not be written to and is not of this version.
void bringUpToDate(Database&);

// The statements that make a new file of one version from the version before; 1 makes it from nothing.
std::string migrationTo(int schema);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

namespace quantscope::test {

using ZipEntries = std::map<std::string, std::string>;

// All entries of an archive in memory, unpacked, and an archive of them.
ZipEntries unzipped(const std::string& archive);
std::string zipped(const ZipEntries&);

}

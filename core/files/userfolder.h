// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace quantscope {

// The user's folder of one kind as freedesktop.org's base directory specification has it: the variable's, such as
// XDG_DATA_HOME, else `belowHome` in $HOME; both with "quantscope" behind. Empty when neither is known.
std::filesystem::path userFolder(const char* variable, const std::filesystem::path& belowHome);

// The value of an environment variable, empty when it is not set.
std::filesystem::path environmentPath(const char* variable);

}

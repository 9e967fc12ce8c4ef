// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/userfolder.h"

#include <cstdlib>

namespace quantscope {

std::filesystem::path environmentPath(const char* variable)
{
    const char* value = std::getenv(variable);
    return value ? value : "";
}

std::filesystem::path userFolder(const char* variable, const std::filesystem::path& belowHome)
{
    // The specification says that relative paths are to be ignored.
    if (const auto folder = environmentPath(variable); folder.is_absolute())
        return folder / "quantscope";
    if (const auto home = environmentPath("HOME"); !home.empty())
        return home / belowHome / "quantscope";
    return {};
}

}

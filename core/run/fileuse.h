// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace quantscope {

// A file that a run has read. The hash is empty until somebody needs it; see hashFiles().
struct FileUse
{
    std::filesystem::path file;
    std::string sha256;

    bool operator==(const FileUse&) const = default;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/runarchive.h"

namespace quantscope {

// A program that looks at runs of others, by what it reads.
struct Tracker
{
    std::string_view id; // "mlflow"
    std::string_view title; // "MLflow"
    bool isFolder = true; // else a file
    std::string_view suggested; // name of the folder or file
    std::string_view opening; // how to look at it there, with {} for the path
    void (*write)(RunArchive&, const std::vector<std::string>& ids, const std::filesystem::path&);
};

std::span<const Tracker> trackers();

}

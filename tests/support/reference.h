// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

namespace quantscope::test {

constexpr int testThreads = 2;

// Where the reference files are: $QUANTSCOPE_REFERENCE_DIR, else the folder found at configure time.
std::filesystem::path referenceDir();
std::filesystem::path referenceFile(const std::string& relative);

nlohmann::json readJson(const std::filesystem::path& file);
void writeText(const std::filesystem::path& file, const std::string& text);

}

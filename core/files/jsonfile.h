// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include <nlohmann/json.hpp>

namespace quantscope {

// Reads a JSON file of at most 256 MB. Throws Error naming the file (and the byte) when it is missing or broken.
nlohmann::json readJsonFile(const std::filesystem::path& file);

// The same for a file that must hold an object.
nlohmann::json readJsonObject(const std::filesystem::path& file);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

#include <nlohmann/json.hpp>

namespace quantscope {

// Reads a JSON file of at most 256 MB. Throws Error naming the file (and the byte) when it is missing or broken, or
// what it is when it is none.
nlohmann::json readJsonFile(const std::filesystem::path& file);

// The same for a file that must hold an object.
nlohmann::json readJsonObject(const std::filesystem::path& file);

// JSON that stands in another file, at most as deep as readJsonFile() takes it. Throws Error naming `where`.
nlohmann::json parseJson(std::string_view text, const std::string& where);

// Throws Error when values lie deeper in each other than a walk through them has stack for: 200 levels.
void requireShallowJson(std::string_view text, const std::string& where);

}

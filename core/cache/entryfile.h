// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>
#include <nlohmann/json.hpp>

namespace quantscope {

class MappedFile;

// The result of a stage. `meta` holds finite numbers only: JSON has no others, tensors have.
struct Entry
{
    nlohmann::json meta = nlohmann::json::object();
    std::map<std::string, at::Tensor> tensors; // any dtype that safetensors files store, any shape
};

// An entry ready to be written: its tensors dense and in main memory, sizes and checksum known.
struct PackedEntry
{
    std::string header;
    std::vector<std::pair<std::string, at::Tensor>> tensors;
    std::map<std::string, std::string> metadata;
    int64_t bytes = 0; // of the whole file
};

// Error when the stage's name or a tensor does not fit the format, or when `meta` would not survive as JSON text.
PackedEntry packEntry(std::string_view stage, std::string_view key, const Entry&);

// Atomic and synced. WriteError when the disk is full or the folder cannot be written.
void writeEntry(const std::filesystem::path&, const PackedEntry&);

// Checks every byte. `stage` may be empty: any. Error that says what is damaged. The tensors are views on the mapping,
// valid when the file is deleted or replaced: never write into them in place.
Entry parseEntry(const MappedFile&, const std::filesystem::path& file, std::string_view stage, std::string_view key);

// The stage named in a file's header, unchecked; empty when the file cannot be read or is no entry.
std::string stageOfEntry(const std::filesystem::path&);

// A stage's name is 1 to 64 printable ASCII characters.
bool isStageName(std::string_view);
// A key is 64 lower-case hexadecimal digits.
bool isCacheKey(std::string_view);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace quantscope::test {

// tests/data/tinymodel: a complete model of random weights, and two questions for it.
std::filesystem::path tinyModel();
// A copy of the model's files to alter; makes the folder.
void copyTinyModel(const std::filesystem::path& to);

std::string readText(const std::filesystem::path& file);

// The parts of a safetensors file, to put together what our own writer does not write.
struct RawTensors
{
    nlohmann::json header = nlohmann::json::object();
    std::string data;

    static RawTensors read(const std::filesystem::path& file);
    // A tensor behind all others; one of that name moves there.
    void put(const std::string& name, const std::string& dtype, const std::vector<int64_t>& shape,
             const std::string& bytes);
    std::string bytesOf(const std::string& name) const;
    std::string text() const;
    void write(const std::filesystem::path& file) const;
};

}

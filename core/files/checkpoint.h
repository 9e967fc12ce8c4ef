// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <nlohmann/json.hpp>

namespace quantscope {

// A Hugging Face model folder: config.json and model.safetensors, or model.safetensors.index.json with its shards.
// Cheap to copy (copies share the mappings).
class Checkpoint
{
public:
    // Throws Error naming the file when one is missing or broken, or when the index does not fit its shards.
    static Checkpoint open(const std::filesystem::path& folder);

    const std::filesystem::path& folder() const;
    // config.json, an object.
    const nlohmann::json& config() const;
    // A JSON file beside it such as "generation_config.json"; null when absent, Error when broken.
    nlohmann::json optionalJson(const std::string& file) const;

    bool contains(const std::string& name) const;
    // Sorted by name.
    std::vector<std::string> names() const;
    // A read-only view on the mapped file in its stored dtype. Throws Error when absent.
    at::Tensor tensor(const std::string& name) const;
    // The same, and throws Error unless the shape is the expected one.
    at::Tensor tensor(const std::string& name, at::IntArrayRef shape) const;
    // The weight files, sorted.
    std::vector<std::filesystem::path> files() const;

private:
    struct Contents;
    std::shared_ptr<const Contents> m_contents;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <nlohmann/json.hpp>

namespace quantscope {

// A Hugging Face model folder: config.json and the weights, which are model.safetensors, or the shards that
// model.safetensors.index.json names, or all NAME-00001-of-0000N.safetensors, or the only *.safetensors file.
// Cheap to copy (copies share the mappings).
class Checkpoint
{
public:
    // Throws Error naming the file when one is missing or broken. What an index promises of a tensor is looked at where
    // the tensor is asked for.
    static Checkpoint open(const std::filesystem::path& folder);

    const std::filesystem::path& folder() const;
    // config.json, an object.
    const nlohmann::json& config() const;
    // A JSON file beside it such as "generation_config.json"; null when absent, Error when broken.
    nlohmann::json optionalJson(const std::string& file) const;

    // In a file, or promised by the index.
    bool contains(const std::string& name) const;
    // Sorted by name.
    std::vector<std::string> names() const;
    // A read-only view on the mapped file in its stored dtype, as SafeTensors::tensor(). Throws Error when absent.
    at::Tensor tensor(const std::string& name) const;
    // The same, and throws Error unless the shape is the expected one.
    at::Tensor tensor(const std::string& name, at::IntArrayRef shape) const;
    // False where tensor() makes a copy.
    bool isMapped(const std::string& name) const;
    // The weight files, sorted.
    std::vector<std::filesystem::path> files() const;

private:
    struct Contents;
    std::shared_ptr<const Contents> m_contents;
};

}

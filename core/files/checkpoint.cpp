// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/checkpoint.h"

#include <map>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/error.h"
#include "files/jsonfile.h"
#include "files/safetensors.h"

namespace quantscope {
namespace {

// A name in the index comes from a stranger: it must not lead out of the folder.
bool isPlainFileName(const std::string& name)
{
    return !name.empty() && name != "." && name != ".." &&
        name.find_first_of(std::string("/\\\0", 3)) == std::string::npos;
}

std::string shapeText(at::IntArrayRef shape)
{
    return c10::str(shape);
}

}

struct Checkpoint::Contents
{
    std::filesystem::path folder;
    nlohmann::json config;
    std::map<std::string, SafeTensors> shards; // by file name
    std::map<std::string, const SafeTensors*> tensors;

    void addSingleFile(const std::string& name)
    {
        const auto& shard = shards.emplace(name, SafeTensors::open(folder / name)).first->second;
        for (const auto& tensor : shard.names())
            tensors.emplace(tensor, &shard);
    }

    void addShards(const std::filesystem::path& index)
    {
        const auto json = readJsonObject(index);
        const auto map = json.find("weight_map");
        if (map == json.end() || !map->is_object())
            throw Error(index.string() + ": has no weight_map, an object of tensor name to file is expected");
        for (const auto& [name, value] : map->items()) {
            const auto file = value.is_string() ? value.get<std::string>() : std::string();
            if (!isPlainFileName(file))
                throw Error(index.string() + ": the weight_map entry of " + name +
                            " is not a file name in this folder");
            auto shard = shards.find(file);
            if (shard == shards.end())
                shard = shards.emplace(file, SafeTensors::open(folder / file)).first;
            if (!shard->second.contains(name))
                throw Error((folder / file).string() + ": lacks the tensor " + name + " that " +
                            index.filename().string() + " expects in it");
            tensors.emplace(name, &shard->second);
        }
    }
};

Checkpoint Checkpoint::open(const std::filesystem::path& folder)
{
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored))
        throw Error(folder.string() + ": is not a folder, a model folder with config.json is expected");
    auto contents = std::make_shared<Contents>();
    contents->folder = folder;
    contents->config = readJsonObject(folder / "config.json");
    const auto index = folder / "model.safetensors.index.json";
    if (std::filesystem::exists(folder / "model.safetensors", ignored))
        contents->addSingleFile("model.safetensors");
    else if (std::filesystem::exists(index, ignored))
        contents->addShards(index);
    else
        throw Error(folder.string() + ": has neither model.safetensors nor model.safetensors.index.json");
    Checkpoint result;
    result.m_contents = std::move(contents);
    return result;
}

const std::filesystem::path& Checkpoint::folder() const
{
    return m_contents->folder;
}

const nlohmann::json& Checkpoint::config() const
{
    return m_contents->config;
}

nlohmann::json Checkpoint::optionalJson(const std::string& file) const
{
    if (!isPlainFileName(file))
        throw Error(file + ": is not a plain file name");
    std::error_code ignored;
    if (!std::filesystem::exists(m_contents->folder / file, ignored))
        return nullptr;
    return readJsonFile(m_contents->folder / file);
}

bool Checkpoint::contains(const std::string& name) const
{
    return m_contents->tensors.count(name) > 0;
}

std::vector<std::string> Checkpoint::names() const
{
    std::vector<std::string> names;
    for (const auto& [name, shard] : m_contents->tensors)
        names.push_back(name);
    return names;
}

at::Tensor Checkpoint::tensor(const std::string& name) const
{
    const auto found = m_contents->tensors.find(name);
    if (found == m_contents->tensors.end())
        throw Error(m_contents->folder.string() + ": has no tensor " + name);
    return found->second->tensor(name);
}

at::Tensor Checkpoint::tensor(const std::string& name, at::IntArrayRef shape) const
{
    auto result = tensor(name);
    if (result.sizes() != shape)
        throw Error(m_contents->folder.string() + ": tensor " + name + " has the shape " + shapeText(result.sizes()) +
                    ", " + shapeText(shape) + " is expected");
    return result;
}

std::vector<std::filesystem::path> Checkpoint::files() const
{
    std::vector<std::filesystem::path> files;
    for (const auto& [name, shard] : m_contents->shards)
        files.push_back(m_contents->folder / name);
    return files;
}

}

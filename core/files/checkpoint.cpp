// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/checkpoint.h"

#include <algorithm>
#include <map>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/error.h"
#include "files/jsonfile.h"
#include "files/mappedfile.h"
#include "files/safetensors.h"
#include "files/shardnames.h"

namespace quantscope {
namespace {

constexpr auto singleFile = "model.safetensors";
constexpr auto indexFile = "model.safetensors.index.json";

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

// Shard of every tensor.
std::map<std::string, std::string> readIndex(const std::filesystem::path& index)
{
    const auto json = readJsonObject(index);
    const auto map = json.find("weight_map");
    if (map == json.end() || !map->is_object())
        throw Error(index.string() + ": has no weight_map, an object of tensor name to file is expected");
    std::map<std::string, std::string> files;
    for (const auto& [name, value] : map->items()) {
        const auto file = value.is_string() ? value.get<std::string>() : std::string();
        if (!isPlainFileName(file))
            throw Error(index.string() + ": the weight_map entry of " + name + " is not a file name in this folder");
        files.emplace(name, file);
    }
    return files;
}

std::vector<std::string> filesIn(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    std::error_code ignored;
    for (std::filesystem::directory_iterator it(folder, ignored), end; it != end; it.increment(ignored))
        names.push_back(it->path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}

struct Checkpoint::Contents
{
    std::filesystem::path folder;
    nlohmann::json config;
    std::map<std::string, SafeTensors> shards; // by file name
    std::map<std::string, const SafeTensors*> tensors;
    std::map<std::string, std::string> promised; // by the index, and in no file: the file that should have it

    const SafeTensors& openShard(const std::string& name)
    {
        const auto shard = shards.find(name);
        return shard != shards.end() ? shard->second
                                     : shards.emplace(name, SafeTensors::open(folder / name)).first->second;
    }

    void addWholeFile(const std::string& name)
    {
        const auto& shard = openShard(name);
        for (const auto& tensor : shard.names()) {
            const auto [known, isNew] = tensors.emplace(tensor, &shard);
            if (!isNew)
                throw Error((folder / name).string() + ": has the tensor " + tensor + ", which " +
                            known->second->file().filename().string() + " has too");
        }
    }

    void addIndexed(const std::map<std::string, std::string>& shardOf)
    {
        std::vector<std::string> names;
        for (const auto& [tensor, file] : shardOf)
            names.push_back(file);
        requireAll(names, std::string(indexFile) + " names");
        for (const auto& [tensor, file] : shardOf) {
            const auto& shard = openShard(file);
            if (shard.contains(tensor))
                tensors.emplace(tensor, &shard);
            else
                promised.emplace(tensor, file);
        }
    }

    void addWithoutIndex()
    {
        const auto all = filesIn(folder);
        const auto found = chooseWeightFiles(all);
        if (found.names.empty())
            throw Error(folder.string() + ": has neither " + singleFile + " nor " + indexFile + found.instead);
        requireAll(found.names, "the names of its files count");
        for (const auto& name : found.names)
            addWholeFile(name);
    }

    // `who` says how many there should be.
    void requireAll(std::vector<std::string> names, const std::string& who) const
    {
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        std::vector<std::string> missing;
        for (const auto& name : names)
            if (!isPresent(folder / name))
                missing.push_back(name);
        if (!missing.empty())
            throw Error(
                fmt::format("{}: {} {} weight files, {} of them {} not there ({}{}); the download is not complete",
                            folder.string(), who, names.size(), missing.size(), missing.size() == 1 ? "is" : "are",
                            missing.front(), missing.size() > 1 ? ", …" : ""));
    }

    const SafeTensors& shardOf(const std::string& name) const
    {
        if (const auto found = tensors.find(name); found != tensors.end())
            return *found->second;
        if (const auto file = promised.find(name); file != promised.end())
            throw Error((folder / file->second).string() + ": lacks the tensor " + name + " that " + indexFile +
                        " expects in it");
        throw Error(folder.string() + ": has no tensor " + name);
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
    if (isPresent(folder / singleFile))
        contents->addWholeFile(singleFile);
    else if (isPresent(folder / indexFile))
        contents->addIndexed(readIndex(folder / indexFile));
    else
        contents->addWithoutIndex();
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
    if (!isPresent(m_contents->folder / file))
        return nullptr;
    return readJsonFile(m_contents->folder / file);
}

bool Checkpoint::contains(const std::string& name) const
{
    return m_contents->tensors.count(name) > 0 || m_contents->promised.count(name) > 0;
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
    return m_contents->shardOf(name).tensor(name);
}

at::Tensor Checkpoint::tensor(const std::string& name, at::IntArrayRef shape) const
{
    const auto& shard = m_contents->shardOf(name);
    const auto stored = shard.shape(name);
    if (at::IntArrayRef(stored) != shape)
        throw Error(m_contents->folder.string() + ": tensor " + name + " has the shape " + shapeText(stored) + ", " +
                    shapeText(shape) + " is expected");
    return shard.tensor(name);
}

bool Checkpoint::isMapped(const std::string& name) const
{
    return m_contents->shardOf(name).isMapped(name);
}

std::vector<std::filesystem::path> Checkpoint::files() const
{
    std::vector<std::filesystem::path> files;
    for (const auto& [name, shard] : m_contents->shards)
        files.push_back(m_contents->folder / name);
    return files;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/shardnames.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>

#include <fmt/core.h>

#include "base/text.h"

namespace quantscope {
namespace {

constexpr std::string_view extension = ".safetensors";
constexpr std::string_view between = "-of-";
constexpr size_t digits = 5;
constexpr int mostShards = 10000;

struct Shard
{
    std::string stem; // with the hyphen
    int total = 0;
};

std::optional<int> numberAt(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

// Of STEM-00001-of-00002.safetensors.
std::optional<Shard> shardFrom(std::string_view name)
{
    const size_t tail = digits + between.size() + digits + extension.size();
    if (!name.ends_with(extension) || name.size() <= tail)
        return std::nullopt;
    const auto stem = name.substr(0, name.size() - tail);
    const auto numbers = name.substr(stem.size(), tail - extension.size());
    const auto number = numberAt(numbers.substr(0, digits)), total = numberAt(numbers.substr(digits + between.size()));
    if (!stem.ends_with('-') || numbers.substr(digits, between.size()) != between || !number || !total)
        return std::nullopt;
    if (*number < 1 || *number > *total || *total > mostShards)
        return std::nullopt;
    return Shard{std::string(stem), *total};
}

// Files of weights that are not read.
std::vector<std::string> others(std::span<const std::string> files)
{
    constexpr std::array<std::string_view, 7> extensions{".bin", ".pt", ".pth", ".ckpt", ".gguf", ".onnx", ".msgpack"};
    std::vector<std::string> names;
    for (const auto& file : files)
        if (std::any_of(extensions.begin(), extensions.end(), [&](auto end) { return file.ends_with(end); }))
            names.push_back(file);
    return names;
}

}

WeightFiles chooseWeightFiles(std::span<const std::string> filesOfFolder)
{
    std::map<std::pair<std::string, int>, int> sets; // stem and total: files that are there
    std::vector<std::string> plain;
    for (const auto& file : filesOfFolder) {
        if (const auto shard = shardFrom(file))
            ++sets[{shard->stem, shard->total}];
        else if (file.ends_with(extension))
            plain.push_back(file);
    }
    WeightFiles result;
    if (sets.size() == 1) {
        const auto& [stem, total] = sets.begin()->first;
        for (int number = 1; number <= total; ++number)
            result.names.push_back(fmt::format("{}{:05}-of-{:05}{}", stem, number, total, extension));
        return result;
    }
    if (sets.empty() && plain.size() == 1) {
        result.names = plain;
        return result;
    }
    for (const auto& [key, count] : sets)
        plain.push_back(fmt::format("{}…-of-{:05}{}", key.first, key.second, extension));
    if (!plain.empty())
        result.instead = "; which of these belong to the model is not clear: " + listed(plain);
    else if (const auto unread = others(filesOfFolder); !unread.empty())
        result.instead =
            "; " + listed(unread) + (unread.size() == 1 ? " is" : " are") + " not read, save the model as safetensors";
    return result;
}

}

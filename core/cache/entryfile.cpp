// SPDX-License-Identifier: GPL-3.0-or-later
// One result of a stage as a file `<key>.qsc`, all numbers little-endian:
//
//   byte   0  magic "QSCACHE1"
//          8  u64 checksum: XXH64, seed 0, of everything from byte 16 to the end of the file
//         16  u64 size of the payload in bytes
//         24  stage name, padded with zeros to 64 bytes
//         88  key, the 32 bytes of a SHA-256
//        120  8 zeros
//        128  payload: the layout of a *.safetensors file; "__metadata__" holds the entry's JSON text as "entry"
//
// XXH64 rather than SHA-256, because nobody forges entries: at 7 GB/s it costs 2 % of saving to a disk of 165 MB/s and
// leaves 4 to 5 GB/s for loading from the page cache. SHA-256 with the processor's SHA instructions (1.0 to 1.6 GB/s)
// would cost 10 to 16 % and be most of the time of loading. tests/bench/bench_store.cpp measures it.
#include "cache/entryfile.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/error.h"
#include "files/atomicfile.h"
#include "files/checksum.h"
#include "files/mappedfile.h"
#include "files/safetensors.h"

namespace quantscope {
namespace {

constexpr std::string_view magic = "QSCACHE1";
constexpr size_t checksumAt = 8;
constexpr size_t payloadSizeAt = 16;
constexpr size_t stageAt = 24;
constexpr size_t stageBytes = 64;
constexpr size_t keyAt = 88;
constexpr size_t headerBytes = 128;
constexpr auto entryKey = "entry";

void putNumber(std::string& header, size_t at, uint64_t number)
{
    for (size_t i = 0; i < 8; ++i)
        header[at + i] = static_cast<char>(number >> (8 * i));
}

uint64_t numberAt(std::string_view header, size_t at)
{
    uint64_t number = 0;
    for (size_t i = 8; i-- > 0;)
        number = number << 8 | static_cast<uint8_t>(header[at + i]);
    return number;
}

std::string stageIn(std::string_view header)
{
    const auto field = header.substr(stageAt, stageBytes);
    return std::string(field.substr(0, field.find('\0')));
}

std::string bytesOfKey(std::string_view key)
{
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    for (size_t i = 0; i < key.size(); i += 2)
        bytes += static_cast<char>(digit(key[i]) << 4 | digit(key[i + 1]));
    return bytes;
}

// With no checksum yet.
std::string headerFor(std::string_view stage, std::string_view key, uint64_t payloadBytes)
{
    std::string header(headerBytes, '\0');
    header.replace(0, magic.size(), magic);
    putNumber(header, payloadSizeAt, payloadBytes);
    header.replace(stageAt, stage.size(), stage);
    const auto raw = bytesOfKey(key);
    header.replace(keyAt, raw.size(), raw);
    return header;
}

std::string textOf(const nlohmann::json& meta, std::string_view stage)
{
    const auto where = "the result of stage " + std::string(stage);
    try {
        auto text = meta.dump();
        if (nlohmann::json::parse(text) != meta)
            throw Error(where + " has metadata that changes as JSON text, such as an infinite number");
        return text;
    } catch (const nlohmann::json::exception&) {
        throw Error(where + " has metadata that is not valid UTF-8");
    }
}

void checkHeader(std::string_view bytes, std::string_view stage, std::string_view key)
{
    if (bytes.size() < headerBytes)
        throw Error(fmt::format("it is truncated to {} bytes", bytes.size()));
    if (!bytes.starts_with(magic))
        throw Error("it does not begin with " + std::string(magic));
    const auto payloadBytes = numberAt(bytes, payloadSizeAt);
    if (payloadBytes != bytes.size() - headerBytes)
        throw Error(
            fmt::format("it should hold {} bytes after its header, not {}", payloadBytes, bytes.size() - headerBytes));
    Checksum checksum;
    checksum.add(bytes.data() + payloadSizeAt, bytes.size() - payloadSizeAt);
    if (checksum.value() != numberAt(bytes, checksumAt))
        throw Error("its checksum is wrong");
    if (bytes.substr(keyAt, key.size() / 2) != bytesOfKey(key))
        throw Error("it holds the result of another key");
    if (!stage.empty() && stageIn(bytes) != stage)
        throw Error("it holds the result of stage '" + stageIn(bytes) + "', not of '" + std::string(stage) + "'");
}

}

PackedEntry packEntry(std::string_view stage, std::string_view key, const Entry& entry)
{
    PackedEntry packed;
    packed.metadata[entryKey] = textOf(entry.meta, stage);
    for (const auto& [name, tensor] : entry.tensors)
        packed.tensors.emplace_back(name, tensor.defined() ? tensor.detach().to(at::kCPU).contiguous() : tensor);
    const auto where = "result of stage " + std::string(stage);
    const auto readPayload = [&](const auto& take) { writeSafeTensors(take, where, packed.tensors, packed.metadata); };

    // The checksum begins with the header, and that names the payload's size: so the size comes first.
    uint64_t payloadBytes = 0;
    readPayload([&](const void*, size_t size) { payloadBytes += size; });
    packed.header = headerFor(stage, key, payloadBytes);
    Checksum checksum;
    checksum.add(packed.header.data() + payloadSizeAt, headerBytes - payloadSizeAt);
    readPayload([&](const void* data, size_t size) { checksum.add(data, size); });
    putNumber(packed.header, checksumAt, checksum.value());
    packed.bytes = static_cast<int64_t>(headerBytes + payloadBytes);
    return packed;
}

void writeEntry(const std::filesystem::path& file, const PackedEntry& packed)
{
    AtomicFile out(file);
    out.write(packed.header.data(), packed.header.size());
    writeSafeTensors([&](const void* data, size_t size) { out.write(data, size); }, file, packed.tensors,
                     packed.metadata);
    out.commit();
}

Entry parseEntry(const MappedFile& mapped, const std::filesystem::path& file, std::string_view stage,
                 std::string_view key)
{
    checkHeader(mapped.text(), stage, key);
    const auto payload = SafeTensors::open(mapped, headerBytes, file);
    const auto meta = payload.metadata().find(entryKey);
    if (meta == payload.metadata().end())
        throw Error("it has no metadata");
    Entry entry;
    entry.meta = nlohmann::json::parse(meta->second, nullptr, false);
    if (entry.meta.is_discarded())
        throw Error("its metadata is not valid JSON");
    for (const auto& name : payload.names())
        entry.tensors.emplace(name, payload.tensor(name));
    return entry;
}

std::string stageOfEntry(const std::filesystem::path& file)
{
    std::array<char, headerBytes> bytes = {};
    std::ifstream in(file, std::ios::binary);
    const std::string_view header(bytes.data(), bytes.size());
    if (!in.read(bytes.data(), bytes.size()) || !header.starts_with(magic))
        return {};
    auto stage = stageIn(header);
    return isStageName(stage) ? stage : std::string();
}

bool isStageName(std::string_view name)
{
    return !name.empty() && name.size() <= stageBytes &&
        std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool isCacheKey(std::string_view key)
{
    return key.size() == 64 && key.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/safetensors.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "files/atomicfile.h"
#include "files/foreigncontent.h"
#include "files/fp8.h"
#include "files/jsonfile.h"
#include "files/mappedfile.h"

namespace quantscope {
namespace {

using nlohmann::json;

constexpr uint64_t maxHeaderBytes = 100'000'000;
constexpr size_t maxDimensions = 64;
constexpr auto metadataKey = "__metadata__";

struct DtypeName
{
    std::string_view name;
    at::ScalarType type; // of the tensor
    std::optional<Fp8> stored = {}; // where the file has it in 8 bits

    uint64_t bytes() const
    {
        return stored ? 1 : c10::elementSize(type);
    }
};

constexpr std::array<DtypeName, 12> dtypes = {{
    {"F64", at::kDouble},
    {"F32", at::kFloat},
    {"F16", at::kHalf},
    {"BF16", at::kBFloat16},
    {"I64", at::kLong},
    {"I32", at::kInt},
    {"I16", at::kShort},
    {"I8", at::kChar},
    {"U8", at::kByte},
    {"BOOL", at::kBool},
    {"F8_E4M3", at::kBFloat16, Fp8::E4M3},
    {"F8_E5M2", at::kBFloat16, Fp8::E5M2},
}};

struct Entry
{
    const DtypeName* dtype = nullptr; // null: one that is not read
    std::string dtypeText;
    std::vector<int64_t> shape;
    uint64_t begin = 0; // in bytes from the end of the header
    uint64_t end = 0;
};

uint64_t unsignedNumber(const json& value, const std::string& where)
{
    if (!value.is_number_unsigned())
        throw Error(where + " is " + value.dump(-1, ' ', true, json::error_handler_t::replace).substr(0, 40) +
                    ", a non-negative integer is expected");
    return value.get<uint64_t>();
}

// Member `key` of a tensor's header entry.
const json& field(const json& object, const char* key, const std::string& where)
{
    const auto found = object.find(key);
    if (found == object.end())
        throw Error(where + " has no field " + key);
    return *found;
}

Entry parseEntry(const json& value, const std::string& where, uint64_t dataBytes)
{
    if (!value.is_object())
        throw Error(where + " is described by a JSON " + value.type_name() + ", an object is expected");
    Entry entry;
    const auto& type = field(value, "dtype", where);
    if (!type.is_string())
        throw Error(where + " has no usable dtype, a name such as F32 is expected");
    entry.dtypeText = type.get<std::string>().substr(0, 40);
    const auto row = std::find_if(dtypes.begin(), dtypes.end(), [&](const DtypeName& d) { return type == d.name; });
    entry.dtype = row == dtypes.end() ? nullptr : row;

    const auto& shape = field(value, "shape", where);
    if (!shape.is_array() || shape.size() > maxDimensions)
        throw Error(where + " has no usable shape, an array of at most 64 sizes is expected");
    uint64_t bytes = entry.dtype ? entry.dtype->bytes() : 1;
    bool empty = false;
    for (const auto& size : shape) {
        const auto count = unsignedNumber(size, where + ": a size in its shape");
        if (count > static_cast<uint64_t>(INT64_MAX))
            throw Error(where + " has a size above 2^63 in its shape");
        empty = empty || count == 0;
        entry.shape.push_back(static_cast<int64_t>(count));
    }
    for (const auto size : entry.shape)
        if (!empty && __builtin_mul_overflow(bytes, static_cast<uint64_t>(size), &bytes))
            throw Error(where + " has a shape with more than 2^64 bytes");
    if (empty)
        bytes = 0;

    const auto& offsets = field(value, "data_offsets", where);
    if (!offsets.is_array() || offsets.size() != 2)
        throw Error(where + " has no usable data_offsets, [begin, end] is expected");
    entry.begin = unsignedNumber(offsets[0], where + ": the begin of data_offsets");
    entry.end = unsignedNumber(offsets[1], where + ": the end of data_offsets");
    if (entry.begin > entry.end || entry.end > dataBytes)
        throw Error(
            fmt::format("{} lies at bytes {} to {} of {} bytes of data", where, entry.begin, entry.end, dataBytes));
    if (entry.dtype && entry.end - entry.begin != bytes)
        throw Error(
            fmt::format("{} has {} bytes of data, its shape and dtype need {}", where, entry.end - entry.begin, bytes));
    return entry;
}

json parseHeader(std::string_view text, const std::string& file)
{
    std::set<std::string> seen;
    std::string duplicate;
    const auto watchKeys = [&](int depth, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::key && depth == 1 && !seen.insert(parsed.get<std::string>()).second)
            duplicate = parsed.get<std::string>();
        return true;
    };
    requireShallowJson(text, file + ": the header");
    json header;
    try {
        header = json::parse(text.begin(), text.end(), watchKeys);
    } catch (const json::parse_error& error) {
        throw Error(fmt::format("{}: the header is not valid JSON at byte {}", file, error.byte));
    } catch (const json::exception&) {
        throw Error(file + ": the header holds a number that cannot be represented");
    }
    if (!header.is_object())
        throw Error(file + ": the header is a JSON " + header.type_name() + ", an object is expected");
    if (!duplicate.empty())
        throw Error(file + ": the name " + duplicate + " occurs twice in the header");
    return header;
}

std::map<std::string, std::string> parseMetadata(const json& value, const std::string& file)
{
    if (value.is_null())
        return {};
    if (!value.is_object())
        throw Error(file + ": __metadata__ is a JSON " + value.type_name() + ", an object of strings is expected");
    std::map<std::string, std::string> metadata;
    for (const auto& [key, text] : value.items()) {
        if (!text.is_string())
            throw Error(file + ": the __metadata__ entry " + key + " is not a string");
        metadata.emplace(key, text.get<std::string>());
    }
    return metadata;
}

const DtypeName& nameOf(at::ScalarType type, const std::string& tensor)
{
    for (const auto& row : dtypes)
        if (row.type == type && !row.stored)
            return row;
    throw Error("tensor " + tensor + " has the dtype " + c10::toString(type) +
                ", which safetensors files do not store here");
}

// The header of tensors in this order, padded so that the data behind it is aligned.
std::string headerText(const std::filesystem::path& file, const std::vector<TensorSlot>& slots,
                       const std::map<std::string, std::string>& metadata)
{
    json header = json::object();
    if (!metadata.empty())
        header[metadataKey] = metadata;
    uint64_t offset = 0;
    for (const auto& slot : slots) {
        if (slot.name == metadataKey || header.contains(slot.name))
            throw Error(file.string() + ": the tensor name " + slot.name + " is taken already");
        const uint64_t end = offset + slot.bytes();
        header[slot.name] = {
            {"dtype", nameOf(slot.type, slot.name).name}, {"shape", slot.shape}, {"data_offsets", {offset, end}}};
        offset = end;
    }
    std::string text;
    try {
        text = header.dump();
    } catch (const json::exception&) {
        throw Error(file.string() + ": a tensor name or metadata entry is not valid UTF-8");
    }
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return text;
}

}

struct SafeTensors::Contents
{
    std::filesystem::path file;
    MappedFile mapped;
    size_t dataStart = 0;
    std::map<std::string, std::string> metadata;
    std::vector<std::string> names;
    std::unordered_map<std::string, Entry> entries;

    const Entry& readable(const std::string& name) const
    {
        const auto& found = entry(name);
        if (!found.dtype)
            throw Error(file.string() + ": tensor " + name + " has the dtype " + found.dtypeText +
                        ", which is not read here");
        return found;
    }

    const uint8_t* data(const Entry& e) const
    {
        return mapped.bytes().data() + dataStart + e.begin;
    }

    bool isAligned(const Entry& e) const
    {
        return reinterpret_cast<uintptr_t>(data(e)) % e.dtype->bytes() == 0;
    }

    const Entry& entry(const std::string& name) const
    {
        const auto found = entries.find(name);
        if (found == entries.end())
            throw Error(file.string() + ": has no tensor " + name);
        return found->second;
    }

    // Sorts the names by position and refuses shared bytes.
    void orderNames()
    {
        const auto key = [this](const std::string& name) {
            const auto& e = entries.at(name);
            return std::tuple(e.begin, e.end, std::cref(name));
        };
        std::sort(names.begin(), names.end(), [&](const auto& a, const auto& b) {
            const auto [aBegin, aEnd, aName] = key(a);
            const auto [bBegin, bEnd, bName] = key(b);
            return std::tie(aBegin, aEnd, aName.get()) < std::tie(bBegin, bEnd, bName.get());
        });
        uint64_t end = 0;
        for (const auto& name : names) {
            const auto& e = entries.at(name);
            if (e.begin != e.end && e.begin < end)
                throw Error(file.string() + ": tensor " + name + " overlaps another tensor");
            end = std::max(end, e.end);
        }
    }
};

SafeTensors SafeTensors::open(const std::filesystem::path& file)
{
    return open(MappedFile::open(file), 0, file);
}

SafeTensors SafeTensors::open(const MappedFile& mapped, size_t offset, const std::filesystem::path& file)
{
    auto contents = std::make_shared<Contents>();
    contents->file = file;
    contents->mapped = mapped;
    const auto path = file.string();
    if (offset > mapped.bytes().size())
        throw Error(fmt::format("{}: is truncated, {} bytes are expected before its tensors", path, offset));
    const auto bytes = mapped.bytes().subspan(offset);
    if (offset == 0)
        refuseForeignContent(mapped.text(), file);
    if (bytes.size() < 8)
        throw Error(path + ": is truncated, a safetensors file begins with 8 bytes of header length");
    uint64_t headerBytes = 0;
    for (int i = 7; i >= 0; --i)
        headerBytes = headerBytes << 8 | bytes[static_cast<size_t>(i)];
    if (headerBytes > maxHeaderBytes)
        throw Error(fmt::format("{}: the header length is {}, at most 100 MB are expected; "
                                "it is damaged or no safetensors file",
                                path, headerBytes));
    if (headerBytes > bytes.size() - 8)
        throw Error(fmt::format("{}: is truncated, the header needs {} bytes and {} follow", path, headerBytes,
                                bytes.size() - 8));
    contents->dataStart = offset + 8 + static_cast<size_t>(headerBytes);
    const auto header = parseHeader(mapped.text().substr(offset + 8, static_cast<size_t>(headerBytes)), path);
    const auto dataBytes = mapped.bytes().size() - contents->dataStart;
    for (const auto& [name, value] : header.items()) {
        if (name == metadataKey) {
            contents->metadata = parseMetadata(value, path);
            continue;
        }
        contents->entries.emplace(name, parseEntry(value, path + ": tensor " + name, dataBytes));
        contents->names.push_back(name);
    }
    contents->orderNames();
    SafeTensors result;
    result.m_contents = std::move(contents);
    return result;
}

const std::filesystem::path& SafeTensors::file() const
{
    return m_contents->file;
}

const std::map<std::string, std::string>& SafeTensors::metadata() const
{
    return m_contents->metadata;
}

std::vector<std::string> SafeTensors::names() const
{
    return m_contents->names;
}

bool SafeTensors::contains(const std::string& name) const
{
    return m_contents->entries.count(name) > 0;
}

std::vector<int64_t> SafeTensors::shape(const std::string& name) const
{
    return m_contents->entry(name).shape;
}

at::ScalarType SafeTensors::dtype(const std::string& name) const
{
    return m_contents->readable(name).dtype->type;
}

bool SafeTensors::isMapped(const std::string& name) const
{
    const auto& entry = m_contents->entry(name);
    return entry.dtype && !entry.dtype->stored && m_contents->isAligned(entry);
}

at::Tensor SafeTensors::tensor(const std::string& name) const
{
    const auto& entry = m_contents->readable(name);
    const auto options = at::TensorOptions().dtype(entry.dtype->type);
    if (entry.begin == entry.end)
        return at::empty(entry.shape, options);
    const uint8_t* data = m_contents->data(entry);
    const auto size = static_cast<size_t>(entry.end - entry.begin);
    if (entry.dtype->stored) {
        auto copy = at::empty(entry.shape, options);
        widenFp8(*entry.dtype->stored, {data, size}, copy.data_ptr<c10::BFloat16>());
        return copy;
    }
    if (!m_contents->isAligned(entry)) {
        auto copy = at::empty(entry.shape, options);
        std::memcpy(copy.data_ptr(), data, size);
        return copy;
    }
    return at::from_blob(
        const_cast<uint8_t*>(data), entry.shape, [keep = m_contents](void*) {}, options);
}

uint64_t TensorSlot::bytes() const
{
    uint64_t count = c10::elementSize(type);
    for (const auto size : shape)
        count *= static_cast<uint64_t>(size);
    return count;
}

namespace {

void writeSlots(const ByteSink& write, const std::filesystem::path& file, const std::vector<TensorSlot>& slots,
                const std::map<std::string, std::string>& metadata, const TensorProducer& produce)
{
    const auto text = headerText(file, slots, metadata);
    std::array<uint8_t, 8> length = {};
    for (size_t i = 0; i < length.size(); ++i)
        length[i] = static_cast<uint8_t>(text.size() >> (8 * i));
    write(length.data(), length.size());
    write(text.data(), text.size());
    for (size_t i = 0; i < slots.size(); ++i) {
        const uint64_t needed = slots[i].bytes();
        uint64_t written = 0;
        produce(i, [&](const void* data, size_t bytes) {
            written += bytes;
            if (written <= needed)
                write(data, bytes);
        });
        if (written != needed)
            throw Error(fmt::format("{}: tensor {} got {} bytes of data, its shape and dtype need {}", file.string(),
                                    slots[i].name, written, needed));
    }
}

}

void writeSafeTensors(const ByteSink& write, const std::filesystem::path& file, const NamedTensors& tensors,
                      const std::map<std::string, std::string>& metadata)
{
    for (const auto& [name, tensor] : tensors)
        if (!tensor.defined())
            throw Error(file.string() + ": tensor " + name + " has no data");
    auto ordered = tensors;
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto& a, const auto& b) { return a.second.element_size() > b.second.element_size(); });
    std::vector<TensorSlot> slots;
    for (const auto& [name, tensor] : ordered)
        slots.push_back({name, tensor.scalar_type(), tensor.sizes().vec()});
    writeSlots(write, file, slots, metadata, [&](size_t i, const ByteSink& sink) {
        const auto dense = ordered[i].second.to(at::kCPU).contiguous();
        sink(dense.data_ptr(), static_cast<size_t>(dense.numel()) * dense.element_size());
    });
}

namespace {

// A file that appears when its first byte comes: what cannot be written at all leaves nothing behind.
template <typename Write> void writeAtomically(const std::filesystem::path& file, const Write& write)
{
    std::optional<AtomicFile> out;
    write([&](const void* data, size_t size) {
        if (!out)
            out.emplace(file);
        out->write(data, size);
    });
    out->commit();
}

}

void saveSafeTensors(const std::filesystem::path& file, const NamedTensors& tensors,
                     const std::map<std::string, std::string>& metadata)
{
    writeAtomically(file, [&](const ByteSink& sink) { writeSafeTensors(sink, file, tensors, metadata); });
}

void streamSafeTensors(const std::filesystem::path& file, const std::vector<TensorSlot>& slots,
                       const std::map<std::string, std::string>& metadata, const TensorProducer& produce)
{
    writeAtomically(file, [&](const ByteSink& sink) { writeSlots(sink, file, slots, metadata, produce); });
}

}

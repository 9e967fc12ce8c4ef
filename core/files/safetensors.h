// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace quantscope {

class MappedFile;

// A read-only, memory-mapped *.safetensors file; cheap to copy (copies share the mapping).
// Format: u64 little-endian header length, JSON header {name: {dtype, shape, data_offsets}}, raw data.
class SafeTensors
{
public:
    // Checks the whole header: lengths, offsets inside the file, no overlap, no duplicate names; sizes of the dtypes
    // that are read. Throws Error naming the file and the tensor, or what the file is when it is no safetensors file.
    static SafeTensors open(const std::filesystem::path& file);
    // The same for what follows the first `offset` bytes of a mapped file; `file` only names it in sentences.
    static SafeTensors open(const MappedFile& mapped, size_t offset, const std::filesystem::path& file);

    const std::filesystem::path& file() const;
    // The string map under "__metadata__"; empty when absent.
    const std::map<std::string, std::string>& metadata() const;
    // In the order of their data in the file.
    std::vector<std::string> names() const;
    bool contains(const std::string& name) const;

    // A view on the mapping, which it keeps alive: never write into it in place. Data misaligned for its dtype
    // is copied, 8-bit floating point comes as bfloat16. These four throw Error when the name is unknown, tensor() and
    // dtype() also for a dtype that LibTorch does not have.
    at::Tensor tensor(const std::string& name) const;
    std::vector<int64_t> shape(const std::string& name) const;
    at::ScalarType dtype(const std::string& name) const;
    bool isMapped(const std::string& name) const; // tensor() is a view

private:
    struct Contents;
    std::shared_ptr<const Contents> m_contents;
};

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;
// Takes bytes in the order of the file.
using ByteSink = std::function<void(const void* data, size_t bytes)>;

// Writes the tensors of any supported dtype, made contiguous. Atomic: a temporary file in the same folder is synced
// and renamed; on Error nothing half-written is left behind. Wider dtypes come first so that all data is aligned.
void saveSafeTensors(const std::filesystem::path& file, const NamedTensors& tensors,
                     const std::map<std::string, std::string>& metadata = {});

// The same bytes handed to `write` piece by piece; `file` only names them in sentences.
void writeSafeTensors(const ByteSink& write, const std::filesystem::path& file, const NamedTensors& tensors,
                      const std::map<std::string, std::string>& metadata);

// A tensor that is still to be written.
struct TensorSlot
{
    std::string name;
    at::ScalarType type = at::kFloat;
    std::vector<int64_t> shape;

    uint64_t bytes() const;
};

// Gives the data of one slot to the sink, piece by piece.
using TensorProducer = std::function<void(size_t slot, const ByteSink&)>;

// Writes tensors that need not fit into memory: `produce` is called for each slot in order. Atomic as above; slots with
// wider dtypes should come first. Throws Error when a tensor gets more or less data than its shape needs.
void streamSafeTensors(const std::filesystem::path& file, const std::vector<TensorSlot>& slots,
                       const std::map<std::string, std::string>& metadata, const TensorProducer& produce);

}

// SPDX-License-Identifier: GPL-3.0-or-later
// One file per tensor, unlinked as soon as it is made: raw values in row order, nothing else. It is written by write(),
// so that a full disk is an error there and not a signal at some later access, and mapped shared: whoever changes such
// a tensor in place changes the file.

#include "files/offloadstore.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/from_blob.h>
#include <fmt/core.h>

#include "files/atomicfile.h"
#include "files/writeall.h"

namespace quantscope {
namespace {

constexpr int64_t smallestFile = 64 << 10; // bytes
constexpr int64_t mappedAtOnce = 512 << 20; // that may come into memory before all pages are dropped

class NamelessFile
{
public:
    explicit NamelessFile(const std::filesystem::path& folder)
        : m_folder(folder)
    {
        auto name = (folder / "spool-XXXXXX").string();
        m_fd = ::mkostemp(name.data(), O_CLOEXEC);
        if (m_fd < 0 && errno == ENOENT) {
            std::error_code ignored;
            std::filesystem::create_directories(folder, ignored);
            name = (folder / "spool-XXXXXX").string();
            m_fd = ::mkostemp(name.data(), O_CLOEXEC);
        }
        if (m_fd < 0)
            failWriting(folder, "a temporary file cannot be made");
        ::unlink(name.c_str());
    }
    NamelessFile(const NamelessFile&) = delete;
    NamelessFile& operator=(const NamelessFile&) = delete;
    ~NamelessFile()
    {
        ::close(m_fd);
    }

    void write(const void* data, size_t size)
    {
        writeAll(m_fd, data, size, m_folder, "a temporary file cannot be written");
    }

    void* map(size_t size) const
    {
        void* address = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, m_fd, 0);
        if (address == MAP_FAILED)
            failWriting(m_folder, "a temporary file cannot be mapped");
        return address;
    }

private:
    const std::filesystem::path& m_folder;
    int m_fd = -1;
};

}

OffloadStore::OffloadStore(std::filesystem::path folder, int64_t limit)
    : m_folder(std::move(folder))
    , m_limit(limit)
    , m_use(std::make_shared<Use>())
{
}

at::Tensor OffloadStore::keep(const at::Tensor& tensor) const
{
    if (!tensor.defined() || !tensor.is_cpu())
        return tensor;
    const auto size = tensor.numel() * static_cast<int64_t>(tensor.element_size());
    if (size < smallestFile)
        return tensor;
    const auto dense = tensor.contiguous();
    // Gives the bytes back when the last user goes, or when writing fails.
    const std::shared_ptr<void> booking(nullptr, [use = m_use, size](void*) { use->bytes -= size; });
    const int64_t total = m_use->bytes += size;
    if (total > m_limit)
        throw WriteError(fmt::format("{}: temporary files need more than {} bytes", m_folder.string(), m_limit),
                         ENOSPC);
    for (int64_t peak = m_use->peak; total > peak && !m_use->peak.compare_exchange_weak(peak, total);) { }
    NamelessFile file(m_folder);
    file.write(dense.data_ptr(), static_cast<size_t>(size));
    void* data = file.map(static_cast<size_t>(size));
    {
        const std::lock_guard lock(m_use->mutex);
        m_use->mapped.emplace(data, static_cast<size_t>(size));
    }
    if ((m_use->sinceDropped += size) > mappedAtOnce)
        dropPages();
    const auto unmap = [size, booking, use = m_use](void* at) {
        const std::lock_guard lock(use->mutex);
        use->mapped.erase(at);
        ::munmap(at, static_cast<size_t>(size));
    };
    return at::from_blob(data, dense.sizes(), unmap, dense.options());
}

void OffloadStore::dropPages() const
{
    m_use->sinceDropped = 0;
    const std::lock_guard lock(m_use->mutex);
    for (const auto& [data, size] : m_use->mapped)
        ::madvise(data, size, MADV_DONTNEED); // advice: nothing depends on it
}

int64_t OffloadStore::bytes() const
{
    return m_use->bytes;
}

int64_t OffloadStore::peak() const
{
    return m_use->peak;
}

const std::filesystem::path& OffloadStore::folder() const
{
    return m_folder;
}

}

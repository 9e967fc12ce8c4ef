// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <memory>
#include <mutex>

#include <ATen/core/Tensor.h>

namespace quantscope {

// Tensors that wait on the disk instead of in main memory. Each one is a file of its own without a name: its space is
// free again when its last tensor goes, also when the program is killed. Safe to use from several threads.
class OffloadStore
{
public:
    // At most `limit` bytes at a time. The folder is created when the first file needs it.
    explicit OffloadStore(std::filesystem::path folder, int64_t limit = std::numeric_limits<int64_t>::max());

    // The same values, dense and mapped from a file: the system may drop pages and read them again. Tensors of less
    // than a few pages, and those of a device, come back as they are. WriteError naming the folder when it cannot be
    // written, the disk is full or the limit is reached.
    at::Tensor keep(const at::Tensor&) const;

    // Takes the pages of all these tensors out of the process's memory; they are read again where they are used. The
    // system would do so when memory is short, but until then the process looks as large as its files. keep() does it
    // now and then.
    void dropPages() const;

    int64_t bytes() const; // now on the disk
    int64_t peak() const; // most bytes so far
    const std::filesystem::path& folder() const;

private:
    struct Use
    {
        std::atomic<int64_t> bytes{0}, peak{0}, sinceDropped{0};
        std::mutex mutex;
        std::map<void*, size_t> mapped;
    };

    std::filesystem::path m_folder;
    int64_t m_limit;
    std::shared_ptr<Use> m_use;
};

}

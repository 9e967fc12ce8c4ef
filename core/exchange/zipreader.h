// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "files/mappedfile.h"

struct zip;

namespace quantscope {

struct ZipLimits
{
    uint64_t mostBytes = uint64_t(256) << 20; // of the archive itself
    uint64_t mostUnpacked = uint64_t(256) << 20; // of all that is read from it
    int64_t mostEntries = 10000;
};

// A ZIP archive from anywhere (libzip). Entries are read into memory by their names, in any case; nothing is written to
// disk, and no name is followed to a file. Error naming the archive for one that is damaged, encrypted or beyond the
// limits.
class ZipReader
{
public:
    explicit ZipReader(const std::filesystem::path& file, const ZipLimits& = {});

    bool has(const std::string& entry) const;
    // The unpacked bytes in order, in pieces. Error when there is no such entry.
    void read(const std::string& entry, const std::function<void(std::string_view)>& take);
    const std::string& name() const // of the archive, for sentences
    {
        return m_name;
    }

private:
    struct Discard
    {
        void operator()(zip*) const;
    };

    std::string m_name;
    ZipLimits m_limits;
    MappedFile m_file;
    uint64_t m_unpacked = 0;
    std::unique_ptr<zip, Discard> m_zip;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "base/error.h"

namespace quantscope {

// There is no file of that name, or a link of that name leads nowhere.
class MissingFileError : public Error
{
public:
    using Error::Error;
};

// There is a file, a folder or a link of that name, be it a link that leads nowhere: opening it says so.
bool isPresent(const std::filesystem::path&);

// The file itself. In a Hugging Face cache that was copied without its links, snapshots/COMMIT/FILE holds the text of
// the link, ../../blobs/NAME: then that file, where it is there.
std::filesystem::path behindTextLink(const std::filesystem::path&);

// A regular file, behindTextLink(), mapped read-only; copies share the mapping, the last one unmaps it.
class MappedFile
{
public:
    // Throws MissingFileError, or Error when the file is not regular, unreadable or larger than maxBytes.
    static MappedFile open(const std::filesystem::path& file, uint64_t maxBytes = UINT64_MAX);

    std::span<const uint8_t> bytes() const;
    std::string_view text() const;

private:
    std::shared_ptr<const uint8_t> m_data;
    size_t m_size = 0;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace quantscope {

// Which runs of an archive have a living owner. The owner of a run holds a lock on the byte of its number in the file
// ARCHIVE-owners; the system lets go of it however the process ends, and no other process can seem to be that one.
class Ownership
{
public:
    explicit Ownership(const std::filesystem::path& archive);
    ~Ownership();
    Ownership(const Ownership&) = delete;
    Ownership& operator=(const Ownership&) = delete;

    // False when another one owns it. WriteError when the file cannot be made or locked.
    bool take(int64_t run);
    void release(int64_t run);
    // By this or any other.
    bool isOwned(int64_t run) const;

private:
    std::filesystem::path m_file;
    int m_writing = -1; // holds the locks; made when first needed
    int m_asking = -1; // asks about them: its own would not be in its way
};

}

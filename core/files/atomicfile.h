// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "base/error.h"

namespace quantscope {

// The system refused to write; `code` is its errno.
class WriteError : public Error
{
public:
    WriteError(const std::string& sentence, int code)
        : Error(sentence)
        , m_code(code)
    {
    }

    int code() const
    {
        return m_code;
    }

private:
    int m_code;
};

// A file that appears under its name complete or not at all: written beside it, synced, then renamed.
// Without commit() the temporary file `<target>.tmp-<process>-<number>` is removed. All functions throw WriteError
// naming the target file.
class AtomicFile
{
public:
    explicit AtomicFile(const std::filesystem::path& target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(const void* data, size_t size);
    void commit();

private:
    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    int m_fd = -1;
};

// All of the file at once.
void writeAtomically(const std::filesystem::path& target, std::string_view contents);

}

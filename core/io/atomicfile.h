#pragma once

#include <cstddef>
#include <filesystem>

namespace quantscope {

// A file that appears under its name complete or not at all: written beside it, synced, then renamed.
// Without commit() the temporary file is removed. All functions throw Error naming the target file.
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

}

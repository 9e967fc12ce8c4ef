// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/atomicfile.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <unistd.h>

#include <fmt/core.h>

#include "files/writeall.h"

namespace quantscope {

AtomicFile::AtomicFile(const std::filesystem::path& target)
    : m_target(target)
{
    for (int attempt = 0; m_fd < 0; ++attempt) {
        m_temporary = target;
        m_temporary += fmt::format(".tmp-{}-{}", ::getpid(), attempt);
        m_fd = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (m_fd < 0 && (errno != EEXIST || attempt == 1000))
            failWriting(target, "cannot be written");
    }
}

AtomicFile::~AtomicFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

void AtomicFile::write(const void* data, size_t size)
{
    writeAll(m_fd, data, size, m_target, "cannot be written");
}

void AtomicFile::commit()
{
    if (::fsync(m_fd) != 0)
        failWriting(m_target, "cannot be written to the disk");
    const int closed = ::close(m_fd);
    m_fd = -1;
    if (closed != 0)
        failWriting(m_target, "cannot be written");
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        failWriting(m_target, "cannot be replaced");
    m_temporary.clear();
    // The new name survives a power cut only once the folder is synced too; some file systems refuse that.
    const auto folder = m_target.has_parent_path() ? m_target.parent_path() : std::filesystem::path(".");
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
}

void writeAtomically(const std::filesystem::path& target, std::string_view contents)
{
    AtomicFile out(target);
    out.write(contents.data(), contents.size());
    out.commit();
}

}

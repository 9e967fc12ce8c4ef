// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/ownership.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include "files/atomicfile.h"

namespace quantscope {
namespace {

struct flock byteOf(int64_t run, short type)
{
    struct flock lock = {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = run;
    lock.l_len = 1;
    return lock;
}

}

Ownership::Ownership(const std::filesystem::path& archive)
    : m_file(archive.string() + "-owners")
    , m_asking(::open(m_file.c_str(), O_RDONLY | O_CLOEXEC))
{
}

Ownership::~Ownership()
{
    for (const int fd : {m_writing, m_asking})
        if (fd >= 0)
            ::close(fd);
}

bool Ownership::take(int64_t run)
{
    if (m_writing < 0)
        m_writing = ::open(m_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    auto lock = byteOf(run, F_WRLCK);
    if (m_writing >= 0 && ::fcntl(m_writing, F_OFD_SETLK, &lock) == 0)
        return true;
    if (m_writing >= 0 && (errno == EAGAIN || errno == EACCES))
        return false;
    const int code = errno;
    throw WriteError(m_file.string() + ": cannot be locked: " + std::strerror(code), code);
}

void Ownership::release(int64_t run)
{
    auto lock = byteOf(run, F_UNLCK);
    if (m_writing >= 0)
        ::fcntl(m_writing, F_OFD_SETLK, &lock);
}

bool Ownership::isOwned(int64_t run) const
{
    // The file may have been made since.
    const int fd = m_asking >= 0 ? m_asking : ::open(m_file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    auto lock = byteOf(run, F_WRLCK);
    const bool owned = ::fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    if (m_asking < 0)
        ::close(fd);
    return owned;
}

}

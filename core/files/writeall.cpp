// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/writeall.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <unistd.h>

#include "files/atomicfile.h"

namespace quantscope {

void failWriting(const std::filesystem::path& file, const char* what)
{
    const int code = errno;
    throw WriteError(file.string() + ": " + what + " (" + std::strerror(code) + ")", code);
}

void writeAll(int fd, const void* data, size_t size, const std::filesystem::path& file, const char* what)
{
    // Linux writes at most 2 GB a call.
    constexpr size_t chunk = size_t(1) << 30;
    const auto* next = static_cast<const char*>(data);
    while (size > 0) {
        const auto written = ::write(fd, next, std::min(size, chunk));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            failWriting(file, what);
        next += written;
        size -= static_cast<size_t>(written);
    }
}

}

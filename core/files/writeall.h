// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>

namespace quantscope {

// Throws the WriteError of errno: "<file>: <what> (<reason>)".
[[noreturn]] void failWriting(const std::filesystem::path& file, const char* what);

// Writes all bytes to an open file; `file` and `what` are for the error.
void writeAll(int fd, const void* data, size_t size, const std::filesystem::path& file, const char* what);

}

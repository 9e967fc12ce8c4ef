// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "base/progress.h"

namespace quantscope {

// 64 lower-case hexadecimal digits.
std::string sha256Hex(std::span<const uint8_t> bytes);

// Throws Error naming the file when it cannot be read.
std::string sha256OfFile(const std::filesystem::path& file);
// The same for large files: reports progress; Cancelled.
std::string sha256OfFile(const std::filesystem::path& file, const Progress&);

}

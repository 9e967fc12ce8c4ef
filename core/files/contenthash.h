// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <span>
#include <string>

#include "base/progress.h"

namespace quantscope {

// A file that has changed within this time may change again within the resolution of its times.
inline constexpr std::chrono::nanoseconds settledAfter = std::chrono::seconds(2);

// SHA-256 of a file's content, 64 hexadecimal digits. With an `index` (a file of ours, made when missing) the hash is
// remembered until the file's size, times or inode change, so that a large file is read once; that of a file which is
// not `settled` is not remembered. A broken index is rewritten; one that cannot be written only costs the reading.
// Error naming the file when it cannot be read or changes while it is read; Cancelled.
std::string contentHash(const std::filesystem::path& file, const std::filesystem::path& index = {},
                        const Progress& = {}, std::chrono::nanoseconds settled = settledAfter);

// Of several files in this order, such as the shards of a checkpoint.
std::string contentHash(std::span<const std::filesystem::path> files, const std::filesystem::path& index = {},
                        const Progress& = {});

}

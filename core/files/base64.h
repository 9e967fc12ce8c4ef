// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope {

// Standard alphabet with padding; white space anywhere is skipped. nullopt when anything else is found.
std::optional<std::vector<uint8_t>> decodeBase64(std::string_view text);

// The same alphabet with padding, on one line.
std::string encodeBase64(std::span<const uint8_t> bytes);

}

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace quantscope {

// Standard alphabet with padding; white space anywhere is skipped. nullopt when anything else is found.
std::optional<std::vector<uint8_t>> decodeBase64(std::string_view text);

}

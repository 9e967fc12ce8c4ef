// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace quantscope {

// The system message of conversation `name` in a conversation.py of InternVL, whose code is read as text and never run:
// the string literal behind "system_message=" in the Conversation with this name. None without such a file or entry.
std::optional<std::string> systemMessageIn(const std::filesystem::path& file, std::string_view name);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

namespace quantscope {

// Error naming the file and the remedy when its content is something that downloads leave behind under the names of
// JSON and weight files: nothing, a Git LFS pointer, a web page, an error message, another container.
void refuseForeignContent(std::string_view content, const std::filesystem::path& file);

}

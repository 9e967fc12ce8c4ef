// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace quantscope {

// The folder with config.json that `given` means: itself, or of an entry of a Hugging Face cache (models--ORG--NAME
// with refs and snapshots) the snapshot that refs/main names, the only one where main names none. Error says what is
// there instead.
std::filesystem::path modelFolder(const std::filesystem::path& given);

// What people call the model of such a folder: the folder's own name, in a Hugging Face cache the model's.
std::string modelName(const std::filesystem::path& folder);

}

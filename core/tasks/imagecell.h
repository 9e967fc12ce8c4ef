// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tasks/dataset.h"

namespace quantscope {

// Cells of VLMEvalKit's length or less are the index of the row that has the image.
bool mayBeReference(std::string_view cell);

// The images that the cells of one table hold or name. Error says what is wrong with a cell, without the row.
class ImageCells
{
public:
    explicit ImageCells(const std::filesystem::path& tsv);

    // base64, a data: URI, the name of a file as in fromPaths(), or a Python list of them.
    std::vector<EncodedImage> fromCell(std::string_view cell);
    // The same of a cell that is as short as a reference; none when it may be meant as one.
    std::vector<EncodedImage> tinyFromCell(std::string_view cell);
    // Files in the table's folder or its images/NAME: one, or a Python list of them.
    std::vector<EncodedImage> fromPaths(std::string_view cell);

private:
    EncodedImage file(const std::string& name);
    EncodedImage imageIn(std::string_view text);

    std::filesystem::path m_folder;
    std::string m_name; // of the table
    std::unordered_map<std::string, EncodedImage> m_files;
};

}

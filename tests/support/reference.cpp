// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference.h"

#include <cstdlib>
#include <fstream>

#include "base/error.h"

namespace quantscope::test {

std::filesystem::path referenceDir()
{
    const char* dir = std::getenv("QUANTSCOPE_REFERENCE_DIR");
    return dir ? dir : QUANTSCOPE_REFERENCE_DIR;
}

std::filesystem::path referenceFile(const std::string& relative)
{
    return referenceDir() / relative;
}

nlohmann::json readJson(const std::filesystem::path& file)
{
    std::ifstream in(file);
    if (!in)
        throw Error(file.string() + ": cannot be opened");
    return nlohmann::json::parse(in);
}

void writeText(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

}

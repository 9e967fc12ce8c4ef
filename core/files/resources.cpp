// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/resources.h"

#include <cstdlib>
#include <vector>

#include "base/error.h"

namespace quantscope {

std::filesystem::path findResource(const std::string& relative)
{
    std::vector<std::filesystem::path> places;
    if (const char* chosen = std::getenv("QUANTSCOPE_RESOURCES"))
        places.emplace_back(chosen);
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    if (!ignored)
        places.push_back(program.parent_path().parent_path() / "share" / "quantscope");
    places.emplace_back(QUANTSCOPE_SOURCE_RESOURCES);
    std::string tried;
    for (const auto& place : places) {
        if (std::filesystem::exists(place / relative, ignored))
            return place / relative;
        tried += (tried.empty() ? "" : ", ") + (place / relative).string();
    }
    throw Error("the bundled " + relative + " is missing; looked for " + tried);
}

DemoFiles demoFiles()
{
    return {findResource("demo/internvl2-ocr-mini"), findResource("demo/ocrbench_mini.tsv"),
            findResource("demo/ocrbench_mini_calib.tsv")};
}

}

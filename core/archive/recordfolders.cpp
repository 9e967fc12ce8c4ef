// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/recordfolders.h"

namespace quantscope {
namespace {

void forgetFolder(std::filesystem::path& path)
{
    const auto& inside = path.has_filename() ? path : path.parent_path(); // "/models/one/"
    path = inside.filename();
    if (path == "." || path == "..")
        path.clear();
}

}

void forgetFolders(RunRecord& record)
{
    auto& sources = record.spec.sources;
    for (auto* path : {&sources.model, &sources.data, &sources.calibration, &record.spec.loadWeights,
                       &record.dataFile.file, &record.calibrationFile.file})
        forgetFolder(*path);
    for (auto& file : record.modelFiles)
        forgetFolder(file.file);
    if (record.imported)
        forgetFolder(record.imported->file.file);
}

}

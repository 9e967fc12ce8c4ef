// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracking/trackers.h"

#include "tracking/mlflowstore.h"
#include "tracking/modelexplorer.h"
#include "tracking/trackiodatabase.h"

namespace quantscope {
namespace {

void writeExplorerFiles(RunArchive& archive, const std::vector<std::string>& ids, const std::filesystem::path& file)
{
    writeModelExplorer(archive, ids, file);
}

constexpr Tracker trackerRows[] = {
    {"mlflow", "MLflow", true, "mlruns", "MLFLOW_ALLOW_FILE_STORE=true mlflow ui --backend-store-uri {}", writeMlflow},
    {"trackio", "Trackio", true, "trackio", "TRACKIO_DIR={} trackio show", writeTrackio},
    {"model-explorer", "Model Explorer", false, "model-explorer.json", "model-explorer {}", writeExplorerFiles},
};

}

std::span<const Tracker> trackers()
{
    return trackerRows;
}

}

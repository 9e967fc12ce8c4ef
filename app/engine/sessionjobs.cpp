// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sessionjobs.h"

#include "archive/sessionschema.h"
#include "layerview/runlayerview.h"
#include "run/runmodels.h"
#include "session/sessionreader.h"

namespace quantscope {
namespace {

// The newest that has a recipe, else the newest.
std::string firstRun(RunArchive& session)
{
    const auto runs = session.list();
    for (const auto& run : runs)
        if (!run.recipeHash.empty() && run.state == RunState::Complete)
            return run.id;
    return runs.empty() ? std::string() : runs.front().id;
}

}

OpenedWorkspace openSessionWorkspace(const std::filesystem::path& file, const std::string& run)
{
    requireSession(file);
    RunArchive session(file);
    const auto first = run.empty() ? firstRun(session) : run;
    if (first.empty())
        throw Error(file.string() + ": has no run");
    const auto place = sessionPlaceOf(session, first);
    if (!place)
        throw Error(file.string() + ": does not say which model and benchmark run " + first + " belongs to");
    OpenedWorkspace opened;
    opened.session = OpenedSession{file, first, sessionFacts(session).runs};
    opened.sources.metric = place->metric;
    opened.outline = std::make_shared<const ModelOutline>(sessionOutline(session, *place));
    opened.data = std::make_shared<const Dataset>(sessionQuestions(session, *place));
    opened.calibration = std::make_shared<const Dataset>();
    opened.workload.outline = *opened.outline;
    opened.modelHash = place->modelHash;
    opened.dataHash = place->dataHash;
    return opened;
}

SessionContents requestedContents(RunArchive& archive, const SessionRequest& request, const OpenedWorkspace& opened,
                                  const std::map<std::string, ModelsPtr>& models,
                                  const std::filesystem::path& hashIndex, const Progress& progress)
{
    auto contents = sessionContents(archive, request.withFloat ? withFloatRuns(archive, request.ids) : request.ids);
    if (opened.data && !opened.dataHash.empty())
        contents.data.try_emplace(opened.dataHash, opened.data);
    findFiles(contents, hashIndex, progress);
    for (auto& run : contents.runs)
        if (const auto it = models.find(run.record.id); it != models.end() && it->second)
            run.layerView = [held = it->second](LayerIndex layer) { return viewLayerOf(*held, layer, -1); };
    return contents;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sharecommand.h"

#include <algorithm>
#include <ostream>

#include <fmt/core.h>

#include "archive/sessionschema.h"
#include "base/text.h"
#include "cache/cachefolder.h"
#include "cli/console.h"
#include "messages/sentence.h"
#include "run/caches.h"
#include "session/adoptsession.h"
#include "session/savesession.h"
#include "session/sessionreader.h"

namespace quantscope::cli {
namespace {

std::string sessionMegabytes(double bytes)
{
    return fmt::format("{:.2f} MB", bytes / 1e6);
}

void printSize(const SessionSize& size, std::ostream& out)
{
    const auto line = [&](const char* what, int64_t count, double bytes) {
        out << fmt::format("{:<14} {:>6} {:>12}\n", what, count, sessionMegabytes(bytes));
    };
    line("runs", size.runs, size.runBytes);
    line("pictures", size.images, size.imageBytes);
    line("distributions", size.layers, size.layerBytes);
    for (const auto& message : size.leftOut)
        out << "left out: " << englishText(message) << "\n";
}

SessionOptions sessionOptionsOf(const RunsOptions& o)
{
    SessionOptions options;
    options.images = sessionImagesFrom(o.images).value_or(SessionImages::Small);
    options.longestSide = o.longestSide;
    return options;
}

}

void shareRuns(const RunsOptions& o, RunArchive& archive, std::ostream& out)
{
    std::vector<std::string> ids;
    for (const auto& run : o.runs)
        if (auto id = archive.find(run); std::find(ids.begin(), ids.end(), id) == ids.end())
            ids.push_back(std::move(id));
    if (o.withFloat)
        ids = withFloatRuns(archive, ids);
    auto contents = sessionContents(archive, ids);
    findFiles(contents, contentIndex(defaultCacheRoot()));
    const auto options = sessionOptionsOf(o);
    printSize(estimateSession(contents, options), out);
    if (o.estimate)
        return;
    const auto size = saveSession(o.folder, contents, options);
    out << o.folder.string() << ": " << sessionMegabytes(size.total()) << "\n";
}

void openSession(const RunsOptions& o, std::ostream& out)
{
    requireSession(o.source);
    RunArchive session(o.source);
    const auto facts = sessionFacts(session);
    out << fmt::format("{}: {} {}, {} pictures, distributions of {} layers; written by QuantScope {} at {}\n",
                       o.source.string(), facts.runs, facts.runs == 1 ? "run" : "runs", facts.images, facts.layers,
                       facts.quantscope, facts.created);
    for (const auto& place : sessionPlaces(session))
        out << fmt::format("  {} on {}, {} questions; model {:.12}\n", place.model, place.data,
                           sessionQuestions(session, place).questions.size(),
                           place.modelHash.empty() ? "unknown" : place.modelHash);
    for (const auto& run : session.list())
        out << fmt::format("{:<16}  {:<44} {:>22}  {} layers\n", run.id, run.name, scoreText(run.correct, run.answered),
                           sessionLayers(session, run.id).size());
}

void importSession(const RunsOptions& o, RunArchive& archive, std::ostream& out)
{
    RunArchive session(o.source);
    const auto adopted = adoptSession(session, archive);
    out << fmt::format("{} runs taken, {} were there before\n", adopted.taken, adopted.known);
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "archive/runkeeper.h"
#include "run/execute.h"

namespace quantscope {

// Where and as what a run is kept.
struct KeepAs
{
    std::filesystem::path archive;
    std::string id; // of its record; of one that is there: that run goes on; empty: a new one
    std::string name; // empty: what its recipe is called
    RunOrigin origin; // `wanted` is found out
};

// "Float", or by the recipe; see runTitle().
std::string titleOf(const RunSpec&);
// How many questions a run of the spec answers.
int64_t wantedQuestions(const Workspace&, const RunSpec&);
// The hashes of all its files, which tell it from runs on other files of the same names.
void hashSources(RunRecord&, const Workspace&, const Progress& = {});

// Begins to keep a run that executeKept() will execute. DatabaseError when that cannot be; Error when the files of a
// run that is to go on have changed, or when it is complete or under way.
std::unique_ptr<RunKeeper> beginKept(const Workspace&, const RunSpec&, const KeepAs&, const RunKeeper::Warn&,
                                     const Progress& = {});

// execute() with its results written as they come, the name that was given and no question asked that has an answer.
// An Error of it is kept as well. When its record could not be written, `problem` says why.
struct KeptResult
{
    RunResult result;
    std::optional<std::string> problem;
};
KeptResult executeKept(RunKeeper&, const Workspace&, const RunSpec&, const RunEvents&, const ExecuteOptions&,
                       const Progress& = {});

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "cli/opening.h"
#include "cli/sources.h"
#include "run/caches.h"
#include "run/report.h"

namespace quantscope::cli {

// Answers from the cache where it is given; `key` says what answers.
Evaluation evaluateWith(const std::shared_ptr<StageCache>&, const std::string& key, const Options&, const Bundle&,
                        const Model&, const Dataset&, const Progress&);
RunRecord startRecord(const Options&, const Bundle&, const Dataset&);

// A model with its questions and caches, opened once for several recipes.
struct Workbench
{
    std::shared_ptr<const Dataset> data, calibration;
    Opened opened;
    Caches caches;

    const Bundle& bundle() const
    {
        return opened.bundle;
    }
};

// `recipe` stands for those that will run when memory and time are estimated.
Workbench openWorkbench(const Options&, const Recipe& recipe);

// One run with scores, as `run` makes it.
RunRecord runOn(const Options&, const Workbench&, const Recipe&, const Progress&);

}

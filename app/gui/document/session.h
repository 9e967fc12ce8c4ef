// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/document/document.h"
#include "gui/document/layerinspector.h"
#include "gui/document/modelrebuild.h"
#include "gui/document/runlibrary.h"
#include "gui/document/runtasks.h"
#include "gui/document/selection.h"
#include "gui/document/tasklist.h"
#include "gui/document/weightpreview.h"

namespace quantscope {

// The objects of one window, in the order in which they hear of each other; all of them before any view.
struct Session
{
    // `store`: the file that keeps the runs; empty: none does.
    explicit Session(Backend& b, const std::filesystem::path& store = {})
        : backend(b)
        , library(store)
        , runs(backend, library)
        , document(backend, library, runs)
        , selection(document)
        , rebuild(backend, runs)
        , weights(backend, document, runs, selection)
        , inspector(backend, document, library, runs, selection, rebuild, weights)
    {
        listRunTasks(tasks, document, runs, rebuild, weights);
    }

    Backend& backend;
    RunLibrary library;
    RunList runs;
    Document document;
    Selection selection;
    ModelRebuild rebuild;
    WeightPreview weights;
    LayerInspector inspector;
    TaskList tasks;
};

}

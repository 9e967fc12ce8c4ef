// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/document/document.h"
#include "gui/document/layerinspector.h"
#include "gui/document/selection.h"

namespace quantscope {

// The objects of one window, in the order in which they hear of each other; all of them before any view.
struct Session
{
    explicit Session(Backend& b)
        : backend(b)
        , runs(backend)
        , document(backend, runs)
        , selection(document)
        , inspector(backend, document, runs, selection)
    {
    }

    Backend& backend;
    RunList runs;
    Document document;
    Selection selection;
    LayerInspector inspector;
};

}

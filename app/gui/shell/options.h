// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

#include "run/preflight.h"
#include "subset/questionsubset.h"

namespace quantscope {

// The words after `quantscope`.
struct WindowOptions
{
    QString model, data, calibration; // empty: the demo's
    bool demo = false; // its model may answer other data
    QString recipe, preset; // a file, a preset's id
    bool run = false;
    std::optional<QuestionSubset> subset;
    LowMemory lowMemory = LowMemory::Auto;
    double memoryLimit = 0; // GB, 0: what there is
    QString session; // a file to open instead of a model
    QString store; // file of the runs; empty: the user's own
    QString settings; // a file for settings instead of the user's own

    // --screenshot: wait for all results, show what these say, write the file and end.
    QString screenshot;
    QSize size{1280, 800};
    QString theme; // "light", "dark"
    std::optional<int> scale; // percent
    QString layer; // a layer's name or a part of it
    QString distribution; // "weights", "input", "error"
    QStringList docks; // ids of docks to raise
    std::optional<int> sample; // the question to show large
};

struct ParsedOptions
{
    WindowOptions options;
    std::optional<int> exitCode; // set: print `message` and end
    QString message;
};

// Needs no application and no display. Leaves Qt's own options, such as -platform, to Qt.
ParsedOptions parseWindowOptions(const QStringList& arguments);

}

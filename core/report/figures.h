// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "layerview/layerview.h"
#include "report/svgpicture.h"
#include "tasks/bootstrap.h"

namespace quantscope {

// Pictures of a report. All texts are in its language; runs are told apart by their places.

// Right answers in percent.
struct ScoreBar
{
    double percent = 0;
    std::optional<Interval> interval = {}; // in percent, of 95 %
};

struct ScoreBarGroup
{
    std::string name;
    std::vector<std::optional<ScoreBar>> bars; // by run; unset: it answered none of these
};

struct ScoreFigure
{
    std::string title, axis;
    std::vector<std::string> runs;
    std::vector<ScoreBarGroup> groups; // from top to bottom
};
SvgPicture drawScores(const ScoreFigure&);

// A value in dB of every layer, runs as curves over each other.
struct LayerFigure
{
    std::string title, valueAxis, layerAxis;
    std::string noError; // what the upper edge means, where a curve has an infinite value
    std::vector<std::string> runs;
    std::vector<std::vector<std::optional<double>>> values; // by run, then layer; unset: not measured
    struct Part
    {
        std::string name;
        size_t first = 0; // layer
    };
    std::vector<Part> parts; // towers, where each begins
};
SvgPicture drawLayers(const LayerFigure&);

// Counts of values over a quantization grid.
struct HistogramFigure
{
    struct Curve
    {
        std::string name;
        Histogram histogram;
        SvgLook line;
        bool isFilled = false;
    };
    struct Grid
    {
        std::string text; // "256 levels, step 0.01"
        GridView grid;
        SvgLook line;
    };
    std::string title, valueAxis, countAxis;
    std::vector<Curve> curves; // the first ones below
    std::vector<Grid> grids;
};
SvgPicture drawHistogram(const HistogramFigure&);

}

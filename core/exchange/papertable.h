// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "run/runrecord.h"

namespace quantscope {

// One score, and what a reader has to know of it: that not all questions count.
struct PaperCell
{
    double score = 0; // Score::finalScore
    std::string note = {}; // empty: none
};

struct PaperRow
{
    std::string method, model;
    std::string bits; // "W8A8 / W4A8" of vision and language model; "float"; empty: not known
    std::vector<std::optional<PaperCell>> cells; // beside the benchmarks
};

// Methods by benchmarks, as papers show them.
struct PaperTable
{
    std::vector<std::string> benchmarks; // in the order of the runs; with the metric where one has several
    std::vector<PaperRow> rows; // in the order of the runs
    bool hasModels = false; // several
};

// A row is a model with one recipe, or imported answers of one name; runs of it on different benchmarks share the row,
// two on the same benchmark have one each.
PaperTable paperTable(std::span<const RunRecord>);

// Formats by their ids, "csv", "latex" and "markdown".
std::vector<std::string_view> paperFormats();
// LaTeX wants the package booktabs, and says in comments at its head what its letters want besides. Error for an
// unknown format lists those there are.
std::string paperText(const PaperTable&, std::string_view format);

// The letters as they are: what means something in Markdown is escaped, line ends become blanks.
std::string markdownText(std::string_view utf8);

}

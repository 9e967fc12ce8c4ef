// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "archive/runarchive.h"

namespace quantscope {

// What Model Explorer colours nodes by.
struct NodeValue
{
    std::string_view id; // part of file names: "output_sqnr_db"
    std::string_view title; // "Output SQNR (dB)"
    bool higherIsBetter = true;
    std::optional<double> (*value)(const LayerReport&); // none: not measured
};

std::span<const NodeValue> nodeValues();

// A graph collection: one graph for each run, a node for each layer, whose id is the layer's name in the checkpoint and
// whose namespace is the module that it lies in; attributes are shape, bits, scale and errors.
nlohmann::json explorerGraphs(std::span<const RunRecord>);
// Node data of one run for whatever graph is open: values by the layer's name in the checkpoint, and by the names that
// PyTorch's ONNX exporter gives to its output. Null where no layer has a value.
nlohmann::json explorerNodeData(const RunRecord&, const NodeValue&);

// `file` holds the graphs, and beside it are node data of each run: NAME.RUN.output_sqnr_db.json. Returns all files.
// Error when no run has layers, WriteError.
std::vector<std::filesystem::path> writeModelExplorer(RunArchive&, const std::vector<std::string>& ids,
                                                      const std::filesystem::path& file);

}

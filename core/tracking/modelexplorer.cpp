// SPDX-License-Identifier: GPL-3.0-or-later
// Model Explorer shows graphs of nodes, and values of nodes from files of their own: "results" by node id or by the
// name of an output tensor, with colours along a gradient between the lowest and the highest value.
#include "tracking/modelexplorer.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/csv.h"
#include "files/atomicfile.h"

namespace quantscope {
namespace {

using Json = nlohmann::json;

constexpr auto worstColor = "#b2182b", middleColor = "#f7f7f7", bestColor = "#2166ac";

std::optional<double> weightBits(const LayerReport& layer)
{
    return layer.scheme.weightBits;
}

std::optional<double> activationBits(const LayerReport& layer)
{
    return layer.scheme.activationBits;
}

std::optional<double> activationScale(const LayerReport& layer)
{
    return layer.range ? std::optional<double>(layer.grid.scale) : std::nullopt;
}

std::optional<double> weightSqnr(const LayerReport& layer)
{
    return layer.weight.quantized ? std::optional(layer.weight.weightSqnrDb) : std::nullopt;
}

std::optional<double> outputSqnr(const LayerReport& layer)
{
    return layer.measured ? std::optional(layer.error.isolated.sqnrDb) : std::nullopt;
}

std::optional<double> accumulatedSqnr(const LayerReport& layer)
{
    return layer.measured ? std::optional(layer.error.accumulated.sqnrDb) : std::nullopt;
}

std::optional<double> relativeError(const LayerReport& layer)
{
    return layer.measured ? std::optional(layer.error.isolated.relativeMse) : std::nullopt;
}

constexpr NodeValue nodeValueRows[] = {
    {"output_sqnr_db", "Output SQNR (dB)", true, outputSqnr},
    {"accumulated_sqnr_db", "Accumulated SQNR (dB)", true, accumulatedSqnr},
    {"weight_sqnr_db", "Weight SQNR (dB)", true, weightSqnr},
    {"relative_mse", "Relative MSE of the output", false, relativeError},
    {"weight_bits", "Weight bits", true, weightBits},
    {"activation_bits", "Activation bits", true, activationBits},
    {"activation_scale", "Activation scale", false, activationScale},
};

struct ModulePath
{
    std::string modules; // "language_model/model/layers.3/mlp"
    std::string own; // "down_proj"
};

bool isPosition(const std::string& part)
{
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A place in a list stays with the list's name, as the modules of PyTorch are called in graphs: "layers.3".
ModulePath modulePath(const std::string& name)
{
    ModulePath path;
    for (size_t at = 0; at <= name.size();) {
        const auto end = std::min(name.find('.', at), name.size());
        const auto part = name.substr(at, end - at);
        if (isPosition(part) && !path.own.empty()) {
            path.own += "." + part;
        } else {
            if (!path.own.empty())
                path.modules += (path.modules.empty() ? "" : "/") + path.own;
            path.own = part;
        }
        at = end + 1;
    }
    return path;
}

// As torch.onnx calls the tensors that leave a linear layer without and with a bias, or a convolution.
std::vector<std::string> onnxNames(const Layer& layer)
{
    const auto path = modulePath(layer.name);
    const auto prefix = "/" + (path.modules.empty() ? "" : path.modules + "/") + path.own + "/";
    if (layer.role == Role::PatchEmbedding)
        return {prefix + "Conv_output_0"};
    return {prefix + "MatMul_output_0", prefix + "Add_output_0"};
}

Json attribute(const std::string& key, const std::string& value)
{
    return {{"key", key}, {"value", value}};
}

Json attributesOf(const LayerReport& layer)
{
    auto list = Json::array();
    list.push_back(attribute("tower", std::string(towerId(layer.layer.tower))));
    list.push_back(attribute("role", std::string(roleId(layer.layer.role))));
    list.push_back(attribute("shape", std::to_string(layer.layer.out) + "x" + std::to_string(layer.layer.in)));
    if (layer.scheme.quantizesWeight())
        list.push_back(attribute("weight_method", layer.scheme.weightMethod));
    for (const auto& row : nodeValueRows)
        if (const auto value = row.value(layer))
            list.push_back(attribute(std::string(row.id), csvNumber(value)));
    return list;
}

// Layers follow each other as they do in the model.
Json graphOf(const RunRecord& run, const std::string& id)
{
    auto nodes = Json::array();
    const Layer* before = nullptr;
    for (const auto& layer : run.layers) {
        const auto path = modulePath(layer.layer.name);
        Json node{
            {"id", layer.layer.name}, {"label", path.own}, {"namespace", path.modules}, {"attrs", attributesOf(layer)}};
        node["outputsMetadata"] = {{{"id", "0"}, {"attrs", {attribute("tensor_name", layer.layer.name + ":0")}}}};
        if (before)
            node["incomingEdges"] = {
                {{"sourceNodeId", before->name}, {"sourceNodeOutputId", "0"}, {"targetNodeInputId", "0"}}};
        nodes.push_back(std::move(node));
        before = &layer.layer;
    }
    return {{"id", id}, {"nodes", nodes}};
}

std::string jsonFileText(const Json& value)
{
    return value.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}

std::span<const NodeValue> nodeValues()
{
    return nodeValueRows;
}

nlohmann::json explorerGraphs(std::span<const RunRecord> runs)
{
    auto graphs = Json::array();
    std::set<std::string> ids;
    for (const auto& run : runs)
        graphs.push_back(graphOf(run, ids.insert(run.name).second ? run.name : run.name + " " + run.id));
    return {{"label", "QuantScope"}, {"graphs", graphs}};
}

nlohmann::json explorerNodeData(const RunRecord& run, const NodeValue& row)
{
    auto results = Json::object();
    for (const auto& layer : run.layers) {
        const auto value = row.value(layer);
        if (!value || !std::isfinite(*value))
            continue;
        results[layer.layer.name] = {{"value", *value}};
        for (const auto& name : onnxNames(layer.layer))
            results[name] = {{"value", *value}};
    }
    if (results.empty())
        return nullptr;
    const auto* low = row.higherIsBetter ? worstColor : bestColor;
    const auto* high = row.higherIsBetter ? bestColor : worstColor;
    return {{"name", run.name + ": " + std::string(row.title)},
            {"results", results},
            {"gradient",
             {{{"stop", 0}, {"bgColor", low}},
              {{"stop", 0.5}, {"bgColor", middleColor}},
              {{"stop", 1}, {"bgColor", high}}}}};
}

std::vector<std::filesystem::path> writeModelExplorer(RunArchive& archive, const std::vector<std::string>& ids,
                                                      const std::filesystem::path& file)
{
    std::vector<RunRecord> runs;
    for (const auto& id : ids)
        if (auto run = archive.load(id); !run.layers.empty())
            runs.push_back(std::move(run));
    if (runs.empty())
        throw Error("Model Explorer: none of the runs has layers");
    writeAtomically(file, jsonFileText(explorerGraphs(runs)));
    std::vector<std::filesystem::path> files{file};
    for (const auto& run : runs)
        for (const auto& row : nodeValueRows)
            if (const auto data = explorerNodeData(run, row); !data.is_null()) {
                files.push_back(file.parent_path() /
                                (file.stem().string() + "." + run.id + "." + std::string(row.id) + ".json"));
                writeAtomically(files.back(), jsonFileText(data));
            }
    return files;
}

}

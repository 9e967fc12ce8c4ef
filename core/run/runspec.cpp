// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runspec.h"

#include <cstdint>

#include "base/jsonfield.h"
#include "files/resources.h"
#include "quant/protocol.h"

namespace quantscope {

Sources demoSources()
{
    const auto files = demoFiles();
    return {files.model, files.data, files.calibration, {}};
}

bool isDemoOnOtherData(const Sources& sources)
{
    const auto demo = demoFiles();
    std::error_code ignored; // a file that is not there is no file of the demo
    const auto isOwn = [&](const std::filesystem::path& file) {
        return std::filesystem::equivalent(sources.data, file, ignored);
    };
    return sources.model == demo.model && !isOwn(demo.data) && !isOwn(demo.calibration);
}

Protocol protocolOf(const RunSpec& spec)
{
    return spec.recipe ? spec.recipe->protocol : spec.protocol;
}

nlohmann::json specToJson(const RunSpec& spec)
{
    nlohmann::json json{{"model", spec.sources.model.string()},
                        {"data", spec.sources.data.string()},
                        {"calibration", spec.sources.calibration.string()},
                        {"metric", spec.sources.metric},
                        {"max_new_tokens", spec.maxNewTokens},
                        {"load_weights", spec.loadWeights.string()}};
    putSubset(spec.subset, json);
    if (spec.protocol != Protocol::Exact)
        json["protocol"] = protocolId(spec.protocol);
    if (spec.recipe)
        json["recipe"] = recipeToJson(*spec.recipe);
    return json;
}

RunSpec specFromJson(const nlohmann::json& json, const std::string& where)
{
    const JsonFields fields(json, where);
    RunSpec spec;
    spec.sources = {fields.text("model", ""), fields.text("data", ""), fields.text("calibration", ""),
                    fields.text("metric", "")};
    if (fields.has("recipe"))
        spec.recipe = recipeFromJson(fields.required("recipe"), fields.place("recipe"));
    spec.protocol = protocolFromJson(fields);
    spec.subset = takeSubset(json, where);
    spec.maxNewTokens = fields.integer("max_new_tokens", -1, INT64_MAX, -1);
    spec.loadWeights = fields.text("load_weights", "");
    return spec;
}

}

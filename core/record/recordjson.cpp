// SPDX-License-Identifier: GPL-3.0-or-later
// Records as JSON. Each struct has one function that names its fields once, used in both directions: `Writing` puts
// them into an object, `Reading` takes them from one and checks them.

#include "record/recordjson.h"

#include <cmath>
#include <limits>

#include "base/jsonfield.h"
#include "tasks/rowindex.h"

namespace quantscope {
namespace {

constexpr size_t mostItems = 1 << 20; // of one list

// JSON has no infinity.
nlohmann::json numberToJson(double value)
{
    if (std::isfinite(value))
        return value;
    return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

double numberFromJson(const nlohmann::json& value, const std::string& place)
{
    if (value.is_number())
        return value.get<double>();
    if (value == "inf")
        return std::numeric_limits<double>::infinity();
    if (value == "-inf")
        return -std::numeric_limits<double>::infinity();
    if (value == "nan")
        return std::numeric_limits<double>::quiet_NaN();
    throw Error(place + ": expected a number, found " + JsonFields::found(value));
}

template <typename Direction> void fields(Direction&, ErrorMetrics&);
template <typename Direction> void fields(Direction&, LogitsDivergence&);
template <typename Direction> void fields(Direction&, LayerError&);
template <typename Direction> void fields(Direction&, WeightOutcome&);
template <typename Direction> void fields(Direction&, ActivationRange&);
template <typename Direction> void fields(Direction&, StaticGrid&);
template <typename Direction> void fields(Direction&, Layer&);
template <typename Direction> void fields(Direction&, LayerReport&);
template <typename Direction> void fields(Direction&, SizeEstimate&);
template <typename Direction> void fields(Direction&, CalibrationUse&);
template <typename Direction> void fields(Direction&, StageTiming&);
template <typename Direction> void fields(Direction&, Prediction&);
template <typename Direction> void fields(Direction&, RowProblem&);
template <typename Direction> void fields(Direction&, AskedQuestion&);
template <typename Direction> void fields(Direction&, CategoryScore&);
template <typename Direction> void fields(Direction&, Figure&);
template <typename Direction> void fields(Direction&, Score&);
template <typename Direction> void fields(Direction&, Environment&);
template <typename Direction> void fields(Direction&, FileUse&);
template <typename Direction> void fields(Direction&, ImportClaim&);
template <typename Direction> void fields(Direction&, ImportSource&);
template <typename Direction> void fields(Direction&, RunRecord&);

struct Writing
{
    nlohmann::json json = nlohmann::json::object();

    template <typename T> void operator()(const char* name, T& value)
    {
        json[name] = toJson(value);
    }

    template <typename T> static nlohmann::json toJson(T& value)
    {
        if constexpr (std::is_same_v<T, bool> || std::is_integral_v<T> || std::is_same_v<T, std::string>) {
            return value;
        } else if constexpr (std::is_floating_point_v<T>) {
            return numberToJson(value);
        } else if constexpr (std::is_same_v<T, std::filesystem::path>) {
            return value.string();
        } else if constexpr (std::is_same_v<T, Tower>) {
            return towerId(value);
        } else if constexpr (std::is_same_v<T, Role>) {
            return roleId(value);
        } else if constexpr (std::is_same_v<T, Stage>) {
            return stageId(value);
        } else if constexpr (std::is_same_v<T, RunState>) {
            return runStateId(value);
        } else if constexpr (std::is_same_v<T, Scheme>) {
            return schemeToJson(value);
        } else if constexpr (std::is_same_v<T, Message>) {
            return messageToJson(value);
        } else if constexpr (std::is_same_v<T, RunSpec>) {
            return specToJson(value);
        } else if constexpr (std::is_same_v<T, ProtocolFacts>) {
            return factsToJson(value);
        } else {
            Writing part;
            fields(part, value);
            return part.json;
        }
    }

    template <typename T> static nlohmann::json toJson(std::optional<T>& value)
    {
        return value ? toJson(*value) : nlohmann::json();
    }

    template <typename T> static nlohmann::json toJson(std::vector<T>& values)
    {
        auto list = nlohmann::json::array();
        for (auto& value : values)
            list.push_back(toJson(value));
        return list;
    }
};

struct Reading
{
    const nlohmann::json& json;
    std::string where;

    template <typename T> void operator()(const char* name, T& value)
    {
        const auto it = json.find(name);
        if (it != json.end())
            fromJson(*it, value, where + ": field '" + name + "'");
    }

    template <typename T> static T known(std::optional<T> value, const nlohmann::json& text, const std::string& place)
    {
        if (!value)
            throw Error(place + ": " + JsonFields::found(text) + " is not known");
        return *value;
    }

    static std::string textOf(const nlohmann::json& value, const std::string& place)
    {
        if (!value.is_string())
            throw Error(place + ": expected text, found " + JsonFields::found(value));
        return value.get<std::string>();
    }

    template <typename T> static void fromJson(const nlohmann::json& value, T& result, const std::string& place)
    {
        if constexpr (std::is_same_v<T, bool>) {
            if (!value.is_boolean())
                throw Error(place + ": expected true or false, found " + JsonFields::found(value));
            result = value.get<bool>();
        } else if constexpr (std::is_integral_v<T>) {
            constexpr auto most = std::numeric_limits<T>::max();
            constexpr int64_t top = uint64_t(most) > uint64_t(INT64_MAX) ? INT64_MAX : int64_t(most);
            const int64_t bottom = std::is_signed_v<T> ? int64_t(std::numeric_limits<T>::min()) : 0;
            result = static_cast<T>(JsonFields::integerOf(value, bottom, top, place));
        } else if constexpr (std::is_floating_point_v<T>) {
            result = static_cast<T>(numberFromJson(value, place));
        } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::filesystem::path>) {
            result = textOf(value, place);
        } else if constexpr (std::is_same_v<T, Tower>) {
            result = known(towerFromId(textOf(value, place)), value, place);
        } else if constexpr (std::is_same_v<T, Role>) {
            result = known(roleFromId(textOf(value, place)), value, place);
        } else if constexpr (std::is_same_v<T, Stage>) {
            result = known(stageFromId(textOf(value, place)), value, place);
        } else if constexpr (std::is_same_v<T, RunState>) {
            result = known(runStateFromId(textOf(value, place)), value, place);
        } else if constexpr (std::is_same_v<T, Scheme>) {
            updateScheme(result, value, place);
        } else if constexpr (std::is_same_v<T, Message>) {
            result = messageFromJson(value, place);
        } else if constexpr (std::is_same_v<T, RunSpec>) {
            result = specFromJson(value, place);
        } else if constexpr (std::is_same_v<T, ProtocolFacts>) {
            result = factsFromJson(value, place);
        } else {
            if (!value.is_object())
                throw Error(place + ": expected a JSON object");
            Reading part{value, place};
            fields(part, result);
        }
    }

    template <typename T>
    static void fromJson(const nlohmann::json& value, std::optional<T>& result, const std::string& place)
    {
        result.reset();
        if (!value.is_null())
            fromJson(value, result.emplace(), place);
    }

    template <typename T>
    static void fromJson(const nlohmann::json& value, std::vector<T>& result, const std::string& place)
    {
        if (!value.is_array())
            throw Error(place + ": expected a list, found " + JsonFields::found(value));
        if (value.size() > mostItems)
            throw Error(place + ": has " + std::to_string(value.size()) + " items, too many");
        result.clear();
        for (const auto& item : value)
            fromJson(item, result.emplace_back(), place);
    }
};

template <typename Direction> void fields(Direction& f, ErrorMetrics& e)
{
    f("sqnr_db", e.sqnrDb);
    f("mse", e.mse);
    f("relative_mse", e.relativeMse);
    f("cosine", e.cosine);
    f("max_abs", e.maxAbs);
}

template <typename Direction> void fields(Direction& f, LogitsDivergence& d)
{
    f("text", d.text);
    f("prompt_end", d.promptEnd);
}

template <typename Direction> void fields(Direction& f, LayerError& e)
{
    f("isolated", e.isolated);
    f("accumulated", e.accumulated);
    f("isolated_image", e.isolatedImage);
    f("isolated_text", e.isolatedText);
    f("accumulated_image", e.accumulatedImage);
    f("accumulated_text", e.accumulatedText);
    f("logits_kl_nats", e.logits);
}

template <typename Direction> void fields(Direction& f, WeightOutcome& w)
{
    f("quantized", w.quantized);
    f("sqnr_db", w.weightSqnrDb);
    f("hessian_loss", w.hessianLoss);
    f("damping", w.damping);
    f("dead_columns", w.deadColumns);
    f("fallbacks", w.fallbacks);
}

template <typename Direction> void fields(Direction& f, ActivationRange& r)
{
    f("min", r.min);
    f("max", r.max);
}

template <typename Direction> void fields(Direction& f, StaticGrid& g)
{
    f("bits", g.bits);
    f("symmetric", g.symmetric);
    f("scale", g.scale);
    f("zero_point", g.zero);
    f("qmin", g.qmin);
    f("qmax", g.qmax);
    f("range_min", g.rangeMin);
    f("range_max", g.rangeMax);
}

template <typename Direction> void fields(Direction& f, Layer& s)
{
    f("name", s.name);
    f("tower", s.tower);
    f("block", s.block);
    f("role", s.role);
    f("in", s.in);
    f("out", s.out);
}

template <typename Direction> void fields(Direction& f, LayerReport& l)
{
    f("layer", l.layer);
    f("scheme", l.scheme);
    f("weight", l.weight);
    f("error", l.error);
    f("measured", l.measured);
    f("range", l.range);
    f("grid", l.grid);
    f("image_range", l.imageRange);
    f("image_grid", l.imageGrid);
    f("split_range", l.rmsRange);
    f("split_channel", l.rmsChannel);
    f("input_fallbacks", l.inputFallbacks);
}

template <typename Direction> void fields(Direction& f, SizeEstimate& s)
{
    f("float_bytes", s.floatBytes);
    f("bytes", s.bytes);
    f("bits_per_weight", s.bitsPerWeight);
}

template <typename Direction> void fields(Direction& f, CalibrationUse& c)
{
    f("dataset", c.dataset);
    f("weight_rows", c.weightRows);
    f("activation_rows", c.activationRows);
    f("error_rows", c.errorRows);
}

template <typename Direction> void fields(Direction& f, StageTiming& t)
{
    f("stage", t.stage);
    f("seconds", t.seconds);
}

void indexField(Writing& f, Prediction& p)
{
    f.json["index"] = indexToJson(p.index);
}

void indexField(Reading& f, Prediction& p)
{
    if (const auto it = f.json.find("index"); it != f.json.end())
        p.index = indexFromJson(*it, f.where + ": field 'index'");
}

template <typename Direction> void fields(Direction& f, Prediction& p)
{
    f("row", p.row);
    indexField(f, p);
    f("prediction", p.text);
    f("tokens", p.tokens);
    f("hit", p.score);
    f("problem", p.problem);
    f("scored", p.isScored);
}

template <typename Direction> void fields(Direction& f, RowProblem& p)
{
    f("line", p.line);
    f("index", p.index);
    f("message", p.message);
}

template <typename Direction> void fields(Direction& f, AskedQuestion& q)
{
    f("category", q.category);
    f("question", q.question);
    f("answers", q.answers);
}

template <typename Direction> void fields(Direction& f, CategoryScore& s)
{
    f("name", s.name);
    f("hits", s.correct);
    f("total", s.total);
}

template <typename Direction> void fields(Direction& f, Figure& g)
{
    f("name", g.name);
    f("part", g.part);
    f("value", g.value);
}

template <typename Direction> void fields(Direction& f, Score& s)
{
    f("metric", s.metric);
    f("hits", s.correct);
    f("total", s.total);
    f("categories", s.categories);
    f("groups", s.groups);
    f("splits", s.splits);
    f("figures", s.figures);
    f("final_score", s.finalScore);
    f("final_score_norm", s.finalScoreNorm);
    f("unscored", s.unscored);
    f("failed", s.failed);
}

template <typename Direction> void fields(Direction& f, Environment& e)
{
    f("quantscope", e.quantscope);
    f("libtorch", e.libtorch);
    f("blas", e.blas);
    f("processor", e.processor);
    f("device", e.device);
    f("dtype", e.dtype);
    f("threads", e.threads);
    f("peak_rss_bytes", e.peakResidentBytes);
    f("peak_device_bytes", e.peakDeviceBytes);
}

template <typename Direction> void fields(Direction& f, FileUse& u)
{
    f("file", u.file);
    f("sha256", u.sha256);
}

template <typename Direction> void fields(Direction& f, ImportClaim& c)
{
    f("name", c.name);
    f("sum", c.sum);
    f("answers", c.answers);
    f("share", c.isShare);
}

template <typename Direction> void fields(Direction& f, ImportSource& s)
{
    f("source", s.file);
    f("format", s.format);
    f("rows", s.rows);
    f("unmatched", s.unmatched);
    f("unanswered", s.unanswered);
    f("claim", s.claim);
}

template <typename Direction> void fields(Direction& f, RunRecord& r)
{
    f("id", r.id);
    f("spec", r.spec);
    f("state", r.state);
    f("name", r.name);
    f("note", r.note);
    f("problem", r.problem);
    f("started", r.started);
    f("imported", r.imported);
    f("model", r.model);
    f("model_files", r.modelFiles);
    f("data", r.data);
    f("data_file", r.dataFile);
    f("calibration_file", r.calibrationFile);
    f("layers", r.layers);
    f("size", r.size);
    f("calibration", r.calibration);
    f("also_evaluated", r.calibrationOverlap);
    f("warnings", r.warnings);
    f("fallbacks", r.fallbacks);
    f("timings", r.timings);
    f("reused", r.reused);
    f("seconds", r.seconds);
    f("predictions", r.predictions);
    f("failed_rows", r.problems);
    f("failed_calibration_rows", r.calibrationProblems);
    f("rows_without_image", r.rowsWithoutImage);
    f("asked", r.asked);
    f("score", r.score);
    f("float_score", r.floatScore);
    f("environment", r.environment);
    f("protocol", r.protocol);
}

template <typename T> nlohmann::json partToJson(T part)
{
    return Writing::toJson(part);
}

template <typename T> T partFromJson(const nlohmann::json& json, const std::string& where)
{
    T part;
    Reading::fromJson(json, part, where);
    return part;
}

}

nlohmann::json recordToJson(const RunRecord& record)
{
    auto copy = record; // the fields are named for both directions
    Writing writing;
    fields(writing, copy);
    writing.json["schema"] = recordSchema;
    return writing.json;
}

RunRecord recordFromJson(const nlohmann::json& json, const std::string& where)
{
    JsonFields(json, where).integer("schema", 1, recordSchema);
    RunRecord record;
    Reading reading{json, where};
    fields(reading, record);
    if (record.asked.size() != record.predictions.size())
        throw Error(where + ": the predictions and the questions asked differ in number");
    return record;
}

nlohmann::json layerReportToJson(const LayerReport& layer)
{
    return partToJson(layer);
}

LayerReport layerReportFromJson(const nlohmann::json& json, const std::string& where)
{
    return partFromJson<LayerReport>(json, where);
}

nlohmann::json importToJson(const ImportSource& source)
{
    return partToJson(source);
}

ImportSource importFromJson(const nlohmann::json& json, const std::string& where)
{
    return partFromJson<ImportSource>(json, where);
}

nlohmann::json predictionToJson(const Prediction& prediction)
{
    return partToJson(prediction);
}

Prediction predictionFromJson(const nlohmann::json& json, const std::string& where)
{
    return partFromJson<Prediction>(json, where);
}

}

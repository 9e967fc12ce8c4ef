// SPDX-License-Identifier: GPL-3.0-or-later
// Results of stages as cache entries: numbers in tensors, so that every bit and every infinity survives; names and
// counts in the metadata.

#include "quant/stagecodec.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

const at::Tensor& part(const Entry& entry, const std::string& name)
{
    const auto it = entry.tensors.find(name);
    if (it == entry.tensors.end())
        throw Error("cache entry: tensor '" + name + "' is missing");
    return it->second;
}

template <typename T> at::Tensor tensorOf(const std::vector<T>& values, at::ScalarType type)
{
    auto tensor = at::empty({static_cast<int64_t>(values.size())}, type);
    std::copy(values.begin(), values.end(), tensor.template data_ptr<T>());
    return tensor;
}

template <typename T> std::vector<T> vectorOf(const Entry& entry, const std::string& name, at::ScalarType type)
{
    const auto& tensor = part(entry, name);
    if (tensor.scalar_type() != type || tensor.dim() != 1)
        throw Error("cache entry: tensor '" + name + "' has another shape or type");
    const auto* data = tensor.data_ptr<T>();
    return {data, data + tensor.numel()};
}

int64_t bytesOf(const at::Tensor& t)
{
    return t.defined() ? t.numel() * static_cast<int64_t>(t.element_size()) : 0;
}

std::vector<double> numbers(const ErrorMetrics& m)
{
    return {m.sqnrDb, m.mse, m.relativeMse, m.cosine, m.maxAbs};
}

ErrorMetrics metricsFrom(const double* v)
{
    return {v[0], v[1], v[2], v[3], v[4]};
}

void append(std::vector<double>& all, const Histogram& h)
{
    all.push_back(h.low);
    all.push_back(h.high);
    all.push_back(static_cast<double>(h.counts.size()));
    all.insert(all.end(), h.counts.begin(), h.counts.end());
}

// Walks over a flat list of numbers; Error when it ends too early.
class Reader
{
public:
    explicit Reader(const std::vector<double>& values)
        : m_values(values)
    {
    }

    double next()
    {
        return take(1)[0];
    }

    const double* take(size_t count)
    {
        if (count > m_values.size() - m_place)
            throw Error("cache entry: its numbers end too early");
        m_place += count;
        return m_values.data() + m_place - count;
    }

    size_t count()
    {
        const double value = next();
        if (!(value >= 0 && value <= static_cast<double>(m_values.size())))
            throw Error("cache entry: a count is out of range");
        return static_cast<size_t>(value);
    }

    Histogram histogram()
    {
        Histogram h;
        h.low = next();
        h.high = next();
        const size_t bins = count();
        const double* data = take(bins);
        h.counts.assign(data, data + bins);
        return h;
    }

    bool atEnd() const
    {
        return m_place == m_values.size();
    }

private:
    const std::vector<double>& m_values;
    size_t m_place = 0;
};

}

Entry encode(const CachedLayer& layer)
{
    const auto& w = layer.weight;
    const auto& o = layer.outcome;
    Entry entry;
    entry.meta = {{"bits", w.bits},
                  {"symmetric", w.symmetric},
                  {"fallbacks", messagesToJson(o.fallbacks)},
                  {"quantized", o.quantized},
                  {"dtype", static_cast<int>(w.type)}};
    entry.tensors["codes"] = w.codes.contiguous();
    entry.tensors["scale"] = w.scale;
    entry.tensors["zero"] = w.zero;
    if (w.groupOf.defined())
        entry.tensors["groups"] = w.groupOf;
    entry.tensors["outcome"] =
        tensorOf<double>({o.weightSqnrDb, o.hessianLoss, o.damping, static_cast<double>(o.deadColumns)}, at::kDouble);
    return entry;
}

void decode(const Entry& entry, CachedLayer& layer)
{
    auto& w = layer.weight;
    w.bits = entry.meta.at("bits").get<int>();
    w.symmetric = entry.meta.at("symmetric").get<bool>();
    w.codes = part(entry, "codes");
    w.scale = part(entry, "scale");
    w.zero = part(entry, "zero");
    if (entry.tensors.contains("groups"))
        w.groupOf = part(entry, "groups");
    const auto type = static_cast<at::ScalarType>(entry.meta.at("dtype").get<int>());
    if (w.codes.scalar_type() != codeType(w.symmetric) || w.codes.dim() != 2 || !at::isFloatingType(type))
        throw Error("cache entry: the codes have another shape or type");
    w.type = type;
    const auto outcome = vectorOf<double>(entry, "outcome", at::kDouble);
    if (outcome.size() != 4)
        throw Error("cache entry: the outcome has another size");
    layer.outcome.quantized = entry.meta.at("quantized").get<bool>();
    layer.outcome.weightSqnrDb = outcome[0];
    layer.outcome.hessianLoss = outcome[1];
    layer.outcome.damping = outcome[2];
    layer.outcome.deadColumns = static_cast<int64_t>(outcome[3]);
    layer.outcome.fallbacks = messagesFromJson(entry.meta.at("fallbacks"), "cache entry: fallbacks");
}

Entry encode(const ActivationStatistics& statistics)
{
    std::vector<float> ranges;
    std::vector<int64_t> layers;
    for (const auto& layer : statistics) {
        layers.push_back(static_cast<int64_t>(layer.dtype));
        for (const auto part : rangeParts) {
            layers.push_back(static_cast<int64_t>((layer.*part).size()));
            for (const auto& b : layer.*part)
                ranges.insert(ranges.end(), {b.min, b.max, b.low, b.high});
        }
    }
    Entry entry;
    entry.tensors["ranges"] = tensorOf(ranges, at::kFloat);
    entry.tensors["layers"] = tensorOf(layers, at::kLong);
    return entry;
}

void decode(const Entry& entry, ActivationStatistics& statistics)
{
    const auto ranges = vectorOf<float>(entry, "ranges", at::kFloat);
    const auto layers = vectorOf<int64_t>(entry, "layers", at::kLong);
    size_t place = 0;
    constexpr size_t perLayer = 1 + rangeParts.size();
    if (layers.size() % perLayer != 0)
        throw Error("cache entry: the numbers of batches have another size");
    for (size_t i = 0; i < layers.size(); i += perLayer) {
        auto& layer = statistics.emplace_back();
        layer.dtype = static_cast<at::ScalarType>(layers[i]);
        for (size_t p = 0; p < rangeParts.size(); ++p) {
            const int64_t count = layers[i + 1 + p];
            if (count < 0 || static_cast<size_t>(count) > (ranges.size() - place) / 4)
                throw Error("cache entry: a layer has more batches than there are");
            for (int64_t b = 0; b < count; ++b, place += 4)
                (layer.*rangeParts[p])
                    .push_back({ranges[place], ranges[place + 1], ranges[place + 2], ranges[place + 3]});
        }
    }
    if (place != ranges.size())
        throw Error("cache entry: there are more batches than layers have");
}

Entry encode(const std::vector<LayerError>& errors)
{
    std::vector<double> all;
    for (const auto& error : errors) {
        for (const std::optional<ErrorMetrics>& m :
             {std::optional(error.isolated), std::optional(error.accumulated), error.isolatedImage, error.isolatedText,
              error.accumulatedImage, error.accumulatedText}) {
            const auto list = numbers(m.value_or(ErrorMetrics()));
            all.push_back(m.has_value());
            all.insert(all.end(), list.begin(), list.end());
        }
        const auto logits = error.logits.value_or(LogitsDivergence());
        all.insert(all.end(), {double(error.logits.has_value()), logits.text, logits.promptEnd});
    }
    Entry entry;
    entry.tensors["errors"] = tensorOf(all, at::kDouble);
    return entry;
}

void decode(const Entry& entry, std::vector<LayerError>& errors)
{
    const auto all = vectorOf<double>(entry, "errors", at::kDouble);
    Reader reader(all);
    const auto metrics = [&reader] {
        const bool known = reader.next() != 0;
        const auto m = metricsFrom(reader.take(5));
        return known ? std::optional(m) : std::nullopt;
    };
    while (!reader.atEnd()) {
        LayerError error;
        error.isolated = metrics().value_or(ErrorMetrics());
        error.accumulated = metrics().value_or(ErrorMetrics());
        for (auto* part : {&error.isolatedImage, &error.isolatedText, &error.accumulatedImage, &error.accumulatedText})
            *part = metrics();
        const bool hasLogits = reader.next() != 0;
        const double* logits = reader.take(2);
        if (hasLogits)
            error.logits = LogitsDivergence{logits[0], logits[1]};
        errors.push_back(error);
    }
}

Entry encode(const LayerInputs& inputs)
{
    std::vector<double> all;
    for (const auto& p : inputs.profiles) {
        append(all, p.image);
        append(all, p.text);
        all.insert(all.end(),
                   {p.imageValues, p.textValues, p.min, p.max, p.imageMin, p.imageMax, p.textMin, p.textMax,
                    static_cast<double>(p.channelMax.size())});
        all.insert(all.end(), p.channelMax.begin(), p.channelMax.end());
    }
    Entry entry;
    entry.tensors["profiles"] = tensorOf(all, at::kDouble);
    for (size_t i = 0; i < inputs.rows.size(); ++i)
        if (inputs.rows[i].defined()) {
            entry.tensors[fmt::format("rows {}", i)] = inputs.rows[i];
            entry.tensors[fmt::format("image {}", i)] = inputs.rowIsImage.at(i);
        }
    entry.meta["rows"] = inputs.rows.size();
    return entry;
}

void decode(const Entry& entry, LayerInputs& inputs)
{
    const auto all = vectorOf<double>(entry, "profiles", at::kDouble);
    Reader reader(all);
    while (!reader.atEnd()) {
        auto& p = inputs.profiles.emplace_back();
        p.image = reader.histogram();
        p.text = reader.histogram();
        p.imageValues = reader.next();
        p.textValues = reader.next();
        for (float* end : {&p.min, &p.max, &p.imageMin, &p.imageMax, &p.textMin, &p.textMax})
            *end = static_cast<float>(reader.next());
        const size_t channels = reader.count();
        const double* data = reader.take(channels);
        p.channelMax.assign(data, data + channels);
    }
    inputs.rows.resize(entry.meta.at("rows").get<size_t>() == 0 ? 0 : inputs.profiles.size());
    inputs.rowIsImage.resize(inputs.rows.size());
    for (size_t i = 0; i < inputs.rows.size(); ++i) {
        const auto it = entry.tensors.find(fmt::format("rows {}", i));
        if (it == entry.tensors.end())
            continue;
        if (it->second.dim() != 2 || it->second.scalar_type() != at::kBFloat16)
            throw Error("cache entry: sampled inputs have another shape or type");
        inputs.rows[i] = it->second;
        const auto image = entry.tensors.find(fmt::format("image {}", i));
        if (image == entry.tensors.end() || image->second.scalar_type() != at::kByte ||
            image->second.numel() != it->second.size(0))
            throw Error("cache entry: sampled inputs are not told apart into image and text");
        inputs.rowIsImage[i] = image->second;
    }
}

int64_t bytesOf(const Model& model)
{
    int64_t bytes = 0;
    Model copy = model;
    // What is mapped from a file costs no memory of its own.
    if (model.offload)
        for (auto& linear : copy.linears)
            linear.weight = at::Tensor();
    forEachTensor(copy, [&](at::Tensor& t) { bytes += bytesOf(t); });
    for (const auto& linear : model.linears)
        if (linear.quantized)
            bytes += bytesOf(linear.quantized->codes);
    return bytes;
}

int64_t bytesOf(const QuantizedModel& q)
{
    return bytesOf(q.model);
}

int64_t bytesOf(const CalibratedModel& c)
{
    return bytesOf(c.model);
}

int64_t bytesOf(const CachedLayer& layer)
{
    return bytesOf(layer.weight.codes) + bytesOf(layer.weight.scale) + bytesOf(layer.weight.zero);
}

int64_t bytesOf(const DecoderEntry& entry)
{
    int64_t bytes = 0;
    for (const auto& chunk : entry.visual)
        bytes += bytesOf(chunk);
    return bytes;
}

int64_t bytesOf(const ActivationStatistics& statistics)
{
    int64_t bytes = 0;
    for (const auto& layer : statistics)
        for (const auto part : rangeParts)
            bytes += static_cast<int64_t>((layer.*part).size() * sizeof(BatchRange));
    return bytes;
}

int64_t bytesOf(const std::vector<LayerError>& errors)
{
    return static_cast<int64_t>(errors.size() * sizeof(LayerError));
}

int64_t bytesOf(const LayerInputs& inputs)
{
    int64_t bytes = 0;
    for (const auto& p : inputs.profiles)
        bytes += static_cast<int64_t>((p.image.counts.size() + p.text.counts.size()) * sizeof(double) +
                                      p.channelMax.size() * sizeof(float));
    for (const auto* tensors : {&inputs.rows, &inputs.rowIsImage})
        for (const auto& rows : *tensors)
            bytes += bytesOf(rows);
    return bytes;
}

int64_t bytesOf(const VisionStatistics& statistics)
{
    int64_t bytes = bytesOf(statistics.layers);
    for (const auto& visual : statistics.visual)
        bytes += bytesOf(visual);
    return bytes;
}

int64_t bytesOf(const VisionErrors& vision)
{
    int64_t bytes = bytesOf(vision.errors);
    for (const auto& wave : vision.waves)
        for (const auto* chunks : {&wave.reference, &wave.quantized})
            for (const auto& chunk : *chunks)
                bytes += bytesOf(chunk);
    return bytes;
}

}

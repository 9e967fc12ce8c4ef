// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinjavalues/subscript.h"

#include <algorithm>

#include "jinjavalues/methods.h"
#include "jinjavalues/operators.h"
#include "jinjavalues/print.h"
#include "jinjavalues/strings.h"

namespace quantscope::jinja {
namespace {

Value missing(const Value& value, const std::string& name)
{
    return undefined("a value of type '" + typeName(value) + "' has no attribute '" + name + "'");
}

// What Python's getattr gives; none when there is no such attribute.
std::optional<Value> nativeAttribute(const Value& value, const std::string& name, Meter& meter)
{
    if (const auto* names = value.as<std::shared_ptr<Namespace>>()) {
        const auto* found = (*names)->attributes.find(meter, text(name));
        return found ? std::optional(*found) : std::nullopt;
    }
    if (const auto* object = value.as<std::shared_ptr<Object>>())
        return (*object)->attribute(name, meter);
    return methodOf(value, name, meter);
}

// Of a sequence or text; none when the index lies outside.
std::optional<Value> elementAt(const Value& value, int64_t index, Meter& meter)
{
    const auto length = lengthOf(value).value_or(0);
    if (index < 0)
        index += length;
    if (index < 0 || index >= length)
        return {};
    if (const auto* sequence = value.sequence())
        return sequence->items[static_cast<size_t>(index)];
    meter.chargeText(value.text()->size());
    return text(std::string(codePoints(*value.text())[static_cast<size_t>(index)]));
}

bool isIndexable(const Value& value)
{
    const auto* sequence = value.sequence();
    return value.text() || (sequence && sequence->kind <= SequenceKind::Range);
}

// What value[key] gives in Python; none where it raises an error that Jinja takes for a missing item.
std::optional<Value> nativeItem(const Value& value, const Value& key, Meter& meter)
{
    if (const auto* entries = value.dict()) {
        if (key.sequence() && key.sequence()->kind != SequenceKind::Tuple)
            return {};
        if (key.dict())
            return {};
        const auto* found = entries->find(meter, key);
        return found ? std::optional(*found) : std::nullopt;
    }
    const auto index = integerOf(key);
    return isIndexable(value) && index ? elementAt(value, *index, meter) : std::nullopt;
}

// A bound of a slice; none when it is left out. False when it is no integer.
bool readBound(const Value& bound, std::optional<int64_t>& result)
{
    result = integerOf(bound);
    return result || bound.as<None>();
}

struct Range
{
    int64_t start;
    int64_t stop;
    int64_t step;
};

// The positions of a slice within a length, as Python's slice.indices.
Range clipped(std::optional<int64_t> start, std::optional<int64_t> stop, int64_t step, int64_t length)
{
    const int64_t low = step > 0 ? 0 : -1;
    const int64_t high = step > 0 ? length : length - 1;
    const auto place = [&](int64_t at) { return std::clamp(at < 0 ? at + length : at, low, high); };
    return {start ? place(*start) : step > 0 ? low : high, stop ? place(*stop) : step > 0 ? high : low, step};
}

}

Value attributeOf(const Value& value, const std::string& name, Meter& meter)
{
    if (value.why())
        failUndefined(value);
    if (auto found = nativeAttribute(value, name, meter))
        return *found;
    if (const auto* entries = value.dict())
        if (const auto* found = entries->find(meter, text(name)))
            return *found;
    return missing(value, name);
}

Value itemOf(const Value& value, const Value& key, Meter& meter)
{
    if (value.why())
        failUndefined(value);
    if (auto found = nativeItem(value, key, meter))
        return *found;
    const auto* name = key.text();
    if (!name)
        return missing(value, key.sequence() || key.dict() ? typeName(key) : printed(key, meter));
    const auto found = nativeAttribute(value, *name, meter);
    return found ? *found : missing(value, *name);
}

Value sliceOf(const Value& value, const Slice& slice, Meter& meter)
{
    if (value.why())
        failUndefined(value);
    std::optional<int64_t> start;
    std::optional<int64_t> stop;
    std::optional<int64_t> step;
    if (!readBound(slice.start, start) || !readBound(slice.stop, stop) || !readBound(slice.step, step))
        throw Error("a bound of a slice is no integer");
    if (!isIndexable(value))
        throw Error("'" + typeName(value) + "' object cannot be sliced");
    if (step && *step == 0)
        throw Error("slice step cannot be zero");
    const int64_t stride = std::clamp<int64_t>(step.value_or(1), -INT32_MAX, INT32_MAX);
    const auto range = clipped(start, stop, stride, *lengthOf(value));
    if (const auto* sequence = value.sequence()) {
        std::vector<Value> items;
        for (int64_t i = range.start; range.step > 0 ? i < range.stop : i > range.stop; i += range.step) {
            meter.charge();
            items.push_back(sequence->items[static_cast<size_t>(i)]);
        }
        return list(std::move(items), meter, sequence->kind);
    }
    meter.chargeText(value.text()->size());
    const auto chars = codePoints(*value.text());
    std::string result;
    for (int64_t i = range.start; range.step > 0 ? i < range.stop : i > range.stop; i += range.step)
        result += chars[static_cast<size_t>(i)];
    return {Text{std::make_shared<const std::string>(std::move(result)), value.as<Text>()->safe}};
}

Value pathOf(Value value, const Value& path, Meter& meter, const Value* fallback)
{
    const auto step = [&](const Value& key) {
        value = itemOf(value, key, meter);
        if (value.why() && fallback)
            value = *fallback;
    };
    if (!path.text())
        step(path);
    if (!path.text())
        return value;
    for (const auto& part : splitText(*path.text(), ".", -1, false)) {
        const auto index = isOfClass(part, "isdigit") ? parseInteger(part, 10) : std::nullopt;
        step(index ? Value{*index} : text(part));
    }
    return value;
}

}

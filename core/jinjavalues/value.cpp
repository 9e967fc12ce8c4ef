// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinjavalues/value.h"

#include <algorithm>
#include <cmath>

#include "base/unicode.h"
#include "jinjavalues/strings.h"

namespace quantscope::jinja {
namespace {

// Equal keys give equal texts, different keys different ones.
std::string keyText(Meter& meter, const Value& key)
{
    meter.charge();
    if (const auto* chars = key.text()) {
        meter.chargeText(chars->size());
        return "s" + *chars;
    }
    if (const auto whole = integerOf(key))
        return fmt::format("n{}", *whole);
    if (const auto* number = key.as<double>()) {
        const bool whole = std::floor(*number) == *number && std::abs(*number) < 9e18;
        return whole ? fmt::format("n{}", static_cast<int64_t>(*number)) : fmt::format("f{}", *number);
    }
    if (key.as<None>())
        return "o";
    if (key.why())
        return "u";
    const auto* items = key.sequence();
    if (!items || items->kind != SequenceKind::Tuple)
        throw Error("unhashable type: '" + typeName(key) + "'");
    std::string result = "t";
    for (const auto& item : items->items) {
        const auto part = keyText(meter, item);
        meter.chargeText(part.size());
        result += fmt::format("{}:", part.size()) + part;
    }
    return result;
}

int deepest(const std::vector<Value>& items)
{
    int depth = 0;
    for (const auto& item : items)
        depth = std::max(depth, depthOf(item));
    return depth;
}

Value fromJsonAt(const nlohmann::ordered_json& json, Meter& meter, int depth)
{
    requireDepth(depth, meter);
    using Type = nlohmann::ordered_json::value_t;
    switch (json.type()) {
    case Type::boolean: return {json.get<bool>()};
    case Type::number_integer: return {json.get<int64_t>()};
    case Type::number_unsigned:
        if (json.get<uint64_t>() > uint64_t(INT64_MAX))
            throw Error("the integer " + json.dump() + " has more than 64 bits");
        return {json.get<int64_t>()};
    case Type::number_float: return {json.get<double>()};
    case Type::string: return text(validUtf8(json.get_ref<const std::string&>()));
    case Type::array: {
        std::vector<Value> items;
        for (const auto& item : json)
            items.push_back(fromJsonAt(item, meter, depth + 1));
        return list(std::move(items), meter);
    }
    case Type::object: {
        Dict entries;
        for (const auto& [key, item] : json.items())
            entries.set(meter, text(validUtf8(key)), fromJsonAt(item, meter, depth + 1));
        return dict(std::move(entries), meter);
    }
    default: return {None()};
    }
}

std::vector<Value> characters(const std::string& utf8, Meter& meter)
{
    std::vector<Value> items;
    for (const auto c : codePoints(utf8)) {
        meter.charge();
        items.push_back(text(std::string(c)));
    }
    return items;
}

}

const Sequence* Value::sequence() const
{
    const auto* held = as<std::shared_ptr<const Sequence>>();
    return held ? held->get() : nullptr;
}

const Dict* Value::dict() const
{
    const auto* held = as<std::shared_ptr<const Dict>>();
    return held ? held->get() : nullptr;
}

const std::string* Value::text() const
{
    const auto* held = as<Text>();
    return held ? held->utf8.get() : nullptr;
}

const std::string* Value::why() const
{
    const auto* held = as<Undefined>();
    return held ? held->why.get() : nullptr;
}

void Dict::set(Meter& meter, const Value& key, const Value& value)
{
    m_depth = std::max({m_depth, 1 + depthOf(key), 1 + depthOf(value)});
    const auto [it, isNew] = m_index.emplace(keyText(meter, key), m_entries.size());
    if (isNew)
        m_entries.emplace_back(key, value);
    else
        m_entries[it->second].second = value;
}

const Value* Dict::find(Meter& meter, const Value& key) const
{
    const auto it = m_index.find(keyText(meter, key));
    return it == m_index.end() ? nullptr : &m_entries[it->second].second;
}

Value undefined(std::string why)
{
    return {Undefined{std::make_shared<const std::string>(std::move(why))}};
}

Value text(std::string utf8)
{
    return {Text{std::make_shared<const std::string>(std::move(utf8)), false}};
}

Value list(std::vector<Value> items, const Meter& meter, SequenceKind kind)
{
    const int depth = 1 + deepest(items);
    requireDepth(depth, meter);
    return {std::make_shared<const Sequence>(Sequence{kind, std::move(items), depth})};
}

Value generator(std::vector<Value> items, const Meter& meter)
{
    const int depth = 1 + deepest(items);
    requireDepth(depth, meter);
    return {std::make_shared<Generator>(Generator{std::move(items), 0, depth})};
}

Value dict(Dict dict, const Meter& meter)
{
    requireDepth(dict.depth(), meter);
    return {std::make_shared<const Dict>(std::move(dict))};
}

Value fromJson(const nlohmann::ordered_json& json, Meter& meter)
{
    return fromJsonAt(json, meter, 0);
}

int depthOf(const Value& value)
{
    if (const auto* items = value.sequence())
        return items->depth;
    if (const auto* entries = value.dict())
        return entries->depth();
    if (const auto* items = value.as<std::shared_ptr<Generator>>())
        return (*items)->depth;
    if (const auto* object = value.as<std::shared_ptr<Object>>())
        return (*object)->depth();
    if (const auto* function = value.as<std::shared_ptr<const Function>>())
        return (*function)->depth;
    return 0;
}

void requireDepth(int depth, const Meter& meter)
{
    if (depth > meter.limits().depth)
        throw Error(fmt::format("a value nests deeper than {} levels", meter.limits().depth));
}

std::string typeName(const Value& value)
{
    static const char* const names[] = {"Undefined", "NoneType", "bool",      "int",       "float", "str",
                                        "",          "dict",     "generator", "Namespace", "",      "function"};
    static const char* const sequenceNames[] = {"list", "tuple", "range", "dict_keys", "dict_values", "dict_items"};
    if (const auto* object = value.as<std::shared_ptr<Object>>())
        return (*object)->typeName();
    if (const auto* items = value.sequence())
        return sequenceNames[static_cast<size_t>(items->kind)];
    return names[value.data.index()];
}

bool isTrue(const Value& value)
{
    if (const auto* flag = value.as<bool>())
        return *flag;
    if (const auto* whole = value.as<int64_t>())
        return *whole != 0;
    if (const auto* number = value.as<double>())
        return *number != 0;
    if (const auto* chars = value.text())
        return !chars->empty();
    if (const auto* items = value.sequence())
        return !items->items.empty();
    if (const auto* entries = value.dict())
        return !entries->entries().empty();
    return !value.why() && !value.as<None>();
}

std::optional<int64_t> integerOf(const Value& value)
{
    if (const auto* whole = value.as<int64_t>())
        return *whole;
    if (const auto* flag = value.as<bool>())
        return *flag ? 1 : 0;
    return {};
}

std::optional<double> numberOf(const Value& value)
{
    if (const auto* number = value.as<double>())
        return *number;
    if (const auto whole = integerOf(value))
        return static_cast<double>(*whole);
    return {};
}

std::optional<std::vector<Value>> itemsOf(const Value& value, Meter& meter)
{
    if (value.why())
        return std::vector<Value>();
    if (const auto* chars = value.text())
        return characters(*chars, meter);
    if (const auto* items = value.sequence()) {
        meter.charge(items->items.size());
        return items->items;
    }
    std::vector<Value> items;
    if (const auto* entries = value.dict()) {
        meter.charge(entries->entries().size());
        for (const auto& entry : entries->entries())
            items.push_back(entry.first);
        return items;
    }
    if (const auto* held = value.as<std::shared_ptr<Generator>>()) {
        auto& from = **held;
        meter.charge(from.items.size());
        items.assign(from.items.begin() + static_cast<std::ptrdiff_t>(from.next), from.items.end());
        from.next = from.items.size();
        return items;
    }
    if (value.as<std::shared_ptr<Object>>())
        throw Error("iterating over a value of type " + typeName(value) + " is not supported");
    return {};
}

std::vector<Value> iterate(const Value& value, Meter& meter)
{
    auto items = itemsOf(value, meter);
    if (!items)
        throw Error("'" + typeName(value) + "' object is not iterable");
    return std::move(*items);
}

std::optional<int64_t> lengthOf(const Value& value)
{
    if (value.why())
        return 0;
    if (const auto* chars = value.text())
        return codePointCount(*chars);
    if (const auto* items = value.sequence())
        return static_cast<int64_t>(items->items.size());
    if (const auto* entries = value.dict())
        return static_cast<int64_t>(entries->entries().size());
    return {};
}

}

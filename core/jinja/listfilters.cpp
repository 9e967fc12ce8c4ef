// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/listfilters.h"

#include <algorithm>

#include "base/unicode.h"
#include "jinja/valuetests.h"
#include "jinjavalues/operators.h"
#include "jinjavalues/print.h"
#include "jinjavalues/strings.h"
#include "jinjavalues/subscript.h"

namespace quantscope::jinja {
namespace {

std::vector<Value> inputs(const FilterCall& call)
{
    return iterate(call.value, call.meter);
}

Value withoutCase(const Value& value, bool caseSensitive)
{
    return value.text() && !caseSensitive ? text(lowerCase(*value.text())) : value;
}

Value filterLength(const FilterCall& call)
{
    call.bind({});
    const auto length = lengthOf(call.value);
    if (!length)
        throw Error("object of type '" + typeName(call.value) + "' has no len()");
    return {*length};
}

Value filterList(const FilterCall& call)
{
    call.bind({});
    return list(inputs(call), call.meter);
}

Value filterFirst(const FilterCall& call)
{
    call.bind({});
    // Of a generator only one item is taken.
    if (const auto* held = call.value.as<std::shared_ptr<Generator>>()) {
        auto& from = **held;
        if (from.next < from.items.size())
            return from.items[from.next++];
    }
    const auto items = inputs(call);
    return items.empty() ? undefined("no first item, the sequence was empty") : items.front();
}

bool isReversible(const Value& value)
{
    return value.why() || value.text() || value.sequence() || value.dict();
}

Value filterLast(const FilterCall& call)
{
    call.bind({});
    if (!isReversible(call.value))
        throw Error("'" + typeName(call.value) + "' object is not reversible");
    const auto items = inputs(call);
    return items.empty() ? undefined("no last item, the sequence was empty") : items.back();
}

Value filterReverse(const FilterCall& call)
{
    call.bind({});
    auto items = inputs(call);
    std::reverse(items.begin(), items.end());
    if (call.value.text()) {
        std::string result;
        for (const auto& item : items)
            result += *item.text();
        return text(std::move(result));
    }
    return isReversible(call.value) ? generator(std::move(items), call.meter) : list(std::move(items), call.meter);
}

Value filterJoin(const FilterCall& call)
{
    const auto arguments = call.bind({"d", "attribute"});
    const auto separator = arguments.given(0) ? printed(*arguments.at(0), call.meter) : std::string();
    const bool byAttribute = arguments.given(1) && !arguments.at(1)->as<None>();
    std::string result;
    const auto items = inputs(call);
    for (size_t i = 0; i < items.size(); ++i) {
        const auto item = byAttribute ? pathOf(items[i], *arguments.at(1), call.meter) : items[i];
        call.meter.chargeText(separator.size());
        result += i > 0 ? separator : "";
        result += printed(item, call.meter);
    }
    return text(std::move(result));
}

Value filterItems(const FilterCall& call)
{
    call.bind({});
    std::vector<Value> items;
    if (!call.value.why() && !call.value.dict())
        throw Error("the filter 'items': a mapping is expected, not " + typeName(call.value));
    if (call.value.dict())
        for (const auto& [key, value] : call.value.dict()->entries()) {
            call.meter.charge();
            items.push_back(list({key, value}, call.meter, SequenceKind::Tuple));
        }
    return generator(std::move(items), call.meter);
}

const Value* takeNamed(Arguments& arguments, const std::string& name, Value& taken)
{
    const auto found = std::find_if(arguments.named.begin(), arguments.named.end(),
                                    [&](const auto& entry) { return entry.first == name; });
    if (found == arguments.named.end())
        return nullptr;
    taken = found->second;
    arguments.named.erase(found);
    return &taken;
}

Value filterMap(const FilterCall& call)
{
    auto rest = call.arguments;
    std::vector<Value> results;
    if (!isTrue(call.value))
        return generator({}, call.meter);
    Value path;
    Value fallback;
    if (rest.positional.empty() && takeNamed(rest, "attribute", path)) {
        const bool hasFallback = takeNamed(rest, "default", fallback) && !fallback.as<None>();
        if (!rest.named.empty())
            throw Error("the filter 'map': has no parameter '" + rest.named[0].first + "'");
        for (const auto& item : inputs(call))
            results.push_back(pathOf(item, path, call.meter, hasFallback ? &fallback : nullptr));
        return generator(std::move(results), call.meter);
    }
    if (rest.positional.empty() || !rest.positional[0].text())
        throw Error("the filter 'map': the name of a filter is expected, or attribute=");
    const auto name = *rest.positional[0].text();
    rest.positional.erase(rest.positional.begin());
    for (const auto& item : inputs(call))
        results.push_back(filtered(name, item, rest, call.meter));
    return generator(std::move(results), call.meter);
}

// select, reject, selectattr and rejectattr.
Value filterSelect(const FilterCall& call)
{
    auto rest = call.arguments;
    if (!isTrue(call.value))
        return generator({}, call.meter);
    const auto takeFirst = [&rest] {
        auto first = rest.positional.front();
        rest.positional.erase(rest.positional.begin());
        return first;
    };
    const bool byAttribute = call.name.ends_with("attr");
    if (byAttribute && rest.positional.empty())
        throw Error("the filter '" + call.name + "': the name of an attribute is expected");
    const auto path = byAttribute ? takeFirst() : Value{};
    const auto test = rest.positional.empty() ? Value{None()} : takeFirst();
    if (!test.as<None>() && !test.text())
        throw Error("the filter '" + call.name + "': the name of a test is expected, not " + typeName(test));
    const bool wanted = call.name.starts_with("select");
    std::vector<Value> results;
    for (const auto& item : inputs(call)) {
        const auto asked = byAttribute ? pathOf(item, path, call.meter) : item;
        const bool passes = test.text() ? passesTest(*test.text(), asked, rest, call.meter) : isTrue(asked);
        if (passes == wanted)
            results.push_back(item);
    }
    return generator(std::move(results), call.meter);
}

// The key of one item, a list as in Jinja: equal keys of types without an order are no error.
Value sortKey(const Value& item, const Value* attribute, bool caseSensitive, Meter& meter)
{
    std::vector<Value> keys;
    if (!attribute || attribute->as<None>()) {
        keys.push_back(withoutCase(item, caseSensitive));
    } else if (const auto* paths = attribute->text()) {
        for (const auto& path : splitText(*paths, ",", -1, false))
            keys.push_back(withoutCase(pathOf(item, text(path), meter), caseSensitive));
    } else {
        keys.push_back(withoutCase(pathOf(item, *attribute, meter), caseSensitive));
    }
    return list(std::move(keys), meter);
}

struct Keyed
{
    Value key;
    Value item;
};

Value sorted(std::vector<Keyed> entries, bool reverse, Meter& meter)
{
    std::stable_sort(entries.begin(), entries.end(), [&](const Keyed& a, const Keyed& b) {
        return reverse ? isLess(b.key, a.key, meter) : isLess(a.key, b.key, meter);
    });
    std::vector<Value> items;
    for (auto& entry : entries)
        items.push_back(std::move(entry.item));
    return list(std::move(items), meter);
}

Value filterSort(const FilterCall& call)
{
    const auto arguments = call.bind({"reverse", "case_sensitive", "attribute"});
    std::vector<Keyed> entries;
    for (const auto& item : inputs(call))
        entries.push_back({sortKey(item, arguments.at(2), arguments.flag(1, false), call.meter), item});
    return sorted(std::move(entries), arguments.flag(0, false), call.meter);
}

Value filterDictSort(const FilterCall& call)
{
    const auto arguments = call.bind({"case_sensitive", "by", "reverse"});
    const auto by = arguments.text(1, "key");
    if (!call.value.dict())
        throw Error("the filter 'dictsort': a mapping is expected, not " + typeName(call.value));
    if (by != "key" && by != "value")
        throw Error("the filter 'dictsort': by 'key' or 'value' is expected, found '" + by + "'");
    std::vector<Keyed> entries;
    for (const auto& [key, value] : call.value.dict()->entries())
        entries.push_back({withoutCase(by == "key" ? key : value, arguments.flag(0, false)),
                           list({key, value}, call.meter, SequenceKind::Tuple)});
    return sorted(std::move(entries), arguments.flag(2, false), call.meter);
}

Value filterUnique(const FilterCall& call)
{
    const auto arguments = call.bind({"case_sensitive", "attribute"});
    Dict seen;
    std::vector<Value> results;
    for (const auto& item : inputs(call)) {
        const bool byAttribute = arguments.given(1) && !arguments.at(1)->as<None>();
        const auto key =
            withoutCase(byAttribute ? pathOf(item, *arguments.at(1), call.meter) : item, arguments.flag(0, false));
        if (seen.find(call.meter, key))
            continue;
        seen.set(call.meter, key, {None()});
        results.push_back(item);
    }
    return generator(std::move(results), call.meter);
}

// min and max: the first of equal items.
Value filterExtreme(const FilterCall& call)
{
    const auto arguments = call.bind({"case_sensitive", "attribute"});
    const auto items = inputs(call);
    if (items.empty())
        return undefined("no aggregated item, the sequence was empty");
    const auto keyOf = [&](const Value& item) {
        const bool byAttribute = arguments.given(1) && !arguments.at(1)->as<None>();
        return withoutCase(byAttribute ? pathOf(item, *arguments.at(1), call.meter) : item, arguments.flag(0, false));
    };
    auto best = items.front();
    auto bestKey = keyOf(best);
    for (size_t i = 1; i < items.size(); ++i) {
        auto key = keyOf(items[i]);
        if (call.name == "min" ? isLess(key, bestKey, call.meter) : isLess(bestKey, key, call.meter)) {
            best = items[i];
            bestKey = std::move(key);
        }
    }
    return best;
}

Value filterSum(const FilterCall& call)
{
    const auto arguments = call.bind({"attribute", "start"});
    const bool byAttribute = arguments.given(0) && !arguments.at(0)->as<None>();
    auto total = arguments.given(1) ? *arguments.at(1) : Value{int64_t(0)};
    if (total.text())
        throw Error("the filter 'sum': text cannot be summed");
    for (const auto& item : inputs(call))
        total = computed(BinaryOperator::Add, total, byAttribute ? pathOf(item, *arguments.at(0), call.meter) : item,
                         call.meter);
    return total;
}

}

const FilterTable& listFilters()
{
    static const FilterTable table = {
        {"count", filterLength},      {"dictsort", filterDictSort}, {"first", filterFirst},
        {"items", filterItems},       {"join", filterJoin},         {"last", filterLast},
        {"length", filterLength},     {"list", filterList},         {"map", filterMap},
        {"max", filterExtreme},       {"min", filterExtreme},       {"reject", filterSelect},
        {"rejectattr", filterSelect}, {"reverse", filterReverse},   {"select", filterSelect},
        {"selectattr", filterSelect}, {"sort", filterSort},         {"sum", filterSum},
        {"unique", filterUnique},
    };
    return table;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/textfilters.h"

#include <cmath>
#include <limits>

#include "base/unicode.h"
#include "jinjavalues/jsontext.h"
#include "jinjavalues/operators.h"
#include "jinjavalues/print.h"
#include "jinjavalues/strings.h"

namespace quantscope::jinja {
namespace {

std::string textOf(const FilterCall& call)
{
    if (call.value.as<Text>() && call.value.as<Text>()->safe)
        throw Error("the filter '" + call.name + "' of text marked safe is not supported");
    return printed(call.value, call.meter);
}

Value filterTrim(const FilterCall& call)
{
    return text(stripText(textOf(call), call.bind({"chars"}).optionalText(0), true, true));
}

Value changedCase(const FilterCall& call)
{
    call.bind({});
    const auto whole = textOf(call);
    return text(call.name == "lower"       ? lowerCase(whole)
                    : call.name == "upper" ? upperCase(whole)
                    : call.name == "title" ? titledWords(whole)
                                           : capitalized(whole));
}

Value filterString(const FilterCall& call)
{
    call.bind({});
    return call.value.text() ? call.value : text(printed(call.value, call.meter));
}

Value filterReplace(const FilterCall& call)
{
    const auto arguments = call.bind({"old", "new", "count"}, 2);
    const bool counted = arguments.given(2) && !arguments.at(2)->as<None>();
    return text(replaceText(textOf(call), printed(*arguments.at(0), call.meter), printed(*arguments.at(1), call.meter),
                            counted ? arguments.integer(2, -1) : -1, call.meter));
}

Value filterIndent(const FilterCall& call)
{
    const auto arguments = call.bind({"width", "first", "blank"});
    if (!call.value.text())
        throw Error("the filter 'indent': text is expected, not " + typeName(call.value));
    const bool isText = arguments.given(0) && arguments.at(0)->text();
    const auto width = isText ? *arguments.at(0) : text(" ");
    const int64_t times = isText ? 1 : arguments.integer(0, 4);
    const auto indentation = *computed(BinaryOperator::Multiply, width, {times}, call.meter).text();
    const bool blank = arguments.flag(2, false);
    std::string result = arguments.flag(1, false) ? indentation : "";
    const auto lines = splitLines(textOf(call) + "\n", false);
    for (size_t i = 0; i < lines.size(); ++i) {
        if (i > 0)
            result += '\n' + (blank || !lines[i].empty() ? indentation : "");
        result += lines[i];
        call.meter.chargeText(indentation.size() + lines[i].size());
    }
    return text(std::move(result));
}

Value filterSafe(const FilterCall& call)
{
    call.bind({});
    return {Text{std::make_shared<const std::string>(printed(call.value, call.meter)), true}};
}

Value filterEscape(const FilterCall& call)
{
    call.bind({});
    if (call.value.as<Text>() && call.value.as<Text>()->safe)
        return call.value;
    return {Text{std::make_shared<const std::string>(escapedHtml(printed(call.value, call.meter))), true}};
}

std::optional<std::string> jsonIndent(const FilterCall& call, const BoundArguments& arguments, size_t index)
{
    if (!arguments.given(index) || arguments.at(index)->as<None>())
        return {};
    if (const auto* chars = arguments.at(index)->text())
        return *chars;
    return *computed(BinaryOperator::Multiply, text(" "), {arguments.integer(index, 0)}, call.meter).text();
}

Value filterToJson(const FilterCall& call)
{
    const auto arguments = call.bind({"ensure_ascii", "indent", "separators", "sort_keys"});
    JsonStyle style;
    style.ascii = arguments.flag(0, false);
    style.indent = jsonIndent(call, arguments, 1);
    style.sortKeys = arguments.flag(3, false);
    if (style.indent)
        style.itemSeparator = ",";
    if (arguments.given(2) && !arguments.at(2)->as<None>()) {
        const auto* pair = arguments.at(2)->sequence();
        if (!pair || pair->items.size() != 2 || !pair->items[0].text() || !pair->items[1].text())
            throw Error("the filter 'tojson': two texts are expected as separators");
        style.itemSeparator = *pair->items[0].text();
        style.keySeparator = *pair->items[1].text();
    }
    return text(jsonText(call.value, style, call.meter));
}

int64_t truncated(double number)
{
    if (!(std::abs(number) < 9.2e18))
        throw Error("the filter 'int': the number is infinite or has more than 64 bits");
    return static_cast<int64_t>(number);
}

Value filterInt(const FilterCall& call)
{
    const auto arguments = call.bind({"default", "base"});
    const auto& value = call.value;
    if (const auto whole = integerOf(value))
        return {*whole};
    auto number = std::numeric_limits<double>::quiet_NaN();
    if (const auto* held = value.as<double>())
        number = *held;
    if (const auto* chars = value.text()) {
        const int64_t base = arguments.integer(1, 10);
        if (base != 0 && (base < 2 || base > 36))
            throw Error("the filter 'int': the base must be 0 or from 2 to 36");
        if (const auto whole = parseInteger(*chars, static_cast<int>(base)))
            return {*whole};
        const auto parsed = parseFloat(*chars);
        if (parsed && std::isfinite(*parsed))
            number = *parsed;
    }
    if (value.why())
        failUndefined(value);
    if (!std::isnan(number))
        return {truncated(number)};
    return arguments.given(0) ? *arguments.at(0) : Value{int64_t(0)};
}

Value filterFloat(const FilterCall& call)
{
    const auto arguments = call.bind({"default"});
    if (call.value.why())
        failUndefined(call.value);
    if (const auto number = numberOf(call.value))
        return {*number};
    if (const auto* chars = call.value.text())
        if (const auto number = parseFloat(*chars))
            return {*number};
    return arguments.given(0) ? *arguments.at(0) : Value{0.0};
}

Value filterAbs(const FilterCall& call)
{
    call.bind({});
    if (!numberOf(call.value))
        throw Error("the filter 'abs': a number is expected, not " + typeName(call.value));
    return isLess(call.value, {int64_t(0)}, call.meter) ? negated(call.value) : unchanged(call.value);
}

// Half to even on the exact decimal value, as fmt prints it.
double roundedTo(double number, int places)
{
    if (!std::isfinite(number))
        return number;
    return *parseFloat(fmt::format("{:.{}f}", number, places));
}

Value filterRound(const FilterCall& call)
{
    const auto arguments = call.bind({"precision", "method"});
    const int64_t places = arguments.integer(0, 0);
    const auto method = arguments.text(1, "common");
    const auto number = numberOf(call.value);
    if (!number)
        throw Error("the filter 'round': a number is expected, not " + typeName(call.value));
    if (places < 0 || places > 100)
        throw Error("the filter 'round': a precision from 0 to 100 is expected");
    const double scale = std::pow(10.0, static_cast<double>(places));
    if (method == "ceil" || method == "floor") {
        const double scaled = *number * scale;
        if (!std::isfinite(scaled))
            throw Error("the filter 'round': the number is too large");
        return {(method == "ceil" ? std::ceil(scaled) : std::floor(scaled)) / scale};
    }
    if (method != "common")
        throw Error("the filter 'round': common, ceil or floor is expected, found '" + method + "'");
    if (const auto whole = integerOf(call.value))
        return {*whole};
    return {roundedTo(*number, static_cast<int>(places))};
}

Value filterDefault(const FilterCall& call)
{
    const auto arguments = call.bind({"default_value", "boolean"});
    if (!call.value.why() && !(arguments.flag(1, false) && !isTrue(call.value)))
        return call.value;
    return arguments.given(0) ? *arguments.at(0) : text("");
}

}

const FilterTable& textFilters()
{
    static const FilterTable table = {
        {"abs", filterAbs},   {"capitalize", changedCase}, {"d", filterDefault},       {"default", filterDefault},
        {"e", filterEscape},  {"escape", filterEscape},    {"float", filterFloat},     {"indent", filterIndent},
        {"int", filterInt},   {"lower", changedCase},      {"replace", filterReplace}, {"round", filterRound},
        {"safe", filterSafe}, {"string", filterString},    {"title", changedCase},     {"tojson", filterToJson},
        {"trim", filterTrim}, {"upper", changedCase},
    };
    return table;
}

}

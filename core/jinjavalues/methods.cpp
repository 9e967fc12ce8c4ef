// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinjavalues/methods.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/unicode.h"
#include "jinjavalues/arguments.h"
#include "jinjavalues/operators.h"
#include "jinjavalues/print.h"
#include "jinjavalues/strings.h"
#include "jinjavalues/subscript.h"

namespace quantscope::jinja {
namespace {

struct Call
{
    const std::string& name; // of the method, with its type
    const Value& self;
    const Arguments& arguments;
    Meter& meter;

    BoundArguments bind(std::initializer_list<const char*> names, size_t required = 0) const
    {
        return BoundArguments(name, arguments, names, required);
    }
    const std::string& text() const
    {
        return *self.text();
    }
    std::string_view method() const
    {
        return std::string_view(name).substr(name.find('.') + 1);
    }
};

using Method = Value (*)(const Call&);

Value textList(const std::vector<std::string>& parts, Meter& meter, SequenceKind kind = SequenceKind::List)
{
    std::vector<Value> items;
    for (const auto& part : parts) {
        meter.charge();
        items.push_back(text(part));
    }
    return list(std::move(items), meter, kind);
}

Value withoutArguments(const Call& call, std::string (*function)(std::string_view))
{
    call.bind({});
    return text(function(call.text()));
}

Value strip(const Call& call)
{
    const auto arguments = call.bind({"chars"});
    const auto method = call.method();
    return text(stripText(call.text(), arguments.optionalText(0), method != "rstrip", method != "lstrip"));
}

Value split(const Call& call)
{
    const auto arguments = call.bind({"sep", "maxsplit"});
    return textList(
        splitText(call.text(), arguments.optionalText(0), arguments.integer(1, -1), call.method() == "rsplit"),
        call.meter);
}

Value splitlines(const Call& call)
{
    return textList(splitLines(call.text(), call.bind({"keepends"}).flag(0, false)), call.meter);
}

// The part that the arguments start and end of find, count and so on leave, and the code points before it; none when
// the start lies behind the end.
struct Window
{
    std::string text;
    int64_t offset = 0;
};

std::optional<Window> window(const Call& call, const BoundArguments& arguments, size_t startIndex)
{
    const auto& whole = call.text();
    if (!arguments.given(startIndex) && !arguments.given(startIndex + 1))
        return Window{whole, 0};
    const int64_t length = codePointCount(whole);
    const auto bound = [&](size_t index, int64_t absent) {
        if (!arguments.given(index) || arguments.at(index)->as<None>())
            return absent;
        const int64_t at = arguments.integer(index, 0);
        return at < 0 ? std::max<int64_t>(at + length, 0) : at;
    };
    const int64_t start = bound(startIndex, 0);
    const int64_t end = std::min(bound(startIndex + 1, length), length);
    if (start > length || start > end)
        return {};
    const auto part = sliceOf(call.self, {Value{start}, Value{end}, Value{None()}}, call.meter);
    return Window{*part.text(), start};
}

Value startsOrEndsWith(const Call& call)
{
    const auto arguments = call.bind({"prefix", "start", "end"}, 1);
    const auto part = window(call, arguments, 1);
    const bool atStart = call.method() == "startswith";
    const auto fits = [&](const Value& wanted) {
        if (!wanted.text())
            throw Error(call.name + ": text is expected, not " + typeName(wanted));
        return part && (atStart ? part->text.starts_with(*wanted.text()) : part->text.ends_with(*wanted.text()));
    };
    const auto* choices = arguments.at(0)->sequence();
    if (!choices || choices->kind != SequenceKind::Tuple)
        return {fits(*arguments.at(0))};
    return {std::any_of(choices->items.begin(), choices->items.end(), fits)};
}

Value find(const Call& call)
{
    const auto arguments = call.bind({"sub", "start", "end"}, 1);
    const auto part = window(call, arguments, 1);
    const auto wanted = arguments.text(0, {});
    const bool fromRight = call.method().starts_with('r');
    const size_t at = !part ? std::string::npos
        : fromRight         ? findLastText(part->text, wanted)
                            : findText(part->text, wanted);
    if (at != std::string::npos)
        return {part->offset + codePointCount(std::string_view(part->text).substr(0, at))};
    if (call.method().ends_with("index"))
        throw Error("substring not found");
    return {int64_t(-1)};
}

Value count(const Call& call)
{
    const auto arguments = call.bind({"sub", "start", "end"}, 1);
    const auto part = window(call, arguments, 1);
    const auto wanted = arguments.text(0, {});
    if (!part)
        return {int64_t(0)};
    if (wanted.empty())
        return {codePointCount(part->text) + 1};
    int64_t found = 0;
    for (size_t at = 0; (at = findText(part->text, wanted, at)) != std::string::npos; at += wanted.size())
        ++found;
    return {found};
}

Value replace(const Call& call)
{
    const auto arguments = call.bind({"old", "new", "count"}, 2);
    return text(
        replaceText(call.text(), arguments.text(0, {}), arguments.text(1, {}), arguments.integer(2, -1), call.meter));
}

Value join(const Call& call)
{
    std::string result;
    const auto items = iterate(*call.bind({"iterable"}, 1).at(0), call.meter);
    for (size_t i = 0; i < items.size(); ++i) {
        if (!items[i].text())
            throw Error(fmt::format("str.join: item {} is of type {}, text is expected", i, typeName(items[i])));
        result += i > 0 ? call.text() : "";
        result += *items[i].text();
        call.meter.chargeText(call.text().size() + items[i].text()->size());
    }
    return text(std::move(result));
}

Value removeAffix(const Call& call)
{
    const auto affix = call.bind({"affix"}, 1).text(0, {});
    std::string_view rest = call.text();
    if (call.method() == "removeprefix" && rest.starts_with(affix))
        rest.remove_prefix(affix.size());
    else if (call.method() == "removesuffix" && rest.ends_with(affix))
        rest.remove_suffix(affix.size());
    return text(std::string(rest));
}

Value partition(const Call& call)
{
    const auto separator = call.bind({"sep"}, 1).text(0, {});
    const bool fromRight = call.method() == "rpartition";
    const auto parts = splitText(call.text(), separator, 1, fromRight);
    if (parts.size() == 2)
        return textList({parts[0], separator, parts[1]}, call.meter, SequenceKind::Tuple);
    return fromRight ? textList({"", "", parts[0]}, call.meter, SequenceKind::Tuple)
                     : textList({parts[0], "", ""}, call.meter, SequenceKind::Tuple);
}

// Of ljust, rjust and zfill.
Value padded(const Call& call)
{
    const bool zeros = call.method() == "zfill";
    const auto arguments = zeros ? call.bind({"width"}, 1) : call.bind({"width", "fillchar"}, 1);
    const auto filler = zeros ? "0" : arguments.text(1, " ");
    if (codePointCount(filler) != 1)
        throw Error(call.name + ": the fill character must be exactly one character long");
    const int64_t lack = std::max<int64_t>(arguments.integer(0, 0) - codePointCount(call.text()), 0);
    const auto fill = computed(BinaryOperator::Multiply, text(filler), {lack}, call.meter);
    const auto& whole = call.text();
    const bool sign = zeros && (whole.starts_with('-') || whole.starts_with('+'));
    if (sign)
        return text(whole[0] + *fill.text() + whole.substr(1));
    return text(call.method() == "ljust" ? whole + *fill.text() : *fill.text() + whole);
}

Value classify(const Call& call)
{
    call.bind({});
    return {isOfClass(call.text(), call.method())};
}

Value get(const Call& call)
{
    const auto arguments = call.bind({"key", "default"}, 1);
    if (const auto* found = call.self.dict()->find(call.meter, *arguments.at(0)))
        return *found;
    return arguments.given(1) ? *arguments.at(1) : Value{None()};
}

Value view(const Call& call)
{
    call.bind({});
    const auto method = call.method();
    const auto kind = method == "keys" ? SequenceKind::DictKeys
        : method == "values"           ? SequenceKind::DictValues
                                       : SequenceKind::DictItems;
    std::vector<Value> items;
    for (const auto& [key, value] : call.self.dict()->entries()) {
        call.meter.charge();
        items.push_back(kind == SequenceKind::DictKeys         ? key
                            : kind == SequenceKind::DictValues ? value
                                                               : list({key, value}, call.meter, SequenceKind::Tuple));
    }
    return list(std::move(items), call.meter, kind);
}

Value copy(const Call& call)
{
    call.bind({});
    return call.self;
}

Value indexInList(const Call& call)
{
    const auto arguments = call.bind({"value"}, 1);
    const auto& items = call.self.sequence()->items;
    for (size_t i = 0; i < items.size(); ++i)
        if (isEqual(items[i], *arguments.at(0), call.meter))
            return {static_cast<int64_t>(i)};
    throw Error(call.name + ": the value is not in the list");
}

Value countInList(const Call& call)
{
    const auto arguments = call.bind({"value"}, 1);
    const auto& items = call.self.sequence()->items;
    return {int64_t(std::count_if(items.begin(), items.end(),
                                  [&](const Value& item) { return isEqual(item, *arguments.at(0), call.meter); }))};
}

Value lower(const Call& call)
{
    return withoutArguments(call, lowerCase);
}

Value upper(const Call& call)
{
    return withoutArguments(call, upperCase);
}

Value title(const Call& call)
{
    return withoutArguments(call, titled);
}

Value capitalize(const Call& call)
{
    return withoutArguments(call, capitalized);
}

const std::map<std::string, Method>& textMethods()
{
    static const std::map<std::string, Method> table = {
        {"capitalize", capitalize},
        {"count", count},
        {"endswith", startsOrEndsWith},
        {"find", find},
        {"index", find},
        {"isalnum", classify},
        {"isalpha", classify},
        {"isdecimal", classify},
        {"isdigit", classify},
        {"islower", classify},
        {"isnumeric", classify},
        {"isspace", classify},
        {"isupper", classify},
        {"join", join},
        {"ljust", padded},
        {"lower", lower},
        {"lstrip", strip},
        {"partition", partition},
        {"removeprefix", removeAffix},
        {"removesuffix", removeAffix},
        {"replace", replace},
        {"rfind", find},
        {"rindex", find},
        {"rjust", padded},
        {"rpartition", partition},
        {"rsplit", split},
        {"rstrip", strip},
        {"split", split},
        {"splitlines", splitlines},
        {"startswith", startsOrEndsWith},
        {"strip", strip},
        {"title", title},
        {"upper", upper},
        {"zfill", padded},
    };
    return table;
}

const std::map<std::string, Method>& dictMethods()
{
    static const std::map<std::string, Method> table = {
        {"copy", copy}, {"get", get}, {"items", view}, {"keys", view}, {"values", view}};
    return table;
}

const std::map<std::string, Method>& listMethods()
{
    static const std::map<std::string, Method> table = {{"copy", copy}, {"count", countInList}, {"index", indexInList}};
    return table;
}

const std::map<std::string, Method>& tupleMethods()
{
    static const std::map<std::string, Method> table = {{"count", countInList}, {"index", indexInList}};
    return table;
}

const std::map<std::string, Method>& noMethods()
{
    static const std::map<std::string, Method> table;
    return table;
}

// What Python's types have besides.
const std::set<std::string>& otherTextMethods()
{
    static const std::set<std::string> table = {"casefold",   "center",   "encode",       "expandtabs",  "format",
                                                "format_map", "isascii",  "isidentifier", "isprintable", "istitle",
                                                "maketrans",  "swapcase", "translate"};
    return table;
}

const std::set<std::string>& otherDictMethods()
{
    static const std::set<std::string> table = {"fromkeys"};
    return table;
}

const std::set<std::string>& otherNumberMethods()
{
    static const std::set<std::string> table = {
        "as_integer_ratio", "bit_count", "bit_length", "conjugate", "denominator",
        "from_bytes",       "fromhex",   "hex",        "imag",      "is_integer",
        "numerator",        "real",      "to_bytes"};
    return table;
}

const std::set<std::string>& otherViewMethods()
{
    static const std::set<std::string> table = {"isdisjoint", "mapping", "count", "index", "start", "stop", "step"};
    return table;
}

const std::set<std::string>& none()
{
    static const std::set<std::string> table;
    return table;
}

// Those that change their object; transformers' sandbox does not hand them out.
const std::set<std::string>& changingListMethods()
{
    static const std::set<std::string> table = {"append", "clear",  "extend",  "insert",
                                                "pop",    "remove", "reverse", "sort"};
    return table;
}

const std::set<std::string>& changingDictMethods()
{
    static const std::set<std::string> table = {"clear", "pop", "popitem", "setdefault", "update"};
    return table;
}

struct MethodsOfType
{
    const std::map<std::string, Method>& known;
    const std::set<std::string>& other;
    const std::set<std::string>& changing;
};

MethodsOfType methodsOf(const Value& value)
{
    if (value.text())
        return {textMethods(), otherTextMethods(), none()};
    if (value.dict())
        return {dictMethods(), otherDictMethods(), changingDictMethods()};
    if (const auto* sequence = value.sequence()) {
        if (sequence->kind == SequenceKind::List)
            return {listMethods(), none(), changingListMethods()};
        return sequence->kind == SequenceKind::Tuple ? MethodsOfType{tupleMethods(), none(), none()}
                                                     : MethodsOfType{noMethods(), otherViewMethods(), none()};
    }
    return {noMethods(), numberOf(value) ? otherNumberMethods() : none(), none()};
}

}

std::optional<Value> methodOf(const Value& value, const std::string& name, Meter& meter)
{
    const auto type = typeName(value);
    if (name.size() > 4 && name.starts_with("__") && name.ends_with("__"))
        throw Error("the attribute '" + name + "' of " + type + " is not supported");
    const auto methods = methodsOf(value);
    const auto found = methods.known.find(name);
    if (found == methods.known.end()) {
        if (methods.other.count(name))
            throw Error("the method '" + name + "' of " + type + " is not supported");
        if (methods.changing.count(name))
            return undefined("'" + name + "' would change a " + type + ", which templates may not");
        return {};
    }
    if (value.text() && value.as<Text>()->safe)
        throw Error("the method '" + name + "' of text marked safe is not supported");
    Function function{type + "." + name, {}, 1 + depthOf(value)};
    function.call = [value, method = found->second, full = function.name, &meter](const Arguments& arguments) {
        meter.chargeText(value.text() ? value.text()->size() : 0);
        return method({full, value, arguments, meter});
    };
    requireDepth(function.depth, meter);
    return Value{std::make_shared<const Function>(std::move(function))};
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/functions.h"

#include <iomanip>
#include <locale>
#include <sstream>

#include "jinjavalues/arguments.h"

namespace quantscope::jinja {
namespace {

// The limit of Jinja's sandbox.
constexpr int64_t longestRange = 100'000;

void addEntries(const std::string& function, Dict& result, const Value& from, Meter& meter)
{
    if (const auto* dict = from.dict()) {
        for (const auto& [key, value] : dict->entries())
            result.set(meter, key, value);
        return;
    }
    for (const auto& pair : iterate(from, meter)) {
        const auto items = iterate(pair, meter);
        if (items.size() != 2)
            throw Error(fmt::format("{}: pairs are expected, found {} values", function, items.size()));
        result.set(meter, items[0], items[1]);
    }
}

}

Value rangeOf(const Arguments& arguments, Meter& meter)
{
    const size_t count = arguments.positional.size();
    const BoundArguments bound("range", arguments, {"start", "stop", "step"}, 1);
    const int64_t start = count == 1 ? 0 : bound.integer(0, 0);
    const int64_t stop = count == 1 ? bound.integer(0, 0) : bound.integer(1, 0);
    const int64_t step = bound.integer(2, 1);
    if (step == 0)
        throw Error("range: the step must not be zero");
    std::vector<Value> items;
    __extension__ using Wide = __int128; // does not overflow
    for (Wide at = start; step > 0 ? at < stop : at > stop; at += step) {
        if (items.size() == longestRange)
            throw Error(fmt::format("range: more than {} items", longestRange));
        meter.charge();
        items.push_back({static_cast<int64_t>(at)});
    }
    return list(std::move(items), meter, SequenceKind::Range);
}

Dict dictOf(const std::string& function, const Arguments& arguments, Meter& meter)
{
    Dict result;
    if (arguments.positional.size() > 1)
        throw Error(function + ": at most one argument without a name is expected");
    if (!arguments.positional.empty())
        addEntries(function, result, arguments.positional[0], meter);
    for (const auto& [name, value] : arguments.named)
        result.set(meter, text(name), value);
    return result;
}

std::string formattedDate(const std::string& format, const std::tm& date)
{
    static constexpr std::string_view known = "aAbBcdDeFhHIjmMnprRStTuUVwWxXyY%";
    for (size_t at = 0; (at = format.find('%', at)) != std::string::npos; at += 2)
        if (at + 1 == format.size() || known.find(format[at + 1]) == std::string_view::npos)
            throw Error("strftime_now: the part '" + format.substr(at, 2) + "' of the format is not supported");
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out << std::put_time(&date, format.c_str());
    return out.str();
}

}

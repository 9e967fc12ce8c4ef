// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinjavalues/print.h"

#include "base/pythontext.h"

namespace quantscope::jinja {
namespace {

void represent(const Value& value, Meter& meter, std::string& out);

void representItems(const std::vector<Value>& items, Meter& meter, std::string& out)
{
    for (size_t i = 0; i < items.size(); ++i) {
        out += i > 0 ? ", " : "";
        represent(items[i], meter, out);
    }
}

void representSequence(const Sequence& sequence, Meter& meter, std::string& out)
{
    const auto& items = sequence.items;
    switch (sequence.kind) {
    case SequenceKind::List: out += '['; break;
    case SequenceKind::Tuple: out += '('; break;
    case SequenceKind::DictKeys: out += "dict_keys(["; break;
    case SequenceKind::DictValues: out += "dict_values(["; break;
    case SequenceKind::DictItems: out += "dict_items(["; break;
    case SequenceKind::Range: throw Error("printing a range is not supported");
    }
    representItems(items, meter, out);
    if (sequence.kind == SequenceKind::Tuple)
        out += items.size() == 1 ? ",)" : ")";
    else
        out += sequence.kind == SequenceKind::List ? "]" : "])";
}

void representDict(const Dict& dict, Meter& meter, std::string& out)
{
    out += '{';
    const char* separator = "";
    for (const auto& [key, item] : dict.entries()) {
        out += separator;
        represent(key, meter, out);
        out += ": ";
        represent(item, meter, out);
        separator = ", ";
    }
    out += '}';
}

void represent(const Value& value, Meter& meter, std::string& out)
{
    meter.charge();
    const size_t before = out.size();
    if (value.as<None>())
        out += "None";
    else if (value.why())
        out += "Undefined";
    else if (const auto* flag = value.as<bool>())
        out += *flag ? "True" : "False";
    else if (const auto* whole = value.as<int64_t>())
        out += std::to_string(*whole);
    else if (const auto* number = value.as<double>())
        out += representedFloat(*number);
    else if (const auto* chars = value.as<Text>())
        out += chars->safe ? "Markup(" + representedText(*chars->utf8) + ")" : representedText(*chars->utf8);
    else if (const auto* items = value.sequence())
        representSequence(*items, meter, out);
    else if (const auto* entries = value.dict())
        representDict(*entries, meter, out);
    else
        throw Error("printing a value of type " + typeName(value) + " is not supported");
    if (!value.sequence() && !value.dict())
        meter.chargeText(out.size() - before);
}

}

std::string printed(const Value& value, Meter& meter)
{
    if (const auto* chars = value.text()) {
        meter.chargeText(chars->size());
        return *chars;
    }
    return value.why() ? std::string() : represented(value, meter);
}

std::string represented(const Value& value, Meter& meter)
{
    std::string out;
    represent(value, meter, out);
    return out;
}

}

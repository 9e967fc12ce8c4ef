// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinjavalues/jsontext.h"

#include <algorithm>
#include <cmath>

#include "base/pythontext.h"
#include "base/unicode.h"
#include "jinjavalues/operators.h"

namespace quantscope::jinja {
namespace {

void appendEscaped(std::string& out, char32_t c, bool ascii)
{
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    default: break;
    }
    if (c >= 0x20 && (!ascii || c < 0x7f))
        appendUtf8(out, c);
    else if (c < 0x10000)
        out += fmt::format("\\u{:04x}", uint32_t(c));
    else
        out +=
            fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + ((uint32_t(c) - 0x10000) >> 10), 0xdc00 + (uint32_t(c) & 0x3ff));
}

std::string quoted(const std::string& utf8, bool ascii)
{
    std::string out = "\"";
    for (const char32_t c : toUtf32(utf8))
        appendEscaped(out, c, ascii);
    return out += '"';
}

std::string numberText(double number)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number > 0 ? "Infinity" : "-Infinity";
    return representedFloat(number);
}

// A value that is no container; none for one that JSON does not have.
std::optional<std::string> plainText(const Value& value)
{
    if (value.as<None>())
        return "null";
    if (const auto* flag = value.as<bool>())
        return *flag ? "true" : "false";
    if (const auto* whole = value.as<int64_t>())
        return std::to_string(*whole);
    if (const auto* number = value.as<double>())
        return numberText(*number);
    return {};
}

class Writer
{
public:
    Writer(const JsonStyle& style, Meter& meter)
        : m_style(style)
        , m_meter(meter)
    {
    }

    void write(const Value& value, size_t level)
    {
        const size_t before = m_out.size();
        if (const auto plain = plainText(value))
            m_out += *plain;
        else if (const auto* chars = value.text())
            m_out += quoted(*chars, m_style.ascii);
        else if (const auto* dict = value.dict())
            writeDict(*dict, level);
        else if (const auto* items = value.sequence(); items && items->kind <= SequenceKind::Tuple)
            writeItems(items->items, level);
        else
            throw Error("Object of type " + typeName(value) + " is not JSON serializable");
        if (!value.dict() && !value.sequence())
            m_meter.chargeText(m_out.size() - before);
    }

    std::string take()
    {
        return std::move(m_out);
    }

private:
    void breakLine(size_t level)
    {
        m_meter.charge();
        if (!m_style.indent)
            return;
        m_out += '\n';
        m_meter.chargeText(level * m_style.indent->size());
        for (size_t i = 0; i < level; ++i)
            m_out += *m_style.indent;
    }

    void writeItems(const std::vector<Value>& items, size_t level)
    {
        m_out += '[';
        for (size_t i = 0; i < items.size(); ++i) {
            m_out += i > 0 ? m_style.itemSeparator : "";
            breakLine(level + 1);
            write(items[i], level + 1);
        }
        if (!items.empty())
            breakLine(level);
        m_out += ']';
    }

    void writeDict(const Dict& dict, size_t level)
    {
        auto entries = dict.entries();
        if (m_style.sortKeys)
            std::stable_sort(entries.begin(), entries.end(),
                             [this](const auto& a, const auto& b) { return isLess(a.first, b.first, m_meter); });
        m_out += '{';
        const char* separator = "";
        for (const auto& [key, value] : entries) {
            m_out += separator;
            breakLine(level + 1);
            m_out += keyText(key);
            m_out += m_style.keySeparator;
            write(value, level + 1);
            separator = m_style.itemSeparator.c_str();
        }
        if (!entries.empty())
            breakLine(level);
        m_out += '}';
    }

    std::string keyText(const Value& key) const
    {
        if (const auto* chars = key.text())
            return quoted(*chars, m_style.ascii);
        const auto plain = plainText(key);
        if (!plain)
            throw Error("keys must be str, int, float, bool or None, not " + typeName(key));
        return '"' + *plain + '"';
    }

    const JsonStyle& m_style;
    Meter& m_meter;
    std::string m_out;
};

}

std::string jsonText(const Value& value, const JsonStyle& style, Meter& meter)
{
    Writer writer(style, meter);
    writer.write(value, 0);
    return writer.take();
}

}

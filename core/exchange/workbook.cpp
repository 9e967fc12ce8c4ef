// SPDX-License-Identifier: GPL-3.0-or-later
// A workbook is a ZIP archive of XML parts. Relations lead from the archive to the workbook part and from there to its
// sheets and shared strings; their targets are names inside the archive and nothing else.
#include "exchange/workbook.h"

#include <map>

#include "base/error.h"
#include "base/unicode.h"
#include "exchange/sheetcells.h"
#include "exchange/zipreader.h"

namespace quantscope {
namespace {

constexpr size_t mostSheets = 1000;

void readPart(ZipReader& archive, const std::string& part, XmlHandler& handler)
{
    XmlStream xml(handler, archive.name() + ": " + part);
    archive.read(part, [&](std::string_view piece) { xml.feed(piece); });
    xml.finish();
}

struct PartRelation
{
    std::string id, type, target; // the type without its namespace
};

class PartRelations : public XmlHandler
{
public:
    explicit PartRelations(std::string what)
        : m_what(std::move(what))
    {
    }

    void begin(std::string_view name, const XmlAttributes& attributes) override
    {
        if (name != "Relationship" || attributes["TargetMode"] == "External")
            return;
        const std::string type(attributes["Type"]);
        relations.push_back(
            {std::string(attributes["Id"]), type.substr(type.rfind('/') + 1), std::string(attributes["Target"])});
        if (relations.size() > 10 * mostSheets)
            throw Error(m_what + ": has too many relations");
    }
    void end(std::string_view) override
    {
    }
    void text(std::string_view) override
    {
    }

    std::vector<PartRelation> relations;

private:
    std::string m_what;
};

// Of a part: "xl/workbook.xml" has its relations in "xl/_rels/workbook.xml.rels"; of the archive: "_rels/.rels".
std::vector<PartRelation> relationsOf(ZipReader& archive, const std::filesystem::path& part)
{
    PartRelations handler(archive.name());
    const auto file = part.parent_path() / "_rels" / (part.filename().string() + ".rels");
    if (archive.has(file.string()))
        readPart(archive, file.string(), handler);
    const auto folder = "/" / part.parent_path();
    for (auto& relation : handler.relations)
        relation.target = (folder / relation.target).lexically_normal().relative_path().string();
    return std::move(handler.relations);
}

struct NamedSheet
{
    std::string name, relation;
};

class SheetNames : public XmlHandler
{
public:
    explicit SheetNames(std::string what)
        : m_what(std::move(what))
    {
    }

    void begin(std::string_view name, const XmlAttributes& attributes) override
    {
        if (name != "sheet")
            return;
        sheets.push_back({std::string(attributes["name"]), std::string(attributes["id"])});
        if (sheets.size() > mostSheets)
            throw Error(m_what + ": has too many sheets");
    }
    void end(std::string_view) override
    {
    }
    void text(std::string_view) override
    {
    }

    std::vector<NamedSheet> sheets;

private:
    std::string m_what;
};

std::vector<std::string> sharedStringsOf(ZipReader& archive, const std::vector<PartRelation>& relations)
{
    for (const auto& relation : relations)
        if (relation.type == "sharedStrings") {
            SharedStrings strings(archive.name() + ": " + relation.target);
            readPart(archive, relation.target, strings);
            return strings.take();
        }
    return {};
}

// The unit of UTF-16 that an escape at the beginning stands for; -1: there is none.
int escapedUnit(std::string_view text)
{
    constexpr size_t length = 7; // "_x000D_"
    if (text.size() < length || !text.starts_with("_x") || text[length - 1] != '_')
        return -1;
    int unit = 0;
    for (const char c : text.substr(2, 4)) {
        const char* digits = "0123456789abcdef";
        const auto lower = static_cast<char>(c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c);
        const auto digit = std::string_view(digits).find(lower);
        if (digit == std::string_view::npos)
            return -1;
        unit = unit * 16 + static_cast<int>(digit);
    }
    return unit;
}

bool isIn(int unit, int from, int to)
{
    return unit >= from && unit <= to;
}

}

std::string withoutXmlEscapes(std::string_view text)
{
    constexpr size_t length = 7;
    constexpr char32_t replacement = 0xfffd;
    std::string plain;
    for (size_t i = 0; i < text.size();) {
        const int unit = escapedUnit(text.substr(i));
        if (unit < 0) {
            plain += text[i++];
            continue;
        }
        i += length;
        const int next = isIn(unit, 0xd800, 0xdbff) && i < text.size() ? escapedUnit(text.substr(i)) : -1;
        if (isIn(next, 0xdc00, 0xdfff)) {
            appendUtf8(plain, static_cast<char32_t>(0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00)));
            i += length;
        } else {
            appendUtf8(plain, unit == 0 || isIn(unit, 0xd800, 0xdfff) ? replacement : static_cast<char32_t>(unit));
        }
    }
    return plain;
}

std::vector<Sheet> readWorkbook(const std::filesystem::path& xlsx)
{
    ZipReader archive(xlsx);
    std::string part;
    for (const auto& relation : relationsOf(archive, {}))
        if (relation.type == "officeDocument")
            part = relation.target;
    if (part.empty() || !archive.has(part))
        throw Error(archive.name() + ": is no workbook of sheets (.xlsx)");
    SheetNames names(archive.name());
    readPart(archive, part, names);
    const auto relations = relationsOf(archive, part);
    const auto shared = sharedStringsOf(archive, relations);
    std::map<std::string, std::string> parts;
    for (const auto& relation : relations)
        if (relation.type == "worksheet")
            parts[relation.id] = relation.target;
    SheetBudget budget;
    std::vector<Sheet> sheets;
    for (const auto& [name, relation] : names.sheets) {
        const auto found = parts.find(relation);
        if (found == parts.end())
            continue; // a chart
        SheetCells cells(archive.name() + ": " + found->second, shared, budget);
        readPart(archive, found->second, cells);
        sheets.push_back({name, cells.take()});
    }
    return sheets;
}

}

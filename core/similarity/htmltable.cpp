// SPDX-License-Identifier: GPL-3.0-or-later
// The parser is libxml2's, as in the original's lxml: what it makes of broken HTML decides the score.
#include "similarity/htmltable.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <libxml/HTMLparser.h>

#include "base/unicode.h"
#include "similarity/editdistance.h"
#include "similarity/treedistance.h"

namespace quantscope {
namespace {

constexpr size_t mostPairs = 20'000'000; // of elements of two tables
constexpr int longestSpan = 9; // digits

struct DocumentDeleter
{
    void operator()(xmlDoc* document) const
    {
        xmlFreeDoc(document);
    }
};

struct ParserDeleter
{
    void operator()(htmlParserCtxt* parser) const
    {
        htmlFreeParserCtxt(parser);
    }
};

using Document = std::unique_ptr<xmlDoc, DocumentDeleter>;

Document documentOf(const std::string& html)
{
    if (html.size() > size_t(std::numeric_limits<int>::max()))
        return nullptr;
    xmlInitParser();
    const std::unique_ptr<htmlParserCtxt, ParserDeleter> parser(htmlNewParserCtxt());
    if (!parser)
        return nullptr;
    parser->sax->comment = nullptr; // comments are no nodes, and do not divide a text
    return Document(htmlCtxtReadMemory(parser.get(), html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
                                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                           HTML_PARSE_NONET | HTML_PARSE_COMPACT));
}

std::string_view tagOf(const xmlNode* node)
{
    return reinterpret_cast<const char*>(node->name);
}

bool isElement(const xmlNode* node)
{
    return node->type == XML_ELEMENT_NODE;
}

bool isTextNode(const xmlNode* node)
{
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

const xmlNode* childNamed(const xmlNode* parent, std::string_view name)
{
    for (const auto* child = parent->children; child; child = child->next)
        if (isElement(child) && tagOf(child) == name)
            return child;
    return nullptr;
}

const xmlNode* firstTable(const xmlDoc* document)
{
    const auto* root = document ? xmlDocGetRootElement(document) : nullptr;
    for (const auto* body = root ? root->children : nullptr; body; body = body->next)
        if (isElement(body) && tagOf(body) == "body")
            if (const auto* table = childNamed(body, "table"))
                return table;
    return nullptr;
}

// Characters, and numbers above them for tags.
class Tokens
{
public:
    std::u32string of(const xmlNode* cell)
    {
        std::u32string tokens;
        addInside(cell, tokens);
        return tokens;
    }

private:
    void addText(const xmlNode* node, std::u32string& tokens) const
    {
        for (; node && !isElement(node); node = node->next)
            if (isTextNode(node) && node->content)
                tokens += toUtf32(validUtf8(reinterpret_cast<const char*>(node->content)));
    }

    void addInside(const xmlNode* node, std::u32string& tokens)
    {
        addText(node->children, tokens);
        for (const auto* child = node->children; child; child = child->next) {
            if (!isElement(child))
                continue;
            const std::string name(tagOf(child));
            tokens += tag("<" + name);
            addInside(child, tokens);
            if (name != "unk")
                tokens += tag("/" + name);
            if (name != "td")
                addText(child->next, tokens);
        }
    }

    char32_t tag(const std::string& name)
    {
        constexpr char32_t firstTag = 0x110000;
        return firstTag + static_cast<char32_t>(m_tags.emplace(name, m_tags.size()).first->second);
    }

    std::map<std::string, size_t> m_tags;
};

struct Cell
{
    std::string tag;
    int columns = 0, rows = 0; // spanned by a td, else 0
    std::u32string content; // of a td
};

struct Table
{
    OrderedTree tree;
    std::vector<Cell> cells; // one for each node
    size_t elements = 0; // below the table, also inside of cells
};

// As Python's int(); nullopt for what is none.
std::optional<int> spanOf(const xmlNode* cell, const char* attribute)
{
    const std::unique_ptr<xmlChar, decltype(xmlFree)> value(
        xmlGetNoNsProp(cell, reinterpret_cast<const xmlChar*>(attribute)), xmlFree);
    if (!value)
        return 1;
    const auto valid = validUtf8(reinterpret_cast<const char*>(value.get()));
    auto digits = stripped(valid);
    if (digits.starts_with('+'))
        digits.remove_prefix(1);
    int number = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool isNumber =
        digits.size() <= longestSpan && result.ec == std::errc() && result.ptr == digits.data() + digits.size();
    return isNumber ? std::optional(number) : std::nullopt;
}

size_t elementsBelow(const xmlNode* node)
{
    size_t count = 0;
    for (const auto* child = node->children; child; child = child->next)
        if (isElement(child))
            count += 1 + elementsBelow(child);
    return count;
}

// False where a span is no number.
bool addNode(Table& table, const xmlNode* node, size_t parent, Tokens& tokens)
{
    const size_t number = table.tree.add(parent);
    auto& cell = table.cells.emplace_back();
    cell.tag = tagOf(node);
    if (cell.tag == "td") {
        const auto columns = spanOf(node, "colspan"), rows = spanOf(node, "rowspan");
        cell.columns = columns.value_or(0);
        cell.rows = rows.value_or(0);
        cell.content = tokens.of(node);
        return columns && rows;
    }
    for (const auto* child = node->children; child; child = child->next)
        if (isElement(child) && !addNode(table, child, number, tokens))
            return false;
    return true;
}

std::optional<Table> tableIn(const std::string& html, Tokens& tokens)
{
    const auto document = documentOf(html);
    const auto* node = firstTable(document.get());
    if (!node)
        return std::nullopt;
    Table table;
    table.elements = elementsBelow(node);
    return addNode(table, node, 0, tokens) ? std::optional(std::move(table)) : std::nullopt;
}

double renameCost(const Cell& a, const Cell& b)
{
    if (a.tag != b.tag || a.columns != b.columns || a.rows != b.rows)
        return 1.0;
    const size_t longest = std::max(a.content.size(), b.content.size());
    return longest == 0 ? 0.0 : double(editDistance(a.content, b.content)) / double(longest);
}

}

double tableSimilarity(const std::string& html, const std::string& otherHtml)
{
    Tokens tokens;
    const auto a = tableIn(html, tokens), b = tableIn(otherHtml, tokens);
    const size_t elements = a && b ? std::max(a->elements, b->elements) : 0;
    if (elements == 0 || a->tree.size() * b->tree.size() > mostPairs)
        return 0.0;
    const double distance =
        treeEditDistance(a->tree, b->tree, [&](size_t i, size_t j) { return renameCost(a->cells[i], b->cells[j]); });
    return std::clamp(1.0 - distance / double(elements), 0.0, 1.0);
}

}

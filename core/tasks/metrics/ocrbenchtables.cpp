// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/metrics/ocrbenchtables.h"

#include <algorithm>
#include <vector>

#include "base/unicode.h"
#include "files/pythonliteral.h"
#include "similarity/htmltable.h"
#include "similarity/treedistance.h"
#include "tasks/dataset.h"
#include "tasks/metrics/codefence.h"

namespace quantscope {
namespace {

constexpr size_t mostDocumentPairs = 20'000'000; // of lines

bool asksFor(const Question& question, std::string_view format)
{
    return lowerCase(validUtf8(question.question)).find(format) != std::string::npos;
}

void replaceAll(std::string& text, std::string_view what, std::string_view with)
{
    for (size_t at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

bool holds(const std::string& text, std::string_view part)
{
    return text.find(part) != text.npos;
}

// A document around what may lack its outer tags.
std::string wrappedTable(std::string html)
{
    std::erase(html, '\n');
    const bool begins = holds(html, "<table"), ends = holds(html, "</table>");
    if (!begins)
        html = "<table>" + html;
    if (!ends)
        html += "</table>";
    if (!holds(html, "<body>"))
        html = "<body>" + html + "</body>";
    return holds(html, "<html>") ? html : "<html>" + html + "</html>";
}

// lxml takes other texts for a part of a document, in which no body has a table.
bool isWholeDocument(const std::string& html)
{
    const auto start = lowerCase(strippedLeft(html).substr(0, 9));
    return start.starts_with("<html") || start == "<!doctype";
}

// Between bars, without the outer ones; blank cells keep one space.
std::vector<std::string> cellsOf(std::string_view line)
{
    std::vector<std::string> parts;
    const auto row = stripped(line);
    for (size_t begin = 0; begin <= row.size();) {
        const size_t end = std::min(row.find('|', begin), row.size());
        parts.emplace_back(row.substr(begin, end - begin));
        begin = end + 1;
    }
    std::vector<std::string> cells;
    for (size_t i = 1; i + 1 < parts.size(); ++i) {
        const bool isBlank = !parts[i].empty() && parts[i].find_first_not_of(' ') == std::string::npos;
        cells.push_back(isBlank ? " " : std::string(stripped(parts[i])));
    }
    return cells;
}

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find('\n', begin), text.size());
        lines.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::string_view trimmedOf(std::string_view text, std::string_view signs)
{
    const size_t begin = text.find_first_not_of(signs);
    return begin == text.npos ? std::string_view() : text.substr(begin, text.find_last_not_of(signs) + 1 - begin);
}

// The longest text in a code fence, or all of it.
std::string longestFence(const std::string& text)
{
    const auto contents = codeFences(text);
    const auto longest = std::max_element(contents.begin(), contents.end(), [](const auto& a, const auto& b) {
        return toUtf32(a).size() < toUtf32(b).size();
    });
    return longest != contents.end() ? *longest : std::string(stripped(text));
}

// Without "name =" in front.
std::string_view withoutAssignment(std::string_view text)
{
    text = stripped(text);
    size_t bytes = 0;
    bool hasName = false;
    for (const char32_t c : toUtf32(text)) {
        if (!isWordCharacter(c))
            break;
        std::string one;
        appendUtf8(one, c);
        bytes += one.size();
        hasName = true;
    }
    const auto rest = strippedLeft(text.substr(bytes));
    return hasName && rest.starts_with('=') ? strippedLeft(rest.substr(1)) : text;
}

std::string withoutComments(std::string_view text)
{
    std::string result;
    bool inside = false;
    for (const char c : text) {
        inside = c != '\n' && (inside || c == '#');
        if (!inside)
            result += c;
    }
    return result;
}

using PrintedEntries = std::vector<std::pair<std::string, std::string>>;

PrintedEntries chartIn(const std::string& prediction)
{
    auto content = withoutComments(withoutAssignment(longestFence(validUtf8(prediction))));
    if (const size_t brace = content.rfind('}'); brace != content.npos)
        content.resize(brace + 1);
    const auto literal = parsePythonLiteral(content);
    return literal ? printedEntries(*literal) : PrintedEntries();
}

// The characters of the values are divided by spaces, as the original has it.
std::string htmlOfEntries(const PrintedEntries& entries)
{
    std::string html = "<html><body><table>\n";
    for (const auto& [key, value] : entries) {
        std::string spaced;
        for (const char32_t c : toUtf32(validUtf8(value))) {
            spaced += spaced.empty() ? "" : " ";
            appendUtf8(spaced, c);
        }
        html += "  <tr><td>" + key + "</td><td>" + spaced + "</td></tr>\n";
    }
    return html + "</table></body></html>";
}

bool isSpaceAt(const std::u32string& text, size_t at)
{
    return at < text.size() && isPythonSpace(text[at]);
}

// One of white space before or behind a sign of LaTeX or Markdown goes.
std::string cleanedLine(std::string line)
{
    for (const std::string_view token : {"<bos>", "<eos>", "<pad>", "<unk>"})
        replaceAll(line, token, "");
    auto text = toUtf32(line);
    for (size_t at = 0; at + 3 < text.size(); ++at)
        if (isSpaceAt(text, at) && text[at + 1] == U'#' && text[at + 2] == U'#' && !isSpaceAt(text, at + 3))
            text.erase(at, 3);
    const auto dropSpaceBehind = [&](std::u32string_view sign) {
        for (size_t at = text.find(sign); at != text.npos; at = text.find(sign, at + sign.size()))
            if (isSpaceAt(text, at + sign.size()))
                text.erase(at + sign.size(), 1);
    };
    dropSpaceBehind(U"\\");
    for (size_t at = 0; at + 4 < text.size(); ++at)
        if (isSpaceAt(text, at) && text[at + 1] == U'*' && isSpaceAt(text, at + 2) && text[at + 3] == U'*' &&
            isSpaceAt(text, at + 4))
            text.replace(at, 5, U"**");
    dropSpaceBehind(U"{");
    for (int pass = 0; pass < 2; ++pass)
        for (size_t at = text.find(U'}'); at != text.npos; at = text.find(U'}', at + 1))
            if (at > 0 && isSpaceAt(text, at - 1))
                text.erase(--at, 1);
    dropSpaceBehind(U"\\begin");
    dropSpaceBehind(U"\\end");
    line.clear();
    for (const char32_t c : text)
        appendUtf8(line, c == U'*' || c == U'_' ? U' ' : c);
    replaceAll(line, "\\end{table}", "\\end{table}   ");
    return line;
}

struct DocumentTree
{
    OrderedTree tree;
    std::vector<std::string> labels;

    size_t add(size_t parent, std::string label)
    {
        labels.push_back(std::move(label));
        return tree.add(parent);
    }

    // The first node in preorder that says it; the root where none does.
    size_t find(const std::string& label) const
    {
        std::vector<size_t> open{0};
        while (!open.empty()) {
            const size_t node = open.back();
            open.pop_back();
            if (labels[node] == label)
                return node;
            const auto& children = tree.children[node];
            open.insert(open.end(), children.rbegin(), children.rend());
        }
        return 0;
    }
};

DocumentTree documentTree(const std::string& text)
{
    DocumentTree document;
    document.add(0, "ROOT");
    document.add(0, "TITLE");
    size_t parent = 1;
    for (auto& line : linesOf(validUtf8(text))) {
        line = cleanedLine(std::move(line));
        if (!line.starts_with('#')) {
            document.add(parent, std::move(line));
            continue;
        }
        std::erase(line, '#');
        document.add(0, line);
        parent = document.find(line.empty() ? "TITLE" : line);
    }
    return document;
}

}

bool asksForTable(const Question& question)
{
    return asksFor(question, "html") || asksFor(question, "markdown");
}

double scoreHtmlTable(const Question& question, const std::string& prediction)
{
    if (question.answers.empty())
        return 0.0;
    auto text = validUtf8(prediction);
    std::erase(text, '\n');
    size_t begin = text.find("<body");
    if (begin == text.npos)
        begin = text.find("<table");
    if (begin == text.npos)
        return 0.0;
    const auto html = wrappedTable(text.substr(begin)), right = wrappedTable(validUtf8(question.answers.front()));
    return isWholeDocument(html) && isWholeDocument(right) ? tableSimilarity(html, right) : 0.0;
}

double scoreTable(const Question& question, const std::string& prediction)
{
    if (question.answers.empty())
        return 0.0;
    if (asksFor(question, "html"))
        return scoreHtmlTable(question, prediction);
    return tableSimilarity(htmlOfMarkdown(validUtf8(prediction)), htmlOfMarkdown(validUtf8(question.answers.front())));
}

double scoreChart(const Question& question, const std::string& prediction)
{
    if (question.answers.empty())
        return 0.0;
    const auto right = parsePythonLiteral(question.answers.front());
    const auto entries = chartIn(prediction);
    if (!right || entries.empty())
        return 0.0;
    return tableSimilarity(htmlOfEntries(entries), htmlOfEntries(printedEntries(*right)));
}

double scoreDocument(const Question& question, const std::string& prediction)
{
    if (question.answers.empty() || stripped(validUtf8(prediction)).empty())
        return 0.0;
    const auto given = documentTree(prediction), right = documentTree(question.answers.front());
    if (given.tree.size() * right.tree.size() > mostDocumentPairs)
        return 0.0;
    const auto isBlank = [](const DocumentTree& document, size_t node) {
        return stripped(document.labels[node]).empty();
    };
    const double distance = treeEditDistance(
        given.tree, right.tree, [&](size_t i, size_t j) { return isBlank(given, i) || isBlank(right, j) ? 1.0 : 0.0; });
    return std::clamp(1.0 - distance / double(std::max(given.tree.size(), right.tree.size())), 0.0, 1.0);
}

std::string htmlOfMarkdown(const std::string& markdown)
{
    // The original strips the signs of "```markdown" one by one.
    const auto text = stripped(trimmedOf(trimmedOf(markdown, "`markdown"), "`"));
    const auto lines = linesOf(text);
    std::string html = "<html><body><table>";
    for (size_t i = 0; i < lines.size(); ++i) {
        if (i == 1)
            continue;
        html += "<tr>";
        for (const auto& cell : cellsOf(lines[i]))
            html += "<td>" + cell + "</td>";
        html += "</tr>";
    }
    return html + "</table></body></html>";
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/reporthtml.h"

#include <fmt/core.h>

#include "files/base64.h"
#include "report/markup.h"

namespace quantscope {
namespace {

std::string cellOf(const char* tag, const std::string& text, bool isNumber)
{
    return fmt::format("<{}{}>", tag, isNumber ? " class=\"n\"" : "") + markupText(text) + "</" + tag + ">";
}

std::string tableMarkup(const ReportTable& table)
{
    std::string html = "<table id=\"table-" + markupText(table.id) + "\"><caption>" + markupText(table.caption) +
        "</caption>\n<thead><tr>";
    for (const auto& column : table.columns)
        html += "<th scope=\"col\"" + std::string(column.isNumber ? " class=\"n\"" : "") + ">" +
            markupText(column.title) + "</th>";
    html += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
        html += "<tr>";
        for (size_t i = 0; i < row.size(); ++i)
            html += cellOf("td", row[i].text, table.columns[i].isNumber);
        html += "</tr>\n";
    }
    return html + "</tbody></table>\n";
}

const char* verdictClass(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Right: return "right";
    case Verdict::Wrong: return "wrong";
    case Verdict::Partly: return "partly";
    case Verdict::Unknown: return "quiet";
    }
    return "quiet";
}

// One overload for each kind of block.
struct BlockMarkup
{
    std::string operator()(const ReportHeading& block) const
    {
        return fmt::format("<h{0} id=\"{1}\">{2}</h{0}>\n", block.level, markupText(block.id), markupText(block.text));
    }

    std::string operator()(const ReportParagraph& block) const
    {
        return std::string(block.quiet ? "<p class=\"quiet u\">" : "<p class=\"u\">") + markupText(block.text) +
            "</p>\n";
    }

    std::string operator()(const ReportList& block) const
    {
        std::string html = "<ul>\n";
        for (const auto& item : block.items)
            html += "<li>" + markupText(item) + "</li>\n";
        return html + "</ul>\n";
    }

    std::string operator()(const ReportCode& block) const
    {
        return "<h3>" + markupText(block.label) + "</h3>\n<pre>" + markupText(block.text) + "</pre>\n";
    }

    std::string operator()(const ReportTable& block) const
    {
        if (block.isLong)
            return "<details><summary>" + markupText(block.caption) + "</summary><div class=\"wide\">" +
                tableMarkup(block) + "</div></details>\n";
        return "<div class=\"wide\">" + tableMarkup(block) + "</div>\n";
    }

    std::string operator()(const ReportFigure& block) const
    {
        return "<figure id=\"figure-" + markupText(block.id) + "\">\n" + block.svg + "<figcaption>" +
            markupText(block.caption) + "</figcaption></figure>\n";
    }

    std::string operator()(const ReportQuestion& block) const
    {
        std::string html = "<div class=\"q\"><h3>" + markupText(block.title) + "</h3>\n";
        if (!block.pictures.empty())
            html += "<div class=\"p\">";
        for (const auto& picture : block.pictures)
            html += fmt::format("<img alt=\"{}\" width=\"{}\" height=\"{}\" src=\"data:{};base64,",
                                markupText(picture.alt), picture.width, picture.height, picture.mime) +
                encodeBase64(picture.bytes) + "\"/>\n";
        if (!block.pictures.empty())
            html += "</div>";
        html += "<div class=\"a\"><p class=\"u\">" + markupText(block.question) + "</p>\n";
        for (const auto& text : {block.expected, block.note})
            if (!text.empty())
                html += "<p class=\"quiet u\">" + markupText(text) + "</p>\n";
        html += "<table><tbody>\n";
        for (const auto& answer : block.answers)
            html += "<tr>" + cellOf("td", answer.run, false) + "<td class=\"u\">" + markupText(answer.text) +
                "</td><td class=\"" + verdictClass(answer.verdict) + "\">" + markupText(answer.verdictText) +
                "</td></tr>\n";
        return html + "</tbody></table></div></div>\n";
    }
};

}

std::string reportHtml(const ReportDocument& document)
{
    std::string body = "<header><h1>" + markupText(document.title) + "</h1>\n<p class=\"quiet\">" +
        markupText(document.subtitle) + "</p></header>\n<main>\n";
    for (const auto& block : document.blocks)
        body += std::visit(BlockMarkup(), block);
    return htmlPage(document.language, document.title, body + "</main>\n");
}

}

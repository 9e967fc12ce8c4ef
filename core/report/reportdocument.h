// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace quantscope {

// A report as plain values, all texts in its language and unescaped: HTML, PDF, CSV and LaTeX are written from it.

struct ReportHeading
{
    int level = 2; // below the title, which is 1
    std::string id; // to link to, unique
    std::string text;
};

struct ReportParagraph
{
    std::string text;
    bool quiet = false; // an explanation or a caution beside what matters
};

struct ReportList
{
    std::vector<std::string> items;
};

// Lines that are kept as they are: commands, JSON.
struct ReportCode
{
    std::string label, text;
};

struct ReportCell
{
    std::string text; // for people
    std::string exact = {}; // with all digits, for CSV; empty: as the text
};

struct ReportColumn
{
    std::string title;
    bool isNumber = false;
};

struct ReportTable
{
    std::string id, caption; // the id is also the name of its file
    std::vector<ReportColumn> columns;
    std::vector<std::vector<ReportCell>> rows; // as long as the columns
    bool isLong = false; // to be folded on a screen and left out on paper; files have all of it
};

struct ReportFigure
{
    std::string id, caption; // the id is also the name of its file
    std::string alt; // what it shows, in words
    std::string svg; // whole, with classes that a style sheet may colour
    double width = 0, height = 0; // of the SVG
};

struct ReportPicture
{
    std::string mime, alt;
    std::vector<uint8_t> bytes; // encoded anew from the pixels
    int width = 0, height = 0;
};

enum class Verdict { Right, Wrong, Partly, Unknown };

struct ReportAnswer
{
    std::string run; // "A"
    std::string text; // of the model
    std::string verdictText;
    Verdict verdict = Verdict::Unknown;
};

struct ReportQuestion
{
    std::string title, question;
    std::string expected; // "Expected: …"; empty: the table tells none
    std::string note; // why a picture is missing; empty: none is
    std::vector<ReportPicture> pictures;
    std::vector<ReportAnswer> answers; // beside the runs that were asked
};

using ReportBlock =
    std::variant<ReportHeading, ReportParagraph, ReportList, ReportCode, ReportTable, ReportFigure, ReportQuestion>;

struct ReportDocument
{
    std::string language = "en"; // of reportLanguages()
    std::string title, subtitle;
    std::vector<ReportBlock> blocks;
};

}

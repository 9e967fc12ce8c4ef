// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace quantscope {

struct Question;

// The rules of OCRBench v2 for tables, charts and documents, in [0, 1]: similarities of trees.

// The prediction's table in HTML against the answer's, see tableSimilarity(); 0 without one.
double scoreHtmlTable(const Question&, const std::string& prediction);
// The same, or of tables in Markdown, as the question asks for.
double scoreTable(const Question&, const std::string& prediction);
// The question says "html" or "markdown"; VLMEvalKit has no rule for others.
bool asksForTable(const Question&);

// A dictionary as a table of two columns, keys and the text of the values.
double scoreChart(const Question&, const std::string& prediction);

// Titles, lines that begin with #, and the lines below them as a tree; what the lines say counts only by being blank
// or not, as in the original.
double scoreDocument(const Question&, const std::string& prediction);

// A Markdown table as an HTML document; the second line is left out, whatever it says.
std::string htmlOfMarkdown(const std::string& markdown);

}

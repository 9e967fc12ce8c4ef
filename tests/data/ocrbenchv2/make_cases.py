#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores of tables, charts and documents by the libraries that OCRBench v2's own program uses; trees.json beside this
file has them. Made with
    python3 -m venv v && v/bin/pip install apted==1.0.3 distance==0.1.3 lxml==4.9.4 zss==1.2.0
    v/bin/python make_cases.py > trees.json
"""
import ast
import json
import re

import distance
import zss
from apted import APTED, Config
from lxml import html


class Cell:
    def __init__(self, element):
        self.name = element.tag
        self.spans = self.content = None
        self.children = []
        if element.tag == "td":
            self.spans = (int(element.get("colspan", "1")), int(element.get("rowspan", "1")))
            self.content = tokens(element)[1:-1]
        else:
            self.children = [Cell(child) for child in element]


def tokens(element):
    result = ["<%s>" % element.tag] + list(element.text or "")
    for child in element:
        result += tokens(child)
    if element.tag != "unk":
        result.append("</%s>" % element.tag)
    return result + (list(element.tail or "") if element.tag != "td" else [])


class Costs(Config):
    def rename(self, a, b):
        if a.name != b.name or a.spans != b.spans:
            return 1.0
        if not (a.content or b.content):
            return 0.0
        return distance.levenshtein(a.content, b.content) / max(len(a.content), len(b.content))


def similarity(given, right):
    parser = html.HTMLParser(remove_comments=True, encoding="utf-8")
    tables = [html.fromstring(text, parser=parser).xpath("body/table") for text in (given, right)]
    if not all(tables):
        return 0.0
    given, right = tables[0][0], tables[1][0]
    nodes = max(len(given.xpath(".//*")), len(right.xpath(".//*")))
    return 1.0 - APTED(Cell(given), Cell(right), Costs()).compute_edit_distance() / nodes


def whole(table):
    table = table.replace("\n", "")
    table = table if "<table" in table else "<table>" + table
    table = table if "</table>" in table else table + "</table>"
    table = table if "<body>" in table else "<body>" + table + "</body>"
    return table if "<html>" in table else "<html>" + table + "</html>"


def html_table(answer, prediction):
    found = re.search("<body.*", prediction.replace("\n", "")) or re.search("<table.*", prediction.replace("\n", ""))
    if not found:
        return 0.0
    try:
        return similarity(whole(found.group()), whole(answer))
    except (ValueError, ZeroDivisionError):
        return 0.0


def of_rows(rows):
    cells = ["<tr>" + "".join("<td>%s</td>" % cell for cell in row) + "</tr>" for row in rows]
    return "<html><body><table>" + "".join(cells) + "</table></body></html>"


def markdown_table(answer, prediction):
    def rows(text):
        lines = text.strip("`markdown").strip("`").strip().split("\n")
        return [[" " if set(c) == {" "} else c.strip() for c in line.strip().split("|")[1:-1]]
                for line in lines[:1] + lines[2:]]
    try:
        return similarity(of_rows(rows(prediction)), of_rows(rows(answer)))
    except ZeroDivisionError:
        return 0.0


def chart(answer, prediction):
    fences = re.findall(r"```(?:python|json)?\n(.*?)\n```", prediction, re.S | re.I)
    text = max(fences, key=len) if fences else prediction.strip()
    text = re.sub(r"#.*", "", re.sub(r"^\s*\w+\s*=\s*", "", text.strip(), count=1))
    text = text[:text.rfind("}") + 1] if "}" in text else text
    try:
        given = ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError):
        return 0.0
    if not isinstance(given, dict) or not given:
        return 0.0

    def rows(entries):
        return [[key, " ".join(value if isinstance(value, str) else str(value))] for key, value in entries.items()]
    return similarity(of_rows(rows(given)), of_rows(rows(ast.literal_eval(answer))))


CLEANING = [(r"<bos>|<eos>|<pad>|<unk>", ""), (r"\s##(\S)", r"\1"), (r"\\\s", r"\\"), (r"\s\*\s\*\s", "**"),
            (r"{\s", "{"), (r"\s}", "}"), (r"\s}", "}"), (r"\\begin\s", r"\\begin"), (r"\\end\s", r"\\end"),
            (r"\\end{table}", r"\\end{table}   "), (r"[*_]", " ")]


def document(answer, prediction):
    def tree(text):
        root, title = zss.Node("ROOT"), ""
        root.addkid(zss.Node("TITLE"))
        for line in text.split("\n"):
            for pattern, replacement in CLEANING:
                line = re.sub(pattern, replacement, line)
            if line.startswith("#"):
                title = line.replace("#", "")
                root.addkid(zss.Node(title))
            else:
                root.get(title or "TITLE").addkid(zss.Node(line))
        return root
    given, right = tree(prediction), tree(answer)
    costs = zss.simple_distance(given, right, label_dist=lambda a, b: int(not a.split() or not b.split()))
    return 1 - costs / max(len(list(given.iter())), len(list(right.iter())))


TABLE = "<table><tr><td>a</td><td>bc</td></tr><tr><td colspan=\"2\">d e f</td></tr></table>"
HTML = [
    (TABLE, TABLE),
    (TABLE, "Here it is:\n```html\n<html><body>\n" + TABLE + "\n</body></html>\n```"),
    (TABLE, TABLE.replace("bc", "bd")),
    (TABLE, TABLE.replace(" colspan=\"2\"", "")),
    (TABLE, TABLE.replace("colspan=\"2\"", "colspan=\" +2 \"")),
    (TABLE, TABLE.replace("colspan=\"2\"", "colspan=\"2%\"")),
    (TABLE, TABLE.replace("colspan=\"2\"", "colspan=\"\"")),
    (TABLE, "<table><tr><td>a<td>bc<tr><td colspan=2>d e f"),
    (TABLE, "<table><thead><tr><th>a</th><th>bc</th></tr></thead><tbody><tr><td colspan=2>d e f</td></tr></tbody></table>"),
    (TABLE, "<table><tr><td><b>a</b></td><td>b<br>c</td></tr><tr><td colspan=2>d <i>e</i> f</td></tr></table>"),
    (TABLE, "<table><tr><td>a<!-- x --></td><td>b<!-- y -->c</td></tr><tr><td colspan=2>d e f</td></tr></table>"),
    (TABLE, "<table><tr><td>a</td><td>&#98;c</td></tr><tr><td colspan=2>d&nbsp;e f</td></tr></table>"),
    (TABLE, "<table><tr><td>a</td></tr></table><table><tr><td>other</td></tr></table>"),
    (TABLE, "<table><tr><td><table><tr><td>x</td></tr></table>y</td><td>bc</td></tr></table>"),
    (TABLE, "<table></table>"),
    (TABLE, "<table><tr></tr><tr></tr><tr></tr><tr></tr><tr></tr><tr></tr><tr></tr></table>"),
    (TABLE, "<body><p>no table</p></body>"),
    (TABLE, "<div><table><tr><td>a</td></tr></table></div>"),
    (TABLE, "a bc d e f"),
    (TABLE, "<table border='1' class=\"x\"><caption>t</caption><tr><td>a</td><td>bc</td></tr></table> and more text"),
    ("<tr><td>一</td><td>二</td></tr>", "<table><tr><td>一</td><td>三</td></tr></table>"),
    ("<html><body><table><tr><td>x</td></tr></table></body></html>", "<table><tr><td rowspan=\"1\">X</td></tr></table>"),
    (TABLE, "<table><tr><td>a</td><td><unk>bc</td></tr><tr><td colspan=2>d e f</td></tr></table>"),
]
ROWS = "| week | date |\n| --- | --- |\n| 1 | august 5 , 1972 |\n| 2 |  |"
MARKDOWN = [
    (ROWS, ROWS),
    (ROWS, "```markdown\n" + ROWS + "\n```"),
    (ROWS, "| 1 | august 5 , 1972 |\n| 2 |  |"),
    (ROWS, "week | date\n--- | ---\n1 | august 5 , 1972\n2 | "),
    (ROWS, "| week | date |\n| --- | --- |\n| 1 | august 5 , 1973 |\n| 2 | x |"),
    (ROWS, "no table"),
    (ROWS, "| a < b | c & d |\n|-|-|\n| <b>x</b> | y |"),
    (ROWS, "||\n|-|\n||"),
    (ROWS, "\t| week |\tdate |  \r\n|-|-|\n|1|2|3|"),
]
VALUES = "{'2019': {'Sales': 12.5, 'Costs': '3%'}, '2020': {'Sales': 14, 'Costs': None}}"
CHART = [
    (VALUES, VALUES),
    (VALUES, "```python\ndata = " + VALUES + "\n```"),
    (VALUES, "short ```json\n{}\n``` then ```\n" + VALUES + "\n``` end"),
    (VALUES, VALUES.replace("14", "15")),
    (VALUES, "{'2019': {'Sales': 12.50, 'Costs': \"3%\"}, # a remark\n '2020': {'Sales': +14, 'Costs': None}} and so on"),
    (VALUES, "{\"2019\": {\"Sales\": 12.5, \"Costs\": null}}"),
    (VALUES, "{'2019': [1, (2,), 'it\\'s', True], 2020: 'x', 'x': \"a'b\"}"),
    (VALUES, "{'2019': 1, '2019': 2}"),
    (VALUES, "[1, 2]"),
    (VALUES, "{}"),
    (VALUES, "nothing"),
    (VALUES, "{'a < b': '<td>', 'é\\n': 'ü\\u200b'}"),
    ("{'title': 'Sales', 'x': [1e20, 0.00001, -0.0]}", "{'title': 'sales', 'x': [1e+20, 1e-05, -0.0]}"),
]
PAGE = "# Title\ntext one\n\ntext two\n## Part\ntext three\n|a|b|"
DOCUMENT = [
    (PAGE, PAGE),
    (PAGE, "# Other\nx\n\ny\n## Words\nz\nw"),
    (PAGE, "Title\ntext one\n\ntext two\nPart\ntext three\n|a|b|"),
    (PAGE, "# Title\ntext one\ntext two\n## Part\ntext three\n|a|b|"),
    (PAGE, "# Title"),
    (PAGE, "one line"),
    (PAGE, "#\n##\n#\ntext"),
    (PAGE, "# A\nx\n# A\ny\n# A\nz"),
    (PAGE, "# A\nB\n# B\nunder the line B\nand again"),
    (PAGE, "#ROOT\nx\ny"),
    (PAGE, "***\n___\n* * *\n\\begin table\\end table\n{ a }\n<eos>\n ##x\n# <pad>\ntext"),
    (PAGE, "\\end{table}\n# \\end{table}\nbelow"),
    ("文字\n# 标题\n段落", "文字\n# 题\n段落\n　\n末"),
]


def main():
    cases = []
    for rule, function, list_of_cases in (("html", html_table, HTML), ("markdown", markdown_table, MARKDOWN),
                                          ("chart", chart, CHART), ("document", document, DOCUMENT)):
        for answer, prediction in list_of_cases:
            cases.append({"rule": rule, "answer": answer, "prediction": prediction,
                          "score": max(0.0, float(function(answer, prediction)))})
    print(json.dumps(cases, indent=0, ensure_ascii=False))


main()

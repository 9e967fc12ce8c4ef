#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the files of predictions beside this one, with the libraries that VLMEvalKit uses (pandas 3.1, openpyxl 3.1,
xlsxwriter 3.3). The questions are those of benchmarkTable() in tests/support/exchangefiles.h, where the sizes of the
categories are OCRBench's."""
import csv
import json
import math
import pathlib

import openpyxl
import pandas as pd
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

here = pathlib.Path(__file__).resolve().parent
sizes = [("Regular Text Recognition", 50), ("Irregular Text Recognition", 50), ("Artistic Text Recognition", 50),
         ("Handwriting Recognition", 50), ("Digit String Recognition", 50), ("Non-Semantic Text Recognition", 50),
         ("Scene Text-centric VQA", 200), ("Doc-oriented VQA", 200), ("Key Information Extraction", 200),
         ("Handwritten Mathematical Expression Recognition", 100)]
categories = [name for name, size in sizes for _ in range(size)]


def question(i):
    return "what is written in the image?" if i < 300 else f"What does item {i} say?"


def answers(i):
    if 200 <= i < 250:
        return [str(i)]
    if i >= 900:
        return [f"\\frac {{ {i} }} {{ 2 }}"]
    return [[f"Word {i}"], [f"It's \"{i}\", first", f"Wort {i}"], [f"naïve 中 {i}"]][i % 3]


def perfect(i):
    return answers(i)[-1].replace(" ", "") if i >= 900 else f"The text is: {answers(i)[-1].upper()}"


def row(i, prediction=None, **other):
    return {"index": i, "question": question(i), "answer": str(answers(i)), "category": categories[i],
            "prediction": perfect(i) if prediction is None else prediction, **other}


# As VLMEvalKit dumps a data frame.
def dump_xlsx(rows, name):
    options = {"options": {"strings_to_formulas": False}}
    with pd.ExcelWriter(here / name, engine="xlsxwriter", engine_kwargs=options) as writer:
        pd.DataFrame(rows).to_excel(writer, index=False)


def dump_small():
    rows = [row(i, hit=1) for i in range(300, 320)]
    rows[4].update(prediction="", hit=0)
    rows[5].update(prediction="no", hit=1)  # claimed, and wrong
    frame = pd.DataFrame(rows)
    frame.to_csv(here / "Model-2B_OCRBench.tsv", sep="\t", index=False, encoding="utf-8", quoting=csv.QUOTE_ALL)
    frame.to_json(here / "columns.json", force_ascii=False)
    (here / "lists.json").write_text(json.dumps(frame.to_dict("list"), ensure_ascii=False))
    (here / "lines.jsonl").write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows))
    (here / "byindex.json").write_text(json.dumps({str(r["index"]): r["prediction"] for r in rows}))
    rows[7]["hit"] = math.nan  # a gap as Python writes it
    rows[8]["prediction"] = "NaN is no number, \"Infinity\" neither: " + perfect(308)
    (here / "records.json").write_text(json.dumps(rows, indent=4, ensure_ascii=False))


# The fields of lmms-eval's sample logs; doc_id counts rows from 0.
def dump_lmms():
    folder = here / "lab__model-1b"
    folder.mkdir(exist_ok=True)
    lines = []
    for i in list(range(300, 310)) + [120, 121]:
        right = i not in (303, 304)
        text = perfect(i) if right else "no"
        lines.append({"doc_id": i, "target": str(answers(i)), "filtered_resps": [text], "doc_hash": "0" * 64,
                      "ocrbench_accuracy": {"question_type": categories[i], "score": int(right), "prediction": text,
                                            "ground_truth": answers(i)},
                      "input": question(i) + "\nAnswer the question using a single word or phrase."})
    lines[9].update(doc_id=310, resps=[["raw " + perfect(309)]])  # other rows in front of it there
    lines[11].update(doc_id=122)  # the question alone fits many: the target tells it
    lines.append({"doc_id": 999, "target": "['never asked']", "filtered_resps": ["x"], "input": "What is this?"})
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "20260203_040506_samples_ocrbench.jsonl").write_text(text)


def dump_awkward():
    book = openpyxl.Workbook()
    book.active.title = "Summary"
    book.active.append(["model", "score"])
    sheet = book.create_sheet("Predictions")
    sheet.append(["What came back from the cluster"])
    sheet.merge_cells("A1:F1")
    sheet.append(["category", "prediction", "answer", "Index", "question", "hit"])

    def add(i, prediction, hit, index=..., asked=...):
        sheet.append([categories[i], prediction, str(answers(i)), i if index is ... else index,
                      question(i) if asked is ... else asked, hit])

    add(310, perfect(310), 1)  # row 3, another order than the benchmark's
    add(305, None, 0)  # 4: a gap
    add(305, perfect(305), 1)  # 5: the same index again
    sheet.append([])  # 6
    add(300, "x", 0, index=5000, asked="Who asks this?")  # 7
    add(320, perfect(320), True, index=None)  # 8: only the question tells it
    add(230, 230, 1)  # 9: a number
    add(231, 231.0, 1, index=231.0)  # 10
    add(341, perfect(341), 1, index=340)  # 11: the question of 341
    add(342, perfect(342), 1, asked="Another question?")  # 12
    add(350, f"{perfect(350)} {perfect(351)}", 1)  # 13: merged with the one below
    add(351, None, 1)  # 14
    sheet.merge_cells("B13:B14")
    sheet.merge_cells("A13:A14")
    add(360, CellRichText("Word ", TextBlock(InlineFont(b=True), "360")), 1)  # 15
    add(361, "=1+2", 0)  # 16: a formula that nothing has computed
    add(362, "#N/A", 0)  # 17: an error value
    add(363, True, 0)  # 18
    add(364, perfect(364), 1, index="364")  # 19: the index as text
    add(365, perfect(365), 1, asked="  What does\nitem 365  say? ")  # 20
    add(0, "x", 0, index=None, asked="what is written in the image?")  # 21: its answer tells it
    sheet.append([None, "x", None, None, "what is written in the image?", None])  # 22: nothing tells which
    older = book.create_sheet("Older")
    older.append(["index", "prediction"])
    older.append([310, "old"])
    book.save(here / "awkward.xlsx")


def dump_formulas():
    book = xlsxwriter.Workbook(str(here / "formulas.xlsx"))
    sheet = book.add_worksheet("Sheet1")
    bold = book.add_format({"bold": True})
    for column, name in enumerate(["index", "prediction"]):
        sheet.write(0, column, name)
    for line, i in enumerate(range(366, 372), 1):
        sheet.write(line, 0, i)
    sheet.write_formula(1, 1, '="Word "&366', None, "Word 366")
    sheet.write_rich_string(2, 1, "Wort ", bold, "367")
    sheet.write_string(3, 1, "naïve 中 368\r\n\x01")  # characters that XML has no way to write
    sheet.write_number(4, 1, 0.1)
    sheet.write_number(5, 1, 1e20)
    sheet.write_string(6, 1, "_x0041_ stays")
    book.close()


dump_xlsx([row(i) for i in range(1000)], "InternVL2-8B_OCRBench.xlsx")
dump_small()
dump_lmms()
dump_awkward()
dump_formulas()

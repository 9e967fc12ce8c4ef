#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads questions.tsv, and rebuilds the public OCRBench.json from it to check the transcription: its length, and the
text on both sides of every 16,000th character, as the public file has them. With the name of a file it writes the text there."""
import collections
import json
import pathlib
import posixpath
import sys

here = pathlib.Path(__file__).resolve().parent
LENGTH = 296682
PAGE = 16000
# The end of a page and the beginning of the next one, as they are in the public file.
SEAMS = [
    ('"id": 600,\n        "image_p', 'ath": "svtp/image/601.jpg"'),
    ('2110.png",\n        "question": "what ', 'is written in the image?"'),
    ('"dataset_name": "IAM",\n        "id"', ': 59241,\n'),
    ('"answers": "OALFVR",\n        "type": "Non-Sem', 'antic Text Recognition"\n'),
    ('2373508.jpg",\n        "q', 'uestion": "What name is printed on the chairs'),
    ('"Scene Text-centric VQA"\n    },\n    {\n       ', ' "dataset_name": "textVQA",\n        "id": 4935'),
    ('"question": "What\'s the text outside the p', 'lane?",\n        "answers": "F-PRPR"'),
    ('"id": 5291,\n        "image_path": "docVQA/val/docu', 'ments/snbx0223_13.png"'),
    ('segment in 2015?",\n        "answers": ["12721"', ',"12 721","12,721"],\n'),
    ('What is the per capita real Gross Domestic Product ', 'of Montana in the year 2007'),
    ('"type": "Doc-oriented VQA"\n    },\n    {\n   ', '     "dataset_name": "infographicVQA",\n        "id": 229'),
    ('"answers": "2.00",\n        "type": "Key Inf', 'ormation Extraction"\n'),
    ('Extraction"\n    },\n    {\n        "dataset_na', 'me": "FUNSD",\n        "id": 6,'),
    ('"R. J. Reynolds",\n        "type": "Key Information Extraction"\n   ', ' },\n    {\n'),
    ('nf3702.jpg",\n        "question": "what is the valu', 'e for Sodium of per serving?'),
    ('test_9432.jpg",\n        "question": "Please wr', 'ite out the expression'),
    ('using LaTeX format.",\n        "answers": [\n        ', '    "4 x ^ { 2 } + ( 4 n - 4 ) x'),
    ('test_27314.jpg",\n        "question": "Please write out the express', 'ion of the formula'),
]
SIZES = {"Regular Text Recognition": 50, "Irregular Text Recognition": 50, "Artistic Text Recognition": 50,
         "Handwriting Recognition": 50, "Digit String Recognition": 50, "Non-Semantic Text Recognition": 50,
         "Scene Text-centric VQA": 200, "Doc-oriented VQA": 200, "Key Information Extraction": 200,
         "Handwritten Mathematical Expression Recognition": 100}


def read_questions():
    """The rows with the fields and in the order of the public file."""
    lines = (here / "questions.tsv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split("\t")
    rows, last = [], {}
    for line in lines[1:]:
        cells = line.split("\t")
        row = dict(zip(names, cells + [""] * (len(names) - len(cells))))
        for name in ("question", "dataset_name", "type"):
            row[name] = row[name] or last[name]
        if row["image_path"].startswith("./"):
            row["image_path"] = posixpath.dirname(last["image_path"]) + row["image_path"][1:]
        rows.append(row)
        last = row
    order = ("dataset_name", "id", "image_path", "question", "answers", "type")
    read = {"id": int, "answers": json.loads}
    return [{name: read.get(name, str)(row[name]) for name in order} for row in rows]


def accepted(row):
    return row["answers"] if isinstance(row["answers"], list) else [row["answers"]]


def public_text(rows):
    """As json.dump writes it; the lists of documents were put there by hand, on one line."""
    texts, spaced = [], True
    for row in rows:
        text = json.dumps(row, indent=4)
        if row["type"] == "Doc-oriented VQA" and isinstance(row["answers"], list):
            whole = json.dumps(row["answers"], indent=4).replace("\n", "\n    ")
            text = text.replace(whole, json.dumps(row["answers"], separators=(", " if spaced else ",", ": ")))
            spaced = False  # only the first one has spaces
        texts.append(text.replace("\n", "\n    "))
    return "[\n    " + ",\n    ".join(texts) + "\n]"


def check(rows, text):
    assert len(text) == LENGTH, len(text)
    assert len(SEAMS) == (LENGTH - 1) // PAGE
    for page, (end, begin) in enumerate(SEAMS, 1):
        assert text[: page * PAGE].endswith(end), page
        assert text[page * PAGE :].startswith(begin), page
    assert collections.Counter(row["type"] for row in rows) == SIZES


if __name__ == "__main__":
    questions = read_questions()
    rebuilt = public_text(questions)
    check(questions, rebuilt)
    print(f"{len(questions)} questions; {len(rebuilt)} characters and {len(SEAMS)} seams are the public file's")
    if len(sys.argv) > 1:
        pathlib.Path(sys.argv[1]).write_text(rebuilt, encoding="utf-8")

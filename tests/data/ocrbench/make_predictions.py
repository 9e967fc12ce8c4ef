#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes Perfect-1B_OCRBench.xlsx, the result of a model that gives the first answer everywhere, in the form of
VLMEvalKit (pandas 3.1, openpyxl 3.1), and prints what tests/core/tst_ocrbenchquestions.cpp expects: the digest of the
benchmark's table as pandas writes it, and how many of each type are right when the answers are changed in some way, by
OCRBench's rule in Python's own string functions."""
import hashlib
import pathlib

import pandas as pd

from questions import SIZES, accepted, check, public_text, read_questions

here = pathlib.Path(__file__).resolve().parent
# A grey picture of one pixel.
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="


def is_right(row, prediction):
    if row["dataset_name"] == "HME100k":
        plain = lambda text: text.strip().replace("\n", "").replace(" ", "")
    else:
        plain = lambda text: text.lower().strip().replace("\n", " ")
    return any(plain(answer) in plain(prediction) for answer in accepted(row))


CHANGES = {
    "as it is": lambda text: text,
    "lower case": str.lower,
    "upper case": str.upper,
    "without spaces": lambda text: text.replace(" ", ""),
    "without the last letter": lambda text: text.strip()[:-1],
}


def frame_of(rows):
    return pd.DataFrame([{"index": i, "image": PNG, "question": row["question"], "answer": str(accepted(row)),
                          "category": row["type"]} for i, row in enumerate(rows)])


questions = read_questions()
check(questions, public_text(questions))
frame = frame_of(questions)
table = frame.to_csv(sep="\t", index=False, lineterminator="\n").encode()
print("OCRBench.tsv:", hashlib.sha256(table).hexdigest())
print("accepted answers:", sum(len(accepted(row)) for row in questions))
for name, change in CHANGES.items():
    right = {kind: 0 for kind in SIZES}
    for row in questions:
        right[row["type"]] += is_right(row, change(accepted(row)[0]))
    print(f"{name}:", *right.values(), "=", sum(right.values()))
result = frame.drop(columns="image").assign(prediction=[accepted(row)[0] for row in questions])
result.to_excel(here / "Perfect-1B_OCRBench.xlsx", index=False, engine="openpyxl")

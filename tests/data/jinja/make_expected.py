#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes expected.json: what Python's jinja2 makes of the templates in this folder, in the environment that transformers
compiles chat templates with.

Needs jinja2 and transformers (made with jinja2 3.1.6, transformers 5.17.0). Usage: make_expected.py"""
import datetime
import json
import pathlib

from snippets import CONTEXTS, SNIPPETS
from transformers.utils.chat_template_utils import _compile_jinja_template

here = pathlib.Path(__file__).resolve().parent
NOW = datetime.datetime(2024, 7, 6, 5, 4, 3)


def outcome(source, context):
    try:
        text = _compile_jinja_template(source).render(strftime_now=NOW.strftime, **context)
        text.encode("utf-8")
        return {"text": text}
    except Exception as error:  # whatever Python raises, the interpreter has to refuse
        return {"fails": f"{type(error).__name__}: {error}"[:100]}


def main():
    chats = {name: context for name, context in CONTEXTS.items() if "messages" in context}
    cases = []
    for file in sorted((here / "templates").glob("*.jinja")):
        for name, context in chats.items():
            cases.append({"file": file.name, "context": name, **outcome(file.read_text(), context)})
    for source in SNIPPETS:
        cases.append({"source": source, "context": "values", **outcome(source, CONTEXTS["values"])})
    result = {"contexts": CONTEXTS, "cases": cases}
    (here / "expected.json").write_text(json.dumps(result, ensure_ascii=False, indent=0) + "\n")
    failing = sum("fails" in case for case in cases)
    print(f"{len(cases)} cases, {failing} of them refused")


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes folders.json: model folders with chat templates in every place, and the prompts that transformers makes of them.

Needs transformers and tokenizers (made with transformers 5.17.0). Usage: make_folders.py"""
import json
import pathlib
import tempfile

from tokenizers import Tokenizer, models
from transformers import AutoTokenizer, ProcessorMixin
from transformers.utils.chat_template_utils import render_jinja_template

here = pathlib.Path(__file__).resolve().parent

PLAIN = "{{ bos_token }}{% for m in messages %}[{{ m.role }}] {{ m.content }}{% endfor %}{{ 'A:' if add_generation_prompt }}"
OTHER = PLAIN.replace("[", "<").replace("]", ">")
PARTS = (here / "templates" / "internvl_hf.jinja").read_text()
NAMES = "{{ bos_token }}|{{ eos_token }}|{{ pad_token }}|{{ unk_token }}|{{ image_token }}|{{ context_image_token }}|{{ tools is none }}{{ documents is none }}"
CONFIG = {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<s>", "eos_token": {"__type": "AddedToken", "content": "</s>"}}

# name: files, by which a text is a file's text and anything else its JSON
FOLDERS = {
    "jinja file": {"chat_template.jinja": PLAIN},
    "jinja file with line ends": {"chat_template.jinja": PLAIN.replace("%}", "%}\r\n") + "\r\n"},
    "json file": {"chat_template.json": {"chat_template": PLAIN}},
    "json before jinja": {"chat_template.json": {"chat_template": PLAIN}, "chat_template.jinja": OTHER},
    "processor before both": {"processor_config.json": {"chat_template": PLAIN}, "chat_template.json": {"chat_template": OTHER}, "chat_template.jinja": OTHER},
    "processor without one": {"processor_config.json": {"image_seq_length": 4}, "chat_template.jinja": PLAIN},
    "tokenizer": {"tokenizer_config.json": {**CONFIG, "chat_template": PLAIN}},
    "jinja before tokenizer": {"tokenizer_config.json": {**CONFIG, "chat_template": OTHER}, "chat_template.jinja": PLAIN},
    "named": {"tokenizer_config.json": {**CONFIG, "chat_template": [{"name": "tool_use", "template": OTHER}, {"name": "default", "template": PLAIN}]}},
    "named without default": {"tokenizer_config.json": {**CONFIG, "chat_template": [{"name": "rag", "template": OTHER}]}},
    "none": {},
    "parts": {"chat_template.jinja": PARTS},
    "broken": {"chat_template.jinja": "a\n{% if %}"},
    "names": {"chat_template.jinja": NAMES},
    "names of objects": {
        "chat_template.jinja": NAMES,
        "tokenizer_config.json": {**CONFIG, "pad_token": None, "image_token": "<image>", "extra_special_tokens": {"context_image_token": "<ctx>"}},
    },
    "older map": {
        "chat_template.jinja": NAMES,
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<s>"},
        "special_tokens_map.json": {"bos_token": "<b>", "pad_token": {"content": "<p>", "lstrip": False, "rstrip": False, "normalized": False, "single_word": False}},
    },
    "older map that does not count": {
        "chat_template.jinja": NAMES,
        "tokenizer_config.json": {**CONFIG, "added_tokens_decoder": {"0": {"content": "<s>", "lstrip": False, "rstrip": False, "normalized": False, "single_word": False, "special": True}}},
        "special_tokens_map.json": {"bos_token": "<b>", "pad_token": "<p>"},
    },
}
CHATS = [
    [["user", "What is it?", 0]],
    [["system", "Be brief.", 0], ["user", "Read.", 1], ["assistant", "A", 0], ["user", "Compare.", 3]],
]


def prompt(folder, chat, add_generation_prompt):
    processor, _ = ProcessorMixin.get_processor_dict(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    template = processor.get("chat_template") or tokenizer.get_chat_template()
    messages = [
        {"role": role, "content": [{"type": "image"}] * images + [{"type": "text", "text": text}] if images else text}
        for role, text, images in chat
    ]
    return render_jinja_template(
        conversations=[messages], chat_template=template, add_generation_prompt=add_generation_prompt, **tokenizer.special_tokens_map
    )[0][0]


def main():
    cases = []
    for name, files in FOLDERS.items():
        files = {"tokenizer_config.json": CONFIG, **files}
        with tempfile.TemporaryDirectory() as folder:
            Tokenizer(models.WordLevel({"<s>": 0, "</s>": 1, "<unk>": 2}, unk_token="<unk>")).save(f"{folder}/tokenizer.json")
            for file, content in files.items():
                text = content if isinstance(content, str) else json.dumps(content)
                (pathlib.Path(folder) / file).write_bytes(text.encode())
            prompts = []
            for chat in CHATS:
                for add in (True, False):
                    try:
                        prompts.append({"text": prompt(folder, chat, add)})
                    except Exception as error:
                        prompts.append({"fails": f"{type(error).__name__}: {error}"[:60].replace(folder, "")})
        cases.append({"name": name, "files": files, "prompts": prompts})
    (here / "folders.json").write_text(json.dumps({"chats": CHATS, "cases": cases}, ensure_ascii=False, indent=1) + "\n")
    print(f"{len(cases)} folders")


main()

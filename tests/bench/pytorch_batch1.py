#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers a benchmark with plain PyTorch, one question at a time: the baseline for QuantScope's batches on a GPU.

    pytorch_batch1.py MODEL DATA.tsv [--limit N] [--device cuda] [--dtype bfloat16]

Reads an InternVL2 checkpoint of the Qwen2 family whose tokenizer has one token per byte, as `quantscope-cli synth` writes,
and a VLMEvalKit TSV. Greedy, with a key-value cache and PyTorch's own attention kernels. Prints the seconds of images
and of the model, and with --compare how many answers equal those of a predictions.jsonl. Needs torch, safetensors, pillow.
"""
import argparse
import base64
import csv
import io
import json
import pathlib
import re
import sys
import time

import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import load_file

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def grids(most):
    all_grids = {(c, r) for n in range(1, most + 1) for c in range(1, n + 1) for r in range(1, n + 1) if c * r <= most}
    return sorted(all_grids, key=lambda g: g[0] * g[1])


def tiles_of(image, side, most):
    width, height = image.size
    best, least = (1, 1), float("inf")
    for c, r in grids(most):
        distance = abs(width / height - c / r)
        if distance < least:
            best, least = (c, r), distance
        elif distance == least and width * height > 0.5 * side * side * c * r:
            best = (c, r)
    c, r = best
    whole = image.resize((side * c, side * r), Image.BICUBIC)
    tiles = [whole.crop((x * side, y * side, (x + 1) * side, (y + 1) * side)) for y in range(r) for x in range(c)]
    if len(tiles) > 1:
        tiles.append(image.resize((side, side), Image.BICUBIC))
    pixels = torch.stack([torch.frombuffer(bytearray(t.tobytes()), dtype=torch.uint8).view(side, side, 3) for t in tiles])
    pixels = pixels.permute(0, 3, 1, 2).float() / 255
    return (pixels - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(STD).view(3, 1, 1)


class Tokenizer:
    def __init__(self, folder):
        tokenizer = json.loads((folder / "tokenizer.json").read_text())
        shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
        letters, extra = {b: chr(b) for b in shown}, 0
        for b in range(256):
            if b not in letters:
                letters[b] = chr(256 + extra)
                extra += 1
        vocabulary = tokenizer["model"]["vocab"]
        self.byte = [vocabulary[letters[b]] for b in range(256)]
        self.back = {token: b for b, token in enumerate(self.byte)}
        self.special = {t["content"]: t["id"] for t in tokenizer["added_tokens"]}
        self.pattern = re.compile("(" + "|".join(map(re.escape, self.special)) + ")")

    def encode(self, text):
        ids = []
        for part in self.pattern.split(text):
            ids += [self.special[part]] if part in self.special else [self.byte[b] for b in part.encode()]
        return ids

    def decode(self, ids):
        return bytes(self.back[i] for i in ids if i in self.back).decode(errors="replace").strip()


class Model:
    def __init__(self, folder, device, dtype):
        self.config = json.loads((folder / "config.json").read_text())
        self.w = {}
        for file in sorted(folder.glob("*.safetensors")):
            self.w.update({k: v.to(device, dtype) for k, v in load_file(file).items()})
        self.vision, self.llm = self.config["vision_config"], self.config["llm_config"]
        self.device, self.dtype = device, dtype
        self.kernel = self.vision["patch_size"]
        self.head = self.w.get("language_model.lm_head.weight", self.w["language_model.model.embed_tokens.weight"])
        d = self.llm["head_dim"]
        self.inverse = 1.0 / self.llm["rope_theta"] ** (torch.arange(0, d, 2, device=device).float() / d)

    def linear(self, name, x):
        return F.linear(x, self.w[name + ".weight"], self.w.get(name + ".bias"))

    def norm(self, name, x, eps):
        return F.layer_norm(x, x.shape[-1:], self.w[name + ".weight"], self.w.get(name + ".bias"), eps)

    def rms(self, name, x):
        return F.rms_norm(x, x.shape[-1:], self.w[name + ".weight"], self.llm["rms_norm_eps"])

    def see(self, pixels):
        v, e = self.vision, "vision_model.embeddings."
        patch = self.w[e + "patch_embedding.weight"]
        x = F.conv2d(pixels, patch, self.w[e + "patch_embedding.bias"], stride=self.kernel).flatten(2).transpose(1, 2)
        x = torch.cat([self.w[e + "class_embedding"].expand(len(x), -1, -1), x], 1) + self.w[e + "position_embedding"]
        heads, eps = v["num_attention_heads"], v["layer_norm_eps"]
        for i in range(v["num_hidden_layers"]):
            at = f"vision_model.encoder.layers.{i}."
            q, k, val = (t.unflatten(-1, (heads, -1)).transpose(1, 2)
                         for t in self.linear(at + "attn.qkv", self.norm(at + "norm1", x, eps)).chunk(3, -1))
            h = F.scaled_dot_product_attention(q, k, val).transpose(1, 2).flatten(2)
            x = x + self.linear(at + "attn.proj", h) * self.w[at + "ls1"]
            h = F.gelu(self.linear(at + "mlp.fc1", self.norm(at + "norm2", x, eps)))
            x = x + self.linear(at + "mlp.fc2", h) * self.w[at + "ls2"]
        x = x[:, 1:]
        side, r = int(x.shape[1] ** 0.5), round(1 / self.config["downsample_ratio"])
        x = x.view(len(x), side // r, r, side // r, r, -1).permute(0, 1, 3, 2, 4, 5).flatten(1, 2).flatten(2)
        x = F.gelu(self.linear("mlp1.1", self.norm("mlp1.0", x, 1e-5)))
        return self.linear("mlp1.3", x).flatten(0, 1)

    def decode(self, x, cache, start):
        llm = self.llm
        heads, kv = llm["num_attention_heads"], llm["num_key_value_heads"]
        angle = torch.arange(start, start + len(x), device=self.device).float()[:, None] * self.inverse
        cos, sin = angle.cos().to(self.dtype), angle.sin().to(self.dtype)

        def turned(t):
            a, b = t.chunk(2, -1)
            return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)

        for i in range(llm["num_hidden_layers"]):
            at = f"language_model.model.layers.{i}."
            h = self.rms(at + "input_layernorm", x)
            q, k, v = (self.linear(f"{at}self_attn.{n}_proj", h).unflatten(-1, (c, -1)).transpose(0, 1)
                       for n, c in (("q", heads), ("k", kv), ("v", kv)))
            keys, values = cache[i]
            keys[:, start:start + len(x)], values[:, start:start + len(x)] = turned(k), v
            h = F.scaled_dot_product_attention(turned(q)[None], keys[None, :, :start + len(x)],
                                               values[None, :, :start + len(x)], is_causal=len(x) > 1, enable_gqa=True)
            x = x + self.linear(at + "self_attn.o_proj", h[0].transpose(0, 1).flatten(1))
            h = self.rms(at + "post_attention_layernorm", x)
            h = F.silu(self.linear(at + "mlp.gate_proj", h)) * self.linear(at + "mlp.up_proj", h)
            x = x + self.linear(at + "mlp.down_proj", h)
        return F.linear(self.rms("language_model.model.norm", x[-1:]), self.head)

    def answer(self, ids, pixels, image_token, ends, most):
        embedding = self.w["language_model.model.embed_tokens.weight"]
        ids = torch.tensor(ids, device=self.device)
        x = embedding[ids]
        if pixels is not None:
            x[ids == image_token] = self.see(pixels)
        shape = (self.llm["num_key_value_heads"], len(ids) + most, self.llm["head_dim"])
        cache = [tuple(torch.empty(shape, device=self.device, dtype=self.dtype) for _ in "kv")
                 for _ in range(self.llm["num_hidden_layers"])]
        answer, start = [], 0
        while True:
            token = self.decode(x, cache, start).argmax(-1).item()
            start += len(x)
            if token in ends:
                return answer
            answer.append(token)
            if len(answer) == most:
                return answer
            x = embedding[token][None]


@torch.inference_mode()
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--limit", type=int, default=1 << 30)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--dtype", default="bfloat16")
    parser.add_argument("--max_tiles", type=int, default=24, help="as VLMEvalKit for OCRBench")
    parser.add_argument("--compare", type=pathlib.Path)
    parser.add_argument("--show", type=int, default=0, help="with --compare: print so many pairs of answers")
    o = parser.parse_args()
    csv.field_size_limit(sys.maxsize)
    # cuDNN's attention makes a plan for every new length, which took five times as long as all the rest.
    torch.backends.cuda.enable_cudnn_sdp(False)
    torch.backends.cudnn.allow_tf32 = False
    rows = list(csv.DictReader(o.data.open(newline=""), delimiter="\t"))[:o.limit]
    model, tokenizer = Model(o.model, o.device, getattr(torch, o.dtype)), Tokenizer(o.model)
    generation = json.loads((o.model / "generation_config.json").read_text())
    ends, most = generation["eos_token_id"], generation["max_new_tokens"]
    side, tokens = model.config["force_image_size"], (model.config["force_image_size"] // model.kernel // 2) ** 2
    seconds = {"images": 0.0, "model": 0.0}
    answers, tile_count, new_tokens = [], 0, 0

    def wait():
        if o.device.startswith("cuda"):
            torch.cuda.synchronize()
        return time.perf_counter()

    def one(row):
        begin = wait()
        image = Image.open(io.BytesIO(base64.b64decode(row["image"]))).convert("RGB")
        pixels = tiles_of(image, side, o.max_tiles).to(o.device, model.dtype)
        prompt = (f"<|im_start|>system\n{model.config['system_message']}<|im_end|><|im_start|>user\n<img>"
                  + "<IMG_CONTEXT>" * (len(pixels) * tokens) + f"</img>\n{row['question']}\n"
                  "Answer the question using a single word or phrase.<|im_end|><|im_start|>assistant\n")
        ids = tokenizer.encode(prompt)
        middle = wait()
        answer = model.answer(ids, pixels, tokenizer.special["<IMG_CONTEXT>"], ends, most)
        return tokenizer.decode(answer), len(pixels), len(answer), middle - begin, wait() - middle

    one(rows[0])  # kernels are loaded at their first use
    for row in rows:
        text, tiles, length, images, forward = one(row)
        answers.append(text)
        tile_count += tiles
        new_tokens += length
        seconds["images"] += images
        seconds["model"] += forward
    total = sum(seconds.values())
    result = {"questions": len(rows), "tiles": tile_count / len(rows), "tokens": new_tokens / len(rows), "seconds": total,
              "image_seconds": seconds["images"], "model_seconds": seconds["model"], "per_second": len(rows) / total,
              "model_per_second": len(rows) / seconds["model"]}
    if o.compare:
        other = [json.loads(line)["prediction"].strip() for line in o.compare.open()][:len(rows)]
        for mine, theirs in list(zip(answers, other))[:o.show]:
            print(repr(mine), repr(theirs))
        result["equal_answers"] = sum(a == b for a, b in zip(answers, other))
    print(json.dumps(result))


if __name__ == "__main__":
    main()

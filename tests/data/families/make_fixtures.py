#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes small random InternVL checkpoints, one for each decoder family and layout, with what transformers makes of
them: token ids of prompts, logits and greedy answers.   make_fixtures.py FOLDER

Needs transformers 5 (written by 5.17.0), torch, sentencepiece, protobuf, Pillow. Every model is built as transformers'
InternVLForConditionalGeneration and saved by it, which gives the "hf" folder; "original" has the same weights renamed
and fused as InternVL's own code names them, with a prompt made here. Runs the model anew for every question: the
rotary embedding of transformers remembers the longest sequence.
"""
import base64, io, json, os, random, re, shutil, sys
import numpy as np
import sentencepiece
import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from sentencepiece import sentencepiece_model_pb2
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (AutoProcessor, GotOcr2ImageProcessor, InternVLConfig, InternVLForConditionalGeneration,
                          InternVLProcessor, InternVLVideoProcessor, LlamaTokenizer, PreTrainedTokenizerFast)

torch.set_grad_enabled(False)
torch.set_num_threads(1)
TILE, PATCH, NEW_TOKENS, SYSTEM = 28, 7, 12, "You read."
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
IMAGE = ["<img>", "</img>", "<IMG_CONTEXT>", "<video>"]
TEXT = ("the quick brown fox reads what is written in the picture and answers with a word or a phrase . "
        "what is the number on the sign ? answer the question using a single word or phrase , user assistant system ")
HF_TEMPLATE = ("{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' }}"
               "{% if message['content'] is string %}{{ message['content'] }}{% else %}{% for content in message['content'] %}"
               "{% if content['type'] == 'image' %}{{ '<IMG_CONTEXT>\n' }}{% elif content['type'] == 'text' %}{{ content['text'] }}{% endif %}"
               "{% endfor %}{% endif %}{{ '<|im_end|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")
PLAIN_VISION = dict(norm_type="layer_norm", use_qk_norm=False, attention_bias=True)
LARGE_VISION = dict(norm_type="rms_norm", use_qk_norm=True, attention_bias=False)  # as InternViT-6B has it
LONG = dict(rope_type="longrope", short_factor=[1.0, 1.1, 1.3, 1.6], long_factor=[1.0, 1.9, 4.0, 7.5])
IM = ["<|im_start|>", "<|im_end|>"]

# family: decoder as transformers has it, decoder in the original config.json, tokenizer, template, vision tower
ROWS = {
    "qwen2": dict(text=dict(model_type="qwen2", rope_parameters=dict(rope_type="default", rope_theta=1e6)),
                  own=dict(model_type="qwen2", rope_theta=1e6, rope_scaling=None), tokenizer="bytes",
                  template="Hermes-2", vision=PLAIN_VISION, special=["<|endoftext|>"] + IM),
    "qwen3": dict(text=dict(model_type="qwen3", head_dim=16, num_attention_heads=4, num_key_value_heads=2, tie_word_embeddings=True,
                            rope_parameters=dict(rope_type="default", rope_theta=1e6)),
                  own=dict(model_type="qwen3", head_dim=16, attention_bias=False, rope_parameters=dict(rope_type="default", rope_theta=1e6)),
                  tokenizer="bytes", template="internvl2_5", vision=PLAIN_VISION, special=["<|endoftext|>"] + IM),
    "llama": dict(text=dict(model_type="llama", intermediate_size=46, rope_parameters=dict(  # no Hadamard matrix of order 46
                      rope_type="llama3", rope_theta=500.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                      original_max_position_embeddings=64)),
                  own=dict(model_type="llama", attention_bias=False, mlp_bias=False, rope_theta=500.0, rope_scaling=dict(
                      rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                      original_max_position_embeddings=64)),
                  tokenizer="llama3", template="internlm2-chat", vision=LARGE_VISION,
                  special=["<|begin_of_text|>", "<|end_of_text|>"] + IM),
    "phi3": dict(text=dict(model_type="phi3", max_position_embeddings=512, original_max_position_embeddings=64,
                           rope_parameters=dict(LONG, rope_theta=10000.0)),
                 own=dict(model_type="phi3", max_position_embeddings=512, original_max_position_embeddings=64, rope_theta=10000.0,
                          sliding_window=2047,
                          rope_scaling=dict(type="su", short_factor=LONG["short_factor"], long_factor=LONG["long_factor"])),
                 tokenizer="phi3", template="phi3-chat", vision=PLAIN_VISION,
                 special=["<|endoftext|>", "<|assistant|>", "<|system|>", "<|end|>", "<|user|>"] + IM),
    "internlm2": dict(text=dict(model_type="llama", num_attention_heads=6, num_key_value_heads=2, max_position_embeddings=64,
                                rope_parameters=dict(rope_type="dynamic", rope_theta=1e4, factor=2.0)),
                      own=dict(model_type="internlm2", bias=False, max_position_embeddings=64, rope_theta=1e4,
                               rope_scaling=dict(type="dynamic", factor=2.0)),
                      tokenizer="internlm2", template="internlm2-chat", vision=LARGE_VISION, special=IM),
    "internlm3": dict(text=dict(model_type="llama", num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=64, head_dim=16,
                                rope_parameters=dict(rope_type="dynamic", rope_theta=5e4, factor=6.0)),
                      own=dict(model_type="internlm3", head_dim=16, bias=False, qkv_bias=False, max_position_embeddings=64, rope_theta=5e4,
                               rope_scaling=dict(rope_type="dynamic", factor=6.0)),
                      tokenizer="internlm3", template="internvl2_5", vision=PLAIN_VISION, special=IM),
}
# More of what configurations say, each in one layout: family, what differs, layout.
YARN = dict(rope_type="yarn", factor=4.0, original_max_position_embeddings=64)
SHARP = dict(YARN, rope_theta=1e4, beta_fast=16, beta_slow=2, mscale=1.0, mscale_all_dim=0.5, truncate=False)
VARIANTS = {
    "qwen2-yarn": ("qwen2", dict(max_position_embeddings=256, rope_parameters=dict(YARN, rope_theta=1e6)),
                   dict(max_position_embeddings=256, rope_scaling=dict(type="yarn", factor=4.0, original_max_position_embeddings=64)),
                   "original"),
    "qwen3-window": ("qwen3", dict(sliding_window=33, use_sliding_window=True, layer_types=["sliding_attention", "full_attention"],
                                   rope_parameters=SHARP), {}, "hf"),
    "phi3-window": ("phi3", dict(sliding_window=40, rope_parameters=dict(rope_type="default", rope_theta=1e4)),
                    dict(sliding_window=40, rope_scaling=None), "original"),
}
CLASSES = dict(qwen2="Qwen2ForCausalLM", qwen3="Qwen3ForCausalLM", llama="LlamaForCausalLM", phi3="Phi3ForCausalLM",
               internlm2="InternLM2ForCausalLM", internlm3="InternLM3ForCausalLM")


# ---- Tokenizers.

def byte_level(folder, special, llama3):
    tok = Tokenizer(models.BPE(ignore_merges=llama3))
    words = r"[^\r\n\p{L}\p{N}]?\p{L}+|" + (r"\p{N}{1,3}" if llama3 else r"\p{N}") + r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    tok.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(words), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    if not llama3:
        tok.normalizer = normalizers.NFC()
    tok.decoder = decoders.ByteLevel()
    tok.train_from_iterator([TEXT], trainers.BpeTrainer(vocab_size=290, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
                                                        show_progress=False))
    tok.add_special_tokens(special + IMAGE)
    if llama3:
        bos = special[0]
        tok.post_processor = processors.TemplateProcessing(single=f"{bos} $A", special_tokens=[(bos, tok.token_to_id(bos))])
    out = PreTrainedTokenizerFast(tokenizer_object=tok, eos_token="<|im_end|>", pad_token=special[0],
                                  bos_token=special[0] if llama3 else None,
                                  extra_special_tokens=dict(zip(["start_image_token", "end_image_token", "context_image_token", "video_token"], IMAGE)))
    out.save_pretrained(folder)
    return out


def pieces(folder, special, kind):
    """tokenizer.model with tokenizer_config.json as Python's own tokenizers write it."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([TEXT] * 20), model_prefix=os.path.join(folder, "tokenizer"), vocab_size=330, model_type="bpe",
        byte_fallback=True, normalization_rule_name="identity", remove_extra_whitespaces=False, split_digits=True,
        add_dummy_prefix=kind != "internlm2", minloglevel=2)
    os.remove(os.path.join(folder, "tokenizer.vocab"))
    added = {str(330 + i): dict(content=t, lstrip=False, normalized=False, rstrip=kind == "phi3" and t in ("<|user|>", "<|assistant|>"),
                                single_word=False, special=True) for i, t in enumerate(special + IMAGE)}
    config = dict(tokenizer_class=dict(phi3="LlamaTokenizer", internlm2="InternLM2Tokenizer", internlm3="InternLM3Tokenizer")[kind],
                  bos_token="<s>", eos_token="</s>", unk_token="<unk>", add_bos_token=True, added_tokens_decoder=added,
                  additional_special_tokens=special + IMAGE, clean_up_tokenization_spaces=False)
    if kind == "phi3":
        config["legacy"] = False
    json.dump(config, open(os.path.join(folder, "tokenizer_config.json"), "w"), indent=1)


def pieces_hf(source, folder):
    config = json.load(open(os.path.join(source, "tokenizer_config.json")))
    added = [t["content"] for t in config["added_tokens_decoder"].values()]
    # in the order of the ids, each with its own rstrip
    tok = LlamaTokenizer.from_pretrained(source, legacy=config.get("legacy", True), eos_token="<|im_end|>" if "phi3" not in source else "<|end|>",
                                         extra_special_tokens=dict(zip(["start_image_token", "end_image_token", "context_image_token", "video_token"], IMAGE)))
    assert [tok.convert_tokens_to_ids(t) for t in added] == list(range(330, 330 + len(added)))
    tok.save_pretrained(folder)
    return tok


def encode_pieces(folder, text):
    """Independent of transformers: added tokens cut out, the rest by sentencepiece."""
    config = json.load(open(os.path.join(folder, "tokenizer_config.json")))
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(open(os.path.join(folder, "tokenizer.model"), "rb").read())
    if config.get("legacy") is False:  # the first text alone gets a blank in front, and a prompt begins with a token
        proto.normalizer_spec.add_dummy_prefix = False
    model = sentencepiece.SentencePieceProcessor(model_proto=proto.SerializeToString())
    added = {t["content"]: (int(i), t["rstrip"]) for i, t in config["added_tokens_decoder"].items()}
    ids, strip = [1], False
    for part in re.split("(" + "|".join(map(re.escape, added)) + ")", text):
        if part in added:
            ids.append(added[part][0])
            strip = added[part][1]
        elif part:
            ids += model.encode(part.lstrip() if strip else part)
            strip = False
    return ids


def decode_pieces(folder, tok):
    """As Python's own tokenizers decode: added tokens left out, the rest by sentencepiece, InternLM2's cleaned of blanks."""
    model = sentencepiece.SentencePieceProcessor(model_file=os.path.join(folder, "tokenizer.model"))
    clean = tok.clean_up_tokenization if "internlm2" in folder else (lambda text: text)
    return lambda ids: clean(model.decode([i for i in ids if 2 < i < model.get_piece_size()])).strip()


# ---- Questions and prompts.

def picture(i, w, h):
    y, x = np.mgrid[0:h, 0:w]
    rgb = np.stack([(x * (7 + 3 * i) + y * 5) % 256, (x * 3 + y * (11 + i)) % 256, ((x // 5 + y // 4) % 2) * 200 + 20 * i], -1)
    return Image.fromarray(rgb.astype("uint8"))


QUESTIONS = [("what is written in the picture ?", picture(0, 56, 28)), ("What is the number, 12 or 7? ä 中", picture(1, 30, 31)),
             ("read", picture(2, 28, 84))]
BEHIND = "\nAnswer the question using a single word or phrase."


def write_questions(file):
    with open(file, "w") as f:
        f.write("index\timage\tquestion\tanswer\tcategory\n")
        for i, (question, image) in enumerate(QUESTIONS):
            data = io.BytesIO()
            image.save(data, "PNG")
            f.write(f"{i}\t{base64.b64encode(data.getvalue()).decode()}\t{question}\t['7']\tRegular Text Recognition\n")


def own_prompt(template, question, tokens):
    image = "<img>" + "<IMG_CONTEXT>" * tokens + "</img>\n"
    if template == "phi3-chat":
        return f"<|system|>\n{SYSTEM}<|end|><|user|>\n{image}{question}<|end|><|assistant|>\n"
    gap = "\n" if template == "internvl2_5" else ""
    return f"<|im_start|>system\n{SYSTEM}<|im_end|>{gap}<|im_start|>user\n{image}{question}<|im_end|>{gap}<|im_start|>assistant\n"


def texts(seed, first):
    """Nasty ones; `first` stands in front of each."""
    r = random.Random(seed)
    parts = [" ", "  ", "\n", " the", " quick", "brown ", "12", "7", "<|im_end|>", "<img>", "<IMG_CONTEXT>", "ä", "中", "é", "😀", "n't",
             ".", " ,", "▁", "<|user|>", "<|end|>", "\t", "read what", " is "]
    return [first + "".join(r.choice(parts) for _ in range(r.randint(1, 8))) for _ in range(30)]


def write_cases(folder, encode, decode, first=""):
    cases = []
    for text in texts(5, first):
        ids = encode(text)
        cases.append(dict(text=text, ids=ids) | (dict(decoded=decode(ids)) if decode else {}))
    json.dump(cases, open(os.path.join(folder, "cases.json"), "w"), ensure_ascii=False)


# ---- Weights.

def model_config(row, vocabulary, image_token):
    text = dict(dict(hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=3, num_key_value_heads=1,
                     max_position_embeddings=4096, rms_norm_eps=1e-5, bos_token_id=None, eos_token_id=None, pad_token_id=None,
                     tie_word_embeddings=False), **row["text"], vocab_size=vocabulary)
    vision = dict(hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24, image_size=[TILE, TILE],
                  patch_size=[PATCH, PATCH], **row["vision"])
    return InternVLConfig(text_config=text, vision_config=vision, image_token_id=image_token, image_seq_length=4,
                          tie_word_embeddings=text["tie_word_embeddings"])


def randomize(model, seed):
    g = torch.Generator().manual_seed(seed)
    for name, p in model.named_parameters():
        if "norm" in name:
            value = (1 if name.endswith("weight") else 0) + 0.2 * torch.randn(p.shape, generator=g)
        elif "lambda" in name:
            value = 0.6 + 0.1 * torch.randn(p.shape, generator=g)
        elif name.endswith("bias"):
            value = 0.2 * torch.randn(p.shape, generator=g)
        elif "cls_token" in name or "position" in name or "embed_tokens" in name:
            value = torch.randn(p.shape, generator=g)
        else:
            value = torch.randn(p.shape, generator=g) * 1.5 / p[0].numel() ** 0.5
        p.copy_(value.bfloat16().float())


def original_names(tensors, family, c):
    """transformers' names (with "model." in front) to InternVL's own."""
    text, out = c.text_config, {}
    rules = [(r"^model\.vision_tower\.embeddings\.cls_token$", "vision_model.embeddings.class_embedding"),
             (r"^model\.vision_tower\.embeddings\.patch_embeddings\.projection\.", "vision_model.embeddings.patch_embedding."),
             (r"^model\.vision_tower\.embeddings\.position_embeddings$", "vision_model.embeddings.position_embedding"),
             (r"attention\.projection_layer\.", "attn.proj."), (r"attention\.([qk])_norm\.", r"attn.\1_norm."),
             (r"layernorm_before\.", "norm1."), (r"layernorm_after\.", "norm2."), (r"lambda_1$", "ls1"), (r"lambda_2$", "ls2"),
             (r"^model\.vision_tower\.encoder\.layer\.", "vision_model.encoder.layers."),
             (r"^model\.multi_modal_projector\.layer_norm\.", "mlp1.0."), (r"^model\.multi_modal_projector\.linear_1\.", "mlp1.1."),
             (r"^model\.multi_modal_projector\.linear_2\.", "mlp1.3."), (r"^model\.language_model\.", "language_model.model."),
             (r"^lm_head\.", "language_model.lm_head.")]
    if family == "internlm2":
        rules += [("embed_tokens", "tok_embeddings"), ("lm_head", "output"), (r"self_attn\.o_proj", "attention.wo"),
                  (r"mlp\.gate_proj", "feed_forward.w1"), (r"mlp\.up_proj", "feed_forward.w3"), (r"mlp\.down_proj", "feed_forward.w2"),
                  ("input_layernorm", "attention_norm"), ("post_attention_layernorm", "ffn_norm")]
    for name, t in tensors.items():
        if m := re.match(r"^(model\.vision_tower\.encoder\.layer\.\d+\.attention\.)q_proj\.(weight|bias)$", name):
            name = m[1].replace("model.vision_tower.encoder.layer.", "vision_model.encoder.layers.").replace("attention.", "attn.") + "qkv." + m[2]
            t = torch.cat([tensors[f"{m[1]}{part}_proj.{m[2]}"] for part in "qkv"])
        elif re.search(r"vision_tower.*attention\.[kv]_proj\.", name):
            continue
        elif family == "internlm2" and "self_attn.q_proj" in name:
            d, kv = text.head_dim, text.num_key_value_heads
            q, k, v = (tensors[name.replace("q_proj", f"{part}_proj")].view(kv, -1, d, text.hidden_size) for part in "qkv")
            t = torch.cat([q, k, v], 1).reshape(-1, text.hidden_size)
            name = name.replace("self_attn.q_proj", "attention.wqkv")
        elif family == "internlm2" and re.search(r"self_attn\.[kv]_proj", name):
            continue
        for pattern, to in rules:
            name = re.sub(pattern, to, name)
        out[name] = t.contiguous()
    return out


def original_config(family, row, c):
    v, t = c.vision_config, c.text_config
    llm = dict(dict(architectures=[CLASSES[family]], hidden_act="silu", hidden_size=t.hidden_size, intermediate_size=t.intermediate_size,
                    num_hidden_layers=t.num_hidden_layers, num_attention_heads=t.num_attention_heads,
                    num_key_value_heads=t.num_key_value_heads, rms_norm_eps=t.rms_norm_eps, vocab_size=t.vocab_size,
                    max_position_embeddings=t.max_position_embeddings, tie_word_embeddings=t.tie_word_embeddings), **row["own"])
    vision = dict(architectures=["InternVisionModel"], model_type="intern_vit_6b", hidden_act="gelu", hidden_size=v.hidden_size,
                  image_size=TILE, intermediate_size=v.intermediate_size, layer_norm_eps=v.layer_norm_eps, norm_type=v.norm_type,
                  num_attention_heads=v.num_attention_heads, num_channels=3, num_hidden_layers=v.num_hidden_layers, patch_size=PATCH,
                  qk_normalization=v.use_qk_norm, qkv_bias=v.attention_bias)
    return dict(architectures=["InternVLChatModel"], model_type="internvl_chat", downsample_ratio=0.5, dynamic_image_size=True,
                force_image_size=TILE, min_dynamic_patch=1, max_dynamic_patch=12, ps_version="v2", select_layer=-1,
                template=row["template"], system_message=SYSTEM, use_thumbnail=True, llm_config=llm, vision_config=vision)


# ---- What transformers answers.

def answers(c, state, ids, pixels, ends):
    model = InternVLForConditionalGeneration(c).eval()
    model.load_state_dict(state, strict=False)
    model.tie_weights()
    x = torch.tensor([ids])
    logits = model(input_ids=x, pixel_values=pixels).logits[0]
    y = model.generate(input_ids=x, pixel_values=pixels, attention_mask=torch.ones_like(x), max_new_tokens=NEW_TOKENS, do_sample=False,
                       eos_token_id=ends, pad_token_id=0)
    return logits, y[0, len(ids):].tolist()


def expected(folder, c, state, prompts, pixels, decode, ends):
    info, tensors = [], {}
    for i, ids in enumerate(prompts):
        logits, out = answers(c, state, ids, pixels[i], ends)
        rows = sorted({0, len(ids) // 2, len(ids) - 1})
        tensors[f"{i}.logits"] = logits[rows].float().contiguous()
        kept = out[:-1] if out and out[-1] in ends else out
        info.append(dict(ids=ids, rows=rows, answer=kept, text=decode(kept)))
    save_file(tensors, os.path.join(folder, "expected.safetensors"))
    json.dump(info, open(os.path.join(folder, "expected.json"), "w"), ensure_ascii=False)


def make(out, name, family, row, seed):
    own, hf = os.path.join(out, name, "original"), os.path.join(out, name, "hf")
    for folder in (own, hf):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
    if row["tokenizer"] in ("bytes", "llama3"):
        tok = byte_level(hf, row["special"], row["tokenizer"] == "llama3")
        for f in ("tokenizer.json", "tokenizer_config.json"):
            shutil.copy(os.path.join(hf, f), own)
    else:
        pieces(own, row["special"], row["tokenizer"])
        tok = pieces_hf(own, hf)
    c = model_config(row, len(tok) + 3, tok.convert_tokens_to_ids("<IMG_CONTEXT>"))
    model = InternVLForConditionalGeneration(c)
    randomize(model, seed)
    state = {k: v.clone() for k, v in model.state_dict().items()}
    model.bfloat16().save_pretrained(hf)
    processor = InternVLProcessor(
        image_processor=GotOcr2ImageProcessor(size=dict(height=TILE, width=TILE), image_mean=MEAN, image_std=STD, crop_to_patches=True),
        tokenizer=tok, video_processor=InternVLVideoProcessor(), image_seq_length=4, chat_template=HF_TEMPLATE)
    processor.save_pretrained(hf)
    processor = AutoProcessor.from_pretrained(hf)
    for f in ("video_preprocessor_config.json", "special_tokens_map.json"):
        if os.path.exists(os.path.join(hf, f)):
            os.remove(os.path.join(hf, f))
    json.dump(dict(eos_token_id=tok.convert_tokens_to_ids("<|im_end|>")), open(os.path.join(hf, "generation_config.json"), "w"))
    prompts, pixels = [], []
    for question, image in QUESTIONS:
        chat = [dict(role="user", content=[dict(type="image", image=image), dict(type="text", text=question + BEHIND)])]
        x = processor.apply_chat_template(chat, add_generation_prompt=True, tokenize=True, return_dict=True, return_tensors="pt")
        prompts.append(x["input_ids"][0].tolist())
        pixels.append(x["pixel_values"].float())
    write_questions(os.path.join(hf, "OCRBench.tsv"))
    expected(hf, c, state, prompts, pixels, lambda ids: processor.decode(ids, skip_special_tokens=True),
             [tok.convert_tokens_to_ids("<|im_end|>")])

    write_cases(hf, lambda t: processor.tokenizer(t)["input_ids"], lambda y: processor.tokenizer.decode(y, skip_special_tokens=True))

    tensors = {k: v for k, v in state.items() if not (c.tie_word_embeddings and k == "lm_head.weight")}
    save_file({k: v.bfloat16() for k, v in original_names(tensors, family, c).items()}, os.path.join(own, "model.safetensors"),
              metadata=dict(format="pt"))
    json.dump(original_config(family, row, c), open(os.path.join(own, "config.json"), "w"), indent=1)
    json.dump(dict(eos_token_id=[0, 1, 2]), open(os.path.join(own, "generation_config.json"), "w"))
    end = "<|end|>" if family == "phi3" else "<|im_end|>"
    texts = [own_prompt(row["template"], q + BEHIND, 4 * len(pixels[i])) for i, (q, _) in enumerate(QUESTIONS)]
    sentence = row["tokenizer"] in ("phi3", "internlm2", "internlm3")
    ids = [encode_pieces(own, t) if sentence else tok(t)["input_ids"] for t in texts]
    write_questions(os.path.join(own, "OCRBench.tsv"))
    if sentence:  # Llama's without "legacy" differs where no token stands in front
        write_cases(own, lambda t: encode_pieces(own, t), None, "<|im_end|>" if family == "phi3" else "")
    else:
        write_cases(own, lambda t: tok(t)["input_ids"], lambda y: tok.decode(y, skip_special_tokens=True))
    decode = decode_pieces(own, tok) if sentence else (lambda y: tok.decode(y, skip_special_tokens=True).strip())
    expected(own, c, state, ids, pixels, decode, [tok.convert_tokens_to_ids(end)])


if __name__ == "__main__":
    for n, (family, row) in enumerate(ROWS.items()):
        if len(sys.argv) < 3 or family in sys.argv[2:]:
            make(sys.argv[1], family, family, row, 11 + n)
    for n, (name, (family, text, own, layout)) in enumerate(VARIANTS.items()):
        if len(sys.argv) < 3 or name in sys.argv[2:]:
            row = ROWS[family]
            make(sys.argv[1], name, family, dict(row, text=row["text"] | text, own=row["own"] | own), 31 + n)
            shutil.rmtree(os.path.join(sys.argv[1], name, dict(original="hf", hf="original")[layout]))

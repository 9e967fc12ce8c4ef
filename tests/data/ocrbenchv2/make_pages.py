#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stems, synonyms, Chinese words and measures of texts by the libraries that OCRBench v2's own program uses; pages.json
beside this file has them. Made with Debian's wordnet-base and
    python3 -m venv v && v/bin/pip install nltk==3.9.1 jieba==0.42.1
    v/bin/python make_pages.py > pages.json
"""
import json
import logging
import pathlib
import random
import re
import shutil
import tempfile
import warnings

import jieba
import nltk
from nltk.corpus.reader.wordnet import WordNetCorpusReader
from nltk.metrics import f_measure
from nltk.stem.porter import PorterStemmer
from nltk.translate import bleu
from nltk.translate.meteor_score import meteor_score

jieba.setLogLevel(logging.ERROR)
warnings.simplefilter("ignore")
pick = random.Random(2025)

ENGLISH = """The quick brown fox jumps over the lazy dog.
Invoice No. 2024-117 Date: 03/15/2024 Total due: $1,284.50
Please keep this door closed at all times, fire regulations require it.
Two large coffees, one croissant and a bottle of sparkling water
We purchased a big car in the city and drove it home quickly.
Children were running through the gardens while their mothers talked.
Opening hours: Monday to Friday 9:00 - 17:30, Saturday 10:00 - 14:00
NO PARKING ANY TIME
The committee has decided to begin the construction of the new bridge next spring.
the the the the the
Half of the students answered all of the questions correctly.
Chapter 3. Statistical methods for the analysis of noisy measurements
Store in a cool, dry place. Do not freeze. Shake well before use.
She said: "I'll be there at 8 o'clock," and left.
Cafe Zurich, Bahnhofstrasse 12, 8001 ZURICH
The movie was dreadful, but the actors were splendid and very funny.
He repaired the broken clock, cleaned the windows and fixed the roof.
a
...
""".splitlines() + ["Café Zürich, Straße 12", "ΟΔΟΣ ΑΘΗΝΑ", "Caution!\nWet floor\n\n(cleaning in progress)", "\t ", "x\u00a0y"]
CHINESE = """今天天气很好，我们一起去公园散步吧。
小心地滑
营业时间：上午9:00-下午17:30，周末休息
请勿吸烟 NO SMOKING
中华人民共和国居民身份证
共计人民币叁佰贰拾元伍角整（¥320.50）
他来到了网易杭研大厦
机器翻译的质量可以用BLEU和METEOR来评价。
第三章 统计方法在噪声测量分析中的应用
张晓茗在云栖小镇开了一家叫做慢咕噜的咖啡馆
本产品请置于阴凉干燥处，避免阳光直射；保质期12个月。
南京市长江大桥
答：因为温度升高，分子运动加快，所以蒸发变快。
床前明月光，疑是地上霜。
人
。。。
""".splitlines() + ["姓名：李明\n学号：20240117\r\n成绩：98.5%", "　全角　空格　", "C++与C#都是语言", "A4纸3.14%打折"]
SWAPS = {"big": "large", "car": "automobile", "quick": "fast", "city": "metropolis", "begin": "start", "home": "house",
         "fixed": "repaired", "purchased": "bought", "closed": "shut", "running": "runs", "students": "pupils",
         "mothers": "mother", "decided": "decide", "correctly": "right", "dreadful": "awful", "spring": "leap"}


def wordnet():
    folder = pathlib.Path(tempfile.mkdtemp()) / "wordnet"
    shutil.copytree("/usr/share/wordnet", folder)
    # nltk wants both files and looks nothing up in them here.
    (folder / "lexnames").write_text("".join(f"{i:02}\tfile{i}\t1\n" for i in range(45)))
    (folder / "index.sense").write_text("")

    class Reader(WordNetCorpusReader):
        def map_wn(self, version="wordnet"):
            return None

    return Reader(str(folder), None)


WORDNET = wordnet()


def words_of(text, chinese):
    return jieba.lcut(text) if chinese else text.split()


def measures(right, given):
    chinese = re.search("[\u4e00-\u9fa5]", right) or re.search("[\u4e00-\u9fa5]", given)
    expected, words = words_of(right, chinese), words_of(given, chinese)
    return [bleu([expected], words), meteor_score([expected], words, wordnet=WORDNET),
            f_measure(set(expected), set(words)) or 0.0, nltk.edit_distance(given, right) / max(len(right), len(given))]


def misread(text):
    """The text with some words or characters left out, doubled, exchanged or put elsewhere."""
    chinese = re.search("[\u4e00-\u9fa5]", text)
    parts = list(text) if chinese else text.split(" ")
    for _ in range(pick.randint(1, 5)):
        at = pick.randrange(len(parts) + 1)
        kind = pick.randrange(6)
        if at == len(parts):
            parts.append(pick.choice(["的", "了", "人口"] if chinese else ["the", "of", "12", "house"]))
        elif kind == 0 and len(parts) > 1:
            del parts[at]
        elif kind == 1:
            parts.insert(at, parts[at])
        elif kind == 2:
            other = pick.randrange(len(parts))
            parts[at], parts[other] = parts[other], parts[at]
        elif kind == 3:
            parts[at] = parts[at].upper()
        elif kind == 4:
            parts[at] = SWAPS.get(parts[at], parts[at] + pick.choice(["", "s", "ing", "ed", "."]))
        else:
            parts[at] = pick.choice(["", parts[at][::-1], parts[at][:-1]])
    return ("" if chinese else " ").join(parts)


def pairs():
    for text in ENGLISH + CHINESE:
        yield text, text
        yield text, ""
        for _ in range(7):
            yield text, misread(text)
    for _ in range(40):
        yield tuple(pick.sample(ENGLISH + CHINESE, 2))
    page = "\n".join(ENGLISH)
    yield page, "\n".join(reversed(ENGLISH))
    yield page[:600], misread(page[:600])
    yield "".join(CHINESE)[:300], misread("".join(CHINESE)[:300])
    yield "no no no no", "no " * 200


def stems():
    stemmer = PorterStemmer()
    written = sorted({re.sub("[^a-z]", "", word.lower()) for text in ENGLISH for word in text.split()})
    rules = """skies dying news innings cannings proceed ties dies flies caresses ponies cats feed agreed plastered bled
        motoring sing conflated troubled sized hopping tanned falling hissing fizzed failing filing died spied happy sky
        enjoy enjoyment by say spy relational conditional rational valenci hesitanci digitizer conformabli radicalli
        differentli vileli analogousli vietnamization predication operator feudalism decisiveness hopefulness callousness
        formaliti sensitiviti sensibiliti rationalli hopefulli geologi apologi logi alli triplicate formative formalize
        electriciti electrical hopeful goodness revival allowance inference airliner gyroscopic adjustable defensible
        irritant replacement adjustment dependent adoption onion homologou communism activate angulariti homologous
        effective bowdlerize probate rate cease controll roll oed uped as is be y yy yyed sayyying aing eed ied ies
        bo*ding axed eing generalizations oscillators caféing naïves 中文字ed""".split()
    return {word: stemmer.stem(word) for word in written + rules if word}


def synonyms():
    words = """dog dogs quick bett run ran running geese children galor be was better best well leaves axes churches
        paris new_york zebra xyzzy the 12 - flie hous build quickli oxen lady men mens women's aardwolves us a
        """.split() + [""]
    return {word: sorted({lemma.name() for synset in WORDNET.synsets(word) for lemma in synset.lemmas()
                          if "_" not in lemma.name()}) for word in words}


print("{")
for name, table in (("stems", stems()), ("synonyms", synonyms())):
    print(f' "{name}": ' + json.dumps(table, ensure_ascii=False) + ",")
texts = CHINESE + [misread(text) for text in CHINESE for _ in range(5)] + ENGLISH[:6]
print(' "cuts": ' + json.dumps([jieba.lcut(text) for text in texts], ensure_ascii=False) + ",")
rows = [json.dumps([right, given] + measures(right, given), ensure_ascii=False) for right, given in pairs() if right]
print(' "pairs": [\n' + ",\n".join(rows) + "\n ]\n}")

# SPDX-License-Identifier: GPL-3.0-or-later
"""Contexts and small templates for make_expected.py."""

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "find_text",
            "description": "Finds “text” in a picture's region & returns <boxes>.",
            "parameters": {
                "type": "object",
                "properties": {
                    "query": {"type": "string", "description": "What to find"},
                    "limit": {"type": "integer", "default": 10},
                    "scale": {"type": "number", "default": 0.5},
                    "languages": {"type": "array", "items": {"type": "string", "enum": ["en", "zh"]}},
                    "region": {
                        "type": "object",
                        "properties": {"x": {"type": "integer"}, "y": {"type": ["integer", "null"]}},
                        "required": ["x"],
                    },
                },
                "required": ["query"],
            },
        },
    },
    {
        "type": "function",
        "function": {"name": "stop", "description": "停", "parameters": {"type": "object", "properties": {}}},
    },
]

USER = {"role": "user", "content": "What does the sign say?"}
SYSTEM = {"role": "system", "content": "  You read signs.\n"}
ANSWER = {"role": "assistant", "content": "It says “Exit”."}
CALL = {
    "role": "assistant",
    "content": "",
    "tool_calls": [{"type": "function", "function": {"name": "find_text", "arguments": {"query": "a \"b\" 'c'", "limit": 3}}}],
}
PICTURE = {"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "Read it."}]}
PICTURES = {
    "role": "user",
    "content": [{"type": "image", "url": "a.png"}, {"type": "image"}, {"type": "text", "text": "Compare"}, {"type": "text", "text": "them."}],
}
BASE = {"tools": None, "documents": None, "bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>"}


def chat(*messages, prompt=True, **more):
    return {**BASE, "messages": list(messages), "add_generation_prompt": prompt, **more}


CONTEXTS = {
    "one": chat(USER),
    "no_prompt": chat(USER, ANSWER, prompt=False),
    "system": chat(SYSTEM, USER),
    "turns": chat(SYSTEM, USER, ANSWER, {"role": "user", "content": " And\nbelow? "}),
    "tools": chat(USER, tools=TOOLS),
    "tools_system": chat(SYSTEM, USER, tools=TOOLS, tools_first=False),
    "called": chat(
        USER,
        CALL,
        {"role": "tool", "name": "find_text", "content": "[1, 2]"},
        {"role": "tool", "content": {"found": True, "at": [1.5, None]}},
        tools=TOOLS,
    ),
    "called_text": chat(USER, CALL, {"role": "tool", "content": "none"}, {"role": "tool", "content": "two"}, ANSWER),
    "builtin": chat(USER, CALL, builtin_tools=["find_text", "code_interpreter"]),
    "thought": chat(USER, {"role": "assistant", "content": "<think>\nhm\n</think>\n\nExit."}, USER),
    "thought_last": chat(USER, {"role": "assistant", "content": "<think>\nhm\n</think>\n\nExit."}, prompt=False),
    "thought_field": chat(USER, {"role": "assistant", "content": "Exit.", "reasoning_content": "\nI see\n"}, prompt=False),
    "not_thinking": chat(USER, enable_thinking=False),
    "thinking": chat(USER, enable_thinking=True),
    "picture": chat(PICTURE),
    "pictures": chat(PICTURES, ANSWER, PICTURE),
    "picture_system": chat(SYSTEM, PICTURE),
    "wrong_order": chat(USER, USER),
    "nothing": chat(),
    "odd_text": chat({"role": "user", "content": "中文 {{ x }} \r\n\t'\"\\ <|im_end|> 🙂"}),
    "values": {
        "empty": "",
        "name": "world",
        "mixed": "Hello, WORLD straße ΑΣ ǆ",
        "spaced": " \t a  b\u00a0c\n ",
        "lines": "one\r\ntwo\rthree\n\nfour\u2028five",
        "quotes": "it's",
        "both": "it's \"so\"",
        "unprintable": "a\u0000\u001f\u007f\u00ad\u200b\ufeff\U000e0001é中🙂\\",
        "emoji": "a🙂é中z",
        "zero": 0,
        "one": 1,
        "big": 9007199254740993,
        "minus": -7,
        "half": 0.5,
        "tiny": 1e-07,
        "huge": 1e16,
        "third": 0.3333333333333333,
        "yes": True,
        "no": False,
        "nothing": None,
        "numbers": [3, 1, 2],
        "floats": [1.0, 2.5, -0.0],
        "words": ["pear", "Apple", "fig", "apple"],
        "nested": [[1, 2], [3, [4, 5]], []],
        "map": {"b": 1, "a": [True, None], "items": "x", "É": {"k": "v"}},
        "people": [
            {"name": "Ann", "age": 30, "tags": ["x", "y"], "home": {"town": "Ulm"}},
            {"name": "bob", "age": 20, "tags": []},
            {"name": "Cy", "age": 30, "home": {"town": None}},
        ],
        "tree": [{"n": "a", "c": [{"n": "b", "c": [{"n": "c"}]}, {"n": "d"}]}, {"n": "e", "c": []}],
    },
}


def outputs(*expressions):
    return ["{{ " + expression + " }}" for expression in expressions]


SNIPPETS = [
    # White space around tags.
    "", "\n", "\n\n", "a\n", "a\n\n", "a\r\nb\rc\r\n", "  {% if 1 %}\n  x\n  {% endif %}\n  y\n", "{% if 1 %}\n\nx{% endif %}",
    "a  {%- if 1 %} b {%- endif -%}  c", "a\n  {%+ if 1 %}x{% endif %}", "a\n  {% if 1 +%}\nx{% endif %}", "  {{ 1 }}\n  {{ 2 }}\n",
    "  {{- 1 -}}  \n  {{- 2 }}", "{{ 1 }}\n\n{{ 2 }}\n", "x {# c #}\n y", "  {# c #}\n  y", "x\n  {#- c -#}\n  y", "x {#+ c +#}\n y",
    "a {%- raw -%}  {{ b }} {% if %}  {%- endraw -%}  c", "  {% raw %}\n {{ }} \n  {% endraw %}\n z", "{% raw %}{% endraw x %}{% endraw %}",
    "\t{% if 1 %}x{% endif %}\t{% if 1 %}y{% endif %}", "a {% if 1 %}\n b\n {% endif %} c", "{% if 1 %}a{% endif %}\n\n{% if 1 %}b{% endif %}\n",
    "{% for i in [1, 2] %}\n  {{ i }}\n{% endfor %}\nend", "{%- for i in [1, 2] -%}\n  {{ i }}\n{%- endfor -%}\nend", "a\u00a0{%- if 1 %}b{% endif -%}\u2003c",
    "{#- a -#}", "{# {{ x }} {% y %} #}z", "{##}", "{#-#}x", "{# a\nb #}\n{{ 1 }}", "{{'{{'}}{{\"}}\"}}", "{{ {'a': {'b': 1}}['a']['b'] }}", "{{ {'a': {'b': 1}}}}",
    "{%if 1%}a{%else%}b{%endif%}", "{{1}}{{-1}}{{+1}}", "{ { % } } # {", "a{", "{% if 1: %}x{% endif %}", "   {% set x = 1 %}   {{ x }}", "x\n\t {% set x = 1 %}\ny",
    # Syntax that is refused.
    "{{", "{{ 1", "{{ }}", "{% %}", "{% if 1 %}", "{% for x in y %}", "{% endif %}", "{% if 1 %}{% endfor %}", "{{ 1 2 }}", "{{ (1 }}", "{{ 1) }}", "{{ [1, }}",
    "{{ 'a }}", "{# a", "{% raw %} a", "{{ a b }}", "{% unknowntag %}", "{{ 1 is }}", "{{ a. }}", "{{ a | }}", "{% set %}", "{% set 1 = 2 %}", "{% set none = 2 %}",
    "{% for 1 in [2] %}{% endfor %}", "{{ x if }}", "{{ f(a=1, 2) }}", "{{ ! }}", "{{ a ? b }}", "{{ $ }}", "{% break %}", "{% macro m() %}{% break %}{% endmacro %}",
    "{% else %}", "{{ 1 is odd is even }}", "{% macro m(a=1, b) %}{% endmacro %}", "{{ '\\x4' }}", "{% for loop in [1] %}{% endfor %}", "{% do 1 %}", "{% if %}{% endif %}",
    "{{ {1} }}", "{{ {'a' 1} }}", "{{ 1_ }}", "{{ not }}",
    # Literals and printing.
    *outputs("1", "1_000", "0x1F", "0b101", "0o17", "1.5", "1e3", "1.5e-7", "1_0.2_5", "00", "true", "True", "false", "none", "None", "'a' 'b'", "'a' \"b\" 'c'",
             "'\\n\\t\\\\\\'\\\"'", "'\\x41\\u4e2d\\U0001F642\\101'", "'\\q\\é'", "'a\\\nb'", "'two\nlines'", "[]", "[1]", "[1,]", "()", "(1,)", "(1, 2)", "1, 2", "1,", "{}",
             "{'a': 1, 'b': [2]}", "{1: 2, 'x': none}", "{1: 'a', 1.0: 'b', true: 'c'}", "[true, none, 1.0, 'x', (1,), {}]", "nested", "map", "people[0]", "floats", "unprintable",
             "[unprintable]", "[quotes, both]", "['\\'', '\"', '\\'\"']", "[empty]", "1e16", "1e15", "123456789012345678.0", "0.0001", "0.00001", "1e-7", "1e22", "1e23",
             "third", "tiny", "huge", "big", "[tiny, huge, third]", "1.0", "-0.0", "100.0", "5e-324", "1.7976931348623157e308", "1e400", "-1e400", "[1e400 - 1e400]", "yes", "no",
             "nothing", "[nothing]", "missing", "[missing]", "map.b", "emoji", "[emoji]", "9223372036854775807"),
    # Operators.
    *outputs("1 + 2", "1 - 2", "2 * 3", "7 / 2", "6 / 2", "7 // 2", "-7 // 2", "7 // -2", "-7 % 3", "7 % -3", "7.5 // 2", "-7.5 // 2", "7.5 % 2", "-7.5 % 2", "7.5 % -2", "2 ** 10",
             "2 ** -1", "2 ** 0.5", "0 ** 0", "-2 ** 2", "2 ** 3 ** 2", "1 / 0", "1 // 0", "1 % 0", "1.0 / 0", "0 ** -1", "1 + true", "true + true", "-true", "+false", "1 + 2 * 3 - 4 / 2",
             "(1 + 2) * 3", "'a' + 'b'", "'a' + 1", "1 + 'a'", "'ab' * 3", "3 * 'ab'", "'ab' * -1", "[1] * 2", "[1] + [2]", "(1,) + (2,)", "[1] + (2,)", "{} + {}", "none + 1", "'a' - 'b'",
             "[1] - [1]", "1 ~ 2", "'a' ~ none ~ 1.0 ~ [1]", "1 + 2 ~ 3", "1 ~ 2 + 3", "missing ~ 'x'", "missing + 'x'", "'x' + missing", "-missing", "1 == 1.0", "1 == true", "'1' == 1",
             "none == none", "missing == missing", "missing == none", "[1, 2] == [1, 2]", "[1] == (1,)", "{'a': 1} == {'a': 1.0}", "{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "1 != 2", "1 < 2",
             "2 <= 2", "3 > 2", "3 >= 4", "1 < 2 < 3", "1 < 3 < 2", "3 > 2 > 2", "1 == 1 == 1", "'a' < 'b'", "'Z' < 'a'", "'é' > 'z'", "'🙂' > '中'", "[1, 2] < [1, 3]", "[1] < [1, 0]", "(1,) < (2,)",
             "1 < 'a'", "'a' < 1", "none < 1", "[1] < (2,)", "{} < {}", "1 < missing", "missing < 1", "1 in [1, 2]", "3 in [1, 2]", "3 not in [1, 2]", "'a' in 'cat'", "'' in 'cat'", "1 in 'cat'",
             "'a' in map", "'zz' in map", "[1] in map", "[1] in [[1]]", "1 in 5", "1 in none", "1 in missing", "missing in [1]", "missing in 'a'", "1 in range(3)", "1.0 in [1]", "'b' in map.keys()",
             "1 in (1, 2)", "not 1", "not ''", "not missing", "not not 1", "not 1 == 2", "1 and 2", "0 and 2", "0 or 'x'", "'' or none", "1 or missing.x", "0 and missing.x", "not 0 and 1 or 2",
             "1 if 2 else 3", "1 if 0 else 3", "1 if 0", "(1 if 0) is defined", "1 if 0 else 2 if 0 else 3", "'x' if missing else 'y'", "[1 if no else 2, 3]", "9223372036854775806 + 1",
             "9007199254740993 == 9007199254740992.0", "9007199254740993 < 9007199254740992.0", "0.1 + 0.2", "1e308 * 10", "-5 | abs", "-(5)", "- 5", "+5", "-'a'", "2 - -2", "1 - 1 - 1",
             "8 / 2 / 2", "2 * 3 % 4", "'a' ~ 'b' == 'ab'", "1 in [1] == true", "not 1 in [2]", "1 not in [1] or 2", "-2.5 // 1", "5.0 % 3", "1e300 ** 2", "(-8) ** 0.5 is defined"),
    # Attributes, items, slices.
    *outputs("map.b", "map['b']", "map['a'][0]", "map.a[1]", "map.missing", "map['missing']", "map.missing.x", "map['missing']['x']", "map.items is callable", "map['items']", "map.get('b')",
             "map.get('z')", "map.get('z', 5)", "map.get(['a'])", "map.keys() | list", "map.values() | list", "map.items() | list", "map.keys()", "map.values()", "{'a': 1}.items()", "map.keys() | length",
             "map.keys()[0]", "people[0].name", "people[-1]['name']", "people[5]", "people[5].name", "people[0]['home']['town']", "people[1].home.town", "people.0.name", "numbers[0]", "numbers[-1]",
             "numbers[3]", "numbers[-4]", "numbers['a']", "numbers[none]", "numbers[1.0]", "numbers[true]", "numbers[1:]", "numbers[:-1]", "numbers[::-1]", "numbers[::2]", "numbers[5:]", "numbers[-100:100]",
             "numbers[2:0:-1]", "numbers[1:1]", "numbers[::0]", "numbers['a':]", "numbers[none:2]", "name[0]", "name[-1]", "name[1:3]", "name[::-1]", "name[10]", "emoji[1]", "emoji[-2]", "emoji[1:3]",
             "emoji[::-1]", "emoji[::2]", "emoji | length", "(1, 2, 3)[1:]", "(1, 2)[0]", "range(10)[2:5] | list", "range(5)[-1]", "range(3) | list", "range(1, 4) | list", "range(5, 0, -2) | list",
             "range(0)| list", "range('a')", "range(1, 2, 0)", "range(200000) | length", "none.x", "none['x']", "(5).x", "5['x']", "5[0]", "map[none]", "map[1]", "map[[1]]", "map[1:]", "missing.x", "missing['x']", "missing[0]",
             "missing[1:]", "nothing[1:]", "one[1:]", "numbers[1.0:]", "' a b '.split(none, 0)", "' a b '.rsplit(none, 0)", "' a '.split(none, 1)", "missing()", "name()", "map.b()", "name.missing", "name['x']", "name.upper is defined", "name.nosuch is defined", "numbers.append(1)", "numbers.append is defined",
             "map.update({})", "map.pop('a')", "numbers.copy()", "numbers.index(1)", "numbers.index(9)", "numbers.count(3)", "(1, 2, 1).count(1)", "(1, 2).index(2)", "map.copy() == map", "'x'.join is callable",
             "map.É.k", "people[0].tags.0", "[1, 2][0:1][0]", "'abc'[1:][0]", "{'a': {'b': {'c': 1}}}.a.b.c", "{0: 'z'}[false]", "{(1, 2): 'p'}[(1, 2)]", "{[1]: 2}", "dict(a=1, b=2)", "dict({'a': 1}, a=2)",
             "dict([('a', 1), ('b', 2)])", "dict([1])", "dict()", "namespace(a=1).a", "namespace({'a': 1}).a", "namespace().a", "namespace().a is defined", "numbers[0:2, 1]"),
    # Methods of text.
    *outputs("' a '.strip()", "'xxaxx'.strip('x')", "'xyaz'.lstrip('yx')", "'axyx'.rstrip('xy')", "spaced.strip()", "spaced.lstrip()", "spaced.rstrip()", "'éaé'.strip('é')", "'a'.strip(none)", "'a'.strip(1)",
             "'a b  c'.split()", "spaced.split()", "'a,b,,c'.split(',')", "'a,b,c'.split(',', 1)", "'a,b,c'.rsplit(',', 1)", "'a b c'.split(none, 1)", "' a b c '.rsplit(none, 1)", "''.split()", "''.split(',')",
             "'a'.split('')", "'a--b'.split('--')", "'a b c '.split(maxsplit=1)", "'aaa'.rsplit('aa')", "'aaaa'.split('aa')", "lines.splitlines()", "lines.splitlines(true)", "''.splitlines()", "'a\\n'.splitlines()",
             "name.startswith('wo')", "name.startswith(('x', 'w'))", "name.startswith('o', 1)", "name.startswith('')", "name.endswith('ld')", "name.endswith(('x', 'd'))", "name.endswith('l', 0, 4)", "name.startswith(1)",
             "name.startswith('w', 9)", "name.upper()", "name.capitalize()", "mixed.lower()", "mixed.upper()", "mixed.title()", "mixed.capitalize()", "\"they're o'neil x2y ﬁn ΑΣ Σ\".title()", "'ÀÉ ΑΣ'.capitalize()",
             "'ßa'.title()", "'ŉx ǆa'.capitalize()", "'a.b.c'.replace('.', '-')", "'a.b.c'.replace('.', '-', 1)", "'abc'.replace('', '-')", "'abc'.replace('', '-', 2)", "'é中'.replace('', '.')", "''.replace('', 'x')", "'aaa'.replace('aa', 'b')",
             "'abc'.replace('x', 'y')", "'abc'.replace('b')", "'abc'.replace(1, 2)", "','.join(words)", "','.join([1])", "','.join([])", "'é'.join('abc')", "', '.join({'a': 1, 'b': 2})", "name.find('o')", "name.find('x')", "emoji.find('中')",
             "name.rfind('l')", "name.index('r')", "name.index('x')", "name.rindex('o')", "'banana'.find('a', 2)", "'banana'.find('a', 2, 3)", "'banana'.find('a', -1)", "'banana'.count('an')", "'banana'.count('')", "'banana'.count('a', 2)",
             "'a=b=c'.partition('=')", "'a=b=c'.rpartition('=')", "'abc'.partition('=')", "'abc'.rpartition('=')", "'abc'.removeprefix('a')", "'abc'.removesuffix('bc')", "'abc'.removeprefix('x')", "'5'.zfill(3)", "'-5'.zfill(4)", "'+é'.zfill(4)",
             "'é'.ljust(3) ~ '|'", "'é'.rjust(3, '*')", "'é'.rjust(3, '**')", "'12'.isdigit()", "'1²'.isdigit()", "''.isdigit()", "'½'.isnumeric()", "'1²'.isdecimal()", "'٣'.isdigit()", "'aé中'.isalpha()", "'a1'.isalpha()", "'a1½'.isalnum()", "'a-'.isalnum()",
             "' \\n'.isspace()", "''.isspace()", "'ab1'.islower()", "'aB'.islower()", "'1'.islower()", "'AB'.isupper()", "'ǅ'.isupper()", "'ª'.islower()", "name.strip().upper().lower()", "name.lower().split('r')[0]", "'a'.nosuch()", "'{}'.strip('{}')",
             "'a\\tb'.split('\\t')", "'x'.upper('y')", "'x'.strip('a', 'b')", "'x'.split(sep='x')", "'x'.split(nosuch=1)"),
    # Filters.
    *outputs("' a ' | trim", "'xax' | trim('x')", "5 | trim", "none | trim", "missing | trim", "[1] | trim", "words | length", "words | count", "map | length", "name | length", "5 | length", "none | length", "missing | length", "(x for x) | length",
             "words | join", "words | join(', ')", "numbers | join('-')", "[1, none, 'a', [2]] | join(',')", "people | join(',', attribute='name')", "missing | join(',')", "5 | join", "name | join('.')", "map | join(',')", "words | join(1)",
             "'abc' | replace('b', 'x')", "'aaa' | replace('a', 'b', 2)", "5 | replace(5, 6)", "none | replace('None', 'x')", "'abc' | replace('', '-')", "'abc' | replace('b')", "'aBc' | upper", "'aBc' | lower", "5 | upper", "missing | upper",
             "mixed | title", "\"they're o'neil-smith (abc [d] {e} <f\" | title", "mixed | capitalize", "missing | default('x')", "none | default('x')", "none | default('x', true)", "'' | default('x', boolean=true)", "0 | d(5, true)", "missing | default",
             "map.missing | default('y')", "missing.x | default('z')", "words | list", "name | list", "map | list", "5 | list", "none | list", "missing | list", "range(3) | list", "words | first", "[] | first", "name | first", "map | first", "5 | first",
             "words | last", "[] | last", "name | last", "map | last", "missing | first", "missing | last", "people | map(attribute='name') | list", "people | map(attribute='home.town') | list", "people | map(attribute='home.town', default='?') | list",
             "people | map(attribute='tags.0') | list", "people | map(attribute='home.town', default=none) | list", "people | map(attribute='age', default=1) | list", "people | map(attribute='zz.0', default='q') | list", "words | map('upper') | list", "words | map('replace', 'p', 'q') | list", "words | map('length') | list", "words | map('nosuch') | list", "words | map | list", "[] | map('upper') | list",
             "words | map('upper') | join(' ')", "words | map('upper') | length", "words | map('upper') | first", "words | map('upper') | last", "words | map('upper')[0]", "(words | map('upper'))[0] is defined", "missing | map('upper') | list",
             "people | selectattr('home') | map(attribute='name') | list", "people | selectattr('age', 'equalto', 30) | map(attribute='name') | list", "people | selectattr('age', '>', 20) | list | length", "people | rejectattr('tags') | map(attribute='name') | list",
             "people | rejectattr('home', 'defined') | map(attribute='name') | join", "people | selectattr('home.town', 'none') | map(attribute='name') | list", "people | selectattr('name', 'in', ['Ann', 'Cy']) | map(attribute='age') | list",
             "people | selectattr | list", "people | selectattr('age', 'nosuch') | list", "numbers | select('odd') | list", "numbers | reject('odd') | list", "[0, 1, '', 'a', none] | select | list", "[0, 1, '', 'a'] | reject | list",
             "numbers | select('gt', 1) | list", "numbers | select('divisibleby', 2) | list", "numbers | sort", "numbers | sort(reverse=true)", "words | sort", "words | sort(case_sensitive=true)", "people | sort(attribute='age') | map(attribute='name') | list",
             "people | sort(attribute='age,name', reverse=true) | map(attribute='name') | list", "[1, 'a'] | sort", "[none, none] | sort", "missing | sort", "[3, 1.5, true] | sort", "[[2], [1, 5], [1]] | sort", "words | unique | list", "words | unique(true) | list",
             "[1, 1.0, true, 2] | unique | list", "people | unique(attribute='age') | map(attribute='name') | list", "[[1], [1]] | unique | list", "words | reverse | list", "name | reverse", "map | reverse | list", "5 | reverse", "words | reverse | first",
             "map | items | list", "{} | items | list", "missing | items | list", "words | items | list", "map | dictsort", "{'b': 1, 'A': 2} | dictsort", "{'b': 1, 'A': 2} | dictsort(true)", "{'b': 1, 'A': 2} | dictsort(false, 'value')",
             "{'b': 1, 'A': 2} | dictsort(reverse=true)", "words | dictsort", "{'a': 1} | dictsort(by='x')", "5 | string", "none | string", "[1] | string", "missing | string", "'5' | int", "'5.7' | int", "5.7 | int", "-5.7 | int", "'x' | int", "'x' | int(9)",
             "none | int", "none | int(default=3)", "true | int", "' 7 ' | int", "'1_000' | int", "'1__0' | int", "'ff' | int(base=16)", "'0xff' | int(0, 16)", "'0b11' | int(base=0)", "'010' | int(base=0)", "'' | int", "[] | int", "missing | int", "'inf' | int", "1e400 | int",
             "'nan' | int", "'5' | float", "'x' | float", "'x' | float(1.5)", "5 | float", "none | float", "'1e3' | float", "' 2.5 ' | float", "'.5' | float", "'5.' | float", "'1_0.5' | float", "'inf' | float", "'-Infinity' | float", "'nan' | float", "'1e400' | float", "missing | float", "true | float",
             "-5 | abs", "5.5 | abs", "true | abs", "'a' | abs", "2.5 | round", "3.5 | round", "2.675 | round(2)", "42 | round", "42.55 | round(1, 'floor')", "42.51 | round(1, 'ceil')", "42.7 | round(method='floor')", "-2.5 | round", "1 | round(2)", "'a' | round", "2.5 | round(0, 'x')",
             "numbers | sum", "floats | sum", "people | sum(attribute='age')", "numbers | sum(start=10)", "words | sum", "[] | sum", "numbers | min", "numbers | max", "words | min", "words | max", "[] | max", "people | max(attribute='age')", "['a', 'A'] | max", "[1, 'a'] | max",
             "'a\\nb\\n\\nc' | indent", "'a\\nb' | indent(2, true)", "'a\\n\\nb' | indent(2, blank=true)", "'a\\nb' | indent('> ')", "'' | indent", "'a\\n' | indent", "5 | indent", "'a\\r\\nb\\u2028c' | indent(1)", "'<a>' | safe", "('<a>' | safe) ~ '<b>'", "('<a>' | safe) + '<b>'", "'<b>' + ('<a>' | safe)",
             "'<a>&\"\\'' | e", "'<a>' | e | e", "5 | e", "[('<' | safe)]", "('a' | safe) == 'a'", "('a' | safe) | length", "('a' | safe) | tojson", "'x' | nosuch", "'x' | upper | nosuch", "words | first | upper", "words | join(',') | upper | lower", "'a' | upper()", "'a' | upper(1)",
             "-1 | abs + 2", "'a' ~ 'b' | upper", "('a' ~ 'b') | upper", "1 + 2 | string", "not 'a' | length", "[1, 2] | first + 1", "words | join(', ') | replace(',', ';') | title", "words|length>3", "(1, 2) | list", "'a' | list | length == 1"),
    # JSON.
    *outputs("map | tojson", "people | tojson", "people[0] | tojson(indent=2)", "people | tojson(indent=0)", "nested | tojson(indent=4)", "[] | tojson(indent=2)", "{} | tojson(indent=2)", "'<a>&\"\\'é中🙂\\n\\t\\u0001\\u007f\\u2028/' | tojson", "emoji | tojson(ensure_ascii=true)",
             "unprintable | tojson", "unprintable | tojson(true)", "map | tojson(separators=(',', ':'))", "map | tojson(sort_keys=true)", "{'b': 1, 'a': 2, 'É': 3, 'Z': 4} | tojson(sort_keys=true, indent=1)", "{1: 'a', none: 'b', true: 'c', 1.5: 'd'} | tojson", "{(1, 2): 3} | tojson",
             "{1: 1, 'a': 2} | tojson(sort_keys=true)", "1.0 | tojson", "1e16 | tojson", "1e400 | tojson", "-1e400 | tojson", "(1e400 - 1e400) | tojson", "none | tojson", "true | tojson", "(1, 2) | tojson", "missing | tojson", "[missing] | tojson", "range(2) | tojson", "map.keys() | tojson",
             "words | map('upper') | tojson", "namespace(a=1) | tojson", "map | tojson(indent='--')", "map | tojson(none, none)", "map | tojson(nosuch=1)", "5 | tojson(indent=-1)", "[1] | tojson(indent=-1)", "third | tojson", "big | tojson", "tiny | tojson"),
    # Tests.
    *outputs("missing is defined", "name is defined", "none is defined", "missing is undefined", "map.x is defined", "map.x is not defined", "map.b is defined", "none is none", "missing is none", "0 is none", "name is string", "1 is string", "map is mapping", "words is mapping",
             "words is iterable", "name is iterable", "map is iterable", "5 is iterable", "none is iterable", "missing is iterable", "words is sequence", "name is sequence", "map is sequence", "(1,) is sequence", "5 is sequence", "missing is sequence", "range(2) is sequence", "map.keys() is sequence",
             "(words | map('upper')) is sequence", "(words | map('upper')) is iterable", "1 is number", "1.5 is number", "true is number", "'1' is number", "1 is integer", "true is integer", "1.0 is integer", "1.0 is float", "1 is float", "true is boolean", "0 is boolean", "true is true", "1 is true",
             "false is false", "none is false", "1 is in [1, 2]", "'a' is in 'cat'", "3 is not in [1]", "1 is equalto 1", "1 is eq 2", "1 is ne 2", "1 is lt 2", "1 is le 1", "2 is gt 1", "2 is ge 3", "2 is greaterthan 1", "1 is lessthan 2", "1 == 1 is true", "3 is odd", "4 is even", "3 is even", "-3 is odd",
             "'a' is odd", "2.0 is even", "6 is divisibleby 3", "6 is divisibleby(4)", "'ab' is lower", "'AB' is upper", "'aB' is lower", "none is sameas none", "true is sameas true", "1 is sameas true", "map is sameas map", "[1] is sameas [1]", "range is callable", "name.upper is callable", "name is callable", "missing is callable",
             "name is nosuch", "name is not string", "not name is string", "name is string and map is mapping", "(name is string) == true", "name is string == true", "1 is odd(2)", "1 is equalto", "missing is string", "missing is mapping", "missing is number", "missing is odd", "1 is not odd", "name is not defined or 1", "name is defined and name",
             "1 is in range(3)", "1 is in missing", "words is string or words is sequence", "5 is none or 6", "[] is sequence", "'x' is in map", "'b' is in map", "1 is not none", "missing is not none", "map.b is number"),
    # Blocks.
    "{% if 0 %}a{% elif 1 %}b{% else %}c{% endif %}", "{% if 0 %}a{% elif 0 %}b{% else %}c{% endif %}", "{% if missing %}a{% endif %}b", "{% if [] or {} or '' or 0.0 or none %}a{% else %}b{% endif %}", "{% if 0 %}a{% elif 0 %}b{% elif 1 %}c{% endif %}",
    "{% if 1 %}{% if 0 %}a{% else %}b{% endif %}{% endif %}", "{% if words | map('upper') %}a{% endif %}", "{% if [] | map('upper') %}a{% endif %}", "{% if map.keys() %}a{% endif %}{% if {}.keys() %}b{% endif %}", "{% if range(0) %}a{% else %}b{% endif %}", "{% if missing.x %}a{% endif %}",
    "{% set x = 1 %}{% if 1 %}{% set x = 2 %}{% endif %}{{ x }}", "{% if 0 %}{% set name = 2 %}{% endif %}{{ name }}", "{{ name }}{% set name = 'y' %}{{ name }}", "{% set x, y = 1, 2 %}{{ x }}{{ y }}", "{% set (x, y) = [1, 2] %}{{ x }}{{ y }}", "{% set x, y = 1 %}", "{% set x, y = 1, 2, 3 %}",
    "{% set x = 1, 2 %}{{ x }}", "{% set x %}a{{ 1 }}b{% endset %}[{{ x }}]", "{% set x | upper %}a{{ 1 }}b{% endset %}{{ x }}", "{% set x | replace('a', 'c') | upper %}abc{% endset %}{{ x }}", "{% set x %}{% set y = 5 %}{{ y }}{% endset %}{{ x }}{{ y is defined }}", "{% set x %}{% endset %}{{ x is string }}{{ x | length }}",
    "{% set ns = namespace(n=0) %}{% for i in numbers %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", "{% set n = 0 %}{% for i in numbers %}{% set n = n + i %}{{ n }}{% endfor %}{{ n }}", "{% set ns = namespace() %}{% set ns.a %}x{{ 1 }}{% endset %}{{ ns.a }}", "{% set map.b = 2 %}", "{% set missing.b = 2 %}",
    "{% set ns = namespace(a=1) %}{% set ns.b, x = 2, 3 %}{{ ns.a }}{{ ns.b }}{{ x }}", "{% set ns = namespace(a=1) %}{{ ns['a'] }}{{ ns.zz }}{{ ns == ns }}", "{% set ns = namespace(items=[]) %}{% for i in numbers %}{% set ns.items = ns.items + [i * 2] %}{% endfor %}{{ ns.items }}",
    "{% for i in numbers %}{{ i }}{% if not loop.last %},{% endif %}{% endfor %}", "{% for i in numbers %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.depth }}{{ loop.depth0 }}|{% endfor %}",
    "{% for i in numbers %}{{ loop.previtem }}<{{ i }}>{{ loop.nextitem }} {% endfor %}", "{% for i in numbers %}{{ loop.previtem is defined }}{{ loop.nextitem is defined }}{% endfor %}", "{% for i in numbers %}{{ loop.cycle('a', 'b') }}{% endfor %}", "{% for i in [] %}a{% else %}b{% endfor %}", "{% for i in missing %}a{% else %}b{% endfor %}",
    "{% for i in none %}{% endfor %}", "{% for i in 5 %}{% endfor %}", "{% for c in 'aé🙂' %}{{ c }}.{% endfor %}", "{% for k in map %}{{ k }}{% endfor %}", "{% for k, v in map.items() %}{{ k }}={{ v }};{% endfor %}", "{% for k, v in map | items %}{{ k }}={{ v }}{{ loop.length }};{% endfor %}", "{% for a, b in [[1, 2], (3, 4)] %}{{ a }}{{ b }}{% endfor %}",
    "{% for a, (b, c) in [[1, [2, 3]]] %}{{ a }}{{ b }}{{ c }}{% endfor %}", "{% for a, b in [1] %}{% endfor %}", "{% for a, b in ['xy'] %}{{ a }}{{ b }}{% endfor %}", "{% for a, b in ['xyz'] %}{% endfor %}", "{% for i in 1, 2, 3 %}{{ i }}{% endfor %}", "{% for i in numbers if i > 1 %}{{ loop.index }}{{ i }}{{ loop.length }}{{ loop.last }};{% endfor %}",
    "{% for i in numbers if i > 9 %}a{% else %}b{% endfor %}", "{% for p in people if p.home is defined %}{{ p.name }}{% endfor %}", "{% set ns = namespace(go=true) %}{% for i in numbers if ns.go %}{{ i }}{% set ns.go = false %}{% endfor %}", "{% set ns = namespace(go=true) %}{% for i in numbers if ns.go %}{{ i }}{{ loop.last }}{% set ns.go = false %}{% endfor %}",
    "{% set ns = namespace(go=true) %}{% for i in numbers if ns.go %}{{ i }}{{ loop.length }}{% set ns.go = false %}{% endfor %}", "{% for i in numbers %}{% for j in words %}{{ loop.index }}{{ i }}{% endfor %}{{ loop.index }}{% endfor %}", "{% for i in numbers %}{% set outer = loop %}{% for j in [1, 2] %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}",
    "{% for i in numbers %}{% if i == 1 %}{% continue %}{% endif %}{{ i }}{% endfor %}", "{% for i in numbers %}{% if i == 1 %}{% break %}{% endif %}{{ i }}{% endfor %}x", "{% for i in [1] %}{% continue %}{% else %}e{% endfor %}", "{% for i in [1] %}{% break %}{% else %}e{% endfor %}", "{% for i in [1, 2] %}{% if i == 1 %}{% continue %}{% endif %}{{ i }}{% else %}e{% endfor %}",
    "{% for i in [1, 2] %}{% for j in [1, 2] %}{% if j == 2 %}{% break %}{% endif %}{{ i }}{{ j }} {% endfor %}{% endfor %}", "{% for n in tree recursive %}{{ n.n }}{% if n.c %}({{ loop(n.c) }}){% endif %}{% endfor %}", "{% for n in tree recursive %}{{ loop.depth }}{{ n.n }}{{ loop.index }}{{ loop(n.c) if n.c is defined }}{% else %}-{% endfor %}", "{% for i in [1] %}{{ loop([]) }}{% endfor %}",
    "{% for i in numbers %}{% endfor %}{{ i is defined }}{{ loop is defined }}", "{% set i = 9 %}{% for i in numbers %}{{ i }}{% endfor %}{{ i }}", "{% for i in range(3) %}{{ i }}{% endfor %}", "{% for i in words | map('upper') %}{{ loop.length }}{{ i }}{% endfor %}", "{% set g = words | map('upper') %}{{ g | list }}{{ g | list }}", "{% set g = words | map('upper') %}{{ g | first }}{{ g | list }}",
    "{% for i in numbers %}{{ loop.nosuch }}{% endfor %}", "{% for i in numbers %}{{ loop['index'] }}{% endfor %}", "{% for x in [1, 2] %}{{ x }}{{ y }}{% set y = x %}{% endfor %}", "{% for i in [3] %}{% set name = i %}{{ name }}{% endfor %}{{ name }}", "{% for a in numbers | sort %}{% for b in [a] if b > 1 %}{{ a }}{{ b }}{% else %}n{% endfor %}{% endfor %}",
    "{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(1) }} {{ m(1, 3) }} {{ m(b=4, a=5) }} {{ m() }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(b=2) }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, a=2) }}", "{% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}", "{% macro m(a) %}{{ a is defined }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{{ name }}{% endmacro %}{{ m() }}", "{% set x = 1 %}{% macro m() %}{{ x }}{% endmacro %}{% set x = 2 %}{{ m() }}", "{% macro m() %}{% set x = 5 %}{{ x }}{% endmacro %}{{ m() }}{{ x is defined }}", "{% macro f(n) %}{% if n > 0 %}{{ n }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(5) }}", "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}B{% endmacro %}{{ a() }}",
    "{% for i in [1, 2] %}{% macro m() %}{{ i }}{% endmacro %}{{ m() }}{% endfor %}", "{% macro m() -%}\n  x\n{%- endmacro %}[{{ m() }}]", "{% macro m() %}a{% endmacro %}{{ m() | upper }}{{ m() is string }}{{ m is callable }}{{ m() ~ m() }}", "{{ m() }}{% macro m() %}{% endmacro %}", "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(m('a')) }}", "{% macro m(x) %}{% for i in x %}{{ i }}{% endfor %}{% endmacro %}{{ m(numbers) }}",
    "{% filter upper %}a{{ name }}{% endfilter %}", "{% filter replace('a', 'b') | upper %}aXa{% endfilter %}", "{% with %}{% set x = 1 %}{{ x }}{% endwith %}{{ x is defined }}", "{% with x = 1, y = 2 %}{{ x }}{{ y }}{% endwith %}{{ x is defined }}", "{% with x = 1, y = x is defined %}{{ x }}{{ y }}{% endwith %}", "{% set x = 0 %}{% with x = 1, y = x %}{{ y }}{% endwith %}",
    "{% generation %}a{% set x = 1 %}{{ x }}{% endgeneration %}{{ x is defined }}", "{% for i in numbers %}{% generation %}{{ loop.index }}{{ i }}{% endgeneration %}{% endfor %}", "a{%- generation -%} b {%- endgeneration -%} c", "{{ raise_exception('no') }}", "{% if 0 %}{{ raise_exception('no') }}{% endif %}ok", "{{ raise_exception() }}",
    "{{ strftime_now('%d %b %Y') }}", "{{ strftime_now('%Y-%m-%d %H:%M:%S %A %B %j %y %I %p %%') }}", "{{ strftime_now(1) }}", "{{ strftime_now is defined }}", "{% set d = strftime_now('%d %B %Y') if strftime_now is defined else 'x' %}{{ d }}",
    "{% set messages = [{'role': 'user', 'content': 'x'}] %}{% for m in messages %}{% set role = m.role %}{{ role | title }}: {{ m['content'] }}{% endfor %}", "{% set x = {'a': [1, {'b': 2}]} %}{{ x.a[1].b }}{{ x['a'][0] }}", "{% set x = [] %}{% if x is not defined or not x %}none{% endif %}", "{{ ({'a': 1}).a }}{{ [1, 2, 3][-1] }}{{ 'abc'[1] }}",
    "{% for k, v in {'b': 1, 'a': 2} | dictsort %}{{ k }}{{ v }}{% endfor %}", "{%- for m in people %}{%- if loop.previtem is defined and loop.previtem.age == m.age %}same{% else %}other{% endif %}{%- endfor %}", "{{ people | map(attribute='tags') | map('default', []) | map('join', '+') | join('|') }}", "{{ ('a', 'b') | join }}{{ ['a'] * 3 }}",
]

// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include <fmt/core.h>

#include "base/error.h"
#include "jinja/template.h"
#include "testmain.h"

using namespace quantscope;
using nlohmann::ordered_json;

namespace {

const std::string jinjaFolder = QUANTSCOPE_SOURCE_DIR "/tests/data/jinja/";

std::string fileText(const std::string& name)
{
    std::ifstream file(jinjaFolder + name, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// What make_expected.py got from Python's jinja2 in transformers' environment.
const ordered_json& expected()
{
    static const auto json = ordered_json::parse(fileText("expected.json"));
    return json;
}

std::string sourceOf(const ordered_json& entry)
{
    return entry.contains("file") ? fileText("templates/" + entry["file"].get<std::string>())
                                  : entry["source"].get<std::string>();
}

// 6 July 2024, 5:04:03, a Saturday and the 188th day of the year.
std::tm july()
{
    std::tm date = {};
    date.tm_year = 124;
    date.tm_mon = 6;
    date.tm_mday = 6;
    date.tm_hour = 5;
    date.tm_min = 4;
    date.tm_sec = 3;
    date.tm_wday = 6;
    date.tm_yday = 187;
    return date;
}

std::string rendered(const std::string& source, const ordered_json& context = ordered_json::object(),
                     const TemplateLimits& limits = {})
{
    return renderTemplate(source, context, limits, july());
}

// The sentence of the Error; empty when there is none.
std::string refusal(const std::string& source, const ordered_json& context = ordered_json::object(),
                    const TemplateLimits& limits = {})
{
    try {
        rendered(source, context, limits);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

std::string repeated(const std::string& text, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i)
        result += text;
    return result;
}

}

class TestJinja : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void likePython_data();
    void likePython();
    void unsupported_data();
    void unsupported();
    void linesOfErrors();
    void orderOfKeys();
    void noDate();
    void illFormedText();
    void values();
    void limits_data();
    void limits();
    void valuesThatHoldThemselves();
    void longConversation();
    void oneTemplateManyTimes();
    void mutatedTemplates();
};

void TestJinja::likePython_data()
{
    QTest::addColumn<int>("index");
    const auto& cases = expected()["cases"];
    for (int i = 0; i < static_cast<int>(cases.size()); ++i) {
        const auto& entry = cases[static_cast<size_t>(i)];
        const auto what = entry.contains("file")
            ? entry["file"].get<std::string>() + " " + entry["context"].get<std::string>()
            : entry["source"].get<std::string>().substr(0, 50);
        QTest::addRow("%d %s", i, what.c_str()) << i;
    }
}

void TestJinja::likePython()
{
    QFETCH(int, index);
    const auto& entry = expected()["cases"][static_cast<size_t>(index)];
    const auto& context = expected()["contexts"][entry["context"].get<std::string>()];
    const auto source = sourceOf(entry);
    if (entry.contains("fails")) {
        const auto sentence = refusal(source, context);
        QVERIFY2(sentence.starts_with("line "), (source + " makes no error, Python's: " + entry.dump()).c_str());
        return;
    }
    std::string text;
    try {
        text = rendered(source, context);
    } catch (const Error& error) {
        QFAIL((source + ": " + error.what()).c_str());
    }
    const auto right = entry["text"].get<std::string>();
    QVERIFY2(text == right, (source + "\nmakes: " + text + "\nright: " + right).c_str());
}

// What Python can do and the interpreter cannot is an Error that names it, never another text.
void TestJinja::unsupported_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char* source, const char* named) {
        QTest::newRow(source) << QByteArray(source) << QByteArray(named);
    };
    row("\n{% call m() %}{% endcall %}", "line 1: the tag 'call' is not supported");
    row("a\n\n{% block x %}{% endblock %}", "line 3: the tag 'block' is not supported");
    row("{% include 'x' %}", "the tag 'include' is not supported");
    row("{% autoescape true %}{% endautoescape %}", "the tag 'autoescape' is not supported");
    row("x\n{{ [1, 2] | batch(2) | list }}", "line 2: the filter 'batch' is not supported");
    row("{{ [1] | map('pprint') | list }}", "the filter 'pprint' is not supported");
    row("{{ 'x' is escaped }}", "the test 'escaped' is not supported");
    row("{{ '{}'.format(1) }}", "the method 'format' of str is not supported");
    row("{{ 'a'.swapcase() }}", "the method 'swapcase' of str is not supported");
    row("{{ '%d' % 1 }}", "formatting text with % is not supported");
    row("{{ f(*x) }}", "arguments behind * and ** are not supported");
    row("{{ ''.__class__ }}", "the attribute '__class__' of str is not supported");
    row("{{ cycler('a') }}", "the name 'cycler' is not supported");
    row("{% macro m() %}{{ varargs }}{% endmacro %}{{ m(1) }}", "at most 0 arguments");
    row("{% macro m() %}{{ kwargs }}{% endmacro %}{{ m() }}", "the name 'kwargs' is not supported");
    row("{% for i in [1] %}{{ loop.changed(i) }}{% endfor %}", "loop.changed is not supported");
    row("{{ 9223372036854775807 + 1 }}", "more than 64 bits");
    row("{{ 9223372036854775808 }}", "more than 64 bits");
    row("{{ 10 ** 30 }}", "more than 64 bits");
    row("{{ range }}", "printing a value of type function is not supported");
    row("{{ [1] | map('string') }}", "printing a value of type generator is not supported");
    row("{{ strftime_now('%z') }}", "the part '%z' of the format is not supported");
    row("{{ '\\N{DASH}' }}", "the escape \\N in a text is not supported");
    row("{{ ('a' | safe) | upper }}", "the filter 'upper' of text marked safe is not supported");
    row("{{ 1.5.real }}", "the method 'real' of float is not supported");
    row("{{ namespace() }}", "printing a value of type Namespace is not supported");
    row("{{ 25 | round(-1) }}", "a precision from 0 to 100 is expected");
}

void TestJinja::unsupported()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, named);
    const auto sentence = refusal(source.toStdString());
    const bool leading = source.startsWith("\n{% call");
    const auto wanted = leading ? "line 2: the tag 'call' is not supported" : named.toStdString();
    QVERIFY2(sentence.find(wanted) != std::string::npos, sentence.c_str());
}

void TestJinja::linesOfErrors()
{
    QCOMPARE(refusal("a\n{{ b.c }}"), std::string("line 2: 'b' is undefined"));
    QCOMPARE(refusal("{{ 1 }}\n{% set x = [\n 1,\n 'a' + 1] %}"),
             std::string("line 4: unsupported operand types for +: 'str' and 'int'"));
    QCOMPARE(refusal("\n\n{% if 1 %}\n"), std::string("line 3: the tag 'endif' is missing"));
    QCOMPARE(refusal("{# \n #}\n{{ ) }}"), std::string("line 3: unexpected ')'"));
    QCOMPARE(refusal("{{ 'a\nb' }}{{ 1 2 }}"), std::string("line 2: expected '}}', found an integer"));
    QCOMPARE(refusal("{% macro m(x) %}\n{{ x.y.z }}{% endmacro %}\n\n{{ m({}) }}"),
             std::string("line 2: a value of type 'dict' has no attribute 'y'"));
    QCOMPARE(refusal("\r\n{{ raise_exception('roles must alternate') }}"),
             std::string("line 2: the template refuses this conversation: roles must alternate"));
}

// Python prints dicts in the order of the file.
void TestJinja::orderOfKeys()
{
    const auto context = ordered_json::parse(R"({"tool": {"zeta": 1, "alpha": {"q": [], "b": 2.0}, "name": "x"}})");
    QCOMPARE(rendered("{{ tool | tojson }}", context),
             std::string(R"({"zeta": 1, "alpha": {"q": [], "b": 2.0}, "name": "x"})"));
    QCOMPARE(rendered("{% for key in tool %}{{ key }} {% endfor %}", context), std::string("zeta alpha name "));
}

void TestJinja::noDate()
{
    const JinjaTemplate dated("{{ strftime_now('%Y') }}");
    QCOMPARE(dated.render(ordered_json::object(), july()), std::string("2024"));
    try {
        dated.render(ordered_json::object());
        QFAIL("a date was made up");
    } catch (const Error& error) {
        QCOMPARE(std::string(error.what()), std::string("line 1: strftime_now: no date is known here"));
    }
}

// Bytes that are no UTF-8 become U+FFFD, as in every text of a model folder.
void TestJinja::illFormedText()
{
    QCOMPARE(rendered("a\xff{{ 'b\xe4' | length }}"),
             std::string("a\xef\xbf\xbd"
                         "2"));
    ordered_json context;
    context["x"] = "\xc3";
    QCOMPARE(rendered("{{ x | length }}{{ x }}", context), std::string("1\xef\xbf\xbd"));
}

void TestJinja::values()
{
    QVERIFY(refusal("x", ordered_json::array()).find("expected a JSON object") != std::string::npos);
    QVERIFY(refusal("x", ordered_json{{"n", UINT64_MAX}}).find("more than 64 bits") != std::string::npos);
    ordered_json deep = 1;
    for (int i = 0; i < 1000; ++i)
        deep = ordered_json::array({deep});
    QVERIFY(refusal("x", ordered_json{{"deep", deep}}).find("nests deeper than") != std::string::npos);
}

void TestJinja::limits_data()
{
    QTest::addColumn<QByteArray>("source");
    const auto row = [](const char* name, const std::string& source) {
        QTest::newRow(name) << QByteArray(source.c_str());
    };
    row("steps", "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}");
    row("output", "{% for i in range(99999) %}" + repeated("x", 9999) + "{% endfor %}");
    row("doubled text", "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}");
    row("added text", "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}");
    row("doubled list", "{% set n = namespace(s=[1]) %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}");
    row("long text", "{{ 'abc' * 9000000000000000000 }}");
    row("long list", "{{ [1, 2] * 9000000000000000000 }}");
    row("many empty lists", "{{ [[]] * 999999999 }}");
    row("wide indent", "{{ 'a\nb' | indent(99999999999) }}");
    row("wide field", "{{ 'a'.ljust(99999999999) }}");
    row("wide json", "{{ [[1]] | tojson(indent=99999999999) }}");
    row("replaced", "{{ ('a' * 9999) | replace('a', 'b' * 9999) }}");
    row("joined", "{{ (['a'] * 9999) | join('b' * 9999) }}");
    row("deep list", "{% set n = namespace(s=1) %}{% for i in range(99999) %}{% set n.s = [n.s] %}{% endfor %}");
    row("deep dict", "{% set n = namespace(s=1) %}{% for i in range(99999) %}{% set n.s = {1: n.s} %}{% endfor %}");
    row("deep key", "{% set n = namespace(s=1) %}{% for i in range(99999) %}{% set n.s = (n.s, n.s) %}{% endfor %}");
    row("deep loops",
        "{% set n = namespace(s=1) %}{% for i in range(99999) %}{% for j in [n.s] %}{% set n.s = loop %}"
        "{% endfor %}{% endfor %}");
    row("deep methods",
        "{% set n = namespace(s=[]) %}{% for i in range(99999) %}{% set n.s = [n.s.count] %}{% endfor %}");
    row("shared text",
        "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = [n.s, n.s] %}{% endfor %}"
        "{{ n.s }}");
    row("shared json",
        "{% set n = namespace(s=1) %}{% for i in range(99) %}{% set n.s = [n.s, n.s] %}{% endfor %}"
        "{{ n.s | tojson }}");
    row("shared comparison",
        "{% set n = namespace(s=1, t=1) %}{% for i in range(99) %}{% set n.s = [n.s, n.s] %}{% set n.t = [n.t, n.t] %}"
        "{% endfor %}{{ n.s == n.t }}");
    row("shared key",
        "{% set n = namespace(s=1) %}{% for i in range(99) %}{% set n.s = (n.s, n.s) %}{% endfor %}"
        "{{ {n.s: 1} }}");
    row("recursive macro", "{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}");
    row("recursive loop", "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}");
    row("found slowly",
        "{% set a = 'a' * 999999 %}{% set b = 'a' * 499999 ~ 'b' %}{% for i in range(99) %}{{ b in a }}"
        "{% endfor %}");
    row("found slowly from the right",
        "{% set a = 'a' * 999999 %}{% set b = 'b' ~ 'a' * 499999 %}{% for i in range(99) %}"
        "{{ a.rfind(b) }}{{ a.rsplit(b) | length }}{% endfor %}");
    row("parentheses", "{{ " + repeated("(", 20000) + "1" + repeated(")", 20000) + " }}");
    row("brackets", "{{ " + repeated("[", 20000) + repeated("]", 20000) + "}}");
    row("braces", "{{ " + repeated("{1:", 20000) + repeated("}", 20000) + "}}");
    row("signs", "{{ " + repeated("-", 20000) + "1 }}");
    row("nots", "{{ " + repeated("not ", 20000) + "1 }}");
    row("sum", "{{ 1" + repeated(" + 1", 20000) + " }}");
    row("conditions", "{{ 1" + repeated(" if 1 else 1", 20000) + " }}");
    row("powers", "{{ 1" + repeated(" ** 1", 20000) + " }}");
    row("attributes", "{{ x" + repeated(".x", 20000) + " }}");
    row("filters", "{{ 1" + repeated(" | abs", 20000) + " }}");
    row("tests", "{{ 1 is in " + repeated("(1 is in ", 20000) + repeated(")", 20000) + " }}");
    row("calls", "{{ x" + repeated("()", 20000) + " }}");
    row("ifs", repeated("{% if 1 %}", 20000));
    row("elifs deep", repeated("{% if 0 %}{% elif 1 %}", 20000));
    row("targets", "{% for " + repeated("(", 20000) + "x" + repeated(")", 20000) + " in y %}");
    row("size", repeated("x", 2'000'000));
}

// Each would take very long, much memory or a deep stack: the limits end it.
void TestJinja::limits()
{
    QFETCH(QByteArray, source);
    const auto sentence = refusal(source.toStdString());
    const bool named = sentence.find("steps") != std::string::npos || sentence.find("deep") != std::string::npos ||
        sentence.find("bytes") != std::string::npos;
    QVERIFY2(named, sentence.c_str());
}

// Circles of namespaces, macros and loops: the address sanitizer sees whether they are freed, also after an error.
void TestJinja::valuesThatHoldThemselves()
{
    const std::string circle = "{% set n = namespace() %}{% set n.me = [n, {'n': n}] %}{% set m = namespace(other=n) %}"
                               "{% set n.other = m %}";
    QCOMPARE(rendered(circle + "{{ n.me[0].me[1].n.other.other == n }}"), std::string("True"));
    QVERIFY(!refusal(circle + "{{ n.me.x.y }}").empty());
    const std::string macros = "{% set n = namespace() %}{% for i in [1, 2] %}{% macro m(f) %}{{ i }}{% set n.f = f %}"
                               "{% set n.loop = loop %}{% endmacro %}{{ m(m) }}{% endfor %}";
    QCOMPARE(rendered(macros + "{{ n.f is defined }}"), std::string("12True"));
    QVERIFY(!refusal(macros + "{{ n.x.y }}").empty());
    QCOMPARE(rendered("{% set n = namespace() %}{% for i in [1] recursive %}{% set n.l = loop %}"
                      "{{ n.l.depth }}{% endfor %}"),
             std::string("1"));
}

// The limits leave room for what is real: 400 turns with tools.
void TestJinja::longConversation()
{
    auto context = expected()["contexts"]["tools_system"];
    const auto turn = context["messages"][1];
    auto answer = turn;
    answer["role"] = "assistant";
    for (int i = 0; i < 200; ++i) {
        context["messages"].push_back(answer);
        context["messages"].push_back(turn);
    }
    for (const char* file : {"qwen2_5_tools.jinja", "qwen3_reasoning.jinja", "llama3_tools.jinja"}) {
        const auto text = rendered(fileText(std::string("templates/") + file), context);
        size_t found = 0;
        const std::string said = turn["content"];
        for (size_t at = 0; (at = text.find(said, at)) != std::string::npos; ++at)
            ++found;
        QCOMPARE(found, size_t(401));
    }
}

void TestJinja::oneTemplateManyTimes()
{
    const JinjaTemplate counted("{% set n = namespace(i=x) %}{% set n.i = n.i + 1 %}{{ n.i }}");
    for (int i = 0; i < 3; ++i)
        QCOMPARE(counted.render(ordered_json{{"x", i}}), std::to_string(i + 1));
}

// Changed templates of the table above: each makes a text within the limits or an Error, and nothing else happens.
void TestJinja::mutatedTemplates()
{
    const bool isLong = qEnvironmentVariableIsSet("QUANTSCOPE_JINJA_MUTATIONS");
    const int count = isLong ? qEnvironmentVariableIntValue("QUANTSCOPE_JINJA_MUTATIONS") : 20000;
    std::vector<std::string> sources;
    for (const auto& entry : expected()["cases"])
        if (entry.contains("source") || entry["context"] == "one")
            sources.push_back(sourceOf(entry));
    static const std::vector<std::string> pieces = {
        "{{",        "}}",    "{%",     "%}",          "{#",       "#}",     "-",       "+",      "|",
        ".",         "[",     "]",      "(",           ")",        "'",      "\"",      "\\",     "\n",
        "if",        "else",  "for",    "in",          "set",      "loop",   "is",      "not",    "ns",
        "endfor",    "endif", "=",      ":",           ",",        "*",      "**",      "//",     "%",
        "~",         "none",  "1",      "0",           "99999999", "-1",     "1.5",     "[1, 2]", "{}",
        "range(9)",  "x.y",   "macro",  "namespace()", "| tojson", "| list", "| first", "| join", "| sort",
        "recursive", "raw",   "endraw", "é",           "\xff"};
    const auto& context = expected()["contexts"]["values"];
    TemplateLimits limits;
    limits.steps = 20000;
    limits.outputBytes = 100'000;
    std::mt19937 random(7);
    int texts = 0;
    for (int i = 0; i < count; ++i) {
        auto source = sources[random() % sources.size()];
        for (unsigned changes = 1 + random() % 4; changes > 0; --changes) {
            const size_t at = random() % (source.size() + 1);
            const size_t size = random() % 6;
            const auto& other = sources[random() % sources.size()];
            switch (random() % 4) {
            case 0: source.erase(at, size); break;
            case 1: source.insert(at, pieces[random() % pieces.size()]); break;
            case 2: source.insert(at, source.substr(random() % (source.size() + 1), 4 * size)); break;
            default: source.insert(at, other.substr(random() % (other.size() + 1), 6 * size));
            }
        }
        try {
            const auto text = rendered(source, context, limits);
            QVERIFY2(text.size() <= limits.outputBytes, source.c_str());
            ++texts;
        } catch (const Error& error) {
            QVERIFY2(std::string_view(error.what()).starts_with("line "), (source + ": " + error.what()).c_str());
        }
    }
    // Neither all nor none: the changes reach the evaluation.
    QVERIFY2(texts > count / 10 && texts < count, std::to_string(texts).c_str());
}

QUANTSCOPE_TEST(TestJinja)
#include "tst_jinja.moc"

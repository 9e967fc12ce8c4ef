// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include "files/pythonliteral.h"
#include "testmain.h"

using namespace quantscope;

namespace {

// Kinds and texts in one line, so that expectations read like Python.
std::string written(const PythonLiteral& literal)
{
    using Kind = PythonLiteral::Kind;
    if (literal.kind == Kind::Number || literal.kind == Kind::Constant)
        return literal.text;
    std::string text(1,
                     literal.kind == Kind::String     ? '<'
                         : literal.kind == Kind::List ? '['
                         : literal.kind == Kind::Dict ? '{'
                                                      : '(');
    if (literal.kind == Kind::String)
        text += literal.text;
    for (const auto& item : literal.items) {
        if (text.size() > 1)
            text += ' ';
        text += written(item);
    }
    return text += literal.kind == Kind::String ? '>'
        : literal.kind == Kind::List            ? ']'
        : literal.kind == Kind::Dict            ? '}'
                                                : ')';
}

}

class TestPythonLiteral : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void deepNesting();
    void randomText();
};

void TestPythonLiteral::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* text, const char* expected) {
        QTest::newRow(text) << QString(text) << QString(expected);
    };
    row("['a']", "[<a>]");
    row("['a', \"b\", 'c',]", "[<a> <b> <c>]");
    row("  [ 'a' ,\n 'b' ] \n", "[<a> <b>]");
    row("[]", "[]");
    row("()", "()");
    row("('a')", "<a>");
    row("('a',)", "(<a>)");
    row("('a', 'b')", "(<a> <b>)");
    row("'a', 'b'", "(<a> <b>)");
    row("'a',", "(<a>)");
    row("[['a'], ('b', 1)]", "[[<a>] (<b> 1)]");
    row("{}", "{}");
    row("{'a': 1}", "{<a> 1}");
    row("{ 'a' : [1, {}] , 2: 'b', }", "{<a> [1 {}] 2 <b>}");
    row("[{'a': 1}, {('x', 1): None}]", "[{<a> 1} {(<x> 1) None}]");
    row("'it\\'s'", "<it's>");
    row("\"it's\"", "<it's>");
    row("'''a'b\"c\nd'''", "<a'b\"c\nd>");
    row("\"\"\"a\"\"b\"\"\"", "<a\"\"b>");
    row("''", "<>");
    row("''''''", "<>");
    row("'a' 'b' \"c\"", "<abc>");
    row("['a' 'b', 'c']", "[<ab> <c>]");
    row("r'a\\nb'", "<a\\nb>");
    row("R'\\''", "<\\'>");
    row("u'a'", "<a>");
    row("U\"a\"", "<a>");
    row("'\\n\\t\\r\\\\\\a\\b\\f\\v'", "<\n\t\r\\\a\b\f\v>");
    row("'\\x41\\u00e9\\U0001F642'", "<Aé🙂>");
    row("'\\101\\7\\1234'", "<A\aS4>");
    row("'\\d\\ '", "<\\d\\ >");
    row("'a\\\nb'", "<ab>");
    row("'ümläut 中'", "<ümläut 中>");
    row("'\\ud83d'", "<\xef\xbf\xbd>");
    row("0", "0");
    row("-0", "0");
    row("+7", "7");
    row("00", "0");
    row("1_000", "1000");
    row("123456789012345678901234567890", "123456789012345678901234567890");
    row("-12", "-12");
    row("1.50", "1.5");
    row("1.", "1.0");
    row(".5", "0.5");
    row("-0.0", "-0.0");
    row("1e3", "1000.0");
    row("1E+2", "100.0");
    row("1e16", "1e+16");
    row("1e15", "1000000000000000.0");
    row("0.0001", "0.0001");
    row("0.00001", "1e-05");
    row("1.5e300", "1.5e+300");
    row("1e999", "inf");
    row("1e-999", "0.0");
    row("0.1", "0.1");
    row("007.5", "7.5");
    row("True", "True");
    row("[None, False, 1, 2.0, 'x']", "[None False 1 2.0 <x>]");
}

void TestPythonLiteral::reads()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto literal = parsePythonLiteral(text.toStdString());
    QVERIFY(literal.has_value());
    QCOMPARE(QString::fromStdString(written(*literal)), expected);
}

void TestPythonLiteral::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"",
                             " ",
                             "abc",
                             "[abc]",
                             "['a'",
                             "'a'] ",
                             "['a' 1]",
                             "'a",
                             "'a\nb'",
                             "'''a''",
                             "{'a'}",
                             "{'a': 1",
                             "{'a': }",
                             "{'a': 1 'b': 2}",
                             "{,}",
                             "{['a']: 1}",
                             "{{}: 1}",
                             "{'a': b}",
                             "b'a'",
                             "['a',,]",
                             "[,]",
                             "(,)",
                             ",",
                             "1 2",
                             "012",
                             "1__0",
                             "1_",
                             "_1",
                             "1.2.3",
                             "1e",
                             "e5",
                             ".",
                             "-",
                             "--1",
                             "1+2j",
                             "0x10",
                             "'\\x4'",
                             "'\\u12'",
                             "'\\U00110000'",
                             "'\\N{DASH}'",
                             "true",
                             "None1",
                             "Truex",
                             "['a'] b",
                             "rb'a'",
                             "f'a'",
                             "12:30",
                             "50%",
                             "don't"})
        QTest::newRow(text) << QString(text);
}

void TestPythonLiteral::refuses()
{
    QFETCH(QString, text);
    const auto literal = parsePythonLiteral(text.toStdString());
    QVERIFY2(!literal, literal ? written(*literal).c_str() : "");
}

void TestPythonLiteral::deepNesting()
{
    QVERIFY(parsePythonLiteral(std::string(50, '[') + std::string(50, ']')).has_value());
    QVERIFY(!parsePythonLiteral(std::string(100000, '[') + std::string(100000, ']')));
    QVERIFY(!parsePythonLiteral(std::string(1000000, '(')));
    QString dictionaries;
    for (int i = 0; i < 100000; ++i)
        dictionaries += QStringLiteral("{1:");
    QVERIFY(!parsePythonLiteral(dictionaries.toStdString()));
}

void TestPythonLiteral::randomText()
{
    static constexpr std::string_view characters = "[]()',\"\\ \nabrux0159.e-+_TN";
    std::mt19937 random(2);
    int read = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        for (unsigned n = random() % 8; n > 0; --n)
            text += characters[random() % characters.size()];
        read += parsePythonLiteral(text).has_value() ? 1 : 0;
    }
    QVERIFY(read > 100);
}

QUANTSCOPE_TEST(TestPythonLiteral)
#include "tst_pythonliteral.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/textdiff.h"
#include "testmain.h"

using namespace quantscope;

namespace {

QString marked(const std::vector<DiffSpan>& spans)
{
    QString text;
    for (const auto& span : spans)
        text += span.same ? span.text : '[' + span.text + ']';
    return text;
}

}

class TestTextDiff : public QObject
{
    Q_OBJECT

private slots:
    void marksWhatDiffers_data();
    void marksWhatDiffers();
    void keepsVisibleCharactersWhole();
    void comparesLongTextsByTheirEnds();
    void missingAnswersDifferInNothing();
    void escapesHtml();
    void isFast();
};

void TestTextDiff::marksWhatDiffers_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("markedBefore");
    QTest::addColumn<QString>("markedAfter");
    QTest::newRow("equal") << "abc"
                           << "abc"
                           << "abc"
                           << "abc";
    QTest::newRow("both empty") << ""
                                << ""
                                << ""
                                << "";
    QTest::newRow("empty before") << ""
                                  << "abc"
                                  << ""
                                  << "[abc]";
    QTest::newRow("replaced") << "Contiguity"
                              << "Configuity"
                              << "Con[t]iguity"
                              << "Con[f]iguity";
    QTest::newRow("inserted twice") << "abcd"
                                    << "xabycd"
                                    << "abcd"
                                    << "[x]ab[y]cd";
    QTest::newRow("nothing in common") << "abc"
                                       << "xyz"
                                       << "[abc]"
                                       << "[xyz]";
    QTest::newRow("repeated letters") << "aaa"
                                      << "aa"
                                      << "aa[a]"
                                      << "aa";
}

void TestTextDiff::marksWhatDiffers()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    const auto diff = diffTexts(before, after);
    QTEST(marked(diff.before), "markedBefore");
    QTEST(marked(diff.after), "markedAfter");
}

void TestTextDiff::keepsVisibleCharactersWhole()
{
    // Two emoji share their high surrogate; é and e share their letter when the accent is a combining mark.
    const auto emoji = diffTexts(QStringLiteral("a😀b"), QStringLiteral("a😁b"));
    QCOMPARE(marked(emoji.before), QStringLiteral("a[😀]b"));
    QCOMPARE(marked(emoji.after), QStringLiteral("a[😁]b"));
    const QString accented = QStringLiteral("caf") + QString::fromUtf16(u"e\u0301");
    const auto accent = diffTexts(accented, QStringLiteral("cafe"));
    QCOMPARE(marked(accent.before), QStringLiteral("caf[") + QString::fromUtf16(u"e\u0301") + ']');
    QCOMPARE(marked(accent.after), QStringLiteral("caf[e]"));
}

void TestTextDiff::comparesLongTextsByTheirEnds()
{
    const QString middle(2500, 'x');
    const auto diff = diffTexts("head" + middle + "tail", "head" + QString("yx").repeated(1300) + "tail");
    QCOMPARE(diff.before.size(), size_t(3));
    QCOMPARE(diff.before[0].text, QString("head"));
    QVERIFY(!diff.before[1].same);
    QVERIFY(diff.after[2].text.endsWith("tail"));
    // A long text with one change is cut down to that change.
    const QString text = QString("abcdefghij").repeated(1000);
    auto changed = text;
    changed[5000] = 'Z';
    const auto small = diffTexts(text, changed);
    QCOMPARE(small.after.size(), size_t(3));
    QCOMPARE(small.after[1].text, QString("Z"));
}

void TestTextDiff::missingAnswersDifferInNothing()
{
    const auto diff = diffAnswers(QString("abc"), std::nullopt);
    QCOMPARE(marked(diff.before), QString("abc"));
    QVERIFY(diff.after.empty());
    QCOMPARE(marked(diffAnswers(std::nullopt, QString("x")).after), QString("x"));
    QVERIFY(diffAnswers(std::nullopt, std::nullopt).after.empty());
    QCOMPARE(marked(diffAnswers(QString(), QString("x")).after), QString("[x]"));
}

void TestTextDiff::escapesHtml()
{
    const auto html = markedHtml({{"<b>&", true}, {"\"\n", false}}, Qt::red);
    QVERIFY(html.startsWith("&lt;b&gt;&amp;<u style=\"background-color: rgba(255, 0, 0, "));
    QVERIFY(html.endsWith("&quot;<br></u>"));
}

void TestTextDiff::isFast()
{
    QString a;
    QString b;
    for (int i = 0; i < 2000; ++i) {
        a += QChar('a' + i * 7 % 26);
        b += QChar('a' + i * i % 26);
    }
    QBENCHMARK
    {
        QVERIFY(!diffTexts(a, b).before.empty());
    }
}

QUANTSCOPE_TEST(TestTextDiff)
#include "tst_samplestextdiff.moc"

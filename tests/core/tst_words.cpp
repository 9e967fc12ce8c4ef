// SPDX-License-Identifier: GPL-3.0-or-later
// Stems, synonyms and Chinese words: nltk's and jieba's own, see tests/data/ocrbenchv2/make_pages.py; and folders that
// are not as they should be.
#include <QTemporaryDir>

#include "base/error.h"
#include "reference.h"
#include "testmain.h"
#include "words/installedwords.h"
#include "words/porterstemmer.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

// A dictionary of one noun with two synonyms, as wndb(5) describes it; the other parts have one word each.
void plantWordNet(const std::filesystem::path& folder)
{
    const std::string licence = "  1 This line is no entry.  \n";
    for (const std::string part : {"noun", "verb", "adj", "adv"}) {
        writeText(folder / ("index." + part), licence + "hound n 1 1 @ 1 0 00000028  \n");
        writeText(folder / ("data." + part),
                  licence.substr(0, 27) + "\n00000028 05 n 03 hound 0 Fido(p) 0 hunting_dog 0 000 | a dog  \n");
        writeText(folder / (part + ".exc"), "houndz hound\n");
    }
}

void plantJieba(const std::filesystem::path& folder)
{
    std::filesystem::create_directory(folder / "finalseg");
    writeText(folder / "dict.txt", "中国 5 ns\n人 9\n");
    writeText(folder / "finalseg/prob_start.py", "P={'B': -1.0, 'E': -3.14e+100, 'M': -3.14e+100, 'S': -2.0}\n");
    writeText(
        folder / "finalseg/prob_trans.py",
        "P={'B': {'E': -0.5, 'M': -1}, 'E': {'B': -0.5, 'S': -1}, 'M': {'E': -0.5, 'M': -1}, 'S': {'B': -1, 'S': -1}}");
    writeText(folder / "finalseg/prob_emit.py",
              "from __future__ import unicode_literals\n\nP={'B': {'\\u4e00': -1.5}, 'E': {'\\u4e8c': -1.0}, 'M': {}, "
              "'S': {}}");
}

QString joinedByBars(const std::vector<std::string>& words)
{
    QStringList list;
    for (const auto& word : words)
        list << QString::fromStdString(word);
    return list.join('|');
}

const nlohmann::json& references()
{
    static const auto table =
        readJson(std::filesystem::path(QUANTSCOPE_SOURCE_DIR) / "tests/data/ocrbenchv2/pages.json");
    return table;
}

template <typename Words> QString errorOf(const std::filesystem::path& folder)
{
    try {
        Words::open(folder);
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

}

class TestWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The packages of packaging/prepare.sh.
    void initTestCase()
    {
        const auto missing = QString::fromStdString(installedWords().missing);
        QVERIFY2(missing.isEmpty(), qPrintable("install " + missing));
    }

    void stems()
    {
        for (const auto& [word, stem] : references().at("stems").items())
            QCOMPARE(QString::fromStdString(porterStem(word)), QString::fromStdString(stem.get<std::string>()));
        QCOMPARE(references().at("stems").size(), size_t(246));
        QVERIFY(porterStem("").empty());
        QCOMPARE(porterStem("Running"), std::string("run"));
        // nltk's recursion has no end here.
        QCOMPARE(porterStem(std::string(50000, 'y') + "ing").size(), size_t(50000));
    }

    void synonyms()
    {
        for (const auto& [word, words] : references().at("synonyms").items())
            QVERIFY2(installedWords().wordNet->synonyms(word) == words.get<std::set<std::string>>(), word.c_str());
        QVERIFY(installedWords().wordNet->synonyms("dog").contains("frump"));
    }

    void chineseWords()
    {
        for (const auto& cut : references().at("cuts")) {
            const auto expected = cut.get<std::vector<std::string>>();
            std::string text;
            for (const auto& word : expected)
                text += word;
            QCOMPARE(joinedByBars(installedWords().chinese->cut(text)), joinedByBars(expected));
        }
        QVERIFY(installedWords().chinese->cut("").empty());
        QCOMPARE(installedWords().chinese->cut(std::string(100000, 'a')).size(), size_t(1));
    }

    void plantedWordNet()
    {
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        QVERIFY(errorOf<WordNet>(folder).contains("index.noun"));
        plantWordNet(folder);
        const auto wordNet = WordNet::open(folder);
        const std::set<std::string> expected{"Fido", "hound"};
        for (const char* word : {"hound", "hounds", "houndz"})
            QVERIFY2(wordNet.synonyms(word) == expected, word);
        QVERIFY(wordNet.synonyms("houndsz").empty());
        for (const char* line :
             {"hound n 1 1 @ 1 0 00000029", "hound n 1 1 @ 1 0 99999999", "hound n 2 1 @ 1 0 00000028",
              "hound n 1 9 @ 1 0 00000028", "hound", "hound n 1 1 @ 1 0 -0000028", "hound n 0 0 0 0",
              "hound n 1 1 @ 1 0 00000028 00000028"}) {
            writeText(folder / "index.verb", std::string(line) + "\n");
            QVERIFY2(errorOf<WordNet>(folder).contains("index.verb, line 1: "), line);
        }
        writeText(folder / "index.verb", "");
        QVERIFY(errorOf<WordNet>(folder).contains("is empty"));
        // A count of words beyond the line's end.
        plantWordNet(folder);
        writeText(folder / "data.adv", std::string(27, ' ') + "\n00000028 05 r ff hound 0");
        QVERIFY(WordNet::open(folder).synonyms("hound") == expected);
    }

    // By hand: of one and two the first begins a word and the second ends it; what no table has are single characters.
    void plantedJieba()
    {
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        QVERIFY(errorOf<ChineseWords>(folder).contains("dict.txt"));
        plantJieba(folder);
        const auto chinese = ChineseWords::open(folder);
        QCOMPARE(joinedByBars(chinese.cut("中国人一二3.5%，a b")), QString("中国|人|一二|3.5%|，|a| |b"));
        for (const char* line : {"中国", "中国 x", "中国 -1", " 5", "人 5\n\n", "人 0"}) {
            writeText(folder / "dict.txt", line);
            QVERIFY2(errorOf<ChineseWords>(folder).contains("dict.txt"), line);
        }
        refuses(folder, "prob_trans.py", "P={'B': {'X': -1}}", "is none of the states");
        refuses(folder, "prob_start.py", "P={'B': 'x'}", "is no number");
        refuses(folder, "prob_emit.py", "P={'B': -1.0", "assigns no dictionary");
        refuses(folder, "prob_emit.py", "P={}", "is empty");
    }

    void whatIsMissing()
    {
        QCOMPARE(openWords({}).missing, std::string("wordnet-base, python3-jieba"));
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        plantWordNet(folder);
        const auto half = openWords({folder, {}});
        QCOMPARE(half.missing, std::string("python3-jieba"));
        QVERIFY(half.wordNet && !half.chinese);
        writeText(folder / "index.noun", "x");
        const auto damaged = QString::fromStdString(openWords({folder, {}}).missing);
        QVERIFY2(damaged.startsWith("wordnet-base (") && damaged.contains("index.noun, line 1"), qPrintable(damaged));
        qputenv("WNSEARCHDIR", "/nonexistent");
        qputenv("QUANTSCOPE_JIEBA", "/nonexistent");
        const auto folders = findWordFolders();
        qunsetenv("WNSEARCHDIR");
        qunsetenv("QUANTSCOPE_JIEBA");
        QVERIFY(folders.wordNet.empty() && folders.jieba.empty());
    }

private:
    static void refuses(const std::filesystem::path& folder, const char* file, const char* text, const char* error)
    {
        plantJieba(folder);
        writeText(folder / "finalseg" / file, text);
        const auto said = errorOf<ChineseWords>(folder);
        QVERIFY2(said.contains(file) && said.contains(error), qPrintable(said));
    }
};

QUANTSCOPE_TEST(TestWords)
#include "tst_words.moc"

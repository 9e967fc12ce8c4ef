// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/unicode.h"
#include "reference.h"
#include "testmain.h"
#include "text/bytelevelbpe.h"
#include "text/regexsplitter.h"
#include "text/tokenizer.h"

using namespace quantscope;
using namespace quantscope::test;
using nlohmann::json;

namespace {

// A character of the byte-level alphabet, by byte.
std::string spelledByte(int byte)
{
    for (char32_t c = 0; c < 0x200; ++c) {
        std::string text;
        appendUtf8(text, c);
        const auto bytes = byteLevelBytes(text);
        if (bytes.size() == 1 && static_cast<uint8_t>(bytes[0]) == byte && bytes != text)
            return text;
        if (byte < 0x80 && bytes == text && text.size() == 1 && text[0] == byte && byte > 0x20 && byte < 0x7f)
            return text;
    }
    return {};
}

// All bytes, then the merges' results.
json makeVocabulary(const std::vector<std::pair<std::string, std::string>>& merges)
{
    json vocabulary;
    for (int byte = 0; byte < 256; ++byte)
        vocabulary[spelledByte(byte)] = byte;
    for (const auto& [left, right] : merges)
        if (!vocabulary.contains(left + right))
            vocabulary[left + right] = vocabulary.size();
    return vocabulary;
}

const std::vector<std::pair<std::string, std::string>> merges = {{"l", "o"},   {"lo", "w"},  {"e", "r"}, {"a", "a"},
                                                                 {"aa", "aa"}, {"Ġ", "low"}, {"Ã", "©"}};

json makeTokenizerJson()
{
    json file;
    file["normalizer"] = {{"type", "NFC"}};
    file["pre_tokenizer"] = json::parse(R"({"type": "Sequence", "pretokenizers": [
        {"type": "Split", "pattern": {"Regex": " ?\\p{L}+|\\s+|[^\\s\\p{L}]+"}, "behavior": "Isolated", "invert": false},
        {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}]})");
    file["model"] = {{"type", "BPE"}, {"vocab", makeVocabulary(merges)}, {"merges", merges}};
    file["added_tokens"] = json::parse(R"([
        {"id": 300, "content": "<end>", "special": true},
        {"id": 301, "content": "<end>er", "special": false},
        {"id": 302, "content": "<left>", "lstrip": true},
        {"id": 303, "content": "<right>", "rstrip": true},
        {"id": 304, "content": "word", "single_word": true},
        {"id": 305, "content": "caf\u00e9", "normalized": true}])");
    return file;
}

std::vector<int64_t> plainIds(std::string_view text)
{
    std::vector<int64_t> ids;
    for (const char c : text)
        ids.push_back(static_cast<uint8_t>(c));
    return ids;
}

}

class TestTokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void merging();
    void bothMergeForms();
    void addedTokens();
    void normalization();
    void invalidUtf8();
    void decoding();
    void lookups();
    void bosFromPostProcessor();
    void vocabAndMerges();
    void longWord();
    void manyThreads();
    void randomRoundTrip();
    void refused_data();
    void refused();
    void noTokenizer();
    void regexSplitter();

private:
    Tokenizer loadJson(const json& file)
    {
        writeText(m_folder / "tokenizer.json", file.dump());
        return Tokenizer::load(m_folder);
    }
    int64_t merged(const std::string& token)
    {
        return makeVocabulary(merges).at(token).get<int64_t>();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::filesystem::path m_folder;
};

void TestTokenizer::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_folder = m_dir->path().toStdString();
}

void TestTokenizer::merging()
{
    const auto tokenizer = loadJson(makeTokenizerJson());
    QCOMPARE(tokenizer.encode(""), std::vector<int64_t>());
    QCOMPARE(tokenizer.encode("lower"), (std::vector<int64_t>{merged("low"), merged("er")}));
    QCOMPARE(tokenizer.encode(" low low"), (std::vector<int64_t>{merged("Ġlow"), merged("Ġlow")}));
    QCOMPARE(tokenizer.encode("lol"), (std::vector<int64_t>{merged("lo"), 'l'}));
    // Equal ranks merge from the left.
    QCOMPARE(tokenizer.encode("aaaaa"), (std::vector<int64_t>{merged("aaaa"), 'a'}));
    QCOMPARE(tokenizer.encode("aaa"), (std::vector<int64_t>{merged("aa"), 'a'}));
    // The pattern keeps letters and signs apart.
    QCOMPARE(tokenizer.encode("l-o"), plainIds("l-o"));
}

void TestTokenizer::bothMergeForms()
{
    auto file = makeTokenizerJson();
    const auto pairs = loadJson(file);
    file["model"]["merges"] = json::array();
    for (const auto& [left, right] : merges)
        file["model"]["merges"].push_back(left + " " + right);
    const auto strings = loadJson(file);
    for (const char* text : {"lower low aaaaaaa", "é lol", "xyz"})
        QCOMPARE(strings.encode(text), pairs.encode(text));
}

void TestTokenizer::addedTokens()
{
    const auto tokenizer = loadJson(makeTokenizerJson());
    QCOMPARE(tokenizer.encode("x<end>y"), (std::vector<int64_t>{'x', 300, 'y'}));
    QCOMPARE(tokenizer.encode("<end>er<end>e"), (std::vector<int64_t>{301, 300, 'e'}));
    QCOMPARE(tokenizer.encode("x \n<left> y"), (std::vector<int64_t>{'x', 302, ' ', 'y'}));
    QCOMPARE(tokenizer.encode("x <right> \t y"), (std::vector<int64_t>{'x', ' ', 303, 'y'}));
    QCOMPARE(tokenizer.encode("<right>  <left>"), (std::vector<int64_t>{303, 302}));
    QCOMPARE(tokenizer.encode("-word-"), (std::vector<int64_t>{'-', 304, '-'}));
    QCOMPARE(tokenizer.encode("swords"), plainIds("swords"));
    QCOMPARE(tokenizer.encode("éword").back(), int64_t('d'));
    QCOMPARE(tokenizer.encode("<end"), plainIds("<end"));
}

void TestTokenizer::normalization()
{
    auto file = makeTokenizerJson();
    const auto tokenizer = loadJson(file);
    QCOMPARE(tokenizer.encode("e\xcc\x81"), (std::vector<int64_t>{merged("Ã©")}));
    // A token marked as normalized is found in its composed form.
    QCOMPARE(tokenizer.encode("cafe\xcc\x81"), (std::vector<int64_t>{305}));
    file["normalizer"] = nullptr;
    QCOMPARE(loadJson(file).encode("e\xcc\x81"), (std::vector<int64_t>{'e', 0xcc, 0x81}));
    file["normalizer"] = {{"type", "Sequence"}, {"normalizers", {{{"type", "NFKC"}}}}};
    QCOMPARE(loadJson(file).encode("\xef\xac\x81"), plainIds("fi"));
}

void TestTokenizer::invalidUtf8()
{
    const auto tokenizer = loadJson(makeTokenizerJson());
    QCOMPARE(tokenizer.encode("x\xffy"), tokenizer.encode("x\xef\xbf\xbdy"));
    QCOMPARE(tokenizer.encode("\xe4\xb8"), tokenizer.encode("\xef\xbf\xbd"));
    QCOMPARE(tokenizer.encode(std::string_view("a\0b", 3)), (std::vector<int64_t>{'a', 0, 'b'}));
    // One replacement for each maximal ill-formed part, as in Python.
    QCOMPARE(tokenizer.decode(std::vector<int64_t>{0xf0, 0x9f, 'a', 0xc0, 0x80, 0xed, 0xa0, 0x80}),
             std::string("\xef\xbf\xbd"
                         "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"));
}

void TestTokenizer::decoding()
{
    const auto tokenizer = loadJson(makeTokenizerJson());
    QCOMPARE(tokenizer.decode(std::vector<int64_t>{merged("Ġlow"), merged("er"), 300, 301}),
             std::string(" lower<end>er"));
    QCOMPARE(tokenizer.decode(std::vector<int64_t>{merged("Ġlow"), 300}, false), std::string(" low<end>"));
    QCOMPARE(tokenizer.decode(std::vector<int64_t>{'a', -1, 299, 100000, 'b'}), std::string("ab"));
    QCOMPARE(tokenizer.decode({}), std::string());
    QCOMPARE(tokenizer.decode(std::vector<int64_t>{0xe4, 0xb8, 0xad}), std::string("中"));
}

void TestTokenizer::lookups()
{
    const auto tokenizer = loadJson(makeTokenizerJson());
    QCOMPARE(tokenizer.tokenId("<end>").value_or(-1), 300);
    QCOMPARE(tokenizer.tokenId("Ġlow").value_or(-1), merged("Ġlow"));
    QVERIFY(!tokenizer.tokenId("absent"));
    QCOMPARE(tokenizer.token(merged("Ġlow")), std::string("Ġlow"));
    QCOMPARE(tokenizer.token(303), std::string("<right>"));
    QCOMPARE(tokenizer.size(), 306);
    QVERIFY(!tokenizer.bosToken());
    for (const int64_t id : {int64_t(-1), int64_t(290), int64_t(306), INT64_MAX})
        QVERIFY_THROWS_EXCEPTION(Error, tokenizer.token(id));
}

void TestTokenizer::bosFromPostProcessor()
{
    auto file = makeTokenizerJson();
    file["post_processor"] =
        json::parse(R"({"type": "Sequence", "processors": [{"type": "ByteLevel"}, {"type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "<end>"}}, {"Sequence": {"id": "A"}}]}]})");
    const auto tokenizer = loadJson(file);
    QCOMPARE(tokenizer.bosToken().value_or(-1), 300);
    QCOMPARE(tokenizer.encode("a"), (std::vector<int64_t>{300, 'a'}));
}

void TestTokenizer::vocabAndMerges()
{
    writeText(m_folder / "vocab.json", makeVocabulary(merges).dump());
    std::string lines = "#version: 0.2\n";
    for (const auto& [left, right] : merges)
        lines += left + " " + right + "\n";
    writeText(m_folder / "merges.txt", lines);
    writeText(m_folder / "added_tokens.json", R"({"<|im_end|>": 310, "<box>": 311, "<pad>": 312})");
    writeText(m_folder / "special_tokens_map.json", R"({"eos_token": {"content": "<|im_end|>"}})");
    writeText(m_folder / "tokenizer_config.json", R"({"pad_token": "<pad>", "added_tokens_decoder": {
        "313": {"content": "<img>", "special": true}, "311": {"content": "<box>", "rstrip": true}}})");
    const auto tokenizer = Tokenizer::load(m_folder);
    QCOMPARE(tokenizer.encode("lower low"), (std::vector<int64_t>{merged("low"), merged("er"), merged("Ġlow")}));
    QCOMPARE(tokenizer.encode("a<|im_end|><box>  b<img>"), (std::vector<int64_t>{'a', 310, 311, 'b', 313}));
    // <img> has no role, as InternVL3's <ref> has none: Python's own tokenizer keeps it.
    QCOMPARE(tokenizer.decode(std::vector<int64_t>{'a', 310, 311, 312, 313}), std::string("a<box><img>"));
    QCOMPARE(tokenizer.size(), 314);
    // Qwen2's pattern takes digits one by one and spaces before a word except the last.
    QCOMPARE(tokenizer.encode("12  low"), (std::vector<int64_t>{'1', '2', ' ', merged("Ġlow")}));
    QCOMPARE(tokenizer.encode("e\xcc\x81"), (std::vector<int64_t>{merged("Ã©")}));
}

void TestTokenizer::longWord()
{
    const auto tokenizer = loadJson(makeTokenizerJson());
    // Quadratic time would be over the limit of the whole test.
    const auto ids = tokenizer.encode(std::string(400000, 'a'));
    QCOMPARE(ids.size(), size_t(100000));
    QCOMPARE(ids.front(), merged("aaaa"));
    QCOMPARE(tokenizer.encode(std::string(300000, ' ')).size(), size_t(300000));
}

void TestTokenizer::manyThreads()
{
    const auto tokenizer = loadJson(makeTokenizerJson());
    const std::string text = "lower <end> aaaa é low<left> word";
    const auto expected = tokenizer.encode(text);
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, copy = tokenizer] {
            for (int n = 0; n < 300; ++n)
                wrong += copy.encode(text) == expected && copy.decode(expected).size() > 10 ? 0 : 1;
        });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

void TestTokenizer::randomRoundTrip()
{
    auto file = makeTokenizerJson();
    file["normalizer"] = nullptr;
    file["added_tokens"] = json::array();
    const auto tokenizer = loadJson(file);
    std::mt19937 random(11);
    for (int i = 0; i < 500; ++i) {
        std::string text;
        for (unsigned n = random() % 30; n > 0; --n)
            appendUtf8(text, random() % 3 == 0 ? static_cast<char32_t>(random() % 0x11000) : U'a' + random() % 26);
        const auto valid = validUtf8(text);
        QCOMPARE(tokenizer.decode(tokenizer.encode(text)), valid);
    }
}

void TestTokenizer::refused_data()
{
    QTest::addColumn<QString>("patch"); // JSON merge patch of the good file
    QTest::addColumn<QString>("part");
    QTest::newRow("WordPiece") << R"({"model": {"type": "WordPiece"}})"
                               << "BPE";
    QTest::newRow("no ByteLevel") << R"({"pre_tokenizer": {"type": "Whitespace", "pretokenizers": null}})"
                                  << "ByteLevel";
    QTest::newRow("no vocabulary") << R"({"model": {"vocab": null}})"
                                   << "vocabulary";
    QTest::newRow("id text") << R"({"model": {"vocab": {"low": "7"}}})"
                             << "the id of token low";
    QTest::newRow("id negative") << R"({"model": {"vocab": {"low": -7}}})"
                                 << "the id of token low";
    QTest::newRow("id huge") << R"({"model": {"vocab": {"low": 4000000000}}})"
                             << "the id of token low";
    QTest::newRow("merge without result") << R"({"model": {"merges": [["x", "y"]]}})"
                                          << "lacks the token xy";
    QTest::newRow("merge of three") << R"({"model": {"merges": ["l o w"]}})"
                                    << "not two tokens";
    QTest::newRow("merge number") << R"({"model": {"merges": [3]}})"
                                  << "merge 0";
    QTest::newRow("merges object") << R"({"model": {"merges": {"a": 1}}})"
                                   << "model.merges";
    QTest::newRow("suffix") << R"({"model": {"end_of_word_suffix": "</w>"}})"
                            << "end_of_word_suffix";
    QTest::newRow("unknown token") << R"({"model": {"unk_token": "<none>"}})"
                                   << "<none>";
    QTest::newRow("normalizer") << R"({"normalizer": {"type": "Lowercase"}})"
                                << "Lowercase";
    QTest::newRow("pre-tokenizer")
        << R"({"pre_tokenizer": {"pretokenizers": [{"type": "Digits"}, {"type": "ByteLevel"}]}})"
        << "Digits";
    QTest::newRow("pattern") << R"({"pre_tokenizer": {"pretokenizers": [{"type": "Split", "pattern": {"Regex": "(a"},
        "behavior": "Isolated"}, {"type": "ByteLevel"}]}})"
                             << "regular expression";
    QTest::newRow("behavior") << R"({"pre_tokenizer": {"pretokenizers": [{"type": "Split", "pattern": {"Regex": "a"},
        "behavior": "MergedWithNext"}, {"type": "ByteLevel"}]}})"
                              << "MergedWithNext";
    QTest::newRow("post-processor") << R"({"post_processor": {"type": "BertProcessing"}})"
                                    << "post-processor";
    QTest::newRow("added token id") << R"({"added_tokens": [{"content": "x", "id": "1"}]})"
                                    << "the id of token x";
    QTest::newRow("added tokens object") << R"({"added_tokens": {"x": 1}})"
                                         << "added_tokens";
}

void TestTokenizer::refused()
{
    QFETCH(QString, patch);
    QFETCH(QString, part);
    auto file = makeTokenizerJson();
    file.merge_patch(json::parse(patch.toStdString()));
    try {
        loadJson(file);
        QFAIL("the file was accepted");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("tokenizer.json"), error.what());
        QVERIFY2(QString(error.what()).contains(part), error.what());
    }
}

void TestTokenizer::noTokenizer()
{
    QVERIFY_THROWS_EXCEPTION(Error, Tokenizer::load(m_folder));
    QVERIFY_THROWS_EXCEPTION(Error, Tokenizer::load(m_folder / "absent"));
    writeText(m_folder / "tokenizer.json", "{\"model\":");
    QVERIFY_THROWS_EXCEPTION(Error, Tokenizer::load(m_folder));
}

void TestTokenizer::regexSplitter()
{
    using Pieces = std::vector<std::string_view>;
    const RegexSplitter words("\\w+", "test");
    QCOMPARE(words.split("ab, cd!"), (Pieces{"ab", ", ", "cd", "!"}));
    QCOMPARE(words.split("ab, cd!", false), (Pieces{"ab", "cd"}));
    QCOMPARE(words.split(""), Pieces());
    // Empty matches cut nothing.
    QCOMPARE(RegexSplitter("x*", "test").split("aéxxb"), (Pieces{"aé", "xx", "b"}));
    // U+180E is no space any more, U+0085 and U+3000 are.
    QCOMPARE(RegexSplitter("\\s+", "test").split("a\u180eb\u0085\u3000c", false), (Pieces{"\u0085\u3000"}));
    // A pattern that needs exponential time ends with an Error.
    QVERIFY_THROWS_EXCEPTION(Error, RegexSplitter("(a+)+$", "test").split(std::string(60, 'a') + "b"));
}

QUANTSCOPE_TEST(TestTokenizer)
#include "tst_tokenizer.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>

#include <filesystem>
#include <fstream>
#include <random>

#include "base/error.h"
#include "base/unicode.h"
#include "reference.h"
#include "testmain.h"
#include "text/sentencepiecemodel.h"
#include "text/tokenizer.h"

using namespace quantscope;
using namespace quantscope::test;

#ifndef SENTENCEPIECE_HELPER
#define SENTENCEPIECE_HELPER ""
#endif

namespace {

struct Encoded
{
    std::vector<int64_t> ids;
    std::string decoded;
};

// Words of a few syllables with a frequency that falls off, so that training finds pieces of every length.
std::string makeCorpus()
{
    static const std::vector<std::string> syllables = {"ka",  "ri", "to", "men", "sul", "qua", "pi", "or",
                                                       "ant", "be", "lö", "né",  "中",  "文",  "ты", "the",
                                                       "ing", "x",  "7",  "42",  "-",   "é"};
    std::mt19937 random(5);
    std::vector<std::string> words;
    for (int i = 0; i < 400; ++i) {
        std::string word;
        for (unsigned n = 1 + random() % 4; n > 0; --n)
            word += syllables[random() % syllables.size()];
        words.push_back(word);
    }
    std::string corpus;
    for (int line = 0; line < 3000; ++line) {
        for (unsigned n = 3 + random() % 10; n > 0; --n)
            corpus += words[std::min(random() % words.size(), random() % words.size())] + (n > 1 ? " " : "\n");
    }
    return corpus;
}

std::vector<std::string> makeTexts()
{
    std::vector<std::string> texts = {"",
                                      " ",
                                      "   ",
                                      "karito menant",
                                      "  two  spaces   three ",
                                      "line\nbreak\ttab\r\n",
                                      "a",
                                      "中文中文",
                                      "日本 🙂 x",
                                      "ﬁ ﬂ ① Ａ é",
                                      "kari<sep>to <sep> <sep>",
                                      "▁karito",
                                      "▁ ▁",
                                      "<s>",
                                      "<0x41>",
                                      "quaquaquaquaqua 42-7-42",
                                      "nélöbeты",
                                      "\xe2\x80\xaf\xc2\xa0x",
                                      "İß ΑΣ",
                                      "<unk>",
                                      "\u0e33\u1112\u1161\u11ab e\u0301",
                                      std::string(300, 'x'),
                                      std::string(40, ' ') + "ri" + std::string(9, ' '),
                                      "\u200bzero\u200d",
                                      "a\u3000b"};
    const std::string corpus = makeCorpus();
    std::mt19937 random(9);
    for (int i = 0; i < 300; ++i)
        texts.push_back(validUtf8(std::string_view(corpus).substr(random() % (corpus.size() - 200), random() % 200)));
    return texts;
}

bool runHelper(const QStringList& arguments, const QByteArray& input, QByteArray& output)
{
    QProcess helper;
    helper.start(SENTENCEPIECE_HELPER, arguments);
    helper.write(input);
    helper.closeWriteChannel();
    const bool finished = helper.waitForFinished(120000);
    output = helper.readAllStandardOutput();
    return finished && helper.exitStatus() == QProcess::NormalExit && helper.exitCode() == 0;
}

std::vector<Encoded> originalResults(const std::filesystem::path& model, const std::vector<std::string>& texts)
{
    QByteArray input, output;
    for (const auto& text : texts)
        input += QByteArray::fromStdString(text).toHex() + "\n";
    std::vector<Encoded> results;
    if (!runHelper({"encode", QString::fromStdString(model.string())}, input, output))
        return results;
    auto lines = output.split('\n');
    lines.removeLast();
    for (const auto& line : lines) {
        const auto parts = line.split('\t');
        Encoded result;
        for (const auto& id : parts[0].split(' '))
            if (!id.isEmpty())
                result.ids.push_back(id.toLongLong());
        result.decoded = QByteArray::fromHex(parts[1]).toStdString();
        results.push_back(result);
    }
    return results;
}

std::string readText(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}

class TestSentencePiece : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agreesWithOriginal_data();
    void agreesWithOriginal();
    void addedTokens();
    void blanks();
    void legacy();
    void bosToken_data();
    void bosToken();
    void damagedModels();

private:
    std::filesystem::path train(const std::string& name, const std::string& options);
    std::filesystem::path folder() const
    {
        return m_dir.path().toStdString();
    }

    QTemporaryDir m_dir;
};

void TestSentencePiece::initTestCase()
{
    if (!std::filesystem::exists(SENTENCEPIECE_HELPER))
        QSKIP("libsentencepiece is not installed, nothing to compare with");
    writeText(folder() / "corpus.txt", makeCorpus());
}

std::filesystem::path TestSentencePiece::train(const std::string& name, const std::string& options)
{
    QByteArray output;
    const auto prefix = folder() / name;
    const auto arguments = "--input=" + (folder() / "corpus.txt").string() + " --model_prefix=" + prefix.string() +
        " --minloglevel=2 --num_threads=1 " + options;
    runHelper({"train", QString::fromStdString(arguments)}, {}, output);
    return prefix.string() + ".model";
}

void TestSentencePiece::agreesWithOriginal_data()
{
    QTest::addColumn<QString>("options");
    QTest::newRow("bpe as Llama and InternLM2")
        << "--model_type=bpe --vocab_size=600 --byte_fallback=true "
           "--normalization_rule_name=identity --remove_extra_whitespaces=false";
    QTest::newRow("bpe nfkc") << "--model_type=bpe --vocab_size=300";
    QTest::newRow("bpe user symbols") << "--model_type=bpe --vocab_size=300 --user_defined_symbols=<sep>,kari,x";
    QTest::newRow("bpe spaces behind") << "--model_type=bpe --vocab_size=300 --treat_whitespace_as_suffix=true";
    QTest::newRow("bpe no prefix") << "--model_type=bpe --vocab_size=300 --add_dummy_prefix=false";
    QTest::newRow("bpe keep spaces") << "--model_type=bpe --vocab_size=300 --remove_extra_whitespaces=false";
    QTest::newRow("unigram nfkc") << "--model_type=unigram --hard_vocab_limit=false --vocab_size=200";
    QTest::newRow("unigram casefold")
        << "--model_type=unigram --hard_vocab_limit=false --vocab_size=200 --normalization_rule_name=nmt_nfkc_cf";
    QTest::newRow("unigram bytes") << "--model_type=unigram --hard_vocab_limit=false --vocab_size=460 "
                                      "--byte_fallback=true --normalization_rule_name=identity";
    QTest::newRow("unigram user symbols")
        << "--model_type=unigram --hard_vocab_limit=false --vocab_size=200 --user_defined_symbols=<sep>,kari,x";
}

void TestSentencePiece::agreesWithOriginal()
{
    QFETCH(QString, options);
    const auto file = train("model", options.toStdString());
    QVERIFY(std::filesystem::exists(file));
    const auto model = SentencePieceModel::open(file);
    const auto texts = makeTexts();
    const auto expected = originalResults(file, texts);
    QCOMPARE(expected.size(), texts.size());
    for (size_t i = 0; i < texts.size(); ++i) {
        std::vector<int64_t> ids;
        model.encode(texts[i], ids);
        if (ids != expected[i].ids)
            qDebug() << ids << expected[i].ids;
        QVERIFY2(ids == expected[i].ids, ("text " + std::to_string(i) + ": " + texts[i]).c_str());
        QCOMPARE(model.decode(ids), expected[i].decoded);
    }
    std::filesystem::remove(file);
}

void TestSentencePiece::addedTokens()
{
    const auto model = folder() / "added";
    std::filesystem::create_directory(model);
    std::filesystem::rename(train("tokenizer",
                                  "--model_type=bpe --vocab_size=600 --byte_fallback=true "
                                  "--normalization_rule_name=identity --remove_extra_whitespaces=false"),
                            model / "tokenizer.model");
    const auto pieces = SentencePieceModel::open(model / "tokenizer.model");
    writeText(model / "tokenizer_config.json",
              R"({"bos_token": "<s>", "additional_special_tokens": ["<|im_end|>"], "added_tokens_decoder": {
        "600": {"content": "<|im_end|>", "special": true}, "601": {"content": "<plain>", "rstrip": true}}})");
    const auto tokenizer = Tokenizer::load(model);
    QCOMPARE(tokenizer.size(), 602);
    QCOMPARE(tokenizer.tokenId("<|im_end|>").value_or(-1), 600);
    QCOMPARE(tokenizer.tokenId("<s>"), pieces.pieceId("<s>"));
    QCOMPARE(tokenizer.bosToken(), pieces.pieceId("<s>"));

    std::vector<int64_t> expected = {*tokenizer.bosToken()};
    pieces.encode("kari to", expected);
    expected.push_back(600);
    pieces.encode("\n", expected);
    expected.push_back(601);
    pieces.encode("be", expected);
    const auto ids = tokenizer.encode("kari to<|im_end|>\n<plain>  be");
    QCOMPARE(ids, expected);
    QCOMPARE(tokenizer.decode(ids, true), std::string("kari to \n<plain>be"));
    QCOMPARE(tokenizer.decode(ids, false), std::string("<s>kari to<|im_end|>\n<plain>be"));
    QCOMPARE(tokenizer.encode("<s>"), (std::vector<int64_t>{*tokenizer.bosToken(), *tokenizer.bosToken()}));
}

// InternLM2's own tokenizer takes blanks out of what it decodes, Llama's does not.
void TestSentencePiece::blanks()
{
    const auto model = folder() / "blanks";
    std::filesystem::create_directory(model);
    std::filesystem::rename(train("tokenizer",
                                  "--model_type=bpe --vocab_size=600 --byte_fallback=true "
                                  "--normalization_rule_name=identity --remove_extra_whitespaces=false"),
                            model / "tokenizer.model");
    const auto decoded = [&](const char* name) {
        writeText(model / "tokenizer_config.json", std::string(R"({"tokenizer_class": ")") + name + R"("})");
        const auto tokenizer = Tokenizer::load(model);
        return tokenizer.decode(tokenizer.encode("st. louis , mo ! it 's n't ' x"));
    };
    QCOMPARE(decoded("InternLM2Tokenizer"), std::string("st. louis, mo! it'sn't'x"));
    QCOMPARE(decoded("LlamaTokenizer"), std::string("st. louis , mo ! it 's n't ' x"));
}

// Llama's puts a blank in front of every text between tokens, or of the first alone.
void TestSentencePiece::legacy()
{
    const auto model = folder() / "legacy";
    std::filesystem::create_directory(model);
    std::filesystem::rename(train("tokenizer",
                                  "--model_type=bpe --vocab_size=600 --byte_fallback=true "
                                  "--normalization_rule_name=identity --remove_extra_whitespaces=false"),
                            model / "tokenizer.model");
    const auto pieces = SentencePieceModel::open(model / "tokenizer.model");
    for (const bool legacy : {true, false}) {
        writeText(model / "tokenizer_config.json",
                  std::string(R"({"tokenizer_class": "LlamaTokenizer", "add_bos_token": false, "legacy": )") +
                      (legacy ? "true" : "false") + R"(, "added_tokens_decoder": {"600": {"content": "<end>"}}})");
        const auto tokenizer = Tokenizer::load(model);
        std::vector<int64_t> expected;
        pieces.encode("kari", expected);
        expected.push_back(600);
        pieces.encode("to", expected, legacy);
        QCOMPARE(tokenizer.encode("kari<end>to"), expected);
    }
    std::vector<int64_t> with, without;
    pieces.encode("to", with);
    pieces.encode("to", without, false);
    QVERIFY(with != without);
}

void TestSentencePiece::bosToken_data()
{
    QTest::addColumn<QString>("config");
    QTest::addColumn<bool>("prepended");
    QTest::newRow("no config") << "" << true;
    QTest::newRow("default") << "{}" << true;
    QTest::newRow("wanted") << R"({"add_bos_token": true})" << true;
    QTest::newRow("unwanted") << R"({"add_bos_token": false})" << false;
    QTest::newRow("unknown token") << R"({"bos_token": "<begin>"})" << false;
    QTest::newRow("object") << R"({"bos_token": {"content": "</s>"}})" << true;
}

void TestSentencePiece::bosToken()
{
    QFETCH(QString, config);
    QFETCH(bool, prepended);
    const auto model = folder() / "bos";
    std::filesystem::remove_all(model);
    std::filesystem::create_directory(model);
    std::filesystem::rename(train("tokenizer", "--model_type=bpe --vocab_size=300"), model / "tokenizer.model");
    if (!config.isEmpty())
        writeText(model / "tokenizer_config.json", config.toStdString());
    const auto tokenizer = Tokenizer::load(model);
    QCOMPARE(tokenizer.bosToken().has_value(), prepended);
    QCOMPARE(tokenizer.encode("").size(), prepended ? size_t(1) : size_t(0));
}

void TestSentencePiece::damagedModels()
{
    const auto file = train("damaged", "--model_type=unigram --hard_vocab_limit=false --vocab_size=200");
    const auto bytes = readText(file);
    QVERIFY(bytes.size() > 2000);
    // Any cut and any flipped byte either throws Error or gives a model that still works on the texts.
    const auto damaged = folder() / "tokenizer.model";
    std::mt19937 random(3);
    int refused = 0;
    for (int i = 0; i < 300; ++i) {
        auto changed = bytes;
        if (i % 2 == 0)
            changed.resize(random() % bytes.size());
        else
            for (int n = 0; n < 4; ++n)
                changed[random() % std::min<size_t>(bytes.size(), 6000)] = static_cast<char>(random());
        writeText(damaged, changed);
        try {
            const auto model = SentencePieceModel::open(damaged);
            std::vector<int64_t> ids;
            model.encode("karito 中文 ① x <sep> 🙂", ids);
            for (const auto id : ids)
                QVERIFY(id >= 0 && id < model.size());
            QVERIFY(model.decode(ids).size() < 10000);
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("tokenizer.model") != std::string::npos);
            ++refused;
        }
    }
    QVERIFY(refused > 50);
    writeText(damaged, "");
    QVERIFY_THROWS_EXCEPTION(Error, SentencePieceModel::open(damaged));
    QVERIFY_THROWS_EXCEPTION(Error, SentencePieceModel::open(folder() / "absent.model"));
}

QUANTSCOPE_TEST(TestSentencePiece)
#include "tst_sentencepiece.moc"

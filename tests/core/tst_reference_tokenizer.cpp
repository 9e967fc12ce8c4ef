// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include "reference.h"
#include "testmain.h"
#include "text/tokenizer.h"

using namespace quantscope;
using test::readJson;
using test::referenceFile;

namespace {

// A model folder that holds one tokenizer.json.
struct TokenizerFolder
{
    QTemporaryDir dir;

    explicit TokenizerFolder(const std::filesystem::path& tokenizerJson)
    {
        std::filesystem::create_symlink(tokenizerJson, path() / "tokenizer.json");
    }

    std::filesystem::path path() const
    {
        return dir.path().toStdString();
    }
};

std::string idText(const std::vector<int64_t>& ids)
{
    std::string text;
    for (const auto id : ids)
        text += std::to_string(id) + " ";
    return text;
}

std::filesystem::path demoModel()
{
    return test::referenceDir() / "../demo/internvl2-ocr-mini";
}

}

class TestReferenceTokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void qwenCases();
    void demoCases();
    void demoPrompt();
    void demoSpecialTokens();
};

void TestReferenceTokenizer::qwenCases()
{
    if (!std::filesystem::exists(referenceFile("tokenizer/qwen_tokenizer.json")))
        QSKIP("the Qwen tokenizer is not here");
    const TokenizerFolder folder(std::filesystem::canonical(referenceFile("tokenizer/qwen_tokenizer.json")));
    const auto tokenizer = Tokenizer::load(folder.path());
    const auto cases = readJson(referenceFile("tokenizer/qwen_cases.json"));
    QVERIFY(!cases.empty());
    for (const auto& c : cases) {
        const auto text = c.at("text").get<std::string>();
        const auto expected = c.at("ids").get<std::vector<int64_t>>();
        const auto ids = tokenizer.encode(text);
        QVERIFY2(ids == expected, (text + " gives " + idText(ids) + "instead of " + idText(expected)).c_str());
        QCOMPARE(tokenizer.decode(ids, false), c.at("decoded").get<std::string>());
    }
}

void TestReferenceTokenizer::demoCases()
{
    if (!std::filesystem::exists(demoModel()))
        QSKIP("the demo model is not here");
    const auto tokenizer = Tokenizer::load(demoModel());
    const auto cases = readJson(referenceFile("demo/tokenizer_cases.json"));
    QVERIFY(!cases.empty());
    for (const auto& c : cases) {
        const auto text = c.at("text").get<std::string>();
        const auto expected = c.at("ids").get<std::vector<int64_t>>();
        const auto ids = tokenizer.encode(text);
        QVERIFY2(ids == expected, (text + " gives " + idText(ids) + "instead of " + idText(expected)).c_str());
        if (c.contains("decoded"))
            QCOMPARE(tokenizer.decode(ids, false), c.at("decoded").get<std::string>());
        else
            QCOMPARE(tokenizer.encode(tokenizer.decode(ids, false)), expected);
    }
}

void TestReferenceTokenizer::demoPrompt()
{
    if (!std::filesystem::exists(demoModel()))
        QSKIP("the demo model is not here");
    const auto tokenizer = Tokenizer::load(demoModel());
    const auto prompt = readJson(referenceFile("demo/prompt_case.json"));
    const auto text = prompt.at("prompt").get<std::string>();
    const auto ids = tokenizer.encode(text);
    QCOMPARE(idText(ids), idText(prompt.at("ids").get<std::vector<int64_t>>()));
    QCOMPARE(tokenizer.decode(ids, false), text);
}

void TestReferenceTokenizer::demoSpecialTokens()
{
    if (!std::filesystem::exists(demoModel()))
        QSKIP("the demo model is not here");
    const auto tokenizer = Tokenizer::load(demoModel());
    const auto end = tokenizer.tokenId("<|im_end|>");
    QVERIFY(end.has_value());
    QCOMPARE(tokenizer.token(*end), std::string("<|im_end|>"));
    QVERIFY(tokenizer.size() > *end);
    QVERIFY(!tokenizer.bosToken());
    const auto ids = tokenizer.encode("hi<|im_end|>");
    QCOMPARE(ids.back(), *end);
    QCOMPARE(tokenizer.decode(ids), std::string("hi"));
    QCOMPARE(tokenizer.decode(ids, false), std::string("hi<|im_end|>"));
}

QUANTSCOPE_TEST(TestReferenceTokenizer)
#include "tst_reference_tokenizer.moc"

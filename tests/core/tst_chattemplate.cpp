// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <vector>

#include "base/error.h"
#include "testmain.h"
#include "text/chattemplate.h"

using namespace quantscope;
using nlohmann::ordered_json;

namespace {

// What make_folders.py got from transformers.
const ordered_json& recorded()
{
    static const auto json =
        ordered_json::parse(std::ifstream(QUANTSCOPE_SOURCE_DIR "/tests/data/jinja/folders.json", std::ios::binary));
    return json;
}

void writeFile(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

std::vector<ChatMessage> messagesOf(const ordered_json& chat)
{
    std::vector<ChatMessage> messages;
    for (const auto& turn : chat)
        messages.push_back({turn[0], turn[1], turn[2]});
    return messages;
}

std::string refusalOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}

class TestChatTemplate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void likeTransformers_data();
    void likeTransformers();
    void noTemplate();
    void damagedFiles_data();
    void damagedFiles();
    void failingConversation();
    void imageTokens();
    void visualTokens();
    void tinyModel();
};

void TestChatTemplate::likeTransformers_data()
{
    QTest::addColumn<int>("index");
    const auto& cases = recorded()["cases"];
    for (int i = 0; i < static_cast<int>(cases.size()); ++i)
        QTest::newRow(cases[static_cast<size_t>(i)]["name"].get<std::string>().c_str()) << i;
}

void TestChatTemplate::likeTransformers()
{
    QFETCH(int, index);
    const auto& entry = recorded()["cases"][static_cast<size_t>(index)];
    QTemporaryDir directory;
    const std::filesystem::path folder = directory.path().toStdString();
    for (const auto& [name, content] : entry["files"].items())
        writeFile(folder / name, content.is_string() ? content.get<std::string>() : content.dump());
    size_t at = 0;
    for (const auto& chat : recorded()["chats"])
        for (const bool prompt : {true, false}) {
            const auto& right = entry["prompts"][at++];
            std::string text;
            const auto refusal = refusalOf([&] {
                const auto found = readFolderTemplate(folder);
                if (!found)
                    throw Error(folder.string() + " has none");
                text = chatPrompt(*found, messagesOf(chat), prompt);
            });
            QCOMPARE(refusal.empty(), right.contains("text"));
            QVERIFY2(refusal.empty() || refusal.starts_with(folder.string()), refusal.c_str());
            QCOMPARE(text, right.value("text", ""));
        }
    QCOMPARE(at, size_t(4));
}

void TestChatTemplate::noTemplate()
{
    QTemporaryDir directory;
    QVERIFY(!readFolderTemplate(directory.path().toStdString()));
}

void TestChatTemplate::damagedFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("number") << QByteArray("tokenizer_config.json") << QByteArray(R"({"chat_template": 5})")
                            << QByteArray("expected text or a list of named templates, found number");
    QTest::newRow("no names") << QByteArray("tokenizer_config.json") << QByteArray(R"({"chat_template": ["a"]})")
                              << QByteArray("an entry is no name with a template");
    QTest::newRow("empty list") << QByteArray("tokenizer_config.json") << QByteArray(R"({"chat_template": []})")
                                << QByteArray("none of its templates is called 'default', found none at all");
    QTest::newRow("no JSON") << QByteArray("chat_template.json") << QByteArray("{{ x }}")
                             << QByteArray("is not valid JSON");
    QTest::newRow("a list") << QByteArray("chat_template.json") << QByteArray("[]")
                            << QByteArray("an object is expected");
    QTest::newRow("syntax") << QByteArray("chat_template.jinja") << QByteArray("\n{% for %}")
                            << QByteArray(": line 2: expected a name, found '%}'");
    QTest::newRow("LFS") << QByteArray("chat_template.jinja")
                         << QByteArray("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 505\n")
                         << QByteArray("Git LFS pointer");
    QTest::newRow("empty") << QByteArray("chat_template.jinja") << QByteArray() << QByteArray("is empty");
    QTest::newRow("huge") << QByteArray("chat_template.jinja") << QByteArray(2'000'000, 'x') << QByteArray("1048576");
}

void TestChatTemplate::damagedFiles()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, sentence);
    QTemporaryDir directory;
    const std::filesystem::path folder = directory.path().toStdString();
    writeFile(folder / file.toStdString(), content.toStdString());
    const auto refusal = refusalOf([&] { readFolderTemplate(folder); });
    QVERIFY2(refusal.starts_with((folder / file.toStdString()).string()), refusal.c_str());
    QVERIFY2(refusal.find(sentence.toStdString()) != std::string::npos, refusal.c_str());
}

void TestChatTemplate::failingConversation()
{
    QTemporaryDir directory;
    const std::filesystem::path folder = directory.path().toStdString();
    writeFile(folder / "chat_template.jinja",
              "{{ messages[0].role }}\n{{ raise_exception('no ' ~ messages[1].role) }}");
    const auto read = readFolderTemplate(folder);
    QVERIFY(read);
    QCOMPARE(refusalOf([&] {
                 chatPrompt(*read, {{"user", "a", 0}, {"assistant", "b", 0}}, true);
             }),
             (folder / "chat_template.jinja").string() +
                 ": line 2: the template refuses this conversation: no assistant");
}

void TestChatTemplate::imageTokens()
{
    QTemporaryDir directory;
    const std::filesystem::path folder = directory.path().toStdString();
    QCOMPARE(readImageTokens(folder).context, std::string("<IMG_CONTEXT>"));
    writeFile(folder / "tokenizer_config.json",
              R"({"start_image_token": "<i>", "extra_special_tokens": {"end_image_token": "</i>"}})");
    const auto tokens = readImageTokens(folder);
    QCOMPARE(tokens.context, std::string("<IMG_CONTEXT>"));
    QCOMPARE(tokens.start, std::string("<i>"));
    QCOMPARE(tokens.end, std::string("</i>"));
}

void TestChatTemplate::visualTokens()
{
    const ImageTokens tokens{"*", "<", ">"};
    const std::array<int64_t, 2> two = {3, 1};
    QCOMPARE(withVisualTokens("a*b*c", tokens, two), std::string("a<***>b<*>c"));
    QCOMPARE(withVisualTokens("abc", tokens, {}), std::string("abc"));
    QCOMPARE(refusalOf([&] { withVisualTokens("a*", tokens, two); }),
             std::string("the prompt holds * 1 times, 2 images are given"));
    QCOMPARE(refusalOf([&] { withVisualTokens("a***", tokens, two); }),
             std::string("the prompt holds * 3 times, 2 images are given"));
}

// The template of the shared tiny model, by hand.
void TestChatTemplate::tinyModel()
{
    const std::filesystem::path folder = QUANTSCOPE_REFERENCE_DIR "/interop/tiny/hf";
    if (!std::filesystem::exists(folder))
        QSKIP("the shared tiny model is absent");
    const auto read = readFolderTemplate(folder);
    QVERIFY(read);
    const auto prompt = chatPrompt(*read, {{"user", "What?", 2}}, true);
    const std::array<int64_t, 2> counts = {2, 1};
    QCOMPARE(withVisualTokens(prompt, readImageTokens(folder), counts),
             std::string("<|im_start|>system\nYou read the text in images.<|im_end|><|im_start|>user\n"
                         "<img><IMG_CONTEXT><IMG_CONTEXT></img>\n<img><IMG_CONTEXT></img>\nWhat?<|im_end|>"
                         "<|im_start|>assistant\n"));
}

QUANTSCOPE_TEST(TestChatTemplate)
#include "tst_chattemplate.moc"

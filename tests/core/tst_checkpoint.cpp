// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include "base/error.h"
#include "files/checkpoint.h"
#include "files/safetensors.h"
#include "reference.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

std::string openFailure(const std::filesystem::path& folder)
{
    try {
        Checkpoint::open(folder);
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

}

class TestCheckpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void singleFile();
    void shards();
    void whatAnIndexPromises();
    void tensorShape();
    void optionalFiles();
    void missingParts();
    void badConfig();
    void badIndex_data();
    void badIndex();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::filesystem::path m_folder;
};

void TestCheckpoint::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_folder = m_dir->path().toStdString();
    writeText(m_folder / "config.json", R"({"model_type": "internvl_chat", "force_image_size": 448})");
}

void TestCheckpoint::singleFile()
{
    saveSafeTensors(m_folder / "model.safetensors",
                    {{"b", at::arange(6).reshape({2, 3})}, {"a", at::ones(2, at::kBFloat16)}});
    const auto checkpoint = Checkpoint::open(m_folder);
    QCOMPARE(checkpoint.folder(), m_folder);
    QCOMPARE(checkpoint.config().at("force_image_size"), 448);
    QCOMPARE(checkpoint.names(), (std::vector<std::string>{"a", "b"}));
    QVERIFY(checkpoint.contains("a") && !checkpoint.contains("c"));
    QVERIFY(at::equal(checkpoint.tensor("b"), at::arange(6).reshape({2, 3})));
    QCOMPARE(checkpoint.tensor("a").scalar_type(), at::kBFloat16);
    QCOMPARE(checkpoint.files(), (std::vector<std::filesystem::path>{m_folder / "model.safetensors"}));
    const auto copy = checkpoint;
    QCOMPARE(copy.tensor("b").data_ptr(), checkpoint.tensor("b").data_ptr());
}

void TestCheckpoint::shards()
{
    saveSafeTensors(m_folder / "model-1.safetensors", {{"x", at::zeros(2)}, {"hidden", at::zeros(1)}});
    saveSafeTensors(m_folder / "model-2.safetensors", {{"y", at::ones(3)}});
    writeText(m_folder / "model.safetensors.index.json",
              R"({"metadata": {}, "weight_map": {"x": "model-1.safetensors", "y": "model-2.safetensors"}})");
    const auto checkpoint = Checkpoint::open(m_folder);
    QCOMPARE(checkpoint.names(), (std::vector<std::string>{"x", "y"}));
    QVERIFY(at::equal(checkpoint.tensor("y"), at::ones(3)));
    QCOMPARE(checkpoint.files().size(), size_t(2));
}

void TestCheckpoint::whatAnIndexPromises()
{
    saveSafeTensors(m_folder / "model-1.safetensors", {{"x", at::zeros(2)}});
    writeText(m_folder / "model.safetensors.index.json",
              R"({"weight_map": {"x": "model-1.safetensors", "y": "model-1.safetensors"}})");
    const auto checkpoint = Checkpoint::open(m_folder);
    QCOMPARE(checkpoint.names(), std::vector<std::string>{"x"});
    QVERIFY(checkpoint.contains("y")); // asking for it says what is wrong
    try {
        checkpoint.tensor("y");
        QFAIL("a tensor that no file has was returned");
    } catch (const Error& error) {
        QCOMPARE(std::string(error.what()),
                 (m_folder / "model-1.safetensors").string() +
                     ": lacks the tensor y that model.safetensors.index.json expects in it");
    }
}

void TestCheckpoint::tensorShape()
{
    saveSafeTensors(m_folder / "model.safetensors", {{"w", at::arange(6).reshape({2, 3})}});
    const auto checkpoint = Checkpoint::open(m_folder);
    QCOMPARE(checkpoint.tensor("w", {2, 3}).numel(), 6);
    try {
        checkpoint.tensor("w", {3, 2});
        QFAIL("the wrong shape was accepted");
    } catch (const Error& error) {
        QCOMPARE(std::string(error.what()), m_folder.string() + ": tensor w has the shape [2, 3], [3, 2] is expected");
    }
    try {
        checkpoint.tensor("v");
        QFAIL("an absent tensor was returned");
    } catch (const Error& error) {
        QCOMPARE(std::string(error.what()), m_folder.string() + ": has no tensor v");
    }
}

void TestCheckpoint::optionalFiles()
{
    saveSafeTensors(m_folder / "model.safetensors", {{"w", at::ones(1)}});
    writeText(m_folder / "generation_config.json", R"({"max_new_tokens": 32})");
    writeText(m_folder / "broken.json", "{");
    const auto checkpoint = Checkpoint::open(m_folder);
    QCOMPARE(checkpoint.optionalJson("generation_config.json").at("max_new_tokens"), 32);
    QVERIFY(checkpoint.optionalJson("absent.json").is_null());
    QVERIFY_THROWS_EXCEPTION(Error, checkpoint.optionalJson("broken.json"));
    QVERIFY_THROWS_EXCEPTION(Error, checkpoint.optionalJson("../config.json"));
}

void TestCheckpoint::missingParts()
{
    QVERIFY(openFailure(m_folder).find("neither model.safetensors nor") != std::string::npos);
    QVERIFY(openFailure(m_folder / "absent").find("is not a folder") != std::string::npos);
    std::filesystem::remove(m_folder / "config.json");
    QVERIFY(openFailure(m_folder).find("config.json") != std::string::npos);
}

void TestCheckpoint::badConfig()
{
    saveSafeTensors(m_folder / "model.safetensors", {{"w", at::ones(1)}});
    writeText(m_folder / "config.json", "[1]");
    QVERIFY(openFailure(m_folder).find("an object is expected") != std::string::npos);
    writeText(m_folder / "config.json", "{\"a\": ");
    QVERIFY(openFailure(m_folder).find("not valid JSON") != std::string::npos);
}

void TestCheckpoint::badIndex_data()
{
    QTest::addColumn<QString>("index");
    QTest::addColumn<QString>("part");
    QTest::newRow("no map") << "{}"
                            << "weight_map";
    QTest::newRow("map is a list") << R"({"weight_map": []})"
                                   << "weight_map";
    QTest::newRow("not JSON") << "{"
                              << "not valid JSON";
    QTest::newRow("number") << R"({"weight_map": {"x": 1}})"
                            << "not a file name";
    QTest::newRow("parent") << R"({"weight_map": {"x": "../good.safetensors"}})"
                            << "not a file name";
    QTest::newRow("absolute") << R"({"weight_map": {"x": "/etc/passwd"}})"
                              << "not a file name";
    QTest::newRow("dots") << R"({"weight_map": {"x": ".."}})"
                          << "not a file name";
    QTest::newRow("backslash") << R"({"weight_map": {"x": "..\\good.safetensors"}})"
                               << "not a file name";
    QTest::newRow("empty") << R"({"weight_map": {"x": ""}})"
                           << "not a file name";
    QTest::newRow("absent shard") << R"({"weight_map": {"x": "absent.safetensors"}})"
                                  << "absent.safetensors";
}

void TestCheckpoint::badIndex()
{
    QFETCH(QString, index);
    QFETCH(QString, part);
    saveSafeTensors(m_folder / "good.safetensors", {{"x", at::ones(1)}});
    writeText(m_folder / "model.safetensors.index.json", index.toStdString());
    const auto sentence = openFailure(m_folder);
    QVERIFY2(sentence.find(part.toStdString()) != std::string::npos, sentence.c_str());
}

QUANTSCOPE_TEST(TestCheckpoint)
#include "tst_checkpoint.moc"

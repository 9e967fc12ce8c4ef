// SPDX-License-Identifier: GPL-3.0-or-later
// Model folders as people have them: caches, shards, damaged downloads, odd types, wrong numbers.
#include <filesystem>
#include <functional>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>

#include "base/error.h"
#include "files/offloadstore.h"
#include "files/safetensors.h"
#include "reference.h"
#include "run/openmodel.h"
#include "tasks/dataset.h"
#include "testmain.h"
#include "tinymodel.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

namespace fs = std::filesystem;

constexpr auto weightFile = "model.safetensors";
constexpr auto indexFile = "model.safetensors.index.json";
constexpr auto upProjection = "language_model.model.layers.0.mlp.up_proj.weight"; // [16, 8]
const std::string pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:"
                            "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 32504\n";

using Change = std::function<void(const fs::path& model)>;

LoadedModel openModelOf(const fs::path& folder)
{
    return loadModel(folder, at::kFloat, at::kCPU);
}

std::string failureOf(const std::function<void()>& action)
{
    try {
        action();
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

Change edited(const std::string& file, const std::function<void(nlohmann::json&)>& edit)
{
    return [=](const fs::path& model) {
        auto json = readJson(model / file);
        edit(json);
        writeText(model / file, json.dump());
    };
}

Change replaced(const std::string& file, const std::string& text)
{
    return [=](const fs::path& model) { writeText(model / file, text); };
}

Change weights(const std::function<void(RawTensors&)>& edit)
{
    return [=](const fs::path& model) {
        auto tensors = RawTensors::read(model / weightFile);
        edit(tensors);
        tensors.write(model / weightFile);
    };
}

// The language model in the first shard, the rest in the second.
void cutIntoShards(const fs::path& model, bool withIndex, const std::string& stem = "model")
{
    const auto all = RawTensors::read(model / weightFile);
    RawTensors parts[2];
    const std::string names[] = {stem + "-00001-of-00002.safetensors", stem + "-00002-of-00002.safetensors"};
    nlohmann::json map;
    for (const auto& [name, entry] : all.header.items()) {
        if (name == "__metadata__")
            continue;
        const size_t part = name.starts_with("language_model.") ? 0 : 1;
        parts[part].put(name, entry.at("dtype"), entry.at("shape"), all.bytesOf(name));
        map[name] = names[part];
    }
    for (size_t part = 0; part < 2; ++part)
        parts[part].write(model / names[part]);
    fs::remove(model / weightFile);
    if (withIndex)
        writeText(model / indexFile, nlohmann::json{{"weight_map", map}}.dump());
}

// The model as a Hugging Face cache keeps it, in the place of the folder; `commits` snapshots with links into blobs.
void makeCache(const fs::path& entry, const std::vector<std::string>& commits, bool linksAsText = false)
{
    const auto files = entry.parent_path() / "files";
    fs::rename(entry, files);
    fs::create_directories(entry / "refs");
    fs::create_directories(entry / "blobs");
    for (const auto& commit : commits) {
        fs::create_directories(entry / "snapshots" / commit);
        for (const auto& file : fs::directory_iterator(files)) {
            const auto name = file.path().filename().string();
            fs::copy_file(file.path(), entry / "blobs" / (name + "-blob"), fs::copy_options::overwrite_existing);
            if (linksAsText)
                writeText(entry / "snapshots" / commit / name, "../../blobs/" + name + "-blob");
            else
                fs::create_symlink("../../blobs/" + name + "-blob", entry / "snapshots" / commit / name);
        }
    }
}

std::string bytes(std::initializer_list<int> values)
{
    return {values.begin(), values.end()};
}

void compareWithTinyModel(const LoadedModel& model)
{
    const auto expected = openModelOf(tinyModel());
    QCOMPARE(model.model.layers.size(), expected.model.layers.size());
    for (size_t i = 0; i < expected.model.linears.size(); ++i)
        QVERIFY2(at::equal(model.model.linears[i].weight, expected.model.linears[i].weight),
                 expected.model.layers[i].name.c_str());
    QVERIFY(at::equal(model.model.embedding, expected.model.embedding));
    QCOMPARE(model.tokenizer.encode("What is the text?"), expected.tokenizer.encode("What is the text?"));
}

}

class TestOpening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensAsThePlainFolder_data();
    void opensAsThePlainFolder();
    void refused_data();
    void refused();
    void numbersOfTheConfiguration_data();
    void numbersOfTheConfiguration();
    void storedTypes_data();
    void storedTypes();
    void aWeightOf8Bits();
    void namesOfModels();
    void nanInAFileThatStaysOnTheDisk();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_model; // a copy of the tiny model
};

void TestOpening::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_model = fs::path(m_dir->path().toStdString()) / "models--org--tiny";
    copyTinyModel(m_model);
}

void TestOpening::opensAsThePlainFolder_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("path"); // behind the model's folder
    const auto row = [](const char* name, const Change& change, const char* path = "") {
        QTest::newRow(name) << change << path;
    };
    row("as it is", [](const fs::path&) {});
    row(
        "slash behind it", [](const fs::path&) {}, "/");
    row("shards with index", [](const fs::path& model) { cutIntoShards(model, true); });
    row("shards without index", [](const fs::path& model) { cutIntoShards(model, false); });
    row("shards of another name", [](const fs::path& model) { cutIntoShards(model, false, "weights"); });
    row("one file of another name",
        [](const fs::path& model) { fs::rename(model / weightFile, model / "model.fp16.safetensors"); });
    row("index beside the whole file", [](const fs::path& model) { writeText(model / indexFile, "{"); });
    row("index with a tensor that no layer needs", [](const fs::path& model) {
        cutIntoShards(model, true);
        edited(indexFile, [](nlohmann::json& index) {
            index["weight_map"]["mtp.fc.weight"] = "model-00002-of-00002.safetensors";
        })(model);
    });
    row("tensors of other types that no layer needs", weights([](RawTensors& tensors) {
            tensors.put("extra.u16", "U16", {2}, "abcd");
            tensors.put("extra.f8", "F8_E8M0", {4}, "abcd");
            tensors.put("extra.f4", "F4", {3}, "ab");
            tensors.put("extra.bool", "BOOL", {1}, std::string(1, 1));
            tensors.put("extra.nan", "F32", {1}, bytes({0, 0, 0xc0, 0x7f}));
        }));
    row("null metadata", weights([](RawTensors& tensors) { tensors.header["__metadata__"] = nullptr; }));
    row(
        "cache with refs/main",
        [](const fs::path& model) {
            makeCache(model, {"0a1b2c", "ffff"});
            writeText(model / "refs" / "main", "0a1b2c\n");
        },
        "");
    row("cache with one snapshot", [](const fs::path& model) { makeCache(model, {"0a1b2c"}); });
    row("cache copied without its links", [](const fs::path& model) { makeCache(model, {"0a1b2c"}, true); });
    row(
        "snapshot of a cache", [](const fs::path& model) { makeCache(model, {"0a1b2c"}); }, "/snapshots/0a1b2c");
    row(
        "blanks and letters of all kinds",
        [](const fs::path& model) {
            fs::create_directories(model / "Modèle  été" / "模型 \xf0\x9f\x94\xac");
            for (const auto& file : fs::directory_iterator(tinyModel()))
                fs::rename(model / file.path().filename(),
                           model / "Modèle  été" / "模型 \xf0\x9f\x94\xac" / file.path().filename());
        },
        "/Modèle  été/模型 \xf0\x9f\x94\xac");
}

void TestOpening::opensAsThePlainFolder()
{
    QFETCH(Change, change);
    QFETCH(QString, path);
    change(m_model);
    compareWithTinyModel(openModelOf(m_model.string() + path.toStdString()));
}

void TestOpening::refused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("path"); // to open, behind the model's folder
    QTest::addColumn<QStringList>("parts"); // of the sentence
    const auto row = [](const char* name, const Change& change, const QStringList& parts, const char* path = "") {
        QTest::newRow(name) << change << path << parts;
    };
    const QString page = "<!DOCTYPE html>\n<html><head><title>404</title></head></html>";
    for (const char* file :
         {weightFile, "config.json", "tokenizer.json", "tokenizer_config.json", "generation_config.json"}) {
        const auto name = QString(file);
        if (name == "tokenizer_config.json")
            continue; // of a tokenizer.json nothing else is read
        row(qPrintable("pointer " + name), replaced(file, pointer), {name, "Git LFS pointer", "git lfs pull"});
        row(qPrintable("page " + name), replaced(file, "\xef\xbb\xbf \n" + page.toStdString()), {name, "web page"});
        row(qPrintable("empty " + name), replaced(file, ""), {name, "is empty", "not complete"});
        row(qPrintable("zeros " + name), replaced(file, std::string(9000, '\0')), {name, "zeros"});
    }
    row("server's answer", replaced(weightFile, "Entry not found"), {weightFile, "Entry not found"});
    row("zip", replaced(weightFile, std::string("PK\x03\x04\0\0", 6)), {weightFile, "zip archive"});
    row("gguf", replaced(weightFile, std::string("GGUF\x03\0\0\0\0\0", 10)), {weightFile, "GGUF"});
    row("other bytes", replaced(weightFile, "0123456789"), {weightFile, "no safetensors file"});
    row("deep configuration",
        replaced("config.json", "{\"a\": " + std::string(100000, '[') + std::string(100000, ']') + "}"),
        {"config.json", "more than 200"});
    row("broken link",
        [](const fs::path& model) {
            fs::remove(model / weightFile);
            fs::create_symlink("../blobs/7f", model / weightFile);
        },
        {weightFile, "link to ../blobs/7f", "not there"});
    row("broken link of the tokenizer",
        [](const fs::path& model) {
            fs::remove(model / "tokenizer.json");
            fs::create_symlink("../blobs/7f", model / "tokenizer.json");
        },
        {"tokenizer.json", "link to ../blobs/7f"});
    row("missing shard",
        [](const fs::path& model) {
            cutIntoShards(model, true);
            fs::remove(model / "model-00002-of-00002.safetensors");
        },
        {"names 2 weight files", "1 of them is not there (model-00002-of-00002.safetensors)", "not complete"});
    row("missing shard without index",
        [](const fs::path& model) {
            cutIntoShards(model, false);
            fs::remove(model / "model-00001-of-00002.safetensors");
        },
        {"2 weight files", "(model-00001-of-00002.safetensors)", "not complete"});
    row("index promises a needed tensor",
        [](const fs::path& model) {
            cutIntoShards(model, true);
            edited(indexFile, [](nlohmann::json& index) {
                index["weight_map"][upProjection] = "model-00002-of-00002.safetensors";
            })(model);
        },
        {"model-00002-of-00002.safetensors: lacks the tensor", upProjection});
    row("index promises a bias",
        [](const fs::path& model) {
            cutIntoShards(model, true);
            edited(indexFile, [](nlohmann::json& index) {
                index["weight_map"]["language_model.model.layers.0.mlp.up_proj.bias"] =
                    "model-00002-of-00002.safetensors";
            })(model);
        },
        {"lacks the tensor", "up_proj.bias"});
    row("the same tensor in two shards",
        [](const fs::path& model) {
            cutIntoShards(model, false);
            auto second = RawTensors::read(model / "model-00002-of-00002.safetensors");
            second.put("language_model.model.norm.weight", "F32", {1}, "abcd");
            second.write(model / "model-00002-of-00002.safetensors");
        },
        {"language_model.model.norm.weight", "model-00001-of-00002.safetensors has too"});
    row("two files",
        [](const fs::path& model) {
            fs::rename(model / weightFile, model / "a.safetensors");
            fs::copy_file(model / "a.safetensors", model / "b.safetensors");
        },
        {"neither model.safetensors nor", "a.safetensors, b.safetensors"});
    row("weights of PyTorch",
        [](const fs::path& model) { fs::rename(model / weightFile, model / "pytorch_model.bin"); },
        {"neither model.safetensors nor", "pytorch_model.bin is not read"});
    row("NaN", weights([](RawTensors& tensors) {
            auto data = tensors.bytesOf(upProjection);
            data.replace(2 * (3 * 8 + 5), 2, bytes({0xc1, 0x7f}));
            tensors.put(upProjection, "BF16", {16, 8}, data);
        }),
        {upProjection, "holds NaN at [3, 5]"});
    row("NaN of a norm", weights([](RawTensors& tensors) {
            tensors.put("language_model.model.norm.weight", "F32", {8},
                        std::string(12, '\0') + bytes({0, 0, 0xc0, 0xff}) + std::string(16, '\0'));
        }),
        {"language_model.model.norm.weight", "holds NaN at [3]"});
    row("infinity", weights([](RawTensors& tensors) {
            tensors.put("mlp1.3.bias", "F16", {8}, std::string(14, '\0') + bytes({0, 0xfc}));
        }),
        {"mlp1.3.bias", "infinite value at [7]"});
    row("too large for float32", weights([](RawTensors& tensors) {
            tensors.put("mlp1.3.bias", "F64", {8}, bytes({0, 0, 0, 0, 0, 0, 0, 0x7f}) + std::string(56, '\0'));
        }),
        {"mlp1.3.bias", "infinite value at [0]"});
    row("integers", weights([](RawTensors& tensors) {
            tensors.put(upProjection, "I8", {16, 8}, std::string(128, '\1'));
        }),
        {upProjection, "dtype Char", "already quantized"});
    row("needed tensor of an unknown type", weights([](RawTensors& tensors) {
            tensors.put(upProjection, "F4", {16, 8}, std::string(64, '\1'));
        }),
        {upProjection, "dtype F4", "not read"});
    row("8 bits with a scale", weights([](RawTensors& tensors) {
            tensors.put(upProjection, "F8_E4M3", {16, 8}, std::string(128, '\1'));
            tensors.put(upProjection + std::string("_scale_inv"), "F32", {1}, "abcd");
        }),
        {upProjection, "scale of its own"});
    row("quantized",
        edited("config.json",
               [](nlohmann::json& config) {
                   config["quantization_config"] = {{"quant_method", "gptq"}};
               }),
        {"config.json", "quantization_config", "quantized already"});
    row("language model quantized",
        edited("config.json",
               [](nlohmann::json& config) {
                   config["llm_config"]["quantization_config"] = {{"quant_method", "awq"}};
               }),
        {"llm_config", "quantization_config"});
    row("cache with two snapshots",
        [](const fs::path& model) {
            makeCache(model, {"0a1b", "2c3d"});
        },
        {"no refs/main", "0a1b, 2c3d"});
    row("cache whose main is absent",
        [](const fs::path& model) {
            makeCache(model, {"0a1b", "2c3d"});
            writeText(model / "refs" / "main", "4e5f");
        },
        {"refs/main names the snapshot 4e5f", "0a1b, 2c3d"});
    row("cache whose main leads away",
        [](const fs::path& model) {
            makeCache(model, {"0a1b"});
            writeText(model / "refs" / "main", "../../other");
        },
        {"refs/main", "names no snapshot"});
    row("cache without snapshots",
        [](const fs::path& model) {
            makeCache(model, {});
            fs::create_directory(model / "snapshots");
        },
        {"without a snapshot"});
    row("cache that lost a blob",
        [](const fs::path& model) {
            makeCache(model, {"0a1b"});
            fs::remove(model / "blobs" / "config.json-blob");
        },
        {"config.json", "is a link to ../../blobs/config.json-blob"});
    row("cache copied without links and blobs",
        [](const fs::path& model) {
            makeCache(model, {"0a1b"}, true);
            fs::remove_all(model / "blobs");
        },
        {"config.json", "is the text of a link"});
    row(
        "all of a cache", [](const fs::path& model) { makeCache(model, {"0a1b"}); },
        {"Hugging Face cache", "models--org--tiny"}, "/..");
    row(
        "a file", [](const fs::path&) {}, {"is a file", "config.json"}, "/model.safetensors");
    row(
        "absent", [](const fs::path&) {}, {"absent", "is not a folder"}, "/absent");
    row("no configuration", [](const fs::path& model) { fs::remove(model / "config.json"); }, {"has no config.json"});
    row("the folder above",
        [](const fs::path& model) {
            fs::create_directories(model / "inner");
            fs::rename(model / "config.json", model / "inner" / "config.json");
        },
        {"has no config.json", "there is one in inner"});
}

void TestOpening::refused()
{
    QFETCH(Change, change);
    QFETCH(QString, path);
    QFETCH(QStringList, parts);
    change(m_model);
    const auto sentence =
        QString::fromStdString(failureOf([&] { openModelOf(m_model.string() + path.toStdString()); }));
    QVERIFY2(!sentence.isEmpty(), "it was opened");
    QVERIFY2(!sentence.contains('\n') && sentence.size() < 600, qPrintable(sentence));
    for (const auto& part : parts)
        QVERIFY2(sentence.contains(part), qPrintable(sentence));
}

void TestOpening::numbersOfTheConfiguration_data()
{
    QTest::addColumn<QString>("part"); // of config.json; empty: the top
    QTest::addColumn<QString>("field");
    const auto rows = [](const char* part, const QStringList& fields) {
        for (const auto& field : fields)
            QTest::newRow(qPrintable(part + (" " + field))) << part << field;
    };
    rows("", {"downsample_ratio", "force_image_size", "min_dynamic_patch", "max_dynamic_patch", "select_layer"});
    rows("vision_config",
         {"hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "num_channels", "patch_size",
          "image_size", "layer_norm_eps"});
    rows("llm_config",
         {"hidden_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "head_dim",
          "intermediate_size", "vocab_size", "max_position_embeddings", "rms_norm_eps", "rope_theta"});
}

void TestOpening::numbersOfTheConfiguration()
{
    QFETCH(QString, part);
    QFETCH(QString, field);
    for (const char* text : {"1e308", "-1e308", "-1", "1e-308", "9223372036854775807", "18446744073709551615", "\"16\"",
                             "[16]", "{}", "true"}) {
        copyTinyModel(m_model);
        edited("config.json", [&](nlohmann::json& config) {
            auto& place = part.isEmpty() ? config : config[part.toStdString()];
            place[field.toStdString()] = nlohmann::json::parse(text);
        })(m_model);
        if (field == "select_layer" && QString(text) == "-1")
            continue; // the value that it has
        const auto sentence = QString::fromStdString(failureOf([&] { openModelOf(m_model); }));
        QVERIFY2(sentence.contains("config.json") && sentence.contains(field) && sentence.contains(part),
                 qPrintable(QString("%1: %2").arg(text, sentence)));
    }
}

void TestOpening::storedTypes_data()
{
    QTest::addColumn<int>("type");
    QTest::newRow("F64") << int(at::kDouble);
    QTest::newRow("F32") << int(at::kFloat);
    QTest::newRow("F16") << int(at::kHalf);
}

// bfloat16 values in wider types are the same; of float16 the test asks for what it holds of them.
void TestOpening::storedTypes()
{
    QFETCH(int, type);
    const auto wanted = static_cast<at::ScalarType>(type);
    NamedTensors tensors;
    {
        const auto file = SafeTensors::open(m_model / weightFile);
        for (const auto& name : file.names())
            tensors.emplace_back(name, file.tensor(name).to(wanted));
    }
    saveSafeTensors(m_model / weightFile, tensors);
    const auto model = openModelOf(m_model), expected = openModelOf(tinyModel());
    for (size_t i = 0; i < expected.model.linears.size(); ++i)
        QVERIFY2(at::equal(model.model.linears[i].weight, expected.model.linears[i].weight.to(wanted).to(at::kFloat)),
                 expected.model.layers[i].name.c_str());
}

// All finite E4M3 values, which ml_dtypes has read, as a weight; also where weights stay in their files.
void TestOpening::aWeightOf8Bits()
{
    const auto values = readJson(fs::path(QUANTSCOPE_SOURCE_DIR) / "tests/data/fp8.json").at("F8_E4M3");
    std::string data;
    for (int i = 0; i < 128; ++i)
        data += static_cast<char>(i == 127 ? 0xfe : i); // 127 is NaN, 0xfe the most negative value
    weights([&](RawTensors& tensors) { tensors.put(upProjection, "F8_E4M3", {16, 8}, data); })(m_model);
    const auto store = std::make_shared<const OffloadStore>(m_dir->path().toStdString());
    for (const auto& model : {openModelOf(m_model), loadModel(m_model, at::kFloat, at::kCPU, store)}) {
        const auto& layers = model.model.layers;
        const auto layer = std::find_if(layers.begin(), layers.end(),
                                        [](const Layer& l) { return l.name + ".weight" == upProjection; });
        QVERIFY(layer != layers.end());
        const auto weight = model.model.linears[size_t(layer - layers.begin())].weight.to(at::kFloat).flatten();
        for (int i = 0; i < 128; ++i)
            QCOMPARE(weight[i].item<float>(), values[i == 127 ? 0xfe : size_t(i)].get<float>());
    }
}

void TestOpening::namesOfModels()
{
    QCOMPARE(openModelOf(m_model).name, std::string("models--org--tiny"));
    makeCache(m_model, {"0a1b"});
    QCOMPARE(openModelOf(m_model).name, std::string("tiny"));
    QCOMPARE(openModelOf(m_model).folder, m_model / "snapshots" / "0a1b");
}

void TestOpening::nanInAFileThatStaysOnTheDisk()
{
    weights([](RawTensors& tensors) {
        auto data = tensors.bytesOf(upProjection);
        data.replace(data.size() - 2, 2, bytes({0x80, 0x7f}));
        tensors.put(upProjection, "BF16", {16, 8}, data);
    })(m_model);
    const auto data = loadDataset(m_model / "q.tsv");
    const auto resources = availableResources(m_dir->path().toStdString());
    const auto sentence = failureOf([&] {
        openModel(m_model, at::kFloat, resources, LowMemory::On,
                  [&](const LoadedModel& loaded) { return workloadOf(loaded, data, {}, 1); });
    });
    QVERIFY2(sentence.find(std::string(upProjection) + ": holds an infinite value at [15, 7]") != std::string::npos,
             sentence.c_str());
}

QUANTSCOPE_TEST(TestOpening)
#include "tst_opening.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <cmath>
#include <set>

#include <QTemporaryDir>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <c10/core/InferenceMode.h>

#include "answering/evaluate.h"
#include "answering/questions.h"
#include "base/error.h"
#include "checkpoint/loadedmodel.h"
#include "experiments/presets.h"
#include "files/base64.h"
#include "files/jsonfile.h"
#include "files/safetensors.h"
#include "image/image.h"
#include "image/preprocess.h"
#include "quant/profileinputs.h"
#include "run/pipeline.h"
#include "smallmodel.h"
#include "synth/synth.h"
#include "synth/synthimages.h"
#include "synth/synthplan.h"
#include "synth/synthweights.h"
#include "tasks/benchmarks/ocrbench.h"
#include "testmain.h"

using namespace quantscope;

namespace {

const std::vector<std::pair<std::string, std::string>> families = {
    {"qwen2", "Hermes-2"}, {"qwen3", "internvl2_5"},        {"llama", "Hermes-2"},
    {"phi3", "phi3-chat"}, {"internlm2", "internlm2-chat"}, {"internlm3", "internvl2_5"},
};

void addFamilies()
{
    QTest::addColumn<QString>("family");
    for (const auto& [family, chatTemplate] : families)
        QTest::newRow(family.c_str()) << QString::fromStdString(family);
}

SynthShape tinyShape(const std::string& family)
{
    for (const auto& [id, chatTemplate] : families)
        if (id == family)
            return test::smallShape(family, chatTemplate, 2, 3);
    qFatal("there is no family %s", family.c_str());
}

SynthOptions fewQuestions()
{
    SynthOptions options;
    options.questions = 40;
    options.calibrationQuestions = 8;
    options.shardBytes = 200'000;
    return options;
}

std::map<QString, QByteArray> contentsOf(const QString& folder)
{
    std::map<QString, QByteArray> contents;
    for (const auto& name : QDir(folder).entryList(QDir::Files | QDir::Hidden)) {
        QFile file(folder + "/" + name);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(name));
        contents[name] = file.readAll();
    }
    return contents;
}

std::string messageOf(const std::function<void()>& f)
{
    try {
        f();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

double largestShare(const std::vector<float>& channelMax)
{
    auto sorted = channelMax;
    std::sort(sorted.begin(), sorted.end());
    return sorted.back() / sorted[sorted.size() / 2];
}

}

class TestSynth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const auto& [family, chatTemplate] : families)
            writeSynthetic(tinyShape(family), folder(QString::fromStdString(family)), fewQuestions());
    }

    void presetsHaveThePublishedSizes_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("parameters"); // millions, as the model cards say
        QTest::newRow("1b") << "internvl2-1b" << 938.0;
        QTest::newRow("2b") << "internvl2-2b" << 2206.0;
        QTest::newRow("8b") << "internvl2-8b" << 8076.0;
        QTest::newRow("4b, Phi-3") << "internvl2-4b" << 4147.0;
        QTest::newRow("40b, Yi") << "internvl2-40b" << 40069.0;
        QTest::newRow("76b, Llama 3") << "internvl2-llama3-76b" << 76262.0;
        QTest::newRow("9b, InternLM3") << "internvl3-9b" << 9142.0;
        QTest::newRow("78b, Qwen2.5") << "internvl3-78b" << 78408.0;
        QTest::newRow("1b, Qwen3") << "internvl3.5-1b" << 1061.0;
        QTest::newRow("8b, Qwen3") << "internvl3.5-8b" << 8528.0;
        QTest::newRow("38b, Qwen3") << "internvl3.5-38b" << 38390.0;
    }

    void presetsHaveThePublishedSizes()
    {
        QFETCH(QString, id);
        QFETCH(double, parameters);
        double sum = 0;
        std::set<std::string> names;
        for (const auto& tensor : planSynthetic(synthPreset(id.toStdString()), 42).tensors) {
            QVERIFY(names.insert(tensor.name).second);
            int64_t count = 1;
            for (const auto size : tensor.shape)
                count *= size;
            QCOMPARE(tensor.rows * tensor.columns, count);
            sum += double(count) / 1e6;
        }
        QVERIFY2(std::abs(sum - parameters) < 1, std::to_string(sum).c_str());
        QVERIFY(synthBytes(synthPreset(id.toStdString()), {}) > uint64_t(sum * 2e6));
    }

    void unknownPresetIsNamed()
    {
        const auto text = messageOf([] { synthPreset("internvl2-3b"); });
        QVERIFY2(text.find("internvl2-3b") != std::string::npos && text.find("internvl2-8b") != std::string::npos,
                 text.c_str());
        auto shape = tinyShape("qwen2");
        shape.config.decoder.modelType = "gpt2";
        QVERIFY(!messageOf([&] { planSynthetic(shape, 42); }).empty());
        shape = tinyShape("internlm2");
        shape.config.decoder.vocabulary = 270;
        QVERIFY(messageOf([&] { planSynthetic(shape, 42); }).find("270") != std::string::npos);
    }

    // The large vision tower, whose norms have no bias.
    void largePresetsHaveRmsNorms()
    {
        std::set<std::string> names;
        for (const auto& tensor : planSynthetic(synthPreset("internvl3.5-38b"), 42).tensors)
            names.insert(tensor.name);
        const std::string at = "vision_model.encoder.layers.44.";
        for (const char* name : {"norm1.weight", "attn.q_norm.weight", "attn.k_norm.weight", "attn.proj.bias"})
            QVERIFY2(names.count(at + name), name);
        for (const char* name : {"norm1.bias", "attn.qkv.bias"})
            QVERIFY2(!names.count(at + name), name);
    }

    void loadsAnswersAndQuantizes_data()
    {
        addFamilies();
    }

    void loadsAnswersAndQuantizes()
    {
        QFETCH(QString, family);
        const c10::InferenceMode inference;
        const auto loaded = loadModel(folder(family), at::kFloat, at::kCPU);
        QVERIFY(loaded.weightFiles.size() > 1);
        QCOMPARE(loaded.tokenizer.size(), int64_t(400));
        QCOMPARE(loaded.tokenizer.bosToken().has_value(), !family.startsWith("qwen"));
        QCOMPARE(loaded.tokenizer.decode(loaded.tokenizer.encode("Größe 12\n")), std::string("Größe 12\n"));
        const auto data = loadDataset(folder(family) / "ocrbench_synth.tsv");
        const auto calibration = loadDataset(folder(family) / "ocrbench_synth_calib.tsv");
        QCOMPARE(data.questions.size(), size_t(40));
        QCOMPARE(calibration.questions.size(), size_t(8));
        QCOMPARE(data.benchmark, &ocrBench);

        const auto answers = evaluate(loaded, loaded.model, data, {});
        QCOMPARE(answers.score.total, int64_t(40));
        std::set<std::string> texts;
        for (const auto& prediction : answers.predictions)
            texts.insert(prediction.text);
        QVERIFY2(texts.size() > 5, "the answers do not depend on the questions");

        auto recipe = findPreset("mquant-w8a8-w4a8")->make();
        recipe.calibration.weightSamples = recipe.calibration.activationSamples = 2;
        recipe.calibration.errorSamples = 1;
        const auto result = runPipeline(loaded, recipe, calibration, {});
        for (const auto& layer : result.record.layers) {
            QVERIFY2(std::isfinite(layer.error.accumulated.mse), layer.layer.name.c_str());
            // A massive activation leaves the other 127 channels of so narrow a layer little of the grid.
            if (layer.layer.role != Role::MlpDown)
                QVERIFY2(layer.error.isolated.cosine > 0.9, layer.layer.name.c_str());
        }
        QCOMPARE(evaluate(loaded, result.models.model, data, {}).predictions.size(), size_t(40));
    }

    void outliersAreWhereTheNotesSay_data()
    {
        loadsAnswersAndQuantizes_data();
    }

    void outliersAreWhereTheNotesSay()
    {
        QFETCH(QString, family);
        const c10::InferenceMode inference;
        const auto loaded = loadModel(folder(family), at::kFloat, at::kCPU);
        const auto data = loadDataset(folder(family) / "ocrbench_synth.tsv");
        const std::vector<size_t> rows{1, 4};
        const auto inputs = prepareQuestions(loaded, data, rows, 1);
        ProfileOptions options;
        options.imageToken = loaded.generation.imageToken;
        const auto profiles = profileInputs(loaded.model, inputs, options).profiles;
        const auto planted = readJsonObject(folder(family) / "synthetic.json")["layer_inputs"];
        size_t found = 0;
        for (size_t i = 0; i < profiles.size(); ++i) {
            const auto& name = loaded.model.layers[i].name;
            if (!planted.contains(name))
                continue;
            ++found;
            const auto& channels = profiles[i].channelMax;
            QVERIFY2(largestShare(channels) > 20, name.c_str());
            const auto top = std::max_element(channels.begin(), channels.end()) - channels.begin();
            bool listed = false;
            for (const auto& entry : planted[name])
                listed = listed || entry[0].get<int64_t>() == top;
            QVERIFY2(listed, name.c_str());
        }
        QCOMPARE(found, planted.size());
        QVERIFY(found > 15);
    }

    // Figure 1: visual tokens reach about 20, text stays within about 0.5.
    void visualTokensOutrangeText()
    {
        const c10::InferenceMode inference;
        const auto loaded = loadModel(folder("qwen2"), at::kFloat, at::kCPU);
        const auto data = loadDataset(folder("qwen2") / "ocrbench_synth.tsv");
        const auto input = prepareQuestion(loaded, *data.benchmark, data.questions[2]);
        const auto visual = embedImages(loaded.model, input.pixels, 4, plainPass(loaded.model), {});
        const double range = visual.abs().max().item<double>();
        QVERIFY2(range > 5 && range < 40, std::to_string(range).c_str());
        const double text = loaded.model.embedding.abs().max().item<double>();
        QVERIFY2(text > 0.3 && text < 0.6, std::to_string(text).c_str());
    }

    void sameSeedSameBytes()
    {
        QTemporaryDir again, other;
        auto options = fewQuestions();
        options.threads = 3;
        writeSynthetic(tinyShape("qwen2"), again.filePath("a").toStdString(), options);
        const auto first = contentsOf(QString::fromStdString(folder("qwen2").string()));
        QVERIFY(first == contentsOf(again.filePath("a")));
        QVERIFY(first.size() > 8);
        options.seed = 7;
        writeSynthetic(tinyShape("qwen2"), other.path().toStdString(), options);
        const auto changed = contentsOf(other.path());
        QStringList same;
        for (const auto& [name, bytes] : first)
            if (changed.at(name) == bytes)
                same << name;
        QCOMPARE(same,
                 QStringList({"config.json", "generation_config.json", "model.safetensors.index.json", "tokenizer.json",
                              "tokenizer_config.json"}));
    }

    void rowsDoNotDependOnPortions()
    {
        SynthTensor tensor{"x", {7, 5}, 7, 5, 1, 0.5, {{3, 8}}, {{1, 0.5}}};
        const SynthRows rows(tensor, 42, normalQuantiles());
        std::vector<c10::BFloat16> whole(35), parts(35);
        rows.fill(0, 7, 1, whole.data());
        for (int64_t r = 0; r < 7; ++r)
            rows.fill(r, 1, 1, parts.data() + r * 5);
        for (size_t i = 0; i < whole.size(); ++i)
            QCOMPARE(float(parts[i]), float(whole[i]));
        SynthTensor plain{"y", {1000, 1000}, 1000, 1000, 2, 0.25, {}, {}};
        auto values = at::empty({1000, 1000}, at::kBFloat16);
        SynthRows(plain, 1, normalQuantiles()).fill(0, 1000, 2, values.data_ptr<c10::BFloat16>());
        const auto wide = values.to(at::kDouble);
        QVERIFY(std::abs(wide.mean().item<double>() - 2) < 0.002);
        QVERIFY(std::abs(wide.std().item<double>() - 0.25) < 0.002);
    }

    void folderMustBeEmpty()
    {
        QTemporaryDir full;
        QFile file(full.filePath("notes.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        const auto text =
            messageOf([&] { writeSynthetic(tinyShape("qwen2"), full.path().toStdString(), fewQuestions()); });
        QVERIFY2(text.find(full.path().toStdString()) != std::string::npos && text.find("empty") != std::string::npos,
                 text.c_str());
        QCOMPARE(contentsOf(full.path()).size(), size_t(1));
        QVERIFY(!messageOf([&] {
                     writeSynthetic(tinyShape("qwen2"), full.filePath("notes.txt").toStdString(), fewQuestions());
                 }).empty());
    }

    void tooSmallDiskIsSaid()
    {
        QTemporaryDir folder;
        auto shape = tinyShape("qwen2");
        shape.config.decoder.vocabulary = int64_t(1) << 40;
        const auto target = folder.filePath("huge");
        const auto text = messageOf([&] { writeSynthetic(shape, target.toStdString(), fewQuestions()); });
        QVERIFY2(text.find("needs") != std::string::npos && text.find("free") != std::string::npos, text.c_str());
        QVERIFY(!QFile::exists(target));
    }

    void cancelLeavesNothing_data()
    {
        QTest::addColumn<double>("share");
        for (const double share : {0.0, 0.3, 0.6, 0.9, 0.93, 0.98})
            QTest::addRow("%.2f", share) << share;
    }

    void cancelLeavesNothing()
    {
        QFETCH(double, share);
        QTemporaryDir parent;
        std::atomic<double> reached{0};
        Progress progress;
        progress.report = [&](double fraction, std::string_view) { reached = fraction; };
        progress.cancelled = [&] { return reached.load() >= share; };
        const auto target = parent.filePath("model");
        QVERIFY_EXCEPTION_THROWN(writeSynthetic(tinyShape("qwen2"), target.toStdString(), fewQuestions(), progress),
                                 Cancelled);
        QVERIFY(!QFile::exists(target));
        const auto kept = parent.filePath("kept");
        QVERIFY(QDir().mkdir(kept));
        reached = 0;
        QVERIFY_EXCEPTION_THROWN(writeSynthetic(tinyShape("qwen2"), kept.toStdString(), fewQuestions(), progress),
                                 Cancelled);
        QVERIFY(QFile::exists(kept) && contentsOf(kept).empty());
    }

    void picturesGiveOneToTwelveTiles()
    {
        std::set<int> grids;
        TilingOptions options;
        options.maxTiles = ocrBench.maxTiles;
        for (int64_t index = 0; index < 34; ++index) {
            const auto picture = synthPicture(42, index, 448);
            const auto tiling = chooseTiling(picture.width, picture.height, options);
            const auto count = static_cast<int>(tiling.boxes.size());
            QVERIFY2(count <= 12, std::to_string(index).c_str());
            grids.insert(count);
            QVERIFY(std::set<uint8_t>(picture.rgb.begin(), picture.rgb.end()).size() > 2);
        }
        for (const int count : {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
            QVERIFY2(grids.count(count), std::to_string(count).c_str());
    }

    void pngComesBack()
    {
        const auto picture = synthPicture(1, 3, 100);
        const auto bytes = encodePng(picture);
        const auto again = decodeImage(bytes, "picture");
        QCOMPARE(again.width, picture.width);
        QCOMPARE(again.height, picture.height);
        QVERIFY(again.rgb == picture.rgb);
        QVERIFY(!messageOf([] { encodePng({}); }).empty());
        QVERIFY(!messageOf([] { encodePng({2, 2, {1, 2, 3}}); }).empty());
        const auto text = encodeBase64(bytes);
        QVERIFY(decodeBase64(text) == bytes);
        for (const auto& [plain, coded] : std::vector<std::pair<std::string, std::string>>{
                 {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}})
            QCOMPARE(encodeBase64({reinterpret_cast<const uint8_t*>(plain.data()), plain.size()}), coded);
    }

    void streamedTensorsMustFitTheirShape()
    {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("x.safetensors").toStdString();
        const std::vector<TensorSlot> slots{{"a", at::kFloat, {2, 3}}};
        const std::vector<float> data(7, 1.5f);
        for (const size_t values : {5, 7}) {
            const auto text = messageOf([&] {
                streamSafeTensors(file, slots, {},
                                  [&](size_t, const ByteSink& sink) { sink(data.data(), 4 * values); });
            });
            QVERIFY2(text.find("tensor a") != std::string::npos, text.c_str());
            QVERIFY(contentsOf(folder.path()).empty());
        }
        streamSafeTensors(file, slots, {}, [&](size_t, const ByteSink& sink) {
            sink(data.data(), 8);
            sink(data.data(), 16);
        });
        QVERIFY(at::equal(SafeTensors::open(file).tensor("a"), at::full({2, 3}, 1.5f)));
    }

private:
    std::filesystem::path folder(const QString& family) const
    {
        return m_folder.filePath(family).toStdString();
    }

    QTemporaryDir m_folder;
};

QUANTSCOPE_TEST(TestSynth)
#include "tst_synth.moc"

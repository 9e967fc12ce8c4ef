// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/error.h"
#include "checkpoint/loadedmodel.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "quant/plan.h"
#include "testmain.h"

using namespace quantscope;

namespace {

const Model& demoModel()
{
    static const LoadedModel loaded = loadModel(findResource("demo/internvl2-ocr-mini"), at::kFloat, at::kCPU);
    return loaded.model;
}

const Scheme& schemeOf(const Plan& plan, const std::string& name)
{
    for (size_t i = 0; i < plan.schemes.size(); ++i)
        if (demoModel().layers[i].name == name)
            return plan.schemes[i];
    throw Error("no layer " + name);
}

QString messageOf(const nlohmann::json& json)
{
    try {
        recipeFromJson(json, "recipe.json");
    } catch (const Error& problem) {
        return problem.what();
    }
    return {};
}

const char* const down0 = "language_model.model.layers.0.mlp.down_proj";
const char* const down5 = "language_model.model.layers.5.mlp.down_proj";

}

class TestRecipe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonRoundTrip()
    {
        auto recipe = publishedRecipe();
        Match match;
        match.tower = Tower::Llm;
        match.firstBlock = match.lastBlock = 3;
        match.role = Role::MlpDown;
        recipe.overrides.push_back({match, {{"weight_bits", 6}}});
        match.firstBlock = 1;
        match.lastBlock = 2;
        recipe.overrides.push_back({match, {{"observer", "percentile"}}});
        const auto again = recipeFromJson(nlohmann::json::parse(recipeToJson(recipe).dump()), "recipe.json");
        QVERIFY(again == recipe);
        QVERIFY(!(again == Recipe()));
    }

    void everyBlockRangeSurvivesAFile()
    {
        const std::optional<int> ends[]{{}, 0, 1, 3, 7, 1 << 20};
        for (const auto first : ends)
            for (const auto last : ends)
                for (const bool withTower : {false, true}) {
                    if (first && last && *first > *last)
                        continue;
                    Recipe recipe;
                    Override entry;
                    entry.match.firstBlock = first;
                    entry.match.lastBlock = last;
                    if (withTower)
                        entry.match.tower = Tower::Llm;
                    entry.fields["weight_bits"] = 4;
                    recipe.overrides.push_back(entry);
                    const auto text = recipeToJson(recipe).dump();
                    QVERIFY2(recipeFromJson(nlohmann::json::parse(text), "recipe.json") == recipe, text.c_str());
                }
    }

    // Versions before had no word for an open end and wrote 0 and 1048576.
    void blockRangesOfEarlierFilesMeanTheSame()
    {
        const auto schemes = [](const Recipe& recipe) { return resolve(recipe, demoModel().layers).schemes; };
        Recipe open;
        Override entry;
        entry.match.firstBlock = 3;
        entry.fields["weight_bits"] = 4;
        open.overrides.push_back(entry);
        auto json = recipeToJson(open);
        json["overrides"][0]["match"]["blocks"] = {3, 1048576};
        QVERIFY(schemes(recipeFromJson(json, "recipe.json")) == schemes(open));
        open.overrides[0].match.lastBlock = std::exchange(open.overrides[0].match.firstBlock, std::nullopt);
        json["overrides"][0]["match"]["blocks"] = {0, 3};
        QVERIFY(schemes(recipeFromJson(json, "recipe.json")) == schemes(open));
    }

    void badNumbersNameTheField_data()
    {
        QTest::addColumn<QString>("place"); // in the JSON
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* place, const char* value, const char* expected) {
            QTest::addRow("%s = %s", place, value) << QString(place) << QString(value) << QString(expected);
        };
        const char* const block = "/overrides/0/match/block";
        for (const char* value : {"-1", "1048577", "4294967299", "9223372036854775808", "18446744073709551615"})
            row(block, value, "overrides[0]: field 'match': field 'block': expected 0 to 1048576, found ");
        for (const char* value : {"1.5", "3.0", "1e30", "\"3\"", "true", "[3]", "{}"})
            row(block, value, "overrides[0]: field 'match': field 'block': expected a whole number, found ");
        const char* const blocks = "/overrides/0/match/blocks";
        for (const char* value : {"3", "\"1-3\"", "[]", "[1]", "[1, 2, 3]", "{}"})
            row(blocks, value, "overrides[0]: field 'match': field 'blocks': expected [first, last]");
        for (const char* value :
             {"[-1, 3]", "[0, 1048577]", "[4294967296, 4294967299]", "[0, 18446744073709551615]", "[null, -1]"})
            row(blocks, value, "overrides[0]: field 'match': field 'blocks': expected 0 to 1048576, found ");
        for (const char* value : {"[1.5, 3]", "[1, 3.0]", "[\"1\", 3]", "[1, false]", "[1, [3]]"})
            row(blocks, value, "overrides[0]: field 'match': field 'blocks': expected a whole number, found ");
        row(blocks, "[5, 2]", "field 'blocks': expected the first block before the last one, found [5,2]");
        for (const char* value : {"-1", "9223372036854775808", "18446744073709551615"})
            row("/seed", value, "field 'seed': expected 0 to 9223372036854775807, found ");
        for (const char* value : {"0", "1048577", "18446744073709551615"})
            row("/calibration/weight_samples", value, "field 'weight_samples': expected 1 to 1048576, found ");
        row("/calibration/new_tokens", "1e3", "field 'new_tokens': expected a whole number, found ");
        row("/schema", "18446744073709551617", "field 'schema': expected a whole number, found ");
        for (const char* value : {"18446744073709551615", "0", "2.0", "\"64\"", "-2"})
            row("/towers/llm/weight_group_size", value, "field 'weight_group_size': expected a whole number from -1");
        row("/towers/llm/split_channel", "18446744073709551615", "field 'split_channel': expected a whole number");
        row("/overrides/0/set/weight_bits", "4294967300", "overrides[0]: field 'set': field 'weight_bits'");
    }

    void badNumbersNameTheField()
    {
        QFETCH(QString, place);
        QFETCH(QString, value);
        QFETCH(QString, expected);
        Recipe recipe;
        recipe.overrides.push_back({{}, {{"weight_bits", 4}}});
        auto json = recipeToJson(recipe);
        json[nlohmann::json::json_pointer(place.toStdString())] = nlohmann::json::parse(value.toStdString());
        const auto message = messageOf(json);
        QVERIFY2(message.contains(expected), qPrintable("said: " + message));
        QVERIFY(message.startsWith("recipe.json: "));
    }

    void aifsAndRmsFields()
    {
        auto json = recipeToJson(paperRecipe());
        QVERIFY(json["towers"]["llm"]["aifs"].get<bool>());
        QVERIFY(!json["towers"]["vision"].contains("aifs"));
        QCOMPARE(json["towers"]["vision"]["split_channel"].get<int>(), -1);
        json["towers"]["vision"]["aifs"] = true;
        QVERIFY(messageOf(json).contains("aifs") && messageOf(json).contains("text tokens"));
        json = recipeToJson(paperRecipe());
        for (const int channel : {-1, 0, 7}) {
            json["towers"]["llm"]["split_channel"] = channel;
            QCOMPARE(messageOf(json), QString());
        }
        json["towers"]["llm"]["split_channel"] = -2;
        QVERIFY(messageOf(json).contains("split_channel"));
        json["towers"]["llm"]["split_channel"] = 0;
        json["towers"]["llm"]["split_bits"] = 9;
        QVERIFY(messageOf(json).contains("split_bits"));
        json["towers"]["llm"]["split_bits"] = 4;
        json["towers"]["llm"]["weight_group_size"] = 0;
        QVERIFY(messageOf(json).contains("but not 0"));
    }

    void laterOverridesWin()
    {
        auto recipe = publishedRecipe();
        Match llm, block, named;
        llm.tower = Tower::Llm;
        block.tower = Tower::Llm;
        block.firstBlock = block.lastBlock = 0;
        named.name = down0;
        recipe.overrides = {{llm, {{"weight_bits", 5}}}, {block, {{"weight_bits", 6}}}, {named, {{"weight_bits", 7}}}};
        const auto plan = resolve(recipe, demoModel().layers);
        QCOMPARE(schemeOf(plan, down0).weightBits, 7);
        QCOMPARE(schemeOf(plan, "language_model.model.layers.0.mlp.up_proj").weightBits, 6);
        QCOMPARE(schemeOf(plan, down5).weightBits, 5);
        QCOMPARE(schemeOf(plan, "mlp1.1").weightBits, 8);
        QCOMPARE(schemeOf(plan, "language_model.lm_head").weightBits, 16);
    }

    void theHeadIsQuantizedOnlyByName()
    {
        auto recipe = publishedRecipe();
        Match head;
        head.role = Role::Head;
        recipe.overrides = {{head, {{"weight_bits", 8}}}};
        QCOMPARE(schemeOf(resolve(recipe, demoModel().layers), "language_model.lm_head").weightBits, 8);
    }

    void brokenRecipesNameTheField_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* text, const char* expected) {
            QTest::newRow(name) << QString(text) << QString(expected);
        };
        row("no schema", R"({"seed": 1})", "'schema' is missing");
        row("newer schema", R"({"schema": 99})", "schema 1, found 99");
        row("unknown field", R"({"schema": 1, "bits": 4})", "'bits' is not known");
        row("impossible bits", R"({"schema": 1, "towers": {"llm": {"weight_bits": 9}}})",
            "'weight_bits': expected one of 2, 3");
        row("bits as text", R"({"schema": 1, "towers": {"llm": {"weight_bits": "4"}}})", "'weight_bits'");
        row("unknown method", R"({"schema": 1, "towers": {"llm": {"weight_method": "awq"}}})",
            "expected one of rtn, gptq");
        row("group of zero", R"({"schema": 1, "towers": {"llm": {"weight_group_size": 0}}})", "but not 0");
        row("unknown tower", R"({"schema": 1, "towers": {"audio": {}}})", "'audio' is not known");
        row("projector stream", R"({"schema": 1, "towers": {"projector": {"rotate": true}}})", "no stream of its own");
        row("unknown role", R"({"schema": 1, "overrides": [{"match": {"role": "x"}, "set": {}}]})", "is not a role");
        row("bad override", R"({"schema": 1, "overrides": [{"match": {}, "set": {"weight_bits": 1}}]})",
            "overrides[0]");
        row("negative samples", R"({"schema": 1, "calibration": {"weight_samples": 0}})", "'weight_samples'");
        row("not an object", R"([1])", "expected a JSON object");
    }

    void brokenRecipesNameTheField()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto message = messageOf(nlohmann::json::parse(text.toStdString()));
        QVERIFY2(message.contains(expected), qPrintable("said: " + message));
        QVERIFY(message.contains("recipe.json"));
    }

    void rotationNeedsFoldedNorms()
    {
        auto recipe = publishedRecipe();
        for (const Tower tower : allTowers())
            recipe.tower(tower).fuseNorms = false;
        const auto issues = validate(recipe, resolve(recipe, demoModel().layers), outlineOf(demoModel()));
        int errors = 0;
        for (const auto& issue : issues)
            errors += issue.severity == Severity::Error;
        QCOMPARE(errors, 3);
        const auto fine = publishedRecipe();
        QVERIFY(validate(fine, resolve(fine, demoModel().layers), outlineOf(demoModel())).empty());
    }

    void sizesFollowTheBits()
    {
        const auto size = [](int bits) {
            auto recipe = publishedRecipe();
            for (const Tower tower : allTowers())
                recipe.tower(tower).scheme.weightBits = bits;
            return estimateSize(resolve(recipe, demoModel().layers), outlineOf(demoModel()));
        };
        QVERIFY(size(3).bytes < size(4).bytes);
        QVERIFY(size(4).bitsPerWeight > 4 && size(4).bitsPerWeight < 4.3);
        QVERIFY(qAbs(size(16).bytes - size(16).floatBytes) < 1);
        QVERIFY(qAbs(size(16).floatBytes - 15.7e6) < 0.2e6);
    }

    // 6 × 10 weights: in three groups of 4, 4 and 2 inputs there are 3 · 6 scales.
    void storedBitsOfOneLayer()
    {
        const Layer layer{"a", Tower::Llm, 0, Role::MlpDown, 10, 6};
        Scheme scheme;
        QCOMPARE(storedBits(layer, scheme), 960.0);
        scheme.weightBits = 4;
        QCOMPARE(storedBits(layer, scheme), 240.0 + 16 * 6);
        scheme.weightGroupSize = 4;
        QCOMPARE(storedBits(layer, scheme), 240.0 + 16 * 18);
        scheme.weightSymmetric = false;
        QCOMPARE(storedBits(layer, scheme), 240.0 + (16 + 4) * 18);
        scheme.weightSymmetric = true;
        scheme.rms = true; // one column of 6 weights stays at 16 bits
        QCOMPARE(storedBits(layer, scheme), 54 * 4 + 6 * 16 + 16 * 18.0);
    }
};

QUANTSCOPE_TEST(TestRecipe)
#include "tst_recipe.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "checkpoint/loadedmodel.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "model/outline.h"
#include "quant/overrides.h"
#include "run/stagekeys.h"
#include "testmain.h"

using namespace quantscope;

namespace {

const ModelOutline& demo()
{
    static const auto outline = outlineOf(loadModel(demoFiles().model, at::kFloat, at::kCPU).model, "demo");
    return outline;
}

size_t layerNamed(const std::string& part)
{
    for (size_t i = 0; i < demo().layers.size(); ++i)
        if (demo().layers[i].name.find(part) != std::string::npos)
            return i;
    throw Error("no layer " + part);
}

StageKeys keysOf(const Recipe& recipe)
{
    return stageKeys(resolve(recipe, demo().layers));
}

// Another value that the field may have.
nlohmann::json otherValue(const Scheme& scheme, const SchemeField& field)
{
    const auto now = schemeValue(scheme, field);
    if (now.is_boolean())
        return !now.get<bool>();
    if (now.is_string())
        return now == field.choices.front() ? field.choices.back() : field.choices.front();
    if (!field.choices.empty())
        return now == 5 ? 6 : 5;
    return now.is_number_integer() ? nlohmann::json(now.get<int64_t>() + 3) : nlohmann::json(now.get<double>() / 2);
}

}

class TestOverrides : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLayerBeatsItsBlockWhateverTheOrder()
    {
        const size_t down = layerNamed("layers.2.mlp.down_proj"), up = layerNamed("layers.2.mlp.up_proj");
        Recipe recipe;
        setOverride(recipe, layerMatch(demo().layers[down]), "weight_bits", 3);
        setOverride(recipe, blockMatch(Tower::Llm, 2), "weight_bits", 6);
        const auto plan = resolve(recipe, demo().layers);
        QCOMPARE(plan.schemes[down].weightBits, 3);
        QCOMPARE(plan.schemes[up].weightBits, 6);
        QCOMPARE(plan.schemes[layerNamed("layers.1.mlp.down_proj")].weightBits, 16);
        QCOMPARE(winningOverride(recipe, plan, int(down), "weight_bits"), 1);
        QCOMPARE(winningOverride(recipe, plan, int(up), "weight_bits"), 0);
        QCOMPARE(winningOverride(recipe, plan, int(up), "observer"), -1);
    }

    // Names that are parts of other names.
    void aLayersOverrideTouchesThatLayerAlone()
    {
        std::vector<Layer> layers;
        for (const char* name : {"layers.1.up", "layers.1.up_proj", "model.layers.1.up", "layers.11.up", "layers.1"}) {
            Layer layer;
            layer.name = name;
            layer.tower = Tower::Llm;
            layer.role = Role::MlpUp;
            layer.in = layer.out = 8;
            layers.push_back(layer);
        }
        for (size_t own = 0; own < layers.size(); ++own) {
            Recipe recipe;
            setOverride(recipe, layerMatch(layers[own]), "weight_bits", 4);
            recipe = recipeFromJson(nlohmann::json::parse(recipeToJson(recipe).dump()), "recipe.json");
            const auto plan = resolve(recipe, layers);
            for (size_t i = 0; i < layers.size(); ++i) {
                QCOMPARE(plan.schemes[i].weightBits, i == own ? 4 : 16);
                QCOMPARE(plan.overrides[i].size(), i == own ? size_t(1) : size_t(0));
            }
        }
    }

    // As --skip_names writes them.
    void aPartOfANameTouchesEveryLayerWithIt()
    {
        const auto written = nlohmann::json::parse(R"({"schema": 1, "towers": {"llm": {"weight_bits": 4}},
            "overrides": [{"match": {"name": "down_proj"}, "set": {"weight_bits": 16}},
                          {"match": {"name": "layers.1."}, "set": {"weight_bits": 8}}]})");
        const auto plan = resolve(recipeFromJson(written, "recipe.json"), demo().layers);
        int parts = 0;
        for (size_t i = 0; i < demo().layers.size(); ++i) {
            const auto name = QString::fromStdString(demo().layers[i].name);
            const bool down = name.contains("down_proj"), block = name.contains("layers.1.");
            parts += down + block;
            QCOMPARE(plan.overrides[i].size(), size_t(down) + size_t(block));
            if (down || block)
                QCOMPARE(plan.schemes[i].weightBits, block ? 8 : 16);
        }
        QVERIFY(parts > 12);
    }

    // Files of earlier versions name layers of real models as a part: no layer's name is a part of another's.
    void everyLayerOfTheDemoIsNamedAlone()
    {
        for (size_t own = 0; own < demo().layers.size(); ++own) {
            const auto& name = demo().layers[own].name;
            for (size_t i = 0; i < demo().layers.size(); ++i)
                QCOMPARE(demo().layers[i].name.find(name) != std::string::npos, i == own);
            QCOMPARE(matchingLayers(layerMatch(demo().layers[own]), demo().layers),
                     std::vector<LayerIndex>{static_cast<LayerIndex>(own)});
        }
    }

    void settingAndClearingLeaveNoTrace()
    {
        const auto before = publishedRecipe();
        auto recipe = before;
        const auto match = layerMatch(demo().layers[layerNamed("layers.0.mlp.down_proj")]);
        setOverride(recipe, match, "weight_bits", 8);
        setOverride(recipe, match, "weight_clip", false);
        setOverride(recipe, match, "weight_bits", 5);
        QCOMPARE(recipe.overrides.size(), size_t(1));
        QVERIFY(overrideValue(recipe, match, "weight_bits") == nlohmann::json(5));
        QVERIFY(!overrideValue(recipe, match, "observer"));
        QVERIFY(clearOverride(recipe, match, "weight_bits"));
        QVERIFY(!clearOverride(recipe, match, "weight_bits"));
        QVERIFY(clearOverrides(recipe, match));
        QVERIFY(recipe == before);
    }

    void badValuesAreRefused()
    {
        Recipe recipe;
        const auto match = blockMatch(Tower::Vision, 1);
        QVERIFY_EXCEPTION_THROWN(setOverride(recipe, match, "weight_bits", 9), Error);
        QVERIFY_EXCEPTION_THROWN(setOverride(recipe, match, "no_such_field", 1), Error);
        QVERIFY(recipe.overrides.empty());
    }

    void presetsAreWhatTheySay()
    {
        QVERIFY(findPreset("float")->make() == Recipe());
        QVERIFY(!findPreset("none"));
        std::set<std::string> seen;
        for (const auto& preset : presets()) {
            const auto recipe = preset.make();
            const auto plan = resolve(recipe, demo().layers);
            for (const auto& issue : validate(recipe, plan, demo()))
                QVERIFY2(issue.severity != Severity::Error, issue.message.code.c_str());
            QVERIFY2(seen.insert(recipeToJson(recipe).dump()).second, "two presets are the same");
        }
        QCOMPARE(presets().size(), size_t(9));
    }

    void keysChangeWithWhatTheirStageReads_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("first"); // 0 transform, 1 weights, 2 activations, 3 none
        for (const auto& field : schemeFields()) {
            const std::string id(field.id);
            const bool split = id.starts_with("split");
            const bool activation = id.starts_with("activation") || id == "observer";
            // Published: static activations per tensor, so that what is only read of dynamic ones changes nothing.
            // The edited vision tower has no text tokens to tell from image tokens.
            const bool unread =
                id == "activation_per_tensor" || id == "activation_group_size" || id == "activation_modalities";
            QTest::newRow(id.c_str()) << QString::fromStdString(id) << (unread ? 3 : split ? 0 : activation ? 2 : 1);
        }
    }

    void keysChangeWithWhatTheirStageReads()
    {
        QFETCH(QString, field);
        QFETCH(int, first);
        const auto recipe = publishedRecipe();
        const auto& scheme = *schemeField(field.toStdString());
        auto other = recipe;
        // The vision tower has the split; its down projections read every field of a scheme.
        setSchemeValue(other.vision.scheme, scheme, otherValue(recipe.vision.scheme, scheme), "test");
        const auto a = keysOf(recipe), b = keysOf(other);
        QCOMPARE(a.transform != b.transform, first <= 0);
        QCOMPARE(a.weights != b.weights, first <= 1);
        QCOMPARE(a.activations != b.activations, first <= 2);
        QCOMPARE(a.errors != b.errors, first <= 2);
        QCOMPARE(a.inputs != b.inputs, first <= 0);
        QCOMPARE(a.questions, b.questions);
    }

    // Rounded without inputs, a weight depends on no question and no activation.
    void aLayerAloneReadsNoQuestions()
    {
        const auto keys = [](const Recipe& recipe) { return layerKeys(resolve(recipe, demo().layers)); };
        const auto recipe = publishedRecipe();
        auto other = recipe, wider = recipe;
        ++other.calibration.weightSamples;
        --other.llm.scheme.activationBits;
        wider.llm.scheme.weightBits = 5;
        const auto before = keys(recipe), same = keys(other), changed = keys(wider);
        const size_t down = layerNamed("layers.2.mlp.down_proj");
        QVERIFY(before[down].readsInputs && before[down].own != same[down].own);
        QVERIFY(!before[down].alone.empty() && before[down].alone != changed[down].alone);
        for (size_t i = 0; i < before.size(); ++i) {
            QCOMPARE(before[i].alone, same[i].alone);
            QCOMPARE(before[i].alone.empty(), before[i].own.empty());
        }
    }

    void keysOfTheWholeRecipe()
    {
        const auto recipe = publishedRecipe();
        const auto base = keysOf(recipe);
        const auto changed = [&](auto edit) {
            auto other = recipe;
            edit(other);
            return keysOf(other);
        };
        QCOMPARE(changed([](Recipe& r) { r.name = "another name"; }).errors, base.errors);
        QVERIFY(changed([](Recipe& r) { r.seed = 7; }).transform != base.transform);
        QVERIFY(changed([](Recipe& r) { r.normFusion = NormFusion::MQuant; }).transform != base.transform);
        QVERIFY(changed([](Recipe& r) { r.rotation = RotationKind::Random; }).transform != base.transform);
        QVERIFY(changed([](Recipe& r) { r.llm.rotate = false; }).transform != base.transform);
        QVERIFY(changed([](Recipe& r) { r.onlineHadamardSigns = true; }).transform != base.transform);
        const auto switched = changed([](Recipe& r) { r.llm.aifs = true; });
        QCOMPARE(switched.weights, base.weights);
        QCOMPARE(switched.inputs, base.inputs);
        QVERIFY(switched.statistics != base.statistics && switched.activations != base.activations &&
                switched.errors != base.errors);
        const auto modalities = changed([](Recipe& r) { r.llm.scheme.msq = true; });
        QCOMPARE(modalities.statistics, base.statistics);
        QVERIFY(modalities.activations != base.activations);
        const auto samples = changed([](Recipe& r) { r.calibration.weightSamples = 9; });
        QCOMPARE(samples.transform, base.transform);
        QVERIFY(samples.weights != base.weights);
        const auto ranges = changed([](Recipe& r) { r.calibration.newTokens = 3; });
        QCOMPARE(ranges.weights, base.weights);
        QVERIFY(ranges.activations != base.activations);
        const auto errors = changed([](Recipe& r) { r.calibration.errorSamples = 3; });
        QCOMPARE(errors.activations, base.activations);
        QVERIFY(errors.errors != base.errors && errors.inputs != base.inputs && errors.questions != base.questions);
        auto plain = findPreset("naive-static-w8a8")->make();
        const auto unrotated = keysOf(plain);
        plain.seed = 9;
        QCOMPARE(keysOf(plain).errors, unrotated.errors);
    }
};

QUANTSCOPE_TEST(TestOverrides)
#include "tst_overrides.moc"

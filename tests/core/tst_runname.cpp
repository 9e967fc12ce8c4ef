// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>

#include "archive/recipefields.h"
#include "archive/runname.h"
#include "experiments/presets.h"
#include "messages/sentence.h"
#include "quant/overrides.h"
#include "testmain.h"

using namespace quantscope;

namespace {

using Edit = std::function<void(Recipe&)>;

Recipe edited(const char* preset, const Edit& edit)
{
    auto recipe = findPreset(preset)->make();
    edit(recipe);
    return recipe;
}

void rotate(Recipe& recipe, bool on)
{
    for (const Tower tower : allTowers())
        recipe.tower(tower).fuseNorms = on;
    recipe.vision.rotate = recipe.llm.rotate = on;
}

Match named(const char* layer)
{
    Match match;
    match.name = layer;
    return match;
}

constexpr const char* down = "language_model.model.layers.3.mlp.down_proj";

const Edit allTo(int weights, int activations)
{
    return [=](Recipe& recipe) {
        for (const Tower tower : allTowers()) {
            recipe.tower(tower).scheme.weightBits = weights;
            recipe.tower(tower).scheme.activationBits = activations;
        }
    };
}

struct Case
{
    const char* expected;
    const char* preset;
    Edit edit;
};

const std::vector<Case>& cases()
{
    static const std::vector<Case> all{
        {"Naive static W8A8 + rotation", "naive-static-w8a8", [](Recipe& r) { rotate(r, true); }},
        {"Naive static W8A8 + rotation + online Hadamard", "naive-static-w8a8",
         [](Recipe& r) {
             rotate(r, true);
             for (const Tower tower : allTowers())
                 r.tower(tower).onlineHadamard = true;
         }},
        {"Naive static W8A8 + vision rotation", "naive-static-w8a8",
         [](Recipe& r) { r.vision.rotate = r.vision.fuseNorms = r.projector.fuseNorms = true; }},
        {"Naive static W8A8 + norm folding", "naive-static-w8a8",
         [](Recipe& r) { r.vision.fuseNorms = r.projector.fuseNorms = r.llm.fuseNorms = true; }},
        {"Naive static W8A8 + llm norm folding", "naive-static-w8a8", [](Recipe& r) { r.llm.fuseNorms = true; }},
        {"Naive static W8A8, W6", "naive-static-w8a8",
         [](Recipe& r) {
             for (const Tower tower : allTowers())
                 r.tower(tower).scheme.weightBits = 6;
         }},
        {"Naive static W8A8, W4A6", "naive-static-w8a8", allTo(4, 6)},
        {"Naive static W8A8, llm W4A6", "naive-static-w8a8",
         [](Recipe& r) {
             r.llm.scheme.weightBits = 4;
             r.llm.scheme.activationBits = 6;
         }},
        {"Naive static W8A8, percentile", "naive-static-w8a8",
         [](Recipe& r) {
             for (const Tower tower : allTowers())
                 r.tower(tower).scheme.observer = "percentile";
         }},
        {"Naive static W8A8, llm GPTQ", "naive-static-w8a8", [](Recipe& r) { r.llm.scheme.weightMethod = "gptq"; }},
        {"Naive static W8A8, calibration.activation_samples 32", "naive-static-w8a8",
         [](Recipe& r) { r.calibration.activationSamples = 32; }},
        {"Naive static W8A8, seed 7", "naive-static-w8a8", [](Recipe& r) { r.seed = 7; }},
        {"MQuant W8A8 + W4A8, llm.3.down_proj W8", "mquant-w8a8-w4a8",
         [](Recipe& r) { setOverride(r, named(down), "weight_bits", 8); }},
        {"MQuant W8A8 + W4A8, llm.3.down_proj W8A16", "mquant-w8a8-w4a8",
         [](Recipe& r) {
             setOverride(r, named(down), "weight_bits", 8);
             setOverride(r, named(down), "activation_bits", 16);
         }},
        {"MQuant W8A8 + W4A8, llm.0 W8, llm.5 W8", "mquant-w8a8-w4a8",
         [](Recipe& r) {
             setOverride(r, blockMatch(Tower::Llm, 0), "weight_bits", 8);
             setOverride(r, blockMatch(Tower::Llm, 5), "weight_bits", 8);
         }},
        {"MQuant W8A8 + W4A8 + llm.3.down_proj RMS split", "mquant-w8a8-w4a8",
         [](Recipe& r) { setOverride(r, named(down), "split", true); }},
        {"MQuant W8A8 + W4A8 without clip search", "mquant-w8a8-w4a8",
         [](Recipe& r) {
             for (const Tower tower : allTowers())
                 r.tower(tower).scheme.weightClip = false;
         }},
        {"MQuant W8A8 + W4A8, llm without rotation", "mquant-w8a8-w4a8",
         [](Recipe& r) { r.llm.rotate = r.llm.fuseNorms = false; }},
        {"MQuant W8A8 + W4A8 + dynamic activations", "mquant-w8a8-w4a8",
         [](Recipe& r) {
             for (const Tower tower : allTowers())
                 r.tower(tower).scheme.activationStatic = false;
         }},
        {"MQuant W8A8 + W4A8 + AIFS", "mquant-w8a8-w4a8", [](Recipe& r) { r.llm.aifs = true; }},
        {"MQuant W8A8 + W4A8, norm_fusion mquant", "mquant-w8a8-w4a8",
         [](Recipe& r) { r.normFusion = NormFusion::MQuant; }},
        {"MQuant W8A8 + W4A8, rotate_mode random", "mquant-w8a8-w4a8",
         [](Recipe& r) { r.rotation = RotationKind::Random; }},
        {"QuaRot-style W4A4 + random signs", "quarot", [](Recipe& r) { r.onlineHadamardSigns = true; }},
        {"Float, llm W8", "float", [](Recipe& r) { r.llm.scheme.weightBits = 8; }},
        {"W4A16 RTN + asymmetric weights", "w4a16-rtn",
         [](Recipe& r) {
             for (const Tower tower : allTowers())
                 r.tower(tower).scheme.weightSymmetric = false;
         }},
        {"W4A16 RTN, weight_group_size 128", "w4a16-rtn",
         [](Recipe& r) {
             for (const Tower tower : allTowers())
                 r.tower(tower).scheme.weightGroupSize = 128;
         }},
    };
    return all;
}

}

class TestRunName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void presetsAreCalledByTheirTitles()
    {
        for (const auto& preset : presets()) {
            const auto name = runName(preset.make());
            QCOMPARE(name.base, std::string(preset.title));
            QVERIFY(name.changes.empty());
            QCOMPARE(runTitle(preset.make()), std::string(preset.title));
        }
    }

    void otherRecipesAreCalledByWhatDiffers_data()
    {
        QTest::addColumn<int>("number");
        for (size_t i = 0; i < cases().size(); ++i)
            QTest::newRow(cases()[i].expected) << int(i);
    }

    void otherRecipesAreCalledByWhatDiffers()
    {
        QFETCH(int, number);
        const auto& row = cases()[static_cast<size_t>(number)];
        auto recipe = edited(row.preset, row.edit);
        QCOMPARE(runTitle(recipe), std::string(row.expected));
        recipe.name = std::string(findPreset(row.preset)->title); // which it no longer is
        QCOMPARE(runTitle(recipe), std::string(row.expected));
    }

    // A preset is one clause away where another one is two.
    void theNearestBaseIsNamed()
    {
        auto recipe = findPreset("mquant-w8a8-w4a8")->make();
        recipe.vision.scheme.weightBits = recipe.projector.scheme.weightBits = 4; // another preset
        recipe.seed = 1;
        QCOMPARE(runTitle(recipe), std::string("MQuant W4A8 + W4A8, seed 1"));
    }

    void ownNamesStay()
    {
        auto recipe = findPreset("quarot")->make();
        recipe.name = "for the paper";
        QCOMPARE(runTitle(recipe), std::string("for the paper"));
    }

    void aParentIsNamedWhereItIsNearer()
    {
        const NamedRecipe parent{"mine", edited("quarot", [](Recipe& r) {
                                     r.seed = 3;
                                     r.calibration.weightSamples = 5;
                                     r.llm.scheme.weightBits = 3;
                                 })};
        auto recipe = parent.recipe;
        QCOMPARE(englishText(nameMessage(runName(recipe, std::span(&parent, 1)))), std::string("mine"));
        recipe.llm.scheme.activationBits = 8;
        QCOMPARE(runTitle(recipe, std::span(&parent, 1)), std::string("mine, llm A8"));
        QCOMPARE(runTitle(recipe), std::string("QuaRot-style W4A4, llm W3A8, calibration.weight_samples 5, seed 3"));
        // As near as a preset: the preset.
        auto preset = edited("quarot", [](Recipe& r) { r.seed = 3; });
        const NamedRecipe near{"mine", edited("quarot", [](Recipe& r) { r.seed = 4; })};
        QCOMPARE(runTitle(preset, std::span(&near, 1)), std::string("QuaRot-style W4A4, seed 3"));
    }

    void manyChangesAreCounted()
    {
        const auto recipe = edited("quarot", [](Recipe& r) {
            for (int block = 0; block < 6; ++block)
                setOverride(r, blockMatch(Tower::Llm, block), "weight_bits", 8);
        });
        QCOMPARE(runTitle(recipe), std::string("QuaRot-style W4A4, llm.0 W8, llm.1 W8, llm.2 W8, 3 more"));
    }

    // The child has no longer an override that its parent has.
    void overridesThatAreGoneAreSaid()
    {
        const NamedRecipe parent{"mine", edited("quarot", [](Recipe& r) {
                                     r.seed = 3;
                                     setOverride(r, named(down), "weight_bits", 8);
                                     setOverride(r, blockMatch(Tower::Llm, 1), "weight_bits", 3);
                                 })};
        auto recipe = parent.recipe;
        clearOverride(recipe, named(down), "weight_bits");
        QCOMPARE(runTitle(recipe, std::span(&parent, 1)),
                 std::string("mine, llm.3.down_proj without an override of weight_bits"));
    }

    void fieldsThatDiffer()
    {
        auto left = findPreset("mquant-w8a8-w4a8")->make(), right = left;
        left.name = "a";
        QVERIFY(differingFields(std::vector{left, right}).empty());
        right.llm.scheme.weightBits = 8;
        right.calibration.newTokens = 5;
        right.seed = 1;
        setOverride(right, named(down), "weight_clip", false);
        const std::vector<FieldDifference> expected{
            {"llm.weight_bits", {4, 8}},
            {"llm.3.down_proj.weight_clip", {nullptr, false}},
            {"calibration.new_tokens", {20, 5}},
            {"seed", {42, 1}},
        };
        QVERIFY(differingFields(std::vector{left, right}) == expected);
        const auto three = differingFields(std::vector{left, right, left});
        QCOMPARE(three.size(), size_t(4));
        QVERIFY(three[0].values == (std::vector<nlohmann::json>{4, 8, 4}));
    }

    // Later overrides win, so that their order is a setting.
    void theOrderOfOverridesCounts()
    {
        Recipe left;
        left.overrides = {{blockMatch(Tower::Llm, 1), {{"weight_bits", 4}}}, {named(down), {{"weight_bits", 8}}}};
        auto right = left;
        std::swap(right.overrides[0], right.overrides[1]);
        const auto fields = differingFields(std::vector{left, right});
        QCOMPARE(fields.size(), size_t(1));
        QCOMPARE(fields[0].path, std::string("overrides"));
    }

    void namesOfLayersAndMatches()
    {
        QCOMPARE(shortLayerName(down), std::string("llm.3.down_proj"));
        QCOMPARE(shortLayerName("vision_model.encoder.layers.11.attn.qkv"), std::string("vision.11.qkv"));
        QCOMPARE(shortLayerName("mlp1.1"), std::string("mlp1.1"));
        QCOMPARE(shortLayerName("language_model.lm_head"), std::string("language_model.lm_head"));
        Match match;
        QCOMPARE(shortMatch(match), std::string("all"));
        match.role = Role::MlpDown;
        QCOMPARE(shortMatch(match), std::string("mlp_down"));
        match.tower = Tower::Vision;
        QCOMPARE(shortMatch(match), std::string("vision.mlp_down"));
        match.firstBlock = 2;
        match.lastBlock = 5;
        QCOMPARE(shortMatch(match), std::string("vision.2-5.mlp_down"));
        match.lastBlock.reset();
        QCOMPARE(shortMatch(match), std::string("vision.2-.mlp_down"));
    }

    void runsThatDifferInOneFieldAreALine()
    {
        std::vector<Recipe> recipes;
        for (const int bits : {8, 3, 4})
            recipes.push_back(edited("quarot", [=](Recipe& r) { r.llm.scheme.weightBits = bits; }));
        recipes.push_back(edited("quarot", [](Recipe& r) { r.seed = 1; })); // differs in another field
        recipes.push_back(edited("naive-static-w8a8", [](Recipe& r) { r.llm.scheme.weightBits = 2; }));
        recipes.push_back(findPreset("naive-static-w8a8")->make());
        const auto lines = linesAlong(recipes, "llm.weight_bits");
        QCOMPARE(lines.size(), size_t(2));
        QVERIFY(lines[0].recipes == (std::vector<size_t>{1, 2, 0}));
        QVERIFY(lines[0].values == (std::vector<nlohmann::json>{3, 4, 8}));
        QVERIFY(lines[1].recipes == (std::vector<size_t>{4, 5}));
        QVERIFY(linesAlong(recipes, "llm.rotate").empty());
    }
};

QUANTSCOPE_TEST(TestRunName)
#include "tst_runname.moc"

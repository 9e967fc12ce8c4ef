// SPDX-License-Identifier: GPL-3.0-or-later
// Presets, steps and variants against the recipes that earlier versions made of MQuant's options.
#include "base/error.h"
#include "experiments/ablation.h"
#include "experiments/presets.h"
#include "experiments/scalevariants.h"
#include "files/jsonfile.h"
#include "testmain.h"

using namespace quantscope;

namespace {

using NamedRecipes = std::vector<std::pair<std::string, Recipe>>;

NamedRecipes presetRecipes()
{
    NamedRecipes recipes;
    for (const auto& preset : presets())
        recipes.emplace_back(preset.id, preset.make());
    return recipes;
}

NamedRecipes stepsOf(const Ablation& ablation)
{
    NamedRecipes recipes;
    for (size_t i = 0; i < ablation.steps.size(); ++i)
        recipes.emplace_back(ablation.steps[i].id, ablationRecipe(ablation, i));
    return recipes;
}

NamedRecipes variantsOf(const ScaleBits& bits)
{
    NamedRecipes recipes;
    for (const auto& variant : scaleVariants(bits))
        recipes.emplace_back(variant.recipe.name, variant.recipe);
    return recipes;
}

}

class TestPresets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The file has the recipe without settings and, for every other one, what differs from it.
    void initTestCase()
    {
        m_golden = readJsonObject(QUANTSCOPE_SOURCE_DIR "/tests/data/recipes.json");
        QCOMPARE(QString::fromStdString(recipeToJson({}).dump()),
                 QString::fromStdString(m_golden.at("default").dump()));
    }

    void recipesAreUnchanged_data()
    {
        QTest::addColumn<QString>("section");
        for (const char* section : {"presets", "published", "ladder", "scales", "scales of other bits"})
            QTest::newRow(section) << section;
    }

    void recipesAreUnchanged()
    {
        QFETCH(QString, section);
        const auto recipes = section == "presets" ? presetRecipes()
            : section == "published"              ? stepsOf(publishedAblation())
            : section == "ladder"                 ? stepsOf(demoLadder())
            : section == "scales"                 ? variantsOf({})
                                                  : variantsOf({4, 6, 16, 5, 7, 9});
        const auto& golden = m_golden.at(section.toStdString());
        QCOMPARE(recipes.size(), golden.size());
        for (const auto& [id, recipe] : recipes) {
            QVERIFY2(golden.contains(id), id.c_str());
            auto expected = m_golden.at("default");
            expected.merge_patch(golden.at(id));
            const auto made = recipeToJson(recipe);
            QVERIFY2(made == expected, (id + ": " + nlohmann::json::diff(expected, made).dump()).c_str());
            QVERIFY(recipeFromJson(made, id) == recipe);
        }
    }

    void namedRecipesAreThePresets()
    {
        QVERIFY(findPreset("mquant-w8a8-w4a8")->make() == publishedRecipe());
        QVERIFY(findPreset("mquant-paper")->make() == paperRecipe());
        auto last = ablationRecipe(publishedAblation(), publishedAblation().steps.size() - 1);
        last.name.clear();
        QVERIFY(last == publishedRecipe());
    }

    void stepsBehindTheLastAreErrors()
    {
        for (const auto* ablation : {&publishedAblation(), &demoLadder()})
            QVERIFY_EXCEPTION_THROWN(ablationRecipe(*ablation, ablation->steps.size()), Error);
    }

private:
    nlohmann::json m_golden;
};

QUANTSCOPE_TEST(TestPresets)
#include "tst_presets.moc"

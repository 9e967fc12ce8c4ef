// SPDX-License-Identifier: GPL-3.0-or-later
// MQuant's options against the recipes and lines that earlier versions made of them, and the rules of their table.
#include <QProcess>
#include <QRegularExpression>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "experiments/presets.h"
#include "files/jsonfile.h"
#include "mquant/mquantoptions.h"
#include "mquant/optionline.h"
#include "testmain.h"

using namespace quantscope;

namespace {

void give(MQuantOptions& options, const nlohmann::json& given)
{
    for (auto value = given.begin(); value != given.end(); ++value)
        std::visit([&](auto member) { value->get_to(options.*member); }, mquantOption(value.key()).member);
}

nlohmann::json valueOf(const MQuantOptions& options, const MQuantOption& option)
{
    return std::visit([&](auto member) { return nlohmann::json(options.*member); }, option.member);
}

// Of the members, in the order of the table.
nlohmann::json valuesOf(const MQuantOptions& options)
{
    nlohmann::json values;
    for (const auto& option : mquantOptions())
        values.push_back(valueOf(options, option));
    return values;
}

}

class TestMQuantOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_golden = readJsonFile(QUANTSCOPE_SOURCE_DIR "/tests/data/mquantoptions.json");
    }

    void recipesAndLinesAreUnchanged_data()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < m_golden.size(); ++i)
            QTest::addRow("%s %s", m_golden[i].at("published").get<bool>() ? "published" : "default",
                          m_golden[i].at("options").dump().c_str())
                << int(i);
    }

    // Every option alone and together with the published command; "recipe" is what differs from the recipe without it.
    void recipesAndLinesAreUnchanged()
    {
        QFETCH(int, index);
        const auto& golden = m_golden.at(size_t(index));
        const auto start = golden.at("published").get<bool>() ? optionsOf(publishedRecipe()) : MQuantOptions();
        auto options = start;
        give(options, golden.at("options"));
        if (golden.contains("error")) {
            try {
                recipeFromOptions(options);
                QFAIL("no error");
            } catch (const Error& problem) {
                QCOMPARE(QString(problem.what()), QString::fromStdString(golden.at("error")));
            }
            return;
        }
        auto expected = recipeToJson(recipeFromOptions(start));
        expected.merge_patch(golden.at("recipe"));
        const auto recipe = recipeFromOptions(options);
        const auto difference = nlohmann::json::diff(expected, recipeToJson(recipe));
        QVERIFY2(difference.empty(), difference.dump().c_str());
        const auto line = optionLine(recipe);
        QCOMPARE(QString::fromStdString(line.text), QString::fromStdString(golden.at("line")));
        QCOMPARE(line.complete, golden.at("complete").get<bool>());
    }

    void everyOptionIsInTheGoldenFile()
    {
        std::set<std::string> tried;
        for (const auto& entry : m_golden)
            for (auto value = entry.at("options").begin(); value != entry.at("options").end(); ++value)
                tried.insert(value.key());
        for (const auto& option : mquantOptions())
            QVERIFY2(tried.count(std::string(option.name)), std::string(option.name).c_str());
    }

    void tableIsWhole()
    {
        std::set<std::string> names;
        const MQuantOptions standard;
        for (const auto& option : mquantOptions()) {
            const std::string name(option.name);
            QVERIFY2(names.insert(name).second, name.c_str());
            QVERIFY(&mquantOption(option.name) == &option);
            QVERIFY2(!option.help.empty() && !option.group.empty(), name.c_str());
            const auto value = valueOf(standard, option);
            if (!option.choices.empty())
                QVERIFY2(std::count(option.choices.begin(), option.choices.end(), value.get<std::string>()),
                         name.c_str());
            QVERIFY2(option.wordForAuto.empty() || value.is_number_integer(), name.c_str());
        }
        // Without options: the recipe without settings, and back.
        QVERIFY(recipeFromOptions({}) == Recipe());
        QVERIFY(valuesOf(optionsOf({})) == valuesOf({}));
        QVERIFY_EXCEPTION_THROWN(mquantOption("frobnicate"), Error);
    }

    // A field that two rows set would depend on their order.
    void everyOptionHasItsOwnMember()
    {
        MQuantOptions options;
        const auto rows = mquantOptions();
        for (size_t i = 0; i < rows.size(); ++i) {
            const auto before = valuesOf(options);
            std::visit(
                [&](auto member) {
                    auto& value = options.*member;
                    using T = std::remove_reference_t<decltype(value)>;
                    if constexpr (std::is_same_v<T, std::string>)
                        value += "x";
                    else if constexpr (std::is_same_v<T, std::vector<std::string>>)
                        value.push_back("x");
                    else if constexpr (std::is_same_v<T, bool>)
                        value = !value;
                    else
                        value += 1;
                },
                rows[i].member);
            const auto after = valuesOf(options);
            for (size_t k = 0; k < rows.size(); ++k)
                QCOMPARE(after[k] != before[k], k == i);
        }
    }

    void presetsTravelAsOptions()
    {
        for (const auto& preset : presets()) {
            const auto line = optionLine(preset.make());
            QVERIFY2(line.complete, std::string(preset.id).c_str());
            QVERIFY(recipeFromOptions(optionsOf(preset.make())) == preset.make());
        }
        QCOMPARE(QString::fromStdString(optionLine({}).text), QString());
    }

    void helpHasTheOrderOfTheTable()
    {
        QProcess process;
        process.start(QUANTSCOPE_CLI, {"recipe", "--help"});
        QVERIFY(process.waitForFinished(60000));
        const auto help = QString::fromUtf8(process.readAllStandardOutput());
        qsizetype place = 0;
        for (const auto& option : mquantOptions()) {
            const auto name = "--" + QString::fromStdString(std::string(option.name));
            place = help.indexOf(QRegularExpression(QRegularExpression::escape(name) + "\\b"), place);
            QVERIFY2(place >= 0, qPrintable(name));
        }
    }

    void overridesThatOptionsCannotSayAreMarked()
    {
        auto recipe = publishedRecipe();
        Match match;
        match.firstBlock = match.lastBlock = 2;
        recipe.overrides.push_back({match, {{"weight_bits", 3}}});
        QVERIFY(!optionLine(recipe).complete);
    }

    void withoutQuantNothingIsQuantized()
    {
        auto options = optionsOf(publishedRecipe());
        options.quant = false;
        const auto recipe = recipeFromOptions(options);
        for (const Tower tower : allTowers()) {
            QCOMPARE(recipe.tower(tower).scheme.weightBits, 16);
            QCOMPARE(recipe.tower(tower).scheme.activationBits, 16);
        }
    }

private:
    nlohmann::json m_golden;
};

QUANTSCOPE_TEST(TestMQuantOptions)
#include "tst_mquantoptions.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include <QTemporaryDir>

#include "archive/answerscores.h"
#include "archive/runarchive.h"
#include "archive/runaxis.h"
#include "base/jsonmembers.h"
#include "runsamples.h"
#include "testmain.h"

using namespace quantscope;
using quantscope::test::sampleRun;

namespace {

Recipe recipe(int bits, bool rotate = false, uint64_t seed = 42)
{
    Recipe recipe;
    recipe.llm.scheme.weightBits = bits;
    recipe.llm.rotate = rotate;
    recipe.seed = seed;
    return recipe;
}

Recipe withOverride(Recipe recipe)
{
    Match match;
    match.name = "language_model.model.layers.3.mlp.down_proj";
    recipe.overrides.push_back({match, {{"weight_bits", 8}}});
    return recipe;
}

StoredRecipe stored(const std::string& id, const Recipe& recipe, const std::string& questions = "the same")
{
    return {id, "run " + id, "model", "OCRBench", questions, recipeToJson(recipe).dump()};
}

// a and b, c and d differ in the bits; a and c, b and d in the rotation; a and e in the seed; a and f in an override.
std::vector<StoredRecipe> sixRuns()
{
    return {stored("a", recipe(4)),       stored("b", recipe(8)),           stored("c", recipe(4, true)),
            stored("d", recipe(8, true)), stored("e", recipe(4, false, 7)), stored("f", withOverride(recipe(4)))};
}

std::string idsOf(const RunLine& line)
{
    std::string ids;
    for (const auto& point : line.points)
        ids += point.id;
    return ids;
}

std::map<std::string, size_t> countsOf(const std::vector<AxisField>& fields)
{
    std::map<std::string, size_t> counts;
    for (const auto& field : fields)
        counts[field.path] = field.recipes;
    return counts;
}

}

class TestRunAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fieldsThatRunsDifferInAlone()
    {
        std::vector<Recipe> recipes;
        for (const auto& run : sixRuns())
            recipes.push_back(recipeFromJson(nlohmann::json::parse(run.recipe), run.id));
        const std::map<std::string, size_t> expected{
            {"llm.weight_bits", 4}, {"llm.rotate", 4}, {"seed", 2}, {"llm.3.down_proj.weight_bits", 2}};
        QVERIFY(countsOf(axisFields(recipes)) == expected);
        for (const auto& [path, count] : expected) {
            size_t inLines = 0;
            for (const auto& line : linesAlong(recipes, path))
                inLines += line.recipes.size();
            QCOMPARE(inLines, count);
        }
        recipes[0].name = "another name"; // is no setting
        QVERIFY(countsOf(axisFields(recipes)) == expected);
        QVERIFY(axisFields(std::span(recipes).first(1)).empty());
        QVERIFY(axisFields(std::vector{recipes[0], recipes[0]}).empty());
        QVERIFY(axisFields(std::vector{recipe(4), recipe(8, true)}).empty()); // two fields at once
        QVERIFY(axisFields({}).empty());
    }

    // Texts are taken apart without reading them; what comes out is what a Recipe says.
    void textsAreReadAsRecipes()
    {
        auto other = withOverride(recipe(3, true, 7));
        other.protocol = Protocol::MQuant;
        other.calibration.lastNewTokens = 77;
        other.vision.scheme.activationClipRatio = 0.1 + 0.2;
        other.name = "an \"escaped\" name, with } and ]";
        auto older = recipeToJson(recipe(4)); // of a version that did not have these fields
        older["towers"]["llm"].erase("rms");
        older.erase("online_hadamard_signs");
        older["calibration"].erase("error_samples");
        auto bare = nlohmann::json{{"schema", 1}};
        SettingsTable table;
        for (const auto& json : {recipeToJson(other), older, bare}) {
            QVERIFY(table.add(json.dump()));
            QVERIFY(table.add(json.dump(2)));
            table.add(recipeFromJson(json, "test"));
            const auto& rows = table.rows();
            const auto count = rows.size();
            for (const auto row : {count - 3, count - 2}) {
                QCOMPARE(rows[row].sum, rows[count - 1].sum);
                QCOMPARE(rows[row].settings.size(), rows[count - 1].settings.size());
            }
        }
        QVERIFY(table.rows()[0].sum != table.rows()[3].sum);
        QVERIFY(table.rows()[3].sum != table.rows()[6].sum); // 4 bits are set
        const auto before = table.rows().size();
        auto later = recipeToJson(recipe(4));
        later["towers"]["llm"]["field of a later version"] = 1;
        auto schema = recipeToJson(recipe(4));
        schema["schema"] = 2;
        const auto whole = recipeToJson(other).dump();
        for (const auto& text : {later.dump(), schema.dump(), whole.substr(0, whole.size() / 2), std::string("[]"),
                                 std::string("{\"schema\": 1, \"seed\": {}}"), std::string()})
            QVERIFY2(!table.add(text), text.c_str());
        QCOMPARE(table.rows().size(), before);
    }

    void membersOfAnObject()
    {
        const std::string text = " {\"a\" : [1, {\"b\": \"}\"}] , \"b\\\"\": \"x\\\\\", \"c\":null,\"a\":2} ";
        std::string seen;
        QVERIFY(forEachMember(text, [&](std::string_view key, std::string_view value) {
            seen += std::string(key) + "=" + std::string(value) + ";";
        }));
        QCOMPARE(seen, std::string("a=[1, {\"b\": \"}\"}];b\\\"=\"x\\\\\";c=null;a=2;"));
        QCOMPARE(std::string(memberText(text, "a")), std::string("[1, {\"b\": \"}\"}]"));
        QVERIFY(memberText(text, "d").empty());
        for (const char* bad : {"", "{", "[]", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":\"", "{\"a\":1}x",
                                "{\"a\":[1}", "{\"a\\", "{a:1}", "{\"a\":1,}", "{\"a\":1]"})
            QVERIFY2(!forEachMember(bad, [](auto, auto) {}), bad);
        QVERIFY(forEachMember("{ }", [](auto, auto) {}));
    }

    void linesAreAlongOneField()
    {
        const auto runs = sixRuns();
        const auto axis = axisOf(runs, "llm.weight_bits");
        QCOMPARE(axis.lines.size(), size_t(2));
        QCOMPARE(idsOf(axis.lines[0]), std::string("ab"));
        QCOMPARE(idsOf(axis.lines[1]), std::string("cd"));
        QVERIFY(axis.lines[0].points[0].value == 4 && axis.lines[0].points[1].value == 8);
        QCOMPARE(axis.lines[0].points[1].name, std::string("run b"));
        QCOMPARE(axis.choices.front().recipes, size_t(4)); // the most runs first
        const auto override = axisOf(runs, "llm.3.down_proj.weight_bits");
        QCOMPARE(override.lines.size(), size_t(1));
        QCOMPARE(idsOf(override.lines[0]), std::string("af"));
        QVERIFY(override.lines[0].points[0].value.is_null());
        QVERIFY(axisOf(runs, "vision.weight_bits").lines.empty());
        QVERIFY(axisOf(runs, "").lines.empty());
        QCOMPARE(axisOf(runs, "").choices.size(), size_t(4));
        QVERIFY(axisOf({}, "seed").choices.empty());
    }

    void otherQuestionsAreAnotherLine()
    {
        const auto axis =
            axisOf(std::vector{stored("a", recipe(4)), stored("b", recipe(8), "others"), stored("c", recipe(3)),
                               stored("d", recipe(2), "others"), stored("e", recipe(6), "alone")},
                   "llm.weight_bits");
        QCOMPARE(axis.lines.size(), size_t(2));
        QCOMPARE(idsOf(axis.lines[0]), std::string("ca"));
        QCOMPARE(idsOf(axis.lines[1]), std::string("db"));
        QCOMPARE(axis.choices.size(), size_t(1));
        QCOMPARE(axis.choices[0].recipes, size_t(4));
    }

    void manyRunsAreCut()
    {
        std::vector<StoredRecipe> runs;
        for (uint64_t i = 0; i < 150; ++i)
            runs.push_back(stored(std::to_string(i), recipe(4, false, i), i < 90 ? "some" : "others"));
        auto axis = axisOf(runs, "seed");
        QCOMPARE(axis.lines.size(), size_t(2)); // 90 and 60
        QCOMPARE(axis.leftOut, size_t(0));
        for (uint64_t i = 0; i < 60; ++i)
            runs.push_back(stored(std::to_string(1000 + i), recipe(4, false, i), "third"));
        axis = axisOf(runs, "seed"); // 60 more do not fit as a whole
        QCOMPARE(axis.lines.size(), size_t(2));
        QCOMPARE(axis.leftOut, size_t(60));
        runs.clear();
        for (uint64_t i = 0; i < 250; ++i)
            runs.push_back(stored(std::to_string(i), recipe(4, false, i)));
        axis = axisOf(runs, "seed");
        QCOMPARE(axis.lines.size(), size_t(1));
        QCOMPARE(axis.lines[0].points.size(), mostAxisPoints);
        QCOMPARE(axis.leftOut, size_t(50));
    }

    void scoresComeFromTheArchive()
    {
        const QTemporaryDir folder;
        RunArchive archive(folder.filePath("runs.sqlite").toStdString());
        std::vector<RunRecord> records;
        for (const int bits : {8, 4, 3, 2}) {
            auto record = sampleRun(40, 1, static_cast<unsigned>(bits));
            record.spec.recipe->llm.scheme.weightBits = bits;
            archive.finish(record);
            records.push_back(std::move(record));
        }
        auto cancelled = sampleRun(40, 1, 9);
        cancelled.spec.recipe->llm.scheme.weightBits = 6;
        cancelled.state = RunState::Cancelled;
        archive.finish(cancelled);
        archive.remove(records[3].id);
        auto plain = sampleRun(40, 1, 11);
        plain.spec.recipe.reset(); // differs in much more
        archive.finish(plain);
        QCOMPARE(archive.recipes().size(), size_t(4));
        const auto axis = axisOf(archive, "llm.weight_bits");
        QCOMPARE(axis.lines.size(), size_t(1));
        QCOMPARE(axis.lines[0].model, std::string("internvl2-ocr-mini"));
        const auto& points = axis.lines[0].points;
        QCOMPARE(points.size(), size_t(3));
        for (size_t i = 0; i < points.size(); ++i) {
            const auto& record = records[2 - i]; // 3, 4 and 8 bits
            QCOMPARE(points[i].id, record.id);
            QCOMPARE(points[i].total, 39); // question 3 could not be asked
            double correct = 0;
            for (const auto& prediction : record.predictions)
                correct += prediction.isScored ? prediction.score : 0;
            QCOMPARE(points[i].correct, correct);
            QVERIFY(points[i].interval.low < correct && points[i].interval.high > correct);
        }
        // The same scores for lists, with their rows.
        Database database(archive.file());
        const auto scores = answerScores(database, records[0].id);
        QCOMPARE(scores.size(), size_t(39));
        for (const auto& [row, score] : scores) {
            const auto& all = records[0].predictions;
            const auto it = std::find_if(all.begin(), all.end(), [row = row](const auto& p) { return p.row == row; });
            QVERIFY(it != all.end() && it->isScored && it->score == score);
        }
        QVERIFY(answerScores(database, "no such run").empty());
        QVERIFY_EXCEPTION_THROWN(archive.scores("no such run"), Error);
    }
};

QUANTSCOPE_TEST(TestRunAxis)
#include "tst_runaxis.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>

#include "base/error.h"
#include "experiments/ablation.h"
#include "experiments/presets.h"
#include "experiments/sweep.h"
#include "testmain.h"

using namespace quantscope;

namespace {

void write(const QString& file, const QByteArray& text)
{
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(text);
}

// Complete when it has a score.
RunRecord runWith(double bytes, std::optional<double> correct)
{
    RunRecord run;
    run.name = "p";
    run.size.bytes = bytes;
    run.state = correct ? RunState::Complete : RunState::Cancelled;
    run.score.correct = correct.value_or(0);
    run.score.total = 400;
    return run;
}

}

class TestSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gridsExpand()
    {
        const auto base = findPreset("mquant-w4a8-w4a8")->make();
        const auto recipes = expandGrid(
            base,
            {{"llm.weight_bits", {3, 4}}, {"towers.activation_bits", {6, 8, 16}}, {"calibration.weight_samples", {5}}});
        QCOMPARE(recipes.size(), size_t(6));
        QCOMPARE(recipes[0].llm.scheme.weightBits, 3);
        QCOMPARE(recipes[0].vision.scheme.activationBits, 6);
        QCOMPARE(recipes[1].projector.scheme.activationBits, 8);
        QCOMPARE(recipes[5].llm.scheme.weightBits, 4);
        QCOMPARE(recipes[5].calibration.weightSamples, int64_t(5));
        QVERIFY(recipes[5].name.find("llm.weight_bits 4") != std::string::npos);
        auto same = recipes[3];
        same.llm.scheme.weightBits = 4;
        for (const Tower tower : allTowers())
            same.tower(tower).scheme.activationBits = base.tower(tower).scheme.activationBits;
        same.calibration = base.calibration;
        same.name = base.name;
        QVERIFY(same == base); // nothing else has changed
        QCOMPARE(expandGrid(base, {}).size(), size_t(1));
        QCOMPARE(expandGrid(base, {{"norm_fusion", {"exact", "mquant"}}, {"vision.rotate", {true, false}}}).size(),
                 size_t(4));
    }

    // Whatever a recipe gets next: every scalar of its JSON has a path, and every path is one.
    void everyScalarOfARecipeCanBeSwept()
    {
        const auto paths = sweepFields();
        std::set<std::string> offered(paths.begin(), paths.end());
        QCOMPARE(offered.size(), paths.size());
        for (const char* path : {"llm.aifs", "online_hadamard_signs", "fp32_had", "calibration.new_tokens",
                                 "calibration.mode", "calibration.error_samples", "towers.weight_bits", "seed"})
            QVERIFY2(offered.contains(path), path);
        auto base = findPreset("mquant-w8a8-w4a8")->make();
        base.name.clear();
        const auto flat = recipeToJson(base).flatten();
        for (const auto& [pointer, value] : flat.items()) {
            if (pointer == "/name" || pointer == "/schema" || pointer == "/overrides")
                continue;
            auto path = QString::fromStdString(pointer.substr(1)).replace('/', '.').toStdString();
            if (path.starts_with("towers."))
                path = path.substr(7);
            QVERIFY2(offered.erase(path) == 1, path.c_str());
            auto same = expandGrid(base, {{path, {value}}});
            QCOMPARE(same.size(), size_t(1));
            same[0].name.clear();
            QVERIFY2(same[0] == base, path.c_str());
        }
        for (const auto& path : offered) { // of all towers together
            QVERIFY2(path.starts_with("towers."), path.c_str());
            const auto value = flat.at("/towers/projector/" + path.substr(7));
            const auto recipe = expandGrid(base, {{path, {value}}}).at(0);
            for (const Tower tower : allTowers())
                QVERIFY2(recipeToJson(recipe).flatten().at("/towers/" + std::string(towerId(tower)) + "/" +
                                                           path.substr(7)) == value,
                         path.c_str());
        }
    }

    void badGrids_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("expected");
        QTest::newRow("unknown field") << "llm.frobnicate"
                                       << "[1]"
                                       << "llm.frobnicate";
        QTest::newRow("unknown tower") << "audio.weight_bits"
                                       << "[4]"
                                       << "audio.weight_bits";
        QTest::newRow("a whole tower") << "llm"
                                       << "[4]"
                                       << "llm";
        QTest::newRow("empty rest") << "llm."
                                    << "[4]"
                                    << "llm.";
        QTest::newRow("wrong type") << "llm.weight_bits"
                                    << "[\"four\"]"
                                    << "weight_bits";
        QTest::newRow("out of range") << "llm.weight_bits"
                                      << "[4, 99]"
                                      << "weight_bits";
        QTest::newRow("no values") << "llm.weight_bits"
                                   << "[]"
                                   << "no values";
        QTest::newRow("the name") << "name"
                                  << "[\"x\"]"
                                  << "name";
        QTest::newRow("overrides") << "overrides"
                                   << "[[]]"
                                   << "overrides";
        QTest::newRow("a list") << "llm.weight_bits"
                                << "4"
                                << "list";
    }

    void badGrids()
    {
        QFETCH(QString, path);
        QFETCH(QString, values);
        QFETCH(QString, expected);
        QTemporaryDir folder;
        const auto file = folder.filePath("grid.json");
        write(file, QString(R"({"base": "w4a16-rtn", "grid": {"%1": %2}})").arg(path, values).toUtf8());
        try {
            loadGrid(file.toStdString());
            QFAIL("accepted");
        } catch (const Error& problem) {
            QVERIFY2(QString(problem.what()).contains(expected), problem.what());
            QVERIFY2(QString(problem.what()).contains("grid.json"), problem.what());
        }
    }

    void gridsHaveALimit()
    {
        std::vector<nlohmann::json> many;
        for (int i = 0; i < 101; ++i)
            many.push_back(i);
        QVERIFY_EXCEPTION_THROWN(
            expandGrid({}, {{"seed", many}, {"calibration.new_tokens", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}}), Error);
    }

    void filesAndPresets()
    {
        QTemporaryDir folder;
        const auto base = recipeToJson(findPreset("w4a16-rtn")->make()).dump();
        write(folder.filePath("mine.json"), QByteArray::fromStdString(base));
        write(folder.filePath("grid.json"), R"({"base": "mine.json", "grid": {"llm.weight_bits": [2, 8]}})");
        const auto recipes = loadGrid(folder.filePath("grid.json").toStdString());
        QCOMPARE(recipes.size(), size_t(2));
        QCOMPARE(recipes[1].llm.scheme.weightBits, 8);
        QVERIFY_EXCEPTION_THROWN(namedRecipe("nothing-like-this"), Error);
        QCOMPARE(namedRecipe("w4a16-rtn").name, std::string(findPreset("w4a16-rtn")->title));
        for (const char* text : {R"({"grid": {}})", R"({"base": "w4a16-rtn"})",
                                 R"({"base": "w4a16-rtn", "grid": {}, "more": 1})", "[]", "{"}) {
            write(folder.filePath("bad.json"), text);
            QVERIFY_EXCEPTION_THROWN(loadGrid(folder.filePath("bad.json").toStdString()), Error);
        }
    }

    void theFrontIsWhatNothingBeats()
    {
        const std::vector<RunRecord> runs{runWith(4, 100), runWith(2, 90),  runWith(3, 80), runWith(1, {}),
                                          runWith(4, 100), runWith(5, 100), runWith(1, 10)};
        const auto points = paretoPoints(runs);
        QCOMPARE(paretoFront(points), std::vector<size_t>({6, 1, 0}));
        QVERIFY(paretoFront({}).empty());
        for (const size_t i : paretoFront(points))
            for (const auto& other : points)
                QVERIFY(!(other.correct && other.bytes <= points[i].bytes && *other.correct > *points[i].correct));
        const auto csv = QString::fromStdString(sweepToCsv(runs));
        QCOMPARE(csv.count('\n'), 8);
        QCOMPARE(csv.count(",yes\n"), 3);
    }

    void meanOfMeasuredLayers()
    {
        std::vector<LayerReport> layers(4);
        QVERIFY(!meanSqnrDb(layers));
        for (auto& layer : layers) {
            layer.measured = true;
            layer.scheme.weightBits = 4;
            layer.error.accumulated.sqnrDb = 20;
        }
        layers[1].error.accumulated.sqnrDb = 30;
        layers[2].error.accumulated.sqnrDb = std::numeric_limits<double>::infinity();
        layers[3].scheme.weightBits = 16;
        layers[3].error.accumulated.sqnrDb = 90;
        QCOMPARE(*meanSqnrDb(layers), 25.0);
    }

    void namesInCsvAreQuoted()
    {
        auto p = runWith(1, 2);
        p.name = "a, \"b\"";
        QVERIFY(QString::fromStdString(sweepToCsv(std::vector{p})).contains("\"a, \"\"b\"\"\""));
    }
};

QUANTSCOPE_TEST(TestSweep)
#include "tst_sweep.moc"

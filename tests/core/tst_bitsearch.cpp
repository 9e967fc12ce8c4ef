// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>
#include <random>

#include "base/error.h"
#include "bitalloc/bitsearch.h"
#include "experiments/presets.h"
#include "testmain.h"

using namespace quantscope;

namespace {

// Two decoder blocks, a projector and a head.
ModelOutline smallModel()
{
    ModelOutline outline;
    const auto add = [&](const std::string& name, Tower tower, int block, Role role, int64_t in, int64_t out) {
        outline.layers.push_back({name, tower, block, role, in, out});
        outline.elements += double(in * out);
    };
    add("mlp1.1", Tower::Projector, -1, Role::ProjectorIn, 64, 32);
    for (int b = 0; b < 2; ++b) {
        const auto name = "layers." + std::to_string(b) + ".";
        add(name + "q_proj", Tower::Llm, b, Role::Query, 32, 32);
        add(name + "k_proj", Tower::Llm, b, Role::Key, 32, 16);
        add(name + "v_proj", Tower::Llm, b, Role::Value, 32, 16);
        add(name + "o_proj", Tower::Llm, b, Role::AttentionOutput, 32, 32);
        add(name + "gate_proj", Tower::Llm, b, Role::MlpGate, 32, 64);
        add(name + "up_proj", Tower::Llm, b, Role::MlpUp, 32, 64);
        add(name + "down_proj", Tower::Llm, b, Role::MlpDown, 64, 32);
    }
    add("head", Tower::Llm, -1, Role::Head, 32, 100);
    return outline;
}

Recipe baseRecipe()
{
    Recipe recipe;
    for (const Tower tower : allTowers())
        recipe.tower(tower).scheme.weightBits = 4;
    return recipe;
}

SensitivityTable randomTable(const ModelOutline& outline, const Recipe& recipe, unsigned seed,
                             std::vector<int> bits = {2, 3, 4, 8})
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> value(0, 1);
    SensitivityTable table;
    table.groups = bitGroups(outline.layers, resolve(recipe, outline.layers));
    table.bits = std::move(bits);
    MeasuredScores scores{"kl", {}};
    for (size_t g = 0; g < table.groups.size(); ++g) {
        auto& row = scores.rows.emplace_back();
        for (size_t b = 0; b < table.bits.size(); ++b)
            row.push_back(value(random) / double(b + 1));
    }
    table.measures.push_back(std::move(scores));
    return table;
}

// The least cost within a budget, by trying everything.
double bruteForce(const BitProblem& problem, BudgetKind kind, double budget)
{
    double best = std::numeric_limits<double>::infinity();
    std::vector<int> bits(problem.groups.size());
    const std::function<void(size_t)> tryAll = [&](size_t g) {
        if (g == bits.size()) {
            const auto found = assignmentOf(problem, bits);
            if ((kind == BudgetKind::AverageBits ? found.averageBits : found.bytes / 1e6) <= budget * (1 + 1e-12))
                best = std::min(best, found.cost);
            return;
        }
        for (const int width : problem.bits)
            if (problem.pinned[g] == 0 || problem.pinned[g] == width) {
                bits[g] = width;
                tryAll(g + 1);
            }
    };
    tryAll(0);
    return best;
}

}

class TestBitSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsShareBits()
    {
        const auto outline = smallModel();
        const auto recipe = baseRecipe();
        const auto groups = bitGroups(outline.layers, resolve(recipe, outline.layers));
        QCOMPARE(groups.size(), size_t(1 + 2 * 4)); // the head stays in floating point
        QCOMPARE(groups[1].layers, std::vector<LayerIndex>({1, 2, 3}));
        QCOMPARE(groups[1].name, std::string("layers.0.q_proj + k_proj + v_proj"));
        QCOMPARE(groups[3].layers, std::vector<LayerIndex>({5, 6}));
        auto partly = recipe;
        partly.overrides.push_back({});
        partly.overrides.back().match.name = "layers.0.k_proj";
        partly.overrides.back().fields["weight_bits"] = 16;
        QCOMPARE(bitGroups(outline.layers, resolve(partly, outline.layers))[1].layers, std::vector<LayerIndex>({1, 3}));
        QVERIFY(bitGroups(outline.layers, resolve({}, outline.layers)).empty());
    }

    void equalsBruteForce_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<bool>("average");
        for (int seed = 0; seed < 4; ++seed)
            for (const bool average : {true, false})
                QTest::addRow("%d %s", seed, average ? "average" : "megabytes") << seed << average;
    }

    void equalsBruteForce()
    {
        QFETCH(int, seed);
        QFETCH(bool, average);
        const auto kind = average ? BudgetKind::AverageBits : BudgetKind::Megabytes;
        const auto outline = smallModel();
        const auto recipe = baseRecipe();
        const auto problem = bitProblem(recipe, outline, randomTable(outline, recipe, unsigned(seed), {2, 4, 8}), "kl");
        const BitSearch search(problem, kind);
        QVERIFY(search.exact());
        double before = std::numeric_limits<double>::infinity();
        for (int step = 0; step <= 12; ++step) {
            const double budget = search.lowest() + (search.highest() - search.lowest()) * step / 12;
            const auto found = search.assign(budget);
            QVERIFY(found.feasible);
            QVERIFY((average ? found.averageBits : found.bytes / 1e6) <= budget * (1 + 1e-9));
            QVERIFY2(std::abs(found.cost - bruteForce(problem, kind, budget)) < 1e-9,
                     qPrintable(QString::number(budget)));
            QVERIFY(found.cost <= before + 1e-12);
            before = found.cost;
        }
    }

    void theEndsOfTheBudget()
    {
        const auto outline = smallModel();
        const auto recipe = baseRecipe();
        const auto problem = bitProblem(recipe, outline, randomTable(outline, recipe, 7), "kl");
        const BitSearch search(problem, BudgetKind::AverageBits);
        QCOMPARE(search.lowest(), 2.0);
        QCOMPARE(search.highest(), 8.0);
        const auto none = search.assign(1.5);
        QVERIFY(!none.feasible);
        QCOMPARE(none.bits, std::vector<int>(problem.groups.size(), 2));
        QVERIFY(search.assign(2).feasible);
        QVERIFY(search.assign(1e9).averageBits <= 8);
        const BitSearch bytes(problem, BudgetKind::Megabytes);
        QVERIFY(bytes.lowest() < bytes.highest());
        QCOMPARE(bytes.highest() * 1e6, uniformBits(problem, 8).bytes);
    }

    void sizesAreThoseOfTheRecipe()
    {
        const auto outline = smallModel();
        auto recipe = baseRecipe();
        recipe.llm.scheme.weightGroupSize = 16;
        recipe.llm.scheme.weightSymmetric = false;
        const auto problem = bitProblem(recipe, outline, randomTable(outline, recipe, 3), "kl");
        const auto found = BitSearch(problem, BudgetKind::AverageBits).assign(4.3);
        const auto result = recipeWithBits(recipe, outline.layers, problem.groups, found.bits);
        const auto plan = resolve(result, outline.layers);
        QVERIFY(std::abs(estimateSize(plan, outline).bytes - found.bytes) < 1e-6);
        QCOMPARE(*bitsOf(problem, plan), found.bits);
        QVERIFY(validate(result, plan, outline).empty());
    }

    void largeModelsAreRoundedUpButNeverOverBudget()
    {
        ModelOutline outline;
        for (int b = 0; b < 170; ++b) {
            outline.layers.push_back({"layer" + std::to_string(b), Tower::Llm, b, Role::MlpDown, 14336 - 7 * b, 4093});
            outline.elements += double(outline.layers.back().in * outline.layers.back().out);
        }
        const auto recipe = baseRecipe();
        const auto table = randomTable(outline, recipe, 11, {2, 3, 4, 5, 6, 8});
        const BitSearch search(bitProblem(recipe, outline, table, "kl"), BudgetKind::Megabytes);
        QVERIFY(!search.exact());
        double before = std::numeric_limits<double>::infinity();
        for (int step = 0; step <= 200; ++step) {
            const double budget = search.lowest() + (search.highest() - search.lowest()) * step / 200;
            const auto found = search.assign(budget);
            QVERIFY(found.bytes / 1e6 <= budget * (1 + 1e-9));
            QVERIFY(found.cost <= before + 1e-9);
            before = found.cost;
        }
        QCOMPARE(search.assign(search.highest()).averageBits <= 8, true);
    }

    void pinnedGroupsKeepTheirBits()
    {
        const auto outline = smallModel();
        auto recipe = baseRecipe();
        Override entry;
        entry.match.name = "layers.1.down_proj";
        entry.fields["weight_bits"] = 8;
        entry.fields["weight_clip"] = true;
        recipe.overrides.push_back(entry);
        const auto table = randomTable(outline, recipe, 5);
        const auto problem = bitProblem(recipe, outline, table, "kl", true);
        QCOMPARE(problem.pinned.back(), 8);
        for (const double budget : {2.5, 3.0, 5.0}) {
            const auto found = BitSearch(problem, BudgetKind::AverageBits).assign(budget);
            QCOMPARE(found.bits.back(), 8);
            const auto plan =
                resolve(recipeWithBits(recipe, outline.layers, problem.groups, found.bits), outline.layers);
            QCOMPARE(plan.schemes[14].weightBits, 8);
            QVERIFY(plan.schemes[14].weightClip); // other fields of the override stay
        }
        QCOMPARE(bitProblem(recipe, outline, table, "kl", false).pinned.back(), 0);
        auto narrow = table;
        narrow.bits = {2, 3, 4, 6};
        QVERIFY_EXCEPTION_THROWN(bitProblem(recipe, outline, narrow, "kl", true), Error);
    }

    void recipesHaveFewOverrides()
    {
        const auto outline = smallModel();
        std::vector<int> bits(outline.layers.size(), 4);
        bits.back() = 16;
        QVERIFY(recipeWithBits(baseRecipe(), outline.layers, bits).overrides.empty());
        for (const size_t down : {size_t(7), size_t(14)})
            bits[down] = 8;
        auto recipe = recipeWithBits(baseRecipe(), outline.layers, bits);
        QCOMPARE(recipe.overrides.size(), size_t(1)); // one run of blocks
        QVERIFY(recipe.overrides[0].match.role == Role::MlpDown);
        bits[0] = 3;
        recipe = recipeWithBits(recipe, outline.layers, bits);
        QCOMPARE(recipe.projector.scheme.weightBits, 3);
        QCOMPARE(recipe.overrides.size(), size_t(1));
        bits.back() = 8; // the head, which no tower speaks for
        recipe = recipeWithBits(recipe, outline.layers, bits);
        QCOMPARE(resolve(recipe, outline.layers).schemes.back().weightBits, 8);
        const auto again = recipeFromJson(recipeToJson(recipe), "test");
        QVERIFY(again == recipe);
    }

    void randomBitsRoundTrip()
    {
        const auto outline = smallModel();
        std::mt19937 random(1);
        for (int i = 0; i < 200; ++i) {
            std::vector<int> bits;
            for (const auto& layer : outline.layers)
                bits.push_back(layer.role == Role::Head ? 16 : 2 + int(random() % 7));
            const auto plan = resolve(recipeWithBits(baseRecipe(), outline.layers, bits), outline.layers);
            for (size_t s = 0; s < bits.size(); ++s)
                QCOMPARE(plan.schemes[s].weightBits, bits[s]);
        }
    }

    void costsNeverFallWithFewerBits()
    {
        SensitivityTable table;
        table.bits = {2, 4, 8};
        table.groups = {{"a", {0}}, {"b", {1}}};
        table.measures = {{"hits", {{1, 2, 0}, {-1, 0, 0}}}, {"kl", {{0.4, 0.2, 0.1}, {0.1, 0.0, 0.0}}}};
        const auto costs = searchCosts(table, "hits");
        QVERIFY(costs[0][0] >= costs[0][1] && costs[0][1] >= costs[0][2]);
        QVERIFY(costs[0][1] > 2 && costs[0][1] < 2.5); // the divergence decides only between equals
        QVERIFY(costs[1][0] >= 0);
        table.measures[0].rows[1].clear();
        QVERIFY_EXCEPTION_THROWN(searchCosts(table, "hits"), Error);
        QVERIFY_EXCEPTION_THROWN(searchCosts(table, "kurtosis"), Error);
    }

    void ranksOfListsWithTies()
    {
        const std::vector<double> a{1, 2, 3, 4}, reversed{4, 3, 2, 1}, flat{1, 1, 1, 1}, tied{1, 2, 2, 3};
        QCOMPARE(spearman(a, a), 1.0);
        QCOMPARE(kendall(a, a), 1.0);
        QCOMPARE(spearman(a, reversed), -1.0);
        QCOMPARE(kendall(a, reversed), -1.0);
        QCOMPARE(spearman(a, flat), 0.0);
        QCOMPARE(kendall(a, flat), 0.0);
        QVERIFY(std::abs(spearman(a, tied) - 0.9486832980505138) < 1e-12);
        QVERIFY(std::abs(kendall(a, tied) - 0.9128709291752769) < 1e-12);
        QVERIFY_EXCEPTION_THROWN(spearman(a, {}), Error);
    }

    void predictionsAreMonotone()
    {
        QVERIFY(!predictCorrect({}, 1));
        QVERIFY(!predictCorrect({{1, 300}}, 1));
        const std::vector<ScorePoint> points{{0, 350}, {1, 340}, {2, 345}, {4, 100}};
        QCOMPARE(*predictCorrect(points, 0), 350.0);
        QCOMPARE(*predictCorrect(points, 1.5), 342.5); // the two that disagree are pooled
        QCOMPARE(*predictCorrect(points, 3), (342.5 + 100) / 2);
        QVERIFY(!predictCorrect(points, 4.1));
        double before = 1000;
        for (double cost = 0; cost <= 4; cost += 0.1) {
            QVERIFY(*predictCorrect(points, cost) <= before + 1e-9);
            before = *predictCorrect(points, cost);
        }
        QVERIFY(!predictCorrect({{1, 300}, {1, 310}}, 1)); // one cost tells nothing about others
    }
};

QUANTSCOPE_TEST(TestBitSearch)
#include "tst_bitsearch.moc"

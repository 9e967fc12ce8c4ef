// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window's thread is busy with what happens often. One line per action, median and worst of the rounds.
// Options: rounds (11). Without a screen: QT_QPA_PLATFORM=offscreen.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>

#include <QApplication>
#include <QElapsedTimer>
#include <QSlider>
#include <QTableView>
#include <QTreeView>

#include "../widgets/madeupmodel.h"
#include "../widgets/runsdata.h"
#include "../widgets/samplesdata.h"
#include "experiments/presets.h"
#include "quant/overrides.h"
#include "recipe/recipetree.h"
#include "recipe/recipeview.h"
#include "runs/runspanel.h"
#include "samples/samplefiltermodel.h"
#include "samples/samplespanel.h"
#include "samples/samplesview.h"
#include "search/searchpanel.h"

using namespace quantscope;

namespace {

void measure(const char* what, int rounds, double target, const std::function<void(int)>& act)
{
    std::vector<double> milliseconds;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer clock;
        clock.start();
        act(round);
        milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    std::printf("| %-60s | %8.2f | %8.2f | %6.0f |\n", what, milliseconds[milliseconds.size() / 2], milliseconds.back(),
                target);
    std::fflush(stdout);
}

void recipes(int rounds)
{
    RecipeView view;
    view.resize(700, 900);
    view.show();
    const auto outline = madeUpModel(45, 45);
    auto recipe = findPreset("mquant-w8a8-w4a8")->make();
    for (int block = 0; block < 45; ++block)
        setOverride(recipe, blockMatch(Tower::Llm, block), "weight_bits", 5);
    view.setOutline(outline);
    view.tree()->view()->expandAll();
    measure("a recipe over 45 + 45 blocks", rounds, 100, [&](int round) {
        recipe.vision.scheme.weightBits = recipe.llm.scheme.weightBits = 3 + round % 2;
        view.setRecipe(recipe, resolve(recipe, outline->layers));
    });
}

void samples(int rounds)
{
    namespace data = samplesdata;
    SamplesView view({});
    view.resize(500, 800);
    view.show();
    view.model()->setDataset(data::dataset(5000));
    view.model()->setAnswers(data::baselineAnswers(5000), data::currentAnswers(5000));
    auto* filter = view.panel()->filter();
    const auto line = [&](const char* what, const std::function<void(int)>& act) { measure(what, rounds, 500, act); };
    line("5000 questions: flips only, and all again", [&](int) {
        view.panel()->setFlipsOnly(true);
        view.panel()->setFlipsOnly(false);
    });
    line("5000 questions: one answer arrives",
         [&](int round) { view.model()->updateCurrent({round % 2 ? data::rightAnswer(4) : data::wrongAnswer(4)}); });
    line("5000 questions: all answers are out of date", [&](int round) { view.model()->setCurrentStale(round % 2); });
    line("5000 questions: search", [&](int round) { filter->setSearch(round % 2 ? "ward 7" : "ward 8"); });
    filter->setSearch({});
    line("5000 questions: by category, or by row, and painted", [&](int round) {
        filter->setOrder(round % 2 ? SampleFilterModel::Order::Index : SampleFilterModel::Order::Category);
        view.grab();
    });
    line("5000 questions: painted", [&](int) { view.grab(); });
}

void budgets(int rounds)
{
    Recipe recipe;
    for (const Tower tower : allTowers())
        recipe.tower(tower).scheme.weightBits = 4;
    const auto outline = madeUpModel();
    SensitivityTable table;
    table.groups = bitGroups(outline->layers, resolve(recipe, outline->layers));
    table.bits = {2, 3, 4, 5, 6, 8};
    table.questions = 8;
    MeasuredScores scores{"kl", {}};
    for (size_t g = 0; g < table.groups.size(); ++g) {
        auto& row = scores.rows.emplace_back();
        for (size_t b = 0; b < table.bits.size(); ++b)
            row.push_back(static_cast<double>(1 + (7 * g) % 5) * std::pow(0.25, static_cast<double>(b)));
    }
    table.measures.push_back(std::move(scores));
    SearchPanel panel([](auto&&...) {});
    panel.resize(620, 760);
    panel.show();
    panel.setLayers(outline->layers);
    panel.setTable(table);
    panel.setSearch(std::make_shared<BitSearch>(bitProblem(recipe, *outline, table, "kl"), BudgetKind::AverageBits));
    for (auto* slider : panel.findChildren<QSlider*>())
        if (slider->accessibleName() == QLatin1String("Budget") && panel.assignment())
            measure("the budget of the search: one step of its slider", rounds, 16, [&](int round) {
                slider->setValue(slider->minimum() + (slider->maximum() - slider->minimum()) * (round + 1) / rounds);
            });
}

// A store of ten thousand runs of four models.
void storedRuns(int rounds)
{
    std::vector<RunRow> rows;
    for (int i = 0; i < 10000; ++i) {
        auto run = test::madeUpRun(i, QStringLiteral("MQuant W8A8 + W4A8, llm.%1.down_proj W%2").arg(i % 24).arg(i % 8),
                                   i * 37 % 400);
        run.tags = QStringList{QStringLiteral("tag %1").arg(i % 40), "paper"};
        run.experiment = QStringLiteral("experiment %1").arg(i % 30);
        run.model = QStringLiteral("Model %1").arg(i % 4);
        rows.push_back(run);
    }
    rows[5000].phase = RunState::Running;
    RunsPanel panel({});
    panel.resize(640, 600);
    panel.show();
    panel.setRows(rows);
    int percent = 0;
    const auto progress = [&] { rows[5000].state = QStringLiteral("running %1 %").arg(++percent); };
    measure("10000 runs: one goes on, and it alone is told", rounds, 5, [&](int) {
        progress();
        panel.updateRow(rows[5000]);
    });
    measure("10000 runs: one goes on, and all rows are given", rounds, 5, [&](int) {
        progress();
        panel.setRows(rows);
    });
    panel.view()->sortByColumn(RunTableModel::State, Qt::AscendingOrder);
    measure("10000 runs by state: one goes on, and all rows are given", rounds, 5, [&](int) {
        progress();
        panel.setRows(rows);
    });
    measure("10000 runs: sorted by name or score", rounds, 100, [&](int round) {
        panel.view()->sortByColumn(round % 2 ? RunTableModel::Name : RunTableModel::Correct, Qt::AscendingOrder);
    });
    measure("10000 runs: search, and painted", rounds, 100, [&](int round) {
        RunsFilter filter;
        filter.text = round % 2 ? "llm.7 w3" : "";
        panel.setFilter(filter);
        panel.grab();
    });
}

}

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 11;
    std::printf("| what | median, ms | worst, ms | target, ms |\n|---|---|---|---|\n");
    recipes(rounds);
    samples(rounds);
    storedRuns(rounds);
    budgets(rounds);
    return 0;
}

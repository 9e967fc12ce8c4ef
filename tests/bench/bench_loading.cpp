// SPDX-License-Identifier: GPL-3.0-or-later
// What must stay fast as inputs grow: a word without an end, a file of many images, a search over many layers. Best of
// three, in milliseconds, with the most that they may take on a busy machine.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <unistd.h>

#include "bitalloc/bitsearch.h"
#include "files/resources.h"
#include "tasks/dataset.h"
#include "text/tokenizer.h"

using namespace quantscope;

namespace {

void measure(const char* what, double target, const std::function<void()>& act)
{
    double best = 1e300;
    for (int round = 0; round < 3; ++round) {
        const auto start = std::chrono::steady_clock::now();
        act();
        best =
            std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::printf("| %-60s | %8.1f | %6.0f |\n", what, best, target);
    std::fflush(stdout);
}

void longWords()
{
    const auto tokenizer = Tokenizer::load(demoFiles().model);
    const std::string word(400000, 'a'), spaces(300000, ' ');
    measure("400 000 letters and 300 000 spaces to tokens", 5000, [&] {
        tokenizer.encode(word);
        tokenizer.encode(spaces);
    });
}

void manyImages()
{
    const auto file = std::filesystem::temp_directory_path() / ("bench_loading-" + std::to_string(::getpid()) + ".tsv");
    {
        std::ofstream out(file);
        out << "index\timage\tquestion\tanswer\n";
        const std::string image(40000, 'A');
        for (int i = 0; i < 200; ++i)
            out << i << '\t' << image << "\tq\t['a']\n";
    }
    measure("a data set of 8 MB", 1000, [&] { loadDataset(file); });
    std::filesystem::remove(file);
}

void manyLayers()
{
    ModelOutline outline;
    for (int b = 0; b < 170; ++b) {
        outline.layers.push_back({"layer" + std::to_string(b), Tower::Llm, b, Role::MlpDown, 14336 - 7 * b, 4093});
        outline.elements += static_cast<double>(outline.layers.back().in * outline.layers.back().out);
    }
    Recipe recipe;
    recipe.llm.scheme.weightBits = 4;
    std::mt19937 random(11);
    std::uniform_real_distribution<double> value(0, 1);
    SensitivityTable table;
    table.groups = bitGroups(outline.layers, resolve(recipe, outline.layers));
    table.bits = {2, 3, 4, 5, 6, 8};
    MeasuredScores scores{"kl", {}};
    for (size_t g = 0; g < table.groups.size(); ++g) {
        auto& row = scores.rows.emplace_back();
        for (size_t b = 0; b < table.bits.size(); ++b)
            row.push_back(value(random) / static_cast<double>(b + 1));
    }
    table.measures.push_back(std::move(scores));
    const BitSearch search(bitProblem(recipe, outline, table, "kl"), BudgetKind::Megabytes);
    measure("bits of 170 layers for 201 budgets", 2000, [&] {
        for (int step = 0; step <= 200; ++step)
            search.assign(search.lowest() + (search.highest() - search.lowest()) * step / 200);
    });
}

}

int main()
{
    std::printf("| what | measured, ms | target, ms |\n|---|---|---|\n");
    longWords();
    manyImages();
    manyLayers();
    return 0;
}

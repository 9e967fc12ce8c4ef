// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "bitalloc/sensitivity.h"

namespace quantscope {

// What a search chooses from: for each group the cost and the size of each width.
struct BitProblem
{
    std::vector<BitGroup> groups;
    std::vector<int> bits; // ascending
    std::vector<std::vector<double>> costs; // [group][bits]
    std::vector<std::vector<double>> sizes; // [group][bits], in bits, with scales, zero points and split columns
    std::vector<double> weights; // numbers in each group
    std::vector<int> pinned; // per group the bits that it keeps, 0: free
    double fixedBytes = 0; // of all that the search does not touch
};

// Scores of `measure` with the sizes that estimateSize() counts. Groups whose bits an override of the recipe sets stay
// as they are when `keepOverrides`. Error when the table's groups are not those of the recipe or a pinned width was not
// measured.
BitProblem bitProblem(const Recipe&, const ModelOutline&, const SensitivityTable&, std::string_view measure,
                      bool keepOverrides = false);

enum class BudgetKind {
    AverageBits, // of the codes, over the weights of all groups; scales come on top, as they do with uniform bits
    Megabytes, // 10^6 bytes of the whole model, as estimateSize() counts
};

struct Budget
{
    BudgetKind kind = BudgetKind::AverageBits;
    double value = 4;
};

struct BitAssignment
{
    std::vector<int> bits; // by group
    double averageBits = 0, bytes = 0, cost = 0;
    bool feasible = true; // false: even the fewest bits are too many, and they are what is given
};

// Minimizes the sum of costs under any budget by dynamic programming over sizes (multiple-choice knapsack). Sizes above
// the smallest are counted in steps, rounded up, so that no budget is exceeded: the result is optimal for the rounded
// sizes, and for the true ones when `exact()`, where every size is a whole number of steps. The table is made once for
// one kind of budget (milliseconds); each answer takes microseconds. Costs never rise with the budget.
class BitSearch
{
public:
    BitSearch(BitProblem, BudgetKind);

    BitAssignment assign(double budget) const;
    const BitProblem& problem() const;
    bool exact() const;
    // The useful range of budgets, from all groups at the fewest bits to all at the most.
    double lowest() const;
    double highest() const;

private:
    double sizeOf(size_t group, size_t width) const; // in the budget's own measure, unscaled
    double toBudget(double size) const;
    void makeSteps();

    BitProblem m_problem;
    BudgetKind m_kind;
    double m_base = 0, m_step = 1; // size of the smallest choice, of one step
    double m_top = 0; // size of the largest
    size_t m_count = 0; // steps in the table
    bool m_exact = true;
    std::vector<std::vector<size_t>> m_steps; // [group][width] above the group's smallest allowed
    std::vector<std::vector<uint8_t>> m_choices; // [group][steps used so far]: width
};

// The assignment where every group has these bits but pinned ones.
BitAssignment uniformBits(const BitProblem&, int bits);
BitAssignment assignmentOf(const BitProblem&, std::vector<int> bits);

// The recipe with these bits per group and all else unchanged: each tower gets the width that leaves the fewest
// overrides, runs of blocks with the same role and bits share one. Other weight_bits of overrides are dropped. Resolves
// to exactly these bits.
Recipe recipeWithBits(const Recipe&, const std::vector<Layer>&, const std::vector<BitGroup>&,
                      const std::vector<int>& bits);
// The same for every layer by itself; parallel to the layers.
Recipe recipeWithBits(const Recipe&, const std::vector<Layer>&, const std::vector<int>& bits);

// The bits that a plan gives to each group; nothing when layers of one group differ or some width is not in the
// problem.
std::optional<std::vector<int>> bitsOf(const BitProblem&, const Plan&);

// A run that tells how many hits a sum of costs leaves.
struct ScorePoint
{
    double cost = 0, correct = 0;
};

// Hits at a cost from the least squares fit that never rises with the cost (pool adjacent violators), linear between
// the points. Nothing outside of the costs of at least two runs.
std::optional<double> predictCorrect(std::vector<ScorePoint>, double cost);

}

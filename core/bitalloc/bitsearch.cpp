// SPDX-License-Identifier: GPL-3.0-or-later
// Multiple-choice knapsack: with steps s(g, k) >= 0 and costs c(g, k) of width k in group g,
//   best(g, x) = min over k of best(g - 1, x - s(g, k)) + c(g, k),   best(-1, x) = 0 for all x >= 0,
// and the choices of all x are kept, so that every budget is answered by walking back from its x.

#include "bitalloc/bitsearch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr size_t mostSteps = 1 << 15;
constexpr double never = std::numeric_limits<double>::infinity();

// Bytes of the model when only one layer is at these bits, less those in the plan: sizes add up.
double layerBits(const Plan& plan, const ModelOutline& outline, LayerIndex layer, int bits)
{
    ModelOutline one;
    one.layers = {outline.layers[static_cast<size_t>(layer)]};
    Plan own;
    own.schemes = {plan.schemes[static_cast<size_t>(layer)]};
    own.schemes.front().weightBits = bits;
    one.elements = double(one.layers.front().in) * double(one.layers.front().out);
    return estimateSize(own, one).bytes * 8;
}

int pinnedBits(const Recipe& recipe, const Plan& plan, const BitGroup& group)
{
    for (const LayerIndex layer : group.layers)
        for (const int index : plan.overrides[static_cast<size_t>(layer)])
            if (recipe.overrides[static_cast<size_t>(index)].fields.contains("weight_bits"))
                return plan.schemes[static_cast<size_t>(layer)].weightBits;
    return 0;
}

size_t widthOf(const BitProblem& problem, int bits)
{
    const auto it = std::find(problem.bits.begin(), problem.bits.end(), bits);
    if (it == problem.bits.end())
        throw Error(fmt::format("bit search: {} bits were not measured", bits));
    return static_cast<size_t>(it - problem.bits.begin());
}

bool allowed(const BitProblem& problem, size_t group, size_t width)
{
    return problem.pinned[group] == 0 || problem.pinned[group] == problem.bits[width];
}

}

BitProblem bitProblem(const Recipe& recipe, const ModelOutline& outline, const SensitivityTable& scores,
                      std::string_view measure, bool keepOverrides)
{
    const auto plan = resolve(recipe, outline.layers);
    BitProblem problem;
    problem.groups = bitGroups(outline.layers, plan);
    if (problem.groups != scores.groups)
        throw Error("bit search: the scores belong to another recipe, whose layers are others");
    problem.bits = scores.bits;
    problem.costs = searchCosts(scores, measure);
    problem.fixedBytes = estimateSize(plan, outline).bytes;
    for (const auto& group : problem.groups) {
        auto& sizes = problem.sizes.emplace_back(problem.bits.size());
        double weights = 0;
        for (const LayerIndex layer : group.layers) {
            const auto& s = outline.layers[static_cast<size_t>(layer)];
            weights += double(s.in) * double(s.out);
            problem.fixedBytes -=
                layerBits(plan, outline, layer, plan.schemes[static_cast<size_t>(layer)].weightBits) / 8;
            for (size_t b = 0; b < sizes.size(); ++b)
                sizes[b] += layerBits(plan, outline, layer, problem.bits[b]);
        }
        problem.weights.push_back(weights);
        problem.pinned.push_back(keepOverrides ? pinnedBits(recipe, plan, group) : 0);
        if (problem.pinned.back() != 0)
            widthOf(problem, problem.pinned.back());
    }
    return problem;
}

BitSearch::BitSearch(BitProblem problem, BudgetKind kind)
    : m_problem(std::move(problem))
    , m_kind(kind)
{
    makeSteps();
    std::vector<double> best(m_count, 0), next(m_count);
    for (size_t g = 0; g < m_problem.groups.size(); ++g) {
        auto& choices = m_choices.emplace_back(m_count, uint8_t(0));
        std::fill(next.begin(), next.end(), never);
        for (size_t k = 0; k < m_problem.bits.size(); ++k) {
            if (!allowed(m_problem, g, k))
                continue;
            const size_t steps = m_steps[g][k];
            const double cost = m_problem.costs[g][k];
            for (size_t x = steps; x < m_count; ++x)
                if (const double sum = best[x - steps] + cost; sum < next[x]) {
                    next[x] = sum;
                    choices[x] = static_cast<uint8_t>(k);
                }
        }
        best.swap(next);
    }
}

double BitSearch::sizeOf(size_t group, size_t width) const
{
    return m_kind == BudgetKind::AverageBits ? m_problem.weights[group] * m_problem.bits[width]
                                             : m_problem.sizes[group][width];
}

double BitSearch::toBudget(double size) const
{
    if (m_kind == BudgetKind::Megabytes)
        return (size / 8 + m_problem.fixedBytes) / 1e6;
    const double weights = std::accumulate(m_problem.weights.begin(), m_problem.weights.end(), 0.0);
    return weights > 0 ? size / weights : 0;
}

void BitSearch::makeSteps()
{
    std::vector<std::vector<double>> above;
    int64_t divisor = 0;
    double range = 0;
    for (size_t g = 0; g < m_problem.groups.size(); ++g) {
        double least = never, most = 0;
        for (size_t k = 0; k < m_problem.bits.size(); ++k)
            if (allowed(m_problem, g, k)) {
                least = std::min(least, sizeOf(g, k));
                most = std::max(most, sizeOf(g, k));
            }
        auto& row = above.emplace_back();
        for (size_t k = 0; k < m_problem.bits.size(); ++k) {
            row.push_back(std::max(0.0, sizeOf(g, k) - least));
            if (allowed(m_problem, g, k))
                divisor = std::gcd(divisor, static_cast<int64_t>(std::llround(row.back())));
        }
        m_base += least;
        range += most - least;
    }
    m_top = m_base + range;
    m_step = divisor > 0 ? double(divisor) : 1;
    m_exact = range / m_step < double(mostSteps);
    if (!m_exact)
        m_step = range / double(mostSteps);
    for (const auto& row : above) {
        auto& steps = m_steps.emplace_back();
        for (const double size : row)
            steps.push_back(static_cast<size_t>(std::ceil(size / m_step - 1e-9)));
    }
    // With every size rounded up the largest choices need some steps more than the range has.
    m_count = static_cast<size_t>(std::ceil(range / m_step)) + 1 + (m_exact ? 0 : m_problem.groups.size());
}

BitAssignment BitSearch::assign(double budget) const
{
    const double perUnit = m_kind == BudgetKind::Megabytes
        ? budget * 8e6 - m_problem.fixedBytes * 8
        : budget * std::accumulate(m_problem.weights.begin(), m_problem.weights.end(), 0.0);
    const double room = (perUnit - m_base) / m_step + 1e-6;
    size_t x = room <= 0 ? 0 : std::min(m_count - 1, static_cast<size_t>(room));
    // All that the largest choices need, although rounding up their sizes says that they need more.
    if (perUnit >= m_top)
        x = m_count - 1;
    std::vector<int> bits(m_problem.groups.size());
    for (size_t g = bits.size(); g-- > 0;) {
        const size_t width = m_choices[g][x];
        bits[g] = m_problem.bits[width];
        x -= m_steps[g][width];
    }
    auto assignment = assignmentOf(m_problem, std::move(bits));
    assignment.feasible = perUnit >= m_base * (1 - 1e-12);
    return assignment;
}

const BitProblem& BitSearch::problem() const
{
    return m_problem;
}

bool BitSearch::exact() const
{
    return m_exact;
}

double BitSearch::lowest() const
{
    return toBudget(m_base);
}

double BitSearch::highest() const
{
    return toBudget(m_top);
}

BitAssignment assignmentOf(const BitProblem& problem, std::vector<int> bits)
{
    BitAssignment assignment;
    double codes = 0, weights = 0, size = 0;
    for (size_t g = 0; g < problem.groups.size(); ++g) {
        const size_t width = widthOf(problem, bits.at(g));
        assignment.cost += problem.costs[g][width];
        size += problem.sizes[g][width];
        codes += problem.weights[g] * bits[g];
        weights += problem.weights[g];
    }
    assignment.averageBits = weights > 0 ? codes / weights : 0;
    assignment.bytes = size / 8 + problem.fixedBytes;
    assignment.bits = std::move(bits);
    return assignment;
}

BitAssignment uniformBits(const BitProblem& problem, int bits)
{
    std::vector<int> all;
    for (const int pinned : problem.pinned)
        all.push_back(pinned != 0 ? pinned : bits);
    return assignmentOf(problem, std::move(all));
}

std::optional<std::vector<int>> bitsOf(const BitProblem& problem, const Plan& plan)
{
    std::vector<int> bits;
    for (const auto& group : problem.groups) {
        const int first = plan.schemes.at(static_cast<size_t>(group.layers.front())).weightBits;
        for (const LayerIndex layer : group.layers)
            if (plan.schemes.at(static_cast<size_t>(layer)).weightBits != first)
                return {};
        if (std::find(problem.bits.begin(), problem.bits.end(), first) == problem.bits.end())
            return {};
        bits.push_back(first);
    }
    return bits;
}

std::optional<double> predictCorrect(std::vector<ScorePoint> points, double cost)
{
    std::sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.cost < b.cost; });
    struct Pool
    {
        double from = 0, to = 0, correct = 0, count = 0;
    };
    std::vector<Pool> pools;
    for (const auto& point : points) {
        pools.push_back({point.cost, point.cost, point.correct, 1});
        while (pools.size() > 1 &&
               (pools.back().correct > pools[pools.size() - 2].correct ||
                pools.back().from == pools[pools.size() - 2].to)) {
            const Pool last = pools.back();
            pools.pop_back();
            auto& merged = pools.back();
            merged.correct = (merged.correct * merged.count + last.correct * last.count) / (merged.count + last.count);
            merged.count += last.count;
            merged.to = last.to;
        }
    }
    if (points.size() < 2 || cost < pools.front().from || cost > pools.back().to ||
        pools.front().from == pools.back().to)
        return {};
    for (size_t i = 0; i < pools.size(); ++i) {
        if (cost <= pools[i].to)
            return cost >= pools[i].from ? pools[i].correct
                                         : pools[i - 1].correct +
                    (pools[i].correct - pools[i - 1].correct) * (cost - pools[i - 1].to) /
                        (pools[i].from - pools[i - 1].to);
    }
    return {};
}

}

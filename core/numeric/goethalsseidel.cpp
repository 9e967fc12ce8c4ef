// SPDX-License-Identifier: GPL-3.0-or-later
// Hadamard matrices of orders that Paley's constructions miss, among them 92, 156 and 172.
//
// Goethals and Seidel (Canad. J. Math. 19, 1967): circulants A, B, C, D of order t with A Aᵀ + B Bᵀ + C Cᵀ + D Dᵀ = 4t
// I and R the back-identity give a Hadamard matrix of order 4t,
//
//    A    BR    CR    DR
//   -BR   A    DᵀR  -CᵀR
//   -CR  -DᵀR   A    BᵀR
//   -DR   CᵀR  -BᵀR   A
//
// In terms of the first rows: their periodic autocorrelations add up to 0 at every shift but 0. We look for rows that
// are constant on the orbits of a group of multipliers x -> g x mod t, as cyclotomy suggests (Baumert and Hall searched
// by similar means), so 2^k candidates remain for k orbits. Candidates whose power spectrum exceeds 4t anywhere are
// useless. Pairs meet in the middle: the sums of squares of the four row sums must be 4t, and a linear hash of the
// autocorrelations of one pair must be the negative of that of the other.
#include "numeric/goethalsseidel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>

namespace quantscope {
namespace {

constexpr int64_t largestOrder = 4 * 47;
constexpr int mostOrbits = 12;

using Row = std::vector<int>;
// By row sum: hash of the autocorrelation -> a row that has it.
using Candidates = std::map<int, std::unordered_map<uint64_t, Row>>;
using Four = std::array<Row, 4>;

struct Orbits
{
    int count = 0;
    std::vector<int> of; // [t]
    bool operator<(const Orbits& other) const
    {
        return std::tie(count, of) < std::tie(other.count, other.of);
    }
};

Orbits orbitsOf(int t, int generator)
{
    Orbits orbits{0, std::vector<int>(static_cast<size_t>(t), -1)};
    for (int start = 0; start < t; ++start) {
        if (orbits.of[start] >= 0)
            continue;
        for (int x = start; orbits.of[x] < 0; x = x * generator % t)
            orbits.of[x] = orbits.count;
        ++orbits.count;
    }
    return orbits;
}

int autocorrelation(const Row& row, int shift)
{
    const int t = static_cast<int>(row.size());
    int sum = 0;
    for (int i = 0; i < t; ++i)
        sum += row[i] * row[(i + shift) % t];
    return sum;
}

// The power at every frequency is Σ_s autocorrelation(s) cos(2π f s / t).
bool isPowerBounded(const std::vector<int>& correlation)
{
    const int t = static_cast<int>(correlation.size());
    for (int f = 1; f <= t / 2; ++f) {
        double power = 0;
        for (int s = 0; s < t; ++s)
            power += correlation[s] * std::cos(2 * M_PI * (f * s % t) / t);
        if (power > 4 * t + 1e-6)
            return false;
    }
    return true;
}

// Weights of the linear hash; any fixed odd numbers without structure do.
uint64_t hashOf(const std::vector<int>& correlation)
{
    uint64_t hash = 0, weight = 0x9e3779b97f4a7c15u;
    for (size_t s = 1; s <= correlation.size() / 2; ++s) {
        weight ^= weight << 13;
        weight ^= weight >> 7;
        weight ^= weight << 17;
        hash += weight * static_cast<uint64_t>(static_cast<int64_t>(correlation[s]));
    }
    return hash;
}

Candidates candidatesOf(int t, const Orbits& orbits)
{
    Candidates result;
    for (uint32_t mask = 0; mask < 1u << orbits.count; ++mask) {
        Row row(static_cast<size_t>(t));
        for (int i = 0; i < t; ++i)
            row[i] = (mask >> orbits.of[i] & 1) ? -1 : 1;
        const int sum = std::accumulate(row.begin(), row.end(), 0);
        if (sum < 0 || sum * sum > 4 * t)
            continue;
        std::vector<int> correlation(static_cast<size_t>(t));
        for (int s = 0; s < t; ++s)
            correlation[s] = autocorrelation(row, s);
        if (isPowerBounded(correlation))
            result[sum].emplace(hashOf(correlation), row);
    }
    return result;
}

bool isSolution(const Four& rows)
{
    for (int s = 1; s < static_cast<int>(rows[0].size()); ++s) {
        int sum = 0;
        for (const Row& row : rows)
            sum += autocorrelation(row, s);
        if (sum != 0)
            return false;
    }
    return true;
}

std::optional<Four> match(const Candidates& all, int a, int b, int c, int d)
{
    std::unordered_map<uint64_t, std::pair<const Row*, const Row*>> pairs;
    for (const auto& [hashA, rowA] : all.at(a)) {
        for (const auto& [hashB, rowB] : all.at(b))
            pairs.emplace(hashA + hashB, std::pair(&rowA, &rowB));
    }
    for (const auto& [hashC, rowC] : all.at(c)) {
        for (const auto& [hashD, rowD] : all.at(d)) {
            const auto found = pairs.find(0 - (hashC + hashD));
            if (found == pairs.end())
                continue;
            const Four rows{*found->second.first, *found->second.second, rowC, rowD};
            if (isSolution(rows))
                return rows;
        }
    }
    return std::nullopt;
}

std::optional<Four> search(int t, const Orbits& orbits)
{
    const Candidates all = candidatesOf(t, orbits);
    std::vector<int> sums;
    for (const auto& [sum, rows] : all)
        sums.push_back(sum);
    for (const int a : sums) {
        for (const int b : sums) {
            for (const int c : sums) {
                const int rest = 4 * t - a * a - b * b - c * c;
                const int d = rest > 0 ? static_cast<int>(std::lround(std::sqrt(rest))) : -1;
                if (b < a || c < b || d < c || d * d != rest || !all.contains(d))
                    continue;
                if (const auto found = match(all, a, b, c, d))
                    return found;
            }
        }
    }
    return std::nullopt;
}

at::Tensor circulant(const Row& row)
{
    const auto t = static_cast<int64_t>(row.size());
    at::Tensor result = at::empty({t, t}, at::kFloat);
    auto values = result.accessor<float, 2>();
    for (int64_t i = 0; i < t; ++i) {
        for (int64_t j = 0; j < t; ++j)
            values[i][j] = static_cast<float>(row[static_cast<size_t>((j - i + t) % t)]);
    }
    return result;
}

at::Tensor assemble(const Four& rows)
{
    const at::Tensor a = circulant(rows[0]);
    const auto reversed = [](const at::Tensor& m) { return m.flip({1}); };
    const at::Tensor b = circulant(rows[1]), c = circulant(rows[2]), d = circulant(rows[3]);
    const at::Tensor br = reversed(b), cr = reversed(c), dr = reversed(d);
    const at::Tensor btr = reversed(b.t()), ctr = reversed(c.t()), dtr = reversed(d.t());
    return at::cat({at::cat({a, br, cr, dr}, 1), at::cat({-br, a, dtr, -ctr}, 1), at::cat({-cr, -dtr, a, btr}, 1),
                    at::cat({-dr, ctr, -btr, a}, 1)});
}

}

std::optional<at::Tensor> goethalsSeidelMatrix(int64_t order)
{
    if (order % 8 != 4 || order > largestOrder)
        return std::nullopt;
    const int t = static_cast<int>(order / 4);
    std::set<Orbits> tried;
    for (int generator = 2; generator < t; ++generator) {
        if (std::gcd(generator, t) == 1)
            tried.insert(orbitsOf(t, generator));
    }
    for (const Orbits& orbits : tried) {
        if (orbits.count > mostOrbits)
            break;
        if (const auto rows = search(t, orbits))
            return assemble(*rows);
    }
    return std::nullopt;
}

}

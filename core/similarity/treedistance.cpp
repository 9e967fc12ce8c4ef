// SPDX-License-Identifier: GPL-3.0-or-later
// Zhang and Shasha's algorithm (SIAM J. Comput. 18, 1989). Nodes are counted in postorder; a table of distances between
// forests is filled for every pair of key roots, and gives the distances between the subtrees that later tables need.
#include "similarity/treedistance.h"

#include <algorithm>

namespace quantscope {
namespace {

struct Postorder
{
    std::vector<size_t> nodes; // by place
    std::vector<size_t> leftmost; // the place of the leftmost leaf below each
    std::vector<size_t> keyRoots; // places of nodes with a left sibling, and of the root, ascending
};

Postorder postorderOf(const OrderedTree& tree)
{
    Postorder order;
    struct Visit
    {
        size_t node, child = 0, leftmost = 0;
    };
    std::vector<Visit> open{{0}};
    while (!open.empty()) {
        auto& visit = open.back();
        if (visit.child == 0)
            visit.leftmost = order.nodes.size();
        if (visit.child < tree.children[visit.node].size()) {
            open.push_back({tree.children[visit.node][visit.child++]});
            continue;
        }
        const size_t place = order.nodes.size();
        order.nodes.push_back(visit.node);
        order.leftmost.push_back(visit.leftmost);
        open.pop_back();
        if (open.empty() || open.back().child > 1)
            order.keyRoots.push_back(place);
    }
    return order;
}

// A table of doubles.
class DistanceTable
{
public:
    DistanceTable(size_t rows, size_t columns)
        : m_columns(columns)
        , m_values(rows * columns)
    {
    }

    double& at(size_t row, size_t column)
    {
        return m_values[row * m_columns + column];
    }

private:
    size_t m_columns;
    std::vector<double> m_values;
};

// The distances of all subtrees below two key roots with the same leftmost leaves as these, from the forests between.
void compareBelow(const Postorder& a, const Postorder& b, size_t rootA, size_t rootB, const RenameCost& cost,
                  DistanceTable& forests, DistanceTable& subtrees)
{
    const size_t fromA = a.leftmost[rootA], fromB = b.leftmost[rootB];
    const size_t countA = rootA - fromA + 1, countB = rootB - fromB + 1;
    for (size_t i = 0; i <= countA; ++i)
        forests.at(i, 0) = static_cast<double>(i);
    for (size_t j = 0; j <= countB; ++j)
        forests.at(0, j) = static_cast<double>(j);
    for (size_t i = 1; i <= countA; ++i)
        for (size_t j = 1; j <= countB; ++j) {
            const size_t placeA = fromA + i - 1, placeB = fromB + j - 1;
            const double changed = std::min(forests.at(i - 1, j), forests.at(i, j - 1)) + 1;
            if (a.leftmost[placeA] == fromA && b.leftmost[placeB] == fromB) {
                const double renamed = forests.at(i - 1, j - 1) + cost(a.nodes[placeA], b.nodes[placeB]);
                forests.at(i, j) = std::min(changed, renamed);
                subtrees.at(placeA, placeB) = forests.at(i, j);
            } else {
                const size_t beforeA = a.leftmost[placeA] - fromA, beforeB = b.leftmost[placeB] - fromB;
                forests.at(i, j) = std::min(changed, forests.at(beforeA, beforeB) + subtrees.at(placeA, placeB));
            }
        }
}

}

size_t OrderedTree::add(size_t parent)
{
    const size_t node = children.size();
    if (node > 0)
        children.at(parent).push_back(node);
    children.emplace_back();
    return node;
}

size_t OrderedTree::size() const
{
    return children.size();
}

double treeEditDistance(const OrderedTree& first, const OrderedTree& second, const RenameCost& cost)
{
    const auto a = postorderOf(first), b = postorderOf(second);
    DistanceTable forests(a.nodes.size() + 1, b.nodes.size() + 1), subtrees(a.nodes.size(), b.nodes.size());
    for (const size_t rootA : a.keyRoots)
        for (const size_t rootB : b.keyRoots)
            compareBelow(a, b, rootA, rootB, cost, forests, subtrees);
    return subtrees.at(a.nodes.size() - 1, b.nodes.size() - 1);
}

}

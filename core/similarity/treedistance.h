// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace quantscope {

// Nodes by number, 0 is the root; each node's children from left to right.
struct OrderedTree
{
    std::vector<std::vector<size_t>> children;

    // A new node as the last child; returns its number. The first one is the root and has no parent.
    size_t add(size_t parent);
    size_t size() const;
};

// What it costs to turn a node of the first tree into one of the second.
using RenameCost = std::function<double(size_t, size_t)>;

// The cheapest way from one tree to the other by renaming, deleting and inserting nodes; the latter cost 1. Both have a
// root.
double treeEditDistance(const OrderedTree&, const OrderedTree&, const RenameCost&);

}

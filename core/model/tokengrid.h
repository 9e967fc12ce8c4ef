// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace quantscope {

// Where the tokens of one image, or of one tile of it, lie on the picture: visual tokens or patches.
struct TokenGrid
{
    int64_t rows = 0, columns = 0;
    bool byColumns = false; // the tokens run down the columns, else along the rows

    int64_t count() const
    {
        return rows * columns;
    }
    bool operator==(const TokenGrid&) const = default;
};

using TokenGrids = std::span<const TokenGrid>;
// Of the tiles of each image of a question.
using ImageGrids = std::span<const std::vector<TokenGrid>>;

inline int64_t tokensOf(TokenGrids grids)
{
    int64_t count = 0;
    for (const auto& grid : grids)
        count += grid.count();
    return count;
}

inline int64_t tokensOf(ImageGrids images)
{
    int64_t count = 0;
    for (const auto& grids : images)
        count += tokensOf(TokenGrids(grids));
    return count;
}

inline std::vector<int64_t> tokensPerImage(ImageGrids images)
{
    std::vector<int64_t> counts;
    for (const auto& grids : images)
        counts.push_back(tokensOf(TokenGrids(grids)));
    return counts;
}

}

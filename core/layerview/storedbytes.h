// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace quantscope {

// How codes of fewer than 8 bits lie in memory, row by row.
enum class Packing {
    BytePerCode,
    Words, // as many whole codes as fit into 32 bits
    Dense, // one behind the other, each row filled up to a byte
};

// The bytes of one weight [rows, columns].
struct StoredBytes
{
    double codes = 0, scales = 0, zeroPoints = 0;

    double total() const
    {
        return codes + scales + zeroPoints;
    }
};

// How a weight is stored; with 16 bits as floating-point numbers, which need no scales.
struct StoredWish
{
    int bits = 4; // 2 … 8, 16
    int64_t group = 0; // columns that share a scale of 16 bits; 0: the whole row
    bool zeroPoint = false; // one code per scale more
    Packing packing = Packing::Dense;
};

// Throws Error for a negative size or group, or other bits.
StoredBytes storedBytes(int64_t rows, int64_t columns, const StoredWish&);

}

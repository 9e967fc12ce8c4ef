// SPDX-License-Identifier: GPL-3.0-or-later
#include "layerview/storedbytes.h"

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr int64_t wordBits = 32, wordBytes = 4, scaleBytes = 2;

int64_t bytesOfRow(int64_t columns, int bits, Packing packing)
{
    switch (packing) {
    case Packing::BytePerCode: return columns;
    case Packing::Words: {
        const int64_t codesOfWord = wordBits / bits;
        return (columns + codesOfWord - 1) / codesOfWord * wordBytes;
    }
    case Packing::Dense: break;
    }
    return (columns * bits + 7) / 8;
}

}

StoredBytes storedBytes(int64_t rows, int64_t columns, const StoredWish& wish)
{
    if (rows < 0 || columns < 0 || wish.group < 0 || ((wish.bits < 2 || wish.bits > 8) && wish.bits != 16))
        throw Error(
            fmt::format("stored weight: {} x {} at {} bits in groups of {}", rows, columns, wish.bits, wish.group));
    StoredBytes bytes;
    if (wish.bits == 16) {
        bytes.codes = 2.0 * double(rows) * double(columns);
        return bytes;
    }
    const int64_t groups = wish.group > 0 ? (columns + wish.group - 1) / wish.group : 1;
    bytes.codes = double(rows) * double(bytesOfRow(columns, wish.bits, wish.packing));
    bytes.scales = double(rows * groups * scaleBytes);
    bytes.zeroPoints = wish.zeroPoint ? double(rows * groups * wish.bits) / 8 : 0;
    return bytes;
}

}

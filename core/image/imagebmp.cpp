// SPDX-License-Identifier: GPL-3.0-or-later
// Windows and OS/2 bitmaps: a file header of 14 bytes, an info header that says its own size, colour masks or a
// palette, and rows from the bottom up unless the height is negative. No maintained library of the system reads them
// alone. What Pillow reads is read, with the same rounding of 5 and 6 bits; every offset is checked against the file.

#include "image/imagedecoders.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr size_t fileHeader = 14, coreHeader = 12, infoHeader = 40;
constexpr std::array<uint32_t, 7> headerSizes = {12, 40, 52, 56, 64, 108, 124};

enum Compression : uint32_t { Raw = 0, Rle8 = 1, Rle4 = 2, Bitfields = 3 };

struct Masks
{
    uint32_t red, green, blue;
    bool operator==(const Masks&) const = default;
};

constexpr Masks masks555{0x7c00, 0x3e0, 0x1f}, masks565{0xf800, 0x7e0, 0x1f}, masks888{0xff0000, 0xff00, 0xff};

class BmpReader
{
public:
    BmpReader(std::span<const uint8_t> bytes, const std::string& what)
        : m_bytes(bytes)
        , m_what(what)
    {
    }

    Image read()
    {
        readHeader();
        auto image = startImage(m_width, m_height, m_what);
        if (m_compression == Rle4 || m_compression == Rle8)
            readRuns();
        for (size_t y = 0; y < m_height; ++y)
            addPixels(m_topDown ? y : m_height - 1 - y, addRow(image));
        return image;
    }

private:
    [[noreturn]] void fail(const std::string& sentence) const
    {
        throw Error(m_what + ": the BMP image " + sentence);
    }

    std::span<const uint8_t> part(uint64_t at, uint64_t size) const
    {
        if (at > m_bytes.size() || size > m_bytes.size() - at)
            fail("is truncated");
        return m_bytes.subspan(static_cast<size_t>(at), static_cast<size_t>(size));
    }

    uint32_t number(uint64_t at, size_t size) const
    {
        uint32_t value = 0;
        const auto bytes = part(at, size);
        for (size_t i = 0; i < size; ++i)
            value |= static_cast<uint32_t>(bytes[i]) << (8 * i);
        return value;
    }

    void readHeader()
    {
        m_at = number(10, 4);
        const uint32_t size = number(fileHeader, 4);
        if (std::find(headerSizes.begin(), headerSizes.end(), size) == headerSizes.end())
            fail(fmt::format("has a header of {} bytes, which is not known", size));
        part(fileHeader, size);
        const bool isCore = size == coreHeader;
        m_width = isCore ? number(18, 2) : number(18, 4);
        const auto height = isCore ? static_cast<int32_t>(number(20, 2)) : static_cast<int32_t>(number(22, 4));
        m_topDown = height < 0;
        m_height = m_topDown ? 0u - static_cast<uint32_t>(height) : static_cast<uint32_t>(height);
        m_bits = isCore ? number(24, 2) : number(28, 2);
        m_compression = isCore ? Raw : number(30, 4);
        uint64_t next = fileHeader + size;
        if (m_bits == 16 || m_bits == 24 || m_bits == 32)
            m_masks = m_compression == Bitfields ? masksAt(fileHeader + infoHeader)
                : m_bits == 16                   ? masks555
                                                 : masks888;
        else if (m_bits == 1 || m_bits == 4 || m_bits == 8)
            readPalette(next, size, isCore ? 3 : 4);
        else
            fail(fmt::format("has {} bits per pixel, 1, 4, 8, 16, 24 or 32 are expected", m_bits));
        const bool isRunLength = (m_compression == Rle8 && m_bits == 8) || (m_compression == Rle4 && m_bits == 4);
        if (m_compression != Raw && !(m_compression == Bitfields && m_bits > 8) && !isRunLength)
            fail(fmt::format("has compression {} of {} bits, which is not known", m_compression, m_bits));
        if (m_at == 0)
            m_at = next + (m_compression == Bitfields && size == infoHeader ? 12 : 0);
    }

    Masks masksAt(uint64_t at)
    {
        const Masks masks{number(at, 4), number(at + 4, 4), number(at + 8, 4)};
        if (m_bits == 32 && masks == Masks{0, 0, 0})
            return masks888;
        const auto isByte = [](uint32_t mask) {
            return mask == 0xff || mask == 0xff00 || mask == 0xff0000 || mask == 0xff000000;
        };
        const bool known = m_bits == 16 ? masks == masks555 || masks == masks565
            : m_bits == 24              ? masks == masks888
                                        : isByte(masks.red) && isByte(masks.green) && isByte(masks.blue);
        if (!known)
            fail("has colour masks that are not known");
        return masks;
    }

    // `next` moves behind it. Files with the wrong offset of the pixels have them behind the palette.
    void readPalette(uint64_t& next, uint32_t headerSize, uint64_t entryBytes)
    {
        uint64_t count = headerSize == coreHeader ? 0 : number(46, 4);
        if (count == 0)
            count = uint64_t(1) << m_bits;
        if (count > 65536)
            fail(fmt::format("has a palette of {} colours, at most 65536 are expected", count));
        const auto entries = part(next, count * entryBytes);
        for (size_t i = 0; i < std::min<size_t>(count, m_colors.size()); ++i)
            for (size_t c = 0; c < 3; ++c)
                m_colors[i][c] = entries[i * entryBytes + 2 - c];
        if (m_at == next)
            m_at += count * entryBytes;
        next += count * entryBytes;
    }

    // Row `y` of the file.
    void addPixels(uint64_t y, uint8_t* rgb)
    {
        if (m_bits <= 8)
            return addIndexed(y, rgb);
        const size_t pixelBytes = m_bits / 8;
        const auto row = rowOf(y);
        for (size_t x = 0; x < m_width; ++x, rgb += 3) {
            uint32_t pixel = 0;
            for (size_t i = 0; i < pixelBytes; ++i)
                pixel |= static_cast<uint32_t>(row[x * pixelBytes + i]) << (8 * i);
            rgb[0] = sample(pixel, m_masks.red);
            rgb[1] = sample(pixel, m_masks.green);
            rgb[2] = sample(pixel, m_masks.blue);
        }
    }

    static uint8_t sample(uint32_t pixel, uint32_t mask)
    {
        const uint32_t lowest = mask & (0u - mask);
        return static_cast<uint8_t>(uint64_t((pixel & mask) / lowest) * 255 / (mask / lowest));
    }

    std::span<const uint8_t> rowOf(uint64_t y) const
    {
        const uint64_t bits = uint64_t(m_width) * m_bits, stride = (bits + 31) / 32 * 4;
        return part(m_at + y * stride, (bits + 7) / 8); // the last row needs no padding
    }

    void addIndexed(uint64_t y, uint8_t* rgb)
    {
        const bool hasRuns = !m_indices.empty();
        const auto row = hasRuns ? std::span<const uint8_t>(m_indices).subspan(y * m_width, m_width) : rowOf(y);
        const size_t bits = hasRuns ? 8 : m_bits, perByte = 8 / bits;
        for (size_t x = 0; x < m_width; ++x, rgb += 3) {
            const size_t shift = (perByte - 1 - x % perByte) * bits;
            const size_t index = row[x / perByte] >> shift & ((1u << bits) - 1);
            std::copy_n(m_colors[index].data(), 3, rgb);
        }
    }

    // Runs of one or two colours, literal pixels, line ends and jumps, all in one sequence of m_width * m_height
    // pixels.
    void readRuns()
    {
        const size_t total = static_cast<size_t>(m_width) * m_height;
        size_t x = 0;
        for (bool ended = false; !ended && m_indices.size() < total;) {
            const auto pair = part(m_at, 2);
            m_at += 2;
            if (pair[0] > 0)
                addRun(pair[1], std::min<size_t>(pair[0], m_width - std::min<size_t>(x, m_width)), x);
            else
                ended = escape(pair[1], total, x);
        }
        if (m_indices.size() < total)
            fail("is truncated");
        m_indices.resize(total);
    }

    void addRun(uint8_t colors, size_t count, size_t& x)
    {
        for (size_t i = 0; i < count; ++i)
            m_indices.push_back(m_compression == Rle8 ? colors
                                    : i % 2 == 0      ? static_cast<uint8_t>(colors >> 4)
                                                      : static_cast<uint8_t>(colors & 15));
        x += count;
    }

    // True at the end of the image.
    bool escape(uint8_t code, size_t total, size_t& x)
    {
        constexpr uint8_t lineEnd = 0, imageEnd = 1, jump = 2;
        if (code == imageEnd)
            return true;
        if (code == lineEnd) {
            m_indices.resize((m_indices.size() + m_width - 1) / m_width * m_width);
            x = 0;
        } else if (code == jump) {
            const auto by = part(m_at, 2);
            m_at += 2;
            m_indices.resize(std::min(total, m_indices.size() + by[0] + size_t(by[1]) * m_width));
            x = m_indices.size() % m_width;
        } else {
            addLiteral(std::min<size_t>(code, total - m_indices.size()));
            x += code;
            m_at += m_at % 2;
        }
        return false;
    }

    void addLiteral(size_t count)
    {
        const auto bytes = part(m_at, m_compression == Rle8 ? count : (count + 1) / 2);
        for (size_t i = 0; i < count; ++i)
            m_indices.push_back(m_compression == Rle8 ? bytes[i]
                                    : i % 2 == 0      ? static_cast<uint8_t>(bytes[i / 2] >> 4)
                                                      : static_cast<uint8_t>(bytes[i / 2] & 15));
        m_at += bytes.size();
    }

    std::span<const uint8_t> m_bytes;
    const std::string& m_what;
    uint64_t m_at = 0; // of the pixels
    uint32_t m_width = 0, m_height = 0, m_bits = 0, m_compression = Raw;
    bool m_topDown = false;
    Masks m_masks = masks888;
    Colors m_colors = {};
    std::vector<uint8_t> m_indices; // of a run-length image, in the file's order
};

}

Image decodeBmp(std::span<const uint8_t> bytes, const std::string& what)
{
    return BmpReader(bytes, what).read();
}

}

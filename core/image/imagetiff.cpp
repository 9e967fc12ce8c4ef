// SPDX-License-Identifier: GPL-3.0-or-later
// The first image of a TIFF file. libtiff unpacks compression, tiles and byte order; the samples become colours as
// Pillow converts them: alpha dropped or divided out, 16 bits of colour cut to the high byte, wide grey clipped.
// Colours with subsampled chroma go through libtiff's own conversion, as they do in Pillow. Its orientation is applied.

#include "image/imagedecoders.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>

#include <fmt/core.h>
#include <tiffio.h>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr uint64_t maxBand = 512u << 20; // bytes of a row of tiles
constexpr tmsize_t maxAllocation = tmsize_t(4) << 30; // of libtiff at once: a strip may be the whole image

struct Source
{
    std::span<const uint8_t> bytes;
    uint64_t at = 0;
    std::string message; // the first one
};

Source& sourceOf(thandle_t handle)
{
    return *static_cast<Source*>(handle);
}

tmsize_t readBytes(thandle_t handle, void* target, tmsize_t size)
{
    auto& source = sourceOf(handle);
    if (size <= 0 || source.at >= source.bytes.size())
        return 0;
    const auto count = std::min<uint64_t>(static_cast<uint64_t>(size), source.bytes.size() - source.at);
    std::memcpy(target, source.bytes.data() + source.at, count);
    source.at += count;
    return static_cast<tmsize_t>(count);
}

tmsize_t writeNothing(thandle_t, void*, tmsize_t)
{
    return 0;
}

toff_t seek(thandle_t handle, toff_t offset, int whence)
{
    auto& source = sourceOf(handle);
    source.at = whence == SEEK_CUR ? source.at + offset : whence == SEEK_END ? source.bytes.size() + offset : offset;
    return source.at;
}

int closeNothing(thandle_t)
{
    return 0;
}

toff_t sizeOf(thandle_t handle)
{
    return sourceOf(handle).bytes.size();
}

int mapBytes(thandle_t handle, void** base, toff_t* size)
{
    auto& source = sourceOf(handle);
    *base = const_cast<uint8_t*>(source.bytes.data());
    *size = source.bytes.size();
    return 1;
}

void unmapNothing(thandle_t, void*, toff_t)
{
}

int noteError(TIFF*, void* user, const char*, const char* format, va_list arguments)
{
    auto& message = static_cast<Source*>(user)->message;
    std::array<char, 256> text = {};
    if (message.empty() && std::vsnprintf(text.data(), text.size(), format, arguments) > 0)
        message = text.data();
    return 1;
}

// libtiff goes on without a tag whose values lie behind the end of the file, also without a palette.
int noteWarning(TIFF* tiff, void* user, const char* module, const char* format, va_list arguments)
{
    const std::string_view text(format);
    return text.starts_with("IO error") ? noteError(tiff, user, module, format, arguments) : 1;
}

using TiffFile = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

TiffFile openTiff(Source& source)
{
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                   TIFFOpenOptionsFree);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), noteError, &source);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), noteWarning, &source);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), maxAllocation);
    return {TIFFClientOpenExt("image", "r", &source, readBytes, writeNothing, seek, closeNothing, sizeOf, mapBytes,
                              unmapNothing, options.get()),
            TIFFClose};
}

struct Layout
{
    uint32_t width = 0, height = 0;
    uint16_t bits = 1, samples = 1, format = SAMPLEFORMAT_UINT, photometric = 0, planar = PLANARCONFIG_CONTIG;
    uint16_t compression = COMPRESSION_NONE, orientation = ORIENTATION_TOPLEFT;
    bool isPremultiplied = false;

    bool isSeparate() const
    {
        return planar == PLANARCONFIG_SEPARATE && samples > 1;
    }
    // Samples that lie beside each other in a row.
    size_t together() const
    {
        return isSeparate() ? 1 : samples;
    }
};

// The rows of one plane, one after the other.
class Rows
{
public:
    Rows(TIFF* tiff, const Layout& layout, const std::string& what)
        : m_tiff(tiff)
        , m_layout(layout)
        , m_what(what)
        , m_isTiled(TIFFIsTiled(tiff) != 0)
    {
        const auto rowBits = uint64_t(layout.width) * layout.together() * layout.bits;
        m_rowBytes = (rowBits + 7) / 8;
        if (m_isTiled)
            measureTiles();
        const auto size = m_isTiled ? m_stride * m_tileHeight : static_cast<uint64_t>(TIFFScanlineSize64(tiff));
        if (size < m_rowBytes || size > maxBand)
            throw Error(what + ": the rows of the TIFF image have an impossible length");
        m_band.resize(size);
    }

    // False when it cannot be decoded.
    bool read(uint32_t y, uint16_t plane)
    {
        if (m_isTiled && (y % m_tileHeight == 0 || plane != m_plane) && !readTiles(y, plane))
            return false;
        m_plane = plane;
        m_at = m_isTiled ? y % m_tileHeight * m_stride : 0;
        return m_isTiled || TIFFReadScanline(m_tiff, m_band.data(), y, plane) == 1;
    }

    const uint8_t* bytes() const
    {
        return &m_band[m_at];
    }

private:
    void measureTiles()
    {
        uint32_t width = 0, height = 0;
        TIFFGetField(m_tiff, TIFFTAG_TILEWIDTH, &width);
        TIFFGetField(m_tiff, TIFFTAG_TILELENGTH, &height);
        m_tileWidth = width;
        m_tileHeight = height;
        m_tileRowBytes = static_cast<uint64_t>(TIFFTileRowSize64(m_tiff));
        const auto bits = uint64_t(width) * m_layout.together() * m_layout.bits;
        const auto across = width > 0 ? (uint64_t(m_layout.width) + width - 1) / width : 0;
        if (across == 0 || height == 0 || bits % 8 != 0 || m_tileRowBytes != bits / 8 || m_tileRowBytes > maxBand ||
            height > maxBand / m_tileRowBytes || across > maxBand / (m_tileRowBytes * height))
            throw Error(m_what + ": the tiles of the TIFF image have an impossible size");
        m_stride = across * m_tileRowBytes;
        m_tile.resize(m_tileRowBytes * height);
    }

    bool readTiles(uint32_t y, uint16_t plane)
    {
        for (uint64_t x = 0; x < m_layout.width; x += m_tileWidth) {
            if (TIFFReadTile(m_tiff, m_tile.data(), static_cast<uint32_t>(x), y, 0, plane) < 0)
                return false;
            for (uint64_t row = 0; row < m_tileHeight; ++row)
                std::memcpy(&m_band[row * m_stride + x / m_tileWidth * m_tileRowBytes], &m_tile[row * m_tileRowBytes],
                            m_tileRowBytes);
        }
        return true;
    }

    TIFF* m_tiff;
    const Layout& m_layout;
    const std::string& m_what;
    bool m_isTiled;
    uint64_t m_rowBytes = 0, m_stride = 0, m_tileWidth = 1, m_tileHeight = 1, m_tileRowBytes = 0, m_at = 0;
    uint16_t m_plane = 0;
    std::vector<uint8_t> m_band, m_tile;
};

unsigned packed(const uint8_t* row, size_t index, unsigned bits)
{
    const size_t at = index * bits;
    return row[at / 8] >> (8 - bits - at % 8) & ((1u << bits) - 1);
}

template <typename T> T numberAt(const uint8_t* row, size_t index)
{
    T value = 0;
    std::memcpy(&value, row + index * sizeof(T), sizeof(T));
    return value;
}

template <typename T> uint8_t clippedTo8(T value)
{
    // The comparison is false for NaN.
    return value > 0 ? static_cast<uint8_t>(std::min<T>(value, 255)) : uint8_t(0);
}

// Wide grey is clipped, as Pillow does.
uint8_t greyLevel(const Layout& layout, const uint8_t* row, size_t index)
{
    const bool isSigned = layout.format == SAMPLEFORMAT_INT;
    if (layout.bits == 32)
        return layout.format == SAMPLEFORMAT_IEEEFP ? clippedTo8(numberAt<float>(row, index))
            : isSigned                              ? clippedTo8(numberAt<int32_t>(row, index))
                                                    : clippedTo8(numberAt<uint32_t>(row, index));
    if (layout.bits == 16)
        return isSigned ? clippedTo8(numberAt<int16_t>(row, index)) : clippedTo8(numberAt<uint16_t>(row, index));
    const unsigned most = (1u << layout.bits) - 1;
    const unsigned value = layout.bits == 8 ? row[index] : packed(row, index, layout.bits);
    const unsigned level = value * 255 / most;
    return static_cast<uint8_t>(layout.photometric == PHOTOMETRIC_MINISWHITE ? 255 - level : level);
}

// Of colour: 16 bits are cut.
uint8_t sampleOf(const Layout& layout, const uint8_t* row, size_t index)
{
    return layout.bits == 16 ? static_cast<uint8_t>(numberAt<uint16_t>(row, index) >> 8) : row[index];
}

// The alpha that a colour was multiplied with is divided out.
uint8_t withoutAlpha(unsigned color, unsigned alpha)
{
    return alpha == 0 ? uint8_t(0) : static_cast<uint8_t>(std::min(255u, 255 * color / alpha));
}

class TiffReader
{
public:
    TiffReader(std::span<const uint8_t> bytes, const std::string& what)
        : m_source{bytes, 0, {}}
        , m_what(what)
        , m_tiff(openTiff(m_source))
    {
        if (!m_tiff || !m_source.message.empty())
            fail();
        readLayout();
    }

    Image read()
    {
        auto image = startImage(m_layout.width, m_layout.height, m_what);
        const bool isYcbcr = m_layout.photometric == PHOTOMETRIC_YCBCR;
        if (isYcbcr || m_layout.compression == COMPRESSION_OJPEG)
            readByLibrary(image);
        else
            readRows(image);
        return turned(std::move(image));
    }

private:
    [[noreturn]] void fail() const
    {
        throw Error(m_what + ": the TIFF image is damaged, truncated or of an unknown kind (" + m_source.message + ")");
    }

    [[noreturn]] void unsupported() const
    {
        throw Error(
            fmt::format("{}: the TIFF image has {} samples of {} bits in colour space {}, which is not supported",
                        m_what, m_layout.samples, m_layout.bits, m_layout.photometric));
    }

    void readLayout()
    {
        auto& l = m_layout;
        TIFF* tiff = m_tiff.get();
        if (!TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &l.width) || !TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &l.height))
            fail();
        for (const auto& [tag, value] : {std::pair(TIFFTAG_BITSPERSAMPLE, &l.bits),
                                         {TIFFTAG_SAMPLESPERPIXEL, &l.samples},
                                         {TIFFTAG_SAMPLEFORMAT, &l.format},
                                         {TIFFTAG_PLANARCONFIG, &l.planar},
                                         {TIFFTAG_COMPRESSION, &l.compression},
                                         {TIFFTAG_ORIENTATION, &l.orientation}})
            TIFFGetFieldDefaulted(tiff, tag, value);
        TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &l.photometric);
        uint16_t extra = 0;
        uint16_t* kinds = nullptr;
        if (TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &extra, &kinds) && extra > 0)
            l.isPremultiplied = kinds[0] == EXTRASAMPLE_ASSOCALPHA;
        if (l.compression == COMPRESSION_JPEG && l.photometric == PHOTOMETRIC_YCBCR && !l.isSeparate()) {
            TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
            l.photometric = PHOTOMETRIC_RGB;
        }
        l.isPremultiplied = l.isPremultiplied && l.photometric == PHOTOMETRIC_RGB && l.samples > 3;
    }

    void readRows(Image& image)
    {
        checkSamples();
        if (m_layout.photometric == PHOTOMETRIC_PALETTE)
            readPalette();
        Rows rows(m_tiff.get(), m_layout, m_what);
        const auto read = [&](uint32_t y, size_t plane) {
            if (!rows.read(y, static_cast<uint16_t>(plane)))
                fail();
            return rows.bytes();
        };
        if (!m_layout.isSeparate()) {
            for (uint32_t y = 0; y < m_layout.height; ++y)
                convert(read(y, 0), addRow(image));
            return;
        }
        if (m_layout.photometric != PHOTOMETRIC_RGB || m_layout.isPremultiplied)
            unsupported();
        image.rgb.resize(3 * size_t(m_layout.width) * m_layout.height);
        for (size_t plane = 0; plane < 3; ++plane)
            for (uint32_t y = 0; y < m_layout.height; ++y) {
                const uint8_t* row = read(y, plane);
                uint8_t* rgb = &image.rgb[3 * size_t(m_layout.width) * y + plane];
                for (size_t x = 0; x < m_layout.width; ++x)
                    rgb[3 * x] = sampleOf(m_layout, row, x);
            }
    }

    void checkSamples() const
    {
        const auto& l = m_layout;
        const bool isWide = l.bits == 8 || l.bits == 16;
        const bool isFloat = l.format == SAMPLEFORMAT_IEEEFP, isInteger = l.format == SAMPLEFORMAT_UINT;
        const bool isNarrow = l.bits == 1 || l.bits == 2 || l.bits == 4 || l.bits == 8;
        bool known = false;
        switch (l.photometric) {
        case PHOTOMETRIC_MINISWHITE:
        case PHOTOMETRIC_MINISBLACK:
            known = l.bits == 32 || (!isFloat && (isNarrow || l.bits == 16));
            known = known && (l.samples == 1 || l.bits == 8 || l.bits == 16);
            break;
        case PHOTOMETRIC_PALETTE: known = isInteger && isNarrow && (l.samples == 1 || l.bits == 8); break;
        case PHOTOMETRIC_RGB: known = isInteger && isWide && l.samples >= 3; break;
        case PHOTOMETRIC_SEPARATED: known = isInteger && isWide && l.samples >= 4; break;
        default: break;
        }
        if (!known || l.samples > 16)
            unsupported();
    }

    void readPalette()
    {
        uint16_t *red = nullptr, *green = nullptr, *blue = nullptr;
        if (!TIFFGetField(m_tiff.get(), TIFFTAG_COLORMAP, &red, &green, &blue))
            fail();
        for (size_t i = 0; i < size_t(1) << m_layout.bits; ++i)
            m_colors[i] = {static_cast<uint8_t>(red[i] >> 8), static_cast<uint8_t>(green[i] >> 8),
                           static_cast<uint8_t>(blue[i] >> 8)};
    }

    void convert(const uint8_t* row, uint8_t* rgb) const
    {
        const auto& l = m_layout;
        for (size_t x = 0; x < l.width; ++x, rgb += 3) {
            const size_t first = x * l.samples;
            if (l.photometric == PHOTOMETRIC_PALETTE)
                std::copy_n(m_colors[l.bits == 8 ? row[first] : packed(row, x, l.bits)].data(), 3, rgb);
            else if (l.photometric == PHOTOMETRIC_RGB)
                convertColor(row, first, rgb);
            else if (l.photometric == PHOTOMETRIC_SEPARATED)
                for (size_t c = 0; c < 3; ++c)
                    rgb[c] = underInk(sampleOf(l, row, first + c), 255u - sampleOf(l, row, first + 3));
            else
                std::fill_n(rgb, 3, greyLevel(l, row, first));
        }
    }

    void convertColor(const uint8_t* row, size_t first, uint8_t* rgb) const
    {
        for (size_t c = 0; c < 3; ++c) {
            const auto color = sampleOf(m_layout, row, first + c);
            rgb[c] = m_layout.isPremultiplied ? withoutAlpha(color, sampleOf(m_layout, row, first + 3)) : color;
        }
    }

    void readByLibrary(Image& image)
    {
        std::array<char, 1024> message = {};
        TIFFRGBAImage rgba = {};
        if (!TIFFRGBAImageOK(m_tiff.get(), message.data()) ||
            !TIFFRGBAImageBegin(&rgba, m_tiff.get(), 1, message.data())) {
            m_source.message = message.data();
            fail();
        }
        const std::unique_ptr<TIFFRGBAImage, decltype(&TIFFRGBAImageEnd)> end(&rgba, TIFFRGBAImageEnd);
        rgba.req_orientation = rgba.orientation;
        const uint32_t band = rowsInBand();
        if (uint64_t(m_layout.width) * band * 4 > uint64_t(maxAllocation))
            fail();
        std::vector<uint32_t> raster(size_t(m_layout.width) * band);
        for (uint32_t y = 0; y < m_layout.height; y += band) {
            const uint32_t rows = std::min(band, m_layout.height - y);
            rgba.row_offset = static_cast<int>(y);
            if (!TIFFRGBAImageGet(&rgba, raster.data(), m_layout.width, rows))
                fail();
            for (uint32_t row = 0; row < rows; ++row)
                copyRow(&raster[size_t(row) * m_layout.width], addRow(image));
        }
    }

    uint32_t rowsInBand() const
    {
        uint32_t rows = m_layout.height;
        TIFFGetField(m_tiff.get(), TIFFIsTiled(m_tiff.get()) ? TIFFTAG_TILELENGTH : TIFFTAG_ROWSPERSTRIP, &rows);
        return std::clamp<uint32_t>(rows, 1, m_layout.height);
    }

    void copyRow(const uint32_t* raster, uint8_t* rgb) const
    {
        for (size_t x = 0; x < m_layout.width; ++x, rgb += 3) {
            rgb[0] = static_cast<uint8_t>(TIFFGetR(raster[x]));
            rgb[1] = static_cast<uint8_t>(TIFFGetG(raster[x]));
            rgb[2] = static_cast<uint8_t>(TIFFGetB(raster[x]));
        }
    }

    // As the tag Orientation says: transposed from 5 on, then mirrored.
    Image turned(Image image) const
    {
        const int orientation = m_layout.orientation;
        if (orientation < ORIENTATION_TOPRIGHT || orientation > ORIENTATION_LEFTBOT)
            return image;
        const bool transposes = orientation >= ORIENTATION_LEFTTOP;
        const bool mirrorsX = orientation == ORIENTATION_TOPRIGHT || orientation == ORIENTATION_BOTRIGHT ||
            orientation == ORIENTATION_RIGHTTOP || orientation == ORIENTATION_RIGHTBOT;
        const bool mirrorsY = orientation == ORIENTATION_BOTRIGHT || orientation == ORIENTATION_BOTLEFT ||
            orientation == ORIENTATION_RIGHTBOT || orientation == ORIENTATION_LEFTBOT;
        const auto width = static_cast<size_t>(image.width), height = static_cast<size_t>(image.height);
        auto result = transposes ? startImage(height, width, m_what) : startImage(width, height, m_what);
        const auto outWidth = static_cast<size_t>(result.width), outHeight = static_cast<size_t>(result.height);
        for (size_t y = 0; y < outHeight; ++y) {
            uint8_t* row = addRow(result);
            for (size_t x = 0; x < outWidth; ++x) {
                const size_t fromX = mirrorsX ? outWidth - 1 - x : x, fromY = mirrorsY ? outHeight - 1 - y : y;
                const size_t from = transposes ? fromX * width + fromY : fromY * width + fromX;
                std::copy_n(&image.rgb[3 * from], 3, row + 3 * x);
            }
        }
        return result;
    }

    Source m_source;
    const std::string& m_what;
    TiffFile m_tiff;
    Layout m_layout;
    Colors m_colors = {};
};

}

Image decodeTiff(std::span<const uint8_t> bytes, const std::string& what)
{
    return TiffReader(bytes, what).read();
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/imagedecoders.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>

#include <png.h>

#include "base/error.h"

namespace quantscope {
namespace {

// libpng reports errors by longjmp, which runs no destructors: everything that needs one lives here.
struct Decoder
{
    std::span<const uint8_t> rest;
    std::string message;
    std::jmp_buf jump;
    png_structp png = nullptr;
    png_infop info = nullptr;
    std::vector<uint8_t> samples;
    std::vector<png_bytep> rows;

    Decoder() = default;
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    ~Decoder()
    {
        png_destroy_read_struct(&png, &info, nullptr);
    }
};

void jumpOut(png_structp png, png_const_charp message)
{
    auto& decoder = *static_cast<Decoder*>(png_get_error_ptr(png));
    decoder.message = message;
    std::longjmp(decoder.jump, 1);
}

void ignoreWarning(png_structp, png_const_charp)
{
}

void readBytes(png_structp png, png_bytep target, size_t size)
{
    auto& decoder = *static_cast<Decoder*>(png_get_io_ptr(png));
    if (size > decoder.rest.size())
        png_error(png, "the data is truncated");
    std::memcpy(target, decoder.rest.data(), size);
    decoder.rest = decoder.rest.subspan(size);
}

bool readHeader(Decoder& decoder)
{
    if (setjmp(decoder.jump))
        return false;
    png_set_read_fn(decoder.png, &decoder, readBytes);
    png_read_info(decoder.png, decoder.info);
    png_set_packing(decoder.png);
    png_set_interlace_handling(decoder.png);
    png_read_update_info(decoder.png, decoder.info);
    return true;
}

// What the samples of a row become.
struct Layout
{
    size_t channels = 3, sampleBytes = 1;
    bool isWideGrey = false;
    Colors colors = {};
};

void convertRow(const Layout& layout, const uint8_t* samples, uint8_t* rgb, size_t width)
{
    for (size_t x = 0; x < width; ++x, rgb += 3) {
        const uint8_t* sample = &samples[x * layout.channels * layout.sampleBytes];
        if (layout.channels >= 3)
            for (size_t c = 0; c < 3; ++c)
                rgb[c] = sample[c * layout.sampleBytes];
        else if (layout.isWideGrey)
            std::fill_n(rgb, 3, sample[0] > 0 ? uint8_t(255) : sample[1]);
        else
            std::copy_n(layout.colors[sample[0]].data(), 3, rgb);
    }
}

// An interlaced image comes in passes over all rows, another one row by row.
bool readPixels(Decoder& decoder, const Layout& layout, Image& image)
{
    if (setjmp(decoder.jump))
        return false;
    const auto width = static_cast<size_t>(image.width);
    if (!decoder.rows.empty())
        png_read_image(decoder.png, decoder.rows.data());
    for (size_t y = 0; y < static_cast<size_t>(image.height); ++y) {
        uint8_t* samples = decoder.rows.empty() ? decoder.samples.data() : decoder.rows[y];
        if (decoder.rows.empty())
            png_read_row(decoder.png, samples, nullptr);
        convertRow(layout, samples, addRow(image), width);
    }
    png_read_end(decoder.png, nullptr);
    return true;
}

// What a sample of at most 8 bits looks like: its grey level, or its palette entry.
Colors colorsOf(const Decoder& decoder, int depth)
{
    Colors colors = {};
    const bool isPalette = png_get_color_type(decoder.png, decoder.info) == PNG_COLOR_TYPE_PALETTE;
    const int scale = depth > 8 ? 1 : 255 / ((1 << depth) - 1);
    for (int i = 0; i < 256 && !isPalette; ++i)
        colors[static_cast<size_t>(i)].fill(static_cast<uint8_t>(std::min(i * scale, 255)));
    png_colorp palette = nullptr;
    int count = 0;
    if (isPalette && png_get_PLTE(decoder.png, decoder.info, &palette, &count))
        for (int i = 0; i < std::min(count, 256); ++i)
            colors[static_cast<size_t>(i)] = {palette[i].red, palette[i].green, palette[i].blue};
    return colors;
}

}

Image decodePng(std::span<const uint8_t> bytes, const std::string& what)
{
    Decoder decoder;
    decoder.rest = bytes;
    decoder.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &decoder, jumpOut, ignoreWarning);
    decoder.info = decoder.png ? png_create_info_struct(decoder.png) : nullptr;
    if (!decoder.info)
        throw std::bad_alloc();
    const auto fail = [&]() -> Error { return Error(what + ": the PNG image is damaged (" + decoder.message + ")"); };
    // Both readers hold the only setjmp frames; png_get_bit_depth changes with png_set_packing, IHDR's own does not.
    if (!readHeader(decoder))
        throw fail();
    const size_t headerDepthAt = 24; // signature, length, "IHDR", width, height
    const int depth = bytes[headerDepthAt];
    auto image = startImage(png_get_image_width(decoder.png, decoder.info),
                            png_get_image_height(decoder.png, decoder.info), what);
    const auto height = static_cast<size_t>(image.height);
    const size_t rowBytes = png_get_rowbytes(decoder.png, decoder.info);
    const bool isInterlaced = png_get_interlace_type(decoder.png, decoder.info) != PNG_INTERLACE_NONE;
    decoder.samples.resize(rowBytes * (isInterlaced ? height : 1));
    for (size_t y = 0; isInterlaced && y < height; ++y)
        decoder.rows.push_back(&decoder.samples[y * rowBytes]);
    Layout layout;
    layout.channels = png_get_channels(decoder.png, decoder.info);
    layout.sampleBytes = depth == 16 ? 2 : 1;
    layout.isWideGrey = depth == 16 && layout.channels == 1;
    layout.colors = colorsOf(decoder, depth);
    if (!readPixels(decoder, layout, image))
        throw fail();
    return image;
}

}

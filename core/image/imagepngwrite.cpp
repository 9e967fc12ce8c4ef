// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/image.h"

#include <csetjmp>
#include <new>

#include <fmt/core.h>
#include <png.h>

#include "base/error.h"

namespace quantscope {
namespace {

// libpng reports errors by longjmp, which runs no destructors: everything that needs one lives here.
struct Encoder
{
    std::vector<uint8_t> bytes;
    std::string message;
    std::jmp_buf jump;
    png_structp png = nullptr;
    png_infop info = nullptr;

    Encoder() = default;
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    ~Encoder()
    {
        png_destroy_write_struct(&png, &info);
    }
};

void jumpOut(png_structp png, png_const_charp message)
{
    auto& encoder = *static_cast<Encoder*>(png_get_error_ptr(png));
    encoder.message = message;
    std::longjmp(encoder.jump, 1);
}

void ignoreWarning(png_structp, png_const_charp)
{
}

// An exception must not pass through libpng's C code.
void appendBytes(png_structp png, png_bytep data, size_t size)
{
    auto& bytes = static_cast<Encoder*>(png_get_io_ptr(png))->bytes;
    bool fits = true;
    try {
        bytes.insert(bytes.end(), data, data + size);
    } catch (const std::bad_alloc&) {
        fits = false;
    }
    if (!fits)
        png_error(png, "out of memory");
}

void flushNothing(png_structp)
{
}

bool writeAll(Encoder& encoder, const Image& image)
{
    if (setjmp(encoder.jump))
        return false;
    const auto width = static_cast<png_uint_32>(image.width), height = static_cast<png_uint_32>(image.height);
    png_set_write_fn(encoder.png, &encoder, appendBytes, flushNothing);
    png_set_IHDR(encoder.png, encoder.info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(encoder.png, encoder.info);
    for (png_uint_32 y = 0; y < height; ++y)
        png_write_row(encoder.png, image.rgb.data() + static_cast<size_t>(y) * width * 3);
    png_write_end(encoder.png, nullptr);
    return true;
}

}

std::vector<uint8_t> encodePng(const Image& image)
{
    const auto size = fmt::format("{}x{}", image.width, image.height);
    if (image.width < 1 || image.height < 1 ||
        image.rgb.size() != 3 * static_cast<size_t>(image.width) * static_cast<size_t>(image.height))
        throw Error(
            fmt::format("an image of {} pixels with {} bytes cannot be written as PNG", size, image.rgb.size()));
    Encoder encoder;
    encoder.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &encoder, jumpOut, ignoreWarning);
    encoder.info = encoder.png ? png_create_info_struct(encoder.png) : nullptr;
    if (!encoder.info)
        throw std::bad_alloc();
    if (!writeAll(encoder, image))
        throw Error("an image of " + size + " pixels cannot be written as PNG (" + encoder.message + ")");
    return std::move(encoder.bytes);
}

}

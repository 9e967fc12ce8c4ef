// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/jpegwrite.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include <fmt/core.h>
#include <jpeglib.h>

#include "base/error.h"

namespace quantscope {
namespace {

// What the encoding owns: libjpeg reports errors by longjmp, which runs no destructors.
struct Encoder
{
    jpeg_compress_struct info = {};
    jpeg_error_mgr errors = {};
    std::jmp_buf jump;
    unsigned char* bytes = nullptr; // libjpeg allocates them
    unsigned long size = 0;
    char message[JMSG_LENGTH_MAX] = {};

    Encoder() = default;
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    ~Encoder()
    {
        jpeg_destroy_compress(&info);
        std::free(bytes);
    }
};

[[noreturn]] void jumpOut(j_common_ptr info)
{
    auto& encoder = *static_cast<Encoder*>(info->client_data);
    info->err->format_message(info, encoder.message);
    std::longjmp(encoder.jump, 1);
}

bool write(Encoder& encoder, const JpegPixels& pixels)
{
    auto& info = encoder.info;
    info.err = jpeg_std_error(&encoder.errors);
    info.err->error_exit = jumpOut;
    info.client_data = &encoder;
    if (setjmp(encoder.jump)) {
        encoder.bytes = nullptr; // libjpeg may have replaced them already
        return false;
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &encoder.bytes, &encoder.size);
    info.image_width = static_cast<JDIMENSION>(pixels.width);
    info.image_height = static_cast<JDIMENSION>(pixels.height);
    info.input_components = pixels.channels;
    info.in_color_space = pixels.channels == 4 ? JCS_CMYK : JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_start_compress(&info, TRUE);
    const size_t rowBytes = size_t(pixels.width) * size_t(pixels.channels);
    while (info.next_scanline < info.image_height) {
        auto* row = const_cast<uint8_t*>(pixels.samples.data()) + info.next_scanline * rowBytes;
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    return true;
}

}

std::vector<uint8_t> encodeJpeg(const JpegPixels& pixels, const std::string& what)
{
    const auto count = size_t(pixels.width) * size_t(pixels.height) * size_t(pixels.channels);
    const bool fits = pixels.width > 0 && pixels.height > 0 && pixels.width <= JPEG_MAX_DIMENSION &&
        pixels.height <= JPEG_MAX_DIMENSION;
    if (!fits || (pixels.channels != 3 && pixels.channels != 4) || pixels.samples.size() != count)
        throw Error(fmt::format("{}: {}x{} pixels cannot be written as JPEG, sides from 1 to {} are expected", what,
                                pixels.width, pixels.height, JPEG_MAX_DIMENSION));
    Encoder encoder;
    if (!write(encoder, pixels))
        throw Error(what + ": cannot be written as JPEG (" + encoder.message + ")");
    return {encoder.bytes, encoder.bytes + encoder.size};
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/imagedecoders.h"

#include <csetjmp>
#include <cstdio>

#include <jerror.h>
#include <jpeglib.h>

#include "base/error.h"

namespace quantscope {
namespace {

struct ErrorManager
{
    jpeg_error_mgr base = {}; // first: libjpeg only knows this part
    std::jmp_buf jump;
    bool truncated = false;
    char message[JMSG_LENGTH_MAX] = {};
};

ErrorManager& managerOf(j_common_ptr info)
{
    return *reinterpret_cast<ErrorManager*>(info->err);
}

[[noreturn]] void jumpOut(j_common_ptr info)
{
    auto& manager = managerOf(info);
    manager.base.format_message(info, manager.message);
    std::longjmp(manager.jump, 1);
}

// Other warnings are about damage that Pillow decodes as well.
void noteWarning(j_common_ptr info, int level)
{
    auto& manager = managerOf(info);
    if (level < 0 && manager.base.msg_code == JWRN_JPEG_EOF)
        manager.truncated = true;
}

// One row of inverted CMYK.
void cmykToRgb(const uint8_t* cmyk, uint8_t* rgb, size_t width)
{
    for (size_t x = 0; x < width; ++x) {
        const unsigned light = cmyk[4 * x + 3];
        for (size_t c = 0; c < 3; ++c)
            rgb[3 * x + c] = underInk(255u - cmyk[4 * x + c], light);
    }
}

// Holds what the decoding owns: libjpeg reports errors by longjmp, which runs no destructors, so nothing that needs
// one is created between setjmp and the jump.
struct Decoder
{
    jpeg_decompress_struct info = {};
    ErrorManager errors;
    Image image;
    std::vector<uint8_t> row;

    Decoder()
    {
        info.err = jpeg_std_error(&errors.base);
        errors.base.error_exit = jumpOut;
        errors.base.emit_message = noteWarning;
    }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    ~Decoder()
    {
        jpeg_destroy_decompress(&info);
    }
};

bool readHeader(Decoder& decoder, std::span<const uint8_t> bytes)
{
    if (setjmp(decoder.errors.jump))
        return false;
    auto& info = decoder.info;
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes.data(), static_cast<unsigned long>(bytes.size()));
    jpeg_read_header(&info, TRUE);
    info.out_color_space = info.num_components == 4 ? JCS_CMYK : JCS_RGB;
    return true;
}

// Rows as libjpeg gives them, behind each other.
bool readRows(Decoder& decoder, std::vector<uint8_t>& samples)
{
    if (setjmp(decoder.errors.jump))
        return false;
    auto& info = decoder.info;
    jpeg_start_decompress(&info);
    const size_t rowBytes = size_t(info.output_width) * size_t(info.output_components);
    while (info.output_scanline < info.output_height) {
        samples.resize(samples.size() + rowBytes);
        uint8_t* row = samples.data() + samples.size() - rowBytes;
        jpeg_read_scanlines(&info, &row, 1);
    }
    return true;
}

bool readPixels(Decoder& decoder)
{
    if (setjmp(decoder.errors.jump))
        return false;
    auto& info = decoder.info;
    jpeg_start_decompress(&info);
    const size_t width = info.output_width;
    const bool inks = info.out_color_space == JCS_CMYK;
    while (info.output_scanline < info.output_height) {
        uint8_t* target = addRow(decoder.image);
        uint8_t* row = inks ? decoder.row.data() : target;
        jpeg_read_scanlines(&info, &row, 1);
        if (inks)
            cmykToRgb(row, target, width);
    }
    return true;
}

void openHeader(Decoder& decoder, std::span<const uint8_t> bytes, const std::string& what)
{
    if (!readHeader(decoder, bytes))
        throw Error(what + ": is not a usable JPEG image (" + decoder.errors.message + ")");
}

void checkRead(bool done, const Decoder& decoder, const std::string& what)
{
    if (!done)
        throw Error(what + ": the JPEG image is damaged (" + decoder.errors.message + ")");
    if (decoder.errors.truncated)
        throw Error(what + ": the JPEG image is truncated");
}

}

Image decodeJpeg(std::span<const uint8_t> bytes, const std::string& what)
{
    Decoder decoder;
    openHeader(decoder, bytes, what);
    decoder.image = startImage(decoder.info.image_width, decoder.info.image_height, what);
    decoder.row.resize(size_t(decoder.info.image_width) * 4);
    checkRead(readPixels(decoder), decoder, what);
    return std::move(decoder.image);
}

std::optional<Inks> inksOfJpeg(std::span<const uint8_t> bytes, const std::string& what)
{
    Decoder decoder;
    openHeader(decoder, bytes, what);
    if (decoder.info.out_color_space != JCS_CMYK)
        return {};
    const auto size = startImage(decoder.info.image_width, decoder.info.image_height, what);
    Inks inks{static_cast<int>(decoder.info.image_width), static_cast<int>(decoder.info.image_height), {}};
    checkRead(readRows(decoder, inks.cmyk), decoder, what);
    return inks;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
// The first frame, on a canvas that grows where the frame does not fit in. The canvas has the frame's transparent
// colour, else the first one of the palette, as Pillow fills it.

#include "image/imagedecoders.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include <gif_lib.h>

#include "base/error.h"

namespace quantscope {
namespace {

struct Interlacing
{
    size_t first, step;
};

constexpr std::array<Interlacing, 4> passes = {{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
constexpr int noColor = -1;

int readBytes(GifFileType* gif, GifByteType* target, int size)
{
    auto& rest = *static_cast<std::span<const uint8_t>*>(gif->UserData);
    const size_t count = std::min(rest.size(), static_cast<size_t>(std::max(size, 0)));
    std::memcpy(target, rest.data(), count);
    rest = rest.subspan(count);
    return static_cast<int>(count);
}

class GifReader
{
public:
    GifReader(std::span<const uint8_t> bytes, const std::string& what)
        : m_rest(bytes)
        , m_what(what)
    {
        int problem = 0;
        m_gif = DGifOpen(&m_rest, readBytes, &problem);
        if (!m_gif)
            fail(problem);
    }
    ~GifReader()
    {
        DGifCloseFile(m_gif, nullptr);
    }
    GifReader(const GifReader&) = delete;
    GifReader& operator=(const GifReader&) = delete;

    Image firstFrame()
    {
        findFrame();
        const auto& frame = m_gif->Image;
        const auto left = static_cast<size_t>(frame.Left), top = static_cast<size_t>(frame.Top);
        const auto width = static_cast<size_t>(frame.Width), height = static_cast<size_t>(frame.Height);
        auto image = startImage(std::max<uint64_t>(static_cast<uint64_t>(m_gif->SWidth), left + width),
                                std::max<uint64_t>(static_cast<uint64_t>(m_gif->SHeight), top + height), m_what);
        requireSane(image, uint64_t(width) * height);
        const auto colors = colorsOf();
        const auto& background = colors[static_cast<size_t>(std::max(m_transparent, 0))];
        // Not cleared: what a damaged file promises costs no memory.
        m_pixels = std::make_unique_for_overwrite<uint8_t[]>(frame.Interlace ? width * height : width);
        if (frame.Interlace)
            readInterlaced(width, height);
        for (size_t y = 0; y < static_cast<size_t>(image.height); ++y) {
            uint8_t* row = addRow(image);
            for (size_t x = 0; x < static_cast<size_t>(image.width); ++x)
                std::copy_n(background.data(), 3, row + 3 * x);
            if (y < top || y >= top + height)
                continue;
            const uint8_t* pixels = frame.Interlace ? &m_pixels[(y - top) * width] : readLine(m_pixels.get(), width);
            for (size_t x = 0; x < width; ++x)
                std::copy_n(colors[pixels[x]].data(), 3, row + 3 * (left + x));
        }
        return image;
    }

private:
    [[noreturn]] void fail(int problem) const
    {
        const char* reason = GifErrorString(problem);
        throw Error(m_what + ": the GIF image is damaged or truncated (" + (reason ? reason : "unknown reason") + ")");
    }

    void require(int result) const
    {
        if (result != GIF_OK)
            fail(m_gif->Error);
    }

    void findFrame()
    {
        for (;;) {
            GifRecordType type = UNDEFINED_RECORD_TYPE;
            require(DGifGetRecordType(m_gif, &type));
            if (type == EXTENSION_RECORD_TYPE) {
                readExtension();
            } else if (type == IMAGE_DESC_RECORD_TYPE) {
                require(DGifGetImageDesc(m_gif));
                if (m_gif->Image.Width < 1 || m_gif->Image.Height < 1)
                    throw Error(m_what + ": the GIF image has an empty frame");
                return;
            } else {
                throw Error(m_what + ": the GIF image has no frame");
            }
        }
    }

    // Some bytes must not ask for gigabytes of background.
    void requireSane(const Image& image, uint64_t framePixels) const
    {
        constexpr uint64_t large = 64'000'000, mostBackground = 1000;
        const auto pixels = static_cast<uint64_t>(image.width) * static_cast<uint64_t>(image.height);
        if (pixels > large && pixels / mostBackground > framePixels)
            throw Error(m_what + ": the GIF image is empty but for a thousandth of it");
    }

    void readExtension()
    {
        int code = 0;
        GifByteType* block = nullptr;
        require(DGifGetExtension(m_gif, &code, &block));
        GraphicsControlBlock control = {};
        if (code == GRAPHICS_EXT_FUNC_CODE && block && DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK &&
            control.TransparentColor != NO_TRANSPARENT_COLOR)
            m_transparent = control.TransparentColor;
        while (block)
            require(DGifGetExtensionNext(m_gif, &block));
    }

    Colors colorsOf() const
    {
        const auto* map = m_gif->Image.ColorMap ? m_gif->Image.ColorMap : m_gif->SColorMap;
        if (!map)
            return greyRamp();
        Colors colors = {};
        for (int i = 0; i < std::min(map->ColorCount, 256); ++i)
            colors[static_cast<size_t>(i)] = {map->Colors[i].Red, map->Colors[i].Green, map->Colors[i].Blue};
        return colors;
    }

    const uint8_t* readLine(uint8_t* target, size_t width)
    {
        require(DGifGetLine(m_gif, target, static_cast<int>(width)));
        return target;
    }

    void readInterlaced(size_t width, size_t height)
    {
        for (const auto& pass : passes)
            for (size_t y = pass.first; y < height; y += pass.step)
                readLine(&m_pixels[y * width], width);
    }

    std::span<const uint8_t> m_rest;
    const std::string& m_what;
    GifFileType* m_gif = nullptr;
    int m_transparent = noColor;
    std::unique_ptr<uint8_t[]> m_pixels; // of a row, or of an interlaced frame
};

}

Image decodeGif(std::span<const uint8_t> bytes, const std::string& what)
{
    return GifReader(bytes, what).firstFrame();
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/base64.h"

#include <array>

namespace quantscope {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t notBase64 = 0xff;
constexpr uint8_t space = 0xfe;
constexpr uint8_t padding = 0xfd;

constexpr std::array<uint8_t, 256> makeTable()
{
    std::array<uint8_t, 256> table = {};
    table.fill(notBase64);
    for (size_t i = 0; i < alphabet.size(); ++i)
        table[static_cast<uint8_t>(alphabet[i])] = static_cast<uint8_t>(i);
    for (const char c : {' ', '\t', '\r', '\n'})
        table[static_cast<uint8_t>(c)] = space;
    table['='] = padding;
    return table;
}

constexpr auto values = makeTable();

}

std::optional<std::vector<uint8_t>> decodeBase64(std::string_view text)
{
    std::vector<uint8_t> out(text.size() / 4 * 3 + 3);
    size_t written = 0;
    uint32_t group = 0;
    int digits = 0;
    int pads = 0;
    for (const char c : text) {
        const uint8_t value = values[static_cast<uint8_t>(c)];
        if (value < 64 && pads == 0) {
            group = group << 6 | value;
            if (++digits == 4) {
                out[written++] = static_cast<uint8_t>(group >> 16);
                out[written++] = static_cast<uint8_t>(group >> 8);
                out[written++] = static_cast<uint8_t>(group);
                digits = 0;
            }
        } else if (value == padding && digits >= 2 && digits + pads < 4) {
            ++pads;
        } else if (value != space) {
            return std::nullopt;
        }
    }
    if (digits + pads != 0 && digits + pads != 4)
        return std::nullopt;
    // With padding, 2 digits carry one byte and 3 carry two.
    if (digits >= 2)
        out[written++] = static_cast<uint8_t>(digits == 2 ? group >> 4 : group >> 10);
    if (digits == 3)
        out[written++] = static_cast<uint8_t>(group >> 2);
    out.resize(written);
    return out;
}

std::string encodeBase64(std::span<const uint8_t> bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (size_t at = 0; at < bytes.size(); at += 3) {
        const size_t count = bytes.size() - at < 3 ? bytes.size() - at : 3;
        uint32_t group = 0;
        for (size_t i = 0; i < 3; ++i)
            group = group << 8 | (i < count ? bytes[at + i] : 0);
        for (size_t i = 0; i < 4; ++i)
            text += i <= count ? alphabet[group >> (18 - 6 * i) & 63] : '=';
    }
    return text;
}

}

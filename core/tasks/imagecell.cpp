// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/imagecell.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "base/unicode.h"
#include "files/base64.h"
#include "files/mappedfile.h"
#include "files/pythonliteral.h"
#include "image/image.h"

namespace quantscope {
namespace {

constexpr uint64_t maxImageBytes = 1u << 30;
constexpr size_t maxReferenceLength = 64;
constexpr size_t maxImages = 1024; // of one question

// The items of a Python list, else the text itself.
std::vector<std::string> listIn(std::string_view cell)
{
    const auto text = stripped(cell);
    if (!text.starts_with('[') || !text.ends_with(']'))
        return {std::string(text)};
    const auto literal = parsePythonLiteral(text);
    if (!literal || literal->kind != PythonLiteral::Kind::List)
        throw Error("the list of images is not a Python list of texts");
    if (literal->items.empty() || literal->items.size() > maxImages)
        throw Error(fmt::format("the list has {} images, from 1 to {} are expected", literal->items.size(), maxImages));
    std::vector<std::string> items;
    for (const auto& item : literal->items)
        items.emplace_back(stripped(item.text));
    return items;
}

bool isUrl(std::string_view text)
{
    const auto start = lowerCase(text.substr(0, 8));
    return start.starts_with("http://") || start == "https://" || start.starts_with("file://");
}

void refuseLink(std::string_view text, std::string_view column)
{
    if (isUrl(text))
        throw Error(fmt::format("the column {} has a link; only images in the table or its folder are read", column));
}

bool isDataUri(std::string_view text)
{
    return lowerCase(text.substr(0, 5)) == "data:";
}

// What follows "data:image/png;base64,", else the text itself.
std::string_view payloadOf(std::string_view text)
{
    if (!isDataUri(text))
        return text;
    const auto comma = text.find(',');
    if (comma == std::string_view::npos || !lowerCase(text.substr(0, comma)).ends_with(";base64"))
        throw Error("the column image has a data: URI that is not in base64");
    return text.substr(comma + 1);
}

// "photo.JPG", but not base64, which has no point.
bool looksLikeFile(std::string_view text)
{
    constexpr size_t longestPath = 4096;
    constexpr std::array<std::string_view, 9> endings = {".jpg", ".jpeg", ".png",  ".webp", ".gif",
                                                         ".bmp", ".tif",  ".tiff", ".jfif"};
    if (text.size() > longestPath || isDataUri(text))
        return false;
    const auto lower = lowerCase(text);
    return std::any_of(endings.begin(), endings.end(), [&](auto ending) { return lower.ends_with(ending); });
}

EncodedImage decoded(std::string_view text)
{
    const auto payload = payloadOf(text);
    if (payload.size() / 4 > maxImageBytes / 3)
        throw Error("the image is larger than 1 GB");
    auto bytes = decodeBase64(payload);
    if (!bytes || bytes->empty())
        throw Error("the column image is not valid base64");
    return std::make_shared<const std::vector<uint8_t>>(std::move(*bytes));
}

}

bool mayBeReference(std::string_view cell)
{
    return cell.size() <= maxReferenceLength && !stripped(cell).starts_with('[');
}

ImageCells::ImageCells(const std::filesystem::path& tsv)
    : m_folder(tsv.parent_path())
    , m_name(tsv.stem().string())
{
}

EncodedImage ImageCells::imageIn(std::string_view text)
{
    refuseLink(text, "image");
    return looksLikeFile(text) ? file(std::string(text)) : decoded(text);
}

std::vector<EncodedImage> ImageCells::fromCell(std::string_view cell)
{
    const auto text = stripped(cell);
    if (!text.starts_with('['))
        return {imageIn(text)};
    std::vector<EncodedImage> images;
    for (const auto& item : listIn(text))
        images.push_back(imageIn(item));
    return images;
}

std::vector<EncodedImage> ImageCells::tinyFromCell(std::string_view cell)
{
    if (const auto text = stripped(cell); isUrl(text) || isDataUri(text) || looksLikeFile(text))
        return {imageIn(text)};
    try {
        auto image = decoded(stripped(cell));
        if (isKnownImage(*image))
            return {std::move(image)};
    } catch (const Error&) {
        // It was meant as a reference.
    }
    return {};
}

std::vector<EncodedImage> ImageCells::fromPaths(std::string_view cell)
{
    std::vector<EncodedImage> images;
    for (const auto& name : listIn(cell))
        images.push_back(file(name));
    return images;
}

EncodedImage ImageCells::file(const std::string& name)
{
    auto& known = m_files[name];
    if (known)
        return known;
    refuseLink(name, "image_path");
    const std::filesystem::path relative(name);
    // A dataset comes from a stranger: it must not name files elsewhere.
    if (relative.is_absolute() || std::find(relative.begin(), relative.end(), "..") != relative.end())
        throw Error("the image " + name + " leads out of the dataset's folder");
    for (const auto& candidate : {m_folder / relative, m_folder / "images" / m_name / relative}) {
        std::error_code ignored;
        if (!std::filesystem::is_regular_file(candidate, ignored))
            continue;
        const auto mapped = MappedFile::open(candidate, maxImageBytes);
        known = std::make_shared<const std::vector<uint8_t>>(mapped.bytes().begin(), mapped.bytes().end());
        return known;
    }
    throw Error("the image " + name + " is no file in the dataset's folder or its images/" + m_name);
}

}

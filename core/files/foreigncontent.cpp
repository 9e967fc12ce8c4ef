// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/foreigncontent.h"

#include <array>
#include <string>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr size_t looked = 4096; // bytes from the beginning

struct Foreign
{
    std::string_view begin; // of the content in lower case, without white space in front
    std::string_view sentence;
};

constexpr std::array<Foreign, 13> kinds = {{
    {"version https://git-lfs.github.com/spec/",
     "is a Git LFS pointer in the place of the file; fetch the file with `git lfs pull`"},
    {"../../blobs/", "is the text of a link into a Hugging Face cache whose blobs are not there; copy the whole entry"},
    {"<!doctype", "is a web page saved in the place of the file; download the file again"},
    {"<html", "is a web page saved in the place of the file; download the file again"},
    {"<head", "is a web page saved in the place of the file; download the file again"},
    {"<?xml", "is an XML page saved in the place of the file; download the file again"},
    {"entry not found", "is the answer \"Entry not found\" of a server in the place of the file; download it again"},
    {"repository not found", "is the answer \"Repository not found\" of a server in the place of the file"},
    {"invalid username or password", "is the answer of a server that refused to give the file; log in and download it"},
    {"access to model", "is the answer of a server that gives the file only to some users; ask there for access"},
    {"gguf", "is a GGUF file; a checkpoint in safetensors files is expected"},
    {"pk\x03\x04", "is a zip archive, as PyTorch saves *.bin files; a checkpoint in safetensors files is expected"},
    {"\x1f\x8b", "is compressed by gzip; unpack it first"},
}};

std::string_view withoutMark(std::string_view text)
{
    constexpr std::string_view mark = "\xef\xbb\xbf";
    if (text.starts_with(mark))
        text.remove_prefix(mark.size());
    const size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (auto& c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return result;
}

}

void refuseForeignContent(std::string_view content, const std::filesystem::path& file)
{
    if (content.empty())
        throw Error(file.string() + ": is empty; the download is not complete");
    const auto begin = content.substr(0, looked);
    if (begin.find_first_not_of('\0') == std::string_view::npos)
        throw Error(file.string() + ": begins with zeros alone; the download is not complete");
    const auto text = lower(withoutMark(begin));
    for (const auto& kind : kinds)
        if (text.starts_with(kind.begin))
            throw Error(file.string() + ": " + std::string(kind.sentence));
}

}

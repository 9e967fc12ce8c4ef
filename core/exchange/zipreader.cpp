// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/zipreader.h"

#include <vector>

#include <fmt/core.h>
#include <zip.h>

namespace quantscope {
namespace {

constexpr size_t pieceBytes = 256 << 10;

std::string textOfZipError(zip_error_t& error)
{
    std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    return text;
}

struct CloseEntry
{
    void operator()(zip_file_t* entry) const
    {
        zip_fclose(entry);
    }
};

}

void ZipReader::Discard::operator()(zip* archive) const
{
    zip_discard(archive);
}

ZipReader::ZipReader(const std::filesystem::path& file, const ZipLimits& limits)
    : m_name(file.string())
    , m_limits(limits)
    , m_file(MappedFile::open(file, limits.mostBytes))
{
    zip_error_t error;
    zip_error_init(&error);
    const auto bytes = m_file.bytes();
    auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (!source)
        throw Error(m_name + ": " + textOfZipError(error));
    m_zip.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!m_zip) {
        zip_source_free(source);
        throw Error(m_name + ": is no ZIP archive, or a damaged one: " + textOfZipError(error));
    }
    zip_error_fini(&error);
    if (zip_get_num_entries(m_zip.get(), 0) > m_limits.mostEntries)
        throw Error(fmt::format("{}: has more than {} entries", m_name, m_limits.mostEntries));
}

bool ZipReader::has(const std::string& entry) const
{
    return zip_name_locate(m_zip.get(), entry.c_str(), ZIP_FL_NOCASE) >= 0;
}

void ZipReader::read(const std::string& entry, const std::function<void(std::string_view)>& take)
{
    const auto fail = [&](const std::string& what) { throw Error(m_name + ": " + entry + " " + what); };
    const auto index = zip_name_locate(m_zip.get(), entry.c_str(), ZIP_FL_NOCASE);
    if (index < 0)
        fail("is missing");
    const std::unique_ptr<zip_file_t, CloseEntry> opened(
        zip_fopen_index(m_zip.get(), static_cast<zip_uint64_t>(index), 0));
    if (!opened)
        fail(std::string("cannot be read: ") + zip_strerror(m_zip.get()));
    std::vector<char> piece(pieceBytes);
    for (;;) {
        const auto count = zip_fread(opened.get(), piece.data(), piece.size());
        if (count < 0)
            fail(std::string("is damaged: ") + zip_file_strerror(opened.get()));
        if (count == 0)
            return;
        // Counted as it comes: an archive can say any size of itself.
        m_unpacked += static_cast<uint64_t>(count);
        if (m_unpacked > m_limits.mostUnpacked)
            fail(fmt::format("unpacks to more than {} MB", m_limits.mostUnpacked >> 20));
        take({piece.data(), static_cast<size_t>(count)});
    }
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "zipfile.h"

#include <stdexcept>

#include <zip.h>

namespace quantscope::test {
namespace {

[[noreturn]] void failZip(const char* what)
{
    throw std::runtime_error(std::string("zip: ") + what);
}

}

ZipEntries unzipped(const std::string& archive)
{
    auto* source = zip_source_buffer_create(archive.data(), archive.size(), 0, nullptr);
    auto* zip = source ? zip_open_from_source(source, ZIP_RDONLY, nullptr) : nullptr;
    if (!zip)
        failZip("no archive");
    ZipEntries entries;
    for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); ++i) {
        zip_stat_t stat;
        if (zip_stat_index(zip, static_cast<zip_uint64_t>(i), 0, &stat) != 0)
            failZip(zip_strerror(zip));
        auto& content = entries[stat.name];
        content.resize(stat.size);
        auto* entry = zip_fopen_index(zip, static_cast<zip_uint64_t>(i), 0);
        if (!entry || zip_fread(entry, content.data(), content.size()) != static_cast<zip_int64_t>(content.size()))
            failZip("an entry cannot be read");
        zip_fclose(entry);
    }
    zip_discard(zip);
    return entries;
}

std::string zipped(const ZipEntries& entries)
{
    auto* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    auto* zip = target ? zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, nullptr) : nullptr;
    if (!zip)
        failZip("no archive");
    zip_source_keep(target);
    for (const auto& [name, content] : entries) {
        auto* source = zip_source_buffer(zip, content.data(), content.size(), 0);
        if (!source || zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0)
            failZip(zip_strerror(zip));
    }
    if (zip_close(zip) != 0)
        failZip(zip_strerror(zip));
    zip_stat_t stat;
    zip_stat_init(&stat);
    std::string archive;
    if (zip_source_open(target) != 0 || zip_source_stat(target, &stat) != 0)
        failZip("no archive was written");
    archive.resize(stat.size);
    zip_source_read(target, archive.data(), archive.size());
    zip_source_close(target);
    zip_source_free(target);
    return archive;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/mappedfile.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/core.h>

namespace quantscope {
namespace {

constexpr std::string_view toBlobs = "../../blobs/";
constexpr std::streamsize longestLink = 512;

struct Descriptor
{
    int fd = -1;

    explicit Descriptor(int descriptor)
        : fd(descriptor)
    {
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
};

[[noreturn]] void failWithErrno(const std::filesystem::path& file, const char* what)
{
    const int code = errno;
    std::error_code ignored;
    if (code == ENOENT && std::filesystem::is_symlink(file, ignored))
        throw MissingFileError(file.string() + ": is a link to " +
                               std::filesystem::read_symlink(file, ignored).string() +
                               ", which is not there; the download or the copy of the folder is not complete");
    const auto sentence = file.string() + ": " + what + " (" + std::strerror(code) + ")";
    if (code == ENOENT)
        throw MissingFileError(sentence);
    throw Error(sentence);
}

}

bool isPresent(const std::filesystem::path& file)
{
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::symlink_status(file, ignored));
}

std::filesystem::path behindTextLink(const std::filesystem::path& file)
{
    std::error_code ignored;
    const auto snapshot = std::filesystem::absolute(file, ignored).lexically_normal().parent_path();
    if (snapshot.parent_path().filename() != "snapshots" || !std::filesystem::is_regular_file(file, ignored) ||
        std::filesystem::file_size(file, ignored) > longestLink)
        return file;
    std::string text(longestLink, '\0');
    std::ifstream in(file, std::ios::binary);
    in.read(text.data(), longestLink);
    text.resize(static_cast<size_t>(in.gcount()));
    const bool isLink = text.starts_with(toBlobs) && text.size() > toBlobs.size() &&
        text.find_first_of(std::string_view("/\\\0\n", 4), toBlobs.size()) == std::string::npos;
    const auto blob = isLink ? snapshot / text : std::filesystem::path();
    return isLink && std::filesystem::is_regular_file(blob, ignored) ? blob : file;
}

MappedFile MappedFile::open(const std::filesystem::path& named, uint64_t maxBytes)
{
    const auto file = behindTextLink(named);
    // Without O_NONBLOCK a named pipe in place of the file would block for ever.
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (descriptor.fd < 0)
        failWithErrno(file, "cannot be opened");
    struct stat status = {};
    if (::fstat(descriptor.fd, &status) != 0)
        failWithErrno(file, "cannot be examined");
    if (!S_ISREG(status.st_mode))
        throw Error(file.string() + ": is not a regular file");
    const auto size = static_cast<uint64_t>(status.st_size);
    if (size > maxBytes)
        throw Error(fmt::format("{}: has {} bytes, at most {} are expected", file.string(), size, maxBytes));
    MappedFile mapped;
    mapped.m_size = static_cast<size_t>(size);
    if (size == 0)
        return mapped;
    void* address = ::mmap(nullptr, mapped.m_size, PROT_READ, MAP_PRIVATE, descriptor.fd, 0);
    if (address == MAP_FAILED)
        failWithErrno(file, "cannot be mapped");
    mapped.m_data = std::shared_ptr<const uint8_t>(
        static_cast<const uint8_t*>(address),
        [length = mapped.m_size](const uint8_t* data) { ::munmap(const_cast<uint8_t*>(data), length); });
    return mapped;
}

std::span<const uint8_t> MappedFile::bytes() const
{
    return {m_data.get(), m_size};
}

std::string_view MappedFile::text() const
{
    return {reinterpret_cast<const char*>(m_data.get()), m_size};
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tinymodel.h"

#include <fstream>
#include <sstream>

#include "reference.h"

namespace quantscope::test {

namespace fs = std::filesystem;

fs::path tinyModel()
{
    return fs::path(QUANTSCOPE_SOURCE_DIR) / "tests" / "data" / "tinymodel";
}

void copyTinyModel(const fs::path& to)
{
    fs::create_directories(to);
    for (const auto& entry : fs::directory_iterator(tinyModel()))
        writeText(to / entry.path().filename(), readText(entry.path()));
}

std::string readText(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

RawTensors RawTensors::read(const fs::path& file)
{
    const auto bytes = readText(file);
    size_t length = 0;
    for (size_t i = 8; i-- > 0;)
        length = length << 8 | static_cast<unsigned char>(bytes.at(i));
    return {nlohmann::json::parse(bytes.substr(8, length)), bytes.substr(8 + length)};
}

void RawTensors::put(const std::string& name, const std::string& dtype, const std::vector<int64_t>& shape,
                     const std::string& bytes)
{
    header[name] = {{"dtype", dtype}, {"shape", shape}, {"data_offsets", {data.size(), data.size() + bytes.size()}}};
    data += bytes;
}

std::string RawTensors::bytesOf(const std::string& name) const
{
    const auto& offsets = header.at(name).at("data_offsets");
    const auto begin = offsets[0].get<size_t>(), end = offsets[1].get<size_t>();
    return data.substr(begin, end - begin);
}

std::string RawTensors::text() const
{
    auto json = header.dump();
    json.resize((json.size() + 7) / 8 * 8, ' ');
    std::string length;
    for (size_t i = 0; i < 8; ++i)
        length += static_cast<char>(json.size() >> (8 * i));
    return length + json + data;
}

void RawTensors::write(const fs::path& file) const
{
    writeText(file, text());
}

}

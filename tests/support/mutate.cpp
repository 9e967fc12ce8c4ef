// SPDX-License-Identifier: GPL-3.0-or-later
#include "mutate.h"

#include <array>
#include <limits>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include "zipfile.h"

namespace quantscope::test {
namespace {

using nlohmann::json;

json oddNumber(Dice& dice)
{
    constexpr double doubles[] = {1e308, -1e308, 1e-320, 0.5, -0.0, 1.0 / 3, 1e-7, 1e19, 4.5};
    constexpr int64_t integers[] = {0,
                                    1,
                                    2,
                                    3,
                                    4,
                                    7,
                                    8,
                                    14,
                                    16,
                                    28,
                                    63,
                                    255,
                                    256,
                                    4096,
                                    65536,
                                    1 << 24,
                                    INT32_MAX,
                                    int64_t(1) << 31,
                                    int64_t(1) << 32,
                                    int64_t(1) << 53,
                                    INT64_MAX,
                                    INT64_MIN};
    switch (dice.below(4)) {
    case 0: return doubles[dice.below(std::size(doubles))];
    case 1: return std::numeric_limits<uint64_t>::max() - dice.below(2);
    default: return integers[dice.below(std::size(integers))] * (dice.oneIn(4) ? uint64_t(-1) : uint64_t(1));
    }
}

json oddText(Dice& dice)
{
    const std::string texts[] = {"",
                                 " ",
                                 std::string(1, '\0'),
                                 std::string(5000, 'a'),
                                 "../x",
                                 "/",
                                 ".",
                                 "nan",
                                 "0",
                                 "-1",
                                 "<IMG_CONTEXT>",
                                 "<|im_end|>",
                                 "ï€\xf0\x9f\x94\xac",
                                 "F32",
                                 "BF16",
                                 "F8_E4M3",
                                 "I64",
                                 "(a+)+$",
                                 "\\p{L}{1,60000}",
                                 "\\K",
                                 "[",
                                 "Sequence",
                                 "ByteLevel",
                                 "NFKC",
                                 "rms_norm",
                                 "qwen2",
                                 "internlm2",
                                 "dynamic",
                                 "int8",
                                 "gptq",
                                 "\t\"\n"};
    return texts[dice.below(std::size(texts))];
}

json oddValue(Dice& dice)
{
    switch (dice.below(9)) {
    case 0: return nullptr;
    case 1: return dice.oneIn(2);
    case 2: return json::array();
    case 3: return json::object();
    case 4: {
        json deep = 1;
        for (size_t level = dice.below(300); level > 0; --level)
            deep = json::array({std::move(deep)});
        return deep;
    }
    case 5:
    case 6: return oddText(dice);
    default: return oddNumber(dice);
    }
}

json nearNumber(const json& value, Dice& dice)
{
    if (!value.is_number_integer())
        return value.get<double>() * (dice.oneIn(2) ? -1.0 : dice.oneIn(2) ? 2.0 : 1.0 + 1e-12);
    const auto n = value.get<uint64_t>(); // wraps as it likes
    switch (dice.below(6)) {
    case 0: return n + 1;
    case 1: return n - 1;
    case 2: return static_cast<int64_t>(~n + 1);
    case 3: return n * 2;
    case 4: return n / 2;
    default: return double(n) + 0.5;
    }
}

// All values inside, each with what it lies in.
struct Place
{
    json* parent;
    std::string key;
    size_t index;

    json& value() const
    {
        return parent->is_object() ? (*parent)[key] : (*parent)[index];
    }
};

void collect(json& value, std::vector<Place>& places)
{
    if (value.is_object()) {
        for (auto& [key, inner] : value.items()) {
            places.push_back({&value, key, 0});
            collect(inner, places);
        }
    } else if (value.is_array()) {
        for (size_t i = 0; i < value.size(); ++i) {
            places.push_back({&value, {}, i});
            collect(value[i], places);
        }
    }
}

// Large lists, such as a vocabulary, would get all changes: half of the choices go to what lies near the top.
const Place& choose(const std::vector<Place>& places, json& root, Dice& dice)
{
    if (dice.oneIn(2))
        return places[dice.below(places.size())];
    std::vector<const Place*> near;
    for (const auto& place : places)
        if (place.parent == &root || place.parent->size() < 40)
            near.push_back(&place);
    return near.empty() ? places[dice.below(places.size())] : *near[dice.below(near.size())];
}

void changeOne(json& root, Dice& dice)
{
    std::vector<Place> places;
    collect(root, places);
    if (places.empty()) {
        root = oddValue(dice);
        return;
    }
    const auto place = choose(places, root, dice);
    auto& value = place.value();
    switch (dice.below(8)) {
    case 0:
        if (place.parent->is_object())
            place.parent->erase(place.key);
        else
            place.parent->erase(place.index);
        break;
    case 1: value = json(places[dice.below(places.size())].value()); break;
    case 2:
        if (place.parent->is_array())
            place.parent->push_back(json(value));
        else
            (*place.parent)[oddText(dice).get<std::string>()] = json(value);
        break;
    case 3: value = oddText(dice); break;
    case 4:
    case 5:
        if (value.is_number()) {
            value = nearNumber(value, dice);
            break;
        }
        [[fallthrough]];
    default: value = oddValue(dice); break;
    }
}

uint32_t crcOf(std::string_view bytes)
{
    uint32_t crc = 0xffffffff;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

uint32_t bigEndian(std::string_view bytes)
{
    uint32_t value = 0;
    for (size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

void mendChecksums(std::string& png)
{
    for (size_t at = 8; at + 12 <= png.size();) {
        const size_t length = bigEndian(std::string_view(png).substr(at, 4));
        if (length > png.size() - at - 12)
            return;
        const uint32_t crc = crcOf(std::string_view(png).substr(at + 4, length + 4));
        for (size_t i = 0; i < 4; ++i)
            png[at + 8 + length + i] = static_cast<char>(crc >> (24 - 8 * i));
        at += 12 + length;
    }
}

// From a sign to the one that ends it, as in <…> and '…'; empty when there is none.
std::pair<size_t, size_t> stretch(const std::string& text, char first, char last, Dice& dice)
{
    const auto begin = text.find(first, dice.below(text.size() + 1));
    const auto end = begin == std::string::npos ? begin : text.find(last, begin + 1);
    return end == std::string::npos ? std::pair<size_t, size_t>() : std::pair(begin, end + 1 - begin);
}

std::string oddXml(Dice& dice)
{
    const std::string values[] = {
        "A1",      "XFD1048576", "ZZZZ1", "A1:B3", "A1:XFD1048576", "s",        "b",         "e",    "n",
        "str",     "inlineStr",  "0",     "-1",    "1e308",         "NaN",      "&a;",       "&#0;", "&#x10ffff;",
        "_x0000_", "_xD800_",    "#REF!", "../..", "/etc/passwd",   "<t>x</t>", "<![CDATA[", "<!--", "4294967296"};
    return dice.oneIn(6) ? oddText(dice).get<std::string>() : values[dice.below(std::size(values))];
}

void changeXml(std::string& xml, Dice& dice)
{
    const bool quoted = dice.oneIn(2);
    const auto [at, length] = quoted ? stretch(xml, '"', '"', dice) : stretch(xml, '<', '>', dice);
    switch (const auto part = xml.substr(at, length); dice.below(5)) {
    case 0: xml.erase(at, length); break;
    case 1: xml.insert(at, part); break;
    case 2: {
        const auto to = stretch(xml, '<', '>', dice).first;
        xml.erase(at, length);
        xml.insert(std::min(to, xml.size()), part);
        break;
    }
    case 3: {
        const auto [from, size] = stretch(xml, '>', '<', dice);
        if (size > 1)
            xml.replace(from + 1, size - 2, oddXml(dice));
        break;
    }
    default:
        if (quoted && length > 1)
            xml.replace(at + 1, length - 2, oddXml(dice));
    }
}

// Whole pages stay in their places.
std::string mutatedPages(std::string file, Dice& dice)
{
    constexpr size_t pageBytes = 4096, head = 100;
    for (size_t changes = 1 + dice.below(4); changes > 0 && !file.empty(); --changes) {
        const size_t page = dice.below(file.size() / pageBytes + 1) * pageBytes;
        const size_t at = page + dice.below(dice.oneIn(2) ? head : pageBytes);
        if (at < file.size())
            file[at] =
                dice.oneIn(2) ? static_cast<char>(dice.below(256)) : static_cast<char>(file[at] ^ (1 << dice.below(8)));
    }
    return dice.oneIn(8) ? mutatedBytes(std::move(file), dice) : file;
}

// A database whose file lies in memory. What SQLite does not let happen does not happen.
class MemoryDatabase
{
public:
    explicit MemoryDatabase(const std::string& file)
    {
        sqlite3_open(":memory:", &m_handle);
        auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(file.size()));
        file.copy(reinterpret_cast<char*>(copy), file.size());
        for (const size_t version : {18, 19}) // a file in memory has no log beside it
            if (version < file.size())
                copy[version] = 1;
        const auto size = static_cast<sqlite3_int64>(file.size());
        sqlite3_deserialize(m_handle, "main", copy, size, size,
                            SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
    }
    ~MemoryDatabase()
    {
        sqlite3_close(m_handle);
    }
    MemoryDatabase(const MemoryDatabase&) = delete;
    MemoryDatabase& operator=(const MemoryDatabase&) = delete;

    std::string bytes()
    {
        sqlite3_int64 size = 0;
        auto* data = sqlite3_serialize(m_handle, "main", &size, 0);
        std::string file(reinterpret_cast<char*>(data), static_cast<size_t>(size));
        sqlite3_free(data);
        return file;
    }

    void changeSomething(Dice& dice)
    {
        const auto tables = texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
        if (tables.empty())
            return;
        const auto table = tables[dice.below(tables.size())];
        if (dice.oneIn(10))
            return changeSchema(table, dice);
        const auto columns = texts("SELECT name FROM pragma_table_info('" + table + "')");
        const auto rows = texts("SELECT count(*) FROM " + table);
        const auto place = std::to_string(dice.below(std::stoul(rows.at(0))));
        const auto column = columns[dice.below(columns.size())];
        const auto old = texts("SELECT " + column + " FROM " + table + " LIMIT 1 OFFSET " + place);
        if (!old.empty())
            put("UPDATE " + table + " SET " + column + " = ? WHERE " + column + " IS (SELECT " + column + " FROM " +
                    table + " LIMIT 1 OFFSET " + place + ")",
                old.front(), dice);
    }

private:
    void changeSchema(const std::string& table, Dice& dice)
    {
        const std::string changes[] = {"DROP TABLE " + table,
                                       "DELETE FROM " + table,
                                       "CREATE TABLE t" + table + " (x)",
                                       "CREATE VIEW v AS SELECT * FROM " + table,
                                       "CREATE TRIGGER t AFTER UPDATE ON " + table + " BEGIN DELETE FROM runs; END",
                                       "ALTER TABLE " + table + " ADD COLUMN more",
                                       "PRAGMA user_version = " + std::to_string(dice.below(5000)),
                                       "PRAGMA application_id = 3"};
        sqlite3_exec(m_handle, changes[dice.below(std::size(changes))].c_str(), nullptr, nullptr, nullptr);
    }

    std::vector<std::string> texts(const std::string& sql)
    {
        std::vector<std::string> list;
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(m_handle, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
            return list;
        while (sqlite3_step(statement) == SQLITE_ROW) {
            const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, 0));
            list.emplace_back(data ? data : "", static_cast<size_t>(sqlite3_column_bytes(statement, 0)));
        }
        sqlite3_finalize(statement);
        return list;
    }

    void put(const std::string& sql, const std::string& old, Dice& dice)
    {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(m_handle, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
            return;
        const auto number = oddNumber(dice);
        const auto text =
            old.starts_with('{') || old.starts_with('[') ? mutatedJson(old, dice) : mutatedBytes(old, dice);
        const auto size = static_cast<int>(text.size());
        if (dice.oneIn(3))
            sqlite3_bind_int64(statement, 1, number.is_number_float() ? 1 : number.get<int64_t>());
        else if (dice.oneIn(4))
            sqlite3_bind_double(statement, 1, number.get<double>());
        else if (old.starts_with("\xff\xd8") || old.starts_with("\x89PNG"))
            sqlite3_bind_blob(statement, 1, text.data(), size, SQLITE_TRANSIENT);
        else
            sqlite3_bind_text(statement, 1, text.data(), size, SQLITE_TRANSIENT);
        sqlite3_step(statement);
        sqlite3_finalize(statement);
    }

    sqlite3* m_handle = nullptr;
};

}

std::string mutatedBytes(std::string bytes, Dice& dice)
{
    for (size_t changes = 1 + dice.below(4); changes > 0; --changes) {
        const size_t at = dice.below(bytes.size() + 1), length = 1 + dice.below(dice.oneIn(4) ? 200 : 4);
        switch (dice.below(7)) {
        case 0: bytes.insert(at, length, static_cast<char>(dice.below(256))); break;
        case 1: bytes.erase(at, length); break;
        case 2: bytes.insert(at, bytes.substr(dice.below(bytes.size() + 1), length)); break;
        case 3:
            if (dice.oneIn(4))
                bytes.resize(at);
            break;
        default:
            if (at < bytes.size())
                bytes[at] = dice.oneIn(2) ? static_cast<char>(dice.below(256))
                                          : static_cast<char>(bytes[at] ^ (1 << dice.below(8)));
        }
    }
    return bytes;
}

std::string mutatedJson(const std::string& text, Dice& dice)
{
    if (dice.oneIn(8))
        return mutatedBytes(text, dice);
    auto root = json::parse(text, nullptr, false);
    if (root.is_discarded())
        return mutatedBytes(text, dice);
    for (size_t changes = 1 + dice.below(3); changes > 0; --changes)
        changeOne(root, dice);
    const auto changed = root.dump(-1, ' ', false, json::error_handler_t::replace);
    return dice.oneIn(16) ? mutatedBytes(changed, dice) : changed;
}

std::string mutatedTable(std::string text, Dice& dice)
{
    if (dice.oneIn(4))
        return mutatedBytes(std::move(text), dice);
    for (size_t changes = 1 + dice.below(3); changes > 0; --changes) {
        const std::string signs[] = {"\t",    "\n",    "\r",     "\"", "\r\n", "\xff", std::string(1, '\0'),
                                     "['",    "']",    "0",      "-",  "[",    "nan",  "\xef\xbb\xbf",
                                     "index", "image", "answer", "=",  "/",    "1e9",  "\\"};
        const auto& sign = signs[dice.below(std::size(signs))];
        size_t at = text.find(dice.oneIn(2) ? '\t' : '\n', dice.below(text.size() + 1));
        at = at == std::string::npos ? dice.below(text.size() + 1) : at;
        switch (dice.below(4)) {
        case 0: text.insert(at, sign); break;
        case 1: text.replace(at, std::min<size_t>(1, text.size() - at), sign); break;
        case 2: text.insert(at + (at < text.size()), sign); break;
        default: {
            // The cell behind is another one.
            const size_t begin = std::min(at + 1, text.size());
            const size_t end = std::min(text.find_first_of("\t\n", begin), text.size());
            text.replace(begin, end - begin, dice.oneIn(2) ? oddText(dice).get<std::string>() : oddNumber(dice).dump());
        }
        }
    }
    return text;
}

std::string mutatedTensors(const std::string& file, Dice& dice)
{
    if (file.size() < 8 || dice.oneIn(8))
        return mutatedBytes(file, dice);
    size_t length = 0;
    for (size_t i = 8; i-- > 0;)
        length = length << 8 | static_cast<unsigned char>(file[i]);
    auto header = mutatedJson(file.substr(8, length), dice);
    auto data = file.substr(std::min(file.size(), 8 + length));
    if (dice.oneIn(8))
        data = mutatedBytes(data, dice);
    size_t said = header.size();
    if (dice.oneIn(16))
        said = oddNumber(dice).get<size_t>();
    std::string result;
    for (size_t i = 0; i < 8; ++i)
        result += static_cast<char>(said >> (8 * i));
    return result + header + data;
}

std::string mutatedJsonLines(const std::string& text, Dice& dice)
{
    if (dice.oneIn(8))
        return mutatedBytes(text, dice);
    const auto begin = text.rfind('\n', dice.below(text.size() + 1));
    const auto from = begin == std::string::npos ? 0 : begin + 1;
    const auto end = std::min(text.find('\n', from), text.size());
    return text.substr(0, from) + mutatedJson(text.substr(from, end - from), dice) + text.substr(end);
}

std::string mutatedWorkbook(const std::string& file, Dice& dice)
{
    if (dice.oneIn(8))
        return mutatedBytes(file, dice);
    auto entries = unzipped(file);
    for (size_t changes = 1 + dice.below(3); changes > 0; --changes) {
        auto& content = std::next(entries.begin(), static_cast<std::ptrdiff_t>(dice.below(entries.size())))->second;
        if (dice.oneIn(20))
            content = std::next(entries.begin(), static_cast<std::ptrdiff_t>(dice.below(entries.size())))->second;
        else if (dice.oneIn(10))
            content = mutatedBytes(content, dice);
        else
            changeXml(content, dice);
    }
    if (dice.oneIn(20))
        entries.erase(std::next(entries.begin(), static_cast<std::ptrdiff_t>(dice.below(entries.size()))));
    const auto mutant = zipped(entries);
    return dice.oneIn(16) ? mutatedBytes(mutant, dice) : mutant;
}

std::string mutatedDatabase(const std::string& file, Dice& dice)
{
    if (dice.oneIn(3))
        return mutatedPages(file, dice);
    MemoryDatabase database(file);
    for (size_t changes = 1 + dice.below(3); changes > 0; --changes)
        database.changeSomething(dice);
    return database.bytes();
}

std::string mutatedImage(std::string file, Dice& dice)
{
    for (size_t changes = 1 + dice.below(3); changes > 0 && !file.empty(); --changes) {
        // Headers matter most.
        const size_t at = dice.below(dice.oneIn(2) ? std::min<size_t>(file.size(), 64) : file.size());
        file[at] = dice.oneIn(2) ? static_cast<char>(file[at] ^ (1 << dice.below(8)))
                                 : static_cast<char>(dice.oneIn(3) ? 0xff : dice.below(256));
    }
    if (dice.oneIn(6))
        file = mutatedBytes(std::move(file), dice);
    if (file.starts_with("\x89PNG") && !dice.oneIn(4))
        mendChecksums(file);
    return file;
}

}

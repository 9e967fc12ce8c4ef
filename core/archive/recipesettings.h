// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "quant/recipe.h"

namespace quantscope {

// A setting of a recipe. Keys put them in order and tell matches of overrides apart whose short names are alike.
struct RecipeSetting
{
    std::string path; // see FieldDifference
    nlohmann::json value;
};
// All but the name, by key.
std::map<std::string, RecipeSetting> settingsOf(const Recipe&);

// The settings of thousands of recipes, each path and each value kept once under a number. Parts that many recipes have
// in common, such as a tower, are read once.
class SettingsTable
{
public:
    struct Setting
    {
        uint32_t path = 0, value = 0;
        uint64_t number = 0; // of key and value together; equal where both are
    };
    // A recipe's settings; the sum of their numbers tells its settings apart from others', and what a part adds to it
    // can be taken away again.
    struct Row
    {
        std::vector<Setting> settings;
        uint64_t sum = 0;
    };

    SettingsTable();

    void add(const Recipe&);
    // From its JSON. False, and nothing is added: this version cannot read it.
    bool add(std::string_view json);

    const std::vector<Row>& rows() const
    {
        return m_rows;
    }
    const std::vector<std::string>& paths() const
    {
        return m_paths;
    }
    nlohmann::json value(const Setting&) const;

private:
    using Part = std::vector<Setting>;

    Setting setting(const std::string& key, const std::string& path, const std::string& value);
    bool addParts(std::string_view json);
    const Part* part(const std::string& name, std::string_view text);
    std::unique_ptr<Part> readPart(const std::string& name, std::string_view text);
    std::unique_ptr<Part> readOverrides(std::string_view text);
    void append(Row&, const Part&);

    struct Field
    {
        std::string key, path, value; // the value where a text does not have it; empty: it is left out then
    };

    std::map<std::string, std::map<std::string, Field>> m_fields; // of parts, by the names that texts have
    std::unordered_map<std::string, uint32_t> m_pathNumbers, m_valueNumbers;
    std::vector<std::string> m_paths, m_values;
    std::unordered_map<std::string, std::unique_ptr<Part>> m_parts; // by name and text; null: not readable
    std::vector<Row> m_rows;
};

}

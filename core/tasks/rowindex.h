// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace quantscope {

// The index of a row as its table has it, without outer white space. An integer of 64 bits gets its shortest form:
// "007" becomes "7", and "7.0", which pandas writes behind a gap in the column, as well.
std::string rowIndex(std::string_view cell);

// A number for an integer, else text; and back. Error names `where`.
nlohmann::json indexToJson(const std::string& index);
std::string indexFromJson(const nlohmann::json&, const std::string& where);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>

namespace quantscope {

// The members of a JSON object as they stand in its text, without reading the values: for many texts of which little is
// wanted. Values that are not looked into are not checked. False, after those before it, where the text is no object.
bool forEachMember(std::string_view object,
                   const std::function<void(std::string_view key, std::string_view value)>& take);
// The value of the first member with this key, empty without one.
std::string_view memberText(std::string_view object, std::string_view key);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/message.h"

namespace quantscope {

// The row of the recipe's matrix at which an issue is mended, by the id of its setting; empty: no single one.
std::string_view settingOfIssue(const Message&);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "jinja/syntax.h"
#include "jinjavalues/limits.h"

namespace quantscope::jinja {

// The statements of a template (valid UTF-8). Throws Error with the line for bad syntax and for a tag that is not
// known.
std::vector<Statement> parseTemplate(std::string_view source, const TemplateLimits& limits);

}

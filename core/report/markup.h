// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace quantscope {

// Any bytes as text of HTML, XML or SVG, also inside an attribute: signs that mean something there are escaped, what is
// no UTF-8 or no character of XML becomes U+FFFD.
std::string markupText(std::string_view);

// A page that needs nothing else: no scripts, no network, nothing but its own style. Light or dark as the reader's
// system is; printed dark on white. `language` is a code, `title` plain text, `body` markup.
std::string htmlPage(std::string_view language, std::string_view title, std::string_view body);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace quantscope {

// The stem of an English word in lower case ("relational" -> "relat"), as nltk's PorterStemmer finds it in its default
// mode. Letters other than a to z are consonants; words of one or two letters stay.
std::string porterStem(const std::string& utf8);

}

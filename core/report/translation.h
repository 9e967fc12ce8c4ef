// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "messages/sentence.h"

namespace quantscope {

// A language that reports are written in: its code and its own name.
struct ReportLanguage
{
    std::string_view code, name;
};
std::span<const ReportLanguage> reportLanguages();

// The core's sentences in one language, out of resources/translations/core_zh.ts, which the window uses as well.
struct Translation
{
    std::string language = "en";
    std::map<std::string, std::string, std::less<>> messages; // by code
    std::map<std::string, std::string, std::less<>> texts; // by the English text; both empty for English
};

// Error for a code that is not in reportLanguages() and for a file that is missing or damaged.
Translation loadTranslation(std::string_view language);

// Refers to the translation.
Wording wordingOf(const Translation&);
std::string sentenceIn(const Translation&, const Message&);
// A fixed text of the core, as a stage's title; one that has no translation stays English.
std::string translated(const Translation&, std::string_view english);

}

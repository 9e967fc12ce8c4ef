// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include <QString>

namespace quantscope {

// Why one would touch a setting, by its id in recipe files: three sentences and the page of the lessons that shows it.
struct WhyText
{
    const char* id;
    const char* does; // translated in context "WhyTexts", as the next two
    const char* costs;
    const char* hurts; // when it hurts
    const char* page; // id of a page of Learn; empty: none fits
};

std::span<const WhyText> whyTexts();
const WhyText* whyText(std::string_view setting);
QString whySentence(const char* text);

}

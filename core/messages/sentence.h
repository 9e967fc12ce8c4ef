// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "base/message.h"
#include "messages/messagetable.h"

namespace quantscope {

// What differs between languages and front ends. All texts are UTF-8.
struct Wording
{
    std::function<std::string(const MessageTemplate&)> translate; // the template in the language, same placeholders
    std::function<std::string(const Number&)> number; // not for infinite decibels
};

// The whole sentence, with its layer or tower in front. A code that this version does not know is shown with its
// arguments.
std::string sentenceOf(const Message&, const Wording&);

// In English, for reports, logs and the command line.
std::string englishText(const Message&);
std::vector<std::string> englishTexts(const std::vector<Message>&);
std::string englishNumber(const Number&);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace quantscope {

// The English sentence of a code, with {names} of arguments. Clauses start small and have no full stop where they are
// parts of other sentences. Chinese: context "Messages" of resources/translations/core_zh.ts, with the code as comment.
struct MessageTemplate
{
    std::string_view code;
    std::string_view english;
};

// One table for each room that makes messages; a new message is a row.
std::span<const MessageTemplate> commonMessages(); // what others are put together from
std::span<const MessageTemplate> numericMessages();
std::span<const MessageTemplate> taskMessages();
std::span<const MessageTemplate> quantMessages();
std::span<const MessageTemplate> runMessages();
std::span<const MessageTemplate> nameMessages(); // of runs
std::span<const MessageTemplate> compareMessages(); // of runs side by side
std::span<const MessageTemplate> exchangeMessages();
std::span<const MessageTemplate> sessionMessages();
std::span<const MessageTemplate> diagnosisMessages();
std::span<const MessageTemplate> reportMessages(); // headings, columns and sentences of reports

std::vector<MessageTemplate> allMessages();
// Null for a code that this version does not know.
const MessageTemplate* findMessage(std::string_view code);

}

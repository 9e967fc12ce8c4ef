// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/messagetable.h"

#include <algorithm>
#include <array>

namespace quantscope {
namespace {

constexpr MessageTemplate commonRows[] = {
    {"text", "{text}"}, // a sentence of an earlier version
    {"place", "{place}: {sentence}"},
    {"separator", "; "},
    {"number.no_error", "no error"},
    {"number.no_signal", "no signal"},
    {"tower.vision", "vision"},
    {"tower.projector", "projector"},
    {"tower.llm", "llm"},
};

constexpr MessageTemplate numericRows[] = {
    {"fallback.damping_raised",
     "the Hessian with damping {damping} is not positive definite; tried again with ten times as much"},
    {"fallback.rounded_to_nearest",
     "the Hessian with damping {damping} is not positive definite; rounded to nearest with the whole-row grid"},
};

std::array<std::span<const MessageTemplate>, 11> tables()
{
    return {commonMessages(),  numericMessages(),   taskMessages(),    quantMessages(),
            runMessages(),     nameMessages(),      compareMessages(), exchangeMessages(),
            sessionMessages(), diagnosisMessages(), reportMessages()};
}

}

std::span<const MessageTemplate> commonMessages()
{
    return commonRows;
}

std::span<const MessageTemplate> numericMessages()
{
    return numericRows;
}

std::vector<MessageTemplate> allMessages()
{
    std::vector<MessageTemplate> all;
    for (const auto& table : tables())
        all.insert(all.end(), table.begin(), table.end());
    return all;
}

const MessageTemplate* findMessage(std::string_view code)
{
    for (const auto& table : tables())
        for (const auto& row : table)
            if (row.code == code)
                return &row;
    return nullptr;
}

}

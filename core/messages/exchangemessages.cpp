// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/messagetable.h"

namespace quantscope {
namespace {

constexpr MessageTemplate exchangeRows[] = {
    // Why a row of predictions answers no question.
    {"import.no_prediction", "it has no prediction"},
    {"import.no_such_index", "the benchmark has no question {index}"},
    {"import.other_question", "question {index} of the benchmark is another one"},
    {"import.no_such_question", "the benchmark does not ask this"},
    {"import.ambiguous", "{count} questions of the benchmark fit"},
    {"import.repeated", "another row answers question {index}"},
    {"import.nothing_to_match", "it has neither an index nor a question"},

    {"import.formulas", "{count} predictions are formulas: the results that the file has stored count"},
    {"import.unknown_cells",
     "{count} predictions are error values or formulas without a stored result: they do not count"},
    {"import.other_sheets", "the predictions are those of sheet {sheet}; there are more in {others}"},
    {"import.unmatched", "{count} rows of the file answer no question; the first, row {line}: {first}"},
    {"import.unanswered", "{count} questions of the benchmark have no answer in the file"},
};

}

std::span<const MessageTemplate> exchangeMessages()
{
    return exchangeRows;
}

}

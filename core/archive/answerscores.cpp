// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/answerscores.h"

#include "files/jsonfile.h"
#include "record/recordjson.h"

namespace quantscope {
namespace {

// What stands beside an answer says so where it has none.
bool isScoredBy(const std::string& rest, const std::string& where)
{
    const auto said = parseJson(rest, where);
    if (!said.is_object())
        throw Error(where + ": what stands beside an answer is no JSON object");
    auto json = predictionToJson({});
    json.update(said);
    return predictionFromJson(json, where).isScored;
}

}

std::vector<AnswerScore> answerScores(Database& database, const std::string& id)
{
    const auto where = database.file().string() + ": run " + id;
    Statement rows(database,
                   "SELECT p.row, p.score, p.rest FROM predictions p JOIN runs r ON r.id = p.run WHERE r.record_id = ? "
                   "ORDER BY p.row");
    rows.bind(1, id);
    std::vector<AnswerScore> scores;
    while (rows.step())
        if (rows.isNull(2) || isScoredBy(rows.text(2), where))
            scores.push_back({static_cast<size_t>(rows.integer(0)), rows.number(1)});
    return scores;
}

}

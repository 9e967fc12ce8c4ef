// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/archiverows.h"

#include <charconv>
#include <set>
#include <type_traits>

#include <fmt/core.h>

#include "files/jsonfile.h"
#include "files/sha256.h"
#include "record/recordjson.h"

namespace quantscope {
namespace {

constexpr int64_t mostLayers = 10'000; // the largest models have a thousand, and each takes kilobytes

// Fields of a prediction that have columns of their own.
constexpr const char* storedFields[] = {"row", "index", "prediction", "tokens", "hit"};

// Text that is no UTF-8 is mended rather than lost with all the rest.
std::string compact(const nlohmann::json& json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

template <typename Index> std::string textOf(const Index& index)
{
    if constexpr (std::is_integral_v<Index>)
        return std::to_string(index);
    else
        return index;
}

template <typename Index> void setIndex(Index& index, const std::string& text, const std::string& where)
{
    if constexpr (std::is_integral_v<Index>) {
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), index);
        if (problem != std::errc() || end != text.data() + text.size())
            throw Error(where + ": the index '" + text + "' is no number");
    } else {
        index = text;
    }
}

// What differs from `base`, compared as text so that zeros keep their signs; objects part by part.
nlohmann::json withoutDefaults(const nlohmann::json& json, const nlohmann::json& base)
{
    auto rest = nlohmann::json::object();
    for (const auto& [name, value] : json.items()) {
        const auto it = base.find(name);
        if (it == base.end())
            rest[name] = value;
        else if (value.is_object() && it->is_object()) {
            if (auto part = withoutDefaults(value, *it); !part.empty())
                rest[name] = std::move(part);
        } else if (compact(value) != compact(*it))
            rest[name] = value;
    }
    return rest;
}

// Questions by their content, each once in the file.
class Questions
{
public:
    explicit Questions(Database& database)
        : m_database(database)
        , m_find(database, "SELECT id FROM questions WHERE hash = ?")
        , m_add(database,
                "INSERT INTO questions (hash, question_index, category, question, answers) VALUES (?, ?, ?, "
                "?, ?)")
    {
    }

    int64_t idOf(const std::string& data, const std::string& index, const AskedQuestion& asked)
    {
        const auto answers = compact(asked.answers);
        const auto content = compact({data, index, asked.category, asked.question, answers});
        const auto hash = sha256Hex({reinterpret_cast<const uint8_t*>(content.data()), content.size()});
        m_find.reset();
        if (m_find.bind(1, hash).step())
            return m_find.integer(0);
        m_add.bindAll(hash, index, asked.category, asked.question, answers);
        m_add.run();
        return m_database.lastId();
    }

private:
    Database& m_database;
    Statement m_find, m_add;
};

// What a later field of Prediction has to say; nothing today.
std::string restOf(const Prediction& prediction, const nlohmann::json& base)
{
    auto json = predictionToJson(prediction);
    for (const char* name : storedFields)
        json.erase(name);
    const auto rest = json.empty() ? json : withoutDefaults(json, base);
    return rest.empty() ? std::string() : compact(rest);
}

Prediction predictionOf(const Statement& row, const std::string& where)
{
    Prediction prediction;
    prediction.row = static_cast<size_t>(row.integer(0));
    setIndex(prediction.index, row.text(1), where);
    prediction.text = row.text(2);
    prediction.tokens = row.integer(3);
    prediction.score = row.number(4);
    if (row.isNull(5))
        return prediction;
    const auto rest = parseJson(row.text(5), where);
    if (!rest.is_object())
        throw Error(where + ": what stands beside an answer is no JSON object");
    auto json = predictionToJson(prediction);
    json.update(rest);
    return predictionFromJson(json, where);
}

}

Growth writePredictions(Database& database, int64_t run, const std::string& data,
                        std::span<const Prediction> predictions, std::span<const AskedQuestion> asked)
{
    if (asked.size() != predictions.size())
        throw Error(fmt::format("{} predictions stand beside {} questions", predictions.size(), asked.size()));
    Questions questions(database);
    Statement before(database, "SELECT score FROM predictions WHERE run = ? AND row = ?");
    Statement put(database,
                  "INSERT OR REPLACE INTO predictions (run, row, question, text, tokens, score, rest) VALUES "
                  "(?, ?, ?, ?, ?, ?, ?)");
    const auto base = predictionToJson({});
    Growth growth;
    for (size_t i = 0; i < predictions.size(); ++i) {
        const auto& prediction = predictions[i];
        const auto row = static_cast<int64_t>(prediction.row);
        before.bindAll(run, row);
        const bool known = before.step();
        growth.answers += known ? 0 : 1;
        growth.correct += prediction.score - (known ? before.number(0) : 0);
        before.reset();
        put.bindAll(run, row, questions.idOf(data, textOf(prediction.index), asked[i]), prediction.text,
                    prediction.tokens, prediction.score);
        if (const auto rest = restOf(prediction, base); rest.empty())
            put.bindNull(7);
        else
            put.bind(7, rest);
        put.run();
    }
    return growth;
}

void readPredictions(Database& database, int64_t run, RunRecord& record)
{
    const auto where = database.file().string() + ": run " + record.id;
    Statement rows(database,
                   "SELECT p.row, q.question_index, p.text, p.tokens, p.score, p.rest, q.category, q.question, "
                   "q.answers FROM predictions p JOIN questions q ON q.id = p.question WHERE p.run = ? ORDER BY p.row");
    rows.bind(1, run);
    while (rows.step()) {
        record.predictions.push_back(predictionOf(rows, where));
        AskedQuestion asked{rows.text(6), rows.text(7), {}};
        for (const auto& answer : parseJson(rows.text(8), where))
            asked.answers.push_back(answer.is_string() ? answer.get<std::string>() : answer.dump());
        record.asked.push_back(std::move(asked));
    }
}

void dropOtherPredictions(Database& database, int64_t run, std::span<const Prediction> predictions)
{
    std::set<int64_t> kept;
    for (const auto& prediction : predictions)
        kept.insert(static_cast<int64_t>(prediction.row));
    Statement rows(database, "SELECT row FROM predictions WHERE run = ?");
    std::vector<int64_t> others;
    for (rows.bind(1, run); rows.step();)
        if (!kept.count(rows.integer(0)))
            others.push_back(rows.integer(0));
    Statement drop(database, "DELETE FROM predictions WHERE run = ? AND row = ?");
    for (const auto row : others)
        drop.bindAll(run, row).run();
}

void writeLayer(Database& database, int64_t run, LayerIndex layer, const LayerReport& report)
{
    static const auto base = layerReportToJson({});
    const auto text = compact(withoutDefaults(layerReportToJson(report), base));
    Statement(
        database,
        "INSERT INTO layers (run, layer, report) VALUES (?, ?, ?) ON CONFLICT (run, layer) DO UPDATE SET report = "
        "excluded.report")
        .bindAll(run, int64_t(layer), text)
        .run();
}

std::vector<LayerReport> readLayers(Database& database, int64_t run)
{
    Statement rows(database, "SELECT layer, report FROM layers WHERE run = ? ORDER BY layer");
    std::vector<LayerReport> layers;
    for (rows.bind(1, run); rows.step();) {
        const auto where = fmt::format("{}: layer {} of run {}", database.file().string(), rows.integer(0), run);
        if (rows.integer(0) < 0 || rows.integer(0) >= mostLayers)
            throw Error(where + ": no run has such a layer");
        layers.resize(static_cast<size_t>(rows.integer(0)) + 1); // without those that nobody has written yet
        layers.back() = layerReportFromJson(parseJson(rows.text(1), where), where);
    }
    return layers;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

// OCRBench's public questions, see tests/data/ocrbench/README.md.
namespace quantscope::test {

struct PublicQuestion
{
    std::string question, dataset, type;
    std::vector<std::string> answers; // each of them is right
};

inline std::filesystem::path ocrBenchFile(const std::string& name)
{
    return std::filesystem::path(QUANTSCOPE_SOURCE_DIR) / "tests/data/ocrbench" / name;
}

inline std::vector<std::string> cellsOf(const std::string& line)
{
    std::vector<std::string> cells(1);
    for (const char c : line)
        if (c == '\t')
            cells.emplace_back();
        else
            cells.back() += c;
    return cells;
}

// In the file's order.
inline std::vector<PublicQuestion> ocrBenchQuestions()
{
    std::vector<PublicQuestion> questions;
    std::ifstream file(ocrBenchFile("questions.tsv"));
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        auto cells = cellsOf(line); // id, image_path, answers, question, dataset_name, type
        cells.resize(6);
        auto row = questions.empty() ? PublicQuestion() : questions.back();
        const auto answers = nlohmann::json::parse(cells[2]);
        row.answers =
            answers.is_string() ? std::vector{answers.get<std::string>()} : answers.get<std::vector<std::string>>();
        std::string* const fields[] = {&row.question, &row.dataset, &row.type};
        for (size_t i = 0; i < std::size(fields); ++i)
            if (!cells[3 + i].empty())
                *fields[i] = cells[3 + i];
        questions.push_back(row);
    }
    return questions;
}

// As Python's repr() writes it.
inline std::string pythonRepr(const std::string& text)
{
    const bool isDouble = text.find('\'') != std::string::npos && text.find('"') == std::string::npos;
    const char quote = isDouble ? '"' : '\'';
    std::string quoted(1, quote);
    for (const char c : text) {
        if (c == quote || c == '\\')
            quoted += '\\';
        quoted += c == '\n' ? std::string("\\n") : std::string(1, c);
    }
    return quoted + quote;
}

// As pandas writes a cell: in quotes when it has some.
inline std::string pandasCell(const std::string& text)
{
    if (text.find('"') == std::string::npos)
        return text;
    std::string cell = "\"";
    for (const char c : text)
        cell += std::string(c == '"' ? 2 : 1, c);
    return cell + "\"";
}

// OCRBench.tsv in VLMEvalKit's form: the index is the place, each image a PNG of one grey pixel.
inline std::string ocrBenchTable(const std::vector<PublicQuestion>& questions)
{
    const std::string png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
    std::string table = "index\timage\tquestion\tanswer\tcategory\n";
    for (size_t i = 0; i < questions.size(); ++i) {
        std::string answers;
        for (const auto& answer : questions[i].answers)
            answers += (answers.empty() ? "" : ", ") + pythonRepr(answer);
        table += std::to_string(i) + "\t" + png + "\t" + pandasCell(questions[i].question) + "\t" +
            pandasCell("[" + answers + "]") + "\t" + questions[i].type + "\n";
    }
    return table;
}

}

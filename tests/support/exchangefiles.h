// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "files/base64.h"

namespace quantscope::test {

inline std::filesystem::path exchangeFile(const std::string& name)
{
    return std::filesystem::path(QUANTSCOPE_SOURCE_DIR) / "tests/data/exchange" / name;
}

// As Python's repr() writes it, for texts of one line.
inline std::string pythonText(const std::string& text)
{
    std::string quoted = "'";
    for (const char c : text)
        quoted += std::string(c == '\'' || c == '\\' ? "\\" : "") + c;
    return quoted + "'";
}

// The question of an index, which tests/data/exchange/make_predictions.py asks as well.
inline std::string exchangeQuestion(int i)
{
    return i < 300 ? "what is written in the image?" : "What does item " + std::to_string(i) + " say?";
}

inline std::vector<std::string> exchangeAnswers(int i)
{
    const auto number = std::to_string(i);
    if (i >= 200 && i < 250)
        return {number};
    if (i >= 900)
        return {"\\frac { " + number + " } { 2 }"};
    if (i % 3 == 1)
        return {"It's \"" + number + "\", first", "Wort " + number};
    return {(i % 3 == 0 ? "Word " : "naïve 中 ") + number};
}

// Bytes that stand for the image of an index; nobody decodes them.
inline std::vector<uint8_t> exchangeImage(int i)
{
    const auto text = std::string(60, 'i') + std::to_string(i);
    return {text.begin(), text.end()};
}

// A table of 1,000 questions with the categories of OCRBench in their public sizes; its index is their place.
inline std::string benchmarkTable()
{
    const std::pair<const char*, int> sizes[] = {
        {"Regular Text Recognition", 50},    {"Irregular Text Recognition", 50},
        {"Artistic Text Recognition", 50},   {"Handwriting Recognition", 50},
        {"Digit String Recognition", 50},    {"Non-Semantic Text Recognition", 50},
        {"Scene Text-centric VQA", 200},     {"Doc-oriented VQA", 200},
        {"Key Information Extraction", 200}, {"Handwritten Mathematical Expression Recognition", 100}};
    std::string table = "index\timage\tquestion\tanswer\tcategory\n";
    int i = 0;
    for (const auto& [category, size] : sizes)
        for (int k = 0; k < size; ++k, ++i) {
            std::string answers;
            for (const auto& answer : exchangeAnswers(i))
                answers += (answers.empty() ? "" : ", ") + pythonText(answer);
            table += std::to_string(i) + "\t" + encodeBase64(exchangeImage(i)) + "\t" + exchangeQuestion(i) + "\t[" +
                answers + "]\t" + category + "\n";
        }
    return table;
}

}

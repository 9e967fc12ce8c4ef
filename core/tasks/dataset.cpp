// SPDX-License-Identifier: GPL-3.0-or-later
// One pass over the rows makes the questions; what an image cell refers to may come later in the file, so that these
// cells are resolved afterwards. A bad row is left out and noted; only what is wrong with the whole table ends here.

#include "tasks/dataset.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <unordered_map>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/unicode.h"
#include "files/mappedfile.h"
#include "files/pythonliteral.h"
#include "files/textencoding.h"
#include "files/tsv.h"
#include "tasks/imagecell.h"
#include "tasks/rowindex.h"

namespace quantscope {
namespace {

constexpr uint64_t maxFileBytes = uint64_t(4) << 30;

// Columns that have a field of their own in Question; VizWiz has answers in place of answer.
constexpr std::array<std::string_view, 7> ownColumns = {"index",  "image",   "image_path", "question",
                                                        "answer", "answers", "category"};

// What pandas' read_csv takes for a missing value.
constexpr std::array<std::string_view, 19> missingValues = {
    "",     "#N/A", "#N/A N/A", "#NA",  "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
    "<NA>", "N/A",  "NA",       "NULL", "NaN",     "None",     "n/a",  "nan",  "null"};

// Those that people write too, as one of a question's options.
constexpr std::array<std::string_view, 6> missingWords = {"N/A", "NA", "NULL", "None", "n/a", "null"};

bool isMissing(std::string_view cell)
{
    return std::find(missingValues.begin(), missingValues.end(), cell) != missingValues.end();
}

bool isMissingOption(std::string_view cell)
{
    return isMissing(cell) && std::find(missingWords.begin(), missingWords.end(), cell) == missingWords.end();
}

// The items of a Python list, or of a JSON list with words that Python does not have; nullopt for anything else.
std::optional<std::vector<std::string>> listedAnswers(const std::string& cell)
{
    std::vector<std::string> answers;
    if (const auto literal = parsePythonLiteral(cell)) {
        if (literal->kind != PythonLiteral::Kind::List)
            return std::nullopt;
        for (const auto& item : literal->items)
            if (item.kind != PythonLiteral::Kind::Constant || item.text != "None")
                answers.push_back(item.text);
        return answers;
    }
    if (!cell.starts_with('['))
        return std::nullopt;
    const auto json = nlohmann::json::parse(cell, nullptr, false);
    if (!json.is_array())
        return std::nullopt;
    for (const auto& item : json)
        if (!item.is_null())
            answers.push_back(item.is_string() ? item.get<std::string>() : item.dump());
    return answers;
}

// VLMEvalKit evaluates a cell and takes lists only: tuples and quoted text stay as they are written. Answers that are
// all empty are none.
std::vector<std::string> parseAnswers(const std::string& cell)
{
    constexpr std::string_view nanInList = "[nan]"; // what Python prints of a list with a missing value
    auto listed = listedAnswers(cell);
    auto answers = listed ? std::move(*listed) : std::vector<std::string>();
    if (!listed && !isMissing(stripped(cell)) && stripped(cell) != nanInList)
        answers.push_back(cell);
    const bool anyText = std::any_of(answers.begin(), answers.end(),
                                     [](const std::string& answer) { return !stripped(answer).empty(); });
    return anyText ? answers : std::vector<std::string>();
}

class Loader
{
public:
    Loader(const std::filesystem::path& tsv, const LoadOptions& options)
        : m_what(tsv.string())
        , m_options(options)
        , m_images(tsv)
    {
        m_dataset.name = tsv.stem().string();
        m_dataset.file = tsv;
    }

    Dataset load()
    {
        const auto mapped = MappedFile::open(m_dataset.file, maxFileBytes);
        readTsv(mapped.text(), m_what, [this](const TsvRow& row) {
            if (m_columns.empty())
                readHeader(row);
            else
                readRow(row);
        });
        if (m_columns.empty())
            throw Error(m_what + ": is empty, a header line with column names is expected");
        resolveReferences();
        requireQuestions();
        m_dataset.benchmark = &benchmarkFor(traitsOfFile());
        return std::move(m_dataset);
    }

private:
    void readHeader(const TsvRow& row)
    {
        requireUtf8(row);
        for (size_t i = 0; i < row.cells.size(); ++i) {
            m_names.emplace_back(row.cells[i]);
            if (!m_columns.emplace(row.cells[i], i).second)
                throw Error(m_what + ": the column " + m_names.back() + " occurs twice");
        }
        requireTabs();
        takeOtherSpellings();
        for (const char* name : {"index", "question"})
            if (!m_columns.count(name))
                throw Error(m_what + ": has no column " + name + "; there are " + listed(m_names));
        if (!m_columns.count("image") && !m_columns.count("image_path"))
            throw Error(m_what + ": has neither a column image nor image_path; there are " + listed(m_names));
        m_answerColumn = m_columns.count("answer") ? "answer" : "answers";
        for (const auto& [name, position] : m_columns)
            if (std::find(ownColumns.begin(), ownColumns.end(), name) == ownColumns.end())
                m_otherColumns.emplace_back(name, position);
    }

    void requireTabs() const
    {
        if (m_names.size() > 1)
            return;
        for (const char sign : {',', ';'})
            if (m_names.front().find(sign) != std::string::npos)
                throw Error(fmt::format("{}: its header line is divided by '{}', tabs are expected", m_what, sign));
    }

    // "Index" or " index " is the column index where there is no other one, and so is a first one without a name, as
    // pandas writes it.
    void takeOtherSpellings()
    {
        for (size_t i = 0; i < m_names.size(); ++i) {
            const auto plain = lowerCase(stripped(m_names[i]));
            if (plain == m_names[i] || std::find(ownColumns.begin(), ownColumns.end(), plain) == ownColumns.end() ||
                !m_columns.emplace(plain, i).second)
                continue;
            m_columns.erase(m_columns.find(m_names[i]));
            m_names[i] = plain;
        }
        if (m_names.front().empty() && m_columns.emplace("index", 0).second) {
            m_columns.erase(m_columns.find(""));
            m_names.front() = "index";
        }
    }

    // A table in another encoding has wrong letters everywhere: pandas refuses it as well.
    void requireUtf8(const TsvRow& row) const
    {
        for (size_t i = 0; i < row.cells.size(); ++i) {
            const auto cell = row.cells[i];
            const size_t at = firstIllFormed(cell);
            if (at == std::string_view::npos)
                continue;
            const auto before = cell.substr(0, at);
            const auto column = i < m_names.size() ? m_names[i] : fmt::format("number {}", i + 1);
            throw Error(fmt::format("{}, line {}, column {}, character {}: is not UTF-8; the text looks like {}. Save "
                                    "the file again as UTF-8",
                                    m_what, row.line + std::count(before.begin(), before.end(), '\n'), column,
                                    toUtf32(before).size() + 1, likelyEncoding(textOf(row))));
        }
    }

    // The cells that are no images.
    static std::string textOf(const TsvRow& row)
    {
        constexpr size_t longest = 256;
        std::string text;
        for (const auto cell : row.cells)
            if (cell.size() <= longest || firstIllFormed(cell) != std::string_view::npos)
                text += std::string(cell) + '\t';
        return text;
    }

    DatasetTraits traitsOfFile() const
    {
        DatasetTraits traits;
        traits.name = lowerCase(validUtf8(m_dataset.name));
        for (const auto& [name, position] : m_columns)
            traits.columns.insert(name);
        for (const auto& question : m_dataset.questions)
            traits.categories.insert(question.category);
        return traits;
    }

    // The cell of a column; empty when the row or the table has none.
    std::string_view cell(const TsvRow& row, const std::string& column) const
    {
        const auto found = m_columns.find(column);
        return found != m_columns.end() && found->second < row.cells.size() ? row.cells[found->second]
                                                                            : std::string_view();
    }

    void note(const RowError& error)
    {
        if (m_options.strict)
            throw Error(m_what + ", " + error.what());
        m_dataset.problems.push_back(error.problem());
    }

    void readRow(const TsvRow& row)
    {
        requireUtf8(row);
        try {
            addQuestion(row);
        } catch (const RowError& error) {
            note(error);
        }
    }

    void addQuestion(const TsvRow& row)
    {
        Question question;
        question.line = row.line;
        const auto fail = [&](const std::string& sentence) { throw RowError({row.line, question.index, sentence}); };
        if (row.cells.size() > m_columns.size())
            fail(fmt::format("has {} cells, {} are expected", row.cells.size(), m_columns.size()));
        question.index = rowIndex(cell(row, "index"));
        if (question.index.empty())
            fail("the column index is empty");
        const auto image = cell(row, "image"), path = stripped(cell(row, "image_path"));
        if (isMissing(stripped(image)) && isMissing(path)) {
            ++m_dataset.withoutImage;
            return;
        }
        if (m_rowOfIndex.count(question.index))
            fail("the index occurs twice");
        if (const auto category = cell(row, "category"); !isMissing(category))
            question.category = category;
        question.question = cell(row, "question");
        question.answers = parseAnswers(std::string(cell(row, m_answerColumn)));
        for (const auto& [name, position] : m_otherColumns)
            if (position < row.cells.size() && !isMissingOption(row.cells[position]))
                question.columns.emplace(name, row.cells[position]);
        readImages(question, image, path);
        m_rowOfIndex.emplace(question.index, m_dataset.questions.size());
        m_dataset.questions.push_back(std::move(question));
    }

    void readImages(Question& question, std::string_view image, std::string_view path)
    {
        const size_t row = m_dataset.questions.size();
        try {
            if (isMissing(stripped(image)))
                question.images = m_images.fromPaths(path);
            else if (mayBeReference(image))
                m_references.push_back({row, rowIndex(image), std::string(image)});
            else
                question.images = m_images.fromCell(image);
        } catch (const Error& error) {
            throw RowError({question.line, question.index, error.what()});
        }
    }

    struct Reference
    {
        size_t row;
        std::string index;
        std::string cell;
    };

    template <typename Fail> std::vector<EncodedImage> tinyImages(const std::string& text, const Fail& fail)
    {
        try {
            return m_images.tinyFromCell(text);
        } catch (const Error& error) {
            fail(error.what());
            return {};
        }
    }

    // Follows what a cell refers to up to a row with images of its own. A short text that is no index may still be a
    // tiny image.
    void resolve(const Reference& reference)
    {
        auto& question = m_dataset.questions[reference.row];
        const auto fail = [&](const std::string& sentence) {
            throw RowError({question.line, question.index, sentence});
        };
        const Reference* at = &reference;
        for (size_t steps = 0; steps <= m_references.size(); ++steps) {
            const auto found = m_rowOfIndex.find(at->index);
            if (found == m_rowOfIndex.end()) {
                auto& own = m_dataset.questions[at->row].images;
                if (own.empty())
                    own = tinyImages(at->cell, fail);
                question.images = own;
                if (own.empty())
                    fail("the column image refers to index " + at->index + ", which no row with an image has");
                return;
            }
            const auto next = m_referenceOfRow.find(found->second);
            if (next == m_referenceOfRow.end()) {
                question.images = m_dataset.questions[found->second].images;
                return;
            }
            at = &m_references[next->second];
        }
        fail("the column image refers to index " + reference.index + ", and so on in a circle");
    }

    void resolveReferences()
    {
        for (size_t i = 0; i < m_references.size(); ++i)
            m_referenceOfRow.emplace(m_references[i].row, i);
        for (const auto& reference : m_references)
            try {
                resolve(reference);
            } catch (const RowError& error) {
                note(error);
            }
        if (m_dataset.problems.empty())
            return;
        std::erase_if(m_dataset.questions, [](const Question& question) { return question.images.empty(); });
        std::stable_sort(m_dataset.problems.begin(), m_dataset.problems.end(),
                         [](const RowProblem& a, const RowProblem& b) { return a.line < b.line; });
    }

    void requireQuestions() const
    {
        if (!m_dataset.questions.empty())
            return;
        if (!m_dataset.problems.empty())
            throw Error(fmt::format("{}: none of its rows can be used; the first problem: {}", m_what,
                                    describe(m_dataset.problems.front())));
        throw Error(m_what + (m_dataset.withoutImage > 0 ? ": none of its rows has an image" : ": has no rows"));
    }

    std::string m_what;
    LoadOptions m_options;
    Dataset m_dataset;
    ImageCells m_images;
    std::vector<std::string> m_names; // of the columns, in the file's order
    std::map<std::string, size_t, std::less<>> m_columns;
    std::string m_answerColumn;
    std::vector<std::pair<std::string, size_t>> m_otherColumns; // name, position
    std::unordered_map<std::string, size_t> m_rowOfIndex;
    std::vector<Reference> m_references;
    std::unordered_map<size_t, size_t> m_referenceOfRow;
};

}

Dataset loadDataset(const std::filesystem::path& tsv, const LoadOptions& options)
{
    return Loader(tsv, options).load();
}

std::optional<std::filesystem::path> findDataset(const std::string& name)
{
    if (name.empty() || name.find('/') != std::string::npos)
        return std::nullopt;
    std::vector<std::filesystem::path> folders;
    if (const char* folder = std::getenv("LMUData"); folder && *folder)
        folders.emplace_back(folder);
    if (const char* home = std::getenv("HOME"); home && *home)
        folders.push_back(std::filesystem::path(home) / "LMUData");
    for (const auto& folder : folders) {
        const auto file = folder / (name + ".tsv");
        std::error_code ignored;
        if (std::filesystem::is_regular_file(file, ignored))
            return file;
    }
    return std::nullopt;
}

}

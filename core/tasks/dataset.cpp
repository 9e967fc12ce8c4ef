// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/dataset.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <map>
#include <unordered_map>

#include <fmt/core.h>

#include "base/error.h"
#include "base/unicode.h"
#include "files/base64.h"
#include "files/mappedfile.h"
#include "files/pythonliteral.h"
#include "files/tsv.h"

namespace quantscope {
namespace {

constexpr uint64_t maxFileBytes = uint64_t(4) << 30;
constexpr uint64_t maxImageBytes = 64u << 20;
constexpr size_t maxReferenceLength = 64;

using Bytes = std::shared_ptr<const std::vector<uint8_t>>;

// Columns that have a field of their own in Question.
constexpr std::array<std::string_view, 6> ownColumns = {"index",    "image",  "image_path",
                                                        "question", "answer", "category"};

std::vector<std::string> parseAnswers(std::string_view cell)
{
    const auto literal = parsePythonLiteral(cell);
    if (!literal)
        return {std::string(cell)};
    using Kind = PythonLiteral::Kind;
    if (literal->kind == Kind::String)
        return {literal->text};
    // A plain 0.50 or 1, 000 is text, not Python.
    const bool isBracketed = !literal->text.empty() && (literal->text.front() == '[' || literal->text.front() == '(');
    if ((literal->kind != Kind::List && literal->kind != Kind::Tuple) || !isBracketed)
        return {std::string(cell)};
    std::vector<std::string> answers;
    for (const auto& item : literal->items)
        answers.push_back(item.text);
    return answers;
}

std::optional<int64_t> parseIndex(std::string_view cell)
{
    const auto text = stripped(cell);
    int64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

class Loader
{
public:
    explicit Loader(const std::filesystem::path& tsv)
        : m_what(tsv.string())
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
        m_dataset.benchmark = &benchmarkFor(traitsOfFile());
        return std::move(m_dataset);
    }

private:
    void readHeader(const TsvRow& row)
    {
        for (size_t i = 0; i < row.cells.size(); ++i)
            if (!m_columns.emplace(row.cells[i], i).second)
                throw Error(m_what + ": the column " + std::string(row.cells[i]) + " occurs twice");
        for (const char* name : {"index", "question", "answer"})
            if (!m_columns.count(name))
                throw Error(m_what + ": has no column " + name);
        if (!m_columns.count("image") && !m_columns.count("image_path"))
            throw Error(m_what + ": has neither a column image nor image_path");
        for (const auto& [name, position] : m_columns)
            if (std::find(ownColumns.begin(), ownColumns.end(), name) == ownColumns.end())
                m_otherColumns.emplace_back(validUtf8(name), position);
    }

    DatasetTraits traitsOfFile() const
    {
        DatasetTraits traits;
        traits.name = lowerCase(validUtf8(m_dataset.name));
        for (const auto& [name, position] : m_columns)
            traits.columns.insert(validUtf8(name));
        for (const auto& question : m_dataset.questions)
            traits.categories.insert(question.category);
        return traits;
    }

    [[noreturn]] void fail(const std::string& sentence) const
    {
        throw Error(m_what + m_place + ": " + sentence);
    }

    // The cell of a column; empty when the row or the table has none.
    std::string_view cell(const TsvRow& row, const std::string& column) const
    {
        const auto found = m_columns.find(column);
        return found != m_columns.end() && found->second < row.cells.size() ? row.cells[found->second]
                                                                            : std::string_view();
    }

    void readRow(const TsvRow& row)
    {
        m_place = fmt::format(", line {}", row.line);
        if (row.cells.size() > m_columns.size())
            fail(fmt::format("has {} cells, {} are expected", row.cells.size(), m_columns.size()));
        const auto index = parseIndex(cell(row, "index"));
        if (!index)
            fail("the column index holds no integer");
        m_place += fmt::format(", index {}", *index);
        if (!m_rowOfIndex.emplace(*index, m_dataset.questions.size()).second)
            fail("the index occurs twice");
        Question question;
        question.index = *index;
        question.category = validUtf8(cell(row, "category"));
        question.question = validUtf8(cell(row, "question"));
        question.answers = parseAnswers(validUtf8(cell(row, "answer")));
        for (const auto& [name, position] : m_otherColumns)
            if (position < row.cells.size() && !row.cells[position].empty())
                question.columns.emplace(name, validUtf8(row.cells[position]));
        m_dataset.questions.push_back(std::move(question));
        readImage(row);
    }

    void readImage(const TsvRow& row)
    {
        auto& image = m_dataset.questions.back().image;
        const auto text = cell(row, "image");
        const auto path = stripped(cell(row, "image_path"));
        if (text.empty() && path.empty())
            fail("the column image is empty");
        if (text.empty()) {
            image = imageFile(std::string(path));
            return;
        }
        const auto reference = text.size() <= maxReferenceLength ? parseIndex(text) : std::nullopt;
        if (reference) {
            m_references.push_back({m_dataset.questions.size() - 1, *reference, m_place});
            return;
        }
        if (text.size() > maxImageBytes / 3 * 4)
            fail("the image is larger than 64 MB");
        auto bytes = decodeBase64(text);
        if (!bytes)
            fail("the column image is not valid base64");
        image = std::make_shared<const std::vector<uint8_t>>(std::move(*bytes));
    }

    Bytes imageFile(const std::string& name)
    {
        auto& known = m_files[name];
        if (known)
            return known;
        const std::filesystem::path relative(name);
        // A dataset comes from a stranger: it must not name files elsewhere.
        if (relative.is_absolute() || std::find(relative.begin(), relative.end(), "..") != relative.end())
            fail("the column image_path leads out of the dataset's folder");
        const auto folder = m_dataset.file.parent_path();
        for (const auto& candidate : {folder / relative, folder / "images" / m_dataset.name / relative}) {
            std::error_code ignored;
            if (!std::filesystem::is_regular_file(candidate, ignored))
                continue;
            const auto mapped = MappedFile::open(candidate, maxImageBytes);
            known = std::make_shared<const std::vector<uint8_t>>(mapped.bytes().begin(), mapped.bytes().end());
            return known;
        }
        fail("the image_path " + name + " is no file in the dataset's folder or its images/" + m_dataset.name);
    }

    void resolveReferences()
    {
        for (const auto& reference : m_references) {
            m_place = reference.place;
            const auto found = m_rowOfIndex.find(reference.index);
            const auto image = found == m_rowOfIndex.end() ? nullptr : m_dataset.questions[found->second].image;
            if (!image)
                fail(
                    fmt::format("the column image refers to index {}, which has no image of its own", reference.index));
            m_resolved.emplace_back(reference.row, image);
        }
        for (const auto& [row, image] : m_resolved)
            m_dataset.questions[row].image = image;
    }

    struct Reference
    {
        size_t row;
        int64_t index;
        std::string place;
    };

    std::string m_what;
    std::string m_place; // of the current row
    Dataset m_dataset;
    std::map<std::string, size_t, std::less<>> m_columns;
    std::vector<std::pair<std::string, size_t>> m_otherColumns; // name, position
    std::unordered_map<int64_t, size_t> m_rowOfIndex;
    std::unordered_map<std::string, Bytes> m_files;
    std::vector<Reference> m_references;
    std::vector<std::pair<size_t, Bytes>> m_resolved;
};

}

Dataset loadDataset(const std::filesystem::path& tsv)
{
    return Loader(tsv).load();
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

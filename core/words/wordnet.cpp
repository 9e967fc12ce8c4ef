// SPDX-License-Identifier: GPL-3.0-or-later
// A line of index.POS is "lemma pos synsets pointers [symbols] senses tagged offset…", one of data.POS "offset file
// type words(hex) [word id]… …", one of POS.exc "form base…". A word stands for its own lemma and for those that its
// base forms name: the exceptions', else what one change of its ending gives.
#include "words/wordnet.h"

#include <algorithm>
#include <charconv>
#include <span>

#include <fmt/format.h>

namespace quantscope {
namespace {

constexpr uint64_t mostDictionaryBytes = 256 << 20;
constexpr int offsetDigits = 8;

struct Ending
{
    std::string_view form, base;
};

constexpr Ending nounEndings[] = {{"s", ""},      {"ses", "s"},   {"ves", "f"},   {"xes", "x"}, {"zes", "z"},
                                  {"ches", "ch"}, {"shes", "sh"}, {"men", "man"}, {"ies", "y"}};
constexpr Ending verbEndings[] = {{"s", ""},   {"ies", "y"}, {"es", "e"},  {"es", ""},
                                  {"ed", "e"}, {"ed", ""},   {"ing", "e"}, {"ing", ""}};
constexpr Ending adjectiveEndings[] = {{"er", ""}, {"est", ""}, {"er", "e"}, {"est", "e"}};

struct PartName
{
    const char* file;
    std::span<const Ending> endings;
};

constexpr std::array<PartName, 4> partNames = {
    {{"noun", nounEndings}, {"verb", verbEndings}, {"adj", adjectiveEndings}, {"adv", {}}}};

// The next word of a line, which is left behind it; empty at its end.
std::string_view takeField(std::string_view& line)
{
    const size_t begin = std::min(line.find_first_not_of(" \r"), line.size());
    const size_t end = std::min(line.find_first_of(" \r", begin), line.size());
    const auto word = line.substr(begin, end - begin);
    line.remove_prefix(end);
    return word;
}

// -1 for what is no number.
int64_t takeInteger(std::string_view& line, int base = 10)
{
    const auto word = takeField(line);
    int64_t number = 0;
    const auto result = std::from_chars(word.data(), word.data() + word.size(), number, base);
    return result.ec == std::errc() && result.ptr == word.data() + word.size() ? number : -1;
}

std::string_view takeDictionaryLine(std::string_view& text)
{
    const size_t end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

// The line of the data file at this place, behind its own number; empty where no synset begins there.
std::string_view synsetAt(std::string_view data, int64_t offset)
{
    if (offset < 0 || static_cast<uint64_t>(offset) >= data.size())
        return {};
    auto rest = data.substr(static_cast<size_t>(offset));
    auto line = takeDictionaryLine(rest);
    return takeField(line) == fmt::format("{:0{}}", offset, offsetDigits) ? line : std::string_view();
}

// What stands in front of the offsets is taken away; false for a line of another form.
bool takeOffsets(std::string_view& line, std::string_view data)
{
    takeField(line); // part of speech
    const auto synsets = takeInteger(line);
    for (auto pointers = takeInteger(line); pointers > 0; --pointers)
        if (takeField(line).empty())
            return false;
    const auto senses = takeInteger(line);
    if (synsets <= 0 || senses != synsets || takeInteger(line) < 0)
        return false;
    auto rest = line;
    for (int64_t i = 0; i < synsets; ++i)
        if (synsetAt(data, takeInteger(rest)).empty())
            return false;
    return takeField(rest).empty();
}

using LinesByWord = std::unordered_map<std::string_view, std::string_view>;

LinesByWord readLemmas(std::string_view text, std::string_view data, const std::string& file)
{
    LinesByWord lemmas;
    for (int64_t number = 1; !text.empty(); ++number) {
        auto line = takeDictionaryLine(text);
        if (line.starts_with(' ') || line.empty())
            continue; // the licence
        const auto lemma = takeField(line);
        if (!takeOffsets(line, data))
            throw Error(fmt::format("{}, line {}: is no entry of WordNet's index, or its synsets are not in the data "
                                    "file beside it",
                                    file, number));
        lemmas.insert_or_assign(lemma, line);
    }
    if (lemmas.empty())
        throw Error(file + ": is empty");
    return lemmas;
}

LinesByWord readExceptions(std::string_view text)
{
    LinesByWord forms;
    while (!text.empty()) {
        auto line = takeDictionaryLine(text);
        if (const auto form = takeField(line); !form.empty())
            forms.insert_or_assign(form, line);
    }
    return forms;
}

// Without the mark of where an adjective may stand: "galore(ip)".
std::string_view withoutAdjectiveMark(std::string_view word)
{
    return word.ends_with(')') ? word.substr(0, word.find('(')) : word;
}

// Those of the synsets at these places.
void addWords(std::string_view data, std::string_view offsets, std::set<std::string>& words)
{
    while (!offsets.empty()) {
        auto line = synsetAt(data, takeInteger(offsets));
        takeField(line); // the lexicographer's file
        takeField(line); // the type
        for (auto count = takeInteger(line, 16); count > 0 && !line.empty(); --count) {
            const auto word = withoutAdjectiveMark(takeField(line));
            takeField(line); // its number in that file
            if (word.find('_') == word.npos)
                words.emplace(word);
        }
    }
}

}

WordNet WordNet::open(const std::filesystem::path& folder)
{
    WordNet result;
    for (size_t i = 0; i < partNames.size(); ++i) {
        const std::string name = partNames[i].file;
        auto& part = result.m_parts[i];
        const auto index = folder / ("index." + name);
        part.index = MappedFile::open(index, mostDictionaryBytes);
        part.data = MappedFile::open(folder / ("data." + name), mostDictionaryBytes);
        part.exceptions = MappedFile::open(folder / (name + ".exc"), mostDictionaryBytes);
        part.synsets = readLemmas(part.index.text(), part.data.text(), index.string());
        part.baseForms = readExceptions(part.exceptions.text());
    }
    return result;
}

// The lemmas among the word itself and its base forms.
std::vector<std::string> WordNet::formsOf(const std::string& word, size_t part) const
{
    const auto& [index, data, exceptions, synsets, baseForms] = m_parts[part];
    std::vector<std::string> forms{word};
    if (const auto irregular = baseForms.find(word); irregular != baseForms.end()) {
        auto line = irregular->second;
        for (auto base = takeField(line); !base.empty(); base = takeField(line))
            forms.emplace_back(base);
    } else {
        for (const auto& ending : partNames[part].endings)
            if (word.ends_with(ending.form))
                forms.push_back(word.substr(0, word.size() - ending.form.size()) + std::string(ending.base));
    }
    std::erase_if(forms, [&synsets = synsets](const std::string& form) { return !synsets.contains(form); });
    return forms;
}

std::set<std::string> WordNet::synonyms(const std::string& word) const
{
    std::set<std::string> words;
    for (size_t i = 0; i < m_parts.size(); ++i)
        for (const auto& form : formsOf(word, i))
            addWords(m_parts[i].data.text(), m_parts[i].synsets.at(form), words);
    return words;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "files/mappedfile.h"

namespace quantscope {

// WordNet's dictionary in the format of wndb(5), read as nltk 3.9 reads it.
class WordNet
{
public:
    // The files index, data and exc of noun, verb, adj and adv in the folder, at most 256 MB each. Error names the file
    // that is missing or has a line of another form.
    static WordNet open(const std::filesystem::path& folder);

    // The words of every synset that has the word or a base form of it, spelled as there; without those of several
    // words. The word is in lower case; none for one that WordNet does not know.
    std::set<std::string> synonyms(const std::string& word) const;

private:
    struct PartOfSpeech
    {
        MappedFile index, data, exceptions; // the views below point into them
        std::unordered_map<std::string_view, std::string_view>
            synsets; // of a lemma: the numbers at the end of its line
        std::unordered_map<std::string_view, std::string_view> baseForms; // of an irregular form
    };

    std::vector<std::string> formsOf(const std::string& word, size_t part) const;

    std::array<PartOfSpeech, 4> m_parts;
};

}

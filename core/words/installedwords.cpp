// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/installedwords.h"

#include <vector>

#include "base/text.h"
#include "files/userfolder.h"

namespace quantscope {
namespace {

using Path = std::filesystem::path;

constexpr const char* wordNetPackage = "wordnet-base";
constexpr const char* jiebaPackage = "python3-jieba";

// The first folder with this file; the variable's alone where it is set.
Path findFolder(const char* variable, std::vector<Path> places, const char* file)
{
    if (const auto chosen = environmentPath(variable); !chosen.empty())
        places = {chosen};
    std::error_code ignored;
    for (const auto& place : places)
        if (std::filesystem::exists(place / file, ignored))
            return place;
    return {};
}

std::vector<Path> wordNetPlaces()
{
    const Path corpus = "corpora/wordnet";
    std::vector<Path> places;
    if (const auto nltk = environmentPath("NLTK_DATA"); !nltk.empty())
        places.push_back(nltk / corpus);
    if (const auto home = environmentPath("HOME"); !home.empty())
        places.push_back(home / "nltk_data" / corpus);
    places.emplace_back("/usr/share/wordnet");
    return places;
}

template <typename Words>
void openInto(std::optional<Words>& words, const Path& folder, std::string package, std::vector<std::string>& missing)
{
    try {
        if (!folder.empty()) {
            words = Words::open(folder);
            return;
        }
    } catch (const Error& e) {
        package += std::string(" (") + e.what() + ")";
    }
    missing.push_back(std::move(package));
}

}

WordFolders findWordFolders()
{
    return {findFolder("WNSEARCHDIR", wordNetPlaces(), "index.noun"),
            findFolder("QUANTSCOPE_JIEBA", {"/usr/lib/python3/dist-packages/jieba"}, "dict.txt")};
}

InstalledWords openWords(const WordFolders& folders)
{
    InstalledWords words;
    std::vector<std::string> missing;
    openInto(words.wordNet, folders.wordNet, wordNetPackage, missing);
    openInto(words.chinese, folders.jieba, jiebaPackage, missing);
    words.missing = listed(missing);
    return words;
}

const InstalledWords& installedWords()
{
    static const auto words = openWords(findWordFolders());
    return words;
}

}

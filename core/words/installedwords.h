// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "words/chinesewords.h"
#include "words/wordnet.h"

namespace quantscope {

// Folders of what other packages ship; empty where there is none.
struct WordFolders
{
    std::filesystem::path wordNet; // of $WNSEARCHDIR alone where that is set; else nltk's corpus or Debian's
    std::filesystem::path jieba; // the Python module's: $QUANTSCOPE_JIEBA alone where that is set; else Debian's
};

WordFolders findWordFolders();

struct InstalledWords
{
    std::optional<WordNet> wordNet;
    std::optional<ChineseWords> chinese;
    std::string missing; // the packages to install, "wordnet-base, python3-jieba", with what is wrong with their files
};

InstalledWords openWords(const WordFolders&);
// Opened at the first call, for as long as the program runs; from any thread.
const InstalledWords& installedWords();

}

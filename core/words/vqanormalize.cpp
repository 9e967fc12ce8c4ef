// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/vqanormalize.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>
#include <unordered_map>

#include "base/unicode.h"

namespace quantscope {
namespace {

constexpr std::string_view punctuation = ";/[]\"{}()=+\\_-><@`,?!";

// The original passes a flag of value 32 where the number of replacements belongs.
constexpr int maxRemovedPeriods = 32;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> numberWords = {{
    {"none", "0"},
    {"zero", "0"},
    {"one", "1"},
    {"two", "2"},
    {"three", "3"},
    {"four", "4"},
    {"five", "5"},
    {"six", "6"},
    {"seven", "7"},
    {"eight", "8"},
    {"nine", "9"},
    {"ten", "10"},
}};

constexpr std::array<std::string_view, 3> articles = {"a", "an", "the"};

// A word that lacks exactly one apostrophe of one of these becomes it.
constexpr auto contractions =
    "'ow's'at 'twas ain't aren't can't could've couldn't couldn't've didn't doesn't don't hadn't hadn't've "
    "hasn't haven't he'd he'd've he's how'd how'll how's isn't it'd it'd've it'll ma'am might've mightn't "
    "mightn't've must've mustn't needn't not've o'clock oughtn't shan't she'd've should've shouldn't "
    "shouldn't've somebody'd've somebody'll somebody's someone'd someone'd've someone'll someone's "
    "something'd something'd've something'll that's there'd there'd've there're there's they'd they'd've "
    "they'll they're they've wasn't we'd've we've weren't what'll what're what's what've when's where'd "
    "where's where've who'd who'd've who'll who's who've why'll why're why's won't would've wouldn't "
    "wouldn't've y'all y'all'd've y'all'll you'd you'd've you'll you're you've";

const std::unordered_map<std::string, std::string>& contractionTable()
{
    static const auto table = [] {
        std::unordered_map<std::string, std::string> result;
        std::istringstream words(contractions);
        for (std::string word; words >> word;)
            for (size_t i = word.find('\''); i != std::string::npos; i = word.find('\'', i + 1))
                result.emplace(word.substr(0, i) + word.substr(i + 1), word);
        // The published table has this one the wrong way round.
        result.emplace("somebody'd", "somebodyd");
        return result;
    }();
    return table;
}

// A comma between two digits, as in 1,000.
bool hasDigitComma(const std::u32string& text)
{
    for (size_t i = 1; i + 1 < text.size(); ++i)
        if (text[i] == U',' && isDecimalDigit(text[i - 1]) && isDecimalDigit(text[i + 1]))
            return true;
    return false;
}

std::string withoutPunctuation(const std::string& text)
{
    const bool digitComma = hasDigitComma(toUtf32(text));
    std::string result = text;
    for (const char sign : punctuation) {
        const bool isLoose =
            digitComma || text.find({sign, ' '}) != std::string::npos || text.find({' ', sign}) != std::string::npos;
        if (isLoose)
            std::erase(result, sign);
        else
            std::replace(result.begin(), result.end(), sign, ' ');
    }
    return result;
}

std::string withoutPeriods(const std::string& text, PunctuationRule rule)
{
    const auto characters = toUtf32(text);
    std::string result;
    int removed = 0;
    for (size_t i = 0; i < characters.size(); ++i) {
        const bool beforeDigit = i + 1 < characters.size() && isDecimalDigit(characters[i + 1]);
        const bool behindDigit = rule == PunctuationRule::SinceMay2025 && i > 0 && isDecimalDigit(characters[i - 1]);
        if (characters[i] == U'.' && !beforeDigit && !behindDigit && removed < maxRemovedPeriods)
            ++removed;
        else
            appendUtf8(result, characters[i]);
    }
    return result;
}

}

std::string withoutVqaPunctuation(const std::string& answer, PunctuationRule rule)
{
    auto text = validUtf8(answer);
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::replace(text.begin(), text.end(), '\t', ' ');
    return withoutPeriods(withoutPunctuation(std::string(stripped(text))), rule);
}

std::string vqaNormalized(const std::string& answer, PunctuationRule rule)
{
    std::string result;
    for (std::string word : splitOnSpace(lowerCase(withoutVqaPunctuation(answer, rule)))) {
        const auto* number =
            std::find_if(numberWords.begin(), numberWords.end(), [&](const auto& row) { return row.first == word; });
        if (number != numberWords.end())
            word = number->second;
        if (std::find(articles.begin(), articles.end(), word) != articles.end())
            continue;
        const auto contraction = contractionTable().find(word);
        result += (result.empty() ? "" : " ") + (contraction == contractionTable().end() ? word : contraction->second);
    }
    return result;
}

}

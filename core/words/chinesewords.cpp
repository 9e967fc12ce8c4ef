// SPDX-License-Identifier: GPL-3.0-or-later
// A text falls into blocks of Chinese characters, ASCII letters, digits and + # & . _ % -, and what stands between
// them. Of a block every way through the dictionary's words is looked at from its end: log(count / all counts) is added
// up, a character that is no word counts 1, and of equally likely ways the longer word is taken. Single characters in a
// row that are no word together go through the hidden Markov model.
#include "words/chinesewords.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/unicode.h"

namespace quantscope {
namespace {

constexpr uint64_t mostWordListBytes = 256 << 20;

bool isHanCharacter(char32_t c)
{
    return c >= 0x4e00 && c <= 0x9fd5;
}

bool isPlainDigit(char32_t c)
{
    return c >= U'0' && c <= U'9';
}

bool isPlainLetterOrDigit(char32_t c)
{
    return isPlainDigit(c) || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

bool isInBlock(char32_t c)
{
    return isHanCharacter(c) || isPlainLetterOrDigit(c) ||
        std::u32string_view(U"+#&._%-").find(c) != std::u32string_view::npos;
}

// Where the first characters end that are alike by `is`.
template <typename Is> size_t runEnd(std::u32string_view text, size_t begin, Is is)
{
    size_t end = begin;
    while (end < text.size() && is(text[end]) == is(text[begin]))
        ++end;
    return end;
}

// Behind letters and digits with ".digits" and "%", where they begin here; else the same place.
size_t numberEnd(std::u32string_view text, size_t at)
{
    const size_t begin = at;
    while (at < text.size() && isPlainLetterOrDigit(text[at]))
        ++at;
    if (at == begin)
        return at;
    size_t digits = at + 1;
    while (digits < text.size() && isPlainDigit(text[digits]))
        ++digits;
    if (at < text.size() && text[at] == U'.' && digits > at + 1)
        at = digits;
    return at < text.size() && text[at] == U'%' ? at + 1 : at;
}

// Numbers and words of letters each, and what stands between them.
void cutLetters(std::u32string_view text, std::vector<std::u32string>& words)
{
    size_t begin = 0; // of what stands between
    for (size_t at = 0; at < text.size();) {
        const size_t end = numberEnd(text, at);
        if (end == at) {
            ++at;
            continue;
        }
        if (begin < at)
            words.emplace_back(text.substr(begin, at - begin));
        words.emplace_back(text.substr(at, end - at));
        at = begin = end;
    }
    if (begin < text.size())
        words.emplace_back(text.substr(begin));
}

void cutSigns(std::u32string_view text, std::vector<std::u32string>& words)
{
    for (size_t at = 0; at < text.size();) {
        const size_t length = text.substr(at, 2) == U"\r\n" ? 2 : 1;
        words.emplace_back(text.substr(at, length));
        at += length;
    }
}

}

ChineseWords ChineseWords::open(const std::filesystem::path& folder)
{
    ChineseWords result;
    const auto file = folder / "dict.txt";
    result.m_file = MappedFile::open(file, mostWordListBytes);
    auto& entries = result.m_entries;
    int64_t number = 0;
    for (auto text = result.m_file.text(); !text.empty();) {
        ++number;
        const size_t end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const size_t space = line.find(' ');
        Entry entry{line.substr(0, space), 0};
        const char* const last = line.data() + line.size();
        const char* const digits = space == line.npos ? last : line.data() + space + 1;
        const auto count = std::from_chars(digits, last, entry.count);
        constexpr int64_t mostCount = 1'000'000'000'000;
        if (entry.word.empty() || count.ec != std::errc() || entry.count < 0 || entry.count > mostCount)
            throw Error(fmt::format("{}, line {}: is not a word and its count", file.string(), number));
        result.m_total += entry.count;
        entries.push_back(entry);
    }
    if (result.m_total <= 0)
        throw Error(file.string() + ": has no words");
    // Of equal words the last one counts: it stands first then.
    std::reverse(entries.begin(), entries.end());
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.word < b.word; });
    result.m_unknown = UnknownWords::open(folder / "finalseg");
    return result;
}

// 0 for what is no word.
int64_t ChineseWords::countOf(std::string_view word) const
{
    const auto found = std::lower_bound(m_entries.begin(), m_entries.end(), word,
                                        [](const Entry& entry, std::string_view w) { return entry.word < w; });
    return found != m_entries.end() && found->word == word ? found->count : 0;
}

// For each character where the word that begins with it ends, on the most likely way from there.
std::vector<size_t> ChineseWords::ends(std::u32string_view block) const
{
    const double all = std::log(static_cast<double>(m_total));
    std::vector<double> likelihood(block.size() + 1);
    std::vector<size_t> ends(block.size());
    for (size_t i = block.size(); i-- > 0;) {
        ends[i] = 0;
        const auto offer = [&](int64_t count, size_t end) {
            const double value = std::log(static_cast<double>(count)) - all + likelihood[end];
            if (ends[i] == 0 || value >= likelihood[i]) {
                likelihood[i] = value;
                ends[i] = end;
            }
        };
        std::string word;
        auto first = m_entries.begin(), last = m_entries.end(); // what begins with the word
        for (size_t end = i + 1; end <= block.size(); ++end) {
            appendUtf8(word, block[end - 1]);
            first =
                std::lower_bound(first, last, word, [](const Entry& e, const std::string& w) { return e.word < w; });
            last = std::partition_point(first, last, [&](const Entry& e) { return e.word.starts_with(word); });
            if (first == last)
                break;
            if (first->word == word && first->count > 0)
                offer(first->count, end);
        }
        if (ends[i] == 0)
            offer(1, i + 1);
    }
    return ends;
}

void ChineseWords::cutBlock(std::u32string_view block, std::vector<std::u32string>& words) const
{
    const auto endOf = ends(block);
    size_t begin = 0; // of the single characters
    for (size_t at = 0; at < block.size();) {
        const size_t end = endOf[at];
        if (end > at + 1) {
            cutRest(block.substr(begin, at - begin), words);
            words.emplace_back(block.substr(at, end - at));
            begin = end;
        }
        at = end;
    }
    cutRest(block.substr(begin), words);
}

void ChineseWords::cutRest(std::u32string_view rest, std::vector<std::u32string>& words) const
{
    // A word of the dictionary that the most likely way goes through in single characters.
    if (rest.size() > 1 && countOf(toUtf8(rest)) > 0) {
        for (const char32_t c : rest)
            words.emplace_back(1, c);
        return;
    }
    if (rest.size() == 1) {
        words.emplace_back(rest);
        return;
    }
    for (size_t at = 0; at < rest.size();) {
        const size_t end = runEnd(rest, at, isHanCharacter);
        const auto part = rest.substr(at, end - at);
        if (isHanCharacter(rest[at]))
            std::ranges::move(m_unknown.cut(part), std::back_inserter(words));
        else
            cutLetters(part, words);
        at = end;
    }
}

std::vector<std::string> ChineseWords::cut(std::string_view utf8) const
{
    const auto text = toUtf32(utf8);
    const std::u32string_view view = text;
    std::vector<std::u32string> words;
    for (size_t at = 0; at < view.size();) {
        const size_t end = runEnd(view, at, isInBlock);
        const auto part = view.substr(at, end - at);
        isInBlock(view[at]) ? cutBlock(part, words) : cutSigns(part, words);
        at = end;
    }
    std::vector<std::string> result;
    for (const auto& word : words)
        result.push_back(toUtf8(word));
    return result;
}

}

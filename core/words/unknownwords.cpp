// SPDX-License-Identifier: GPL-3.0-or-later
// Viterbi's algorithm over logarithms as jieba.finalseg has it: what a table does not name is as good as
// impossible, and of equally likely paths the one over the state that comes later in the alphabet is taken.
#include "words/unknownwords.h"

#include <algorithm>
#include <string>

#include "base/pythonnumber.h"
#include "base/unicode.h"
#include "files/mappedfile.h"
#include "files/pythonliteral.h"

namespace quantscope {
namespace {

constexpr uint64_t mostTableBytes = 64 << 20;
constexpr double impossibleLogarithm = -3.14e100;
constexpr std::string_view stateNames = "BEMS";
enum PlaceInWord { AtBegin, AtEnd, InMiddle, Alone };
// The states that may stand in front of each one.
constexpr std::array<std::array<int, 2>, 4> statesBefore = {
    {{AtEnd, Alone}, {AtBegin, InMiddle}, {AtBegin, InMiddle}, {AtEnd, Alone}}};

[[noreturn]] void refuseTable(const std::filesystem::path& file, const std::string& what)
{
    throw Error(file.string() + ": " + what + ", jieba's tables are expected");
}

// The dictionary that a file assigns to P.
PythonLiteral readTable(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file, mostTableBytes);
    const auto text = mapped.text();
    constexpr std::string_view assignment = "P={";
    const size_t at = text.starts_with(assignment) ? 0 : text.find("\nP={");
    if (at == text.npos)
        refuseTable(file, "assigns no dictionary to P");
    auto table = parsePythonLiteral(text.substr(text.find('{', at)));
    if (!table || table->kind != PythonLiteral::Kind::Dict)
        refuseTable(file, "assigns no dictionary to P");
    return std::move(*table);
}

size_t stateOf(const PythonLiteral& name, const std::filesystem::path& file)
{
    const size_t state = name.text.size() == 1 ? stateNames.find(name.text) : stateNames.npos;
    if (state == stateNames.npos)
        refuseTable(file, "\"" + name.text + "\" is none of the states B, E, M, S");
    return state;
}

double logarithmIn(const PythonLiteral& value, const std::filesystem::path& file)
{
    const auto number = value.kind == PythonLiteral::Kind::Number ? pythonFloat(value.text) : std::nullopt;
    if (!number)
        refuseTable(file, "\"" + value.text.substr(0, 40) + "\" is no number");
    return *number;
}

// Calls use(state, value) for each state of a table.
template <typename Use> void forEachState(const PythonLiteral& table, const std::filesystem::path& file, Use use)
{
    if (table.kind != PythonLiteral::Kind::Dict)
        refuseTable(file, "has no dictionary for each state");
    for (size_t i = 0; i + 1 < table.items.size(); i += 2)
        use(stateOf(table.items[i], file), table.items[i + 1]);
}

std::array<double, 4> allImpossible()
{
    return {impossibleLogarithm, impossibleLogarithm, impossibleLogarithm, impossibleLogarithm};
}

}

UnknownWords UnknownWords::open(const std::filesystem::path& folder)
{
    UnknownWords result;
    const auto start = folder / "prob_start.py", transition = folder / "prob_trans.py",
               emission = folder / "prob_emit.py";
    result.m_start = allImpossible();
    forEachState(readTable(start), start,
                 [&](size_t state, const auto& value) { result.m_start[state] = logarithmIn(value, start); });
    result.m_transition.fill(allImpossible());
    forEachState(readTable(transition), transition, [&](size_t from, const auto& row) {
        forEachState(row, transition, [&](size_t to, const auto& value) {
            result.m_transition[from][to] = logarithmIn(value, transition);
        });
    });
    forEachState(readTable(emission), emission, [&](size_t state, const auto& row) {
        for (size_t i = 0; i + 1 < row.items.size(); i += 2)
            result.m_emission.try_emplace(firstCodePoint(row.items[i].text), allImpossible()).first->second[state] =
                logarithmIn(row.items[i + 1], emission);
    });
    if (result.m_emission.empty())
        refuseTable(emission, "is empty");
    return result;
}

UnknownWords::States UnknownWords::emission(char32_t c) const
{
    const auto found = m_emission.find(c);
    return found != m_emission.end() ? found->second : allImpossible();
}

// The most likely state of each character.
std::vector<int> UnknownWords::statesOf(std::u32string_view characters) const
{
    States best{};
    std::vector<std::array<int, 4>> from(characters.size());
    for (size_t i = 0; i < characters.size(); ++i) {
        const auto emitted = emission(characters[i]);
        States now{};
        for (size_t state = 0; state < now.size(); ++state) {
            if (i == 0) {
                now[state] = m_start[state] + emitted[state];
                continue;
            }
            const auto score = [&](int before) {
                const auto place = static_cast<size_t>(before);
                return best[place] + m_transition[place][state] + emitted[state];
            };
            const auto [first, second] = statesBefore[state];
            from[i][state] = score(first) > score(second) ? first : second;
            now[state] = score(from[i][state]);
        }
        best = now;
    }
    std::vector<int> states(characters.size());
    int state = best[AtEnd] > best[Alone] ? AtEnd : Alone;
    for (size_t i = characters.size(); i-- > 0;) {
        states[i] = state;
        state = from[i][static_cast<size_t>(state)];
    }
    return states;
}

std::vector<std::u32string> UnknownWords::cut(std::u32string_view characters) const
{
    std::vector<std::u32string> words;
    const auto states = statesOf(characters);
    size_t begin = 0, next = 0; // of the word that is open, and behind the last one
    for (size_t i = 0; i < states.size(); ++i) {
        if (states[i] == AtBegin)
            begin = i;
        else if (states[i] == AtEnd || states[i] == Alone) {
            const size_t first = states[i] == AtEnd ? begin : i;
            words.emplace_back(characters.substr(first, i + 1 - first));
            next = i + 1;
        }
    }
    if (next < characters.size())
        words.emplace_back(characters.substr(next));
    return words;
}

}

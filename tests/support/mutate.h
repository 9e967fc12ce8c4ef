// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace quantscope::test {

// The same numbers for the same seed everywhere.
class Dice
{
public:
    explicit Dice(uint64_t seed)
        : m_engine(seed)
    {
    }

    // 0 to below - 1; 0 for nothing to choose from.
    size_t below(size_t below)
    {
        return below == 0 ? 0 : static_cast<size_t>(m_engine() % below);
    }
    bool oneIn(size_t n)
    {
        return below(n) == 0;
    }

private:
    std::mt19937_64 m_engine;
};

// A few bytes changed, put in, taken out, doubled or cut off.
std::string mutatedBytes(std::string bytes, Dice&);
// A value of the JSON text replaced by an odd one, moved, doubled or left out; sometimes also bytes. Text that is no
// JSON is mutated as bytes.
std::string mutatedJson(const std::string& text, Dice&);
// Cells, tabs and line ends of tab-separated text.
std::string mutatedTable(std::string text, Dice&);
// A safetensors file: its header as JSON, its length, its data.
std::string mutatedTensors(const std::string& file, Dice&);
// A record of one of the lines, as JSON.
std::string mutatedJsonLines(const std::string& text, Dice&);
// A ZIP archive of XML parts: tags, attributes and texts of a part, parts left out or exchanged; sometimes the
// archive's own bytes.
std::string mutatedWorkbook(const std::string& file, Dice&);
// A file of SQLite: its bytes, those of its pages' headers before others, or a value of a row, by SQL, as JSON, as an
// image or as an odd number.
std::string mutatedDatabase(const std::string& file, Dice&);
// Bytes of an image; of a PNG often with checksums that fit, so that decoders look further.
std::string mutatedImage(std::string file, Dice&);

}

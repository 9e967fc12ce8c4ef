// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>

namespace quantscope::test {

struct FuzzResult
{
    std::string target; // "config", "tensors", …
    bool refused = false; // by an Error with a sentence
    std::string problem; // empty: all as it should be
};

// Mutated files of a small model, its questions, a recipe and images, opened through the product's own functions. What
// is not good must be refused by an Error with a sentence: no other exception, no crash, no long wait, no large memory.
class Fuzz
{
public:
    // Works in this folder: "current" there holds the number of the last input, which a crash leaves behind;
    // "problem-NUMBER" is the file of an input that was no good. Of these kinds of file ("session", …); empty: of all.
    Fuzz(std::filesystem::path folder, uint64_t seed, const std::set<std::string>& kinds = {});
    ~Fuzz();

    // The input of this number, always the same for the same seed.
    FuzzResult tryInput(uint64_t number);

private:
    struct Work;
    std::unique_ptr<Work> m_work;
};

}

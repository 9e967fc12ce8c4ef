// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace quantscope {

// A bad file, shape or value. The sentence names the file, field or layer and what was expected. Of one that quotes a
// file at length the middle is left out.
class Error : public std::runtime_error
{
public:
    explicit Error(const std::string& sentence)
        : std::runtime_error(abridged(sentence))
    {
    }

    // Says where it happened. Thrown on with `throw;`, it stays of its class, with all that this knows.
    void prepend(const std::string& where)
    {
        std::runtime_error::operator=(std::runtime_error(where + what()));
    }

private:
    static std::string abridged(const std::string& sentence);
};

// Thrown by Progress::check when the user asked to stop; never shown as an error.
class Cancelled : public std::exception
{
public:
    const char* what() const noexcept override
    {
        return "cancelled";
    }
};

}

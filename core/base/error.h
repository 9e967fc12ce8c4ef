#pragma once

#include <stdexcept>
#include <string>

namespace quantscope {

// A bad file, shape or value. The sentence names the file, field or layer and what was expected.
class Error : public std::runtime_error
{
public:
    explicit Error(const std::string& sentence)
        : std::runtime_error(sentence)
    {
    }
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

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace quantscope {

// How a front end writes a number.
enum class NumberFormat {
    Rounded, // three significant digits
    Precise, // six significant digits
    Percent, // of a share
    Gigabytes, // of bytes
    Decibels, // infinity: no error; minus infinity: no signal
};

struct Number
{
    double value = 0;
    NumberFormat format = NumberFormat::Rounded;

    bool operator==(const Number&) const; // bit for bit but for the sign of NaN
};

struct Argument;

// A sentence as data: issues, notes, causes, fixes, verdicts. Front ends look its template up by the code
// (core/messages) and fill the arguments in by their names.
struct Message
{
    std::string code; // empty: no message
    std::string layer; // name of the layer that it is about; empty: no single layer
    std::string tower; // id of the tower that it is about; empty: no single tower
    std::vector<Argument> arguments;

    bool empty() const
    {
        return code.empty();
    }

    bool operator==(const Message&) const;
};

struct Argument
{
    Argument(std::string key, std::string_view text)
        : name(std::move(key))
        , value(std::string(text))
    {
    }

    template <std::integral T>
    Argument(std::string key, T integer)
        : name(std::move(key))
        , value(static_cast<int64_t>(integer))
    {
    }

    Argument(std::string key, double number, NumberFormat format = NumberFormat::Rounded)
        : name(std::move(key))
        , value(Number{number, format})
    {
    }

    // A clause of the sentence, or several of them.
    Argument(std::string key, Message clause)
        : Argument(std::move(key), std::vector<Message>{std::move(clause)})
    {
    }

    Argument(std::string key, std::vector<Message> clauses)
        : name(std::move(key))
        , value(std::move(clauses))
    {
    }

    bool operator==(const Argument&) const;

    std::string name;
    std::variant<std::string, int64_t, Number, std::vector<Message>> value;
};

Message message(std::string code, std::vector<Argument> arguments = {});
Message layerMessage(std::string layer, Message);
Message towerMessage(std::string_view tower, Message);

// Null when there is no such argument.
const Argument* findArgument(const Message&, std::string_view name);

nlohmann::json messageToJson(const Message&);
nlohmann::json messagesToJson(const std::vector<Message>&);
// A text alone, as files of earlier versions have it, becomes a message with the code "text". Error that names `where`
// for a wrong type, and for more arguments, clauses or text than any message has.
Message messageFromJson(const nlohmann::json&, const std::string& where);
std::vector<Message> messagesFromJson(const nlohmann::json&, const std::string& where);

}

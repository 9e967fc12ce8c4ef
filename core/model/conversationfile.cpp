// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/conversationfile.h"

#include "base/error.h"
#include "files/mappedfile.h"
#include "files/pythonliteral.h"

namespace quantscope {
namespace {

constexpr uint64_t largestCode = 1 << 20;
constexpr std::string_view entryStart = "Conversation(", messageKey = "system_message=";

// The text of one Conversation(…), up to the next.
std::string_view entryNamed(std::string_view code, std::string_view name)
{
    for (size_t at = code.find(entryStart); at != std::string_view::npos;) {
        const size_t next = code.find(entryStart, at + entryStart.size());
        const auto part = code.substr(at, next - at);
        for (const char quote : {'\'', '"'})
            if (part.find("name=" + (quote + std::string(name)) + quote) != std::string_view::npos)
                return part;
        at = next;
    }
    return {};
}

// Behind "system_message=" of some line that is no remark; npos without one.
size_t messageIn(std::string_view part)
{
    for (size_t at = part.find(messageKey); at != std::string_view::npos; at = part.find(messageKey, at + 1)) {
        const size_t line = part.rfind('\n', at) + 1; // npos + 1 is 0
        if (part.substr(line, at - line).find('#') == std::string_view::npos)
            return at + messageKey.size();
    }
    return std::string_view::npos;
}

// The literal that starts here: the shortest text up to a comma, or to the end, that is one.
std::optional<std::string> literalAt(std::string_view text)
{
    for (size_t end = text.find(','); end != std::string_view::npos; end = text.find(',', end + 1)) {
        const auto literal = parsePythonLiteral(text.substr(0, end));
        if (literal && literal->kind == PythonLiteral::Kind::String)
            return literal->text;
    }
    return {};
}

}

std::optional<std::string> systemMessageIn(const std::filesystem::path& file, std::string_view name)
{
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        return {};
    const auto mapped = MappedFile::open(file, largestCode);
    const auto part = entryNamed(mapped.text(), name);
    const size_t found = messageIn(part);
    return found == std::string_view::npos ? std::nullopt : literalAt(part.substr(found, 1 << 14));
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/xmlstream.h"

#include <climits>
#include <new>

#include <expat.h>
#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr int mostXmlLevels = 64;
constexpr int64_t longestTag = 1 << 20; // bytes; Expat looks at an unfinished tag again with every piece
constexpr char nameSeparator = '\n';

std::string_view localName(const char* name)
{
    const std::string_view text(name);
    return text.substr(text.find(nameSeparator) + 1); // npos + 1 is 0
}

}

std::string_view XmlAttributes::operator[](std::string_view name) const
{
    for (auto** pair = pairs; pair && *pair; pair += 2)
        if (localName(pair[0]) == name)
            return pair[1];
    return {};
}

// No exception may pass through Expat.
struct XmlStream::Callbacks
{
    template <typename F> static void guarded(void* data, F work)
    {
        auto& stream = *static_cast<XmlStream*>(data);
        if (stream.m_problem)
            return;
        try {
            work(stream);
        } catch (...) {
            stream.m_problem = std::current_exception();
            XML_StopParser(stream.m_parser, XML_FALSE);
        }
    }

    static void begin(void* data, const char* name, const char** pairs)
    {
        guarded(data, [&](XmlStream& stream) {
            if (++stream.m_depth > mostXmlLevels)
                throw Error(fmt::format("{}: has more than {} levels of XML", stream.m_what, mostXmlLevels));
            stream.m_handler.begin(localName(name), {pairs});
        });
    }

    static void end(void* data, const char* name)
    {
        guarded(data, [&](XmlStream& stream) {
            --stream.m_depth;
            stream.m_handler.end(localName(name));
        });
    }

    static void text(void* data, const char* characters, int length)
    {
        guarded(data, [&](XmlStream& stream) { stream.m_handler.text({characters, static_cast<size_t>(length)}); });
    }

    static void doctype(void* data, const char*, const char*, const char*, int)
    {
        guarded(data,
                [](XmlStream& stream) { throw Error(stream.m_what + ": declares a document type, which is refused"); });
    }
};

XmlStream::XmlStream(XmlHandler& handler, std::string what)
    : m_handler(handler)
    , m_what(std::move(what))
    , m_parser(XML_ParserCreateNS(nullptr, nameSeparator))
{
    if (!m_parser)
        throw std::bad_alloc();
    XML_SetUserData(m_parser, this);
    XML_SetElementHandler(m_parser, Callbacks::begin, Callbacks::end);
    XML_SetCharacterDataHandler(m_parser, Callbacks::text);
    XML_SetStartDoctypeDeclHandler(m_parser, Callbacks::doctype);
}

XmlStream::~XmlStream()
{
    XML_ParserFree(m_parser);
}

void XmlStream::parse(std::string_view piece, bool last)
{
    const auto status = XML_Parse(m_parser, piece.data(), static_cast<int>(piece.size()), last);
    if (m_problem)
        std::rethrow_exception(m_problem);
    if (status != XML_STATUS_OK)
        throw Error(fmt::format("{}: is not valid XML at line {}: {}", m_what, XML_GetCurrentLineNumber(m_parser),
                                XML_ErrorString(XML_GetErrorCode(m_parser))));
    m_fed += static_cast<int64_t>(piece.size());
    if (m_fed - XML_GetCurrentByteIndex(m_parser) > longestTag)
        throw Error(fmt::format("{}: a tag is longer than {} KB", m_what, longestTag >> 10));
}

void XmlStream::feed(std::string_view piece)
{
    constexpr size_t most = INT_MAX / 2;
    for (; !piece.empty(); piece.remove_prefix(std::min(piece.size(), most)))
        parse(piece.substr(0, most), false);
}

void XmlStream::finish()
{
    parse({}, true);
}

}

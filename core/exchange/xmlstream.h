// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

struct XML_ParserStruct;

namespace quantscope {

// Names are without their namespaces.
struct XmlAttributes
{
    const char** pairs = nullptr; // names and values in turn, then null

    std::string_view operator[](std::string_view name) const; // empty when there is none
};

class XmlHandler
{
public:
    virtual ~XmlHandler() = default;
    virtual void begin(std::string_view name, const XmlAttributes&) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view utf8) = 0; // in pieces
};

// XML from anywhere, in pieces (Expat). Error beginning with `what` for text that is no XML, for a document type (where
// entities would be declared), and for tags that are deeper or longer than any of a spreadsheet. What the handler
// throws comes out of feed() and finish().
class XmlStream
{
public:
    XmlStream(XmlHandler&, std::string what);
    ~XmlStream();
    XmlStream(const XmlStream&) = delete;
    XmlStream& operator=(const XmlStream&) = delete;

    void feed(std::string_view piece);
    void finish();

private:
    struct Callbacks;

    void parse(std::string_view piece, bool last);

    XmlHandler& m_handler;
    std::string m_what;
    XML_ParserStruct* m_parser;
    int m_depth = 0;
    int64_t m_fed = 0;
    std::exception_ptr m_problem;
};

}

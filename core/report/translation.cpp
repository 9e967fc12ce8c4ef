// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/translation.h"

#include <memory>

#include <libxml/parser.h>

#include "base/error.h"
#include "base/text.h"
#include "files/resources.h"

namespace quantscope {
namespace {

constexpr ReportLanguage languageRows[] = {{"en", "English"}, {"zh", "中文"}};

struct XmlDeleter
{
    void operator()(xmlDoc* document) const
    {
        xmlFreeDoc(document);
    }
};
using XmlDocument = std::unique_ptr<xmlDoc, XmlDeleter>;

std::string_view nameOfNode(const xmlNode* node)
{
    return reinterpret_cast<const char*>(node->name);
}

std::string contentOf(const xmlNode* node)
{
    const std::unique_ptr<xmlChar, void (*)(void*)> text(xmlNodeGetContent(node), [](void* p) { xmlFree(p); });
    return text ? reinterpret_cast<const char*>(text.get()) : std::string();
}

std::string childText(const xmlNode* parent, std::string_view name)
{
    for (const auto* child = parent->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && nameOfNode(child) == name)
            return contentOf(child);
    return {};
}

void readContext(const xmlNode* context, Translation& into)
{
    const auto name = childText(context, "name");
    for (const auto* node = context->children; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || nameOfNode(node) != "message")
            continue;
        auto text = childText(node, "translation");
        if (text.empty())
            continue;
        if (name == "Messages")
            into.messages[childText(node, "comment")] = std::move(text);
        else if (name == "Core")
            into.texts[childText(node, "source")] = std::move(text);
    }
}

void readTranslations(const std::string& file, Translation& into)
{
    const XmlDocument document(
        xmlReadFile(file.c_str(), nullptr, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
    const auto* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
    for (const auto* node = root ? root->children : nullptr; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE && nameOfNode(node) == "context")
            readContext(node, into);
    if (into.messages.empty())
        throw Error(file + ": expected a file of translations, damaged");
}

}

std::span<const ReportLanguage> reportLanguages()
{
    return languageRows;
}

Translation loadTranslation(std::string_view language)
{
    Translation translation;
    for (const auto& row : languageRows) {
        if (row.code != language)
            continue;
        translation.language = row.code;
        if (row.code != "en")
            readTranslations(findResource("translations/core_" + translation.language + ".ts").string(), translation);
        return translation;
    }
    throw Error("language " + std::string(language) + " is not known; there are " +
                listedBy(languageRows, &ReportLanguage::code));
}

Wording wordingOf(const Translation& translation)
{
    return {[&translation](const MessageTemplate& row) {
                const auto it = translation.messages.find(row.code);
                return it == translation.messages.end() ? std::string(row.english) : it->second;
            },
            englishNumber};
}

std::string sentenceIn(const Translation& translation, const Message& m)
{
    return sentenceOf(m, wordingOf(translation));
}

std::string translated(const Translation& translation, std::string_view english)
{
    const auto it = translation.texts.find(english);
    return it == translation.texts.end() ? std::string(english) : it->second;
}

}

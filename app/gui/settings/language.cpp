// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include "log/log.h"

namespace quantscope {

Language::Language(QObject* parent)
    : QObject(parent)
{
}

Language::~Language()
{
    remove();
}

QString Language::systemLanguage()
{
    const auto languages = QLocale::system().uiLanguages();
    return !languages.isEmpty() && languages.first().startsWith(QLatin1String("zh")) ? QStringLiteral("zh")
                                                                                     : QStringLiteral("en");
}

void Language::remove()
{
    for (const auto& translator : m_translators)
        QCoreApplication::removeTranslator(translator.get());
    m_translators.clear();
}

void Language::set(const QString& id)
{
    m_id = id == QLatin1String("en") || id == QLatin1String("zh") ? id : QStringLiteral("system");
    remove();
    if (spoken() != QLatin1String("zh"))
        return;
    // Qt's own texts, where they are installed; ours are part of the program.
    const QString files[] = {QLibraryInfo::path(QLibraryInfo::TranslationsPath) + QStringLiteral("/qtbase_zh_CN.qm"),
                             QStringLiteral(":/translations/core_zh.qm"),
                             QStringLiteral(":/translations/quantscope_zh.qm")};
    for (const auto& file : files) {
        auto translator = std::make_unique<QTranslator>();
        if (translator->load(file)) {
            QCoreApplication::installTranslator(translator.get());
            m_translators.push_back(std::move(translator));
        } else if (file.startsWith(QLatin1Char(':'))) {
            logWarning("translation " + file.toStdString() + " cannot be read");
        }
    }
}

}

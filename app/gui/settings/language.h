// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

class QTranslator;

namespace quantscope {

// The language of the program's texts: "system", "en" or "zh". Views that are made after a change speak the new one.
class Language : public QObject
{
    Q_OBJECT

public:
    explicit Language(QObject* parent = nullptr);
    ~Language() override;

    void set(const QString& id);
    QString id() const
    {
        return m_id;
    }
    // "en" or "zh".
    QString spoken() const
    {
        return m_id == QLatin1String("system") ? systemLanguage() : m_id;
    }
    // What "system" means here: "zh" where the desktop prefers Chinese, else "en".
    static QString systemLanguage();

private:
    void remove();

    QString m_id = QStringLiteral("en");
    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

}

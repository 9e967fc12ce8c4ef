// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QString>

namespace quantscope {

// Colours of the whole program: "system", "light" or "dark". Follows the desktop's choice of light and dark while it
// runs, where the desktop tells.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);

    void setScheme(const QString& id);
    QString scheme() const
    {
        return m_scheme;
    }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void portalChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void askPortal();
    void apply();

    QString m_scheme = QStringLiteral("system");
    bool m_systemDark = false;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>

#include "common/appearance.h"

namespace quantscope {
namespace {

const QString portalService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString portalInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearanceGroup = QStringLiteral("org.freedesktop.appearance");
const QString schemeKey = QStringLiteral("color-scheme");
constexpr uint preferDark = 1;

QPalette lightPalette()
{
    QPalette p;
    p.setColor(QPalette::Window, QColor("#f3f3f3"));
    p.setColor(QPalette::WindowText, QColor("#1c1c1c"));
    p.setColor(QPalette::Base, QColor("#ffffff"));
    p.setColor(QPalette::AlternateBase, QColor("#f5f7f9"));
    p.setColor(QPalette::Text, QColor("#1c1c1c"));
    p.setColor(QPalette::Button, QColor("#f0f0f0"));
    p.setColor(QPalette::ButtonText, QColor("#1c1c1c"));
    p.setColor(QPalette::BrightText, QColor("#ffffff"));
    p.setColor(QPalette::Highlight, QColor("#1a6aa8"));
    p.setColor(QPalette::HighlightedText, QColor("#ffffff"));
    p.setColor(QPalette::ToolTipBase, QColor("#fffef0"));
    p.setColor(QPalette::ToolTipText, QColor("#1c1c1c"));
    p.setColor(QPalette::PlaceholderText, QColor("#767676"));
    p.setColor(QPalette::Link, QColor("#0b5e9c"));
    p.setColor(QPalette::Light, QColor("#ffffff"));
    p.setColor(QPalette::Midlight, QColor("#e8e8e8"));
    p.setColor(QPalette::Mid, QColor("#c4c4c4"));
    p.setColor(QPalette::Dark, QColor("#a0a0a0"));
    p.setColor(QPalette::Shadow, QColor("#6f6f6f"));
    return p;
}

QPalette darkPalette()
{
    QPalette p;
    p.setColor(QPalette::Window, QColor("#26282b"));
    p.setColor(QPalette::WindowText, QColor("#e6e6e6"));
    p.setColor(QPalette::Base, QColor("#1c1e20"));
    p.setColor(QPalette::AlternateBase, QColor("#222528"));
    p.setColor(QPalette::Text, QColor("#e6e6e6"));
    p.setColor(QPalette::Button, QColor("#303338"));
    p.setColor(QPalette::ButtonText, QColor("#e6e6e6"));
    p.setColor(QPalette::BrightText, QColor("#ffffff"));
    p.setColor(QPalette::Highlight, QColor("#2f7fbd"));
    p.setColor(QPalette::HighlightedText, QColor("#ffffff"));
    p.setColor(QPalette::ToolTipBase, QColor("#36393e"));
    p.setColor(QPalette::ToolTipText, QColor("#f0f0f0"));
    p.setColor(QPalette::PlaceholderText, QColor("#909498"));
    p.setColor(QPalette::Link, QColor("#7cc0f0"));
    p.setColor(QPalette::Light, QColor("#45494f"));
    p.setColor(QPalette::Midlight, QColor("#3a3e43"));
    p.setColor(QPalette::Mid, QColor("#4a4e54"));
    p.setColor(QPalette::Dark, QColor("#17181a"));
    p.setColor(QPalette::Shadow, QColor("#0e0f10"));
    return p;
}

QPalette withDisabled(QPalette p)
{
    const QColor faint = isDark(p) ? QColor("#7d8185") : QColor("#8d8d8d");
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, faint);
    p.setColor(QPalette::Disabled, QPalette::Highlight, p.color(QPalette::Mid));
    return p;
}

// Fusion outlines check boxes and radio buttons darker than the window, which nobody sees on a dark one.
class OutlinedStyle : public QProxyStyle
{
public:
    OutlinedStyle()
        : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    {
    }

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        const bool box = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
        if (!isDark(option->palette) || !(box || element == PE_IndicatorRadioButton))
            return;
        painter->save();
        auto color = option->palette.color(QPalette::WindowText);
        color.setAlphaF(option->state & State_Enabled ? 0.65f : 0.3f);
        painter->setPen(color);
        painter->setBrush(Qt::NoBrush);
        painter->setRenderHint(QPainter::Antialiasing, !box);
        const QRectF frame = QRectF(option->rect).adjusted(0.5, 0.5, -1.5, -1.5);
        if (box)
            painter->drawRect(frame.toRect());
        else
            painter->drawEllipse(frame.adjusted(0.5, 0.5, -0.5, -0.5));
        painter->restore();
    }
};

}

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_systemDark(isDark(QApplication::palette()))
{
    QApplication::setStyle(new OutlinedStyle);
    QDBusConnection::sessionBus().connect(portalService, portalPath, portalInterface, QStringLiteral("SettingChanged"),
                                          this, SLOT(portalChanged(QString, QString, QDBusVariant)));
    askPortal();
    apply();
}

void Theme::askPortal()
{
    auto question = QDBusMessage::createMethodCall(portalService, portalPath, portalInterface, QStringLiteral("Read"));
    question << appearanceGroup << schemeKey;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            portalChanged(appearanceGroup, schemeKey, reply.value());
    });
}

void Theme::portalChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group != appearanceGroup || key != schemeKey)
        return;
    auto inner = value.variant();
    if (inner.canConvert<QDBusVariant>())
        inner = inner.value<QDBusVariant>().variant();
    m_systemDark = inner.toUInt() == preferDark;
    apply();
}

void Theme::setScheme(const QString& id)
{
    m_scheme = id == QStringLiteral("light") || id == QStringLiteral("dark") ? id : QStringLiteral("system");
    apply();
}

void Theme::apply()
{
    const bool dark = m_scheme == QStringLiteral("dark") || (m_scheme == QStringLiteral("system") && m_systemDark);
    QApplication::setPalette(withDisabled(dark ? darkPalette() : lightPalette()));
    Q_EMIT changed();
}

}

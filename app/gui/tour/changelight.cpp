// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tour/changelight.h"

#include "gui/tour/spotlight.h"

namespace quantscope {
namespace {

constexpr int lightMilliseconds = 2500;

}

ChangeLight::ChangeLight(QWidget* window)
    : QObject(window)
    , m_window(window)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(lightMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, [this] { show({}); });
}

ChangeLight::~ChangeLight()
{
    for (const auto& light : m_lights)
        delete light;
}

void ChangeLight::show(const QList<QWidget*>& changed)
{
    while (m_lights.size() < changed.size())
        m_lights << new Spotlight(m_window);
    for (qsizetype i = 0; i < m_lights.size(); ++i)
        if (m_lights[i])
            m_lights[i]->pointAt(i < changed.size() ? QList<QWidget*>{changed[i]} : QList<QWidget*>());
    if (!changed.isEmpty())
        m_timer.start();
}

}

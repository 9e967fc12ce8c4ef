// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/displayscale.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace quantscope {
namespace {

constexpr char factorVariable[] = "QT_SCALE_FACTOR";
const QString scaleKey = QStringLiteral("scale"); // a factor
constexpr QSize leastRoom(900, 480); // pixels at 100 %, of a screen without its panels

}

int keptScale(const QSettings& settings)
{
    bool isNumber = false;
    const double factor = settings.value(scaleKey, 1.0).toDouble(&isNumber);
    return isNumber && std::isfinite(factor) ? static_cast<int>(std::lround(100 * std::clamp(factor, 0.8, 2.0))) : 100;
}

void keepScale(QSettings& settings, int percent)
{
    settings.setValue(scaleKey, std::clamp(percent, leastScale, mostScale) / 100.0);
}

int largestScale(QSize pixels)
{
    const double factor =
        std::min(pixels.width() / double(leastRoom.width()), pixels.height() / double(leastRoom.height()));
    return std::clamp(static_cast<int>(20 * factor) * 5, 100, mostScale);
}

DisplayScale::DisplayScale(int percent)
    : m_before(qgetenv(factorVariable))
    , m_was(qEnvironmentVariableIsSet(factorVariable))
{
    if (percent == 100)
        return;
    bool isNumber = false;
    const double before = m_before.toDouble(&isNumber);
    qputenv(factorVariable, QByteArray::number((isNumber && before > 0 ? before : 1) * percent / 100));
}

void DisplayScale::restore()
{
    if (m_was)
        qputenv(factorVariable, m_before);
    else
        qunsetenv(factorVariable);
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runsmime.h"

#include <QMimeData>

namespace quantscope {
namespace {

// Other programs may offer anything under this name.
constexpr qsizetype mostDragged = 100000, longestRunId = 64;

}

QString runsMimeType()
{
    return QStringLiteral("application/x-quantscope-runs");
}

QByteArray runsMimeData(const QStringList& ids)
{
    return ids.join('\n').toUtf8() + '\n';
}

QStringList runIdsIn(const QMimeData* data)
{
    if (!data || !data->hasFormat(runsMimeType()))
        return {};
    const auto bytes = data->data(runsMimeType());
    if (bytes.size() > mostDragged * (longestRunId + 1))
        return {};
    QStringList ids;
    for (const auto& line : bytes.split('\n')) {
        const auto id = QString::fromUtf8(line);
        if (id.size() > longestRunId)
            return {};
        if (!id.isEmpty())
            ids << id;
    }
    ids.removeDuplicates();
    return ids;
}

}

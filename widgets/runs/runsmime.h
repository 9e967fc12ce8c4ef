// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QMimeData;

namespace quantscope {

// Dragged runs are "application/x-quantscope-runs": their ids, one a line.
QString runsMimeType();
QByteArray runsMimeData(const QStringList& ids);
// Each once. Nothing where the data is something else or was not written by runsMimeData().
QStringList runIdsIn(const QMimeData*);

}

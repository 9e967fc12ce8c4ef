// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>

namespace quantscope {

// A table as of tableHtml() with those cells marked that say something else than in the table before: bold, on the
// palette's colour of what is selected. Tables of another form are left without marks.
QString markedChanges(const QString& before, const QString& after, const QPalette&);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace quantscope {

// Rows of texts for papers, the header first. Columns of numbers stand to the right; LaTeX wants the package booktabs,
// and says in comments at its head what its letters want besides.
QString latexTable(const QList<QStringList>& rows);
QString markdownTable(const QList<QStringList>& rows);

}

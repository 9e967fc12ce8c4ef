// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QLineEdit;

namespace quantscope {

// "a, b" to its tags: trimmed, sorted, each once; Chinese commas separate them too.
QStringList tagsIn(const QString& text);
QString tagsText(const QStringList&); // "a, b"

// Offers these words while somebody types in the field.
void completeWord(QLineEdit*, const QStringList& words);
// The same for a field with several of them between commas: for the last one.
void completeTags(QLineEdit*, const QStringList& tags);

}

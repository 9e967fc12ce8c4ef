// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace quantscope::test {

// The child with this accessible name; null when there is none.
QWidget* findNamed(const QWidget& root, const QString& accessibleName);

// The visible or hidden child with this accessible name; fails the test when there is none.
QWidget* named(const QWidget& root, const QString& accessibleName);

// Until every plot in it has drawn what it was given; fails the test when that takes too long.
void waitForPlots(QWidget&);

// A picture of the widget as NAME.png, for eyes; only where $QUANTSCOPE_PICTURES names a folder.
void savePicture(QWidget&, const QString& name);

template <typename T> T* named(const QWidget& root, const QString& accessibleName)
{
    return qobject_cast<T*>(named(root, accessibleName));
}

}

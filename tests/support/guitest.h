#pragma once

#include <QWidget>

namespace quantscope::test {

// The visible or hidden child with this accessible name; fails the test when there is none.
QWidget* named(const QWidget& root, const QString& accessibleName);

template<typename T>
T* named(const QWidget& root, const QString& accessibleName)
{
    return qobject_cast<T*>(named(root, accessibleName));
}

}

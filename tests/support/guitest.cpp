#include "guitest.h"

#include <QTest>

namespace quantscope::test {

QWidget* findNamed(const QWidget& root, const QString& accessibleName)
{
    for (auto* widget : root.findChildren<QWidget*>())
        if (widget->accessibleName() == accessibleName)
            return widget;
    return nullptr;
}

QWidget* named(const QWidget& root, const QString& accessibleName)
{
    if (auto* widget = findNamed(root, accessibleName))
        return widget;
    QTest::qFail(qPrintable("no control is called " + accessibleName), __FILE__, __LINE__);
    return nullptr;
}

}

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

void savePicture(QWidget& widget, const QString& name)
{
    const auto folder = qEnvironmentVariable("QUANTSCOPE_PICTURES");
    if (folder.isEmpty())
        return;
    QTest::qWait(250); // plots draw when they have the time
    if (!widget.grab().save(folder + '/' + name + ".png"))
        QTest::qFail(qPrintable("no picture could be written to " + folder), __FILE__, __LINE__);
}

QWidget* named(const QWidget& root, const QString& accessibleName)
{
    if (auto* widget = findNamed(root, accessibleName))
        return widget;
    QTest::qFail(qPrintable("no control is called " + accessibleName), __FILE__, __LINE__);
    return nullptr;
}

}

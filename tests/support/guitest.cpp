// SPDX-License-Identifier: GPL-3.0-or-later
#include "guitest.h"

#include <QTest>

#include <algorithm>

#include "plots/plotview.h"

namespace quantscope::test {

QWidget* findNamed(const QWidget& root, const QString& accessibleName)
{
    for (auto* widget : root.findChildren<QWidget*>())
        if (widget->accessibleName() == accessibleName)
            return widget;
    return nullptr;
}

void waitForPlots(QWidget& root)
{
    const auto waits = [](const PlotView* plot) { return plot && !plot->isDrawn(); };
    const auto drawn = [&] {
        const auto inside = root.findChildren<PlotView*>();
        return !waits(qobject_cast<PlotView*>(&root)) && std::none_of(inside.begin(), inside.end(), waits);
    };
    if (!QTest::qWaitFor(drawn, 60000))
        QTest::qFail("the plots were not drawn", __FILE__, __LINE__);
}

void savePicture(QWidget& widget, const QString& name)
{
    const auto folder = qEnvironmentVariable("QUANTSCOPE_PICTURES");
    if (folder.isEmpty())
        return;
    waitForPlots(widget);
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

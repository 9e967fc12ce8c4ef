// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

namespace quantscope {

// The application of debug builds: says in the log which handlers keep the window waiting.
class WatchedApplication : public QApplication
{
public:
    static constexpr int limitMilliseconds = 50;

    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override;

private:
    int m_depth = 0;
};

}

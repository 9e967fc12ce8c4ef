// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "gui/shell/options.h"

namespace quantscope {

class MainWindow;
struct Session;

// Drives the window to the state that the options name, waits until nothing is under way, writes a picture of it and
// says `finished` with the program's exit code.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    Screenshot(MainWindow&, Session&, const WindowOptions&, QObject* parent = nullptr);

Q_SIGNALS:
    void finished(int exitCode);

private:
    void look();
    bool settled() const;
    void arrange();
    void write();

    MainWindow& m_window;
    Session& m_session;
    WindowOptions m_options;
    QTimer m_timer;
    int m_quiet = 0;
    bool m_arranged = false;
    QString m_problem;
};

}

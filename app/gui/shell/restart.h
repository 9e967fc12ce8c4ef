// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <optional>

#include "engine/jobs.h"
#include "gui/shell/options.h"

namespace quantscope {

class Document;
class MainWindow;
class SessionKeeper;

// Words for the program started like this, for a start in which what the settings keep opens itself.
QStringList wordsForRestart(const WindowOptions&, const WorkspaceInfo& opened);

// When the window asks for a restart the session is kept and the window closed; the new start itself has to wait until
// the store and the settings are free.
class Restart : public QObject
{
    Q_OBJECT

public:
    Restart(MainWindow&, SessionKeeper&, const Document&, const WindowOptions&, QObject* parent = nullptr);

    const std::optional<QStringList>& words() const; // of the new start; none: nobody asked for it

Q_SIGNALS:
    void ready(); // the program may end

private:
    void prepare();

    MainWindow& m_window;
    SessionKeeper& m_keeper;
    const Document& m_document;
    WindowOptions m_options;
    std::optional<QStringList> m_words;
};

}

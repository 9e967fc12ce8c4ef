// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include "engine/backend.h"
#include "runs/sharedialog.h"

namespace quantscope {

class RunLibrary;
class RunList;

// Answers a dialog about a session file: its size after each change, and the file itself.
class SessionSaver : public QObject
{
    Q_OBJECT

public:
    SessionSaver(Backend&, const RunLibrary&, const RunList&, QObject* parent = nullptr);

    void serve(ShareDialog*); // until it is closed
    void save(const QString& file);
    bool isBusy() const
    {
        return m_saving.isBusy();
    }

Q_SIGNALS:
    void saved(QString file, double bytes);
    void problem(QString);

private:
    SessionRequest request(const ShareChoice&) const;
    void estimate();
    void estimated();
    void ended();

    Backend& m_backend;
    const RunLibrary& m_library;
    const RunList& m_runs;
    QPointer<ShareDialog> m_dialog;
    QTimer m_later;
    Latest<SessionSize> m_size;
    Latest<SessionSize> m_saving;
};

}

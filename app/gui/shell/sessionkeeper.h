// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSettings>
#include <QTimer>

#include <functional>
#include <optional>

#include "gui/document/session.h"

namespace quantscope {

// Keeps in the settings what the user would miss after a crash or a restart: what is open, the recipe with its origin,
// the shown and the pinned run, the selection. Looks every two seconds and writes what has changed.
class SessionKeeper : public QObject
{
    Q_OBJECT

public:
    // `keepWindow` writes what belongs to the window, whenever the rest is kept.
    SessionKeeper(Session&, QSettings&, std::function<void()> keepWindow, QObject* parent = nullptr);

    // What was open; none when nothing was, or it is the demo.
    std::optional<Sources> sources() const;
    // The recipe, and, once these files are open again, the runs and the selection. Error when the recipe is damaged.
    void restoreRecipe();
    void restoreRest();

public Q_SLOTS:
    void keep();

private:
    void set(const QString& key, const QVariant&);
    void restoreSelection();

    Session& m_session;
    QSettings& m_settings;
    std::function<void()> m_keepWindow;
    QTimer m_timer;
    bool m_waits = false; // what was kept is not restored yet, and must not be overwritten
};

}

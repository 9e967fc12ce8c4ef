// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QSettings>
#include <QSize>
#include <QTimer>
#include <QVariantMap>

#include "gui/shell/modes.h"

class QDockWidget;
class QMainWindow;

namespace quantscope {

// Where the docks of a window stand in each mode, as its user has left them: one layout each for large, for small and
// for still smaller windows, in the settings. A mode that nobody has changed has its default. A window that is made
// larger or smaller changes nobody's layout: its docks keep the proportions that they were given.
class ModeLayouts : public QObject
{
    Q_OBJECT

public:
    // Of the arrangements; new default tables need a new number.
    static constexpr int version = 5;
    // Pixels of the window.
    static constexpr int mostSmallWidth = 1400, mostLeastWidth = 1150, mostLeastHeight = 660;

    ModeLayouts(QMainWindow&, QList<QDockWidget*> docks, QSettings&);

    // Of the last window; Tune at the first start.
    void start();
    QString mode() const
    {
        return m_mode;
    }
    void select(const QString& mode);
    // This mode's default, for this size.
    void reset();
    // When the window has another size: another layout where another arrangement fits it, else the same proportions.
    void fit();
    // Into the settings.
    void keep();
    // While it is on, what stands is nobody's arrangement: it is neither kept nor fitted.
    void hold(bool);

Q_SIGNALS:
    void modeChanged();

protected:
    bool eventFilter(QObject*, QEvent*) override;

private:
    enum class Room { Least, Small, Large };
    Room room() const;
    QString key() const;
    const DockArrangement& standard() const;
    void watch();
    void note();
    void noteNow();
    QVariantMap sizes() const;
    void restore();
    void applySizes();
    void arrange(const DockArrangement&);
    void separate(const DockArrangement&);
    QDockWidget* dock(const QString& id) const;

    QMainWindow& m_window;
    QList<QDockWidget*> m_docks;
    QSettings& m_settings;
    QString m_mode;
    Room m_room = Room::Small; // of the layout that stands
    bool m_held = false;
    QVariantMap m_wanted; // the sizes of its docks by id
    QVariantMap m_pressed; // theirs when a mouse button went down on what separates them
    QSize m_fitted; // the window's, when they were applied
    bool m_moved = false; // a dock has another place
    QTimer m_noting; // from what the user did until the docks have come to rest
};

}

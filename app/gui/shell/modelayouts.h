// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QSettings>

#include "gui/shell/modes.h"

class QDockWidget;
class QMainWindow;

namespace quantscope {

// Where the docks of a window stand in each mode, as its user has left them: one layout for small and one for large
// windows, in the settings. A mode that nobody has changed has its default.
class ModeLayouts : public QObject
{
    Q_OBJECT

public:
    // Of the arrangements; new default tables need a new number.
    static constexpr int version = 4;
    static constexpr int mostSmallWidth = 1400; // pixels of the window

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
    // Another layout when the window has become large or small.
    void fit();
    // Into the settings.
    void keep();
    // While it is on, what stands is nobody's arrangement: it is neither kept nor fitted.
    void hold(bool);

Q_SIGNALS:
    void modeChanged();

private:
    bool isLarge() const;
    QString key() const;
    void restore();
    void arrange(const DockArrangement&);
    void separate(const DockArrangement&);
    void size(const DockArrangement&);
    QDockWidget* dock(const QString& id) const;

    QMainWindow& m_window;
    QList<QDockWidget*> m_docks;
    QSettings& m_settings;
    QString m_mode;
    bool m_large = false; // the layout that stands
    bool m_held = false;
};

}

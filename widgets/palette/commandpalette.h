// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>
#include <QStringList>

#include <vector>

#include "palette/paletteentry.h"

class QLabel;
class QLineEdit;
class QListView;

namespace quantscope {

class PaletteModel;

// A search over everything that a window does and has, above the middle of that window. Typing filters, Up, Down, Page
// up and down choose, Enter does it, Esc leaves; it closes by itself when the focus goes elsewhere.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* window);

    // `placeholder` says what can be found.
    void open(std::vector<PaletteEntry>, const QStringList& recent, const QString& placeholder);
    // The focus goes back to where it was.
    void leave();

Q_SIGNALS:
    void used(const QString& id); // before it is done

private:
    bool eventFilter(QObject*, QEvent*) override;
    bool takesKey(int key);
    void filter();
    void showCurrent();
    void runCurrent();
    void place();
    void focusMoved(const QWidget* now);

    PaletteModel* m_model;
    QLineEdit* m_search;
    QListView* m_list;
    QLabel* m_note; // why the current one cannot be done, or that nothing fits
    QPointer<QWidget> m_before;
};

}

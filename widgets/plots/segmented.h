// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;

namespace quantscope {

// A row of checkable buttons of which one is down. `chosen` tells what the user picked, not what setIndex did.
class SegmentedButtons : public QWidget
{
    Q_OBJECT

public:
    SegmentedButtons(const QStringList& titles, const QString& accessibleName, QWidget* parent = nullptr);

    int index() const;
    void setIndex(int);
    void setToolTips(const QStringList&);

signals:
    void chosen(int index);

protected:
    void changeEvent(QEvent*) override;

private:
    void colorButtons();

    QButtonGroup* m_group = nullptr;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;

namespace quantscope {

// Two groups of controls beside each other, or below each other where that is too wide. The one that `grows` takes the
// room that is left.
class FoldingRow : public QWidget
{
public:
    enum class Grows { First, Second };

    FoldingRow(QLayout* first, QLayout* second, Grows, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    QBoxLayout* m_row;
    QLayout* m_first;
    QLayout* m_second;
};

}

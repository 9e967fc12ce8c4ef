// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QTreeWidget;

namespace quantscope {

struct ShortcutRow
{
    QString group, text, keys;
};

// All actions with their keys, grouped in the order of the rows, with a search field over both.
class ShortcutSheet : public QWidget
{
    Q_OBJECT

public:
    explicit ShortcutSheet(QWidget* parent = nullptr);

    void setRows(const std::vector<ShortcutRow>&);

    QSize sizeHint() const override;

private:
    void applyFilter();

    QLineEdit* m_search;
    QTreeWidget* m_list;
    QLabel* m_hint;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace quantscope {

class RunTableModel;

// Cells of the list of runs: tints differences, pales runs of other models, and completes tags and experiments.
class RunDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    RunDelegate(const RunTableModel*, QObject* parent);

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override;
    // A running run changes its row while somebody types its name.
    void setEditorData(QWidget* editor, const QModelIndex&) const override;

protected:
    void initStyleOption(QStyleOptionViewItem*, const QModelIndex&) const override;

private:
    const RunTableModel* m_model;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace quantscope {

// Cells of the recipe's tree. One key is enough: a digit or letter picks the choice that begins with it, Space and F2
// flip a switch, other fields open their control. Inherited values are drawn quietly.
class RecipeTreeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    // Flips the switch of a cell; false when the cell is none or cannot be edited.
    bool toggle(const QModelIndex&);

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override;
    void setEditorData(QWidget* editor, const QModelIndex&) const override;
    void setModelData(QWidget* editor, QAbstractItemModel*, const QModelIndex&) const override;
    bool editorEvent(QEvent*, QAbstractItemModel*, const QStyleOptionViewItem&, const QModelIndex&) override;

signals:
    void valueChosen(const QModelIndex& index, const QVariant& value) const;

protected:
    void initStyleOption(QStyleOptionViewItem*, const QModelIndex&) const override;

private:
    bool pressKey(class QKeyEvent*, const QModelIndex&);
};

}

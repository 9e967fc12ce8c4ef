// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/rundelegate.h"

#include <QLineEdit>

#include "common/appearance.h"
#include "runs/runtablemodel.h"
#include "runs/runtags.h"

namespace quantscope {
namespace {

constexpr const char* givenText = "givenText";

}

RunDelegate::RunDelegate(const RunTableModel* model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QWidget* RunDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    auto* editor = QStyledItemDelegate::createEditor(parent, option, index);
    auto* line = qobject_cast<QLineEdit*>(editor);
    if (!line)
        return editor;
    line->setAccessibleName(RunTableModel::columnTitle(index.column()));
    if (index.column() == RunTableModel::Tags)
        completeTags(line, m_model->choices().tags);
    else if (index.column() == RunTableModel::Experiment)
        completeWord(line, m_model->choices().experiments);
    return line;
}

void RunDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    auto* line = qobject_cast<QLineEdit*>(editor);
    if (!line) {
        QStyledItemDelegate::setEditorData(editor, index);
        return;
    }
    // Not isModified(), which a completion takes back.
    const QVariant before = line->property(givenText);
    if (before.isValid() && before.toString() != line->text())
        return;
    QStyledItemDelegate::setEditorData(editor, index);
    line->setProperty(givenText, line->text());
}

// The arrow says the same as the tint.
void RunDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const int direction = index.data(RunTableModel::DirectionRole).toInt();
    auto& palette = option->palette;
    if (direction != 0)
        palette.setColor(QPalette::Text, direction > 0 ? betterColor(palette) : worseColor(palette));
    else if (!index.data(RunTableModel::HereRole).toBool())
        palette.setColor(QPalette::Text, quietText(palette));
}

}

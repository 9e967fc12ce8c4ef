// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/recipetreedelegate.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QSpinBox>

#include "common/appearance.h"
#include "recipe/fieldeditor.h"
#include "recipe/fieldtext.h"
#include "recipe/recipetreemodel.h"

namespace quantscope {
namespace {

constexpr const char* chosenByHand = "chosen";

const SchemeField* editableField(const QModelIndex& index)
{
    return index.flags() & Qt::ItemIsEditable ? RecipeTreeModel::fieldOf(index.column()) : nullptr;
}

bool isSwitch(const SchemeField& field)
{
    return std::holds_alternative<bool Scheme::*>(field.member);
}

}

bool RecipeTreeDelegate::toggle(const QModelIndex& index)
{
    const auto* field = editableField(index);
    if (!field || !isSwitch(*field))
        return false;
    emit valueChosen(index, !index.data(Qt::EditRole).toBool());
    return true;
}

QWidget* RecipeTreeDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const auto* field = editableField(index);
    if (!field || isSwitch(*field))
        return nullptr;
    auto* editor = createFieldEditor(*field, parent);
    editor->setAutoFillBackground(true);
    if (auto* combo = qobject_cast<QComboBox*>(editor)) {
        connect(combo, &QComboBox::activated, this, [this, combo] {
            combo->setProperty(chosenByHand, true);
            auto* self = const_cast<RecipeTreeDelegate*>(this);
            emit self->commitData(combo);
            emit self->closeEditor(combo);
        });
    }
    return editor;
}

void RecipeTreeDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    setFieldEditorValue(editor, index.data(Qt::EditRole));
}

void RecipeTreeDelegate::setModelData(QWidget* editor, QAbstractItemModel*, const QModelIndex& index) const
{
    if (auto* spin = qobject_cast<QAbstractSpinBox*>(editor))
        spin->interpretText();
    const auto value = fieldEditorValue(editor);
    // Leaving a control untouched must not turn an inherited value into an own one.
    const bool touched = editor->property(chosenByHand).toBool() || value != index.data(Qt::EditRole);
    editor->setProperty(chosenByHand, false);
    if (touched)
        emit valueChosen(index, value);
}

bool RecipeTreeDelegate::pressKey(QKeyEvent* event, const QModelIndex& index)
{
    const auto* field = editableField(index);
    if (!field || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    if (isSwitch(*field)) {
        const int key = event->key();
        return (key == Qt::Key_Space || key == Qt::Key_F2 || key == Qt::Key_Select) && toggle(index);
    }
    const QString typed = event->text();
    if (typed.isEmpty() || !typed[0].isLetterOrNumber())
        return false;
    const bool words = std::holds_alternative<std::string Scheme::*>(field->member);
    for (const auto& choice : field->choices) {
        const auto word = QString::fromStdString(choice);
        const QVariant value = words ? QVariant(word) : QVariant(word.toLongLong());
        if (word.startsWith(typed, Qt::CaseInsensitive)) {
            emit valueChosen(index, value);
            return true;
        }
    }
    return false;
}

bool RecipeTreeDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem&,
                                     const QModelIndex& index)
{
    if (event && event->type() == QEvent::KeyPress)
        return pressKey(static_cast<QKeyEvent*>(event), index);
    if (event && event->type() == QEvent::MouseButtonDblClick)
        return toggle(index);
    return false;
}

void RecipeTreeDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto status = index.data(RecipeTreeModel::StatusRole).toInt();
    if (status == RecipeTreeModel::Inherited || status == RecipeTreeModel::Mixed)
        option->palette.setColor(QPalette::Text, quietText(option->palette));
}

}

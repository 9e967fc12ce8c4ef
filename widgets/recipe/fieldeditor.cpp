// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/fieldeditor.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QLineEdit>
#include <QSignalBlocker>

#include "common/textof.h"
#include "recipe/controls.h"
#include "recipe/fieldtext.h"
#include "recipe/flatcontrols.h"

namespace quantscope {
namespace {

QComboBox* createChoices(const SchemeField& field, QWidget* parent, EditorLook look)
{
    QComboBox* combo = nullptr;
    if (look == EditorLook::Flat)
        combo = new FlatComboBox(parent);
    else
        combo = new ElidedComboBox(parent);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(4);
    const bool words = std::holds_alternative<std::string Scheme::*>(field.member);
    for (const auto& choice : field.choices) {
        const auto word = QString::fromStdString(choice);
        const QVariant value = words ? QVariant(word) : QVariant(word.toLongLong());
        combo->addItem(fieldValueText(field, value), value);
        combo->setItemData(combo->count() - 1, shortValueText(field, value), FlatComboBox::ShortTextRole);
    }
    combo->view()->setMinimumWidth(combo->view()->sizeHintForColumn(0) + 24);
    return combo;
}

QSpinBox* createWhole(const SchemeField& field, QWidget* parent, EditorLook look)
{
    auto* spin = isGroupSize(field) ? new GroupSpinBox(parent) : new QSpinBox(parent);
    spin->setRange(static_cast<int>(field.min), static_cast<int>(field.max));
    if (field.min == -1)
        spin->setSpecialValueText(look == EditorLook::Flat ? shortRangeText(field) : wholeRangeText(field));
    return spin;
}

QDoubleSpinBox* createReal(const SchemeField& field, QWidget* parent)
{
    auto* spin = new PlainDoubleSpinBox(parent);
    spin->setDecimals(5);
    spin->setRange(field.min, field.max);
    spin->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    return spin;
}

QWidget* createControl(const SchemeField& field, QWidget* parent, EditorLook look)
{
    if (std::holds_alternative<bool Scheme::*>(field.member))
        return look == EditorLook::Flat ? new FlatCheckBox(parent) : new QCheckBox(parent);
    if (!field.choices.empty())
        return createChoices(field, parent, look);
    QAbstractSpinBox* spin = nullptr;
    if (std::holds_alternative<double Scheme::*>(field.member))
        spin = createReal(field, parent);
    else
        spin = createWhole(field, parent, look);
    spin->setKeyboardTracking(false);
    spin->setAlignment(Qt::AlignRight);
    if (look == EditorLook::Flat)
        makeFlat(spin);
    return spin;
}

}

QWidget* createFieldEditor(const SchemeField& field, QWidget* parent, EditorLook look)
{
    auto* editor = createControl(field, parent, look);
    editor->setAccessibleName(fieldTitle(field));
    editor->setObjectName(textOf(field.id));
    return editor;
}

QVariant fieldEditorValue(const QWidget* editor)
{
    if (const auto* box = qobject_cast<const QCheckBox*>(editor))
        return box->isChecked();
    if (const auto* combo = qobject_cast<const QComboBox*>(editor))
        return combo->currentData();
    if (const auto* spin = qobject_cast<const QSpinBox*>(editor))
        return static_cast<qlonglong>(spin->value());
    if (const auto* line = qobject_cast<const QLineEdit*>(editor))
        return line->text();
    return qobject_cast<const QDoubleSpinBox*>(editor)->value();
}

void setFieldEditorValue(QWidget* editor, const QVariant& value)
{
    const QSignalBlocker quiet(editor);
    if (auto* box = qobject_cast<QCheckBox*>(editor))
        box->setChecked(value.toBool());
    else if (auto* combo = qobject_cast<QComboBox*>(editor))
        combo->setCurrentIndex(combo->findData(value));
    else if (auto* spin = qobject_cast<QSpinBox*>(editor))
        spin->setValue(value.toInt());
    else if (auto* real = qobject_cast<QDoubleSpinBox*>(editor))
        real->setValue(value.toDouble());
    else if (auto* line = qobject_cast<QLineEdit*>(editor); line && line->text() != value.toString())
        line->setText(value.toString());
}

void onFieldEdited(QWidget* editor, QObject* context, std::function<void()> edited)
{
    if (auto* box = qobject_cast<QCheckBox*>(editor))
        QObject::connect(box, &QCheckBox::clicked, context, [edited] { edited(); });
    else if (auto* combo = qobject_cast<QComboBox*>(editor))
        QObject::connect(combo, &QComboBox::activated, context, [edited] { edited(); });
    else if (auto* spin = qobject_cast<QSpinBox*>(editor))
        QObject::connect(spin, &QSpinBox::valueChanged, context, [edited] { edited(); });
    else if (auto* real = qobject_cast<QDoubleSpinBox*>(editor))
        QObject::connect(real, &QDoubleSpinBox::valueChanged, context, [edited] { edited(); });
    else if (auto* line = qobject_cast<QLineEdit*>(editor))
        QObject::connect(line, &QLineEdit::editingFinished, context, [edited] { edited(); });
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariant>

#include <functional>

#include "quant/scheme.h"

class QWidget;

namespace quantscope {

enum class EditorLook { Framed, Flat };

// The control that suits a field: a check box, a list of choices or a spin box. It knows its own type, so that panels
// and table cells treat all of them alike.
QWidget* createFieldEditor(const SchemeField&, QWidget* parent, EditorLook = EditorLook::Framed);
// Also of a plain line of text.
QVariant fieldEditorValue(const QWidget* editor);
void setFieldEditorValue(QWidget* editor, const QVariant&); // calls nobody back
// One call for one finished action of the user.
void onFieldEdited(QWidget* editor, QObject* context, std::function<void()> edited);

}

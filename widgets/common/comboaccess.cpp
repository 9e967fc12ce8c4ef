// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/comboaccess.h"

#include <QAbstractItemView>
#include <QAccessibleWidget>
#include <QComboBox>

namespace quantscope {
namespace {

// Asking for view() would make one.
bool isOpen(const QComboBox& box)
{
    const auto* view = box.findChild<QAbstractItemView*>();
    return view && view->isVisible();
}

class NamedComboBox : public QAccessibleWidget
{
public:
    explicit NamedComboBox(QComboBox* box)
        : QAccessibleWidget(box, QAccessible::ComboBox)
    {
    }

    QString text(QAccessible::Text kind) const override
    {
        const auto* box = qobject_cast<const QComboBox*>(object());
        if (kind == QAccessible::Value)
            return box->currentText();
        if (kind != QAccessible::Name)
            return QAccessibleWidget::text(kind);
        const auto name = QAccessibleWidget::text(kind);
        return name.isEmpty() || box->currentText().isEmpty() ? name + box->currentText()
                                                              : QStringLiteral("%1: %2").arg(name, box->currentText());
    }

    QAccessible::State state() const override
    {
        auto all = QAccessibleWidget::state();
        const auto* box = qobject_cast<const QComboBox*>(object());
        all.expandable = all.hasPopup = true;
        all.expanded = isOpen(*box);
        all.editable = box->isEditable();
        return all;
    }

    QStringList actionNames() const override
    {
        return {showMenuAction(), setFocusAction()};
    }

    void doAction(const QString& name) override
    {
        auto* box = qobject_cast<QComboBox*>(object());
        if (name != showMenuAction() || !box->isEnabled())
            return QAccessibleWidget::doAction(name);
        if (isOpen(*box))
            box->hidePopup();
        else
            box->showPopup();
    }
};

QAccessibleInterface* namedComboBox(const QString& className, QObject* object)
{
    auto* box = className == QLatin1String("QComboBox") ? qobject_cast<QComboBox*>(object) : nullptr;
    return box ? new NamedComboBox(box) : nullptr;
}

}

void tellNamesOfComboBoxes()
{
    QAccessible::installFactory(namedComboBox); // once, however often it is asked to
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/comboaccess.h"

#include <QAccessibleWidget>
#include <QAbstractItemView>
#include <QComboBox>

namespace quantscope {
namespace {

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
        all.expanded = box->view()->isVisible();
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
        if (box->view()->isVisible())
            box->hidePopup();
        else
            box->showPopup();
    }
};

QAccessibleInterface* named(const QString& className, QObject* object)
{
    auto* box = className == QLatin1String("QComboBox") ? qobject_cast<QComboBox*>(object) : nullptr;
    return box ? new NamedComboBox(box) : nullptr;
}

}

void tellNamesOfComboBoxes()
{
    QAccessible::installFactory(named); // once, however often it is asked to
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runfielddialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include "common/appearance.h"

namespace quantscope {

RunFieldDialog::RunFieldDialog(const QString& title, const QString& label, const QString& help, const QString& value,
                               QWidget* parent)
    : QDialog(parent)
    , m_field(new QLineEdit(value))
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_field->setAccessibleName(label);
    m_field->setAccessibleDescription(help);
    m_field->setToolTip(help);
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumWidth(fontMetrics().averageCharWidth() * 40);
    auto* explanation = new QLabel(help);
    explanation->setWordWrap(true);
    auto quiet = explanation->palette();
    quiet.setColor(explanation->foregroundRole(), quietText(palette()));
    explanation->setPalette(quiet);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    auto* name = new QLabel(label);
    name->setBuddy(m_field);
    auto* layout = new QFormLayout(this);
    layout->setRowWrapPolicy(QFormLayout::WrapAllRows);
    layout->addRow(name, m_field);
    layout->addRow(explanation);
    layout->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] { emit entered(m_field->text().simplified()); });
}

}

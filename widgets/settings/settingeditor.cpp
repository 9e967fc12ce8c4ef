// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settingeditor.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

namespace quantscope {

SettingEditor::SettingEditor(ProgramSetting row, QWidget* parent)
    : QWidget(parent)
    , m_row(std::move(row))
{
    setObjectName(QStringLiteral("setting-") + m_row.id);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_control = makeControl();
    m_control->setAccessibleName(m_row.label);
    m_control->setToolTip(m_row.help);
    layout->addWidget(m_control, 1);
    setFocusProxy(m_control);
    if (m_row.kind == ProgramSetting::Folder || m_row.kind == ProgramSetting::File) {
        auto* choose = new QPushButton(tr("Choose…"), this);
        choose->setAccessibleName(tr("Choose: %1").arg(m_row.label));
        choose->setToolTip(tr("Choose it in a dialog"));
        connect(choose, &QPushButton::clicked, this, &SettingEditor::choosePath);
        layout->addWidget(choose);
    }
    if (!m_row.actionTitle.isEmpty()) {
        auto* button = new QPushButton(m_row.actionTitle, this);
        button->setObjectName(QStringLiteral("action"));
        button->setAccessibleName(m_row.actionHelp);
        button->setToolTip(m_row.actionHelp);
        connect(button, &QPushButton::clicked, this, [this] {
            m_row.action();
            refresh();
        });
        layout->addWidget(button);
    }
    m_reset = new QToolButton(this);
    m_reset->setObjectName(QStringLiteral("reset"));
    m_reset->setText(QStringLiteral("↺"));
    m_reset->setAutoRaise(true);
    m_reset->setFocusPolicy(Qt::StrongFocus);
    m_reset->setAccessibleName(tr("Reset: %1").arg(m_row.label));
    m_reset->setToolTip(tr("Back to what it is at the first start"));
    m_reset->setVisible(m_row.kind != ProgramSetting::Fact);
    layout->addWidget(m_reset);
    connect(m_reset, &QToolButton::clicked, this, &SettingEditor::reset);
    refresh();
}

QWidget* SettingEditor::makeControl()
{
    switch (m_row.kind) {
    case ProgramSetting::Choice: return makeChoice();
    case ProgramSetting::Number: return makeNumber();
    case ProgramSetting::Decimal: return makeDecimal();
    case ProgramSetting::Folder:
    case ProgramSetting::File: return makePath();
    case ProgramSetting::Fact: break;
    }
    auto* fact = new QLabel(this);
    fact->setWordWrap(true);
    fact->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_show = [fact](const QVariant& value) { fact->setText(value.toString()); };
    return fact;
}

QWidget* SettingEditor::makeChoice()
{
    auto* box = new QComboBox(this);
    for (const auto& [title, value] : m_row.choices)
        box->addItem(title, value);
    connect(box, &QComboBox::activated, this, [this, box](int index) { set(box->itemData(index)); });
    m_show = [box](const QVariant& value) { box->setCurrentIndex(box->findData(value)); };
    return box;
}

// A number that is being typed is none yet.
QWidget* SettingEditor::makeNumber()
{
    auto* box = new QSpinBox(this);
    box->setKeyboardTracking(false);
    box->setRange(static_cast<int>(m_row.least), static_cast<int>(m_row.most));
    box->setSingleStep(static_cast<int>(m_row.step));
    box->setSuffix(m_row.suffix);
    box->setSpecialValueText(m_row.special);
    connect(box, &QSpinBox::valueChanged, this, [this](int value) { set(value); });
    m_show = [box](const QVariant& value) {
        const QSignalBlocker blocker(box);
        box->setValue(value.toInt());
    };
    return box;
}

QWidget* SettingEditor::makeDecimal()
{
    auto* box = new QDoubleSpinBox(this);
    box->setKeyboardTracking(false);
    box->setDecimals(2);
    box->setRange(m_row.least, m_row.most);
    box->setSingleStep(m_row.step);
    box->setSuffix(m_row.suffix);
    box->setSpecialValueText(m_row.special);
    connect(box, &QDoubleSpinBox::valueChanged, this, [this](double value) { set(value); });
    m_show = [box](const QVariant& value) {
        const QSignalBlocker blocker(box);
        box->setValue(value.toDouble());
    };
    return box;
}

QWidget* SettingEditor::makePath()
{
    m_path = new QLineEdit(this);
    m_path->setPlaceholderText(m_row.special);
    m_path->setClearButtonEnabled(true);
    connect(m_path, &QLineEdit::editingFinished, this, [this] { set(m_path->text().trimmed()); });
    m_show = [this](const QVariant& value) { m_path->setText(value.toString()); };
    return m_path;
}

void SettingEditor::choosePath()
{
    const bool isFolder = m_row.kind == ProgramSetting::Folder;
    const auto now = m_row.get().toString();
    auto* dialog = new QFileDialog(this, m_row.label, now.isEmpty() ? m_row.special : QFileInfo(now).path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (isFolder) {
        dialog->setFileMode(QFileDialog::Directory);
    } else {
        dialog->setFileMode(QFileDialog::AnyFile);
        dialog->setLabelText(QFileDialog::Accept, tr("Use"));
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        set(path);
        refresh();
    });
    dialog->open();
}

bool SettingEditor::isStandard() const
{
    return m_row.kind == ProgramSetting::Fact || m_row.get() == m_row.standard;
}

bool SettingEditor::waitsForRestart() const
{
    return m_row.inEffect.isValid() && m_row.get() != m_row.inEffect;
}

bool SettingEditor::fits(const QString& query) const
{
    auto texts = m_row.section + '\n' + m_row.label + '\n' + m_row.help + '\n' + m_row.actionTitle;
    for (const auto& [title, value] : m_row.choices)
        texts += '\n' + title;
    for (const auto& word : query.split(' ', Qt::SkipEmptyParts))
        if (!texts.contains(word, Qt::CaseInsensitive))
            return false;
    return true;
}

void SettingEditor::set(const QVariant& value)
{
    if (value == m_row.get())
        return;
    m_row.set(value);
    updateState();
    Q_EMIT changed();
}

void SettingEditor::reset()
{
    if (m_row.kind == ProgramSetting::Fact)
        return;
    set(m_row.standard);
    refresh();
}

void SettingEditor::refresh()
{
    m_show(m_row.get());
    updateState();
}

void SettingEditor::takeFocus()
{
    m_control->setFocus(Qt::OtherFocusReason);
}

void SettingEditor::updateState()
{
    m_reset->setEnabled(!isStandard());
}

}

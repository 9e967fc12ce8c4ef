// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/presetbar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

#include "common/coretext.h"
#include "common/textof.h"
#include "experiments/presets.h"
#include "recipe/controls.h"

namespace quantscope {
namespace {

enum ItemRole { IdRole = Qt::UserRole, OwnNameRole };

Recipe unnamed(Recipe recipe)
{
    recipe.name.clear();
    return recipe;
}

}

PresetBar::PresetBar(QWidget* parent)
    : QWidget(parent)
{
    for (const auto& preset : presets())
        m_made.push_back(unnamed(preset.make()));
    createControls();
    connectControls();
    fill();
    askName(false);
}

void PresetBar::createControls()
{
    auto* label = new QLabel(tr("&Preset"), this);
    m_list = new QComboBox(this);
    m_list->setAccessibleName(tr("Preset"));
    m_list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_list->setMinimumContentsLength(8);
    label->setBuddy(m_list);
    ignoreWheelUnlessFocused(m_list);
    m_save = new QToolButton(this);
    m_save->setText(tr("Save…"));
    m_save->setToolTip(tr("Keep this recipe as a preset of your own"));
    m_save->setAccessibleName(tr("Save as own preset"));
    m_delete = new QToolButton(this);
    m_delete->setText(tr("Delete"));
    m_delete->setAccessibleName(tr("Delete own preset"));
    m_name = new QLineEdit(this);
    m_name->setPlaceholderText(tr("Name of the preset"));
    m_name->setAccessibleName(tr("Name of the own preset"));
    m_name->setMaxLength(80);
    m_name->installEventFilter(this);
    m_accept = new QPushButton(tr("Save"), this);
    m_accept->setAccessibleName(tr("Save the preset under this name"));
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setAccessibleName(tr("Save no preset"));
    for (auto* button : {m_save, m_delete})
        button->setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_save);
    layout->addWidget(m_delete);
    layout->addWidget(m_name, 1);
    layout->addWidget(m_accept);
    layout->addWidget(m_cancel);
}

void PresetBar::connectControls()
{
    connect(m_list, &QComboBox::activated, this, &PresetBar::choose);
    connect(m_save, &QToolButton::clicked, this, [this] { askName(true); });
    connect(m_delete, &QToolButton::clicked, this, [this] { emit ownPresetDeleteRequested(currentOwnName()); });
    connect(m_name, &QLineEdit::returnPressed, this, &PresetBar::saveUnderName);
    connect(m_name, &QLineEdit::textChanged, this, &PresetBar::describeSaving);
    connect(m_accept, &QPushButton::clicked, this, &PresetBar::saveUnderName);
    connect(m_cancel, &QPushButton::clicked, this, [this] { askName(false); });
}

void PresetBar::setOwnPresets(const QStringList& names, const std::vector<Recipe>& recipes)
{
    m_ownNames = names;
    m_ownRecipes.clear();
    for (const auto& recipe : recipes)
        m_ownRecipes.push_back(unnamed(recipe));
    fill();
}

void PresetBar::setRecipe(const Recipe& recipe)
{
    m_recipe = unnamed(recipe);
    showCurrent();
}

void PresetBar::fill()
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    m_list->addItem(tr("Custom"));
    m_list->setItemData(0, tr("The recipe is none of the presets"), Qt::ToolTipRole);
    for (const auto& preset : presets()) {
        m_list->addItem(coreText(preset.title), textOf(preset.id));
        m_list->setItemData(m_list->count() - 1, coreText(preset.help), Qt::ToolTipRole);
    }
    if (!m_ownNames.isEmpty())
        m_list->insertSeparator(m_list->count());
    for (const auto& name : m_ownNames) {
        m_list->addItem(name);
        m_list->setItemData(m_list->count() - 1, name, OwnNameRole);
        m_list->setItemData(m_list->count() - 1, tr("Your own preset"), Qt::ToolTipRole);
    }
    showCurrent();
}

void PresetBar::showCurrent()
{
    int current = 0;
    const auto made = std::find(m_made.begin(), m_made.end(), m_recipe);
    const auto own = std::find(m_ownRecipes.begin(), m_ownRecipes.end(), m_recipe);
    if (own != m_ownRecipes.end() && own - m_ownRecipes.begin() < m_ownNames.size())
        current = m_list->findData(m_ownNames[own - m_ownRecipes.begin()], OwnNameRole);
    else if (made != m_made.end())
        current = 1 + static_cast<int>(made - m_made.begin());
    m_list->setCurrentIndex(current);
    m_list->setToolTip(m_list->itemData(current, Qt::ToolTipRole).toString());
    const bool deletable = !currentOwnName().isEmpty();
    m_delete->setEnabled(deletable);
    m_delete->setVisible(deletable && !m_list->isHidden());
    m_delete->setToolTip(deletable ? tr("Forget your preset \"%1\"").arg(currentOwnName())
                                   : tr("Only presets of your own can be deleted, while the recipe equals them"));
}

QString PresetBar::currentOwnName() const
{
    return m_list->currentData(OwnNameRole).toString();
}

void PresetBar::choose(int index)
{
    const auto id = m_list->itemData(index, IdRole).toString();
    const auto own = m_list->itemData(index, OwnNameRole).toString();
    if (!id.isEmpty())
        emit presetChosen(id);
    else if (!own.isEmpty())
        emit ownPresetChosen(own);
    showCurrent();
}

void PresetBar::askName(bool asking)
{
    for (QWidget* widget : std::initializer_list<QWidget*>{m_list, m_save})
        widget->setVisible(!asking);
    m_delete->setVisible(!asking && m_delete->isEnabled());
    for (QWidget* widget : std::initializer_list<QWidget*>{m_name, m_accept, m_cancel})
        widget->setVisible(asking);
    if (asking) {
        m_name->setText(currentOwnName());
        m_name->selectAll();
        m_name->setFocus();
        describeSaving();
    } else if (m_name->hasFocus() || m_accept->hasFocus() || m_cancel->hasFocus()) {
        m_list->setFocus();
    }
}

void PresetBar::describeSaving()
{
    const QString name = m_name->text().trimmed();
    const bool replaces = m_ownNames.contains(name);
    m_accept->setEnabled(!name.isEmpty());
    m_accept->setText(replaces ? tr("Replace") : tr("Save"));
    m_accept->setToolTip(replaces ? tr("Takes the place of your preset with this name") : QString());
}

void PresetBar::saveUnderName()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return;
    askName(false);
    emit ownPresetSaveRequested(name);
}

bool PresetBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_name && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        askName(false);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and menus do in the matrix, and the edits that they lead to.

#include "recipe/recipematrix.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>

#include <algorithm>

#include "recipe/controls.h"
#include "recipe/fieldeditor.h"
#include "recipe/fieldtext.h"
#include "recipe/flatcontrols.h"
#include "recipe/matrixgrid.h"

namespace quantscope {
namespace {

QLineEdit* textOfEditor(QWidget* editor)
{
    auto* line = qobject_cast<QLineEdit*>(editor);
    return line ? line : editor->findChild<QLineEdit*>();
}

// Typing in it is under way, so that Left and Right are its own.
bool isTyping(QWidget* editor)
{
    const auto* line = textOfEditor(editor);
    return line && line->selectedText() != line->text();
}

}

void RecipeMatrix::createMenu(int number)
{
    const auto& line = m_lines[static_cast<size_t>(number)];
    if (towersAt({number, 0}).size() < 2) {
        connect(line.head, &QToolButton::clicked, this, [this, number, head = line.head] {
            showWhy({number, 0}, *head);
        });
        return;
    }
    auto* menu = new QMenu(line.head);
    menu->setToolTipsVisible(true);
    // Not as the button's own menu, which would run an event loop of its own.
    connect(line.head, &QToolButton::clicked, menu,
            [menu, head = line.head] { menu->popup(head->mapToGlobal(QPoint(0, head->height()))); });
    connect(menu, &QMenu::aboutToShow, this, [this, number, menu] { fillMenu(number, menu); });
}

void RecipeMatrix::fillMenu(int number, QMenu* menu)
{
    const auto& line = m_lines[static_cast<size_t>(number)];
    menu->clear();
    auto* why = menu->addAction(tr("&Why?") + QStringLiteral("\tF1"), this, [this, number, head = line.head] {
        showWhy({number, 0}, *head);
    });
    why->setToolTip(tr("What it does, costs, and when it hurts"));
    menu->addSection(tr("Same in all towers"));
    const auto towers = towersAt({number, 0});
    std::vector<QVariant> values;
    for (const Tower tower : towers)
        if (const auto value = settingValue(*line.row, m_context.recipe, tower);
            std::find(values.begin(), values.end(), value) == values.end())
            values.push_back(value);
    const bool same = values.size() == 1;
    for (const auto& value : settingChoices(*line.row))
        if (std::find(values.begin(), values.end(), value) == values.end())
            values.push_back(value);
    for (const auto& value : values) {
        auto* action = menu->addAction(settingValueText(*line.row, value), this,
                                       [this, number, value] { editAll(number, value); });
        action->setCheckable(true);
        action->setChecked(same && value == values.front());
    }
}

void RecipeMatrix::watch(QWidget* widget, Place place)
{
    ignoreWheelUnlessFocused(widget);
    widget->setFocusPolicy(Qt::ClickFocus);
    widget->installEventFilter(this);
    m_places[widget] = place;
    watchHover(widget,
               [this, place](bool inside) { emit layersHovered(inside ? layersAt(place) : std::vector<int>()); });
}

QWidget* RecipeMatrix::widgetAt(Place place) const
{
    const auto& line = m_lines[static_cast<size_t>(place.line)];
    return place.column == 0 ? line.head : line.cells[static_cast<size_t>(place.column - 1)];
}

bool RecipeMatrix::isReachable(QWidget* widget) const
{
    return widget && widget->isEnabled() && widget->isVisibleTo(this);
}

// To the next cell in this direction that can take the focus, if there is one.
void RecipeMatrix::move(Place from, int lines, int columns)
{
    const auto* before = widgetAt(from);
    Place to = from;
    for (;;) {
        to = {to.line + lines, to.column + columns};
        if (to.line < 0 || to.line >= static_cast<int>(m_lines.size()) || to.column < 0 ||
            to.column > MatrixGrid::towerColumns)
            return;
        auto* widget = widgetAt(to);
        if (widget == before || !isReachable(widget))
            continue;
        m_places[widget] = to; // a wide cell remembers the column that it was entered from
        widget->setFocus(Qt::OtherFocusReason);
        if (auto* line = textOfEditor(widget))
            line->selectAll();
        return;
    }
}

void RecipeMatrix::makeTabStop(QWidget* widget)
{
    if (m_tabStop)
        m_tabStop->setFocusPolicy(Qt::ClickFocus);
    m_tabStop = widget;
    m_tabStop->setFocusPolicy(Qt::StrongFocus);
}

// A cell without effect cannot be the one that Tab goes to; the head of its line can.
void RecipeMatrix::keepTabStop()
{
    if (!m_tabStop || m_tabStop->isEnabled())
        return;
    makeTabStop(widgetAt({m_places.value(m_tabStop).line, 0}));
}

bool RecipeMatrix::activate(QWidget* widget)
{
    if (auto* combo = qobject_cast<QComboBox*>(widget))
        combo->showPopup();
    else if (auto* box = qobject_cast<QCheckBox*>(widget))
        box->click();
    else if (auto* head = qobject_cast<FlatHead*>(widget))
        head->click();
    else
        return false;
    return true;
}

bool RecipeMatrix::pressKey(QWidget* widget, QKeyEvent* event, Place place)
{
    const int key = event->key();
    if (key == Qt::Key_F1 || event->text() == QStringLiteral("?")) {
        showWhy(place, *widget);
        return true;
    }
    auto* spin = qobject_cast<QAbstractSpinBox*>(widget);
    const bool vertical = key == Qt::Key_Up || key == Qt::Key_Down;
    if (spin && vertical && event->modifiers() == Qt::AltModifier) {
        key == Qt::Key_Up ? spin->stepUp() : spin->stepDown();
        return true;
    }
    if (event->modifiers() & ~Qt::KeypadModifier)
        return false;
    if (vertical) {
        move(place, key == Qt::Key_Up ? -1 : 1, 0);
        return true;
    }
    if ((key == Qt::Key_Left || key == Qt::Key_Right) && !isTyping(widget)) {
        move(place, 0, key == Qt::Key_Left ? -1 : 1);
        return true;
    }
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_F2;
    return enter && activate(widget);
}

bool RecipeMatrix::eventFilter(QObject* watched, QEvent* event)
{
    const auto found = m_places.constFind(watched);
    if (found == m_places.constEnd())
        return QWidget::eventFilter(watched, event);
    auto* widget = static_cast<QWidget*>(watched);
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* press = static_cast<QKeyEvent*>(event);
        if (press->key() == Qt::Key_F1 && press->modifiers() == Qt::NoModifier)
            event->accept(); // else the window's own F1 takes it
    } else if (event->type() == QEvent::KeyPress) {
        return pressKey(widget, static_cast<QKeyEvent*>(event), *found);
    } else if (event->type() == QEvent::FocusOut) {
        widget->parentWidget()->update();
    } else if (event->type() == QEvent::FocusIn) {
        makeTabStop(widget);
        widget->parentWidget()->update(); // draws the frame
        emit cellFocused(widget);
    }
    return QWidget::eventFilter(watched, event);
}

void RecipeMatrix::edit(Place place, QWidget* editor)
{
    const auto& row = *m_lines[static_cast<size_t>(place.line)].row;
    const auto tower = static_cast<Tower>(place.column - 1);
    const auto value = fieldEditorValue(editor);
    Recipe recipe = m_context.recipe;
    setSetting(recipe, row, tower, value);
    const auto phrase = settingPhrase(row, value);
    send(recipe, row.global ? phrase : tr("%1: %2").arg(shortTowerTitle(tower), phrase));
}

void RecipeMatrix::editAll(int number, const QVariant& value)
{
    const auto& row = *m_lines[static_cast<size_t>(number)].row;
    Recipe recipe = m_context.recipe;
    for (const Tower tower : towersAt({number, 0}))
        setSetting(recipe, row, tower, value);
    send(recipe, tr("all towers: %1").arg(settingPhrase(row, value)));
}

void RecipeMatrix::send(const Recipe& recipe, const QString& what)
{
    if (recipe != m_context.recipe)
        emit recipeEdited(recipe, what);
}

}

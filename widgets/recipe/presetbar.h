// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "quant/recipe.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace quantscope {

// The list of presets, the user's own ones, and "Custom" while the recipe equals none of them. Signals tell what the
// user asked for; nothing is stored here. A new own preset gets its name in the line that replaces the list meanwhile.
class PresetBar : public QWidget
{
    Q_OBJECT

public:
    explicit PresetBar(QWidget* parent = nullptr);

    // `recipes` is parallel to `names`; without them an own preset is not recognized again.
    void setOwnPresets(const QStringList& names, const std::vector<Recipe>& recipes = {});
    void setRecipe(const Recipe&);

signals:
    void presetChosen(QString id);
    void ownPresetChosen(QString name);
    void ownPresetSaveRequested(QString name);
    void ownPresetDeleteRequested(QString name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void createControls();
    void connectControls();
    void fill();
    void showCurrent();
    void choose(int index);
    void askName(bool asking);
    void saveUnderName();
    void describeSaving();
    QString currentOwnName() const;

    Recipe m_recipe; // without its name
    std::vector<Recipe> m_made;
    QStringList m_ownNames;
    std::vector<Recipe> m_ownRecipes;
    QComboBox* m_list = nullptr;
    QToolButton* m_save = nullptr;
    QToolButton* m_delete = nullptr;
    QLineEdit* m_name = nullptr;
    QPushButton* m_accept = nullptr;
    QPushButton* m_cancel = nullptr;
};

}

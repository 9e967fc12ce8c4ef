// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe's dock: presets, the matrix of settings and the tree of layers, and the user's own presets in the
// settings.

#include "gui/docks/docks.h"
#include "gui/document/document.h"
#include "gui/document/ownpresets.h"
#include "gui/document/presetrecipe.h"
#include "gui/document/selection.h"
#include "recipe/recipeview.h"

namespace quantscope {
namespace {

const QString columnsKey = QStringLiteral("views/recipeColumns");

// Setting keys may not hold slashes, names may.
QString keyOf(const QString& name)
{
    return ownPresetGroup() + '/' + QString::fromLatin1(name.toUtf8().toHex());
}

void showOwnPresets(RecipeView& view, QSettings& settings)
{
    QStringList names;
    std::vector<Recipe> recipes;
    for (auto& [name, recipe] : ownPresets(settings)) {
        names << name;
        recipes.push_back(std::move(recipe));
    }
    view.setOwnPresets(names, recipes);
}

}

QWidget* createRecipeDock(const DockContext& context, QWidget* parent)
{
    auto* view = new RecipeView(parent);
    auto* document = &context.document;
    auto* selection = &context.selection;
    auto* settings = &context.settings;
    const auto showRecipe = [view, document] {
        if (!document->isOpen())
            return;
        view->setRecipe(document->recipe(), document->planned().plan);
        view->setIssues(document->planned().issues);
    };
    const auto showAll = [view, document, showRecipe] {
        view->setOutline(document->opened().outline);
        showRecipe();
    };
    QObject::connect(document, &Document::workspaceChanged, view, showAll);
    QObject::connect(document, &Document::recipeChanged, view, showRecipe);
    QObject::connect(selection, &Selection::layerChanged, view,
                     [view, selection] { view->setSelectedLayer(selection->layer()); });
    QObject::connect(view, &RecipeView::layerSelected, selection, &Selection::selectLayer);
    QObject::connect(view, &RecipeView::layersHovered, selection, &Selection::layersHovered);
    QObject::connect(view, &RecipeView::lessonAsked, selection, &Selection::lessonAsked);
    QObject::connect(view, &RecipeView::recipeEdited, document,
                     [document](const Recipe& recipe, const QString& what) { document->editRecipe(recipe, what); });
    QObject::connect(view, &RecipeView::presetChosen, document, [document](const QString& id) {
        if (const auto recipe = presetRecipe(id))
            document->editRecipe(*recipe, QString::fromStdString(recipe->name));
    });
    QObject::connect(view, &RecipeView::ownPresetChosen, document, [document, settings](const QString& name) {
        for (auto& [own, recipe] : ownPresets(*settings))
            if (own == name) {
                recipe.name = name.toStdString();
                document->editRecipe(recipe, name);
            }
    });
    QObject::connect(
        view, &RecipeView::ownPresetSaveRequested, document, [view, document, settings](const QString& name) {
            auto recipe = document->recipe();
            recipe.name = name.toStdString();
            settings->setValue(keyOf(name), QStringList{name, QString::fromStdString(recipeToJson(recipe).dump())});
            showOwnPresets(*view, *settings);
        });
    QObject::connect(view, &RecipeView::ownPresetDeleteRequested, document, [view, settings](const QString& name) {
        settings->remove(keyOf(name));
        showOwnPresets(*view, *settings);
    });
    view->tree()->setColumnState(settings->value(columnsKey).toByteArray());
    QObject::connect(document, &Document::viewsClosing, view,
                     [view, settings] { settings->setValue(columnsKey, view->tree()->columnState()); });
    showOwnPresets(*view, *settings);
    if (document->isOpen())
        showAll();
    view->setSelectedLayer(selection->layer());
    return view;
}

}

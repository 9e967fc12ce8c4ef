// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe's dock: presets, switches and the tree of layers, and the user's own presets in the settings.

#include "gui/docks/docks.h"
#include "gui/document/ownpresets.h"
#include "gui/document/presetrecipe.h"
#include "gui/document/session.h"
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
    auto* session = &context.session;
    auto* settings = &context.settings;
    const auto showRecipe = [view, session] {
        if (!session->isOpen())
            return;
        view->setRecipe(session->recipe(), session->plan());
        view->setIssues(session->issues());
    };
    const auto showAll = [view, session, showRecipe] {
        view->setOutline(session->opened().outline);
        showRecipe();
    };
    QObject::connect(session, &Session::workspaceChanged, view, showAll);
    QObject::connect(session, &Session::recipeChanged, view, showRecipe);
    QObject::connect(session, &Session::siteChanged, view, [view, session] { view->setSelectedSite(session->site()); });
    QObject::connect(view, &RecipeView::siteSelected, session, &Session::selectSite);
    QObject::connect(view, &RecipeView::sitesHovered, session, &Session::hoverSites);
    QObject::connect(view, &RecipeView::recipeEdited, session,
                     [session](const Recipe& recipe, const QString& what) { session->editRecipe(recipe, what); });
    QObject::connect(view, &RecipeView::presetChosen, session, [session](const QString& id) {
        if (const auto recipe = presetRecipe(id))
            session->editRecipe(*recipe, QString::fromStdString(recipe->name));
    });
    QObject::connect(view, &RecipeView::ownPresetChosen, session, [session, settings](const QString& name) {
        for (auto& [own, recipe] : ownPresets(*settings))
            if (own == name) {
                recipe.name = name.toStdString();
                session->editRecipe(recipe, name);
            }
    });
    QObject::connect(
        view, &RecipeView::ownPresetSaveRequested, session, [view, session, settings](const QString& name) {
            auto recipe = session->recipe();
            recipe.name = name.toStdString();
            settings->setValue(keyOf(name), QStringList{name, QString::fromStdString(recipeToJson(recipe).dump())});
            showOwnPresets(*view, *settings);
        });
    QObject::connect(view, &RecipeView::ownPresetDeleteRequested, session, [view, settings](const QString& name) {
        settings->remove(keyOf(name));
        showOwnPresets(*view, *settings);
    });
    view->tree()->setColumnState(settings->value(columnsKey).toByteArray());
    QObject::connect(session, &Session::closing, view,
                     [view, settings] { settings->setValue(columnsKey, view->tree()->columnState()); });
    showOwnPresets(*view, *settings);
    if (session->isOpen())
        showAll();
    return view;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QWidget>

#include <memory>

#include "quant/plan.h"

class QAction;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QToolButton;
class QTreeView;

namespace quantscope {

class RecipeTreeDelegate;
class RecipeTreeModel;

// The recipe layer by layer: overrides bold, inherited ones quiet. Editing one of several selected cells edits all
// of them in its column; every action is one recipeEdited, answered with setRecipe. layerSelected comes from the user.
class RecipeTree : public QWidget
{
    Q_OBJECT

public:
    explicit RecipeTree(QWidget* parent = nullptr);

    void setOutline(std::shared_ptr<const ModelOutline>);
    void setRecipe(const Recipe&, const Plan&);
    void setSelectedLayer(int layer); // -1: none

    QByteArray columnState() const; // which columns are shown, and how wide
    void setColumnState(const QByteArray&);

    QTreeView* view() const
    {
        return m_view;
    }

signals:
    void recipeEdited(quantscope::Recipe recipe, QString what);
    void layerSelected(int layer);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent*) override;

private:
    void createFilter();
    void createView();
    void createActions();
    void createColumnChoice();
    void syncColumnChoice();
    void fitColumns();
    void applyFilter();
    void showState();
    void selectionChanged();
    void currentChanged(const QModelIndex& current);
    void applyValue(const QModelIndex& cell, const QVariant& value);
    QModelIndexList selectedCells() const; // of the model, not of the filter

    RecipeTreeModel* m_model;
    QSortFilterProxyModel* m_filter;
    RecipeTreeDelegate* m_delegate;
    QTreeView* m_view = nullptr;
    QLabel* m_hint = nullptr;
    QLineEdit* m_text = nullptr;
    QToolButton* m_onlyOwn = nullptr;
    QPushButton* m_columns = nullptr;
    QAction* m_resetCells = nullptr;
    QAction* m_resetRows = nullptr;
    QAction* m_resetBelow = nullptr;
    int m_layer = -1;
    bool m_quiet = false; // the selection is being set from outside
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>

#include <memory>

#include "recipe/recipecells.h"

namespace quantscope {

// Tower → block → layer with a column for every field of Scheme. Values come from the recipe and its plan; editing
// only tells the recipe that would result (recipeEdited, once per action), the owner answers with setRecipe.
class RecipeTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        StatusRole = Qt::UserRole, // a Status
        LayerRole, // layer index of a layer row, else -1
        SearchRole, // the names of the row and of those above it
        HasOwnRole, // whether the row itself sets anything
    };
    enum Status { TowerSetting, Own, Inherited, Mixed, Unusable };

    explicit RecipeTreeModel(QObject* parent = nullptr);

    bool setOutline(std::shared_ptr<const ModelOutline>); // false when it is the one already there
    // Keeps rows, selection and expansion.
    void setRecipe(const Recipe&, const Plan&);

    static const SchemeField* fieldOf(int column); // nullptr for the names
    static int columnOf(const SchemeField&);
    QModelIndex indexOfLayer(int layer) const;
    int ownCount() const // rows that set anything themselves
    {
        return m_cells.ownCount();
    }

    // One action for all cells of the first one's column.
    void setCells(const QModelIndexList&, const QVariant& value);
    void resetCells(const QModelIndexList&);
    void resetRows(const QModelIndexList&);
    void resetBelow(const QModelIndex&);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex&) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex&, const QVariant&, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex&) const override;

signals:
    void recipeEdited(quantscope::Recipe recipe, QString what);

private:
    QVariant nameData(int node, int role) const;
    QVariant cellData(int node, const SchemeField&, int role) const;
    QString cellText(const RecipeCell&, const SchemeField&) const;
    QString cellTip(int node, const SchemeField&) const;
    QString searchText(int node) const;
    QModelIndex indexOf(int node, int column = 0) const;
    QString describe(const std::vector<int>& nodes) const;
    void tellChanged(const QModelIndex& parent);
    void send(const Recipe&, const QString& what);

    std::shared_ptr<const ModelOutline> m_outline;
    RecipeCells m_cells;
};

}

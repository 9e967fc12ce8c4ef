// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

#include "quant/plan.h"

class QCheckBox;
class QGridLayout;

namespace quantscope {

class CollapsibleBox;
class IssueLabel;

// One tower's transforms and scheme. Every action of the user is one recipeEdited with the whole new recipe; the owner
// answers with setRecipe.
class TowerBox : public QWidget
{
    Q_OBJECT

public:
    explicit TowerBox(Tower tower, QWidget* parent = nullptr);

    void setOutline(std::shared_ptr<const ModelOutline>);
    void setRecipe(const Recipe&, const Plan&);
    void setIssues(const std::vector<Issue>&); // those that concern this tower

signals:
    void recipeEdited(quantscope::Recipe recipe, QString what);
    void
    layersHovered(std::vector<int> layers); // layers that the control under the mouse reaches; empty when it leaves

private:
    using Layers = std::function<std::vector<int>()>;

    struct Switch
    {
        QCheckBox* box;
        bool TowerRecipe::*member;
    };
    struct Editor
    {
        const SchemeField* field;
        QWidget* widget;
        QWidget* label; // nullptr when the control carries its own text
    };

    void createTransforms(QGridLayout*);
    void createScheme(QGridLayout*, bool advanced);
    void createMore(QWidget* advanced);
    QCheckBox* addSwitch(const QString& title, const QString& help, bool TowerRecipe::*, Layers);
    QWidget* addField(const SchemeField&, QGridLayout*, int row, int column);
    void hover(QWidget*, Layers);
    void flip(const Switch&);
    void edit(const Editor&);
    void send(const Recipe&, const QString& what);
    QString reasonAgainst(const SchemeField&) const;
    QString summary() const;
    const std::vector<Layer>& layers() const;

    Tower m_tower;
    Recipe m_recipe;
    Plan m_plan;
    std::shared_ptr<const ModelOutline> m_outline;
    CollapsibleBox* m_box;
    IssueLabel* m_issues;
    std::vector<Switch> m_switches;
    std::vector<Editor> m_editors;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

#include "quant/plan.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace quantscope {

class CollapsibleBox;

// What holds for all towers: protocol, norm fusion, the kind of rotation, the seed and the calibration. Every action of
// the user is one recipeEdited with the whole new recipe; the owner answers with setRecipe.
class RecipeSettings : public QWidget
{
    Q_OBJECT

public:
    explicit RecipeSettings(QWidget* parent = nullptr);

    void setOutline(std::shared_ptr<const ModelOutline>);
    void setRecipe(const Recipe&, const Plan&);

signals:
    void recipeEdited(quantscope::Recipe recipe, QString what);
    void layersHovered(std::vector<int> layers);

private:
    using Layers = std::function<std::vector<int>()>;

    struct Count
    {
        QSpinBox* spin;
        int64_t CalibrationRecipe::*member;
    };

    void createProtocol(QFormLayout*);
    void createTransforms(QFormLayout*);
    void createCalibration(QFormLayout*);
    void addCount(QFormLayout*, const QString& label, const QString& help, int max, int64_t CalibrationRecipe::*,
                  Layers);
    void addRow(QFormLayout*, const QString& label, QWidget*, const QString& help, Layers);
    void send(const Recipe&, const QString& what);
    void editSeed();
    void explainIdle();
    std::vector<int> allLayers() const;
    std::vector<int> rotatedLayers() const;
    std::vector<int> drawnLayers() const; // that depend on the seed
    std::vector<int> onlineLayers() const;
    std::vector<int> calibratedLayers() const;
    const std::vector<Layer>& layers() const;

    Recipe m_recipe;
    Plan m_plan;
    std::shared_ptr<const ModelOutline> m_outline;
    CollapsibleBox* m_box;
    QComboBox* m_protocol;
    QComboBox* m_fusion;
    QComboBox* m_rotation;
    QLineEdit* m_seed;
    QCheckBox* m_onlineSigns;
    QCheckBox* m_wideHadamard;
    QComboBox* m_spread;
    std::vector<Count> m_counts;
};

}

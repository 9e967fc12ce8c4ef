// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/recipesettings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

#include "common/scoremeaning.h"
#include "quant/protocol.h"
#include "recipe/collapsiblebox.h"
#include "recipe/controls.h"
#include "recipe/touchedlayers.h"

namespace quantscope {
namespace {

constexpr int mostSamples = 1 << 20;
constexpr int mostTokens = 4096;

void setIdle(QWidget* widget, bool idle, const QString& reason)
{
    const QString help = widget->property("help").toString();
    widget->setEnabled(!idle);
    widget->setToolTip(idle ? help + "\n(" + reason + ")" : help);
    widget->setAccessibleDescription(widget->toolTip());
}

}

RecipeSettings::RecipeSettings(QWidget* parent)
    : QWidget(parent)
    , m_box(new CollapsibleBox(tr("Global"), {}, this))
    , m_protocol(new ElidedComboBox(this))
    , m_fusion(new ElidedComboBox(this))
    , m_rotation(new ElidedComboBox(this))
    , m_seed(new QLineEdit(this))
    , m_onlineSigns(new QCheckBox(tr("Online Hadamard with signs"), this))
    , m_wideHadamard(new QCheckBox(tr("Online Hadamard in float32"), this))
    , m_spread(new ElidedComboBox(this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_box);
    auto* form = new QFormLayout(m_box->content());
    form->setContentsMargins(4, 0, 0, 0);
    form->setVerticalSpacing(3);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    createProtocol(form);
    createTransforms(form);
    createCalibration(form);
    setRecipe({}, {});
}

void RecipeSettings::createProtocol(QFormLayout* form)
{
    for (const auto& row : protocols())
        m_protocol->addItem(protocolWord(row.protocol));
    addRow(form, tr("&Protocol"), m_protocol,
           tr("Exact: every setting does what it says. As MQuant's code: its released code ignores or replaces some "
              "settings, which the notes name. As published: that, on images re-encoded as JPEG, as for the published "
              "scores"),
           [this] { return allLayers(); });
    connect(m_protocol, &QComboBox::activated, this, [this](int index) {
        Recipe recipe = m_recipe;
        recipe.protocol = protocols()[static_cast<size_t>(index)].protocol;
        send(recipe, tr("protocol %1").arg(m_protocol->currentText()));
    });
}

void RecipeSettings::createTransforms(QFormLayout* form)
{
    m_fusion->addItem(tr("exact"));
    m_fusion->addItem(tr("as in MQuant"));
    m_rotation->addItem(tr("Hadamard"));
    m_rotation->addItem(tr("random orthogonal"));
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression("[0-9]{1,18}"), m_seed));
    m_seed->setAlignment(Qt::AlignRight);
    addRow(form, tr("Norm f&usion"), m_fusion,
           tr("Exact keeps the function as it is; MQuant's bakes the mean into the weights and changes the function at "
              "the projector's norm"),
           [this] { return normFoldingLayers(layers(), Tower::Vision); });
    addRow(form, tr("Ro&tation by"), m_rotation, tr("Which matrix turns the residual streams"),
           [this] { return rotatedLayers(); });
    addRow(form, tr("S&eed"), m_seed, tr("Draws rotations and random signs; the same seed gives the same bytes"),
           [this] { return drawnLayers(); });
    addRow(form, {}, m_onlineSigns,
           tr("No channel of an online Hadamard then sums up all others and spikes, so no layer needs "
              "an RMS split"),
           [this] { return onlineLayers(); });
    addRow(form, {}, m_wideHadamard, tr("Matters with bfloat16 activations; float32 ones are always transformed so"),
           [this] { return onlineLayers(); });
    connect(m_fusion, &QComboBox::activated, this, [this](int index) {
        Recipe recipe = m_recipe;
        recipe.normFusion = index == 0 ? NormFusion::Exact : NormFusion::MQuant;
        send(recipe, tr("norm fusion %1").arg(m_fusion->currentText()));
    });
    connect(m_rotation, &QComboBox::activated, this, [this](int index) {
        Recipe recipe = m_recipe;
        recipe.rotation = index == 0 ? RotationKind::Hadamard : RotationKind::Random;
        send(recipe, tr("rotation by %1").arg(m_rotation->currentText()));
    });
    connect(m_seed, &QLineEdit::editingFinished, this, &RecipeSettings::editSeed);
    connect(m_onlineSigns, &QCheckBox::clicked, this, [this](bool on) {
        Recipe recipe = m_recipe;
        recipe.onlineHadamardSigns = on;
        send(recipe, on ? tr("online Hadamard with random signs") : tr("online Hadamard without signs"));
    });
    connect(m_wideHadamard, &QCheckBox::clicked, this, [this](bool on) {
        Recipe recipe = m_recipe;
        recipe.hadamardInFloat32 = on;
        send(recipe, on ? tr("online Hadamard in float32") : tr("online Hadamard in the activations' type"));
    });
}

void RecipeSettings::createCalibration(QFormLayout* form)
{
    auto* heading = new QLabel(tr("Calibration"), this);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    form->addRow(heading);
    addCount(form, tr("Weight samples"), tr("Questions that GPTQ sees"), mostSamples, &CalibrationRecipe::weightSamples,
             [this] { return gptqLayers(m_plan); });
    addCount(form, tr("Activation samples"), tr("Questions for static ranges"), mostSamples,
             &CalibrationRecipe::activationSamples, [this] { return staticLayers(m_plan); });
    m_spread->addItem(tr("spread over the data"));
    m_spread->addItem(tr("the first ones"));
    addRow(form, tr("Choose them"), m_spread, tr("Which questions give static ranges"),
           [this] { return staticLayers(m_plan); });
    connect(m_spread, &QComboBox::activated, this, [this](int index) {
        Recipe recipe = m_recipe;
        recipe.calibration.spread = index == 0;
        send(recipe, tr("calibration questions: %1").arg(m_spread->currentText()));
    });
    addCount(form, tr("New tokens"), tr("Tokens generated while watching"), mostTokens, &CalibrationRecipe::newTokens,
             [this] { return calibratedLayers(); });
    addCount(form, tr("Error samples"), tr("Questions for the error of every layer"), mostSamples,
             &CalibrationRecipe::errorSamples, [this] { return allLayers(); });
}

void RecipeSettings::addCount(QFormLayout* form, const QString& label, const QString& help, int max,
                              int64_t CalibrationRecipe::*member, Layers reached)
{
    auto* spin = new QSpinBox(this);
    spin->setRange(1, max);
    spin->setKeyboardTracking(false);
    spin->setAlignment(Qt::AlignRight);
    addRow(form, label, spin, help, std::move(reached));
    m_counts.push_back({spin, member});
    connect(spin, &QSpinBox::valueChanged, this, [this, label, member](int value) {
        Recipe recipe = m_recipe;
        recipe.calibration.*member = value;
        send(recipe, tr("%1 %2").arg(label.toLower()).arg(value));
    });
}

void RecipeSettings::addRow(QFormLayout* form, const QString& label, QWidget* widget, const QString& help,
                            Layers reached)
{
    QString plain = label;
    widget->setProperty("help", help);
    widget->setToolTip(help);
    widget->setAccessibleName(label.isEmpty() ? qobject_cast<QCheckBox*>(widget)->text() : plain.remove('&'));
    if (auto* combo = qobject_cast<QComboBox*>(widget)) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(6);
    }
    ignoreWheelUnlessFocused(widget);
    watchHover(widget, [this, reached = std::move(reached)](bool inside) {
        emit layersHovered(inside ? reached() : std::vector<int>());
    });
    if (label.isEmpty())
        form->addRow(widget);
    else
        form->addRow(label, widget);
}

void RecipeSettings::send(const Recipe& recipe, const QString& what)
{
    if (recipe != m_recipe)
        emit recipeEdited(recipe, what);
}

void RecipeSettings::editSeed()
{
    Recipe recipe = m_recipe;
    recipe.seed = m_seed->text().toULongLong();
    send(recipe, tr("seed %1").arg(m_seed->text()));
}

void RecipeSettings::setOutline(std::shared_ptr<const ModelOutline> outline)
{
    m_outline = std::move(outline);
}

void RecipeSettings::setRecipe(const Recipe& recipe, const Plan& plan)
{
    m_recipe = recipe;
    m_plan = plan;
    m_protocol->setCurrentIndex(static_cast<int>(recipe.protocol));
    m_fusion->setCurrentIndex(recipe.normFusion == NormFusion::Exact ? 0 : 1);
    m_rotation->setCurrentIndex(recipe.rotation == RotationKind::Hadamard ? 0 : 1);
    if (m_seed->text() != QString::number(recipe.seed))
        m_seed->setText(QString::number(recipe.seed));
    m_onlineSigns->setChecked(recipe.onlineHadamardSigns);
    m_wideHadamard->setChecked(recipe.hadamardInFloat32);
    m_spread->setCurrentIndex(recipe.calibration.spread ? 0 : 1);
    for (const auto& count : m_counts) {
        const QSignalBlocker quiet(count.spin);
        count.spin->setValue(static_cast<int>(recipe.calibration.*count.member));
    }
    explainIdle();
    m_box->setSummary(tr("%1 + %2 samples · seed %3")
                          .arg(recipe.calibration.weightSamples)
                          .arg(recipe.calibration.activationSamples)
                          .arg(recipe.seed));
}

void RecipeSettings::explainIdle()
{
    const bool rotates = m_recipe.vision.rotate || m_recipe.llm.rotate;
    const bool online =
        m_recipe.vision.onlineHadamard || m_recipe.projector.onlineHadamard || m_recipe.llm.onlineHadamard;
    const bool ruled = m_recipe.protocol != Protocol::Exact;
    setIdle(m_fusion, ruled || !m_recipe.vision.fuseNorms,
            ruled ? tr("the protocol sets it") : tr("no effect: the vision tower's norms are not folded"));
    setIdle(m_rotation, !rotates, tr("no effect: nothing is rotated"));
    setIdle(m_seed, !rotates && !(online && m_recipe.onlineHadamardSigns), tr("no effect: nothing is rotated"));
    setIdle(m_onlineSigns, !online, tr("no effect: there is no online Hadamard"));
    setIdle(m_wideHadamard, !online, tr("no effect: there is no online Hadamard"));
    const bool known = !m_plan.schemes.empty();
    const bool noGptq = known && gptqLayers(m_plan).empty();
    const bool noStatic = known && staticLayers(m_plan).empty();
    setIdle(m_spread, ruled || noStatic,
            ruled ? tr("the protocol sets it") : tr("no effect: no layer has a static range"));
    for (const auto& count : m_counts) {
        const bool weight = count.member == &CalibrationRecipe::weightSamples;
        const bool activation = count.member == &CalibrationRecipe::activationSamples;
        const bool tokens = count.member == &CalibrationRecipe::newTokens;
        setIdle(count.spin,
                (weight && noGptq) || (activation && noStatic) || (tokens && (ruled || (noGptq && noStatic))),
                tokens && ruled  ? tr("the protocol sets it")
                    : weight     ? tr("no effect: no layer is quantized by GPTQ")
                    : activation ? tr("no effect: no layer has a static range")
                                 : tr("no effect: nothing is calibrated"));
    }
}

std::vector<int> RecipeSettings::allLayers() const
{
    std::vector<int> all(layers().size());
    std::iota(all.begin(), all.end(), 0);
    return all;
}

std::vector<int> RecipeSettings::rotatedLayers() const
{
    std::vector<int> reached;
    for (const Tower tower : {Tower::Vision, Tower::Llm})
        if (const auto more = rotationLayers(layers(), tower); m_recipe.tower(tower).rotate)
            reached.insert(reached.end(), more.begin(), more.end());
    return reached;
}

std::vector<int> RecipeSettings::drawnLayers() const
{
    auto reached = rotatedLayers();
    if (m_recipe.onlineHadamardSigns)
        for (const int layer : onlineLayers())
            if (std::find(reached.begin(), reached.end(), layer) == reached.end())
                reached.push_back(layer);
    return reached;
}

std::vector<int> RecipeSettings::onlineLayers() const
{
    std::vector<int> reached;
    for (const Tower tower : allTowers())
        if (const auto more = onlineHadamardLayers(layers(), tower); m_recipe.tower(tower).onlineHadamard)
            reached.insert(reached.end(), more.begin(), more.end());
    return reached;
}

std::vector<int> RecipeSettings::calibratedLayers() const
{
    std::vector<int> reached = gptqLayers(m_plan);
    for (const int layer : staticLayers(m_plan))
        if (std::find(reached.begin(), reached.end(), layer) == reached.end())
            reached.push_back(layer);
    return reached;
}

const std::vector<Layer>& RecipeSettings::layers() const
{
    static const std::vector<Layer> none;
    return m_outline ? m_outline->layers : none;
}

}

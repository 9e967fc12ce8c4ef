// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/towerbox.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

#include "common/appearance.h"
#include "recipe/collapsiblebox.h"
#include "recipe/controls.h"
#include "recipe/fieldeditor.h"
#include "recipe/fieldtext.h"
#include "recipe/issuelabel.h"
#include "recipe/touchedlayers.h"

namespace quantscope {
namespace {

QGridLayout* grid(QWidget* parent)
{
    auto* layout = new QGridLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(4);
    layout->setVerticalSpacing(3);
    layout->setColumnStretch(1, 1);
    layout->setColumnStretch(3, 1);
    return layout;
}

// Two halves of the same width: label and control for weights, label and control for activations.
constexpr int firstColumn(FieldSide side)
{
    return side == FieldSide::Weights ? 0 : 2;
}

}

TowerBox::TowerBox(Tower tower, QWidget* parent)
    : QWidget(parent)
    , m_tower(tower)
    , m_box(new CollapsibleBox(towerTitle(tower), towerColor(tower), this))
    , m_issues(new IssueLabel(this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_box);
    auto* inner = new QVBoxLayout(m_box->content());
    inner->setContentsMargins(4, 0, 0, 0);
    inner->setSpacing(4);
    auto* transforms = new QWidget(this);
    auto* scheme = new QWidget(this);
    auto* advanced = new QWidget(this);
    inner->addWidget(m_issues);
    inner->addWidget(transforms);
    inner->addWidget(scheme);
    createTransforms(grid(transforms));
    createScheme(grid(scheme), false);
    createMore(advanced);
    createScheme(grid(advanced), true);
    inner->addWidget(advanced);
    setRecipe({}, {});
}

void TowerBox::createTransforms(QGridLayout* layout)
{
    std::vector<QWidget*> boxes;
    if (m_tower != Tower::Projector)
        boxes.push_back(addSwitch(tr("Rotation"),
                                  tr("Turns the residual stream so that outlier channels spread over all of them; "
                                     "switches norm folding on"),
                                  &TowerRecipe::rotate, [this] { return rotationLayers(layers(), m_tower); }));
    boxes.push_back(addSwitch(tr("Norm folding"),
                              tr("Moves the norms' weights into the layers behind them, which a rotation needs"),
                              &TowerRecipe::fuseNorms, [this] { return normFoldingLayers(layers(), m_tower); }));
    boxes.push_back(addSwitch(
        tr("Online Hadamard"),
        m_tower == Tower::Projector ? tr("A Hadamard transform at run time in front of the projector's last layer")
                                    : tr("A Hadamard transform at run time in front of the down projections"),
        &TowerRecipe::onlineHadamard, [this] { return onlineHadamardLayers(layers(), m_tower); }));
    if (m_tower == Tower::Llm)
        boxes.push_back(
            addSwitch(tr("Image tokens first"),
                      tr("Attention-invariant switching: the image tokens of each question first and its text "
                         "behind, so that each modality is one block for its scale; no answer changes"),
                      &TowerRecipe::aifs, [this] { return switchedLayers(layers()); }));
    int cell = 0;
    for (auto* box : boxes) {
        layout->addWidget(box, cell / 2, cell % 2 == 0 ? 0 : 2, 1, 2);
        ++cell;
    }
    if (m_tower != Tower::Projector)
        addField(*schemeField("split"), layout, cell / 2, cell % 2 == 0 ? 0 : 2);
}

void TowerBox::createScheme(QGridLayout* layout, bool advanced)
{
    int rows[] = {0, 0};
    if (!advanced)
        for (const auto side : {FieldSide::Weights, FieldSide::Activations}) {
            auto* heading = new QLabel(side == FieldSide::Weights ? tr("Weights") : tr("Activations"), this);
            QFont bold = heading->font();
            bold.setBold(true);
            heading->setFont(bold);
            layout->addWidget(heading, 0, firstColumn(side), 1, 2);
            rows[static_cast<int>(side)] = 1;
        }
    for (const auto& field : schemeFields()) {
        const bool elsewhere = field.id == "split" || !concerns(field, m_tower);
        if (isAdvancedField(field) != advanced || elsewhere)
            continue;
        const auto side = fieldSide(field);
        addField(field, layout, rows[static_cast<int>(side)]++, firstColumn(side));
    }
}

void TowerBox::createMore(QWidget* advanced)
{
    auto* more = new Disclosure(tr("More"), this);
    more->setAccessibleName(tr("More settings of this tower: %1").arg(towerTitle(m_tower)));
    more->setObjectName("more");
    connect(more, &Disclosure::opened, advanced, &QWidget::setVisible);
    more->setOpen(false);
    m_box->content()->layout()->addWidget(more);
}

QCheckBox* TowerBox::addSwitch(const QString& title, const QString& help, bool TowerRecipe::*member, Layers reached)
{
    auto* box = new QCheckBox(title, this);
    box->setAccessibleName(tr("%1: %2").arg(towerTitle(m_tower), title));
    box->setToolTip(help);
    m_switches.push_back({box, member});
    connect(box, &QCheckBox::clicked, this, [this, entry = m_switches.back()] { flip(entry); });
    hover(box, std::move(reached));
    return box;
}

QWidget* TowerBox::addField(const SchemeField& field, QGridLayout* layout, int row, int column)
{
    auto* editor = createFieldEditor(field, this);
    editor->setAccessibleName(tr("%1: %2").arg(towerTitle(m_tower), fieldTitle(field)));
    ignoreWheelUnlessFocused(editor);
    Editor entry{&field, editor, nullptr};
    if (auto* box = qobject_cast<QCheckBox*>(editor)) {
        box->setText(fieldLabel(field));
        layout->addWidget(box, row, column, 1, 2);
    } else {
        auto* label = new QLabel(fieldLabel(field), this);
        label->setBuddy(editor);
        entry.label = label;
        editor->setMinimumWidth(60);
        layout->addWidget(label, row, column);
        layout->addWidget(editor, row, column + 1);
    }
    const auto reached = [this, &field] { return fieldLayers(layers(), m_recipe, m_plan, m_tower, field); };
    hover(editor, reached);
    if (entry.label)
        hover(entry.label, reached);
    m_editors.push_back(entry);
    onFieldEdited(editor, this, [this, entry] { edit(entry); });
    return editor;
}

void TowerBox::hover(QWidget* widget, Layers reached)
{
    watchHover(widget, [this, reached = std::move(reached)](bool inside) {
        emit layersHovered(inside ? reached() : std::vector<int>());
    });
}

void TowerBox::flip(const Switch& entry)
{
    Recipe recipe = m_recipe;
    auto& tower = recipe.tower(m_tower);
    const bool on = entry.box->isChecked();
    tower.*entry.member = on;
    if (on && entry.member == &TowerRecipe::rotate) {
        tower.fuseNorms = true;
        // The rotated stream enters the projector's norm.
        recipe.projector.fuseNorms = recipe.projector.fuseNorms || m_tower == Tower::Vision;
    }
    QString title = entry.box->text();
    title[0] = title[0].toLower();
    send(recipe, tr("%1: %2 %3").arg(shortTowerTitle(m_tower), title, on ? tr("on") : tr("off")));
}

void TowerBox::edit(const Editor& entry)
{
    const auto value = fieldEditorValue(entry.widget);
    Recipe recipe = m_recipe;
    setSchemeValue(recipe.tower(m_tower).scheme, *entry.field, fieldJson(*entry.field, value), "the recipe");
    send(recipe, tr("%1: %2").arg(shortTowerTitle(m_tower), fieldPhrase(*entry.field, value)));
}

void TowerBox::send(const Recipe& recipe, const QString& what)
{
    if (recipe != m_recipe)
        emit recipeEdited(recipe, what);
}

void TowerBox::setOutline(std::shared_ptr<const ModelOutline> outline)
{
    m_outline = std::move(outline);
}

void TowerBox::setRecipe(const Recipe& recipe, const Plan& plan)
{
    m_recipe = recipe;
    m_plan = plan;
    const auto& tower = m_recipe.tower(m_tower);
    for (const auto& entry : m_switches)
        entry.box->setChecked(tower.*entry.member);
    for (const auto& entry : m_editors) {
        setFieldEditorValue(entry.widget, fieldVariant(schemeValue(tower.scheme, *entry.field)));
        const auto reason = reasonAgainst(*entry.field);
        const auto help = tr("%1\n%2").arg(fieldTitle(*entry.field), fieldHelp(*entry.field));
        for (auto* widget : {entry.widget, entry.label})
            if (widget) {
                widget->setEnabled(reason.isEmpty());
                widget->setToolTip(reason.isEmpty() ? help : help + "\n(" + reason + ")");
            }
        entry.widget->setAccessibleDescription(reason.isEmpty() ? fieldHelp(*entry.field) : reason);
    }
    m_box->setSummary(summary());
}

void TowerBox::setIssues(const std::vector<Issue>& issues)
{
    m_issues->setIssues(issues);
}

// A layer with its own bits may still inherit the rest, so a control is idle only when no layer of the tower uses it.
QString TowerBox::reasonAgainst(const SchemeField& field) const
{
    const auto reason = noEffectReason(m_recipe.tower(m_tower).scheme, field);
    if (reason.isEmpty() || m_plan.schemes.size() != layers().size())
        return reason;
    const auto& common = m_recipe.tower(m_tower).scheme;
    for (size_t i = 0; i < layers().size(); ++i) {
        const bool suits = layers()[i].tower == m_tower && concerns(field, layers()[i]);
        if (suits && m_plan.schemes[i] != common && noEffectReason(m_plan.schemes[i], field).isEmpty())
            return {};
    }
    return reason;
}

QString TowerBox::summary() const
{
    const auto& tower = m_recipe.tower(m_tower);
    const auto& scheme = tower.scheme;
    QStringList parts;
    if (scheme.quantizesWeight())
        parts << tr("W%1 %2").arg(scheme.weightBits).arg(QString::fromStdString(scheme.weightMethod).toUpper());
    if (scheme.quantizesActivation())
        parts << tr("A%1 %2").arg(scheme.activationBits).arg(scheme.activationStatic ? tr("static") : tr("dynamic"));
    if (!scheme.quantizesWeight() && !scheme.quantizesActivation())
        parts << tr("float");
    if (scheme.quantizesActivation() && scheme.activationStatic && scheme.msq)
        parts << tr("by modality");
    if (tower.rotate)
        parts << tr("rotated");
    return parts.join(QStringLiteral(" · "));
}

const std::vector<Layer>& TowerBox::layers() const
{
    static const std::vector<Layer> none;
    return m_outline ? m_outline->layers : none;
}

}

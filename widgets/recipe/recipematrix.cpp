// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/recipematrix.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "common/appearance.h"
#include "common/sentence.h"
#include "recipe/controls.h"
#include "recipe/disclosure.h"
#include "recipe/fieldeditor.h"
#include "recipe/fieldtext.h"
#include "recipe/flatcontrols.h"
#include "recipe/issuelabel.h"
#include "recipe/issueplaces.h"
#include "recipe/matrixgrid.h"
#include "why/layerlist.h"
#include "why/whytexts.h"

namespace quantscope {
namespace {

size_t placeOf(Tower tower)
{
    return static_cast<size_t>(tower);
}

}

RecipeMatrix::RecipeMatrix(QWidget* parent)
    : QWidget(parent)
    , m_main(new MatrixGrid(this))
    , m_more(new Disclosure(tr("More"), this))
    , m_folded(new MatrixGrid(this))
    , m_why(new WhyPopover(this))
{
    m_more->setObjectName(QStringLiteral("more"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QWidget* part : std::initializer_list<QWidget*>{m_main, m_more, m_folded})
        layout->addWidget(part);
    createLines();
    connect(m_more, &Disclosure::opened, m_folded, &QWidget::setVisible);
    connect(m_more, &Disclosure::opened, this, &RecipeMatrix::showMore);
    connect(m_why, &WhyPopover::lessonAsked, this, &RecipeMatrix::lessonAsked);
    connect(m_why, &WhyPopover::closed, this, [this] { emit layersHovered({}); });
    m_more->setOpen(false);
    setContext({});
    fit();
}

std::vector<QWidget*> RecipeMatrix::createTitles()
{
    for (const Tower tower : allTowers()) {
        auto* title = new QLabel(shortTowerTitle(tower), this);
        title->setObjectName(QStringLiteral("title"));
        title->setAlignment(Qt::AlignCenter);
        title->setAccessibleName(towerTitle(tower));
        m_titles[placeOf(tower)] = title;
    }
    return {m_titles.begin(), m_titles.end()};
}

// Says how many issues there are, wherever the list of them has been scrolled to.
void RecipeMatrix::createCorner()
{
    m_corner = new FlatHead({}, this);
    m_corner->setObjectName(QStringLiteral("issues"));
    m_corner->setFocusPolicy(Qt::TabFocus);
    m_corner->setVisible(false);
    connect(m_corner, &QToolButton::clicked, this, &RecipeMatrix::issuesAsked);
}

void RecipeMatrix::showCorner()
{
    QStringList counts, lines;
    constexpr qsizetype mostLines = 12;
    for (const auto severity : {Severity::Error, Severity::Warning, Severity::Note}) {
        int count = 0;
        for (const auto& issue : m_issues)
            if (issue.severity == severity) {
                ++count;
                lines << severitySign(severity) + ' ' + sentence(issue.message);
            }
        if (count > 0)
            counts << tr("%1 %2").arg(severitySign(severity)).arg(count);
    }
    if (const auto more = lines.size() - mostLines; more > 0) {
        lines = lines.first(mostLines);
        lines << tr("… and %1 more").arg(more);
    }
    m_corner->setText(counts.join(QStringLiteral("  ")));
    m_corner->setToolTip(lines.join('\n'));
    m_corner->setAccessibleName(tr("Issues of the recipe: %1").arg(m_issues.size()));
    m_corner->setAccessibleDescription(m_corner->toolTip());
    m_corner->setVisible(!m_issues.empty());
}

void RecipeMatrix::createLines()
{
    createCorner();
    m_main->addTitles(m_corner, createTitles());
    auto part = SettingRow::Transforms;
    bool folded = false;
    for (const auto& row : settingRows()) {
        auto* grid = row.folded ? m_folded : m_main;
        if (row.folded == folded && row.part != part)
            grid->addRule();
        part = row.part;
        folded = row.folded;
        addLine(row, grid);
    }
    makeTabStop(m_lines.front().cells.front());
    orderTabs();
}

// As it is seen: the corner, frequent rows, "More", the rest.
void RecipeMatrix::orderTabs()
{
    std::vector<QWidget*> order{m_corner};
    for (const bool folded : {false, true}) {
        for (const auto& line : m_lines)
            if (line.row->folded == folded) {
                order.push_back(line.head);
                for (auto* cell : line.cells)
                    if (cell && cell != order.back())
                        order.push_back(cell);
            }
        if (!folded)
            order.push_back(m_more);
    }
    for (size_t i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
}

void RecipeMatrix::addLine(const SettingRow& row, MatrixGrid* grid)
{
    const int number = static_cast<int>(m_lines.size());
    auto* head = new FlatHead(settingLabel(row), this);
    head->setAccessibleName((row.global ? tr("%1, heading") : tr("%1, all towers")).arg(settingTitle(row)));
    head->setToolTip(tr("%1\n%2").arg(settingTitle(row), settingHelp(row)));
    auto* why = new QToolButton(this);
    why->setText(QStringLiteral("?"));
    why->setAutoRaise(true);
    why->setFocusPolicy(Qt::NoFocus); // F1 does the same
    why->setAccessibleName(tr("Why: %1").arg(settingTitle(row)));
    why->setToolTip(tr("Why? What it does, costs, and when it hurts (F1)"));
    Line line{&row, head, why, {}};
    std::vector<QWidget*> shown;
    for (const Tower tower : allTowers()) {
        const Place place{number, 1 + static_cast<int>(tower)};
        if (row.global && tower != allTowers().front()) {
            line.cells[placeOf(tower)] = line.cells.front();
            continue;
        }
        const bool means = whyNone(row, tower).isEmpty();
        shown.push_back(means ? createCell(row, tower, place) : createDash(row, tower));
        line.cells[placeOf(tower)] = means ? shown.back() : nullptr;
    }
    grid->addRow(head, why, shown);
    m_lines.push_back(line);
    watch(head, {number, 0});
    watchHover(why, [this, number](bool inside) {
        emit layersHovered(inside ? layersAt({number, 0}) : std::vector<int>());
    });
    connect(why, &QToolButton::clicked, this, [this, number, why] { showWhy({number, 0}, *why); });
    createMenu(number);
}

QWidget* RecipeMatrix::createCell(const SettingRow& row, Tower tower, Place place)
{
    QWidget* editor = nullptr;
    if (row.field)
        editor = createFieldEditor(*row.field, this, EditorLook::Flat);
    else if (row.global)
        editor = createGlobalEditor(*row.global, this);
    else
        editor = new FlatCheckBox(this);
    editor->setObjectName(QString::fromUtf8(row.id.data(), static_cast<qsizetype>(row.id.size())));
    editor->setAccessibleName(cellTitle(row, tower));
    watch(editor, place);
    onFieldEdited(editor, this, [this, place, editor] { edit(place, editor); });
    return editor;
}

QWidget* RecipeMatrix::createDash(const SettingRow& row, Tower tower)
{
    auto* dash = new QLabel(QStringLiteral("–"), this);
    dash->setAlignment(Qt::AlignCenter);
    dash->setEnabled(false);
    dash->setToolTip(tr("%1: %2").arg(settingTitle(row), whyNone(row, tower)));
    dash->setAccessibleName(cellTitle(row, tower));
    dash->setAccessibleDescription(whyNone(row, tower));
    return dash;
}

// Widths and heights that show every text, for the font as it is now.
void RecipeMatrix::fit()
{
    const QFontMetrics metrics(font());
    int head = 0, column = 0;
    for (const auto* title : m_titles)
        column = std::max(column, metrics.horizontalAdvance(title->text()) + 4);
    for (const auto& line : m_lines) {
        head = std::max(head, line.head->sizeHint().width());
        if (!line.row->global)
            for (auto* cell : line.cells)
                if (const auto* combo = qobject_cast<FlatComboBox*>(cell))
                    column = std::max(column, combo->sizeHint().width());
        if (line.row->field && line.row->field->min == -1)
            column = std::max(column, metrics.horizontalAdvance(shortRangeText(*line.row->field)) + 6);
    }
    for (auto* grid : {m_main, m_folded}) {
        grid->setWidths(head, column);
        grid->setRowHeight(metrics.height() + 4);
    }
    m_more->setFixedHeight(metrics.height() + 6);
}

void RecipeMatrix::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void RecipeMatrix::setContext(const RecipeContext& context)
{
    m_context = context;
    for (const auto& line : m_lines)
        for (const Tower tower : allTowers())
            if (line.cells[placeOf(tower)] && (!line.row->global || tower == allTowers().front()))
                showCell(line, tower);
    for (const Tower tower : allTowers())
        m_titles[placeOf(tower)]->setToolTip(tr("%1: %2").arg(towerTitle(tower), summary(tower)));
    keepTabStop();
    showMarks();
}

void RecipeMatrix::showCell(const Line& line, Tower tower)
{
    auto* editor = line.cells[placeOf(tower)];
    setFieldEditorValue(editor, settingValue(*line.row, m_context.recipe, tower));
    editor->update(); // a blocked signal leaves the short text as it was
    const auto reason = idleReason(*line.row, m_context, tower);
    if (!reason.isEmpty() && editor->hasFocus())
        line.head->setFocus(Qt::OtherFocusReason); // else Qt would take it out of the matrix
    editor->setEnabled(reason.isEmpty());
    QStringList tip{cellTitle(*line.row, tower), settingHelp(*line.row)};
    if (!reason.isEmpty())
        tip << '(' + reason + ')';
    if (const auto issues = issueText(*line.row, tower); !issues.isEmpty())
        tip << issues;
    editor->setToolTip(tip.join('\n'));
    editor->setAccessibleDescription(tip.mid(1).join('\n'));
}

void RecipeMatrix::setIssues(std::vector<Issue> issues)
{
    m_issues = std::move(issues);
    showCorner();
    setContext(m_context);
}

std::vector<Issue> RecipeMatrix::issuesOf(const SettingRow& row, Tower tower) const
{
    std::vector<Issue> found;
    for (const auto& issue : m_issues)
        if (settingOfIssue(issue.message) == row.id && (row.global || towerOfIssue(issue, m_context.layers()) == tower))
            found.push_back(issue);
    return found;
}

QString RecipeMatrix::issueText(const SettingRow& row, Tower tower) const
{
    QStringList lines;
    for (const auto& issue : issuesOf(row, tower))
        if (const auto text = severitySign(issue.severity) + ' ' + sentence(issue.message); !lines.contains(text))
            lines << text;
    return lines.join('\n');
}

void RecipeMatrix::showMarks()
{
    std::vector<MatrixGrid::Mark> main, folded;
    for (const auto& line : m_lines)
        for (const Tower tower : allTowers()) {
            const auto* cell = line.cells[placeOf(tower)];
            const bool again = line.row->global && tower != allTowers().front();
            const auto issues = cell && !again ? issuesOf(*line.row, tower) : std::vector<Issue>();
            if (issues.empty())
                continue;
            const auto worst = std::max_element(issues.begin(), issues.end(),
                                                [](const Issue& a, const Issue& b) { return a.severity < b.severity; });
            (line.row->folded ? folded : main).push_back({cell, worst->severity});
        }
    m_main->setMarks(std::move(main));
    m_folded->setMarks(std::move(folded));
    showMore();
}

int RecipeMatrix::foldedChanges() const
{
    return static_cast<int>(std::count_if(m_lines.begin(), m_lines.end(), [this](const Line& line) {
        return line.row->folded && !isDefault(*line.row, m_context.recipe);
    }));
}

void RecipeMatrix::showMore()
{
    const int changes = foldedChanges();
    m_more->setText(changes == 0 ? tr("More") : tr("More (%1 not at default)").arg(changes));
    m_more->setAccessibleName(tr("More settings"));
    QStringList names;
    for (const auto& line : m_lines)
        if (line.row->folded && !isDefault(*line.row, m_context.recipe))
            names << settingTitle(*line.row);
    m_more->setToolTip(
        names.isEmpty()
            ? tr("Settings that are rarely used; all are at their defaults")
            : tr("Settings that are rarely used; not at their defaults: %1").arg(names.join(QStringLiteral(", "))));
    m_more->setAccessibleDescription(m_more->toolTip());
}

bool RecipeMatrix::isOpen() const
{
    return m_more->isOpen();
}

void RecipeMatrix::setOpen(bool open)
{
    m_more->setOpen(open);
}

void RecipeMatrix::setSelectedLayer(int layer)
{
    m_selectedLayer = layer;
}

QWidget* RecipeMatrix::cell(std::string_view setting, Tower tower) const
{
    for (const auto& line : m_lines)
        if (line.row->id == setting)
            return line.cells[placeOf(tower)];
    return nullptr;
}

std::vector<Tower> RecipeMatrix::towersAt(Place place) const
{
    const auto& row = *m_lines[static_cast<size_t>(place.line)].row;
    std::vector<Tower> towers;
    for (const Tower tower : allTowers()) {
        const bool here = place.column == 0 || place.column == 1 + static_cast<int>(tower);
        if (row.global ? towers.empty() : here && whyNone(row, tower).isEmpty())
            towers.push_back(tower);
    }
    return towers;
}

std::vector<int> RecipeMatrix::layersAt(Place place) const
{
    std::vector<int> layers;
    for (const Tower tower : towersAt(place)) {
        const auto more = settingLayers(*m_lines[static_cast<size_t>(place.line)].row, m_context, tower);
        layers.insert(layers.end(), more.begin(), more.end());
    }
    return layers;
}

void RecipeMatrix::showWhy(Place place, const QWidget& anchor)
{
    const auto& row = *m_lines[static_cast<size_t>(place.line)].row;
    const auto towers = towersAt(place);
    const auto layers = layersAt(place);
    WhyCard card;
    card.title = towers.size() == 1 ? cellTitle(row, towers.front()) : settingTitle(row);
    card.does = settingHelp(row);
    if (const auto* text = whyText(row.id)) {
        card.does = whySentence(text->does);
        card.costs = whySentence(text->costs);
        card.hurts = whySentence(text->hurts);
        card.page = QString::fromLatin1(text->page);
    }
    card.layerCount = static_cast<int>(layers.size());
    card.layers = layerLines(m_context.layers(), layers);
    if (m_selectedLayer >= 0 && static_cast<size_t>(m_selectedLayer) < m_context.layers().size()) {
        card.selectedLayer = shortLayerName(m_context.layers()[static_cast<size_t>(m_selectedLayer)]);
        card.touchesSelected = std::find(layers.begin(), layers.end(), m_selectedLayer) != layers.end();
    }
    m_why->showBeside(anchor, card);
    emit layersHovered(layers);
}

QString RecipeMatrix::summary(Tower which) const
{
    const auto& tower = m_context.recipe.tower(which);
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

}

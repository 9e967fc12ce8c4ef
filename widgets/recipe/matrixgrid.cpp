// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/matrixgrid.h"

#include <QGridLayout>
#include <QPainter>

#include "common/appearance.h"

namespace quantscope {
namespace {

constexpr int headColumn = 0, signColumn = 1, firstTower = 2;
constexpr int ruleHeight = 5, titleGap = 6;

QColor severityColor(Severity severity, const QPalette& palette)
{
    return severity == Severity::Note ? quietText(palette) : worseColor(palette);
}

}

MatrixGrid::MatrixGrid(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    for (int column = 0; column < towerColumns; ++column)
        m_layout->setColumnStretch(firstTower + column, 1);
}

void MatrixGrid::take(QWidget* widget)
{
    widget->setParent(this);
    widget->setMinimumWidth(1); // the columns have theirs
    widget->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_widgets.push_back(widget);
}

void MatrixGrid::addTitles(QWidget* corner, const std::vector<QWidget*>& titles)
{
    m_titles = titles;
    addRow(corner, nullptr, titles);
}

void MatrixGrid::addRule()
{
    m_layout->setRowMinimumHeight(m_row, ruleHeight);
    m_rules.push_back(m_row++);
}

void MatrixGrid::addRow(QWidget* head, QWidget* sign, const std::vector<QWidget*>& cells)
{
    for (const auto& [widget, column] : {std::pair(head, headColumn), std::pair(sign, signColumn)})
        if (widget) {
            take(widget);
            m_layout->addWidget(widget, m_row, column);
        }
    const bool wide = cells.size() == 1;
    for (size_t i = 0; i < cells.size(); ++i)
        if (cells[i]) {
            take(cells[i]);
            m_layout->addWidget(cells[i], m_row, firstTower + static_cast<int>(i), 1, wide ? towerColumns : 1);
        }
    ++m_row;
}

void MatrixGrid::setWidths(int head, int column)
{
    m_layout->setColumnMinimumWidth(headColumn, head);
    m_layout->setColumnMinimumWidth(signColumn, fontMetrics().horizontalAdvance(QLatin1Char('?')) + 4);
    for (int i = 0; i < towerColumns; ++i)
        m_layout->setColumnMinimumWidth(firstTower + i, column);
}

void MatrixGrid::setRowHeight(int height)
{
    for (auto* widget : m_widgets)
        widget->setFixedHeight(height);
}

void MatrixGrid::setMarks(std::vector<Mark> marks)
{
    m_marks = std::move(marks);
    update();
}

void MatrixGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    for (const int row : m_rules) {
        const auto room = m_layout->cellRect(row, headColumn);
        painter.drawLine(0, room.center().y(), width(), room.center().y());
    }
    for (size_t i = 0; i < m_titles.size(); ++i) {
        const auto below = m_titles[i]->geometry().adjusted(titleGap, 0, -titleGap, 0);
        painter.fillRect(below.left(), below.bottom() - 1, below.width(), 2, towerColor(allTowers()[i]));
    }
    if (const auto* focused = focusWidget(); focused && focused->hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(focused->geometry().adjusted(0, 0, -1, -1));
    }
    for (const auto& mark : m_marks) {
        painter.setPen(severityColor(mark.severity, palette()));
        painter.drawText(mark.cell->geometry().adjusted(1, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         severitySign(mark.severity));
    }
}

QString severitySign(Severity severity)
{
    switch (severity) {
    case Severity::Error: return QStringLiteral("✖");
    case Severity::Warning: return QStringLiteral("⚠");
    case Severity::Note: return QStringLiteral("ℹ");
    }
    return {};
}

}

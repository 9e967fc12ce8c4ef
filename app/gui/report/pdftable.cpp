// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/report/pdftable.h"

#include <QFontMetricsF>
#include <QRegularExpression>

#include <algorithm>
#include <numeric>

namespace quantscope {
namespace {

constexpr qreal cellSize = 8, captionSize = 8.5, padding = 3 * pdfPoint;
constexpr qreal widestWord = 110 * pdfPoint; // that a column keeps whole
const QColor tableInk(0x1b, 0x1c, 0x1e), tableQuiet(0x5c, 0x60, 0x66), tableLine(0xc9, 0xcd, 0xd2);

QString cellText(const ReportCell& cell)
{
    return QString::fromStdString(cell.text);
}

struct ColumnNeed
{
    qreal least = 0, natural = 0; // widths with padding
};

ColumnNeed needOf(const ReportTable& table, size_t column, const QFontMetricsF& plain, const QFontMetricsF& bold)
{
    static const QRegularExpression spaces(QStringLiteral("\\s+"));
    ColumnNeed need;
    const auto take = [&](const QString& text, const QFontMetricsF& metrics, bool isWhole) {
        for (const auto& line : text.split('\n'))
            need.natural = std::max(need.natural, metrics.horizontalAdvance(line));
        for (const auto& word : isWhole ? QStringList{text} : text.split(spaces))
            need.least = std::max(need.least, std::min(widestWord, metrics.horizontalAdvance(word)));
    };
    take(QString::fromStdString(table.columns[column].title), bold, false);
    for (const auto& row : table.rows)
        take(cellText(row[column]), plain, table.columns[column].isNumber);
    need.least += 2 * padding;
    need.natural = std::max(need.natural + 2 * padding, need.least);
    return need;
}

// The columns of each piece: the first one and as many others as fit.
std::vector<std::vector<size_t>> piecesOf(const std::vector<ColumnNeed>& needs, qreal width)
{
    std::vector<std::vector<size_t>> pieces{{0}};
    qreal used = needs.front().least;
    for (size_t i = 1; i < needs.size(); ++i) {
        if (used + needs[i].least > width && pieces.back().size() > 1) {
            pieces.push_back({0});
            used = needs.front().least;
        }
        pieces.back().push_back(i);
        used += needs[i].least;
    }
    return pieces;
}

// Everybody's least, and of what is left a part in proportion to what is missing.
std::vector<qreal> widthsOf(const std::vector<ColumnNeed>& needs, const std::vector<size_t>& columns, qreal width)
{
    qreal least = 0, missing = 0;
    for (const auto column : columns) {
        least += needs[column].least;
        missing += needs[column].natural - needs[column].least;
    }
    const qreal share = missing > 0 ? std::clamp((width - least) / missing, 0.0, 1.0) : 0;
    const qreal squeeze = std::min(1.0, width / least);
    std::vector<qreal> widths;
    for (const auto column : columns)
        widths.push_back(squeeze * needs[column].least + share * (needs[column].natural - needs[column].least));
    return widths;
}

class Piece
{
public:
    Piece(PdfPages& pages, const ReportTable& table, std::vector<size_t> columns, std::vector<qreal> widths)
        : m_pages(pages)
        , m_table(table)
        , m_columns(std::move(columns))
        , m_widths(std::move(widths))
    {
    }

    void draw()
    {
        const auto head = headCells();
        const auto first = m_table.rows.empty() ? std::vector<TextLines>() : rowCells(m_table.rows.front());
        m_pages.reserve(heightOf(head) + std::min(heightOf(first), m_pages.pageHeight() / 2));
        drawHead();
        for (const auto& row : m_table.rows)
            drawRow(rowCells(row));
        m_pages.advance(8 * pdfPoint);
    }

private:
    std::vector<TextLines> headCells() const
    {
        std::vector<TextLines> cells;
        for (size_t i = 0; i < m_columns.size(); ++i)
            cells.push_back(cell(QString::fromStdString(m_table.columns[m_columns[i]].title), i, true));
        return cells;
    }

    std::vector<TextLines> rowCells(const std::vector<ReportCell>& row) const
    {
        std::vector<TextLines> cells;
        for (size_t i = 0; i < m_columns.size(); ++i)
            cells.push_back(cell(cellText(row[m_columns[i]]), i, false));
        return cells;
    }

    TextLines cell(const QString& text, size_t column, bool bold) const
    {
        const bool isNumber = m_table.columns[m_columns[column]].isNumber;
        return {text, m_pages.font(cellSize, bold), m_widths[column] - 2 * padding,
                isNumber ? Qt::AlignRight : Qt::AlignLeft};
    }

    static qreal heightOf(const std::vector<TextLines>& cells)
    {
        qreal height = 0;
        for (const auto& lines : cells)
            height = std::max(height, lines.height());
        return height + 2 * padding;
    }

    void rule(const QColor& color, qreal thickness)
    {
        const qreal width = std::accumulate(m_widths.begin(), m_widths.end(), 0.0);
        m_pages.painter().fillRect(QRectF(m_pages.left(), m_pages.y(), width, thickness), color);
    }

    void drawLines(const std::vector<TextLines>& cells, int from, int most)
    {
        qreal x = m_pages.left();
        m_pages.painter().setPen(tableInk);
        for (size_t i = 0; i < cells.size(); ++i) {
            if (const int count = std::min(most, cells[i].count() - from); count > 0)
                cells[i].draw(m_pages.painter(), {x + padding, m_pages.y() + padding}, from, count);
            x += m_widths[i];
        }
    }

    void drawHead()
    {
        const auto cells = headCells();
        drawLines(cells, 0, INT_MAX);
        m_pages.advance(heightOf(cells));
        rule(tableInk, 0.8 * pdfPoint);
    }

    void nextPage()
    {
        m_pages.newPage();
        drawHead();
    }

    // A row that is higher than a page goes on line by line.
    void drawRow(const std::vector<TextLines>& cells)
    {
        int lines = 0;
        qreal lineHeight = 0;
        for (const auto& each : cells) {
            lines = std::max(lines, each.count());
            lineHeight = std::max(lineHeight, each.lineHeight());
        }
        const qreal height = lines * lineHeight + 2 * padding;
        if (height > m_pages.room() && (height < m_pages.pageHeight() / 2 || m_pages.room() < 4 * lineHeight))
            nextPage();
        for (int from = 0; from < lines;) {
            const int fitting = std::max(1, static_cast<int>((m_pages.room() - 2 * padding) / lineHeight));
            const int count = std::min(fitting, lines - from);
            drawLines(cells, from, count);
            m_pages.advance(count * lineHeight + 2 * padding);
            from += count;
            if (from < lines)
                nextPage();
        }
        rule(tableLine, 0.5 * pdfPoint);
    }

    PdfPages& m_pages;
    const ReportTable& m_table;
    std::vector<size_t> m_columns;
    std::vector<qreal> m_widths;
};

}

void drawPdfTable(PdfPages& pages, const ReportTable& table)
{
    const QFontMetricsF plain(pages.font(cellSize)), bold(pages.font(cellSize, true));
    std::vector<ColumnNeed> needs;
    for (size_t i = 0; i < table.columns.size(); ++i)
        needs.push_back(needOf(table, i, plain, bold));
    pages.reserve(60 * pdfPoint);
    pages.write(QString::fromStdString(table.caption), pages.font(captionSize), tableQuiet);
    pages.advance(2 * pdfPoint);
    for (auto& columns : piecesOf(needs, pages.width())) {
        auto widths = widthsOf(needs, columns, pages.width());
        Piece(pages, table, std::move(columns), std::move(widths)).draw();
    }
}

}

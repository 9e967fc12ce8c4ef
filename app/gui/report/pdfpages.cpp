// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/report/pdfpages.h"

#include <QFontMetricsF>

#include <algorithm>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr qreal sideMargin = 45 * pdfPoint, topMargin = 45 * pdfPoint, bottomMargin = 52 * pdfPoint;
const QColor footerColor(0x5c, 0x60, 0x66);

}

TextLines::TextLines(const QString& text, const QFont& font, qreal width, Qt::Alignment alignment)
{
    auto shown = text;
    shown.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    shown.replace('\n', QChar::LineSeparator);
    m_layout = std::make_unique<QTextLayout>(shown, font);
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_layout->setTextOption(option);
    m_lineHeight = QFontMetricsF(font).lineSpacing();
    m_layout->beginLayout();
    for (auto line = m_layout->createLine(); line.isValid(); line = m_layout->createLine())
        line.setLineWidth(std::max<qreal>(1, width));
    m_layout->endLayout();
    for (int i = 0; i < m_layout->lineCount(); ++i)
        m_lineHeight = std::max(m_lineHeight, m_layout->lineAt(i).height());
}

int TextLines::count() const
{
    return m_layout->lineCount();
}

void TextLines::draw(QPainter& painter, QPointF corner, int first, int count) const
{
    for (int i = 0; i < count; ++i) {
        auto line = m_layout->lineAt(first + i);
        line.setPosition({0, 0});
        line.draw(&painter, corner + QPointF(0, m_lineHeight * i));
    }
}

PdfPages::PdfPages(QPdfWriter& writer, const QString& title, const QString& language)
    : m_writer(writer)
    , m_title(title)
{
    m_families = {QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")};
    const QStringList chinese{QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans SC"),
                              QStringLiteral("WenQuanYi Micro Hei"), QStringLiteral("Microsoft YaHei")};
    m_families = language == QLatin1String("zh") ? chinese + m_families : m_families + chinese;
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({0, 0, 0, 0});
    writer.setResolution(static_cast<int>(72 * pdfPoint));
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("QuantScope"));
    if (!m_painter.begin(&writer))
        throw Error("the PDF cannot be begun");
    m_left = sideMargin;
    m_top = topMargin;
    m_width = writer.width() - 2 * sideMargin;
    m_bottom = writer.height() - bottomMargin;
    m_y = m_top;
    drawFooter();
}

void PdfPages::reserve(qreal height)
{
    if (!isAtTop() && height > room())
        newPage();
}

void PdfPages::newPage()
{
    m_writer.newPage();
    m_y = m_top;
    ++m_page;
    drawFooter();
}

QFont PdfPages::font(qreal points, bool bold) const
{
    QFont font;
    font.setFamilies(m_families);
    font.setPixelSize(qRound(points * pdfPoint));
    font.setBold(bold);
    return font;
}

QFont PdfPages::fixedFont(qreal points) const
{
    auto fixed = font(points);
    fixed.setFamilies({QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono"),
                       QStringLiteral("Noto Sans Mono CJK SC")});
    fixed.setStyleHint(QFont::TypeWriter);
    return fixed;
}

void PdfPages::write(const QString& text, const QFont& font, const QColor& color, qreal indent)
{
    const TextLines lines(text, font, m_width - indent);
    for (int i = 0; i < lines.count(); ++i) {
        reserve(lines.lineHeight());
        m_painter.setPen(color);
        lines.draw(m_painter, {m_left + indent, m_y}, i, 1);
        advance(lines.lineHeight());
    }
}

void PdfPages::drawFooter()
{
    const auto small = font(8);
    const QFontMetricsF metrics(small);
    const auto number = QString::number(m_page);
    const qreal y = m_bottom + 14 * pdfPoint, right = m_left + m_width;
    m_painter.setPen(footerColor);
    m_painter.setFont(small);
    m_painter.drawText(QPointF(right - metrics.horizontalAdvance(number), y + metrics.ascent()), number);
    m_painter.drawText(QPointF(m_left, y + metrics.ascent()),
                       metrics.elidedText(m_title, Qt::ElideRight, m_width - 40 * pdfPoint));
}

}

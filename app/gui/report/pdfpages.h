// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QPdfWriter>
#include <QTextLayout>

#include <memory>

namespace quantscope {

// Lines of one text, as wide as they may be.
class TextLines
{
public:
    TextLines(const QString& text, const QFont&, qreal width, Qt::Alignment = Qt::AlignLeft);

    int count() const;
    qreal lineHeight() const
    {
        return m_lineHeight;
    }
    qreal height() const
    {
        return m_lineHeight * count();
    }
    // `count` lines from the first one on, from the upper left corner down.
    void draw(QPainter&, QPointF corner, int first, int count) const;

private:
    std::unique_ptr<QTextLayout> m_layout;
    qreal m_lineHeight = 0;
};

// A4 from top to bottom, in tenths of a point: whoever draws asks for room first. The footer has title and number.
class PdfPages
{
public:
    PdfPages(QPdfWriter&, const QString& title, const QString& language);

    QPainter& painter()
    {
        return m_painter;
    }
    qreal left() const
    {
        return m_left;
    }
    qreal width() const
    {
        return m_width;
    }
    qreal y() const
    {
        return m_y;
    }
    qreal pageHeight() const
    {
        return m_bottom - m_top;
    }
    qreal room() const
    {
        return m_bottom - m_y;
    }
    bool isAtTop() const
    {
        return m_y <= m_top;
    }
    // A new page where less than this is left of one that has something on it.
    void reserve(qreal height);
    void advance(qreal height)
    {
        m_y += height;
    }
    void newPage();

    // Of so many points; families that have Chinese are among those that are tried.
    QFont font(qreal points, bool bold = false) const;
    QFont fixedFont(qreal points) const;

    // Line by line over as many pages as it takes.
    void write(const QString& text, const QFont&, const QColor&, qreal indent = 0);

private:
    void drawFooter();

    QPdfWriter& m_writer;
    QPainter m_painter;
    QString m_title;
    QStringList m_families;
    qreal m_left = 0, m_top = 0, m_width = 0, m_bottom = 0, m_y = 0;
    int m_page = 1;
};

inline constexpr qreal pdfPoint = 10; // units

}

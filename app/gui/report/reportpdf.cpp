// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/report/reportpdf.h"

#include <QBuffer>
#include <QImage>
#include <QSvgRenderer>

#include <algorithm>

#include "files/atomicfile.h"
#include "gui/report/pdftable.h"

namespace quantscope {
namespace {

const QColor pdfInk(0x1b, 0x1c, 0x1e), pdfQuiet(0x5c, 0x60, 0x66), pdfLine(0xc9, 0xcd, 0xd2), pdfSoft(0xf3, 0xf5, 0xf7);
constexpr qreal bodySize = 9.5, smallSize = 8.5, codeSize = 7.5, gap = 6 * pdfPoint;
constexpr qreal highestPicture = 140 * pdfPoint;

QString qtext(const std::string& text)
{
    return QString::fromStdString(text);
}

QColor verdictColor(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Right: return QColor(0x1b, 0x7a, 0x43);
    case Verdict::Wrong: return QColor(0xb3, 0x26, 0x1e);
    case Verdict::Partly: return QColor(0x8a, 0x5a, 0x00);
    case Verdict::Unknown: return pdfQuiet;
    }
    return pdfQuiet;
}

// A text of a question with its look, one below the other.
struct CardText
{
    QString text;
    QFont font;
    QColor color;
};

std::vector<CardText> cardTexts(const PdfPages& pages, const ReportQuestion& block)
{
    std::vector<CardText> texts{{qtext(block.question), pages.font(bodySize), pdfInk}};
    for (const auto& text : {block.expected, block.note})
        if (!text.empty())
            texts.push_back({qtext(text), pages.font(smallSize), pdfQuiet});
    for (const auto& answer : block.answers) {
        const auto mark = answer.run.empty() ? QString() : qtext(answer.run) + QStringLiteral("  ");
        texts.push_back({mark + qtext(answer.text), pages.font(bodySize), pdfInk});
        texts.push_back({qtext(answer.verdictText), pages.font(smallSize), verdictColor(answer.verdict)});
    }
    return texts;
}

qreal heightOfTexts(const std::vector<CardText>& texts, qreal width)
{
    qreal height = 0;
    for (const auto& each : texts)
        height += TextLines(each.text, each.font, width).height() + 2 * pdfPoint;
    return height;
}

// One overload for each kind of block.
class BlockPainter
{
public:
    explicit BlockPainter(PdfPages& pages)
        : m_pages(pages)
    {
    }

    void operator()(const ReportHeading& block)
    {
        if (!m_pages.isAtTop())
            m_pages.advance(block.level == 2 ? 12 * pdfPoint : gap);
        m_pages.reserve(110 * pdfPoint);
        m_pages.write(qtext(block.text), m_pages.font(block.level == 2 ? 13.5 : 11, true), pdfInk);
        m_pages.advance(3 * pdfPoint);
    }

    void operator()(const ReportParagraph& block)
    {
        m_pages.write(qtext(block.text), m_pages.font(block.quiet ? smallSize : bodySize),
                      block.quiet ? pdfQuiet : pdfInk);
        m_pages.advance(gap);
    }

    void operator()(const ReportList& block)
    {
        const auto font = m_pages.font(bodySize);
        for (const auto& item : block.items) {
            m_pages.reserve(16 * pdfPoint);
            m_pages.painter().setPen(pdfInk);
            TextLines(QStringLiteral("•"), font, 10 * pdfPoint)
                .draw(m_pages.painter(), {m_pages.left(), m_pages.y()}, 0, 1);
            m_pages.write(qtext(item), font, pdfInk, 10 * pdfPoint);
        }
        m_pages.advance(gap);
    }

    void operator()(const ReportCode& block)
    {
        m_pages.reserve(60 * pdfPoint);
        m_pages.write(qtext(block.label), m_pages.font(bodySize, true), pdfInk);
        m_pages.advance(2 * pdfPoint);
        const TextLines lines(qtext(block.text), m_pages.fixedFont(codeSize), m_pages.width() - 10 * pdfPoint);
        for (int i = 0; i < lines.count(); ++i) {
            m_pages.reserve(lines.lineHeight());
            auto& painter = m_pages.painter();
            painter.fillRect(QRectF(m_pages.left(), m_pages.y(), m_pages.width(), lines.lineHeight() + 1), pdfSoft);
            painter.setPen(pdfInk);
            lines.draw(painter, {m_pages.left() + 5 * pdfPoint, m_pages.y()}, i, 1);
            m_pages.advance(lines.lineHeight());
        }
        m_pages.advance(gap);
    }

    void operator()(const ReportTable& block)
    {
        if (!block.isLong)
            drawPdfTable(m_pages, block);
    }

    void operator()(const ReportFigure& block)
    {
        QSvgRenderer svg(QByteArray::fromStdString(block.svg));
        if (!svg.isValid() || block.width <= 0)
            return;
        const auto caption = qtext(block.caption);
        const TextLines below(caption, m_pages.font(smallSize), m_pages.width());
        const qreal most = 0.75 * m_pages.pageHeight();
        const qreal scale = std::min({m_pages.width() / block.width, most / block.height, 0.75 * pdfPoint});
        const QSizeF size(block.width * scale, block.height * scale);
        m_pages.reserve(size.height() + below.height() + 4 * pdfPoint);
        svg.render(&m_pages.painter(), QRectF({m_pages.left(), m_pages.y()}, size));
        m_pages.advance(size.height() + 2 * pdfPoint);
        m_pages.write(caption, m_pages.font(smallSize), pdfQuiet);
        m_pages.advance(gap);
    }

    void operator()(const ReportQuestion& block)
    {
        const auto texts = cardTexts(m_pages, block);
        const auto images = imagesOf(block);
        const qreal column = images.empty() ? 0 : 0.36 * m_pages.width();
        const qreal textWidth = m_pages.width() - column - (images.empty() ? 0 : 8 * pdfPoint);
        qreal pictures = 0;
        for (const auto& image : images)
            pictures += sizeOf(image, column).height() + 3 * pdfPoint;
        const qreal title = 18 * pdfPoint, height = std::max(pictures, heightOfTexts(texts, textWidth));
        const bool fits = title + height <= m_pages.pageHeight();
        m_pages.reserve(fits ? title + height : std::min(title + pictures, m_pages.pageHeight()));
        drawTitle(block);
        if (fits)
            drawBeside(images, column, texts, textWidth, height);
        else
            drawBelow(images, column, texts);
        m_pages.advance(gap);
    }

private:
    static std::vector<QImage> imagesOf(const ReportQuestion& block)
    {
        std::vector<QImage> images;
        for (const auto& picture : block.pictures)
            if (auto image = QImage::fromData(picture.bytes.data(), static_cast<int>(picture.bytes.size()));
                !image.isNull())
                images.push_back(std::move(image));
        return images;
    }

    static QSizeF sizeOf(const QImage& image, qreal width)
    {
        const qreal pixel = std::min({width / image.width(), highestPicture / image.height(), 1.2 * pdfPoint});
        return QSizeF(image.size()) * pixel;
    }

    void drawTitle(const ReportQuestion& block)
    {
        auto& painter = m_pages.painter();
        painter.fillRect(QRectF(m_pages.left(), m_pages.y(), m_pages.width(), 0.5 * pdfPoint), pdfLine);
        m_pages.advance(3 * pdfPoint);
        m_pages.write(qtext(block.title), m_pages.font(bodySize, true), pdfInk);
        m_pages.advance(2 * pdfPoint);
    }

    void drawBeside(const std::vector<QImage>& images, qreal column, const std::vector<CardText>& texts,
                    qreal textWidth, qreal height)
    {
        auto& painter = m_pages.painter();
        qreal y = m_pages.y();
        for (const auto& image : images) {
            const QRectF frame({m_pages.left(), y}, sizeOf(image, column));
            painter.drawImage(frame, image);
            y = frame.bottom() + 3 * pdfPoint;
        }
        y = m_pages.y();
        for (const auto& each : texts) {
            const TextLines lines(each.text, each.font, textWidth);
            painter.setPen(each.color);
            lines.draw(painter, {m_pages.left() + m_pages.width() - textWidth, y}, 0, lines.count());
            y += lines.height() + 2 * pdfPoint;
        }
        m_pages.advance(height);
    }

    void drawBelow(const std::vector<QImage>& images, qreal column, const std::vector<CardText>& texts)
    {
        for (const auto& image : images) {
            const auto size = sizeOf(image, column);
            m_pages.reserve(size.height());
            m_pages.painter().drawImage(QRectF({m_pages.left(), m_pages.y()}, size), image);
            m_pages.advance(size.height() + 3 * pdfPoint);
        }
        for (const auto& each : texts) {
            m_pages.write(each.text, each.font, each.color);
            m_pages.advance(2 * pdfPoint);
        }
    }

    PdfPages& m_pages;
};

QByteArray pdfBytes(const ReportDocument& document, const Progress& progress)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    {
        PdfPages pages(writer, qtext(document.title), qtext(document.language));
        pages.write(qtext(document.title), pages.font(19, true), pdfInk);
        pages.write(qtext(document.subtitle), pages.font(bodySize), pdfQuiet);
        pages.advance(4 * pdfPoint);
        pages.painter().fillRect(QRectF(pages.left(), pages.y(), pages.width(), pdfPoint), pdfLine);
        pages.advance(8 * pdfPoint);
        BlockPainter painter(pages);
        for (size_t i = 0; i < document.blocks.size(); ++i) {
            progress.step(double(i) / double(document.blocks.size()), "PDF");
            std::visit(painter, document.blocks[i]);
        }
    }
    return bytes;
}

}

void writeReportPdf(const QString& file, const ReportDocument& document, const Progress& progress)
{
    const auto bytes = pdfBytes(document, progress);
    writeAtomically(file.toStdString(), {bytes.constData(), static_cast<size_t>(bytes.size())});
}

}

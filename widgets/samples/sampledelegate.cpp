// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/sampledelegate.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>

#include "common/appearance.h"
#include "samples/samplelistmodel.h"
#include "samples/samplemarks.h"
#include "samples/textdiff.h"

namespace quantscope {
namespace {

using Model = SampleListModel;

constexpr int margin = 5;
constexpr int gap = 8;
constexpr int lineCount = 4;
constexpr qreal staleOpacity = 0.55;
constexpr int tintAlpha = 50;

// Where and in which colours the texts of one row are painted.
struct Page
{
    QPainter* painter;
    QFont font;
    QRect line;
    int labelWidth = 0;
    QColor text;
    QColor quiet;
    QColor right;
    QColor wrong;

    QRect labelArea() const
    {
        return {line.left(), line.top(), labelWidth - gap, line.height()};
    }
};

QString field(const QModelIndex& index, Model::Column column)
{
    return oneLine(index.siblingAtColumn(column).data().toString());
}

// Of the run whose answers the column has.
QString runName(const QModelIndex& index, Model::Column column)
{
    return index.model()->headerData(column, Qt::Horizontal).toString();
}

QRect thumbnailArea(const QStyleOptionViewItem& option)
{
    const int height = option.rect.height() - 2 * margin;
    return {option.rect.left() + margin, option.rect.top() + margin, height * 3 / 2, height};
}

Page pageFor(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const int left = thumbnailArea(option).right() + gap + 1;
    const QRect line(left, option.rect.top() + margin, option.rect.right() - left - margin,
                     option.fontMetrics.height());
    const auto width = [&](const QString& text) { return option.fontMetrics.horizontalAdvance(text); };
    const int wanted = std::max({width(SampleDelegate::tr("Accepted")), width(runName(index, Model::CurrentColumn)),
                                 width(runName(index, Model::BaselineColumn))});
    const int labels = std::min(wanted, line.width() / 3) + gap;
    if (option.state & QStyle::State_Selected) {
        const auto group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
        const auto color = option.palette.color(group, QPalette::HighlightedText);
        return {painter, option.font, line, labels, color, color, color, color};
    }
    const auto& palette = option.palette;
    return {painter,
            option.font,
            line,
            labels,
            palette.color(QPalette::Text),
            quietText(palette),
            betterColor(palette),
            worseColor(palette)};
}

int drawText(QPainter* painter, const QRect& area, const QColor& color, const QString& text,
             Qt::Alignment side = Qt::AlignLeft)
{
    const auto shown = painter->fontMetrics().elidedText(text, Qt::ElideRight, area.width());
    painter->setPen(color);
    painter->drawText(area, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
    return painter->fontMetrics().horizontalAdvance(shown);
}

// What an ellipsis hides is marked on the ellipsis.
QList<QTextLayout::FormatRange> markedRanges(const std::vector<DiffSpan>& spans, int shownLength, const QColor& mark)
{
    QTextCharFormat format;
    format.setFontUnderline(true);
    format.setForeground(mark);
    format.setBackground(QColor(mark.red(), mark.green(), mark.blue(), tintAlpha));
    QList<QTextLayout::FormatRange> ranges;
    int start = 0;
    for (const auto& span : spans) {
        const int end = start + static_cast<int>(span.text.size());
        const int first = std::min(start, shownLength - 1);
        if (!span.same && first >= 0)
            ranges.append({first, std::max(1, std::min(end, shownLength) - first), format});
        start = end;
    }
    return ranges;
}

void drawSpans(const Page& page, const QRect& area, const std::vector<DiffSpan>& spans)
{
    QString text;
    for (const auto& span : spans)
        text += span.text;
    text = QFontMetrics(page.font).elidedText(text, Qt::ElideRight, area.width());
    QTextLayout layout(text, page.font);
    layout.setFormats(markedRanges(spans, static_cast<int>(text.size()), page.wrong));
    layout.beginLayout();
    auto line = layout.createLine();
    if (line.isValid())
        line.setNumColumns(static_cast<int>(text.size()));
    layout.endLayout();
    page.painter->setPen(page.text);
    layout.draw(page.painter, QPointF(area.left(), area.top() + (area.height() - layout.boundingRect().height()) / 2));
}

QString signOf(Outcome outcome, bool stale)
{
    const auto sign = outcomeSign(outcome);
    return stale && !sign.isEmpty() ? SampleDelegate::tr("%1 (old)").arg(sign) : sign;
}

void paintTitle(const Page& page, const QModelIndex& index)
{
    auto* painter = page.painter;
    const auto outcome = static_cast<Outcome>(index.data(Model::OutcomeRole).toInt());
    const bool stale = index.data(Model::StaleRole).toBool();
    auto bold = page.font;
    bold.setBold(true);
    painter->setFont(bold);
    painter->setOpacity(stale ? staleOpacity : 1);
    const auto signColor = outcome == Outcome::Flip ? page.wrong
        : outcome == Outcome::Repaired              ? page.right
                                                    : page.quiet;
    const int signWidth = drawText(painter, page.line, signColor, signOf(outcome, stale), Qt::AlignRight);
    painter->setOpacity(1);
    auto rest = page.line.adjusted(0, 0, signWidth > 0 ? -signWidth - gap : 0, 0);
    rest.setLeft(rest.left() + drawText(painter, rest, page.text, '#' + field(index, Model::IndexColumn)) + gap);
    painter->setFont(page.font);
    rest.setLeft(rest.left() + drawText(painter, rest, page.text, field(index, Model::CategoryColumn)) + gap);
    if (rest.width() > 4 * gap)
        drawText(painter, rest, page.quiet, field(index, Model::QuestionColumn));
}

void paintAnswer(const Page& page, const QString& label, const QVariant& right, const std::vector<DiffSpan>& spans)
{
    auto* painter = page.painter;
    drawText(painter, page.labelArea(), page.quiet, label);
    auto rest = page.line.adjusted(page.labelWidth, 0, 0, 0);
    const int signWidth = painter->fontMetrics().horizontalAdvance(QStringLiteral("✓✗")) * 2 / 3;
    if (right.isNull()) {
        drawText(painter, rest.adjusted(signWidth, 0, 0, 0), page.quiet, SampleDelegate::tr("not answered yet"));
        return;
    }
    drawText(painter, rest, right.toBool() ? page.right : page.wrong, rightSign(right.toBool()));
    rest.setLeft(rest.left() + signWidth);
    if (spans.empty())
        drawText(painter, rest, page.quiet, SampleDelegate::tr("(empty)"));
    else
        drawSpans(page, rest, spans);
}

void paintAnswers(Page page, const QModelIndex& index)
{
    const auto before = index.data(Model::BaselineRightRole);
    const auto now = index.data(Model::CurrentRightRole);
    const auto text = [&](const QVariant& right, Model::Column column) {
        return right.isNull() ? std::nullopt : std::optional(field(index, column));
    };
    const auto diff = diffAnswers(text(before, Model::BaselineColumn), text(now, Model::CurrentColumn));
    paintAnswer(page, runName(index, Model::BaselineColumn), before, diff.before);
    page.line.translate(0, page.line.height());
    page.painter->setOpacity(index.data(Model::StaleRole).toBool() ? staleOpacity : 1);
    paintAnswer(page, runName(index, Model::CurrentColumn), now, diff.after);
    page.painter->setOpacity(1);
}

}

SampleDelegate::SampleDelegate(ImageLoader* loader, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_loader(loader)
{
}

QSize SampleDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {200, lineCount * option.fontMetrics.height() + 2 * margin};
}

void SampleDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const
{
    auto option = given;
    initStyleOption(&option, index);
    const auto* style = option.widget ? option.widget->style() : QApplication::style();
    painter->save();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    painter->setClipRect(option.rect);
    paintThumbnail(painter, option, index);
    painter->setFont(option.font);
    auto page = pageFor(painter, option, index);
    paintTitle(page, index);
    page.line.translate(0, page.line.height());
    drawText(painter, page.labelArea(), page.quiet, tr("Accepted"));
    const int indent = page.labelWidth + option.fontMetrics.horizontalAdvance(QStringLiteral("✓✗")) * 2 / 3;
    drawText(painter, page.line.adjusted(indent, 0, 0, 0), page.text, field(index, Model::AnswersColumn));
    page.line.translate(0, page.line.height());
    paintAnswers(page, index);
    painter->restore();
    if (option.state & QStyle::State_HasFocus) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        focus.backgroundColor = option.palette.color(QPalette::Base);
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
}

ImageLoader::Result SampleDelegate::thumbnail(const QModelIndex& index, const QStyleOptionViewItem& option) const
{
    const qreal ratio = option.widget ? option.widget->devicePixelRatioF() : 1;
    auto result = m_loader->request(index.data(Model::ImageRole).value<EncodedImage>(),
                                    (QSizeF(thumbnailArea(option).size()) * ratio).toSize());
    result.image.setDevicePixelRatio(ratio);
    return result;
}

void SampleDelegate::paintThumbnail(QPainter* painter, const QStyleOptionViewItem& option,
                                    const QModelIndex& index) const
{
    const auto area = thumbnailArea(option);
    const auto result = thumbnail(index, option);
    if (!result.image.isNull()) {
        QRect target(QPoint(), result.image.deviceIndependentSize().toSize());
        target.moveCenter(area.center());
        painter->drawImage(target.topLeft(), result.image);
        return;
    }
    painter->setPen(quietText(option.palette));
    painter->setBrush(option.palette.color(QPalette::AlternateBase));
    painter->drawRect(area.adjusted(0, 0, -1, -1));
    if (!result.problem.isEmpty())
        drawBrokenImage(painter, area, quietText(option.palette));
}

bool SampleDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                               const QModelIndex& index)
{
    if (event->type() == QEvent::ToolTip && index.isValid() && thumbnailArea(option).contains(event->pos())) {
        const auto problem = thumbnail(index, option).problem;
        if (!problem.isEmpty()) {
            QToolTip::showText(event->globalPos(), problem.toHtmlEscaped(), view);
            return true;
        }
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}

}

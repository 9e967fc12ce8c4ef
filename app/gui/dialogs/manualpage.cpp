// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/manualpage.h"

#include <QAbstractTextDocumentLayout>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextFrame>
#include <QTextTable>

#include <algorithm>
#include <vector>

namespace quantscope {
namespace {

constexpr double margin = 16;
constexpr double cellPadding = 4;
constexpr double aboveHeading = 14;

void styleTables(QTextFrame* frame, const QPalette& palette)
{
    for (auto* child : frame->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(child)) {
            auto format = table->format();
            format.setBorder(1);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBorderBrush(palette.mid());
            format.setBorderCollapse(true);
            format.setCellPadding(cellPadding);
            format.setCellSpacing(0);
            format.setTopMargin(margin / 2);
            format.setBottomMargin(margin / 2);
            table->setFormat(format);
        }
        styleTables(child, palette);
    }
}

}

ManualPage::ManualPage(QWidget* parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    // A bar that comes and goes would change the width of the pictures, and they the bar.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setAccessibleName(tr("Page of the manual"));
}

bool ManualPage::load(const QString& file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return false;
    m_file = file;
    m_markdown = QString::fromUtf8(in.readAll());
    m_pictures.clear();
    showMarkdown();
    return true;
}

void ManualPage::showSentence(const QString& sentence)
{
    m_file.clear();
    m_markdown.clear();
    m_pictures.clear();
    setPlainText(sentence);
}

void ManualPage::showMarkdown()
{
    document()->setDocumentMargin(margin);
    setMarkdown(m_markdown);
    styleBlocks();
    fitPictures();
}

QString ManualPage::anchorOf(const QString& heading)
{
    static const QRegularExpression others(QStringLiteral("[^\\w\\- ]"),
                                           QRegularExpression::UseUnicodePropertiesOption);
    return heading.trimmed().toLower().remove(others).replace(' ', '-');
}

bool ManualPage::showAnchor(const QString& anchor)
{
    for (auto block = document()->begin(); block.isValid(); block = block.next())
        if (block.blockFormat().headingLevel() > 0 && anchorOf(block.text()) == anchor) {
            setTextCursor(QTextCursor(block));
            scrollTo(block.position());
            return true;
        }
    return false;
}

// The first line in view stays the first one, whatever becomes wider or narrower above it.
void ManualPage::resizeEvent(QResizeEvent* event)
{
    const int first = cursorForPosition({0, 0}).block().position();
    const bool atTop = place() == 0;
    QTextBrowser::resizeEvent(event);
    fitPictures();
    if (!atTop)
        scrollTo(first);
}

void ManualPage::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    const bool looks = event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange;
    if (!looks || m_markdown.isEmpty())
        return;
    // Colours and sizes are part of the formatted text.
    const int before = place();
    showMarkdown();
    setPlace(before);
}

int ManualPage::place() const
{
    return verticalScrollBar()->value();
}

void ManualPage::setPlace(int value)
{
    // Lays out to the end, so that the bar knows how far it goes.
    document()->documentLayout()->pageCount();
    verticalScrollBar()->setValue(value);
}

void ManualPage::scrollTo(int position)
{
    const auto block = document()->findBlock(position);
    setPlace(qRound(document()->documentLayout()->blockBoundingRect(block).top()));
}

void ManualPage::styleBlocks()
{
    styleTables(document()->rootFrame(), palette());
    for (auto block = document()->begin(); block.isValid(); block = block.next()) {
        auto format = block.blockFormat();
        if (format.headingLevel() > 1)
            format.setTopMargin(aboveHeading);
        else if (format.hasProperty(QTextFormat::BlockCodeLanguage) || format.hasProperty(QTextFormat::BlockCodeFence))
            format.setBackground(palette().alternateBase());
        else
            continue;
        QTextCursor(block).setBlockFormat(format);
    }
}

QVariant ManualPage::loadResource(int type, const QUrl& name)
{
    if (type != QTextDocument::ImageResource)
        return {};
    const auto whole = picture(name);
    return whole.isNull() ? QVariant() : QVariant(whole);
}

QImage ManualPage::picture(const QUrl& name)
{
    if (!name.isRelative() || m_file.isEmpty())
        return {};
    auto known = m_pictures.find(name);
    if (known == m_pictures.end())
        known = m_pictures.insert(name, QImage(QFileInfo(m_file).dir().filePath(name.path())));
    return *known;
}

// Scaled here and not while painting, where Qt drops pixels instead of mixing them.
void ManualPage::fitPictures()
{
    struct Change
    {
        int position = 0;
        QTextImageFormat format;
    };
    std::vector<Change> changes;
    const int room = viewport()->width() - qRound(2 * document()->documentMargin());
    for (auto block = document()->begin(); block.isValid() && room > 0; block = block.next())
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            auto format = it.fragment().charFormat().toImageFormat();
            const auto whole = format.isValid() ? picture(QUrl(format.name())) : QImage();
            if (whole.isNull())
                continue;
            const double factor = std::min(1.0, double(room) / whole.width());
            const QSize size(qRound(factor * whole.width()), qRound(factor * whole.height()));
            if (QSize(qRound(format.width()), qRound(format.height())) == size)
                continue;
            auto scaled = whole.scaled(size * devicePixelRatioF(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
            scaled.setDevicePixelRatio(devicePixelRatioF());
            document()->addResource(QTextDocument::ImageResource, QUrl(format.name()), scaled);
            format.setWidth(size.width());
            format.setHeight(size.height());
            changes.push_back({it.fragment().position(), format});
        }
    for (const auto& change : changes) {
        QTextCursor cursor(document());
        cursor.setPosition(change.position);
        cursor.setPosition(change.position + 1, QTextCursor::KeepAnchor);
        cursor.setCharFormat(change.format);
    }
}

}

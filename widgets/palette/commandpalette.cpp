// SPDX-License-Identifier: GPL-3.0-or-later
#include "palette/commandpalette.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "common/appearance.h"
#include "palette/palettemodel.h"

namespace quantscope {
namespace {

constexpr int paletteWidth = 760, paletteEdge = 8; // pixels
constexpr int paletteRows = 14;

// Kind, text and hint in one line; the hint gives way first.
class PaletteDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {100, option.fontMetrics.lineSpacing() + paletteEdge};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const override
    {
        auto option = given;
        initStyleOption(&option, index);
        option.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
        const auto& metrics = option.fontMetrics;
        const bool selected = option.state & QStyle::State_Selected;
        const bool blocked = !index.data(PaletteModel::BlockedRole).toString().isEmpty();
        const auto strong = selected ? option.palette.color(QPalette::HighlightedText)
            : blocked                ? option.palette.color(QPalette::Disabled, QPalette::Text)
                                     : option.palette.color(QPalette::Text);
        const auto quiet = selected || blocked ? strong : quietText(option.palette);
        auto room = option.rect.adjusted(paletteEdge, 0, -paletteEdge, 0);
        const auto put = [&](const QRect& part, const QColor& color, const QString& text, int align) {
            painter->setPen(color);
            painter->drawText(part, align | Qt::AlignVCenter | Qt::TextSingleLine,
                              metrics.elidedText(text, Qt::ElideRight, part.width()));
        };
        painter->save();
        painter->setFont(option.font);
        const int kindWidth = 16 * metrics.averageCharWidth();
        put({room.left(), room.top(), kindWidth, room.height()}, quiet, index.data(PaletteModel::KindRole).toString(),
            Qt::AlignLeft);
        room.setLeft(room.left() + kindWidth + paletteEdge);
        const auto text = index.data(Qt::DisplayRole).toString();
        const int textWidth = std::min(room.width(), metrics.horizontalAdvance(text) + 1);
        put({room.left(), room.top(), textWidth, room.height()}, strong, text, Qt::AlignLeft);
        room.setLeft(room.left() + textWidth + 2 * paletteEdge);
        if (room.width() > 3 * metrics.averageCharWidth())
            put(room, quiet, index.data(PaletteModel::HintRole).toString(), Qt::AlignRight);
        painter->restore();
    }
};

}

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window)
    , m_model(new PaletteModel(this))
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Command palette"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_search->setAccessibleName(tr("Search commands"));
    m_search->setToolTip(tr("Type a part of a name; Up and Down choose, Enter does it, Esc leaves"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setToolTip(tr("Click to do it"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_note->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CommandPalette::showCurrent);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, const QWidget* now) { focusMoved(now); });
    window->installEventFilter(this);
    hide();
}

void CommandPalette::open(std::vector<PaletteEntry> entries, const QStringList& recent, const QString& placeholder)
{
    if (!isVisible())
        m_before = QApplication::focusWidget();
    m_search->setPlaceholderText(placeholder);
    {
        const QSignalBlocker blocker(m_search);
        m_search->clear();
    }
    m_model->setEntries(std::move(entries), recent);
    filter();
    place();
    show();
    raise();
    m_search->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::leave()
{
    if (!isVisible())
        return;
    const bool had = isAncestorOf(QApplication::focusWidget());
    hide();
    if (had && m_before)
        m_before->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::focusMoved(const QWidget* now)
{
    if (isVisible() && now && now->window() == window() && !isAncestorOf(now))
        hide();
}

void CommandPalette::place()
{
    const auto room = parentWidget()->size();
    const int width = std::min(paletteWidth, room.width() - 2 * paletteEdge);
    const int rows = fontMetrics().lineSpacing() + paletteEdge;
    const int height = std::min((paletteRows + 4) * rows, room.height() - 2 * paletteEdge);
    setGeometry((room.width() - width) / 2, std::min(8 * paletteEdge, (room.height() - height) / 2), width, height);
}

void CommandPalette::filter()
{
    m_model->setQuery(m_search->text());
    m_list->setCurrentIndex(m_model->index(0, 0));
    m_list->scrollToTop();
    showCurrent();
}

void CommandPalette::showCurrent()
{
    const auto* entry = m_model->entry(m_list->currentIndex());
    m_note->setText(entry ? entry->blocked : tr("Nothing fits the search."));
    m_note->setVisible(!m_note->text().isEmpty());
    m_search->setAccessibleDescription(entry ? m_list->currentIndex().data(Qt::AccessibleTextRole).toString()
                                             : m_note->text());
}

void CommandPalette::runCurrent()
{
    const auto* entry = m_model->entry(m_list->currentIndex());
    if (!entry || !entry->blocked.isEmpty())
        return;
    const auto chosen = *entry; // what it does may fill the palette anew
    leave();
    Q_EMIT used(chosen.id);
    chosen.run();
}

// Up and Down go round; what edits the text stays with the field.
bool CommandPalette::takesKey(int key)
{
    const int rows = m_model->rowCount(), row = m_list->currentIndex().row();
    const int page = std::max(1, m_list->viewport()->height() / std::max(1, m_list->sizeHintForRow(0)) - 1);
    int wanted = row;
    switch (key) {
    case Qt::Key_Escape: leave(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: runCurrent(); return true;
    case Qt::Key_Down: wanted = row + 1 < rows ? row + 1 : 0; break;
    case Qt::Key_Up: wanted = row > 0 ? row - 1 : rows - 1; break;
    case Qt::Key_PageDown: wanted = std::min(row + page, rows - 1); break;
    case Qt::Key_PageUp: wanted = std::max(row - page, 0); break;
    default: return false;
    }
    m_list->setCurrentIndex(m_model->index(wanted, 0));
    return true;
}

bool CommandPalette::eventFilter(QObject* object, QEvent* event)
{
    if (object == window() && event->type() == QEvent::Resize)
        place();
    if (object != m_search)
        return false;
    const auto isOurs = [](int key) {
        return key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down ||
            key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp;
    };
    if (event->type() == QEvent::ShortcutOverride && isOurs(static_cast<QKeyEvent*>(event)->key())) {
        event->accept(); // Esc would stop a run
        return true;
    }
    return event->type() == QEvent::KeyPress && takesKey(static_cast<QKeyEvent*>(event)->key());
}

}

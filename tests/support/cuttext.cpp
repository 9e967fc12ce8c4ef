// SPDX-License-Identifier: GPL-3.0-or-later
#include "cuttext.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QStatusBar>
#include <QStyleOption>
#include <QStyledItemDelegate>
#include <QTabBar>
#include <QTableView>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

#include "recipe/flatcontrols.h"

namespace quantscope::test {
namespace {

// The style's options are protected members of the widgets.
struct TabAccess : QTabBar
{
    using QTabBar::initStyleOption;
};
struct ItemAccess : QAbstractItemView
{
    using QAbstractItemView::initViewItemOption;
};
struct DockAccess : QDockWidget
{
    using QDockWidget::initStyleOption;
};
struct ComboAccess : QComboBox
{
    using QComboBox::initStyleOption;
};
struct PushAccess : QPushButton
{
    using QPushButton::initStyleOption;
};
struct CheckAccess : QCheckBox
{
    using QCheckBox::initStyleOption;
};
struct RadioAccess : QRadioButton
{
    using QRadioButton::initStyleOption;
};
struct GroupAccess : QGroupBox
{
    using QGroupBox::initStyleOption;
};

template <typename Option, typename Widget, typename Method> Option optionOf(const Widget& widget, Method method)
{
    Option option;
    (widget.*method)(&option);
    return option;
}

int widthOf(const QFont& font, const QString& text, int flags = Qt::TextShowMnemonic)
{
    return QFontMetrics(font).size(flags, text).width();
}

QString nameOf(const QWidget& widget)
{
    if (!widget.accessibleName().isEmpty())
        return widget.accessibleName();
    if (!widget.objectName().isEmpty() && !widget.objectName().startsWith("qt_"))
        return widget.objectName();
    return QString::fromLatin1(widget.metaObject()->className());
}

QString placeOf(const QWidget& widget)
{
    QStringList names;
    for (const auto* each = &widget; each && !each->isWindow(); each = each->parentWidget())
        if (each == &widget || !each->accessibleName().isEmpty() || qobject_cast<const QDockWidget*>(each))
            names.prepend(nameOf(*each));
    return names.join(" > ");
}

// Of a widget that is shown: what its ancestors leave of it, in its own pixels.
QRect shownPart(const QWidget& widget)
{
    QRect part = widget.rect();
    for (const auto* each = &widget; each->parentWidget() && !each->isWindow(); each = each->parentWidget())
        part &= QRect(widget.mapFrom(each->parentWidget(), QPoint()), each->parentWidget()->size());
    return part;
}

// Nothing of it stands between the sides of all that it lies in.
bool isBesideAll(const QWidget& widget)
{
    int left = 0, right = widget.width();
    for (const auto* each = &widget; each->parentWidget() && !each->isWindow(); each = each->parentWidget()) {
        left = std::max(left, widget.mapFrom(each->parentWidget(), QPoint()).x());
        right = std::min(right, widget.mapFrom(each->parentWidget(), QPoint(each->parentWidget()->width(), 0)).x());
    }
    return right <= left;
}

class CutTextWalk
{
public:
    void look(const QWidget& widget)
    {
        m_widget = &widget;
        if (!widget.isVisible())
            return;
        if (shownPart(widget).isEmpty()) {
            if (const auto* button = qobject_cast<const QAbstractButton*>(&widget); button && isBesideAll(widget))
                report("button out of sight", button->text(), 0, widget.width());
            return;
        }
        if (const auto* label = qobject_cast<const QLabel*>(&widget))
            lookAtLabel(*label);
        else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
            lookAtButton(*button);
        else if (const auto* combo = qobject_cast<const QComboBox*>(&widget))
            lookAtCombo(*combo);
        else if (const auto* line = qobject_cast<const QLineEdit*>(&widget))
            lookAtLine(*line);
        else if (const auto* header = qobject_cast<const QHeaderView*>(&widget))
            lookAtHeader(*header);
        else if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget))
            lookAtCells(*view);
        else
            lookAtFrame(widget);
        for (const auto* child : widget.children())
            if (const auto* inside = qobject_cast<const QWidget*>(child); inside && !inside->isWindow())
                look(*inside);
    }

    QList<CutText> found;

private:
    void report(const QString& kind, const QString& text, int has, int needs, const QString& part = {})
    {
        if (needs > has)
            found.append({placeOf(*m_widget) + (part.isEmpty() ? QString() : " > " + part), kind,
                          QString(text).replace('\n', "⏎").left(120), has, needs});
    }

    // What the window's or a scroll area's edge leaves.
    void reportEdge(const QString& kind, const QString& text)
    {
        report(kind + " at an edge", text, shownPart(*m_widget).width(), m_widget->width());
    }

    void lookAtLabel(const QLabel& label)
    {
        const auto text = label.text();
        if (text.isEmpty() || !label.pixmap().isNull())
            return;
        reportEdge("label", text);
        // Not the label's own wishes: one that cuts its text by itself wishes for less.
        if (label.wordWrap()) {
            report("label", text, label.height(), label.QLabel::heightForWidth(label.width()));
            report("word", text, label.width(), label.QLabel::minimumSizeHint().width());
        } else {
            const auto margins = label.contentsMargins();
            const bool plain = label.textFormat() == Qt::PlainText ||
                (label.textFormat() == Qt::AutoText && !Qt::mightBeRichText(text));
            const int needs = plain ? widthOf(label.font(), text, label.buddy() ? Qt::TextShowMnemonic : 0) +
                    margins.left() + margins.right() + 2 * label.margin() + std::max(label.indent(), 0)
                                    : label.QLabel::sizeHint().width();
            report("label", text, label.width(), needs);
            report("label's height", text, label.height(), label.fontMetrics().height() - 2);
        }
    }

    int roomOf(const QAbstractButton& button, bool beside) const
    {
        const auto* style = button.style();
        int room = button.width();
        if (const auto* push = qobject_cast<const QPushButton*>(&button))
            if (const auto option = optionOf<QStyleOptionButton>(*push, &PushAccess::initStyleOption); true)
                room = style->subElementRect(QStyle::SE_PushButtonContents, &option, push).width();
        if (const auto* check = qobject_cast<const QCheckBox*>(&button))
            if (const auto option = optionOf<QStyleOptionButton>(*check, &CheckAccess::initStyleOption); true)
                room = style->subElementRect(QStyle::SE_CheckBoxContents, &option, check).width();
        if (const auto* radio = qobject_cast<const QRadioButton*>(&button))
            if (const auto option = optionOf<QStyleOptionButton>(*radio, &RadioAccess::initStyleOption); true)
                room = style->subElementRect(QStyle::SE_RadioButtonContents, &option, radio).width();
        return beside && !button.icon().isNull() ? room - button.iconSize().width() - 4 : room;
    }

    void lookAtButton(const QAbstractButton& button)
    {
        if (button.objectName() == "qt_toolbar_ext_button" || button.objectName() == "qt_menubar_ext_button")
            return report("bar without room", nameOf(*button.parentWidget()), 0, 1);
        const auto* tool = qobject_cast<const QToolButton*>(&button);
        const bool showsText = !tool || tool->toolButtonStyle() != Qt::ToolButtonIconOnly || tool->icon().isNull();
        if (button.text().isEmpty() || !showsText)
            return;
        reportEdge("button", button.text());
        const bool beside = !tool || tool->toolButtonStyle() == Qt::ToolButtonTextBesideIcon;
        report("button", button.text(), roomOf(button, beside), widthOf(button.font(), button.text()));
        report("button's height", button.text(), button.height(), button.fontMetrics().height());
    }

    void lookAtCombo(const QComboBox& combo)
    {
        if (combo.isEditable() || combo.currentText().isEmpty())
            return;
        if (const auto* flat = dynamic_cast<const FlatComboBox*>(&combo))
            return report("box", flat->shownText(), flat->width() - 2, widthOf(flat->font(), flat->shownText(), 0));
        reportEdge("box", combo.currentText());
        const auto option = optionOf<QStyleOptionComboBox>(combo, &ComboAccess::initStyleOption);
        int room =
            combo.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &combo).width();
        if (!option.currentIcon.isNull())
            room -= combo.iconSize().width() + 4;
        report("box", combo.currentText(), room, widthOf(combo.font(), combo.currentText(), 0));
    }

    // What somebody types may be long; numbers and the words in place of a text may not.
    void lookAtLine(const QLineEdit& line)
    {
        const bool isNumber = qobject_cast<const QAbstractSpinBox*>(line.parentWidget()) || line.isReadOnly();
        const auto text = line.text().isEmpty() ? line.placeholderText() : isNumber ? line.text() : QString();
        if (text.isEmpty())
            return;
        reportEdge("field", text);
        const auto margins = line.textMargins();
        const int frame = line.hasFrame() ? 2 * line.style()->pixelMetric(QStyle::PM_DefaultFrameWidth) : 0;
        report("field", text, line.width() - frame - margins.left() - margins.right() - 2,
               widthOf(line.font(), text, 0));
    }

    void lookAtHeader(const QHeaderView& header)
    {
        const bool across = header.orientation() == Qt::Horizontal;
        for (int section = 0; section < header.count(); ++section) {
            const auto text = header.model()->headerData(section, header.orientation(), Qt::DisplayRole).toString();
            const int start = header.sectionViewportPosition(section);
            const int extent = header.sectionSize(section);
            if (header.isSectionHidden(section) || text.isEmpty() || start + extent <= 0 ||
                start >= (across ? header.viewport()->width() : header.viewport()->height()))
                continue;
            QFont font = header.font();
            if (const auto own = header.model()->headerData(section, header.orientation(), Qt::FontRole);
                own.canConvert<QFont>())
                font = own.value<QFont>();
            const int margins = 2 * header.style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, &header);
            const bool sorted = header.isSortIndicatorShown() && header.sortIndicatorSection() == section;
            const int mark = sorted ? header.style()->pixelMetric(QStyle::PM_HeaderMarkSize, nullptr, &header) + 2 : 0;
            const QFontMetrics metrics(font);
            const bool wraps = across && (header.defaultAlignment() & Qt::Alignment(Qt::TextWordWrap));
            const auto size = wraps
                ? metrics.boundingRect(QRect(0, 0, extent - margins - mark, 1 << 14), Qt::TextWordWrap, text).size()
                : metrics.size(0, text);
            report("header", text, across ? extent : header.width(), size.width() + (across ? mark : 0) + margins);
            report("header's height", text, across ? header.height() : extent, size.height());
            const auto* view = qobject_cast<const QAbstractScrollArea*>(header.parentWidget());
            if (across && !(view && view->horizontalScrollBar()->isVisible()))
                report("header at an edge", text, header.viewport()->width() - start, extent);
        }
    }

    QModelIndexList shownCells(const QAbstractItemView& view) const
    {
        QModelIndexList cells;
        const auto addRow = [&](const QModelIndex& first) {
            const auto* model = view.model();
            const auto* list = qobject_cast<const QListView*>(&view);
            const int columns = list ? list->modelColumn() + 1 : model->columnCount(first.parent());
            for (int column = list ? list->modelColumn() : 0; column < columns; ++column)
                if (const auto cell = first.siblingAtColumn(column);
                    cell.isValid() && view.visualRect(cell).intersects(view.viewport()->rect()))
                    cells.append(cell);
        };
        if (const auto* tree = qobject_cast<const QTreeView*>(&view)) {
            for (auto row = tree->indexAt({1, 1}); row.isValid(); row = tree->indexBelow(row)) {
                if (tree->visualRect(row).top() >= tree->viewport()->height())
                    break;
                addRow(row);
            }
        } else if (view.model()) {
            for (int row = 0; row < view.model()->rowCount(view.rootIndex()); ++row)
                addRow(view.model()->index(row, 0, view.rootIndex()));
        }
        return cells;
    }

    void lookAtCells(const QAbstractItemView& view)
    {
        for (const auto& cell : shownCells(view)) {
            const auto text = cell.data().toString();
            const auto place = view.visualRect(cell);
            if (text.isEmpty() || place.isEmpty() || view.indexWidget(cell))
                continue;
            QStyleOptionViewItem option;
            (view.*&ItemAccess::initViewItemOption)(&option);
            option.rect = place;
            const auto* delegate = view.itemDelegateForIndex(cell);
            // Not a delegate's wishes for what it draws beside the text.
            const auto* styled = qobject_cast<const QStyledItemDelegate*>(delegate);
            const auto needs =
                styled ? styled->QStyledItemDelegate::sizeHint(option, cell) : delegate->sizeHint(option, cell);
            const auto part = view.model()->headerData(cell.column(), Qt::Horizontal).toString();
            report("cell", text, place.width(), needs.width(), part);
            if (option.features & QStyleOptionViewItem::WrapText)
                report("cell's lines", text, place.height(), needs.height() - 4, part);
        }
    }

    void lookAtTabs(const QTabBar& bar)
    {
        for (int tab = 0; tab < bar.count(); ++tab) {
            QStyleOptionTab option;
            (bar.*&TabAccess::initStyleOption)(&option, tab);
            const int room = bar.style()->subElementRect(QStyle::SE_TabBarTabText, &option, &bar).width();
            report("tab", bar.tabText(tab), room, widthOf(bar.font(), bar.tabText(tab)));
            report("tab at an edge", bar.tabText(tab), bar.width(), bar.tabRect(tab).right() + 1);
        }
    }

    void lookAtFrame(const QWidget& widget)
    {
        if (const auto* bar = qobject_cast<const QTabBar*>(&widget))
            return lookAtTabs(*bar);
        if (const auto* group = qobject_cast<const QGroupBox*>(&widget)) {
            const auto option = optionOf<QStyleOptionGroupBox>(*group, &GroupAccess::initStyleOption);
            const auto place =
                group->style()->subControlRect(QStyle::CC_GroupBox, &option, QStyle::SC_GroupBoxLabel, group);
            report("group", group->title(), std::min(place.width(), group->width()),
                   widthOf(group->font(), group->title()));
        } else if (const auto* dock = qobject_cast<const QDockWidget*>(&widget)) {
            if (dock->titleBarWidget())
                return;
            const auto option = optionOf<QStyleOptionDockWidget>(*dock, &DockAccess::initStyleOption);
            report("dock", dock->windowTitle(),
                   dock->style()->subElementRect(QStyle::SE_DockWidgetTitleBarText, &option, dock).width(),
                   widthOf(dock->font(), dock->windowTitle()));
        } else if (const auto* menus = qobject_cast<const QMenuBar*>(&widget)) {
            for (auto* action : menus->actions())
                report("menu", action->text(), menus->width(), menus->actionGeometry(action).right());
        } else if (const auto* progress = qobject_cast<const QProgressBar*>(&widget)) {
            if (progress->isTextVisible())
                report("progress", progress->text(), progress->width() - 4,
                       widthOf(progress->font(), progress->text()));
        } else if (const auto* status = qobject_cast<const QStatusBar*>(&widget)) {
            report("status", status->currentMessage(), status->width() - 4,
                   widthOf(status->font(), status->currentMessage()));
        }
    }

    const QWidget* m_widget = nullptr;
};

}

QList<CutText> cutTexts(const QWidget& root, const std::vector<MayBeCut>& allowed)
{
    CutTextWalk walk;
    walk.look(root);
    walk.found.removeIf([&](const CutText& cut) {
        return std::any_of(allowed.begin(), allowed.end(), [&](const MayBeCut& may) {
            return cut.kind.startsWith(may.kind) && cut.where.contains(may.where);
        });
    });
    return walk.found;
}

QString describe(const QList<CutText>& cuts)
{
    QString lines;
    for (const auto& cut : cuts)
        lines +=
            QString("%1: %2 \"%3\" has %4, needs %5\n").arg(cut.where, cut.kind, cut.text).arg(cut.has).arg(cut.needs);
    return lines;
}

}

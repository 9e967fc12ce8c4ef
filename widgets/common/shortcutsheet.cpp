// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/shortcutsheet.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace quantscope {
namespace {

QTreeWidgetItem* groupItem(QTreeWidget* list, const QString& name)
{
    for (int i = 0; i < list->topLevelItemCount(); ++i)
        if (list->topLevelItem(i)->text(0) == name)
            return list->topLevelItem(i);
    auto* group = new QTreeWidgetItem(list, {name});
    QFont bold = list->font();
    bold.setBold(true);
    group->setFont(0, bold);
    group->setFlags(Qt::ItemIsEnabled);
    group->setFirstColumnSpanned(true);
    return group;
}

}

ShortcutSheet::ShortcutSheet(QWidget* parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
    , m_hint(new QLabel(tr("No action fits the search."), this))
{
    m_search->setPlaceholderText(tr("Search actions and keys"));
    m_search->setAccessibleName(tr("Search actions and keys"));
    m_search->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Shortcuts"));
    m_list->setHeaderLabels({tr("Action"), tr("Keys")});
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(12);
    m_list->setUniformRowHeights(true);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setStretchLastSection(false);
    m_hint->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_list, 1);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutSheet::applyFilter);
    setFocusProxy(m_search);
    applyFilter();
}

void ShortcutSheet::setRows(const std::vector<ShortcutRow>& rows)
{
    m_list->clear();
    for (const auto& row : rows)
        new QTreeWidgetItem(groupItem(m_list, row.group), {row.text, row.keys});
    m_list->expandAll();
    applyFilter();
}

void ShortcutSheet::applyFilter()
{
    const QString text = m_search->text().trimmed();
    bool any = false;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        auto* group = m_list->topLevelItem(i);
        bool shown = false;
        for (int j = 0; j < group->childCount(); ++j) {
            auto* row = group->child(j);
            const QString both = group->text(0) + '\n' + row->text(0) + '\n' + row->text(1);
            row->setHidden(!both.contains(text, Qt::CaseInsensitive));
            shown = shown || !row->isHidden();
        }
        group->setHidden(!shown);
        any = any || shown;
    }
    m_hint->setVisible(!any);
    m_list->setVisible(any);
}

QSize ShortcutSheet::sizeHint() const
{
    return {460, 560};
}

}

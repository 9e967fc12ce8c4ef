// SPDX-License-Identifier: GPL-3.0-or-later
#include "logview/logpanel.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "common/foldingrow.h"

namespace quantscope {
namespace {

constexpr int infoLevel = 1;

class LogFilter : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setFilter(int leastLevel, const QString& text)
    {
        m_leastLevel = leastLevel;
        m_text = text;
        invalidateRowsFilter();
    }

    bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        const auto index = sourceModel()->index(row, LogModel::Text, parent);
        return index.data(LogModel::LevelRole).toInt() >= m_leastLevel &&
            (m_text.isEmpty() || index.data().toString().contains(m_text, Qt::CaseInsensitive));
    }

private:
    int m_leastLevel = infoLevel;
    QString m_text;
};

}

LogPanel::LogPanel(SaveAs saveAs, LogModel* model, QWidget* parent)
    : QWidget(parent)
    , m_saveAs(saveAs.about({})) // the log is of no run
    , m_model(model ? model : new LogModel(this))
    , m_filter(new LogFilter(this))
{
    m_filter->setSourceModel(m_model);
    m_hint = new QLabel(this);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    createView();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(createBar());
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_view, 1);
    follow();
    showState();
    m_view->scrollToBottom();
}

void LogPanel::createView()
{
    m_view = new QTableView(this);
    m_view->setAccessibleName(tr("Log"));
    m_view->setModel(m_filter);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 4);
    auto* header = m_view->horizontalHeader();
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->resizeSection(LogModel::Time, header->fontMetrics().horizontalAdvance("00:00:00.000") + 16);
    header->resizeSection(LogModel::Level, header->fontMetrics().horizontalAdvance(tr("⚠ warning")) + 20);
    auto* copyAction = new QAction(tr("Copy lines"), m_view);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    connect(copyAction, &QAction::triggered, this, &LogPanel::copy);
    m_view->addAction(copyAction);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QWidget* LogPanel::createBar()
{
    m_level = new QComboBox;
    m_level->setAccessibleName(tr("Least level shown"));
    for (int level = 0; level <= 3; ++level)
        m_level->addItem(level == 3 ? tr("error only") : tr("%1 and above").arg(LogModel::levelName(level)));
    m_level->setCurrentIndex(infoLevel);
    m_text = new QLineEdit;
    m_text->setObjectName("search");
    m_text->setPlaceholderText(tr("Filter"));
    m_text->setAccessibleName(tr("Filter messages by text"));
    m_text->setClearButtonEnabled(true);
    auto* filters = new QHBoxLayout;
    filters->addWidget(m_level);
    filters->addWidget(m_text, 1);
    auto* buttons = new QHBoxLayout;
    const auto add = [&](const QString& title, const QString& help, auto act) {
        auto* button = new QToolButton;
        button->setText(title);
        button->setToolTip(help);
        button->setAccessibleName(help);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, act);
        buttons->addWidget(button);
    };
    add(tr("Copy"), tr("Copy the selected lines, or all that are shown"), [this] { copy(); });
    add(tr("Save…"), tr("Save the lines that are shown"), [this] { save(); });
    add(tr("Clear"), tr("Forget all lines"), [this] {
        m_model->clear();
        showState();
    });
    buttons->addStretch();
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogPanel::applyFilter);
    connect(m_text, &QLineEdit::textChanged, this, &LogPanel::applyFilter);
    return new FoldingRow(filters, buttons, FoldingRow::Grows::First, this);
}

void LogPanel::append(LogLine line)
{
    m_model->append(std::move(line));
}

void LogPanel::follow()
{
    const auto* bar = m_view->verticalScrollBar();
    connect(m_model, &LogModel::rowsAboutToBeInserted, this, [this, bar] {
        m_follows = bar->value() >= bar->maximum();
        m_wasEmpty = m_filter->rowCount() == 0;
    });
    connect(m_model, &LogModel::rowsInserted, this, [this] {
        if (m_wasEmpty)
            showState();
        if (m_follows)
            m_view->scrollToBottom();
    });
}

void LogPanel::applyFilter()
{
    static_cast<LogFilter*>(m_filter)->setFilter(m_level->currentIndex(), m_text->text().trimmed());
    showState();
    m_view->scrollToBottom();
}

void LogPanel::showState()
{
    const bool empty = m_filter->rowCount() == 0;
    m_hint->setText(m_model->rowCount() == 0
                        ? tr("What the engine does and what goes wrong is written here, line by line.")
                        : tr("No line fits the filter."));
    m_hint->setVisible(empty);
    m_view->setVisible(!empty);
}

QString LogPanel::shownText(bool selectedOnly) const
{
    QString text;
    for (int row = 0; row < m_filter->rowCount(); ++row)
        if (!selectedOnly || m_view->selectionModel()->isRowSelected(row, {}))
            text += m_model->line(m_filter->mapToSource(m_filter->index(row, 0)).row()) + '\n';
    return text;
}

void LogPanel::copy()
{
    QGuiApplication::clipboard()->setText(shownText(m_view->selectionModel()->hasSelection()));
}

void LogPanel::save()
{
    const QString text = shownText(false);
    m_saveAs(QStringLiteral("quantscope.log"), tr("Text (*.log *.txt)"),
             [text](const QString& file) { writeFile(file, text.toUtf8()); });
}

}

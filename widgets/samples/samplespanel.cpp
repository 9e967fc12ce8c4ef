// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/samplespanel.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

#include "common/appearance.h"
#include "common/tableexport.h"
#include "samples/sampledelegate.h"

namespace quantscope {
namespace {

constexpr int thumbnailMegabytes = 48;

using Show = SampleFilterModel::Show;
using Order = SampleFilterModel::Order;

template <class Value> void addChoice(QComboBox* box, const QString& text, Value value)
{
    box->addItem(text, static_cast<int>(value));
}

}

SamplesPanel::SamplesPanel(SampleListModel* model, SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(new SampleFilterModel(model, this))
    , m_loader(new ImageLoader(thumbnailMegabytes, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    buildFilterRow();
    buildList(std::move(saveAs));
    addKeys();
    addQuestionActions();
    watchModels();
    fillCategories();
    setFocusProxy(m_list);
    updateTexts();
    updateColors();
}

void SamplesPanel::watchModels()
{
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_selected = -1;
        m_loader->clear();
        fillCategories();
        updateTexts();
    });
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, changed, this, [this] {
            keepSelection();
            updateTexts();
        });
    connect(m_model, &QAbstractItemModel::headerDataChanged, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(m_model, &QAbstractItemModel::headerDataChanged, this, &SamplesPanel::updateMeaning);
}

void SamplesPanel::buildFilterRow()
{
    m_show = new QComboBox;
    m_show->setAccessibleName(tr("Show by outcome"));
    m_show->setToolTip(tr("Which questions are listed (F: flips only)"));
    addChoice(m_show, tr("All outcomes"), Show::All);
    addChoice(m_show, tr("▼ Flips"), Show::Flips);
    addChoice(m_show, tr("▲ Repaired"), Show::Repaired);
    addChoice(m_show, tr("Both wrong"), Show::BothWrong);
    addChoice(m_show, tr("Both right"), Show::BothRight);
    addChoice(m_show, tr("Changed text"), Show::ChangedText);
    addChoice(m_show, tr("Unanswered"), Show::Unanswered);
    m_category = new QComboBox;
    m_category->setAccessibleName(tr("Category"));
    m_order = new QComboBox;
    m_order->setAccessibleName(tr("Order"));
    m_order->setToolTip(tr("Order of the list (O: changed first, or by index).\nChanged first: flips, then what is "
                           "repaired, then the rest. Answers that arrive move nothing until their run is done."));
    addChoice(m_order, tr("Changed first"), Order::Changed);
    addChoice(m_order, tr("By index"), Order::Index);
    addChoice(m_order, tr("By category"), Order::Category);
    addChoice(m_order, tr("Longest answer first"), Order::Length);
    m_search = new QLineEdit;
    m_search->setObjectName("search");
    m_search->setPlaceholderText(tr("Search (Ctrl+F)"));
    m_search->setAccessibleName(tr("Search in questions, answers and predictions"));
    m_search->setClearButtonEnabled(true);
    m_count = new QLabel;
    m_protocol = new QLabel;
    m_protocol->setAccessibleName(tr("Protocol of the answers' scores"));
    for (auto* box : {m_show, m_category, m_order}) {
        box->setMinimumContentsLength(8);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        connect(box, &QComboBox::currentIndexChanged, this, &SamplesPanel::applyFilter);
    }
    connect(m_search, &QLineEdit::textChanged, this, &SamplesPanel::applyFilter);
    auto* boxes = new QHBoxLayout;
    boxes->addWidget(m_show, 2);
    boxes->addWidget(m_category, 3);
    boxes->addWidget(m_order, 2);
    auto* searching = new QHBoxLayout;
    searching->addWidget(m_search, 1);
    searching->addWidget(m_count);
    searching->addWidget(m_protocol);
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    column->addLayout(boxes);
    column->addLayout(searching);
}

void SamplesPanel::buildList(SaveAs saveAs)
{
    m_list = new QListView;
    m_list->setAccessibleName(tr("Questions"));
    // Before the list hears of it: a row that leaves the filter makes the list move on, which is nobody's choice.
    connect(m_filter, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_removing = true; });
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new SampleDelegate(m_loader, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setAlternatingRowColors(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    addTableExport(m_list, QStringLiteral("samples"), std::move(saveAs));
    connect(m_loader, &ImageLoader::loaded, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(m_list, &QListView::doubleClicked, this, &SamplesPanel::open);
    // Keys and the mouse move the current row first and select it then, calls do it the other way round.
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &SamplesPanel::tellSelection);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SamplesPanel::tellSelection);
    m_empty = new QLabel(m_list->viewport());
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(16);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_list->viewport()->installEventFilter(this);
    layout()->addWidget(m_list);
}

void SamplesPanel::addKeys()
{
    const auto onList = [this](const QKeySequence& keys, auto&& act) {
        connect(new QShortcut(keys, m_list, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, act);
    };
    const auto anywhere = [this](const QKeySequence& keys, auto&& act) {
        connect(new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated,
                this, act);
    };
    for (const auto key : {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter})
        onList(key, [this] { open(); });
    onList(Qt::Key_N, [this] { stepToFlip(1); });
    onList(Qt::Key_P, [this] { stepToFlip(-1); });
    onList(Qt::Key_F, [this] { setFlipsOnly(!flipsOnly()); });
    onList(Qt::Key_O, [this] { setOrder(m_filter->order() == Order::Changed ? Order::Index : Order::Changed); });
    anywhere(Qt::CTRL | Qt::Key_Right, [this] { stepToFlip(1); });
    anywhere(Qt::CTRL | Qt::Key_Left, [this] { stepToFlip(-1); });
}

// In front of those that every table has.
void SamplesPanel::addQuestionActions()
{
    auto* others = m_list->actions().value(0);
    const auto add = [this, others](const QString& text, const QKeySequence& keys, auto&& act) {
        auto* action = new QAction(text, m_list);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, act] {
            if (m_list->currentIndex().isValid())
                act(m_filter->sampleAt(m_list->currentIndex().row()));
        });
        m_list->insertAction(others, action);
    };
    add(tr("Open large (Space)"), {}, [this](int row) { emit sampleOpened(row); });
    add(tr("Trace"), Qt::Key_R, [this](int row) { emit traceRequested(row); });
    add(tr("Use in Playground"), Qt::Key_U, [this](int row) { emit playgroundRequested(row); });
    add(tr("Copy question and answers"), {},
        [this](int row) { QGuiApplication::clipboard()->setText(m_model->copiedText(row)); });
    auto* separator = new QAction(m_list);
    separator->setSeparator(true);
    m_list->insertAction(others, separator);
    m_list->setToolTip(
        tr("Space: large; F: flips only; O: changed first, or by index; N, P: next, previous flip; R: trace; U: "
           "Playground; right click: more"));
}

void SamplesPanel::setRunning(bool running)
{
    m_running = running;
    updateTexts();
}

int SamplesPanel::selectedSample() const
{
    return m_selected;
}

void SamplesPanel::setSelectedSample(int row)
{
    if (row == m_selected)
        return;
    m_selected = row;
    const QScopedValueRollback silent(m_silent, true);
    select(row);
}

void SamplesPanel::select(int sample)
{
    const auto index = m_filter->index(m_filter->shownRow(sample), 0);
    if (!index.isValid()) {
        m_list->selectionModel()->clear();
        return;
    }
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

void SamplesPanel::keepSelection()
{
    m_removing = false;
    if (m_silent || m_list->currentIndex().row() == m_filter->shownRow(m_selected))
        return;
    const QScopedValueRollback silent(m_silent, true);
    const auto index = m_filter->index(m_filter->shownRow(m_selected), 0);
    if (index.isValid())
        m_list->setCurrentIndex(index);
    else
        m_list->selectionModel()->clear();
}

void SamplesPanel::tellSelection()
{
    // A list that gets the focus makes its first row current without selecting it.
    const auto index = m_list->currentIndex();
    if (m_silent || m_removing || !m_list->selectionModel()->isSelected(index))
        return;
    const int sample = m_filter->sampleAt(index.row());
    if (sample == m_selected)
        return;
    m_selected = sample;
    emit sampleSelected(sample);
}

void SamplesPanel::open()
{
    if (m_list->currentIndex().isValid())
        emit sampleOpened(m_filter->sampleAt(m_list->currentIndex().row()));
}

void SamplesPanel::stepToFlip(int step)
{
    const int flip = m_filter->nextFlip(m_selected, step);
    if (flip >= 0)
        select(flip);
}

void SamplesPanel::setShow(Show show)
{
    m_show->setCurrentIndex(m_show->findData(static_cast<int>(show)));
}

void SamplesPanel::setCategory(const QString& category)
{
    const int found = m_category->findData(category);
    m_category->setCurrentIndex(found < 0 ? 0 : found);
}

void SamplesPanel::setOrder(Order order)
{
    m_order->setCurrentIndex(std::max(0, m_order->findData(static_cast<int>(order))));
}

void SamplesPanel::settleOrder()
{
    const QScopedValueRollback silent(m_silent, true);
    if (m_filter->settle() && m_selected >= 0)
        select(m_selected);
}

void SamplesPanel::setFlipsOnly(bool only)
{
    if (only != flipsOnly())
        setShow(only ? Show::Flips : Show::All);
}

bool SamplesPanel::flipsOnly() const
{
    return m_filter->show() == Show::Flips;
}

void SamplesPanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void SamplesPanel::focusList()
{
    m_list->setFocus(Qt::OtherFocusReason);
}

SampleFilterModel* SamplesPanel::filter() const
{
    return m_filter;
}

void SamplesPanel::fillCategories()
{
    QStringList categories;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const auto category = QString::fromStdString(m_model->question(row).category);
        if (!category.isEmpty() && (categories.isEmpty() || categories.last() != category))
            categories << category;
    }
    categories.removeDuplicates();
    const QString chosen = m_filter->category();
    m_category->clear();
    m_category->addItem(tr("All categories"), QString());
    for (const auto& category : categories)
        m_category->addItem(category, category);
    m_category->setEnabled(!categories.isEmpty());
    setCategory(chosen);
}

void SamplesPanel::applyFilter()
{
    const auto order = m_filter->order();
    {
        const QScopedValueRollback silent(m_silent, true);
        m_filter->setShow(static_cast<Show>(m_show->currentData().toInt()));
        m_filter->setCategory(m_category->currentData().toString());
        m_filter->setSearch(m_search->text().trimmed());
        m_filter->setOrder(static_cast<Order>(m_order->currentData().toInt()));
        select(m_selected);
    }
    updateTexts();
    if (m_filter->order() != order)
        emit orderChanged(m_filter->order());
}

QString SamplesPanel::emptyText() const
{
    if (!m_model->dataset())
        return tr(
            "All questions of a benchmark with their answers are listed here, those of the baseline beside those of "
            "the current recipe.\nOpen a data set to see them.");
    if (m_model->rowCount() == 0)
        return tr("The data set has no questions.");
    if (m_running)
        return tr("No question matches the filter yet; answers arrive while the run goes on.");
    return tr("No question matches the filter.");
}

// Outcomes are those of answered questions; where a run asks some alone, the others are no part of the count.
int SamplesPanel::countedQuestions() const
{
    using Show = SampleFilterModel::Show;
    if (m_filter->show() == Show::All || m_filter->show() == Show::Unanswered)
        return m_model->rowCount();
    int answered = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        answered += m_model->current(row).has_value();
    return answered;
}

void SamplesPanel::updateTexts()
{
    const int shown = m_filter->rowCount();
    const auto count = tr("%1 of %2").arg(shown).arg(countedQuestions());
    m_count->setText(m_running ? tr("%1 · updating").arg(count) : count);
    m_empty->setVisible(shown == 0);
    m_empty->setText(emptyText());
    m_list->setAccessibleDescription(shown == 0 ? emptyText() : count);
}

void SamplesPanel::updateMeaning()
{
    const auto &before = m_model->baselineMeaning(), &now = m_model->currentMeaning();
    const bool same = before == now || before.protocol.isEmpty();
    m_protocol->setText(before.protocol == now.protocol || same
                            ? now.protocol
                            : QStringLiteral("%1 → %2").arg(before.protocol, now.protocol));
    const auto tip = same ? now.tip()
                          : QStringLiteral("%1:\n%2\n\n%3:\n%4")
                                .arg(m_model->baselineName(), before.tip(), m_model->currentName(), now.tip());
    m_protocol->setToolTip(tip);
    m_protocol->setAccessibleDescription(tip);
}

void SamplesPanel::updateColors()
{
    auto quiet = m_empty->palette();
    quiet.setColor(m_empty->foregroundRole(), quietText(palette()));
    m_empty->setPalette(quiet);
}

void SamplesPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColors();
}

bool SamplesPanel::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        m_empty->setGeometry(m_list->viewport()->rect());
    return QWidget::eventFilter(object, event);
}

}

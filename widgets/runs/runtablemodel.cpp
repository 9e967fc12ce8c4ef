// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runtablemodel.h"

#include <QLocale>
#include <QMimeData>
#include <QSet>

#include <algorithm>
#include <cmath>

#include "runs/runsmime.h"
#include "runs/runtags.h"

namespace quantscope {
namespace {

// With more, one reset costs a view less than all the steps.
constexpr int mostSteps = 16;

// The language "C" compares bytes: numbers and capitals would not count as such.
QLocale sortingLocale()
{
    return QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale();
}

bool sameChoices(const RunRow& a, const RunRow& b)
{
    return a.model == b.model && a.data == b.data && a.tags == b.tags && a.experiment == b.experiment;
}

// Calls `act` with first and last of each unbroken series of rows that fulfil `isOne`, from the end.
template <typename IsOne, typename Act> int forEachSeries(int count, IsOne isOne, Act act)
{
    int series = 0;
    for (int last = count - 1; last >= 0; --last) {
        if (!isOne(last))
            continue;
        int first = last;
        while (first > 0 && isOne(first - 1))
            --first;
        act(first, last);
        ++series;
        last = first;
    }
    return series;
}

}

RunTableModel::RunTableModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_matcher(m_filter)
    , m_collator(sortingLocale())
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

void RunTableModel::setRows(std::vector<RunRow> rows)
{
    News news;
    auto entries = taken(std::move(rows), news);
    if (news.ids)
        adopt(std::move(entries));
    show(news);
}

void RunTableModel::updateRow(const RunRow& run)
{
    News news;
    if (const auto entry = m_byId.value(run.id))
        take(*entry, run, news);
    show(news);
}

// The rows as entries, the known ones in their old entries.
RunTableModel::Entries RunTableModel::taken(std::vector<RunRow> rows, News& news)
{
    Entries entries;
    entries.reserve(rows.size());
    QSet<QString> fresh;
    ++m_generation;
    for (auto& run : rows) {
        const size_t place = entries.size();
        const bool same = place < m_all.size() && m_all[place]->run.id == run.id;
        EntryPtr entry = same ? m_all[place] : m_byId.value(run.id);
        if (entry ? entry->generation == m_generation : fresh.contains(run.id))
            continue;
        if (!entry) {
            entry = std::make_shared<Entry>();
            fresh.insert(run.id);
            news.any = entry->changed = true;
        }
        entry->generation = m_generation;
        news.ids |= !same;
        take(*entry, std::move(run), news);
        entries.push_back(std::move(entry));
    }
    news.ids |= entries.size() != m_all.size();
    return entries;
}

void RunTableModel::take(Entry& entry, RunRow run, News& news)
{
    if (entry.run == run)
        return;
    news.any = entry.changed = true;
    news.choices |= !sameChoices(entry.run, run);
    entry.run = std::move(run);
}

void RunTableModel::adopt(Entries entries)
{
    for (const auto& entry : m_all)
        entry->place = -1;
    m_all = std::move(entries);
    m_byId.clear();
    m_byId.reserve(count());
    for (size_t i = 0; i < m_all.size(); ++i) {
        m_all[i]->place = static_cast<qsizetype>(i);
        m_byId.insert(m_all[i]->run.id, m_all[i]);
    }
}

void RunTableModel::show(const News& news)
{
    if (!news.any && !news.ids)
        return;
    updatePin();
    for (const auto& entry : m_all)
        if (entry->changed)
            refresh(*entry);
    showEntries(wanted());
    tellChanged();
    if (news.choices || news.ids)
        collectChoices();
}

void RunTableModel::refresh(Entry& entry)
{
    entry.folded = foldedText(entry.run);
    entry.matches = m_matcher.matches(entry.run, entry.folded);
    entry.difference = difference(entry.run);
    entry.key = keyOf(entry.run);
}

// Another one, or another score of it, changes the differences of others.
void RunTableModel::updatePin()
{
    const auto it = std::find_if(m_all.begin(), m_all.end(), [](const EntryPtr& entry) { return entry->run.pinned; });
    const EntryPtr pin = it == m_all.end() ? nullptr : *it;
    if (pin == m_pin && !(pin && pin->changed))
        return;
    m_pin = pin;
    for (const auto& entry : m_all)
        entry->changed |= difference(entry->run) != entry->difference;
}

void RunTableModel::collectChoices()
{
    QSet<QString> models, data, tags, experiments;
    for (const auto& entry : m_all) {
        models.insert(entry->run.model);
        data.insert(entry->run.data);
        experiments.insert(entry->run.experiment);
        for (const auto& tag : entry->run.tags)
            tags.insert(tag);
    }
    const auto sorted = [this](QSet<QString>& set) {
        set.remove(QString());
        auto list = set.values();
        std::sort(list.begin(), list.end(), m_collator);
        return list;
    };
    RunChoices choices{sorted(models), sorted(data), sorted(tags), sorted(experiments)};
    if (choices == m_choices)
        return;
    m_choices = std::move(choices);
    emit choicesChanged();
}

void RunTableModel::setFilter(const RunsFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_matcher = RunMatcher(filter);
    for (const auto& entry : m_all)
        entry->matches = m_matcher.matches(entry->run, entry->folded);
    showEntries(wanted());
}

qsizetype RunTableModel::countWith(const RunsFilter& filter) const
{
    const RunMatcher matcher(filter);
    return std::count_if(m_all.begin(), m_all.end(),
                         [&](const EntryPtr& entry) { return matcher.matches(entry->run, entry->folded); });
}

void RunTableModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column < ColumnCount ? column : -1;
    m_sortOrder = order;
    for (const auto& entry : m_all)
        entry->key = keyOf(entry->run);
    showEntries(wanted());
}

RunSortKey RunTableModel::keyOf(const RunRow& run) const
{
    const auto number = [](double value) { return RunSortKey{value, {}}; };
    const auto known = [](double value) { return value > 0 ? RunSortKey{value, {}} : RunSortKey(); };
    switch (m_sortColumn) {
    case -1: return {};
    case Pinned: return number(!run.pinned);
    case Current: return number(!run.current);
    case Correct: return {scoreOf(run), {}};
    case Difference: return {difference(run), {}};
    case Bits: return known(run.bitsPerWeight);
    case Size: return known(run.bytes);
    case Time: return known(run.seconds);
    case Started: return run.started.isValid() ? number(double(run.started.toMSecsSinceEpoch())) : RunSortKey();
    default: {
        const QString value = m_sortColumn == Name ? run.name : text(run, m_sortColumn);
        return value.isEmpty() ? RunSortKey() : RunSortKey{{}, m_collator.sortKey(value)};
    }
    }
}

bool RunTableModel::before(const EntryPtr& a, const EntryPtr& b) const
{
    const int sign = m_sortColumn < 0 ? 0 : compareKeys(a->key, b->key, m_sortOrder);
    return sign != 0 ? sign < 0 : a->place < b->place;
}

// What is shown now is mostly sorted already, but for what has changed.
RunTableModel::Entries RunTableModel::wanted() const
{
    const auto isBefore = [this](const EntryPtr& a, const EntryPtr& b) { return before(a, b); };
    Entries kept, others, all;
    for (const auto& entry : m_shown)
        if (entry->place >= 0 && entry->matches && !entry->changed)
            kept.push_back(entry);
    for (const auto& entry : m_all)
        if (entry->matches && (entry->changed || entry->row < 0))
            others.push_back(entry);
    if (!std::is_sorted(kept.begin(), kept.end(), isBefore))
        std::sort(kept.begin(), kept.end(), isBefore);
    std::sort(others.begin(), others.end(), isBefore);
    all.reserve(kept.size() + others.size());
    std::merge(kept.begin(), kept.end(), others.begin(), others.end(), std::back_inserter(all), isBefore);
    return all;
}

void RunTableModel::showEntries(const Entries& target)
{
    if (target == m_shown)
        return;
    for (const auto& entry : m_shown)
        entry->target = -1;
    for (size_t i = 0; i < target.size(); ++i)
        target[i]->target = static_cast<int>(i);
    const auto nothing = [](int, int) {};
    const int steps = forEachSeries(
                          rowCount(), [&](int i) { return m_shown[size_t(i)]->target < 0; }, nothing) +
        forEachSeries(
                          int(target.size()), [&](int i) { return target[size_t(i)]->row < 0; }, nothing);
    if (steps > mostSteps) {
        reset(target);
        return;
    }
    removeLeaving();
    reorder();
    insertComing(target);
}

void RunTableModel::reset(const Entries& target)
{
    beginResetModel();
    for (const auto& entry : m_shown)
        entry->row = -1;
    m_shown = target;
    number();
    for (const auto& entry : m_all)
        entry->changed = false;
    endResetModel();
}

void RunTableModel::removeLeaving()
{
    forEachSeries(
        rowCount(), [&](int i) { return m_shown[size_t(i)]->target < 0; },
        [&](int first, int last) {
            beginRemoveRows({}, first, last);
            for (int i = first; i <= last; ++i)
                m_shown[size_t(i)]->row = -1;
            m_shown.erase(m_shown.begin() + first, m_shown.begin() + last + 1);
            number();
            endRemoveRows();
        });
}

void RunTableModel::reorder()
{
    const auto isBefore = [](const EntryPtr& a, const EntryPtr& b) { return a->target < b->target; };
    if (std::is_sorted(m_shown.begin(), m_shown.end(), isBefore))
        return;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const auto old = m_shown;
    std::sort(m_shown.begin(), m_shown.end(), isBefore);
    number();
    const auto from = persistentIndexList();
    QModelIndexList to;
    for (const auto& persistent : from)
        to << index(old[size_t(persistent.row())]->row, persistent.column());
    changePersistentIndexList(from, to);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void RunTableModel::insertComing(const Entries& target)
{
    std::vector<std::pair<int, int>> series;
    forEachSeries(
        int(target.size()), [&](int i) { return target[size_t(i)]->row < 0; },
        [&](int first, int last) { series.emplace_back(first, last); });
    for (auto it = series.rbegin(); it != series.rend(); ++it) {
        const auto [first, last] = *it;
        beginInsertRows({}, first, last);
        m_shown.insert(m_shown.begin() + first, target.begin() + first, target.begin() + last + 1);
        number();
        for (int i = first; i <= last; ++i)
            m_shown[size_t(i)]->changed = false;
        endInsertRows();
    }
}

void RunTableModel::number()
{
    for (size_t i = 0; i < m_shown.size(); ++i)
        m_shown[i]->row = static_cast<int>(i);
}

void RunTableModel::tellChanged()
{
    forEachSeries(
        rowCount(), [&](int i) { return m_shown[size_t(i)]->changed; },
        [&](int first, int last) { emit dataChanged(index(first, 0), index(last, ColumnCount - 1)); });
    for (const auto& entry : m_all)
        entry->changed = false;
}

const RunRow* RunTableModel::row(int index) const
{
    return index >= 0 && index < rowCount() ? &m_shown[static_cast<size_t>(index)]->run : nullptr;
}

const RunRow* RunTableModel::find(const QString& id) const
{
    const auto it = m_byId.find(id);
    return it == m_byId.end() ? nullptr : &(*it)->run;
}

int RunTableModel::rowOfId(const QString& id) const
{
    const auto it = m_byId.find(id);
    return it == m_byId.end() ? -1 : (*it)->row;
}

int RunTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const
{
    const auto* run = index.isValid() ? row(index.row()) : nullptr;
    if (!run)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(*run, column);
    case Qt::EditRole:
        return column == Name ? run->name : flags(index) & Qt::ItemIsEditable ? text(*run, column) : QVariant();
    case Qt::ToolTipRole: return tip(*run);
    case Qt::AccessibleTextRole: return spokenText(*run, column);
    case Qt::TextAlignmentRole:
        if (column == Correct || column == Difference || (column >= Bits && column <= Time))
            return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        return column <= Current ? QVariant(Qt::AlignCenter) : QVariant();
    case IdRole: return run->id;
    case HereRole: return run->here;
    case DirectionRole: {
        const double value = column == Difference ? difference(*run).value_or(0) : 0;
        return value == 0 ? 0 : value > 0 ? 1 : -1;
    }
    default: return {};
    }
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const RunRow run = *row(index.row()); // the answer to a signal may change the rows
    const QString text = value.toString().simplified();
    switch (index.column()) {
    case Name:
        if (!text.isEmpty() && text != run.name)
            emit renamed(run.id, text);
        break;
    case Note:
        if (text != run.note)
            emit noteEdited(run.id, text);
        break;
    case Experiment:
        if (text != run.experiment)
            emit experimentEdited(run.id, text);
        break;
    default:
        if (const auto tags = tagsIn(text); tags != run.tags)
            emit tagsEdited(run.id, tags);
    }
    return true;
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const
{
    auto flags = QAbstractTableModel::flags(index);
    const auto* run = index.isValid() ? row(index.row()) : nullptr;
    if (!run)
        return flags;
    flags |= Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled;
    const int column = index.column();
    if (column == Note || column == Experiment || column == Tags || (column == Name && !run->isBaseline))
        flags |= Qt::ItemIsEditable;
    return flags;
}

QStringList RunTableModel::mimeTypes() const
{
    return {runsMimeType()};
}

QMimeData* RunTableModel::mimeData(const QModelIndexList& indexes) const
{
    QList<int> rows;
    for (const auto& index : indexes)
        if (index.column() == Name)
            rows << index.row();
    std::sort(rows.begin(), rows.end());
    QStringList ids;
    for (const int one : rows)
        if (const auto* run = row(one))
            ids << run->id;
    if (ids.isEmpty())
        return nullptr;
    auto* data = new QMimeData;
    data->setData(runsMimeType(), runsMimeData(ids));
    return data;
}

// Dragged ones that are known here, and the one that they are dropped on.
QStringList RunTableModel::droppedTogether(const QMimeData* data, const QModelIndex& on) const
{
    const auto* target = on.isValid() ? row(on.row()) : nullptr;
    if (!target)
        return {};
    QStringList ids;
    for (const auto& id : runIdsIn(data))
        if (m_byId.contains(id) && id != target->id)
            ids << id;
    return ids << target->id;
}

bool RunTableModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int, int,
                                    const QModelIndex& parent) const
{
    const auto together = droppedTogether(data, parent).size();
    return action == Qt::CopyAction && canCompare(together);
}

bool RunTableModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                 const QModelIndex& parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    emit compareRequested(droppedTogether(data, parent));
    return true;
}

Qt::DropActions RunTableModel::supportedDropActions() const
{
    return Qt::CopyAction;
}

Qt::DropActions RunTableModel::supportedDragActions() const
{
    return Qt::CopyAction;
}

}

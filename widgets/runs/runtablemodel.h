// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QCollator>
#include <QHash>

#include <memory>
#include <span>
#include <vector>

#include "runs/runrow.h"
#include "runs/runsfilter.h"
#include "runs/runsortkey.h"

namespace quantscope {

// The runs that a filter lets pass, sorted. What changes is told row by row, so that an editor, the selection and the
// place in the list stay; a change all over the list resets the model. Editing only tells so; the owner answers with
// setRows.
class RunTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Pinned,
        Current,
        Name,
        Correct,
        Difference,
        State,
        Protocol,
        Bits,
        Size,
        Time,
        Started,
        Model,
        Data,
        Experiment,
        Tags,
        Parent,
        Note,
        ColumnCount
    };
    enum Role {
        IdRole = Qt::UserRole,
        DirectionRole, // -1 worse, 1 better than the pinned run, else 0
        HereRole // it belongs to what is open
    };
    struct ColumnRow
    {
        const char* id; // in settings
        const char* title;
        const char* help;
        const char* sample; // as wide as most
        bool shown; // at first
    };

    explicit RunTableModel(QObject* parent = nullptr);

    static std::span<const ColumnRow> columns();
    static QString columnTitle(int column); // in words, also where the header has a sign

    // In the order that unsorted rows have. Of several with the same id the first counts.
    void setRows(std::vector<RunRow>);
    void updateRow(const RunRow&); // one of them; an unknown one is left alone
    void setFilter(const RunsFilter&);
    const RunsFilter& filter() const
    {
        return m_filter;
    }
    void sort(int column, Qt::SortOrder = Qt::AscendingOrder) override; // -1: as they came

    const RunRow* row(int index) const; // of the shown ones; null outside
    const RunRow* find(const QString& id) const; // of all
    int rowOfId(const QString& id) const; // -1 when it is not shown
    qsizetype count() const // of all
    {
        return static_cast<qsizetype>(m_all.size());
    }
    qsizetype countWith(const RunsFilter&) const; // so many would be shown
    const RunChoices& choices() const
    {
        return m_choices;
    }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex&, const QVariant&, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex&) const override;

    // A row for other programs: one value in a cell, with all digits.
    static QStringList csvTitles();
    QStringList csvRow(const RunRow&) const;

    // Runs are dragged as their ids, see runsmime.h; dropped on another run they are to be compared with it.
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList&) const override;
    bool canDropMimeData(const QMimeData*, Qt::DropAction, int row, int column,
                         const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData*, Qt::DropAction, int row, int column, const QModelIndex& parent) override;
    Qt::DropActions supportedDropActions() const override;
    Qt::DropActions supportedDragActions() const override;

signals:
    void renamed(QString id, QString name);
    void noteEdited(QString id, QString note);
    void tagsEdited(QString id, QStringList tags);
    void experimentEdited(QString id, QString experiment);
    void compareRequested(QStringList ids);
    void choicesChanged();

private:
    struct Entry
    {
        RunRow run;
        QString folded;
        RunSortKey key;
        std::optional<double> difference;
        qsizetype place = 0; // in the owner's order; -1: gone
        int target = -1; // row that it is to have
        bool matches = false, changed = false;
        int row = -1; // that it has
        quint64 generation = 0; // of setRows, in which it was seen last
    };
    using EntryPtr = std::shared_ptr<Entry>;
    using Entries = std::vector<EntryPtr>;

    // Finding out what is to be shown, and in which order.
    struct News
    {
        bool any = false, ids = false, choices = false;
    };
    Entries taken(std::vector<RunRow>, News&);
    static void take(Entry&, RunRow, News&);
    void adopt(Entries);
    void show(const News&);
    void refresh(Entry&);
    void collectChoices();
    void updatePin();
    RunSortKey keyOf(const RunRow&) const;
    bool before(const EntryPtr&, const EntryPtr&) const;
    Entries wanted() const;
    // Telling so.
    void showEntries(const Entries&);
    void reset(const Entries&);
    void removeLeaving();
    void reorder();
    void insertComing(const Entries&);
    void tellChanged();
    void number();

    // What cells say.
    static QString stateText(const RunRow&);
    static QString shortStateText(const RunRow&);
    QString text(const RunRow&, int column) const;
    QString differenceText(const RunRow&) const;
    QString tip(const RunRow&) const;
    QString spokenText(const RunRow&, int column) const;
    std::optional<double> difference(const RunRow&) const;
    QStringList droppedTogether(const QMimeData*, const QModelIndex& on) const;

    Entries m_all, m_shown;
    QHash<QString, EntryPtr> m_byId;
    EntryPtr m_pin; // null without one
    RunsFilter m_filter;
    RunMatcher m_matcher;
    RunChoices m_choices;
    QCollator m_collator;
    quint64 m_generation = 0;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

}

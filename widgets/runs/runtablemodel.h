// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <optional>
#include <vector>

namespace quantscope {

// One run of the session as its list shows it.
struct RunRow
{
    int id = 0; // 0: the float run, which keeps its name and stays
    QString name, note;
    QString state; // "running 40 %", "complete", "cancelled", "failed: …"
    bool complete = false, pinned = false, current = false;
    std::optional<double> correct;
    qint64 total = 0;
    double bitsPerWeight = 0, bytes = 0, seconds = 0;
    QString when;
    QStringList problems;
    QString protocol = {}; // in a word
    QStringList facts = {}; // what its score means

    bool operator==(const RunRow&) const = default;
};

// The runs of the session. Editing a name or a note only tells so; the owner answers with setRows.
class RunTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Pinned, Current, Name, Correct, Difference, Protocol, Bits, Size, Time, Note, ColumnCount };
    enum Role { IdRole = Qt::UserRole, DirectionRole }; // -1 worse, 1 better than the pinned run, else 0

    explicit RunTableModel(QObject* parent = nullptr);

    void setRows(std::vector<RunRow>);
    const RunRow* row(int index) const;
    int rowOfId(int id) const; // -1 when there is none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex&, const QVariant&, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex&) const override;

signals:
    void renamed(int id, QString name);
    void noteEdited(int id, QString note);

private:
    QString text(const RunRow&, int column) const;
    QString differenceText(const RunRow&) const;
    QString tip(const RunRow&) const;
    QString spokenText(const RunRow&, int column) const;
    std::optional<double> difference(const RunRow&) const;

    std::vector<RunRow> m_rows;
};

}

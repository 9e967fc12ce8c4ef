// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QMap>
#include <QPalette>
#include <QStringList>
#include <QVariant>

#include <vector>

#include "common/saveas.h"

class QTableView;

namespace quantscope {

// One cell of a table of results.
struct TextCell
{
    enum Tone { Plain, Better, Worse, Quiet };

    QString text;
    Tone tone = Plain;
    bool bold = false;
    bool number = false; // to the right
    double bar = -1; // 0 … 1: a bar of this length behind the text
    QString toolTip = {}; // empty: the text
    QVariant value = {}; // what it says to programs, see exportRole; invalid: the text
};

struct TextRow
{
    std::vector<TextCell> cells;
    int key = -1; // what the row stands for, as its owner counts
};

// Rows of ready texts, such as findings, steps and tokens. Rows that grow at the end leave the selection alone.
class TextTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { BarRole = Qt::UserRole, KeyRole };

    explicit TextTableModel(const QStringList& titles, QObject* parent = nullptr);

    void setRows(std::vector<TextRow>);
    // Other columns than before, with tool tips for their titles.
    void setTable(const QStringList& titles, const QStringList& toolTips, std::vector<TextRow>);
    // Titles of columns that are several for programs, by their place.
    void setParts(const QMap<int, QStringList>&);
    void setStale(bool); // dims what is there
    void setPalette(const QPalette&);
    int keyOf(int row) const; // -1 without such a row

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

private:
    void changed();

    QStringList m_titles, m_toolTips;
    QMap<int, QStringList> m_parts;
    std::vector<TextRow> m_rows;
    QPalette m_palette;
    bool m_stale = false;
};

// A view of such a model: whole rows, bars, copy and CSV.
QTableView* makeTextTable(TextTableModel*, const QString& accessibleName, const QString& exportName, SaveAs,
                          QWidget* parent);

}

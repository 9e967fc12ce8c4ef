// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

#include "compare/questionmatrix.h"

namespace quantscope {

// Which questions of a matrix are shown, and in which order.
class QuestionFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Show { All, Disagreement, OtherText };
    enum class Order { Disagreement, Index, Category };

    explicit QuestionFilter(QuestionMatrix*, QObject* parent = nullptr);

    void setShow(Show);
    void setOrder(Order);
    void setCategory(const QString&); // empty: all
    void setSearch(const QString&); // in index, category, question, answers and predictions, ignoring case

    int questionAt(int shownRow) const; // the row of the matrix; -1 without one
    int shownRow(int question) const; // -1: not shown

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    bool matchesSearch(int row) const;

    QuestionMatrix* m_matrix;
    Show m_show = Show::All;
    Order m_order = Order::Disagreement;
    QString m_search;
    std::string m_category;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

#include "samples/samplelistmodel.h"

namespace quantscope {

// Which questions a list shows and in which order. The filter follows answers as they arrive; what has changed moves to
// the front when settle() is called, so that no row moves under the mouse.
class SampleFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Show { All, Flips, Repaired, BothWrong, BothRight, ChangedText, Unanswered };
    enum class Order { Changed, Index, Category, Length };

    explicit SampleFilterModel(SampleListModel*, QObject* parent = nullptr);

    void setShow(Show);
    Show show() const;
    void setCategory(const QString&); // empty: all
    const QString& category() const;
    void setSearch(const QString&); // in question, answers and predictions, ignoring case
    const QString& search() const;
    void setOrder(Order);
    Order order() const;
    // Takes the outcomes of now for Order::Changed: flips first, then what is repaired. Returns whether rows moved.
    bool settle();

    // The row of the list model behind a shown row, or -1, and back.
    int sampleAt(int shownRow) const;
    int shownRow(int sample) const;
    // The shown sample `step` (1 or -1) away from one that need not be shown any more; -1 at the end.
    int neighbour(int sample, int step) const;
    // The next shown flip in that direction, starting over at the end; -1 without any. Sample -1: from outside the
    // list.
    int nextFlip(int sample, int step) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    bool matchesShow(int row) const;
    bool matchesSearch(int row) const;
    bool comesBefore(int sample, int other) const;
    std::vector<int> changeRanks() const;
    int rank(int sample) const;

    SampleListModel* m_model;
    Show m_show = Show::All;
    Order m_order = Order::Changed;
    std::vector<int> m_ranks; // by row of the list model; fewer: not known yet
    QString m_category;
    std::string m_categoryBytes;
    QString m_search;
};

}

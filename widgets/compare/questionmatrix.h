// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QPalette>

#include "archive/comparability.h"

namespace quantscope {

// Questions that all runs have answered, one a row, those that they disagree on most first, and what each run made of
// them. ≠ marks an answer with another text than that of the reference.
class QuestionMatrix : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { IndexColumn, CategoryColumn, QuestionColumn, FirstRun };

    explicit QuestionMatrix(QObject* parent = nullptr);

    void setRuns(std::shared_ptr<const ComparedRuns>); // null: none
    void setReference(size_t run);
    size_t reference() const
    {
        return m_reference;
    }
    void setPalette(const QPalette&);

    const std::shared_ptr<const ComparedRuns>& runs() const
    {
        return m_runs;
    }
    const ComparedQuestion& compared(int row) const;
    const AskedQuestion& asked(int row) const;
    const Prediction* prediction(int row, size_t run) const; // null: the run is left out, see leftout.h
    const Prediction& anyPrediction(int row) const; // of the first run that is not
    size_t place(int row) const; // in the benchmark's file

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

private:
    bool hasOtherText(int row, size_t run) const;
    QString outcomeText(int row, size_t run) const;
    QString spokenText(int row, size_t run) const;
    QVariant foreground(int row, size_t run) const;
    QString toolTip(int row, int column) const;

    std::shared_ptr<const ComparedRuns> m_runs;
    size_t m_reference = 0;
    QPalette m_palette;
};

}

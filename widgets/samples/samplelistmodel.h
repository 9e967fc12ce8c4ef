// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

#include "common/scoremeaning.h"
#include "samples/outcome.h"
#include "tasks/dataset.h"
#include "tasks/prediction.h"

namespace quantscope {

using Answers = std::vector<std::optional<Prediction>>; // by row of the data set

// All questions of a benchmark, one per row, with the answers of a baseline (float or the pinned run) and of the
// current run. The columns are the fields as text, for lists, sorting and export; the first one speaks for the row.
class SampleListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        IndexColumn,
        CategoryColumn,
        QuestionColumn,
        AnswersColumn,
        BaselineColumn,
        CurrentColumn,
        OutcomeColumn,
        ColumnCount
    };
    // ImageRole: the encoded bytes, as the question has them.
    enum ItemRole { RowRole = Qt::UserRole, OutcomeRole, BaselineRightRole, CurrentRightRole, StaleRole, ImageRole };

    explicit SampleListModel(QObject* parent = nullptr);

    void setDataset(std::shared_ptr<const Dataset>); // forgets all answers
    void setAnswers(Answers baseline, Answers current);
    void setNames(const QString& baseline, const QString& current); // of the runs
    // Of the baseline's scores and of the current ones.
    void setMeanings(const ScoreMeaning& baseline, const ScoreMeaning& current);
    void updateBaseline(const std::vector<Prediction>&);
    void updateCurrent(const std::vector<Prediction>&);
    // Marks all current answers as old until updateCurrent replaces them.
    void setCurrentStale(bool);

    const std::shared_ptr<const Dataset>& dataset() const;
    const QString& baselineName() const;
    const QString& currentName() const;
    const ScoreMeaning& baselineMeaning() const;
    const ScoreMeaning& currentMeaning() const;
    const Question& question(int row) const;
    const std::optional<Prediction>& baseline(int row) const;
    const std::optional<Prediction>& current(int row) const;
    bool isStale(int row) const;
    Outcome outcome(int row) const;
    QString answersText(int row) const;
    QString copiedText(int row) const; // the question with all its answers, in lines

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

private:
    QString fieldText(int row, int column) const;
    QString sentence(int row) const;
    QString tip(int row) const;
    void put(Answers&, const std::vector<Prediction>&, bool current);
    void announce(std::vector<int> rows);
    size_t questionCount() const;

    std::shared_ptr<const Dataset> m_dataset;
    Answers m_baseline;
    Answers m_current;
    std::vector<bool> m_stale;
    QString m_baselineName, m_currentName;
    ScoreMeaning m_baselineMeaning, m_currentMeaning;
};

}

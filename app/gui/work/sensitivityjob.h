// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <optional>
#include <string>
#include <vector>

#include "engine/backend.h"

namespace quantscope {

class Document;
class RunList;

// The scores of the layers that the search of bits needs, measured when asked for. A run goes first: its user waits for
// it. What is measured by then is kept, and the rest is measured behind it.
class SensitivityJob : public QObject
{
    Q_OBJECT

public:
    SensitivityJob(Backend&, Document&, const RunList&, QObject* parent);

    const SensitivityTable& table() const // complete or not
    {
        return m_table;
    }
    // The scores are those of the recipe, whatever its bits.
    bool fits() const;
    const std::optional<Recipe>& recipe() const // of the scores, without its bits
    {
        return m_recipe;
    }
    bool isWanted() const // under way, or waiting for a run
    {
        return m_wanted;
    }
    bool isMeasuring() const
    {
        return m_scores.isBusy();
    }
    const JobStatus& status() const
    {
        return m_status;
    }
    // Of the recipe; `questions` of the benchmark where a measure asks any.
    void start(const std::vector<std::string>& measures, qint64 questions);
    void stop();

Q_SIGNALS:
    void tableChanged();
    void moved(); // began, waits, went on, or is over

private:
    void reopen();
    void recipeChanged();
    void giveWay();
    void submit();
    void finish(SensitivityTable, const QString& problem);
    void drain();

    Backend& m_backend;
    Document& m_document;
    const RunList& m_runs;
    SensitivityTable m_table;
    std::optional<Recipe> m_recipe;
    std::vector<std::string> m_measures;
    qint64 m_questions = 0;
    std::shared_ptr<SensitivityFeed> m_feed;
    JobStatus m_status;
    Latest<SensitivityTable> m_scores;
    bool m_wanted = false;
    QTimer m_poll;
};

// The recipe that scores belong to: all but what bits and overrides of bits say, and but its name.
Recipe withoutBits(Recipe, const ModelOutline&);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>
#include <string>
#include <vector>

#include "engine/backend.h"

namespace quantscope {

class Document;
class RunList;
class Selection;

// The weights of the recipe in the editor before any question is asked: the first thing that a large model can show.
// By itself where a run of the recipe would take too long to start unasked and this would not.
class WeightPreview : public QObject
{
    Q_OBJECT

public:
    WeightPreview(Backend&, Document&, const RunList&, const Selection&, QObject* parent = nullptr);

    // The recipe quantizes weights, and no run is under way.
    bool isPossible() const;
    double seconds() const; // by estimate
    bool isBusy() const
    {
        return m_job.isBusy();
    }
    const JobStatus& status() const
    {
        return m_status;
    }
    void start();
    void stop();

    // What rounding the layer's weight as the recipe says has done; null: that is not known.
    const WeightOutcome* outcome(LayerIndex) const;

Q_SIGNALS:
    void changed(); // began, moved or is over
    void layersArrived(QList<int> layers);

private:
    struct Known
    {
        std::string key; // see PlannedRecipe::weightKeys
        WeightOutcome outcome;
    };
    void clear();
    void recipeChanged();
    void giveWay();
    void drain();
    std::vector<LayerIndex> missing() const;

    Backend& m_backend;
    Document& m_document;
    const RunList& m_runs;
    const Selection& m_selection;
    std::vector<std::string> m_keys; // of the work under way
    std::vector<std::optional<Known>> m_known; // by layer
    FeedPtr m_feed;
    JobStatus m_status;
    QElapsedTimer m_clock;
    QTimer m_poll;
    Latest<bool> m_job;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/weightpreview.h"

#include <algorithm>

#include "gui/document/document.h"
#include "gui/document/selection.h"
#include "log/log.h"

namespace quantscope {
namespace {

constexpr int previewPoll = 100;

}

WeightPreview::WeightPreview(Backend& backend, Document& document, const RunList& runs, const Selection& selection,
                             QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_document(document)
    , m_runs(runs)
    , m_selection(selection)
    , m_job([this] {
        if (!m_job.problem().isEmpty())
            Q_EMIT m_document.problem(m_job.problem());
        Q_EMIT changed();
    })
{
    m_poll.setInterval(previewPoll);
    connect(&m_poll, &QTimer::timeout, this, &WeightPreview::drain);
    connect(&document, &Document::workspaceChanged, this, &WeightPreview::clear);
    connect(&document, &Document::recipeChanged, this, &WeightPreview::recipeChanged);
    connect(&document, &Document::closing, this, &WeightPreview::stop);
    connect(&runs, &RunList::liveChanged, this, &WeightPreview::giveWay);
    connect(&document, &Document::longRunHeld, this, [this] {
        if (isPossible() && seconds() <= m_document.unaskedLimit())
            start();
    });
}

bool WeightPreview::isPossible() const
{
    const auto& schemes = m_document.planned().plan.schemes;
    return m_document.hasModel() && !m_runs.isBusy() &&
        std::any_of(schemes.begin(), schemes.end(), [](const Scheme& scheme) { return scheme.quantizesWeight(); });
}

double WeightPreview::seconds() const
{
    return preflightOfWeights(m_document.opened(), m_document.planned().plan).estimate.seconds;
}

void WeightPreview::clear()
{
    stop();
    m_known.clear();
    m_status = {};
}

void WeightPreview::start()
{
    if (!isPossible() || isBusy())
        return;
    m_keys = m_document.planned().weightKeys;
    m_known.resize(m_keys.size());
    const auto layers = missing();
    if (layers.empty())
        return;
    m_status = {};
    m_feed = std::make_shared<RunFeed>();
    m_poll.start();
    m_clock.start();
    m_job.start(m_backend.previewWeights(m_document.recipe(), layers, m_feed), [this, count = layers.size()] {
        drain();
        logInfo("weights of the recipe: " + std::to_string(count) + " layers in " + std::to_string(m_clock.elapsed()) +
                " ms");
    });
    Q_EMIT changed();
}

void WeightPreview::stop()
{
    if (!isBusy())
        return;
    m_poll.stop();
    m_job.cancel();
    Q_EMIT changed();
}

// What is under way goes on as long as it is about this recipe.
void WeightPreview::recipeChanged()
{
    if (isBusy() && m_document.planned().weightKeys != m_keys)
        stop();
}

// A run brings the weights as they really are.
void WeightPreview::giveWay()
{
    if (m_runs.isBusy())
        stop();
}

// The selected layer first.
std::vector<LayerIndex> WeightPreview::missing() const
{
    std::vector<LayerIndex> layers;
    const auto& schemes = m_document.planned().plan.schemes;
    for (size_t i = 0; i < schemes.size(); ++i)
        if (schemes[i].quantizesWeight() && !outcome(static_cast<LayerIndex>(i)))
            layers.push_back(static_cast<LayerIndex>(i));
    if (const auto selected = std::find(layers.begin(), layers.end(), m_selection.layer()); selected != layers.end())
        std::rotate(layers.begin(), selected, selected + 1);
    return layers;
}

const WeightOutcome* WeightPreview::outcome(LayerIndex layer) const
{
    const auto index = static_cast<size_t>(layer);
    const auto& keys = m_document.planned().weightKeys;
    const bool known =
        index < m_known.size() && index < keys.size() && m_known[index] && m_known[index]->key == keys[index];
    return known ? &m_known[index]->outcome : nullptr;
}

void WeightPreview::drain()
{
    if (!m_feed)
        return;
    auto news = m_feed->take();
    m_status = news;
    QList<int> layers;
    for (auto& [layer, outcome] : news.weights) {
        const auto index = static_cast<size_t>(layer);
        m_known.at(index) = Known{m_keys.at(index), std::move(outcome)};
        layers.append(layer);
    }
    if (!isBusy())
        m_poll.stop();
    if (!layers.isEmpty())
        Q_EMIT layersArrived(layers);
    Q_EMIT changed();
}

}

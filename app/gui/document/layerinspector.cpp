// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/layerinspector.h"

#include "gui/document/document.h"
#include "gui/document/modelrebuild.h"
#include "gui/document/selection.h"
#include "gui/document/weightpreview.h"

namespace quantscope {

LayerInspector::LayerInspector(Backend& backend, const Document& document, RunLibrary& library, const RunList& runs,
                               Selection& selection, const ModelRebuild& rebuild, const WeightPreview& weights,
                               QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_document(document)
    , m_library(library)
    , m_runs(runs)
    , m_selection(selection)
    , m_rebuild(rebuild)
    , m_weights(weights)
    , m_view([this] { Q_EMIT viewChanged(); })
    , m_lesson([this] { Q_EMIT lessonChanged(); })
    , m_telling([this] { Q_EMIT lessonChanged(); })
{
    connect(&document, &Document::workspaceChanged, this, &LayerInspector::reset);
    connect(&document, &Document::recipeChanged, this, &LayerInspector::refresh);
    connect(&runs, &RunList::modelsChanged, this, &LayerInspector::refresh);
    connect(&rebuild, &ModelRebuild::changed, this, [this] {
        if (!m_view.problem().isEmpty())
            refresh();
    });
    connect(&weights, &WeightPreview::layersArrived, this, &LayerInspector::layersArrived);
    connect(&selection, &Selection::layerChanged, this, [this] { setWeightRow(-1); });
}

void LayerInspector::reset()
{
    m_view.clear();
    m_telling.clear();
    m_previewed = -1;
    m_lessonSource = 0; // the numbers start anew
}

void LayerInspector::setWeightRow(qint64 row)
{
    m_weightRow = row;
    refresh();
}

std::vector<LayerRow> LayerInspector::layers() const
{
    std::vector<LayerRow> rows;
    if (!m_document.isOpen())
        return rows;
    for (size_t i = 0; i < m_document.opened().outline->layers.size(); ++i)
        rows.push_back(layer(static_cast<LayerIndex>(i)));
    return rows;
}

LayerRow LayerInspector::layer(LayerIndex index) const
{
    auto row = planned(m_runs.layer(index), index);
    if (const auto* outcome = isExact(index, &RunProgress::weightFresh) ? nullptr : m_weights.outcome(index)) {
        row.report.scheme = m_document.planned().plan.schemes[static_cast<size_t>(index)];
        row.report.weight = *outcome;
        row.weightStale = row.weightPreview = true;
    }
    return index == m_previewed && !isExact(index, &RunProgress::errorFresh) ? previewed(std::move(row), index) : row;
}

LayerRow LayerInspector::previewed(LayerRow row, LayerIndex index) const
{
    const auto& view = m_view.value();
    if (!isExact(index, &RunProgress::weightFresh)) {
        row.report.scheme = view->scheme;
        row.report.weight = view->preview->weight;
        row.weightStale = row.weightPreview = true;
    }
    if (!view->preview->isolated)
        return row;
    row.report.error = m_runs.shown().record.layers.at(static_cast<size_t>(index)).error;
    row.report.error.isolated = *view->preview->isolated;
    row.report.measured = row.errorStale = row.errorPreview = true;
    return row;
}

// The float model has no settings of its own: what it is about to become is shown.
LayerRow LayerInspector::planned(LayerRow row, LayerIndex index) const
{
    const auto& schemes = m_document.planned().plan.schemes;
    if (showsPlan() && static_cast<size_t>(index) < schemes.size())
        row.report.scheme = schemes[static_cast<size_t>(index)];
    return row;
}

bool LayerInspector::showsPlan() const
{
    return m_document.isOpen() && m_document.hasModel() && !m_runs.isRunning() && m_runs.shown().id == 0;
}

// What is known of the layer's weight or error is what a run has made of the recipe in the editor.
bool LayerInspector::isExact(LayerIndex layer, std::vector<char> RunProgress::*fresh) const
{
    return m_runs.isRunning() ? (m_runs.live()->*fresh).at(static_cast<size_t>(layer)) != 0 : !m_document.outOfDate();
}

int LayerInspector::viewedRun() const
{
    return m_runs.isRunning() && m_backend.held(m_runs.live()->id).any ? m_runs.live()->id : m_runs.shown().id;
}

// One that folds and rotates as the recipe wants it, rather one that knows what enters the layers. Else the float
// model, whose weight is transformed for the view, where no run shows more or the weights of the recipe are what is
// looked at.
std::optional<int> LayerInspector::previewedRun(LayerIndex layer) const
{
    std::optional<int> found;
    bool profiled = false;
    const auto offer = [&](const Run& run) {
        const auto held = m_backend.held(run.id);
        if (run.transforms != m_document.planned().transforms || !held.any || (profiled && !held.profiled))
            return;
        found = run.id;
        profiled = held.profiled;
    };
    offer(m_runs.shown());
    if (m_runs.isRunning())
        offer(*m_runs.find(m_runs.live()->id));
    const bool alone = m_weights.outcome(layer) || !m_backend.held(viewedRun()).profiled;
    return found || !alone ? found : 0;
}

// Any that knows what enters the checkpoint's layers, the one under way included.
std::optional<int> LayerInspector::lessonRun() const
{
    for (const int run : {viewedRun(), 0})
        if (m_backend.held(run).lessons != 0)
            return run;
    return {};
}

void LayerInspector::refresh()
{
    refreshLesson();
    const LayerIndex layer = m_selection.layer();
    if (layer < 0 || !m_document.isOpen())
        return m_view.cancel();
    if (m_document.opened().session)
        return refreshSaved(layer);
    const auto previewed = isExact(layer, &RunProgress::errorFresh) ? std::nullopt : previewedRun(layer);
    const int run = previewed.value_or(viewedRun());
    if (!m_backend.held(run).any)
        return m_view.fail(m_rebuild.text());
    m_view.start(previewed ? m_backend.preview(run, m_document.planned().plan, layer, m_weightRow)
                           : m_backend.layerView(run, layer, m_weightRow),
                 [this, layer] { viewArrived(layer); });
}

// Of a session: what it has of this layer.
void LayerInspector::refreshSaved(LayerIndex layer)
{
    const auto& shown = m_runs.shown();
    if (shown.id == 0)
        return m_view.fail(m_runs.missingModel());
    if (m_weightRow >= 0)
        return m_view.fail(tr("The session has all output channels together. %1").arg(m_runs.missingModel()));
    m_view.start(m_library.savedLayer(shown.record.id, layer), [this, layer] { viewArrived(layer); });
}

void LayerInspector::viewArrived(LayerIndex layer)
{
    QList<int> changed;
    const LayerIndex now = m_view.value()->preview ? layer : -1;
    for (const LayerIndex each : {std::exchange(m_previewed, now), now})
        if (each >= 0 && !changed.contains(each))
            changed.append(each);
    if (!changed.isEmpty())
        Q_EMIT layersArrived(changed);
}

void LayerInspector::setLessonsWanted(bool on)
{
    if (on == m_lessonsWanted)
        return;
    m_lessonsWanted = on;
    refreshLesson();
}

void LayerInspector::refreshLesson()
{
    if (const auto missing = m_runs.missingModel(); !missing.isEmpty())
        return m_lesson.fail(missing);
    const LayerIndex layer = m_selection.layer();
    if (!m_lessonsWanted || layer < 0 || !m_document.isOpen())
        return;
    const auto run = lessonRun();
    const int source = run ? m_backend.held(*run).lessons : 0;
    if (source != 0 && source == m_lessonSource && layer == m_lessonLayer)
        return;
    m_lessonSource = source;
    m_lessonLayer = layer;
    if (run)
        m_lesson.start(m_backend.lesson(*run, layer));
    else
        m_lesson.fail(tr("What enters the layers is being read from calibration questions…"));
}

void LayerInspector::selectTellingLayer(const LessonWish& wish)
{
    if (const auto run = lessonRun())
        m_telling.start(m_backend.tellingLayer(*run, wish), [this] { m_selection.selectLayer(*m_telling.value()); });
}

}

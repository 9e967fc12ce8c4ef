// SPDX-License-Identifier: GPL-3.0-or-later
// What the session's views draw, and the short jobs behind them.

#include "gui/document/session.h"

namespace quantscope {

std::vector<LayerRow> Session::layers() const
{
    std::vector<LayerRow> states;
    if (!isOpen())
        return states;
    for (size_t i = 0; i < m_opened.outline->sites.size(); ++i)
        states.push_back(layer(static_cast<int>(i)));
    return states;
}

LayerRow Session::layer(int site) const
{
    const auto index = static_cast<size_t>(site);
    LayerRow state{shown().outcome.record.layers.at(index), false, false, false};
    if (m_view && m_view->preview && site == m_viewSite && !isExact(site)) {
        state.report.scheme = m_view->scheme;
        state.report.weight = m_view->preview->weight;
        state.report.error.isolated = m_view->preview->isolated;
        state.report.measured = true;
        state.weightStale = state.errorStale = state.preview = true;
        return state;
    }
    if (!isRunning())
        return state;
    const auto& live = m_live->layers[index];
    state.report.scheme = live.scheme;
    state.weightStale = !m_live->weightFresh[index];
    state.errorStale = !m_live->errorFresh[index];
    if (!state.weightStale)
        state.report.weight = live.weight;
    if (!state.errorStale) {
        state.report.error = live.error;
        state.report.measured = true;
    }
    return state;
}

const Answers& Session::answers() const
{
    return isRunning() ? m_live->answers : shown().outcome.answers;
}

const Answers& Session::baselineAnswers() const
{
    return pinned().outcome.answers;
}

void Session::selectSite(int site)
{
    const int count = isOpen() ? static_cast<int>(m_opened.outline->sites.size()) : 0;
    if (site < 0 || site >= count || site == m_site)
        return;
    m_site = site;
    m_weightRow = -1;
    Q_EMIT siteChanged();
    refreshView();
}

void Session::selectSample(int row)
{
    if (row == m_sample)
        return;
    m_sample = row;
    Q_EMIT sampleChanged();
}

void Session::setWeightRow(qint64 row)
{
    m_weightRow = row;
    refreshView();
}

ModelsPtr Session::viewModels(const Plan*& plan) const
{
    if (isRunning() && m_live->models) {
        plan = &m_live->plan;
        return m_live->models;
    }
    plan = &shown().plan;
    return shown().outcome.models;
}

// What is known of the layer is what a run has made of the recipe in the editor.
bool Session::isExact(int site) const
{
    return isRunning() ? m_live->errorFresh.at(static_cast<size_t>(site)) != 0 : !outOfDate();
}

ModelsPtr Session::previewModels() const
{
    if (isRunning() && m_live->transforms == m_transforms && canPreview(m_live->models))
        return m_live->models;
    const auto& models = shown().outcome.models;
    return shown().transforms == m_transforms && canPreview(models) ? models : nullptr;
}

void Session::takeView(LayerView view)
{
    QList<int> changed;
    if (m_view && m_view->preview)
        changed.append(m_viewSite);
    if (view.preview && !changed.contains(m_site))
        changed.append(m_site);
    m_view = std::make_shared<const LayerView>(std::move(view));
    m_viewSite = m_site;
    m_viewBusy = false;
    Q_EMIT viewChanged();
    if (!changed.isEmpty())
        Q_EMIT layersArrived(changed);
}

void Session::refreshView()
{
    refreshLesson();
    if (m_cancelView)
        m_cancelView();
    const int request = ++m_viewRequest;
    if (m_site < 0 || !isOpen())
        return;
    const auto previewed = isExact(m_site) ? nullptr : previewModels();
    const Plan* plan = &m_plan;
    const auto models = previewed ? previewed : viewModels(plan);
    m_viewProblem =
        models ? QString() : tr("The weights of this run are no longer in memory; apply its recipe and run it again.");
    m_viewBusy = models != nullptr;
    Q_EMIT viewChanged();
    if (!models)
        return;
    JobEnd<LayerView> end;
    end.done = [this, request](LayerView view) {
        if (request == m_viewRequest)
            takeView(std::move(view));
    };
    end.failed = [this, request](const QString& sentence) {
        if (request != m_viewRequest)
            return;
        m_viewProblem = sentence;
        m_viewBusy = false;
        Q_EMIT viewChanged();
    };
    end.cancelled = [] {};
    m_cancelView = m_engine.submit<LayerView>(
        Engine::Short, this,
        [models, plan = *plan, site = m_site, row = m_weightRow, preview = previewed != nullptr,
         threads = m_settings.threads](const Progress& progress) {
            return preview ? previewLayerView(models, plan, site, row, threads, progress)
                           : viewLayer(models, plan, site, row);
        },
        end);
}

void Session::tryQuestion(const std::vector<uint8_t>& image, const QString& question)
{
    if (!isOpen())
        return;
    if (m_cancelTry)
        m_cancelTry();
    const int request = ++m_tryRequest;
    Q_EMIT tryBusy(true);
    JobEnd<TriedAnswers> end;
    end.done = [this, request](TriedAnswers answers) {
        if (request != m_tryRequest)
            return;
        Q_EMIT tryBusy(false);
        Q_EMIT tried(answers);
    };
    end.failed = [this, request](const QString& sentence) {
        if (request != m_tryRequest)
            return;
        Q_EMIT tryBusy(false);
        Q_EMIT tryFailed(sentence);
    };
    end.cancelled = [] {};
    const auto quantized = m_shown != 0 ? shown().outcome.models : nullptr;
    m_cancelTry = m_engine.submit<TriedAnswers>(
        Engine::Short, this,
        [workspace = m_opened.workspace, quantized, image,
         question = question.toStdString()](const Progress& progress) {
            return quantscope::tryQuestion(workspace, quantized, image, question, progress);
        },
        end);
}

}

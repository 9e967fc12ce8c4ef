// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runstore.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "run/runmodels.h"

namespace quantscope {

void RunStore::add(int run, const Recipe& recipe)
{
    const std::lock_guard lock(m_mutex);
    m_runs[run] = {recipe, {}, {}, 0};
}

void RunStore::setProtocol(int run, Protocol protocol)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_runs.find(run); found != m_runs.end())
        found->second.recipe.protocol = protocol;
}

void RunStore::drop(int run, Remains remains)
{
    const std::lock_guard lock(m_mutex);
    m_runs.erase(run);
    if (remains != Remains::Interrupted)
        m_remains[run] = remains;
}

Remains RunStore::remains(int run) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_remains.find(run);
    return found == m_remains.end() ? Remains::Interrupted : found->second;
}

void RunStore::setModels(int run, ModelsPtr models)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_runs.find(run);
    if (found == m_runs.end())
        return;
    found->second.lessons = lessonsOf(models);
    found->second.models = std::move(models);
}

void RunStore::setLayers(int run, const std::vector<LayerReport>& layers)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_runs.find(run); found != m_runs.end())
        found->second.layers = layers;
}

// Runs that fold and rotate alike share what enters their layers.
int RunStore::lessonsOf(const ModelsPtr& models)
{
    const auto source = lessonSource(models);
    if (!source)
        return 0;
    for (const auto& [id, other] : m_runs)
        if (lessonSource(other.models) == source)
            return other.lessons;
    return ++m_lastLessons;
}

HeldRun RunStore::get(int run) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_runs.find(run);
    if (found == m_runs.end() || !found->second.models)
        throw Error("run " + std::to_string(run) + ": its weights are not in memory");
    return found->second;
}

HeldModels RunStore::held(int run) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_runs.find(run);
    if (found == m_runs.end() || !found->second.models)
        return {};
    const auto& models = found->second.models;
    return {true, models->inputsAfter != nullptr, found->second.lessons};
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <mutex>

#include "engine/backend.h"

namespace quantscope {

// What views and the diagnosis need of a run.
struct HeldRun
{
    Recipe recipe;
    std::vector<LayerReport> layers; // once it has ended
    ModelsPtr models; // as far as it has got
    int lessons = 0; // see HeldModels
};

// The runs of one workspace by their ids, until they are dropped. Jobs put models in from their threads.
class RunStore
{
public:
    void add(int run, const Recipe&);
    void setProtocol(int run, Protocol); // of its recipe
    void drop(int run, Remains);
    Remains remains(int run) const; // as it was dropped
    // Nothing is kept of a run that has been dropped.
    void setModels(int run, ModelsPtr);
    void setLayers(int run, const std::vector<LayerReport>&);

    // Error when it was dropped or has no models yet.
    HeldRun get(int run) const;
    HeldModels held(int run) const;

private:
    int lessonsOf(const ModelsPtr&);

    mutable std::mutex m_mutex;
    std::map<int, HeldRun> m_runs;
    std::map<int, Remains> m_remains; // of dropped runs, where it is not Interrupted
    int m_lastLessons = 0;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "archive/runarchive.h"
#include "tasks/dataset.h"

namespace quantscope {

// Keeps one run in an archive while it is under way, from whatever threads its results come. Trouble with the file on
// the way is told once and does not stop the run: finish() writes everything that is missing.
class RunKeeper
{
public:
    using Warn = std::function<void(const std::string& sentence)>;

    // `started` knows what will run, and its planned layers. A run of its id that is there goes on, see
    // RunArchive::resume(). DatabaseError when it cannot be kept from the beginning.
    RunKeeper(const std::filesystem::path& archive, RunRecord started, std::shared_ptr<const Dataset>, const RunOrigin&,
              Warn);

    // As it was begun; with the answers that were there, of a run that goes on.
    const RunRecord& record() const
    {
        return m_record;
    }

    // As RunEvents has them.
    void weightQuantized(LayerIndex, const WeightOutcome&);
    void layerMeasured(LayerIndex, const LayerError&);
    void answered(const std::vector<Prediction>&);

    // The whole run under the id and the name that it was begun with, and with the hashes of its files. Returns it so.
    // DatabaseError: it is not kept, or not all of it.
    RunRecord finish(RunRecord);
    // The run ended with an error, or somebody stopped it; what it has come to stays.
    void fail(const std::string& problem);
    void cancel();
    // As if it had never begun; no run that went on.
    void discard();
    bool wentOn() const
    {
        return m_wentOn;
    }

private:
    void change(LayerIndex, const std::function<void(LayerReport&)>&);
    void attempt(const std::function<void()>&);

    std::mutex m_mutex;
    RunArchive m_archive;
    RunRecord m_record;
    std::shared_ptr<const Dataset> m_data;
    Warn m_warn;
    bool m_wentOn = false; // it was there
    bool m_behind = false; // something could not be written
};

}

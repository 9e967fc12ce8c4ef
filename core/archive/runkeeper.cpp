// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/runkeeper.h"

namespace quantscope {
namespace {

// Files that both know, by their paths.
void takeHash(FileUse& file, const FileUse& known)
{
    if (file.sha256.empty() && file.file == known.file)
        file.sha256 = known.sha256;
}

}

RunKeeper::RunKeeper(const std::filesystem::path& archive, RunRecord started, std::shared_ptr<const Dataset> data,
                     const RunOrigin& origin, Warn warn)
    : m_archive(archive)
    , m_record(std::move(started))
    , m_data(std::move(data))
    , m_warn(std::move(warn))
{
    if (!m_archive.contains(m_record.id)) {
        m_archive.begin(m_record, origin);
        return;
    }
    m_wentOn = true;
    auto resumed = m_archive.resume(m_record.id, origin.wanted);
    if (resumed.layers.size() != m_record.layers.size())
        resumed.layers = m_record.layers;
    m_record = std::move(resumed);
}

void RunKeeper::attempt(const std::function<void()>& write)
{
    if (m_behind)
        return;
    try {
        write();
    } catch (const Error& problem) {
        m_behind = true;
        if (m_warn)
            m_warn(std::string(problem.what()) + "; the run goes on and is written again at its end");
    }
}

void RunKeeper::change(LayerIndex layer, const std::function<void(LayerReport&)>& edit)
{
    const std::lock_guard lock(m_mutex);
    auto& report = m_record.layers.at(static_cast<size_t>(layer));
    edit(report);
    attempt([&] { m_archive.setLayer(m_record.id, layer, report); });
}

void RunKeeper::weightQuantized(LayerIndex layer, const WeightOutcome& outcome)
{
    change(layer, [&](LayerReport& report) { report.weight = outcome; });
}

void RunKeeper::layerMeasured(LayerIndex layer, const LayerError& error)
{
    change(layer, [&](LayerReport& report) {
        report.error = error;
        report.measured = true;
    });
}

void RunKeeper::answered(const std::vector<Prediction>& predictions)
{
    std::vector<AskedQuestion> asked;
    for (const auto& prediction : predictions) {
        const auto& question = m_data->questions.at(prediction.row);
        asked.push_back({question.category, question.question, question.answers});
    }
    const std::lock_guard lock(m_mutex);
    attempt([&] { m_archive.addPredictions(m_record.id, predictions, asked); });
}

RunRecord RunKeeper::finish(RunRecord record)
{
    const std::lock_guard lock(m_mutex);
    record.id = m_record.id;
    record.name = m_record.name;
    if (!m_record.started.empty())
        record.started = m_record.started; // also of a run that went on later
    for (size_t i = 0; i < std::min(record.modelFiles.size(), m_record.modelFiles.size()); ++i)
        takeHash(record.modelFiles[i], m_record.modelFiles[i]);
    takeHash(record.dataFile, m_record.dataFile);
    takeHash(record.calibrationFile, m_record.calibrationFile);
    m_archive.finish(record);
    return record;
}

void RunKeeper::fail(const std::string& problem)
{
    const std::lock_guard lock(m_mutex);
    attempt([&] { m_archive.fail(m_record.id, problem); });
}

void RunKeeper::cancel()
{
    const std::lock_guard lock(m_mutex);
    attempt([&] { m_archive.cancel(m_record.id); });
}

void RunKeeper::discard()
{
    const std::lock_guard lock(m_mutex);
    attempt([&] { m_archive.discard(m_record.id); });
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/report/reportjob.h"

#include <algorithm>
#include <mutex>

#include "common/coretext.h"
#include "common/worktext.h"
#include "gui/report/reportpdf.h"
#include "mquant/runcommand.h"
#include "report/reportfiles.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

constexpr int pollMilliseconds = 100;

// The float model's run has its answers by row until the store has them.
void fillAnswers(RunRecord& record, const Answers& answers, const WorkspaceInfo& opened)
{
    const auto& data = *opened.data;
    record.model = opened.outline->name;
    record.data = data.name;
    std::vector<ScoredAnswer> scored;
    for (size_t row = 0; row < std::min(answers.size(), data.questions.size()); ++row) {
        if (!answers[row])
            continue;
        const auto& question = data.questions[row];
        record.predictions.push_back(*answers[row]);
        record.asked.push_back({question.category, question.question, question.answers});
        if (answers[row]->isScored)
            scored.push_back({&question, answers[row]->score, answers[row]->text});
    }
    record.score = summarize(metricOf(data, data.rules), scored);
    record.score.metric = metricOf(data, data.rules).id;
}

void writeFiles(const ReportOrder& order, const ReportInput& input, const Progress& progress)
{
    const auto document = makeReport(input, partOf(progress, 0, 0.6));
    const auto folder = std::filesystem::path(order.folder.toStdString());
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored); // what is written next says why it cannot be
    if (order.html)
        writeReportHtml(folder / "report.html", document);
    progress.step(0.65, "HTML");
    if (order.pdf)
        writeReportPdf(order.folder + QStringLiteral("/report.pdf"), document, partOf(progress, 0.65, 0.95));
    if (order.figures)
        writeReportFigures(folder / "figures", document);
    std::vector<RunRecord> runs;
    for (const auto& run : input.runs)
        runs.push_back(run.record);
    if (order.tables)
        writeReportTables(folder / "tables", document, runs);
    progress.step(1, "report");
}

}

struct ReportJob::Feed
{
    std::mutex mutex;
    double fraction = 0;
    std::string what;
};

ReportJob::ReportJob(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_records([this] { fail(m_records.problem()); })
    , m_remake([this] {
        if (!m_remake.isBusy() && !m_remake.problem().isEmpty())
            fail(tr("The weights of %1 could not be made again: %2").arg(m_makingOf, m_remake.problem()));
    })
    , m_view([this] {
        // A run whose models are gone meanwhile is shown without its layers.
        if (!m_view.isBusy() && !m_view.problem().isEmpty())
            nextLayer();
    })
    , m_written([this] { fail(m_written.problem()); })
    , m_engine(std::make_unique<Engine>())
{
    m_poll.setInterval(pollMilliseconds);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (m_remake.isBusy())
            return tell(m_making->take().fraction, tr("making the weights of %1 again").arg(m_makingOf));
        const std::lock_guard lock(m_feed->mutex);
        tell(m_feed->fraction, workText(QString::fromStdString(m_feed->what)));
    });
    m_session.tasks.addSource(this, [this] { return tasks(); });
}

ReportJob::~ReportJob()
{
    m_engine.reset();
}

std::vector<Task> ReportJob::tasks()
{
    if (!m_running)
        return {};
    Task task;
    task.id = QStringLiteral("report");
    task.title = tr("Report");
    task.what = m_what;
    task.fraction = m_fraction;
    task.cancel = [this] { stop(); };
    return {task};
}

void ReportJob::tell(double fraction, const QString& what)
{
    m_fraction = fraction;
    m_what = what;
    Q_EMIT progressed(fraction, what);
}

void ReportJob::end()
{
    m_running = false;
    m_session.tasks.touch();
    m_poll.stop();
    for (const int id : std::exchange(m_made, {}))
        m_session.backend.drop(id);
}

// Empty where a job has only begun or ended well.
void ReportJob::fail(const QString& text)
{
    if (text.isEmpty() || !m_running)
        return;
    end();
    Q_EMIT problem(text);
}

void ReportJob::start(const ReportOrder& order)
{
    m_running = true;
    m_order = order;
    m_input = {};
    m_input.choices = order.choices;
    m_input.choices.made = timeNow();
    m_feed = std::make_shared<Feed>();
    m_session.tasks.touch();
    tell(0, tr("reading the runs"));
    std::vector<std::string> stored;
    for (const auto& id : order.runs)
        if (m_session.library.find(id))
            stored.push_back(id);
    if (stored.empty())
        return gather({});
    m_records.start(m_session.library.load(stored), [this] { gather(*m_records.value()); });
}

void ReportJob::stop()
{
    end();
    m_records.cancel();
    m_remake.cancel();
    m_view.cancel();
    m_written.cancel();
    Q_EMIT stopped();
}

std::optional<RunRecord> ReportJob::recordInMemory(const std::string& id) const
{
    const auto* run = m_session.runs.findRecord(id);
    if (!run)
        return {};
    auto record = run->record;
    if (record.predictions.empty() && m_session.document.isOpen())
        fillAnswers(record, run->answers, m_session.document.opened());
    return record;
}

void ReportJob::gather(std::vector<RunRecord> records)
{
    for (const auto& id : m_order.runs) {
        const auto it = std::find_if(records.begin(), records.end(), [&](const RunRecord& r) { return r.id == id; });
        auto record = it != records.end() ? std::optional<RunRecord>(*it) : recordInMemory(id);
        if (!record)
            return fail(tr("This run is no longer there."));
        const bool isOne = m_order.runs.size() == 1;
        const auto place = m_input.runs.size();
        auto command = runCommand(*record, reportRecipeFile(isOne ? std::nullopt : std::optional<size_t>(place)));
        m_input.runs.push_back({std::move(*record), {}, std::move(command)});
    }
    if (m_session.document.isOpen())
        m_input.data = m_session.document.opened().data;
    m_wishes.clear();
    m_nextWish = m_nextRun = 0;
    nextRun();
}

void ReportJob::wishFor(size_t run, int held)
{
    for (const auto layer : namedLayers(m_input.runs[run].record, m_order.choices.layers))
        m_wishes.push_back({run, held, layer});
}

// As the window does for the run that it shows: of the open files alone, and its answers are not asked again.
void ReportJob::makeAgain(size_t run)
{
    const auto& record = m_input.runs[run].record;
    m_making = std::make_shared<RunFeed>();
    m_makingOf = QString::fromStdString(record.name);
    m_made.push_back(--m_lastMade);
    m_poll.start();
    m_remake.start(m_session.backend.startRun(m_lastMade, rebuildStart(record), m_making),
                   [this, run, id = m_lastMade] {
                       wishFor(run, id);
                       // After this job has ended.
                       QTimer::singleShot(0, this, &ReportJob::nextRun);
                   });
}

// Those that the window has are of the open files.
bool ReportJob::canMakeAgain(const RunRecord& record) const
{
    if (!m_session.document.hasModel() || !record.spec.recipe || record.imported || record.state != RunState::Complete)
        return false;
    return m_session.runs.findRecord(record.id) || isOfThisMachine(record, m_session.document.opened());
}

void ReportJob::nextRun()
{
    for (; m_running && m_nextRun < m_input.runs.size(); ++m_nextRun) {
        const auto& record = m_input.runs[m_nextRun].record;
        const auto* run = m_session.runs.findRecord(record.id);
        if (namedLayers(record, m_order.choices.layers).empty())
            continue;
        if (run && m_session.backend.held(run->id).any)
            wishFor(m_nextRun, run->id);
        else if (canMakeAgain(record))
            return makeAgain(m_nextRun++);
    }
    m_poll.stop();
    nextLayer();
}

void ReportJob::nextLayer()
{
    if (!m_running)
        return;
    if (m_nextWish >= m_wishes.size())
        return write();
    const auto wish = m_wishes[m_nextWish++];
    tell(0, tr("reading layers"));
    m_view.start(m_session.backend.layerView(wish.held, wish.layer, -1), [this, wish] {
        m_input.runs[wish.run].layers.push_back(*m_view.value());
        // After this job has ended.
        QTimer::singleShot(0, this, &ReportJob::nextLayer);
    });
}

void ReportJob::write()
{
    const auto work = [order = m_order, input = m_input, feed = m_feed](const Progress& job) {
        Progress progress = job;
        progress.report = [feed](double fraction, std::string_view what) {
            const std::lock_guard lock(feed->mutex);
            feed->fraction = fraction;
            feed->what = what;
        };
        writeFiles(order, input, progress);
        return true;
    };
    m_poll.start();
    const Call<bool> call = [this, work](QObject* receiver, JobEnd<bool> end) {
        return m_engine->submit<bool>(Engine::Long, receiver, work, std::move(end));
    };
    m_written.start(call, [this] {
        end();
        Q_EMIT written(m_order.files());
    });
}

}

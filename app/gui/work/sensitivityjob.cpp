// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/sensitivityjob.h"

#include "bitalloc/bitsearch.h"
#include "gui/document/document.h"

namespace quantscope {
namespace {

constexpr int sensitivityPoll = 150;
const std::vector<int> measuredWidths{2, 3, 4, 5, 6, 8};

}

Recipe withoutBits(Recipe recipe, const ModelOutline& outline)
{
    const auto plan = resolve(recipe, outline.layers);
    std::vector<int> bits;
    for (const auto& scheme : plan.schemes)
        bits.push_back(scheme.quantizesWeight() ? 4 : 16);
    recipe.name.clear();
    return recipeWithBits(recipe, outline.layers, bits);
}

SensitivityJob::SensitivityJob(Backend& backend, Document& document, const RunList& runs, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_document(document)
    , m_runs(runs)
    , m_scores([this] {
        if (!m_scores.problem().isEmpty())
            finish(m_table, m_scores.problem());
    })
{
    m_poll.setInterval(sensitivityPoll);
    connect(&m_poll, &QTimer::timeout, this, &SensitivityJob::drain);
    connect(&document, &Document::workspaceChanged, this, &SensitivityJob::reopen);
    connect(&document, &Document::recipeChanged, this, &SensitivityJob::recipeChanged);
    connect(&document, &Document::closing, this, &SensitivityJob::stop);
    connect(&runs, &RunList::liveChanged, this, &SensitivityJob::giveWay);
}

bool SensitivityJob::fits() const
{
    return m_recipe && m_document.isOpen() &&
        withoutBits(m_document.recipe(), *m_document.opened().outline) == *m_recipe;
}

void SensitivityJob::start(const std::vector<std::string>& measures, qint64 questions)
{
    m_recipe = withoutBits(m_document.recipe(), *m_document.opened().outline);
    m_measures = measures;
    m_questions = questions;
    m_wanted = true;
    m_poll.start();
    giveWay();
}

void SensitivityJob::stop()
{
    const bool was = m_wanted;
    m_scores.cancel();
    m_wanted = false;
    m_poll.stop();
    if (was)
        Q_EMIT moved();
}

void SensitivityJob::reopen()
{
    stop();
    m_table = {};
    m_recipe.reset();
    Q_EMIT tableChanged();
}

// Scores do not depend on bits; any other change of the recipe makes them those of another one.
void SensitivityJob::recipeChanged()
{
    if (m_wanted && !fits())
        stop();
}

void SensitivityJob::giveWay()
{
    if (!m_wanted)
        return;
    if (m_runs.live() || m_document.hasPendingStart())
        m_scores.cancel();
    else if (!m_scores.isBusy())
        submit();
    Q_EMIT moved();
}

void SensitivityJob::submit()
{
    m_status = {};
    m_feed = std::make_shared<SensitivityFeed>();
    m_scores.start(m_backend.sensitivity({*m_recipe, m_measures, measuredWidths, m_questions}, m_feed),
                   [this] { finish(*m_scores.value(), {}); });
}

void SensitivityJob::finish(SensitivityTable table, const QString& problem)
{
    m_wanted = false;
    m_poll.stop();
    m_table = std::move(table);
    Q_EMIT tableChanged();
    Q_EMIT moved();
    if (!problem.isEmpty())
        Q_EMIT m_document.problem(problem);
}

void SensitivityJob::drain()
{
    if (!m_scores.isBusy())
        return giveWay();
    auto news = m_feed->take();
    m_status = news;
    if (news.table) {
        m_table = std::move(*news.table);
        Q_EMIT tableChanged();
    }
    Q_EMIT moved();
}

}

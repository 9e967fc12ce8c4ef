// SPDX-License-Identifier: GPL-3.0-or-later
// Time left = what the current stage still takes + pace · planned time of the stages to come.
// pace = (measured + k) / (planned + k) over the calibration passes so far, k = 1 s of trust in the plan; the current
// stage's own total is mixed from planned · pace and elapsed / fraction, the latter counting fully from a tenth on.

#include "run/timeleft.h"

#include <algorithm>

namespace quantscope {
namespace {

constexpr double trust = 1; // seconds of measurement that weigh as much as the plan
constexpr double ownPaceFrom = 0.1; // of a stage
constexpr double overdue = 1.1; // a stage that is later than planned is expected to take this much longer
constexpr double unlearned = 0.6, wellLearned = 0.15; // relative errors
constexpr double enough = 0.05; // of the planned time: well learned

// They pass questions through the model; the others only move weights.
bool isForward(Stage stage)
{
    return stage != Stage::Transform && stage != Stage::SetActivationScales;
}

// Of those, the ones that do nothing else: answers may be known from before, and rounding is no pass.
bool teaches(Stage stage)
{
    return stage == Stage::ProfileInputs || stage == Stage::ProfileTransformedInputs ||
        stage == Stage::CalibrateActivations || stage == Stage::MeasureLayerErrors;
}

}

SecondsRange roughly(double seconds)
{
    return {seconds / (1 + unlearned), seconds * (1 + unlearned)};
}

TimeLeft::TimeLeft(std::vector<StageTiming> planned)
    : m_planned(std::move(planned))
{
}

void TimeLeft::report(Stage stage, double fraction, double now)
{
    const auto found = std::find_if(m_planned.begin(), m_planned.end(),
                                    [stage](const StageTiming& each) { return each.stage == stage; });
    if (found == m_planned.end())
        return;
    const int index = static_cast<int>(found - m_planned.begin());
    if (index != m_current) {
        if (m_current >= 0 && teaches(m_planned[static_cast<size_t>(m_current)].stage)) {
            m_taken += now - m_began;
            m_plannedTaken += m_planned[static_cast<size_t>(m_current)].seconds;
        }
        m_current = index;
        m_began = now;
        m_fraction = 0;
    }
    if (fraction > m_fraction) {
        m_fraction = std::min(fraction, 1.0);
        m_reported = now;
    }
}

// The forward passes so far, with those of the stage under way as far as it has told of them or is overdue.
TimeLeft::Measured TimeLeft::measured(double now) const
{
    Measured all{m_taken, m_plannedTaken};
    if (m_current < 0 || !teaches(m_planned[static_cast<size_t>(m_current)].stage))
        return all;
    const double whole = m_planned[static_cast<size_t>(m_current)].seconds;
    if (m_fraction > 0) {
        all.taken += m_reported - m_began;
        all.planned += m_fraction * whole;
    } else if (now - m_began > whole) {
        all.taken += now - m_began;
        all.planned += whole;
    }
    return all;
}

double TimeLeft::pace(double now) const
{
    const auto passes = measured(now);
    return (passes.taken + trust) / (passes.planned + trust);
}

double TimeLeft::currentLeft(double now) const
{
    if (m_current < 0)
        return 0;
    const auto& stage = m_planned[static_cast<size_t>(m_current)];
    const double passed = now - m_began;
    double total = stage.seconds * (isForward(stage.stage) ? pace(now) : 1);
    if (m_fraction > 0) {
        const double own = (m_reported - m_began) / m_fraction;
        const double weight = std::min(1.0, m_fraction / ownPaceFrom);
        total = weight * own + (1 - weight) * total;
    }
    return m_fraction < 1 ? std::max(total, passed * overdue) - passed : 0;
}

std::optional<SecondsRange> TimeLeft::left(double now) const
{
    if (m_planned.empty())
        return std::nullopt;
    double whole = 0, toCome = 0;
    for (size_t i = 0; i < m_planned.size(); ++i) {
        whole += m_planned[i].seconds;
        if (static_cast<int>(i) > m_current)
            toCome += m_planned[i].seconds * (isForward(m_planned[i].stage) ? pace(now) : 1);
    }
    const double share = whole > 0 ? std::min(1.0, measured(now).planned / whole / enough) : 1;
    const double error = unlearned + share * (wellLearned - unlearned);
    const double seconds = currentLeft(now) + toCome;
    return SecondsRange{seconds / (1 + error), seconds * (1 + error)};
}

double TimeLeft::done(double now) const
{
    const auto rest = left(now);
    return rest && now + rest->middle() > 0 ? now / (now + rest->middle()) : 0;
}

}

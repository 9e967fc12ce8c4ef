// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runsfilter.h"

#include <QRegularExpression>

#include <algorithm>

namespace quantscope {
namespace {

struct FilterText
{
    const char* key;
    QString RunsFilter::*text;
};

constexpr FilterText filterTexts[] = {{"text", &RunsFilter::text},
                                      {"model", &RunsFilter::model},
                                      {"data", &RunsFilter::data},
                                      {"tag", &RunsFilter::tag},
                                      {"experiment", &RunsFilter::experiment}};

}

int conditionsIn(const RunsFilter& filter)
{
    int count = filter.state.has_value() + filter.lowestScore.has_value();
    for (const auto* part : {&filter.model, &filter.data, &filter.tag, &filter.experiment})
        count += !part->isEmpty();
    return count;
}

QVariantMap toSettings(const RunsFilter& filter)
{
    QVariantMap map;
    for (const auto& [key, part] : filterTexts)
        if (!(filter.*part).isEmpty())
            map[key] = filter.*part;
    if (filter.everywhere)
        map["everywhere"] = true;
    if (filter.state)
        map["state"] = QString::fromStdString(std::string(runStateId(*filter.state)));
    if (filter.lowestScore)
        map["lowestScore"] = *filter.lowestScore;
    return map;
}

RunsFilter runsFilterFrom(const QVariantMap& map)
{
    RunsFilter filter;
    for (const auto& [key, part] : filterTexts)
        filter.*part = map.value(key).toString();
    filter.everywhere = map.value("everywhere").toBool();
    filter.state = runStateFromId(map.value("state").toString().toStdString());
    bool isNumber = false;
    const double lowest = map.value("lowestScore").toDouble(&isNumber);
    if (isNumber && lowest > 0 && lowest <= 100)
        filter.lowestScore = lowest;
    return filter;
}

QString foldedText(const RunRow& run)
{
    return (QStringList{run.name, run.note, run.experiment, run.model, run.data} + run.tags).join('\n').toCaseFolded();
}

RunMatcher::RunMatcher(const RunsFilter& filter)
    : m_filter(filter)
{
    static const QRegularExpression space(QStringLiteral("\\s+"));
    m_words = filter.text.toCaseFolded().split(space, Qt::SkipEmptyParts);
}

bool RunMatcher::matches(const RunRow& run, const QString& folded) const
{
    const auto fits = [](const QString& wanted, const QString& value) { return wanted.isEmpty() || wanted == value; };
    if (!m_filter.everywhere && !run.here)
        return false;
    if (!fits(m_filter.model, run.model) || !fits(m_filter.data, run.data) ||
        !fits(m_filter.experiment, run.experiment))
        return false;
    if (!m_filter.tag.isEmpty() && !run.tags.contains(m_filter.tag))
        return false;
    if (m_filter.state && phaseOf(run) != *m_filter.state)
        return false;
    // 70 / 100 is a little less than 70 % in binary.
    if (m_filter.lowestScore && 100 * scoreOf(run).value_or(-1) < *m_filter.lowestScore - 1e-9)
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) { return folded.contains(word); });
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runtablemodel.h"

#include <QLocale>

#include <array>
#include <cmath>

#include "common/csvtext.h"
#include "common/numbertext.h"
#include "runs/runtags.h"

namespace quantscope {
namespace {

const QString noValue = QStringLiteral("–");

}

std::span<const RunTableModel::ColumnRow> RunTableModel::columns()
{
    static constexpr std::array<ColumnRow, ColumnCount> table{{
        {"pinned", QT_TR_NOOP("★"), QT_TR_NOOP("Pinned as the baseline of all differences"), "★", true},
        {"current", QT_TR_NOOP("●"), QT_TR_NOOP("Shown in the views now"), "●", true},
        {"name", QT_TR_NOOP("Run"), QT_TR_NOOP("Name of the run; ⚠ marks one with problems"), "MQuant W8A8 + W4A8",
         true},
        {"correct", QT_TR_NOOP("Correct"), QT_TR_NOOP("Questions answered correctly, of those scored"),
         "interrupted, 212 / 400", true},
        {"difference", QT_TR_NOOP("Δ to pinned"),
         QT_TR_NOOP("More (▲) or fewer (▼) correct answers than the pinned run"), "Δ to pinned", true},
        {"state", QT_TR_NOOP("State"), QT_TR_NOOP("How far the run has come"), "interrupted, 212 of 400 answered",
         false},
        {"protocol", QT_TR_NOOP("Protocol"),
         QT_TR_NOOP("Whose conventions the run followed; scores of different protocols mean different things"),
         "as MQuant's code", true},
        {"bits", QT_TR_NOOP("Bits/weight"),
         QT_TR_NOOP("Mean over all quantizable weights, with scales and zero points"), "Bits/weight", true},
        {"size", QT_TR_NOOP("Size"), QT_TR_NOOP("Weights on disk"), "000.0 MB", true},
        {"time", QT_TR_NOOP("Time"), QT_TR_NOOP("Time that the run took"), "00 min 00 s", true},
        {"started", QT_TR_NOOP("Started"), QT_TR_NOOP("When the run began"), "00/00/00 00:00 AM", false},
        {"model", QT_TR_NOOP("Model"), QT_TR_NOOP("The model that was run"), "InternVL2-1B-instruct", false},
        {"data", QT_TR_NOOP("Benchmark"), QT_TR_NOOP("The questions that were asked"), "OCRBench (1000)", false},
        {"experiment", QT_TR_NOOP("Experiment"), QT_TR_NOOP("The folder of runs that this one is in"),
         "Down projections", false},
        {"tags", QT_TR_NOOP("Tags"), QT_TR_NOOP("Your own words, to find the run by"), "paper, good", true},
        {"parent", QT_TR_NOOP("Edited from"), QT_TR_NOOP("The run whose recipe this one began with"),
         "MQuant W8A8 + W4A8", false},
        {"note", QT_TR_NOOP("Note"), QT_TR_NOOP("What you want to remember of it"), "A few words", true},
    }};
    return table;
}

QString RunTableModel::columnTitle(int column)
{
    if (column == Pinned)
        return tr("Pinned");
    if (column == Current)
        return tr("Shown");
    return column >= 0 && column < ColumnCount ? tr(columns()[size_t(column)].title) : QString();
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const auto& column = columns()[static_cast<size_t>(section)];
    switch (role) {
    case Qt::DisplayRole: return tr(column.title);
    case Qt::ToolTipRole: return tr(column.help);
    case Qt::AccessibleTextRole: return columnTitle(section);
    default: return {};
    }
}

// On the questions of both runs; of parts of a benchmark nobody knows whether these are the same.
std::optional<double> RunTableModel::difference(const RunRow& run) const
{
    if (!m_pin || m_pin->run.id == run.id || !scoreOf(run) || !scoreOf(m_pin->run) || run.data != m_pin->run.data)
        return {};
    if (run.paired)
        return run.paired->difference;
    if (run.isPart || m_pin->run.isPart || run.total != m_pin->run.total)
        return {};
    return *run.correct - *m_pin->run.correct;
}

QString RunTableModel::differenceText(const RunRow& run) const
{
    if (run.pinned)
        return tr("pinned");
    const auto value = difference(run);
    if (!value)
        return noValue;
    const auto text = changeText(value);
    return run.paired && run.paired->questions < run.total ? tr("%1 of %2").arg(text).arg(run.paired->questions) : text;
}

QString RunTableModel::stateText(const RunRow& run)
{
    return phaseOf(run) == RunState::Complete ? tr("complete") : run.state;
}

// Where the score will stand there is no room for a sentence.
QString RunTableModel::shortStateText(const RunRow& run)
{
    const auto phase = phaseOf(run);
    const bool counted = run.answered > 0 && run.wanted > 0;
    if (phase == RunState::Failed)
        return tr("failed");
    if (phase == RunState::Interrupted && counted)
        return tr("interrupted, %1 / %2").arg(run.answered).arg(run.wanted);
    if (phase == RunState::Cancelled && counted)
        return tr("cancelled, %1 / %2").arg(run.answered).arg(run.wanted);
    return stateText(run);
}

QString RunTableModel::text(const RunRow& run, int column) const
{
    switch (column) {
    case Pinned: return run.pinned ? QStringLiteral("★") : QString();
    case Current: return run.current ? QStringLiteral("●") : QString();
    case Name: return run.problems.isEmpty() ? run.name : tr("⚠ %1").arg(run.name);
    case Correct: return scoreOf(run) ? correctText(*run.correct, run.total) : shortStateText(run);
    case Difference: return differenceText(run);
    case State: return stateText(run);
    case Protocol: return run.protocol;
    case Bits: return run.bitsPerWeight > 0 ? QString::number(run.bitsPerWeight, 'f', 2) : noValue;
    case Size: return run.bytes > 0 ? bytesText(run.bytes) : noValue;
    case Time: return run.seconds > 0 ? secondsText(run.seconds) : noValue;
    case Started: return QLocale().toString(run.started.toLocalTime(), QLocale::ShortFormat);
    case Model: return run.model;
    case Data: return run.data;
    case Experiment: return run.experiment;
    case Tags: return tagsText(run.tags);
    case Parent: return run.parent;
    case Note: return run.note;
    default: return {};
    }
}

QString RunTableModel::spokenText(const RunRow& run, int column) const
{
    switch (column) {
    case Pinned: return run.pinned ? tr("pinned as baseline") : tr("not pinned");
    case Current: return run.current ? tr("shown now") : tr("not shown");
    case Name: {
        const QString name = run.problems.isEmpty() ? run.name : tr("%1, has problems").arg(run.name);
        return run.here ? name : tr("%1, of another model or benchmark").arg(name);
    }
    case Difference: {
        const auto value = difference(run).value_or(0);
        return value > 0 ? tr("%1 better than the pinned run").arg(correctText(value))
            : value < 0  ? tr("%1 worse than the pinned run").arg(correctText(-value))
                         : differenceText(run);
    }
    default: return text(run, column);
    }
}

QString RunTableModel::tip(const RunRow& run) const
{
    QStringList lines{run.name, stateText(run)};
    const auto add = [&](int column) {
        if (const auto value = text(run, column); !value.isEmpty())
            lines << tr("%1: %2").arg(columnTitle(column), value);
    };
    for (const int column : {Started, Model, Data, Parent, Experiment, Tags})
        add(column);
    if (!run.note.isEmpty())
        lines << run.note;
    lines << run.facts;
    for (const auto& problem : run.problems)
        lines << tr("⚠ %1").arg(problem);
    return lines.join('\n');
}

QStringList RunTableModel::csvTitles()
{
    return {tr("Id"),          tr("Run"),       tr("State"),       tr("Correct"), tr("Scored"),      tr("Score in %"),
            tr("Δ to pinned"), tr("Protocol"),  tr("Bits/weight"), tr("Bytes"),   tr("Seconds"),     tr("Started"),
            tr("Model"),       tr("Benchmark"), tr("Experiment"),  tr("Tags"),    tr("Edited from"), tr("Note")};
}

QStringList RunTableModel::csvRow(const RunRow& run) const
{
    const auto known = [](double value) { return csvDigits(value > 0 ? std::optional(value) : std::nullopt); };
    const auto score = scoreOf(run);
    return {run.id,
            run.name,
            stateText(run),
            csvDigits(run.correct),
            QString::number(run.total),
            csvDigits(score ? std::optional(100 * *score) : std::nullopt),
            csvDigits(difference(run)),
            run.protocol,
            known(run.bitsPerWeight),
            run.bytes > 0 ? QString::number(run.bytes, 'f', 0) : QString(),
            known(run.seconds),
            run.started.toUTC().toString(Qt::ISODate),
            run.model,
            run.data,
            run.experiment,
            tagsText(run.tags),
            run.parent,
            run.note};
}

}

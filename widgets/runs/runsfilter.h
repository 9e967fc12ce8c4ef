// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QVariantMap>

#include <optional>

#include "runs/runrow.h"

namespace quantscope {

// Which runs the list shows; an empty part lets all pass.
struct RunsFilter
{
    QString text; // its words, each somewhere in name, note, tags, experiment, model or data; in any case
    // Also runs of other models and benchmarks. At first not: a score means something beside those of the same
    // questions, and what is listed can be shown at once.
    bool everywhere = false;
    QString model, data, tag, experiment; // exactly
    std::optional<RunState> state;
    std::optional<double> lowestScore; // per cent

    bool operator==(const RunsFilter&) const = default;
};

int conditionsIn(const RunsFilter&); // besides text and place

// What there is to choose from, each sorted.
struct RunChoices
{
    QStringList models, data, tags, experiments;

    bool operator==(const RunChoices&) const = default;
};

// For the settings file, and back; what cannot be read there is left out.
QVariantMap toSettings(const RunsFilter&);
RunsFilter runsFilterFrom(const QVariantMap&);

QString foldedText(const RunRow&); // what words are looked for in

// A filter that has been read, for many rows.
class RunMatcher
{
public:
    explicit RunMatcher(const RunsFilter&);
    bool matches(const RunRow&, const QString& folded) const; // of foldedText()

private:
    RunsFilter m_filter;
    QStringList m_words;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/comparability.h"
#include "report/makereport.h"
#include "report/translation.h"

namespace quantscope {

// What the sections of a report share. Each adds its blocks to the document, or none where the runs have nothing of it.
struct ReportWork
{
    const ReportInput& input;
    const ComparedRuns& runs; // the records; with a comparison where there are several
    const Translation& translation;
    ReportDocument& document;

    std::string say(const Message& m) const
    {
        return sentenceIn(translation, m);
    }
    bool isComparison() const
    {
        return runs.records.size() > 1;
    }
    // "A  name" where there are several.
    std::string markedName(size_t run) const;
    std::vector<std::string> markedNames() const;
    void add(ReportBlock block) const
    {
        document.blocks.push_back(std::move(block));
    }
    void heading(const std::string& id, const Message&) const;
    void paragraph(const Message&, bool quiet = false) const;
};

void addRuns(const ReportWork&);
void addScores(const ReportWork&);
void addComparison(const ReportWork&);
void addLayers(const ReportWork&);
void addDistributions(const ReportWork&, const Progress&);
void addQuestions(const ReportWork&, const Progress&);
void addSettings(const ReportWork&);
void addConditions(const ReportWork&); // protocol, environment, times, what the runs said
void addReproduction(const ReportWork&);

// Columns for the runs, after one with this title; numbers or texts.
std::vector<ReportColumn> runColumns(const ReportWork&, const std::string& first, bool numbers);
// A number with few digits for people and all of them for files.
ReportCell numberCell(double value, int digits = 4);
ReportCell percentCell(double percent);
ReportCell integerCell(int64_t);
// In dB; without a measurement empty.
ReportCell decibelCell(const ReportWork&, std::optional<double>);

}

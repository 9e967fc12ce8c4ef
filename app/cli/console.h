// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "answering/evaluate.h"
#include "base/progress.h"

namespace quantscope::cli {

// One line on standard error that is rewritten on a terminal, with the time left; on a pipe a line every few seconds.
class ProgressLine
{
public:
    ProgressLine();
    ~ProgressLine();
    Progress progress();
    void clear();

private:
    void show(double fraction, std::string_view what);

    std::chrono::steady_clock::time_point m_start, m_last;
    std::mutex m_mutex;
    bool m_terminal = false;
    bool m_open = false;
};

// Categories and groups with hits and totals; a second score stands beside the first.
std::string scoreTable(const Score&, const std::string& title, const Score* other = nullptr,
                       const std::string& otherTitle = {});

}

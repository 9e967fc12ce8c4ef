// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console.h"

#include <algorithm>
#include <csignal>
#include <cstdio>

#include <unistd.h>

#include <fmt/core.h>

namespace quantscope::cli {
namespace {

volatile std::sig_atomic_t interrupted = 0;

void onInterrupt(int)
{
    interrupted = 1;
}

std::string duration(double seconds)
{
    const int whole = static_cast<int>(seconds + 0.5);
    return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{} min {:02} s", whole / 60, whole % 60);
}

std::string padded(const std::string& text, size_t width)
{
    return text + std::string(width > text.size() ? width - text.size() : 0, ' ');
}

std::string cell(double correct, int64_t total)
{
    const bool whole = correct == static_cast<double>(static_cast<int64_t>(correct));
    return fmt::format("{:>6.{}f} / {:<5}", correct, whole ? 0 : 2, total);
}

std::string figureName(const Figure& figure)
{
    return figure.part.empty() ? figure.name : figure.part + ", " + figure.name;
}

const CategoryScore* find(const std::vector<CategoryScore>& list, const CategoryScore& entry)
{
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const CategoryScore& other) { return other.name == entry.name; });
    return found != list.end() ? &*found : nullptr;
}

const Figure* find(const std::vector<Figure>& list, const Figure& figure)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const Figure& other) {
        return other.name == figure.name && other.part == figure.part;
    });
    return found != list.end() ? &*found : nullptr;
}

}

ProgressLine::ProgressLine()
    : m_start(std::chrono::steady_clock::now())
    , m_last(m_start)
    , m_terminal(isatty(STDERR_FILENO) != 0)
{
    std::signal(SIGINT, onInterrupt);
}

ProgressLine::~ProgressLine()
{
    clear();
    std::signal(SIGINT, SIG_DFL);
}

Progress ProgressLine::progress()
{
    Progress progress;
    progress.cancelled = [] { return interrupted != 0; };
    progress.report = [this](double fraction, std::string_view what) { show(fraction, what); };
    return progress;
}

void ProgressLine::clear()
{
    const std::lock_guard lock(m_mutex);
    if (m_open)
        std::fputs("\r\033[K", stderr);
    m_open = false;
}

void ProgressLine::show(double fraction, std::string_view what)
{
    const std::lock_guard lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    if (std::chrono::duration<double>(now - m_last).count() < (m_terminal ? 0.1 : 5.0))
        return;
    m_last = now;
    const double elapsed = std::chrono::duration<double>(now - m_start).count();
    const std::string left = fraction > 0.01 ? duration(elapsed * (1 - fraction) / fraction) + " left" : "";
    std::fprintf(stderr, m_terminal ? "\r\033[K%3.0f %%  %.*s  %s" : "%3.0f %%  %.*s  %s\n", fraction * 100,
                 static_cast<int>(what.size()), what.data(), left.c_str());
    std::fflush(stderr);
    m_open = m_terminal;
}

std::string scoreTable(const Score& score, const std::string& title, const Score* other, const std::string& otherTitle)
{
    size_t width = 12;
    for (const auto* list : {&score.categories, &score.groups, &score.splits})
        for (const auto& entry : *list)
            width = std::max(width, entry.name.size());
    for (const auto& figure : score.figures)
        width = std::max(width, figureName(figure).size());
    std::string text = padded("", width) + "  " + padded(title, 14) + (other ? "  " + otherTitle : "") + "\n";
    const std::string line = std::string(width + 16 + (other ? 16 : 0), '-') + "\n";
    const auto rows = [&](std::vector<CategoryScore> Score::*list) {
        for (const auto& entry : score.*list) {
            text += padded(entry.name, width) + "  " + cell(entry.correct, entry.total);
            if (const auto* beside = other ? find(other->*list, entry) : nullptr)
                text += "  " + cell(beside->correct, beside->total);
            text += "\n";
        }
        text += (score.*list).empty() ? "" : line;
    };
    rows(&Score::categories);
    rows(&Score::groups);
    rows(&Score::splits);
    for (const auto& figure : score.figures) {
        text += padded(figureName(figure), width) + "  " + fmt::format("{:>9.2f}     ", figure.value);
        if (const auto* beside = other ? find(other->figures, figure) : nullptr)
            text += fmt::format("  {:>9.2f}", beside->value);
        text += "\n";
    }
    text += score.figures.empty() ? "" : line;
    text += padded("Total", width) + "  " + cell(score.correct, score.total);
    if (other)
        text += "  " + cell(other->correct, other->total);
    text += "\n";
    if (!score.metric.empty())
        text += padded("Metric", width) + "  " + score.metric + "\n";
    const auto left = [&](const char* name, int64_t count) {
        if (count > 0)
            text += padded(name, width) + fmt::format("  {:>6}\n", count);
    };
    left("Not scored", score.unscored);
    left("Failed", score.failed);
    return text;
}

}

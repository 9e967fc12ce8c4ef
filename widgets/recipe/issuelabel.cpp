// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/issuelabel.h"

#include <algorithm>

namespace quantscope {
namespace {

constexpr qsizetype shownIssues = 3;

// Layer names are long words; they may break behind their dots.
QString breakable(QString text)
{
    return text.replace('.', QString('.') + QChar(0x200b)).replace('_', QString('_') + QChar(0x200b));
}

}

IssueLabel::IssueLabel(QWidget* parent)
    : QLabel(parent)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setVisible(false);
}

void IssueLabel::setIssues(std::vector<Issue> issues)
{
    std::stable_sort(issues.begin(), issues.end(),
                     [](const Issue& a, const Issue& b) { return a.severity > b.severity; });
    QStringList lines;
    for (const auto& issue : issues) {
        const auto text = QString::fromStdString(issue.text);
        lines << (issue.severity == Severity::Error ? tr("✖ Cannot run: %1").arg(text) : tr("⚠ %1").arg(text));
    }
    const QString all = lines.join('\n');
    if (lines.size() > shownIssues) {
        const auto more = lines.size() - shownIssues;
        lines = lines.first(shownIssues);
        lines << tr("… and %n more", nullptr, static_cast<int>(more));
    }
    setText(breakable(lines.join('\n')));
    setToolTip(all);
    setAccessibleName(all);
    setVisible(!issues.empty());
}

std::optional<Tower> towerOfIssue(const Issue& issue, const std::vector<Site>& sites)
{
    if (issue.site >= 0 && static_cast<size_t>(issue.site) < sites.size())
        return sites[static_cast<size_t>(issue.site)].tower;
    return towerFromId(std::string_view(issue.text).substr(0, issue.text.find(':')));
}

}

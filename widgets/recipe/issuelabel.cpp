// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/issuelabel.h"

#include <algorithm>

#include "common/appearance.h"
#include "common/sentence.h"

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

void IssueLabel::setIssues(std::vector<Issue> issues, const std::vector<Tower>& seeBelow)
{
    std::stable_sort(issues.begin(), issues.end(),
                     [](const Issue& a, const Issue& b) { return a.severity > b.severity; });
    const auto isNoError = [](const Issue& issue) { return issue.severity != Severity::Error; };
    const auto firstWarning = std::find_if(issues.begin(), issues.end(), isNoError);
    QStringList lines;
    for (auto it = issues.begin(); it != firstWarning; ++it)
        lines << tr("✖ Cannot run: %1").arg(sentence(it->message));
    for (const Tower tower : seeBelow)
        lines << tr("✖ Cannot run: %1").arg(tr("see \"%1\" below").arg(towerTitle(tower)));
    for (auto it = firstWarning; it != issues.end(); ++it)
        lines << (it->severity == Severity::Warning ? tr("⚠ %1") : tr("ℹ Protocol: %1")).arg(sentence(it->message));
    const QString all = lines.join('\n');
    if (lines.size() > shownIssues) {
        const auto more = lines.size() - shownIssues;
        lines = lines.first(shownIssues);
        lines << tr("… and %n more", nullptr, static_cast<int>(more));
    }
    setText(breakable(lines.join('\n')));
    setToolTip(all);
    setAccessibleName(all);
    setVisible(!lines.isEmpty());
}

std::optional<Tower> towerOfIssue(const Issue& issue, const std::vector<Layer>& layers)
{
    if (issue.layer >= 0 && static_cast<size_t>(issue.layer) < layers.size())
        return layers[static_cast<size_t>(issue.layer)].tower;
    return towerFromId(issue.message.tower);
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include <optional>
#include <vector>

#include "quant/plan.h"

namespace quantscope {

// The issues of one place, errors first and the protocol's changes last, each with its sign and word. Hidden while
// there are none; a long list is cut, the tooltip has it all.
class IssueLabel : public QLabel
{
    Q_OBJECT

public:
    explicit IssueLabel(QWidget* parent = nullptr);

    // `seeBelow` are towers whose errors stand at their own place.
    void setIssues(std::vector<Issue>, const std::vector<Tower>& seeBelow = {});
};

// The tower that an issue speaks of, if it speaks of one.
std::optional<Tower> towerOfIssue(const Issue&, const std::vector<Layer>&);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

#include <string>
#include <vector>

#include "quant/recipe.h"

namespace quantscope {

// A recipe of a sweep; `record` is the id of its run, empty while it has not begun.
struct KeptSweepEntry
{
    Recipe recipe;
    std::string record;
    bool isComplete = false;

    bool operator==(const KeptSweepEntry&) const = default;
};

// In the settings, by the content of model and benchmark. None removes the entry; one that is the same is not written.
void keepSweep(QSettings&, const std::string& modelHash, const std::string& dataHash,
               const std::vector<KeptSweepEntry>&);
// None where nothing is kept. Error that names the settings' file when somebody has damaged it.
std::vector<KeptSweepEntry> keptSweep(const QSettings&, const std::string& modelHash, const std::string& dataHash);

}

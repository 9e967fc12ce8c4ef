// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/keptsweep.h"

#include "base/jsonfield.h"

namespace quantscope {
namespace {

constexpr size_t mostKept = 10000;

QString sweepKey(const std::string& modelHash, const std::string& dataHash)
{
    return QStringLiteral("sweeps/") + QString::fromStdString(modelHash + "-" + dataHash);
}

}

void keepSweep(QSettings& settings, const std::string& modelHash, const std::string& dataHash,
               const std::vector<KeptSweepEntry>& entries)
{
    const auto key = sweepKey(modelHash, dataHash);
    if (entries.empty())
        return settings.remove(key);
    auto json = nlohmann::json::array();
    for (const auto& entry : entries)
        json.push_back(
            {{"recipe", recipeToJson(entry.recipe)}, {"record", entry.record}, {"complete", entry.isComplete}});
    const auto text = QString::fromStdString(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    if (settings.value(key).toString() != text)
        settings.setValue(key, text);
}

std::vector<KeptSweepEntry> keptSweep(const QSettings& settings, const std::string& modelHash,
                                      const std::string& dataHash)
{
    const auto text = settings.value(sweepKey(modelHash, dataHash)).toString();
    if (text.isEmpty())
        return {};
    const auto where = settings.fileName().toStdString() + ": sweep";
    const auto json = nlohmann::json::parse(text.toStdString(), nullptr, false);
    if (!json.is_array() || json.size() > mostKept)
        throw Error(where + ": expected a list of recipes");
    std::vector<KeptSweepEntry> entries;
    for (const auto& each : json) {
        const JsonFields fields(each, where);
        entries.push_back({recipeFromJson(fields.required("recipe"), fields.place("recipe")), fields.text("record", ""),
                           fields.boolean("complete", false)});
    }
    return entries;
}

}

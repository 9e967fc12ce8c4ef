// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

#include "diagnosis/layermetrics.h"
#include "run/timeleft.h"

namespace quantscope {

// A metric's value for tables and tooltips: "31.4", "1.2e-03", "∞" without error, "–" where there is none.
QString metricText(const LayerMetric&, std::optional<double> value);
// "Output SQNR (dB)".
QString metricTitle(const LayerMetric&);
// A number among others of any size, all alike: "1.2e-03", "5.0e+03", "0".
QString scientificText(double value);
// A number with `digits` significant places and no trailing zeros.
QString shortNumber(double value, int digits = 3);
QString bytesText(double bytes); // "4.6 MB"
QString secondsText(double seconds); // "6 s", "2 min 5 s"
QString secondsText(const SecondsRange&); // "6 s", "3–5 min"; of what takes under a minute its middle
QString percentText(double share); // 0.0002 -> "0.02 %"

// Scores, the same in all views: hits are whole unless an answer can be half right, shares have one decimal.
QString correctText(std::optional<double> correct); // "349", "17.3", "–"
QString correctText(double correct, int64_t total); // "354 / 400 (88.5 %)"
QString shareText(std::optional<double> correct, int64_t questions); // "87.2 %"; "–" of none
QString signedText(double hits); // "+2", "−5", "0"
QString changeText(std::optional<double> change); // "▲ +2", "▼ −5", "0", "–"

}

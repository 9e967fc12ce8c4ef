// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace quantscope {

// How a view asks for a file: the app shows the dialog and calls `write` with the chosen name, or not at all.
// `write` throws quantscope::Error when the file cannot be written.
using SaveAs = std::function<void(const QString& suggestedName, const QString& filters,
                                  std::function<void(const QString& file)> write)>;

}

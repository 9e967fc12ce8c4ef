// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace quantscope {

// What work under way says of itself, in the language of the window: "measure layer errors", "quantize
// llm.3.down_proj". The core says it in English; what it says nowhere else stays as it is.
QString workText(const QString& what);

}

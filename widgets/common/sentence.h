// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "base/message.h"

namespace quantscope {

// The message in the language of the window. Translations are kept by hand in context "Messages" of
// resources/translations/core_zh.ts.
QString sentence(const Message&);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include <string>
#include <string_view>

namespace quantscope {

// A sentence of the core, which is English, in the language of the window. Its translations are kept by hand in context
// "Core", resources/translations/core_zh.ts.
inline QString coreText(std::string_view english)
{
    return QCoreApplication::translate("Core", std::string(english).c_str());
}

}

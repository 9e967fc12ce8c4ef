// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace quantscope {

// The program's log on standard error. Apart from everything else because LibTorch ships headers of another fmt than
// spdlog's: this library includes none of LibTorch's.
void setUpLog(const std::string& level);
void logDebug(const std::string& text);
void logInfo(const std::string& text);
void logWarning(const std::string& text);
void logError(const std::string& text);

enum class LogLevel { Debug, Info, Warning, Error };

// Hands every line from now on to `listener` too, from whatever thread writes it, one at a time.
void listenToLog(std::function<void(LogLevel, const std::string& text)> listener);
// After this no listener is called any more.
void stopListeningToLog();

}

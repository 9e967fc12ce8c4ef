#pragma once

#include <string>

namespace quantscope {

// The program's log on standard error. Apart from everything else because LibTorch ships headers of another fmt than
// spdlog's: this library includes none of LibTorch's.
void setUpLog(const std::string& level);
void logInfo(const std::string& text);
void logWarning(const std::string& text);

}

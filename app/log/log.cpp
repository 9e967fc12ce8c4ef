#include "log/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace quantscope {

void setUpLog(const std::string& level)
{
    auto logger = spdlog::get("quantscope");
    if (!logger)
        logger = spdlog::stderr_color_mt("quantscope");
    logger->set_pattern("%^%l%$: %v");
    logger->set_level(spdlog::level::from_str(level));
    spdlog::set_default_logger(logger);
}

void logInfo(const std::string& text)
{
    spdlog::info("{}", text);
}

void logWarning(const std::string& text)
{
    spdlog::warn("{}", text);
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/log.h"

#include <mutex>

#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace quantscope {
namespace {

LogLevel levelOf(spdlog::level::level_enum level)
{
    if (level >= spdlog::level::err)
        return LogLevel::Error;
    if (level == spdlog::level::warn)
        return LogLevel::Warning;
    return level == spdlog::level::info ? LogLevel::Info : LogLevel::Debug;
}

class ListenerSink : public spdlog::sinks::base_sink<std::mutex>
{
public:
    explicit ListenerSink(std::function<void(LogLevel, const std::string&)> listener)
        : m_listener(std::move(listener))
    {
    }

private:
    void sink_it_(const spdlog::details::log_msg& message) override
    {
        m_listener(levelOf(message.level), std::string(message.payload.data(), message.payload.size()));
    }

    void flush_() override
    {
    }

    std::function<void(LogLevel, const std::string&)> m_listener;
};

}

void setUpLog(const std::string& level)
{
    auto logger = spdlog::get("quantscope");
    if (!logger)
        logger = spdlog::stderr_color_mt("quantscope");
    logger->set_pattern("%^%l%$: %v");
    logger->set_level(spdlog::level::from_str(level));
    spdlog::set_default_logger(logger);
}

void logDebug(const std::string& text)
{
    spdlog::debug("{}", text);
}

void logInfo(const std::string& text)
{
    spdlog::info("{}", text);
}

void logWarning(const std::string& text)
{
    spdlog::warn("{}", text);
}

void logError(const std::string& text)
{
    spdlog::error("{}", text);
}

void listenToLog(std::function<void(LogLevel, const std::string&)> listener)
{
    stopListeningToLog();
    spdlog::default_logger()->sinks().push_back(std::make_shared<ListenerSink>(std::move(listener)));
}

void stopListeningToLog()
{
    auto& sinks = spdlog::default_logger()->sinks();
    std::erase_if(sinks, [](const auto& sink) { return dynamic_cast<ListenerSink*>(sink.get()) != nullptr; });
}

}

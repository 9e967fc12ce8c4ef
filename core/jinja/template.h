// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "jinjavalues/limits.h"

namespace quantscope {

// A Jinja template as chat templates are written: the part of the language that they use, with the settings and
// functions of transformers' apply_chat_template (trim_blocks, lstrip_blocks, loop controls, the tag "generation",
// tojson without HTML, raise_exception, strftime_now). What it makes is what Python's jinja2 makes.
class JinjaTemplate
{
public:
    // Throws Error beginning with "line N: " for bad syntax, for a tag that is not known and for a template beyond the
    // limits.
    explicit JinjaTemplate(std::string_view source, const TemplateLimits& limits = {});

    // `context` is an object of the names that the template may use, in the order that it prints. `now` is the date of
    // strftime_now. Throws Error with the line where Python raises, where something is not supported, or beyond the
    // limits.
    std::string render(const nlohmann::ordered_json& context, const std::optional<std::tm>& now = {}) const;

private:
    struct Compiled;
    std::shared_ptr<const Compiled> m_compiled;
};

// Both in one.
std::string renderTemplate(std::string_view source, const nlohmann::ordered_json& context,
                           const TemplateLimits& limits = {}, const std::optional<std::tm>& now = {});

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/template.h"

#include "base/unicode.h"
#include "jinja/evaluator.h"
#include "jinja/parser.h"

namespace quantscope {

struct JinjaTemplate::Compiled
{
    std::vector<jinja::Statement> statements;
    TemplateLimits limits;
};

JinjaTemplate::JinjaTemplate(std::string_view source, const TemplateLimits& limits)
{
    if (source.size() > limits.templateBytes)
        throw Error(fmt::format("line 1: the template has {} bytes, at most {} are expected", source.size(),
                                limits.templateBytes));
    m_compiled = std::make_shared<const Compiled>(Compiled{jinja::parseTemplate(validUtf8(source), limits), limits});
}

std::string JinjaTemplate::render(const nlohmann::ordered_json& context, const std::optional<std::tm>& now) const
{
    return jinja::Evaluator(m_compiled->limits, now).render(m_compiled->statements, context);
}

std::string renderTemplate(std::string_view source, const nlohmann::ordered_json& context, const TemplateLimits& limits,
                           const std::optional<std::tm>& now)
{
    return JinjaTemplate(source, limits).render(context, now);
}

}

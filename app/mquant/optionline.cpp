// SPDX-License-Identifier: GPL-3.0-or-later
#include "mquant/optionline.h"

#include <algorithm>

#include "base/error.h"
#include "mquant/mquantoptions.h"

namespace quantscope {
namespace {

// A printed line has the order of MQuant's published command; options that are not named here follow.
constexpr std::string_view printedFirst =
    " "
    "protocol rotate rotate_visual_clip rotate_visual_cross_attn rotate_llm rotate_mode norm_fusion "
    "no_fuse_visual_clip no_fuse_visual_cross_attn no_fuse_llm visual_w_bits visual_a_bits llm_w_bits "
    "llm_a_bits quant quant_llm quant_visual_clip quant_cross_attention visual_w_rtn llm_w_rtn "
    "visual_w_clip llm_w_clip visual_static llm_static observer online_llm_hadamard "
    "online_visual_hadamard fp32_had online_hadamard_signs msq aifs visual_split llm_split split_channel "
    "split_bits act_order w_groupsize a_groupsize w_asym a_asym act_per_tensor a_clip_ratio percdamp "
    "int8_down_proj nsamples calib_num calib_mode seed skip_names ";

std::vector<const MQuantOption*> inPrintedOrder()
{
    const auto place = [](const MQuantOption* option) {
        return printedFirst.find(" " + std::string(option->name) + " ");
    };
    std::vector<const MQuantOption*> options;
    for (const auto& option : mquantOptions())
        options.push_back(&option);
    std::stable_sort(options.begin(), options.end(), [&](const auto* a, const auto* b) { return place(a) < place(b); });
    return options;
}

std::string valueText(const MQuantOption&, const std::string& value)
{
    return " " + value;
}

std::string valueText(const MQuantOption&, const std::vector<std::string>& values)
{
    std::string text;
    for (const auto& value : values)
        text += " " + value;
    return text;
}

template <typename Number> std::string valueText(const MQuantOption& option, Number value)
{
    if constexpr (std::is_same_v<Number, bool>)
        return {};
    if (!option.wordForAuto.empty() && static_cast<int64_t>(value) == autoRms)
        return " " + std::string(option.wordForAuto);
    return " " + nlohmann::json(value).dump();
}

std::string print(const MQuantOptions& options)
{
    const MQuantOptions standard;
    std::string line;
    for (const auto* option : inPrintedOrder()) {
        const auto text = std::visit(
            [&](auto member) {
                const bool asDefault = options.*member == standard.*member;
                return asDefault && !(option->isPrinted && option->isPrinted(options))
                    ? std::string()
                    : "--" + std::string(option->name) + valueText(*option, options.*member);
            },
            option->member);
        // The name says nothing about the numbers.
        if (!text.empty() && option->name != "name")
            line += (line.empty() ? "" : " ") + text;
    }
    return line;
}

}

OptionLine optionLine(const Recipe& recipe)
{
    const auto options = optionsOf(recipe);
    OptionLine line{print(options), false};
    try {
        line.complete = recipeFromOptions(options) == recipe;
    } catch (const Error&) {
        line.complete = false;
    }
    return line;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
// FP8 as in "OCP 8-bit Floating Point Specification (OFP8)" 1.0 (Micikevicius et al., arXiv 2209.05433), FP4 and scales
// that are powers of two as in "OCP Microscaling Formats (MX) Specification" 1.0 (Rouhani et al., arXiv 2310.10537),
// NF4 as in QLoRA (Dettmers et al., arXiv 2305.14314, appendix E).
#include "layerview/valueformats.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

std::vector<double> integerLevels(int bits)
{
    std::vector<double> levels;
    for (int code = -(1 << (bits - 1)); code < 1 << (bits - 1); ++code)
        levels.push_back(code);
    return levels;
}

// Sign, exponent and mantissa with subnormal numbers; the `special` highest codes of each sign are no numbers.
std::vector<double> floatLevels(int exponentBits, int mantissaBits, int bias, int special)
{
    std::vector<double> positive;
    const int parts = 1 << mantissaBits;
    for (int code = 1; code < (1 << (exponentBits + mantissaBits)) - special; ++code) {
        const int exponent = code / parts;
        const double mantissa = double(code % parts) / parts;
        positive.push_back(exponent == 0 ? std::ldexp(mantissa, 1 - bias) : std::ldexp(1 + mantissa, exponent - bias));
    }
    std::vector<double> levels;
    for (auto each = positive.rbegin(); each != positive.rend(); ++each)
        levels.push_back(-*each);
    levels.push_back(0);
    levels.insert(levels.end(), positive.begin(), positive.end());
    return levels;
}

std::vector<double> int8Levels()
{
    return integerLevels(8);
}

std::vector<double> int4Levels()
{
    return integerLevels(4);
}

// No infinities: of the highest exponent only the last mantissa is NaN.
std::vector<double> e4m3Levels()
{
    return floatLevels(4, 3, 7, 1);
}

// Infinities and NaN take the whole highest exponent, as in IEEE 754.
std::vector<double> e5m2Levels()
{
    return floatLevels(5, 2, 15, 4);
}

std::vector<double> e2m1Levels()
{
    return floatLevels(2, 1, 1, 0);
}

// Quantiles of a normal distribution, with a 0 of its own.
std::vector<double> nf4Levels()
{
    return {-1.0,
            -0.6961928009986877,
            -0.5250730514526367,
            -0.39491748809814453,
            -0.28444138169288635,
            -0.18477343022823334,
            -0.09105003625154495,
            0.0,
            0.07958029955625534,
            0.16093020141124725,
            0.24611230194568634,
            0.33791524171829224,
            0.44070982933044434,
            0.5626170039176941,
            0.7229568362236023,
            1.0};
}

size_t nearestPlace(std::span<const double> levels, double x)
{
    const auto above = std::lower_bound(levels.begin(), levels.end(), x);
    if (above == levels.begin())
        return 0;
    const auto place = static_cast<size_t>(above - levels.begin());
    if (above == levels.end())
        return place - 1;
    return x - levels[place - 1] <= levels[place] - x ? place - 1 : place;
}

double scaleFor(double reach, double largestLevel, bool powerOfTwo)
{
    if (!(reach > 0))
        return 1;
    return powerOfTwo ? std::ldexp(1.0, std::ilogb(reach) - std::ilogb(largestLevel)) : reach / largestLevel;
}

// Sums over the groups of one matrix.
class FormatSums
{
public:
    explicit FormatSums(const ValueFormat& format)
        : m_levels(format.levels())
        , m_used(m_levels.size())
        , m_even(format.evenlySpaced)
    {
    }

    void addGroup(std::span<const float> x, bool powerOfTwo)
    {
        double reach = 0;
        for (const float value : x)
            reach = std::max(reach, std::abs(double(value)));
        const double scale = scaleFor(reach, m_levels.back(), powerOfTwo);
        for (const float value : x) {
            const size_t place = placeOf(value / scale);
            const double difference = value - m_levels[place] * scale;
            m_signal += double(value) * value;
            m_noise += difference * difference;
            m_used[place] = 1;
        }
    }

    FormatError error() const
    {
        return {m_noise > 0 ? 10 * std::log10(m_signal / m_noise) : std::numeric_limits<double>::infinity(),
                std::count(m_used.begin(), m_used.end(), 1)};
    }

private:
    size_t placeOf(double x) const
    {
        if (!m_even)
            return nearestPlace(m_levels, x);
        return static_cast<size_t>(std::clamp(std::nearbyint(x), m_levels.front(), m_levels.back()) - m_levels.front());
    }

    std::vector<double> m_levels;
    std::vector<char> m_used;
    bool m_even;
    double m_signal = 0, m_noise = 0;
};

}

std::span<const ValueFormat> valueFormats()
{
    static constexpr ValueFormat table[] = {
        {"int8", "INT8", 8, true, int8Levels},      {"e4m3", "FP8 E4M3", 8, false, e4m3Levels},
        {"e5m2", "FP8 E5M2", 8, false, e5m2Levels}, {"int4", "INT4", 4, true, int4Levels},
        {"e2m1", "FP4 E2M1", 4, false, e2m1Levels}, {"nf4", "NF4", 4, false, nf4Levels},
    };
    return table;
}

const ValueFormat& valueFormat(std::string_view id)
{
    for (const auto& format : valueFormats())
        if (format.id == id)
            return format;
    throw Error(fmt::format("unknown number format \"{}\"", id));
}

double nearestLevel(std::span<const double> levels, double x)
{
    return levels[nearestPlace(levels, x)];
}

FormatError formatError(std::span<const float> x, int64_t columns, const ValueFormat& format, const FormatScale& scale)
{
    if (columns < 1 || x.size() % static_cast<size_t>(columns) != 0 || scale.group < 0)
        throw Error(fmt::format("number format: {} values in rows of {}", x.size(), columns));
    FormatSums sums(format);
    if (scale.group == 0) {
        sums.addGroup(x, scale.powerOfTwo);
        return sums.error();
    }
    const auto width = static_cast<size_t>(columns), group = std::min(width, static_cast<size_t>(scale.group));
    for (size_t row = 0; row < x.size(); row += width)
        for (size_t from = 0; from < width; from += group)
            sums.addGroup(x.subspan(row + from, std::min(group, width - from)), scale.powerOfTwo);
    return sums.error();
}

}

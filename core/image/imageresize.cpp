// SPDX-License-Identifier: GPL-3.0-or-later
// Separable resampling in integers. Output sample i looks at the input around (i + 0.5) * scale; the filter is
// stretched by the scale when shrinking, its weights are normalised to sum 1 at the edges too, then rounded to 22
// fractional bits. Sums start at one half and are cut, clipped to 0..255 and stored as 8 bits after each of the two
// passes.

#include "image/image.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr int fractionBits = 22;

struct Filter
{
    double support;
    double (*weight)(double x);
};

double bilinearWeight(double x)
{
    return std::max(0.0, 1.0 - std::abs(x));
}

// Keys' cubic with a = -0.5, in Horner form.
double bicubicWeight(double x)
{
    constexpr double a = -0.5;
    const double t = std::abs(x);
    if (t < 1.0)
        return ((a + 2.0) * t - (a + 3.0)) * t * t + 1.0;
    if (t < 2.0)
        return (((t - 5.0) * t + 8.0) * t - 4.0) * a;
    return 0.0;
}

struct Weights
{
    int stride = 0;
    std::vector<int> begin; // [out] first input sample
    std::vector<int> count; // [out] input samples used
    std::vector<int32_t> values; // [out, stride]
};

Weights makeWeights(int inputSize, int outputSize, const Filter& filter)
{
    const double scale = static_cast<double>(inputSize) / outputSize;
    const double stretch = std::max(scale, 1.0);
    const double support = filter.support * stretch;
    const double inverse = 1.0 / stretch;
    Weights weights;
    weights.stride = static_cast<int>(std::ceil(support)) * 2 + 1;
    weights.values.resize(static_cast<size_t>(outputSize) * static_cast<size_t>(weights.stride));
    std::vector<double> exact(static_cast<size_t>(weights.stride));
    for (int i = 0; i < outputSize; ++i) {
        const double center = (i + 0.5) * scale;
        const int begin = std::max(static_cast<int>(center - support + 0.5), 0);
        const int end = std::min(static_cast<int>(center + support + 0.5), inputSize);
        double sum = 0.0;
        for (int k = 0; k < end - begin; ++k)
            sum += exact[static_cast<size_t>(k)] = filter.weight((k + begin - center + 0.5) * inverse);
        auto* row = &weights.values[static_cast<size_t>(i) * static_cast<size_t>(weights.stride)];
        for (int k = 0; k < end - begin; ++k) {
            double weight = exact[static_cast<size_t>(k)];
            if (sum != 0.0)
                weight /= sum;
            row[k] = static_cast<int32_t>(weight * (1 << fractionBits) + (weight < 0 ? -0.5 : 0.5));
        }
        weights.begin.push_back(begin);
        weights.count.push_back(end - begin);
    }
    return weights;
}

uint8_t toByte(int32_t sum)
{
    return static_cast<uint8_t>(std::clamp(sum >> fractionBits, 0, 255));
}

constexpr int32_t half = 1 << (fractionBits - 1);

Image resizeRows(const Image& image, int width, const Filter& filter)
{
    const auto weights = makeWeights(image.width, width, filter);
    Image out{width, image.height,
              std::vector<uint8_t>(static_cast<size_t>(width) * static_cast<size_t>(image.height) * 3)};
    uint8_t* target = out.rgb.data();
    for (int y = 0; y < image.height; ++y) {
        const uint8_t* row = &image.rgb[static_cast<size_t>(y) * static_cast<size_t>(image.width) * 3];
        for (int x = 0; x < width; ++x) {
            const auto column = static_cast<size_t>(x);
            const int32_t* weight = &weights.values[column * static_cast<size_t>(weights.stride)];
            const uint8_t* source = row + static_cast<size_t>(weights.begin[column]) * 3;
            int32_t red = half, green = half, blue = half;
            for (int k = 0; k < weights.count[column]; ++k, source += 3) {
                red += source[0] * weight[k];
                green += source[1] * weight[k];
                blue += source[2] * weight[k];
            }
            *target++ = toByte(red);
            *target++ = toByte(green);
            *target++ = toByte(blue);
        }
    }
    return out;
}

Image resizeColumns(const Image& image, int height, const Filter& filter)
{
    const auto weights = makeWeights(image.height, height, filter);
    const size_t rowBytes = static_cast<size_t>(image.width) * 3;
    Image out{image.width, height, std::vector<uint8_t>(rowBytes * static_cast<size_t>(height))};
    std::vector<int32_t> sums(rowBytes);
    for (size_t y = 0; y < static_cast<size_t>(height); ++y) {
        std::fill(sums.begin(), sums.end(), half);
        for (int k = 0; k < weights.count[y]; ++k) {
            const int32_t weight = weights.values[y * static_cast<size_t>(weights.stride) + static_cast<size_t>(k)];
            const uint8_t* source = &image.rgb[static_cast<size_t>(weights.begin[y] + k) * rowBytes];
            for (size_t i = 0; i < rowBytes; ++i)
                sums[i] += source[i] * weight;
        }
        std::transform(sums.begin(), sums.end(), out.rgb.begin() + static_cast<std::ptrdiff_t>(y * rowBytes), toByte);
    }
    return out;
}

Image resize(const Image& image, int width, int height, const Filter& filter)
{
    constexpr int64_t maxPixels = 256'000'000;
    if (width <= 0 || height <= 0 || int64_t(width) * height > maxPixels || image.width <= 0 || image.height <= 0)
        throw Error(fmt::format("an image of {}x{} pixels cannot be resized to {}x{}", image.width, image.height, width,
                                height));
    if (int64_t(width) * image.height > maxPixels)
        throw Error(fmt::format("an image of {} rows is too high to be resized to {} columns", image.height, width));
    Image result = width == image.width ? image : resizeRows(image, width, filter);
    return height == image.height ? result : resizeColumns(result, height, filter);
}

}

Image resizeBicubic(const Image& image, int width, int height)
{
    return resize(image, width, height, {2.0, bicubicWeight});
}

Image resizeBilinear(const Image& image, int width, int height)
{
    return resize(image, width, height, {1.0, bilinearWeight});
}

}

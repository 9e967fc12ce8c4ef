// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace at {
class Tensor;
}

namespace quantscope {

struct ErrorMetrics
{
    double sqnrDb = 0; // 10 log10(Σ ref² / Σ (ref - approx)²); infinity when equal
    double mse = 0; // Σ (ref - approx)² / count
    double relativeMse = 0; // Σ (ref - approx)² / Σ ref²; infinity when ref is 0 and approx is not
    double cosine = 1; // 1 when both are 0, 0 when one is
    double maxAbs = 0; // max |ref - approx|
};

// Adds up pieces of one long comparison. Sums are float64, added in an order that does not depend on threads.
class ErrorAccumulator
{
public:
    // Same shape, any floating dtype and device. Throws Error when the shapes differ.
    void add(const at::Tensor& reference, const at::Tensor& approximation);
    void merge(const ErrorAccumulator& other);
    ErrorMetrics metrics() const;
    int64_t count() const;

private:
    int64_t m_count = 0;
    double m_signal = 0;
    double m_noise = 0;
    double m_approximation = 0;
    double m_product = 0;
    double m_maxAbs = 0;
};

ErrorMetrics compareTensors(const at::Tensor& reference, const at::Tensor& approximation);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace at {
class Tensor;
}

namespace quantscope {

// Counts of values in equal bins over [low, high].
struct Histogram
{
    double low = 0, high = 0;
    std::vector<double> counts;

    bool empty() const
    {
        return counts.empty();
    }
    double total() const;
    double binWidth() const
    {
        return counts.empty() ? 0 : (high - low) / static_cast<double>(counts.size());
    }
    // Share of the values outside [from, to], by bins; a bin that is cut counts in proportion.
    double shareOutside(double from, double to) const;
    // The same counts in fewer bins; `bins` divides the number that there is.
    Histogram coarser(int64_t bins) const;
};

// A histogram of values that come in pieces: symmetric around 0, its reach doubles (and bins merge in pairs) when a
// value lies outside. The result does not depend on the order of pieces or on how many there were.
class HistogramAccumulator
{
public:
    static constexpr int64_t bins = 4096;

    void add(const at::Tensor& x); // any shape and floating dtype; not-a-number is Error
    void merge(const HistogramAccumulator& other);
    const Histogram& histogram() const
    {
        return m_histogram;
    }
    bool empty() const
    {
        return m_count == 0;
    }
    double count() const
    {
        return m_count;
    }
    // Of all values; 0 before the first.
    float min() const
    {
        return m_min;
    }
    float max() const
    {
        return m_max;
    }

private:
    void reach(double limit);

    Histogram m_histogram;
    double m_count = 0;
    float m_min = 0, m_max = 0;
};

}

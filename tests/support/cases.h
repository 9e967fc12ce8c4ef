// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <nlohmann/json.hpp>

#include "files/safetensors.h"

namespace quantscope::test {

// One reference file of recorded cases. Tensors of a case are named "<case>.<tensor>".
class CaseFile
{
public:
    // `name` is relative to the reference folder.
    explicit CaseFile(const std::string& name);

    static bool exists(const std::string& name);

    const std::vector<std::string>& cases() const;
    // Parameters of a case, or of a shared input.
    nlohmann::json parameters(const std::string& key) const;
    bool has(const std::string& name) const;
    // All tensors that begin with `prefix`, without it.
    std::vector<std::string> namesBehind(const std::string& prefix) const;
    at::Tensor tensor(const std::string& name) const;

private:
    SafeTensors m_file;
    std::vector<std::string> m_cases;
};

// Standard normal values, float32.
at::Tensor normal(at::IntArrayRef shape, uint64_t seed = 1);

// Largest |a - b| in float64; infinite when the shapes differ or only one of them is not finite.
double maxDifference(const at::Tensor& a, const at::Tensor& b);
// maxDifference over the largest |b|.
double relativeDifference(const at::Tensor& a, const at::Tensor& b);
// Share of elements with |a - b| > tolerance · max(|b|, floor).
double differingShare(const at::Tensor& a, const at::Tensor& b, double tolerance, double floor);

// One data row per case of the file; none when it is absent, which initTestCase turns into a skip.
void addCaseRows(const std::string& name);

}

#define QUANTSCOPE_REQUIRE_CASES(name)                                                                                 \
    if (!quantscope::test::CaseFile::exists(name))                                                                     \
    QSKIP("a reference file of this test is absent")

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cases.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/randn.h>
#include <QtTest>

#include "reference.h"

namespace quantscope::test {

CaseFile::CaseFile(const std::string& name)
    : m_file(SafeTensors::open(referenceFile(name)))
    , m_cases(nlohmann::json::parse(m_file.metadata().at("cases")).get<std::vector<std::string>>())
{
}

bool CaseFile::exists(const std::string& name)
{
    return std::filesystem::exists(referenceFile(name));
}

const std::vector<std::string>& CaseFile::cases() const
{
    return m_cases;
}

nlohmann::json CaseFile::parameters(const std::string& key) const
{
    return nlohmann::json::parse(m_file.metadata().at(key));
}

bool CaseFile::has(const std::string& name) const
{
    return m_file.contains(name);
}

std::vector<std::string> CaseFile::namesBehind(const std::string& prefix) const
{
    std::vector<std::string> names;
    for (const auto& name : m_file.names())
        if (name.starts_with(prefix))
            names.push_back(name.substr(prefix.size()));
    return names;
}

at::Tensor CaseFile::tensor(const std::string& name) const
{
    return m_file.tensor(name);
}

at::Tensor normal(at::IntArrayRef shape, uint64_t seed)
{
    return at::randn(shape, at::detail::createCPUGenerator(seed), at::TensorOptions(at::kFloat));
}

double maxDifference(const at::Tensor& a, const at::Tensor& b)
{
    if (a.sizes() != b.sizes())
        return std::numeric_limits<double>::infinity();
    if (a.numel() == 0)
        return 0;
    const double largest = (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
    return std::isnan(largest) ? std::numeric_limits<double>::infinity() : largest;
}

double relativeDifference(const at::Tensor& a, const at::Tensor& b)
{
    const double largest = b.numel() > 0 ? b.to(at::kDouble).abs().max().item<double>() : 0;
    return maxDifference(a, b) / std::max(largest, std::numeric_limits<double>::min());
}

double differingShare(const at::Tensor& a, const at::Tensor& b, double tolerance, double floor)
{
    if (a.sizes() != b.sizes())
        return 1;
    const at::Tensor expected = b.to(at::kDouble);
    const at::Tensor close = (a.to(at::kDouble) - expected).abs() <= expected.abs().clamp_min(floor) * tolerance;
    return 1 - close.to(at::kDouble).mean().item<double>();
}

void addCaseRows(const std::string& name)
{
    QTest::addColumn<QString>("id");
    if (!CaseFile::exists(name))
        return;
    const CaseFile file(name);
    for (const auto& id : file.cases())
        QTest::newRow(id.c_str()) << QString::fromStdString(id);
}

}

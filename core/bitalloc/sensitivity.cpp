// SPDX-License-Identifier: GPL-3.0-or-later
#include "bitalloc/sensitivity.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "base/csv.h"
#include "base/error.h"
#include "base/text.h"

namespace quantscope {
namespace {

constexpr SensitivityMeasure measureTable[] = {
    {"kurtosis", "Kurtosis", "",
     "Fourth moment of the transformed weights over the squared variance, times 4 to the minus bits: heavy tails waste "
     "codes. "
     "Looks at no input.",
     MeasureCost::Layer},
    {"hessian_trace", "Error × Hessian trace", "",
     "Squared error of the quantized weight times the mean diagonal of the Hessian of sampled inputs (HAWQ-V2, arXiv "
     "1911.03852)",
     MeasureCost::Layer},
    {"output_error", "Output error", "", "Squared error of the layer's own output over its energy, on sampled inputs",
     MeasureCost::Layer},
    {"kl", "Output divergence", "nats",
     "Kullback-Leibler divergence of the answers' next-token distributions when only this group is quantized, mean "
     "over the tokens of the float model's own answers",
     MeasureCost::Walk},
    {"hits", "Lost answers", "answers",
     "Calibration questions that are answered wrong when only this group is quantized, less those before",
     MeasureCost::Walk},
};

bool belongTogether(const Layer& a, const Layer& b)
{
    const auto kind = [](Role role) {
        return role == Role::Query || role == Role::Key || role == Role::Value ? 1
            : role == Role::MlpGate || role == Role::MlpUp                     ? 2
                                                                               : 0;
    };
    return a.tower == b.tower && a.block == b.block && a.block >= 0 && kind(a.role) != 0 &&
        kind(a.role) == kind(b.role);
}

std::string lastPart(const std::string& name)
{
    return name.substr(name.find_last_of('.') + 1);
}

// Average ranks, from 1.
std::vector<double> ranks(std::span<const double> values)
{
    std::vector<size_t> order(values.size());
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return values[a] < values[b]; });
    std::vector<double> result(values.size());
    for (size_t from = 0, to = 0; from < order.size(); from = to) {
        while (to < order.size() && values[order[to]] == values[order[from]])
            ++to;
        for (size_t i = from; i < to; ++i)
            result[order[i]] = 0.5 * double(from + to + 1);
    }
    return result;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b)
{
    const double n = double(a.size());
    double sumA = 0, sumB = 0, aa = 0, bb = 0, ab = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        sumA += a[i];
        sumB += b[i];
    }
    for (size_t i = 0; i < a.size(); ++i) {
        const double x = a[i] - sumA / n, y = b[i] - sumB / n;
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

void checkLengths(std::span<const double> a, std::span<const double> b)
{
    if (a.size() != b.size())
        throw Error(fmt::format("rank correlation: lists of {} and {} values", a.size(), b.size()));
}

}

std::vector<BitGroup> bitGroups(const std::vector<Layer>& layers, const Plan& plan)
{
    std::vector<BitGroup> groups;
    for (size_t i = 0; i < layers.size(); ++i) {
        if (!plan.schemes.at(i).quantizesWeight())
            continue;
        const auto layer = static_cast<LayerIndex>(i);
        const auto mate = std::find_if(groups.begin(), groups.end(), [&](const BitGroup& group) {
            return belongTogether(layers[static_cast<size_t>(group.layers.front())], layers[i]);
        });
        if (mate == groups.end()) {
            groups.push_back({layers[i].name, {layer}});
        } else {
            mate->layers.push_back(layer);
            mate->name += " + " + lastPart(layers[i].name);
        }
    }
    return groups;
}

std::span<const SensitivityMeasure> sensitivityMeasures()
{
    return measureTable;
}

const SensitivityMeasure& sensitivityMeasure(std::string_view id)
{
    for (const auto& measure : measureTable)
        if (measure.id == id)
            return measure;
    throw Error("measure '" + std::string(id) + "' is not known; there are " +
                listedBy(measureTable, &SensitivityMeasure::id));
}

bool MeasuredScores::complete() const
{
    return std::none_of(rows.begin(), rows.end(), [](const auto& row) { return row.empty(); });
}

const MeasuredScores* SensitivityTable::find(std::string_view measure) const
{
    const auto it = std::find_if(measures.begin(), measures.end(), [&](const auto& m) { return m.measure == measure; });
    return it == measures.end() ? nullptr : &*it;
}

std::vector<std::vector<double>> searchCosts(const SensitivityTable& scores, std::string_view measure)
{
    const auto* measured = scores.find(measure);
    if (!measured || !measured->complete())
        throw Error("the scores of measure '" + std::string(measure) + "' are not complete");
    auto costs = measured->rows;
    if (const auto* kl = scores.find("kl"); measure == "hits" && kl && kl->complete()) {
        double total = 0;
        for (const auto& row : kl->rows)
            total += *std::max_element(row.begin(), row.end());
        for (size_t g = 0; g < costs.size() && total > 0; ++g)
            for (size_t b = 0; b < costs[g].size(); ++b)
                costs[g][b] += 0.5 * kl->rows[g][b] / total;
    }
    for (auto& row : costs)
        for (size_t b = row.size(); b-- > 1;)
            row[b - 1] = std::max(row[b - 1], row[b]);
    return costs;
}

double spearman(std::span<const double> a, std::span<const double> b)
{
    checkLengths(a, b);
    return a.empty() ? 0 : correlation(ranks(a), ranks(b));
}

double kendall(std::span<const double> a, std::span<const double> b)
{
    checkLengths(a, b);
    double sum = 0, untiedA = 0, untiedB = 0;
    const auto sign = [](double x, double y) { return x < y ? -1 : x > y ? 1 : 0; };
    for (size_t i = 0; i < a.size(); ++i)
        for (size_t j = i + 1; j < a.size(); ++j) {
            const int x = sign(a[i], a[j]), y = sign(b[i], b[j]);
            sum += x * y;
            untiedA += x != 0;
            untiedB += y != 0;
        }
    return untiedA > 0 && untiedB > 0 ? sum / std::sqrt(untiedA * untiedB) : 0;
}

std::vector<RankAgreement> rankAgreement(const SensitivityTable& scores, int bits)
{
    const auto it = std::find(scores.bits.begin(), scores.bits.end(), bits);
    if (it == scores.bits.end())
        throw Error(fmt::format("rank agreement: {} bits were not measured", bits));
    const auto column = static_cast<size_t>(it - scores.bits.begin());
    std::vector<std::pair<std::string, std::vector<double>>> columns;
    for (const auto& measured : scores.measures) {
        if (!measured.complete())
            continue;
        auto& [id, values] = columns.emplace_back(measured.measure, std::vector<double>());
        for (const auto& row : measured.rows)
            values.push_back(row.at(column));
    }
    std::vector<RankAgreement> pairs;
    for (size_t i = 0; i < columns.size(); ++i)
        for (size_t j = i + 1; j < columns.size(); ++j)
            pairs.push_back({columns[i].first, columns[j].first, spearman(columns[i].second, columns[j].second),
                             kendall(columns[i].second, columns[j].second)});
    return pairs;
}

nlohmann::json sensitivityToJson(const SensitivityTable& scores, const std::vector<Layer>& layers)
{
    nlohmann::json json{{"schema", 1}, {"bits", scores.bits}, {"questions", scores.questions}};
    if (scores.floatCorrect >= 0)
        json["float_hits"] = scores.floatCorrect;
    for (size_t g = 0; g < scores.groups.size(); ++g) {
        nlohmann::json group{{"name", scores.groups[g].name}, {"scores", nlohmann::json::object()}};
        for (const LayerIndex layer : scores.groups[g].layers)
            group["layers"].push_back(layers.at(static_cast<size_t>(layer)).name);
        for (const auto& measured : scores.measures)
            if (!measured.rows[g].empty())
                group["scores"][measured.measure] = measured.rows[g];
        json["groups"].push_back(std::move(group));
    }
    for (const int bits : scores.bits)
        for (const auto& pair : rankAgreement(scores, bits))
            json["rank_agreement"].push_back(
                {{"bits", bits}, {"a", pair.a}, {"b", pair.b}, {"spearman", pair.spearman}, {"kendall", pair.kendall}});
    return json;
}

std::string sensitivityToCsv(const SensitivityTable& scores, const std::vector<Layer>& layers)
{
    std::string csv = "group,layers,measure,bits,score\n";
    for (size_t g = 0; g < scores.groups.size(); ++g) {
        std::string names;
        for (const LayerIndex layer : scores.groups[g].layers)
            names += (names.empty() ? "" : " ") + layers.at(static_cast<size_t>(layer)).name;
        for (const auto& measured : scores.measures)
            for (size_t b = 0; b < measured.rows[g].size(); ++b)
                csv += csvLine({scores.groups[g].name, names, measured.measure, std::to_string(scores.bits[b]),
                                csvNumber(measured.rows[g][b])});
    }
    return csv;
}

}

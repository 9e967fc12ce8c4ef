// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers behind the lessons on zero points, formats, scales and bytes.
#include <algorithm>
#include <cmath>
#include <random>

#include "base/error.h"
#include "experiments/presets.h"
#include "layerview/scalecost.h"
#include "layerview/storedbytes.h"
#include "layerview/storedparts.h"
#include "layerview/valueformats.h"
#include "layerview/zeropoint.h"
#include "numeric/smallgrid.h"
#include "testmain.h"

using namespace quantscope;

namespace {

std::vector<float> normalValues(size_t count, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& x : values)
        x = normal(generator);
    return values;
}

size_t countAbove(const std::vector<double>& levels, double from)
{
    return static_cast<size_t>(std::count_if(levels.begin(), levels.end(), [&](double x) { return x > from; }));
}

bool agrees(double a, double b, double tolerance = 1e-6)
{
    return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

}

class TestLessonNumbers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aZeroPointUsesAllCodesOfOneSidedValues()
    {
        // 0, 1 … 15: four bits without a sign hold each of them.
        std::vector<float> values;
        for (int i = 0; i <= 15; ++i)
            values.push_back(static_cast<float>(i));
        const auto use = zeroPointUse(values, 4);
        QCOMPARE(use.low, 0.0f);
        QCOMPARE(use.high, 15.0f);
        QCOMPARE(use.asymmetric.grid.scale, 1.0);
        QCOMPARE(use.asymmetric.grid.zero, 0.0);
        QCOMPARE(use.asymmetric.reached, int64_t(16));
        QCOMPARE(use.asymmetric.error.levelsUsed, int64_t(16));
        QCOMPARE(use.asymmetric.error.total(), 0.0);
        QVERIFY(agrees(use.symmetric.grid.scale, 15.0 / 7));
        QCOMPARE(use.symmetric.reached, int64_t(8)); // 0 … 7 of -8 … 7
        QVERIFY(use.symmetric.error.total() > 0);
    }

    void aZeroPointLiesWhereZeroIs()
    {
        const std::vector<float> values{-1, 0, 3};
        const auto use = zeroPointUse(values, 2);
        QVERIFY(agrees(use.asymmetric.grid.scale, 4.0 / 3));
        QCOMPARE(use.asymmetric.grid.zero, 1.0); // 0.75
        QCOMPARE(use.asymmetric.grid.level(1), 0.0);
        QCOMPARE(zeroPointUse({}, 4).symmetric.grid.scale, 1.0);
    }

    void formatsHoldTheNumbersOfTheirStandards()
    {
        const auto levels = [](const char* id) { return valueFormat(id).levels(); };
        const auto e4m3 = levels("e4m3"), e5m2 = levels("e5m2"), nf4 = levels("nf4");
        // OFP8 1.0, table 2: largest, smallest normal and smallest subnormal numbers.
        QCOMPARE(e4m3.back(), 448.0);
        QCOMPARE(e4m3.size(), size_t(253));
        QCOMPARE(e4m3[e4m3.size() / 2], 0.0);
        QCOMPARE(e4m3[e4m3.size() / 2 + 1], std::ldexp(1.0, -9));
        QCOMPARE(countAbove(e4m3, std::ldexp(1.0, -6) - 1e-9), size_t(119)); // 15 exponents of 8, less a NaN
        QCOMPARE(e5m2.back(), 57344.0);
        QCOMPARE(e5m2.size(), size_t(247));
        QCOMPARE(e5m2[e5m2.size() / 2 + 1], std::ldexp(1.0, -16));
        // MX 1.0, section 5.3.3.
        QCOMPARE(levels("e2m1"), (std::vector<double>{-6, -4, -3, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 4, 6}));
        QCOMPARE(levels("int8").front(), -128.0);
        QCOMPARE(levels("int8").size(), size_t(256));
        QCOMPARE(levels("int4").back(), 7.0);
        QCOMPARE(nf4.size(), size_t(16));
        QCOMPARE(nf4[7], 0.0);
        QVERIFY_EXCEPTION_THROWN(valueFormat("fp3"), Error);
    }

    void levelsAscendWithoutRepetition()
    {
        for (const auto& format : valueFormats()) {
            const auto levels = format.levels();
            QVERIFY2(std::adjacent_find(levels.begin(), levels.end(), std::greater_equal<>()) == levels.end(),
                     format.id.data());
            QVERIFY2(levels.size() <= size_t(1) << format.bits, format.id.data());
            for (const double level : levels)
                QCOMPARE(nearestLevel(levels, level), level);
        }
    }

    void nearestIsNearest()
    {
        const auto levels = valueFormat("e2m1").levels();
        QCOMPARE(nearestLevel(levels, 2.4), 2.0);
        QCOMPARE(nearestLevel(levels, 2.6), 3.0);
        QCOMPARE(nearestLevel(levels, -100), -6.0);
        QCOMPARE(nearestLevel(levels, 100), 6.0);
        QCOMPARE(nearestLevel(levels, 0.25), 0.0);
    }

    void formatErrorsAreThoseByHand()
    {
        // A scale of 1: 5 lies between 4 and 6 and goes to 4, 0.4 to 0.5.
        const std::vector<float> values{6, 5, 0.4f, -3};
        const auto error = formatError(values, 4, valueFormat("e2m1"));
        QVERIFY(agrees(error.sqnrDb, 10 * std::log10((36 + 25 + 0.16 + 9) / (1 + 0.01)), 1e-5));
        QCOMPARE(error.levelsUsed, int64_t(4));
        // In MX the scale of 6 … 7.99 is 1, that of 8 is 2: 7 is clipped to 6.
        const std::vector<float> wide{7, 0, 0, 0, 8, 0, 0, 0};
        const auto mx = formatError(wide, 4, valueFormat("e2m1"), {4, true});
        QVERIFY(agrees(mx.sqnrDb, 10 * std::log10((49.0 + 64.0) / 1.0), 1e-5));
        QVERIFY(formatError(wide, 4, valueFormat("e2m1"), {4, false}).sqnrDb > 200);
        QVERIFY_EXCEPTION_THROWN(formatError(values, 3, valueFormat("nf4")), Error);
    }

    void integersAgreeWithTheGrid()
    {
        const auto values = normalValues(512, 3);
        const auto grid = gridError(values, symmetricGrid(largest(values), 4));
        const auto format = formatError(values, 64, valueFormat("int4"));
        QVERIFY(agrees(format.sqnrDb, grid.sqnrDb(), 1e-9));
        QCOMPARE(format.levelsUsed, grid.levelsUsed);
        const auto rows = formatError(values, 64, valueFormat("int4"), {64, false});
        QVERIFY(agrees(rows.sqnrDb, sharingError(values, 64, Sharing::Row, 4, 1).sqnrDb, 1e-9));
    }

    // What the QLoRA paper says of normal values with a scale per block of 64, and of outliers for FP8.
    void formatsFitTheirValues()
    {
        const auto normal = normalValues(64 * 256, 4);
        const auto db = [](const std::vector<float>& x, const char* id, int64_t group) {
            return formatError(x, 64, valueFormat(id), {group, false}).sqnrDb;
        };
        QVERIFY(db(normal, "nf4", 64) > db(normal, "int4", 64));
        QVERIFY(db(normal, "int8", 64) > db(normal, "e4m3", 64));
        QVERIFY(db(normal, "e4m3", 64) > db(normal, "e5m2", 64));
        auto outlier = normal;
        outlier[0] = 3000;
        QVERIFY(db(outlier, "e4m3", 0) > db(outlier, "int8", 0));
    }

    void scalesAreStoredAsTheirFormatHoldsThem()
    {
        QCOMPARE(storedScale(1.0 / 3, ScaleStorage::Float16), 1365.0 / 4096);
        QCOMPARE(storedScale(1e9, ScaleStorage::Float16), 65504.0);
        QCOMPARE(storedScale(1e-9, ScaleStorage::Float16), std::ldexp(1.0, -24));
        QCOMPARE(storedScale(0.3, ScaleStorage::PowerOfTwo), 0.5);
        QCOMPARE(storedScale(0.25, ScaleStorage::PowerOfTwo), 0.25);
        QCOMPARE(storedScale(0.1, ScaleStorage::Float32), double(0.1f));
    }

    void bitsPerWeightCountScales()
    {
        const auto values = normalValues(4 * 128, 5);
        const auto cost = scaleCost(values, 128, 32, {4, false, ScaleStorage::Float16});
        QCOMPARE(cost.scales, int64_t(16));
        QCOMPARE(cost.bitsPerWeight, 4.5);
        QCOMPARE(scaleCost(values, 128, 32, {4, true, ScaleStorage::Float16}).bitsPerWeight, 4.625);
        QCOMPARE(scaleCost(values, 128, 32, {4, false, ScaleStorage::PowerOfTwo}).bitsPerWeight, 4.25);
        QCOMPARE(scaleCost(values, 128, 1000, {3, false, ScaleStorage::Float32}).bitsPerWeight, 3.25);
        const auto exact = sharingError(values, 128, Sharing::Group, 4, 32);
        QVERIFY(std::abs(scaleCost(values, 128, 32, {4, false, ScaleStorage::Float32}).sqnrDb - exact.sqnrDb) < 0.01);
        QVERIFY(std::abs(cost.sqnrDb - exact.sqnrDb) < 0.1);
        QVERIFY_EXCEPTION_THROWN(scaleCost(values, 100, 32, {}), Error);
        QVERIFY_EXCEPTION_THROWN(scaleCost(values, 128, 0, {}), Error);
    }

    void smallerGroupsCostMoreAndBringMore()
    {
        const auto values = normalValues(64 * 192, 6);
        const auto costs = scaleCosts(values, 192, {4, false, ScaleStorage::Float16});
        QCOMPARE(costs.size(), size_t(6)); // 8, 16, 32, 64, 128, the row
        QCOMPARE(costs.back().group, int64_t(192));
        for (size_t i = 1; i < costs.size(); ++i) {
            QVERIFY(costs[i].bitsPerWeight < costs[i - 1].bitsPerWeight);
            QVERIFY(costs[i].sqnrDb < costs[i - 1].sqnrDb);
        }
    }

    void bytesAreCountedByPacking()
    {
        // A row of 70 codes of 3 bits: 210 bits, 27 bytes; 10 codes to a word, 7 words; a byte each.
        QCOMPARE(storedBytes(2, 70, {3, 0, false, Packing::Dense}).codes, 54.0);
        QCOMPARE(storedBytes(2, 70, {3, 0, false, Packing::Words}).codes, 56.0);
        QCOMPARE(storedBytes(2, 70, {3, 0, false, Packing::BytePerCode}).codes, 140.0);
        const auto groups = storedBytes(2, 70, {4, 32, true, Packing::Dense});
        QCOMPARE(groups.codes, 70.0);
        QCOMPARE(groups.scales, 12.0); // two rows of three groups
        QCOMPARE(groups.zeroPoints, 3.0);
        QCOMPARE(groups.total(), 85.0);
        QCOMPARE(storedBytes(2, 70, {16, 0, false, Packing::Dense}).total(), 280.0);
        QVERIFY_EXCEPTION_THROWN(storedBytes(2, 70, {9, 0, false, Packing::Dense}), Error);
    }

    void aModelsBytesAreTheEstimates()
    {
        ModelOutline outline;
        outline.layers = {{"v", Tower::Vision, 0, Role::AttentionInput, 64, 96},
                          {"p", Tower::Projector, -1, Role::ProjectorIn, 32, 64},
                          {"l", Tower::Llm, 0, Role::Query, 64, 64},
                          {"d", Tower::Llm, 0, Role::MlpDown, 128, 64},
                          {"h", Tower::Llm, -1, Role::Head, 64, 200}};
        for (const auto& layer : outline.layers)
            outline.elements += double(layer.in) * double(layer.out);
        outline.elements += 1000;
        const auto plan = resolve(findPreset("mquant-w8a8-w4a8")->make(), outline.layers);
        const auto model = storedModel(plan, outline);
        QCOMPARE(model.parts.size(), size_t(3));
        QCOMPARE(model.otherBytes, 2000.0);
        double bytes = model.otherBytes, floats = model.otherBytes;
        for (const auto& part : model.parts) {
            bytes += part.bytes();
            floats += part.floatBytes;
        }
        const auto size = estimateSize(plan, outline);
        QVERIFY(agrees(bytes, size.bytes, 1e-12));
        QVERIFY(agrees(floats, size.floatBytes, 1e-12));
        QCOMPARE(model.parts[0].mostBits, 8);
        QCOMPARE(model.parts[2].fewestBits, 4);
        QCOMPARE(model.parts[2].mostBits, 16); // the head
    }
};

QUANTSCOPE_TEST(TestLessonNumbers)
#include "tst_lessonnumbers.moc"

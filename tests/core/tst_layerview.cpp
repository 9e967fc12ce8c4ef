// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

#include "base/error.h"
#include "layerview/viewlayer.h"
#include "numeric/weightquantizer.h"
#include "testmain.h"

using namespace quantscope;

namespace {

Linear layer(const at::Tensor& weight)
{
    Linear linear;
    linear.weight = weight;
    return linear;
}

Linear quantizedLayer(const at::Tensor& weight, const WeightFormat& format)
{
    auto linear = layer(weight);
    linear.quantized = roundToNearest(weight, format);
    linear.weight = linear.quantized->dequantized;
    return linear;
}

InputProfile profileOf(const at::Tensor& x, bool text)
{
    HistogramAccumulator sum;
    sum.add(x);
    InputProfile profile;
    (text ? profile.text : profile.image) = sum.histogram();
    (text ? profile.textValues : profile.imageValues) = sum.count();
    profile.min = sum.min();
    profile.max = sum.max();
    return profile;
}

}

class TestLayerView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gridOfOneRowIsTheQuantizers()
    {
        const auto weight = at::randn({6, 40});
        WeightFormat format;
        format.bits = 4;
        const auto quantized = quantizedLayer(weight, format);
        const auto view = viewWeight(layer(weight), layer(weight), quantized, 2);
        QCOMPARE(view.row, 2);
        QCOMPARE(view.rows, 6);
        QCOMPARE(view.grid->levels(), 16);
        QCOMPARE(view.grid->grids, 6);
        QVERIFY(std::abs(view.grid->scale - quantized.quantized->scale[2][0].item<double>()) < 1e-12);
        QCOMPARE(view.after.total(), 40.0);
        QCOMPARE(viewWeight(layer(weight), layer(weight), quantized, -1).after.total(), 240.0);
        QCOMPARE(view.columnMaxAfter.size(), size_t(40));
        QCOMPARE(view.columnMaxAfter[7], weight.select(1, 7).abs().max().item<float>());
        QCOMPARE(view.grid->clippedShare, 0.0);
        // Every rounded weight is one of the levels.
        const double code = quantized.weight[2][5].item<double>() / view.grid->scale + view.grid->zero;
        QVERIFY(std::abs(code - std::round(code)) < 1e-3);
    }

    void clippedWeightsAreCounted()
    {
        auto weight = at::full({1, 100}, 0.1f);
        weight[0][0] = 10;
        WeightFormat format;
        format.bits = 4;
        auto quantized = quantizedLayer(weight, format);
        quantized.quantized->scale = at::full({1, 1}, 0.1f); // as if clip search had cut the outlier off
        const auto view = viewWeight(layer(weight), layer(weight), quantized, -1);
        QCOMPARE(view.grid->clippedShare, 0.01);
    }

    void errorPictureKeepsTheLargestOfEachCell()
    {
        const auto weight = at::zeros({500, 700});
        auto rounded = layer(weight.clone());
        rounded.weight[499][3] = 2.5;
        rounded.quantized = roundToNearest(weight, [] {
            WeightFormat f;
            f.bits = 8;
            return f;
        }());
        const auto map = *viewWeight(layer(weight), layer(weight), rounded, -1).error;
        QCOMPARE(map.rows, 500);
        QCOMPARE(map.columns, 700);
        QCOMPARE(int64_t(map.cells.size()), map.cellRows * map.cellColumns);
        QVERIFY(map.cellRows <= 160 && map.cellColumns <= 160);
        QCOMPARE(*std::max_element(map.cells.begin(), map.cells.end()), 2.5f);
        const auto place = std::max_element(map.cells.begin(), map.cells.end()) - map.cells.begin();
        QCOMPARE(place / map.cellColumns, map.cellRows - 1);
        QCOMPARE(place % map.cellColumns, 0);
    }

    void floatLayersHaveNeitherGridNorError()
    {
        const auto weight = at::randn({3, 4});
        const auto view = viewWeight(layer(weight), layer(weight), layer(weight), -1);
        QVERIFY(!view.grid && !view.error);
        QVERIFY_EXCEPTION_THROWN(viewWeight(layer(weight), layer(weight), layer(weight), 3), Error);
    }

    void inputGridsOfAllModes()
    {
        const auto profile = profileOf(at::linspace(-4, 8, 10000), true);
        auto linear = layer(at::randn({2, 2}));
        QVERIFY(!viewInput(profile, profile, linear).grid);
        linear.input.mode = ActivationMode::Static;
        linear.input.grid = {8, true, 0.03125f, 0, -128, 127, -4, 4};
        auto view = viewInput(profile, profile, linear);
        QCOMPARE(view.grid->level(127), 127 * 0.03125);
        QVERIFY(std::abs(view.grid->clippedShare - (8 - 3.984) / 12) < 2e-3); // all above 127.5 steps
        linear.input.mode = ActivationMode::Dynamic;
        linear.input.format.bits = 8;
        view = viewInput(profile, profile, linear);
        QVERIFY(view.grid->perToken);
        QVERIFY(std::abs(view.grid->level(127) - 8) < 1e-6);
        linear.input.format.symmetric = false;
        view = viewInput(profile, profile, linear);
        QVERIFY(std::abs(view.grid->level(view.grid->low) + 4) < 0.05);
        QVERIFY(std::abs(view.grid->level(view.grid->high) - 8) < 0.05);
    }

    void imageAndTextAddUp()
    {
        auto profile = profileOf(at::full({100}, 3.0f), false);
        const auto text = profileOf(at::full({50}, 0.001f), true);
        profile.text = text.text;
        profile.textValues = text.textValues;
        const auto view = viewInput(profile, profile, layer(at::randn({2, 2})));
        QCOMPARE(view.before.total(), 150.0);
        QCOMPARE(view.image.total(), 100.0);
        QCOMPARE(view.text.total(), 50.0);
        QCOMPARE(view.before.shareOutside(-0.1, 0.1), 100.0 / 150);
    }
};

QUANTSCOPE_TEST(TestLayerView)
#include "tst_layerview.moc"

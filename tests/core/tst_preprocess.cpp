// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/error.h"
#include "image/preprocess.h"
#include "testmain.h"

using namespace quantscope;

namespace {

Image gradient(int width, int height)
{
    Image image{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.rgb.insert(image.rgb.end(),
                             {static_cast<uint8_t>(x), static_cast<uint8_t>(y), static_cast<uint8_t>(x * y)});
    return image;
}

}

class TestPreprocess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tilesCoverTheGrid();
    void noResizeWhenItFits();
    void upscaledTiles();
    void noCandidates();
    void closestGridTies();
    void normalizedValues();
    void refusesBadInput();
};

void TestPreprocess::tilesCoverTheGrid()
{
    for (int width = 1; width < 4000; width += 97)
        for (int height = 1; height < 4000; height += 131) {
            const auto tiling = chooseTiling(width, height, {1, 12, 448, true, false});
            QCOMPARE(static_cast<int>(tiling.boxes.size()), tiling.columns * tiling.rows);
            QVERIFY(tiling.columns * tiling.rows <= 12);
            QCOMPARE(tiling.thumbnail, tiling.boxes.size() > 1);
            QCOMPARE(tiling.boxes.back().right, tiling.columns * 448);
            QCOMPARE(tiling.boxes.back().bottom, tiling.rows * 448);
        }
}

void TestPreprocess::noResizeWhenItFits()
{
    const auto image = gradient(32, 16);
    const auto tiling = chooseTiling(32, 16, {1, 6, 16, true, false});
    QCOMPARE(tiling.columns, 2);
    QCOMPARE(tiling.rows, 1);
    const auto tiles = cutTiles(image, tiling);
    QCOMPARE(tiles.size(), size_t(3));
    QCOMPARE(tiles[0].rgb, crop(image, 0, 0, 16, 16).rgb);
    QCOMPARE(tiles[1].rgb, crop(image, 16, 0, 32, 16).rgb);
    QCOMPARE(tiles[2].rgb, resizeBicubic(image, 16, 16).rgb);
}

void TestPreprocess::upscaledTiles()
{
    const auto image = gradient(20, 20);
    const auto tiling = chooseTiling(20, 20, {1, 6, 16, true, true});
    QCOMPARE(tiling.columns * tiling.rows, 4);
    const auto doubled = resizeBilinear(image, 40, 40);
    const auto tiles = cutTiles(image, tiling);
    QCOMPARE(tiles.back().rgb, resizeBicubic(doubled, 16, 16).rgb);
    QCOMPARE(tiles.front().rgb, crop(resizeBicubic(doubled, 32, 32), 0, 0, 16, 16).rgb);
}

void TestPreprocess::noCandidates()
{
    const auto tiling = chooseTiling(300, 100, {5, 4, 56, true, false});
    QCOMPARE(tiling.columns, 1);
    QCOMPARE(tiling.rows, 1);
    QVERIFY(!tiling.thumbnail);
    QCOMPARE(tiling.count(), 1);
}

void TestPreprocess::closestGridTies()
{
    const std::vector<std::pair<int, int>> grids = {{1, 1}, {2, 2}};
    // 2x2 replaces 1x1 only with more than half of its 4 tiles' pixels.
    QCOMPARE(closestGrid(141, 141, grids, 100), std::pair(1, 1));
    QCOMPARE(closestGrid(142, 142, grids, 100), std::pair(2, 2));
}

void TestPreprocess::normalizedValues()
{
    Image tile{1, 1, {0, 128, 255}};
    const auto values = normalizeTiles({tile, tile});
    QCOMPARE(values.sizes(), at::IntArrayRef({2, 3, 1, 1}));
    QCOMPARE(values.scalar_type(), at::kFloat);
    QCOMPARE(values[1][0].item<float>(), (0.0f - 0.485f) / 0.229f);
    QCOMPARE(values[1][1].item<float>(), (128.0f / 255.0f - 0.456f) / 0.224f);
    QCOMPARE(values[1][2].item<float>(), (1.0f - 0.406f) / 0.225f);
    QCOMPARE(normalizeTiles({}).size(0), 0);
}

void TestPreprocess::refusesBadInput()
{
    QVERIFY_THROWS_EXCEPTION(Error, chooseTiling(0, 5, {}));
    QVERIFY_THROWS_EXCEPTION(Error, chooseTiling(5, -1, {}));
    QVERIFY_THROWS_EXCEPTION(Error, chooseTiling(5, 5, {1, 0, 448, true, false}));
    QVERIFY_THROWS_EXCEPTION(Error, chooseTiling(5, 5, {1, 1 << 30, 448, true, false}));
    QVERIFY_THROWS_EXCEPTION(Error, chooseTiling(5, 5, {1, 6, 0, true, false}));
    QVERIFY_THROWS_EXCEPTION(Error, cutTiles(Image(), chooseTiling(5, 5, {})));
    QVERIFY_THROWS_EXCEPTION(Error, normalizeTiles({gradient(4, 4), gradient(5, 5)}));
    QVERIFY_THROWS_EXCEPTION(Error, normalizeTiles({gradient(4, 5)}));
}

QUANTSCOPE_TEST(TestPreprocess)
#include "tst_preprocess.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>

#include "files/safetensors.h"
#include "image/preprocess.h"
#include "reference.h"
#include "testmain.h"

using namespace quantscope;
using nlohmann::json;
using test::readJson;
using test::referenceFile;

namespace {

Image imageFrom(const at::Tensor& pixels)
{
    const auto dense = pixels.contiguous();
    Image image{static_cast<int>(dense.size(1)), static_cast<int>(dense.size(0)), {}};
    image.rgb.assign(dense.data_ptr<uint8_t>(), dense.data_ptr<uint8_t>() + dense.numel());
    return image;
}

std::vector<uint8_t> readBytes(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TilingOptions optionsOf(const json& parameters)
{
    TilingOptions options;
    options.maxTiles = parameters.at("max_num");
    options.tileSize = parameters.at("input_size");
    options.upscale = parameters.at("upscale");
    return options;
}

}

class TestReferencePreprocess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tilings();
    void closestRatios();
    void loadedImages();
    void decodedImages();
};

void TestReferencePreprocess::initTestCase()
{
    if (!std::filesystem::exists(referenceFile("quant/dynamic_tiling.json")))
        QSKIP("the reference files are not here");
}

void TestReferencePreprocess::tilings()
{
    const auto file = readJson(referenceFile("quant/dynamic_tiling.json"));
    QVERIFY(!file.at("cases").empty());
    for (const auto& c : file.at("cases")) {
        TilingOptions options;
        options.minTiles = c.at("min_num");
        options.maxTiles = c.at("max_num");
        options.tileSize = c.at("image_size");
        options.useThumbnail = c.at("use_thumbnail");
        const auto tiling = chooseTiling(c.at("width"), c.at("height"), options);
        const auto name = c.dump();
        QVERIFY2(tiling.columns == c.at("cols") && tiling.rows == c.at("rows"), name.c_str());
        QVERIFY2(json({tiling.columns * tiling.tileSize, tiling.rows * tiling.tileSize}) == c.at("resized"),
                 name.c_str());
        QVERIFY2(tiling.thumbnail == c.at("thumbnail").get<bool>(), name.c_str());
        QVERIFY2(tiling.count() == c.at("n_tiles"), name.c_str());
        json boxes = json::array();
        for (const auto& box : tiling.boxes)
            boxes.push_back({box.left, box.top, box.right, box.bottom});
        QVERIFY2(boxes == c.at("boxes"), name.c_str());
    }
}

void TestReferencePreprocess::closestRatios()
{
    const auto file = readJson(referenceFile("quant/dynamic_tiling.json"));
    QVERIFY(!file.at("closest_ratio_direct").empty());
    for (const auto& c : file.at("closest_ratio_direct")) {
        const auto candidates = c.at("ratios").get<std::vector<std::pair<int, int>>>();
        const auto chosen = closestGrid(c.at("width"), c.at("height"), candidates, c.at("image_size"));
        QVERIFY2((chosen == c.at("chosen").get<std::pair<int, int>>()), c.dump().c_str());
    }
}

void TestReferencePreprocess::loadedImages()
{
    const auto file = SafeTensors::open(referenceFile("quant/load_image.safetensors"));
    const auto cases = json::parse(file.metadata().at("cases"));
    QVERIFY(!cases.empty());
    for (const std::string name : cases) {
        const auto parameters = json::parse(file.metadata().at(name));
        const auto image = imageFrom(file.tensor(parameters.at("pixels")));
        const auto tiling = chooseTiling(image.width, image.height, optionsOf(parameters));
        QVERIFY2(tiling.columns == parameters.at("cols") && tiling.rows == parameters.at("rows"), name.c_str());
        QVERIFY2(tiling.count() == parameters.at("n_tiles"), name.c_str());

        const auto tiles = cutTiles(image, tiling);
        const auto expected = file.tensor(name + ".tiles_u8");
        QCOMPARE(static_cast<int64_t>(tiles.size()), expected.size(0));
        int64_t checksum = 0;
        for (size_t i = 0; i < tiles.size(); ++i) {
            const auto expectedTile = imageFrom(expected[static_cast<int64_t>(i)]);
            QVERIFY2(tiles[i].width == expectedTile.width && tiles[i].height == expectedTile.height, name.c_str());
            QVERIFY2(tiles[i].rgb == expectedTile.rgb, (name + ", tile " + std::to_string(i)).c_str());
            for (const auto level : tiles[i].rgb)
                checksum += level;
        }
        QCOMPARE(checksum, parameters.at("tiles_checksum").get<int64_t>());

        const auto values = normalizeTiles(tiles);
        if (parameters.at("float32_stored"))
            QVERIFY2(at::equal(values, file.tensor(name + ".pixel_values")), name.c_str());
        const double sum = values.to(at::kDouble).sum().item<double>();
        const double absoluteSum = values.to(at::kDouble).abs().sum().item<double>();
        const double expectedSum = parameters.at("pixel_values_sum");
        const double expectedAbsoluteSum = parameters.at("pixel_values_abs_sum");
        QVERIFY2(std::abs(sum - expectedSum) < 1e-9 * expectedAbsoluteSum, name.c_str());
        QVERIFY2(std::abs(absoluteSum - expectedAbsoluteSum) < 1e-9 * expectedAbsoluteSum, name.c_str());
    }
}

void TestReferencePreprocess::decodedImages()
{
    const auto file = SafeTensors::open(referenceFile("quant/load_image.safetensors"));
    for (const std::string name : json::parse(file.metadata().at("cases"))) {
        const auto parameters = json::parse(file.metadata().at(name));
        const auto png = referenceFile("quant/" + parameters.at("image").get<std::string>());
        const auto image = decodeImage(readBytes(png), png.string());
        QCOMPARE(image.width, parameters.at("width").get<int>());
        QCOMPARE(image.height, parameters.at("height").get<int>());
        QVERIFY2(image.rgb == imageFrom(file.tensor(parameters.at("pixels"))).rgb, name.c_str());
    }
}

QUANTSCOPE_TEST(TestReferencePreprocess)
#include "tst_reference_preprocess.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "base/error.h"
#include "files/sha256.h"
#include "image/image.h"
#include "reference.h"
#include "testmain.h"

using namespace quantscope;

namespace {

std::filesystem::path imageDir()
{
    return std::filesystem::path(QUANTSCOPE_SOURCE_DIR) / "tests/data/images";
}

std::vector<uint8_t> readBytes(const std::string& name)
{
    std::ifstream in(imageDir() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Image decodeFile(const std::string& name)
{
    return decodeImage(readBytes(name), name);
}

void addImageRows()
{
    QTest::addColumn<QString>("name");
    const auto expected = test::readJson(imageDir() / "expected.json");
    for (const auto& [name, value] : expected.at("images").items())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

// The sentence of the Error that decoding throws; empty when it throws none.
std::string refusal(std::span<const uint8_t> bytes)
{
    try {
        decodeImage(bytes, "the image");
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

}

class TestImage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesAsPillow_data()
    {
        addImageRows();
    }
    void decodesAsPillow();
    void placesTheFirstFrame();
    void truncated_data()
    {
        addImageRows();
    }
    void truncated();
    void damaged_data()
    {
        addImageRows();
    }
    void damaged();
    void refusesOtherBytes();
    void refusesHugeImages();
    void refusesEmptyCanvases();
    void knowsItsKinds();
    void resizesAsPillow();
    void keepsConstantColour();
    void crops();
    void refusesBadSizes();
};

void TestImage::decodesAsPillow()
{
    QFETCH(QString, name);
    const auto expected = test::readJson(imageDir() / "expected.json").at("images").at(name.toStdString());
    const auto image = decodeFile(name.toStdString());
    QCOMPARE(image.width, expected.at("width").get<int>());
    QCOMPARE(image.height, expected.at("height").get<int>());
    QCOMPARE(image.rgb.size(), size_t(image.width) * size_t(image.height) * 3);
    QCOMPARE(sha256Hex(image.rgb), expected.at("sha256").get<std::string>());
}

// A canvas of 60 x 50 pixels with the first frame, 40 x 30, at (2, 4): as Pillow, black around it. Sizes stand in the
// file less one, places halved.
void TestImage::placesTheFirstFrame()
{
    auto bytes = readBytes("anim_alpha.webp");
    const auto plain = decodeImage(bytes, "plain");
    const std::string mark = "ANMF";
    const auto frame = std::search(bytes.begin(), bytes.end(), mark.begin(), mark.end()) + 8;
    bytes[24] = 59;
    bytes[27] = 49;
    frame[0] = 1;
    frame[3] = 2;
    const auto moved = decodeImage(bytes, "moved");
    QCOMPARE(moved.width, 60);
    QCOMPARE(moved.height, 50);
    for (int y = 0; y < 50; ++y)
        for (int x = 0; x < 60; ++x)
            for (int c = 0; c < 3; ++c) {
                const bool inside = x >= 2 && x < 42 && y >= 4 && y < 34;
                const auto expected = inside ? plain.rgb[size_t(3 * (40 * (y - 4) + x - 2) + c)] : 0;
                QCOMPARE(moved.rgb[size_t(3 * (60 * y + x) + c)], uint8_t(expected));
            }
    frame[0] = 20; // beyond the canvas
    QVERIFY(refusal(bytes).starts_with("the image: "));
}

void TestImage::truncated()
{
    QFETCH(QString, name);
    if (name == "anim.gif" || name == "multi.tif")
        QSKIP("its first image is whole in the first half");
    const auto bytes = readBytes(name.toStdString());
    for (size_t size = 0; size < bytes.size() / 2; ++size) {
        const auto sentence = refusal(std::span(bytes).first(size));
        QVERIFY2(sentence.starts_with("the image: "), ("cut to " + std::to_string(size) + ": " + sentence).c_str());
    }
}

// Damage is either refused or gives an image of a sane size; under a sanitizer this also checks the bounds.
void TestImage::damaged()
{
    QFETCH(QString, name);
    const auto bytes = readBytes(name.toStdString());
    std::mt19937 random(1);
    for (int i = 0; i < 200; ++i) {
        auto changed = bytes;
        for (unsigned n = 1 + random() % 4; n > 0; --n)
            changed[random() % changed.size()] = static_cast<uint8_t>(random());
        try {
            const auto image = decodeImage(changed, "the image");
            QCOMPARE(image.rgb.size(), size_t(image.width) * size_t(image.height) * 3);
        } catch (const Error& error) {
            QVERIFY2(std::string(error.what()).starts_with("the image: "), error.what());
        }
    }
}

void TestImage::refusesOtherBytes()
{
    const std::string text = "GIF90a and so on";
    const auto* data = reinterpret_cast<const uint8_t*>(text.data());
    QCOMPARE(refusal({data, text.size()}),
             std::string("the image: is not an image of a known format, JPEG, PNG, WebP, GIF, BMP or TIFF "
                         "is expected"));
    QVERIFY(!refusal({}).empty());
}

void TestImage::refusesHugeImages()
{
    auto bytes = readBytes("cmyk.jpg");
    // The frame header: length, precision, height, width.
    const std::array<uint8_t, 2> frame = {0xff, 0xc0};
    const auto at = std::search(bytes.begin(), bytes.end(), frame.begin(), frame.end());
    QVERIFY(at != bytes.end());
    for (int i = 5; i < 9; ++i)
        *(at + i) = 0xf0;
    QVERIFY(refusal(bytes).find("61680x61680 pixels") != std::string::npos);
}

// 35 bytes that ask for a canvas of 30,000 x 30,000 pixels.
void TestImage::refusesEmptyCanvases()
{
    auto bytes = readBytes("local.gif");
    bytes[6] = bytes[8] = 0x30;
    bytes[7] = bytes[9] = 0x75;
    QVERIFY(refusal(bytes).find("empty but for a thousandth") != std::string::npos);
}

void TestImage::knowsItsKinds()
{
    for (const char* name : {"rgb.png", "grey.jpg", "lossy.webp", "plain.gif", "p4.bmp", "rgb16be.tif", "p_lzw.tif"})
        QVERIFY2(isKnownImage(readBytes(name)), name);
    QVERIFY(!isKnownImage(readBytes("expected.json")));
    QVERIFY(!isKnownImage({}));
}

void TestImage::resizesAsPillow()
{
    const auto expected = test::readJson(imageDir() / "expected.json");
    QVERIFY(!expected.at("resized").empty());
    for (const auto& c : expected.at("resized")) {
        const auto image = decodeFile(c.at("file"));
        const auto resized = c.at("filter") == "bicubic" ? resizeBicubic(image, c.at("width"), c.at("height"))
                                                         : resizeBilinear(image, c.at("width"), c.at("height"));
        QCOMPARE(resized.width, c.at("width").get<int>());
        QCOMPARE(resized.height, c.at("height").get<int>());
        QVERIFY2(sha256Hex(resized.rgb) == c.at("sha256").get<std::string>(), c.dump().c_str());
    }
}

void TestImage::keepsConstantColour()
{
    Image image{37, 23, {}};
    for (int i = 0; i < 37 * 23; ++i)
        image.rgb.insert(image.rgb.end(), {7, 200, 255});
    for (const auto& [width, height] : {std::pair(5, 3), std::pair(100, 90), std::pair(37, 23), std::pair(1, 400)}) {
        const auto resized = resizeBicubic(image, width, height);
        for (size_t i = 0; i < resized.rgb.size(); i += 3)
            QVERIFY(resized.rgb[i] == 7 && resized.rgb[i + 1] == 200 && resized.rgb[i + 2] == 255);
    }
}

void TestImage::crops()
{
    Image image{3, 2, {}};
    for (uint8_t i = 0; i < 18; ++i)
        image.rgb.push_back(i);
    const auto part = crop(image, 1, 1, 3, 2);
    QCOMPARE(part.width, 2);
    QCOMPARE(part.height, 1);
    QCOMPARE(part.rgb, (std::vector<uint8_t>{12, 13, 14, 15, 16, 17}));
    QCOMPARE(crop(image, 0, 0, 3, 2).rgb, image.rgb);
    QVERIFY_THROWS_EXCEPTION(Error, crop(image, 0, 0, 4, 2));
    QVERIFY_THROWS_EXCEPTION(Error, crop(image, -1, 0, 3, 2));
    QVERIFY_THROWS_EXCEPTION(Error, crop(image, 2, 0, 2, 2));
}

void TestImage::refusesBadSizes()
{
    const auto image = decodeFile("rgb.png");
    QVERIFY_THROWS_EXCEPTION(Error, resizeBicubic(image, 0, 5));
    QVERIFY_THROWS_EXCEPTION(Error, resizeBicubic(image, 5, -1));
    QVERIFY_THROWS_EXCEPTION(Error, resizeBicubic(image, 1 << 20, 1 << 20));
    QVERIFY_THROWS_EXCEPTION(Error, resizeBilinear(Image(), 5, 5));
}

QUANTSCOPE_TEST(TestImage)
#include "tst_image.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The route through JPEG against Pillow: tests/data/jpegroute.json has small images, and the pixels that Pillow 13
// reads back from the .jpg file that it writes of each, as VLMEvalKit did.
#include "base/error.h"
#include "files/base64.h"
#include "files/jsonfile.h"
#include "files/sha256.h"
#include "image/imageroute.h"
#include "image/jpegwrite.h"
#include "testmain.h"

using namespace quantscope;

class TestImageRoute : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pixelsAreThoseOfPillow_data()
    {
        QTest::addColumn<QString>("json");
        for (const auto& row : readJsonFile(QUANTSCOPE_SOURCE_DIR "/tests/data/jpegroute.json"))
            QTest::newRow(row.at("name").get<std::string>().c_str()) << QString::fromStdString(row.dump());
    }

    void pixelsAreThoseOfPillow()
    {
        QFETCH(QString, json);
        const auto row = nlohmann::json::parse(json.toStdString());
        const auto bytes = decodeBase64(row.at("image").get<std::string>());
        QVERIFY(bytes);
        const auto image = decodeImage(*bytes, ImageRoute::Jpeg75, "the image");
        QCOMPARE(image.width, row.at("width").get<int>());
        QCOMPARE(image.height, row.at("height").get<int>());
        for (size_t c = 0; c < 3; ++c)
            QCOMPARE(int(image.rgb[c]), row.at("first")[c].get<int>());
        QCOMPARE(QString::fromStdString(sha256Hex(image.rgb)), QString::fromStdString(row.at("sha256")));
    }

    // Finding D7 of the audit: 16x16 pixels of (255, 0, 0) reach the model as (254, 0, 0).
    void redLosesOneLevel()
    {
        Image red{16, 16, {}};
        for (int i = 0; i < 256; ++i)
            red.rgb.insert(red.rgb.end(), {255, 0, 0});
        const auto png = encodePng(red);
        const auto stored = decodeImage(png, ImageRoute::Stored, "red");
        const auto published = decodeImage(png, ImageRoute::Jpeg75, "red");
        for (size_t i = 0; i < red.rgb.size(); ++i) {
            QCOMPARE(int(stored.rgb[i]), i % 3 == 0 ? 255 : 0);
            QCOMPARE(int(published.rgb[i]), i % 3 == 0 ? 254 : 0);
        }
    }

    void whatJpegCannotHoldIsNamed()
    {
        const Image wide{65501, 1, std::vector<uint8_t>(size_t(65501) * 3)};
        const auto png = encodePng(wide);
        QCOMPARE(decodeImage(png, ImageRoute::Stored, "row 7").width, 65501);
        try {
            decodeImage(png, ImageRoute::Jpeg75, "row 7");
            QFAIL("no error");
        } catch (const Error& problem) {
            QCOMPARE(QString(problem.what()),
                     QString("row 7: 65501x1 pixels cannot be written as JPEG, sides from 1 to 65500 are expected"));
        }
        const std::vector<uint8_t> few(5);
        QVERIFY_EXCEPTION_THROWN(encodeJpeg({2, 1, 3, few}, "short"), Error);
        QVERIFY_EXCEPTION_THROWN(encodeJpeg({0, 0, 3, {}}, "empty"), Error);
        const std::vector<uint8_t> noImage(20);
        QVERIFY_EXCEPTION_THROWN(decodeImage(noImage, ImageRoute::Jpeg75, "none"), Error);
    }
};

QUANTSCOPE_TEST(TestImageRoute)
#include "tst_imageroute.moc"

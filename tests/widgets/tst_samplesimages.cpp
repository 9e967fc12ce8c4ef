// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>

#include "samples/imageloader.h"
#include "samples/imageview.h"
#include "samplesdata.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::samplesdata;

namespace {

Tiling tiling(int columns, int rows, bool thumbnail)
{
    Tiling result;
    result.columns = columns;
    result.rows = rows;
    result.tileSize = 100;
    result.thumbnail = thumbnail;
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < columns; ++x)
            result.boxes.push_back({100 * x, 100 * y, 100 * x + 100, 100 * y + 100});
    return result;
}

QImage plain(int width, int height, QColor color = Qt::white)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(color);
    return image;
}

}

class TestSamplesImages : public QObject
{
    Q_OBJECT

private slots:
    void loadsAndKeeps();
    void showsWhatTheModelGets();
    void scalesDownOnly();
    void saysWhatIsDamaged();
    void newestFirst();
    void limitsItsCache();
    void mayGoWhileLoading();
    void zoomsAroundTheCursor();
    void movesOnlyWhatIsLarger();
    void fitsAgain();
    void mapsTiles();
    void drawsTiles();
    void staysSharpWhenReduced();
};

void TestSamplesImages::loadsAndKeeps()
{
    ImageLoader loader(8);
    QSignalSpy loaded(&loader, &ImageLoader::loaded);
    const auto bytes = picture(30, 20, Qt::red);
    QVERIFY(!loader.request(bytes).ready);
    QVERIFY(!loader.request(bytes).ready);
    QVERIFY(loaded.wait());
    const auto result = loader.request(bytes);
    QVERIFY(result.ready && result.problem.isEmpty());
    QCOMPARE(result.image.size(), QSize(30, 20));
    QCOMPARE(result.image.pixelColor(7, 7), QColor(Qt::red));
    // It was asked for twice and is decoded once: what comes next is another one.
    const auto other = picture(5, 5);
    QVERIFY(!loader.request(other).ready);
    QVERIFY(loaded.wait());
    QVERIFY(loader.request(other).ready);
    QCOMPARE(loaded.size(), 2);
    loader.clear();
    QVERIFY(!loader.request(bytes).ready);
    QVERIFY(loaded.wait());
}

// Through JPEG red loses a level; both routes of one image are kept apart.
void TestSamplesImages::showsWhatTheModelGets()
{
    ImageLoader loader(8);
    QSignalSpy loaded(&loader, &ImageLoader::loaded);
    const auto bytes = picture(16, 16, Qt::red);
    loader.request(bytes, {}, ImageRoute::Jpeg75);
    QVERIFY(loaded.wait());
    QCOMPARE(loader.request(bytes, {}, ImageRoute::Jpeg75).image.pixelColor(7, 7), QColor(254, 0, 0));
    QVERIFY(!loader.request(bytes).ready);
    QVERIFY(loaded.wait());
    QCOMPARE(loader.request(bytes).image.pixelColor(7, 7), QColor(255, 0, 0));
    QCOMPARE(loader.request(bytes, {}, ImageRoute::Jpeg75).image.pixelColor(7, 7), QColor(254, 0, 0));
}

void TestSamplesImages::scalesDownOnly()
{
    ImageLoader loader(8);
    QSignalSpy loaded(&loader, &ImageLoader::loaded);
    const auto large = picture(300, 100);
    const auto small = picture(10, 10);
    loader.request(large, {60, 60});
    loader.request(small, {60, 60});
    QTRY_COMPARE(loaded.size(), 2);
    QCOMPARE(loader.request(large, {60, 60}).image.size(), QSize(60, 20));
    QCOMPARE(loader.request(small, {60, 60}).image.size(), QSize(10, 10));
}

void TestSamplesImages::saysWhatIsDamaged()
{
    ImageLoader loader(8);
    QSignalSpy loaded(&loader, &ImageLoader::loaded);
    const auto bytes = std::make_shared<const std::vector<uint8_t>>(std::vector<uint8_t>{1, 2, 3});
    loader.request(bytes);
    QVERIFY(loaded.wait());
    const auto result = loader.request(bytes);
    QVERIFY(result.ready && result.image.isNull());
    QVERIFY(result.problem.contains("JPEG, PNG, WebP, GIF, BMP or TIFF"));
    QVERIFY(loader.request(nullptr).ready);
    QVERIFY(!loader.request(nullptr).problem.isEmpty());
}

void TestSamplesImages::newestFirst()
{
    ImageLoader loader(64);
    const auto slow = picture(3000, 2000);
    std::vector<EncodedImage> many;
    for (int i = 0; i < 100; ++i)
        many.push_back(picture(4, 4, QColor(i, i, i)));
    QStringList order;
    int loaded = 0;
    connect(&loader, &ImageLoader::loaded, this, [&] {
        ++loaded;
        if (order.isEmpty())
            order << (loader.request(slow).ready ? "slow" : "other");
    });
    loader.request(slow);
    for (const auto& bytes : many)
        loader.request(bytes);
    QTRY_VERIFY(loader.request(many.back()).ready);
    QCOMPARE(order.first(), QString("slow"));
    // Those that waited longest are forgotten until they are asked for again.
    QTRY_COMPARE(loaded, 1 + 64);
    QVERIFY(!loader.request(many.front()).ready);
    QTRY_VERIFY(loader.request(many.front()).ready);
}

void TestSamplesImages::limitsItsCache()
{
    ImageLoader loader(1);
    QSignalSpy loaded(&loader, &ImageLoader::loaded);
    const auto first = picture(400, 400); // 0.64 MB
    const auto second = picture(400, 400);
    const auto huge = picture(1000, 1000);
    loader.request(first);
    QVERIFY(loaded.wait());
    loader.request(second);
    QVERIFY(loaded.wait());
    QVERIFY(loader.request(second).ready);
    loader.request(huge);
    QVERIFY(loaded.wait());
    QVERIFY2(loader.request(huge).ready, "one image is kept whatever its size");
    QVERIFY(!loader.request(second).ready);
}

void TestSamplesImages::mayGoWhileLoading()
{
    for (int i = 0; i < 5; ++i) {
        int reported = 0;
        const auto bytes = picture(800, 800);
        {
            ImageLoader loader(8);
            connect(&loader, &ImageLoader::loaded, this, [&] { ++reported; });
            loader.request(bytes);
        }
        QCoreApplication::sendPostedEvents();
        QCOMPARE(reported, 0); // nothing comes from a loader that is gone
        QCOMPARE(bytes.use_count(), 1L); // and nothing of it holds the image
    }
}

void TestSamplesImages::zoomsAroundTheCursor()
{
    ImageView view;
    view.resize(400, 300);
    view.setImage(plain(800, 600));
    QCOMPARE(view.scale(), 0.5);
    const QPointF cursor(100, 100);
    const auto before = view.toImage(cursor);
    QWheelEvent wheel(cursor, view.mapToGlobal(cursor), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&view, &wheel);
    QCOMPARE(view.scale(), 0.5 * 1.25 * 1.25);
    QVERIFY(QLineF(before, view.toImage(cursor)).length() < 1e-9);
    QTest::keyClick(&view, Qt::Key_1);
    QCOMPARE(view.scale(), 1.0);
    for (int i = 0; i < 40; ++i)
        QTest::keyClick(&view, Qt::Key_Plus);
    QCOMPARE(view.scale(), 40.0);
    for (int i = 0; i < 80; ++i)
        QTest::keyClick(&view, Qt::Key_Minus);
    QCOMPARE(view.scale(), 0.5);
}

void TestSamplesImages::movesOnlyWhatIsLarger()
{
    ImageView view;
    view.resize(400, 300);
    view.setImage(plain(800, 600));
    const auto fitted = view.toImage({0, 0});
    QTest::keyClick(&view, Qt::Key_Left);
    QCOMPARE(view.toImage({0, 0}), fitted);
    view.showActualPixels();
    QCOMPARE(view.toImage({0, 0}), QPointF(200, 150));
    QTest::mousePress(&view, Qt::LeftButton, {}, {200, 150});
    QMouseEvent move(QEvent::MouseMove, QPointF(230, 170), view.mapToGlobal(QPointF(230, 170)), Qt::NoButton,
                     Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&view, &move);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, {230, 170});
    QCOMPARE(view.toImage({0, 0}), QPointF(170, 130));
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.toImage({0, 0}), QPointF(210, 130));
    for (int i = 0; i < 30; ++i)
        QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.toImage({400, 0}).x(), 800.0);
}

void TestSamplesImages::fitsAgain()
{
    ImageView view;
    view.resize(400, 300);
    view.setImage(plain(800, 600));
    view.showActualPixels();
    QTest::mouseDClick(&view, Qt::LeftButton);
    QCOMPARE(view.scale(), 0.5);
    view.resize(200, 150);
    view.grab();
    QCOMPARE(view.scale(), 0.25);
    view.setImage(plain(4, 4)); // not blown up without limit
    QCOMPARE(view.scale(), 8.0);
    QCOMPARE(view.toImage({100, 75}), QPointF(2, 2));
}

void TestSamplesImages::mapsTiles()
{
    ImageView view;
    view.resize(400, 300);
    view.setImage(plain(800, 300)); // shown as 400 x 150 in the middle
    QVERIFY(view.tileArea({0, 0, 100, 100}).isNull());
    view.setTiling(tiling(4, 2, true));
    QCOMPARE(view.tileArea({0, 0, 100, 100}), QRectF(0, 75, 100, 75));
    QCOMPARE(view.tileArea({300, 100, 400, 200}), QRectF(300, 150, 100, 75));
    QVERIFY(view.accessibleDescription().contains("4 × 2 tiles + thumbnail"));
    view.setTiling(tiling(1, 1, false));
    QVERIFY(!view.accessibleDescription().contains("thumbnail"));
}

void TestSamplesImages::drawsTiles()
{
    ImageView view;
    view.resize(400, 400);
    view.setImage(plain(400, 400, Qt::green));
    view.setTiling(tiling(2, 2, false));
    const auto without = view.grab().toImage();
    QCOMPARE(without.pixelColor(200, 100), QColor(Qt::green));
    view.setTilesShown(true);
    const auto with = view.grab().toImage();
    QVERIFY(with.pixelColor(200, 100) != QColor(Qt::green));
    QCOMPARE(with.pixelColor(100, 100), QColor(Qt::green));
    view.setProblem("The image is damaged.");
    QVERIFY(view.image().isNull());
    QCOMPARE(view.accessibleDescription(), QString("The image is damaged."));
}

void TestSamplesImages::staysSharpWhenReduced()
{
    // Single lines, one pixel in eight: a reduction that skips pixels would drop or keep them whole.
    QImage lines = plain(1600, 1600);
    for (int x = 0; x < 1600; x += 8)
        for (int y = 0; y < 1600; ++y)
            lines.setPixelColor(x, y, Qt::black);
    ImageView view;
    view.resize(200, 200);
    view.setImage(lines);
    const auto darkest = [&] {
        const auto shown = view.grab().toImage();
        int value = 255;
        for (int x = 20; x < 180; ++x)
            value = std::min(value, qGray(shown.pixel(x, 100)));
        return value;
    };
    QTRY_VERIFY(darkest() > 200 && darkest() < 250);
}

QUANTSCOPE_TEST(TestSamplesImages)
#include "tst_samplesimages.moc"

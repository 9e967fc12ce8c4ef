// SPDX-License-Identifier: GPL-3.0-or-later
#include <QBuffer>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTextBrowser>
#include <QToolButton>

#include "cuttext.h"
#include "guitest.h"
#include "samples/imageview.h"
#include "samples/textpictureform.h"
#include "samples/trypanel.h"
#include "samplesdata.h"
#include "testmain.h"

using namespace quantscope;

namespace {

QImage plain(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::blue);
    return image;
}

template <class Widget> Widget* named(const QWidget& parent, const QString& name)
{
    for (auto* widget : parent.findChildren<Widget*>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

int darkPixels(const QImage& image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += qGray(image.pixel(x, y)) < 100;
    return count;
}

}

class TestSamplesTry : public QObject
{
    Q_OBJECT

private slots:
    void drawsText();
    void turnsAndDisturbs();
    void keepsItsLimits();
    void asksAboutDrawnText();
    void asksAboutOwnImages();
    void refusesWhatIsNoImage();
    void showsWhatTheModelGets();
    void doesNotTurnPhotos();
    void followsTheRoute();
    void refusesWhatTheRouteCannotTake();
    void pastes();
    void takesDrops();
    void saysWhatIsMissing();
    void dimsOldAnswers();
    void beginsWithTheBenchmark();
    void judgesAnswersByTheirOwnQuestion();
    void drawsOnTheGroundOfTheBenchmark();
    void asksAgain();
    void followsTheSelection();
    void keepsThePictureInSight_data();
    void keepsThePictureInSight();
    void cutsNoText();

private:
    static QString answers(const TryPanel& panel)
    {
        return panel.findChild<QTextBrowser*>()->toPlainText();
    }
    static QString status(const TryPanel& panel)
    {
        QStringList texts;
        for (const auto* label : panel.findChildren<QLabel*>())
            if (!label->isHidden())
                texts << label->text();
        return texts.join('\n');
    }
};

void TestSamplesTry::drawsText()
{
    TextPicture picture;
    QVERIFY(renderText(picture).isNull());
    picture.text = "Hello";
    const auto hello = renderText(picture);
    QVERIFY(darkPixels(hello) > 100);
    QCOMPARE(hello.pixelColor(0, 0), QColor(Qt::white));
    QCOMPARE(renderText(picture), hello);
    picture.text = "Hello\nWorld and more";
    const auto more = renderText(picture);
    QVERIFY(more.height() > hello.height() && more.width() > hello.width());
    picture.colors = TextPicture::Colors::WhiteOnBlack;
    auto inverted = renderText(picture);
    QCOMPARE(inverted.pixelColor(0, 0), QColor(Qt::black));
    inverted.invertPixels();
    QCOMPARE(inverted, more);
}

void TestSamplesTry::turnsAndDisturbs()
{
    TextPicture picture;
    picture.text = "A rather long line";
    const auto straight = renderText(picture);
    picture.angle = 45;
    const auto turned = renderText(picture);
    QVERIFY(turned.height() > 2 * straight.height());
    QVERIFY(darkPixels(turned) > darkPixels(straight) / 2);
    // Counterclockwise: the line rises to the right, so its end is in the upper right corner.
    const int half = turned.width() / 2;
    QVERIFY(darkPixels(turned.copy(half, 0, half, turned.height() / 2)) >
            darkPixels(turned.copy(0, 0, half, turned.height() / 2)));
    picture.angle = 0;
    picture.noise = 0.3;
    const auto noisy = renderText(picture);
    QCOMPARE(noisy.size(), straight.size());
    QVERIFY(noisy != straight);
    QCOMPARE(renderText(picture), noisy);
    picture.noise = 0;
    QCOMPARE(renderText(picture), straight);
}

void TestSamplesTry::keepsItsLimits()
{
    TextPicture picture;
    picture.text = QString("word ").repeated(2000) + QString(500, 'x');
    picture.size = 100000;
    picture.angle = 1000;
    picture.noise = 7;
    const auto image = renderText(picture);
    QVERIFY(image.width() <= 2048 && image.height() <= 2048);
    picture.size = -3;
    QVERIFY(!renderText(picture).isNull());
}

void TestSamplesTry::asksAboutDrawnText()
{
    TryPanel panel;
    QSignalSpy asked(&panel, &TryPanel::asked);
    auto* ask = panel.findChildren<QPushButton*>().last();
    auto* question = named<QLineEdit>(panel, "Question");
    QVERIFY(!panel.image().isNull());
    QTest::keyClick(question, Qt::Key_Return);
    QCOMPARE(asked.size(), 0); // no model
    panel.setModels(true, true);
    QTest::keyClick(question, Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][1].toString(), QString("What is written in the image?"));
    panel.setAnswers(QString("It says hello."), QString("It says hallo."));
    QVERIFY(answers(panel).contains("✓"));
    QVERIFY(answers(panel).contains("✗"));
    QVERIFY(panel.findChild<QTextBrowser*>()->toHtml().contains("underline"));
    // What was typed last is asked about, even before the preview has followed.
    panel.findChild<QPlainTextEdit*>()->setPlainText("Other");
    QTest::keyClick(question, Qt::Key_Enter);
    QCOMPARE(asked.size(), 2);
    QVERIFY(!asked[0][0].toByteArray().isEmpty());
    QVERIFY(asked[1][0] != asked[0][0]);
    panel.setAnswers(QString("other"), std::nullopt);
    QVERIFY(answers(panel).contains("✓"));
    question->clear();
    QVERIFY(!ask->isEnabled());
    question->setText("x");
    panel.findChild<QPlainTextEdit*>()->clear();
    QTest::keyClick(question, Qt::Key_Enter);
    QCOMPARE(asked.size(), 2);
}

void TestSamplesTry::asksAboutOwnImages()
{
    TryPanel panel;
    panel.setModels(true, true);
    QSignalSpy asked(&panel, &TryPanel::asked);
    panel.setImage(plain(40, 30), "blue.png");
    QCOMPARE(panel.image().size(), QSize(40, 30));
    QCOMPARE(panel.findChild<ImageView*>()->image().size(), QSize(40, 30));
    QVERIFY(status(panel).contains("blue.png, 40 × 30 pixels"));
    QTest::keyClick(named<QLineEdit>(panel, "Question"), Qt::Key_Return);
    QCOMPARE(QImage::fromData(asked[0][0].toByteArray()).size(), QSize(40, 30));
    panel.setAnswers(QString("blue"), QString("blue"));
    QVERIFY(!answers(panel).contains("✓"));
    panel.findChildren<QRadioButton*>().at(1)->setChecked(true);
    QVERIFY(panel.image().size() != QSize(40, 30));
}

void TestSamplesTry::refusesWhatIsNoImage()
{
    TryPanel panel;
    panel.setModels(true, true);
    panel.setImage({}, "text.txt");
    QVERIFY(status(panel).contains("text.txt is not an image"));
    panel.setImageFile("no image", "some.png");
    QVERIFY(status(panel).contains("some.png: is not an image of a known format"));
    panel.setImage(plain(3, 3), "small.png");
    QVERIFY(!status(panel).contains("is not an image"));
}

namespace {

QByteArray imageFile(const char* name)
{
    QFile file(QStringLiteral(QUANTSCOPE_SOURCE_DIR) + "/tests/data/images/" + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QRgb firstPixel(const TryPanel& panel, int x)
{
    return panel.image().pixel(x, 0) & 0xffffff;
}

}

// Pillow's convert("RGB") of these files, which is what a model gets of a data set.
void TestSamplesTry::showsWhatTheModelGets()
{
    TryPanel panel;
    // 16 bits: 0, 3, 255, 256, 40000, 65535 are clipped, not scaled.
    panel.setImageFile(imageFile("grey16.png"), "grey16.png");
    const std::vector<QRgb> levels{0, 0x030303, 0xffffff, 0xffffff, 0xffffff, 0xffffff};
    for (int x = 0; x < int(levels.size()); ++x)
        QCOMPARE(firstPixel(panel, x), levels[size_t(x)]);
    // Black on transparent is black on black; so it is when another program hands over an image with alpha.
    QImage drawing(4, 2, QImage::Format_ARGB32);
    drawing.fill(Qt::transparent);
    drawing.setPixel(1, 0, qRgba(0, 0, 0, 255));
    panel.setImage(drawing, "drawing");
    QVERIFY(!panel.image().hasAlphaChannel());
    QCOMPARE(firstPixel(panel, 0), QRgb(0));
    QCOMPARE(firstPixel(panel, 1), QRgb(0));
    for (const char* name : {"lossy.webp", "plain.gif", "p4.bmp", "orient6.tif"}) {
        panel.setImageFile(imageFile(name), name);
        QVERIFY2(status(panel).contains(name), name);
    }
    QCOMPARE(panel.image().size(), QSize(13, 21)); // Pillow turns TIFF files
}

// A JPEG that says it lies on its side is 30 x 20 all the same, also where Qt would turn it.
void TestSamplesTry::doesNotTurnPhotos()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QVERIFY(plain(30, 20).save(&buffer, "JPEG"));
    const auto exif = QByteArray::fromHex("ffe100224578696600004d4d002a00000008000101120003000000010006000000000000");
    bytes.insert(2, exif);
    TryPanel panel;
    panel.setImageFile(bytes, "photo.jpg");
    QCOMPARE(panel.image().size(), QSize(30, 20));
    panel.setImage(plain(3, 3), "small.png");
    auto* mime = new QMimeData;
    mime->setData("image/jpeg", bytes);
    mime->setImageData(plain(20, 30));
    QGuiApplication::clipboard()->setMimeData(mime);
    QTest::keyClick(&panel, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(panel.image().size(), QSize(30, 20)); // the file, not what somebody made of it
}

// Right values from Pillow: the file opened, saved as JPEG where the route says so, opened again, convert("RGB"). An
// image in inks stays in inks: as RGB it would be (234, 101, 96) at (5, 5).
void TestSamplesTry::followsTheRoute()
{
    TryPanel panel;
    panel.setModels(true, true);
    const auto pixelIs = [&](int x, int y, QColor right) {
        const auto shown = panel.findChild<ImageView*>()->image().pixelColor(x, y);
        return panel.image().pixelColor(x, y) == shown && std::abs(shown.red() - right.red()) <= 2 &&
            std::abs(shown.green() - right.green()) <= 2 && std::abs(shown.blue() - right.blue()) <= 2;
    };
    const auto* note = named<QLabel>(panel, "Route of the image");
    const auto file = imageFile("cmyk.jpg");
    panel.setImageFile(file, "cmyk.jpg");
    QVERIFY(pixelIs(5, 5, {247, 106, 126}));
    QVERIFY(note->isHidden());
    panel.setAnswers(QString("a"), QString("b"));
    panel.setRoute(ImageRoute::Jpeg75);
    QVERIFY(pixelIs(5, 5, {248, 105, 137}));
    QVERIFY(pixelIs(0, 0, {129, 0, 0}));
    QVERIFY(!note->isHidden());
    QVERIFY(note->text().contains("re-encoded as JPEG"));
    QVERIFY(answers(panel).contains("last question")); // about other pixels
    // The file goes to the model as it is: the route is taken there, once.
    QSignalSpy asked(&panel, &TryPanel::asked);
    QTest::keyClick(named<QLineEdit>(panel, "Question"), Qt::Key_Return);
    QCOMPARE(asked[0][0].toByteArray(), file);
    // Drawn texts take the same way, typed before or after.
    const auto typed = [&](const QString& text) {
        panel.findChild<QPlainTextEdit*>()->setPlainText(text);
        panel.findChildren<QRadioButton*>().at(1)->setChecked(true);
        QTest::keyClick(named<QLineEdit>(panel, "Question"), Qt::Key_Return);
        return panel.image();
    };
    const auto lossy = typed("W"), other = typed("V");
    panel.setRoute(ImageRoute::Stored);
    const auto stored = panel.image();
    QVERIFY(note->isHidden());
    QVERIFY(stored != other);
    QCOMPARE(stored.size(), other.size());
    QVERIFY(typed("W") != lossy);
    panel.findChildren<QRadioButton*>().last()->setChecked(true);
    QVERIFY(pixelIs(5, 5, {247, 106, 126}));
}

// JPEG has no more than 65500 pixels a side.
void TestSamplesTry::refusesWhatTheRouteCannotTake()
{
    TryPanel panel;
    panel.setModels(true, true);
    panel.setImage(plain(65501, 1), "long.png");
    auto* ask = panel.findChildren<QPushButton*>().last();
    QVERIFY(ask->isEnabled());
    panel.setRoute(ImageRoute::Jpeg75);
    QVERIFY(panel.image().isNull());
    QVERIFY2(status(panel).contains("long.png") && status(panel).contains("65500"), qPrintable(status(panel)));
    QVERIFY(!ask->isEnabled());
    panel.setRoute(ImageRoute::Stored);
    QCOMPARE(panel.image().width(), 65501);
    QVERIFY(ask->isEnabled());
}

void TestSamplesTry::pastes()
{
    TryPanel panel;
    auto* clipboard = QGuiApplication::clipboard();
    clipboard->setText("typed");
    auto* text = panel.findChild<QPlainTextEdit*>();
    text->clear();
    QTest::keyClick(text, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(text->toPlainText(), QString("typed"));
    QTest::keyClick(&panel, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(status(panel).contains("no image on the clipboard"));
    clipboard->setImage(plain(20, 10));
    QTest::keyClick(text, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(panel.image().size(), QSize(20, 10));
    QCOMPARE(text->toPlainText(), QString("typed"));
}

void TestSamplesTry::takesDrops()
{
    TryPanel panel;
    QSignalSpy dropped(&panel, &TryPanel::imageFileDropped);
    const auto drop = [&](const QMimeData& mime) {
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QApplication::sendEvent(&panel, &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent event({5, 5}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&panel, &event);
        return event.isAccepted();
    };
    QMimeData image;
    image.setImageData(plain(12, 34));
    QVERIFY(drop(image));
    QCOMPARE(panel.image().size(), QSize(12, 34));
    QMimeData file;
    file.setUrls({QUrl::fromLocalFile("/tmp/a b.jpg")});
    QVERIFY(drop(file));
    QCOMPARE(dropped[0][0].toString(), QString("/tmp/a b.jpg"));
    QMimeData text;
    text.setText("no image");
    QVERIFY(!drop(text));
}

void TestSamplesTry::saysWhatIsMissing()
{
    TryPanel panel;
    QVERIFY(status(panel).contains("Open a model first"));
    panel.setModels(true, false);
    QVERIFY(status(panel).contains("run a recipe first"));
    panel.setAnswers(QString("a"), std::nullopt);
    QVERIFY(answers(panel).contains("run a recipe first"));
    panel.setProblem("The run was stopped.");
    QVERIFY(status(panel).contains("The run was stopped."));
    panel.setModels(true, true);
    panel.setAnswers(QString("a"), QString());
    QVERIFY(!status(panel).contains("stopped"));
    QVERIFY(answers(panel).contains("(empty)"));
}

void TestSamplesTry::dimsOldAnswers()
{
    TryPanel panel;
    panel.setModels(true, true);
    auto* question = named<QLineEdit>(panel, "Question");
    panel.setAnswers(QString("a"), QString("b"));
    QVERIFY(!answers(panel).contains("last question"));
    question->setText("And now?");
    QVERIFY(answers(panel).contains("last question"));
    panel.setBusy(true);
    QVERIFY(answers(panel).contains("updating"));
    QVERIFY(!panel.findChildren<QPushButton*>().last()->isEnabled());
    panel.setBusy(false);
    panel.setAnswers(QString("c"), QString("d"));
    QVERIFY(!answers(panel).contains("last question"));
}

namespace {

EncodedImage pictureFile(int width, int height, QColor color)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(color);
    return samplesdata::encoded(image);
}

// Question 0 has no image, 1 is red, 2 has two images, the first of them green.
std::shared_ptr<const Dataset> smallBenchmark()
{
    auto data = std::make_shared<Dataset>(*samplesdata::dataset(3));
    data->questions[0].images.clear();
    data->questions[1].images = {pictureFile(30, 20, Qt::red)};
    data->questions[2].images = {pictureFile(50, 40, Qt::green), pictureFile(5, 5, Qt::blue)};
    data->questions[1].question = "which colour?\nSay it.";
    return data;
}

QRadioButton* choice(const TryPanel& panel, const QString& text)
{
    for (auto* button : panel.findChildren<QRadioButton*>())
        if (button->text().remove('&') == text)
            return button;
    return nullptr;
}

}

void TestSamplesTry::beginsWithTheBenchmark()
{
    TryPanel panel;
    panel.resize(900, 500);
    panel.setModels(true, true);
    QSignalSpy asked(&panel, &TryPanel::asked);
    QVERIFY(!choice(panel, "Benchmark")->isEnabled());
    const auto data = smallBenchmark();
    panel.setBenchmark(data);
    QVERIFY(choice(panel, "Benchmark")->isChecked());
    QCOMPARE(panel.image().pixelColor(7, 7), QColor(Qt::red)); // the first question that has an image
    auto* question = named<QLineEdit>(panel, "Question");
    QCOMPARE(question->text(), QString("which colour? Say it."));
    QTest::keyClick(question, Qt::Key_Return);
    const auto& file = *data->questions[1].images[0];
    QCOMPARE(asked[0][0].toByteArray(), QByteArray(reinterpret_cast<const char*>(file.data()), qsizetype(file.size())));
    QCOMPARE(asked[0][1].toString(), QString("which colour?\nSay it.")); // with the lines that the field cannot show
    panel.setAnswers(QString("word 1."), QString("ward"));
    QVERIFY(answers(panel).contains("✓ has an accepted answer"));
    QVERIFY(answers(panel).contains("✗ has no accepted answer"));
    // Another question has its own words; changed ones stay, and nobody knows the right answer to them.
    panel.showQuestion(2);
    QCOMPARE(panel.image().size(), QSize(50, 40));
    QCOMPARE(question->text(), QString("Who signed?"));
    QVERIFY(status(panel).contains("#102"));
    QVERIFY(status(panel).contains("the first of 2 images"));
    question->setText("Who else?");
    for (auto* button : panel.findChildren<QToolButton*>())
        if (button->accessibleName() == "Picture of the previous question")
            button->click();
    QCOMPARE(panel.image().size(), QSize(30, 20));
    QCOMPARE(question->text(), QString("Who else?"));
    QTest::keyClick(question, Qt::Key_Return);
    panel.setAnswers(QString("word 1"), QString("x"));
    QVERIFY(!answers(panel).contains("✓"));
    panel.showQuestion(1);
    QCOMPARE(question->text(), QString("which colour? Say it."));
    panel.showQuestion(0); // without an image: nothing changes
    QCOMPARE(panel.image().size(), QSize(30, 20));
    // What is pasted is asked about in usual words, wherever the focus is.
    QGuiApplication::clipboard()->setImage(plain(20, 10));
    QTest::keyClick(panel.findChild<QSpinBox*>(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(panel.image().size(), QSize(20, 10));
    QCOMPARE(question->text(), QString("What is written in the image?"));
    panel.setBenchmark(nullptr);
    QVERIFY(!choice(panel, "Benchmark")->isEnabled());
    QCOMPARE(panel.image().size(), QSize(20, 10));
}

// While the next answer comes, the one before keeps the judgement of its own text.
void TestSamplesTry::judgesAnswersByTheirOwnQuestion()
{
    TryPanel panel;
    panel.setModels(true, true);
    auto* question = named<QLineEdit>(panel, "Question");
    QTest::keyClick(question, Qt::Key_Return); // "Hello" is drawn
    panel.setAnswers(QString("hello"), QString("hello"));
    QCOMPARE(answers(panel).count("✓ has the text"), 2);
    panel.findChild<QPlainTextEdit*>()->setPlainText("Other");
    QTest::keyClick(question, Qt::Key_Return);
    panel.setBusy(true);
    QCOMPARE(answers(panel).count("✓ has the text"), 2);
    QVERIFY(!answers(panel).contains("✗"));
    panel.setBusy(false);
    panel.setAnswers(QString("hello"), QString("other"));
    QCOMPARE(answers(panel).count("✓ has the text"), 1);
    QCOMPARE(answers(panel).count("✗ lacks the text"), 1);
}

void TestSamplesTry::drawsOnTheGroundOfTheBenchmark()
{
    QVERIFY(!groundOf({}));
    // Along the border of 4 x 3: 14 values, corners twice; in red six times 10 and eight times 200.
    QImage small(4, 3, QImage::Format_RGB32);
    small.fill(QColor(200, 50, 7));
    for (int x = 0; x < 4; ++x)
        small.setPixelColor(x, 0, QColor(10, 50, 7));
    const auto ground = groundOf(small);
    QCOMPARE(ground->size, QSize(4, 3));
    QCOMPARE(ground->color, QColor(200, 50, 7));
    TextPicture picture;
    picture.text = "Hello";
    picture.colors = TextPicture::Colors::OnGround;
    picture.ground = PictureGround{{120, 60}, QColor(230, 240, 210)};
    const auto light = renderText(picture);
    QCOMPARE(light.size(), QSize(120, 60));
    for (const auto corner : {QPoint(0, 0), QPoint(119, 59)})
        QCOMPARE(light.pixelColor(corner), QColor(230, 240, 210));
    QVERIFY(darkPixels(light) > 50);
    picture.text = QString(60, 'w'); // one word: it gets smaller instead of being broken
    QCOMPARE(renderText(picture).size(), QSize(120, 60));
    picture.text = "Hello";
    picture.ground->color = QColor(20, 30, 40);
    const auto dark = renderText(picture);
    QVERIFY(darkPixels(dark) < 120 * 60 - 50); // the letters are white
    picture.ground.reset();
    QCOMPARE(renderText(picture).pixelColor(0, 0), QColor(Qt::white));
    // In the form, as soon as there is a benchmark.
    TryPanel panel;
    panel.setBenchmark(smallBenchmark());
    choice(panel, "Drawn text")->setChecked(true);
    QTRY_COMPARE(panel.image().size(), QSize(30, 20));
    QCOMPARE(panel.image().pixelColor(0, 0), QColor(Qt::red));
}

// Models that have changed answer the last question once more, when somebody can see it.
void TestSamplesTry::asksAgain()
{
    TryPanel panel;
    panel.setModels(true, true);
    QSignalSpy asked(&panel, &TryPanel::asked);
    panel.show();
    panel.askAgain();
    QCOMPARE(asked.size(), 0); // nothing was asked
    QTest::keyClick(named<QLineEdit>(panel, "Question"), Qt::Key_Return);
    panel.findChild<QPlainTextEdit*>()->setPlainText("another text, not asked about");
    panel.askAgain();
    QCOMPARE(asked.size(), 2);
    QCOMPARE(asked[1], asked[0]);
    panel.hide();
    panel.askAgain();
    QCOMPARE(asked.size(), 2);
    panel.show();
    QCOMPARE(asked.size(), 3);
    panel.hide();
    panel.show();
    QCOMPARE(asked.size(), 3);
}

// As wide and as high as a small window has it.
void TestSamplesTry::followsTheSelection()
{
    TryPanel panel;
    panel.setModels(true, true);
    panel.setBenchmark(smallBenchmark());
    const QSize first(30, 20), second(50, 40);
    QCOMPARE(panel.image().size(), first);
    panel.setSelectedQuestion(2);
    QCOMPARE(panel.image().size(), second);
    QCOMPARE(named<QLineEdit>(panel, "Question")->text(), QString("Who signed?"));
    panel.setSelectedQuestion(-1);
    QCOMPARE(panel.image().size(), second);
    const auto press = [&panel](const QString& tip) {
        for (auto* button : panel.findChildren<QAbstractButton*>())
            if (button->toolTip() == tip)
                return button->click();
        QFAIL(qPrintable(tip));
    };
    // Who chooses a picture here keeps it, until the selected one is wanted again.
    press("Picture of the previous question");
    QCOMPARE(panel.image().size(), first);
    panel.setSelectedQuestion(2);
    QCOMPARE(panel.image().size(), first);
    press("The question that is selected in Samples");
    QCOMPARE(panel.image().size(), second);
    panel.setSelectedQuestion(1);
    QCOMPARE(panel.image().size(), first);
}

void TestSamplesTry::keepsThePictureInSight_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1366 x 768") << QSize(510, 560);
    QTest::newRow("1024 x 600") << QSize(380, 440);
    QTest::newRow("wide") << QSize(700, 440);
}

void TestSamplesTry::keepsThePictureInSight()
{
    QFETCH(QSize, size);
    TryPanel panel;
    panel.setModels(true, true);
    panel.setBenchmark(smallBenchmark());
    panel.resize(size);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QTest::qWait(20);
    const auto place = [&panel](const QWidget* widget) {
        return QRect(widget->mapTo(&panel, QPoint()), widget->size());
    };
    const auto* answers = panel.findChild<QTextBrowser*>();
    const auto picture = place(named<QWidget>(panel, "Image to ask about"));
    const auto isAsShown = [&] {
        const auto now = place(answers);
        return panel.rect().contains(now) && (size.width() >= 640 || now.top() > picture.top());
    };
    QVERIFY(panel.rect().contains(picture));
    QVERIFY2(picture.height() >= 120, qPrintable(QString::number(picture.height())));
    QVERIFY(isAsShown());
    // No gap above the question, however high the other sources' fields are.
    const auto* arrow = named<QWidget>(panel, "Picture of the previous question");
    QVERIFY(place(named<QWidget>(panel, "Question")).top() - place(arrow).bottom() < 2 * panel.fontMetrics().height());
    const int empty = answers->height();
    panel.setAnswers(QString("a\nb\nc\nd\ne"), QString("word\n").repeated(9));
    QTest::qWait(20);
    QVERIFY(isAsShown());
    if (size == QSize(510, 560))
        QVERIFY(answers->height() > empty);
}

void TestSamplesTry::cutsNoText()
{
    TryPanel panel;
    panel.setModels(true, true);
    panel.setBenchmark(smallBenchmark());
    panel.setModelNote("It has learnt to read words drawn like the pictures of its benchmark, and nothing else.");
    panel.setRoute(ImageRoute::Jpeg75);
    panel.resize(460, 600);
    panel.show();
    for (const char* source : {"Benchmark", "Drawn text", "Own image"}) {
        choice(panel, source)->setChecked(true);
        QTest::qWait(1);
        QCOMPARE(test::describe(test::cutTexts(panel)), QString());
        test::savePicture(panel, QString("try-%1").arg(source));
    }
}

QUANTSCOPE_TEST(TestSamplesTry)
#include "tst_samplestry.moc"

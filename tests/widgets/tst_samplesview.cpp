// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QShortcut>
#include <QSignalSpy>
#include <QTextBrowser>
#include <QToolButton>

#include "guitest.h"
#include "samples/imageview.h"
#include "samples/samplespanel.h"
#include "samples/samplesview.h"
#include "samples/sampleview.h"
#include "samplesdata.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::samplesdata;
using namespace quantscope::test;

class TestSamplesView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void saysWhatIsMissing();
    void selectsWithoutEcho();
    void keepsTheSelectionWhileAnswersArrive();
    void stepsToFlips();
    void togglesFlips();
    void oneKeyChangesTheOrder();
    void searches();
    void opensAndSteps();
    void stepsInTheFilter();
    void largeViewFollowsAnswers();
    void scoresSayTheirProtocol();
    void asksForTilings();
    void showsEveryImage();
    void showsDamagedImages();
    void takesItsKeysFromTheWindow();
    void savesWhatIsShown();
    void questionsLeadOn();
    void picturesAreCopiedAndSaved();
    void paintsRows();
    void manyRowsAreFiltered();

private:
    QListView* list() const;
    QString emptyText() const;
    QString largeText() const;

    std::unique_ptr<SamplesView> m_view;
    std::unique_ptr<QSignalSpy> m_selected;
    QString m_savedAs;
    std::function<void(const QString&)> m_write;
};

void TestSamplesView::init()
{
    m_view = std::make_unique<SamplesView>([this](const QString& name, const QString&, auto write) {
        m_savedAs = name;
        m_write = write;
    });
    m_selected = std::make_unique<QSignalSpy>(m_view.get(), &SamplesView::sampleSelected);
    m_view->model()->setDataset(dataset(12));
    m_view->model()->setNames("Float", "Naive");
    m_view->model()->setAnswers(baselineAnswers(12), currentAnswers(12)); // flips: 1, 5, 9
    m_view->resize(700, 400);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestSamplesView::cleanup()
{
    m_selected.reset();
    m_view.reset();
}

QListView* TestSamplesView::list() const
{
    return m_view->findChild<QListView*>(QString(), Qt::FindChildrenRecursively);
}

QString TestSamplesView::emptyText() const
{
    for (const auto* label : m_view->panel()->findChildren<QLabel*>())
        if (label->parent()->parent()->inherits("QListView") && label->isVisible())
            return label->text();
    return {};
}

QString TestSamplesView::largeText() const
{
    return m_view->findChild<QTextBrowser*>()->toPlainText();
}

void TestSamplesView::saysWhatIsMissing()
{
    QVERIFY(emptyText().isEmpty());
    m_view->panel()->setShow(SampleFilterModel::Show::Unanswered);
    QVERIFY(emptyText().contains("No question matches"));
    m_view->setRunning(true);
    QVERIFY(emptyText().contains("answers arrive while the run goes on"));
    m_view->model()->setDataset(nullptr);
    QVERIFY(emptyText().contains("Open a data set"));
}

void TestSamplesView::selectsWithoutEcho()
{
    m_view->setSelectedSample(3);
    QCOMPARE(m_selected->size(), 0);
    QCOMPARE(list()->currentIndex().row(), 3);
    QTest::keyClick(list(), Qt::Key_Down);
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 4);
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                      list()->visualRect(list()->model()->index(2, 0)).center());
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 2);
    m_view->setSelectedSample(-1);
    QVERIFY(!list()->currentIndex().isValid());
    QCOMPARE(m_selected->size(), 0);
}

void TestSamplesView::keepsTheSelectionWhileAnswersArrive()
{
    m_view->panel()->setShow(SampleFilterModel::Show::Flips);
    m_view->setSelectedSample(5);
    m_view->model()->updateCurrent({rightAnswer(5)}); // leaves the filter
    QCOMPARE(m_view->panel()->selectedSample(), 5);
    QVERIFY(!list()->currentIndex().isValid());
    m_view->model()->updateCurrent({wrongAnswer(0), wrongAnswer(5)});
    QCOMPARE(list()->currentIndex().data(SampleListModel::RowRole).toInt(), 5);
    m_view->panel()->setShow(SampleFilterModel::Show::BothRight);
    m_view->panel()->setShow(SampleFilterModel::Show::All);
    QCOMPARE(list()->currentIndex().row(), 5);
    QCOMPARE(m_selected->size(), 0);
}

void TestSamplesView::stepsToFlips()
{
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_N);
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 1);
    QTest::keyClick(list(), Qt::Key_N);
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 5);
    QTest::keyClick(list(), Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 9);
    QTest::keyClick(list(), Qt::Key_P);
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 5);
    QTest::keyClick(list(), Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 1);
}

void TestSamplesView::togglesFlips()
{
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_F);
    QCOMPARE(list()->model()->rowCount(), 3);
    QVERIFY(m_view->panel()->flipsOnly());
    QTest::keyClick(list(), Qt::Key_F);
    QCOMPARE(list()->model()->rowCount(), 12);
}

// Row by row: both right, flip, repaired, both wrong, and again.
void TestSamplesView::oneKeyChangesTheOrder()
{
    QSignalSpy chosen(m_view->panel(), &SamplesPanel::orderChanged);
    const auto first = [this] { return list()->model()->index(0, 0).data(SampleListModel::RowRole).toInt(); };
    const auto* box = named<QComboBox>(*m_view, "Order");
    QCOMPARE(box->currentText(), QString("Changed first"));
    m_view->setSelectedSample(7);
    m_view->settleOrder();
    QCOMPARE(first(), 1);
    QCOMPARE(list()->currentIndex().data(SampleListModel::RowRole).toInt(), 7);
    QCOMPARE(m_selected->size(), 0);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_O);
    QCOMPARE(box->currentText(), QString("By index"));
    QCOMPARE(first(), 0);
    m_view->settleOrder();
    QCOMPARE(first(), 0); // as the user wants it
    QTest::keyClick(list(), Qt::Key_O);
    QCOMPARE(first(), 1);
    QCOMPARE(chosen.size(), 2);
}

void TestSamplesView::searches()
{
    m_view->focusSearch();
    auto* field = m_view->panel()->findChild<QLineEdit*>();
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, "fnp signed"); // letters are text here
    QCOMPARE(list()->model()->rowCount(), 0);
    field->setText(" SIGNED ");
    QCOMPARE(list()->model()->rowCount(), 6);
    m_view->panel()->setCategory("Handwriting Recognition");
    QCOMPARE(list()->model()->rowCount(), 2);
    m_view->panel()->setCategory("not there");
    QCOMPARE(list()->model()->rowCount(), 6);
    // Another data set with the same categories keeps the choice.
    m_view->panel()->setCategory("Handwriting Recognition");
    m_view->model()->setDataset(dataset(6));
    QCOMPARE(m_view->panel()->filter()->category(), QString("Handwriting Recognition"));
}

void TestSamplesView::opensAndSteps()
{
    m_view->setSelectedSample(4);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Space);
    QVERIFY(m_view->isLarge());
    QVERIFY(largeText().contains("word 4"));
    auto* image = m_view->largeView()->imageView();
    QTRY_COMPARE(image->image().size(), QSize(60, 40));
    QTest::keyClick(image, Qt::Key_Right);
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 5);
    QVERIFY(largeText().contains("ward 5"));
    QVERIFY(largeText().contains("Flip"));
    QTest::keyClick(m_view->findChild<QTextBrowser*>(), Qt::Key_Left);
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 4);
    QTest::keyClick(image, Qt::Key_Escape);
    QVERIFY(!m_view->isLarge());
    QCOMPARE(list()->currentIndex().row(), 4);
    QTest::keyClick(list(), Qt::Key_Return);
    QVERIFY(m_view->isLarge());
    m_view->setSelectedSample(7);
    QVERIFY(largeText().contains("word 7"));
    QCOMPARE(m_selected->size(), 0);
    m_view->model()->setDataset(dataset(2));
    QVERIFY(!m_view->isLarge());
    QVERIFY(largeText().isEmpty());
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Space); // the first row is current, though nothing was selected
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 0);
}

void TestSamplesView::stepsInTheFilter()
{
    m_view->openSample(3);
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 3);
    auto* image = m_view->largeView()->imageView();
    QTest::keyClick(image, Qt::Key_F);
    QVERIFY(m_view->panel()->flipsOnly());
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 5);
    QTest::keyClick(image, Qt::Key_Right);
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 9);
    QTest::keyClick(image, Qt::Key_Right); // the last one
    QCOMPARE(m_selected->size(), 0);
    QTest::keyClick(image, Qt::Key_F);
    QTest::keyClick(image, Qt::Key_Right);
    QCOMPARE(m_selected->takeFirst()[0].toInt(), 10);
}

void TestSamplesView::largeViewFollowsAnswers()
{
    m_view->openSample(1);
    m_view->model()->setCurrentStale(true);
    QVERIFY(largeText().contains("old"));
    m_view->model()->updateCurrent({prediction(1, "<word> 1", true)});
    QVERIFY(!largeText().contains("old"));
    QVERIFY(largeText().contains("<word> 1"));
    QVERIFY(largeText().contains("Both right"));
    m_view->model()->setNames("MQuant", "Naive");
    m_view->model()->setAnswers(baselineAnswers(12), {});
    QVERIFY(largeText().contains("MQuant"));
    QVERIFY(largeText().contains("Not answered yet"));
}

void TestSamplesView::scoresSayTheirProtocol()
{
    const auto* word = named<QLabel>(*m_view, "Protocol of the answers' scores");
    QVERIFY(word->text().isEmpty());
    m_view->openSample(1);
    QVERIFY(!largeText().contains("exact"));
    const ScoreMeaning exact{"exact", {"protocol exact", "norms folded exactly"}};
    m_view->model()->setMeanings(exact, exact);
    QCOMPARE(word->text(), QString("exact"));
    QCOMPARE(word->toolTip(), QString("protocol exact\nnorms folded exactly"));
    QVERIFY(largeText().contains("Float, exact"));
    QVERIFY(largeText().contains("Naive, exact"));
    m_view->model()->setMeanings(exact, {"as MQuant's code", {"protocol mquant", "<norms> as MQuant"}});
    QCOMPARE(word->text(), QString("exact → as MQuant's code"));
    QCOMPARE(word->toolTip(),
             QString("Float:\nprotocol exact\nnorms folded exactly\n\nNaive:\nprotocol mquant\n<norms> as MQuant"));
    QVERIFY(largeText().contains("Naive, as MQuant's code"));
    // The facts of a title are its tool tip.
    auto* document = m_view->findChild<QTextBrowser*>()->document();
    const auto title = document->find("as MQuant's code");
    QVERIFY(!title.isNull());
    QCOMPARE(title.charFormat().toolTip(), QString("protocol mquant\n<norms> as MQuant"));
}

void TestSamplesView::asksForTilings()
{
    QSize asked;
    size_t ofImages = 0;
    m_view->setTilingFor([&](int width, int height, size_t images) -> std::optional<Tiling> {
        ofImages = images;
        asked = {width, height};
        Tiling tiling;
        tiling.boxes.push_back({0, 0, 448, 448});
        return tiling;
    });
    m_view->openSample(0);
    auto* image = m_view->largeView()->imageView();
    QTRY_COMPARE(asked, QSize(60, 40));
    QCOMPARE(ofImages, size_t(1));
    QVERIFY(image->accessibleDescription().contains("1 × 1 tiles"));
    QTest::keyClick(image, Qt::Key_T);
    m_view->setTilingFor({});
    QVERIFY(!image->accessibleDescription().contains("tiles"));
}

void TestSamplesView::showsEveryImage()
{
    auto data = std::make_shared<Dataset>(*dataset(3));
    data->questions[1].images = {picture(60, 40), picture(30, 20, Qt::red), picture(20, 50)};
    m_view->model()->setDataset(data);
    std::vector<std::pair<QSize, size_t>> tiled;
    m_view->setTilingFor([&](int width, int height, size_t images) -> std::optional<Tiling> {
        tiled.emplace_back(QSize(width, height), images);
        Tiling tiling;
        tiling.boxes.push_back({0, 0, 448, 448});
        return tiling;
    });
    m_view->openSample(0);
    auto* image = m_view->largeView()->imageView();
    auto* position = named<QLabel>(*m_view, "Image of the question");
    auto* next = named<QToolButton>(*m_view, "Next image (I)");
    auto* previous = named<QToolButton>(*m_view, "Previous image (Shift+I)");
    QTRY_COMPARE(image->image().size(), QSize(60, 40));
    QVERIFY(!position->isVisible());
    QTest::keyClick(image, Qt::Key_Right);
    QVERIFY(position->isVisible());
    QCOMPARE(position->text(), QString("image 1 of 3"));
    QVERIFY(!previous->isEnabled());
    next->click();
    QCOMPARE(position->text(), QString("image 2 of 3"));
    QTRY_COMPARE(image->image().size(), QSize(30, 20));
    QCOMPARE(image->image().pixelColor(3, 3), QColor(Qt::red));
    QCOMPARE(tiled.back(), std::pair(QSize(30, 20), size_t(3)));
    QTest::keyClick(image, Qt::Key_I);
    QTRY_COMPARE(image->image().size(), QSize(20, 50));
    QCOMPARE(position->text(), QString("image 3 of 3"));
    QVERIFY(!next->isEnabled());
    QTest::keyClick(image, Qt::Key_I);
    QCOMPARE(position->text(), QString("image 3 of 3"));
    // Answers that arrive change nothing of it; another question begins with its first one.
    m_view->model()->updateCurrent({prediction(1, "word 1", true)});
    QCOMPARE(position->text(), QString("image 3 of 3"));
    QTest::keyClick(m_view->findChild<QTextBrowser*>(), Qt::Key_I, Qt::ShiftModifier);
    QCOMPARE(position->text(), QString("image 2 of 3"));
    QTest::keyClick(image, Qt::Key_Right);
    QVERIFY(!position->isVisible());
    QTest::keyClick(image, Qt::Key_Left);
    QCOMPARE(position->text(), QString("image 1 of 3"));
    QTRY_COMPARE(image->image().size(), QSize(60, 40));
    savePicture(*m_view, "several-images");
}

void TestSamplesView::showsDamagedImages()
{
    auto data = std::make_shared<Dataset>(*dataset(2));
    data->questions[1].images = {std::make_shared<const std::vector<uint8_t>>(std::vector<uint8_t>{9, 9})};
    m_view->model()->setDataset(data);
    m_view->openSample(1);
    QTRY_VERIFY(
        m_view->largeView()->imageView()->accessibleDescription().contains("JPEG, PNG, WebP, GIF, BMP or TIFF"));
    m_view->openSample(0);
    QTRY_COMPARE(m_view->largeView()->imageView()->image().size(), QSize(60, 40));
}

void TestSamplesView::takesItsKeysFromTheWindow()
{
    QShortcut stop(Qt::Key_Escape, m_view.get());
    QSignalSpy stopped(&stop, &QShortcut::activated);
    m_view->openSample(0);
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    QTRY_VERIFY(m_view->largeView()->imageView()->hasFocus());
    QTest::keyClick(m_view->windowHandle(), Qt::Key_Escape);
    QVERIFY(!m_view->isLarge());
    QCOMPARE(stopped.size(), 0);
}

void TestSamplesView::savesWhatIsShown()
{
    m_view->panel()->setShow(SampleFilterModel::Show::Flips);
    for (auto* action : list()->actions())
        action->trigger();
    QCOMPARE(m_savedAs, QString("samples.csv"));
    QTemporaryDir folder;
    m_write(folder.filePath("x.csv"));
    QFile file(folder.filePath("x.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("\r\n"), 4);
    QVERIFY(QGuiApplication::clipboard()->text().contains("Handwriting Recognition"));
}

// Row 5 is question #105: its answers are copied, and it goes to the trace and the playground, from both views.
void TestSamplesView::questionsLeadOn()
{
    QSignalSpy traced(m_view.get(), &SamplesView::traceRequested);
    QSignalSpy tried(m_view.get(), &SamplesView::playgroundRequested);
    m_view->setSelectedSample(5);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_R);
    QTest::keyClick(list(), Qt::Key_U);
    QCOMPARE(traced.size(), 1);
    QCOMPARE(traced.takeFirst().front().toInt(), 5);
    QCOMPARE(tried.takeFirst().front().toInt(), 5);
    for (auto* action : list()->actions())
        if (action->text() == "Copy question and answers")
            action->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QString("#105 Doc-oriented VQA: what is written in the image?\nAccepted: word 5 | Word 5\nFloat: word 5\n"
                     "Naive: ward 5"));
    m_view->openSample(5);
    QTest::keyClick(m_view->largeView(), Qt::Key_U);
    QTest::keyClick(m_view->largeView(), Qt::Key_R);
    QCOMPARE(tried.takeFirst().front().toInt(), 5);
    QCOMPARE(traced.takeFirst().front().toInt(), 5);
}

void TestSamplesView::picturesAreCopiedAndSaved()
{
    m_view->openSample(2);
    auto* image = m_view->largeView()->imageView();
    QTRY_COMPARE(image->image().size(), QSize(60, 40));
    QGuiApplication::clipboard()->clear();
    image->setFocus();
    QTest::keyClick(image, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(60, 40));
    for (auto* action : image->actions())
        if (action->text().startsWith("Save"))
            action->trigger();
    QCOMPARE(m_savedAs, QString("picture.png"));
    QTemporaryDir folder;
    m_write(folder.filePath("x.png"));
    QCOMPARE(QImage(folder.filePath("x.png")).size(), QSize(60, 40));
}

void TestSamplesView::paintsRows()
{
    const auto before = list()->viewport()->grab().toImage();
    m_view->model()->updateCurrent({prediction(0, "wxyz 0", false)});
    const auto after = list()->viewport()->grab().toImage();
    QVERIFY(before != after);
    m_view->model()->setCurrentStale(true);
    QVERIFY(list()->viewport()->grab().toImage() != after);
    m_view->model()->updateCurrent({prediction(0, {}, false), prediction(1, std::string(5000, 'a') + "\n\n", false),
                                    prediction(2, "\xff\xfe broken \xf0\x9f\x98", false)});
    list()->viewport()->grab();
    const int height = list()->visualRect(list()->model()->index(0, 0)).height();
    QVERIFY(height >= 4 * list()->fontMetrics().height());
}

void TestSamplesView::manyRowsAreFiltered()
{
    m_view->model()->setDataset(dataset(5000));
    m_view->model()->setAnswers(baselineAnswers(5000), currentAnswers(5000));
    m_view->setSelectedSample(4001);
    list()->viewport()->grab();
    m_view->panel()->setFlipsOnly(true);
    QCOMPARE(list()->model()->rowCount(), 1250);
    m_view->panel()->setFlipsOnly(false);
    QCOMPARE(list()->model()->rowCount(), 5000);
    m_view->model()->updateCurrent({wrongAnswer(4)});
    m_view->model()->setCurrentStale(true);
    list()->viewport()->grab();
    QCOMPARE(m_view->panel()->selectedSample(), 4001);
}

QUANTSCOPE_TEST(TestSamplesView)
#include "tst_samplesview.moc"

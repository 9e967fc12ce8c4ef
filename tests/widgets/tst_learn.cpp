// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTableWidget>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTranslator>

#include <cmath>
#include <random>

#include <qcustomplot.h>

#include "base/error.h"
#include "bitalloc/sensitivity.h"
#include "common/coretext.h"
#include "diagnosis/causes.h"
#include "experiments/ablation.h"
#include "guitest.h"
#include "learn/changemarks.h"
#include "learn/learnpage.h"
#include "learn/learnpages.h"
#include "learn/learnpanel.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"
#include "numeric/smallgrid.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

// A layer with an outlier channel, loud image tokens and quiet text tokens.
std::shared_ptr<const LessonData> madeUp()
{
    auto lesson = std::make_shared<LessonData>();
    lesson->layer.name = "language_model.model.layers.2.mlp.down_proj";
    lesson->layer.tower = Tower::Llm;
    lesson->layer.role = Role::MlpDown;
    lesson->channels = 64;
    std::mt19937 generator(1);
    std::normal_distribution<float> normal;
    for (int token = 0; token < 200; ++token) {
        lesson->isImage.push_back(token < 100);
        for (int i = 0; i < 64; ++i)
            lesson->inputs.push_back(normal(generator) * (token < 100 ? 4.0f : 0.2f) * (i == 9 ? 20.0f : 1.0f));
    }
    for (int i = 0; i < 24 * 64; ++i)
        lesson->weight.push_back(0.1f + 0.1f * normal(generator));
    lesson->turnedWeight = lesson->weight;
    for (size_t i = 0; i < lesson->turnedWeight.size(); i += 64)
        lesson->turnedWeight[i] = 1.5f;
    lesson->channelMax = columnMaxima(lesson->weight, 64);
    lesson->turnedChannelMax = columnMaxima(lesson->turnedWeight, 64);
    lesson->rotation = pathToHadamard(64);
    lesson->small.rows = lesson->small.columns = 8;
    for (int i = 0; i < 8; ++i) {
        lesson->small.channels.push_back(5 + i);
        for (int j = 0; j < 8; ++j) {
            lesson->small.weight.push_back(0.1f * normal(generator));
            lesson->small.hessian.push_back(i == j ? 2.0f + float(i) : 0.7f);
        }
    }
    return lesson;
}

QString plain(const QString& html)
{
    QTextDocument document;
    document.setHtml(html);
    return document.toPlainText();
}

bool hasChinese(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

struct Chinese
{
    QTranslator texts, core;

    Chinese()
    {
        const QString folder = QStringLiteral(QUANTSCOPE_TRANSLATIONS);
        if (!texts.load(folder + "/quantscope_zh.qm") || !core.load(folder + "/core_zh.qm"))
            qFatal("no translations in %s", qPrintable(folder));
        QCoreApplication::installTranslator(&core);
        QCoreApplication::installTranslator(&texts);
    }
};

}

class TestLearn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_panel = std::make_unique<LearnPanel>(SaveAs());
        m_panel->resize(1280, 760);
        m_panel->show();
        m_panel->setLesson(madeUp());
    }

    void everyPageHasTextPicturesAndNumbers()
    {
        QCOMPARE(m_panel->pageCount(), static_cast<int>(learnPages().size()));
        for (int i = 0; i < m_panel->pageCount(); ++i) {
            m_panel->setPage(i);
            const auto* page = m_panel->pageWidget(i);
            QVERIFY2(plain(page->text()).size() > 200, learnPages()[size_t(i)].id);
            QVERIFY(!page->plots().isEmpty());
            if (page->needsLesson())
                QVERIFY2(plain(page->values()).size() > 20, learnPages()[size_t(i)].id);
            for (auto* control : page->findChildren<QAbstractSlider*>())
                QVERIFY(!control->accessibleName().isEmpty() || qobject_cast<QScrollBar*>(control));
            for (auto* control : page->findChildren<QComboBox*>())
                QVERIFY(!control->accessibleName().isEmpty());
            savePicture(*m_panel, page->objectName() + "-en");
        }
    }

    void everyPageSpeaksChinese()
    {
        QStringList english;
        for (int i = 0; i < m_panel->pageCount(); ++i)
            english << m_panel->pageWidget(i)->text();
        show("rotation")->findChild<QSlider*>("turn")->setValue(40);
        const int rotation = m_panel->page();
        {
            const Chinese chinese;
            QTRY_VERIFY(hasChinese(m_panel->findChild<QPushButton*>("previousPage")->text()));
            QCOMPARE(m_panel->page(), rotation);
            QCOMPARE(m_panel->pageWidget(rotation)->findChild<QSlider*>("turn")->value(), 40);
            for (int i = 0; i < m_panel->pageCount(); ++i) {
                m_panel->setPage(i);
                const auto* page = m_panel->pageWidget(i);
                QVERIFY2(hasChinese(page->text()) && page->text() != english[i], learnPages()[size_t(i)].id);
                QVERIFY2(plain(page->text()).size() > 80, learnPages()[size_t(i)].id);
                for (auto* label : page->findChildren<QLabel*>())
                    if (label->buddy())
                        QVERIFY2(hasChinese(label->text()), qPrintable(label->text()));
                for (auto* plot : page->plots())
                    QVERIFY2(hasChinese(plot->accessibleName()), qPrintable(plot->accessibleName()));
                savePicture(*m_panel, page->objectName() + "-zh");
            }
            for (auto* button : m_panel->findChildren<QPushButton*>())
                QVERIFY2(hasChinese(button->text()), qPrintable(button->text()));
        }
        for (int i = 0; i < m_panel->pageCount(); ++i)
            QTRY_COMPARE(m_panel->pageWidget(i)->text(), english[i]);
    }

    // Sentences of the core that stand in the window as they are.
    void tablesOfTheCoreSpeakChinese()
    {
        const Chinese chinese;
        for (const auto& cause : causes())
            QVERIFY2(hasChinese(coreText(cause.title)), std::string(cause.title).c_str());
        for (const auto& measure : sensitivityMeasures()) {
            QVERIFY2(hasChinese(coreText(measure.title)), std::string(measure.title).c_str());
            QVERIFY2(hasChinese(coreText(measure.help)), std::string(measure.help).c_str());
        }
        for (const auto* ablation : {&publishedAblation(), &demoLadder()})
            for (const auto& step : ablation->steps)
                QVERIFY2(hasChinese(coreText(step.why)), std::string(step.why).c_str());
    }

    void everyControlChangesTheNumbersByKeyboard()
    {
        for (int i = 0; i < m_panel->pageCount(); ++i) {
            m_panel->setPage(i);
            auto* page = m_panel->pageWidget(i);
            if (!page->needsLesson())
                continue;
            for (auto* slider : page->findChildren<QSlider*>()) {
                const auto before = page->values();
                slider->setFocus();
                QTest::keyClick(slider, slider->value() < slider->maximum() ? Qt::Key_Right : Qt::Key_Left);
                QVERIFY2(page->values() != before, qPrintable(page->objectName() + slider->objectName()));
            }
            for (auto* box : page->findChildren<QCheckBox*>()) {
                const bool before = box->isChecked();
                box->setFocus();
                QTest::keyClick(box, Qt::Key_Space);
                QCOMPARE(box->isChecked(), !before);
            }
        }
    }

    void keysTurnPages()
    {
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        m_panel->setFocus();
        m_panel->setPage(0);
        QTest::keyClick(m_panel.get(), Qt::Key_PageDown);
        QCOMPARE(m_panel->page(), 1);
        QTest::keyClick(m_panel.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(m_panel->page(), 2);
        auto* slider = show("rotation")->findChild<QSlider*>("turn");
        const int rotation = m_panel->page();
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_PageUp);
        QCOMPARE(m_panel->page(), rotation - 1);
        m_panel->setPage(1);
        QTest::keyClick(m_panel.get(), Qt::Key_PageUp);
        QTest::keyClick(m_panel.get(), Qt::Key_PageUp);
        QCOMPARE(m_panel->page(), 0);
    }

    void pagesOpenByTheirId()
    {
        m_panel->setPage(0);
        m_panel->showPage("gptq");
        QCOMPARE(m_panel->pageId(), QString("gptq"));
        m_panel->showPage("no such page");
        m_panel->showPage({});
        QCOMPARE(m_panel->pageId(), QString("gptq"));
    }

    void rotationHealsTheOutlier()
    {
        auto* page = show("rotation");
        const auto& picture = page->findChildren<LessonPlot*>().last()->picture();
        const auto highest = [&] { return *std::max_element(picture.series[1].y.begin(), picture.series[1].y.end()); };
        const double before = highest();
        page->findChild<QSlider*>("turn")->setValue(100);
        QVERIFY(highest() < before / 3);
    }

    void gptqWalksItsColumns()
    {
        auto* page = show("gptq");
        auto* step = page->findChild<QSlider*>("step");
        const auto* plot = page->findChildren<LessonPlot*>().first();
        QCOMPARE(plot->picture().matrices[0].framedColumn, -1);
        for (int i = 1; i <= 8; ++i) {
            QTest::mouseClick(page->findChild<QPushButton*>("nextColumn"), Qt::LeftButton);
            QCOMPARE(step->value(), i);
            QCOMPARE(plot->picture().matrices[0].framedColumn, i - 1);
            const auto& done = plot->picture().matrices[0].done;
            QCOMPARE(std::count(done.begin(), done.end(), 1), i);
        }
        QTest::mouseClick(page->findChild<QPushButton*>("previousColumn"), Qt::LeftButton);
        QCOMPARE(step->value(), 7);
    }

    void emptyLayersAreExplained()
    {
        auto lesson = std::make_shared<LessonData>(*madeUp());
        lesson->isImage.assign(lesson->isImage.size(), 1);
        lesson->turnedChannelMax.assign(64, 1);
        m_panel->setLesson(lesson);
        QVERIFY(!show("modalities")->note().isEmpty());
        QVERIFY(!show("split")->note().isEmpty());
        QVERIFY(show("grid")->note().isEmpty());
        m_panel->setLesson(madeUp());
        QVERIFY(show("modalities")->note().isEmpty());
        QVERIFY(show("split")->note().isEmpty());
    }

    void stepsShowTheirState()
    {
        auto* page = qobject_cast<StepsPage*>(show("steps"));
        QSignalSpy started(m_panel.get(), &LearnPanel::stepsRequested);
        QTest::mouseClick(page->findChild<QPushButton*>("startSteps"), Qt::LeftButton);
        QCOMPARE(started.size(), 1);
        std::vector<StepRow> rows(3);
        rows[0].title = "naive";
        rows[0].state = StepRow::Done;
        rows[0].correct = 22;
        rows[0].questions = 400;
        rows[0].meanSqnrDb = 12.5;
        rows[1].state = StepRow::Running;
        rows[2].isFloat = true;
        m_panel->setSteps(StepsPage::Published, rows, true);
        const auto* table = page->findChild<QTableWidget*>();
        QCOMPARE(table->item(0, 2)->text(), "22 / 400 (5.5 %)");
        QVERIFY(table->item(0, 3)->text().isEmpty());
        QVERIFY(table->isColumnHidden(4)); // expected counts are the ladder's
        rows[0].meaning = {"exact", {"protocol exact", "at most 6 tiles"}};
        m_panel->setSteps(StepsPage::Published, rows, true);
        QCOMPARE(table->horizontalHeaderItem(3)->text(), "Protocol");
        QCOMPARE(table->item(0, 3)->text(), "exact");
        QCOMPARE(table->item(0, 2)->toolTip(), "22 / 400 (5.5 %)\nprotocol exact\nat most 6 tiles");
        rows[1].expected = 276;
        m_panel->setSteps(StepsPage::Ladder, rows, true);
        const auto* ladder = show("ladder")->findChild<QTableWidget*>();
        QVERIFY(!ladder->isColumnHidden(4));
        QCOMPARE(ladder->item(1, 4)->text(), "276");
        QCOMPARE(table->item(1, 4)->text(), "–");
        QVERIFY(table->item(1, 1)->text().contains("running"));
        QVERIFY(page->findChild<QPushButton*>("stopSteps")->isEnabled());
        QVERIFY(!page->findChild<QPushButton*>("startSteps")->isEnabled());
        QCOMPARE(page->findChildren<LessonPlot*>().first()->picture().series.front().y, std::vector<double>{22});
    }

    void pagesAreExported()
    {
        QList<int> all;
        for (int i = 0; i < m_panel->pageCount(); ++i)
            all << i;
        m_panel->setOrigin("demo <model>");
        const auto html = m_panel->html(all);
        QVERIFY(html.contains("demo &lt;model&gt;"));
        for (const auto& row : learnPages())
            QVERIFY2(html.contains(QStringLiteral("<section id=\"%1\">").arg(row.id)), row.id);
        QVERIFY(html.count("data:image/svg+xml;base64,") >= 15);
        QVERIFY(!html.contains("src=\"http") && !html.contains("href="));
        show("online");
        const auto one = m_panel->html({m_panel->page()});
        QVERIFY(one.contains("id=\"online\"") && !one.contains("id=\"gptq\""));
        // Pictures of pages that were never shown are as large as the others.
        const auto from = html.indexOf("<section id=\"online\">");
        const auto at = html.indexOf("base64,", from) + 7;
        const auto svg = QByteArray::fromBase64(html.mid(at, html.indexOf('"', at) - at).toLatin1());
        QVERIFY2(svg.startsWith("<?xml") && svg.size() > 3000, svg.left(300));
    }

    void aModelsBytesStandBesideTheLayers()
    {
        auto* page = show("bytes");
        QVERIFY(!plain(page->values()).contains("Language model"));
        StoredModel model;
        model.parts.push_back({Tower::Llm, 4e6, 8e6, 2e6, 1e5, 4, 4});
        model.otherBytes = 5e5;
        m_panel->setModel(model);
        const auto values = plain(page->values());
        QVERIFY2(values.contains("Language model") && values.contains("2.6 MB"), qPrintable(values)); // together
        const auto* plot = page->findChildren<LessonPlot*>().last();
        QCOMPARE(plot->picture().series.front().y, (std::vector<double>{2.1, 0.5}));
    }

    void formatsAreComparedAsTheyAreScaled()
    {
        auto* page = show("formats");
        const auto* bars = page->findChildren<LessonPlot*>().first();
        QCOMPARE(bars->picture().barNames.size(), 6);
        const auto free = bars->picture().series.front().y;
        page->findChild<QCheckBox*>("power")->setChecked(true);
        const auto powers = bars->picture().series.front().y;
        QVERIFY(free != powers);
        page->findChild<QComboBox*>("sharing")->setCurrentIndex(2);
        QVERIFY(!page->findChild<QSlider*>("group")->isEnabled());
        QVERIFY(bars->picture().series.front().y != powers);
    }

    void changesAreMarkedWhilePresenting()
    {
        auto* page = show("grid");
        auto* bits = page->findChild<QSlider*>("bits");
        const auto* shown = page->findChild<QLabel*>("values");
        QSignalSpy changed(m_panel.get(), &LearnPanel::plotsChanged);
        bits->setValue(5);
        QVERIFY(changed.isEmpty());
        QVERIFY(!shown->text().contains("background-color"));
        m_panel->setPresenting(true);
        QVERIFY(m_panel->findChild<QPushButton*>("exportPage")->isHidden());
        bits->setValue(6);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!changed.front().front().value<QList<QWidget*>>().isEmpty());
        QVERIFY(shown->text().contains("background-color"));
        QVERIFY(!page->values().contains("background-color"));
        QTRY_COMPARE(shown->text(), page->values());
        m_panel->setPresenting(false);
        bits->setValue(7);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!m_panel->findChild<QPushButton*>("exportPage")->isHidden());
    }

    void onlyCellsThatDifferAreMarked()
    {
        const auto table = [](const QString& last) {
            return tableHtml({QStringList{"a", "b"}, QStringList{"1", last}});
        };
        const auto before = table("2"), after = table("3");
        const auto marked = markedChanges(before, after, QPalette());
        QCOMPARE(marked.count("<b "), 1);
        QCOMPARE(plain(marked), plain(after));
        QCOMPARE(markedChanges(after, after, QPalette()), after);
        QCOMPARE(markedChanges({}, after, QPalette()), after);
        QCOMPARE(markedChanges(before, {}, QPalette()), QString());
    }

    // As on the full screen: lines and points grow with the letters, and shrink with them again.
    void plotsGrowWithTheirLetters()
    {
        auto* page = show("static");
        auto* plot = page->findChildren<LessonPlot*>().first();
        const auto thickness = [&] {
            waitForPlots(*page);
            return plot->findChild<QCustomPlot*>()->graph(0)->scatterStyle().size();
        };
        const double before = thickness();
        const auto letters = m_panel->font();
        auto large = letters;
        large.setPointSizeF(2 * QApplication::font().pointSizeF());
        m_panel->setFont(large);
        QTRY_COMPARE(thickness(), 2 * before);
        QCOMPARE(plot->findChild<QCustomPlot*>()->xAxis->tickLabelFont().pointSizeF(), large.pointSizeF());
        m_panel->setFont(letters);
        QTRY_COMPARE(thickness(), before);
    }

    void plotsGiveTheirNumbers()
    {
        auto* page = show("gptq");
        const auto csv = page->findChildren<LessonPlot*>().first()->csv();
        QCOMPARE(csv.trimmed().count('\n'), 128);
    }

private:
    LearnPage* show(const char* id)
    {
        for (int i = 0; i < m_panel->pageCount(); ++i)
            if (m_panel->pageWidget(i)->objectName() == id) {
                m_panel->setPage(i);
                return m_panel->pageWidget(i);
            }
        return nullptr;
    }

    std::unique_ptr<LearnPanel> m_panel;
};

QUANTSCOPE_TEST(TestLearn)
#include "tst_learn.moc"

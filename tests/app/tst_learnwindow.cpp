// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QSlider>

#include "common/appearance.h"
#include "experiments/ablation.h"
#include "gui/tour/spotlight.h"
#include "gui/work/ablationrunner.h"
#include "guitest.h"
#include "learn/learnpage.h"
#include "learn/learnpages.h"
#include "learn/learnpanel.h"
#include "recipe/recipematrix.h"
#include "recipe/recipeview.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

bool hasChinese(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

}

// The lessons in the real window, over the demo's layers.
class TestLearnWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("info");
        m_bench = std::make_unique<WindowBench>(8);
        m_panel = qobject_cast<LearnPanel*>(m_bench->window.dock("learn")->widget());
        QVERIFY(m_panel);
        QVERIFY(m_bench->waitForBaseline());
        speak("en");
    }

    void cleanupTestCase()
    {
        m_bench.reset();
    }

    void hiddenLessonsReadNothing()
    {
        QVERIFY(m_panel->visibleRegion().isEmpty());
        QVERIFY(!m_bench->session.inspector.lesson().value());
    }

    void pagesWalkOverRealLayers()
    {
        m_bench->window.findChild<QAction*>("lessons")->trigger();
        QVERIFY(m_panel->isVisible());
        QVERIFY(m_bench->window.dock("recipe")->isHidden());
        QVERIFY(QTest::qWaitFor([this] { return m_bench->session.inspector.lesson().value() != nullptr; }, longWait));
        for (const char* language : {"en", "zh"}) {
            speak(language);
            const bool chinese = language == QLatin1String("zh");
            // Texts of pages are asked for anew at any time; the button gets its own when the change has arrived.
            QTRY_COMPARE(hasChinese(m_panel->findChild<QPushButton*>("previousPage")->text()), chinese);
            for (int i = 0; i < m_panel->pageCount(); ++i) {
                m_panel->setPage(i);
                auto* page = m_panel->pageWidget(i);
                QCOMPARE(hasChinese(page->text()), chinese);
                if (page->needsLesson()) {
                    m_panel->findChild<QPushButton*>("tellingLayer")->click();
                    QVERIFY(
                        QTest::qWaitFor([this] { return !m_bench->session.inspector.lessonIsUpdating(); }, longWait));
                    QVERIFY2(!page->values().isEmpty(), learnPages()[size_t(i)].id);
                    QCOMPARE(m_bench->session.inspector.lesson().value()->layer.name,
                             m_bench->session.document.opened()
                                 .outline->layers[size_t(m_bench->session.selection.layer())]
                                 .name);
                }
                savePicture(m_bench->window,
                            QStringLiteral("%1-%2-%3").arg(i).arg(learnPages()[size_t(i)].id, language));
            }
        }
        speak("en");
    }

    void everySliderMoves()
    {
        int sliders = 0;
        for (int i = 0; i < m_panel->pageCount(); ++i) {
            m_panel->setPage(i);
            auto* page = m_panel->pageWidget(i);
            for (auto* slider : page->findChildren<QSlider*>()) {
                const int wanted = slider->value() < slider->maximum() ? slider->value() + 1 : slider->value() - 1;
                slider->setValue(wanted);
                QCOMPARE(slider->value(), wanted);
                QVERIFY2(!page->needsLesson() || !page->values().isEmpty(), qPrintable(m_panel->pageId()));
                ++sliders;
            }
        }
        QVERIFY(sliders > 0);
    }

    void modalitiesDifferInTheLanguageModel()
    {
        const auto& layers = m_bench->session.document.opened().outline->layers;
        for (size_t i = 0; i < layers.size(); ++i)
            if (layers[i].tower == Tower::Llm && layers[i].role == Role::MlpDown) {
                m_bench->session.selection.selectLayer(static_cast<int>(i));
                break;
            }
        QVERIFY(QTest::qWaitFor([this] { return !m_bench->session.inspector.lessonIsUpdating(); }, longWait));
        const auto lesson = m_bench->session.inspector.lesson().value();
        QVERIFY(!lesson->rowsOf(true).empty() && !lesson->rowsOf(false).empty());
        QCOMPARE(lesson->inputs.size(), size_t(lesson->tokens() * lesson->channels));
    }

    void exportNamesModelAndLayer()
    {
        QList<int> all;
        for (int i = 0; i < m_panel->pageCount(); ++i)
            all << i;
        const auto html = m_panel->html(all);
        QVERIFY(html.contains(QString::fromStdString(m_bench->session.document.opened().outline->name)));
        QVERIFY(html.contains("down_proj"));
        QVERIFY(html.count("data:image/svg+xml;base64,") >= 15);
        if (const auto folder = qEnvironmentVariable("QUANTSCOPE_PICTURES"); !folder.isEmpty()) {
            QFile file(folder + "/lessons.html");
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(html.toUtf8());
        }
    }

    void backToTheArrangementBefore()
    {
        m_bench->window.findChild<QAction*>("lessons")->trigger();
        QVERIFY(!m_bench->window.dock("recipe")->isHidden());
    }

    void aPresentationShowsWhatChanges()
    {
        auto& window = m_bench->window;
        const auto lights = [&] {
            const auto all = window.findChildren<Spotlight*>();
            return std::count_if(all.begin(), all.end(), [](const Spotlight* each) { return each->isVisible(); });
        };
        const auto before = lights();
        window.findChild<QAction*>("present")->trigger();
        QTRY_VERIFY(window.isFullScreen());
        QTRY_COMPARE(window.menuBar()->height(), 0);
        QVERIFY(window.menuBar()->isVisible()); // else its keys would be dead
        QVERIFY(window.dock("learn")->titleBarWidget());
        m_panel->showPage("grid");
        auto* page = m_panel->pageWidget(m_panel->page());
        QTRY_VERIFY(!page->values().isEmpty());
        auto* bits = page->findChild<QSlider*>("bits");
        bits->setValue(bits->value() == 3 ? 5 : 3);
        savePicture(window, "presentation");
        QTRY_VERIFY(lights() > before);
        QVERIFY(page->findChild<QLabel*>("values")->text().contains("background-color"));
        QTRY_COMPARE(lights(), before);
        m_panel->showPage("bytes"); // of the whole model, too
        const auto bytes = m_panel->pageWidget(m_panel->page())->values();
        QVERIFY2(bytes.contains(towerTitle(Tower::Projector)), qPrintable(bytes));
        window.findChild<QAction*>("present")->trigger();
        QTRY_VERIFY(!window.isFullScreen());
        QTRY_VERIFY(window.menuBar()->height() > 0);
        QVERIFY(!window.dock("learn")->titleBarWidget());
        bits->setValue(4);
        QCOMPARE(lights(), before);
    }

    void solvedExercisesComeBackWithTheWindow()
    {
        m_panel->restorePageState("exercises", {{"task", 2}, {"solved", QStringList{"code", "zero"}}});
        speak("zh");
        QCOMPARE(m_panel->pageState("exercises").value("solved").toStringList(), (QStringList{"code", "zero"}));
        speak("en");
        QCOMPARE(m_panel->pageState("exercises").value("task").toInt(), 2);
    }

    void aSettingLeadsToItsLesson()
    {
        m_panel->setPage(0);
        auto* recipe = qobject_cast<RecipeView*>(m_bench->window.dock("recipe")->widget());
        const int layer = m_bench->session.selection.layer();
        QVERIFY(layer >= 0);
        auto* cell = recipe->panel()->matrix()->cell("weight_method", Tower::Llm);
        cell->setFocus();
        QTest::keyClick(cell, Qt::Key_F1);
        auto* why = recipe->findChild<WhyPopover*>();
        QVERIFY(why->isVisible());
        QCOMPARE(why->card().selectedLayer,
                 shortLayerName(m_bench->session.document.opened().outline->layers[size_t(layer)]));
        named<QPushButton>(*why, "Show in Learn")->click();
        QCOMPARE(m_panel->pageId(), QString("gptq"));
        QTRY_VERIFY(!m_panel->visibleRegion().isEmpty());
        QCOMPARE(m_bench->session.selection.layer(), layer);
    }

    void twoStepsRunAndCanBeTakenUp()
    {
        CalibrationRecipe few;
        few.weightSamples = few.activationSamples = few.newTokens = few.errorSamples = 2;
        QObject owner;
        AblationRunner runner(m_bench->session.document, m_bench->session.runs, publishedAblation(), &owner, &few);
        QCOMPARE(runner.rows().size(), publishedAblation().steps.size() + 1);
        QVERIFY(runner.rows().back().isFloat && runner.rows().back().correct);
        runner.start(true);
        QVERIFY(runner.isRunning());
        QVERIFY(QTest::qWaitFor([&] { return runner.rows()[0].state == StepRow::Done; }, longWait));
        QVERIFY(QTest::qWaitFor([&] { return runner.rows()[1].state == StepRow::Running; }, longWait));
        runner.stop();
        QVERIFY(QTest::qWaitFor([&] { return !runner.isRunning(); }, longWait));
        const auto rows = runner.rows();
        QCOMPARE(rows[1].state, StepRow::Done);
        QCOMPARE(rows[2].state, StepRow::Waiting);
        QCOMPARE(rows[0].questions, int64_t(8));
        QCOMPARE(rows[0].meaning.protocol, QString("exact"));
        QVERIFY2(rows[0].meaning.facts.contains("protocol exact"), qPrintable(rows[0].meaning.tip()));
        QCOMPARE(rows.back().meaning.protocol, QString("exact"));
        QVERIFY(*rows[0].meanSqnrDb < *rows[1].meanSqnrDb + 20);
        // A change of the recipe does not, and Stop ends the walk.
        runner.start(false);
        QVERIFY(runner.isRunning());
        m_bench->session.document.editRecipe(quick("dynamic-w8a8"), "other");
        QVERIFY(runner.isRunning());
        m_bench->session.document.stop();
        QVERIFY(QTest::qWaitFor([&] { return !runner.isRunning(); }, longWait));
        QCOMPARE(runner.rows()[2].state, StepRow::Failed);
        QVERIFY(!runner.rows()[2].problem.isEmpty());
    }

private:
    // The window makes its views anew.
    void speak(const QString& language)
    {
        QVERIFY(m_bench->speak(language));
        m_panel = qobject_cast<LearnPanel*>(m_bench->window.dock("learn")->widget());
        QVERIFY(m_panel);
    }

    std::unique_ptr<WindowBench> m_bench;
    LearnPanel* m_panel = nullptr;
};

QUANTSCOPE_TEST(TestLearnWindow)
#include "tst_learnwindow.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The first minute: its steps by real clicks, what they say and point at, what is left when it ends.

#include <QAction>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QLabel>
#include <QRegularExpression>
#include <QToolButton>

#include <cstdlib>

#include "base/error.h"
#include "experiments/demotour.h"
#include "gui/tour/spotlight.h"
#include "gui/tour/tourbar.h"
#include "guitest.h"
#include "recipe/recipematrix.h"
#include "samples/samplelistmodel.h"
#include "samples/samplespanel.h"
#include "samples/samplesview.h"
#include "smallmodel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

// A window that was never open before.
struct FirstStart
{
    QTemporaryDir folder;
    QSettings settings{folder.filePath("settings.ini"), QSettings::IniFormat};
    Theme theme;
    LocalSession session{OpenSettings{.cache = {}, .threads = 2}};
    MainWindow window{session, theme, settings};
    TourBar* bar = window.findChild<TourBar*>();

    FirstStart()
    {
        window.resize(1366, 768);
        window.show();
    }

    QList<QToolButton*> steps() const
    {
        QList<QToolButton*> list;
        for (auto* button : bar->findChildren<QToolButton*>())
            if (button->isCheckable() && button != play())
                list << button;
        return list;
    }

    QToolButton* play() const
    {
        return named<QToolButton>(*bar, "Play the first steps");
    }

    QToolButton* step(const QString& title) const
    {
        for (auto* button : steps())
            if (button->text().endsWith(title))
                return button;
        return nullptr;
    }

    void click(const QString& title) const
    {
        QTest::mouseClick(step(title), Qt::LeftButton);
    }

    bool waitUntilTicked(const QString& title) const
    {
        return QTest::qWaitFor([&] { return step(title)->text() == "✓ " + title; }, longWait);
    }

    // That a spotlight of the window is around it.
    bool isPointedAt(const QWidget* widget) const
    {
        for (const auto* light : window.findChildren<Spotlight*>())
            if (light->pointsAt(widget) && light->isVisible() && light->geometry().isValid() &&
                light->geometry().intersects(QRect(widget->mapTo(&window, QPoint()), widget->size())))
                return true;
        return false;
    }

    const QWidget* cell(const char* setting) const
    {
        return window.dock("recipe")->widget()->findChild<RecipeMatrix*>()->cell(setting, Tower::Llm);
    }
};

struct Numbers
{
    int now = -1, before = -1;
};

// "Rotation: 55 / 60 (91.7 %), before 30 / 60 (50 %). …"
Numbers numbersIn(const QString& text, const QString& title)
{
    static const QRegularExpression counts(
        "^(.+): (\\d+) / 60 \\([\\d.]+ %\\), before (\\d+) / 60 \\([\\d.]+ %\\)\\. .+\\.$");
    const auto match = counts.match(text);
    return match.hasMatch() && match.captured(1) == title
        ? Numbers{match.captured(2).toInt(), match.captured(3).toInt()}
        : Numbers();
}

}

class TestTour : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recipesChangeOneSwitchAtATime()
    {
        QCOMPARE(tourSteps().size(), size_t(3));
        const auto naive = tourRecipe(0), observer = tourRecipe(1), rotation = tourRecipe(2);
        auto changed = naive;
        for (const Tower tower : allTowers())
            changed.tower(tower).scheme.observer = "percentile";
        QVERIFY(sameRecipe(changed, observer));
        for (const Tower tower : allTowers())
            changed.tower(tower).fuseNorms = true;
        changed.vision.rotate = changed.llm.rotate = true;
        QVERIFY(sameRecipe(changed, rotation));
        QVERIFY_EXCEPTION_THROWN(tourRecipe(3), Error);
    }

    void breaksAndHeals()
    {
        FirstStart start;
        auto& document = start.session.document;
        QVERIFY(start.bar->isVisible());
        QCOMPARE(start.bar->text(), QString("The demo is being opened."));
        QVERIFY(!start.step("Naive")->isEnabled());
        start.window.openDemo();
        QTRY_VERIFY_WITH_TIMEOUT(start.bar->text().startsWith("Float: "), longWait);
        QVERIFY(document.subset() == tourQuestions());
        QCOMPARE(answeredOf(start.session.runs.all().front().answers), int64_t(60));
        QVERIFY2(start.bar->text().contains(" / 60 ("), qPrintable(start.bar->text()));
        QVERIFY(start.step("Naive")->isEnabled() && !start.step("Observer")->isEnabled());

        int before = -1;
        const char* settings[] = {"activation_static", "observer", "rotate"};
        const QStringList titles{"Naive", "Observer", "Rotation"};
        for (int i = 0; i < titles.size(); ++i) {
            const auto& title = titles[i];
            start.click(title);
            QVERIFY2(start.bar->text().startsWith(title), qPrintable(start.bar->text()));
            for (const auto* button : start.steps())
                QVERIFY(!button->isEnabled()); // the result is waited for
            QTRY_VERIFY(start.isPointedAt(start.cell(settings[i])));
            QVERIFY(start.waitUntilTicked(title));
            const auto& run = start.session.runs.shown();
            QVERIFY(sameRecipe(recipeOf(run), tourRecipe(size_t(i))));
            QVERIFY(run.record.spec.subset == tourQuestions());
            const auto found = numbersIn(start.bar->text(), title);
            QCOMPARE(found.now, int(correctOf(run.answers)));
            QVERIFY(std::abs(found.now - tourSteps()[size_t(i)].demoCorrect) <=
                    3); // another processor rounds otherwise
            if (before >= 0)
                QCOMPARE(found.before, before);
            before = found.now;
            QTRY_VERIFY(start.isPointedAt(start.window.dock("scores")->findChild<QLabel*>("scoreTotal")));
        }
        QVERIFY(start.window.findChild<QToolButton*>("lead-compare")->isHidden() ||
                !start.window.findChild<QToolButton*>("lead-compare")->isVisible());

        start.click("Flips");
        auto* samples = qobject_cast<SamplesView*>(start.window.dock("samples")->widget());
        QTRY_VERIFY(samples->isVisible() && samples->isLarge());
        const auto row = static_cast<size_t>(samples->panel()->selectedSample());
        const auto& runs = start.session.runs;
        QVERIFY(isRight(*runs.shown().answers.at(row)) != isRight(*runs.pinned().answers.at(row)));
        QCOMPARE(start.step("Flips")->text(), QString("✓ Flips"));
        QVERIFY2(start.bar->text().endsWith("Where next?"), qPrintable(start.bar->text()));

        auto* compare = start.window.findChild<QToolButton*>("lead-compare");
        QVERIFY(compare->isVisible());
        QTest::mouseClick(compare, Qt::LeftButton);
        QCOMPARE(start.window.mode(), QString("compare"));
        QVERIFY(!start.bar->isVisible());
        QCOMPARE(start.session.selection.comparedRuns().size(), 4);
        QVERIFY(asksAll(document.subset())); // the rest follows
        QVERIFY(start.settings.value("firstStepsSeen").toBool());
        document.stop();
    }

    void aStepThatIsStoppedCanBeChosenAgain()
    {
        FirstStart start;
        start.window.openDemo();
        QTRY_VERIFY_WITH_TIMEOUT(start.step("Naive")->isEnabled(), longWait);
        start.click("Naive");
        QTRY_VERIFY_WITH_TIMEOUT(start.session.runs.isRunning(), longWait);
        start.session.document.stop();
        QTRY_COMPARE(start.bar->text(), QString("Naive was stopped. Choose it again."));
        QVERIFY(start.step("Naive")->isEnabled());
        QVERIFY(!start.step("Observer")->isEnabled());
    }

    void oneClickPlaysAll()
    {
        FirstStart start;
        QTest::mouseClick(start.play(), Qt::LeftButton); // the demo is still being opened
        start.window.openDemo();
        QElapsedTimer clock;
        for (const char* title : {"Naive", "Observer", "Rotation"}) {
            QVERIFY2(
                QTest::qWaitFor(
                    [&] { return start.bar->text().startsWith(title) && numbersIn(start.bar->text(), title).now >= 0; },
                    longWait),
                title);
            clock.start();
        }
        auto* samples = qobject_cast<SamplesView*>(start.window.dock("samples")->widget());
        QTRY_VERIFY_WITH_TIMEOUT(samples->isVisible() && samples->isLarge(), longWait);
        QVERIFY(clock.elapsed() > 2500); // there was time to look
        QCOMPARE(start.step("Flips")->text(), QString("✓ Flips"));
        QVERIFY(!start.play()->isChecked() && !start.play()->isVisible());
        start.session.document.stop();
    }

    void aClickEndsThePlay()
    {
        FirstStart start;
        start.window.openDemo();
        QTRY_VERIFY_WITH_TIMEOUT(start.step("Naive")->isEnabled(), longWait);
        QTest::mouseClick(start.play(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(start.session.runs.isRunning(), longWait);
        start.session.document.stop();
        QTRY_COMPARE(start.bar->text(), QString("Naive was stopped. Choose it again."));
        QVERIFY(!start.play()->isChecked());
        QTest::mouseClick(start.play(), Qt::LeftButton); // says so again, and runs nothing that was stopped
        QTest::qWait(100);
        QVERIFY(!start.play()->isChecked() && !start.session.runs.isRunning());
    }

    // Its questions are not kept as the user's, whose own ones stay.
    void questionsAreGivenBack()
    {
        const SmallModel small;
        FirstStart start;
        start.window.openDemo();
        QTRY_VERIFY_WITH_TIMEOUT(start.session.document.isOpen(), longWait);
        QVERIFY(start.session.document.subset() == tourQuestions());
        start.window.keepLayout();
        for (const auto& key : start.settings.allKeys())
            if (key.startsWith("questions/"))
                QVERIFY2(!start.settings.value(key).toString().contains("60"),
                         qPrintable(start.settings.value(key).toString()));
        // Another model has no first steps.
        start.session.document.open(small.sources());
        QTRY_VERIFY_WITH_TIMEOUT(start.session.document.opened().sources.model == small.sources().model, longWait);
        QTRY_VERIFY(!start.bar->isVisible());
        QVERIFY(asksAll(start.session.document.subset()));
        // They open the demo, and leave what the user has chosen.
        start.session.document.setSubset(firstQuestions(3));
        start.window.findChild<QAction*>("firstSteps")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(start.session.document.opened().sources == demoSources(), longWait);
        QVERIFY(start.bar->isVisible());
        QVERIFY(start.session.document.subset() == firstQuestions(3));
        QTest::mouseClick(start.bar->findChildren<QToolButton*>().last(), Qt::LeftButton);
        start.session.document.stop();
    }
};

QUANTSCOPE_TEST(TestTour)
#include "tst_tour.moc"

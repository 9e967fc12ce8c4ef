// SPDX-License-Identifier: GPL-3.0-or-later
// From a question to the playground and to its trace; settings that nothing has run yet; trouble with the cache.

#include <QAbstractButton>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTextBrowser>
#include <QToolButton>

#include "diagnosisview/diagnosispanel.h"
#include "diagnosisview/traceview.h"
#include "gui/document/layerinspector.h"
#include "gui/document/trouble.h"
#include "gui/frame/compareline.h"
#include "guitest.h"
#include "layers/layerspanel.h"
#include "plots/distributionpanel.h"
#include "samples/samplesview.h"
#include "samples/trypanel.h"
#include "smallmodel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

class TestPlayground : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("warning");
    }

    void cleanup()
    {
        m_bench.reset();
    }

    void aQuestionLeadsToPlaygroundAndTrace()
    {
        open();
        auto& session = m_bench->session;
        auto* panel = m_bench->window.findChild<TryPanel*>();
        auto* samples = m_bench->window.findChild<SamplesView*>();
        const auto& questions = session.document.opened().data->questions;
        auto* field = named<QLineEdit>(*panel, "Question");
        QCOMPARE(field->text(), QString::fromStdString(questions[0].question).simplified()); // from the start
        Q_EMIT samples->playgroundRequested(2);
        QTRY_VERIFY(!m_bench->window.dock("try")->visibleRegion().isEmpty());
        QCOMPARE(field->text(), QString::fromStdString(questions[2].question).simplified());
        bool told = false;
        for (const auto* label : panel->findChildren<QLabel*>())
            told = told || label->text().startsWith("#" + QString::fromStdString(questions[2].index));
        QVERIFY(told);
        QVERIFY(m_bench->run(quick("naive-static-w8a8")));
        Q_EMIT samples->traceRequested(3);
        QCOMPARE(session.selection.question(), 3);
        QTRY_VERIFY(!m_bench->window.dock("diagnosis")->visibleRegion().isEmpty());
        auto* trace = m_bench->window.findChild<DiagnosisPanel*>()->trace();
        QVERIFY(trace->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(
            named<QLabel>(*trace, "First diverging token")
                ->text()
                .startsWith(QString("Question #%1.").arg(QString::fromStdString(questions[3].index))),
            longWait);
        Q_EMIT trace->playgroundRequested(3);
        QCOMPARE(field->text(), QString::fromStdString(questions[3].question).simplified());
    }

    // The next recipe answers by itself; while nobody sees the playground nothing is asked.
    void answersFollowTheRecipe()
    {
        open();
        auto* panel = m_bench->window.findChild<TryPanel*>();
        QVERIFY(m_bench->run(quick("naive-static-w8a8")));
        m_bench->window.showDock("try");
        QSignalSpy asked(panel, &TryPanel::asked);
        auto* answers = panel->findChild<QTextBrowser*>();
        for (auto* button : panel->findChildren<QAbstractButton*>())
            if (button->text().remove('&') == "Ask") {
                QTRY_VERIFY(button->isEnabled());
                button->click();
            }
        QCOMPARE(asked.size(), 1);
        const auto answered = [&] {
            return !answers->toPlainText().isEmpty() && !answers->toPlainText().contains("upd");
        };
        QVERIFY(QTest::qWaitFor(answered, longWait));
        QVERIFY(m_bench->run(quick("w4a16-rtn")));
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 2, longWait);
        QCOMPARE(asked[1], asked[0]);
        QVERIFY(QTest::qWaitFor(answered, longWait));
        m_bench->window.setMode("learn");
        QVERIFY(m_bench->run(quick("naive-static-w8a8")));
        QCOMPARE(asked.size(), 2);
        m_bench->window.showDock("try");
        QTRY_COMPARE(asked.size(), 3);
    }

    // The views say what is missing; one button gets it back.
    void weightsThatHaveLeftMemoryCanBeMadeAgain()
    {
        open();
        auto& session = m_bench->session;
        QVERIFY(m_bench->run(quick("naive-static-w8a8")));
        const int id = session.runs.shown().id;
        session.runs.show(0);
        session.backend.drop(id);
        session.runs.show(id);
        session.rebuild.stop(); // it begins by itself
        QToolButton* rebuild = nullptr;
        for (auto* button : m_bench->window.findChild<CompareLine*>()->findChildren<QToolButton*>())
            if (button->defaultAction())
                rebuild = button;
        QVERIFY(rebuild && rebuild->isVisible());
        auto* panel = m_bench->window.findChild<TryPanel*>();
        const auto status = [&] {
            QStringList texts;
            for (const auto* label : panel->findChildren<QLabel*>())
                texts << label->text();
            return texts.join('\n');
        };
        QTRY_VERIFY2(status().contains("have left memory"), qPrintable(status()));
        QVERIFY(!status().contains("no quantized model yet"));
        QTest::mouseClick(rebuild, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(session.backend.held(id).any && !session.rebuild.isBusy(), longWait);
        QVERIFY(!rebuild->isVisible());
        QTRY_VERIFY2(!status().contains("have left memory"), qPrintable(status()));
    }

    // The tree says 8 bits, and so does everything else, though no run has come to an end.
    void whatNothingHasRunIsTheRecipes()
    {
        open();
        auto& session = m_bench->session;
        QVERIFY(m_bench->waitForBaseline());
        session.selection.selectLayer(3);
        session.document.editRecipe(quick("naive-static-w8a8"), "test");
        QCOMPARE(session.inspector.layer(3).report.scheme.weightBits, 8);
        const auto* layers = m_bench->window.findChild<LayersPanel*>();
        QVERIFY(layers);
        const auto titles = [&] {
            QStringList texts;
            for (const auto* label : m_bench->window.findChild<DistributionPanel*>()->findChildren<QLabel*>())
                texts << label->text();
            return texts.join('\n');
        };
        // Either as a preview of these settings, or with a word about them.
        QTRY_VERIFY2(titles().contains("8 bits"), qPrintable(titles()));
        session.document.editRecipe({}, "test");
        QVERIFY(!session.inspector.layer(3).report.scheme.quantizesWeight());
    }

    // A cache whose folder cannot be made, as on a full disk: the user hears of it, once, and runs go on.
    void troubleWithTheCacheIsTold()
    {
        const SmallModel small;
        QTemporaryDir folder;
        QFile file(folder.filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        OpenSettings settings{.cache = {}, .threads = 1};
        settings.cache.root = folder.filePath("file/cache").toStdString();
        Trouble trouble;
        QSignalSpy heard(&trouble, &Trouble::heard);
        LocalBackend backend(settings, [&trouble](const std::string& text) { trouble.tell(text); });
        Session session(backend, {});
        QObject::connect(&trouble, &Trouble::heard, &session.document, &Document::problem);
        QSettings stored(folder.filePath("s.ini"), QSettings::IniFormat);
        Theme theme;
        MainWindow window(session, theme, stored);
        QSignalSpy problems(&session.document, &Document::problem);
        session.document.setAutoRun(false);
        session.document.setSubset(firstQuestions(2));
        session.document.open(small.sources());
        QTRY_VERIFY_WITH_TIMEOUT(session.document.isOpen(), longWait);
        QTRY_VERIFY_WITH_TIMEOUT(!session.runs.live(), longWait);
        QTRY_VERIFY(!problems.isEmpty());
        QCOMPARE(problems.size(), heard.size());
        QVERIFY2(problems.front().front().toString().contains("cache"),
                 qPrintable(problems.front().front().toString()));
        QCOMPARE(answeredOf(session.runs.all().front().answers), 2);
    }

private:
    void open()
    {
        m_bench = std::make_unique<WindowBench>(4, m_small.sources());
    }

    const SmallModel m_small;
    std::unique_ptr<WindowBench> m_bench;
};

QUANTSCOPE_TEST(TestPlayground)
#include "tst_playground.moc"

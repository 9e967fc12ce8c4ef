// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>

#include <functional>

#include "archive/runarchive.h"
#include "compare/comparepanel.h"
#include "guitest.h"
#include "runs/runspanel.h"
#include "runs/sharedialog.h"
#include "samples/samplelistmodel.h"
#include "samples/samplesview.h"
#include "samples/trypanel.h"
#include "session/sessionreader.h"
#include "smallmodel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr int asked = 8;

}

// A session goes from one window to another, which has nothing.
class TestSessionWindow : public QObject
{
    Q_OBJECT

    // A machine of its own: settings, store and, where one is opened, a model.
    struct Machine
    {
        QTemporaryDir folder;
        QSettings settings;
        Theme theme;
        LocalSession session;
        MainWindow window;

        Machine()
            : settings(folder.filePath("settings.ini"), QSettings::IniFormat)
            , session(OpenSettings{.cache = {}, .threads = 2}, folder.filePath("runs.sqlite").toStdString())
            , window(session, theme, settings)
        {
            session.document.setAutoRun(false);
            session.document.setSubset(firstQuestions(asked));
            window.resize(1366, 768);
            window.show();
        }

        bool comes(const std::function<bool()>& what) const
        {
            return QTest::qWaitFor(what, longWait);
        }
        bool isIdle() const
        {
            return comes([this] {
                return session.document.isOpen() && !session.document.isOpening() && !session.runs.live() &&
                    !session.document.hasPendingStart() && !session.rebuild.isBusy();
            });
        }
        QAction* action(const char* id)
        {
            return window.findChild<QAction*>(id);
        }
        QString text(const char* dock)
        {
            QStringList texts;
            for (const auto* label : window.dock(dock)->findChildren<QLabel*>())
                texts << label->text();
            return texts.join('\n');
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("error");
        m_file = m_folder.filePath("talk.quantscope");
        save();
    }

    void itOpensWithoutTheModel()
    {
        Machine there;
        QSignalSpy problems(&there.session.document, &Document::problem);
        there.window.openPath(m_file);
        QVERIFY(there.comes([&] { return there.session.runs.shown().record.id == m_run; }));
        const auto& opened = there.session.document.opened();
        QVERIFY(opened.session && !there.session.document.hasModel());
        QCOMPARE(opened.sources.model, std::filesystem::path()); // no demo in its place
        QVERIFY(there.window.windowTitle().contains("talk.quantscope"));
        QVERIFY(there.comes([&] { return answeredOf(there.session.runs.all().front().answers) == asked; }));

        const auto& shown = there.session.runs.shown();
        QCOMPARE(answeredOf(shown.answers), asked);
        for (size_t row = 0; row < asked; ++row)
            QCOMPARE(shown.answers[row]->text, m_answers[row]);
        const auto& data = *opened.data;
        QCOMPARE(data.questions.size(), size_t(60));
        QCOMPARE(data.questions[0].images.size(), size_t(1));
        QVERIFY(data.questions[asked].images.empty()); // nobody asked it
        QVERIFY(there.session.document.recipe() == m_recipe);

        there.session.selection.selectLayer(2);
        QVERIFY(there.comes([&] { return !there.session.inspector.view().isBusy(); }));
        QVERIFY2(there.session.inspector.view().problem().isEmpty(),
                 qPrintable(there.session.inspector.view().problem()));
        QVERIFY(!there.session.inspector.view().value()->weight.before.empty());
        QCOMPARE(there.session.inspector.view().value()->layer.name, opened.outline->layers[2].name);
        QVERIFY(problems.isEmpty());
        look(there);
    }

    void whatIsMissingSaysSo()
    {
        Machine there;
        there.window.openPath(m_file);
        QVERIFY(there.comes([&] { return there.session.runs.shown().record.id == m_run; }));
        const QString missing = "This session has no model. Open";
        for (const char* dock : {"diagnosis", "try"}) {
            there.window.showDock(dock);
            QTRY_VERIFY2(there.text(dock).contains(missing), qPrintable(there.text(dock)));
        }
        there.window.showDock("learn");
        QTRY_VERIFY(there.session.inspector.lesson().problem().contains(missing));
        QSignalSpy problems(&there.session.document, &Document::problem);
        there.session.document.setAutoRun(true);
        there.session.document.editRecipe(quick("dynamic-w8a8"), "other");
        QVERIFY(!there.session.document.hasPendingStart() && !there.session.runs.live());
        there.action("run")->trigger();
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems[0][0].toString().contains(missing));
        QVERIFY(problems[0][0].toString().contains(QString::fromStdString(m_hash.substr(0, 12))));
        there.session.inspector.setWeightRow(1);
        QVERIFY(there.session.inspector.view().problem().contains("all output channels together"));
        QVERIFY(there.comes([&] { return there.session.library.isInSession(m_run); })); // listed
        there.session.library.rename(m_run, "other");
        QVERIFY(problems.last()[0].toString().contains("read only"));
    }

    // The model alone is not enough: questions of something else must not stand in for the session's.
    void theRightModelTakesTheRuns()
    {
        Machine there;
        there.window.openPath(m_file);
        QVERIFY(there.comes([&] { return there.session.runs.shown().record.id == m_run; }));
        there.window.openPath(QString::fromStdString(m_model.model().string()));
        QVERIFY(!there.session.document.isOpening() && !there.session.document.hasModel());
        there.window.openPath(QString::fromStdString(m_model.data().string()));
        QVERIFY(there.comes([&] { return there.session.document.hasModel(); }) && there.isIdle());
        QCOMPARE(there.session.document.opened().modelHash, m_hash);
        there.session.document.showRun(m_run);
        QVERIFY(there.comes([&] { return there.session.runs.shown().record.id == m_run; }));
        QVERIFY(there.isIdle());
        QVERIFY(there.comes([&] { return there.session.local.held(there.session.runs.shown().id).any; }));
        QVERIFY(there.session.document.opened().sources.data == m_model.data());
    }

    void itsRunsAreAdopted()
    {
        Machine there;
        there.window.openPath(m_file);
        QVERIFY(there.comes([&] { return there.session.library.isInSession(m_run); }));
        QVERIFY(there.action("adoptSession")->isEnabled());
        there.action("adoptSession")->trigger();
        QVERIFY(there.comes([&] { return !there.session.library.isInSession(m_run); }));
        QCOMPARE(RunArchive(there.session.library.file()).load(m_run).predictions.size(), size_t(asked));
    }

    void anythingElseIsRefused()
    {
        Machine there;
        const auto file = m_folder.filePath("other.quantscope");
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("no session");
        out.close();
        QSignalSpy problems(&there.session.document, &Document::problem);
        there.window.openPath(file);
        QVERIFY(there.comes([&] { return !problems.isEmpty(); }));
        QVERIFY(problems[0][0].toString().contains("is no session"));
        QVERIFY(!there.session.document.isOpen() && there.session.library.session().empty());
    }

private:
    // In a window with the model: one run, chosen in the dialog.
    void save()
    {
        Machine here;
        here.session.document.open(m_model.sources());
        QVERIFY(here.isIdle());
        m_recipe = quick("naive-static-w8a8");
        here.session.document.editRecipe(m_recipe, "test");
        here.session.document.start();
        QVERIFY(here.isIdle());
        m_run = here.session.runs.shown().record.id;
        m_hash = here.session.document.opened().modelHash;
        for (size_t row = 0; row < asked; ++row)
            m_answers.push_back(here.session.runs.shown().answers[row]->text);
        QVERIFY(here.comes([&] { return here.session.library.find(m_run) != nullptr; }));
        here.action("saveSession")->trigger();
        auto* dialog = here.window.findChild<ShareDialog*>();
        QVERIFY(dialog);
        const auto* size = named<QLabel>(*dialog, "Size of the file");
        QTRY_VERIFY_WITH_TIMEOUT(size->text().contains("runs and questions"), longWait);
        QCOMPARE(dialog->choice().ids, QStringList{QString::fromStdString(m_run)});
        savePicture(*dialog, "session-save");
        for (const auto* button : dialog->findChildren<QPushButton*>())
            QCOMPARE(button->isDefault(), button->text() == "&Save…"); // what Return does
        auto* side = named<QSpinBox>(*dialog, "Longest side of a small picture");
        side->setValue(128);
        const SessionRequest request{here.session.library.file(),
                                     {m_run},
                                     true,
                                     dialog->choice().options,
                                     {{m_run, here.session.runs.shown().id}}};
        QCOMPARE(request.options.longestSide, 128);
        Latest<SessionSize> saved([] {});
        saved.start(here.session.local.saveSession(m_file.toStdString(), request));
        QVERIFY(here.comes([&] { return !saved.isBusy(); }));
        QVERIFY2(saved.problem().isEmpty(), qPrintable(saved.problem()));
        QCOMPARE(saved.value()->runs, 2); // with the float model's
        QCOMPARE(saved.value()->layers, int64_t(here.session.document.opened().outline->layers.size()));
        dialog->reject();
    }

    void look(Machine& there)
    {
        for (const char* dock : {"samples", "compare", "distribution", "diagnosis", "learn", "try"}) {
            there.window.showDock(dock);
            QTest::qWait(50);
            waitForPlots(there.window);
            savePicture(there.window, QString("session-") + dock);
        }
        auto* compare = there.window.dock("compare")->findChild<ComparePanel*>();
        if (!compare)
            compare = qobject_cast<ComparePanel*>(there.window.dock("compare")->widget());
        QVERIFY(compare);
        there.session.selection.compareRuns(
            {QString::fromStdString(m_run), QString::fromStdString(there.session.runs.all().front().record.id)});
        QVERIFY(there.comes([&] { return compare->runs().size() == 2; }));
        QTest::qWait(500);
        savePicture(there.window, "session-compared");
    }

    SmallModel m_model;
    QTemporaryDir m_folder;
    QString m_file;
    std::string m_run, m_hash;
    std::vector<std::string> m_answers;
    Recipe m_recipe;
};

QUANTSCOPE_TEST(TestSessionWindow)
#include "tst_sessionwindow.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QProcess>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

#include "archive/runarchive.h"
#include "gui/settings/settingkeys.h"
#include "gui/shell/restart.h"
#include "settings/settingeditor.h"
#include "settings/settingswindow.h"
#include "smallmodel.h"
#include "testmain.h"
#include "windowdesk.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr int64_t restartQuestions = 4; // questions

QString textOfPath(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

// As a start of before would have left them.
void keepFiles(const Disk& disk, const SmallModel& small)
{
    QSettings kept(disk.settings(), QSettings::IniFormat);
    kept.setValue("firstStepsSeen", true);
    kept.setValue(settingkeys::cacheRoot, disk.cache.path());
    kept.setValue("session/model", textOfPath(small.model()));
    kept.setValue("session/data", textOfPath(small.data()));
    kept.setValue("session/calibration", textOfPath(small.calibration()));
}

std::string hashOf(const Recipe& recipe)
{
    RunSpec spec;
    spec.recipe = recipe;
    return recipeHash(spec);
}

// Runs the program to its end: it starts what is open, and leaves a picture.
int startAgain(const QStringList& words, const QString& picture, QByteArray& errors)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("QT_QPA_PLATFORM", "offscreen");
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(QUANTSCOPE_WINDOW, words + QStringList{"--run", "--screenshot", picture});
    if (!program.waitForFinished(longWait)) {
        program.kill();
        program.waitForFinished();
    }
    errors = program.readAllStandardError().right(700);
    return program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1;
}

}

// "Restart now" of the settings: what it leaves, and what the program makes of it.
class TestRestart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("error");
    }

    void theSessionComesBack()
    {
        const SmallModel small;
        const Disk disk;
        keepFiles(disk, small);
        WindowOptions options;
        options.settings = disk.settings();
        options.store = textOfPath(disk.store());
        QStringList words;
        std::string shown;
        Recipe edited;
        {
            Desk desk(disk, restartQuestions);
            QVERIFY(desk.idle());
            auto& document = desk.session.document;
            QCOMPARE(document.opened().sources.model, small.model());
            Restart restart(desk.window, desk.keeper, document, options);
            bool isReady = false;
            connect(&restart, &Restart::ready, this, [&isReady] { isReady = true; });
            document.editRecipe(quick("dynamic-w8a8"), "test");
            document.start();
            QVERIFY(desk.idle());
            shown = desk.session.runs.shown().record.id;
            edited = document.recipe();
            edited.llm.scheme.weightBits = 5; // has not run
            document.editRecipe(edited, "test");
            edited = document.recipe();
            desk.session.selection.selectLayer(7);
            desk.session.selection.selectQuestion(2);

            desk.window.showSettings("threads");
            auto* settings = desk.window.settingsWindow();
            auto* button = settings->findChild<QPushButton*>("restart");
            QVERIFY(!button->isEnabled());
            settings->findChild<SettingEditor*>("setting-threads")->findChild<QSpinBox*>()->setValue(1);
            QVERIFY(button->isEnabled());
            QVERIFY(!restart.words());
            QTest::mouseClick(button, Qt::LeftButton);
            QVERIFY(isReady && restart.words());
            QVERIFY(!desk.window.isVisible());
            words = *restart.words();
        }
        QCOMPARE(words, QStringList({"--settings", disk.settings(), "--store", textOfPath(disk.store())}));
        {
            const QSettings kept(disk.settings(), QSettings::IniFormat);
            QCOMPARE(kept.value(settingkeys::threads).toInt(), 1);
            QCOMPARE(kept.value("session/model").toString(), textOfPath(small.model()));
            QCOMPARE(kept.value("session/shown").toString(), QString::fromStdString(shown));
            QCOMPARE(kept.value("session/question").toInt(), 2);
            QVERIFY(!kept.value("session/layer").toString().isEmpty());
            const auto recipe = nlohmann::json::parse(kept.value("session/recipe").toString().toStdString());
            QVERIFY(sameRecipe(recipeFromJson(recipe, "kept"), edited));
        }
        const auto isEdited = [&edited](const auto& run) { return run.recipeHash == hashOf(edited); };
        RunArchive archive(disk.store());
        QVERIFY(std::ranges::none_of(archive.list(), isEdited));

        // The program opens the same files, runs the recipe of the editor and asks as many questions.
        const auto picture = disk.folder.filePath("again.png");
        QByteArray errors;
        QVERIFY2(startAgain(words, picture, errors) == 0, errors.constData());
        QVERIFY(!QImage(picture).isNull());
        const auto runs = archive.list();
        const auto run = std::ranges::find_if(runs, isEdited);
        QVERIFY(run != runs.end());
        QCOMPARE(run->state, RunState::Complete);
        QCOMPARE(run->answered, restartQuestions);
        QCOMPARE(archive.load(run->id).spec.sources.model, small.model());
        QVERIFY(archive.complaints().empty());
    }

    // What the program was told stays; what is open without a model is named, as no setting keeps it.
    void theWordsSayTheSame()
    {
        WindowOptions options;
        options.settings = "/tmp/s.ini";
        options.lowMemory = LowMemory::On;
        options.memoryLimit = 6.5;
        options.preset = "dynamic-w8a8"; // the editor's recipe comes after it
        options.run = true;
        WorkspaceInfo opened;
        const auto again = parseWindowOptions(QStringList{"quantscope"} + wordsForRestart(options, opened));
        QVERIFY2(!again.exitCode, qPrintable(again.message));
        QCOMPARE(again.options.settings, options.settings);
        QVERIFY(again.options.store.isEmpty());
        QCOMPARE(again.options.lowMemory, LowMemory::On);
        QCOMPARE(again.options.memoryLimit, 6.5);
        QVERIFY(again.options.preset.isEmpty() && !again.options.run);
        opened.session.emplace().file = "/tmp/a.quantscope";
        QCOMPARE(wordsForRestart({}, opened), QStringList{"/tmp/a.quantscope"});
        QCOMPARE(wordsForRestart({}, {}), QStringList());
    }
};

QUANTSCOPE_TEST(TestRestart)
#include "tst_restart.moc"

#pragma once

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "base/allocator.h"
#include "log/log.h"
#include "quant/presets.h"
#include "window/mainwindow.h"
#include "window/theme.h"

namespace quantscope::test {

constexpr int longWait = 240000;
// What cancels within a second on a quiet machine; a job that goes on to its end takes much longer than this.
constexpr int generous = 6000; // milliseconds

// Presets with few questions everywhere, so that a run takes a second or two.
inline Recipe quick(const char* preset)
{
    auto recipe = findPreset(preset)->make();
    recipe.name = preset;
    recipe.calibration.weightSamples = 3;
    recipe.calibration.activationSamples = 3;
    recipe.calibration.newTokens = 2;
    recipe.calibration.errorSamples = 2;
    return recipe;
}

// The real window over the demo, with settings of its own.
struct WindowBench
{
    QTemporaryDir folder;
    QSettings settings;
    Theme theme;
    Session session;
    MainWindow window;

    explicit WindowBench(int questions = 20)
        : settings(folder.filePath("settings.ini"), QSettings::IniFormat)
        , session({{}, LowMemory::Auto, 2})
        , window(session, theme, settings)
    {
        session.setAutoRun(false);
        session.setLimit(questions);
        window.resize(1280, 800);
        window.show();
        window.openDemo();
        QVERIFY(QTest::qWaitFor([this] { return session.isOpen(); }, longWait));
    }

    bool waitForBaseline()
    {
        return QTest::qWaitFor([this] { return session.isOpen() && !session.live(); }, longWait);
    }

    bool waitForRun()
    {
        return QTest::qWaitFor([this] { return !session.isRunning() && !session.hasPendingStart(); }, longWait);
    }

    bool run(const Recipe& recipe)
    {
        session.editRecipe(recipe, "test");
        session.start();
        return waitForRun();
    }
};

}

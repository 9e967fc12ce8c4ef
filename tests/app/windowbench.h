// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QDockWidget>
#include <QPointer>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>
#include <optional>
#include <stdexcept>

#include "base/allocator.h"
#include "engine/localbackend.h"
#include "experiments/presets.h"
#include "gui/settings/theme.h"
#include "gui/shell/mainwindow.h"
#include "log/log.h"

namespace quantscope::test {

constexpr int longWait = 240000; // milliseconds, against waiting for ever

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

// Keeps the queue of long work busy until it is opened.
class Gate
{
public:
    explicit Gate(Engine& engine)
    {
        JobEnd<bool> end{[](bool) {}, [](const QString&) {}, [] {}};
        engine.submit<bool>(
            Engine::Long, &m_receiver,
            [isOpen = m_open](const Progress& progress) {
                for (; !*isOpen; QThread::msleep(1))
                    progress.check();
                return true;
            },
            end);
    }
    ~Gate()
    {
        open();
    }
    void open()
    {
        *m_open = true;
    }

private:
    QObject m_receiver;
    std::shared_ptr<std::atomic<bool>> m_open = std::make_shared<std::atomic<bool>>(false);
};

// What the job behind the feed is doing, and how far it is: 1 when it has gone to its end. The window asks less often.
inline QString stageOf(RunFeed& feed)
{
    std::string stage;
    feed.put([&](const RunNews& news) { stage = news.stage; });
    return QString::fromStdString(stage);
}

inline double fractionOf(RunFeed& feed)
{
    double fraction = 0;
    feed.put([&](const RunNews& news) { fraction = news.fraction; });
    return fraction;
}

// A session's objects with a backend of their own.
struct OwnBackend
{
    explicit OwnBackend(const OpenSettings& settings)
        : local(settings)
    {
    }

    LocalBackend local;
};

struct LocalSession : OwnBackend, Session
{
    explicit LocalSession(const OpenSettings& settings, const std::filesystem::path& store = {})
        : OwnBackend(settings)
        , Session(local, store)
    {
    }
};

// The real window over the demo or what is given, with settings of its own.
struct WindowBench
{
    QTemporaryDir folder;
    QSettings settings;
    Theme theme;
    LocalSession session;
    MainWindow window;

    explicit WindowBench(int questions = 20, const std::optional<Sources>& sources = {})
        : settings(folder.filePath("settings.ini"), QSettings::IniFormat)
        , session(OpenSettings{.cache = {}, .threads = 2})
        , window(session, theme, settings)
    {
        session.document.setAutoRun(false);
        session.document.setSubset(firstQuestions(questions));
        window.resize(1280, 800);
        window.show();
        if (sources)
            session.document.open(*sources);
        else
            window.openDemo();
        // QVERIFY would only leave the constructor, and the test would go on with nothing open.
        if (!QTest::qWaitFor([this] { return session.document.isOpen(); }, longWait))
            throw std::runtime_error("the model was not opened in time");
    }

    bool waitForBaseline()
    {
        return QTest::qWaitFor([this] { return session.document.isOpen() && !session.runs.live(); }, longWait);
    }

    bool waitForRun()
    {
        return QTest::qWaitFor([this] { return !session.runs.isRunning() && !session.document.hasPendingStart(); },
                               longWait);
    }

    // "en", "zh": the window makes its views anew; pointers to them are of no use afterwards.
    bool speak(const QString& language)
    {
        auto* action = window.findChild<QAction*>("language-" + language);
        if (action->isChecked())
            return true;
        const QPointer<QDockWidget> before = window.dock("layers");
        action->trigger();
        return QTest::qWaitFor([&] { return !before && window.dock("layers"); }, longWait);
    }

    bool run(const Recipe& recipe)
    {
        session.document.editRecipe(recipe, "test");
        session.document.start();
        return waitForRun();
    }
};

}

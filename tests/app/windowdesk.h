// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/sessionkeeper.h"
#include "windowbench.h"

namespace quantscope::test {

// What lies on the disk while windows come and go.
struct Disk
{
    QTemporaryDir folder, cache;

    std::filesystem::path store() const
    {
        return folder.filePath("runs.sqlite").toStdString();
    }
    QString settings() const
    {
        return folder.filePath("settings.ini");
    }
    OpenSettings open() const
    {
        OpenSettings all{.cache = {}, .threads = 2};
        all.cache.root = cache.path().toStdString();
        return all;
    }
};

// The window as the program starts it, without words after its name.
struct Desk
{
    QSettings settings;
    Theme theme;
    LocalSession session;
    MainWindow window;
    SessionKeeper keeper;

    Desk(const Disk& disk, int64_t questions)
        : settings(disk.settings(), QSettings::IniFormat)
        , session(disk.open(), disk.store())
        , window(session, theme, settings)
        , keeper(session, settings, [this] { window.keepLayout(); })
    {
        session.document.setAutoRun(false);
        session.document.setSubset(firstQuestions(questions));
        keeper.restoreRest();
        keeper.restoreRecipe();
        window.resize(1366, 768);
        window.show();
        session.document.open(keeper.sources().value_or(demoSources()));
    }

    // False: the work under way did not end in time.
    bool idle()
    {
        return QTest::qWaitFor(
            [this] {
                return session.document.isOpen() && !session.document.isOpening() && !session.runs.live() &&
                    !session.document.hasPendingStart();
            },
            longWait);
    }
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QIcon>
#include <QPainter>
#include <QPixmap>
#include <QProcess>
#include <QSettings>
#include <QSvgRenderer>
#include <QTextStream>
#include <QThread>

#include <algorithm>
#include <cmath>

#include "archive/runarchive.h"
#include "base/allocator.h"
#include "base/blaskernels.h"
#include "cache/cachefolder.h"
#include "engine/localbackend.h"
#include "gui/document/document.h"
#include "gui/document/trouble.h"
#include "gui/settings/displayscale.h"
#include "gui/settings/settingkeys.h"
#include "gui/settings/theme.h"
#include "gui/shell/mainwindow.h"
#include "gui/shell/options.h"
#include "gui/shell/restart.h"
#include "gui/shell/screenshot.h"
#include "gui/shell/sessionkeeper.h"
#include "log/log.h"
#ifdef QUANTSCOPE_WATCHDOG
#include "gui/shell/watchdog.h"
#endif

namespace quantscope {
namespace {

#ifdef QUANTSCOPE_WATCHDOG
using Application = WatchedApplication;
#else
using Application = QApplication;
#endif

constexpr int failure = 1;

QIcon programIcon()
{
    QSvgRenderer drawing(QStringLiteral(":/quantscope.svg"));
    QPixmap picture(128, 128);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    drawing.render(&painter);
    return picture;
}

Sources askedSources(const WindowOptions& o)
{
    auto sources = demoSources();
    if (!o.model.isEmpty())
        sources.model = o.model.toStdString();
    if (!o.data.isEmpty()) {
        sources.data = o.data.toStdString();
        sources.calibration.clear();
    }
    if (!o.calibration.isEmpty())
        sources.calibration = o.calibration.toStdString();
    return sources;
}

bool namesSources(const WindowOptions& o)
{
    return o.demo || !o.model.isEmpty() || !o.data.isEmpty() || !o.calibration.isEmpty();
}

// What was open when the window was left, if it is still there.
Sources lastSources(MainWindow& window, const SessionKeeper& keeper)
{
    const auto last = keeper.sources();
    if (!last)
        return demoSources();
    for (const auto& file : {last->model, last->data})
        if (std::error_code none; !std::filesystem::exists(file, none)) {
            window.showMessage(true,
                               MainWindow::tr("%1, which was open last, is no longer there; the demo is opened.")
                                   .arg(QString::fromStdString(file.string())));
            return demoSources();
        }
    return *last;
}

// The recipe that the window starts with; nothing to undo, and nothing that runs by itself.
void setFirstRecipe(MainWindow& window, Document& document, const WindowOptions& o)
{
    const bool automatic = document.autoRun();
    document.setAutoRun(false);
    if (!o.recipe.isEmpty())
        document.editRecipe(loadRecipe(o.recipe.toStdString()), QString());
    if (!o.preset.isEmpty())
        window.applyPreset(o.preset);
    document.undoStack().clear();
    document.setAutoRun(automatic);
}

// False when something is wrong with what was asked; the window then says so.
bool openWhatIsAsked(MainWindow& window, Document& document, SessionKeeper& keeper, const WindowOptions& o)
{
    bool good = true;
    keeper.restoreRest();
    if (o.subset)
        window.askQuestions(*o.subset);
    try {
        if (o.recipe.isEmpty() && o.preset.isEmpty())
            keeper.restoreRecipe();
        setFirstRecipe(window, document, o);
    } catch (const std::exception& problem) {
        window.showMessage(true, QString::fromUtf8(problem.what()));
        good = false;
    }
    if (o.run && good)
        QObject::connect(
            &document, &Document::workspaceChanged, &window, [&document] { document.start(); },
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    if (!o.session.isEmpty()) {
        window.openPath(o.session);
        return good;
    }
    try {
        const auto sources = namesSources(o) ? askedSources(o) : lastSources(window, keeper);
        if (o.model.isEmpty() && !o.demo && isDemoOnOtherData(sources)) {
            window.keepForTheNextModel(sources);
            return false;
        }
        document.open(sources);
    } catch (const std::exception& problem) {
        window.showMessage(true, QString::fromUtf8(problem.what()));
        good = false;
    }
    return good;
}

CacheFolder cacheFolder(const QSettings& settings)
{
    CacheFolder cache;
    const auto root = settings.value(settingkeys::cacheRoot).toString();
    cache.root = root.isEmpty() ? defaultCacheRoot() : std::filesystem::path(root.toStdString());
    if (const auto limit = settings.value(settingkeys::cacheLimit).toLongLong(); limit > 0)
        cache.diskLimit = limit;
    return cache;
}

OpenSettings openSettings(const QSettings& settings, const WindowOptions& o)
{
    const int all = std::max(1, QThread::idealThreadCount()), threads = settings.value(settingkeys::threads).toInt();
    const double kept = settings.value(settingkeys::memoryLimit).toDouble();
    const double limit = o.memoryLimit > 0 ? o.memoryLimit : std::isfinite(kept) && kept > 0 ? kept : 0;
    return {cacheFolder(settings), o.lowMemory, threads > 0 ? std::min(threads, all) : all, limit * 1e9};
}

std::filesystem::path storeFile(const QSettings& settings, const WindowOptions& o)
{
    const auto file = o.store.isEmpty() ? settings.value(settingkeys::store).toString() : o.store;
    return file.isEmpty() ? defaultArchive() : std::filesystem::path(file.toStdString());
}

// Words for a new start of the program in `restart`; none: it is over.
int runWindow(int argc, char** argv, const WindowOptions& o, std::optional<QStringList>& restart)
{
    QSettings settings = o.settings.isEmpty() ? QSettings() : QSettings(o.settings, QSettings::IniFormat);
    DisplayScale scale(o.scale ? *o.scale : keptScale(settings));
    Application application(argc, argv);
    scale.restore();
    QApplication::setWindowIcon(programIcon());
    QApplication::setDesktopFileName(QStringLiteral("quantscope"));
    Theme theme;
    theme.setScheme(o.theme.isEmpty() ? settings.value("theme", "system").toString() : o.theme);
    Trouble trouble;
    LocalBackend backend(openSettings(settings, o), [&trouble](const std::string& text) { trouble.tell(text); });
    Session session(backend, storeFile(settings, o));
    QObject::connect(&trouble, &Trouble::heard, &session.document, &Document::problem);
    MainWindow window(session, theme, settings);
    if (!o.screenshot.isEmpty())
        window.resize(o.size);
    SessionKeeper keeper(session, settings, [&window] { window.keepLayout(); });
    const Restart again(window, keeper, session.document, o);
    QObject::connect(&again, &Restart::ready, &application, &QCoreApplication::quit);
    window.show();
    if (!openWhatIsAsked(window, session.document, keeper, o) && !o.screenshot.isEmpty())
        return failure;
    if (!o.screenshot.isEmpty()) {
        auto* screenshot = new Screenshot(window, session, o, &window);
        QObject::connect(screenshot, &Screenshot::finished, &application, &QCoreApplication::exit);
    }
    const int code = QApplication::exec();
    restart = again.words();
    return code;
}

// What needs no window is answered where there is no display.
int runProgram(int argc, char** argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("QuantScope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(QUANTSCOPE_VERSION));
    QCoreApplication::setOrganizationName(QStringLiteral("QuantScope"));
    QString program;
    ParsedOptions parsed;
    {
        const QCoreApplication early(argc, argv);
        program = QCoreApplication::applicationFilePath();
        parsed = parseWindowOptions(QCoreApplication::arguments());
    }
    if (parsed.exitCode) {
        QTextStream(*parsed.exitCode == 0 ? stdout : stderr) << parsed.message;
        return *parsed.exitCode;
    }
    keepFreedMemory();
    setUpLog("info");
    std::optional<QStringList> restart;
    const int code = runWindow(argc, argv, parsed.options, restart);
    // The store and the settings are free by now.
    if (restart && !QProcess::startDetached(program, *restart)) {
        logError("the program cannot be started again: " + program.toStdString());
        return failure;
    }
    return code;
}

}
}

int main(int argc, char** argv)
{
    quantscope::startWithFastKernels(argv);
    return quantscope::runProgram(argc, argv);
}

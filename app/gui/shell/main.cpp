// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QIcon>
#include <QPainter>
#include <QPixmap>
#include <QSettings>
#include <QSvgRenderer>
#include <QTextStream>
#include <QThread>

#include "archive/runarchive.h"
#include "base/allocator.h"
#include "cache/cachefolder.h"
#include "engine/localbackend.h"
#include "gui/document/document.h"
#include "gui/document/trouble.h"
#include "gui/shell/mainwindow.h"
#include "gui/shell/options.h"
#include "gui/shell/screenshot.h"
#include "gui/shell/sessionkeeper.h"
#include "gui/shell/theme.h"
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

void setUpApplication()
{
    QApplication::setWindowIcon(programIcon());
    QApplication::setApplicationName(QStringLiteral("QuantScope"));
    QApplication::setApplicationVersion(QStringLiteral(QUANTSCOPE_VERSION));
    QApplication::setOrganizationName(QStringLiteral("QuantScope"));
    QApplication::setDesktopFileName(QStringLiteral("quantscope"));
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
    if (o.limit)
        document.setLimit(*o.limit);
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
    cache.root = defaultCacheRoot();
    cache.diskLimit = settings.value("cache/diskLimit", qint64(cache.diskLimit)).toLongLong();
    return cache;
}

int runWindow(int argc, char** argv)
{
    keepFreedMemory();
    setUpLog("info");
    Application application(argc, argv);
    setUpApplication();
    const auto parsed = parseWindowOptions(QApplication::arguments());
    if (parsed.exitCode) {
        QTextStream(*parsed.exitCode == 0 ? stdout : stderr) << parsed.message;
        return *parsed.exitCode;
    }
    const auto& o = parsed.options;
    QSettings settings = o.settings.isEmpty() ? QSettings() : QSettings(o.settings, QSettings::IniFormat);
    Theme theme;
    theme.setScheme(o.theme.isEmpty() ? settings.value("theme", "system").toString() : o.theme);
    theme.setScale(settings.value("scale", 1.0).toDouble());
    Trouble trouble;
    LocalBackend backend(
        {cacheFolder(settings), o.lowMemory, std::max(1, QThread::idealThreadCount()), o.memoryLimit * 1e9},
        [&trouble](const std::string& text) { trouble.tell(text); });
    Session session(backend, o.store.isEmpty() ? defaultArchive() : std::filesystem::path(o.store.toStdString()));
    QObject::connect(&trouble, &Trouble::heard, &session.document, &Document::problem);
    MainWindow window(session, theme, settings);
    if (!o.screenshot.isEmpty())
        window.resize(o.size);
    SessionKeeper keeper(session, settings, [&window] { window.keepLayout(); });
    window.show();
    if (!openWhatIsAsked(window, session.document, keeper, o) && !o.screenshot.isEmpty())
        return failure;
    if (!o.screenshot.isEmpty()) {
        auto* screenshot = new Screenshot(window, session, o, &window);
        QObject::connect(screenshot, &Screenshot::finished, &application, &QCoreApplication::exit);
    }
    return QApplication::exec();
}

}
}

int main(int argc, char** argv)
{
    return quantscope::runWindow(argc, argv);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// The table of settings, and their window.
#include "gui/shell/mainwindow.h"

#include <QAction>
#include <QCoreApplication>
#include <QPointer>
#include <QScreen>
#include <QThread>
#include <QThreadPool>

#include <algorithm>
#include <cmath>

#include "archive/runarchive.h"
#include "cache/store.h"
#include "common/numbertext.h"
#include "common/textof.h"
#include "gui/frame/messagestack.h"
#include "gui/settings/displayscale.h"
#include "gui/settings/language.h"
#include "gui/settings/settingkeys.h"
#include "gui/settings/theme.h"
#include "gui/work/tracelimits.h"
#include "settings/settingswindow.h"

namespace quantscope {
namespace {

constexpr double mostMemory = 4096, mostCache = 4096; // GB, GiB
constexpr double gibibyte = 1024.0 * 1024 * 1024;

// A setting that stands in the file as it is.
ProgramSetting keptRow(QSettings& settings, const char* key, const QVariant& standard)
{
    ProgramSetting row;
    row.id = QString::fromLatin1(key);
    row.standard = standard;
    const auto kind = standard.metaType();
    row.get = [&settings, key, standard, kind] {
        auto value = settings.value(key, standard);
        return value.convert(kind) ? value : standard;
    };
    row.set = [&settings, key, standard](const QVariant& value) {
        if (value == standard)
            settings.remove(key);
        else
            settings.setValue(key, value);
    };
    return row;
}

QString pathText(const std::filesystem::path& path)
{
    return textOf(path.string());
}

}

void MainWindow::addAppearanceRows(std::vector<ProgramSetting>& rows)
{
    const auto section = tr("Appearance");
    ProgramSetting language{"language",
                            section,
                            tr("Language"),
                            tr("Of the whole window, at once."),
                            ProgramSetting::Choice,
                            QStringLiteral("system")};
    // Languages by their own names, whatever the window speaks.
    language.choices = {{tr("As the desktop"), QStringLiteral("system")},
                        {QStringLiteral("English"), QStringLiteral("en")},
                        {QStringLiteral("中文"), QStringLiteral("zh")}};
    language.get = [this] { return m_language->id(); };
    language.set = [this](const QVariant& value) { setLanguage(value.toString()); };
    rows.push_back(language);
    ProgramSetting theme{"theme",
                         section,
                         tr("Colours"),
                         tr("Light is for bright rooms and projectors."),
                         ProgramSetting::Choice,
                         QStringLiteral("system")};
    theme.choices = {{tr("As the desktop"), QStringLiteral("system")},
                     {tr("Light"), QStringLiteral("light")},
                     {tr("Dark"), QStringLiteral("dark")}};
    theme.get = [this] { return m_theme.scheme(); };
    theme.set = [this](const QVariant& value) { setScheme(value.toString()); };
    rows.push_back(theme);
    const int largest = largestScale(screen()->size() * screen()->devicePixelRatio());
    ProgramSetting scale{
        "scale",
        section,
        tr("Display scale"),
        tr("Of fonts, icons, columns, plots, everything. The window fits this screen up to %1 %.").arg(largest),
        ProgramSetting::Number,
        100};
    scale.least = leastScale;
    scale.most = std::max(largest, keptScale(m_settings));
    scale.step = 5;
    scale.suffix = tr(" %");
    scale.get = [this] { return keptScale(m_settings); };
    scale.set = [this](const QVariant& value) { setScale(value.toInt()); };
    scale.inEffect = m_inEffect.value(scale.id, scale.get());
    rows.push_back(scale);
}

void MainWindow::addComputingRows(std::vector<ProgramSetting>& rows)
{
    const auto section = tr("Computing");
    ProgramSetting device{"device", section, tr("Device"),
                          tr("What runs are computed on. The window computes on the CPU."), ProgramSetting::Fact};
    device.get = [this] {
        const auto processor =
            m_session.document.isOpen() ? textOf(m_session.document.opened().environment.processor) : QString();
        const auto cores = tr("CPU, %n thread(s)", nullptr, QThread::idealThreadCount());
        return processor.isEmpty() ? cores : tr("%1: %2").arg(cores, processor);
    };
    rows.push_back(device);
    const auto kept = [&](const char* key, const QVariant& standard, const QString& label, const QString& help,
                          ProgramSetting::Kind kind) {
        auto row = keptRow(m_settings, key, standard);
        row.section = section;
        row.label = label;
        row.help = help;
        row.kind = kind;
        row.inEffect = m_inEffect.value(row.id, row.get());
        return row;
    };
    auto threads = kept(settingkeys::threads, 0, tr("Threads"),
                        tr("That a run computes with. Fewer leave room for "
                           "other programs."),
                        ProgramSetting::Number);
    threads.most = QThread::idealThreadCount();
    threads.special = tr("all (%1)").arg(QThread::idealThreadCount());
    rows.push_back(threads);
    auto memory = kept(settingkeys::memoryLimit, 0.0, tr("Memory limit"),
                       tr("That a run may take, where it is less than there is. A run that does not fit is explained "
                          "and not started."),
                       ProgramSetting::Decimal);
    memory.most = mostMemory;
    memory.suffix = tr(" GB");
    memory.special = tr("what there is");
    rows.push_back(memory);
    ProgramSetting limit{"limit",
                         section,
                         tr("Questions to answer"),
                         tr("How many questions of the benchmark a run answers; fewer are quicker"),
                         ProgramSetting::Number,
                         0};
    limit.most = 1000000;
    limit.step = 50;
    limit.special = tr("all");
    limit.get = [this] {
        const auto& subset = m_session.document.subset();
        return isCounted(subset) ? static_cast<int>(std::max<int64_t>(0, subset.count)) : 0;
    };
    limit.set = [this](const QVariant& value) {
        const auto& now = m_session.document.subset();
        auto subset = isCounted(now) ? now : stratifiedQuestions(-1);
        subset.count = value.toInt() == 0 ? -1 : value.toInt();
        m_session.document.setSubset(subset);
    };
    rows.push_back(limit);
    addTraceRows(rows);
}

void MainWindow::addTraceRows(std::vector<ProgramSetting>& rows)
{
    const auto section = tr("Trace of a question");
    const TraceOptions standard;
    auto blocks = keptRow(m_settings, traceBlocksKey, standard.blocks);
    blocks.section = section;
    blocks.label = tr("Swaps to test");
    blocks.help =
        tr("Parts of the model that a trace swaps between float and quantized. Each block takes a forward pass.");
    blocks.kind = ProgramSetting::Choice;
    blocks.choices = {{tr("Towers and each block"), true}, {tr("Towers alone, which is quick"), false}};
    rows.push_back(blocks);
    auto alternatives = keptRow(m_settings, traceAlternativesKey, static_cast<int>(standard.alternatives));
    alternatives.section = section;
    alternatives.label = tr("Likely tokens");
    alternatives.help = tr("How many of them a trace lists at each place of the answer.");
    alternatives.kind = ProgramSetting::Number;
    alternatives.least = 1;
    alternatives.most = mostTraceAlternatives;
    rows.push_back(alternatives);
}

void MainWindow::addFileRows(std::vector<ProgramSetting>& rows)
{
    const auto section = tr("Files");
    const auto path = [&](const char* key, ProgramSetting::Kind kind, const QString& label, const QString& help,
                          const QString& usual) {
        auto row = keptRow(m_settings, key, QString());
        row.section = section;
        row.label = label;
        row.help = help;
        row.kind = kind;
        row.special = usual;
        return row;
    };
    auto folder = path(settingkeys::cacheRoot, ProgramSetting::Folder, tr("Cache folder"),
                       tr("Results of stages, which make later runs quick. Everything in it can be computed again."),
                       pathText(defaultCacheRoot()));
    folder.inEffect = m_inEffect.value(folder.id, folder.get());
    folder.actionTitle = tr("C&lear");
    folder.actionHelp = tr("Remove all results in the cache folder");
    folder.action = [this] { clearCache(); };
    rows.push_back(folder);
    ProgramSetting size{"cacheLimit",
                        section,
                        tr("Cache size"),
                        tr("Beyond it the results that were used last long ago are "
                           "removed."),
                        ProgramSetting::Decimal,
                        8.0};
    size.least = 0.25;
    size.most = mostCache;
    size.suffix = tr(" GiB");
    size.get = [this, standard = size.standard] {
        return m_settings.contains(settingkeys::cacheLimit)
            ? QVariant(std::round(100 * m_settings.value(settingkeys::cacheLimit).toDouble() / gibibyte) / 100)
            : standard;
    };
    size.set = [this](const QVariant& value) {
        m_settings.setValue(settingkeys::cacheLimit, static_cast<qint64>(value.toDouble() * gibibyte));
    };
    size.inEffect = m_inEffect.value(size.id, size.get());
    rows.push_back(size);
    auto store =
        path(settingkeys::store, ProgramSetting::File, tr("Store of runs"),
             tr("The file that keeps all runs. --store at the start comes before it."), pathText(defaultArchive()));
    store.inEffect = m_inEffect.value(store.id, store.get());
    rows.push_back(store);
    rows.push_back(path(settingkeys::exportFolder, ProgramSetting::Folder, tr("Folder for exports"),
                        tr("That dialogs for saving begin with; each of them keeps the last one here."),
                        tr("Documents")));
}

std::vector<ProgramSetting> MainWindow::settingRows()
{
    std::vector<ProgramSetting> rows;
    addAppearanceRows(rows);
    addComputingRows(rows);
    addFileRows(rows);
    return rows;
}

void MainWindow::setScheme(const QString& id)
{
    m_theme.setScheme(id);
    m_settings.setValue("theme", m_theme.scheme());
    if (auto* action = findChild<QAction*>(QStringLiteral("theme-") + m_theme.scheme()))
        action->setChecked(true);
    if (m_settingsWindow)
        m_settingsWindow->refresh();
}

// Qt takes in the scale when the program starts.
void MainWindow::setScale(int percent)
{
    keepScale(m_settings, percent);
    auto* action = findChild<QAction*>(QStringLiteral("scale-%1").arg(percent));
    if (action)
        action->setChecked(true);
    if (m_settingsWindow)
        return m_settingsWindow->refresh();
    if (percent != m_inEffect.value("scale").toInt())
        m_messages->showOffer(
            tr("After a restart everything is shown at %1 %.").arg(percent), tr("Restart now"),
            tr("Ends the program and starts it again with what is open, the recipe, the runs and what "
               "is selected; a run under way can be continued"),
            [this] { Q_EMIT restartRequested(); });
}

// Removing many files takes a while.
void MainWindow::clearCache()
{
    const auto root = m_settings.value(settingkeys::cacheRoot).toString();
    const auto folder = root.isEmpty() ? defaultCacheRoot() : std::filesystem::path(root.toStdString());
    QThreadPool::globalInstance()->start([folder, window = QPointer(this), application = QCoreApplication::instance()] {
        QString problem;
        int64_t freed = 0;
        try {
            Store store({folder}, [&](const std::string& text) { problem = QString::fromStdString(text); });
            freed = store.clear();
        } catch (const std::exception& failed) {
            problem = QString::fromUtf8(failed.what());
        }
        QMetaObject::invokeMethod(application, [window, problem, freed] {
            if (window)
                window->showMessage(!problem.isEmpty(),
                                    problem.isEmpty()
                                        ? tr("The cache is empty now; %1 are free.").arg(bytesText(double(freed)))
                                        : problem);
        });
    });
}

SettingsWindow* MainWindow::settingsWindow() const
{
    return m_settingsWindow;
}

void MainWindow::showSettings(const QString& id)
{
    if (!m_settingsWindow) {
        m_settingsWindow = new SettingsWindow(settingRows(), this);
        m_settingsWindow->setAttribute(Qt::WA_DeleteOnClose);
        connect(&m_session.document, &Document::subsetChanged, m_settingsWindow, &SettingsWindow::refresh);
        connect(m_settingsWindow, &SettingsWindow::restartRequested, this, &MainWindow::restartRequested);
    }
    m_settingsWindow->refresh();
    m_settingsWindow->show();
    m_settingsWindow->raise();
    m_settingsWindow->activateWindow();
    m_settingsWindow->showSetting(id);
}

}

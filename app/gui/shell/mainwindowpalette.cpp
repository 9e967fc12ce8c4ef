// SPDX-License-Identifier: GPL-3.0-or-later
// What the command palette finds, and the keys, which are the same search.
#include "gui/shell/mainwindow.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QRegularExpression>

#include <algorithm>

#include "base/error.h"
#include "common/appearance.h"
#include "common/textof.h"
#include "experiments/presets.h"
#include "gui/dialogs/manualwindow.h"
#include "gui/document/ownpresets.h"
#include "learn/learnpages.h"
#include "palette/commandpalette.h"
#include "settings/programsetting.h"

namespace quantscope {
namespace {

const QString recentCommandsKey = QStringLiteral("palette/recent");
constexpr qsizetype mostRecentCommands = 12;
constexpr qsizetype mostQuestionLetters = 160;

// Without the letters for Alt: "&Run", "运行(&R)".
QString plainTitle(const QString& title)
{
    static const QRegularExpression appended(QStringLiteral("\\s*\\(&\\w\\)"));
    auto plain = title;
    plain.remove(appended);
    return plain.remove('&');
}

struct BlockedRow
{
    const char* action; // its id
    const char* why; // translated in context "Blocked"
};

constexpr BlockedRow blockedRows[]{
    {"run", QT_TRANSLATE_NOOP("Blocked", "Open a model and a benchmark first.")},
    {"runAnyway", QT_TRANSLATE_NOOP("Blocked", "The recipe fits into the memory: Run does it.")},
    {"rebuild", QT_TRANSLATE_NOOP("Blocked", "The shown run has its weights, or they are being built.")},
    {"stop", QT_TRANSLATE_NOOP("Blocked", "Nothing goes on that could be stopped.")},
    {"undo", QT_TRANSLATE_NOOP("Blocked", "The recipe has not been changed.")},
    {"redo", QT_TRANSLATE_NOOP("Blocked", "Nothing was undone.")},
    {"pin", QT_TRANSLATE_NOOP("Blocked", "The shown run is the baseline.")},
    {"unpin", QT_TRANSLATE_NOOP("Blocked", "Float is the baseline.")},
    {"importPredictions", QT_TRANSLATE_NOOP("Blocked", "Open a model and a benchmark first, with a store of runs.")},
    {"report", QT_TRANSLATE_NOOP("Blocked", "Open a model and a benchmark first.")},
    {"openCalibration", QT_TRANSLATE_NOOP("Blocked", "A session has no calibration questions.")},
    {"closeSession", QT_TRANSLATE_NOOP("Blocked", "No session's runs are in the list.")},
    {"saveSession", QT_TRANSLATE_NOOP("Blocked", "There is no store whose runs could be saved.")},
    {"adoptSession", QT_TRANSLATE_NOOP("Blocked", "No session is open.")},
    {"saveRun", QT_TRANSLATE_NOOP("Blocked", "Float is shown; a run of a recipe has a report.")},
    {"clearOverrides", QT_TRANSLATE_NOOP("Blocked", "No layer has a setting of its own.")},
};

QString whyBlocked(const QAction& action)
{
    if (action.isEnabled())
        return {};
    for (const auto& row : blockedRows)
        if (action.objectName() == QLatin1String(row.action))
            return QCoreApplication::translate("Blocked", row.why);
    if (action.objectName().startsWith(QLatin1String("scale-")))
        return MainWindow::tr("At this scale the window would not fit the screen.");
    return MainWindow::tr("It cannot be done now.");
}

struct ViewKeys
{
    const char* dock;
    const char* what; // translated in context "ViewKeys", as is the next
    const char* keys;
};

// Keys inside views, which no menu has.
constexpr ViewKeys viewKeys[]{
    {"samples", QT_TRANSLATE_NOOP("ViewKeys", "Question large, back"), QT_TRANSLATE_NOOP("ViewKeys", "Space, Esc")},
    {"samples", QT_TRANSLATE_NOOP("ViewKeys", "Next, previous flip"), QT_TRANSLATE_NOOP("ViewKeys", "N, P")},
    {"samples", QT_TRANSLATE_NOOP("ViewKeys", "Flips only"), QT_TRANSLATE_NOOP("ViewKeys", "F")},
    {"samples", QT_TRANSLATE_NOOP("ViewKeys", "Changed first, or by index"), QT_TRANSLATE_NOOP("ViewKeys", "O")},
    {"samples", QT_TRANSLATE_NOOP("ViewKeys", "Previous, next question (large)"),
     QT_TRANSLATE_NOOP("ViewKeys", "←, →")},
    {"samples", QT_TRANSLATE_NOOP("ViewKeys", "Next, previous image of the question (large)"),
     QT_TRANSLATE_NOOP("ViewKeys", "I, Shift+I")},
    {"samples", QT_TRANSLATE_NOOP("ViewKeys", "Tiles on the image (large)"), QT_TRANSLATE_NOOP("ViewKeys", "T")},
    {"layers", QT_TRANSLATE_NOOP("ViewKeys", "Zoom a plot"), QT_TRANSLATE_NOOP("ViewKeys", "wheel, + and −")},
    {"layers", QT_TRANSLATE_NOOP("ViewKeys", "Whole plot"), QT_TRANSLATE_NOOP("ViewKeys", "double click, Esc")},
    {"layers", QT_TRANSLATE_NOOP("ViewKeys", "Next layer"), QT_TRANSLATE_NOOP("ViewKeys", "←, →")},
    {"recipe", QT_TRANSLATE_NOOP("ViewKeys", "Edit cell"), QT_TRANSLATE_NOOP("ViewKeys", "F2, Enter")},
    {"recipe", QT_TRANSLATE_NOOP("ViewKeys", "Reset cells"), QT_TRANSLATE_NOOP("ViewKeys", "Del")},
};

}

void MainWindow::addActionEntries(std::vector<PaletteEntry>& entries, QMenu* menu, const QString& path)
{
    for (auto* action : menu->actions()) {
        const auto title = plainTitle(action->text());
        if (action->menu()) {
            addActionEntries(entries, action->menu(), path + QStringLiteral(" › ") + title);
            continue;
        }
        if (action->isSeparator() || title.isEmpty() || action->objectName() == QLatin1String("palette"))
            continue;
        const auto keys = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        entries.push_back({"action-" + (action->objectName().isEmpty() ? path + title : action->objectName()),
                           tr("Command"), title, keys.isEmpty() ? path : path + QStringLiteral("   ") + keys,
                           [action = QPointer(action)] {
                               if (action)
                                   action->trigger();
                           },
                           whyBlocked(*action)});
    }
}

void MainWindow::addPresetEntries(std::vector<PaletteEntry>& entries)
{
    for (const auto& preset : presets())
        entries.push_back({"preset-" + textOf(preset.id),
                           tr("Preset"),
                           textOf(preset.title),
                           textOf(preset.help),
                           [this, id = textOf(preset.id)] { applyPreset(id); },
                           {}});
    for (const auto& [name, recipe] : ownPresets(m_settings))
        entries.push_back({"own-" + name,
                           tr("Own preset"),
                           name,
                           {},
                           [this, name = name, own = recipe] {
                               auto named = own;
                               named.name = name.toStdString();
                               m_session.document.editRecipe(named, name);
                           },
                           {}});
}

void MainWindow::addModelEntries(std::vector<PaletteEntry>& entries)
{
    if (!m_session.document.isOpen())
        return;
    const auto& layers = m_session.document.opened().outline->layers;
    for (size_t i = 0; i < layers.size(); ++i) {
        const auto name = textOf(layers[i].name);
        entries.push_back({"layer-" + name,
                           tr("Layer"),
                           shortLayerName(layers[i]),
                           towerTitle(layers[i].tower) + QStringLiteral(" · ") + roleTitle(layers[i].role) +
                               QStringLiteral(" · ") + name,
                           [this, i] {
                               m_session.selection.selectLayer(static_cast<LayerIndex>(i));
                               showDock("layers");
                           },
                           {}});
    }
    const auto& questions = m_session.document.opened().data->questions;
    for (size_t i = 0; i < questions.size(); ++i)
        entries.push_back({"question-" + textOf(questions[i].index),
                           tr("Question"),
                           textOf(questions[i].index) + QStringLiteral(" · ") +
                               textOf(questions[i].question).simplified().left(mostQuestionLetters),
                           textOf(questions[i].category),
                           [this, i] {
                               m_session.selection.selectQuestion(static_cast<int>(i));
                               showDock("samples");
                           },
                           {}});
}

void MainWindow::addRunEntries(std::vector<PaletteEntry>& entries)
{
    for (const auto& run : m_session.runs.all())
        if (run.id == 0 || isComplete(run))
            entries.push_back({"run-" + textOf(run.record.id),
                               tr("Run"),
                               nameOf(run),
                               textOf(run.record.data),
                               [this, id = run.id] { m_session.runs.show(id); },
                               {}});
    for (const auto& run : m_session.library.all()) {
        const auto isListed = [&](const Run& listed) { return listed.record.id == run.id; };
        const auto& listed = m_session.runs.all();
        if (!run.deleted && std::none_of(listed.begin(), listed.end(), isListed))
            entries.push_back({"run-" + textOf(run.id),
                               tr("Run"),
                               textOf(run.name),
                               tr("in the store"),
                               [this, id = run.id] { m_session.document.showRun(id); },
                               {}});
    }
}

void MainWindow::addHelpEntries(std::vector<PaletteEntry>& entries)
{
    for (const auto& page : learnPages())
        entries.push_back({QStringLiteral("lesson-") + page.id,
                           tr("Lesson"),
                           QCoreApplication::translate("LearnPages", page.title),
                           {},
                           [this, id = QString::fromLatin1(page.id)] { Q_EMIT m_session.selection.lessonAsked(id); },
                           {}});
    for (const auto& row : settingRows())
        entries.push_back({"setting-" + row.id,
                           tr("Setting"),
                           row.label,
                           row.section + QStringLiteral(" · ") + row.help,
                           [this, id = row.id] { showSettings(id); },
                           {}});
    try {
        for (const auto& [id, title] : ManualWindow::listedPages())
            entries.push_back({"manual-" + id, tr("Manual"), title, {}, [this, id = id] { showManual(id); }, {}});
    } catch (const Error&) {
        return; // the manual's own window says that it is not installed
    }
}

std::vector<PaletteEntry> MainWindow::paletteEntries()
{
    fillMetricMenu(findChild<QMenu*>("metrics"));
    std::vector<PaletteEntry> entries;
    for (const auto* action : menuBar()->actions())
        if (action->menu())
            addActionEntries(entries, action->menu(), plainTitle(action->text()));
    std::erase_if(entries, [](const auto& entry) { return entry.id.startsWith(QLatin1String("action-preset-")); });
    addPresetEntries(entries); // in the menu, too
    addRunEntries(entries);
    addHelpEntries(entries);
    addModelEntries(entries);
    return entries;
}

void MainWindow::openPalette(std::vector<PaletteEntry> entries, const QString& placeholder)
{
    if (!m_palette) {
        m_palette = new CommandPalette(this);
        connect(m_palette, &CommandPalette::used, this, [this](const QString& id) {
            auto recent = m_settings.value(recentCommandsKey).toStringList();
            recent.removeAll(id);
            recent.prepend(id);
            m_settings.setValue(recentCommandsKey, recent.mid(0, mostRecentCommands));
        });
    }
    m_palette->open(std::move(entries), m_settings.value(recentCommandsKey).toStringList(), placeholder);
}

void MainWindow::showPalette()
{
    openPalette(paletteEntries(), tr("Commands, presets, layers, questions, lessons, runs, settings, manual"));
}

void MainWindow::showKeys()
{
    std::vector<PaletteEntry> entries;
    for (const auto* action : menuBar()->actions())
        if (action->menu())
            addActionEntries(entries, action->menu(), plainTitle(action->text()));
    for (const auto& row : viewKeys) {
        const QString id = QString::fromLatin1(row.dock);
        entries.push_back({QStringLiteral("key-") + row.what,
                           dock(id)->windowTitle(),
                           QCoreApplication::translate("ViewKeys", row.what),
                           QCoreApplication::translate("ViewKeys", row.keys),
                           [this, id] { showDock(id); },
                           {}});
    }
    openPalette(std::move(entries), tr("Search commands and keys"));
}

}

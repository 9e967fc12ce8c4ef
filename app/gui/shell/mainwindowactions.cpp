// SPDX-License-Identifier: GPL-3.0-or-later
// Menus and tools of the main window.

#include "gui/shell/mainwindow.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QSaveFile>
#include <QScreen>
#include <QSpinBox>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "base/error.h"
#include "common/appearance.h"
#include "common/sentence.h"
#include "common/textof.h"
#include "experiments/presets.h"
#include "gui/dialogs/manualwindow.h"
#include "gui/docks/docks.h"
#include "gui/frame/compareline.h"
#include "gui/frame/messagestack.h"
#include "gui/frame/statusline.h"
#include "gui/frame/tasksbutton.h"
#include "gui/settings/displayscale.h"
#include "gui/settings/theme.h"
#include "gui/tour/questionsfield.h"
#include "gui/tour/tourbar.h"
#include "mquant/optionline.h"
#include "mquant/runcommand.h"
#include "samples/samplesview.h"
#include "tasks/metric.h"

namespace quantscope {
namespace {

constexpr int toolIcon = 18; // pixels

void writeRecipe(const Recipe& recipe, const QString& file)
{
    QSaveFile out(file);
    const auto json = QByteArray::fromStdString(recipeToJson(recipe).dump(2) + "\n");
    if (!out.open(QIODevice::WriteOnly) || out.write(json) != json.size() || !out.commit())
        throw Error(QObject::tr("%1: cannot be written: %2").arg(file, out.errorString()).toStdString());
}

}

QAction* MainWindow::add(QMenu* menu, const QString& id, const QString& title, const QKeySequence& keys,
                         const Slot& slot, const QString& icon)
{
    auto* action = new QAction(title, m_parts);
    action->setObjectName(id);
    action->setShortcut(keys);
    action->setProperty("iconName", icon);
    action->setProperty("group", menu->title());
    connect(action, &QAction::triggered, this, slot);
    menu->addAction(action);
    return action;
}

void MainWindow::createMenus()
{
    createModelMenu();
    createRecipeMenu();
    createRunMenu();
    createViewMenu();
    createHelpMenu();
}

void MainWindow::createModelMenu()
{
    auto* menu = menuBar()->addMenu(tr("&Model"));
    add(
        menu, "openModel", tr("&Open model folder…"), QKeySequence::Open, [this] { openModelDialog(); }, "open");
    m_recentModels = menu->addMenu(tr("&Recent models"));
    menu->addSeparator();
    add(
        menu, "openData", tr("Open &benchmark…"), QKeySequence("Ctrl+Shift+O"), [this] { openDataDialog(false); },
        "data");
    m_recentData = menu->addMenu(tr("Recent b&enchmarks"));
    add(menu, "openCalibration", tr("Open &calibration questions…"), {}, [this] { openDataDialog(true); });
    auto* metrics = menu->addMenu(tr("&Metric"));
    metrics->setObjectName("metrics");
    connect(metrics, &QMenu::aboutToShow, this, [this, metrics] { fillMetricMenu(metrics); });
    menu->addSeparator();
    createOpenSession(menu);
    menu->addSeparator();
    add(menu, "openDemo", tr("&Demo model and benchmark"), {}, [this] { openDemo(); });
    menu->addSeparator();
    add(menu, "quit", tr("&Quit"), QKeySequence("Ctrl+Q"), [this] { close(); });
}

// What scores the answers: the benchmark's own metric, or one for a table of one's own.
void MainWindow::fillMetricMenu(QMenu* menu)
{
    menu->clear();
    if (!m_session.document.hasModel())
        return;
    const auto& opened = m_session.document.opened();
    auto* group = new QActionGroup(menu->addSeparator());
    const auto add = [&](const QString& title, const std::string& id) {
        auto* action = menu->addAction(title, this, [this, id] {
            auto sources = m_session.document.opened().sources;
            sources.metric = id;
            openSources(sources);
        });
        action->setObjectName(QStringLiteral("metric-") + QString::fromStdString(id));
        action->setCheckable(true);
        action->setChecked(opened.sources.metric == id);
        group->addAction(action);
    };
    const auto nameOfMetric = [](const Metric& metric) { return sentence(message(std::string(metric.nameCode))); };
    add(tr("As the benchmark: %1").arg(nameOfMetric(*opened.data->benchmark->metric)), {});
    for (const auto* metric : metrics())
        add(nameOfMetric(*metric), std::string(metric->id));
}

void MainWindow::createRecipeMenu()
{
    auto* menu = menuBar()->addMenu(tr("&Recipe"));
    auto* undo = m_session.document.undoStack().createUndoAction(m_parts, tr("&Undo"));
    undo->setShortcut(QKeySequence("Ctrl+Z"));
    undo->setObjectName("undo");
    undo->setProperty("iconName", "undo");
    undo->setIconText(tr("Undo")); // in the tools: what it undoes stands in the tool tip
    auto* redo = m_session.document.undoStack().createRedoAction(m_parts, tr("&Redo"));
    redo->setShortcuts({QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")});
    redo->setObjectName("redo");
    redo->setProperty("iconName", "redo");
    redo->setIconText(tr("Redo"));
    for (auto* action : {undo, redo})
        action->setProperty("group", menu->title());
    menu->addActions({undo, redo});
    menu->addSeparator();
    auto* list = menu->addMenu(tr("&Presets"));
    for (const auto& preset : presets()) {
        auto* action = list->addAction(textOf(preset.title), this, [this, id = textOf(preset.id)] { applyPreset(id); });
        action->setStatusTip(textOf(preset.help));
        action->setObjectName("preset-" + textOf(preset.id));
    }
    add(menu, "openRecipe", tr("&Open recipe…"), {}, [this] {
        askForFile(tr("Open recipe"), tr("Recipes (*.json)"), [this](const QString& file) { loadRecipeFile(file); });
    });
    add(menu, "saveRecipe", tr("&Save recipe…"), QKeySequence::Save, [this] {
        const QString name = fileNameFor(QString::fromStdString(m_session.document.title()), "recipe.json");
        saveAs(name, tr("Recipes (*.json)"), [this](const QString& file) {
            auto recipe = m_session.document.recipe();
            recipe.name = m_session.document.title();
            writeRecipe(recipe, file);
        });
    });
    menu->addSeparator();
    add(menu, "clearOverrides", tr("Remove all settings of single &layers"), {}, [this] {
        auto recipe = m_session.document.recipe();
        recipe.overrides.clear();
        m_session.document.editRecipe(recipe, tr("remove settings of layers"));
    });
    add(menu, "copyCommand", tr("Copy &command line"), QKeySequence("Ctrl+Shift+C"), [this] {
        QApplication::clipboard()->setText(commandLine());
        const bool complete = optionLine(m_session.document.recipe()).complete;
        showMessage(false,
                    complete ? tr("Copied: %1").arg(commandLine())
                             : tr("Copied: %1. The options cannot say all of these settings; save the recipe as "
                                  "recipe.json beside it (Ctrl+S).")
                                   .arg(commandLine()));
    });
}

void MainWindow::createRunMenu()
{
    auto* menu = menuBar()->addMenu(tr("R&un"));
    add(
        menu, "run", tr("&Run"), QKeySequence("Ctrl+R"), [this] { m_session.document.start(); }, "run");
    add(menu, "quickLook", tr("&Quick look"), {}, [this] {
        m_session.document.startQuickLook();
    })->setToolTip(tr("Ten questions of all categories, four to calibrate with: the first look at a large model"));
    add(menu, "onlyWeights", tr("Only &weights"), {}, [this] {
        m_session.weights.start();
    })->setToolTip(tr("Folds, rotates and quantizes the weights of the recipe; no question is asked"));
    add(menu, "runAnyway", tr("Run any&way, though it does not fit"), {}, [this] { m_session.document.start(true); });
    add(
        menu, "stop", tr("&Stop"), QKeySequence("Esc"), [this] { stopCurrent(); }, "stop");
    add(menu, "rebuild", tr("Re&build weights"), {}, [this] { m_session.rebuild.start(); })
        ->setToolTip(
            tr("Makes the weights of the shown run again, which have left memory: the layers, the check and the "
               "Playground need them"));
    auto* automatic = add(menu, "autoRun", tr("Run &automatically after each change"), {}, [] {});
    automatic->setCheckable(true);
    automatic->setChecked(m_session.document.autoRun());
    automatic->setIconText(tr("Auto-run"));
    connect(automatic, &QAction::toggled, &m_session.document, &Document::setAutoRun);
    menu->addSeparator();
    add(
        menu, "pin", tr("&Pin the shown run as baseline"), QKeySequence("Ctrl+P"),
        [this] { m_session.runs.pin(m_session.runs.shown().id); }, "pin");
    add(menu, "unpin", tr("&Float as baseline"), QKeySequence("Ctrl+Shift+P"), [this] { m_session.runs.pin(0); });
    menu->addSeparator();
    add(menu, "makeList", tr("Make a &list of the questions in view…"), {}, [this] { nameQuestionList(); });
    menu->addSeparator();
    add(menu, "importPredictions", tr("&Import predictions…"), {}, [this] {
        askForFile(tr("Answers of another program to the open benchmark"),
                   tr("Predictions (*.xlsx *.tsv *.json *.jsonl)"),
                   [this](const QString& file) { m_session.document.importPredictions(file); });
    });
    add(menu, "report", tr("Repor&t…"), QKeySequence("Ctrl+Shift+R"), [this] { makeReport(); });
    createShareSession(menu);
    add(menu, "saveRun", tr("Save the shown run's &report…"), {}, [this] {
        askForRunFolder(tr("Folder for report.json, predictions.jsonl, layers.csv and recipe.json"),
                        [this](const QString& folder) { m_session.runs.write(m_session.runs.shown().id, folder); });
    });
    createExportMenu(menu);
}

void MainWindow::createViewMenu()
{
    auto* menu = menuBar()->addMenu(tr("&View"));
    createModes(menu);
    menu->addSeparator();
    add(menu, "palette", tr("Comman&ds: search everything…"), QKeySequence("Ctrl+K"), [this] { showPalette(); });
    add(menu, "nextFlip", tr("Ne&xt flip, large"), QKeySequence("F8"), [this] { openNextFlip(); });
    add(menu, "trace", tr("Trace the selected &question"), QKeySequence("Ctrl+T"),
        [this] { m_session.selection.askForTrace(m_session.selection.question()); });
    add(menu, "find", tr("&Find in the view"), QKeySequence::Find, [this] { findInView(); });
    add(menu, "exportView", tr("&Export the view…"), QKeySequence("Ctrl+E"), [this] { exportView(); });
    menu->addSeparator();
    auto* schemes = menu->addMenu(tr("&Colours"));
    auto* group = new QActionGroup(m_parts);
    for (const auto& [id, title] :
         {std::pair{"system", tr("As the &desktop")}, {"light", tr("&Light")}, {"dark", tr("Dar&k")}}) {
        auto* action = schemes->addAction(title, this, [this, id = QString::fromLatin1(id)] { setScheme(id); });
        action->setCheckable(true);
        action->setObjectName(QStringLiteral("theme-") + id);
        action->setChecked(m_theme.scheme() == QLatin1String(id));
        group->addAction(action);
    }
    auto* scales = menu->addMenu(tr("Display &scale"));
    auto* scaleGroup = new QActionGroup(m_parts);
    const int largest = largestScale(screen()->size() * screen()->devicePixelRatio());
    for (const int percent : {80, 90, 100, 115, 130, 150, 175, 200}) {
        auto* action = scales->addAction(tr("%1 %").arg(percent), this, [this, percent] { setScale(percent); });
        action->setCheckable(true);
        action->setEnabled(percent <= largest);
        action->setObjectName(QStringLiteral("scale-%1").arg(percent));
        action->setChecked(keptScale(m_settings) == percent);
        scaleGroup->addAction(action);
    }
    createLanguageMenu(menu);
    add(menu, "tasks", tr("&Tasks"), QKeySequence("Ctrl+J"),
        [this] { findChild<StatusLine*>()->tasksButton()->openList(); });
    add(menu, "lastMessage", tr("To the last &message"), QKeySequence("F6"), [this] { m_messages->takeFocus(); });
    auto* full = add(menu, "fullScreen", tr("F&ull screen"), QKeySequence("F11"),
                     [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    full->setCheckable(true);
    menu->addSeparator();
    add(menu, "settings", tr("S&ettings…"), QKeySequence("Ctrl+,"), [this] { showSettings(); });
}

void MainWindow::createHelpMenu()
{
    auto* menu = menuBar()->addMenu(tr("&Help"));
    add(menu, "manual", tr("&Manual"), QKeySequence("Ctrl+F1"), [this] { showManual(); });
    add(menu, "shortcuts", tr("&Keys"), QKeySequence("Ctrl+/"), [this] { showKeys(); });
    createLessonsAction(menu);
    add(menu, "firstSteps", tr("&First steps"), QKeySequence::HelpContents, [this] {
        showFirstSteps();
        m_tourBar->setFocus(Qt::ShortcutFocusReason);
    });
    menu->addSeparator();
    add(menu, "about", tr("&About QuantScope"), {}, [this] { showAbout(); });
}

void MainWindow::createToolBars()
{
    auto* bar = addToolBar(tr("Tools"));
    bar->setObjectName("tools");
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({toolIcon, toolIcon});
    for (const char* id : {"openModel", "openData", "run", "stop", "undo", "redo"}) {
        auto* action = findChild<QAction*>(id);
        bar->addAction(action);
        if (id == QLatin1String("openModel"))
            action->setIconText(tr("Open model"));
        if (id == QLatin1String("openData"))
            action->setIconText(tr("Open data"));
    }
    auto* automatic = findChild<QAction*>("autoRun");
    bar->addAction(automatic);
    if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(automatic)))
        button->setAutoRaise(false); // a button also while it is off
    bar->addSeparator();
    createQuestionsField(bar);
    updateIcons();
}

void MainWindow::createCompareLine()
{
    m_compared = new CompareLine(m_session.document, m_session.runs);
    m_compared->setRebuild(findChild<QAction*>("rebuild"));
    connect(m_compared, &CompareLine::shownClicked, this, [this] { showDock("runs"); });
    connect(m_compared, &CompareLine::questionsClicked, this, [this] {
        m_questions->count()->setFocus(Qt::ShortcutFocusReason);
        m_questions->count()->selectAll();
    });
    createTour();
    auto* lines = new QWidget;
    lines->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* layout = new QVBoxLayout(lines);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_compared);
    layout->addWidget(m_tourBar);
    addToolBarBreak();
    auto* bar = addToolBar(tr("What is compared"));
    bar->setObjectName("compared");
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->addWidget(lines);
}

void MainWindow::createStatusLine()
{
    auto* line = new StatusLine(m_session.document, m_session.runs, m_session.tasks, this);
    connect(line, &StatusLine::stopRequested, this, &MainWindow::stopCurrent);
    statusBar()->addPermanentWidget(line, 1);
    statusBar()->setSizeGripEnabled(false);
}

void MainWindow::updateIcons()
{
    for (auto* action : findChildren<QAction*>())
        if (const auto name = action->property("iconName").toString(); !name.isEmpty())
            action->setIcon(themedIcon(name, palette()));
}

void MainWindow::updateActions()
{
    if (!m_isWhole)
        return;
    const auto enable = [this](const char* id, bool on) { findChild<QAction*>(id)->setEnabled(on); };
    enable("run", m_session.document.isOpen());
    enable("quickLook", m_session.document.hasModel());
    enable("onlyWeights", m_session.weights.isPossible() && !m_session.weights.isBusy());
    enable("runAnyway", m_session.document.hasModel() && !m_session.document.planned().preflight.fits);
    enable("rebuild", m_session.rebuild.isNeeded() && !m_session.rebuild.isBusy());
    enable("pin", m_session.runs.shown().id != m_session.runs.pinned().id);
    enable("unpin", m_session.runs.pinned().id != 0);
    enable("importPredictions", m_session.document.hasModel() && m_session.library.isKept());
    enable("report", m_session.document.isOpen());
    enable("openCalibration", !m_session.document.opened().session);
    enable("closeSession", m_session.document.hasModel() && !m_session.library.session().empty());
    enable("saveSession", m_session.library.isKept() || !m_session.library.session().empty());
    enable("adoptSession", m_session.library.isKept() && !m_session.library.session().empty());
    enable("saveRun", m_session.runs.shown().id != 0);
    enable("clearOverrides", !m_session.document.recipe().overrides.empty());
    updateStop();
}

void MainWindow::updateStop()
{
    if (!m_isWhole)
        return;
    const auto* task = m_session.tasks.current();
    findChild<QAction*>("stop")->setEnabled(m_session.runs.isBusy() || m_session.document.hasPendingStart() ||
                                            m_session.rebuild.isBusy() || task);
}

void MainWindow::updateRecent()
{
    const auto fill = [this](QMenu* menu, const QString& key) {
        menu->clear();
        for (const auto& path : m_settings.value(key).toStringList())
            menu->addAction(path, this, [this, path] { openPath(path); });
        menu->setEnabled(!menu->isEmpty());
    };
    fill(m_recentModels, "recent/models");
    fill(m_recentData, "recent/data");
}

void MainWindow::openModelDialog()
{
    askForFile(tr("Open model folder"), {}, [this](const QString& folder) { openPath(folder); });
}

void MainWindow::openDataDialog(bool calibration)
{
    askForFile(calibration ? tr("Open calibration questions") : tr("Open benchmark"), tr("Benchmarks (*.tsv)"),
               [this, calibration](const QString& file) {
                   if (!calibration)
                       return openPath(file);
                   auto sources = m_wanted;
                   sources.calibration = file.toStdString();
                   openSources(sources);
               });
}

QString MainWindow::commandLine() const
{
    RunSpec spec;
    spec.sources = m_session.document.hasModel() ? m_session.document.opened().sources : m_wanted;
    spec.subset = m_session.document.subset();
    spec.recipe = m_session.document.recipe();
    return QString::fromStdString(runCommand(spec));
}

// The first that can be exported in the nearest widget around the keys that shows one.
void MainWindow::exportView()
{
    bool isEmpty = false;
    const auto exportIn = [&isEmpty](QWidget* widget) {
        for (auto* action : widget->findChildren<QAction*>("exportView")) {
            const auto* owner = qobject_cast<QWidget*>(action->parent());
            if (!owner || !owner->isVisible())
                continue;
            if (action->isEnabled()) {
                action->trigger();
                return true;
            }
            isEmpty = true;
        }
        return false;
    };
    for (auto* widget = QApplication::focusWidget(); widget && widget != this; widget = widget->parentWidget())
        if (exportIn(widget))
            return;
    if (isEmpty)
        showMessage(false, tr("This view is empty: it can be exported once it shows something."));
    else if (!exportIn(dock("layers")))
        showMessage(false, tr("Click into a plot or a table first: that one is exported."));
}

void MainWindow::findInView()
{
    auto* widget = QApplication::focusWidget();
    while (widget && !qobject_cast<QDockWidget*>(widget))
        widget = widget->parentWidget();
    if (auto* field = widget ? widget->findChild<QLineEdit*>("search") : nullptr; field && field->isVisible())
        return field->setFocus(Qt::ShortcutFocusReason);
    showDock("samples");
    if (auto* samples = qobject_cast<SamplesView*>(dock("samples")->widget()))
        samples->focusSearch();
}

void MainWindow::openNextFlip()
{
    showDock("samples");
    if (!qobject_cast<SamplesView*>(dock("samples")->widget())->openNextFlip())
        showMessage(false,
                    tr("No question flips between %1 and %2, or the list of questions leaves it out.")
                        .arg(nameOf(m_session.runs.pinned()), nameOf(m_session.runs.shown())));
}

void MainWindow::showManual(const QString& page)
{
    if (!m_manualWindow) {
        m_manualWindow = new ManualWindow(this);
        m_manualWindow->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_manualWindow->show();
    m_manualWindow->raise();
    m_manualWindow->activateWindow();
    m_manualWindow->showPage(page);
}

void MainWindow::showAbout()
{
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, tr("About QuantScope"),
                        tr("<h3>QuantScope %1</h3><p>A workbench for post-training quantization of vision-language "
                           "models.</p><p>Licence: GPL-3.0-or-later</p>")
                            .arg(QApplication::applicationVersion()),
                        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

}

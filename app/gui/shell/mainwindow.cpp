// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/mainwindow.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QScreen>
#include <QStatusBar>
#include <QTabBar>

#include "base/error.h"
#include "common/comboaccess.h"
#include "common/numbertext.h"
#include "gui/docks/docks.h"
#include "gui/document/presetrecipe.h"
#include "gui/frame/messagestack.h"
#include "gui/settings/language.h"
#include "gui/settings/theme.h"
#include "gui/shell/benchmarkbeside.h"
#include "gui/shell/modelayouts.h"
#include "log/log.h"
#include "samples/samplespanel.h"
#include "samples/samplesview.h"
#include "settings/programsetting.h"
#include "settings/settingswindow.h"

namespace quantscope {
namespace {

const QString longRunTopic = QStringLiteral("longRun");

const QString geometryKey = QStringLiteral("window/geometry");
constexpr int recentCount = 8;
constexpr QSize wantedSize(1600, 950), leastSize(900, 520); // pixels, without the frame
constexpr QSize usualFrame(8, 40); // of a window
constexpr int fitMilliseconds = 150;
constexpr double longTaskSeconds = 10;

// What was dropped, folders first: a model is opened before the questions that it shall answer. Some senders announce
// files and then give none.
QStringList localPaths(const QMimeData* data)
{
    QStringList folders, files;
    for (const auto& url : data->urls())
        if (const auto path = QDir::cleanPath(url.toLocalFile()); url.isLocalFile() && !path.isEmpty())
            (QFileInfo(path).isDir() ? folders : files) << path;
    return folders + files;
}

}

MainWindow::MainWindow(Session& session, Theme& theme, QSettings& settings)
    : m_session(session)
    , m_theme(theme)
    , m_settings(settings)
{
    tellNamesOfComboBoxes();
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    setDockOptions(dockOptions() | QMainWindow::AllowTabbedDocks | QMainWindow::AnimatedDocks);
    m_session.document.setAutoRun(m_settings.value("autoRun", true).toBool());
    m_session.document.setSubset(stratifiedQuestions(-1));
    m_language = new Language(this);
    m_language->set(m_settings.value("language", "system").toString());
    for (const auto& row : settingRows())
        if (row.inEffect.isValid())
            m_inEffect[row.id] = row.get();
    createMessages();
    createContents();
    connectSession();
    const auto room = screen()->availableGeometry().size() - usualFrame;
    setMinimumSize(leastSize.boundedTo(room));
    if (!restoreGeometry(m_settings.value(geometryKey).toByteArray()))
        fitToScreen();
    if (!isMaximized() && !isFullScreen()) // the screen was larger, or things on it were smaller
        resize(size().boundedTo(room));
    m_fit.setSingleShot(true);
    m_fit.setInterval(fitMilliseconds);
    connect(&m_fit, &QTimer::timeout, this, [this] { m_layouts->fit(); });
    m_layouts->start();
    updateTitle();
    offerFirstSteps();
}

MainWindow::~MainWindow()
{
    delete m_settingsWindow;
    // Views go before the window's other members, which their signals would reach.
    for (auto* widget : m_docks)
        delete widget->widget();
}

// All but the window itself and its messages; in the language of the moment.
void MainWindow::createContents()
{
    auto* parts = new QObject(this);
    m_parts = parts;
    createDocks();
    createMenus();
    createToolBars();
    createCompareLine();
    createModeBar();
    createStatusLine();
    const int tabs = 2 * fontMetrics().height(); // of the lowest docks, which one reaches for
    m_messages->setFreeBelow(statusBar()->sizeHint().height() + tabs);
    updateRecent();
    m_isWhole = true;
    updateActions();
}

void MainWindow::createDocks()
{
    DockContext context{m_session.backend,
                        m_session.document,
                        m_session.library,
                        m_session.runs,
                        m_session.selection,
                        m_session.rebuild,
                        m_session.inspector,
                        m_settings,
                        saver(),
                        [this](const QString& title, const QString& filters, std::function<void(const QString&)> then) {
                            askForFile(title, filters, std::move(then));
                        },
                        [this](const QString& title, std::function<void(const QString&)> then) {
                            askForRunFolder(title, std::move(then));
                        },
                        m_session.tasks,
                        m_work};
    for (const auto& row : dockRows()) {
        auto* dockWidget = new QDockWidget(QCoreApplication::translate("Docks", row.title), this);
        dockWidget->setObjectName(QString::fromLatin1(row.id));
        dockWidget->setAccessibleName(dockWidget->windowTitle());
        dockWidget->setWidget(row.create(context, dockWidget));
        addDockWidget(Qt::LeftDockWidgetArea, dockWidget);
        m_docks.append(dockWidget);
    }
}

QDockWidget* MainWindow::dock(const QString& id) const
{
    for (auto* candidate : m_docks)
        if (candidate->objectName() == id)
            return candidate;
    return nullptr;
}

// Of the screen, without what the desktop keeps for itself.
void MainWindow::fitToScreen()
{
    const auto area = screen()->availableGeometry();
    resize(wantedSize.boundedTo(area.size() - usualFrame).expandedTo(leastSize));
    move(area.center() - QPoint(width() + usualFrame.width(), height() + usualFrame.height()) / 2);
}

void MainWindow::createMessages()
{
    m_messages = new MessageStack(this);
    connect(m_messages, &MessageStack::logRequested, this, [this] { showDock("log"); });
}

void MainWindow::connectSession()
{
    auto* document = &m_session.document;
    connect(document, &Document::problem, this, [this](const QString& text) { showMessage(true, text); });
    connect(document, &Document::notice, this, [this](const QString& text) { showMessage(false, text); });
    connect(document, &Document::longRunHeld, this, &MainWindow::offerLongRun);
    connect(&m_session.runs, &RunList::liveChanged, this, [this] {
        if (m_session.runs.live())
            m_messages->closeTopic(longRunTopic);
    });
    connect(&m_session.selection, &Selection::comparisonAsked, this, [this] { showDock("compare"); });
    connect(&m_session.selection, &Selection::lessonAsked, this, [this] { showDock("learn"); });
    connect(&m_session.selection, &Selection::playgroundAsked, this, [this] { showDock("try"); });
    connect(&m_session.selection, &Selection::traceAsked, this, [this] { raiseDock("diagnosis"); });
    connect(&m_session.selection, &Selection::questionsAsked, this, [this](const QString&, bool firstFlip) {
        if (firstFlip)
            return showDock("samples"); // large, with room for it
        dock("samples")->show();
        dock("samples")->raise(); // the focus stays where one chose
    });
    connect(document, &Document::workspaceChanged, this, [this] {
        // What is opened next is chosen anew: nothing stands in for the session's model.
        m_wanted = m_session.document.hasModel() ? m_session.document.opened().sources : Sources();
        updateTitle();
        if (!m_session.document.hasModel())
            return;
        if (m_wanted.model != demoSources().model)
            rememberRecent("recent/models", QString::fromStdString(m_wanted.model.string()));
        if (m_wanted.data != demoSources().data)
            rememberRecent("recent/data", QString::fromStdString(m_wanted.data.string()));
    });
    connect(document, &Document::openingFailed, this, [this] {
        if (m_session.document.hasModel())
            m_wanted = m_session.document.opened().sources;
    });
    for (const auto signal : {&Document::workspaceChanged, &Document::recipeChanged, &Document::openingChanged})
        connect(document, signal, this, &MainWindow::updateActions);
    connect(&m_session.library, &RunLibrary::changed, this, &MainWindow::updateActions);
    for (const auto signal : {&RunList::liveChanged, &RunList::runsChanged})
        connect(&m_session.runs, signal, this, &MainWindow::updateActions);
    connect(&m_session.rebuild, &ModelRebuild::changed, this, &MainWindow::updateActions);
    connect(&m_session.weights, &WeightPreview::changed, this, &MainWindow::updateActions);
    connect(&m_session.tasks, &TaskList::changed, this, &MainWindow::updateStop);
    connect(&m_session.tasks, &TaskList::ended, this, &MainWindow::taskEnded);
}

void MainWindow::updateTitle()
{
    if (const auto& session = m_session.document.opened().session)
        return setWindowTitle(tr("QuantScope — session %1: %2 · %3")
                                  .arg(QString::fromStdString(session->file.filename().string()),
                                       QString::fromStdString(m_session.document.opened().outline->name),
                                       QString::fromStdString(m_session.document.opened().data->name)));
    setWindowTitle(m_session.document.isOpen()
                       ? tr("QuantScope — %1 · %2")
                             .arg(QString::fromStdString(m_session.document.opened().outline->name),
                                  QString::fromStdString(m_session.document.opened().data->name))
                       : tr("QuantScope"));
}

// "InternVL2-1B: 938 million weights, 1.9 GB; a run takes about 5.2 GB of memory, 20.1 GB are free."
QString MainWindow::modelText() const
{
    const auto& opened = m_session.document.opened();
    const auto& found = m_session.document.planned().preflight;
    const auto weights = opened.outline->elements;
    return tr("%1: %2 million weights, %3; a run takes about %4 of memory, %5 are free.")
        .arg(QString::fromStdString(opened.outline->name))
        .arg(weights / 1e6, 0, 'f', 0)
        .arg(bytesText(weights * opened.workload.storedBytes), bytesText(found.estimate.memoryBytes),
             bytesText(found.resources.memory));
}

// Nothing long starts by itself: what it would take, and ways to begin.
void MainWindow::offerLongRun(double seconds, bool isFloat)
{
    auto& document = m_session.document;
    const auto about = secondsText(roughly(seconds));
    if (m_session.runs.isRunning())
        return m_messages->showOffers(
            longRunTopic,
            tr("The run under way goes on with the recipe that it was started with. With this one it would take about "
               "%1: Run (Ctrl+R) starts that instead.")
                .arg(about),
            {});
    const auto text = isFloat
        ? tr("%1 The float model would take about %2 for the chosen questions and does not start by itself.")
              .arg(modelText(), about)
        : tr("A run of this recipe would take about %1; what takes over two minutes does not start by itself.")
              .arg(about);
    QList<MessageStack::Offer> offers;
    if (m_session.weights.isPossible())
        offers << MessageStack::Offer{tr("Only weights, %1").arg(secondsText(roughly(m_session.weights.seconds()))),
                                      tr("Folds, rotates and quantizes the weights; no question is asked"),
                                      [this] { m_session.weights.start(); }};
    offers << MessageStack::Offer{
        tr("Quick look, %1").arg(secondsText(roughly(document.quickLookSeconds()))),
        tr("Ten questions of all categories, four to calibrate with; Questions and the recipe say so afterwards"),
        [&document] { document.startQuickLook(); }};
    offers << (isFloat
                   ? MessageStack::Offer{tr("Answer all"), tr("The float model answers the chosen questions now"),
                                         [&document] { document.startFloatAnswers(); }}
                   : MessageStack::Offer{tr("Run"), tr("Starts the run (Ctrl+R)"), [&document] { document.start(); }});
    m_messages->showOffers(longRunTopic, text, offers);
}

void MainWindow::showMessage(bool isProblem, const QString& text)
{
    if (isProblem)
        logError(text.toStdString());
    else
        logInfo(text.toStdString());
    m_messages->showMessage(isProblem ? MessageStack::Problem : MessageStack::Note, text);
}

// Whoever waits for something long looks at other windows meanwhile.
void MainWindow::taskEnded(const QString& title, int count, double seconds)
{
    if (seconds < longTaskSeconds || isActiveWindow())
        return;
    const auto time = secondsText(seconds);
    showMessage(false,
                count == 1 ? tr("%1: ended after %2.").arg(title, time)
                           : tr("%1 tasks ended after %2, the last of them %3.").arg(count).arg(time, title));
    QApplication::alert(this);
}

// What the status line shows.
void MainWindow::stopCurrent()
{
    if (m_session.runs.isBusy() || m_session.document.hasPendingStart() || m_session.rebuild.isBusy()) {
        m_session.document.stop();
        m_session.rebuild.stop();
    } else if (const auto* task = m_session.tasks.current()) {
        m_session.tasks.cancel(task->id);
    }
}

void MainWindow::applyPreset(const QString& id)
{
    if (const auto recipe = presetRecipe(id))
        m_session.document.editRecipe(*recipe, QString::fromStdString(recipe->name));
}

void MainWindow::openSources(const Sources& sources)
{
    m_wanted = sources;
    if (sources.data.empty())
        return showMessage(false,
                           tr("%1: open the benchmark that it shall answer (Ctrl+Shift+O), and both are opened.")
                               .arg(QString::fromStdString(sources.model.string())));
    if (sources.model.empty())
        return showMessage(false,
                           tr("%1: open the model that shall answer it (Ctrl+O), and both are opened.")
                               .arg(QString::fromStdString(sources.data.string())));
    m_session.document.open(sources);
}

void MainWindow::keepForTheNextModel(const Sources& sources)
{
    m_wanted = sources;
    showMessage(false,
                tr("%1: the small demo model answers its own questions only. Open the model that shall answer these "
                   "(Ctrl+O): they are opened with it.")
                    .arg(QString::fromStdString(sources.data.string())));
}

void MainWindow::openDemo()
{
    try {
        openSources(demoSources());
    } catch (const Error& problem) {
        showMessage(true, QString::fromUtf8(problem.what()));
    }
}

// The demo's questions are no choice of the user's; those that lie beside the model are a better guess.
void MainWindow::takeBenchmarkBeside(Sources& sources)
{
    if (sources.data != demoSources().data)
        return;
    const auto beside = benchmarkBeside(QString::fromStdString(sources.model.string()));
    if (beside.questions.isEmpty())
        return;
    sources.data = beside.questions.toStdString();
    sources.calibration = beside.calibration.toStdString();
    sources.metric.clear();
    const auto name = QFileInfo(beside.questions).fileName();
    showMessage(false,
                beside.others.isEmpty()
                    ? tr("%1 lies beside the model and is opened with it.").arg(name)
                    : tr("%1 lies beside the model and is opened with it; there are also %2 (Ctrl+Shift+O).")
                          .arg(name, beside.others.join(QStringLiteral(", "))));
}

void MainWindow::openPath(const QString& path)
{
    const QFileInfo info(path);
    auto sources = m_wanted;
    if (!info.exists()) {
        showMessage(true, tr("%1: there is no such file or folder.").arg(path));
    } else if (info.isDir()) {
        sources.model = path.toStdString();
        takeBenchmarkBeside(sources);
        openSources(sources);
    } else if (info.suffix().compare("tsv", Qt::CaseInsensitive) == 0) {
        sources.data = path.toStdString();
        sources.calibration.clear();
        sources.metric.clear();
        if (isDemoOnOtherData(sources))
            keepForTheNextModel(sources);
        else
            openSources(sources);
    } else if (info.suffix() == QLatin1String("safetensors")) {
        openPath(info.absolutePath());
    } else if (info.suffix().compare("json", Qt::CaseInsensitive) == 0) {
        loadRecipeFile(path);
    } else if (info.suffix().compare("quantscope", Qt::CaseInsensitive) == 0) {
        m_session.document.openSession(path.toStdString());
    } else {
        showMessage(true,
                    tr("%1: expected a checkpoint folder, a benchmark (.tsv), a recipe (.json) or a session "
                       "(.quantscope).")
                        .arg(path));
    }
}

void MainWindow::loadRecipeFile(const QString& path)
{
    try {
        auto recipe = loadRecipe(path.toStdString());
        if (recipe.name.empty())
            recipe.name = QFileInfo(path).completeBaseName().toStdString();
        m_session.document.editRecipe(recipe, tr("recipe %1").arg(QFileInfo(path).fileName()));
    } catch (const Error& problem) {
        showMessage(true, QString::fromUtf8(problem.what()));
    }
}

void MainWindow::rememberRecent(const QString& key, const QString& path)
{
    auto list = m_settings.value(key).toStringList();
    list.removeAll(path);
    list.prepend(path);
    m_settings.setValue(key, list.mid(0, recentCount));
    updateRecent();
}

void MainWindow::askForFile(const QString& title, const QString& filters, std::function<void(const QString&)> then)
{
    auto* dialog = new QFileDialog(this, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (filters.isEmpty())
        dialog->setFileMode(QFileDialog::Directory);
    else
        dialog->setNameFilter(filters);
    connect(dialog, &QFileDialog::fileSelected, this, then);
    dialog->open();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localPaths(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const auto paths = localPaths(event->mimeData());
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    for (const auto& path : paths)
        openPath(path);
}

void MainWindow::keepLayout()
{
    const auto set = [this](const QString& key, const QVariant& value) {
        if (m_settings.value(key) != value)
            m_settings.setValue(key, value);
    };
    if (!m_presentation)
        set(geometryKey, saveGeometry());
    m_layouts->keep();
    set("autoRun", m_session.document.autoRun());
    keepQuestions();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    endPresentation();
    keepLayout();
    m_session.document.close();
    event->accept();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcons();
    if (event->type() == QEvent::WindowStateChange) {
        findChild<QAction*>("fullScreen")->setChecked(isFullScreen());
        if (static_cast<QWindowStateChangeEvent*>(event)->oldState().testFlag(Qt::WindowFullScreen) && !isFullScreen())
            endPresentation();
    }
}

// Docks that share a place get a bar of tabs, which Qt gives no name.
void MainWindow::childEvent(QChildEvent* event)
{
    QMainWindow::childEvent(event);
    if (auto* tabs = event->polished() ? qobject_cast<QTabBar*>(event->child()) : nullptr)
        tabs->setAccessibleName(tr("Views that share a place"));
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_fit.start();
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QPointer>
#include <QSettings>
#include <QTimer>

#include <optional>

#include "common/saveas.h"
#include "gui/document/session.h"

class QDialog;
class QDockWidget;
class QToolBar;

namespace quantscope {

class ChangeLight;
class CommandPalette;
class CompareLine;
class Language;
class ManualWindow;
class MessageStack;
class ModeLayouts;
class QuestionsField;
struct OfferedRun;
struct PaletteEntry;
class SessionSaver;
struct ProgramSetting;
class SettingsWindow;
class Theme;
class Tour;
class TourBar;
struct Tracker;

// The window: docks from the table, modes, menus and tools, files. What happens is the business of the session's
// objects.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Session&, Theme&, QSettings&);
    ~MainWindow() override;

    // A checkpoint folder, a benchmark (.tsv), a recipe (.json) or a session (.quantscope); anything else is said to be
    // unknown.
    void openPath(const QString&);
    void openDemo();
    // Questions that the demo model shall not answer wait for the model that is opened next; a message says so.
    void keepForTheNextModel(const Sources&);
    void loadRecipeFile(const QString&);
    void applyPreset(const QString& id);
    // Of this mode, as it is at the first start.
    void resetLayout();
    QString mode() const;
    void setMode(const QString& id);
    // In this mode where it has the dock, else in the one that the dock is at home in.
    void showDock(const QString& id);
    // The same, and the focus stays in its place where that is still seen.
    void raiseDock(const QString& id);
    // The mode of the lessons, or back to the one before.
    void showLessonsLarge(bool);
    // The lessons on the full screen: larger letters and lines, neither menus nor tools, and marks on what a control
    // changes; and back to what was there before.
    void present(bool);
    // The manual in a window of its own: "index", "using", "using#keys".
    void showManual(const QString& page = QStringLiteral("index"));
    QDockWidget* dock(const QString& id) const;
    // Of the benchmark that is opened next, instead of those that were chosen for it the last time.
    void askQuestions(const QuestionSubset&);
    QString commandLine() const;
    void showMessage(bool isProblem, const QString&);
    QString modelText() const;
    void offerLongRun(double seconds, bool isFloat);
    // The arrangement of the window, into the settings.
    void keepLayout();
    // Everything that can be done and found.
    std::vector<PaletteEntry> paletteEntries();
    std::vector<ProgramSetting> settingRows();
    // All of them, at one of them where it is named.
    void showSettings(const QString& id = {});
    SettingsWindow* settingsWindow() const;

Q_SIGNALS:
    // What the program needs to begin as it is now is in the settings.
    void restartRequested();

protected:
    void closeEvent(QCloseEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;
    void changeEvent(QEvent*) override;
    void childEvent(QChildEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    // What was there before one.
    struct Presentation
    {
        QString mode;
        Qt::WindowStates state;
    };
    using Slot = std::function<void()>;
    QAction* add(QMenu*, const QString& id, const QString& text, const QKeySequence&, const Slot&,
                 const QString& icon = {});
    void createContents();
    void removeContents();
    void rebuild();
    void fitToScreen();
    void createDocks();
    void createModes(QMenu*);
    void createModeBar();
    void modeChanged();
    void createMenus();
    void createModelMenu();
    void fillMetricMenu(QMenu*);
    void createRecipeMenu();
    void createRunMenu();
    void createViewMenu();
    void createHelpMenu();
    void createOpenSession(QMenu*);
    void createShareSession(QMenu*);
    void saveSession();
    void createLanguageMenu(QMenu*);
    void createLessonsAction(QMenu*);
    void setLanguage(const QString& id);
    void createToolBars();
    void createCompareLine();
    void createMessages();
    void createStatusLine();
    void connectSession();
    void updateActions();
    void updateTitle();
    void updateStop();
    void stopCurrent();
    void taskEnded(const QString& title, int count, double seconds);
    void updateIcons();
    void updateRecent();
    void showFirstSteps();
    void offerFirstSteps();
    void createTour();
    void leadOn(const QString& lead);
    void createQuestionsField(QToolBar*);
    void restoreQuestions();
    void keepQuestions();
    std::vector<QuestionSubset> questionLists() const;
    void nameQuestionList();
    void addQuestionList(const QString& name);
    void openModelDialog();
    void openDataDialog(bool calibration);
    void askForFile(const QString& title, const QString& filters, std::function<void(const QString&)> then);
    // A folder for the files of a run; asks before any of them is replaced.
    void askForRunFolder(const QString& title, std::function<void(const QString&)> then);
    SaveAs saver(); // names files after the shown run
    void saveAs(const QString& suggested, const QString& filters, std::function<void(const QString&)> write);
    QString lastFolder() const; // that something was saved in
    void rememberFolder(const QString&);
    void createExportMenu(QMenu*);
    std::vector<std::string> runsToExport() const;
    void exportRunsTo(const Tracker&, const QString& path);
    void exportView();
    void makeReport();
    void offerReport(const QStringList& files);
    QList<OfferedRun> offeredRuns() const;
    void findInView();
    void showPalette();
    void showKeys();
    void openPalette(std::vector<PaletteEntry>, const QString& placeholder);
    void addActionEntries(std::vector<PaletteEntry>&, QMenu*, const QString& path);
    void addPresetEntries(std::vector<PaletteEntry>&);
    void addModelEntries(std::vector<PaletteEntry>&);
    void addRunEntries(std::vector<PaletteEntry>&);
    void addHelpEntries(std::vector<PaletteEntry>&);
    void addAppearanceRows(std::vector<ProgramSetting>&);
    void addComputingRows(std::vector<ProgramSetting>&);
    void addTraceRows(std::vector<ProgramSetting>&);
    void addFileRows(std::vector<ProgramSetting>&);
    void setScheme(const QString& id);
    void setScale(int percent);
    void clearCache();
    void openNextFlip();
    void clearFrame(bool); // nothing around the lessons, or all of it again
    void endPresentation();
    void showAbout();
    void openSources(const Sources&);
    void takeBenchmarkBeside(Sources&);
    void rememberRecent(const QString& key, const QString& path);

    Session& m_session;
    Theme& m_theme;
    QSettings& m_settings;
    Sources m_wanted;
    Language* m_language = nullptr;
    MessageStack* m_messages = nullptr;
    SessionSaver* m_saver = nullptr;
    TourBar* m_tourBar = nullptr;
    Tour* m_tour = nullptr;
    CompareLine* m_compared = nullptr;
    ModeLayouts* m_layouts = nullptr;
    QTimer m_fit; // after the window has got its size
    QuestionsField* m_questions = nullptr;
    std::string m_benchmark; // hash of the last one that was opened
    bool m_asked = false; // the questions of the next benchmark are chosen already
    QMenu* m_recentModels = nullptr;
    QMenu* m_recentData = nullptr;
    QPointer<SettingsWindow> m_settingsWindow;
    CommandPalette* m_palette = nullptr;
    QObject* m_parts = nullptr; // owns actions and groups
    bool m_isWhole = false; // all contents are there
    QVariantMap m_inEffect; // settings that a new value replaces at the next start
    QPointer<ManualWindow> m_manualWindow;
    QPointer<QDialog> m_reportDialog;
    QObject m_work; // of the views, that goes on while they are made anew
    QList<QDockWidget*> m_docks;
    QString m_beforeLessons; // the mode before them
    std::optional<Presentation> m_presentation;
    QPointer<ChangeLight> m_changes; // while presenting
    Latest<bool> m_tracked{[this] {
        if (!m_tracked.problem().isEmpty())
            showMessage(true, m_tracked.problem());
    }};
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <optional>

#include "engine/lessonjobs.h"
#include "gui/document/run.h"
#include "plots/layerrow.h"

namespace quantscope {

// The document and its work: what is open, the recipe with undo, the runs, what is selected. Lives on the GUI thread;
// all long work goes to the engine. Views read it when it signals and change it through its functions.
class Session : public QObject
{
    Q_OBJECT

public:
    explicit Session(OpenSettings, QObject* parent = nullptr);
    ~Session() override;

    // Model and data.
    void open(const Sources&);
    bool isOpen() const
    {
        return m_opened.workspace != nullptr;
    }
    bool isOpening() const
    {
        return m_opening;
    }
    const OpenedWorkspace& opened() const
    {
        return m_opened;
    }

    // Recipe. Edits go through the undo stack; with a run under way, or with auto-run, they start a new one.
    const Recipe& recipe() const
    {
        return m_recipe;
    }
    const Plan& plan() const
    {
        return m_plan;
    }
    const std::vector<Issue>& issues() const
    {
        return m_issues;
    }
    const SizeEstimate& size() const
    {
        return m_size;
    }
    // What a run of the recipe needs, and whether it fits.
    const Preflight& preflight() const
    {
        return m_preflight;
    }
    QUndoStack& undoStack()
    {
        return m_undo;
    }
    void editRecipe(Recipe, const QString& what);
    void setAutoRun(bool);
    bool autoRun() const
    {
        return m_autoRun;
    }
    void setLimit(int64_t questions); // -1: all
    int64_t limit() const
    {
        return m_limit;
    }

    // Runs. One that does not fit is explained and not started, unless that is forced, for this model from then on.
    void start(bool force = false);
    void stop();
    bool isRunning() const
    {
        return m_live && m_live->id != 0;
    }
    const LiveRun* live() const
    {
        return m_live ? &*m_live : nullptr;
    }
    bool hasPendingStart() const
    {
        return m_restart.isActive();
    }
    const std::vector<Run>& runs() const
    {
        return m_runs;
    }
    const Run* findRun(int id) const;
    const Run& shown() const;
    const Run& pinned() const;
    // The recipe that `shown` was made with is not the one in the editor.
    bool outOfDate() const;
    void show(int id);
    void pin(int id);
    void rename(int id, const QString&);
    void setNote(int id, const QString&);
    void remove(int id);
    void applyRecipeOf(int id);
    void writeRun(int id, const QString& folder);

    // What views draw: what is known of the run under way, else the values of the shown run.
    std::vector<LayerRow> layers() const;
    LayerRow layer(int site) const;
    const Answers& answers() const; // of the run under way or the shown one
    const Answers& baselineAnswers() const; // of the pinned one
    bool answersAreLive() const
    {
        return isRunning();
    }

    // Selection.
    int site() const
    {
        return m_site;
    }
    void selectSite(int);
    int sample() const
    {
        return m_sample;
    }
    void selectSample(int);
    void hoverSites(const std::vector<int>& sites)
    {
        Q_EMIT sitesHovered(sites);
    }
    void close();
    Engine& engine()
    {
        return m_engine;
    } // for views with jobs of their own
    int threads() const
    {
        return m_settings.threads;
    }
    void setWeightRow(qint64 row);
    std::shared_ptr<const LayerView> view() const
    {
        return m_view;
    }
    QString viewProblem() const
    {
        return m_viewProblem;
    }
    bool viewIsUpdating() const
    {
        return m_viewBusy;
    }

    // Samples of the selected layer for the lessons, kept up to date while somebody looks at them.
    void setLessonsWanted(bool);
    std::shared_ptr<const LessonData> lesson() const
    {
        return m_lesson;
    }
    QString lessonProblem() const
    {
        return m_lessonProblem;
    }
    bool lessonIsUpdating() const
    {
        return m_lessonBusy;
    }
    int tellingSite(const LessonWish&) const; // -1: none

    // One's own image and question.
    void tryQuestion(const std::vector<uint8_t>& image, const QString& question);

Q_SIGNALS:
    void workspaceChanged();
    void openingChanged();
    void recipeChanged();
    void runsChanged();
    void limitChanged();
    void shownChanged(); // another run, another baseline: all views
    void layersChanged(); // all layers
    void layersArrived(QList<int> sites);
    void answersArrived(QList<int> rows, bool baseline);
    void liveChanged(); // started, ended
    void progressChanged();
    void siteChanged();
    void sampleChanged();
    void viewChanged();
    void lessonChanged();
    void tried(quantscope::TriedAnswers);
    void tryFailed(QString);
    void tryBusy(bool);
    void sitesHovered(std::vector<int>); // layers that the switch under the mouse touches
    void closing(); // views may keep their settings
    void problem(QString); // for the message bar and the log
    void notice(QString);

private:
    friend class RecipeCommand;
    void setRecipe(const Recipe&);
    void replan();
    void estimate();
    bool refuses(const Preflight&);
    void startLater();
    void startRun();
    void startBaseline();
    void abandonLive();
    RunRequest request(const Recipe&) const;
    void finishRun(int id, RunOutcome);
    void failRun(int id, const QString&);
    void finishBaseline(RunOutcome);
    void drain();
    void refreshView();
    void refreshLesson();
    ModelsPtr lessonModels() const;
    void forgetOldModels();
    Run* mutableRun(int id);
    ModelsPtr viewModels(const Plan*&) const;
    bool isExact(int site) const;
    ModelsPtr previewModels() const;
    void takeView(LayerView);
    void resetRuns();

    OpenSettings m_settings;
    Engine m_engine;
    OpenedWorkspace m_opened;
    bool m_opening = false;
    Recipe m_recipe;
    Plan m_plan;
    std::vector<Issue> m_issues;
    SizeEstimate m_size;
    Preflight m_preflight;
    std::string m_transforms;
    QUndoStack m_undo;
    bool m_autoRun = false, m_force = false;
    int64_t m_limit = -1;
    std::vector<Run> m_runs;
    int m_nextRun = 1, m_shown = 0, m_pinned = 0;
    std::optional<LiveRun> m_live;
    QTimer m_restart, m_poll;
    int m_site = -1, m_viewSite = -1, m_sample = -1;
    qint64 m_weightRow = -1;
    std::shared_ptr<const LayerView> m_view;
    QString m_viewProblem;
    bool m_viewBusy = false;
    std::shared_ptr<const LessonData> m_lesson;
    LessonSource m_lessonSource; // of m_lesson, or of the one on its way
    int m_lessonSite = -1;
    QString m_lessonProblem;
    bool m_lessonsWanted = false, m_lessonBusy = false;
    Engine::Cancel m_cancelView, m_cancelTry, m_cancelOpen, m_cancelLesson;
    int m_viewRequest = 0, m_tryRequest = 0, m_openRequest = 0, m_lessonRequest = 0;
};

// The same settings, whatever the names.
bool sameRecipe(Recipe, Recipe);
bool isFloat(const Recipe&);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <functional>
#include <optional>
#include <string>

#include "archive/runname.h"

#include "gui/document/runlist.h"

namespace quantscope {

// What follows from the recipe for the open model.
struct PlannedRecipe
{
    Plan plan;
    std::string transforms; // transformKey() of it
    std::vector<std::string> weightKeys; // by layer: LayerKey::alone
    std::vector<Issue> issues;
    SizeEstimate size;
    Preflight preflight; // what a run needs, and whether it fits
};

// What the recipe was edited from: something with a name, and the run that it comes from, if it does.
struct RecipeOrigin
{
    NamedRecipe named;
    std::string run; // id of its record
};

// What is open, and the recipe with undo. It says when a run starts: when it is reported to, and, with a run under way
// or with auto-run, a moment after each edit.
class Document : public QObject
{
    Q_OBJECT

public:
    Document(Backend&, RunLibrary&, RunList&, QObject* parent = nullptr);

    void open(const Sources&);
    // A session in place of a model; see WorkspaceInfo::session. On the model and benchmark of this run, empty: of the
    // newest.
    void openSession(const std::filesystem::path&, const std::string& recordId = {});
    // Once a model is open instead: its runs leave the list.
    void closeSession();
    // Its runs go into the store.
    void adoptSession();
    bool hasModel() const
    {
        return isOpen() && !m_opened.session;
    }
    bool isOpen() const
    {
        return m_opened.outline != nullptr;
    }
    bool isOpening() const
    {
        return m_opening.isBusy();
    }
    // What was open still is.
    void stopOpening();
    const WorkspaceInfo& opened() const
    {
        return m_opened;
    }
    void close();

    const Recipe& recipe() const
    {
        return m_recipe;
    }
    const PlannedRecipe& planned() const
    {
        return m_planned;
    }
    QUndoStack& undoStack()
    {
        return m_undo;
    }
    // A recipe with another name replaces the one in the editor; any other edit makes it one without a name, which is
    // called by what it was edited from.
    void editRecipe(Recipe, const QString& what);
    void applyRecipeOf(int run);
    void applyRecipeOf(const std::string& recordId); // also of other files' runs
    // What a run of the recipe is called.
    std::string title() const;
    const RecipeOrigin& origin() const
    {
        return m_origin;
    }
    // As it was when the window was left; nothing to undo, nothing starts.
    void restoreRecipe(const Recipe&, const RecipeOrigin&);
    // A run of the store; what it ran on is opened when it is not.
    void showRun(const std::string& recordId);
    // Other programs' answers to the open benchmark; shown when they are in the store.
    void importPredictions(const QString& file);
    bool isImporting() const
    {
        return m_import.isBusy();
    }
    void stopImport();
    // The rest of a run that did not end well, likewise.
    void continueRun(const std::string& recordId);
    // The questions that runs answer.
    void setSubset(const QuestionSubset&);
    const QuestionSubset& subset() const
    {
        return m_subset;
    }

    // A run that does not fit is explained and not started, unless that is forced, for this model from then on.
    void start(bool force = false);
    void stop();
    // A first look at a large model: ten questions of all categories, four to calibrate with. Starts, however long.
    void startQuickLook();
    double quickLookSeconds() const; // by estimate
    void startFloatAnswers(); // of the chosen questions, however long
    // What takes longer by estimate does not start by itself; it is said instead.
    void setUnaskedLimit(double seconds)
    {
        m_unaskedLimit = seconds;
    }
    double unaskedLimit() const
    {
        return m_unaskedLimit;
    }
    // Why a run of the recipe would not start, empty when it would.
    QString refusal(const Recipe&) const;
    bool hasPendingStart() const
    {
        return m_restart.isActive();
    }
    void setAutoRun(bool);
    bool autoRun() const
    {
        return m_autoRun;
    }
    // The recipe that the shown run was made with is not this one.
    bool outOfDate() const;

Q_SIGNALS:
    void workspaceChanged();
    void workspaceReady(); // everybody has taken it in
    void openingChanged();
    void openingFailed(); // or was stopped: what was open still is
    void importingChanged();
    void recipeChanged();
    void subsetChanged();
    void viewsClosing(); // they may keep their settings
    void closing();
    void problem(QString); // for the message bar and the log, of the runs too
    void notice(QString);
    // A run of the recipe, or the float model's answers, would take that long: nothing was started.
    void longRunHeld(double seconds, bool isFloat);

private:
    friend class RecipeCommand;
    void setRecipe(const Recipe&, const RecipeOrigin&);
    void startOpening(const Call<WorkspaceInfo>&);
    void openingMoved();
    void showSession();
    void adopted(const AdoptedRuns&);
    void takeWorkspace();
    void replan();
    void estimate();
    QString refusalOf(const Preflight&) const;
    void startLater();
    void startRun(bool asked);
    void startFloat(bool asked = false);
    bool isHeld();
    bool isKnown() const;
    std::vector<std::string> storedIds() const;
    Recipe quickLookRecipe() const;
    void imported(const ImportOutcome&);
    void setOrigin(const RunRecord&);
    bool isOnOpened(const std::string& recordId) const;
    void applyRecipe(const RunRecord&);
    void openFor(const std::string& recordId, std::function<void()> then);
    Sources sourcesOf(const RunRecord&) const;
    // A run of the store, on its files.
    void withRun(const std::string& recordId, const std::function<void(int run)>& then);
    void runEnded();
    bool showStored(bool asked);
    void showKnown(int run, bool asked);
    void startNew();
    std::optional<int> knownRun() const;

    Backend& m_backend;
    RunList& m_runs;
    RunLibrary& m_library;
    Latest<WorkspaceInfo> m_opening;
    Latest<ImportOutcome> m_import;
    Latest<AdoptedRuns> m_adopted;
    Latest<std::vector<RunRecord>> m_elsewhere; // a run that ran on other files than are open
    WorkspaceInfo m_opened;
    std::function<void()> m_whenOpened; // once, after the next files are open
    Recipe m_recipe;
    RecipeOrigin m_origin;
    PlannedRecipe m_planned;
    QUndoStack m_undo;
    bool m_autoRun = false, m_force = false;
    bool m_startedByHand = false; // the last run: not by an edit
    bool m_quiet = false; // several changes are one
    double m_unaskedLimit = 120; // seconds
    std::pair<std::string, QuestionSubset> m_floatHeld; // what was said already
    QuestionSubset m_subset;
    QTimer m_restart;
};

}

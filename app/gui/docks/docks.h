// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QWidget>

#include <functional>
#include <span>

#include "common/saveas.h"

namespace quantscope {

class Backend;
class Document;
class LayerInspector;
class ModelRebuild;
class RunLibrary;
class RunList;
class Selection;
class TaskList;

// What a view's dock may use; each takes what it needs.
struct DockContext
{
    Backend& backend;
    Document& document;
    RunLibrary& library;
    RunList& runs;
    Selection& selection;
    ModelRebuild& rebuild;
    LayerInspector& inspector;
    QSettings& settings;
    SaveAs saveAs;
    std::function<void(const QString& title, const QString& filters, std::function<void(const QString&)>)> openFile;
    // Asks for a folder for the files of a run.
    std::function<void(const QString& title, std::function<void(const QString&)>)> runFolder;
    TaskList& tasks;
    QObject& work; // keptWork() finds and makes in it what outlives a change of language
};

// One view of the window: it makes its widget and ties it to the document and its runs. A new one is one file and one
// row in docks.cpp.
struct DockRow
{
    const char* id;
    const char* title; // translated in context "Docks"
    QWidget* (*create)(const DockContext&, QWidget* parent);
};

std::span<const DockRow> dockRows();

// In a small window a large panel of fields scrolls instead of making the window larger. Panels whose parts scroll by
// themselves stand alone: scroll bars inside scroll bars lead nowhere.
QWidget* inScrollArea(QWidget* panel, QWidget* parent);

QWidget* createRecipeDock(const DockContext&, QWidget* parent);
QWidget* createLayersDock(const DockContext&, QWidget* parent);
QWidget* createDistributionDock(const DockContext&, QWidget* parent);
QWidget* createSamplesDock(const DockContext&, QWidget* parent);
QWidget* createLearnDock(const DockContext&, QWidget* parent);
QWidget* createTryDock(const DockContext&, QWidget* parent);
QWidget* createScoresDock(const DockContext&, QWidget* parent);
QWidget* createRunsDock(const DockContext&, QWidget* parent);
QWidget* createCompareDock(const DockContext&, QWidget* parent);
QWidget* createSearchDock(const DockContext&, QWidget* parent);
QWidget* createSweepDock(const DockContext&, QWidget* parent);
QWidget* createDiagnosisDock(const DockContext&, QWidget* parent);
QWidget* createLogDock(const DockContext&, QWidget* parent);

}

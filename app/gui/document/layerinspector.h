// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

#include "engine/backend.h"
#include "gui/document/run.h"
#include "plots/layerrow.h"

namespace quantscope {

class Document;
class ModelRebuild;
class RunLibrary;
class RunList;
class Selection;
class WeightPreview;

// What the views show of the selected layer: its weights and inputs in the run under way or the shown one, a preview of
// it while the recipe is ahead of them, and its samples for the lessons.
class LayerInspector : public QObject
{
    Q_OBJECT

public:
    LayerInspector(Backend&, const Document&, RunLibrary&, const RunList&, Selection&, const ModelRebuild&,
                   const WeightPreview&, QObject* parent = nullptr);

    const Latest<LayerView>& view() const
    {
        return m_view;
    }
    void setWeightRow(qint64 row); // -1: all

    // Of every layer, as the runs have it; of a previewed one, its preview.
    std::vector<LayerRow> layers() const;
    LayerRow layer(LayerIndex) const;
    // Bits and methods of the layers are those of the recipe: no run of it is shown.
    bool showsPlan() const;

    // Kept up to date while somebody looks at them.
    void setLessonsWanted(bool);
    const Latest<LessonData>& lesson() const
    {
        return m_lesson;
    }
    // Or the layer that it is to be about is being looked for.
    bool lessonIsUpdating() const
    {
        return m_lesson.isBusy() || m_telling.isBusy();
    }
    // Selects the layer that shows best what a lesson is about.
    void selectTellingLayer(const LessonWish&);

Q_SIGNALS:
    void viewChanged();
    void lessonChanged();
    void layersArrived(QList<int> layers); // previewed, or no longer

private:
    void reset();
    void refresh();
    void refreshSaved(LayerIndex);
    void refreshLesson();
    void viewArrived(LayerIndex);
    LayerRow previewed(LayerRow, LayerIndex) const;
    LayerRow planned(LayerRow, LayerIndex) const;
    bool isExact(LayerIndex, std::vector<char> RunProgress::*fresh) const;
    int viewedRun() const;
    std::optional<int> previewedRun(LayerIndex) const;
    std::optional<int> lessonRun() const;

    Backend& m_backend;
    const Document& m_document;
    RunLibrary& m_library;
    const RunList& m_runs;
    Selection& m_selection;
    const ModelRebuild& m_rebuild;
    const WeightPreview& m_weights;
    Latest<LayerView> m_view;
    LayerIndex m_previewed = -1; // of the view, when that is a preview
    qint64 m_weightRow = -1;
    Latest<LessonData> m_lesson;
    Latest<LayerIndex> m_telling;
    int m_lessonSource = 0; // see HeldModels; of the lesson, or of the one on its way
    LayerIndex m_lessonLayer = -1;
    bool m_lessonsWanted = false;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
// The docks of the layers' errors and of the selected layer's distributions.

#include "gui/docks/docks.h"

#include <algorithm>

#include "gui/document/document.h"
#include "gui/document/layerinspector.h"
#include "gui/document/selection.h"
#include "layers/layerspanel.h"
#include "plots/distributionpanel.h"

namespace quantscope {
namespace {

const QString layersKey = QStringLiteral("views/layers");

QString layersHint(const Document& document)
{
    if (!document.isOpen())
        return LayersPanel::tr("The error of every layer appears here once a model is open.");
    return LayersPanel::tr(
        "The float model has no errors. Choose a preset and run it (Ctrl+R): the error of every layer appears here. "
        "Bits and methods are those of the recipe.");
}

// What is under way while no error of it is known, and how many questions the errors stand on.
void showWork(LayersPanel& panel, const RunList& runs)
{
    const auto* live = runs.isRunning() ? runs.live() : nullptr;
    const auto fresh = live ? std::count(live->errorFresh.begin(), live->errorFresh.end(), char(1)) : 0;
    const auto& run = live && fresh > 0 ? *runs.find(live->id) : runs.shown();
    panel.setErrorQuestions(static_cast<qint64>(run.record.calibration.errorRows.size()));
    panel.setAwaited(
        !live ? QString()
            : fresh > 0
            ? LayersPanel::tr("“%1”: %2 of %3 layers measured").arg(nameOf(run)).arg(fresh).arg(live->errorFresh.size())
            : LayersPanel::tr("“%1” has measured no layer yet: %2").arg(nameOf(*runs.find(live->id)), workText(*live)));
}

bool anyPreview(const std::vector<LayerRow>& rows)
{
    return std::any_of(rows.begin(), rows.end(), [](const LayerRow& row) { return row.weightPreview; });
}

// What the recipe makes of the selected layer.
std::optional<Scheme> plannedOf(const Document& document, const Selection& selection)
{
    if (!document.isOpen() || !document.hasModel() || selection.layer() < 0)
        return {};
    const auto& schemes = document.planned().plan.schemes;
    const auto layer = static_cast<size_t>(selection.layer());
    return layer < schemes.size() ? std::optional(schemes[layer]) : std::nullopt;
}

void showLayers(LayersPanel& panel, const RunList& runs, const LayerInspector& inspector)
{
    const auto& pinned = runs.pinned();
    // The float model has no errors to compare with.
    const bool compare = pinned.id != 0 && (runs.isRunning() || pinned.id != runs.shown().id);
    auto rows = inspector.layers();
    panel.setOnlyWeights(inspector.showsPlan() && anyPreview(rows));
    panel.setLayers(std::move(rows), compare ? pinned.record.layers : std::vector<LayerReport>(), nameOf(pinned));
    showWork(panel, runs);
}

}

QWidget* createLayersDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new LayersPanel(context.saveAs, parent);
    auto* document = &context.document;
    auto* runs = &context.runs;
    auto* selection = &context.selection;
    auto* inspector = &context.inspector;
    auto* settings = &context.settings;
    panel->restoreState(settings->value(layersKey).toMap());
    const auto show = [panel, document, runs, selection, inspector] {
        panel->setPlaceholder(layersHint(*document));
        showLayers(*panel, *runs, *inspector);
        panel->setSelectedLayer(selection->layer());
    };
    const auto update = [panel, inspector](const QList<int>& layers) {
        bool previews = false;
        for (const int layer : layers) {
            const auto row = inspector->layer(layer);
            previews = previews || row.weightPreview;
            panel->updateLayer(layer, row);
        }
        if (previews && inspector->showsPlan())
            panel->setOnlyWeights(true);
    };
    QObject::connect(document, &Document::workspaceChanged, panel, show);
    QObject::connect(runs, &RunList::shownChanged, panel, show);
    for (const auto signal : {&RunList::liveChanged, &RunList::progressChanged})
        QObject::connect(runs, signal, panel, [panel, runs] { showWork(*panel, *runs); });
    QObject::connect(document, &Document::recipeChanged, panel,
                     [panel, runs, inspector] { showLayers(*panel, *runs, *inspector); });
    QObject::connect(runs, &RunList::liveChanged, panel, [panel, inspector] {
        if (!inspector->showsPlan())
            panel->setOnlyWeights(false);
    });
    QObject::connect(runs, &RunList::layersArrived, panel, update);
    QObject::connect(inspector, &LayerInspector::layersArrived, panel, update);
    QObject::connect(selection, &Selection::layerChanged, panel,
                     [panel, selection] { panel->setSelectedLayer(selection->layer()); });
    QObject::connect(selection, &Selection::layersHovered, panel, &LayersPanel::setHighlightedLayers);
    QObject::connect(panel, &LayersPanel::layerSelected, selection, &Selection::selectLayer);
    QObject::connect(document, &Document::viewsClosing, panel,
                     [panel, settings] { settings->setValue(layersKey, panel->state()); });
    show();
    return panel;
}

QWidget* createDistributionDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new DistributionPanel(context.saveAs, parent);
    auto* document = &context.document;
    auto* runs = &context.runs;
    auto* inspector = &context.inspector;
    auto* selection = &context.selection;
    const auto show = [panel, document, runs, inspector, selection] {
        const auto& view = inspector->view();
        const auto problem = view.problem();
        panel->setPlaceholder(!problem.isEmpty() ? problem
                                  : document->isOpen()
                                  ? DistributionPanel::tr("Reading the layer…")
                                  : DistributionPanel::tr("Weights and inputs of the selected layer appear here."));
        panel->setPlanned(plannedOf(*document, *selection));
        panel->setView(problem.isEmpty() ? view.value() : nullptr);
        panel->setUpdating(view.isBusy() && runs->isRunning());
    };
    QObject::connect(inspector, &LayerInspector::viewChanged, panel, show);
    for (const auto signal : {&Document::workspaceChanged, &Document::recipeChanged})
        QObject::connect(document, signal, panel, show);
    QObject::connect(panel, &DistributionPanel::weightRowRequested, inspector, &LayerInspector::setWeightRow);
    show();
    return panel;
}

}

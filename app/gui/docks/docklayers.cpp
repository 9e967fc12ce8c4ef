// SPDX-License-Identifier: GPL-3.0-or-later
// The docks of the layers' errors and of the selected layer's distributions.

#include "gui/docks/docks.h"
#include "gui/document/session.h"
#include "plots/distributionpanel.h"
#include "plots/layerspanel.h"

namespace quantscope {
namespace {

const QString layersKey = QStringLiteral("views/layers");

QString layersHint(const Session& session)
{
    if (!session.isOpen())
        return LayersPanel::tr("The error of every layer appears here once a model is open.");
    return LayersPanel::tr(
        "The float model has no errors. Choose a preset and run it (Ctrl+R): the error of every layer appears here.");
}

void showLayers(LayersPanel& panel, const Session& session)
{
    const auto& pinned = session.pinned();
    panel.setPlaceholder(layersHint(session));
    // The float model has no errors to compare with.
    const bool compare = pinned.id != 0 && (session.isRunning() || pinned.id != session.shown().id);
    panel.setLayers(session.layers(), compare ? pinned.outcome.record.layers : std::vector<LayerReport>(), pinned.name);
    panel.setUpdating(session.isRunning());
    panel.setSelectedSite(session.site());
}

}

QWidget* createLayersDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new LayersPanel(context.saveAs, parent);
    auto* session = &context.session;
    auto* settings = &context.settings;
    panel->restoreState(settings->value(layersKey).toMap());
    const auto show = [panel, session] { showLayers(*panel, *session); };
    QObject::connect(session, &Session::workspaceChanged, panel, show);
    QObject::connect(session, &Session::shownChanged, panel, show);
    QObject::connect(session, &Session::liveChanged, panel,
                     [panel, session] { panel->setUpdating(session->isRunning()); });
    QObject::connect(session, &Session::layersArrived, panel, [panel, session](const QList<int>& sites) {
        for (const int site : sites)
            panel->updateLayer(site, session->layer(site));
    });
    QObject::connect(session, &Session::siteChanged, panel,
                     [panel, session] { panel->setSelectedSite(session->site()); });
    QObject::connect(session, &Session::sitesHovered, panel, &LayersPanel::setHighlightedSites);
    QObject::connect(panel, &LayersPanel::siteSelected, session, &Session::selectSite);
    QObject::connect(session, &Session::closing, panel,
                     [panel, settings] { settings->setValue(layersKey, panel->state()); });
    show();
    return panel;
}

QWidget* createDistributionDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new DistributionPanel(context.saveAs, parent);
    auto* session = &context.session;
    const auto show = [panel, session] {
        const auto problem = session->viewProblem();
        panel->setPlaceholder(!problem.isEmpty() ? problem
                                  : session->isOpen()
                                  ? DistributionPanel::tr("Reading the layer…")
                                  : DistributionPanel::tr("Weights and inputs of the selected layer appear here."));
        panel->setView(problem.isEmpty() ? session->view() : nullptr);
        panel->setUpdating(session->viewIsUpdating() && session->isRunning());
    };
    QObject::connect(session, &Session::viewChanged, panel, show);
    QObject::connect(session, &Session::workspaceChanged, panel, show);
    QObject::connect(panel, &DistributionPanel::weightRowRequested, session, &Session::setWeightRow);
    show();
    return panel;
}

}

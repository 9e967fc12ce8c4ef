// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/mainwindow.h"

#include <QDesktopServices>
#include <QDir>
#include <QDockWidget>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>

#include "archive/recipefields.h"
#include "gui/frame/messagestack.h"
#include "gui/report/reportdialog.h"
#include "gui/report/reportjob.h"
#include "gui/settings/language.h"
#include "runs/runspanel.h"

namespace quantscope {
namespace {

const QString reportFolderKey = QStringLiteral("report/folder");

QString standardReportFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + QStringLiteral("/quantscope-report");
}

}

// Those that are selected in the list of runs, else the shown one; others of the list can be added.
QList<OfferedRun> MainWindow::offeredRuns() const
{
    const auto* panel = qobject_cast<RunsPanel*>(dock("runs")->widget());
    auto chosen = panel ? panel->selectedIds() : QStringList();
    const auto shown = QString::fromStdString(m_session.runs.shown().record.id);
    if (chosen.isEmpty())
        chosen << shown;
    QList<OfferedRun> runs;
    const auto offer = [&](const std::string& id, const QString& name) {
        const auto text = QString::fromStdString(id);
        const bool isThere = std::any_of(runs.begin(), runs.end(), [&](const OfferedRun& run) { return run.id == id; });
        if (!isThere)
            runs << OfferedRun{id, name, chosen.contains(text)};
    };
    for (const auto& run : m_session.runs.all())
        offer(run.record.id, nameOf(run));
    for (const auto& run : m_session.library.all())
        if (!run.deleted)
            offer(run.id, QString::fromStdString(run.name));
    std::stable_sort(runs.begin(), runs.end(),
                     [](const OfferedRun& a, const OfferedRun& b) { return a.isChosen && !b.isChosen; });
    return runs;
}

void MainWindow::makeReport()
{
    if (!m_session.document.isOpen() || m_reportDialog)
        return;
    const auto layer = m_session.selection.layer();
    const auto& layers = m_session.document.opened().outline->layers;
    const auto name = layer >= 0 && layer < static_cast<LayerIndex>(layers.size())
        ? QString::fromStdString(shortLayerName(layers[static_cast<size_t>(layer)].name))
        : QString();
    auto* dialog = new ReportDialog(offeredRuns(), name, m_language->spoken(),
                                    m_settings.value(reportFolderKey, standardReportFolder()).toString(), this);
    m_reportDialog = dialog;
    auto* job = new ReportJob(m_session, dialog);
    connect(dialog, &ReportDialog::ordered, job, &ReportJob::start);
    connect(dialog, &ReportDialog::stopRequested, job, &ReportJob::stop);
    connect(dialog, &ReportDialog::folderWanted, this, [this, dialog = QPointer(dialog)] {
        askForFile(tr("Folder of the report"), {}, [dialog](const QString& folder) {
            if (dialog)
                dialog->setFolder(folder);
        });
    });
    connect(job, &ReportJob::progressed, dialog, &ReportDialog::showProgress);
    connect(job, &ReportJob::problem, dialog, &ReportDialog::showProblem);
    connect(job, &ReportJob::stopped, this, [this, dialog] {
        dialog->showProblem({});
        showMessage(false, tr("The report was stopped."));
    });
    connect(job, &ReportJob::written, this, [this, dialog](const QStringList& files) {
        m_settings.setValue(reportFolderKey, dialog->order().folder);
        dialog->accept();
        offerReport(files);
    });
    dialog->open();
}

void MainWindow::offerReport(const QStringList& files)
{
    const auto first = files.first();
    m_messages->showOffer(
        tr("The report is written: %1").arg(QDir::toNativeSeparators(files.join(QStringLiteral(", ")))), tr("Open"),
        tr("Open %1 in the program that shows such files").arg(first),
        [first] { QDesktopServices::openUrl(QUrl::fromLocalFile(first)); });
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves the window: files of views, reports of runs, runs for other programs.
#include "gui/shell/mainwindow.h"

#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QStatusBar>

#include "gui/settings/settingkeys.h"
#include "runs/runspanel.h"
#include "tracking/trackers.h"

namespace quantscope {
namespace {

const QString figureKey = QStringLiteral("figure");

// "csv" of "CSV (*.csv)".
QString suffixOf(const QString& filter)
{
    static const QRegularExpression pattern(QStringLiteral("\\*\\.(\\w+)"));
    return pattern.match(filter).captured(1);
}

QStringList reportFilesIn(const QString& folder)
{
    QStringList there;
    for (const char* name : {"report.json", "predictions.jsonl", "layers.csv", "recipe.json"})
        if (QFileInfo::exists(QDir(folder).filePath(name)))
            there << QString::fromLatin1(name);
    return there;
}

}

QString MainWindow::lastFolder() const
{
    const QString folder = m_settings.value(settingkeys::exportFolder).toString();
    if (!folder.isEmpty() && QFileInfo(folder).isDir())
        return folder;
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

void MainWindow::rememberFolder(const QString& folder)
{
    m_settings.setValue(settingkeys::exportFolder, QFileInfo(folder).absoluteFilePath());
}

SaveAs MainWindow::saver()
{
    const SaveAs ask([this](const QString& name, const QString& filters, SaveAs::Write write) {
        saveAs(name, filters, std::move(write));
    });
    return ask
        .about([this] {
            if (!m_session.document.isOpen())
                return SaveSubject();
            const auto& run = m_session.runs.shown();
            return SaveSubject{nameOf(run), QString::fromStdString(run.record.data)};
        })
        .remembering([this] { return m_settings.value(figureKey).toMap(); },
                     [this](const QVariantMap& settings) { m_settings.setValue(figureKey, settings); });
}

// The dialog asks before a file is replaced. Another format than the first one takes its own suffix.
void MainWindow::saveAs(const QString& suggested, const QString& filters, std::function<void(const QString&)> write)
{
    auto* dialog = new QFileDialog(this, tr("Save %1").arg(suggested), lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters.split(QStringLiteral(";;")));
    dialog->setDefaultSuffix(QFileInfo(suggested).suffix());
    dialog->selectFile(suggested);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        const QString suffix = suffixOf(filter), before = dialog->defaultSuffix();
        const auto files = dialog->selectedFiles();
        dialog->setDefaultSuffix(suffix);
        if (!files.isEmpty() && files.first().endsWith('.' + before))
            dialog->selectFile(QFileInfo(files.first().chopped(before.size()) + suffix).fileName());
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, write](const QString& file) {
        try {
            write(file);
            rememberFolder(QFileInfo(file).path());
            statusBar()->showMessage(tr("Saved %1").arg(file), 5000);
        } catch (const std::exception& problem) {
            showMessage(true, QString::fromUtf8(problem.what()));
        }
    });
    dialog->open();
}

void MainWindow::askForRunFolder(const QString& title, std::function<void(const QString&)> then)
{
    auto* dialog = new QFileDialog(this, title, lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this, then](const QString& folder) {
        rememberFolder(folder);
        const auto there = reportFilesIn(folder);
        if (there.isEmpty())
            return then(folder);
        auto* question = new QMessageBox(QMessageBox::Warning, tr("Replace files?"),
                                         tr("%1 has %2 already.").arg(folder, there.join(QStringLiteral(", "))),
                                         QMessageBox::Cancel, this);
        question->setObjectName("replaceFiles");
        question->setAttribute(Qt::WA_DeleteOnClose);
        auto* replace = question->addButton(tr("&Replace"), QMessageBox::DestructiveRole);
        replace->setToolTip(tr("Write the run's files in place of these"));
        connect(replace, &QPushButton::clicked, this, [then, folder] { then(folder); });
        question->open();
    });
    dialog->open();
}

// The runs that are selected in the list; without any the shown one.
std::vector<std::string> MainWindow::runsToExport() const
{
    std::vector<std::string> ids;
    if (const auto* panel = dock("runs")->findChild<RunsPanel*>())
        for (const auto& id : panel->selectedIds())
            ids.push_back(id.toStdString());
    if (ids.empty() && m_session.document.isOpen())
        ids.push_back(m_session.runs.shown().record.id);
    std::erase_if(ids, [this](const auto& id) { return !m_session.library.find(id); });
    return ids;
}

void MainWindow::exportRunsTo(const Tracker& tracker, const QString& path)
{
    const auto ids = runsToExport();
    if (ids.empty()) {
        showMessage(true, tr("None of the chosen runs is in the store: only those can be exported."));
        return;
    }
    const QString command = QString::fromUtf8(tracker.opening.data(), qsizetype(tracker.opening.size()))
                                .replace(QStringLiteral("{}"), '"' + path + '"');
    m_tracked.start(
        m_session.library.track(ids, path.toStdString(), tracker.write),
        [this, path, command, count = int(ids.size())] {
            showMessage(false, tr("%n run(s) written to %1. Look at them with: %2", nullptr, count).arg(path, command));
        });
}

void MainWindow::createExportMenu(QMenu* parent)
{
    auto* menu = parent->addMenu(tr("&Export for…"));
    menu->setObjectName("exportFor");
    menu->setToolTipsVisible(true);
    for (const auto& tracker : trackers()) {
        const QString title = QString::fromUtf8(tracker.title.data(), qsizetype(tracker.title.size()));
        const QString suggested = QString::fromUtf8(tracker.suggested.data(), qsizetype(tracker.suggested.size()));
        auto* action =
            add(menu, "track-" + QString::fromUtf8(tracker.id.data(), qsizetype(tracker.id.size())),
                title + QStringLiteral("…"), {}, [this, &tracker, title, suggested] {
                    if (!tracker.isFolder)
                        return saver()(suggested, tr("JSON (*.json)"),
                                       [this, &tracker](const QString& file) { exportRunsTo(tracker, file); });
                    auto* dialog =
                        new QFileDialog(this, tr("Folder of %1, such as “%2”").arg(title, suggested), lastFolder());
                    dialog->setAttribute(Qt::WA_DeleteOnClose);
                    dialog->setFileMode(QFileDialog::Directory);
                    connect(dialog, &QFileDialog::fileSelected, this, [this, &tracker](const QString& folder) {
                        rememberFolder(folder);
                        exportRunsTo(tracker, folder);
                    });
                    dialog->open();
                });
        action->setToolTip(
            tr("The runs that are selected in the list, or the shown one; runs that are there are updated"));
    }
}

}

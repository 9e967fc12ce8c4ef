// SPDX-License-Identifier: GPL-3.0-or-later
// Session files in the main window: saving some runs, and opening what somebody else has saved.

#include "gui/shell/mainwindow.h"

#include <QDockWidget>
#include <QMenu>

#include <algorithm>

#include "common/numbertext.h"
#include "gui/docks/runrows.h"
#include "gui/document/sessionsaver.h"
#include "runs/runspanel.h"
#include "runs/sharedialog.h"

namespace quantscope {
namespace {

QString sessionFilter()
{
    return MainWindow::tr("Sessions (*.quantscope)");
}

// Complete ones of the store; where it has none, of the open session.
std::vector<RunRow> sharedRows(const Session& session)
{
    std::vector<RunRow> own, foreign;
    for (const auto& row : runRows(session.document, session.runs, session.library))
        if (row.phase == RunState::Complete && session.library.find(row.id.toStdString()))
            (session.library.isInSession(row.id.toStdString()) ? foreign : own).push_back(row);
    return own.empty() ? foreign : own;
}

}

void MainWindow::createOpenSession(QMenu* menu)
{
    add(menu, "openSession", tr("Open &session…"), QKeySequence("Ctrl+Alt+O"),
        [this] { askForFile(tr("Open session"), sessionFilter(), [this](const QString& file) { openPath(file); }); });
    add(menu, "closeSession", tr("&Close session"), {}, [this] {
        m_session.document.closeSession();
        updateActions();
    });
}

void MainWindow::createShareSession(QMenu* menu)
{
    if (!m_saver) { // it may be at work while the menu is made anew
        m_saver = new SessionSaver(m_session.backend, m_session.library, m_session.runs, this);
        connect(m_saver, &SessionSaver::problem, this, [this](const QString& text) { showMessage(true, text); });
        connect(m_saver, &SessionSaver::saved, this, [this](const QString& file, double bytes) {
            showMessage(false, tr("Written to %1, %2.").arg(file, bytesText(bytes)));
        });
    }
    add(menu, "saveSession", tr("Save s&ession…"), QKeySequence("Ctrl+Shift+S"), [this] { saveSession(); });
    add(menu, "adoptSession", tr("Import the session's r&uns"), {}, [this] { m_session.document.adoptSession(); });
}

void MainWindow::saveSession()
{
    const auto rows = sharedRows(m_session);
    if (rows.empty())
        return showMessage(false, tr("A session holds complete runs, and there is none yet."));
    QStringList chosen;
    if (const auto* panel = qobject_cast<RunsPanel*>(dock("runs")->widget()))
        chosen = panel->selectedIds();
    const auto isOffered = [&](const QString& id) {
        return std::any_of(rows.begin(), rows.end(), [&](const RunRow& row) { return row.id == id; });
    };
    chosen.removeIf([&](const QString& id) { return !isOffered(id); });
    const auto shown = QString::fromStdString(m_session.runs.shown().record.id);
    if (chosen.isEmpty() && isOffered(shown))
        chosen << shown;
    auto* dialog = new ShareDialog(rows, chosen, this);
    connect(dialog, &ShareDialog::saveRequested, this, [this] {
        saveAs("runs.quantscope", sessionFilter(), [this](const QString& file) { m_saver->save(file); });
    });
    dialog->open();
    m_saver->serve(dialog);
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/restart.h"

#include "gui/document/document.h"
#include "gui/shell/mainwindow.h"
#include "gui/shell/sessionkeeper.h"

namespace quantscope {

QStringList wordsForRestart(const WindowOptions& o, const WorkspaceInfo& opened)
{
    QStringList words;
    if (!o.settings.isEmpty())
        words << QStringLiteral("--settings") << o.settings;
    if (!o.store.isEmpty())
        words << QStringLiteral("--store") << o.store;
    if (o.lowMemory != LowMemory::Auto)
        words << QStringLiteral("--low_memory")
              << (o.lowMemory == LowMemory::On ? QStringLiteral("on") : QStringLiteral("off"));
    if (o.memoryLimit > 0)
        words << QStringLiteral("--memory_limit") << QString::number(o.memoryLimit);
    if (opened.session)
        words << QString::fromStdString(opened.session->file.string());
    return words;
}

Restart::Restart(MainWindow& window, SessionKeeper& keeper, const Document& document, const WindowOptions& options,
                 QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_keeper(keeper)
    , m_document(document)
    , m_options(options)
{
    connect(&window, &MainWindow::restartRequested, this, &Restart::prepare);
}

const std::optional<QStringList>& Restart::words() const
{
    return m_words;
}

void Restart::prepare()
{
    m_keeper.keep();
    m_words = wordsForRestart(m_options, m_document.opened());
    m_window.close();
    Q_EMIT ready();
}

}

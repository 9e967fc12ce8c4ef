// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/screenshot.h"

#include <QDockWidget>
#include <QPixmap>
#include <QTextStream>

#include "gui/shell/mainwindow.h"
#include "plots/distributionpanel.h"
#include "samples/samplesview.h"

namespace quantscope {
namespace {

constexpr int lookMilliseconds = 100;
constexpr int quietLooks = 6; // thumbnails and plots come a little after the results

}

Screenshot::Screenshot(MainWindow& window, Session& session, const WindowOptions& options, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_session(session)
    , m_options(options)
{
    connect(&session.document, &Document::problem, this, [this](const QString& text) { m_problem = text; });
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::look);
    m_timer.start(lookMilliseconds);
}

bool Screenshot::settled() const
{
    return m_session.document.isOpen() && !m_session.document.isOpening() && !m_session.runs.live() &&
        !m_session.document.hasPendingStart() && !m_session.rebuild.isBusy() && !m_session.weights.isBusy() &&
        !m_session.inspector.view().isBusy();
}

void Screenshot::look()
{
    if (!m_problem.isEmpty() && !m_session.document.isOpen() && !m_session.document.isOpening()) {
        QTextStream(stderr) << m_problem << '\n';
        m_timer.stop();
        Q_EMIT finished(1);
        return;
    }
    m_quiet = settled() ? m_quiet + 1 : 0;
    if (m_quiet < quietLooks)
        return;
    m_quiet = 0;
    if (!m_arranged)
        return arrange();
    m_timer.stop();
    write();
}

void Screenshot::arrange()
{
    m_arranged = true;
    m_window.resize(m_options.size);
    const auto& layers = m_session.document.opened().outline->layers;
    for (size_t i = 0; i < layers.size() && !m_options.layer.isEmpty(); ++i)
        if (QString::fromStdString(layers[i].name).contains(m_options.layer)) {
            m_session.selection.selectLayer(static_cast<int>(i));
            break;
        }
    auto* distribution = m_window.dock("distribution")->findChild<DistributionPanel*>();
    distribution->showInput(m_options.distribution == "input");
    if (m_options.distribution == "error")
        distribution->showError();
    for (const auto& id : m_options.docks)
        m_window.showDock(id);
    if (m_options.sample) {
        m_window.showDock("samples");
        qobject_cast<SamplesView*>(m_window.dock("samples")->widget())->openSample(*m_options.sample);
    }
}

void Screenshot::write()
{
    if (!m_window.grab().save(m_options.screenshot)) {
        QTextStream(stderr) << tr("--screenshot %1: the file cannot be written").arg(m_options.screenshot) << '\n';
        Q_EMIT finished(1);
        return;
    }
    Q_EMIT finished(0);
}

}

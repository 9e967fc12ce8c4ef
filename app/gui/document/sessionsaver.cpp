// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/sessionsaver.h"

#include "gui/document/runlibrary.h"
#include "gui/document/runlist.h"

namespace quantscope {
namespace {

constexpr int estimateMilliseconds = 200; // after the last change

}

SessionSaver::SessionSaver(Backend& backend, const RunLibrary& library, const RunList& runs, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_library(library)
    , m_runs(runs)
    , m_size([this] { estimated(); })
    , m_saving([this] { ended(); })
{
    m_later.setSingleShot(true);
    m_later.setInterval(estimateMilliseconds);
    connect(&m_later, &QTimer::timeout, this, &SessionSaver::estimate);
}

void SessionSaver::serve(ShareDialog* dialog)
{
    m_dialog = dialog;
    connect(dialog, &ShareDialog::choiceChanged, this, [this] {
        m_dialog->setBusy(true);
        m_later.start();
    });
    estimate();
}

SessionRequest SessionSaver::request(const ShareChoice& choice) const
{
    SessionRequest request;
    for (const auto& id : choice.ids)
        request.ids.push_back(id.toStdString());
    const bool fromSession = !request.ids.empty() && m_library.isInSession(request.ids.front());
    request.archive = fromSession ? m_library.session() : m_library.file();
    request.withFloat = choice.withFloat;
    request.options = choice.options;
    for (const auto& run : m_runs.all())
        request.held[run.record.id] = run.id;
    return request;
}

void SessionSaver::estimate()
{
    if (!m_dialog)
        return;
    const auto wanted = request(m_dialog->choice());
    if (wanted.ids.empty())
        return m_size.fail(tr("Tick at least one run."));
    m_size.start(m_backend.estimateSession(wanted));
}

void SessionSaver::estimated()
{
    if (!m_dialog)
        return;
    m_dialog->setBusy(m_size.isBusy());
    if (m_size.isBusy())
        return;
    if (!m_size.problem().isEmpty())
        m_dialog->setProblem(m_size.problem());
    else if (m_size.value())
        m_dialog->setSize(*m_size.value());
}

void SessionSaver::save(const QString& file)
{
    if (!m_dialog || m_saving.isBusy())
        return;
    m_saving.start(m_backend.saveSession(file.toStdString(), request(m_dialog->choice())), [this, file] {
        if (m_dialog)
            m_dialog->accept();
        Q_EMIT saved(file, m_saving.value()->total());
    });
}

void SessionSaver::ended()
{
    if (m_dialog)
        m_dialog->setBusy(m_saving.isBusy());
    if (m_saving.isBusy() || m_saving.problem().isEmpty())
        return;
    if (m_dialog)
        m_dialog->setProblem(m_saving.problem());
    Q_EMIT problem(m_saving.problem());
}

}

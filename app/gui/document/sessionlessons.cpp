// SPDX-License-Identifier: GPL-3.0-or-later
// The session's side of the lessons.

#include "gui/document/session.h"

namespace quantscope {

void Session::setLessonsWanted(bool on)
{
    if (on == m_lessonsWanted)
        return;
    m_lessonsWanted = on;
    refreshLesson();
}

// Any models that know what enters the checkpoint's layers will do, the run under way included.
ModelsPtr Session::lessonModels() const
{
    const Plan* plan = nullptr;
    for (const auto& models : {viewModels(plan), m_runs.front().outcome.models})
        if (hasLessons(models))
            return models;
    return nullptr;
}

int Session::tellingSite(const LessonWish& wish) const
{
    return tellingLayer(lessonModels(), wish);
}

void Session::refreshLesson()
{
    if (!m_lessonsWanted || m_site < 0 || !isOpen())
        return;
    const auto models = lessonModels();
    const auto source = lessonSource(models);
    if (source && source == m_lessonSource && m_site == m_lessonSite)
        return;
    if (m_cancelLesson)
        m_cancelLesson();
    const int request = ++m_lessonRequest;
    m_lessonSource = source;
    m_lessonSite = m_site;
    m_lessonBusy = models != nullptr;
    m_lessonProblem = models ? QString() : tr("What enters the layers is being read from calibration questions…");
    Q_EMIT lessonChanged();
    if (!models)
        return;
    JobEnd<LessonData> end;
    end.done = [this, request](LessonData lesson) {
        if (request != m_lessonRequest)
            return;
        m_lesson = std::make_shared<const LessonData>(std::move(lesson));
        m_lessonBusy = false;
        Q_EMIT lessonChanged();
    };
    end.failed = [this, request](const QString& sentence) {
        if (request != m_lessonRequest)
            return;
        m_lessonProblem = sentence;
        m_lessonBusy = false;
        Q_EMIT lessonChanged();
    };
    end.cancelled = [] {};
    m_cancelLesson = m_engine.submit<LessonData>(
        Engine::Short, this,
        [models, site = m_site](const Progress& progress) { return readLesson(models, site, progress); }, end);
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

namespace quantscope {

// The newest of a row of jobs that answer one question: starting the next cancels the one before, and nothing of that
// one arrives any more. Lives on the GUI thread.
template <typename R> class Latest
{
public:
    using Hear = std::function<void()>;

    // `changed` is called whenever a job begins or ends and when fail() says why there is none.
    explicit Latest(Hear changed = [] {})
        : m_changed(std::move(changed))
    {
    }
    ~Latest()
    {
        cancel();
    }
    Latest(const Latest&) = delete;
    Latest& operator=(const Latest&) = delete;

    // `then` is called when the job has brought a value, before `changed`.
    void start(
        const Call<R>& call, const Hear& then = [] {})
    {
        cancel();
        const int request = m_request;
        JobEnd<R> end;
        end.done = [this, request, then](R value) {
            if (!ends(request))
                return;
            m_value = std::make_shared<const R>(std::move(value));
            then();
            m_changed();
        };
        end.failed = [this, request](const QString& sentence) {
            if (ends(request))
                fail(sentence);
        };
        end.cancelled = [this, request] {
            if (ends(request))
                m_changed();
        };
        m_problem.clear();
        m_cancel = call(&m_receiver, std::move(end));
        m_changed();
    }

    // Value and problem stay.
    void cancel()
    {
        ++m_request;
        if (const auto stop = std::exchange(m_cancel, nullptr))
            stop();
    }

    // Instead of a job that cannot be asked for.
    void fail(const QString& problem)
    {
        cancel();
        m_problem = problem;
        m_changed();
    }

    // As new.
    void clear()
    {
        cancel();
        m_value.reset();
        m_problem.clear();
    }

    // A value that the job has come to on its way.
    void setValue(R value)
    {
        m_value = std::make_shared<const R>(std::move(value));
    }

    bool isBusy() const
    {
        return m_cancel != nullptr;
    }
    // Of the last job that ended well; null: none yet.
    const std::shared_ptr<const R>& value() const
    {
        return m_value;
    }
    // Of the last job, as a sentence; empty: none.
    const QString& problem() const
    {
        return m_problem;
    }

private:
    bool ends(int request)
    {
        if (request != m_request)
            return false;
        m_cancel = nullptr;
        return true;
    }

    Hear m_changed;
    QObject m_receiver;
    Engine::Cancel m_cancel; // set while a job is under way
    int m_request = 0;
    std::shared_ptr<const R> m_value;
    QString m_problem;
};

}

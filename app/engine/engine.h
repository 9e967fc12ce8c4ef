// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QRunnable>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>

#include "base/progress.h"

namespace quantscope {

// Runs `work` as every job runs: without autograd, on a thread that was not set up for it.
void runWithoutGradients(const std::function<void()>& work);
// The same beside a longer job, whose results must not depend on it.
void runBeside(const std::function<void()>& work);
// An exception as a sentence for people.
QString describeException(const std::exception_ptr&);

// What becomes of a job; called on the GUI thread, exactly one of the three, never after the receiver is gone.
template <typename R> struct JobEnd
{
    std::function<void(R)> done;
    std::function<void(QString)> failed;
    std::function<void()> cancelled;
};

// What one thread wrote before pass() is seen by the one that takes. Qt's queues order the two as well, but out of
// sight of a thread sanitizer, which sees only code that it was compiled into.
class Handover
{
public:
    void pass()
    {
        m_passed.store(true, std::memory_order_release);
    }
    void take() const
    {
        static_cast<void>(m_passed.load(std::memory_order_acquire));
    }

private:
    std::atomic<bool> m_passed = false;
};

// Work on its way through a thread pool, which deletes it.
template <typename R> class Job final : public QRunnable
{
public:
    Job(std::function<R(const Progress&)> work, std::shared_ptr<Handover> toWindow, bool beside)
        : m_work(std::move(work))
        , m_beside(beside)
        , m_toWindow(std::move(toWindow))
    {
        m_promise.start();
        m_toWorker.pass();
    }

    QFuture<R> future() const
    {
        return m_promise.future();
    }

    void run() override
    {
        m_toWorker.take();
        try {
            (m_beside ? runBeside : runWithoutGradients)([this] {
                Progress progress;
                progress.cancelled = [this] { return m_promise.isCanceled(); };
                progress.check();
                m_promise.addResult(m_work(progress));
            });
        } catch (const Cancelled&) {
            m_promise.future().cancel();
        } catch (...) {
            m_promise.setException(std::current_exception());
        }
        m_work = nullptr; // what it holds is freed here, before the window learns of the end
        m_toWindow->pass();
        m_promise.finish();
    }

private:
    Handover m_toWorker;
    QPromise<R> m_promise;
    std::function<R(const Progress&)> m_work;
    bool m_beside;
    std::shared_ptr<Handover> m_toWindow;
};

// One background thread for long work, one after the other, and one for short questions about single layers, so that
// these answer while a run goes on. Destroying it cancels everything and waits for it.
class Engine : public QObject
{
    Q_OBJECT

public:
    enum Lane { Long, Short };

    explicit Engine(QObject* parent = nullptr);
    ~Engine() override;

    using Cancel = std::function<void()>;

    // Queues `work`. The returned function asks it to stop; calling it later or twice does nothing.
    template <typename R>
    Cancel submit(Lane lane, QObject* receiver, std::function<R(const Progress&)> work, JobEnd<R> end)
    {
        const auto toWindow = std::make_shared<Handover>();
        auto* job = new Job<R>(std::move(work), toWindow, lane == Short);
        auto future = job->future();
        auto* watcher = new QFutureWatcher<R>(receiver);
        connect(watcher, &QFutureWatcherBase::finished, receiver, [watcher, end, toWindow] {
            toWindow->take();
            watcher->deleteLater();
            finish(*watcher, end);
        });
        watcher->setFuture(future);
        m_jobs.removeIf([](const QFuture<void>& earlier) { return earlier.isFinished(); });
        m_jobs.append(QFuture<void>(future));
        pool(lane).start(job);
        return [future]() mutable { future.cancel(); };
    }

private:
    template <typename R> static void finish(QFutureWatcher<R>& watcher, const JobEnd<R>& end)
    {
        if (watcher.isCanceled() && watcher.future().resultCount() == 0) {
            try {
                watcher.future().waitForFinished(); // rethrows what the job threw
            } catch (...) {
                return end.failed(describeException(std::current_exception()));
            }
            return end.cancelled();
        }
        end.done(watcher.future().result());
    }

    QThreadPool& pool(Lane lane)
    {
        return lane == Long ? m_long : m_short;
    }

    QThreadPool m_long, m_short;
    QList<QFuture<void>> m_jobs;
};

// A job to be asked for: puts it into its queue for a receiver and gives what asks it to stop.
template <typename R> using Call = std::function<Engine::Cancel(QObject* receiver, JobEnd<R>)>;

}

#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QString>
#include <QThreadPool>
#include <QtConcurrent>

#include <functional>
#include <memory>

#include "base/progress.h"

namespace quantscope {

// Runs `work` as every job runs: without autograd, on a thread that was not set up for it.
void runWithoutGradients(const std::function<void()>& work);
// An exception as a sentence for people.
QString describeException(const std::exception_ptr&);

// What becomes of a job; called on the GUI thread, exactly one of the three, never after the receiver is gone.
template<typename R>
struct JobEnd
{
    std::function<void(R)> done;
    std::function<void(QString)> failed;
    std::function<void()> cancelled;
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
    template<typename R>
    Cancel submit(Lane lane, QObject* receiver, std::function<R(const Progress&)> work, JobEnd<R> end)
    {
        auto* watcher = new QFutureWatcher<R>(receiver);
        connect(watcher, &QFutureWatcherBase::finished, receiver, [watcher, end] {
            watcher->deleteLater();
            finish(*watcher, end);
        });
        auto future = QtConcurrent::run(&pool(lane), [work = std::move(work)](QPromise<R>& promise) {
            try {
                runWithoutGradients([&] {
                    Progress progress;
                    progress.cancelled = [&promise] { return promise.isCanceled(); };
                    progress.check();
                    promise.addResult(work(progress));
                });
            } catch (const Cancelled&) {
                promise.future().cancel();
            } catch (...) {
                promise.setException(std::current_exception());
            }
        });
        watcher->setFuture(future);
        m_jobs.removeIf([](const QFuture<void>& job) { return job.isFinished(); });
        m_jobs.append(QFuture<void>(future));
        return [future]() mutable { future.cancel(); };
    }

private:
    template<typename R>
    static void finish(QFutureWatcher<R>& watcher, const JobEnd<R>& end)
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

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <memory>

#include "engine/latest.h"
#include "gui/document/session.h"
#include "gui/report/reportorder.h"

namespace quantscope {

// Gathers what a report needs (records from the store, layers of runs, whose weights are made again where they have
// left memory, pictures of the open benchmark) and writes it on a thread of its own.
class ReportJob : public QObject
{
    Q_OBJECT

public:
    explicit ReportJob(Session&, QObject* parent = nullptr);
    ~ReportJob() override;

    void start(const ReportOrder&);
    void stop(); // files that are complete stay
    bool isBusy() const
    {
        return m_running;
    }

Q_SIGNALS:
    void progressed(double fraction, QString what);
    void written(QStringList files);
    void problem(QString);
    void stopped();

private:
    struct Feed;
    // A layer of a run whose weights are held.
    struct Wish
    {
        size_t run = 0; // in the input
        int held = 0; // id of the window
        LayerIndex layer = 0;
    };

    std::vector<Task> tasks();
    void tell(double fraction, const QString& what);
    void gather(std::vector<RunRecord> records);
    void wishFor(size_t run, int held);
    bool canMakeAgain(const RunRecord&) const;
    void makeAgain(size_t run);
    void nextRun();
    void end();
    std::optional<RunRecord> recordInMemory(const std::string& id) const;
    void nextLayer();
    void write();
    void fail(const QString& problem);

    Session& m_session;
    ReportOrder m_order;
    ReportInput m_input;
    std::vector<Wish> m_wishes;
    size_t m_nextWish = 0, m_nextRun = 0;
    std::vector<int> m_made; // ids of runs that are held for this report alone
    int m_lastMade = -1; // those of the window are above
    FeedPtr m_making;
    QString m_makingOf;
    bool m_running = false;
    double m_fraction = 0;
    QString m_what;
    std::shared_ptr<Feed> m_feed;
    QTimer m_poll;
    Latest<std::vector<RunRecord>> m_records;
    Latest<RunRecord> m_remake;
    Latest<LayerView> m_view;
    Latest<bool> m_written;
    std::unique_ptr<Engine> m_engine;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <memory>

#include "engine/latest.h"
#include "gui/document/session.h"
#include "gui/report/reportorder.h"

namespace quantscope {

// Gathers what a report needs (records from the store, layers of runs whose models are held, pictures of the open
// benchmark) and writes it on a thread of its own.
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
    struct Wish
    {
        size_t run = 0; // in the input
        int held = 0; // id of the window
        LayerIndex layer = 0;
    };

    std::vector<Task> tasks();
    void tell(double fraction, const QString& what);
    void gather(std::vector<RunRecord> records);
    std::optional<RunRecord> recordInMemory(const std::string& id) const;
    void nextLayer();
    void write();
    void fail(const QString& problem);

    Session& m_session;
    ReportOrder m_order;
    ReportInput m_input;
    std::vector<Wish> m_wishes;
    size_t m_nextWish = 0;
    bool m_running = false;
    double m_fraction = 0;
    QString m_what;
    std::shared_ptr<Feed> m_feed;
    QTimer m_poll;
    Latest<std::vector<RunRecord>> m_records;
    Latest<LayerView> m_view;
    Latest<bool> m_written;
    std::unique_ptr<Engine> m_engine;
};

}

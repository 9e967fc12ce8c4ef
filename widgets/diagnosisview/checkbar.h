// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "common/scoremeaning.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace quantscope {

// What sets one bar apart from another.
struct CheckBarTexts
{
    QString start;
    QString stop, questions, progress; // accessible names
};

// How many questions, start, stop and how far it is: for what measures models of a run one after the other.
class CheckBar : public QWidget
{
    Q_OBJECT

public:
    explicit CheckBar(const CheckBarTexts&, QWidget* parent = nullptr);

    void setAvailable(bool);
    void setRunning(bool, double fraction = 0, const QString& what = {});
    bool isRunning() const
    {
        return m_running;
    }
    void setMeaning(const ScoreMeaning&); // of the answers that it counts
    int questions() const;

signals:
    void startRequested(int questions);
    void stopRequested();

private:
    void updateControls();

    bool m_available = false, m_running = false;
    QSpinBox* m_questions;
    QPushButton* m_start;
    QPushButton* m_stop;
    QProgressBar* m_progress;
    QLabel* m_meaning;
};

}

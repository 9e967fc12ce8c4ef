// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace quantscope {

class Document;
class RunList;

// The window's lowest line: size of the planned model, what goes on, how far it is, how long it takes, stop.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    StatusLine(Document&, RunList&, QWidget* parent = nullptr);

    QString sizeText() const;
    QString progressText() const;

private:
    void updateSize();
    void updateProgress();
    QString readyText() const;

    const Document& m_document;
    const RunList& m_runs;
    QLabel* m_size;
    QLabel* m_stage;
    QProgressBar* m_bar;
    QLabel* m_left;
    QToolButton* m_stop;
};

}

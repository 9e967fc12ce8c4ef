// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

#include "tasks/dataset.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace quantscope {

// The choice of a benchmark's question that has an image; of several, its first is asked about.
class BenchmarkPicture : public QWidget
{
    Q_OBJECT

public:
    explicit BenchmarkPicture(QWidget* parent = nullptr);

    // Goes to its first question with an image, unless it is the same benchmark; null: there is none.
    void setDataset(std::shared_ptr<const Dataset>);
    void setRow(int row); // of a question; one without image is not gone to
    void setSelectedRow(int row); // in other views; -1: none; gone to until the user chooses another
    bool isEmpty() const; // no question has an image
    int row() const
    {
        return m_row;
    }
    const Question* question() const; // null: none
    QString title() const; // "#12"

signals:
    void changed();

protected:
    void changeEvent(QEvent*) override;

private:
    int neighbour(int step) const;
    void choose(int row);
    void go(int row);
    void updateTexts();
    void updateIcons();

    std::shared_ptr<const Dataset> m_dataset;
    int m_row = -1, m_selected = -1;
    bool m_isChosen = false; // by the user, and not the selected one
    QLabel* m_about;
    QToolButton* m_previous;
    QToolButton* m_next;
    QPushButton* m_useSelected;
};

}

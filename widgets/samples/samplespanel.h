// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "common/saveas.h"
#include "samples/imageloader.h"
#include "samples/samplefiltermodel.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;

namespace quantscope {

// The list of questions with its filter. `sampleSelected` when the user goes to a row, `sampleOpened` when they want to
// see it large (Space, Enter, double click); rows count in the data set. The model is filled by the owner.
class SamplesPanel : public QWidget
{
    Q_OBJECT

public:
    SamplesPanel(SampleListModel*, SaveAs, QWidget* parent = nullptr);

    void setRunning(bool); // answers are arriving
    void setSelectedSample(int row);
    int selectedSample() const; // -1: none
    void setShow(SampleFilterModel::Show);
    void setCategory(const QString&); // empty: all
    void setOrder(SampleFilterModel::Order);
    void settleOrder(); // see SampleFilterModel::settle()
    void setFlipsOnly(bool);
    bool flipsOnly() const;
    void focusSearch();
    void focusList();
    void stepToFlip(int step); // 1: the next, -1: the previous
    SampleFilterModel* filter() const;

signals:
    void sampleSelected(int row);
    void sampleOpened(int row);
    void orderChanged(SampleFilterModel::Order);
    void traceRequested(int row);
    void playgroundRequested(int row);

protected:
    void changeEvent(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    void watchModels();
    void buildFilterRow();
    void buildList(SaveAs);
    void addKeys();
    void addQuestionActions();
    void fillCategories();
    void applyFilter();
    void updateTexts();
    void updateMeaning();
    void updateColors();
    QString emptyText() const;
    int countedQuestions() const;
    void select(int sample);
    void keepSelection();
    void tellSelection();
    void open();

    SampleListModel* m_model;
    SampleFilterModel* m_filter;
    ImageLoader* m_loader;
    QComboBox* m_show = nullptr;
    QComboBox* m_category = nullptr;
    QComboBox* m_order = nullptr;
    QLineEdit* m_search = nullptr;
    QLabel* m_count = nullptr;
    QLabel* m_protocol = nullptr;
    QLabel* m_empty = nullptr;
    QListView* m_list = nullptr;
    int m_selected = -1; // stays when the filter hides its row
    bool m_running = false;
    bool m_silent = false; // the list's current row moves, but not by the user
    bool m_removing = false;
};

}

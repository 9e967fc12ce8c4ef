// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "common/saveas.h"
#include "sweep/sweeprow.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace quantscope {

class ParetoPlot;
class SegmentedButtons;
class SweepTableModel;

// A recipe that a list may hold, by name.
struct SweepChoice
{
    QString id, title;
};

// The queue of a sweep: recipes of a grid over the one in the editor, or from a list; their runs as a table and as size
// against hits. Every wish is a signal; the owner answers with the setters.
class SweepPanel : public QWidget
{
    Q_OBJECT

public:
    static constexpr int gridFields = 3;

    explicit SweepPanel(SaveAs, QWidget* parent = nullptr);

    void setChoices(const std::vector<SweepChoice>&);
    void setRows(const std::vector<SweepRow>&);
    void setRunning(bool);
    void setProblem(const QString&); // what is wrong with the fields; empty: nothing
    // Fields with values, as they are typed: "3, 4, 8" or "rtn, gptq".
    std::vector<SweepField> fields() const;
    void setField(int index, const QString& path, const QString& values);
    bool showsAllRuns() const;

signals:
    void gridAdded(); // see fields()
    void listAdded(QStringList ids);
    void currentAdded(); // the recipe in the editor
    void startRequested();
    void stopRequested();
    void removeRequested(int row);
    void clearRequested();
    void openRequested(int row);
    void allRunsToggled(bool);

protected:
    bool eventFilter(QObject*, QEvent*) override;

private:
    QWidget* createGrid();
    QWidget* createList();
    QWidget* createQueue(SaveAs);
    QWidget* createButtons();
    void add();
    void open(int row);
    int currentRow() const;
    void updateButtons();
    void makeRoom(bool anew);
    void fillWithNames();

    std::vector<SweepRow> m_rows;
    bool m_running = false;
    SegmentedButtons* m_mode = nullptr;
    QStackedWidget* m_pages = nullptr;
    std::vector<QComboBox*> m_paths;
    std::vector<QLineEdit*> m_values;
    QListWidget* m_list = nullptr;
    QLabel* m_problem = nullptr;
    ParetoPlot* m_plot = nullptr;
    QTableView* m_table = nullptr;
    SweepTableModel* m_model = nullptr;
    QCheckBox* m_allRuns = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_clear = nullptr;
};

}

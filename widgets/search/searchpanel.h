// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>
#include <optional>

#include "bitalloc/bitsearch.h"
#include "common/saveas.h"
#include "common/scoremeaning.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSlider;
class QSpinBox;
class QTableView;
class QStackedWidget;
class QTableWidget;
class QTabWidget;

namespace quantscope {

class GroupTableModel;
class SensitivityPlot;

// A run whose bits per group and hits are known: what predictions rest on.
struct KnownRun
{
    QString name;
    std::vector<int> bits;
    double correct = 0;
    qint64 total = 0;
};

// Scores of the layers, their agreement, and bits under a budget. Moving the slider searches anew at once; everything
// else is asked for by signals and answered by the setters.
class SearchPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SearchPanel(SaveAs, QWidget* parent = nullptr);

    void setLayers(const std::vector<Layer>&);
    void setTable(const SensitivityTable&); // complete or not
    // The search for the chosen measure and budget; unset where scores are missing, for the reason in `why`.
    void setSearch(std::shared_ptr<const BitSearch>, const QString& why = {});
    void setRecipeBits(const std::vector<std::optional<int>>& byGroup, double averageBits, double megabytes);
    void setKnownRuns(std::vector<KnownRun>);
    void setMeaning(const ScoreMeaning&); // of these runs' scores and of the predicted one
    // `fraction` negative: no measuring is under way.
    void setProgress(double fraction, const QString& what);
    void setSelectedLayer(int);

    QString measure() const;
    BudgetKind budgetKind() const;
    qint64 questions() const;
    bool keepsOverrides() const;
    std::optional<BitAssignment> assignment() const;
    std::optional<double> predictedCorrect() const;

signals:
    void measureRequested();
    void stopRequested();
    void searchChanged(); // another measure, kind of budget or treatment of overrides
    void applyRequested();
    void runRequested();
    void layerSelected(int layer);

private:
    QWidget* createMeasuring();
    QWidget* createBudget();
    QWidget* createPlots(const SaveAs&);
    void addTables(QTabWidget&, const SaveAs&);
    void assign();
    void showScores();
    void showBits();
    void showResult();
    void showAgreement();
    void setBudgetRange();
    void sliderMoved(int);
    void budgetTyped(double);
    QString resultText() const;

    SensitivityTable m_table;
    std::vector<Layer> m_layers;
    std::shared_ptr<const BitSearch> m_search;
    std::optional<BitAssignment> m_assignment;
    std::vector<std::optional<int>> m_recipeBits;
    std::vector<KnownRun> m_runs;
    ScoreMeaning m_meaning;
    double m_budget = 4; // in the unit of the spin box
    std::optional<double> m_recipeAverage, m_recipeMegabytes;
    bool m_measuring = false;
    QString m_why;

    QComboBox* m_measure = nullptr;
    QComboBox* m_width = nullptr;
    QSpinBox* m_questions = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_stop = nullptr;
    QProgressBar* m_progress = nullptr;
    SensitivityPlot* m_scores = nullptr;
    SensitivityPlot* m_bits = nullptr;
    GroupTableModel* m_groups = nullptr;
    QTableView* m_groupView = nullptr;
    QStackedWidget* m_groupPages = nullptr; // the table, or what it will be
    QStackedWidget* m_agreementPages = nullptr;
    QTableWidget* m_agreement = nullptr;
    QComboBox* m_kind = nullptr;
    QSlider* m_slider = nullptr;
    QDoubleSpinBox* m_spin = nullptr;
    QCheckBox* m_keep = nullptr;
    QLabel* m_result = nullptr;
    QPushButton* m_apply = nullptr;
    QPushButton* m_run = nullptr;
};

}

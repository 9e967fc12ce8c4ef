// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>

#include "common/tableexport.h"
#include "guitest.h"
#include "madeupmodel.h"
#include "search/grouptablemodel.h"
#include "search/searchpanel.h"
#include "search/sensitivityplot.h"
#include "testmain.h"

using namespace quantscope;

namespace {

Recipe fourBits()
{
    Recipe recipe;
    for (const Tower tower : allTowers())
        recipe.tower(tower).scheme.weightBits = 4;
    return recipe;
}

SensitivityTable madeUpScores(const ModelOutline& outline)
{
    SensitivityTable table;
    table.groups = bitGroups(outline.layers, resolve(fourBits(), outline.layers));
    table.bits = {2, 3, 4, 5, 6, 8};
    table.questions = 8;
    for (const char* measure : {"kurtosis", "kl"}) {
        MeasuredScores scores{measure, {}};
        for (size_t g = 0; g < table.groups.size(); ++g) {
            auto& row = scores.rows.emplace_back();
            for (size_t b = 0; b < table.bits.size(); ++b)
                row.push_back(double(1 + (7 * g) % 5) * std::pow(0.25, double(b)) * (measure[1] == 'l' ? 1e-2 : 1));
        }
        table.measures.push_back(std::move(scores));
    }
    return table;
}

template <typename T> T* child(const QWidget& parent, const QString& name)
{
    for (auto* one : parent.findChildren<T*>())
        if (one->accessibleName() == name)
            return one;
    return nullptr;
}

QPushButton* button(const QWidget& parent, const QString& text)
{
    for (auto* one : parent.findChildren<QPushButton*>())
        if (one->text().remove('&') == text)
            return one;
    return nullptr;
}

}

class SearchPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_outline = madeUpModel();
        m_table = madeUpScores(*m_outline);
        m_panel = std::make_unique<SearchPanel>([](auto&&...) {});
        m_panel->resize(620, 760);
        m_panel->setLayers(m_outline->layers);
        m_panel->setProgress(-1, {});
    }

    void saysWhatWillAppear()
    {
        m_panel->show();
        QVERIFY(!m_panel->assignment());
        QVERIFY(!child<QSlider>(*m_panel, "Budget")->isEnabled());
        QVERIFY(!button(*m_panel, "Use as recipe")->isEnabled());
        QVERIFY(button(*m_panel, "Measure")->isEnabled());
        QVERIFY(child<QLabel>(*m_panel, "Result of the search")->text().contains("measured"));
        m_panel->setSearch(nullptr, "because");
        QCOMPARE(child<QLabel>(*m_panel, "Result of the search")->text(), QString("because"));
    }

    void theSliderSearchesAtOnce()
    {
        measured();
        auto* slider = child<QSlider>(*m_panel, "Budget");
        auto* spin = child<QDoubleSpinBox>(*m_panel, "Budget as a number");
        QVERIFY(slider->isEnabled());
        QCOMPARE(spin->minimum(), 2.0);
        QCOMPARE(spin->maximum(), 8.0);
        double before = 1e300;
        for (int value = slider->minimum(); value <= slider->maximum(); value += 50) {
            slider->setValue(value);
            const auto found = *m_panel->assignment();
            QVERIFY(found.averageBits <= spin->value() + 1e-3);
            QVERIFY(found.cost <= before + 1e-12);
            before = found.cost;
        }
        QCOMPARE(m_panel->assignment()->averageBits, 8.0);
        spin->setValue(2);
        QCOMPARE(m_panel->assignment()->averageBits, 2.0);
        QCOMPARE(slider->value(), slider->minimum());
        spin->setValue(4);
        QCOMPARE(m_panel->assignment()->averageBits <= 4.0, true);
        QVERIFY(child<QSlider>(*m_panel, "Budget")->value() > 300);
    }

    void keysMoveTheBudget()
    {
        measured();
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        auto* slider = child<QSlider>(*m_panel, "Budget");
        slider->setFocus();
        const auto before = m_panel->assignment()->averageBits;
        QTest::keyClick(slider, Qt::Key_PageUp);
        QVERIFY(m_panel->assignment()->averageBits > before);
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(m_panel->assignment()->averageBits, 2.0);
    }

    void theOtherUnitKeepsTheBudget()
    {
        measured();
        child<QDoubleSpinBox>(*m_panel, "Budget as a number")->setValue(5);
        const auto before = *m_panel->assignment();
        QSignalSpy changed(m_panel.get(), &SearchPanel::searchChanged);
        child<QComboBox>(*m_panel, "Kind of budget")->setCurrentIndex(1);
        QCOMPARE(changed.count(), 1);
        QVERIFY(m_panel->budgetKind() == BudgetKind::Megabytes);
        m_panel->setSearch(
            std::make_shared<BitSearch>(bitProblem(fourBits(), *m_outline, m_table, "kl"), BudgetKind::Megabytes));
        QVERIFY(std::abs(m_panel->assignment()->bytes - before.bytes) < 0.02 * before.bytes);
        const auto megabytes = child<QDoubleSpinBox>(*m_panel, "Budget as a number")->value();
        QVERIFY(std::abs(megabytes * 1e6 - before.bytes) < 0.02 * before.bytes);
    }

    void trueAndPredictedCorrect()
    {
        measured();
        const auto& problem = bitProblem(fourBits(), *m_outline, m_table, "kl");
        child<QDoubleSpinBox>(*m_panel, "Budget as a number")->setValue(4);
        auto* label = child<QLabel>(*m_panel, "Result of the search");
        QVERIFY(label->text().contains("unknown until"));
        QVERIFY(!m_panel->predictedCorrect());
        const size_t groups = problem.groups.size();
        m_panel->setKnownRuns(
            {{"two", std::vector<int>(groups, 2), 100, 400}, {"eight", std::vector<int>(groups, 8), 350, 400}});
        QVERIFY(*m_panel->predictedCorrect() > 100 && *m_panel->predictedCorrect() < 350);
        QVERIFY(label->text().contains("predicted accuracy: about"));
        m_panel->setKnownRuns({{"mine", m_panel->assignment()->bits, 320, 400}});
        QVERIFY2(label->text().contains("measured accuracy: 320 / 400 (80.0 %), mine"), qPrintable(label->text()));
        m_panel->setMeaning({"as published", {"protocol published", "at most 6 tiles"}});
        QVERIFY2(label->text().contains("320 / 400 (80.0 %), as published, mine"), qPrintable(label->text()));
        QCOMPARE(label->toolTip(), QString("protocol published\nat most 6 tiles"));
        m_panel->setKnownRuns(
            {{"two", std::vector<int>(groups, 2), 300, 400}, {"eight", std::vector<int>(groups, 8), 300, 400}});
        QVERIFY2(label->text().contains("about 300 / 400 (75.0 %), as published"), qPrintable(label->text()));
    }

    void aClickSelectsTheLayer()
    {
        measured();
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        QSignalSpy selected(m_panel.get(), &SearchPanel::layerSelected);
        auto* plot = child<SensitivityPlot>(*m_panel, "Sensitivity of every layer");
        plot->setFocus();
        QTest::keyClick(plot, Qt::Key_Home);
        QTest::keyClick(plot, Qt::Key_Right);
        QCOMPARE(selected.count(), 2);
        QCOMPARE(selected[1][0].toInt(), 1);
        QCOMPARE(child<SensitivityPlot>(*m_panel, "Bits of every layer")->selectedLayer(), 1);
        auto* table = child<QTableView>(*m_panel, "Scores and bits of the groups of layers");
        QCOMPARE(table->selectionModel()->selectedRows().value(0).row(), 1);
    }

    void smallScoresHaveOneFormAndAUnit()
    {
        auto scores = m_table;
        scores.measures.push_back({"hits", {}});
        for (size_t g = 0; g < scores.groups.size(); ++g) {
            scores.measures[1].rows[g].assign(scores.bits.size(), g == 0 ? 0.00003 : g == 1 ? 0.02 : 0);
            scores.measures[2].rows.emplace_back(scores.bits.size(), g == 0 ? 3 : g == 1 ? -1 : 0);
        }
        GroupTableModel model;
        model.setTable(scores, 4);
        const int kl = GroupTableModel::leadingColumns + 1, hits = kl + 1;
        const auto column = [&model](int number) {
            QStringList texts;
            for (int row = 0; row < 3; ++row)
                texts << model.index(row, number).data().toString();
            return texts;
        };
        QCOMPARE(column(kl), QStringList({"3.0e-05", "2.0e-02", "0"}));
        QCOMPARE(column(hits), QStringList({"3", "−1", "0"}));
        QVERIFY(model.index(0, kl).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        QCOMPARE(model.headerData(kl, Qt::Horizontal).toString(), QString("Output divergence (nats), 4 bits"));
        QCOMPARE(model.headerData(hits, Qt::Horizontal).toString(), QString("Lost answers, 4 bits"));
    }

    void tablesShowScoresAndAgreement()
    {
        measured();
        auto* table = child<QTableView>(*m_panel, "Scores and bits of the groups of layers");
        const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table->model()->rowCount(), int(m_table.groups.size()));
        QCOMPARE(table->model()->columnCount(), GroupTableModel::leadingColumns + 2);
        QCOMPARE(table->model()->index(0, 1).data().toString(), QString("4"));
        auto* agreement = child<QTableWidget>(*m_panel, "Rank agreement of the measures");
        QCOMPARE(agreement->rowCount(), 1);
        QCOMPARE(agreement->item(0, 2)->text(), QString("1.000")); // the same up to a factor
        QVERIFY(agreement->item(0, 2)->textAlignment() & Qt::AlignRight);
        // Short names, the whole one in the tool tip; scores of all sizes in one form; ranks with a minus sign.
        auto other = m_table;
        other.groups[0].name = "language_model.model.layers.3.self_attn.q_proj + k_proj";
        other.measures[0].rows[0].assign(other.bits.size(), 4960.4);
        for (size_t g = 0; g < other.groups.size(); ++g)
            other.measures[1].rows[g].assign(other.bits.size(), -other.measures[0].rows[g].front());
        m_panel->setTable(other);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QString("llm.3.q_proj + k_proj"));
        QVERIFY(table->model()->index(0, 0).data(Qt::ToolTipRole).toString().startsWith("language_model."));
        QCOMPARE(table->model()->index(0, GroupTableModel::leadingColumns).data().toString(), QString("5.0e+03"));
        QCOMPARE(table->model()->index(0, GroupTableModel::leadingColumns).data(exportRole).toDouble(), 4960.4);
        QCOMPARE(agreement->item(0, 2)->text(), QString("−1.000"));
        m_panel->show();
        m_panel->findChild<QTabWidget*>()->setCurrentIndex(2);
        QVERIFY(agreement->isVisible());
        auto partial = m_table;
        partial.measures[1].rows[3].clear();
        m_panel->setTable(partial);
        QCOMPARE(table->model()->index(3, GroupTableModel::leadingColumns + 1).data().toString(), QString("–"));
        QCOMPARE(agreement->rowCount(), 0);
        m_panel->setTable({});
        QCOMPARE(table->model()->rowCount(), 0);
        QVERIFY(!agreement->isVisible()); // what it will be stands there
    }

    void theScoresFollowTheWidth()
    {
        measured();
        auto* plot = child<SensitivityPlot>(*m_panel, "Sensitivity of every layer");
        auto* width = child<QComboBox>(*m_panel, "Bits of the shown scores");
        QCOMPARE(width->currentData().toInt(), 4);
        const auto before = plot->csv();
        width->setCurrentIndex(0);
        QVERIFY(plot->csv() != before);
        QCOMPARE(plot->csv().count("\r\n"), qsizetype(m_outline->layers.size() + 1));
        QVERIFY(!plot->pngBytes().isEmpty());
        QVERIFY(plot->svgBytes().contains("<svg"));
    }

    void measuringLocksAndUnlocks()
    {
        m_panel->show();
        m_panel->setProgress(0.25, "100 % of x");
        auto* bar = child<QProgressBar>(*m_panel, "Progress of the measuring");
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->value(), 250);
        QVERIFY(!button(*m_panel, "Measure")->isEnabled());
        QSignalSpy stopped(m_panel.get(), &SearchPanel::stopRequested);
        button(*m_panel, "Stop")->click();
        QCOMPARE(stopped.count(), 1);
        m_panel->setProgress(-1, {});
        QVERIFY(!bar->isVisible());
        QSignalSpy wanted(m_panel.get(), &SearchPanel::measureRequested);
        button(*m_panel, "Measure")->click();
        QCOMPARE(wanted.count(), 1);
    }

    void everyControlHasAName()
    {
        for (const auto* widget : m_panel->findChildren<QWidget*>()) {
            const bool control = qobject_cast<const QAbstractButton*>(widget) ||
                qobject_cast<const QComboBox*>(widget) || qobject_cast<const QSlider*>(widget) ||
                qobject_cast<const QAbstractSpinBox*>(widget);
            if (control && widget->focusPolicy() != Qt::NoFocus)
                QVERIFY2(!widget->accessibleName().isEmpty() || !widget->property("text").toString().isEmpty(),
                         widget->metaObject()->className());
        }
    }

private:
    void measured(BudgetKind kind = BudgetKind::AverageBits)
    {
        m_panel->setTable(m_table);
        const auto problem = bitProblem(fourBits(), *m_outline, m_table, "kl");
        m_panel->setRecipeBits(std::vector<std::optional<int>>(problem.groups.size(), 4), 4,
                               uniformBits(problem, 4).bytes / 1e6);
        m_panel->setSearch(std::make_shared<BitSearch>(problem, kind));
    }

    std::shared_ptr<const ModelOutline> m_outline;
    SensitivityTable m_table;
    std::unique_ptr<SearchPanel> m_panel;
};

QUANTSCOPE_TEST(SearchPanelTest)
#include "tst_searchpanel.moc"

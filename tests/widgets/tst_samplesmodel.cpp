// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>

#include "common/tableexport.h"
#include "samples/samplefiltermodel.h"
#include "samplesdata.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::samplesdata;

class TestSamplesModel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void fieldsAndOutcomes();
    void streamsAnswers();
    void staleUntilReplaced();
    void ignoresRowsThatAreNotThere();
    void filters_data();
    void filters();
    void followsAnswers();
    void sorts();
    void whatHasChangedComesFirst();
    void stepsThroughTheFilter();
    void exports();
    void manyRows();

private:
    std::unique_ptr<SampleListModel> m_model;
    std::unique_ptr<SampleFilterModel> m_filter;
    std::unique_ptr<QAbstractItemModelTester> m_modelTester;
    std::unique_ptr<QAbstractItemModelTester> m_filterTester;
};

void TestSamplesModel::init()
{
    m_filterTester.reset();
    m_modelTester.reset();
    m_filter.reset();
    m_model = std::make_unique<SampleListModel>();
    m_filter = std::make_unique<SampleFilterModel>(m_model.get());
    const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
    m_modelTester = std::make_unique<QAbstractItemModelTester>(m_model.get(), mode);
    m_filterTester = std::make_unique<QAbstractItemModelTester>(m_filter.get(), mode);
    QCOMPARE(m_model->rowCount(), 0);
    m_model->setDataset(dataset(8));
    m_model->setAnswers(baselineAnswers(8), currentAnswers(8));
}

void TestSamplesModel::fieldsAndOutcomes()
{
    QCOMPARE(m_model->rowCount(), 8);
    const auto text = [&](int row, int column) { return m_model->index(row, column).data().toString(); };
    QCOMPARE(text(1, SampleListModel::IndexColumn), QString("101"));
    QCOMPARE(text(1, SampleListModel::AnswersColumn), QString("word 1 | Word 1"));
    QCOMPARE(text(1, SampleListModel::BaselineColumn), QString("word 1"));
    QCOMPARE(text(1, SampleListModel::CurrentColumn), QString("ward 1"));
    QCOMPARE(m_model->outcome(0), Outcome::BothRight);
    QCOMPARE(m_model->outcome(1), Outcome::Flip);
    QCOMPARE(m_model->outcome(2), Outcome::Repaired);
    QCOMPARE(m_model->outcome(3), Outcome::BothWrong);
    QCOMPARE(m_model->index(1, 0).data(SampleListModel::BaselineRightRole).toBool(), true);
    QCOMPARE(m_model->index(1, 0).data(SampleListModel::CurrentRightRole).toBool(), false);
    const auto sentence = m_model->index(1, 0).data(Qt::AccessibleTextRole).toString();
    for (const auto* part : {"Question 101", "Handwriting Recognition", "“word 1”, right", "“ward 1”, wrong", "Flip"})
        QVERIFY2(sentence.contains(QString::fromUtf8(part)), qPrintable(sentence));
}

void TestSamplesModel::streamsAnswers()
{
    m_model->setDataset(dataset(8));
    QCOMPARE(m_model->outcome(0), Outcome::Unknown);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->updateBaseline({rightAnswer(2), rightAnswer(3), rightAnswer(6)});
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed[0][0].toModelIndex().row(), 2);
    QCOMPARE(changed[0][1].toModelIndex().row(), 3);
    QCOMPARE(changed[1][0].toModelIndex().row(), 6);
    QVERIFY(!m_model->index(2, 0).data(SampleListModel::CurrentRightRole).isValid());
    m_model->updateCurrent({wrongAnswer(3)});
    QCOMPARE(m_model->outcome(3), Outcome::Flip);
    QCOMPARE(m_model->outcome(2), Outcome::Unknown);
}

void TestSamplesModel::staleUntilReplaced()
{
    m_model->setCurrentStale(true);
    QVERIFY(m_model->isStale(0) && m_model->isStale(7));
    QCOMPARE(m_model->outcome(1), Outcome::Flip);
    QVERIFY(m_model->index(1, 0).data(Qt::AccessibleTextRole).toString().contains("old"));
    m_model->updateCurrent({rightAnswer(1)});
    QVERIFY(!m_model->isStale(1) && m_model->isStale(2));
    QCOMPARE(m_model->outcome(1), Outcome::BothRight);
    m_model->setCurrentStale(false);
    QVERIFY(!m_model->isStale(2));
    m_model->setDataset(dataset(3));
    m_model->setCurrentStale(true); // nothing answered, nothing old
    QVERIFY(!m_model->isStale(0));
}

void TestSamplesModel::ignoresRowsThatAreNotThere()
{
    m_model->updateCurrent({rightAnswer(100)});
    m_model->setNames("MQuant", "MQuant W4A8");
    m_model->setAnswers({}, {});
    QCOMPARE(m_model->outcome(7), Outcome::Unknown);
    QCOMPARE(m_model->headerData(SampleListModel::BaselineColumn, Qt::Horizontal).toString(), QString("MQuant"));
    m_model->setDataset(nullptr);
    QCOMPARE(m_model->rowCount(), 0);
    m_model->updateCurrent({rightAnswer(0)});
    m_model->setCurrentStale(true);
}

void TestSamplesModel::filters_data()
{
    using Show = SampleFilterModel::Show;
    QTest::addColumn<Show>("show");
    QTest::addColumn<QString>("category");
    QTest::addColumn<QString>("search");
    QTest::addColumn<QList<int>>("rows");
    QTest::newRow("all") << Show::All << ""
                         << "" << QList<int>{0, 1, 2, 3, 4, 5, 6, 7};
    QTest::newRow("flips") << Show::Flips << ""
                           << "" << QList<int>{1, 5};
    QTest::newRow("repaired") << Show::Repaired << ""
                              << "" << QList<int>{2, 6};
    QTest::newRow("both wrong") << Show::BothWrong << ""
                                << "" << QList<int>{3, 7};
    QTest::newRow("both right") << Show::BothRight << ""
                                << "" << QList<int>{0, 4};
    QTest::newRow("changed") << Show::ChangedText << ""
                             << "" << QList<int>{1, 2, 5, 6};
    QTest::newRow("unanswered") << Show::Unanswered << ""
                                << "" << QList<int>{};
    QTest::newRow("category") << Show::All << "Handwriting Recognition"
                              << "" << QList<int>{1, 4, 7};
    QTest::newRow("both filters") << Show::Flips << "Handwriting Recognition"
                                  << "" << QList<int>{1};
    QTest::newRow("in question") << Show::All << ""
                                 << "SIGNED" << QList<int>{0, 2, 4, 6};
    QTest::newRow("in answer") << Show::All << ""
                               << "wORD 3" << QList<int>{3};
    QTest::newRow("in predictions") << Show::All << ""
                                    << "ward" << QList<int>{1, 2, 3, 5, 6, 7};
}

void TestSamplesModel::filters()
{
    QFETCH(SampleFilterModel::Show, show);
    QFETCH(QString, category);
    QFETCH(QString, search);
    m_filter->setShow(show);
    m_filter->setCategory(category);
    m_filter->setSearch(search);
    QList<int> rows;
    for (int row = 0; row < m_filter->rowCount(); ++row)
        rows << m_filter->sampleAt(row);
    QTEST(rows, "rows");
}

void TestSamplesModel::followsAnswers()
{
    m_filter->setShow(SampleFilterModel::Show::Flips);
    QCOMPARE(m_filter->rowCount(), 2);
    m_model->updateCurrent({wrongAnswer(0)});
    QCOMPARE(m_filter->rowCount(), 3);
    m_model->updateCurrent({rightAnswer(1), rightAnswer(5)});
    QCOMPARE(m_filter->rowCount(), 1);
    QCOMPARE(m_filter->sampleAt(0), 0);
    m_filter->setShow(SampleFilterModel::Show::Unanswered);
    m_model->setAnswers(baselineAnswers(8), {});
    QCOMPARE(m_filter->rowCount(), 8);
    m_model->updateCurrent({rightAnswer(4)});
    QCOMPARE(m_filter->rowCount(), 7);
}

void TestSamplesModel::sorts()
{
    m_filter->setOrder(SampleFilterModel::Order::Category);
    QCOMPARE(m_filter->sampleAt(0), 2);
    QCOMPARE(m_filter->sampleAt(1), 5);
    m_filter->setOrder(SampleFilterModel::Order::Length);
    m_model->updateCurrent({prediction(6, "a very long answer that does not end", false)});
    QCOMPARE(m_filter->sampleAt(0), 6);
    QCOMPARE(m_filter->sampleAt(1), 0);
    m_filter->setOrder(SampleFilterModel::Order::Index);
    QCOMPARE(m_filter->sampleAt(6), 6);
}

void TestSamplesModel::whatHasChangedComesFirst()
{
    const auto rows = [this] {
        QList<int> list;
        for (int row = 0; row < m_filter->rowCount(); ++row)
            list << m_filter->sampleAt(row);
        return list;
    };
    QVERIFY(m_filter->settle());
    QCOMPARE(rows(), QList<int>({1, 5, 2, 6, 0, 3, 4, 7}));
    QVERIFY(!m_filter->settle());
    m_model->updateCurrent({wrongAnswer(0), rightAnswer(1)}); // moves nothing yet
    QCOMPARE(rows(), QList<int>({1, 5, 2, 6, 0, 3, 4, 7}));
    QCOMPARE(m_filter->nextFlip(-1, 1), 5);
    QVERIFY(m_filter->settle());
    QCOMPARE(rows(), QList<int>({0, 5, 2, 6, 1, 3, 4, 7}));
    m_filter->setShow(SampleFilterModel::Show::BothRight);
    QCOMPARE(m_filter->neighbour(5, 1), 1); // those behind a hidden one
    m_filter->setShow(SampleFilterModel::Show::All);
    m_filter->setOrder(SampleFilterModel::Order::Index);
    QCOMPARE(rows(), QList<int>({0, 1, 2, 3, 4, 5, 6, 7}));
    m_filter->setOrder(SampleFilterModel::Order::Changed);
    m_model->setDataset(dataset(3)); // nothing is known of it
    QCOMPARE(rows(), QList<int>({0, 1, 2}));
}

void TestSamplesModel::stepsThroughTheFilter()
{
    m_filter->setShow(SampleFilterModel::Show::Flips); // 1, 5
    QCOMPARE(m_filter->neighbour(1, 1), 5);
    QCOMPARE(m_filter->neighbour(5, 1), -1);
    QCOMPARE(m_filter->neighbour(1, -1), -1);
    QCOMPARE(m_filter->neighbour(3, 1), 5);
    QCOMPARE(m_filter->neighbour(3, -1), 1);
    QCOMPARE(m_filter->neighbour(7, 1), -1);
    QCOMPARE(m_filter->neighbour(7, -1), 5);
    QCOMPARE(m_filter->neighbour(-1, 1), -1);
    m_filter->setShow(SampleFilterModel::Show::All);
    QCOMPARE(m_filter->nextFlip(-1, 1), 1);
    QCOMPARE(m_filter->nextFlip(-1, -1), 5);
    QCOMPARE(m_filter->nextFlip(1, 1), 5);
    QCOMPARE(m_filter->nextFlip(5, 1), 1);
    QCOMPARE(m_filter->nextFlip(3, -1), 1);
    QCOMPARE(m_filter->nextFlip(1, -1), 5);
    m_filter->setShow(SampleFilterModel::Show::BothRight);
    QCOMPARE(m_filter->nextFlip(0, 1), -1);
}

void TestSamplesModel::exports()
{
    m_filter->setShow(SampleFilterModel::Show::Flips);
    const auto lines = modelToCsv(*m_filter).split("\r\n");
    QCOMPARE(lines[0], QString("Index,Category,Question,Accepted answers,Float,Quantized,Outcome"));
    QCOMPARE(lines[1],
             QString("101,Handwriting Recognition,what is written in the image?,word 1 | Word 1,word 1,ward 1,"
                     "\"Flip: was right, now wrong\""));
    QCOMPARE(lines.size(), 4);
}

void TestSamplesModel::manyRows()
{
    m_modelTester.reset();
    m_filterTester.reset();
    m_model->setDataset(dataset(5000));
    m_model->setAnswers(baselineAnswers(5000), currentAnswers(5000));
    m_filter->setShow(SampleFilterModel::Show::Flips);
    QCOMPARE(m_filter->rowCount(), 1250);
    m_filter->setSearch("ward 7");
    QCOMPARE(m_filter->rowCount(), 27); // 73, 77 and every fourth of 701 to 797
    m_filter->setSearch({});
    m_filter->setShow(SampleFilterModel::Show::All);
    QCOMPARE(m_filter->rowCount(), 5000);
    const auto firstRow = m_filter->mapToSource(m_filter->index(0, 0)).row();
    m_filter->setOrder(SampleFilterModel::Order::Category);
    QVERIFY(m_filter->mapToSource(m_filter->index(0, 0)).row() != firstRow);
    m_model->setCurrentStale(true);
    QCOMPARE(m_filter->rowCount(), 5000);
}

QUANTSCOPE_TEST(TestSamplesModel)
#include "tst_samplesmodel.moc"

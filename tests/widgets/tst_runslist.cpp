// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>

#include "runs/runsmime.h"
#include "runs/runtablemodel.h"
#include "runs/runtags.h"
#include "runsdata.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

using Column = RunTableModel::Column;

// All that a view hears of.
struct Heard
{
    explicit Heard(const RunTableModel& model)
        : changed(&model, &QAbstractItemModel::dataChanged)
        , inserted(&model, &QAbstractItemModel::rowsInserted)
        , removed(&model, &QAbstractItemModel::rowsRemoved)
        , moved(&model, &QAbstractItemModel::layoutChanged)
        , reset(&model, &QAbstractItemModel::modelReset)
    {
    }

    QList<qsizetype> counts() const
    {
        return {changed.count(), inserted.count(), removed.count(), moved.count(), reset.count()};
    }

    QSignalSpy changed, inserted, removed, moved, reset;
};

QString text(const RunTableModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

// "0 3 8": the numbers of the shown runs.
QString shown(const RunTableModel& model)
{
    QStringList numbers;
    for (int row = 0; row < model.rowCount(); ++row)
        numbers << QString::number(model.row(row)->id.toULongLong(nullptr, 16));
    return numbers.join(' ');
}

}

class RunsListTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatRunsAre();
    void differenceNeedsTheSameQuestions();
    void finishedRunsNeverWait();
    void filters_data();
    void filters();
    void filterSurvivesSettings();
    void sorts_data();
    void sorts();
    void sortedRowsStaySorted();
    void tellsOnlyWhatChanged();
    void tellsNothingOfTenThousandUnchanged();
    void aChangeAllOverIsOneReset();
    void randomChangesKeepTheViewRight();
    void sameIdTwiceCountsOnce();
    void dragsIds();
    void readsOnlyItsOwnMimeData();
    void dropAsksToCompare();
    void csvHasOneValueInACell();
    void readsTags();
};

void RunsListTest::saysWhatRunsAre()
{
    RunTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto rows = threeRuns();
    rows[1].protocol = "as published";
    rows[1].facts = QStringList{"images re-encoded as JPEG"};
    rows[1].parent = "Float";
    model.setRows(rows);
    QCOMPARE(text(model, 0, Column::Correct), QString("354 / 400 (88.5 %)"));
    QCOMPARE(text(model, 0, Column::Difference), QString("pinned"));
    QCOMPARE(text(model, 1, Column::Difference), QString("▼ −334"));
    QCOMPARE(text(model, 1, Column::Name), QString("⚠ Naive"));
    // Parts of the benchmark count on the questions of both alone, and not at all where these are not known.
    auto parts = rows;
    parts[1].isPart = true;
    model.setRows(parts);
    QCOMPARE(text(model, 1, Column::Difference), QString("–"));
    parts[1].paired = PinnedScore{-3, 60};
    model.setRows(parts);
    QCOMPARE(text(model, 1, Column::Difference), QString("▼ −3 of 60"));
    parts[1].paired = PinnedScore{0, 400};
    model.setRows(parts);
    QCOMPARE(text(model, 1, Column::Difference), QString("0"));
    model.setRows(rows);
    QCOMPARE(text(model, 2, Column::Correct), QString("running 40 %"));
    QCOMPARE(text(model, 1, Column::Protocol), QString("as published"));
    const auto tip = model.index(1, 0).data(Qt::ToolTipRole).toString();
    for (const auto* part : {"llm.0: damped", "images re-encoded as JPEG", "Edited from: Float", "breaks", "OCRBench"})
        QVERIFY2(tip.contains(part), part);
    const auto spoken = [&](int row, int column) {
        return model.index(row, column).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(spoken(1, Column::Difference), QString("334 worse than the pinned run"));
    QCOMPARE(spoken(0, Column::Pinned), QString("pinned as baseline"));
    QCOMPARE(spoken(1, Column::Current), QString("shown now"));
    for (int column = 0; column < Column::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString().isEmpty());
}

void RunsListTest::differenceNeedsTheSameQuestions()
{
    RunTableModel model;
    auto rows = threeRuns();
    rows[1].total = 20;
    model.setRows(rows);
    QCOMPARE(text(model, 1, Column::Difference), QString("–"));
    rows[1].total = 400;
    rows[1].data = "TextVQA";
    model.setRows(rows);
    QCOMPARE(text(model, 1, Column::Difference), QString("–"));
    rows[1].data = rows[0].data;
    rows[2].phase = RunState::Cancelled;
    rows[2].correct = 100;
    std::swap(rows[0].pinned, rows[1].pinned);
    model.setRows(rows);
    QCOMPARE(text(model, 0, Column::Difference), QString("▲ +334"));
    QCOMPARE(text(model, 2, Column::Difference), QString("–"));
}

void RunsListTest::finishedRunsNeverWait()
{
    RunTableModel model;
    auto rows = threeRuns();
    // Another run is under way, so this one's owner says that it waits, though it has all its answers.
    rows[0].phase = RunState::Waiting;
    rows[0].state = "waiting";
    rows[1].state = "waiting";
    rows.push_back(madeUpRun(3, "Later", {}, RunState::Waiting, "waiting"));
    rows[3].answered = 10;
    model.setRows(rows);
    for (const int column : {Column::Correct, Column::State}) {
        QVERIFY(!text(model, 0, column).contains("waiting"));
        QVERIFY(!text(model, 1, column).contains("waiting"));
        QCOMPARE(text(model, 3, column), QString("waiting"));
    }
    QCOMPARE(text(model, 0, Column::Correct), QString("354 / 400 (88.5 %)"));
    QVERIFY(!model.index(0, 0).data(Qt::ToolTipRole).toString().contains("waiting"));
}

void RunsListTest::filters_data()
{
    QTest::addColumn<QVariantMap>("settings");
    QTest::addColumn<QString>("wanted");
    using Map = QVariantMap;
    QTest::newRow("what is open") << Map{} << "0 1 2 3 4 5 6 7";
    QTest::newRow("all") << Map{{"everywhere", true}} << "0 1 2 3 4 5 6 7 8";
    QTest::newRow("a word, in any case") << Map{{"text", "NAIVE"}} << "1";
    QTest::newRow("everywhere") << Map{{"text", "naive"}, {"everywhere", true}} << "1 8";
    QTest::newRow("all words") << Map{{"text", "naive  down"}} << "1";
    QTest::newRow("one word does not fit") << Map{{"text", "naive mquant"}} << "";
    QTest::newRow("in notes") << Map{{"text", "breaks"}} << "1";
    QTest::newRow("in tags") << Map{{"text", "pap"}} << "1 3";
    QTest::newRow("in the model") << Map{{"text", "2-8b"}, {"everywhere", true}} << "8";
    QTest::newRow("in the benchmark") << Map{{"text", "textvqa"}, {"everywhere", true}} << "8";
    QTest::newRow("of a model") << Map{{"model", "InternVL2-8B"}, {"everywhere", true}} << "8";
    QTest::newRow("a part of a model's name") << Map{{"model", "InternVL2"}, {"everywhere", true}} << "";
    QTest::newRow("on a benchmark") << Map{{"data", "OCRBench"}} << "0 1 2 3 4 5 6 7";
    QTest::newRow("tag") << Map{{"tag", "paper"}} << "1 3";
    QTest::newRow("experiment") << Map{{"experiment", "Down projections"}} << "1";
    QTest::newRow("complete") << Map{{"state", "complete"}} << "0 1 3";
    QTest::newRow("failed") << Map{{"state", "failed"}} << "5";
    QTest::newRow("interrupted") << Map{{"state", "interrupted"}} << "4";
    // 352 / 400 = 88 %, 354 / 400 = 88.5 %; unfinished ones have no score.
    QTest::newRow("at least 88") << Map{{"lowestScore", 88.0}} << "0 3";
    QTest::newRow("at least 88.1") << Map{{"lowestScore", 88.1}} << "0";
    QTest::newRow("70 of 100 is 70 %") << Map{{"lowestScore", 70.0}, {"everywhere", true}} << "0 3 8";
    QTest::newRow("score and tag") << Map{{"lowestScore", 5.0}, {"tag", "paper"}, {"text", "w4a8"}} << "3";
}

void RunsListTest::filters()
{
    QFETCH(QVariantMap, settings);
    QFETCH(QString, wanted);
    RunTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(manyKinds());
    const auto filter = runsFilterFrom(settings);
    model.setFilter(filter);
    QCOMPARE(shown(model), wanted);
    QCOMPARE(model.countWith(filter), model.rowCount());
    QCOMPARE(model.count(), 9);
    RunTableModel other; // the filter first
    other.setFilter(filter);
    other.setRows(manyKinds());
    QCOMPARE(shown(other), wanted);
    model.setFilter({});
    QCOMPARE(shown(model), QString("0 1 2 3 4 5 6 7"));
}

void RunsListTest::filterSurvivesSettings()
{
    RunsFilter filter;
    QCOMPARE(runsFilterFrom(toSettings(filter)), filter);
    filter = {"a \"b\"", true, "m", "d", "t", "e", RunState::Interrupted, 12.5};
    QCOMPARE(runsFilterFrom(toSettings(filter)), filter);
    QCOMPARE(conditionsIn(filter), 6);
    // Nonsense in a settings file is no condition.
    QCOMPARE(runsFilterFrom({{"state", "asleep"}, {"lowestScore", "much"}}), RunsFilter());
    QCOMPARE(runsFilterFrom({{"lowestScore", 1e9}}), RunsFilter());
    QCOMPARE(runsFilterFrom({{"lowestScore", qQNaN()}}), RunsFilter());
}

void RunsListTest::sorts_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("ascending");
    QTest::addColumn<QString>("descending");
    QTest::newRow("as they came") << -1 << "0 1 2 3 4 5 6 7 8"
                                  << "0 1 2 3 4 5 6 7 8";
    QTest::newRow("name") << int(Column::Name) << "0 5 6 7 3 1 8 2 4"
                          << "4 2 8 1 3 7 5 6 0";
    // 20 / 400 = 5 %, 70 / 100 = 70 %, 352 and 354 of 400; those without a score at the end both times.
    QTest::newRow("score") << int(Column::Correct) << "1 8 3 0 2 4 5 6 7"
                           << "0 3 8 1 2 4 5 6 7";
    QTest::newRow("difference") << int(Column::Difference) << "1 3 0 2 4 5 6 7 8"
                                << "3 1 0 2 4 5 6 7 8";
    QTest::newRow("bits") << int(Column::Bits) << "1 0 2 3 4 5 6 7 8"
                          << "0 1 2 3 4 5 6 7 8";
    QTest::newRow("size") << int(Column::Size) << "1 0 2 3 4 5 6 7 8"
                          << "0 1 2 3 4 5 6 7 8";
    QTest::newRow("time") << int(Column::Time) << "0 1 2 3 4 5 6 7 8"
                          << "1 0 2 3 4 5 6 7 8";
    QTest::newRow("started") << int(Column::Started) << "0 1 2 3 4 5 6 7 8"
                             << "8 7 6 5 4 3 2 1 0";
    QTest::newRow("model") << int(Column::Model) << "0 1 2 3 4 5 6 7 8"
                           << "8 0 1 2 3 4 5 6 7";
    QTest::newRow("tags") << int(Column::Tags) << "1 3 0 2 4 5 6 7 8"
                          << "3 1 0 2 4 5 6 7 8";
    QTest::newRow("pinned") << int(Column::Pinned) << "0 1 2 3 4 5 6 7 8"
                            << "1 2 3 4 5 6 7 8 0";
    QTest::newRow("note") << int(Column::Note) << "1 0 2 3 4 5 6 7 8"
                          << "1 0 2 3 4 5 6 7 8";
}

void RunsListTest::sorts()
{
    QFETCH(int, column);
    QFETCH(QString, ascending);
    QFETCH(QString, descending);
    RunTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    RunsFilter all;
    all.everywhere = true;
    model.setFilter(all);
    model.setRows(manyKinds());
    const QPersistentModelIndex third = model.index(3, Column::Name);
    model.sort(column, Qt::AscendingOrder);
    QCOMPARE(shown(model), ascending);
    model.sort(column, Qt::DescendingOrder);
    QCOMPARE(shown(model), descending);
    QCOMPARE(third.data(RunTableModel::IdRole).toString(), runId(3));
    RunTableModel other; // sorted before there is anything
    other.setFilter(all);
    other.sort(column, Qt::AscendingOrder);
    other.setRows(manyKinds());
    QCOMPARE(shown(other), ascending);
}

void RunsListTest::sortedRowsStaySorted()
{
    RunTableModel model;
    model.sort(Column::Name);
    std::vector<RunRow> rows{madeUpRun(1, "run 10", 1), madeUpRun(2, "Run 9", 2), madeUpRun(3, "run 1", 3)};
    model.setRows(rows);
    QCOMPARE(shown(model), QString("3 2 1")); // numbers count as numbers, capitals as small letters
    rows[2].name = "run 11";
    model.updateRow(rows[2]);
    QCOMPARE(shown(model), QString("2 1 3"));
    model.sort(Column::Difference);
    rows[0].pinned = true;
    model.setRows(rows);
    QCOMPARE(shown(model), QString("2 3 1")); // +1, +2, the pinned one
    rows[0].pinned = false;
    rows[2].pinned = true;
    model.setRows(rows);
    QCOMPARE(shown(model), QString("1 2 3")); // -2, -1
}

void RunsListTest::tellsOnlyWhatChanged()
{
    RunTableModel model;
    auto rows = manyKinds();
    model.setRows(rows);
    Heard nothing(model);
    model.setRows(rows);
    model.updateRow(rows[3]);
    model.updateRow(madeUpRun(99, "unknown", 1));
    QCOMPARE(nothing.counts(), QList<qsizetype>({0, 0, 0, 0, 0}));
    Heard one(model);
    rows[2].state = "running 60 %";
    model.setRows(rows);
    QCOMPARE(one.counts(), QList<qsizetype>({1, 0, 0, 0, 0}));
    QCOMPARE(one.changed[0][0].toModelIndex(), model.index(2, 0));
    QCOMPARE(one.changed[0][1].toModelIndex(), model.index(2, Column::ColumnCount - 1));
    Heard gone(model); // two beside each other
    rows.erase(rows.begin() + 4, rows.begin() + 6);
    model.setRows(rows);
    QCOMPARE(gone.counts(), QList<qsizetype>({0, 0, 1, 0, 0}));
    QCOMPARE(shown(model), QString("0 1 2 3 6 7"));
    Heard come(model);
    rows.insert(rows.begin() + 1, madeUpRun(20, "new", 300));
    model.setRows(rows);
    QCOMPARE(come.counts(), QList<qsizetype>({0, 1, 0, 0, 0}));
    QCOMPARE(shown(model), QString("0 20 1 2 3 6 7"));
    Heard hidden(model); // one that the filter hides
    rows.back().note = "a word";
    model.setRows(rows);
    QCOMPARE(hidden.counts(), QList<qsizetype>({0, 0, 0, 0, 0}));
    // A running baseline changes no differences but those of runs on as many questions.
    Heard pinned(model);
    rows[0].correct = 353;
    model.setRows(rows);
    QCOMPARE(pinned.changed.count(), 2); // itself, 20 and 1; 3
}

void RunsListTest::tellsNothingOfTenThousandUnchanged()
{
    RunTableModel model;
    std::vector<RunRow> rows;
    for (int i = 0; i < 10000; ++i)
        rows.push_back(madeUpRun(i, QStringLiteral("run %1").arg(i), i % 400));
    rows[0].pinned = true;
    model.setRows(rows);
    model.sort(Column::Name);
    QCOMPARE(model.rowCount(), 10000);
    Heard heard(model);
    model.setRows(rows);
    rows[7000].seconds = 12;
    model.setRows(rows);
    rows[7000].seconds = 13;
    model.updateRow(rows[7000]);
    QCOMPARE(heard.counts(), QList<qsizetype>({2, 0, 0, 0, 0}));
    QCOMPARE(heard.changed[1][0].toModelIndex().row(), 7000);
}

void RunsListTest::aChangeAllOverIsOneReset()
{
    RunTableModel model;
    std::vector<RunRow> rows, odd;
    for (int i = 0; i < 1000; ++i) {
        rows.push_back(madeUpRun(i, QStringLiteral("run %1").arg(i), i % 400));
        if (i % 2)
            odd.push_back(rows.back());
    }
    model.setRows(rows);
    Heard heard(model);
    model.setRows(odd);
    QCOMPARE(heard.counts(), QList<qsizetype>({0, 0, 0, 0, 1}));
    QCOMPARE(model.rowCount(), 500);
    QCOMPARE(model.rowOfId(runId(7)), 3);
    QCOMPARE(model.rowOfId(runId(8)), -1);
    QVERIFY(!model.find(runId(8)));
}

// What a list shows in the end is filtered and sorted by hand here; the tester watches the way there.
void RunsListTest::randomChangesKeepTheViewRight()
{
    RunTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    unsigned seed = 1;
    const auto random = [&](unsigned below) {
        seed = seed * 1664525 + 1013904223;
        return static_cast<int>((seed >> 16) % below);
    };
    std::vector<RunRow> rows;
    int next = 0;
    bool sorted = false, tagged = false;
    QList<std::pair<QPersistentModelIndex, QString>> held;
    for (int step = 0; step < 400; ++step) {
        for (int change = random(4); change >= 0; --change) {
            const int at = rows.empty() ? 0 : random(unsigned(rows.size()));
            switch (random(5)) {
            case 0:
            case 1: rows.insert(rows.begin() + at, madeUpRun(next++, "run", random(400))); break;
            case 2:
                if (!rows.empty())
                    rows.erase(rows.begin() + at);
                break;
            case 3:
                if (!rows.empty())
                    rows[size_t(at)].seconds = 1 + random(5);
                break;
            default:
                if (!rows.empty()) {
                    rows[size_t(at)].tags = random(2) ? QStringList{"a"} : QStringList();
                    std::swap(rows[size_t(at)], rows.front());
                }
            }
        }
        if (random(8) == 0)
            model.sort((sorted = !sorted) ? int(Column::Time) : -1);
        if (random(8) == 0) {
            RunsFilter filter;
            filter.tag = (tagged = !tagged) ? "a" : "";
            model.setFilter(filter);
        }
        model.setRows(rows);
        auto wanted = rows;
        if (tagged)
            std::erase_if(wanted, [](const RunRow& run) { return run.tags.isEmpty(); });
        if (sorted)
            std::stable_sort(wanted.begin(), wanted.end(), [](const RunRow& a, const RunRow& b) {
                return a.seconds > 0 && (b.seconds == 0 || a.seconds < b.seconds);
            });
        QCOMPARE(model.rowCount(), int(wanted.size()));
        for (size_t i = 0; i < wanted.size(); ++i)
            QVERIFY(*model.row(int(i)) == wanted[i]);
        for (const auto& [index, id] : held)
            QVERIFY(!index.isValid() || index.data(RunTableModel::IdRole).toString() == id);
        if (model.rowCount() > 0) {
            const auto index = model.index(random(unsigned(model.rowCount())), 0);
            held.append({index, index.data(RunTableModel::IdRole).toString()});
        }
    }
    QVERIFY(next > 100);
}

void RunsListTest::sameIdTwiceCountsOnce()
{
    RunTableModel model;
    const auto first = madeUpRun(1, "first", 1);
    model.setRows({first, madeUpRun(1, "second", 2), madeUpRun(2, "other", 3)});
    QCOMPARE(shown(model), QString("1 2"));
    model.setRows({madeUpRun(2, "other", 3), first, madeUpRun(2, "again", 3)});
    QCOMPARE(shown(model), QString("2 1"));
    QCOMPARE(text(model, 1, Column::Name), QString("first"));
}

void RunsListTest::dragsIds()
{
    RunTableModel model;
    model.setRows(threeRuns());
    QModelIndexList indexes;
    for (const int row : {2, 0})
        for (int column = 0; column < Column::ColumnCount; ++column)
            indexes << model.index(row, column);
    const std::unique_ptr<QMimeData> data(model.mimeData(indexes));
    QVERIFY(data);
    QCOMPARE(data->formats(), QStringList{"application/x-quantscope-runs"});
    QCOMPARE(data->data("application/x-quantscope-runs"), QByteArray("0000000000000000\n0000000000000002\n"));
    QVERIFY(!model.mimeData({}));
    QVERIFY(model.index(0, Column::Name).flags() & Qt::ItemIsDragEnabled);
    QCOMPARE(model.supportedDragActions(), Qt::CopyAction);
}

void RunsListTest::readsOnlyItsOwnMimeData()
{
    QMimeData data;
    QCOMPARE(runIdsIn(nullptr), QStringList());
    data.setText("a\nb");
    QCOMPARE(runIdsIn(&data), QStringList());
    data.setData(runsMimeType(), "a\n\nb\na\n");
    QCOMPARE(runIdsIn(&data), QStringList({"a", "b"}));
    data.setData(runsMimeType(), QByteArray(1000, 'x'));
    QCOMPARE(runIdsIn(&data), QStringList());
    data.setData(runsMimeType(), QByteArray(20'000'000, '\n'));
    QCOMPARE(runIdsIn(&data), QStringList());
}

void RunsListTest::dropAsksToCompare()
{
    RunTableModel model;
    std::vector<RunRow> rows;
    for (int i = 0; i < 9; ++i)
        rows.push_back(madeUpRun(i, "run", i));
    model.setRows(rows);
    QSignalSpy asked(&model, &RunTableModel::compareRequested);
    QMimeData data;
    const auto drop = [&](const QStringList& ids, int on) {
        data.setData(runsMimeType(), runsMimeData(ids));
        return model.dropMimeData(&data, Qt::CopyAction, -1, -1, on < 0 ? QModelIndex() : model.index(on, 3));
    };
    QVERIFY(drop({runId(4), runId(2)}, 1));
    QCOMPARE(asked[0][0].toStringList(), QStringList({runId(4), runId(2), runId(1)}));
    QVERIFY(drop({runId(4), runId(1)}, 1)); // on one of them
    QCOMPARE(asked[1][0].toStringList(), QStringList({runId(4), runId(1)}));
    QVERIFY(!drop({runId(1)}, 1)); // on itself
    QVERIFY(!drop({runId(1)}, -1)); // beside all rows
    QVERIFY(!drop({runId(1000)}, 1)); // of another store
    QStringList many;
    for (int i = 1; i < 9; ++i)
        many << runId(i);
    QVERIFY(!drop(many, 0)); // nine
    QVERIFY(drop(many, 3)); // eight
    QCOMPARE(asked.count(), 3);
    QVERIFY(!model.canDropMimeData(&data, Qt::MoveAction, -1, -1, model.index(3, 0)));
}

void RunsListTest::csvHasOneValueInACell()
{
    RunTableModel model;
    auto rows = threeRuns();
    rows[1].tags = QStringList{"bad", "paper"};
    rows[1].correct = 20.0 + 1.0 / 3;
    model.setRows(rows);
    const auto titles = RunTableModel::csvTitles();
    const auto cells = model.csvRow(rows[1]);
    QCOMPARE(cells.size(), titles.size());
    const auto cell = [&](const QString& title) { return cells.value(titles.indexOf(title)); };
    QCOMPARE(cell("Id"), runId(1));
    QCOMPARE(cell("Correct").toDouble(), 20.0 + 1.0 / 3); // all digits
    QCOMPARE(cell("Scored"), QString("400"));
    QVERIFY(qAbs(cell("Score in %").toDouble() - 61.0 / 12) < 1e-14);
    QCOMPARE(cell("Δ to pinned").toDouble(), -333.0 - 2.0 / 3);
    QCOMPARE(cell("Bytes"), QString("8200000"));
    QCOMPARE(cell("Started"), QString("2026-02-03T04:01:00Z"));
    QCOMPARE(cell("Tags"), QString("bad, paper"));
    QCOMPARE(model.csvRow(rows[2])[titles.indexOf("Score in %")], QString());
}

void RunsListTest::readsTags()
{
    QCOMPARE(tagsIn(" paper, good idea ,,paper"), QStringList({"good idea", "paper"}));
    QCOMPARE(tagsIn("甲，乙、丙"), QStringList({"丙", "乙", "甲"}));
    QCOMPARE(tagsIn(" , "), QStringList());
    QCOMPARE(tagsText({"a", "b"}), QString("a, b"));
}

QUANTSCOPE_TEST(RunsListTest)
#include "tst_runslist.moc"

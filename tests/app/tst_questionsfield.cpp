// SPDX-License-Identifier: GPL-3.0-or-later
// Which questions runs answer: the field of the tools, what is kept for a benchmark, lists.

#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QInputDialog>
#include <QLineEdit>
#include <QSpinBox>

#include "gui/tour/questionsfield.h"
#include "guitest.h"
#include "samples/samplespanel.h"
#include "samples/samplesview.h"
#include "smallmodel.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

class TestQuestionsField : public QObject
{
    Q_OBJECT

    using Rule = QuestionSubset::Rule;

private Q_SLOTS:
    void fieldTellsWhatIsChosen()
    {
        QuestionsField field;
        Dataset data;
        for (const char* category : {"a", "b", "a"}) {
            Question question;
            question.category = category;
            data.questions.push_back(question);
        }
        field.setChoices(data, {{Rule::Listed, -1, 0, "mine", {"1", "2"}}});
        field.setSubset(stratifiedQuestions(-1));
        std::vector<QuestionSubset> told;
        connect(&field, &QuestionsField::chosen, this, [&](const QuestionSubset& subset) {
            told.push_back(subset);
            field.setSubset(subset);
        });
        auto* rule = field.findChild<QComboBox*>();
        QStringList items;
        for (int i = 0; i < rule->count(); ++i)
            items << rule->itemText(i);
        QCOMPARE(items, QStringList({"stratified", "the first", "a (2)", "b (1)", "list mine (2)"}));
        QTest::keyClick(field.count(), Qt::Key_Up);
        const auto choose = [&](int index) {
            rule->setCurrentIndex(index);
            Q_EMIT rule->activated(index);
        };
        choose(1);
        choose(3);
        QVERIFY(!field.count()->isEnabled());
        choose(4);
        choose(0);
        QVERIFY(field.count()->isEnabled());
        const std::vector<QuestionSubset> wanted{stratifiedQuestions(20),
                                                 firstQuestions(20),
                                                 {Rule::Category, -1, 0, "b"},
                                                 {Rule::Listed, -1, 0, "mine", {"1", "2"}},
                                                 stratifiedQuestions(-1)};
        QVERIFY(told == wanted);
        // What it does not know stays what it is.
        field.setSubset(stratifiedQuestions(7, 3));
        QCOMPARE(rule->currentText(), QString("stratified, seed 3"));
        field.setSubset({Rule::Category, -1, 0, "z"});
        QCOMPARE(rule->currentText(), QString("z"));
        QCOMPARE(told.size(), size_t(5));
    }

    void chosenQuestionsAreAnswered()
    {
        const SmallModel small;
        WindowBench bench(6, small.sources());
        const auto& data = *bench.session.document.opened().data;
        bench.session.document.setSubset(stratifiedQuestions(6));
        QVERIFY(bench.waitForBaseline());
        QVERIFY(bench.run(quick("naive-static-w8a8")));
        const auto answers = bench.session.runs.all().front().answers; // of the float model, which goes first
        for (const size_t row : rowsOf(stratifiedQuestions(6), data))
            QVERIFY(answers[row]);
        QCOMPARE(answeredOf(bench.session.runs.shown().answers), int64_t(6));
        const int first = bench.session.runs.shown().id;
        // The same number of others is another run.
        bench.session.document.setSubset(firstQuestions(6));
        QVERIFY(bench.run(quick("naive-static-w8a8")));
        QVERIFY(bench.session.runs.shown().id != first);
        QVERIFY(bench.session.runs.shown().answers[5]);
        QCOMPARE(bench.session.runs.all().size(), size_t(3));
    }

    void aBenchmarkKeepsItsQuestions()
    {
        const SmallModel small;
        WindowBench bench(5, small.sources());
        bench.settings.setValue("firstStepsSeen", true);
        auto& document = bench.session.document;
        document.setSubset(stratifiedQuestions(4, 2));
        bench.window.keepLayout();
        LocalSession other(OpenSettings{.cache = {}, .threads = 2});
        MainWindow window(other, bench.theme, bench.settings);
        other.document.setAutoRun(false);
        other.document.open(small.sources());
        QTRY_VERIFY_WITH_TIMEOUT(other.document.isOpen(), longWait);
        QVERIFY(other.document.subset() == stratifiedQuestions(4, 2));
        // Unless somebody asks for others, or the setting is no subset.
        for (const auto& key : bench.settings.allKeys())
            if (key.startsWith("questions/"))
                bench.settings.setValue(key, "{\"subset\": 7}");
        LocalSession third(OpenSettings{.cache = {}, .threads = 2});
        MainWindow last(third, bench.theme, bench.settings);
        last.askQuestions(firstQuestions(2));
        third.document.open(small.sources());
        QTRY_VERIFY_WITH_TIMEOUT(third.document.isOpen(), longWait);
        QVERIFY(third.document.subset() == firstQuestions(2));
        // Another benchmark, for the first time, is not asked what this one was.
        QTemporaryDir folder;
        const auto shorter = folder.filePath("shorter.tsv");
        QFile from(QString::fromStdString(small.data().string())), to(shorter);
        QVERIFY(from.open(QIODevice::ReadOnly) && to.open(QIODevice::WriteOnly));
        for (int line = 0; line < 4; ++line)
            to.write(from.readLine());
        to.close();
        third.document.open({small.model(), shorter.toStdString(), {}});
        QTRY_COMPARE_WITH_TIMEOUT(third.document.opened().data->questions.size(), size_t(3), longWait);
        QVERIFY(asksAll(third.document.subset()));
    }

    void listsAreMadeOfWhatIsInView()
    {
        const SmallModel small;
        WindowBench bench(3, small.sources());
        const auto& data = *bench.session.document.opened().data;
        auto* samples = qobject_cast<SamplesView*>(bench.window.dock("samples")->widget());
        const auto category = data.questions.front().category;
        samples->panel()->setCategory(QString::fromStdString(category));
        bench.window.findChild<QAction*>("makeList")->trigger();
        auto* dialog = bench.window.findChild<QInputDialog*>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->isVisible());
        QTest::keyClicks(dialog->findChild<QLineEdit*>(), "hard");
        QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
        const auto& subset = bench.session.document.subset();
        QCOMPARE(int(subset.rule), int(Rule::Listed));
        QCOMPARE(subset.name, std::string("hard"));
        const auto rows = rowsOf(subset, data);
        QCOMPARE(int64_t(rows.size()), countOf({Rule::Category, -1, 0, category}, data));
        for (const size_t row : rows)
            QCOMPARE(data.questions[row].category, category);
        auto* rule = bench.window.findChild<QComboBox*>("questionRule");
        QCOMPARE(rule->currentText(), QString("list hard (%1)").arg(rows.size()));
        QVERIFY(bench.window.commandLine().contains("--subset list:hard.txt"));
    }
};

QUANTSCOPE_TEST(TestQuestionsField)
#include "tst_questionsfield.moc"

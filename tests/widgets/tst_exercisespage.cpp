// SPDX-License-Identifier: GPL-3.0-or-later
// A script solves all exercises by keys, in English and in Chinese.
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTextBrowser>
#include <QTranslator>

#include "exercisesolver.h"
#include "guitest.h"
#include "learn/exercisetexts.h"
#include "learn/learnpage.h"
#include "learn/learnpages.h"
#include "learn/learnpanel.h"
#include "learn/lessonplot.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

bool speaksChinese(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

struct InChinese
{
    QTranslator texts;

    InChinese()
    {
        const QString folder = QStringLiteral(QUANTSCOPE_TRANSLATIONS);
        if (!texts.load(folder + "/quantscope_zh.qm"))
            qFatal("no translations in %s", qPrintable(folder));
        QCoreApplication::installTranslator(&texts);
    }
};

}

class TestExercisesPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_lesson = std::make_shared<LessonData>(exerciseLayer("language_model.model.layers.1.mlp.down_proj"));
        m_panel = std::make_unique<LearnPanel>(SaveAs());
        m_panel->resize(1280, 800);
        m_panel->show();
        m_panel->setLesson(m_lesson);
        m_panel->showPage("exercises");
    }

    void everyExerciseHasItsTexts()
    {
        QCOMPARE(exerciseTexts().size(), exercises().size());
        for (size_t i = 0; i < exercises().size(); ++i) {
            const auto& text = exerciseTexts()[i];
            QCOMPARE(std::string_view(text.id), exercises()[i].id);
            const auto exercise = exercises()[i].make(*m_lesson);
            QVERIFY2(exercise, text.id);
            for (const auto& option : exercise->options)
                QVERIFY2(size_t(option.text) < text.options.size(), text.id);
            auto numbers = exercise->facts;
            QVERIFY2(!exerciseSentence(text.question, numbers).contains('%'), text.id);
            QVERIFY2(!exerciseSentence(text.hint, numbers).contains('%'), text.id);
            numbers.insert(numbers.end(), exercise->results.begin(), exercise->results.end());
            numbers.push_back(exercise->answer);
            QVERIFY2(!exerciseSentence(text.explanation, numbers).contains('%'), text.id);
            QVERIFY2(std::any_of(learnPages().begin(), learnPages().end(),
                                 [&](const LearnPageRow& row) { return std::string_view(row.id) == text.page; }),
                     text.id);
        }
    }

    void aScriptSolvesAllByKeys_data()
    {
        QTest::addColumn<bool>("chinese");
        QTest::addRow("English") << false;
        QTest::addRow("Chinese") << true;
    }

    void aScriptSolvesAllByKeys()
    {
        QFETCH(bool, chinese);
        const auto language = chinese ? std::make_unique<InChinese>() : nullptr;
        QTRY_COMPARE(speaksChinese(button("check")->text()), chinese);
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        for (size_t i = 0; i < exercises().size(); ++i) {
            const auto exercise = exercises()[i].make(*m_lesson);
            QVERIFY(exercise);
            QCOMPARE(task()->currentIndex(), static_cast<int>(i));
            QCOMPARE(speaksChinese(said()), chinese);
            QVERIFY2(!said().contains("✓") && !said().contains("✗"), exercises()[i].id.data());
            press(button("check"));
            QCOMPARE(solvedCount(), i); // nothing was answered
            answerByKeys(*exercise, wronglySolved(*exercise));
            QVERIFY2(said().contains("✗") && !said().contains("✓"), qPrintable(said()));
            QCOMPARE(solvedCount(), i);
            press(button("hint"));
            QVERIFY2(!said().contains("✗") && !said().contains("✓"), qPrintable(said()));
            answerByKeys(*exercise, solved(exercises()[i].id, *exercise, *m_lesson));
            QVERIFY2(said().contains("✓"), qPrintable(said()));
            QCOMPARE(solvedCount(), i + 1);
            savePicture(*m_panel, QStringLiteral("exercise-%1-%2").arg(i).arg(QLatin1String(chinese ? "zh" : "en")));
            press(button("nextTask"));
        }
        QVERIFY(page()->values().contains("10"));
    }

    void bothSignsOfAMinusAndOfADecimalAreRead()
    {
        task()->setCurrentIndex(4); // bits per weight
        const auto exercise = exercises()[4].make(*m_lesson);
        auto text = QString::number(exercise->answer, 'g', 8);
        QVERIFY(text.contains('.'));
        number()->setText(' ' + text.replace('.', ','));
        press(button("check"));
        QVERIFY2(said().contains("✓"), qPrintable(said()));
        number()->setText(QChar(0x2212) + text);
        press(button("check"));
        QVERIFY2(said().contains("✗"), qPrintable(said()));
        number()->setText("four");
        press(button("check"));
        QVERIFY(!said().contains("✗") && !said().contains("✓"));
    }

    void nothingIsSaidBeforeAnAnswer()
    {
        for (size_t i = 0; i < exercises().size(); ++i) {
            task()->setCurrentIndex(static_cast<int>(i));
            const auto exercise = exercises()[i].make(*m_lesson);
            auto numbers = exercise->facts;
            numbers.insert(numbers.end(), exercise->results.begin(), exercise->results.end());
            numbers.push_back(exercise->answer);
            const auto explanation = exerciseSentence(exerciseTexts()[i].explanation, numbers);
            QVERIFY(!page()->findChild<QTextBrowser*>("question")->toHtml().contains(explanation));
            QVERIFY(!m_panel->html({m_panel->page()}).contains(explanation));
        }
    }

    void whatIsSolvedStaysAndOtherLayersAskAnew()
    {
        answerByKeys(*exercises()[0].make(*m_lesson), solved("code", *exercises()[0].make(*m_lesson), *m_lesson));
        QCOMPARE(solvedCount(), size_t(1));
        const auto question = said();
        m_panel->setLesson(std::make_shared<LessonData>(exerciseLayer("another")));
        QCOMPARE(solvedCount(), size_t(1));
        QVERIFY(said() != question);
        QVERIFY(!said().contains("✓"));
        task()->setCurrentIndex(3);
        const auto state = m_panel->pageState("exercises");
        LearnPanel other{SaveAs()};
        other.restorePageState("exercises", state);
        QCOMPARE(other.pageState("exercises"), state);
        // What is no exercise is forgotten.
        other.restorePageState("exercises", {{"solved", QStringList{"no such", "zero"}}});
        QCOMPARE(other.pageState("exercises").value("solved").toStringList(), QStringList{"zero"});
    }

    void emptyLayersTakeNoAnswer()
    {
        auto zeros = std::make_shared<LessonData>(*m_lesson);
        std::fill(zeros->weight.begin(), zeros->weight.end(), 0.0f);
        m_panel->setLesson(zeros);
        QVERIFY(!page()->note().isEmpty());
        QVERIFY(!button("check")->isEnabled() && !button("hint")->isEnabled());
        m_panel->setLesson(m_lesson);
        QVERIFY(page()->note().isEmpty());
        QVERIFY(button("check")->isEnabled());
    }

    void withoutALayerNothingIsAsked()
    {
        LearnPanel empty{SaveAs()};
        empty.showPage("exercises");
        const auto* shown = empty.pageWidget(empty.page());
        QVERIFY(!shown->findChild<QPushButton*>("check")->isEnabled());
        QVERIFY(!shown->findChild<QPushButton*>("hint")->isEnabled());
        shown->findChild<QPushButton*>("nextTask")->click();
        QVERIFY(shown->findChild<QTextBrowser*>("question")->toPlainText().isEmpty());
    }

private:
    // Pages are made anew with a new language.
    LearnPage* page() const
    {
        return m_panel->pageWidget(m_panel->page());
    }
    QComboBox* task() const
    {
        return page()->findChild<QComboBox*>("task");
    }
    QLineEdit* number() const
    {
        return page()->findChild<QLineEdit*>("number");
    }
    QPushButton* button(const char* name) const
    {
        return page()->findChild<QPushButton*>(name);
    }
    QString said() const
    {
        return page()->findChild<QTextBrowser*>("question")->toPlainText();
    }
    size_t solvedCount() const
    {
        return size_t(page()->state().value("solved").toStringList().size());
    }

    static void press(QWidget* control)
    {
        control->setFocus();
        QTest::keyClick(control, Qt::Key_Space);
    }

    static void choose(QComboBox* box, int option)
    {
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i <= option; ++i)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentIndex(), option + 1);
    }

    void answerByKeys(const Exercise& exercise, const ExerciseAnswer& answer)
    {
        switch (exercise.kind) {
        case AnswerKind::Number:
            number()->setFocus();
            number()->selectAll();
            QTest::keyClicks(number(), QString::number(answer.number, 'g', 12));
            QTest::keyClick(number(), Qt::Key_Return);
            return;
        case AnswerKind::Choice: choose(page()->findChild<QComboBox*>("choice"), answer.choice); break;
        case AnswerKind::Order:
            for (size_t i = 0; i < answer.order.size(); ++i)
                choose(page()->findChild<QComboBox*>(QStringLiteral("place%1").arg(i + 1)), answer.order[i]);
            break;
        }
        press(button("check"));
    }

    std::shared_ptr<LessonData> m_lesson;
    std::unique_ptr<LearnPanel> m_panel;
};

QUANTSCOPE_TEST(TestExercisesPage)
#include "tst_exercisespage.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Ten tasks on the layer's own values: a question, an answer that is checked, and then why.

#include "learn/learnpages.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTextBrowser>

#include "common/appearance.h"
#include "learn/exercisefields.h"
#include "learn/exercisetexts.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"
#include "numeric/smallgrid.h"

namespace quantscope {
namespace {

constexpr int questionLines = 6;
constexpr int weightBins = 64;

QStringList taskTitles()
{
    QStringList titles;
    for (const auto& text : exerciseTexts())
        titles << QStringLiteral("%1  %2").arg(titles.size() + 1).arg(exerciseSentence(text.title, {}));
    return titles;
}

class ExercisesPage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(ExercisesPage)

public:
    explicit ExercisesPage(QWidget* parent)
        : LearnPage(parent)
        , m_question(new QTextBrowser(this))
        , m_fields(new ExerciseFields(this))
    {
        m_task = addChoice(QStringLiteral("task"), tr("Exercise"), taskTitles());
        m_question->setObjectName(QStringLiteral("question"));
        m_question->setAccessibleName(tr("Question"));
        m_question->setMinimumHeight(questionLines * fontMetrics().height());
        addAbove(m_question);
        addAbove(answerRow());
        m_plot = new LessonPlot(QStringLiteral("exercise"), tr("Values of the exercise"), this);
        addPlot(m_plot);
        for (auto* button : {m_check, m_hint})
            button->setEnabled(false); // until there is a layer
    }

    QString text() const override
    {
        return tr(
            "<h3>Ten exercises</h3>"
            "<p>Each one is made of the selected layer's own weights and inputs: another layer asks for other numbers. "
            "Numbers in a question are rounded to four digits; compute with them as they stand.</p>"
            "<p>Answer, then press <i>Check</i> or Enter. A wrong answer can be tried again, as often as you like; "
            "<i>Hint</i> says how to begin. Why it is so is told when it is right.</p>"
            "<p>The pages before this one have all that is needed, and they show the same layer.</p>");
    }

    LessonWish wish() const override
    {
        return {Tower::Llm, Role::MlpDown};
    }

    QVariantMap state() const override
    {
        return {{QStringLiteral("task"), m_task->currentIndex()}, {QStringLiteral("solved"), m_solved}};
    }

    void restoreState(const QVariantMap& state) override
    {
        m_solved.clear();
        for (const auto& row : exercises()) {
            const auto id = QString::fromLatin1(row.id.data(), static_cast<qsizetype>(row.id.size()));
            if (state.value(QStringLiteral("solved")).toStringList().contains(id))
                m_solved << id;
        }
        m_task->setCurrentIndex(state.value(QStringLiteral("task"), m_task->currentIndex()).toInt());
        showProgress();
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        const auto place = static_cast<size_t>(std::max(0, m_task->currentIndex()));
        m_exercise = exercises()[place].make(lesson);
        m_verdict.clear();
        m_fields->setExercise(m_exercise, exerciseTexts()[place]);
        for (auto* button : {m_check, m_hint})
            button->setEnabled(m_exercise.has_value());
        setNote(m_exercise ? QString()
                           : tr("This layer has too little to show for this exercise. Find a telling layer."));
        m_plot->setPicture(m_exercise ? pictureOf(lesson, m_exercise->picture) : LessonPicture());
        showQuestion();
        showProgress();
    }

private:
    const ExerciseText& words() const
    {
        return exerciseTexts()[static_cast<size_t>(std::max(0, m_task->currentIndex()))];
    }

    QString id() const
    {
        return QString::fromLatin1(words().id);
    }

    QWidget* answerRow()
    {
        auto* row = new QWidget(this);
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_fields, 1);
        const auto button = [&](const char* name, const QString& label, auto slot) {
            auto* made = new QPushButton(label, row);
            made->setObjectName(QString::fromLatin1(name));
            made->setAccessibleName(label);
            connect(made, &QPushButton::clicked, this, slot);
            layout->addWidget(made);
            return made;
        };
        m_check = button("check", tr("Check"), [this] { check(); });
        m_hint = button("hint", tr("Hint"), [this] { say(hint()); });
        button("nextTask", tr("Next exercise"), [this] { showNext(); });
        connect(m_fields, &ExerciseFields::entered, this, [this] { check(); });
        return row;
    }

    // The next one that is not solved yet, else the next one.
    void showNext()
    {
        const int count = m_task->count();
        int next = (m_task->currentIndex() + 1) % count;
        for (int step = 0; step < count; ++step) {
            const int place = (next + step) % count;
            if (!m_solved.contains(QString::fromLatin1(exerciseTexts()[static_cast<size_t>(place)].id))) {
                next = place;
                break;
            }
        }
        m_task->setCurrentIndex(next);
        m_fields->focusFirst();
    }

    void check()
    {
        if (!m_exercise)
            return;
        const auto answer = m_fields->answer();
        if (!answer)
            return say(m_exercise->kind == AnswerKind::Number ? tr("Type a number first.")
                                                              : tr("Choose an answer first."));
        if (!isRight(*m_exercise, *answer))
            return say(tr("<b>✗ Not yet.</b> %1 Try again.").arg(whyWrong(*answer)));
        if (!m_solved.contains(id()))
            m_solved << id();
        say(tr("<b>✓ Right.</b>") + QLatin1Char(' ') + explanation());
        showProgress();
    }

    QString hint() const
    {
        QString page;
        for (const auto& row : learnPages())
            if (words().page == std::string_view(row.id))
                page = QCoreApplication::translate("LearnPages", row.title);
        return exerciseSentence(words().hint, m_exercise->facts) + QLatin1Char(' ') + tr("Its page: %1.").arg(page);
    }

    QString explanation() const
    {
        auto numbers = m_exercise->facts;
        numbers.insert(numbers.end(), m_exercise->results.begin(), m_exercise->results.end());
        numbers.push_back(m_exercise->answer);
        const auto sentence = exerciseSentence(words().explanation, numbers);
        if (!words().outcome)
            return sentence;
        QList<QStringList> rows{{tr("Answer"), tr("What comes out")}};
        for (size_t i = 0; i < m_exercise->options.size(); ++i) {
            const auto& option = m_exercise->options[m_exercise->order.empty() ? i : size_t(m_exercise->order[i])];
            rows << QStringList{optionText(words(), option), exerciseSentence(words().outcome, {option.outcome})};
        }
        return sentence + tableHtml(rows);
    }

    // What can be said without giving the answer away.
    QString whyWrong(const ExerciseAnswer& answer) const
    {
        switch (m_exercise->kind) {
        case AnswerKind::Number:
            if (words().id == std::string_view("outlier"))
                return tr("Another channel reaches further than channel %1.").arg(exerciseNumber(answer.number));
            return (answer.number < m_exercise->answer ? tr("%1 is too small.") : tr("%1 is too large."))
                .arg(exerciseNumber(answer.number));
        case AnswerKind::Choice: {
            const auto& option = m_exercise->options[static_cast<size_t>(answer.choice)];
            return tr("%1: %2.").arg(optionText(words(), option), exerciseSentence(words().outcome, {option.outcome}));
        }
        case AnswerKind::Order:
            for (size_t i = 0; i < answer.order.size(); ++i)
                if (answer.order[i] != m_exercise->order[i])
                    return tr("Place %1 is the first that is wrong.").arg(i + 1);
        }
        return {};
    }

    void say(const QString& html)
    {
        m_verdict = html;
        showQuestion();
        m_question->scrollToAnchor(QStringLiteral("verdict"));
        m_fields->setVerdict(html);
    }

    void showQuestion()
    {
        auto html = QStringLiteral("<p><b>%1</b></p>").arg(exerciseSentence(words().title, {}));
        if (m_exercise)
            html += QStringLiteral("<p>%1</p>").arg(exerciseSentence(words().question, m_exercise->facts));
        if (!m_verdict.isEmpty())
            html += QStringLiteral("<p><a name=\"verdict\"></a>%1</p>").arg(m_verdict);
        m_question->setHtml(html);
    }

    void showProgress()
    {
        QStringList numbers{tr("Exercise")}, states{tr("Solved: %1 of %2").arg(m_solved.size()).arg(m_task->count())};
        for (const auto& each : exerciseTexts()) {
            numbers << QString::number(numbers.size());
            states << (m_solved.contains(QString::fromLatin1(each.id)) ? QStringLiteral("✓") : QStringLiteral("–"));
        }
        setValues(tableHtml({numbers, states}));
    }

    static LessonPicture pictureOf(const LessonData& lesson, ExercisePicture kind)
    {
        LessonPicture picture;
        LessonSeries series{{}, LessonSeries::Look::Sticks, LessonColor::After, {}, {}};
        if (kind == ExercisePicture::Weights) {
            const auto histogram = histogramOf(lesson.weight, weightBins);
            series.name = tr("weights");
            for (size_t i = 0; i < histogram.counts.size(); ++i) {
                series.x.push_back(histogram.low + (double(i) + 0.5) * histogram.binWidth());
                series.y.push_back(histogram.counts[i]);
            }
            picture.xTitle = tr("Weight");
            picture.yTitle = tr("Values per bin");
        } else {
            const bool channels = kind == ExercisePicture::InputChannels;
            const auto maxima =
                channels ? columnMaxima(lesson.inputs, lesson.channels) : rowMaxima(lesson.inputs, lesson.channels);
            series.name = channels ? tr("channel") : tr("token");
            for (size_t i = 0; i < maxima.size(); ++i) {
                series.x.push_back(static_cast<double>(i));
                series.y.push_back(maxima[i]);
            }
            picture.xTitle = channels ? tr("Input channel") : tr("Token");
            picture.yTitle = tr("Largest value");
        }
        picture.series = {series};
        return picture;
    }

    std::optional<Exercise> m_exercise; // none on this layer, or no layer yet
    QStringList m_solved; // ids
    QString m_verdict; // HTML
    QComboBox* m_task = nullptr;
    QTextBrowser* m_question = nullptr;
    ExerciseFields* m_fields = nullptr;
    QPushButton* m_check = nullptr;
    QPushButton* m_hint = nullptr;
    LessonPlot* m_plot = nullptr;
};

}

LearnPage* createExercisesPage(QWidget* parent)
{
    return new ExercisesPage(parent);
}

}

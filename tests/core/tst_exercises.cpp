// SPDX-License-Identifier: GPL-3.0-or-later
// The answers to the exercises against values that are worked out here in another way.
#include <algorithm>
#include <cmath>
#include <set>

#include "exercisesolver.h"
#include "layerview/exercises.h"
#include "numeric/rotationpath.h"
#include "numeric/smallgrid.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

std::optional<Exercise> exerciseOf(const LessonData& lesson, std::string_view id)
{
    for (const auto& row : exercises())
        if (row.id == id)
            return row.make(lesson);
    return {};
}

}

class TestExercises : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tenAreThere()
    {
        std::set<std::string_view> ids;
        for (const auto& row : exercises())
            ids.insert(row.id);
        QCOMPARE(ids.size(), size_t(10));
        QCOMPARE(exercises().size(), size_t(10));
    }

    void theSolverFindsEveryAnswer_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"model.layers.0.mlp.down_proj", "vision.3.fc1", "a", "b", "c", "d", "e"})
            QTest::addRow("%s", name) << QByteArray(name);
    }

    void theSolverFindsEveryAnswer()
    {
        QFETCH(QByteArray, name);
        const auto lesson = exerciseLayer(name.constData());
        for (const auto& row : exercises()) {
            const auto exercise = row.make(lesson);
            QVERIFY2(exercise, row.id.data());
            QVERIFY2(isRight(*exercise, solved(row.id, *exercise, lesson)), row.id.data());
            QVERIFY2(!isRight(*exercise, wronglySolved(*exercise)), row.id.data());
        }
    }

    void theSameLayerHasTheSameExercises()
    {
        const auto lesson = exerciseLayer("same");
        for (const auto& row : exercises()) {
            const auto a = row.make(lesson), b = row.make(lesson);
            QVERIFY(a && b);
            QVERIFY(a->facts == b->facts && a->answer == b->answer && a->order == b->order && a->choice == b->choice);
        }
        QVERIFY(exerciseOf(lesson, "code")->facts != exerciseOf(exerciseLayer("other"), "code")->facts);
    }

    // By hand, with numbers that need no calculator.
    void aCodeIsTheRoundedQuotient()
    {
        auto lesson = exerciseLayer("by hand", 4);
        lesson.weight = {0.7f, -0.7f, 0.31f, 0.0f}; // step 0.1: only 0.31 is no end and no zero
        const auto exercise = exerciseOf(lesson, "code");
        QVERIFY(exercise);
        QCOMPARE(exercise->facts, (std::vector<double>{4, 0.7, 7, 0.31}));
        QCOMPARE(exercise->answer, 3.0);
        QVERIFY(isRight(*exercise, {3, -1, {}}));
        QVERIFY(!isRight(*exercise, {4, -1, {}}));
    }

    void aZeroPointIsTheCodeOfZero()
    {
        auto lesson = exerciseLayer("by hand", 4);
        lesson.isImage = {1};
        lesson.inputs = {-51, 204, 0, 3}; // a step of 1 over 255
        const auto exercise = exerciseOf(lesson, "zero");
        QVERIFY(exercise);
        QCOMPARE(exercise->answer, 51.0);
        QCOMPARE(exercise->results, std::vector<double>{1});
    }

    void anOutlierIsSharedByAllChannels()
    {
        auto lesson = exerciseLayer("by hand", 64);
        lesson.isImage = {0};
        lesson.inputs.assign(64, 0);
        lesson.inputs[5] = -16;
        const auto exercise = exerciseOf(lesson, "rotation");
        QVERIFY(exercise);
        QCOMPARE(exercise->facts, (std::vector<double>{16, 64}));
        QCOMPARE(exercise->answer, 2.0);
        QCOMPARE(exercise->results, (std::vector<double>{16, 2, 2, 2}));
        QCOMPARE(exerciseOf(lesson, "outlier")->answer, 5.0);
    }

    void staticStepsAreAsMuchCoarserAsTheRange()
    {
        auto lesson = exerciseLayer("by hand", 2);
        lesson.isImage = {0, 0, 0};
        lesson.inputs = {100, 1, 4, -5, 2, 2};
        const auto exercise = exerciseOf(lesson, "static");
        QVERIFY(exercise);
        QCOMPARE(exercise->facts, (std::vector<double>{8, 100, 5}));
        QCOMPARE(exercise->answer, 20.0);
    }

    void aBudgetHasOneAnswer()
    {
        for (const char* name : {"a", "b", "c", "d", "e", "f", "g"}) {
            const auto exercise = exerciseOf(exerciseLayer(name), "budget");
            QVERIFY(exercise);
            const double budget = exercise->facts[3];
            QVERIFY(exercise->results[0] <= budget && budget < exercise->results[1]);
        }
    }

    void theRightFlipIsTheOnlyOne()
    {
        for (const char* name : {"a", "b", "c", "d", "e", "f", "g"}) {
            const auto exercise = exerciseOf(exerciseLayer(name), "flip");
            QVERIFY(exercise);
            QCOMPARE(exercise->options.size(), size_t(4));
            for (size_t i = 0; i < 4; ++i)
                QCOMPARE(exercise->options[i].outcome == 0, static_cast<int>(i) == exercise->choice);
        }
    }

    void recipesInOrderAreClearlyApart()
    {
        const auto exercise = exerciseOf(exerciseLayer("order"), "order");
        QVERIFY(exercise);
        QCOMPARE(exercise->order.size(), size_t(4));
        for (size_t i = 1; i < 4; ++i)
            QVERIFY(exercise->options[size_t(exercise->order[i])].outcome >=
                    exercise->options[size_t(exercise->order[i - 1])].outcome + 0.5);
        auto other = exercise->order;
        std::reverse(other.begin(), other.end());
        QVERIFY(!isRight(*exercise, {0, -1, other}));
        QVERIFY(!isRight(*exercise, {}));
    }

    void emptyLayersHaveNone()
    {
        LessonData nothing;
        nothing.channels = 8;
        for (const auto& row : exercises())
            QVERIFY2(!row.make(nothing), row.id.data());
        auto zeros = exerciseLayer("zeros");
        std::fill(zeros.inputs.begin(), zeros.inputs.end(), 0.0f);
        std::fill(zeros.weight.begin(), zeros.weight.end(), 0.0f);
        for (const char* id : {"code", "flip", "outlier", "zero", "order", "format", "rotation", "static"})
            QVERIFY2(!exerciseOf(zeros, id), id);
    }
};

QUANTSCOPE_TEST(TestExercises)
#include "tst_exercises.moc"

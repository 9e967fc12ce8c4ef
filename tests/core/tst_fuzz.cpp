// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <map>

#include "fuzz.h"
#include "mutate.h"
#include "testmain.h"

using namespace quantscope::test;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int seconds = 60;
#else
constexpr int seconds = 15;
#endif
constexpr uint64_t fuzzSeed = 16;
constexpr uint64_t leastInputs = 500; // however slow the machine is

}

// Some minutes' worth of what fuzz_inputs does for hours; see there.
class TestFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void damagedFilesAreRefusedWithASentence()
    {
        QTemporaryDir folder;
        Fuzz fuzz(folder.path().toStdString(), fuzzSeed);
        std::map<std::string, std::pair<int, int>> counts; // of each target: opened, refused
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
        uint64_t number = 0;
        for (; number < leastInputs || std::chrono::steady_clock::now() < end; ++number) {
            const auto result = fuzz.tryInput(number);
            if (!result.problem.empty()) {
                folder.setAutoRemove(false);
                QFAIL(qPrintable(QString("%1, input %2, files in %3: %4")
                                     .arg(QString::fromStdString(result.target))
                                     .arg(number)
                                     .arg(folder.path(), QString::fromStdString(result.problem))));
            }
            ++(result.refused ? counts[result.target].second : counts[result.target].first);
        }
        // Mutants that are all refused at once, or never, would test little.
        for (const auto& [target, count] : counts)
            QVERIFY2(count.first > 0 && count.second > 0,
                     qPrintable(QString("%1: %2 opened, %3 refused")
                                    .arg(QString::fromStdString(target))
                                    .arg(count.first)
                                    .arg(count.second)));
        qInfo("%llu inputs", static_cast<unsigned long long>(number));
    }

    void anInputIsTheSameAgain()
    {
        const std::string text = R"({"a": [1, 2, {"b": "c"}], "d": 1.5, "e": null})";
        int changed = 0;
        for (uint64_t number = 0; number < 50; ++number) {
            Dice one(number), two(number);
            const auto mutant = mutatedJson(text, one);
            QCOMPARE(mutatedJson(text, two), mutant);
            changed += mutant != text;
        }
        QVERIFY(changed > 40);
    }
};

QUANTSCOPE_TEST(TestFuzz)
#include "tst_fuzz.moc"

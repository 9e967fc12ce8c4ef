// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>

#include <atomic>

#include <c10/core/InferenceMode.h>

#include "base/error.h"
#include "bitalloc/measuresensitivity.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "testmain.h"

using namespace quantscope;

class TestSensitivity : public QObject
{
    Q_OBJECT

private:
    SensitivityTable measure(const Recipe& recipe, const SensitivityOptions& options, const Progress& progress = {})
    {
        const c10::InferenceMode inference;
        return measureSensitivity(*m_loaded, recipe, m_data, options, progress);
    }

    // A decoder alone is rounded, and only a few groups of it, so that a walk takes seconds.
    static Recipe recipe()
    {
        auto r = findPreset("w4a16-rtn")->make();
        r.calibration.errorSamples = 2;
        r.calibration.weightSamples = 2;
        r.vision.scheme.weightBits = r.projector.scheme.weightBits = 16;
        Override entry;
        entry.match.tower = Tower::Llm;
        entry.match.firstBlock = 1;
        entry.match.lastBlock = 100;
        entry.fields["weight_bits"] = 16;
        r.overrides.push_back(entry);
        return r;
    }

    static SensitivityOptions quick()
    {
        SensitivityOptions options;
        options.threads = 2;
        options.bits = {2, 4, 8};
        options.questions = 2;
        options.measures = {"kurtosis", "hessian_trace", "output_error", "kl", "hits"};
        return options;
    }

    static std::shared_ptr<StageCache> cacheIn(const QString& folder)
    {
        return std::make_shared<StageCache>(
            "test", std::make_shared<MemoryCache>(int64_t(1) << 30),
            std::make_shared<Store>(StoreOptions{folder.toStdString(), int64_t(1) << 30}));
    }

    static bool same(const SensitivityTable& a, const SensitivityTable& b)
    {
        bool equal = a.groups == b.groups && a.bits == b.bits && a.measures.size() == b.measures.size();
        for (size_t m = 0; equal && m < a.measures.size(); ++m)
            equal = a.measures[m].rows == b.measures[m].rows;
        return equal && a.floatCorrect == b.floatCorrect;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_loaded.emplace(loadModel(findResource("demo/internvl2-ocr-mini"), at::kFloat, at::kCPU));
        m_data = loadDataset(findResource("demo/ocrbench_mini_calib.tsv"));
        m_data.questions.resize(12);
        m_table = measure(recipe(), quick());
    }

    void everyGroupHasEveryScore()
    {
        QCOMPARE(m_table.groups.size(), size_t(4));
        QCOMPARE(m_table.groups[0].layers.size(), size_t(3));
        QCOMPARE(m_table.questions, int64_t(2));
        QVERIFY(m_table.floatCorrect >= 0 && m_table.floatCorrect <= 2);
        for (const auto& measured : m_table.measures) {
            QVERIFY(measured.complete());
            for (const auto& row : measured.rows) {
                QCOMPARE(row.size(), size_t(3));
                if (measured.measure == "hits")
                    continue;
                for (const double score : row)
                    QVERIFY2(score > 0 && std::isfinite(score), measured.measure.c_str());
                QVERIFY2(row[0] > row[1] && row[1] > row[2], measured.measure.c_str()); // more bits, less harm
            }
        }
        QCOMPARE(rankAgreement(m_table, 4).size(), size_t(10));
        QVERIFY_EXCEPTION_THROWN(rankAgreement(m_table, 3), Error);
    }

    void threadsChangeNothing()
    {
        auto options = quick();
        options.threads = 1;
        QVERIFY(same(measure(recipe(), options), m_table));
    }

    void bitsOfTheRecipeChangeNothing()
    {
        QTemporaryDir folder;
        auto options = quick();
        const auto cache = cacheIn(folder.path());
        options.cache = cache.get();
        QVERIFY(same(measure(recipe(), options), m_table));
        auto other = recipe();
        other.llm.scheme.weightBits = 3;
        other.llm.scheme.activationBits = 8; // inputs are not rounded here
        int reported = 0;
        const auto fresh = cacheIn(folder.path()); // from the disk
        options.cache = fresh.get();
        options.updated = [&](const SensitivityTable& table) {
            ++reported;
            QVERIFY(table.measures.front().complete());
        };
        QVERIFY(same(measure(other, options), m_table));
        QCOMPARE(reported, 1); // nothing was measured
    }

    void otherMethodsAndTransformsHaveOtherScores()
    {
        auto options = quick();
        options.measures = {"hessian_trace", "kurtosis"};
        options.bits = {3};
        QTemporaryDir folder;
        const auto cache = cacheIn(folder.path());
        options.cache = cache.get();
        const auto rtn = measure(recipe(), options);
        auto clipped = recipe();
        clipped.llm.scheme.weightClip = true;
        const auto clip = measure(clipped, options);
        QVERIFY(clip.measures[0].rows != rtn.measures[0].rows);
        QVERIFY(clip.measures[1].rows == rtn.measures[1].rows);
        auto rotated = recipe();
        for (const Tower tower : allTowers())
            rotated.tower(tower).fuseNorms = true;
        rotated.llm.rotate = true;
        QVERIFY(measure(rotated, options).measures[1].rows != rtn.measures[1].rows);
    }

    void aStoppedMeasurementGoesOn()
    {
        QTemporaryDir folder;
        auto options = quick();
        options.measures = {"hessian_trace"};
        const auto cache = cacheIn(folder.path());
        options.cache = cache.get();
        std::atomic<bool> stop = false;
        Progress progress;
        progress.cancelled = [&] { return stop.load(); };
        int reported = 0;
        options.updated = [&](const SensitivityTable&) { stop = ++reported == 3; };
        QVERIFY_EXCEPTION_THROWN(measure(recipe(), options, progress), Cancelled);
        reported = 0;
        options.updated = [&](const SensitivityTable&) { ++reported; };
        const auto table = measure(recipe(), options);
        QCOMPARE(reported, 3); // what was known, and the two groups that were missing
        QVERIFY(table.measures[0].rows == m_table.find("hessian_trace")->rows);
    }

    void cancelsAtTheNextStep()
    {
        std::atomic<bool> stop = false;
        std::atomic<int> stepsAfter = 0;
        Progress progress;
        progress.cancelled = [&] { return stop.load(); };
        progress.report = [&](double, std::string_view what) {
            stepsAfter += stop.load();
            if (what.find("down_proj") != std::string_view::npos)
                stop = true;
        };
        QVERIFY_EXCEPTION_THROWN(measure(recipe(), quick(), progress), Cancelled);
        QVERIFY(stop);
        QVERIFY2(stepsAfter <= 2, qPrintable(QString::number(stepsAfter))); // one that each thread had begun
    }

    void whatCannotBeMeasuredIsSaid()
    {
        auto options = quick();
        QVERIFY_EXCEPTION_THROWN(measure({}, options), Error); // rounds nothing
        options.bits = {4, 2};
        QVERIFY_EXCEPTION_THROWN(measure(recipe(), options), Error);
        options.bits = {1, 4};
        QVERIFY_EXCEPTION_THROWN(measure(recipe(), options), Error);
        options = quick();
        options.measures = {"taste"};
        QVERIFY_EXCEPTION_THROWN(measure(recipe(), options), Error);
        options.measures = {};
        QVERIFY_EXCEPTION_THROWN(measure(recipe(), options), Error);
    }

    void filesHoldAllScores()
    {
        const auto json = sensitivityToJson(m_table, m_loaded->model.layers);
        QCOMPARE(json.at("groups").size(), size_t(4));
        QCOMPARE(json.at("groups")[0].at("layers").size(), size_t(3));
        QCOMPARE(json.at("groups")[3].at("scores").at("kl")[1].get<double>(), m_table.find("kl")->rows[3][1]);
        QCOMPARE(json.at("rank_agreement").size(), size_t(30));
        const auto csv = QString::fromStdString(sensitivityToCsv(m_table, m_loaded->model.layers));
        QCOMPARE(csv.count('\n'), 1 + 4 * 5 * 3);
    }

private:
    std::optional<LoadedModel> m_loaded;
    Dataset m_data;
    SensitivityTable m_table;
};

QUANTSCOPE_TEST(TestSensitivity)
#include "tst_sensitivity.moc"

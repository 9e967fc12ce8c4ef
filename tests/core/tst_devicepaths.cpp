// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/randn.h>
#include <c10/core/InferenceMode.h>

#include "answering/evaluate.h"
#include "answering/questions.h"
#include "files/resources.h"
#include "numeric/batchrange.h"
#include "numeric/observer.h"
#include "quant/statistics.h"
#include "run/devicememory.h"
#include "testmain.h"

using namespace quantscope;

// What GPUs run, on the CPU: tensor operations beside kernels, several questions beside one, several copies beside one.
class TestDevicePaths : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto files = demoFiles();
        m_loaded.emplace(loadModel(files.model, at::kFloat, at::kCPU));
        m_data = loadDataset(files.calibration);
    }

    void rangesOfRowsAreThoseOfBatches_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        for (const int columns : {1, 2, 63, 64, 896, 4097, 200000, 262144})
            QTest::addRow("%d", columns) << (columns > 5000 ? 1 : 3) << columns;
    }
    void rangesOfRowsAreThoseOfBatches()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        at::manual_seed(7);
        const auto x = at::randn({rows, columns}) * at::randn({rows, 1});
        const auto found = rowRanges(x);
        for (int64_t row = 0; row < rows; ++row) {
            const auto expected = batchRange(x[row]);
            const auto v = found[row];
            QCOMPARE(v[0].item<float>(), expected.min);
            QCOMPARE(v[1].item<float>(), expected.max);
            QCOMPARE(v[2].item<float>(), expected.low);
            QCOMPARE(v[3].item<float>(), expected.high);
        }
        QVERIFY_THROWS_EXCEPTION(Error, rowRanges(at::empty({1, 0})));
    }

    void questionsTogetherBringWhatEachBringsAlone()
    {
        const c10::InferenceMode inference;
        const std::vector<size_t> rows{0, 1, 2, 3, 4};
        const auto samples = prepareQuestions(*m_loaded, m_data, rows, 1);
        CalibrateOptions alone, together;
        alone.generation = together.generation = m_loaded->generation;
        alone.newTokens = together.newTokens = 4;
        alone.together = 1;
        together.together = 3;
        const auto a = collectStatistics(m_loaded->model, samples, alone);
        const auto b = collectStatistics(m_loaded->model, samples, together);
        QCOMPARE(a.size(), b.size());
        for (size_t layer = 0; layer < a.size(); ++layer) {
            QCOMPARE(a[layer].batches.size(), b[layer].batches.size());
            for (size_t i = 0; i < a[layer].batches.size(); ++i) {
                const auto &one = a[layer].batches[i], &other = b[layer].batches[i];
                const float size = std::max(std::abs(one.min), std::abs(one.max));
                for (const auto member : {&BatchRange::min, &BatchRange::max, &BatchRange::low, &BatchRange::high})
                    QVERIFY2(std::abs(one.*member - other.*member) <= 1e-3f * size,
                             m_loaded->model.layers[layer].name.c_str());
            }
        }
    }

    void severalCopiesAnswerAsOne()
    {
        const c10::InferenceMode inference;
        EvaluateOptions options;
        options.limit = 24;
        const auto one = evaluate(*m_loaded, m_loaded->model, m_data, options);
        const std::vector<Model> copies{m_loaded->model, copiedTo(m_loaded->model, at::kCPU)};
        options.threads = 3;
        const auto two = evaluate(*m_loaded, copies, m_data, options);
        QCOMPARE(two.predictions.size(), one.predictions.size());
        for (size_t i = 0; i < one.predictions.size(); ++i) {
            QCOMPARE(two.predictions[i].row, i);
            QCOMPARE(two.predictions[i].text, one.predictions[i].text);
        }
        QCOMPARE(two.score.correct, one.score.correct);
    }

    void deviceListsAreChecked()
    {
        QCOMPARE(parseDevices("cpu").size(), size_t(1));
        for (const char* text : {"", "cpu,cpu", "cuda:0,cuda:0", "cuda:0,cpu", "tpu", "cpu,", "cuda:99"})
            QVERIFY_THROWS_EXCEPTION(Error, parseDevices(text));
    }

private:
    std::optional<LoadedModel> m_loaded;
    Dataset m_data;
};

QUANTSCOPE_TEST(TestDevicePaths)
#include "tst_devicepaths.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros.h>

#include "base/error.h"
#include "experiments/ablation.h"
#include "experiments/presets.h"
#include "layerview/makelesson.h"
#include "numeric/gptq.h"
#include "numeric/gptqsteps.h"
#include "numeric/hadamard.h"
#include "numeric/rotationpath.h"
#include "numeric/smallgrid.h"
#include "testmain.h"

using namespace quantscope;

namespace {

std::vector<float> randomValues(size_t count, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& x : values)
        x = normal(generator);
    return values;
}

at::Tensor tensorOf(std::vector<float>& values, int64_t rows)
{
    return at::from_blob(values.data(), {rows, static_cast<int64_t>(values.size()) / rows}).clone();
}

// The matrix of the path at t, one row per unit vector.
std::vector<double> matrixAt(const RotationPath& path, double t)
{
    const auto n = static_cast<size_t>(path.size);
    std::vector<double> rows(n * n);
    for (size_t i = 0; i < n; ++i)
        rows[i * n + i] = 1;
    rotateRows(path, t, std::span(rows));
    return rows;
}

double distanceFromIdentity(const std::vector<double>& m, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < n; ++j) {
            double sum = i == j ? -1 : 0;
            for (size_t k = 0; k < n; ++k)
                sum += m[i * n + k] * m[j * n + k];
            most = std::max(most, std::abs(sum));
        }
    return most;
}

}

class TestLessons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pathIsOrthogonalEverywhere_data()
    {
        QTest::addColumn<int>("n");
        for (const int n : {1, 2, 8, 12, 24, 28, 64, 192, 20})
            QTest::addRow("%d", n) << n;
    }

    void pathIsOrthogonalEverywhere()
    {
        QFETCH(int, n);
        const auto path = pathToHadamard(n);
        for (const double t : {0.0, 0.01, 0.37, 0.5, 0.99, 1.0})
            QVERIFY(distanceFromIdentity(matrixAt(path, t), static_cast<size_t>(n)) < 1e-11);
        const auto start = matrixAt(path, 0), end = matrixAt(path, 1);
        const double entry = 1 / std::sqrt(double(n));
        for (size_t i = 0; i < start.size(); ++i) {
            QCOMPARE(start[i], i % static_cast<size_t>(n + 1) == 0 ? 1.0 : 0.0);
            QVERIFY2(std::abs(std::abs(end[i]) - entry) < 1e-11, qPrintable(QString::number(end[i])));
        }
    }

    void pathRefusesOtherRows()
    {
        const auto path = pathToHadamard(8);
        std::vector<float> rows(12);
        QVERIFY_EXCEPTION_THROWN(rotateRows(path, 1, std::span(rows)), Error);
        QVERIFY_EXCEPTION_THROWN(pathToHadamard(0), Error);
    }

    void turningKeepsProducts()
    {
        auto x = randomValues(16 * 96, 1), w = randomValues(5 * 96, 2);
        const auto y = productWith(x, w, 96);
        const auto path = pathToHadamard(96);
        for (const double t : {0.3, 1.0}) {
            auto xTurned = x, wTurned = w;
            rotateRows(path, t, std::span(xTurned));
            rotateRows(path, t, std::span(wTurned));
            QVERIFY(sqnrDb(y, productWith(xTurned, wTurned, 96)) > 110);
            QVERIFY(sqnrDb(x, xTurned) < 10);
        }
    }

    void rotationSpreadsAnOutlier()
    {
        std::vector<float> x(64);
        x[17] = 8;
        rotateRows(pathToHadamard(64), 1, std::span(x));
        for (const float value : x)
            QVERIFY(std::abs(std::abs(value) - 1) < 1e-5);
    }

    void errorIsSplit()
    {
        const auto grid = symmetricGrid(7, 4);
        QCOMPARE(grid.scale, 1.0);
        QCOMPARE(grid.low, -8);
        const std::vector<float> values{0.25f, -3.0f, 7.4f, 20.0f, -10.0f};
        const auto error = gridError(values, grid);
        QVERIFY(std::abs(error.rounding - (0.0625 + 0.16) / 5) < 1e-6);
        QVERIFY(std::abs(error.clipping - (169 + 4) / 5.0) < 1e-6);
        QCOMPARE(error.clippedShare, 2.0 / 5);
        QCOMPARE(error.levelsUsed, int64_t(4)); // 0, -3, 7 (twice), -8
        double sum = 0;
        for (const float x : values)
            sum += std::pow(x - grid.nearest(x), 2) / 5;
        QVERIFY(std::abs(sum - error.total()) < 1e-9);
        QVERIFY(std::isinf(gridError(std::vector<float>{1, 2, -8}, grid).sqnrDb()));
    }

    void gridsAreThoseOfTheProduct()
    {
        auto w = randomValues(6 * 40, 3);
        for (const int bits : {2, 4, 8}) {
            WeightFormat format;
            format.bits = bits;
            const auto product = roundToNearest(tensorOf(w, 6), format);
            for (int64_t row = 0; row < 6; ++row) {
                const auto values = std::span(w).subspan(static_cast<size_t>(row) * 40, 40);
                const auto grid = symmetricGrid(largest(values), bits);
                for (int64_t i = 0; i < 40; ++i)
                    QVERIFY(std::abs(product.dequantized[row][i].item<float>() -
                                     grid.nearest(values[static_cast<size_t>(i)])) < 1e-5);
            }
        }
        const auto grid = asymmetricGrid(1, 3, 4); // widened to hold 0
        QCOMPARE(grid.zero, 0.0);
        QCOMPARE(grid.level(15), 3.0);
    }

    void finerSharingIsBetter()
    {
        auto x = randomValues(32 * 64, 4);
        for (size_t i = 5; i < x.size(); i += 64)
            x[i] *= 40;
        const auto of = [&](Sharing sharing, int64_t group = 16) { return sharingError(x, 64, sharing, 4, group); };
        QVERIFY(of(Sharing::Column).sqnrDb > of(Sharing::Row).sqnrDb + 3);
        QVERIFY(of(Sharing::Group).sqnrDb >= of(Sharing::Row).sqnrDb);
        QVERIFY(of(Sharing::Row).sqnrDb >= of(Sharing::Tensor).sqnrDb);
        QCOMPARE(of(Sharing::Tensor).scales, int64_t(1));
        QCOMPARE(of(Sharing::Group, 24).scales, int64_t(32 * 3));
        QCOMPARE(of(Sharing::Group, 64).sqnrDb, of(Sharing::Row).sqnrDb);
        QVERIFY_EXCEPTION_THROWN(of(Sharing::Group, 0), Error);
        QVERIFY_EXCEPTION_THROWN(sharingError(x, 63, Sharing::Row, 4, 1), Error);
    }

    void stepsEndWhereGptqEnds_data()
    {
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("actOrder");
        QTest::addColumn<bool>("dead");
        for (const int bits : {2, 3, 4, 8})
            for (const bool actOrder : {false, true})
                for (const bool dead : {false, true})
                    QTest::addRow("%d %d %d", bits, actOrder, dead) << bits << actOrder << dead;
    }

    void stepsEndWhereGptqEnds()
    {
        QFETCH(int, bits);
        QFETCH(bool, actOrder);
        QFETCH(bool, dead);
        auto w = randomValues(8 * 12, 5), x = randomValues(100 * 12, 6);
        for (size_t i = 0; i < x.size(); i += 12) {
            x[i + 3] += 2 * x[i + 7];
            x[i + 1] *= 6;
            if (dead)
                x[i + 4] = 0;
        }
        const auto inputs = tensorOf(x, 100);
        const auto h = at::matmul(inputs.t(), inputs) * (2.0 / 100);
        const auto flat = h.contiguous();
        const std::span hessian(flat.data_ptr<float>(), 144);
        const auto walk = walkGptq(w, hessian, 12, {bits, actOrder});
        QCOMPARE(walk.steps.size(), size_t(13));
        WeightFormat format;
        format.bits = bits;
        GptqOptions options;
        options.actOrder = actOrder;
        const auto product = quantizeGptq(tensorOf(w, 8), h, format, options);
        for (int64_t row = 0; row < 8; ++row)
            for (int64_t i = 0; i < 12; ++i)
                QVERIFY(std::abs(walk.steps.back().weight[static_cast<size_t>(row * 12 + i)] -
                                 product.weight.dequantized[row][i].item<float>()) < 1e-4);
        QVERIFY(std::abs(walk.steps.back().loss - product.loss) < 1e-3 * std::max(1.0, product.loss));
        QVERIFY(walk.steps.back().loss <= walk.nearestLoss);
        if (actOrder)
            for (int64_t i = 0; i < 12; ++i)
                QCOMPARE(walk.order[static_cast<size_t>(i)], product.order[i].item<int64_t>());
    }

    void stepsTouchOnlyWhatIsFree()
    {
        auto w = randomValues(4 * 6, 7), x = randomValues(50 * 6, 8);
        const auto inputs = tensorOf(x, 50);
        const auto h = at::matmul(inputs.t(), inputs).contiguous();
        const auto walk = walkGptq(w, {h.data_ptr<float>(), 36}, 6, {3, true});
        std::vector<char> settled(6);
        for (size_t i = 1; i < walk.steps.size(); ++i) {
            const auto& before = walk.steps[i - 1];
            const auto& now = walk.steps[i];
            for (size_t at = 0; at < now.weight.size(); ++at) {
                if (settled[at % 6])
                    QCOMPARE(now.weight[at], before.weight[at]);
                if (settled[at % 6] || at % 6 == static_cast<size_t>(now.column))
                    QCOMPARE(now.passed[at], 0.0);
                else
                    QCOMPARE(now.weight[at], before.weight[at] + now.passed[at]);
            }
            settled[static_cast<size_t>(now.column)] = 1;
        }
        QVERIFY_EXCEPTION_THROWN(walkGptq(w, {h.data_ptr<float>(), 30}, 6, {}), Error);
        std::vector<float> indefinite(36);
        for (size_t i = 0; i < 36; i += 7)
            indefinite[i] = -1;
        QVERIFY_EXCEPTION_THROWN(walkGptq(w, indefinite, 6, {}), Error);
    }

    void lessonIsBoundedAndHonest()
    {
        Layer layer;
        layer.name = "mlp";
        auto w = randomValues(100 * 32, 9), x = randomValues(1000 * 32, 10);
        Linear linear;
        linear.weight = tensorOf(w, 100);
        LayerInputs inputs;
        inputs.rows = {tensorOf(x, 1000).to(at::kBFloat16)};
        auto marks = at::zeros({1000}, at::kByte);
        marks.slice(0, 0, 900).fill_(1);
        inputs.rowIsImage = {marks};
        const auto lesson = makeLesson(layer, linear, inputs, 0);
        QCOMPARE(lesson.tokens(), int64_t(256));
        QCOMPARE(std::count(lesson.isImage.begin(), lesson.isImage.end(), 0), 100); // all text there is
        QCOMPARE(lesson.inputs.size(), size_t(256 * 32));
        QCOMPARE(lesson.rowsOf(true).size() + lesson.rowsOf(false).size(), lesson.inputs.size());
        QCOMPARE(lesson.outputs(), int64_t(64));
        QCOMPARE(lesson.small.columns, int64_t(8));
        QCOMPARE(lesson.inputs[0], tensorOf(x, 1000)[0][0].to(at::kBFloat16).item<float>());
        QVERIFY(walkGptq(lesson.small.weight, lesson.small.hessian, 8, {}).steps.size() == 9);
        const auto turned = at::matmul(tensorOf(w, 100), hadamardRotation(hadamardOfSize(32)).t().to(at::kFloat));
        QVERIFY(std::abs(turned.abs().amax(0)[3].item<float>() - lesson.turnedChannelMax[3]) < 1e-4);
        QVERIFY_EXCEPTION_THROWN(makeLesson(layer, linear, inputs, 1), Error);
        Progress progress;
        progress.cancelled = [] { return true; };
        QVERIFY_EXCEPTION_THROWN(makeLesson(layer, linear, inputs, 0, progress), Cancelled);
    }

    void tellingLayerStandsOut()
    {
        std::vector<Layer> layers(3);
        layers[0].role = layers[2].role = Role::MlpDown;
        layers[2].tower = Tower::Llm;
        std::vector<InputProfile> profiles(3);
        profiles[0].channelMax = {1, 1, 5};
        profiles[1].channelMax = {1, 1, 50};
        profiles[2].channelMax = {1, 1, 2};
        QCOMPARE(tellingLayer({}, layers, profiles), 1);
        QCOMPARE(tellingLayer({{}, Role::MlpDown}, layers, profiles), 0);
        QCOMPARE(tellingLayer({Tower::Llm, Role::MlpDown}, layers, profiles), 2);
        QCOMPARE(tellingLayer({Tower::Projector, {}}, layers, profiles), -1);
    }

    void ablationEndsWithThePublishedCommand()
    {
        const auto& ablation = publishedAblation();
        const auto count = ablation.steps.size();
        auto last = ablationRecipe(ablation, count - 1);
        auto published = findPreset("mquant-w8a8-w4a8")->make();
        last.name = published.name = {};
        QVERIFY(last == published);
        for (size_t i = 1; i < count; ++i) {
            auto a = ablationRecipe(ablation, i - 1), b = ablationRecipe(ablation, i);
            QVERIFY(!b.name.empty());
            QVERIFY(a.calibration == b.calibration);
            a.name = b.name = {};
            QVERIFY2(!(a == b), ablation.steps[i].id.data());
        }
        QVERIFY_EXCEPTION_THROWN(ablationRecipe(ablation, count), Error);
    }

    void everyStepOfTheLadderIsARecipeOfItsOwn()
    {
        const auto& ladder = demoLadder();
        std::set<std::string> recipes;
        for (size_t i = 0; i < ladder.steps.size(); ++i) {
            auto recipe = ablationRecipe(ladder, i);
            QCOMPARE(recipe.name, std::string(ladder.steps[i].title));
            // A step that carries a preset's name is that preset.
            for (const auto& preset : presets()) {
                auto other = preset.make();
                other.name = recipe.name;
                QCOMPARE(recipe.name == preset.title, recipe == other);
            }
            recipe.name.clear();
            QVERIFY2(recipes.insert(recipeToJson(recipe).dump()).second, ladder.steps[i].id.data());
        }
    }

    void meanLooksAtRoundedLayersAlone()
    {
        std::vector<LayerReport> layers(4);
        QVERIFY(!meanSqnrDb(layers));
        for (size_t i = 0; i < 3; ++i) {
            layers[i].measured = true;
            layers[i].scheme.weightBits = 4;
            layers[i].error.accumulated.sqnrDb = 10.0 * double(i + 1);
        }
        layers[2].error.accumulated.sqnrDb = std::numeric_limits<double>::infinity();
        QCOMPARE(*meanSqnrDb(layers), 15.0);
    }
};

QUANTSCOPE_TEST(TestLessons)
#include "tst_lessons.moc"

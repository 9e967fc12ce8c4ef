// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/zeros.h>

#include "base/error.h"
#include "base/parallel.h"
#include "cases.h"
#include "numeric/hadamard.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

bool isHadamard(const at::Tensor& h)
{
    return h.abs().eq(1).all().item<bool>() &&
        at::equal(at::matmul(h, h.t()), at::eye(h.size(0), h.options()) * static_cast<double>(h.size(0)));
}

// H Hᵀ v = n v for some integer vectors, exactly: misses a wrong matrix only by accident, and is quick.
bool actsLikeHadamard(const at::Tensor& h)
{
    const at::Tensor v = at::randint(-8, 9, {h.size(0), 4}, at::detail::createCPUGenerator(1), h.options());
    return h.abs().eq(1).all().item<bool>() &&
        at::equal(at::matmul(h, at::matmul(h.t(), v)), v * static_cast<double>(h.size(0)));
}

double distanceFromOrthogonal(const at::Tensor& q)
{
    return maxDifference(at::matmul(q, q.t()), at::eye(q.size(0), q.options()));
}

}

class TestHadamard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOrderUpTo2000IsOrthogonal()
    {
        int found = 0;
        for (int64_t n = 1; n <= 2000; ++n) {
            if (!hadamardOrderExists(n)) {
                QVERIFY(n % 4 != 0 || n >= 4 * 23);
                continue;
            }
            ++found;
            QVERIFY(n <= 2 || n % 4 == 0);
            const at::Tensor h = hadamardMatrix(n);
            QVERIFY2(n <= 400 ? isHadamard(h) : actsLikeHadamard(h), qPrintable(QString::number(n)));
        }
        // Of 500 multiples of four, 1 and 2; the rest needs constructions we do not have.
        QVERIFY2(found >= 370, qPrintable(QString::number(found)));
    }

    void primePowerFields_data()
    {
        QTest::addColumn<int>("order");
        // 27 + 1, 2 (9 + 1), 2 (25 + 1), 2 (49 + 1), 243 + 1, 2 (121 + 1), 2 (81 + 1), 343 + 1
        for (const int order : {28, 20, 52, 100, 244, 164, 344})
            QTest::addRow("%d", order) << order;
    }
    void primePowerFields()
    {
        QFETCH(int, order);
        QVERIFY(isHadamard(hadamardMatrix(order)));
    }

    void refusesOtherOrders()
    {
        for (const int64_t n : {0, 3, 6, 668, -4})
            QVERIFY_EXCEPTION_THROWN(hadamardMatrix(n), Error);
        QVERIFY_EXCEPTION_THROWN(hadamardOfSize(0), Error);
        QVERIFY_EXCEPTION_THROWN(hadamardWithBase(36, at::ones({12, 12})), Error);
        QVERIFY_EXCEPTION_THROWN(hadamardTransform(hadamardOfSize(8), at::zeros({2, 7})), Error);
    }

    void plansSizes_data()
    {
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("order");
        QTest::addColumn<int>("blocks");
        QTest::newRow("InternVL2-1B MLP") << 4864 << 76 << 1;
        QTest::newRow("Qwen2-7B MLP") << 18944 << 148 << 1;
        QTest::newRow("InternViT-6B") << 3200 << 100 << 1;
        QTest::newRow("InternViT-6B MLP") << 12800 << 100 << 1;
        QTest::newRow("Qwen2-72B MLP") << 29568 << 924 << 1;
        QTest::newRow("10944") << 10944 << 684 << 1;
        QTest::newRow("no known matrix") << 13696 << 1 << 107;
        QTest::newRow("power of two") << 4096 << 1 << 1;
        QTest::newRow("odd") << 77 << 1 << 77;
        QTest::newRow("one") << 1 << 1 << 1;
    }
    void plansSizes()
    {
        QFETCH(int, n);
        const Hadamard h = hadamardOfSize(n);
        QTEST(static_cast<int>(h.base.size(0)), "order");
        QTEST(static_cast<int>(h.blocks), "blocks");
        QCOMPARE(h.base.size(0) * h.sylvester * h.blocks, int64_t(n));
        const at::Tensor x = normal({3, n}, 1);
        const at::Tensor y = hadamardTransform(h, x);
        QVERIFY(maxDifference(hadamardTransform(h, y, true), x) < 1e-5);
        QVERIFY(maxDifference(y.norm(), x.norm()) < 1e-3);
        const at::Tensor exact = hadamardTransform(h, x.to(at::kDouble));
        QVERIFY(maxDifference(y, exact) < 1e-5);
    }

    void transformEqualsItsMatrix_data()
    {
        QTest::addColumn<int>("n");
        for (const int n :
             {1, 2, 4, 8, 16, 32, 12, 24, 48, 96, 192, 40, 76, 152, 304, 608, 172, 344, 100, 924, 8192, 107 * 4, 33})
            QTest::addRow("%d", n) << n;
    }
    void transformEqualsItsMatrix()
    {
        QFETCH(int, n);
        const Hadamard h = hadamardOfSize(n);
        const at::Tensor m = hadamardRotation(h);
        QVERIFY(n > 1024 || distanceFromOrthogonal(m) < 1e-12);
        const at::Tensor x = normal({2, 5, n}, 2);
        QVERIFY(maxDifference(hadamardTransform(h, x), at::matmul(x.to(at::kDouble), m.t())) < 5e-6);
        QVERIFY(maxDifference(hadamardTransform(h, x, true), at::matmul(x.to(at::kDouble), m)) < 5e-6);
        const at::Tensor half = x.to(at::kBFloat16);
        const at::Tensor y = hadamardTransform(h, half);
        QCOMPARE(y.scalar_type(), at::kBFloat16);
        QVERIFY(at::equal(y, hadamardTransform(h, half.to(at::kFloat)).to(at::kBFloat16)));
        QVERIFY(maxDifference(hadamardTransform(h, half, false, true), y) < 0.1);
    }

    void roundsBetweenSteps()
    {
        const Hadamard h = hadamardOfSize(12 * 16);
        const at::Tensor x = normal({4, 12 * 16}, 3).to(at::kBFloat16);
        const at::Tensor ours = hadamardTransform(h, x, false, true).to(at::kFloat);
        const at::Tensor walsh = at::matmul(x.to(at::kFloat).reshape({-1, 16}), hadamardMatrix(16)) / std::sqrt(192.0);
        const at::Tensor rounded = walsh.to(at::kBFloat16).to(at::kFloat).reshape({4, 12, 16});
        const at::Tensor expected = at::matmul(h.base, rounded).reshape({4, 192}).to(at::kBFloat16).to(at::kFloat);
        QVERIFY(differingShare(ours, expected, 8e-3, 1) == 0);
        QVERIFY(!at::equal(ours, hadamardTransform(h, x).to(at::kFloat)));
    }

    void threadsDoNotChangeBits()
    {
        const Hadamard h = hadamardOfSize(4864);
        const at::Tensor x = normal({70, 4864}, 4);
        at::Tensor one = x.clone(), three = x.clone();
        hadamardRowsInPlace(h, one.data_ptr<float>(), 70, 1);
        hadamardRowsInPlace(h, three.data_ptr<float>(), 70, 3);
        QVERIFY(at::equal(one, three));
        const OperationThreads threads(2);
        QVERIFY(at::equal(one, hadamardTransform(h, x)));
    }

    void rotationsAreOrthogonal_data()
    {
        QTest::addColumn<int>("n");
        for (const int n : {1, 2, 16, 12, 76, 96, 107 * 2, 9})
            QTest::addRow("%d", n) << n;
    }
    void rotationsAreOrthogonal()
    {
        QFETCH(int, n);
        const Hadamard h = hadamardOfSize(n);
        at::Generator generator = at::detail::createCPUGenerator(7);
        const at::Tensor signs = drawSigns(n, generator);
        QVERIFY(signs.abs().eq(1).all().item<bool>());
        const at::Tensor ones = at::ones({n}, at::kDouble);
        for (const at::Tensor& q : {randomHadamard(h, signs), randomOrthogonal(n, generator),
                                    onesFixingRotation(h, signs), onesFixingRandom(n, generator)}) {
            QCOMPARE(q.scalar_type(), at::kDouble);
            QVERIFY(distanceFromOrthogonal(q) < 1e-12);
        }
        QVERIFY(maxDifference(at::matmul(onesFixingRotation(h, signs), ones), ones) < 1e-12);
        QVERIFY(maxDifference(at::matmul(ones, onesFixingRotation(h, signs)), ones) < 1e-12);
        QVERIFY(maxDifference(at::matmul(onesFixingRandom(n, generator), ones), ones) < 1e-12);
        QVERIFY_EXCEPTION_THROWN(randomHadamard(h, at::ones({n + 1})), Error);
    }

    void generatorsReproduce()
    {
        at::Generator a = at::detail::createCPUGenerator(11), b = at::detail::createCPUGenerator(11);
        const at::Tensor first = randomOrthogonal(20, a);
        QVERIFY(at::equal(first, randomOrthogonal(20, b)));
        QVERIFY(!at::equal(first, randomOrthogonal(20, a)));
    }
};

QUANTSCOPE_TEST(TestHadamard)
#include "tst_hadamard.moc"

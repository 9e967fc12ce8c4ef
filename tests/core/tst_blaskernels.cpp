// SPDX-License-Identifier: GPL-3.0-or-later
// A BLAS that does not know the processor is told which kernels to use.

#include "base/blaskernels.h"
#include "base/parallel.h"
#include "testmain.h"

using namespace quantscope;

class TestBlasKernels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldKernelsOnANewProcessorAreReplaced()
    {
        const ProcessorFeatures none, avx2{true, false}, avx512{true, true};
        QCOMPARE(betterKernels("Prescott", avx512), std::string_view("SkylakeX"));
        QCOMPARE(betterKernels("Prescott", avx2), std::string_view("Haswell"));
        QCOMPARE(betterKernels("Nehalem", avx2), std::string_view("Haswell"));
        QVERIFY(betterKernels("Prescott", none).empty());
        for (const char* right : {"Haswell", "SkylakeX", "Cooperlake", "SapphireRapids", "Zen", "NeoverseN1", "POWER9"})
            QVERIFY(betterKernels(right, avx512).empty());
    }

    // The test's own program has done it.
    void thisProgramHasFastKernels()
    {
        const auto name = blasName();
        if (!name.starts_with("OpenBLAS"))
            QSKIP("another BLAS");
        __builtin_cpu_init();
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
            QVERIFY2(name.find("Prescott") == std::string::npos, name.c_str());
    }
};

QUANTSCOPE_TEST(TestBlasKernels)
#include "tst_blaskernels.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/ones.h>

#include "base/parallel.h"
#include "files/atomicfile.h"
#include "files/mappedfile.h"
#include "quant/atlayer.h"
#include "testmain.h"

using namespace quantscope;

namespace {

struct Numbered : Error
{
    Numbered()
        : Error("numbered")
    {
    }
    int number = 7;
};

Layer layerNamed(const char* name)
{
    Layer layer;
    layer.name = name;
    return layer;
}

// What comes out when `thrown` is thrown at a layer.
template <typename E> E caught(const E& thrown)
{
    try {
        atLayer(layerNamed("layer.3"), [&] { throw thrown; });
    } catch (const Error& problem) {
        if (const auto* same = dynamic_cast<const E*>(&problem))
            return *same;
        throw std::logic_error(std::string("another class: ") + problem.what());
    }
    throw std::logic_error("nothing was thrown");
}

}

class TestAtLayer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorsKeepTheirClass()
    {
        QCOMPARE(caught(Error("plain")).what(), "layer.3: plain");
        const auto full = caught(WriteError("/tmp/x: the disk is full", ENOSPC));
        QCOMPARE(full.what(), "layer.3: /tmp/x: the disk is full");
        QCOMPARE(full.code(), ENOSPC);
        QCOMPARE(caught(MissingFileError("/tmp/x: is missing")).what(), "layer.3: /tmp/x: is missing");
        QCOMPARE(caught(Numbered()).what(), "layer.3: numbered");
        QCOMPARE(caught(Numbered()).number, 7);
    }

    void errorsOfOtherThreadsToo()
    {
        try {
            atLayer(layerNamed("outer"), [] {
                parallelFor(4, 2, [](int64_t i) {
                    atLayer(layerNamed("inner"), [&] {
                        if (i == 2)
                            throw WriteError("full", EDQUOT);
                    });
                });
            });
            QFAIL("nothing was thrown");
        } catch (const WriteError& problem) {
            QCOMPARE(problem.what(), "outer: inner: full");
            QCOMPARE(problem.code(), EDQUOT);
        }
    }

    void othersPass()
    {
        QVERIFY_EXCEPTION_THROWN(atLayer(layerNamed("layer"), [] { throw Cancelled(); }), Cancelled);
        QVERIFY_EXCEPTION_THROWN(atLayer(layerNamed("layer"), [] { throw std::bad_alloc(); }), std::bad_alloc);
        QCOMPARE(atLayer(layerNamed("layer"), [] { return 5; }), 5);
    }

    void tensorsAreExplainedWithoutABacktrace()
    {
        try {
            atLayer(layerNamed("layer"), [] { at::ones({2, 3}).mm(at::ones({2, 3})); });
            QFAIL("nothing was thrown");
        } catch (const Error& problem) {
            QVERIFY2(QString(problem.what()).startsWith("layer: mat1 and mat2"), problem.what());
            QVERIFY2(!QString(problem.what()).contains("frame #"), problem.what());
        }
    }
};

QUANTSCOPE_TEST(TestAtLayer)
#include "tst_atlayer.moc"

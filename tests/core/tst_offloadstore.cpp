// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <fstream>
#include <sys/resource.h>

#include <QDir>
#include <QTemporaryDir>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>

#include "base/error.h"
#include "files/atomicfile.h"
#include "files/offloadstore.h"
#include "testmain.h"

using namespace quantscope;

namespace {

// Pages of files in the memory of this process.
double fileBytes()
{
    std::ifstream status("/proc/self/status");
    double bytes = 0;
    for (std::string word; status >> word;)
        if (word == "RssFile:" || word == "RssShmem:") {
            double kilobytes = 0;
            status >> kilobytes;
            bytes += kilobytes * 1024;
        }
    return bytes;
}

// Files that grow beyond this fail as on a full disk.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        auto limit = m_before;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before = {};
    void (*m_handler)(int) = nullptr;
};

}

class TestOffloadStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesThatWereDroppedComeBack()
    {
        const QTemporaryDir folder;
        const OffloadStore offload(folder.path().toStdString());
        offload.dropPages(); // of nothing
        const auto values = at::arange(8'000'000, at::kFloat);
        const auto kept = offload.keep(values);
        QVERIFY(at::equal(kept, values));
        const double touched = fileBytes();
        offload.dropPages();
        QVERIFY(fileBytes() < touched - 30e6);
        QVERIFY(at::equal(kept, values));
        offload.keep(values);
        offload.dropPages(); // of what is gone again
        QVERIFY(at::equal(kept, values));
    }

    void givesBackTheSameValues_data()
    {
        QTest::addColumn<int>("type");
        for (const auto type : {at::kFloat, at::kDouble, at::kBFloat16, at::kHalf, at::kLong, at::kChar, at::kByte})
            QTest::newRow(c10::toString(type)) << static_cast<int>(type);
    }

    void givesBackTheSameValues()
    {
        QFETCH(int, type);
        const QTemporaryDir folder;
        const OffloadStore offload(folder.path().toStdString());
        const auto x = at::randn({300, 500}).mul(50).to(static_cast<at::ScalarType>(type));
        const auto y = offload.keep(x);
        QVERIFY(!y.is_same(x));
        QVERIFY(at::equal(x, y));
        QCOMPARE(offload.bytes(), x.numel() * int64_t(x.element_size()));
        const auto turned = offload.keep(x.t());
        QVERIFY(turned.is_contiguous());
        QVERIFY(at::equal(x.t(), turned));
        QVERIFY(QDir(folder.path()).isEmpty()); // the files have no names
    }

    void mayBeChangedInPlace()
    {
        const QTemporaryDir folder;
        const OffloadStore offload(folder.path().toStdString());
        const auto y = offload.keep(at::ones({400, 400}));
        y.add_(1);
        QCOMPARE(y.sum().item<float>(), 320000.f);
    }

    void smallAndUndefinedTensorsStay()
    {
        const QTemporaryDir folder;
        const OffloadStore offload((folder.path() + "/none").toStdString());
        const auto x = at::ones({16});
        QVERIFY(offload.keep(x).is_same(x));
        QVERIFY(!offload.keep({}).defined());
        QCOMPARE(offload.bytes(), int64_t(0));
        QVERIFY(!QDir(folder.path() + "/none").exists());
    }

    void spaceIsFreeAgain()
    {
        const QTemporaryDir folder;
        int64_t bytes = 0;
        at::Tensor outlives;
        {
            const OffloadStore offload((folder.path() + "/a/b").toStdString());
            {
                const auto first = offload.keep(at::ones({1 << 20}));
                const auto view = first.narrow(0, 5, 10);
                bytes = offload.bytes();
                QCOMPARE(bytes, int64_t(4) << 20);
            }
            QCOMPARE(offload.bytes(), int64_t(0));
            outlives = offload.keep(at::full({1 << 18}, 3));
            QCOMPARE(offload.bytes(), int64_t(2) << 20);
            QCOMPARE(offload.peak(), bytes);
        }
        QCOMPARE(outlives.sum().item<int64_t>(), int64_t(3) << 18);
    }

    void refusesMoreThanItsLimit()
    {
        const QTemporaryDir folder;
        const OffloadStore offload(folder.path().toStdString(), 5 << 20);
        const auto first = offload.keep(at::ones({1 << 20}));
        try {
            offload.keep(at::ones({1 << 20}));
            QFAIL("more than the limit was kept");
        } catch (const Error& problem) {
            QVERIFY(QString(problem.what()).startsWith(folder.path()));
        }
        QCOMPARE(offload.bytes(), int64_t(4) << 20);
        QCOMPARE(first.sum().item<float>(), float(1 << 20));
    }

    void aFullDiskIsAnError()
    {
        const QTemporaryDir folder;
        const OffloadStore offload(folder.path().toStdString());
        QString sentence;
        {
            const FileSizeLimit limit(1 << 20);
            try {
                offload.keep(at::ones({1 << 20}));
            } catch (const WriteError& problem) {
                sentence = problem.what();
                QCOMPARE(problem.code(), EFBIG);
            }
        }
        QVERIFY2(sentence.startsWith(folder.path()), qPrintable(sentence));
        QCOMPARE(offload.bytes(), int64_t(0));
        QVERIFY(QDir(folder.path()).isEmpty());
        QVERIFY(offload.keep(at::ones({1 << 20})).defined()); // works again
    }

    void aFolderThatCannotBeIsAnError()
    {
        const OffloadStore offload("/proc/nothing/here");
        QVERIFY_EXCEPTION_THROWN(offload.keep(at::ones({1 << 20})), WriteError);
    }
};

QUANTSCOPE_TEST(TestOffloadStore)

#include "tst_offloadstore.moc"

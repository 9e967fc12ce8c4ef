// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/benchmarkbeside.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "testmain.h"

using namespace quantscope;

class TestBenchmarkBeside : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tablesOfAFolder_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("questions");
        QTest::addColumn<QString>("calibration");
        QTest::addColumn<QStringList>("others");
        const QString none;
        QTest::newRow("none") << QStringList{"config.json", "notes.txt"} << none << none << QStringList();
        QTest::newRow("one") << QStringList{"config.json", "OCRBench.tsv"} << "OCRBench.tsv" << none << QStringList();
        QTest::newRow("with calibration") << QStringList{"a.tsv", "a_calib.tsv"} << "a.tsv"
                                          << "a_calib.tsv" << QStringList();
        QTest::newRow("calibration of another")
            << QStringList{"b.tsv", "a_calib.tsv"} << "b.tsv" << none << QStringList();
        QTest::newRow("calibration alone") << QStringList{"a_calib.tsv"} << none << none << QStringList();
        QTest::newRow("several") << QStringList{"c.tsv", "a.tsv", "b.tsv", "b_calib.tsv"} << "a.tsv" << none
                                 << QStringList{"b.tsv", "c.tsv"};
    }
    void tablesOfAFolder()
    {
        QFETCH(QStringList, files);
        QFETCH(QString, questions);
        QFETCH(QString, calibration);
        QFETCH(QStringList, others);
        const QTemporaryDir folder;
        const QDir dir(folder.path());
        QVERIFY(dir.mkdir("folder.tsv")); // is no table
        for (const auto& name : files) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        const auto path = [&](const QString& name) { return name.isEmpty() ? name : dir.filePath(name); };
        const auto beside = benchmarkBeside(folder.path());
        QCOMPARE(beside.questions, path(questions));
        QCOMPARE(beside.calibration, path(calibration));
        QCOMPARE(beside.others, others);
    }

    void aFolderThatIsNot()
    {
        QVERIFY(benchmarkBeside("/no/such/place").questions.isEmpty());
    }
};

QUANTSCOPE_TEST(TestBenchmarkBeside)
#include "tst_benchmarkbeside.moc"

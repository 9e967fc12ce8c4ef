// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/error.h"
#include "files/jsonfile.h"
#include "record/report.h"
#include "record/reportreader.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

const std::filesystem::path reports = QUANTSCOPE_SOURCE_DIR "/tests/data/reports";

QByteArray contents(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

// Folders that version 0.1.0 wrote, before runs were records, come back as records that say the same.
class TestReportReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEarlierReportSaysTheSame_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("quantized");
        QTest::newRow("float model") << "float" << false;
        QTest::newRow("two scales, split channels, static and dynamic inputs") << "msq" << true;
    }

    void anEarlierReportSaysTheSame()
    {
        QFETCH(QString, folder);
        QFETCH(bool, quantized);
        const auto path = reports / folder.toStdString();
        const auto run = readRun(path);
        QCOMPARE(run.spec.recipe.has_value(), quantized);
        QCOMPARE(run.predictions.size(), size_t(6));
        QCOMPARE(run.state, RunState::Complete);
        const auto before = readJsonFile(path / "report.json"), after = reportToJson(run);
        // What later versions add is no difference.
        for (const auto& change : nlohmann::json::diff(before, after))
            QVERIFY2(change.at("op") == "add", change.dump().c_str());
        QCOMPARE(QByteArray::fromStdString(predictionsToJsonLines(run)), contents(path / "predictions.jsonl"));
        QCOMPARE(QByteArray::fromStdString(layersToCsv(run.layers)), contents(path / "layers.csv"));
    }

    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("said");
        const QString report = "report.json", predictions = "predictions.jsonl";
        QTest::newRow("schema") << report << "\"schema\": 1"
                                << "\"schema\": 99"
                                << "field 'schema'";
        QTest::newRow("score") << report << "\"score\": {"
                               << "\"scare\": {"
                               << "field 'score' is missing";
        QTest::newRow("role") << report << "\"role\": \"query\""
                              << "\"role\": \"question\""
                              << "field 'role'";
        QTest::newRow("shape") << report << "\"total\": 6"
                               << "\"total\": -6"
                               << "field 'total'";
        QTest::newRow("stage") << report << "\"stage\": \"transform\""
                               << "\"stage\": \"dream\""
                               << "'dream' is not known";
        QTest::newRow("line") << predictions << "\"index\":1,"
                              << "\"index\":1,"
                                 "x"
                              << "line 2: is not valid JSON";
        QTest::newRow("answers") << predictions << "{\"answers\":[\"ringworm\"]"
                                 << "{\"answers\":[7]"
                                 << "line 1: field 'answers'";
        QTest::newRow("tokens") << predictions << "\"tokens\":6"
                                << "\"tokens\":-6"
                                << "field 'tokens'";
    }

    void whatIsWrongIsNamed()
    {
        QFETCH(QString, file);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, said);
        QTemporaryDir folder;
        const std::filesystem::path copy = folder.filePath("run").toStdString();
        std::filesystem::copy(reports / "msq", copy);
        auto text = contents(copy / file.toStdString());
        QVERIFY2(text.contains(from.toUtf8()), "nothing to spoil");
        text.replace(text.indexOf(from.toUtf8()), from.toUtf8().size(), to.toUtf8());
        std::ofstream(copy / file.toStdString()) << text.constData();
        try {
            readRun(copy);
            QFAIL("read");
        } catch (const Error& problem) {
            const QString sentence = problem.what();
            QVERIFY2(sentence.contains(said) && sentence.contains(file), problem.what());
        }
    }
};

QUANTSCOPE_TEST(TestReportReader)
#include "tst_reportreader.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <fstream>

#include <QTemporaryDir>

#include "archive/comparison.h"
#include "archive/runarchive.h"
#include "archive/runfolder.h"
#include "exchange/importedrun.h"
#include "exchangefiles.h"
#include "files/sha256.h"
#include "messages/sentence.h"
#include "record/recordjson.h"
#include "record/report.h"
#include "record/reportreader.h"
#include "tasks/chosenmetric.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

struct Imported
{
    ImportedPredictions predictions;
    MatchedPredictions matched;
    RunRecord record;
};

Imported import(const fs::path& file, const Dataset& data)
{
    Imported all;
    all.predictions = readPredictions(file);
    all.matched = matchPredictions(all.predictions, data);
    all.record = importedRun(all.predictions, all.matched, data);
    return all;
}

// "7: the benchmark does not ask this", by line.
QStringList unmatchedOf(const Imported& all)
{
    QStringList lines;
    for (const auto& [row, why] : all.matched.unmatched)
        lines << QString("%1: %2").arg(all.predictions.rows[row].line).arg(QString::fromStdString(englishText(why)));
    return lines;
}

QStringList codesOf(const std::vector<Message>& messages)
{
    QStringList codes;
    for (const auto& m : messages)
        codes << QString::fromStdString(m.code);
    return codes;
}

const Prediction* answerTo(const RunRecord& record, const std::string& index)
{
    for (const auto& prediction : record.predictions)
        if (prediction.index == index)
            return &prediction;
    return nullptr;
}

std::string textOf(const RunRecord& record, const std::string& index)
{
    const auto* prediction = answerTo(record, index);
    return prediction ? prediction->text : "not answered";
}

}

class TestImportPredictions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_at = m_folder->path().toStdString();
        write(m_at / "OCRBench.tsv", benchmarkTable());
        m_data = loadDataset(m_at / "OCRBench.tsv");
        QCOMPARE(m_data.questions.size(), size_t(1000));
    }

    // A whole result as VLMEvalKit writes it with pandas.
    void perfectPredictionsScoreAThousand()
    {
        const auto all = import(exchangeFile("InternVL2-8B_OCRBench.xlsx"), m_data);
        QCOMPARE(all.predictions.format, std::string_view("xlsx"));
        QCOMPARE(all.matched.byIndex, 1000);
        QVERIFY(all.matched.unmatched.empty());
        QCOMPARE(all.record.score.finalScore, 1000.0);
        QCOMPARE(all.record.score.total, 1000);
        QCOMPARE(all.record.score.categories.front().total, 50);
        QCOMPARE(all.record.model, std::string("InternVL2-8B"));
        QCOMPARE(all.record.name, std::string("InternVL2-8B_OCRBench"));
        QVERIFY(!all.predictions.claim && !claimedScore(all.predictions, all.matched, m_data));
        QVERIFY(all.record.warnings.empty());
    }

    // Every kind of trouble in one workbook; counted by hand in make_predictions.py.
    void awkwardSheetsAreUnderstood()
    {
        const auto all = import(exchangeFile("awkward.xlsx"), m_data);
        QCOMPARE(all.predictions.rows.size(), size_t(19));
        QCOMPARE(all.matched.byIndex, 10);
        QCOMPARE(all.matched.byQuestion, 3);
        QCOMPARE(all.matched.unanswered(), 987);
        QCOMPARE(all.matched.repeated, 1);
        const QStringList unmatched{"4: another row answers question 305",
                                    "7: the benchmark does not ask this",
                                    "12: question 342 of the benchmark is another one",
                                    "16: it has no prediction",
                                    "17: it has no prediction",
                                    "22: 300 questions of the benchmark fit"};
        QCOMPARE(unmatchedOf(all), unmatched);
        QCOMPARE(all.record.score.correct, 11.0);
        QCOMPARE(all.record.score.total, 13);
        QCOMPARE(textOf(all.record, "230"), std::string("230"));
        QCOMPARE(textOf(all.record, "231"), std::string("231"));
        QCOMPARE(textOf(all.record, "351"), textOf(all.record, "350"));
        QCOMPARE(textOf(all.record, "360"), std::string("Word 360"));
        QCOMPARE(textOf(all.record, "363"), std::string("True"));
        QCOMPARE(textOf(all.record, "0"), std::string("x"));
        QVERIFY(all.predictions.claim);
        QCOMPARE(all.predictions.claim->name, std::string("hit"));
        QCOMPARE(all.predictions.claim->sum, 12.0);
        QCOMPARE(all.predictions.claim->answers, 18);
        QCOMPARE(codesOf(all.record.warnings),
                 QStringList({"import.unknown_cells", "import.other_sheets", "import.unmatched", "import.unanswered"}));
        const auto said = englishText(all.record.warnings[1]);
        QVERIFY2(said.find("Predictions") != std::string::npos && said.find("Older") != std::string::npos,
                 said.c_str());
    }

    void storedResultsOfFormulasCount()
    {
        const auto all = import(exchangeFile("formulas.xlsx"), m_data);
        QCOMPARE(all.matched.byIndex, 6);
        QCOMPARE(textOf(all.record, "366"), std::string("Word 366"));
        QCOMPARE(textOf(all.record, "367"), std::string("Wort 367"));
        QCOMPARE(textOf(all.record, "368"), std::string("naïve 中 368\r\n\x01"));
        QCOMPARE(textOf(all.record, "369"), std::string("0.1"));
        QCOMPARE(textOf(all.record, "370"), std::string("1e+20"));
        QCOMPARE(textOf(all.record, "371"), std::string("_x0041_ stays"));
        QCOMPARE(all.record.score.correct, 3.0);
        QCOMPARE(codesOf(all.predictions.notes), QStringList("import.formulas"));
    }

    // The same twenty answers in every form.
    void everyFormTellsTheSame_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("format");
        QTest::addColumn<double>("claimed"); // -1: nothing
        QTest::newRow("tsv") << "Model-2B_OCRBench.tsv"
                             << "tsv" << 19.0;
        QTest::newRow("records") << "records.json"
                                 << "json" << 18.0; // one has no hit
        QTest::newRow("columns") << "columns.json"
                                 << "json" << 19.0;
        QTest::newRow("lists") << "lists.json"
                               << "json" << 19.0;
        QTest::newRow("lines") << "lines.jsonl"
                               << "jsonl" << 19.0;
        QTest::newRow("by index") << "byindex.json"
                                  << "json" << -1.0;
    }

    void everyFormTellsTheSame()
    {
        QFETCH(QString, file);
        QFETCH(QString, format);
        QFETCH(double, claimed);
        const auto all = import(exchangeFile(file.toStdString()), m_data);
        QCOMPARE(std::string(all.predictions.format), format.toStdString());
        QCOMPARE(all.matched.byIndex, 20);
        QVERIFY(all.matched.unmatched.empty());
        QCOMPARE(all.record.score.correct, 18.0);
        QCOMPARE(all.record.score.total, 20);
        QCOMPARE(textOf(all.record, "304"), std::string());
        QCOMPARE(textOf(all.record, "317"), std::string("The text is: NAÏVE 中 317"));
        QCOMPARE(all.predictions.claim.has_value(), claimed >= 0);
        if (claimed < 0)
            return;
        QCOMPARE(all.predictions.claim->sum, claimed);
        const auto otherwise = scoredOtherwise(all.predictions, all.matched, all.record);
        QCOMPARE(otherwise.size(), size_t(1));
        QCOMPARE(all.record.predictions[otherwise.front()].index, std::string("305"));
        const auto score = claimedScore(all.predictions, all.matched, m_data);
        QCOMPARE(score->finalScore, claimed);
        QCOMPARE(score->categories[6].correct, claimed);
    }

    void pythonsOtherNumbersAreOnlyNumbers()
    {
        const auto all = import(exchangeFile("records.json"), m_data);
        QCOMPARE(textOf(all.record, "308"),
                 std::string("NaN is no number, \"Infinity\" neither: The text is: NAÏVE 中 308"));
    }

    void logsOfLmmsEvalAreMatchedByPosition()
    {
        const auto all = import(exchangeFile("lab__model-1b/20260203_040506_samples_ocrbench.jsonl"), m_data);
        QCOMPARE(all.predictions.format, std::string_view("lmms-eval"));
        QCOMPARE(all.record.model, std::string("lab/model-1b"));
        QCOMPARE(all.matched.byPosition, 10);
        QCOMPARE(all.matched.byQuestion, 2);
        QCOMPARE(unmatchedOf(all), QStringList("13: the benchmark does not ask this"));
        QCOMPARE(all.record.score.correct, 10.0);
        QCOMPARE(all.record.score.total, 12);
        QCOMPARE(all.predictions.claim->name, std::string("ocrbench_accuracy"));
        QCOMPARE(all.predictions.claim->sum, 10.0);
        QCOMPARE(all.predictions.claim->answers, 12);
        QCOMPARE(textOf(all.record, "309"), std::string("The text is: WORD 309")); // the filtered answer
        QCOMPARE(textOf(all.record, "121"), std::string("The text is: WORT 121"));
        QVERIFY(scoredOtherwise(all.predictions, all.matched, all.record).empty());
    }

    // What this program writes comes back, with problems and questions that are not scored.
    void ownPredictionsComeBack()
    {
        auto first = import(exchangeFile("Model-2B_OCRBench.tsv"), m_data).record;
        first.predictions[2].tokens = 7;
        first.predictions[3] = {303, "303", "", 0, 0, "the image cannot be read", false};
        write(m_at / "predictions.jsonl", predictionsToJsonLines(first));
        const auto all = import(m_at / "predictions.jsonl", m_data);
        QCOMPARE(all.predictions.format, std::string_view("quantscope"));
        QCOMPARE(all.record.predictions.size(), first.predictions.size());
        for (size_t i = 0; i < first.predictions.size(); ++i)
            QCOMPARE(QByteArray::fromStdString(predictionToJson(all.record.predictions[i]).dump()),
                     QByteArray::fromStdString(predictionToJson(first.predictions[i]).dump()));
        QCOMPARE(all.record.score.failed, 1);
        QCOMPARE(all.predictions.claim->answers, 19);
        QCOMPARE(all.record.model, std::string());
    }

    void imagesTellQuestionsApart()
    {
        const std::string question = exchangeQuestion(0);
        write(m_at / "images.tsv",
              "question\tprediction\timage\n" + question + "\tnine\t" + encodeBase64(exchangeImage(9)) + "\n" +
                  question + "\teight\tLMUData/images/OCRBench/8.jpg\n" + question + "\tten\tother/name.jpg\n");
        const auto all = import(m_at / "images.tsv", m_data);
        QCOMPARE(textOf(all.record, "9"), std::string("nine"));
        QCOMPARE(textOf(all.record, "8"), std::string("eight"));
        QCOMPARE(unmatchedOf(all), QStringList("4: the benchmark does not ask this"));
    }

    // Another benchmark with the same indices would match in all rows.
    void otherQuestionsDoNotMatch()
    {
        write(m_at / "other.tsv", "index\tquestion\tprediction\n1\tWhat colour?\tred\n2\tHow many?\t2\n");
        const auto all = import(m_at / "other.tsv", m_data);
        QCOMPARE(all.matched.matched(), 0);
        QCOMPARE(unmatchedOf(all).front(), QString("2: question 1 of the benchmark is another one"));
    }

    void scoresOfAnotherScaleAreNotCompared()
    {
        write(m_at / "judged.tsv", "index\tprediction\tscore\n300\tWord 300\t5\n301\tx\t2.5\n302\tx\tunknown\n");
        const auto all = import(m_at / "judged.tsv", m_data);
        QVERIFY(!all.predictions.claim->isShare);
        QCOMPARE(all.predictions.claim->sum, 7.5);
        QCOMPARE(all.predictions.claim->answers, 2);
        QVERIFY(!claimedScore(all.predictions, all.matched, m_data));
        QVERIFY(scoredOtherwise(all.predictions, all.matched, all.record).empty());
    }

    void theModelIsInTheFilesName_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("model");
        QTest::newRow("plain") << "Qwen2-VL_7B_OCRBench.xlsx"
                               << "Qwen2-VL_7B";
        QTest::newRow("judged") << "m_OCRBench_exact_matching_result.xlsx"
                                << "m";
        QTest::newRow("any case") << "m_ocrbench.tsv"
                                  << "m";
        QTest::newRow("longer benchmark") << "m_OCRBenchV2.xlsx"
                                          << "";
        QTest::newRow("another one") << "m_ChartQA.xlsx"
                                     << "";
        QTest::newRow("twice") << "OCRBench_OCRBench_OCRBench.xlsx"
                               << "OCRBench_OCRBench";
        QTest::newRow("no model") << "_OCRBench.xlsx"
                                  << "";
    }

    void theModelIsInTheFilesName()
    {
        QFETCH(QString, file);
        QFETCH(QString, model);
        ImportedPredictions predictions;
        predictions.file = fs::path("/results") / file.toStdString();
        predictions.format = "xlsx";
        QCOMPARE(QString::fromStdString(modelInFileName(predictions, m_data)), model);
    }

    // An archive keeps it, lists it, compares it, exports it; and says where it comes from.
    void importedRunsAreRunsLikeOthers()
    {
        auto one = import(exchangeFile("Model-2B_OCRBench.tsv"), m_data).record;
        auto two = import(exchangeFile("InternVL2-8B_OCRBench.xlsx"), m_data).record;
        hashFiles(one);
        QCOMPARE(one.imported->file.sha256, sha256OfFile(exchangeFile("Model-2B_OCRBench.tsv")));
        QCOMPARE(one.dataFile.sha256, sha256OfFile(m_at / "OCRBench.tsv"));
        RunArchive archive(m_at / "runs.sqlite");
        RunOrigin origin;
        origin.wanted = 1000;
        archive.finish(one, origin);
        archive.finish(two, origin);
        const auto again = archive.load(one.id);
        QCOMPARE(QByteArray::fromStdString(recordToJson(again).dump(1)),
                 QByteArray::fromStdString(recordToJson(one).dump(1)));
        QVERIFY(again.imported == one.imported && again.imported->claim->sum == 19);
        QVERIFY(!again.spec.recipe);
        QCOMPARE(answersId(again), std::string_view("imported"));
        const auto summary = archive.summary(one.id);
        QCOMPARE(summary.model, std::string("Model-2B"));
        QCOMPARE(summary.finalScore, 18.0);
        QCOMPARE(summary.wanted, 1000);
        QCOMPARE(summary.answered, 20);

        const std::vector<RunRecord> both{again, archive.load(two.id)};
        const auto comparison = compareRuns(both);
        QCOMPARE(comparison.questions.size(), size_t(20));
        QCOMPARE(comparison.pairs.front().test.difference, 2.0);
        QCOMPARE(comparison.pairs.front().test.rightBetter, 2);

        exportRun(archive, one.id, m_at / "exported");
        const auto report = readRun(m_at / "exported"); // without record.json
        QVERIFY(report.imported == one.imported && !report.spec.recipe);
        RunArchive other(m_at / "other.sqlite");
        QCOMPARE(QByteArray::fromStdString(recordToJson(other.load(importRun(other, m_at / "exported"))).dump(1)),
                 QByteArray::fromStdString(recordToJson(again).dump(1)));
    }

    void badFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("expected");
        QTest::newRow("no prediction") << QByteArray("index\tanswer\n1\ta\n")
                                       << "has no column prediction; its columns are index, answer";
        QTest::newRow("nothing to match") << QByteArray("id\tprediction\n1\ta\n") << "has no column index or question";
        QTest::newRow("commas") << QByteArray("index,prediction\n1,a\n") << "its columns are index,prediction";
        QTest::newRow("empty") << QByteArray() << "has no predictions";
        QTest::newRow("header alone") << QByteArray("index\tprediction\n") << "has no predictions";
        QTest::newRow("broken") << QByteArray("[{\"index\": 1, \"prediction\": \"a\"") << "is not valid JSON at byte";
        QTest::newRow("numbers") << QByteArray("[1, 2]") << "entry 1 of the list is no JSON object";
        QTest::newRow("another object") << QByteArray("{\n\"a\": 1}") << "has no column prediction, index or question";
        QTest::newRow("a broken line") << QByteArray("{\"index\": 1, \"prediction\": \"a\"}\n{\"index\": 2,\n")
                                       << "line 2: is not valid JSON";
        QTest::newRow("deep") << QByteArray("[").repeated(100000) << "JSON values in each other";
        QTest::newRow("sample without place")
            << QByteArray("{\"doc_id\": -1, \"filtered_resps\": [\"a\"]}\n") << "line 1: field 'doc_id'";
        QTest::newRow("latin-1") << QByteArray("index\tprediction\n1\tna\xefve caf\xe9\n") << "line 2: is not UTF-8";
        QTest::newRow("wide row") << QByteArray("index\tprediction\n1\ta\tb\n") << "line 2: has 3 cells, 2";
        QTest::newRow("old workbook") << QByteArray("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") << "save it as .xlsx";
    }

    void badFiles()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, expected);
        write(m_at / "bad", content.toStdString());
        QString said;
        try {
            readPredictions(m_at / "bad");
        } catch (const Error& problem) {
            said = problem.what();
        }
        QVERIFY2(said.contains(expected), qPrintable(said));
        QVERIFY(said.contains("bad"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_at;
    Dataset m_data;
};

QUANTSCOPE_TEST(TestImportPredictions)
#include "tst_importpredictions.moc"

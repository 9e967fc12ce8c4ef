// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include "cliprogram.h"
#include "exchangefiles.h"
#include "ocrbenchquestions.h"
#include "testmain.h"

using namespace quantscope::test;

namespace {

QJsonDocument parsed(const QString& text)
{
    return QJsonDocument::fromJson(text.toUtf8());
}

const QStringList dynamic{"run", "--demo", "--no_cache", "--preset", "dynamic-w8a8"};

}

class TestRunsCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = m_folder->filePath("runs.sqlite");
    }

    void runsAreKeptComparedAndMoved()
    {
        const QStringList kept{"--store", m_store, "--experiment", "first", "--eval_num", "8"};
        const auto plain = runCli(QStringList{"eval", "--demo", "--no_cache"} + kept);
        QVERIFY2(plain.exitCode == 0, qPrintable(plain.err));
        const auto out = m_folder->filePath("out");
        const auto quantized = runCli(dynamic + kept + QStringList{"--out", out});
        QVERIFY2(quantized.exitCode == 0, qPrintable(quantized.err));

        const auto list = parsed(runs({"list", "--json", "--sort", "name", "--ascending"}).out).array();
        QCOMPARE(list.size(), 2);
        const auto dynamicRun = list.at(0).toObject(), floatRun = list.at(1).toObject();
        QCOMPARE(floatRun["name"].toString(), QString("Float"));
        QCOMPARE(dynamicRun["name"].toString(), QString("Dynamic W8A8"));
        for (const auto& run : {floatRun, dynamicRun}) {
            QCOMPARE(run["state"].toString(), QString("complete"));
            QCOMPARE(run["answered"].toInt(), 8);
            QCOMPARE(run["questions"].toInt(), 8);
            QCOMPARE(run["experiment"].toString(), QString("first"));
            QCOMPARE(run["model_sha256"].toString().size(), 64);
            QCOMPARE(run["model_sha256"], floatRun["model_sha256"]);
            QCOMPARE(run["data_sha256"].toString().size(), 64);
        }
        const auto report = parsed(QString::fromUtf8(contents(out + "/report.json"))).object();
        QCOMPARE(report["data"].toObject()["sha256"], dynamicRun["data_sha256"]);
        QCOMPARE(report["score"].toObject()["hits"], dynamicRun["hits"]);
        QVERIFY(runs({"list"}).out.contains("2 runs in " + m_store));
        QCOMPARE(parsed(runs({"list", "--json", "--search", "dynamic"}).out).array().size(), 1);

        const auto id = dynamicRun["id"].toString();
        QVERIFY(runs({"show", id.left(10)}).out.contains("Dynamic W8A8"));
        const auto shown = parsed(runs({"show", id, "--json"}).out).object()["record"].toObject();
        QCOMPARE(shown["predictions"].toArray().size(), 8);
        QVERIFY(shown["layers"].toArray().size() > 10);

        const auto compared = parsed(runs({"compare", "Float", id, "--json"}).out).object();
        QCOMPARE(compared["total"].toObject()["total"].toInt(), 8);
        const auto pair = compared["pairs"].toArray().at(0).toObject();
        QCOMPARE(pair["difference"].toDouble(), dynamicRun["hits"].toDouble() - floatRun["hits"].toDouble());
        QCOMPARE(pair["right_better"].toInt() - pair["left_better"].toInt(), int(pair["difference"].toDouble()));
        QVERIFY(runs({"compare", "Float", id}).out.contains("p (Holm)"));

        reportOn("Float", id);
        moveTo(m_folder->filePath("other.sqlite"), id, out);
    }

    void deletedRunsComeBack()
    {
        QVERIFY(runCli(QStringList{"eval", "--demo", "--no_cache", "--eval_num", "2", "--store", m_store}).exitCode ==
                0);
        const auto id = parsed(runs({"list", "--json"}).out).array().at(0).toObject()["id"].toString();
        QCOMPARE(runs({"rename", "Float", "plain"}).exitCode, 0);
        QCOMPARE(runs({"note", "plain", "two words"}).exitCode, 0);
        QCOMPARE(runs({"tag", "plain", "b", "a"}).exitCode, 0);
        QVERIFY(runs({"show", id}).out.contains("two words"));
        QVERIFY(runs({"show", id}).out.contains("a, b"));
        QCOMPARE(runs({"delete", "plain"}).exitCode, 0);
        QVERIFY(runs({"list"}).out.contains("0 runs"));
        QVERIFY(runs({"list", "--deleted"}).out.contains("plain"));
        QCOMPARE(runs({"restore", id}).exitCode, 0);
        QVERIFY(runs({"list"}).out.contains("1 run in"));
        QCOMPARE(runs({"delete", id}).exitCode, 0);
        QVERIFY(runs({"purge"}).out.contains("0 removed")); // not long enough ago
        QVERIFY(runs({"purge", "--days", "0"}).out.contains("1 removed"));
        QCOMPARE(runs({"restore", id}).exitCode, 2);
        QVERIFY(runs({"check"}).out.contains("whole"));
    }

    // Given away, read, and taken in by somebody who has neither model nor benchmark.
    void sessionsAreSharedAndOpened()
    {
        const QStringList kept{"--store", m_store, "--eval_num", "4"};
        QCOMPARE(runCli(QStringList{"eval", "--demo", "--no_cache"} + kept).exitCode, 0);
        QCOMPARE(runCli(dynamic + kept).exitCode, 0);
        const auto file = m_folder->filePath("talk.quantscope");
        const QStringList share{"share", "Dynamic W8A8", "--with_float", "--out", file, "--side", "64"};
        const auto estimate = runs(share + QStringList{"--estimate"});
        QVERIFY2(estimate.exitCode == 0, qPrintable(estimate.err));
        QVERIFY(!QFile::exists(file));
        const auto shared = runs(share);
        for (const auto& line : {"runs                2", "pictures            4", "distributions       0",
                                 "left out: distributions of Dynamic W8A8"}) {
            QVERIFY2(estimate.out.contains(line), qPrintable(estimate.out));
            QVERIFY2(shared.out.contains(line), qPrintable(shared.out));
        }
        const auto opened = runCli({"runs", "open", file});
        QVERIFY2(opened.out.contains("2 runs, 4 pictures, distributions of 0 layers"), qPrintable(opened.out));
        QVERIFY2(opened.out.contains("400 questions"), qPrintable(opened.out));

        const auto own = m_store;
        const auto compare = runs({"compare", "Float", "Dynamic W8A8", "--json"}).out;
        const auto shown = runs({"show", "Dynamic W8A8"}).out;
        m_store = file;
        QCOMPARE(parsed(runs({"list", "--json"}).out).array().size(), 2);
        QCOMPARE(runs({"compare", "Float", "Dynamic W8A8", "--json"}).out, compare);
        QCOMPARE(runs({"show", "Dynamic W8A8"}).out, shown);
        QVERIFY(runs({"table", "Dynamic W8A8"}).out.contains("Dynamic W8A8"));
        for (const QStringList& words :
             {QStringList{"rename", "Float", "x"}, {"delete", "Float"}, {"tag", "Float", "x"}}) {
            const auto refused = runs(words);
            QCOMPARE(refused.exitCode, 2);
            QVERIFY2(refused.err.contains("is a session, which is only read"), qPrintable(refused.err));
        }
        m_store = m_folder->filePath("theirs.sqlite");
        QVERIFY(runs({"import", file}).out.contains("2 runs taken, 0 were there before"));
        QVERIFY(runs({"import", file}).out.contains("0 runs taken, 2 were there before"));
        QCOMPARE(runs({"compare", "Float", "Dynamic W8A8", "--json"}).out, compare);

        QVERIFY(runCli({"runs", "open", own}).err.contains("SQLite file of another kind"));
        QVERIFY(runCli({"runs", "open", m_folder->filePath("none.quantscope")}).err.contains("there is no such file"));
        QFile text(m_folder->filePath("text.quantscope"));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write("no session");
        text.close();
        QCOMPARE(runCli({"runs", "open", text.fileName()}).exitCode, 2);
    }

    // Counted by hand in tests/data/exchange/make_predictions.py.
    void otherPeoplesPredictionsAreImported()
    {
        const auto data = m_folder->filePath("OCRBench.tsv");
        QFile table(data);
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write(QByteArray::fromStdString(benchmarkTable()));
        table.close();
        const auto file = [](const char* name) { return QString::fromStdString(exchangeFile(name).string()); };
        const auto awkward = runs({"import", file("awkward.xlsx"), "--data", data, "--name", "from the cluster"});
        QVERIFY2(awkward.exitCode == 0, qPrintable(awkward.err));
        for (const char* line : {"13 of 19 rows: 10 by index, 0 by position, 3 by question", "6 rows, 1 of them",
                                 "row 16: it has no prediction", "987 of 1000 questions", "the file says hit 12 / 18"})
            QVERIFY2(awkward.out.contains(line), qPrintable(awkward.out));
        QVERIFY(awkward.err.contains("Older"));
        const auto small = runs({"import", file("Model-2B_OCRBench.tsv"), "--data", data});
        QVERIFY2(small.out.contains("1 answers are scored otherwise here: 305"), qPrintable(small.out));
        QVERIFY(runs({"import", file("InternVL2-8B_OCRBench.xlsx"), "--data", data}).out.contains("1000 of 1000 rows"));

        const auto list = parsed(runs({"list", "--json", "--sort", "score"}).out).array();
        QCOMPARE(list.size(), 3);
        QCOMPARE(list.at(0).toObject()["final_score"].toDouble(), 1000.0);
        QCOMPARE(list.at(0).toObject()["model"].toString(), QString("InternVL2-8B"));
        QCOMPARE(list.at(2).toObject()["name"].toString(), QString("from the cluster"));
        const auto plain = runs({"list"}).out; // nobody knows how large these models are
        QVERIFY2(!plain.contains("0.00") && plain.count(QStringLiteral("–")) == 6, qPrintable(plain));
        const auto shown = runs({"show", "Model-2B_OCRBench"}).out;
        QVERIFY2(shown.contains("(tsv), 20 rows; it says hit 19 / 20"), qPrintable(shown));
        QVERIFY(!shown.contains("float"));
        QVERIFY(runs({"compare", "Model-2B_OCRBench", "InternVL2-8B_OCRBench"}).out.contains("p (Holm)"));

        QVERIFY(runs({"import", file("lines.jsonl")}).err.contains("--data"));
        QCOMPARE(runs({"import", file("make_predictions.py"), "--data", data}).exitCode, 2);
        QCOMPARE(parsed(runs({"list", "--json"}).out).array().size(), 3);
    }

    // The first answer to each of OCRBench's public questions, as openpyxl wrote them.
    void publicQuestionsScoreAThousand()
    {
        const auto data = m_folder->filePath("OCRBench.tsv");
        QFile table(data);
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write(QByteArray::fromStdString(ocrBenchTable(ocrBenchQuestions())));
        table.close();
        const auto file = QString::fromStdString(ocrBenchFile("Perfect-1B_OCRBench.xlsx").string());
        const auto imported = runs({"import", file, "--data", data});
        QVERIFY2(imported.exitCode == 0, qPrintable(imported.err));
        for (const char* line : {"1000 of 1000 rows: 1000 by index", "not matched   0 rows", "0 of 1000 questions"})
            QVERIFY2(imported.out.contains(line), qPrintable(imported.out));
        const auto list = parsed(runs({"list", "--json"}).out).array();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.at(0).toObject()["final_score"].toDouble(), 1000.0);
        QCOMPARE(list.at(0).toObject()["model"].toString(), QString("Perfect-1B"));
    }

    void runsGoToTrackers()
    {
        const auto out = m_folder->filePath("out");
        const auto made = runCli(dynamic + QStringList{"--store", m_store, "--eval_num", "2", "--out", out});
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        const auto id = parsed(runs({"list", "--json"}).out).array().at(0).toObject()["id"].toString();
        const auto at = [this](const char* name) { return m_folder->filePath(QString::fromLatin1(name)); };
        const auto done = runs(
            {"track", id, "--mlflow", at("mlruns"), "--trackio", at("trackio"), "--model_explorer", at("layers.json")});
        QVERIFY2(done.exitCode == 0, qPrintable(done.err));
        const auto files = done.out.split('\n', Qt::SkipEmptyParts);
        QVERIFY(files.contains(m_folder->filePath("layers." + id + ".output_sqnr_db.json")));
        for (const auto& file : files)
            QVERIFY2(QFileInfo::exists(file), qPrintable(file));
        QVERIFY(QFileInfo::exists(at("trackio/QuantScope.db")));
        QCOMPARE(runs({"track", id}).exitCode, 2); // nowhere
        QCOMPARE(runs({"track", "nobody", "--mlflow", at("none")}).exitCode, 2);
        QVERIFY(!QFileInfo::exists(at("none")));
    }

    // A table of the window that is called as one of the report's stays.
    void otherFilesAreNotReplaced()
    {
        const auto out = m_folder->filePath("out");
        QVERIFY(QDir().mkpath(out));
        QFile table(out + "/layers.csv");
        QVERIFY(table.open(QIODevice::WriteOnly) && table.write("Layer,Tower\r\n") > 0);
        table.close();
        const auto done = runCli(dynamic + QStringList{"--eval_num", "1", "--out", out});
        QCOMPARE(done.exitCode, 2);
        QVERIFY2(done.err.contains("layers.csv"), qPrintable(done.err));
        QCOMPARE(contents(out + "/layers.csv"), QByteArray("Layer,Tower\r\n"));
    }

    // What a killed run has answered is there, and the rest is answered as if nothing had happened.
    void aKilledRunIsContinued()
    {
        const QStringList words = dynamic + QStringList{"--eval_num", "36", "--threads", "1"};
        QProcess process;
        process.setProcessEnvironment(cliEnvironment());
        process.start(QUANTSCOPE_CLI, words + QStringList{"--store", m_store});
        QVERIFY(process.waitForStarted());
        const auto state = [&] { return parsed(runs({"list", "--json"}).out).array().at(0).toObject(); };
        QVERIFY(QTest::qWaitFor([&] { return state()["answered"].toInt() > 0; }, 300000));
        ::kill(pid_t(process.processId()), SIGSTOP); // it takes its time
        QCOMPARE(state()["state"].toString(), QString("running"));
        const auto id = state()["id"].toString();
        QCOMPARE(runs({"continue", id}).exitCode, 2); // it is under way
        QCOMPARE(runs({"delete", id}).exitCode, 2);
        process.kill();
        process.waitForFinished();
        const auto killed = state();
        QCOMPARE(killed["state"].toString(), QString("interrupted"));
        QCOMPARE(killed["questions"].toInt(), 36);
        const int answered = killed["answered"].toInt();
        QVERIFY(answered > 0 && answered < 36);
        QVERIFY(runs({"list"}).out.contains(QString("interrupted, %1 of 36 answered").arg(answered)));

        const auto rest = runs({"continue", id, "--no_cache"});
        QVERIFY2(rest.exitCode == 0, qPrintable(rest.err));
        QCOMPARE(state()["state"].toString(), QString("complete"));
        QCOMPARE(state()["id"].toString(), id);
        const auto whole = m_folder->filePath("whole"), continued = m_folder->filePath("continued");
        QCOMPARE(runCli(words + QStringList{"--out", whole}).exitCode, 0);
        QCOMPARE(runs({"export", id, "--out", continued}).exitCode, 0);
        for (const auto* name : {"/predictions.jsonl", "/layers.csv", "/recipe.json"}) {
            QVERIFY(!contents(whole + name).isEmpty());
            QCOMPARE(contents(continued + name), contents(whole + name));
        }
        QCOMPARE(runs({"continue", id}).exitCode, 2); // complete
    }

    void badInput_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const QStringList& words, const char* expected) {
            QTest::newRow(name) << words << QString(expected);
        };
        const QStringList eval{"eval", "--demo", "--no_cache", "--eval_num", "1", "--store"};
        row("no store", {"runs", "list", "--store", "/nonexistent/runs.sqlite"}, "no store of runs");
        row("own store", {"runs", "list"}, "no store of runs");
        row("no action", {"runs"}, "subcommand");
        row("no store that can be made", eval + QStringList{"/proc/none/runs.sqlite"}, "/proc/none");
        row("no database", eval + QStringList{QUANTSCOPE_SOURCE_DIR "/CMakeLists.txt"}, "CMakeLists.txt");
        row("experiment without store", {"eval", "--experiment", "x"}, "--store");
        row("one run", {"runs", "compare", "a"}, "runs");
        row("sort", {"runs", "list", "--sort", "luck"}, "--sort");
    }

    void badInput()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, expected);
        const auto done = runCli(words);
        QCOMPARE(done.exitCode, 2);
        QVERIFY2(done.err.contains(expected), qPrintable(done.err));
    }

private:
    Outcome runs(const QStringList& words) const
    {
        return runCli(QStringList{"runs"} + words + QStringList{"--store", m_store});
    }

    // Into a page, figures and tables, with the layers of the run that has some.
    void reportOn(const QString& first, const QString& second) const
    {
        const QString demo = QUANTSCOPE_SOURCE_DIR "/resources/demo/";
        const auto page = m_folder->filePath("report/page.html"), figures = m_folder->filePath("report/figures"),
                   tables = m_folder->filePath("report/tables");
        const auto written = runs({"report", "--data", demo + "ocrbench_mini.tsv", "--layers", "llm.0.down_proj,mlp1.1",
                                   "--model", demo + "internvl2-ocr-mini", "--html", page, "--figures", figures,
                                   "--tables", tables, "--questions", "0,1", first, second});
        QVERIFY2(written.exitCode == 0, qPrintable(written.err));
        QCOMPARE(written.out, page + '\n' + figures + '\n' + tables + '\n');
        const auto html = QString::fromUtf8(contents(page));
        QCOMPARE(html.count("<img alt=\"image 1 of question "), 2);
        QVERIFY(html.contains("quantscope-cli eval --demo --eval_num 8") || html.contains("eval --model"));
        QVERIFY(QFile::exists(figures + "/weights-llm.0.down_proj-B.svg"));
        QVERIFY(QFile::exists(figures + "/inputs-mlp1.1-B.svg"));
        QVERIFY(contents(tables + "/pairs.csv").startsWith("Runs,Difference,"));
        QVERIFY(contents(tables + "/scores.tex").contains("\\toprule"));
        const auto chinese = runs({"report", second, "--html", page, "--language", "zh"});
        QVERIFY2(chinese.exitCode == 0, qPrintable(chinese.err));
        QVERIFY(contents(page).contains("<html lang=\"zh\">"));
        QVERIFY(runs({"report", second}).err.contains("nothing to write"));
        QCOMPARE(runs({"report", second, "--html", page, "--questions", "none"}).exitCode, 2);
        QCOMPARE(runs({"report", second, "--html", page, "--layers", "x"}).exitCode, 2);
    }

    // Through a folder into another store, and the same answers there.
    void moveTo(const QString& other, const QString& id, const QString& written) const
    {
        const auto folder = m_folder->filePath("moved");
        QCOMPARE(runs({"export", id, "--out", folder}).exitCode, 0);
        QCOMPARE(contents(folder + "/predictions.jsonl"), contents(written + "/predictions.jsonl"));
        QCOMPARE(contents(folder + "/layers.csv"), contents(written + "/layers.csv"));
        const auto imported = runCli({"runs", "import", folder, "--store", other});
        QVERIFY2(imported.exitCode == 0, qPrintable(imported.err));
        QCOMPARE(imported.out.trimmed(), id);
        const auto there = runCli({"runs", "show", id, "--json", "--store", other});
        QCOMPARE(parsed(there.out).object()["record"], parsed(runs({"show", id, "--json"}).out).object()["record"]);
        QCOMPARE(runCli({"runs", "import", folder, "--store", other}).exitCode, 2);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_store;
};

QUANTSCOPE_TEST(TestRunsCli)
#include "tst_runscli.moc"

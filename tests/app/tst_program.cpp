// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

struct Ended
{
    int code = -1;
    QString out, errors;
};

Ended run(const QString& program, const QStringList& words)
{
    QProcess process;
    process.start(program, words);
    if (!process.waitForFinished(longWait)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    const bool crashed = process.exitStatus() == QProcess::CrashExit;
    return {crashed ? -process.exitCode() : process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

// The code (of a crash: minus the signal) and the last words, which say why.
QByteArray endOf(const Ended& ended)
{
    return QStringLiteral("exit %1: … %2").arg(ended.code).arg(ended.errors.right(700)).toUtf8();
}

}

// The program from outside, and beside quantscope-cli.
class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badOptionsEndWithASentence_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("part");
        QTest::newRow("unknown") << QStringList{"--nothing"} << "nothing";
        QTest::newRow("word") << QStringList{"model"} << "model";
        QTest::newRow("preset") << QStringList{"--preset", "best"} << "float, naive-static-w8a8";
        QTest::newRow("both") << QStringList{"--preset", "float", "--recipe", "a.json"} << "--recipe";
        QTest::newRow("demo and model") << QStringList{"--demo", "--model", "/m"} << "--demo and --model";
        QTest::newRow("size") << QStringList{"--size", "big"} << "1280x800";
        QTest::newRow("limit") << QStringList{"--eval_num", "0"} << "--eval_num 0";
        QTest::newRow("subset") << QStringList{"--subset", "best"} << "--subset best: expected all, first:N";
        QTest::newRow("two subsets") << QStringList{"--eval_num", "3", "--subset", "all"} << "--eval_num and --subset";
        QTest::newRow("distribution") << QStringList{"--distribution", "all"} << "weights, input or error";
        QTest::newRow("theme") << QStringList{"--theme", "blue"} << "light or dark";
    }

    void badOptionsEndWithASentence()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, part);
        const auto ended = run(QUANTSCOPE_WINDOW, words);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.errors.contains(part), qPrintable(ended.errors));
    }

    void helpAndVersion()
    {
        QVERIFY(run(QUANTSCOPE_WINDOW, {"--help"}).out.contains("--screenshot"));
        QVERIFY(run(QUANTSCOPE_WINDOW, {"--version"}).out.contains(QUANTSCOPE_VERSION));
    }

    // Where no window could be opened.
    void answersWithoutADisplay()
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.remove("DISPLAY");
        environment.remove("WAYLAND_DISPLAY");
        environment.insert("QT_QPA_PLATFORM", "xcb");
        const auto end = [&](const QStringList& words) {
            QProcess process;
            process.setProcessEnvironment(environment);
            process.start(QUANTSCOPE_WINDOW, words);
            return process.waitForFinished(longWait) && process.exitStatus() == QProcess::NormalExit
                ? process.exitCode()
                : -1;
        };
        QCOMPARE(end({"--help"}), 0);
        QCOMPARE(end({"--version"}), 0);
        QCOMPARE(end({"--nothing"}), 2);
        QVERIFY(end({}) != 0); // a window does need one
    }

    // Fault 13: everything is drawn larger, so the same picture has more pixels.
    void theScaleIsOfEverything()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath("a.png");
        const auto ended = run(QUANTSCOPE_WINDOW,
                               {"--settings", folder.filePath("s.ini"), "--eval_num", "4", "--size", "910x512",
                                "--scale", "150", "--screenshot", file});
        QVERIFY2(ended.code == 0, endOf(ended).constData());
        QCOMPARE(QImage(file).size(), QSize(1365, 768));
        QCOMPARE(run(QUANTSCOPE_WINDOW, {"--scale", "300"}).code, 2);
    }

    void screenshotOfAState()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath("a.png");
        const auto ended = run(QUANTSCOPE_WINDOW,
                               {"--settings", folder.filePath("s.ini"), "--eval_num", "4", "--size", "1300x820",
                                "--theme", "dark", "--show", "samples", "--screenshot", file});
        QVERIFY2(ended.code == 0, endOf(ended).constData());
        const QImage picture(file);
        QCOMPARE(picture.size(), QSize(1300, 820));
        QVERIFY(picture.pixelColor(5, 5).lightness() < 100);
        const auto missing = run(QUANTSCOPE_WINDOW,
                                 {"--settings", folder.filePath("s.ini"), "--model", "/no/such", "--screenshot", file});
        QCOMPARE(missing.code, 1);
        QVERIFY(missing.errors.contains("/no/such"));
        const QStringList other{"--settings",   folder.filePath("s.ini"),
                                "--data",       QUANTSCOPE_SOURCE_DIR "/tests/data/tinymodel/q.tsv",
                                "--screenshot", file};
        const auto refused = run(QUANTSCOPE_WINDOW, other);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.errors.contains("demo model"), qPrintable(refused.errors));
        QCOMPARE(run(QUANTSCOPE_WINDOW, other + QStringList{"--demo"}).code, 0);
    }

    void theWindowAndTheCommandLineAgree_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::newRow("naive static") << "naive-static-w8a8";
        QTest::newRow("MQuant") << "mquant-w8a8-w4a8";
    }

    void theWindowAndTheCommandLineAgree()
    {
        QFETCH(QString, preset);
        auto recipe = findPreset(preset.toStdString())->make();
        recipe.calibration.weightSamples = recipe.calibration.activationSamples = 4;
        recipe.calibration.newTokens = 2;
        QTemporaryDir folder;
        QFile file(folder.filePath("recipe.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(recipeToJson(recipe).dump()));
        file.close();
        const auto ended = run(QUANTSCOPE_CLI,
                               {"run", "--demo", "--recipe", file.fileName(), "--eval_num", "20", "--threads", "2",
                                "--out", folder.filePath("out")});
        QVERIFY2(ended.code == 0, endOf(ended).constData());
        QFile report(folder.filePath("out/report.json"));
        QVERIFY(report.open(QIODevice::ReadOnly));
        const auto score = QJsonDocument::fromJson(report.readAll()).object()["score"].toObject();
        WindowBench bench(20);
        QVERIFY(bench.run(recipe));
        const auto& answers = bench.session.runs.shown().answers;
        QCOMPARE(answeredOf(answers), 20);
        QCOMPARE(correctOf(answers), score["hits"].toDouble());
        QFile predictions(folder.filePath("out/predictions.jsonl"));
        QVERIFY(predictions.open(QIODevice::ReadOnly));
        for (size_t row = 0; row < 20; ++row)
            QCOMPARE(QString::fromStdString(answers[row]->text),
                     QJsonDocument::fromJson(predictions.readLine()).object()["prediction"].toString());
    }

    // Through a window system, where one can be started.
    void underXvfb()
    {
        const auto xvfb = QStandardPaths::findExecutable("xvfb-run");
        if (xvfb.isEmpty())
            QSKIP("xvfb-run is not installed");
        QTemporaryDir folder;
        const auto file = folder.filePath("x.png");
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_QPA_PLATFORM", "xcb");
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(xvfb,
                      {"-a", "-s", "-screen 0 1400x900x24", QUANTSCOPE_WINDOW, "--settings", folder.filePath("s.ini"),
                       "--eval_num", "4", "--screenshot", file});
        QVERIFY(process.waitForFinished(longWait));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        QCOMPARE(QImage(file).size(), QSize(1280, 800));
    }
};

QUANTSCOPE_TEST(TestProgram)
#include "tst_program.moc"

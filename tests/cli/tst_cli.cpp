// SPDX-License-Identifier: GPL-3.0-or-later
// The command-line program as its users meet it: a process with words, files and an exit code.

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include "cliprogram.h"
#include "smallmodel.h"
#include "testmain.h"

using namespace quantscope::test;

namespace {

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

const QString demoFolder = QUANTSCOPE_SOURCE_DIR "/resources/demo/internvl2-ocr-mini";

const QStringList published =
    QString("--rotate --rotate_visual_clip --rotate_visual_cross_attn --rotate_llm --visual_w_bits 8 "
            "--visual_a_bits 8 --llm_w_bits 4 --llm_a_bits 8 --quant --quant_llm "
            "--quant_visual_clip --quant_cross_attention --visual_w_clip --llm_w_clip "
            "--visual_static --llm_static --online_llm_hadamard --act_order --dataset_name "
            "OCRBench --nsamples 128 --calib_num 128 --online_visual_hadamard --visual_split")
        .split(' ');

// The recipe command reads no benchmark.
QStringList withoutData(QStringList words)
{
    const auto at = words.indexOf("--dataset_name");
    words.remove(at, 2);
    return words;
}

}

class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badInput_data()
    {
        QTest::addColumn<QString>("spoil");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* spoil, const char* expected) {
            QTest::newRow(spoil) << QString(spoil) << QString(expected);
        };
        row("no model folder", "config.json");
        row("no weights", "model.safetensors");
        row("truncated weights", "model.safetensors");
        row("broken config", "config.json");
        row("unknown architecture", "architectures");
        row("unknown language model", "model_type");
        row("wrong shape", "mlp1.0.weight has the shape [768]");
        row("no tokenizer", "tokenizer");
        row("missing data", "there.tsv");
        row("no question column", "question");
        row("bad base64", "image");
        row("undecodable image", "index 7");
        row("bad bits", "weight_bits");
        row("unknown option", "--frobnicate");
        row("unwritable output", "--out");
        row("broken recipe", "recipe.json");
        row("recipe and options", "--recipe");
        row("unknown data set", "--dataset_name");
        row("no such device", "--device");
    }

    void badInput()
    {
        QFETCH(QString, spoil);
        QFETCH(QString, expected);
        QTemporaryDir folder;
        const QString model = folder.filePath("model"), out = folder.filePath("out"), tsv = folder.filePath("data.tsv");
        QDir().mkpath(model);
        for (const auto& name : QDir(demoFolder).entryList(QDir::Files))
            QFile::copy(demoFolder + "/" + name, model + "/" + name);
        for (const auto& name : QDir(model).entryList(QDir::Files))
            QFile::setPermissions(model + "/" + name, QFile::ReadOwner | QFile::WriteOwner);
        const auto rows = contents(QUANTSCOPE_SOURCE_DIR "/resources/demo/ocrbench_mini.tsv").split('\n');
        QByteArray header = rows[0], row = rows[8];
        QStringList words{"run", "--quant", "--quant_llm", "--llm_w_bits", "8", "--llm_w_rtn", "--eval_num", "2"};
        const auto replaceIn = [&](const QString& name, const QByteArray& from, const QByteArray& to) {
            auto text = contents(model + "/" + name);
            QVERIFY(text.contains(from));
            write(model + "/" + name, text.replace(from, to));
        };
        const auto columns = row.split('\t');
        if (spoil == "no model folder")
            QDir(model).removeRecursively();
        else if (spoil == "no weights")
            QFile::remove(model + "/model.safetensors");
        else if (spoil == "truncated weights")
            QFile(model + "/model.safetensors").resize(1000000);
        else if (spoil == "broken config")
            write(model + "/config.json", "{\"architectures\": [");
        else if (spoil == "unknown architecture")
            replaceIn("config.json", "InternVLChatModel", "LlavaForConditionalGeneration");
        else if (spoil == "unknown language model")
            replaceIn("config.json", "\"qwen2\"", "\"gpt9\"");
        else if (spoil == "wrong shape")
            replaceIn("config.json", "\"downsample_ratio\": 0.5", "\"downsample_ratio\": 0.25");
        else if (spoil == "no tokenizer")
            QFile::remove(model + "/tokenizer.json");
        else if (spoil == "no question column")
            header.replace("question", "words");
        else if (spoil == "bad base64")
            row.replace(columns[1], "*" + columns[1]);
        else if (spoil == "undecodable image")
            row.replace(columns[1], QByteArray(200, 'A'));
        else if (spoil == "bad bits")
            words[4] = "11";
        else if (spoil == "unknown option")
            words << "--frobnicate";
        else if (spoil == "no such device")
            words << "--device"
                  << "cuda:77";
        write(tsv, header + "\n" + row + "\n");
        QString data = spoil == "missing data" ? folder.filePath("there.tsv") : tsv;
        if (spoil == "unwritable output") {
            write(folder.filePath("file"), "x");
            words << "--out" << folder.filePath("file/inside");
        } else {
            words << "--out" << out;
        }
        if (spoil == "broken recipe" || spoil == "recipe and options") {
            write(folder.filePath("recipe.json"),
                  spoil == "broken recipe" ? "{\"schema\": 1, \"bits\": 3}" : "{\"schema\": 1}");
            words = QStringList{"run", "--recipe", folder.filePath("recipe.json"), "--out", out};
            if (spoil == "recipe and options")
                words << "--llm_w_bits"
                      << "4";
        }
        words << "--model" << model;
        if (spoil == "unknown data set")
            words << "--dataset_name"
                  << "NoSuchBench";
        else
            words << "--data" << data;
        const auto outcome = runCli(words);
        QVERIFY2(outcome.exitCode == 2, qPrintable(QString::number(outcome.exitCode) + ": " + outcome.err));
        QVERIFY2(outcome.err.contains(expected), qPrintable(outcome.err));
        QVERIFY2(outcome.err.trimmed().split('\n').size() <= 2, qPrintable(outcome.err));
        QVERIFY(outcome.out.isEmpty());
        QVERIFY(QDir(out).entryList(QDir::Files | QDir::Hidden).isEmpty());
    }

    void publishedLineMeansTheRecipe()
    {
        const auto underscores =
            runCli(QStringList{"recipe"} + published.filter(QRegularExpression("^(?!--dataset_name|OCRBench)")));
        QCOMPARE(underscores.exitCode, 0);
        const auto recipe = QJsonDocument::fromJson(underscores.out.toUtf8()).object();
        const auto towers = recipe["towers"].toObject();
        QCOMPARE(towers["vision"].toObject()["weight_bits"].toInt(), 8);
        QCOMPARE(towers["llm"].toObject()["weight_bits"].toInt(), 4);
        QCOMPARE(towers["llm"].toObject()["rotate"].toBool(), true);
        QCOMPARE(recipe["calibration"].toObject()["weight_samples"].toInt(), 128);
        QCOMPARE(recipe["norm_fusion"].toString(), QString("exact"));
        QStringList hyphens{"recipe"};
        for (const auto& word : published)
            if (word != "--dataset_name" && word != "OCRBench")
                hyphens << (word.startsWith("--") ? "--" + word.mid(2).replace('_', '-') : word);
        QCOMPARE(runCli(hyphens).out, underscores.out);
    }

    void paperOptions()
    {
        auto words = QStringList{"recipe"} + published.filter(QRegularExpression("^(?!--dataset_name|OCRBench)"));
        words << "--msq"
              << "--aifs"
              << "--split-channel"
              << "auto"
              << "--split_bits"
              << "8"
              << "--online-hadamard-signs";
        const auto outcome = runCli(words);
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        const auto recipe = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
        const auto llm = recipe["towers"].toObject()["llm"].toObject();
        QVERIFY(llm["activation_modalities"].toBool() && llm["aifs"].toBool() &&
                recipe["online_hadamard_signs"].toBool());
        QCOMPARE(llm["split_channel"].toInt(), -1);
        QCOMPARE(llm["split_bits"].toInt(), 8);
        const auto help = runCli({"run", "--help"}).out;
        for (const char* name : {"--msq", "--aifs", "--split_channel", "--split_bits", "--online_hadamard_signs"})
            QVERIFY2(help.contains(name), name);
        for (const QStringList& bad : {QStringList{"--split_channel", "spike"}, QStringList{"--split_channel", "-3"},
                                       QStringList{"--split_bits", "9"}}) {
            const auto refused = runCli(QStringList{"recipe"} + bad);
            QCOMPARE(refused.exitCode, 2);
            QVERIFY2(refused.err.contains(bad.first().mid(2)), qPrintable(refused.err));
        }
    }

    void scalesAreComparedInOneTable()
    {
        QTemporaryDir folder;
        const QStringList words{"msq",
                                "--eval_num",
                                "4",
                                "--nsamples",
                                "2",
                                "--calib_num",
                                "2",
                                "--cache",
                                folder.filePath("cache"),
                                "--out",
                                folder.filePath("out")};
        const auto outcome = runCli(words + small());
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        const auto csv = QString::fromUtf8(contents(folder.filePath("out/msq.csv"))).trimmed().split('\n');
        QCOMPARE(csv.size(), 1 + 8);
        QVERIFY(csv.first().startsWith("model,scales,hits,total"));
        for (int row = 1; row < csv.size(); ++row) {
            const auto fields = csv[row].split(',');
            QCOMPARE(fields.size(), 8);
            QCOMPARE(fields[0], QString(row <= 4 ? "naive" : "rotated"));
            QCOMPARE(fields[3], QString("4"));
            QVERIFY(fields[4].toDouble() >= fields[5].toDouble());
            QVERIFY(outcome.out.contains(fields[1]) && fields[6].contains("language_model"));
        }
        // What differs from MQuant's code is said first, what the scores mean below them: lines of all, or of some by
        // name.
        QVERIFY2(outcome.err.contains("protocol exact; with --protocol mquant, as MQuant's code: "),
                 qPrintable(outcome.err));
        QCOMPARE(outcome.err.count("rotated one static scale, rotated MSQ, rotated MSQ + AIFS, …: "), 1);
        QVERIFY2(outcome.out.contains("prompt and tiles of ocrbench; images as they are stored; at most 24 tiles"),
                 qPrintable(outcome.out));
        QCOMPARE(runCli({"msq", "--demo", "--llm_a_bits", "9"}).exitCode, 2);
    }

    void aSweepSaysItsProtocols()
    {
        QTemporaryDir folder;
        const auto outcome =
            runCli(QStringList{"sweep", "--eval_num", "1", "--no_cache", "--recipes", "float", "w4a16-rtn"} + small());
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.err.contains("Float: nothing is quantized"), qPrintable(outcome.err));
        QCOMPARE(outcome.out.count("protocol exact; prompt and tiles of ocrbench"), 1); // of both
    }

    void searchAndSensitivitySayTheirProtocols()
    {
        const QStringList shared{"--demo", "--eval_num", "1", "--no_cache", "--questions", "1",
                                 "--bits", "4",          "8", "--quant",    "--quant_llm", "--llm_w_rtn"};
        const auto scores = runCli(QStringList{"sensitivity", "--measures", "kurtosis"} + shared);
        QVERIFY2(scores.exitCode == 0, qPrintable(scores.err));
        QVERIFY2(scores.out.contains("\nprotocol exact; prompt and tiles of ocrbench"), qPrintable(scores.out));
        const auto found = runCli(
            QStringList{"search", "--measure", "kurtosis", "--average_bits", "6", "--protocol", "published"} + shared);
        QVERIFY2(found.exitCode == 0, qPrintable(found.err));
        QVERIFY2(found.out.contains("\nprotocol published; prompt and tiles of ocrbench"), qPrintable(found.out));
    }

    void aRunLeavesItsFiles()
    {
        QTemporaryDir folder;
        QStringList words{"run"};
        words += published;
        words.replace(words.indexOf("--nsamples") + 1, "2");
        words.replace(words.indexOf("--calib_num") + 1, "2");
        words << "--eval_num"
              << "12"
              << "--float"
              << "--out";
        const auto first = runCli(words + QStringList{folder.filePath("a")});
        QVERIFY2(first.exitCode == 0, qPrintable(first.err));
        QVERIFY(first.out.contains("Total"));
        QVERIFY2(first.err.contains("bundled ocrbench_mini"), qPrintable(first.err));
        const auto report = QJsonDocument::fromJson(contents(folder.filePath("a/report.json"))).object();
        QCOMPARE(report["schema"].toInt(), 1);
        QCOMPARE(report["score"].toObject()["total"].toInt(), 12);
        QVERIFY(report["score"].toObject()["hits"].toInt() >= 8);
        QVERIFY(report["float_score"].toObject()["hits"].toInt() >= 8);
        QCOMPARE(report["score"].toObject()["categories"].toArray().size(), 10);
        QCOMPARE(report["score"].toObject()["groups"].toArray().size(), 5);
        QVERIFY(report["peak_rss_bytes"].toDouble() > 1e7);
        QVERIFY(report.contains("fallbacks") && report.contains("environment") && report.contains("timings"));
        const auto layers = report["layers"].toArray();
        QCOMPARE(layers.size(), 70);
        for (const auto& entry : layers) {
            const auto layer = entry.toObject();
            const bool head = layer["role"].toString() == "head";
            QCOMPARE(layer.contains("activation"), !head);
            for (const char* field : {"name", "tower", "role", "weight_bits", "weight_sqnr_db", "output_sqnr_db",
                                      "output_cosine", "output_mse"})
                QVERIFY2(layer.contains(field), field);
        }
        QCOMPARE(contents(folder.filePath("a/predictions.jsonl")).count('\n'), 12);
        QCOMPARE(contents(folder.filePath("a/layers.csv")).count('\n'), 71);
        // The recipe that it left means the same run, to the byte.
        const auto second = runCli(
            {"run", "--recipe", folder.filePath("a/recipe.json"), "--eval_num", "12", "--out", folder.filePath("b")});
        QVERIFY2(second.exitCode == 0, qPrintable(second.err));
        for (const char* name : {"predictions.jsonl", "layers.csv", "recipe.json"})
            QCOMPARE(contents(folder.filePath(QString("b/") + name)), contents(folder.filePath(QString("a/") + name)));
    }

    void overlapIsSaid()
    {
        QTemporaryDir folder;
        const auto outcome = runCli(
            {"run", "--quant", "--quant_llm", "--llm_w_bits", "4", "--nsamples", "2", "--eval_num", "4", "--data",
             QUANTSCOPE_SOURCE_DIR "/resources/demo/ocrbench_mini.tsv", "--out", folder.filePath("o")});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.err.contains("also evaluated"), qPrintable(outcome.err));
        const auto report = QJsonDocument::fromJson(contents(folder.filePath("o/report.json"))).object();
        QCOMPARE(report["calibration"].toObject()["also_evaluated"].toInt(), 2);
    }

    // The published line runs as this program's own protocol has it and says what MQuant's code would do.
    void publishedLineSaysWhatDiffers()
    {
        const auto exact = runCli(QStringList{"recipe"} + withoutData(published));
        QCOMPARE(exact.exitCode, 0);
        auto towers = QJsonDocument::fromJson(exact.out.toUtf8()).object()["towers"].toObject();
        QVERIFY(towers["projector"].toObject()["online_hadamard"].toBool());
        const auto mquant = runCli(QStringList{"recipe", "--protocol", "mquant"} + withoutData(published));
        const auto recipe = QJsonDocument::fromJson(mquant.out.toUtf8()).object();
        towers = recipe["towers"].toObject();
        QCOMPARE(recipe["protocol"].toString(), QString("mquant"));
        QCOMPARE(recipe["norm_fusion"].toString(), QString("mquant"));
        QVERIFY(!towers["projector"].toObject()["online_hadamard"].toBool());
        QVERIFY(towers["vision"].toObject()["online_hadamard"].toBool());
        QCOMPARE(recipe["calibration"].toObject()["new_tokens"].toInt(), 1024);
        QCOMPARE(recipe["calibration"].toObject()["last_new_tokens"].toInt(), 1024);
        QCOMPARE(runCli({"recipe", "--protocol", "fast"}).exitCode, 2);
    }

    void protocolOfPresetsAndRecipesIsReplaced()
    {
        const auto outcome = runCli({"recipe", "--preset", "mquant-w8a8-w4a8", "--protocol", "published"});
        QCOMPARE(outcome.exitCode, 0);
        QTemporaryDir folder;
        write(folder.filePath("r.json"), outcome.out.toUtf8());
        const auto kept = runCli({"recipe", "--recipe", folder.filePath("r.json")});
        QCOMPARE(kept.out, outcome.out);
        const auto exact = runCli({"recipe", "--recipe", folder.filePath("r.json"), "--protocol", "exact"});
        QVERIFY(!QJsonDocument::fromJson(exact.out.toUtf8()).object().contains("protocol"));
    }

    // F1, F11 and what a score means: three rows, of which a limit would ask one.
    void protocolsOfRuns()
    {
        QTemporaryDir folder;
        const auto rows = contents(small().last()).split('\n');
        write(folder.filePath("three.tsv"), rows.mid(0, 4).join('\n') + "\n");
        const QStringList line{"run",        "--data",      folder.filePath("three.tsv"),
                               "--quant",    "--quant_llm", "--llm_w_rtn",
                               "--eval_num", "1",           "--no_cache",
                               "--model",    small().at(1)};
        const auto report = [&](const char* name) {
            return QJsonDocument::fromJson(contents(folder.filePath(QString(name) + "/report.json"))).object();
        };
        const auto exact = runCli(line + QStringList{"--out", folder.filePath("exact")});
        QVERIFY2(exact.exitCode == 0, qPrintable(exact.err));
        QCOMPARE(exact.err.count("protocol exact; with --protocol mquant"), 1);
        QVERIFY(exact.err.contains("all questions are answered (eval_num)"));
        QVERIFY2(exact.out.contains("protocol exact; prompt and tiles of"), qPrintable(exact.out));
        QCOMPARE(report("exact")["score"].toObject()["total"].toInt(), 1);
        QCOMPARE(report("exact")["protocol"].toObject()["id"].toString(), QString("exact"));
        for (const auto& layer : report("exact")["layers"].toArray())
            if (layer.toObject()["role"].toString() == "mlp_down" && layer.toObject()["tower"].toString() == "llm") {
                QCOMPARE(layer.toObject()["weight_bits"].toInt(), 4);
                QCOMPARE(layer.toObject()["activation_bits"].toInt(), 8);
            }
        const auto mquant =
            runCli(line + QStringList{"--protocol", "published", "--out", folder.filePath("published")});
        QVERIFY2(mquant.exitCode == 0, qPrintable(mquant.err));
        QVERIFY2(mquant.err.contains("protocol published: "), qPrintable(mquant.err));
        const auto facts = report("published")["protocol"].toObject();
        QCOMPARE(facts["images"].toString(), QString("jpeg75"));
        QCOMPARE(facts["norm_fusion"].toString(), QString("mquant"));
        QCOMPARE(report("published")["score"].toObject()["total"].toInt(), 3);
        QCOMPARE(report("published")["layers"].toArray().isEmpty(), false);
    }

    void floatModelAnswersUnderAProtocol()
    {
        QTemporaryDir folder;
        const auto outcome = runCli({"eval", "--demo", "--eval_num", "2", "--protocol", "published", "--no_cache",
                                     "--out", folder.filePath("o")});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        const auto report = QJsonDocument::fromJson(contents(folder.filePath("o/report.json"))).object();
        QCOMPARE(report["protocol"].toObject()["images"].toString(), QString("jpeg75"));
        QCOMPARE(report["score"].toObject()["total"].toInt(), 2);
    }

    // Hamilton's seats of 20 for 80, 80, 80, 40 and six times 20 of 400.
    void asksAStratifiedSubset()
    {
        QTemporaryDir folder;
        const auto outcome = runCli({"eval", "--demo", "--subset", "stratified:20", "--no_cache", "--max_new_tokens",
                                     "2", "--out", folder.filePath("o")});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        const auto report = QJsonDocument::fromJson(contents(folder.filePath("o/report.json"))).object();
        const auto subset = report["data"].toObject()["subset"].toObject();
        QCOMPARE(subset["rule"].toString(), QString("stratified"));
        QCOMPARE(subset["count"].toInt(), 20);
        QMap<QString, int> sizes;
        for (const auto& category : report["score"].toObject()["categories"].toArray())
            sizes[category.toObject()["name"].toString()] = category.toObject()["total"].toInt();
        QCOMPARE(sizes["Doc-oriented VQA"], 4);
        QCOMPARE(sizes["Handwritten Mathematical Expression Recognition"], 2);
        QCOMPARE(sizes["Digit String Recognition"], 1);
        const auto two = runCli({"eval", "--demo", "--subset", "first:2", "--eval_num", "2"});
        QVERIFY(two.exitCode != 0);
        const auto unknown = runCli({"eval", "--demo", "--subset", "category:Astronomy", "--no_cache"});
        QVERIFY(unknown.exitCode != 0);
        QVERIFY2(unknown.err.contains("no questions of the category Astronomy"), qPrintable(unknown.err));
    }

    void runsThatQuantizeNothingSaySoFirst()
    {
        const auto outcome = runCli({"run", "--quant", "--eval_num", "1", "--no_cache"});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.err.section('\n', 0, 0).contains("nothing is quantized"), qPrintable(outcome.err));
    }

    void dataSetsAreFoundByName()
    {
        QTemporaryDir folder;
        QVERIFY(
            QFile::copy(QUANTSCOPE_SOURCE_DIR "/resources/demo/ocrbench_mini.tsv", folder.filePath("OCRBench.tsv")));
        const auto outcome =
            runCli({"eval", "--model", demoFolder, "--eval_num", "4", "--out", folder.filePath("o")}, folder.path());
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        const auto report = QJsonDocument::fromJson(contents(folder.filePath("o/report.json"))).object();
        QCOMPARE(report["data"].toObject()["name"].toString(), QString("OCRBench"));
    }

    // A toy's score must not stand for a benchmark by accident.
    void theDemoModelAnswersOtherQuestionsOnRequestOnly()
    {
        const QString other = QUANTSCOPE_SOURCE_DIR "/tests/data/tinymodel/q.tsv";
        QTemporaryDir folder;
        QVERIFY(QFile::copy(other, folder.filePath("OCRBench.tsv")));
        const QStringList byFile{"eval", "--no_cache", "--data", other}, byName{"eval", "--no_cache"};
        const auto refusedFile = runCli(byFile), refusedName = runCli(byName, folder.path());
        for (const auto* refused : {&refusedFile, &refusedName}) {
            QCOMPARE(refused->exitCode, 2);
            QVERIFY2(refused->err.contains("no --model is given") && refused->err.contains("--demo"),
                     qPrintable(refused->err));
        }
        QVERIFY(refusedName.err.contains("OCRBench.tsv"));
        QCOMPARE(runCli(byFile + QStringList{"--demo"}).exitCode, 0);
        QCOMPARE(runCli(byFile + QStringList{"--model", demoFolder}).exitCode, 0);
        QCOMPARE(runCli(byName + QStringList{"--eval_num", "2"}).exitCode, 0); // its own questions
    }

    // By the program's own way: blanks and letters of all kinds in every path.
    void pathsOfAllKinds()
    {
        QTemporaryDir folder;
        const auto model = folder.filePath("ein Modell 模型 é"), out = folder.filePath("das Ergebnis 结果");
        QVERIFY(QDir().mkpath(model));
        const QString tiny = QUANTSCOPE_SOURCE_DIR "/tests/data/tinymodel";
        for (const auto& name : QDir(tiny).entryList(QDir::Files))
            QVERIFY(QFile::copy(tiny + '/' + name, model + '/' + name));
        const auto outcome =
            runCli({"run", "--model", model, "--data", model + "/q.tsv", "--cache", folder.filePath("der Cache"),
                    "--quant", "--quant_llm", "--llm_w_bits", "4", "--llm_w_rtn", "--out", out});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QCOMPARE(contents(out + "/predictions.jsonl").count('\n'), 2);
        const auto report = QJsonDocument::fromJson(contents(out + "/report.json")).object();
        QCOMPARE(report["model"].toObject()["name"].toString(), QString("ein Modell 模型 é"));
    }

    // A table of one's own has another metric than OCRBench, and one can choose it.
    void theMetricCanBeChosen()
    {
        QTemporaryDir folder;
        const auto rows = contents(QUANTSCOPE_SOURCE_DIR "/resources/demo/ocrbench_mini.tsv").split('\n');
        QByteArray own;
        for (int i = 0; i < 4; ++i)
            own += rows[i].left(rows[i].lastIndexOf('\t')) + "\n"; // without the category
        write(folder.filePath("receipts.tsv"), own);
        const QStringList words{"eval",       "--model", demoFolder,          "--data", folder.filePath("receipts.tsv"),
                                "--no_cache", "--out",   folder.filePath("o")};
        const auto score = [&] {
            return QJsonDocument::fromJson(contents(folder.filePath("o/report.json"))).object()["score"].toObject();
        };
        const auto plain = runCli(words);
        QVERIFY2(plain.exitCode == 0, qPrintable(plain.err));
        QVERIFY2(plain.err.count("no known benchmark") == 1, qPrintable(plain.err));
        QVERIFY2(plain.out.contains(QRegularExpression("Metric +exact\n")), qPrintable(plain.out));
        QCOMPARE(score()["metric"].toString(), QString("exact"));
        QCOMPARE(score()["total"].toInt(), 3);
        const auto chosen = runCli(words + QStringList{"--metric", "contains"});
        QVERIFY2(chosen.exitCode == 0, qPrintable(chosen.err));
        QCOMPARE(score()["metric"].toString(), QString("contains"));
        const auto unknown = runCli(words + QStringList{"--metric", "best"});
        QCOMPARE(unknown.exitCode, 2);
        QVERIFY2(unknown.err.contains("relaxed"), qPrintable(unknown.err)); // what there is
    }

    // Without WordNet pages are not scored and one sentence says what to install; with it the same command scores them.
    void pagesWantWords()
    {
        QTemporaryDir folder;
        const QString tiny = QUANTSCOPE_SOURCE_DIR "/tests/data/tinymodel";
        auto lines = contents(tiny + "/q.tsv").trimmed().split('\n');
        for (int i = 1; i < lines.size(); ++i)
            lines[i] = lines[i].left(lines[i].lastIndexOf('\t') + 1) + "full-page OCR en";
        write(folder.filePath("pages.tsv"), lines.join('\n') + "\n");
        const QStringList words{
            "eval",  "--model",           tiny, "--data", folder.filePath("pages.tsv"), "--cache", folder.filePath("c"),
            "--out", folder.filePath("o")};
        const auto score = [&] {
            return QJsonDocument::fromJson(contents(folder.filePath("o/report.json"))).object()["score"].toObject();
        };
        qputenv("WNSEARCHDIR", "/nonexistent");
        const auto without = runCli(words);
        qunsetenv("WNSEARCHDIR");
        QVERIFY2(without.exitCode == 0, qPrintable(without.err));
        QVERIFY2(without.err.count("wordnet-base") == 1, qPrintable(without.err));
        QVERIFY2(!without.err.contains("no answer in the table"), qPrintable(without.err));
        QCOMPARE(score()["metric"].toString(), QString("ocrbench_v2"));
        QCOMPARE(score()["total"].toInt(), 0);
        QCOMPARE(score()["unscored"].toInt(), 2);
        const auto with = runCli(words);
        QVERIFY2(with.exitCode == 0, qPrintable(with.err));
        QVERIFY2(!with.err.contains("not installed"), qPrintable(with.err));
        QCOMPARE(score()["total"].toInt(), 2);
        QVERIFY(!score().contains("unscored"));
    }

    void presetsAreRecipes()
    {
        const auto preset = runCli({"recipe", "--preset", "mquant-w4a8-w4a8"});
        QCOMPARE(preset.exitCode, 0);
        const auto towers = QJsonDocument::fromJson(preset.out.toUtf8()).object()["towers"].toObject();
        QCOMPARE(towers["vision"].toObject()["weight_bits"].toInt(), 4);
        QVERIFY(towers["llm"].toObject()["rotate"].toBool());
        const auto unknown = runCli({"recipe", "--preset", "best"});
        QVERIFY(unknown.exitCode != 0);
        QVERIFY2(unknown.err.contains("mquant-w4a8-w4a8"), qPrintable(unknown.err)); // what there is
        const auto both = runCli({"recipe", "--preset", "quarot", "--llm_w_bits", "3"});
        QVERIFY(both.exitCode != 0);
        QVERIFY2(both.err.contains("--preset already says this"), qPrintable(both.err));
    }

    void inspectListsEveryLayer()
    {
        const auto outcome = runCli({"inspect", "--demo", "--llm_w_bits", "4", "--quant", "--quant_llm"});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out.count("language_model.model.layers."), 42);
        QVERIFY(outcome.out.contains("bits per weight"));
    }

    void synthRefusesBadInput()
    {
        QTemporaryDir folder;
        const auto unknown = runCli({"synth", "--preset", "internvl2-3b", "--out", folder.filePath("o")});
        QCOMPARE(unknown.exitCode, 2);
        QVERIFY2(unknown.err.contains("internvl2-8b"), qPrintable(unknown.err));
        QCOMPARE(runCli({"synth", "--preset", "internvl2-1b"}).exitCode, 2);
        const auto full = runCli({"synth", "--preset", "internvl2-1b", "--out", demoFolder});
        QCOMPARE(full.exitCode, 2);
        QVERIFY2(full.err.contains("empty"), qPrintable(full.err));
    }

    // A short run of the whole pipeline over the cache in `folder`; its results.
    static QStringList shortRun(const QString& folder, const QString& out)
    {
        auto words = published;
        for (const auto* option : {"--nsamples", "--calib_num", "--dataset_name"})
            words.remove(words.indexOf(option), 2);
        return words +
            QStringList{"--nsamples", "3", "--calib_num", "3", "--eval_num", "8", "--cache", folder, "--out", out};
    }

    // Of the demo, whose run lasts long enough to be killed; the search for the clipping takes a third of it.
    static QStringList unclipped(QStringList words)
    {
        words.removeAll("--visual_w_clip");
        words.removeAll("--llm_w_clip");
        return words + QStringList{"--demo"};
    }

    // Results that a cache keeps.
    static int entriesOf(const QString& cache)
    {
        int count = 0;
        for (QDirIterator each(cache, {"*.qsc"}, QDir::Files, QDirIterator::Subdirectories); each.hasNext(); ++count)
            each.next();
        return count;
    }

    static void sameResults(const QString& a, const QString& b)
    {
        for (const auto* name : {"/predictions.jsonl", "/layers.csv"}) {
            const auto text = contents(a + name);
            QVERIFY2(!text.isEmpty(), qPrintable(a));
            QCOMPARE(contents(b + name), text);
        }
    }

    void aKilledRunGoesOnWhereItWas()
    {
        QTemporaryDir folder;
        const auto cache = folder.filePath("cache"), out = folder.filePath("out"), cold = folder.filePath("cold");
        for (int i = 0; i < 2; ++i) {
            const int before = entriesOf(cache);
            QProcess process;
            process.start(QUANTSCOPE_CLI, QStringList{"run"} + unclipped(shortRun(cache, out)));
            QVERIFY(process.waitForStarted());
            // In the middle of its work: it has kept something more, and the rest is to come.
            QVERIFY(QTest::qWaitFor([&] { return entriesOf(cache) > before; }, 300000));
            QCOMPARE(process.state(), QProcess::Running);
            process.kill();
            process.waitForFinished();
        }
        QCOMPARE(runCli({"cache", "verify", "--cache", cache}).exitCode, 0);
        const auto last = runCli(QStringList{"run"} + unclipped(shortRun(cache, out)));
        QVERIFY2(last.exitCode == 0, qPrintable(last.err));
        QVERIFY2(last.err.contains("results read"), qPrintable(last.err));
        QCOMPARE(runCli(QStringList{"run", "--no_cache"} + unclipped(shortRun(cache, cold))).exitCode, 0);
        sameResults(cold, out);
    }

    void twoProcessesShareACache()
    {
        QTemporaryDir folder;
        const auto cache = folder.filePath("cache");
        QProcess first, second;
        first.start(QUANTSCOPE_CLI, QStringList{"run"} + small() + shortRun(cache, folder.filePath("a")));
        second.start(QUANTSCOPE_CLI, QStringList{"run"} + small() + shortRun(cache, folder.filePath("b")));
        for (auto* process : {&first, &second}) {
            QVERIFY(process->waitForFinished(300000));
            QCOMPARE(process->exitCode(), 0);
        }
        sameResults(folder.filePath("a"), folder.filePath("b"));
        QCOMPARE(runCli({"cache", "verify", "--cache", cache}).exitCode, 0);
        QVERIFY(runCli({"cache", "list", "--cache", cache}).out.contains("layer"));
        QCOMPARE(runCli({"cache", "clear", "--cache", cache}).exitCode, 0);
        QVERIFY(!runCli({"cache", "list", "--cache", cache}).out.contains("layer"));
    }

    void preflightOnlyEstimates()
    {
        const auto done = runCli(QStringList{"preflight", "--demo", "--no_cache"} + published);
        QCOMPARE(done.exitCode, 0);
        QVERIFY2(done.out.startsWith("memory: about "), qPrintable(done.out));
        QVERIFY(done.out.contains("largest step"));
        QVERIFY(done.out.contains("time: about "));
    }

    void aRunThatDoesNotFitIsRefused()
    {
        // Nothing can be stored below /proc.
        const QStringList words =
            QStringList{"run", "--demo", "--cache", "/proc/none", "--low_memory", "on"} + published;
        const auto refused = runCli(words);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains("temporary files need about"), qPrintable(refused.err));
        QVERIFY(refused.err.contains("--force"));
        const auto forced = runCli(words + QStringList{"--force"});
        QCOMPARE(forced.exitCode, 2);
        QVERIFY2(forced.err.contains("/proc/none/spool"), qPrintable(forced.err));
        QVERIFY(!forced.err.contains("--force"));
    }

    void savedMemoryChangesNoAnswer()
    {
        const QTemporaryDir folder;
        QStringList predictions;
        for (const char* choice : {"on", "off"}) {
            const auto out = folder.path() + "/" + choice;
            const auto done =
                runCli(QStringList{"run", "--no_cache", "--low_memory", choice, "--rotate", "--rotate_llm", "--quant",
                                   "--quant_llm", "--llm_w_bits", "4", "--llm_a_bits", "8", "--nsamples", "2",
                                   "--eval_num", "8", "--out", out} +
                       small());
            QVERIFY2(done.exitCode == 0, qPrintable(done.err));
            predictions << QString::fromUtf8(contents(out + "/predictions.jsonl") + contents(out + "/layers.csv"));
        }
        QVERIFY(!predictions.first().isEmpty());
        QCOMPARE(predictions.first(), predictions.last());
    }

    void helpAndVersion()
    {
        QCOMPARE(runCliFile({"--help"}).exitCode, 0);
        QVERIFY(runCliFile({"run", "--help"}).out.contains("--rotate_visual_cross_attn"));
        QVERIFY(runCliFile({"--version"}).out.contains("0."));
        QCOMPARE(runCliFile({}).exitCode, 2);
    }

private:
    // Where nothing hangs on what a model has learned.
    QStringList small() const
    {
        return {"--model", QString::fromStdString(m_small.model().string()), "--data",
                QString::fromStdString(m_small.data().string())};
    }

    SmallModel m_small;
};

QUANTSCOPE_TEST(TestCli)
#include "tst_cli.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include "archive/database.h"
#include "runsamples.h"
#include "testmain.h"
#include "tracking/mlflowstore.h"
#include "tracking/modelexplorer.h"
#include "tracking/trackedrun.h"
#include "tracking/trackers.h"
#include "tracking/trackiodatabase.h"

using namespace quantscope;
using quantscope::test::sampleRun;

namespace {

constexpr auto awkwardName = "naïve: \"W4A8\" # '中文'\n- two\\lines 😀";
constexpr int packageMissing = 77;

QByteArray contentsOf(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

std::optional<double> metricOf(const TrackedRun& run, const std::string& name, int64_t step = 0)
{
    for (const auto& metric : run.metrics)
        if (metric.name == name && metric.step == step)
            return metric.value;
    return {};
}

// What the program itself reads; null where its package is not installed.
QJsonObject readBy(const QStringList& arguments)
{
    QProcess python;
    const auto own = qEnvironmentVariable("QUANTSCOPE_INTEROP_PYTHON");
    python.start(own.isEmpty() ? QStringLiteral("python3") : own,
                 QStringList{QStringLiteral(QUANTSCOPE_SOURCE_DIR) + "/tests/interop/read_tracking.py"} + arguments);
    if (!python.waitForFinished(120000) || python.exitCode() == packageMissing)
        return {};
    if (python.exitCode() != 0)
        qWarning("%s", python.readAllStandardError().constData());
    return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
}

}

class TestTracking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_at = m_folder->path().toStdString();
        m_archive = std::make_unique<RunArchive>(m_at / "runs.sqlite");
        m_run = sampleRun(6, 3);
        m_run.name = awkwardName;
        m_archive->finish(m_run, {"0123456789abcdef", "week 48", 6, {"best", "b"}});
    }

    // By hand from runsamples.h: weights 40.1, 41.1, 42.1 dB; outputs infinite, not measured, 30.5 dB.
    void valuesAreThoseOfTheRecord()
    {
        const auto run = tracked();
        QCOMPARE(run.started, int64_t(1795860000000));
        QCOMPARE(run.ended, int64_t(1795860012500));
        QCOMPARE(metricOf(run, "weight_sqnr_db", 1), std::optional(41.1));
        QVERIFY(std::abs(*metricOf(run, "mean_weight_sqnr_db/llm") - 41.1) < 1e-12);
        QCOMPARE(metricOf(run, "output_sqnr_db", 2), std::optional(30.5));
        QVERIFY(!metricOf(run, "output_sqnr_db", 0) && !metricOf(run, "output_sqnr_db", 1));
        QCOMPARE(metricOf(run, "mean_output_sqnr_db/llm"), std::optional(30.5));
        QVERIFY(!metricOf(run, "mean_output_sqnr_db/vision"));
        QCOMPARE(metricOf(run, "bits_per_weight"), std::optional(4.25));
        QCOMPARE(metricOf(run, "seconds/evaluate"), std::optional(12.3456789));
        QCOMPARE(metricOf(run, "total_seconds"), std::optional(12.5));
        QCOMPARE(metricOf(run, "questions"), std::optional(5.0)); // one of six could not be asked
        QCOMPARE(metricOf(run, "accuracy"), std::optional(100 * m_run.score.correct / 5));
        const auto& text = entryFor(m_run.score.categories, "Scene Text");
        QCOMPARE(metricOf(run, "category_accuracy/Scene Text"), std::optional(percentOf(text)));
        const auto bits = std::find_if(run.parameters.begin(), run.parameters.end(),
                                       [](const auto& parameter) { return parameter.first == "llm.weight_bits"; });
        QVERIFY(bits != run.parameters.end());
        QCOMPARE(bits->second, nlohmann::json(4));
        QCOMPARE(run.tags.front(), (std::pair<std::string, std::string>("tags", "b, best")));
    }

    void namesAreThoseThatAFileCanHave_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "Scene Text-centric: a.b_c"
                               << "Scene Text-centric: a.b_c";
        QTest::newRow("slashes") << "a/b\\c"
                                 << "a_b_c";
        QTest::newRow("chinese") << "文字识别"
                                 << "文字识别";
        QTest::newRow("line") << "a\nb?"
                              << "a_b_";
        QTest::newRow("above") << ".."
                               << "_";
        QTest::newRow("empty") << ""
                               << "_";
        QTest::newRow("long") << QString(300, 'x') << QString(200, 'x');
    }

    void namesAreThoseThatAFileCanHave()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        QCOMPARE(QString::fromStdString(trackedName(text.toStdString())), name);
    }

    void categoriesOfOneNameStayApart()
    {
        m_run.score.categories = {{"a?", 1, 2}, {"a!", 2, 2}};
        const auto run = trackedRun(m_run, m_archive->summary(m_run.id));
        QCOMPARE(metricOf(run, "category_accuracy/a_"), std::optional(50.0));
        QCOMPARE(metricOf(run, "category_accuracy/a__2"), std::optional(100.0));
    }

    void mlflowHasOneRunHoweverOftenItIsWritten()
    {
        const auto store = m_at / "ml runs";
        writeMlflow(*m_archive, {m_run.id}, store);
        const auto first = runFolders(store);
        QCOMPARE(first.size(), size_t(1));
        QCOMPARE(contentsOf(first[0] / "params/llm.weight_bits"), QByteArray("4"));
        QCOMPARE(contentsOf(first[0] / "metrics/weight_sqnr_db"),
                 QByteArray("1795860012500 40.1 0\n1795860012500 41.1 1\n1795860012500 42.1 2\n"));
        QCOMPARE(contentsOf(first[0] / "tags/mlflow.note.content"), QByteArray::fromStdString(m_run.note));
        QVERIFY(contentsOf(first[0] / "artifacts/layers.csv").startsWith("name,tower"));
        // What the user logged there stays, what ours says no more goes.
        QFile other(QString::fromStdString((first[0] / "tags/mine").string()));
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write("x") == 1);
        other.close();
        m_archive->setNote(m_run.id, "");
        m_archive->rename(m_run.id, "another name");
        m_archive->setExperiment(m_run.id, "week 49");
        writeMlflow(*m_archive, {m_run.id}, store);
        const auto second = runFolders(store);
        QCOMPARE(second.size(), size_t(1));
        QVERIFY(second[0] != first[0]); // in the other experiment
        QCOMPARE(contentsOf(second[0] / "tags/mlflow.runName"), QByteArray("another name"));
        QCOMPARE(contentsOf(second[0] / "tags/mine"), QByteArray("x"));
        QCOMPARE(contentsOf(second[0] / "tags/mlflow.note.content"), QByteArray("not there"));
        QVERIFY(contentsOf(second[0] / "meta.yaml").contains("ml%20runs"));
    }

    void mlflowReadsIt()
    {
        writeMlflow(*m_archive, {m_run.id}, m_at / "mlruns");
        writeMlflow(*m_archive, {m_run.id}, m_at / "mlruns");
        const auto read = readBy({"mlflow", QString::fromStdString((m_at / "mlruns").string())});
        if (read.isEmpty())
            QSKIP("The Python package mlflow-skinny is not installed: nothing reads the store.");
        QCOMPARE(read["runs"].toArray().size(), 1);
        const auto run = read["runs"].toArray().at(0).toObject();
        QCOMPARE(run["name"].toString(), QString::fromUtf8(awkwardName));
        QCOMPARE(run["experiment"].toString(), QString("week 48"));
        QCOMPARE(run["status"].toString(), QString("FINISHED"));
        QCOMPARE(run["start"].toDouble(), 1795860000000.0);
        QCOMPARE(run["params"]["llm.weight_bits"].toString(), QString("4"));
        QCOMPARE(run["tags"]["mlflow.note.content"].toString(), QString::fromStdString(m_run.note));
        QCOMPARE(run["metrics"]["weight_sqnr_db"].toArray(),
                 (QJsonArray{QJsonArray{0, 40.1}, QJsonArray{1, 41.1}, QJsonArray{2, 42.1}}));
        QCOMPARE(run["artifacts"].toArray(),
                 (QJsonArray{"layers.csv", "predictions.jsonl", "recipe.json", "report.json"}));
        QCOMPARE(read["four_bits"].toArray(), QJsonArray{QString::fromStdString(m_run.id)});
    }

    // An experiment that MLflow made keeps its number.
    void experimentsOfTheSameNameAreUsed()
    {
        QVERIFY(QDir().mkpath(QString::fromStdString((m_at / "mlruns/77").string())));
        QFile meta(QString::fromStdString((m_at / "mlruns/77/meta.yaml").string()));
        QVERIFY(meta.open(QIODevice::WriteOnly));
        meta.write("artifact_location: file:///x\nexperiment_id: '77'\nlifecycle_stage: active\nname: week 48\n");
        meta.close();
        writeMlflow(*m_archive, {m_run.id}, m_at / "mlruns");
        QCOMPARE(runFolders(m_at / "mlruns").front().parent_path().filename().string(), std::string("77"));
    }

    void trackioHasOneRunHoweverOftenItIsWritten()
    {
        writeTrackio(*m_archive, {m_run.id}, m_at);
        m_archive->rename(m_run.id, "renamed");
        writeTrackio(*m_archive, {m_run.id}, m_at);
        Database database(m_at / "week48.db");
        QCOMPARE(database.integer("SELECT count(*) FROM configs"), int64_t(1));
        QCOMPARE(database.integer("SELECT count(*) FROM metrics WHERE run_name = 'renamed'"), int64_t(3));
        QCOMPARE(database.integer("SELECT json_extract(config, '$.\"llm.weight_bits\"') FROM configs"), int64_t(4));
        Database old(m_at / "old.db");
        old.execute("CREATE TABLE metrics (id INTEGER, run_name TEXT)");
        m_archive->setExperiment(m_run.id, "old");
        QVERIFY_THROWS_EXCEPTION(Error, writeTrackio(*m_archive, {m_run.id}, m_at));
    }

    void trackioReadsIt()
    {
        writeTrackio(*m_archive, {m_run.id}, m_at / "trackio");
        const auto read = readBy({"trackio", QString::fromStdString((m_at / "trackio").string()), "week 48"});
        if (read.isEmpty())
            QSKIP("The Python package trackio is not installed: nothing reads the project.");
        QCOMPARE(read["projects"].toArray(), QJsonArray{"week48"});
        QCOMPARE(read["after"].toInt(), 1);
        const auto run = read["runs"].toArray().at(0).toObject();
        QCOMPARE(run["name"].toString(), QString::fromUtf8(awkwardName));
        QCOMPARE(run["config"]["llm.weight_bits"].toInt(), 4);
        QCOMPARE(run["config"]["note"].toString(), QString::fromStdString(m_run.note));
        const auto logs = run["logs"].toArray();
        QCOMPARE(logs.size(), 3);
        QCOMPARE(logs.at(0)["score"].toDouble(), m_run.score.finalScore);
        QCOMPARE(logs.at(2)["weight_sqnr_db"].toDouble(), 42.1);
        QCOMPARE(logs.at(2)["output_sqnr_db"].toDouble(), 30.5);
    }

    void explorerHasLayersByTheirNames()
    {
        const auto graphs = explorerGraphs(std::vector{m_run, m_run});
        QCOMPARE(graphs["graphs"].size(), size_t(2));
        QVERIFY(graphs["graphs"][0]["id"] != graphs["graphs"][1]["id"]);
        const auto& node = graphs["graphs"][0]["nodes"][2];
        QCOMPARE(node["id"], nlohmann::json("language_model.model.layers.2.mlp.down_proj"));
        QCOMPARE(node["namespace"], nlohmann::json("language_model/model/layers.2/mlp"));
        QCOMPARE(node["label"], nlohmann::json("down_proj"));
        QVERIFY(std::any_of(node["attrs"].begin(), node["attrs"].end(), [](const auto& attribute) {
            return attribute == nlohmann::json{{"key", "shape"}, {"value", "4864x896"}};
        }));
        const auto data = explorerNodeData(m_run, nodeValues()[0]);
        QCOMPARE(data["results"].size(), size_t(3)); // the one finite value, by three names
        QCOMPARE(data["results"]["language_model.model.layers.2.mlp.down_proj"]["value"], nlohmann::json(30.5));
        QCOMPARE(data["results"]["/language_model/model/layers.2/mlp/down_proj/MatMul_output_0"]["value"],
                 nlohmann::json(30.5));
        m_run.layers.resize(1);
        QVERIFY(explorerNodeData(m_run, nodeValues()[0]).is_null()); // infinite
    }

    void explorerReadsIt()
    {
        const auto files = writeModelExplorer(*m_archive, {m_run.id}, m_at / "demo.json");
        const auto data = m_at / ("demo." + m_run.id + ".weight_sqnr_db.json");
        QVERIFY(std::find(files.begin(), files.end(), data) != files.end());
        const auto read = readBy({"model-explorer", QString::fromStdString((m_at / "demo.json").string()),
                                  QString::fromStdString(data.string())});
        if (read.isEmpty())
            QSKIP("The Python package ai-edge-model-explorer is not installed: nothing reads the graphs.");
        QCOMPARE(read["graphs"].toArray(), (QJsonArray{QJsonArray{QString::fromUtf8(awkwardName), 3}}));
        QVERIFY(read["edges"].toBool());
        QCOMPARE(read["matched"]["language_model.model.layers.1.mlp.down_proj"].toDouble(), 41.1);
        QCOMPARE(read["stops"].toArray(), (QJsonArray{0, 0.5, 1}));
    }

    void runsWithoutLayersAreNoGraph()
    {
        auto run = sampleRun(2, 0, 2);
        m_archive->finish(run);
        QVERIFY_THROWS_EXCEPTION(Error, writeModelExplorer(*m_archive, {run.id}, m_at / "none.json"));
        QVERIFY(!std::filesystem::exists(m_at / "none.json"));
    }

    void everyTrackerWrites()
    {
        for (const auto& tracker : trackers()) {
            const auto path = m_at / tracker.suggested;
            tracker.write(*m_archive, {m_run.id}, path);
            QCOMPARE(std::filesystem::is_directory(path), tracker.isFolder);
            QVERIFY(tracker.opening.find("{}") != std::string_view::npos);
            QVERIFY_THROWS_EXCEPTION(Error, tracker.write(*m_archive, {"no such run"}, path));
        }
    }

private:
    TrackedRun tracked()
    {
        return trackedRun(m_archive->load(m_run.id), m_archive->summary(m_run.id));
    }

    // Folders of this run, in whichever experiment.
    std::vector<std::filesystem::path> runFolders(const std::filesystem::path& store) const
    {
        std::vector<std::filesystem::path> found;
        for (const auto& experiment : std::filesystem::directory_iterator(store))
            if (std::filesystem::exists(experiment.path() / m_run.id))
                found.push_back(experiment.path() / m_run.id);
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_at;
    std::unique_ptr<RunArchive> m_archive;
    RunRecord m_run;
};

QUANTSCOPE_TEST(TestTracking)
#include "tst_tracking.moc"

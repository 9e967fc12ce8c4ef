// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include <QTemporaryDir>

#include "archive/comparison.h"
#include "archive/schema.h"
#include "archive/sessionschema.h"
#include "record/recordjson.h"
#include "session/adoptsession.h"
#include "session/layerviewjson.h"
#include "session/sessionreader.h"
#include "session/thumbnail.h"
#include "sessionsample.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

std::string textOf(const RunRecord& record)
{
    return recordToJson(record).dump(1);
}

std::string sessionBytes(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// All that a session gives to views.
void readAll(const std::filesystem::path& file)
{
    requireSession(file);
    RunArchive session(file);
    for (const auto& place : sessionPlaces(session)) {
        sessionOutline(session, place);
        sessionQuestions(session, place);
    }
    for (const auto& run : session.list()) {
        const auto record = session.load(run.id);
        for (const auto layer : sessionLayers(session, run.id))
            sessionLayer(session, record, layer);
    }
}

// The sentence of the refusal; empty: there is none.
std::string refusalOf(const std::filesystem::path& file)
{
    try {
        readAll(file);
    } catch (const Error& problem) {
        return problem.what();
    }
    return {};
}

}

class TestSessionFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = std::filesystem::path(m_folder->path().toStdString()) / "talk.quantscope";
    }

    void runsComeBackEqualButForFolders()
    {
        const auto contents = sampleContents(12, 3, 2);
        const auto size = saveSession(m_file, contents, {});
        QVERIFY(size.leftOut.empty());
        QCOMPARE(size.layers, 6);
        QCOMPARE(size.images, 7); // six wide ones, and one small
        RunArchive session(m_file);
        QVERIFY(session.isSession() && session.isReadOnly());
        QCOMPARE(session.list().size(), size_t(2));
        for (const auto& run : contents.runs) {
            auto wanted = run.record;
            wanted.spec.sources = {"one", "ocr.tsv", "calibration.tsv"};
            wanted.modelFiles = {{"a.safetensors", "aa"}, {"b.safetensors", "bb"}};
            wanted.dataFile.file = "ocr.tsv";
            wanted.calibrationFile.file = "calibration.tsv";
            QCOMPARE(textOf(session.load(run.record.id)), textOf(wanted));
            const auto summary = session.summary(run.record.id);
            QCOMPARE(summary.tags, (std::vector<std::string>{"a", "b"}));
            QCOMPARE(summary.parent, std::string("parent"));
            QCOMPARE(summary.experiment, std::string("exp"));
            QCOMPARE(summary.wanted, 20);
        }
        QCOMPARE(sessionFacts(session).quantscope, std::string(QUANTSCOPE_VERSION));
        const auto comparison = compareRuns(
            std::vector{session.load(contents.runs[0].record.id), session.load(contents.runs[1].record.id)});
        QCOMPARE(comparison.questions.size(), size_t(11)); // one could not be asked
    }

    void questionsAndPicturesComeBack()
    {
        const auto contents = sampleContents(6, 3, 1);
        SessionOptions options;
        options.longestSide = 64;
        saveSession(m_file, contents, options);
        RunArchive session(m_file);
        const auto places = sessionPlaces(session);
        QCOMPARE(places.size(), size_t(1));
        const auto outline = sessionOutline(session, places[0]);
        QCOMPARE(outline.name, std::string("internvl2-ocr-mini"));
        QCOMPARE(outline.elements, 5e5); // 1e6 bytes at 16 bits
        QCOMPARE(outline.layers.size(), size_t(3));
        QCOMPARE(outline.layers[2].name, std::string("language_model.model.layers.2.mlp.down_proj"));
        QVERIFY(!outline.config.architecture);
        const auto data = sessionQuestions(session, places[0]);
        const auto& was = *contents.data.begin()->second;
        QCOMPARE(data.questions.size(), size_t(6));
        for (size_t i = 0; i < 6; ++i) {
            const auto& question = data.questions[i];
            QCOMPARE(question.index, std::to_string(1000 + i));
            QCOMPARE(question.question, was.questions[i].question);
            QCOMPARE(question.answers, was.questions[i].answers);
            QCOMPARE(question.columns.at("hint"), "hint " + std::to_string(i));
            const auto image = decodeImage(*question.images.at(0), "image");
            QCOMPARE(image.width, i % 2 == 0 ? 64 : 20);
            QCOMPARE(image.height, i % 2 == 0 ? int(std::lround(64 * (150 + double(i)) / 300)) : 10);
        }
        QCOMPARE(data.questions[1].images[0], data.questions[3].images[0]); // once in the file
    }

    void pictures_data()
    {
        QTest::addColumn<QByteArray>("images");
        QTest::addColumn<int>("count");
        QTest::newRow("none") << QByteArray("none") << 0;
        QTest::newRow("small") << QByteArray("small") << 4;
        QTest::newRow("full") << QByteArray("full") << 4;
    }

    void pictures()
    {
        QFETCH(QByteArray, images);
        QFETCH(int, count);
        const auto contents = sampleContents(6, 0, 1);
        SessionOptions options;
        options.images = *sessionImagesFrom(images.toStdString());
        const auto estimate = estimateSession(contents, options);
        const auto size = saveSession(m_file, contents, options);
        QCOMPARE(size.images, int64_t(count));
        QCOMPARE(estimate.images, int64_t(count));
        QVERIFY(std::abs(estimate.imageBytes - size.imageBytes) <= 0.02 * size.imageBytes);
        RunArchive session(m_file);
        const auto data = sessionQuestions(session, sessionPlaces(session).at(0));
        QCOMPARE(data.questions[0].images.size(), size_t(count > 0));
        if (images == "full")
            QCOMPARE(*data.questions[0].images[0], *contents.data.begin()->second->questions[0].images[0]);
    }

    // Questions are those that were asked; their pictures are missing, and the session says so.
    void withoutTheBenchmark()
    {
        auto contents = sampleContents(5, 0, 1);
        contents.data.clear();
        const auto size = saveSession(m_file, contents, {});
        QCOMPARE(size.leftOut.size(), size_t(1));
        QCOMPARE(size.leftOut[0].code, std::string("session.no_images"));
        RunArchive session(m_file);
        const auto data = sessionQuestions(session, sessionPlaces(session).at(0));
        QCOMPARE(data.questions.size(), size_t(5));
        QCOMPARE(data.questions[4].question, std::string("What is written in 4?"));
        QVERIFY(data.questions[4].images.empty());
    }

    void layersComeBackEqual()
    {
        const auto contents = sampleContents(2, 3, 1);
        saveSession(m_file, contents, {});
        RunArchive session(m_file);
        const auto record = session.load(contents.runs[0].record.id);
        const auto view = sessionLayer(session, record, 2);
        QCOMPARE(view.layer.name, record.layers[2].layer.name);
        QVERIFY(view.scheme == record.layers[2].scheme);
        QCOMPARE(layerViewToJson(view).dump(), layerViewToJson(sampleView(2)).dump());
        QCOMPARE(view.weight.before.counts, (std::vector<double>{1, 2, 3, 2}));
        QCOMPARE(view.weight.after.counts[3], 0.5);
        QCOMPARE(view.weight.columnMaxAfter, (std::vector<float>{0.3f, 1e-30f, 3}));
        QCOMPARE(view.weight.error->cells, (std::vector<float>{1, 2, 3, 4, 5, 6}));
        QCOMPARE(view.weight.grid->low, -4);
        QVERIFY(view.input->grid->perToken && !view.input->imageGrid);
        QCOMPARE(view.input->grid->scale, 1.0 / 3);
        QVERIFY_EXCEPTION_THROWN(sessionLayer(session, record, 3), Error);
    }

    void largeViewsBecomeCoarser()
    {
        auto view = sampleView(0);
        view.weight.before = {-1, 1, std::vector<double>(4096, 1)};
        view.weight.before.counts[8] = 5; // the second bin of 512
        view.weight.error = HeatMap{320, 3, 160, 3, std::vector<float>(480, 0)};
        view.weight.error->cells[3 * 5 + 1] = 7; // row 5, column 1
        const auto small = forSession(view);
        QCOMPARE(small.weight.before.counts.size(), size_t(512));
        QCOMPARE(small.weight.before.counts[0], 8.0);
        QCOMPARE(small.weight.before.counts[1], 12.0);
        const auto& map = *small.weight.error;
        QCOMPARE(map.cellRows, 80);
        QCOMPARE(map.cellColumns, 3);
        QCOMPARE(map.cells[3 * 2 + 1], 7.0f);
        QCOMPARE(std::count(map.cells.begin(), map.cells.end(), 0.0f), 239);
    }

    // The second layer has the largest error, and there is room for one.
    void theLargestErrorsComeFirst()
    {
        auto contents = sampleContents(2, 3, 1);
        auto& layers = contents.runs[0].record.layers;
        for (auto& layer : layers)
            layer.measured = true;
        layers[1].error.isolated.sqnrDb = 3;
        SessionOptions options;
        options.mostLayerBytes = static_cast<double>(layerViewToJson(sampleView(1)).dump().size()) + 1;
        const auto size = saveSession(m_file, contents, options);
        QCOMPARE(size.layers, 1);
        QCOMPARE(size.leftOut.back().code, std::string("session.few_layers"));
        RunArchive session(m_file);
        QCOMPARE(sessionLayers(session, contents.runs[0].record.id), (std::vector<LayerIndex>{1}));
    }

    void nothingIsWritten()
    {
        saveSession(m_file, sampleContents(5, 2, 2), {});
        const auto before = sessionBytes(m_file);
        {
            RunArchive session(m_file);
            const auto id = session.list().front().id;
            QVERIFY_EXCEPTION_THROWN(session.rename(id, "other"), Error);
            QVERIFY_EXCEPTION_THROWN(session.finish(sampleRun(1, 0)), Error);
            QVERIFY_EXCEPTION_THROWN(session.remove(id), Error);
            QVERIFY_EXCEPTION_THROWN(session.session().execute("ATTACH ':memory:' AS other"), Error);
            QVERIFY_EXCEPTION_THROWN(session.session().execute("PRAGMA writable_schema = 1"), Error);
            readAll(m_file);
        }
        QVERIFY(sessionBytes(m_file) == before);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{"talk.quantscope"});
    }

    // What a record says about files leads nowhere.
    void pathsAreNames()
    {
        saveSession(m_file, sampleContents(2, 0, 1), {});
        Database(m_file).execute("UPDATE records SET record = json_set(record, '$.spec.model', '/etc', "
                                 "'$.spec.data', '../..', '$.data_file.file', '/etc/passwd', "
                                 "'$.spec.load_weights', '/dev/zero')");
        RunArchive session(m_file);
        const auto record = session.load(session.list().front().id);
        QCOMPARE(record.spec.sources.model.string(), std::string("etc"));
        QCOMPARE(record.spec.sources.data.string(), std::string());
        QCOMPARE(record.dataFile.file.string(), std::string("passwd"));
        QVERIFY(!record.spec.loadWeights.has_parent_path());
    }

    // It had no column for the protocol.
    void anEarlierArchiveIsBroughtUpInMemory()
    {
        const auto contents = sampleContents(4, 2, 1);
        saveSession(m_file, contents, {});
        {
            Database database(m_file);
            database.execute("ALTER TABLE runs DROP COLUMN protocol; PRAGMA user_version = 1002");
        }
        const auto before = sessionBytes(m_file);
        RunArchive session(m_file);
        const auto summary = session.summary(contents.runs[0].record.id);
        QCOMPARE(summary.protocol, std::string("exact"));
        QCOMPARE(sessionLayers(session, summary.id).size(), size_t(2));
        QVERIFY(session.isReadOnly());
        QVERIFY(sessionBytes(m_file) == before);
    }

    void runsAreAdopted()
    {
        const auto contents = sampleContents(4, 2, 2);
        saveSession(m_file, contents, {});
        RunArchive session(m_file), own(m_folder->filePath("runs.sqlite").toStdString());
        auto known = contents.runs[0].record;
        known.name = "my own";
        own.finish(known);
        const auto adopted = adoptSession(session, own);
        QCOMPARE(adopted.taken, 1);
        QCOMPARE(adopted.known, 1);
        QCOMPARE(own.summary(known.id).name, std::string("my own"));
        const auto& other = contents.runs[1].record;
        QCOMPARE(textOf(own.load(other.id)), textOf(session.load(other.id)));
        QCOMPARE(own.summary(other.id).tags.size(), size_t(2));
    }

    void theFloatRunOfTheSameFilesIsFound()
    {
        RunArchive own(m_folder->filePath("runs.sqlite").toStdString());
        auto plain = sampleRun(4, 0), other = sampleRun(4, 0);
        plain.spec.recipe.reset();
        other.spec.recipe.reset();
        other.dataFile.sha256 = "ee";
        const auto quantized = sampleRun(4, 2);
        for (const auto& run : {plain, other, quantized})
            own.finish(run);
        QCOMPARE(withFloatRuns(own, {quantized.id}), (std::vector<std::string>{quantized.id, plain.id}));
        QCOMPARE(withFloatRuns(own, {plain.id}), (std::vector<std::string>{plain.id}));
    }

    // A session of a session has what that has.
    void aSessionIsSharedAgain()
    {
        saveSession(m_file, sampleContents(6, 2, 2), {});
        const auto second = m_file.string() + ".again.quantscope";
        std::string id;
        {
            RunArchive session(m_file);
            id = session.list().front().id;
            saveSession(second, sessionContents(session, {id}), {});
        }
        RunArchive again(second);
        QCOMPARE(again.list().size(), size_t(1));
        QCOMPARE(sessionLayers(again, id).size(), size_t(2));
        QCOMPARE(sessionQuestions(again, sessionPlaces(again).at(0)).questions[0].images.size(), size_t(1));
    }

    void othersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char* name, const char* sql, const char* why) {
            QTest::newRow(name) << QByteArray(sql) << QByteArray(why);
        };
        row("another application", "PRAGMA application_id = 7", "SQLite file of another kind");
        row("a later session", "PRAGMA user_version = 2003", "later version (schema 2003)");
        row("a later archive", "PRAGMA user_version = 1999", "later version (schema 1999)");
        row("no version", "PRAGMA user_version = 0", "no session has schema 0");
        row("a missing table", "DROP TABLE session_images", "table session_images of a session is missing");
        row("a missing index", "DROP INDEX runs_by_state", "index runs_by_state of a session is missing");
        row("another type",
            "DROP TABLE session_images; CREATE TABLE session_images (id INTEGER PRIMARY KEY, image TEXT NOT NULL) "
            "STRICT",
            "its table session_images has other columns");
        row("one column more", "ALTER TABLE runs ADD COLUMN more TEXT", "its table runs has other columns");
        row("a trigger", "CREATE TRIGGER t AFTER UPDATE ON runs BEGIN DELETE FROM runs; END",
            "trigger t, which no session has");
        row("a view", "CREATE VIEW v AS SELECT * FROM runs", "view v, which no session has");
        row("a view in place of a table",
            "DROP TABLE session_facts; CREATE VIEW session_facts AS SELECT '' AS name, '' AS value",
            "view session_facts, which no session has");
        row("an index on an expression", "CREATE INDEX i ON runs(abs(id))", "index i, which no session has");
        row("a table more", "CREATE TABLE more (x)", "table more, which no session has");
        row("a path for an image", "UPDATE session_images SET image = CAST('/etc/passwd' AS BLOB)", "is no image");
        row("a picture that is not there", "DELETE FROM session_images WHERE id = 1", "there is no picture 1");
        row("a layer far behind the others", "UPDATE layers SET layer = 99999 WHERE layer = 1",
            "layers that are missing");
        row("a layer beyond all limits", "UPDATE layers SET layer = 4000000000 WHERE layer = 1", "layers of one run");
        row("a layer before the first", "UPDATE layers SET layer = -5 WHERE layer = 1", "layers");
        row("a question far behind the others", "UPDATE session_questions SET row = 900000 WHERE row = 1",
            "questions that are missing");
        row("a question that is told over and over",
            "UPDATE questions SET question = printf('%.8000000c', 'x'); INSERT INTO predictions SELECT run, row + 100 "
            "* n, "
            "question, text, tokens, score, rest FROM predictions JOIN (WITH c(n) AS (SELECT 1 UNION ALL SELECT n + 1 "
            "FROM "
            "c WHERE n < 20) SELECT n FROM c) WHERE row < 4",
            "letters in the questions of one run");
        row("a text beyond all limits", "UPDATE session_places SET place = printf('%.17000000c', 'x')", "too big");
        row("a record that is no JSON", "UPDATE records SET record = '{'", "is no JSON");
        row("a deep record", "UPDATE records SET record = replace(printf('%.5000c', '['), '[', '[[')",
            "JSON values in each other");
        row("a number beside an answer", "UPDATE predictions SET rest = '7'", "is no JSON object");
        row("deep answers", "UPDATE questions SET answers = printf('%.5000c', '[')", "JSON values in each other");
        row("a number for a text", "UPDATE session_questions SET question = '{\"question\": 7}'", "expected text");
        row("a histogram without end", "UPDATE session_layers SET view = json_set(view, '$.weight.before.high', -9)",
            "lies not above");
        row("a grid of all numbers",
            "UPDATE session_layers SET view = json_set(view, '$.weight.grid.high', 2000000000)", "field 'high'");
        row("a picture of errors of another size",
            "UPDATE session_layers SET view = json_set(view, '$.weight.error.cell_rows', 3)", "as many values");
        row("a run that no place has", "UPDATE runs SET data_hash = 'x'", "");
    }

    void othersAreRefused()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QByteArray, why);
        saveSession(m_file, sampleContents(6, 3, 1), {});
        QCOMPARE(refusalOf(m_file), std::string());
        Database(m_file).execute(sql.toStdString());
        const auto refusal = refusalOf(m_file);
        QVERIFY2(refusal.find(why.toStdString()) != std::string::npos, refusal.c_str());
        QVERIFY2(why.isEmpty() || (refusal.find(m_file.string()) == 0 && refusal.size() < 1000), refusal.c_str());
        QVERIFY(refusal.find('\n') == std::string::npos);
    }

    void otherFilesAreRefused()
    {
        const auto refused = [this](const std::string& bytes, const char* why) {
            std::ofstream(m_file, std::ios::binary) << bytes;
            const auto refusal = refusalOf(m_file);
            QVERIFY2(refusal.find(why) != std::string::npos, refusal.c_str());
        };
        QVERIFY(refusalOf(m_file).find("there is no such file") != std::string::npos);
        saveSession(m_file, sampleContents(40, 3, 1), {});
        const auto whole = sessionBytes(m_file);
        refused("", "SQLite did not write it");
        refused("PK\3\4 a workbook", "SQLite did not write it");
        refused(whole.substr(0, 60), "SQLite did not write it");
        refused(whole.substr(0, whole.size() / 2), "malformed");
        auto damaged = whole;
        damaged.replace(whole.size() / 2, 4096, std::string(4096, '\xff'));
        refused(damaged, "damaged");
        const auto own = m_folder->filePath("runs.sqlite").toStdString();
        RunArchive(own).finish(sampleRun(2, 0));
        QVERIFY(refusalOf(own).find("SQLite file of another kind") != std::string::npos);
    }

    void thumbnails()
    {
        const auto wide = samplePicture(300, 100), tiny = samplePicture(4, 2);
        const auto small = decodeImage(thumbnailOf(*wide, 64, "wide"), "thumbnail");
        QCOMPARE(small.width, 64);
        QCOMPARE(small.height, 21); // 100 · 64 / 300 = 21.3
        QCOMPARE(thumbnailOf(*tiny, 64, "tiny"), *tiny);
        const std::vector<uint8_t> none{1, 2, 3};
        QVERIFY_EXCEPTION_THROWN(thumbnailOf(none, 64, "none"), Error);
    }

    void emptySessionsAreNotWritten()
    {
        QVERIFY_EXCEPTION_THROWN(saveSession(m_file, {}, {}), Error);
        QVERIFY(!std::filesystem::exists(m_file));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_file;
};

QUANTSCOPE_TEST(TestSessionFile)
#include "tst_sessionfile.moc"
